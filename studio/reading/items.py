"""The tree of elements as a flat list of the diagram's parts, each with what it stands in."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from studio.model import NodeKind
from studio.reading.markup import Markup
from studio.reading.vocabulary import (
    COLLABORATIONS,
    CONTENTS,
    EVENTS,
    FLOW_PARTS,
    NODES,
    ONLY_IF_DRAWN,
    Group,
)

__all__ = ["Item", "Survey", "survey", "tops"]

_ALWAYS_CONTAINERS = frozenset(tag for tag, kind in NODES.items() if kind.is_container)
_WITHIN_PROCESS = frozenset({Group.NODE, Group.FLOW, Group.LANE})
_ACTIVITY_OR_EVENT = frozenset(tag for tag, kind in NODES.items() if not kind.is_gateway)


@dataclass(slots=True, eq=False, kw_only=True)
class Item:
    """A part of the diagram: what it is, where it stands in the file, and the id it goes by.

    ``scope`` is what holds it: the process or sub-process, for an inner lane the lane around it, for a
    data association its activity. ``process`` is None only for what stands in a collaboration. ``written`` is
    the id in the file, ``id`` the one that is its alone.
    """

    group: Group
    markup: Markup
    scope: Item | None = None
    process: Item | None = None
    written: str = ""
    id: str = ""

    @property
    def kind(self) -> NodeKind:
        return NODES[self.markup.tag]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """The parts of a diagram in the file's order, and elements of BPMN that no diagram has there."""

    items: tuple[Item, ...]
    strangers: tuple[Markup, ...]


def tops(root: Markup) -> Sequence[Markup]:
    """The processes, collaborations and declarations of a file, whose root may be one of them itself."""
    return root.children if root.tag == "definitions" else [root]


def survey(root: Markup, drawn: Callable[[], Container[str]]) -> Survey:
    """Finds the parts of the diagram; ``drawn`` are the ids that shapes show, asked for where they matter."""
    surveyor = _Surveyor(drawn)
    for top in tops(root):
        if top.standard and top.tag in COLLABORATIONS:
            surveyor.contents(top, None, None)
        elif top.standard and (top.tag == "process" or (top is root and top.tag in _ALWAYS_CONTAINERS)):
            process = surveyor.add(Group.PROCESS, top, None, None)
            surveyor.contents(top, process, process)
    return Survey(items=tuple(surveyor.items), strangers=tuple(surveyor.strangers))


class _Surveyor:
    def __init__(self, drawn: Callable[[], Container[str]]) -> None:
        self.items: list[Item] = []
        self.strangers: list[Markup] = []
        self._drawn = drawn
        self._known: Container[str] | None = None

    def add(self, group: Group, markup: Markup, scope: Item | None, process: Item | None) -> Item:
        item = Item(group=group, markup=markup, scope=scope, process=process, written=markup.get("id"))
        self.items.append(item)
        return item

    def contents(self, holder: Markup, scope: Item | None, process: Item | None) -> None:
        """The parts inside a process, sub-process or collaboration."""
        for markup in holder.children:
            if not markup.standard:
                continue
            group = CONTENTS.get(markup.tag)
            if markup.tag == "laneSet" and scope is not None:
                self._lanes(markup, scope, process)
            elif markup.tag == "ioSpecification":
                self._data(markup, scope, process)
            elif group is None or (process is None and group in _WITHIN_PROCESS):
                if process is not None and markup.tag not in FLOW_PARTS and markup.tag not in EVENTS:
                    self.strangers.append(markup)
            elif markup.tag not in ONLY_IF_DRAWN or self._is_drawn(markup.get("id")):
                item = self.add(group, markup, scope, process)
                self._inside(item, process)

    def _is_drawn(self, id: str) -> bool:
        if self._known is None:
            self._known = self._drawn()
        return id in self._known

    def _inside(self, item: Item, process: Item | None) -> None:
        if item.markup.tag in _ALWAYS_CONTAINERS:
            self.contents(item.markup, item, process)
        elif item.markup.tag in _ACTIVITY_OR_EVENT:
            for child in item.markup.children:
                if child.standard and child.tag in {"dataInputAssociation", "dataOutputAssociation"}:
                    self.add(Group.ASSOCIATION, child, item, process)

    def _lanes(self, holder: Markup, around: Item, process: Item | None) -> None:
        for markup in holder.all("lane"):
            lane = self.add(Group.LANE, markup, around, process)
            for tag in ("childLaneSet", "laneSet"):
                for inner in markup.all(tag):
                    self._lanes(inner, lane, process)

    def _data(self, holder: Markup, scope: Item | None, process: Item | None) -> None:
        for markup in holder.children:
            if markup.standard and markup.tag in ONLY_IF_DRAWN and self._is_drawn(markup.get("id")):
                self.add(Group.ARTIFACT, markup, scope, process)
