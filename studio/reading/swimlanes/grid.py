"""The coarse grid on which lines find their way: rows and columns, and channels between them.

Across, ``2 * column + 1`` is a column and every even number the channel to its left. Downwards, levels
follow each other as the bands need them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from studio.reading.swimlanes.lanes import Strip

__all__ = ["Anchor", "Grid", "Level", "Route", "Run", "Side", "Sort", "Wire", "grid_of", "runs_of"]


class Level(Enum):
    """What a level of the grid is: between pools, between rows, a row of shapes, or a black box."""

    GAP = 0
    CHANNEL = 1
    ROW = 2
    BOX = 3


class Side(Enum):
    LEFT = 0
    RIGHT = 1
    TOP = 2
    BOTTOM = 3

    @property
    def is_level(self) -> bool:
        """Whether a line leaves this side horizontally."""
        return self in (Side.LEFT, Side.RIGHT)


class Sort(Enum):
    """What a line is, or what it ends at."""

    FLOW = 0
    MESSAGE = 1
    ASSOCIATION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where lines end: a shape by its first and last column and its level.

    ``shape`` is what stands in its cells: its host for a boundary event, its node for a note beside it.
    ``sides`` are those to which a line may lead, each with what it costs, in bends. ``offset`` tells how
    far right of its column's middle a line leaves top or bottom. ``corners``: only one point of each side
    takes lines.
    """

    id: str
    shape: str
    first: int
    last: int
    level: int
    sides: Mapping[Side, float]
    offset: float = 0.0
    corners: bool = False
    box: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """A line to be led."""

    id: str
    source: Anchor
    target: Anchor
    sort: Sort = Sort.FLOW
    back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The way of a line: the sides of its ends, and the grid lines it follows, by turns across and down.

    ``offset`` moves a line that is straight down off its column's middle.
    """

    exit: Side
    entry: Side
    lines: tuple[int, ...]
    offset: float = 0.0


@dataclass(slots=True, kw_only=True)
class Run:
    """One straight piece of a route from ``a`` to ``b``: ``line`` is a level if ``level``, else an x."""

    wire: Wire
    route: Route
    number: int
    level: bool
    line: int
    a: int
    b: int

    @property
    def low(self) -> int:
        return min(self.a, self.b)

    @property
    def high(self) -> int:
        return max(self.a, self.b)


def runs_of(wire: Wire, route: Route) -> list[Run]:
    """The straight pieces of a route from source to target."""
    level = route.exit.is_level
    begin = _end(wire.source, route.exit)
    end = _end(wire.target, route.entry)
    found: list[Run] = []
    for number, line in enumerate(route.lines):
        a = route.lines[number - 1] if number else begin
        b = route.lines[number + 1] if number + 1 < len(route.lines) else end
        found.append(Run(wire=wire, route=route, number=number, level=level, line=line, a=a, b=b))
        level = not level
    return found


def _end(anchor: Anchor, side: Side) -> int:
    if side.is_level:
        return 2 * (anchor.first if side is Side.LEFT else anchor.last) + 1
    return anchor.level


@dataclass(slots=True, kw_only=True)
class Grid:
    """``begins`` tells for each strip the levels at which its bands, or its black box, begin."""

    columns: int
    levels: list[Level] = field(default_factory=list)
    begins: list[list[int]] = field(default_factory=list)
    heights: list[list[int]] = field(default_factory=list)
    blocked: dict[tuple[int, int], str] = field(default_factory=dict)

    def row(self, strip: int, band: int, row: int) -> int:
        """The level of a row."""
        return self.begins[strip][band] + 1 + 2 * row

    def block(self, anchor: Anchor) -> None:
        """A shape takes its cells and the channels between them."""
        for x in range(2 * anchor.first + 1, 2 * anchor.last + 2):
            self.blocked[x, anchor.level] = anchor.shape


def grid_of(columns: int, strips: Sequence[Strip], rows: Sequence[Sequence[int]]) -> Grid:
    """The grid of the strips; ``rows`` tells for each how many rows its bands have."""
    grid = Grid(columns=columns)
    for strip, counts in zip(strips, rows, strict=True):
        grid.levels.append(Level.GAP)
        begins: list[int] = []
        if not strip.bands:
            begins.append(len(grid.levels))
            grid.levels.append(Level.BOX)
        for count in counts:
            begins.append(len(grid.levels))
            grid.levels += [Level.CHANNEL, *[Level.ROW, Level.CHANNEL] * count]
        grid.begins.append(begins)
        grid.heights.append(list(counts))
    grid.levels.append(Level.GAP)
    return grid
