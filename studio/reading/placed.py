"""Files as a canvas can show them: with a drawing, and with an id of its own for every element."""

from __future__ import annotations

from studio.model import Diagram
from studio.reading.reader import Parts, parts_of, read
from studio.reading.swimlanes import arranged
from studio.reading.vocabulary import MODEL, Group
from studio.reading.writing import described, pinned, write

__all__ = ["drawable", "editable", "placed"]


def placed(data: bytes, name: str) -> bytes:
    """The file with a swimlane layout where it has none; the same bytes where any node is drawn.

    Raises StudioError as :func:`read` does.
    """
    diagram = read(data, name).diagram
    return write(arranged(diagram), source=data) if _is_bare(diagram) else data


def drawable(data: bytes, name: str) -> bytes:
    """The file, or one of the same diagram in its stead where a canvas would lose elements of it.

    That is where elements have no id or share one, and where the root is not that of BPMN 2.0. What
    the studio does not know of is not in the new file, so it is for display only. Raises StudioError as
    :func:`read` does.
    """
    parts = parts_of(data, name)
    if _is_plain(parts):
        return placed(data, name)
    diagram = read(data, name).diagram
    return write(arranged(diagram) if _is_bare(diagram) else diagram)


def editable(data: bytes, name: str) -> bytes:
    """The file as an editor can take it without losing anything: each id once, every node in its place.

    The same bytes where that holds already. Raises StudioError as :func:`read` does.
    """
    parts = parts_of(data, name)
    is_bpmn = parts.root is parts.document.root and parts.root.namespace == MODEL
    if is_bpmn and not _is_plain(parts):
        return placed(pinned(data), name)
    return data if _is_drawn(parts) else placed(data, name)


def _is_drawn(parts: Parts) -> bool:
    nodes = {item.written for item in parts.items if item.group is Group.NODE}
    return any(it.tag == "BPMNShape" and it.get("bpmnElement") in nodes for it in described(parts.root))


def _is_bare(diagram: Diagram) -> bool:
    return bool(diagram.nodes) and not any(node.bounds for node in diagram.nodes)


def _is_plain(parts: Parts) -> bool:
    """Whether a canvas finds every element by the id that the studio calls it by."""
    root = parts.root
    if root is not parts.document.root or root.tag != "definitions" or root.namespace != MODEL:
        return False
    ids = [id for markup in described(root) if (id := markup.get("id"))]
    return len(ids) == len(set(ids)) and all(item.id == item.written for item in parts.items)
