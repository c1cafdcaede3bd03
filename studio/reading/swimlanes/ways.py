"""The routes that were found, cut into straight pieces and looked at by channel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping

from studio.reading.swimlanes.grid import Level, Run, Side, Sort, Wire, runs_of
from studio.reading.swimlanes.tracks import Piece, tracks
from studio.reading.swimlanes.wiring import Wiring

__all__ = ["Key", "Ways"]

Key = tuple[str, int]
"""One piece of a route: the line's id and the piece's number."""


class Ways:
    """All pieces of all routes; ``track`` and ``used`` are known once a channel has been dealt with."""

    def __init__(self, wiring: Wiring) -> None:
        self.grid = wiring.grid
        self.routed: list[Wire] = [wire for wire in wiring.wires if wire.id in wiring.routes]
        self.runs: dict[str, list[Run]] = {
            wire.id: runs_of(wire, wiring.routes[wire.id]) for wire in self.routed
        }
        self.routes = wiring.routes
        self.ports: dict[str, set[Side]] = defaultdict(set)
        self.track: dict[Key, int] = {}
        self.used: dict[tuple[bool, int], int] = defaultdict(int)
        self._met: dict[tuple[str, Side, Sort, bool], int] = defaultdict(int)
        for wire in self.routed:
            route = wiring.routes[wire.id]
            self.ports[wire.source.id].add(route.exit)
            self.ports[wire.target.id].add(route.entry)
            self._met[wire.source.id, route.exit, wire.sort, True] += 1
            self._met[wire.target.id, route.entry, wire.sort, False] += 1

    def set_tracks(self, *, level: bool, at: Mapping[Key, float], apart: float = 0.0) -> None:
        """Gives every piece in a channel its track; ``at`` tells where other pieces stand, where known."""
        for line, runs in self._channels(level=level).items():
            found, self.used[level, line] = tracks([self._piece(run, at) for run in runs], apart)
            for run in runs:
                self.track[run.wire.id, run.number] = found[run.wire.id, run.number]

    def _channels(self, *, level: bool) -> dict[int, list[Run]]:
        found: dict[int, list[Run]] = defaultdict(list)
        for runs in self.runs.values():
            for run in runs:
                if run.level == level and self.in_channel(run):
                    found[run.line].append(run)
        return found

    def in_channel(self, run: Run) -> bool:
        """Whether a piece runs between the rows or columns, not along one."""
        return self.grid.levels[run.line] is not Level.ROW if run.level else run.line % 2 == 0

    def _piece(self, run: Run, at: Mapping[Key, float]) -> Piece:
        id, number = run.wire.id, run.number
        runs = self.runs[id]
        a = at.get((id, number - 1), float(run.a))
        b = at.get((id, number + 1), float(run.b))
        before: list[float] = []
        after: list[float] = []
        for other, place in ((number - 1, a), (number + 1, b)):
            if 0 <= other < len(runs):
                far = runs[other].a if other < number else runs[other].b
                (before if far < run.line else after).append(place)
        return Piece(
            id=(id, number),
            low=min(a, b),
            high=max(a, b),
            before=tuple(before),
            after=tuple(after),
            bundle=self._bundle(run),
        )

    def _bundle(self, run: Run) -> Hashable:
        """What may share a track with it: lines from the same side of a shape, or else to the same side."""
        wire, route = run.wire, run.route
        leaving = wire.source.id, route.exit, wire.sort, True
        entering = wire.target.id, route.entry, wire.sort, False
        if run.number == 1 and not wire.source.box and self._met[leaving] > 1:
            return leaving
        if run.number == len(route.lines) - 2 and not wire.target.box and self._met[entering] > 1:
            return entering
        return None
