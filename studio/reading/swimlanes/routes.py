"""Which way each line takes on the grid: the cheapest of the ways with few bends that pass no shape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from studio.reading.swimlanes.grid import Anchor, Grid, Level, Route, Run, Side, Sort, Wire, runs_of

__all__ = ["routes"]

_BEND, _CROSSING, _ACROSS, _DOWN = 1.0, 0.9, 0.12, 0.2
_APART = 10.0
_OVERLAP = 2.5
_SHARED = {True: 1.6, False: 0.5}
_MERGED = {True: 0.6, False: 0.3}
_AGAINST = {True: 30.0, False: 0.8}
_OTHER_SORT = {True: 4.0, False: 0.5}
_MOST_LEVELS = 10
_BACK_RELIEF = 0.8
_AWAY = 1.5
_CAREFUL = 700
_ASIDE = (0.0, 24.0, -24.0)


def routes(grid: Grid, wires: Sequence[Wire]) -> dict[str, Route]:
    """A route for each wire, none where there is none without passing a shape."""
    work = _Routes(grid, careful=len(wires) <= _CAREFUL)
    ordered = sorted(wires, key=_order)
    for wire in ordered:
        work.lead(wire)
    if len(wires) <= _CAREFUL:
        for wire in ordered:
            work.lift(wire)
            work.lead(wire)
    return work.found


def _order(wire: Wire) -> tuple[int, int]:
    far = abs(wire.source.last - wire.target.first) + abs(wire.source.level - wire.target.level)
    straight = wire.source.level == wire.target.level and not wire.back and wire.sort is Sort.FLOW
    return (0 if straight else 1 + wire.sort.value + (wire.back and wire.sort is Sort.FLOW), far)


class _Routes:
    """The routes led so far and what they take of the grid."""

    def __init__(self, grid: Grid, careful: bool) -> None:
        self.grid = grid
        self.careful = careful
        self.found: dict[str, Route] = {}
        self._ports: dict[tuple[str, Side], list[tuple[Wire, bool]]] = defaultdict(list)
        self._cells: dict[tuple[bool, int, int], list[tuple[Wire, float]]] = defaultdict(list)
        self._lines: dict[tuple[bool, int], list[Run]] = defaultdict(list)

    def lead(self, wire: Wire) -> None:
        best: Route | None = None
        least = float("inf")
        for route in self._ways(wire):
            cost = self._plain_cost(wire, route)
            if cost >= least:
                continue
            runs = runs_of(wire, route)
            if not (_is_outward(route, runs) and all(self._is_free(run) for run in runs)):
                continue
            cost += self._crossing_cost(runs)
            if cost < least:
                best, least = route, cost
        if best is None:
            return
        self.found[wire.id] = best
        self._ports[wire.source.id, best.exit].append((wire, True))
        self._ports[wire.target.id, best.entry].append((wire, False))
        for run in runs_of(wire, best):
            self._lines[run.level, run.line].append(run)
            for cell in self._passed(run):
                self._cells[cell].append((wire, _offset(run)))

    def lift(self, wire: Wire) -> None:
        """Takes a route away again."""
        route = self.found.pop(wire.id, None)
        if route is None:
            return
        self._ports[wire.source.id, route.exit].remove((wire, True))
        self._ports[wire.target.id, route.entry].remove((wire, False))
        for run in runs_of(wire, route):
            line = self._lines[run.level, run.line]
            line[:] = [other for other in line if other.wire is not wire]
            for cell in self._passed(run):
                self._cells[cell].remove((wire, _offset(run)))

    def _ways(self, wire: Wire) -> Iterator[Route]:
        """Every way with at most four bends worth a thought."""
        source, target = wire.source, wire.target
        if source.box or target.box:
            yield from self._to_box(wire)
            return
        for exit in source.sides:
            for entry in target.sides:
                yield from self._between(source, target, exit, entry)

    def _between(self, source: Anchor, target: Anchor, exit: Side, entry: Side) -> Iterator[Route]:
        s, t = _vertical(source, exit), _vertical(target, entry, leaves=False)
        ys, yt = source.level, target.level
        if exit.is_level and entry.is_level:
            if ys == yt and _ahead(source, target, exit, entry):
                yield Route(exit=exit, entry=entry, lines=(ys,))
            if ys != yt:
                for x in {s, t}:
                    yield Route(exit=exit, entry=entry, lines=(ys, x, yt))
            for y in self._levels(source, target) if s != t else ():
                if y not in (ys, yt):
                    yield Route(exit=exit, entry=entry, lines=(ys, s, y, t, yt))
        elif exit.is_level:
            if _faces(yt, entry, ys):
                yield Route(exit=exit, entry=entry, lines=(ys, t))
            for y in self._levels(source, target):
                if y != ys and _faces(yt, entry, y):
                    yield Route(exit=exit, entry=entry, lines=(ys, s, y, t))
        elif entry.is_level:
            if _faces(ys, exit, yt):
                yield Route(exit=exit, entry=entry, lines=(s, yt))
            for y in self._levels(source, target):
                if y != yt and _faces(ys, exit, y):
                    yield Route(exit=exit, entry=entry, lines=(s, y, t, yt))
        else:
            yield from self._upright(source, target, exit, entry)

    def _upright(self, source: Anchor, target: Anchor, exit: Side, entry: Side) -> Iterator[Route]:
        s, t = _vertical(source, exit), _vertical(target, entry, leaves=False)
        ys, yt = source.level, target.level
        facing = _faces(ys, exit, yt) and _faces(yt, entry, ys)
        if s == t and facing and source.offset == target.offset:
            aside = (0.0,) if source.corners or target.corners or source.offset else _ASIDE
            for offset in aside:
                yield Route(exit=exit, entry=entry, lines=(s,), offset=offset)
        levels = self._levels(source, target)
        if (s, source.offset) != (t, target.offset):
            for y in levels:
                if _faces(ys, exit, y) and _faces(yt, entry, y):
                    yield Route(exit=exit, entry=entry, lines=(s, y, t))
        first = ys + (1 if exit is Side.BOTTOM else -1)
        last = yt + (1 if entry is Side.BOTTOM else -1)
        if first != last:
            for x in {2 * source.first, 2 * source.last + 2, 2 * target.first, 2 * target.last + 2}:
                yield Route(exit=exit, entry=entry, lines=(s, first, x, last, t))

    def _to_box(self, wire: Wire) -> Iterator[Route]:
        """To or from a black box: straight up or down, else by a channel beside the shape."""
        source, target = wire.source, wire.target
        shape, box = (target, source) if source.box else (source, target)
        down = box.level > shape.level
        facing = Side.BOTTOM if down else Side.TOP
        door = Side.TOP if down else Side.BOTTOM

        def route(side: Side, lines: tuple[int, ...], offset: float = 0.0) -> Route:
            if source.box:
                return Route(exit=door, entry=side, lines=lines[::-1], offset=offset)
            return Route(exit=side, entry=door, lines=lines, offset=offset)

        if shape.box:
            for x in range(1, 2 * self.grid.columns, 2):
                for offset in _ASIDE:
                    yield route(facing, (x,), offset)
            return
        for side in shape.sides:
            x = _vertical(shape, side)
            if side.is_level:
                yield route(side, (shape.level, x))
                continue
            if side is facing:
                for offset in (0.0,) if shape.corners or shape.offset else _ASIDE:
                    yield route(side, (x,), offset)
            y = shape.level + (1 if side is Side.BOTTOM else -1)
            for channel in (2 * shape.first, 2 * shape.last + 2):
                yield route(side, (x, y, channel))

    def _levels(self, source: Anchor, target: Anchor) -> list[int]:
        """The levels on which a line between the two may run."""
        low, high = sorted((source.level, target.level))
        last = len(self.grid.levels) - 1
        near = {source.level - 1, source.level + 1, target.level - 1, target.level + 1}
        if high - low <= _MOST_LEVELS:
            near.update(range(low - 2, high + 3))
        else:
            near.update((low - 2, high + 2))
        return sorted(y for y in near if 0 <= y <= last and self.grid.levels[y] is not Level.BOX)

    def _plain_cost(self, wire: Wire, route: Route) -> float:
        """Bends, length and how busy the two ends are."""
        cost = _BEND * (len(route.lines) - 1) + 0.04 * abs(route.offset)
        for run in runs_of(wire, route):
            cost += (_ACROSS if run.level else _DOWN) * abs(run.a - run.b)
        ends = (wire.source, wire.target, route.exit, True), (wire.target, wire.source, route.entry, False)
        for anchor, other_end, side, leaves in ends:
            if anchor.box:
                continue
            cost += anchor.sides[side]
            if wire.back and not side.is_level:
                cost -= min(_BACK_RELIEF, anchor.sides[side])
            if wire.sort is not Sort.FLOW and side.is_level:
                cost += 2.0
            elif wire.sort is Sort.MESSAGE and not _faces(anchor.level, side, other_end.level):
                cost += _AWAY
            for other, left in self._ports[anchor.id, side]:
                if other.sort is not wire.sort:
                    cost += _OTHER_SORT[anchor.corners or side.is_level]
                elif left is not leaves:
                    cost += _AGAINST[anchor.corners or side.is_level]
                else:
                    cost += (_SHARED if leaves else _MERGED)[anchor.corners]
        return cost

    def _crossing_cost(self, runs: Sequence[Run]) -> float:
        if not self.careful:
            return 0.0
        cost = 0.0
        for run in runs:
            for line in range(run.low, run.high + 1):
                for other in self._lines.get((not run.level, line), ()):
                    if other.low < run.line < other.high and not _related(run.wire, other.wire):
                        cost += _CROSSING * (1.0 if run.low < line < run.high else 0.5)
            if not run.level and run.line % 2:
                for other in self._lines.get((False, run.line), ()):
                    if (
                        other.low < run.high
                        and run.low < other.high
                        and not _related(run.wire, other.wire)
                        and not _parted(run, other)
                        and abs(_offset(run) - _offset(other)) < _APART
                    ):
                        cost += _OVERLAP
            if run.level and self.grid.levels[run.line] is not Level.ROW:
                busy = self._lines.get((True, run.line), ())
                cost += 0.06 * sum(other.low < run.high and run.low < other.high for other in busy)
        return cost

    def _passed(self, run: Run) -> Iterable[tuple[bool, int, int]]:
        """The cells for shapes that the piece passes or turns in, outside the shapes at its ends."""
        if run.level:
            if self.grid.levels[run.line] is Level.ROW:
                own = _own(run.wire)
                for x in range(run.low | 1, run.high + 1, 2):
                    if self.grid.blocked.get((x, run.line)) not in own:
                        yield True, x, run.line
        elif run.line % 2:
            own = _own(run.wire)
            for y in range(run.low, run.high + 1):
                if self.grid.levels[y] is Level.ROW and self.grid.blocked.get((run.line, y)) not in own:
                    yield False, run.line, y

    def _is_free(self, run: Run) -> bool:
        blocked = self.grid.blocked
        ends = _own(run.wire)
        if run.level:
            for x in range(run.low, run.high + 1):
                if (x, run.line) in blocked and not (
                    blocked[x, run.line] in ends and x in (run.a, run.b) and _is_end(run, x)
                ):
                    return False
        else:
            for y in range(run.low, run.high + 1):
                if (run.line, y) in blocked and not (
                    blocked[run.line, y] in ends and y in (run.a, run.b) and _is_end(run, y)
                ):
                    return False
        offset = _offset(run)
        for cell in self._passed(run):
            for other, its in self._cells.get(cell, ()):
                if abs(its - offset) < _APART and not _related(run.wire, other):
                    return False
        return True


def _is_end(run: Run, at: int) -> bool:
    """Whether the piece's end there is the end of the whole route."""
    last = len(run.route.lines) - 1
    return (run.number == 0 and at == run.a) or (run.number == last and at == run.b)


def _is_outward(route: Route, runs: Sequence[Run]) -> bool:
    """Whether the first piece leads away from its shape and the last does not come through its own."""
    first, last = runs[0], runs[-1]
    if route.exit.is_level and (first.b > first.a) is not (route.exit is Side.RIGHT):
        return False
    return not route.entry.is_level or (last.b > last.a) is (route.entry is Side.LEFT)


def _own(wire: Wire) -> tuple[str, str]:
    return wire.source.shape, wire.target.shape


def _related(one: Wire, other: Wire) -> bool:
    """Whether two lines may share a piece of way: both leave or both enter the same shape."""
    return one.sort is other.sort and (one.source.id == other.source.id or one.target.id == other.target.id)


def _parted(one: Run, other: Run) -> bool:
    """Whether both pieces touch one activity at its top or bottom, where lines that differ stand apart."""
    return bool(_touched(one) & _touched(other))


def _touched(run: Run) -> set[tuple[str, Side]]:
    wire, route, last = run.wire, run.route, len(run.route.lines) - 1
    if last == 0:
        return set()
    ends = (run.number == 0, wire.source, route.exit), (run.number == last, wire.target, route.entry)
    return {(anchor.id, side) for is_end, anchor, side in ends if is_end and not anchor.corners}


def _offset(run: Run) -> float:
    if run.level:
        return 0.0
    if run.number == 0 and run.wire.source.offset:
        return run.wire.source.offset
    if run.number == len(run.route.lines) - 1 and run.wire.target.offset:
        return run.wire.target.offset
    return run.route.offset


def _vertical(anchor: Anchor, side: Side, *, leaves: bool = True) -> int:
    """The line downwards nearest to a side: the channel beside it, its last column, to enter its first."""
    if side is Side.LEFT:
        return 2 * anchor.first
    if side is Side.RIGHT:
        return 2 * anchor.last + 2
    return 2 * (anchor.last if leaves else anchor.first) + 1


def _ahead(source: Anchor, target: Anchor, exit: Side, entry: Side) -> bool:
    if exit is Side.RIGHT:
        return entry is Side.LEFT and source.last < target.first
    return entry is Side.RIGHT and target.last < source.first


def _faces(level: int, side: Side, other: int) -> bool:
    """Whether a line that leaves this side comes to the other level."""
    return other > level if side is Side.BOTTOM else other < level
