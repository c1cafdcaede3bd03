"""Side by side: which track each line takes in a channel that it shares with others.

Lines of one shape's bundle share a track. Where pieces overlap they stand apart, in the order in which
they cross each other least and in which pieces that continue at one height towards each other do not run
into one another.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

__all__ = ["Piece", "tracks"]

_MOST_ORDERED = 120
_CLASH = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What runs along a channel from ``low`` to ``high``.

    ``before`` are the heights at which lines join it from the side of the first track, ``after`` those at
    which they join from the other side; ``bundle`` is shared by pieces that may lie on each other.
    """

    id: Hashable
    low: float
    high: float
    before: tuple[float, ...] = ()
    after: tuple[float, ...] = ()
    bundle: Hashable = None


@dataclass(slots=True)
class _Group:
    ids: list[Hashable]
    low: float
    high: float
    before: set[float]
    after: set[float]


def tracks(pieces: Sequence[Piece], apart: float = 0.0) -> tuple[dict[Hashable, int], int]:
    """The track of every piece and the number of tracks; nearer than ``apart`` counts as overlapping."""
    groups = _bundled(pieces)
    ordered = _ordered(groups) if len(groups) <= _MOST_ORDERED else groups
    found: dict[Hashable, int] = {}
    count = 0
    if len(groups) > _MOST_ORDERED:
        ends: list[float] = []
        for group in sorted(groups, key=lambda it: (it.low, it.high)):
            track = next((n for n, end in enumerate(ends) if end + apart < group.low), len(ends))
            ends[track : track + 1] = [group.high]
            found.update(dict.fromkeys(group.ids, track))
        return found, len(ends)
    placed: list[tuple[_Group, int]] = []
    for group in ordered:
        track = 0
        for other, its in placed:
            if _overlap(group, other, apart) or _after_each_other(other, group):
                track = max(track, its + 1)
        placed.append((group, track))
        count = max(count, track + 1)
        found.update(dict.fromkeys(group.ids, track))
    return found, count


def _bundled(pieces: Sequence[Piece]) -> list[_Group]:
    groups: dict[Hashable, _Group] = {}
    for piece in pieces:
        key = ("bundle", piece.bundle) if piece.bundle is not None else ("piece", piece.id)
        group = groups.setdefault(key, _Group([], piece.low, piece.high, set(), set()))
        group.ids.append(piece.id)
        group.low, group.high = min(group.low, piece.low), max(group.high, piece.high)
        group.before.update(piece.before)
        group.after.update(piece.after)
    return list(groups.values())


def _overlap(one: _Group, other: _Group, apart: float) -> bool:
    return one.low - apart <= other.high and other.low - apart <= one.high


def _after_each_other(one: _Group, other: _Group) -> bool:
    """Whether both have a line at one height, the first towards the first track, the other away from it."""
    return not one.before.isdisjoint(other.after) or not one.after.isdisjoint(other.before)


def _ordered(groups: Sequence[_Group]) -> list[_Group]:
    """An order in which neighbours cannot be exchanged for the better."""
    order: list[_Group] = []
    costs: dict[tuple[int, int], float] = {}

    def gain(one: _Group, other: _Group) -> float:
        """What it costs more to have ``one`` before ``other`` than after it."""
        key = id(one), id(other)
        if key not in costs:
            costs[key] = _cost(one, other) - _cost(other, one)
        return costs[key]

    for group in sorted(groups, key=lambda it: (it.low + it.high, it.low)):
        best, least, sum_ = len(order), 0.0, 0.0
        for index in range(len(order) - 1, -1, -1):
            sum_ += gain(group, order[index])
            if sum_ < least - 1e-9:
                best, least = index, sum_
        order.insert(best, group)
    for _ in range(len(order)):
        changed = False
        for index in range(len(order) - 1):
            if gain(order[index], order[index + 1]) > 1e-9:
                order[index], order[index + 1] = order[index + 1], order[index]
                changed = True
        if not changed:
            break
    return order


def _cost(first: _Group, second: _Group) -> float:
    """Crossings, and clashes weighted, where ``first`` has the lower track."""
    cost = 0.0
    for at in first.after:
        if second.low < at < second.high:
            cost += 1.0
        elif at in (second.low, second.high):
            cost += 0.5
        if at in second.before:
            cost += _CLASH
    for at in second.before:
        if first.low < at < first.high:
            cost += 1.0
        elif at in (first.low, first.high):
            cost += 0.5
    return cost
