"""Which lane each node is in: by the lane's own list, else by where it is drawn.

A boundary event is where its activity is, and what is inside a sub-process is where the sub-process is,
unless a lane lists them. A node that several lanes list is in the innermost; where that does not settle
it, in the one in which it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from studio.model import Problem, Severity
from studio.reading.items import Item
from studio.reading.layout import Layout
from studio.reading.limits import MAX_LANES_COMPARED
from studio.reading.problems import problem
from studio.reading.register import Register
from studio.reading.vocabulary import Group

__all__ = ["Lanes", "assign"]


class Lanes:
    """The rectangles of the lanes, by what they divide: a process, or a sub-process with lanes of its own."""

    def __init__(self, lanes: Iterable[Item], layout: Layout) -> None:
        self._layout = layout
        self._drawn: dict[tuple[Item, int], list[tuple[float, float, float, float, Item]]] = {}
        self.divided: set[Item] = set()
        for lane in lanes:
            divided = _outermost(lane)
            self.divided.add(divided)
            drawn = layout.of(lane)
            if (bounds := drawn.bounds) is not None:
                place = self._drawn.setdefault((divided, drawn.plane), [])
                place.append((bounds.x, bounds.y, bounds.right, bounds.bottom, lane))
        for key, place in self._drawn.items():
            place.sort(key=lambda edges: (edges[2] - edges[0]) * (edges[3] - edges[1]))
            self._drawn[key] = place[:MAX_LANES_COMPARED]

    def around(self, node: Item) -> Item | None:
        """The smallest lane of what the node stands in, in which the node's middle is drawn."""
        drawn = self._layout.of(node)
        if drawn.bounds is None or node.scope is None:
            return None
        x, y = drawn.bounds.center
        for left, top, right, bottom, lane in self._drawn.get((node.scope, drawn.plane), ()):
            if top <= y <= bottom and left <= x <= right:
                return lane
        return None

    def holds(self, lane: Item, node: Item) -> bool | None:
        """Whether the node's middle is drawn in the lane; None where either is not drawn, or elsewhere."""
        inner, outer = self._layout.of(node), self._layout.of(lane)
        if inner.bounds is None or outer.bounds is None or inner.plane != outer.plane:
            return None
        return outer.bounds.contains(inner.bounds.center)


def assign(
    items: Sequence[Item], hosts: Mapping[Item, Item], register: Register, layout: Layout
) -> tuple[dict[Item, Item], list[Problem]]:
    """The innermost lane of each node that is in one; ``hosts`` are the activities of boundary events."""
    lanes = Lanes((item for item in items if item.group is Group.LANE), layout)
    nodes = [item for item in items if item.group is Group.NODE]
    problems: list[Problem] = []
    listed = _listed(items, register, problems)
    found: dict[Item, Item] = {}
    for node in nodes:
        if node in listed:
            found[node] = _settled(node, listed[node], lanes, problems)
        elif node.scope in lanes.divided and node not in hosts:
            drawn = lanes.around(node)
            if drawn is not None:
                found[node] = drawn
            else:
                problems.append(problem("node.no-lane", Severity.INFO, node))
    _inherit(nodes, found, hosts)
    return found, problems


def _listed(items: Sequence[Item], register: Register, problems: list[Problem]) -> dict[Item, list[Item]]:
    """For each node the lanes that list it, outer lanes left out where an inner one lists it too."""
    listed: dict[Item, list[Item]] = {}
    for lane in items:
        if lane.group is not Group.LANE:
            continue
        for entry in lane.markup.all("flowNodeRef"):
            reference = entry.text.strip()
            node = register.find(reference, (Group.NODE,), lane)
            if node is not None:
                listed.setdefault(node, []).append(lane)
            elif reference and register.declared(reference) is None:
                problems.append(problem("lane.unknown-element", Severity.WARNING, lane, id=reference))
    for node, lanes in listed.items():
        if len(lanes) > 1:
            outer = {around for lane in lanes for around in _around(lane)}
            listed[node] = list(dict.fromkeys(lane for lane in lanes if lane not in outer))
    return listed


def _settled(node: Item, listed: list[Item], lanes: Lanes, problems: list[Problem]) -> Item:
    """The one lane of a node that lanes list."""
    lane = listed[0]
    if len(listed) > 1:
        lane = next((lane for lane in listed if lanes.holds(lane, node)), lane)
        problems.append(problem("node.several-lanes", Severity.WARNING, node, lane=lane.id))
    drawn = lanes.around(node)
    if drawn is not None and drawn is not lane:
        if lane in _around(drawn):
            return drawn
        if lanes.holds(lane, node) is False and drawn not in _around(lane):
            parameters = {"lane": lane.id, "drawn": drawn.id}
            problems.append(problem("node.drawn-in-other-lane", Severity.INFO, node, **parameters))
    return lane


def _inherit(nodes: Sequence[Item], found: dict[Item, Item], hosts: Mapping[Item, Item]) -> None:
    """Gives every other node the lane of what it is attached to or inside of."""
    seen: set[Item] = set()
    for node in nodes:
        path: list[Item] = []
        item: Item | None = node
        while item is not None and item not in found and item not in seen:
            seen.add(item)
            path.append(item)
            item = hosts.get(item) or item.scope
        lane = found.get(item) if item is not None else None
        if lane is not None:
            found.update(dict.fromkeys(path, lane))


def _around(lane: Item) -> list[Item]:
    """The lanes around a lane, innermost first."""
    around: list[Item] = []
    while lane.scope is not None and lane.scope.group is Group.LANE:
        lane = lane.scope
        around.append(lane)
    return around


def _outermost(lane: Item) -> Item:
    """The process or sub-process that a lane is a part of."""
    holder = (_around(lane) or [lane])[-1].scope
    if holder is None:
        raise AssertionError(lane)
    return holder
