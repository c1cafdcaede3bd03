"""Columns: how far to the right everything stands, so that the work goes from left to right.

Loops are opened first, then every node stands one column after the latest of those before it (longest
path), then nodes with room to spare move towards what they are tied to, so that lines become short.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Tie", "acyclic", "columns"]

_SWEEPS = 4


@dataclass(frozen=True, slots=True)
class Tie:
    """What keeps ``target`` at least ``gap`` columns to the right of where ``source`` ends."""

    source: str
    target: str
    gap: int = 1
    weight: int = 2


def acyclic(ids: Sequence[str], firm: Iterable[Tie], loose: Iterable[Tie]) -> list[Tie]:
    """The ties without those that close a loop; loose ones, of gap 0, never at the cost of firm ones."""
    kept = _opened(ids, list(firm))
    wanted = list(loose)
    while wanted:
        together = _opened(ids, [*kept, *wanted])
        if sum(tie.gap > 0 for tie in together) == len(kept):
            return together
        wanted = wanted[: len(wanted) // 2]
    return kept


def _opened(ids: Sequence[str], ties: Sequence[Tie]) -> list[Tie]:
    """The ties without those that lead, on a walk depth first, back to the path just walked."""
    out: dict[str, list[Tie]] = {id: [] for id in ids}
    entered = dict.fromkeys(ids, 0)
    for each in ties:
        if each.source != each.target:
            out[each.source].append(each)
            entered[each.target] += 1
    kept: list[Tie] = []
    on_path: dict[str, bool] = {}
    for root in sorted(ids, key=lambda node: entered[node] > 0):
        if root in on_path:
            continue
        on_path[root] = True
        path = [(root, iter(out[root]))]
        while path:
            id, ways = path[-1]
            tie = next(ways, None)
            if tie is None:
                on_path[id] = False
                path.pop()
            elif not on_path.get(tie.target, False):
                kept.append(tie)
                if tie.target not in on_path:
                    on_path[tie.target] = True
                    path.append((tie.target, iter(out[tie.target])))
    return kept


def columns(ids: Sequence[str], spans: Mapping[str, int], ties: Sequence[Tie]) -> dict[str, int]:
    """The first column of each; ``spans`` tells how many it takes. The ties must be free of loops."""
    before: dict[str, list[Tie]] = {id: [] for id in ids}
    after: dict[str, list[Tie]] = {id: [] for id in ids}
    for tie in ties:
        before[tie.target].append(tie)
        after[tie.source].append(tie)
    order = _in_order(ids, before, after)
    found = dict.fromkeys(ids, 0)
    for id in order:
        for tie in after[id]:
            found[tie.target] = max(found[tie.target], found[id] + _length(tie, spans))
    for sweep in range(_SWEEPS):
        for id in reversed(order) if sweep % 2 == 0 else order:
            found[id] = _settled(id, found, spans, before, after)
    _scatter_loners(ids, spans, found, before, after)
    return _without_gaps(found, spans)


def _length(tie: Tie, spans: Mapping[str, int]) -> int:
    return tie.gap + spans[tie.source] - 1 if tie.gap else 0


def _in_order(
    ids: Sequence[str], before: Mapping[str, list[Tie]], after: Mapping[str, list[Tie]]
) -> list[str]:
    open_ = {id: len(before[id]) for id in ids}
    order = [id for id in ids if not open_[id]]
    for id in order:
        for tie in after[id]:
            open_[tie.target] -= 1
            if not open_[tie.target]:
                order.append(tie.target)
    return order


def _settled(
    id: str,
    found: Mapping[str, int],
    spans: Mapping[str, int],
    before: Mapping[str, list[Tie]],
    after: Mapping[str, list[Tie]],
) -> int:
    """The column nearest to the present one in which the node's ties are shortest altogether."""
    left = [(found[tie.source] + _length(tie, spans), tie.weight) for tie in before[id]]
    right = [(found[tie.target] - _length(tie, spans), tie.weight) for tie in after[id]]
    liked = sorted(place for place, weight in left + right for _ in range(weight))
    if not liked or not right:
        return found[id] if not left else max(*(place for place, _ in left), min(found[id], liked[0]))
    lowest = max((place for place, _ in left), default=0)
    highest = min(place for place, _ in right)
    low, high = liked[(len(liked) - 1) // 2], liked[len(liked) // 2]
    return max(lowest, min(highest, max(low, min(high, found[id]))))


def _scatter_loners(
    ids: Sequence[str],
    spans: Mapping[str, int],
    found: dict[str, int],
    before: Mapping[str, list[Tie]],
    after: Mapping[str, list[Tie]],
) -> None:
    """Sets what nothing leads to or from side by side."""
    loners = [id for id in ids if not before[id] and not after[id]]
    tied = max((found[id] for id in ids if before[id] or after[id]), default=0)
    width = max(tied + 1, 6, round(len(loners) ** 0.5))
    column = 0
    for id in loners:
        if column and column + spans[id] > width:
            column = 0
        found[id] = column
        column += spans[id]


def _without_gaps(found: Mapping[str, int], spans: Mapping[str, int]) -> dict[str, int]:
    used = sorted({column for id, first in found.items() for column in range(first, first + spans[id])})
    rank = {column: index for index, column in enumerate(used)}
    return {id: rank[column] for id, column in found.items()}
