"""Lines that no grid leads: into sub-processes, across their borders, or where the grid had no way.

Each is led over a net of lines through and around the shapes nearby (A*), with few bends, on no shape
and, where it can be helped, on no other line.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush

from studio.model import Bounds, Point
from studio.reading.swimlanes.canvas import straightened
from studio.reading.swimlanes.places import Places, piece

__all__ = ["detour"]

_OFF = 12.0
_ASIDE = (0.0, 22.0, -22.0)
_ROOMY = 80.0
_WINDOW = 260.0
_BEND, _ON_LINE, _ACROSS = 60.0, 3.0, 12.0
_MOST_STEPS = 30_000
_MOST_SHAPES = 160

_OUT: Mapping[str, Point] = {"right": (1.0, 0.0), "left": (-1.0, 0.0), "down": (0.0, 1.0), "up": (0.0, -1.0)}


def detour(
    source: Bounds,
    target: Bounds,
    shapes: Places,
    lines: Places,
    *,
    passed: frozenset[str] = frozenset(),
    source_sides: Sequence[str] = ("right", "down", "up", "left"),
    target_sides: Sequence[str] = ("left", "up", "down", "right"),
) -> tuple[Point, ...]:
    """The points of a line from border to border; straight from one to the other where it finds no way.

    ``passed`` are the shapes that are no obstacle, as what is around its ends.
    """
    begins = [(side, _door(source, side, target, lines)) for side in source_sides]
    ends = {_off(door, side): door for side in target_sides for door in (_door(target, side, source, lines),)}
    low_x, high_x = min(source.x, target.x) - _WINDOW, max(source.right, target.right) + _WINDOW
    low_y, high_y = min(source.y, target.y) - _WINDOW, max(source.bottom, target.bottom) + _WINDOW
    window = Bounds(low_x, low_y, high_x - low_x, high_y - low_y)
    boxes = list(dict.fromkeys(box for id, box in shapes.near(window) if id not in passed))
    if len(boxes) > _MOST_SHAPES:
        boxes = sorted(boxes, key=lambda box: _distance(box.center, source) + _distance(box.center, target))[
            :_MOST_SHAPES
        ]
    net = _Net(boxes, [*(_off(door, side) for side, door in begins), *ends], lines)
    found = net.way([(_off(door, side), number) for number, (side, door) in enumerate(begins)], set(ends))
    if not found:
        return begins[0][1], next(iter(ends.values()))
    points, number = found
    return straightened([begins[number][1], *points, ends[points[-1]]])


def _door(box: Bounds, side: str, other: Bounds, lines: Places) -> Point:
    """The middle of a side, or beside it where a line ends there; on a long border what faces the other."""
    x, y = box.center
    if side in ("up", "down"):
        if box.width > 300:
            x = max(box.x + 20, min(box.right - 20, other.center[0]))
        y = box.y if side == "up" else box.bottom
        aside = _ASIDE if box.width >= _ROOMY else _ASIDE[:1]
        free = (x + off for off in aside if not any(lines.near(Bounds(x + off - 8, y - 3, 16, 6))))
        return next(free, x), y
    if box.height > 300:
        y = max(box.y + 20, min(box.bottom - 20, other.center[1]))
    return (box.x if side == "left" else box.right), y


def _off(door: Point, side: str) -> Point:
    return door[0] + _OFF * _OUT[side][0], door[1] + _OFF * _OUT[side][1]


def _distance(point: Point, box: Bounds) -> float:
    return abs(point[0] - box.center[0]) + abs(point[1] - box.center[1])


class _Net:
    """Crossing lines beside and through all shapes; a knot inside a shape is closed."""

    def __init__(self, boxes: Sequence[Bounds], doors: Sequence[Point], lines: Places) -> None:
        across, down = {x for x, _ in doors}, {y for _, y in doors}
        for box in boxes:
            across.update(
                (box.x - _OFF, box.x - 2 * _OFF, box.center[0], box.right + _OFF, box.right + 2 * _OFF)
            )
            down.update(
                (box.y - _OFF, box.y - 2 * _OFF, box.center[1], box.bottom + _OFF, box.bottom + 2 * _OFF)
            )
        self.xs, self.ys = sorted(across), sorted(down)
        self.lines = lines
        self.closed: set[tuple[int, int]] = set()
        for box in boxes:
            for i in range(bisect_left(self.xs, box.x - 3), bisect_left(self.xs, box.right + 3.01)):
                for j in range(bisect_left(self.ys, box.y - 3), bisect_left(self.ys, box.bottom + 3.01)):
                    self.closed.add((i, j))

    def way(self, begins: Sequence[tuple[Point, int]], ends: set[Point]) -> tuple[list[Point], int] | None:
        """The cheapest way from one of the beginnings, which are numbered, to one of the ends."""
        goals = {self._knot(end) for end in ends}
        waiting: list[tuple[float, int, float, tuple[int, int], int]] = []
        came: dict[tuple[tuple[int, int], int], tuple[tuple[int, int], int] | None] = {}
        costs: dict[tuple[tuple[int, int], int], float] = {}
        first: dict[tuple[int, int], int] = {}
        for point, number in begins:
            knot = self._knot(point)
            if knot in self.closed:
                continue
            first.setdefault(knot, number)
            for turn in (0, 1):
                costs[knot, turn] = _BEND * 0.2 * number
                came[knot, turn] = None
                heappush(waiting, (costs[knot, turn], len(came), costs[knot, turn], knot, turn))
        steps = 0
        while waiting and steps < _MOST_STEPS:
            steps += 1
            _, _, cost, knot, turn = heappop(waiting)
            if cost > costs[knot, turn]:
                continue
            if knot in goals:
                return self._traced(came, (knot, turn), first)
            for other, direction, length in self._beside(knot):
                whole = cost + length + (_BEND if direction != turn else 0.0)
                if whole < costs.get((other, direction), float("inf")):
                    costs[other, direction] = whole
                    came[other, direction] = (knot, turn)
                    ahead = min(self._apart(other, goal) for goal in goals)
                    heappush(waiting, (whole + ahead, len(came) + steps, whole, other, direction))
        return None

    def _traced(
        self,
        came: Mapping[tuple[tuple[int, int], int], tuple[tuple[int, int], int] | None],
        last: tuple[tuple[int, int], int],
        first: Mapping[tuple[int, int], int],
    ) -> tuple[list[Point], int]:
        at: tuple[tuple[int, int], int] | None = last
        knots: list[tuple[int, int]] = []
        while at is not None:
            knots.append(at[0])
            at = came[at]
        knots.reverse()
        return [(self.xs[i], self.ys[j]) for i, j in knots], first[knots[0]]

    def _knot(self, point: Point) -> tuple[int, int]:
        return bisect_left(self.xs, point[0]), bisect_left(self.ys, point[1])

    def _apart(self, one: tuple[int, int], other: tuple[int, int]) -> float:
        return abs(self.xs[one[0]] - self.xs[other[0]]) + abs(self.ys[one[1]] - self.ys[other[1]])

    def _beside(self, knot: tuple[int, int]) -> Iterator[tuple[tuple[int, int], int, float]]:
        """The open neighbours of a knot, whether they lie across (0) or down (1), and what the step costs."""
        i, j = knot
        for other, turn in (((i + 1, j), 0), ((i - 1, j), 0), ((i, j + 1), 1), ((i, j - 1), 1)):
            if other in self.closed or not (0 <= other[0] < len(self.xs) and 0 <= other[1] < len(self.ys)):
                continue
            one = self.xs[i], self.ys[j]
            two = self.xs[other[0]], self.ys[other[1]]
            step = self._apart(knot, other)
            part = piece(one, two)
            grown = Bounds(part.x - 2, part.y - 2, part.width + 4, part.height + 4)
            for _, line in self.lines.near(grown):
                along = line.height < 1 if turn == 0 else line.width < 1
                step += _ON_LINE * self._apart(knot, other) if along else _ACROSS
            yield other, turn, step
