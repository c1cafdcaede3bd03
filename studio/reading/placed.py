"""A file that says nothing about its drawing gets one."""

from __future__ import annotations

from studio.reading.reader import read
from studio.reading.swimlanes import arranged
from studio.reading.writing import write

__all__ = ["placed"]


def placed(data: bytes, name: str) -> bytes:
    """The file with a swimlane layout where it has none; the same bytes where any node is drawn.

    Raises StudioError as :func:`read` does.
    """
    diagram = read(data, name).diagram
    if not diagram.nodes or any(node.bounds for node in diagram.nodes):
        return data
    return write(arranged(diagram), source=data)
