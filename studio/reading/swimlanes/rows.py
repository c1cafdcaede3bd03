"""Rows: how far down in its band everything stands.

Nodes that follow each other in one band form a chain, which stands in one row so that its flows are
straight; the main path comes first. A chain takes the row from which the lines to what already stands are
short and free.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

__all__ = ["Link", "Seat", "rows"]

_FAR = 40
_CHOICES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A node as the rows see it: its columns, its band, and whether it wants rows of its own at the foot."""

    id: str
    first: int
    last: int
    band: int
    apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A flow to the right; ``falling`` where it leaves its source downwards, as from a boundary event."""

    source: str
    target: str
    falling: bool = False


@dataclass(slots=True, kw_only=True)
class _Band:
    """The rows of a band: which columns are taken, which a line would like to pass, where the foot begins."""

    taken: dict[int, set[int]] = field(default_factory=dict)
    wanted: dict[int, set[int]] = field(default_factory=dict)
    foot: int | None = None

    def is_free(self, row: int, first: int, last: int) -> bool:
        taken = self.taken.get(row)
        return not taken or all(column not in taken for column in range(first, last + 1))

    def in_way(self, row: int, first: int, last: int) -> int:
        """How many of the cells are taken."""
        taken = self.taken.get(row)
        return sum(column in taken for column in range(first, last + 1)) if taken else 0

    def below(self, row: int, column: int, other: int) -> int:
        """How many cells of the column are taken between two rows, both left out."""
        low, high = sorted((row, other))
        return sum(column in self.taken.get(it, ()) for it in range(low + 1, high))


class _Rows:
    def __init__(self, seats: Sequence[Seat], links: Sequence[Link]) -> None:
        self.seats = {seat.id: seat for seat in seats}
        self.after: dict[str, list[Link]] = {seat.id: [] for seat in seats}
        self.before: dict[str, list[Link]] = {seat.id: [] for seat in seats}
        for link in links:
            if self.seats[link.source].last < self.seats[link.target].first:
                self.after[link.source].append(link)
                self.before[link.target].append(link)
        self.bands: dict[int, _Band] = {}
        self.found: dict[str, int] = {}

    def chains(self) -> Iterator[list[str]]:
        """The chains, those that begin further left first; each follows the longest way on."""
        depth: dict[str, int] = {}
        for id in sorted(self.seats, key=lambda node: -self.seats[node].first):
            depth[id] = 1 + max((depth[link.target] for link in self.after[id]), default=0)
        rank = {id: number for number, id in enumerate(self.seats)}
        group = self._groups()
        claimed: set[str] = set()
        seeds = sorted(
            self.seats,
            key=lambda node: (
                self.seats[node].apart,
                group[node],
                self.seats[node].first,
                -depth[node],
                rank[node],
            ),
        )
        for seed in seeds:
            if seed in claimed:
                continue
            chain = [seed]
            claimed.add(seed)
            while True:
                ways = [
                    link.target
                    for link in self.after[chain[-1]]
                    if not link.falling
                    and link.target not in claimed
                    and self.seats[link.target].band == self.seats[seed].band
                ]
                if not ways:
                    break
                best = max(ways, key=depth.__getitem__)
                claimed.add(best)
                chain.append(best)
            yield chain

    def _groups(self) -> dict[str, int]:
        """For each node the number of its connected component, in order of the first node."""
        group: dict[str, int] = {}
        for id in self.seats:
            if id in group:
                continue
            group[id] = number = len(group)
            waiting = [id]
            while waiting:
                at = waiting.pop()
                ties = (*self.after[at], *self.before[at])
                for other in [link.target for link in ties] + [link.source for link in ties]:
                    if other not in group:
                        group[other] = number
                        waiting.append(other)
        return group

    def place(self, chain: Sequence[str]) -> None:
        head, tail = self.seats[chain[0]], self.seats[chain[-1]]
        band = self.bands.setdefault(head.band, _Band())
        known = [
            link
            for id in chain
            for link in (*self.before[id], *self.after[id])
            if link.source in self.found or link.target in self.found
        ]
        home = self._home(chain, known, band)
        falls = any(link.falling and link.target in chain for link in known)
        best, least, choices, below = home, float("inf"), 0, 0
        for step in range(2 * (len(band.taken) + _FAR)):
            row = home + (step + 1) // 2 * (1 if step % 2 else -1)
            if head.apart:
                row = home + step
            if band.is_free(row, head.first, tail.last):
                cost = self._cost(row, chain, known, band, home)
                if cost < least:
                    best, least = row, cost
                choices += 1
                below += row > home
                if choices >= _CHOICES and (below > 1 or not falls):
                    break
        band.taken.setdefault(best, set()).update(range(head.first, tail.last + 1))
        for id in chain:
            self.found[id] = best
        self._want(best, known, band)

    def _home(self, chain: Sequence[str], known: Sequence[Link], band: _Band) -> int:
        """The row around which to look: that of a neighbour, else the middle, or a new one at the foot."""
        here = self.seats[chain[0]]
        if here.apart:
            if band.foot is None:
                band.foot = max(band.taken, default=-1) + 1
            return band.foot
        for link in known:
            other = link.source if link.source in self.found else link.target
            if self.seats[other].band == here.band and other not in chain:
                return self.found[other]
        if known or not band.taken:
            return 0
        return max(band.taken) + 1

    def _cost(self, row: int, chain: Sequence[str], known: Sequence[Link], band: _Band, home: int) -> float:
        cost = (
            0.08 * abs(row) * min(len(chain), 6)
            + (0.3 if row not in band.taken else 0.0)
            + (0.25 if row < home else 0.0)
        )
        here = self.seats[chain[0]].band
        inside = set(chain)
        low, high = min(band.taken, default=0), max(band.taken, default=0)
        for link in known:
            leads_in = link.target in inside
            other = self.seats[link.source if leads_in else link.target]
            mine = self.seats[link.target if leads_in else link.source]
            if other.band != here:
                cost += 0.3 * (max(0, row - low) if other.band < here else max(0, high - row))
                continue
            its = self.found[other.id]
            cost += abs(row - its)
            if leads_in:
                cost += 0.6 * band.below(row, other.last, its)
                cost += 0.6 * band.in_way(row, other.last + (row == its), mine.first - 1)
            else:
                cost += 0.6 * band.below(row, other.first, its)
                cost += 0.6 * band.in_way(row, mine.last + 1, other.first - (row == its))
            if link.falling and leads_in and row <= its:
                cost += 6.0
        wanted = band.wanted.get(row, set())
        cost += 0.3 * sum(
            column in wanted for column in range(self.seats[chain[0]].first, self.seats[chain[-1]].last + 1)
        )
        return cost

    def _want(self, row: int, known: Sequence[Link], band: _Band) -> None:
        """Remembers the cells that lines to and from the chain would like to pass."""
        for link in known:
            source, target = self.seats[link.source], self.seats[link.target]
            if source.band == target.band:
                cells = range(source.last, target.first + 1)
                band.wanted.setdefault(row, set()).update(
                    column for column in cells if len(cells) < _FAR and column not in band.taken[row]
                )


def rows(seats: Sequence[Seat], links: Sequence[Link]) -> dict[str, int]:
    """The row of each seat within its band, counted from 0; no two seats of a band share a cell."""
    work = _Rows(seats, links)
    for chain in work.chains():
        work.place(chain)
    used: dict[int, set[int]] = {}
    for seat in seats:
        used.setdefault(seat.band, set()).add(work.found[seat.id])
    rank = {band: {row: index for index, row in enumerate(sorted(rows))} for band, rows in used.items()}
    return {seat.id: rank[seat.band][work.found[seat.id]] for seat in seats}
