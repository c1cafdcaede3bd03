"""Where something is near: rectangles and line pieces found by place, so that large pictures stay quick."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from studio.model import Bounds, Point

__all__ = ["Places", "overlaps", "piece"]

_TILE = 250.0
_MOST_TILES = 4000


class Places:
    """Rectangles, each with the id of what it is; a piece of a line is one without width or height."""

    def __init__(self) -> None:
        self._tiles: dict[tuple[int, int], list[tuple[str, Bounds]]] = defaultdict(list)

    def add(self, id: str, box: Bounds) -> None:
        for tile in _tiles(box):
            self._tiles[tile].append((id, box))

    def add_line(self, id: str, points: Sequence[Point]) -> None:
        for one, other in pairwise(points):
            self.add(id, piece(one, other))

    def near(self, box: Bounds) -> Iterator[tuple[str, Bounds]]:
        """What overlaps the rectangle; something may come several times."""
        for tile in _tiles(box):
            for id, other in self._tiles.get(tile, ()):
                if overlaps(box, other):
                    yield id, other


def piece(one: Point, other: Point) -> Bounds:
    """The rectangle around a piece of a line."""
    return Bounds(
        min(one[0], other[0]), min(one[1], other[1]), abs(one[0] - other[0]), abs(one[1] - other[1])
    )


def overlaps(one: Bounds, other: Bounds) -> bool:
    """Whether the insides meet."""
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _tiles(box: Bounds) -> Iterator[tuple[int, int]]:
    left, right = int(box.x // _TILE), int(box.right // _TILE)
    top, bottom = int(box.y // _TILE), int(box.bottom // _TILE)
    for x in range(left, min(right, left + _MOST_TILES) + 1):
        for y in range(top, min(bottom, top + _MOST_TILES) + 1):
            yield x, y
