"""Where on a long border lines begin and end: what differs in sort or direction stands apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studio.reading.swimlanes.grid import Route, Side, Sort, Wire

__all__ = ["port_offsets"]

_APART = 22.0
_SLOTS = tuple(_APART * step for step in (-1, 1, -2, 2, 0, -1.5, 1.5))
_TOUCHING = 8.0

_Part = list[tuple[Wire, float]]


def port_offsets(wires: Sequence[Wire], routes: Mapping[str, Route]) -> dict[tuple[str, bool], float]:
    """How far off the middle of its side each line's end is, by its id and whether it is its beginning.

    Only ends at the top or bottom of an activity are told; all others are in the middle.
    """
    found: dict[tuple[str, bool], float] = {}
    borders: dict[tuple[str, Side], dict[tuple[Sort, bool], _Part]] = {}
    for wire in wires:
        route = routes[wire.id]
        ends = (wire.source, wire.target, route.exit, True), (wire.target, wire.source, route.entry, False)
        for anchor, other, side, leaves in ends:
            if anchor.box or anchor.corners or side.is_level:
                continue
            straight = len(route.lines) == 1
            if straight:
                found[wire.id, leaves] = route.offset
            ahead = 0.0 if straight else float(other.first - anchor.first)
            border = borders.setdefault((anchor.id, side), {})
            border.setdefault((wire.sort, leaves), []).append((wire, ahead))
    for parts in borders.values():
        _spread(parts, found)
    return found


def _spread(parts: Mapping[tuple[Sort, bool], _Part], found: dict[tuple[str, bool], float]) -> None:
    """Places the parts of one border from left to right by where they lead; straight lines stay."""
    fixed = {
        found[wire.id, key[1]]
        for key, part in parts.items()
        for wire, _ in part
        if (wire.id, key[1]) in found
    }
    free = sorted(
        (sum(ahead for _, ahead in part) / len(part), sort.value, leaves)
        for (sort, leaves), part in parts.items()
        if not all((wire.id, leaves) in found for wire, _ in part)
    )
    places = [0.0] * len(free)
    if fixed or len(free) > 1:
        usable = [slot for slot in _SLOTS if all(abs(slot - it) > _TOUCHING for it in fixed)]
        if len(usable) >= len(free):
            places = sorted(usable[: len(free)])
    for (_, sort, leaves), place in zip(free, places, strict=True):
        for wire, _ in parts[Sort(sort), leaves]:
            found.setdefault((wire.id, leaves), place)
