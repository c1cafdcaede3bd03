"""From the grid to pixels: how high rows and channels are, where shapes stand, and where lines turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import sqrt

from studio.model import Bounds, Diagram, Point
from studio.reading.swimlanes.across import TRACK, Across
from studio.reading.swimlanes.extents import BESIDE, GAP, GUEST_LABEL, Extent, choose_label_side, extent_of
from studio.reading.swimlanes.grid import Anchor, Level, Run, Side
from studio.reading.swimlanes.lanes import Strip
from studio.reading.swimlanes.scene import Companion, Item, Scene, companion_height
from studio.reading.swimlanes.sizes import HEADER, Size
from studio.reading.swimlanes.ways import Ways
from studio.reading.swimlanes.wiring import Wiring

__all__ = ["Canvas", "drawn", "straightened"]

_ROW_GAP = 30.0
_BAND_GAP = 22.0
_POOL_GAP = 40.0
_BOX_HEIGHT = 60.0
_LEAST_HALF = 26.0
_EMPTY_HALF = 40.0
_ARROWS = 32.0
_APART = 8.0


@dataclass(slots=True, kw_only=True)
class Canvas:
    """What a scope looks like, from (0, 0) on: rectangles and lines by id, and the size of it all."""

    bounds: dict[str, Bounds] = field(default_factory=dict)
    waypoints: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    labels: dict[str, Bounds] = field(default_factory=dict)
    width: float = 0.0
    height: float = 0.0

    def laid_over(self, diagram: Diagram) -> Diagram:
        """The diagram with every rectangle and line as it is here, and none where there is none here."""
        bounds, labels, lines = self.bounds, self.labels, self.waypoints
        return replace(
            diagram,
            pools=tuple(replace(it, bounds=bounds.get(it.id)) for it in diagram.pools),
            lanes=tuple(replace(it, bounds=bounds.get(it.id)) for it in diagram.lanes),
            nodes=tuple(
                replace(it, bounds=bounds.get(it.id), label_bounds=labels.get(it.id)) for it in diagram.nodes
            ),
            flows=tuple(
                replace(it, waypoints=lines.get(it.id, ()), label_bounds=labels.get(it.id))
                for it in diagram.flows
            ),
            messages=tuple(
                replace(it, waypoints=lines.get(it.id, ()), label_bounds=labels.get(it.id))
                for it in diagram.messages
            ),
            artifacts=tuple(replace(it, bounds=bounds.get(it.id)) for it in diagram.artifacts),
            associations=tuple(replace(it, waypoints=lines.get(it.id, ())) for it in diagram.associations),
        )


def drawn(scene: Scene, strips: Sequence[Strip], wiring: Wiring, lengths: Mapping[str, float]) -> Canvas:
    """The canvas of a scope whose lines have been routed; ``lengths`` are how high each header must be."""
    return _Drawing(scene, strips, wiring, lengths).draw()


class _Drawing:
    def __init__(
        self, scene: Scene, strips: Sequence[Strip], wiring: Wiring, lengths: Mapping[str, float]
    ) -> None:
        self.scene, self.strips, self.lengths, self.grid = scene, strips, lengths, wiring.grid
        self.ways = Ways(wiring)
        branches: dict[str, list[tuple[Side, Size]]] = defaultdict(list)
        for wire in self.ways.routed:
            label = wiring.lines[wire.id].label
            item = scene.items.get(wire.source.id)
            if label[0] and item is not None and item.node.kind.is_gateway:
                branches[wire.source.id].append((self.ways.routes[wire.id].exit, label))
        extents: dict[str, Extent] = {}
        for id, item in scene.items.items():
            choose_label_side(item, self.ways.ports[id])
            extents[id] = extent_of(item, branches[id])
        headers = HEADER * max((strip.depth for strip in strips), default=0)
        self.across = Across(scene, wiring, self.ways, extents, headers)
        self.canvas = Canvas(width=self.across.width)
        self._set_down(extents)

    def draw(self) -> Canvas:
        for item in self.scene.items.values():
            self._put(item)
        self._put_strips()
        for id, runs in self.ways.runs.items():
            self.canvas.waypoints[id] = self._points(runs)
        return self.canvas

    def _set_down(self, extents: Mapping[str, Extent]) -> None:
        """Sets the top of every level and the line in it: its rows' middle, or its first track."""
        levels = self.grid.levels
        exact = {
            (id, run.number): self.across.x(run)
            for id, runs in self.ways.runs.items()
            for run in runs
            if not run.level
        }
        self.ways.set_tracks(level=True, at=exact, apart=_APART)
        up, down = [0.0] * len(levels), [0.0] * len(levels)
        for id, item in self.scene.items.items():
            level = self.grid.row(item.strip, item.band, item.row)
            up[level] = max(up[level], extents[id].up)
            down[level] = max(down[level], extents[id].down)
        self.heights: list[float] = []
        for level, kind in enumerate(levels):
            least = _LEAST_HALF if up[level] else _EMPTY_HALF
            up[level], down[level] = max(up[level], least), max(down[level], least)
            height = up[level] + down[level] if kind is Level.ROW else self._channel_height(level)
            self.heights.append(height)
        self._fit_names()
        self.top: list[float] = []
        self.line: list[float] = []
        y = 0.0
        for level, height in enumerate(self.heights):
            self.top.append(y)
            tracks = max(0, self.ways.used.get((True, level), 0) - 1)
            self.line.append(y + (up[level] if levels[level] is Level.ROW else (height - TRACK * tracks) / 2))
            y += height
        self.top.append(y)
        self.canvas.height = y

    def _channel_height(self, level: int) -> float:
        """The height of a level between rows, with as many tracks as run in it; or of a black box."""
        levels = self.grid.levels
        used = self.ways.used.get((True, level), 0)
        busy = _ARROWS + TRACK * (used - 1) if used else 0.0
        if levels[level] is Level.BOX:
            return _BOX_HEIGHT
        if levels[level] is Level.GAP:
            return max(busy, _POOL_GAP if 0 < level < len(levels) - 1 else 0.0)
        inner = levels[level - 1] is Level.ROW and levels[level + 1] is Level.ROW
        return max(busy, _ROW_GAP if inner else _BAND_GAP)

    def _fit_names(self) -> None:
        """Makes pools and lanes high enough for their names, which run upwards in their headers."""
        heights = self.heights
        for number, strip in enumerate(self.strips):
            if not strip.bands:
                continue
            begins = self.grid.begins[number]
            ends = [begin + 2 * rows for begin, rows in zip(begins, self.grid.heights[number], strict=True)]
            named = [(lane, first, last) for lane, _, first, last in strip.lanes]
            if strip.pool is not None:
                named.append((strip.pool, 0, len(begins) - 1))
            for id, first, last in named:
                missing = self.lengths.get(id, 0.0) - sum(heights[begins[first] : ends[last] + 1])
                if missing > 0:
                    heights[begins[first]] += missing / 2
                    heights[ends[last]] += missing / 2

    def _y(self, run: Run) -> float:
        return self.line[run.line] + TRACK * self.ways.track.get((run.wire.id, run.number), 0)

    def _put(self, item: Item) -> None:
        """The rectangles of a node, its guests, its companions and their labels."""
        canvas, (width, height) = self.canvas, item.size
        y = self.line[self.grid.row(item.strip, item.band, item.row)]
        x = self.across.middle[item.column]
        left = x - width / 2 if item.span == 1 else self.across.begin[item.column]
        box = Bounds(left, y - height / 2, width, height)
        canvas.bounds[item.node.id] = box
        if item.label_side is not None:
            wide, high = item.label
            at = x - wide / 2 if not item.label_aside else x - wide - 2 * GAP
            top = box.y - high - GAP if item.label_side is Side.TOP else box.bottom + GAP
            canvas.labels[item.node.id] = Bounds(at, top, wide, high)
        for guest in item.guests:
            middle = self.across.middle[item.column + guest.column] + guest.offset
            canvas.bounds[guest.node.id] = Bounds(middle - 18.0, box.bottom - 18.0, 36.0, 36.0)
            if guest.label[0]:
                at = middle - guest.label[0] - 6.0 if guest.leftwards else middle + 6.0
                canvas.labels[guest.node.id] = Bounds(at, box.bottom + GUEST_LABEL, *guest.label)
        reach = item.label[1] + GAP if item.label_side is Side.TOP else 0.0
        for companion in item.above:
            self._put_companion(companion, x, box.y - reach - BESIDE - companion_height(companion))
        reach = item.label[1] + GAP if item.label_side is Side.BOTTOM else 0.0
        for companion in item.below:
            self._put_companion(companion, x, box.bottom + reach + BESIDE)

    def _put_companion(self, companion: Companion, x: float, top: float) -> None:
        width, height = companion.size
        middle = x + companion.offset
        self.canvas.bounds[companion.artifact.id] = Bounds(middle - width / 2, top, width, height)

    def _put_strips(self) -> None:
        """Pools from the left edge to the right, lanes inside them beside their headers."""
        canvas = self.canvas
        for number, strip in enumerate(self.strips):
            begins = self.grid.begins[number]
            if not strip.bands:
                top = self.top[begins[0]]
                canvas.bounds[strip.pool or ""] = Bounds(0.0, top, canvas.width, self.heights[begins[0]])
                continue
            edges = [self.top[begin] for begin in begins]
            edges.append(self.top[begins[-1] + 2 * self.grid.heights[number][-1] + 1])
            if strip.pool is not None:
                canvas.bounds[strip.pool] = Bounds(0.0, edges[0], canvas.width, edges[-1] - edges[0])
            base = HEADER if strip.pool is not None else 0.0
            for lane, depth, first, last in strip.lanes:
                left = base + HEADER * depth
                canvas.bounds[lane] = Bounds(
                    left, edges[first], canvas.width - left, edges[last + 1] - edges[first]
                )

    def _points(self, runs: Sequence[Run]) -> tuple[Point, ...]:
        """The turns of a line, from the border of its source to that of its target."""
        wire, route = runs[0].wire, runs[0].route
        points = [self._door(wire.source, route.exit, runs[0])]
        for one, other in pairwise(runs):
            points.append(
                (self.across.x(other), self._y(one)) if one.level else (self.across.x(one), self._y(other))
            )
        points.append(self._door(wire.target, route.entry, runs[-1]))
        return straightened(points)

    def _door(self, anchor: Anchor, side: Side, run: Run) -> Point:
        """Where a line meets the border of what it ends at."""
        box = self.canvas.bounds[anchor.id]
        if side.is_level:
            return (box.x if side is Side.LEFT else box.right), box.center[1]
        x = self.across.x(run)
        aside = x - box.center[0]
        rise = 0.0
        if anchor.offset and anchor.corners and box.width == box.height and abs(aside) < box.width / 2:
            rise = box.height / 2 - sqrt(box.height**2 / 4 - aside**2)
        return x, (box.y + rise if side is Side.TOP else box.bottom - rise)


def straightened(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points without those on a straight line between their neighbours."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(kept[-1][0] - point[0]) < 0.01 and abs(kept[-1][1] - point[1]) < 0.01:
            continue
        while len(kept) > 1 and (
            kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]
        ):
            kept.pop()
        kept.append(point)
    return tuple(kept) if len(kept) > 1 else (points[0], points[-1])
