"""The bands of a picture from top to bottom: pools, the lanes in them, and what has neither."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from studio.model import Diagram, Lane, Node

__all__ = ["Band", "Strip", "plan"]

_CUSTOMER = re.compile(
    r"customer|client|caller|citizen|patient|kunde|cliente|usuario|user|klant|客户|顾客|用户|来电",
    re.IGNORECASE,
)
_MOST_PERMUTED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A band of its own in a strip: what stands in ``lane`` itself, not in a lane within it."""

    lane: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A pool, a process without pool, or the inside of a sub-process: one or more bands.

    A black box has no band. ``lanes`` gives for every lane its depth and its first and last band.
    """

    pool: str | None = None
    bands: tuple[Band, ...] = ()
    lanes: tuple[tuple[str, int, int, int], ...] = ()

    @property
    def depth(self) -> int:
        """How many headers stand side by side at its left."""
        deepest = max((depth + 1 for _, depth, _, _ in self.lanes), default=0)
        return deepest + (self.pool is not None)


def plan(
    diagram: Diagram, nodes: Sequence[Node], scope: str | None
) -> tuple[list[Strip], dict[str, tuple[int, int]]]:
    """The strips of a scope, and for each of its ``nodes`` the numbers of its strip and of its band there."""
    if scope is not None:
        return _inside(diagram, nodes, scope)
    strips: list[Strip] = []
    place: dict[str, tuple[int, int]] = {}
    taken = _inner_lanes(diagram)
    for group, members in _groups(diagram, nodes):
        kind, owner = group
        pool = owner if kind == "pool" else None
        lanes = [lane for lane in diagram.lanes if _owner(lane, diagram) == group and lane.id not in taken]
        taken.update(lane.id for lane in lanes)
        if pool is not None and not members and not lanes:
            strips.append(Strip(pool=pool))
            continue
        strip, bands = _strip(pool, lanes, members)
        place.update((id, (len(strips), band)) for id, band in bands.items())
        strips.append(strip)
    order = _stacked(diagram, strips, place)
    rank = {old: new for new, old in enumerate(order)}
    moved = {id: (rank[strip], band) for id, (strip, band) in place.items()}
    return [strips[number] for number in order], moved


def _inner_lanes(diagram: Diagram) -> set[str]:
    """The lanes that divide a sub-process."""
    found: set[str] = set()
    paths = {
        lane: {it.id for it in diagram.lane_path(lane)} for lane in {node.lane for node in diagram.nodes}
    }
    for node in diagram.nodes:
        parent = diagram.element(node.parent or "")
        if node.lane is not None and isinstance(parent, Node) and node.lane != parent.lane:
            found |= paths[node.lane] - paths[parent.lane]
    return found


def _inside(
    diagram: Diagram, nodes: Sequence[Node], scope: str
) -> tuple[list[Strip], dict[str, tuple[int, int]]]:
    """A sub-process; its lanes are those of its nodes that are not around the sub-process itself."""
    outer = {lane.id for lane in diagram.lane_path(diagram.node(scope).lane)}
    used = {lane.id for node in nodes for lane in diagram.lane_path(node.lane)} - outer
    lanes = [lane for lane in diagram.lanes if lane.id in used]
    strip, bands = _strip(None, lanes, nodes)
    return [strip], {id: (0, band) for id, band in bands.items()}


def _owner(element: Node | Lane, diagram: Diagram) -> tuple[str, str]:
    known = element.pool is not None and diagram.element(element.pool) is not None
    return ("pool", element.pool or "") if known else ("process", element.process)


def _groups(diagram: Diagram, nodes: Sequence[Node]) -> Iterable[tuple[tuple[str, str], list[Node]]]:
    groups: dict[tuple[str, str], list[Node]] = {("pool", pool.id): [] for pool in diagram.pools}
    for lane in diagram.lanes:
        groups.setdefault(_owner(lane, diagram), [])
    for node in nodes:
        groups.setdefault(_owner(node, diagram), []).append(node)
    return groups.items()


def _strip(pool: str | None, lanes: Sequence[Lane], nodes: Sequence[Node]) -> tuple[Strip, dict[str, int]]:
    """One strip: a band for each innermost lane, and one for nodes that stand beside inner lanes."""
    known = {lane.id for lane in lanes}
    within: dict[str | None, list[str]] = {}
    for lane in lanes:
        within.setdefault(lane.parent if lane.parent in known else None, []).append(lane.id)
    home = {node.id: node.lane if node.lane in known else None for node in nodes}
    used = set(home.values())
    bands: list[Band] = []
    spans: list[tuple[str, int, int, int]] = []
    waiting: list[tuple[str, int, int | None]] = [(id, 0, None) for id in reversed(within.get(None, []))]
    seen: set[str] = set()
    while waiting:
        id, depth, first = waiting.pop()
        if first is not None:
            if id in used:
                bands.append(Band(lane=id))
            spans.append((id, depth, first, len(bands) - 1))
        elif id not in seen:
            seen.add(id)
            inner = within.get(id, [])
            if not inner:
                bands.append(Band(lane=id))
                spans.append((id, depth, len(bands) - 1, len(bands) - 1))
                continue
            waiting.append((id, depth, len(bands)))
            waiting.extend((child, depth + 1, None) for child in reversed(inner))
    if None in used or not bands:
        bands.append(Band())
    number = {band.lane: index for index, band in enumerate(bands)}
    strip = Strip(pool=pool, bands=tuple(bands), lanes=tuple(spans))
    return strip, {id: number.get(lane, len(bands) - 1) for id, lane in home.items()}


def _stacked(diagram: Diagram, strips: Sequence[Strip], place: Mapping[str, tuple[int, int]]) -> list[int]:
    """The strips from top to bottom: a customer, else the first black box, on top; messages pass few."""
    boxes = [number for number, strip in enumerate(strips) if not strip.bands]
    customers = [number for number in boxes if _CUSTOMER.search(_name(diagram, strips[number].pool or ""))]
    on_top = set(customers or boxes[:1])
    liked = [
        (0 if number in on_top else 2 if number in boxes else 1, number) for number in range(len(strips))
    ]
    order = [number for _, number in sorted(liked)]
    if not 2 < len(order) <= _MOST_PERMUTED:
        return order
    pairs = [
        (a, b)
        for message in diagram.messages
        if (a := _strip_of(message.source, diagram, strips, place)) is not None
        and (b := _strip_of(message.target, diagram, strips, place)) is not None
    ]
    first = liked[order[0]][0] == 0

    def cost(arranged: Iterable[int]) -> tuple[float, ...]:
        tried = tuple(arranged)
        at = {number: index for index, number in enumerate(tried)}
        passed = sum(max(0, abs(at[a] - at[b]) - 1) for a, b in pairs)
        moved = sum(abs(at[number] - index) for index, number in enumerate(order))
        return 10.0 * passed + moved, *tried

    return list(min((it for it in permutations(order) if not first or it[0] == order[0]), key=cost))


def _name(diagram: Diagram, pool: str) -> str:
    element = diagram.element(pool)
    return "" if element is None else " ".join((element.name, *(label.text for label in element.labels)))


def _strip_of(
    id: str, diagram: Diagram, strips: Sequence[Strip], place: Mapping[str, tuple[int, int]]
) -> int | None:
    seen = 0
    while id not in place and seen < 200:
        seen += 1
        element = diagram.element(id)
        if not isinstance(element, Node):
            return next((n for n, strip in enumerate(strips) if strip.pool == id), None)
        id = element.attached_to or element.parent or ""
    return place[id][0] if id in place else None
