"""Ids made certain before a file changes: each part gets, in the file, the id that it goes by.

The reader gives an id to what has none and to the later of two equal ones, by counting. As counting
would come out differently in a file with more or fewer parts, the ids are written first; and with them
what refers to these parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from studio.reading.items import Item
from studio.reading.markup import Markup
from studio.reading.vocabulary import Group
from studio.reading.writing.branch import Branch
from studio.reading.writing.ids import Ids
from studio.reading.writing.original import Original

__all__ = ["described", "pin", "pinned", "refer"]

_ANYWHERE = (
    Group.NODE,
    Group.ARTIFACT,
    Group.FLOW,
    Group.MESSAGE,
    Group.POOL,
    Group.LANE,
    Group.PROCESS,
)
_REFERENCES: Mapping[Group, Mapping[str, tuple[Group, ...]]] = {
    Group.FLOW: {"sourceRef": (Group.NODE,), "targetRef": (Group.NODE,)},
    Group.MESSAGE: dict.fromkeys(("sourceRef", "targetRef"), (Group.NODE, Group.POOL, Group.PROCESS)),
    Group.ASSOCIATION: dict.fromkeys(("sourceRef", "targetRef"), _ANYWHERE),
    Group.POOL: {"processRef": (Group.PROCESS,)},
    Group.NODE: {"attachedToRef": (Group.NODE,), "default": (Group.FLOW,)},
}
_LISTS = {"flowNodeRef": Group.NODE, "incoming": Group.FLOW, "outgoing": Group.FLOW}


def pin(original: Original) -> None:
    """Writes the ids that the reader made up, wherever they belong."""
    renamed = {item for item in original.parts.items if item.id != item.written}
    if not renamed:
        return
    changes: list[tuple[Branch, str, Item]] = []
    for item in original.parts.items:
        changes += [change for change in _referring(item, original) if change[2] in renamed]
    for branch, name, item in changes:
        refer(branch, name, item.id)
    for item in renamed:
        drawn = original.drawn(item)
        if drawn is not None:
            drawn.set("bpmnElement", item.id)
        original.branches[item.id].set("id", item.id)


def pinned(data: bytes) -> bytes:
    """The file with an id of its own for every part of the diagram and for whatever else has one.

    A tool that meets an id for the second time leaves that element out. Raises StudioError where the
    file's encoding cannot be written.
    """
    original = Original(data)
    pin(original)
    parts = {item.markup for item in original.parts.items}
    taken = {item.id for item in original.parts.items}
    ids = Ids((), taken=original.ids | taken)
    for markup in described(original.parts.document.root):
        id = markup.get("id")
        if not id or markup in parts:
            continue
        if id in taken:
            original.of(markup).set("id", ids.free(id))
        taken.add(id)
    return original.data()


def described(root: Markup) -> Iterator[Markup]:
    """The elements of a file that BPMN knows, its drawing included: extensions are left out."""
    waiting = [root]
    while waiting:
        markup = waiting.pop()
        yield markup
        waiting += [child for child in reversed(markup.children) if child.tag != "extensionElements"]


def refer(branch: Branch, name: str, id: str | None) -> None:
    """Sets a reference where the element has it: in an attribute, a child element, or as its text."""
    child = branch.first(name) if name and branch.get(name) is None else None
    if not name:
        branch.write(id or "")
    elif child is None:
        branch.set(name, id)
    elif id is None:
        child.remove()
    else:
        child.write(id)


def _referring(item: Item, original: Original) -> Iterator[tuple[Branch, str, Item]]:
    """Where a part refers to other parts: the element, the reference's name (or none) and what is meant."""
    branch, find = original.branches[item.id], original.register.find
    for name, groups in _REFERENCES.get(item.group, {}).items():
        meant = find(item.markup.reference(name), groups, None if name == "processRef" else item)
        if meant is not None:
            yield branch, name, meant
    for child in branch.children:
        group = _LISTS.get(child.local)
        if group is not None and child.markup is not None:
            listed = find(child.markup.text.strip(), (group,), item)
            if listed is not None:
                yield child, "", listed
