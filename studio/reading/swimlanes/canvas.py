"""From the grid to pixels: how wide columns and channels are, how high rows, and where lines turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt

from studio.model import Bounds, Point
from studio.reading.swimlanes.grid import Anchor, Level, Run, Side, Sort, Wire, runs_of
from studio.reading.swimlanes.lanes import Strip
from studio.reading.swimlanes.scene import Companion, Item, Scene, companion_height, companion_width
from studio.reading.swimlanes.sizes import HEADER
from studio.reading.swimlanes.tracks import Piece, tracks
from studio.reading.swimlanes.wiring import Wiring

__all__ = ["Canvas", "drawn"]

_TRACK = 12.0
_COLUMN_GAP = 50.0
_ROW_GAP = 30.0
_BAND_GAP = 22.0
_POOL_GAP = 40.0
_EDGE = 28.0
_BOX_HEIGHT = 60.0
_LEAST_HALF = 40.0
_GUEST_DROP = 18.0
_BESIDE = 20.0
_PORTS = 22.0


@dataclass(slots=True, kw_only=True)
class Canvas:
    """What a scope looks like, from (0, 0) on: rectangles and lines by id, and the size of it all."""

    bounds: dict[str, Bounds] = field(default_factory=dict)
    waypoints: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    labels: dict[str, Bounds] = field(default_factory=dict)
    width: float = 0.0
    height: float = 0.0


@dataclass(slots=True)
class _Extent:
    """How far something reaches from the middle of its cell: left, right, up and down."""

    left: float = 0.0
    right: float = 0.0
    up: float = 0.0
    down: float = 0.0


def drawn(scene: Scene, strips: Sequence[Strip], wiring: Wiring) -> Canvas:
    """The canvas of a scope whose lines have been routed."""
    return _Drawing(scene, strips, wiring).draw()


class _Drawing:
    def __init__(self, scene: Scene, strips: Sequence[Strip], wiring: Wiring) -> None:
        self.scene, self.strips, self.wiring, self.grid = scene, strips, wiring, wiring.grid
        self.runs = {
            wire.id: runs_of(wire, wiring.routes[wire.id])
            for wire in wiring.wires
            if wire.id in wiring.routes
        }
        self.ports: dict[str, set[Side]] = defaultdict(set)
        for wire in wiring.wires:
            if wire.id in wiring.routes:
                self.ports[wire.source.id].add(wiring.routes[wire.id].exit)
                self.ports[wire.target.id].add(wiring.routes[wire.id].entry)
        self.offsets: dict[tuple[str, bool], float] = {}
        self.track: dict[tuple[str, int], int] = {}
        self.across: list[float] = []
        self.channel_x: list[float] = []
        self.top: list[float] = []
        self.canvas = Canvas()

    def draw(self) -> Canvas:
        for item in self.scene.items.values():
            self._choose_label_side(item)
        extents = {id: self._extent(item) for id, item in self.scene.items.items()}
        self._set_across(extents)
        self._spread_ports()
        self._set_down(extents)
        for item in self.scene.items.values():
            self._put(item)
        self._put_strips()
        for id, runs in self.runs.items():
            self.canvas.waypoints[id] = self._points(runs)
        return self.canvas

    def _choose_label_side(self, item: Item) -> None:
        """The name of an event or gateway stands where no line leaves, else beside the line."""
        if not item.label[0]:
            return
        ports = self.ports[item.node.id]
        liked = (Side.TOP, Side.BOTTOM) if item.node.kind.is_gateway else (Side.BOTTOM, Side.TOP)
        crowded = {Side.TOP: bool(item.above), Side.BOTTOM: bool(item.below)}
        free = [side for side in liked if side not in ports and not crowded[side]]
        free = free or [side for side in liked if side not in ports]
        item.label_side = free[0] if free else liked[0]
        item.label_aside = not free

    def _extent(self, item: Item) -> _Extent:
        width, height = item.size
        half = width / 2 if item.span == 1 else 0.0
        extent = _Extent(half, half, height / 2, height / 2)
        if item.label_side is not None:
            if item.label_side is Side.TOP:
                extent.up += item.label[1] + 6.0
            else:
                extent.down += item.label[1] + 6.0
            if item.label_aside:
                extent.left = max(extent.left, item.label[0] + 6.0 - _BESIDE)
            else:
                extent.left = max(extent.left, item.label[0] / 2)
                extent.right = max(extent.right, item.label[0] / 2)
        for side, group in ((Side.TOP, item.above), (Side.BOTTOM, item.below)):
            if group:
                room = max(map(companion_height, group)) + 20.0
                extent.up += room if side is Side.TOP else 0.0
                extent.down += room if side is Side.BOTTOM else 0.0
                for companion in group:
                    reach = companion_width(companion) / 2
                    extent.left = max(extent.left, reach - companion.offset)
                    extent.right = max(extent.right, reach + companion.offset)
        for guest in item.guests:
            label_room = guest.label[1] + 4.0 if guest.label[0] else 0.0
            extent.down = max(extent.down, height / 2 + _GUEST_DROP + label_room)
            if item.span == 1:
                reach = guest.label[0] + 8.0 - _BESIDE
                if guest.leftwards:
                    extent.left = max(extent.left, reach - guest.offset)
                else:
                    extent.right = max(extent.right, guest.offset + max(18.0, reach))
            elif guest.column == item.span - 1:
                extent.right = max(extent.right, guest.offset + 24.0)
            elif guest.column == 0:
                extent.left = max(extent.left, 24.0 - guest.offset)
        self._make_room_for_branch(item, extent)
        return extent

    def _make_room_for_branch(self, item: Item, extent: _Extent) -> None:
        """The text of a branch that leaves a gateway upwards or downwards stands beside its beginning."""
        if not item.node.kind.is_gateway:
            return
        for wire in self.wiring.wires:
            if wire.source.id != item.node.id or wire.id not in self.wiring.routes:
                continue
            label = self.wiring.lines[wire.id].label
            exit = self.wiring.routes[wire.id].exit
            if label[0] and exit is Side.BOTTOM:
                extent.down = max(extent.down, 25.0 + label[1] + 6.0)
            elif label[0] and exit is Side.TOP:
                extent.up = max(extent.up, 25.0 + label[1] + 6.0)

    def _set_across(self, extents: Mapping[str, _Extent]) -> None:
        """The middle of every column and the left edge and tracks of every channel."""
        count = self.grid.columns
        left, right = [_LEAST_HALF / 2] * count, [_LEAST_HALF / 2] * count
        for id, item in self.scene.items.items():
            left[item.column] = max(left[item.column], extents[id].left)
            right[item.last] = max(right[item.last], extents[id].right)
        widths = [_COLUMN_GAP] * (count + 1)
        widths[0] = widths[-1] = _EDGE
        for channel, runs in self._by_line(level=False).items():
            pieces = [self._piece(run, {}) for run in runs]
            found, used = tracks(pieces)
            for run in runs:
                self.track[run.wire.id, run.number] = found[run.wire.id, run.number]
            widths[channel // 2] = max(widths[channel // 2], 40.0 + _TRACK * (used - 1))
        for wire in self.wiring.wires:
            self._widen_for_branch(wire, widths, right)
        x = HEADER * max((strip.depth for strip in self.strips), default=0)
        lefts: list[float] = []
        for column in range(count):
            lefts.append(x)
            x += widths[column]
            self.across.append(x + left[column])
            x += left[column] + right[column]
        lefts.append(x)
        self._stretch_spans(lefts, left, right)
        self.channel_x = self._track_starts(lefts, widths)
        self.canvas.width = lefts[-1] + widths[-1]

    def _widen_for_branch(self, wire: Wire, widths: list[float], right: Sequence[float]) -> None:
        """The text of a branch to the right stands on its beginning."""
        route, item = self.wiring.routes.get(wire.id), self.scene.items.get(wire.source.id)
        label = self.wiring.lines[wire.id].label[0]
        if route is None or item is None or not label or route.exit is not Side.RIGHT:
            return
        slack = right[item.last] - item.size[0] / 2
        widths[item.last + 1] = max(widths[item.last + 1], label + 26.0 - slack)

    def _stretch_spans(self, lefts: list[float], left: Sequence[float], right: Sequence[float]) -> None:
        """Moves columns apart until every wide shape has room; then the shape takes all the room it has."""
        for item in sorted(self.scene.items.values(), key=lambda it: it.last):
            if item.span == 1:
                continue
            begin = self.across[item.column] - left[item.column]
            end = self.across[item.last] + right[item.last]
            missing = item.size[0] - (end - begin)
            if missing > 0:
                share = missing / (item.span - 1)
                for column in range(item.column + 1, self.grid.columns):
                    moved = share * min(column - item.column, item.span - 1)
                    self.across[column] += moved
                    lefts[column] += moved if column > item.last else moved - share / 2
                lefts[-1] += missing
        self._begin = [x - reach for x, reach in zip(self.across, left, strict=True)]
        for item in self.scene.items.values():
            if item.span > 1:
                item.size = self.across[item.last] + right[item.last] - self._begin[item.column], item.size[1]

    def _track_starts(self, lefts: Sequence[float], widths: Sequence[float]) -> list[float]:
        """The x of the first track of every channel: the tracks stand in the middle of it."""
        used: dict[int, int] = defaultdict(lambda: 1)
        for runs in self.runs.values():
            for run in runs:
                if not run.level and run.line % 2 == 0:
                    track = self.track[run.wire.id, run.number]
                    used[run.line // 2] = max(used[run.line // 2], track + 1)
        return [
            lefts[channel] + (widths[channel] - _TRACK * (used[channel] - 1)) / 2
            for channel in range(len(lefts))
        ]

    def _by_line(self, *, level: bool) -> dict[int, list[Run]]:
        """The pieces that run in channels, by channel."""
        found: dict[int, list[Run]] = defaultdict(list)
        for runs in self.runs.values():
            for run in runs:
                if run.level != level:
                    continue
                if self.grid.levels[run.line] is not Level.ROW if level else run.line % 2 == 0:
                    found[run.line].append(run)
        return found

    def _piece(self, run: Run, at: Mapping[tuple[str, int], float]) -> Piece:
        """A run as its channel sees it; ``at`` holds the exact ends, by run number, where they are known."""
        runs = self.runs[run.wire.id]
        a, b = (
            at.get((run.wire.id, run.number - 1), float(run.a)),
            at.get((run.wire.id, run.number + 1), float(run.b)),
        )
        before: list[float] = []
        after: list[float] = []
        for other, place in ((run.number - 1, a), (run.number + 1, b)):
            if 0 <= other < len(runs):
                far = runs[other].a if other < run.number else runs[other].b
                (before if far < run.line else after).append(place)
        return Piece(
            id=(run.wire.id, run.number),
            low=min(a, b),
            high=max(a, b),
            before=tuple(before),
            after=tuple(after),
            bundle=self._bundle(run),
        )

    def _bundle(self, run: Run) -> Hashable:
        """What may share a track with it: lines from the same side of a shape, or else to the same side."""
        last = len(run.route.lines) - 1
        sort = run.wire.sort
        source, target = run.wire.source, run.wire.target
        if (
            run.number == 1
            and not source.box
            and self._count(source.id, run.route.exit, sort, leaves=True) > 1
        ):
            return source.id, run.route.exit, sort, True
        if (
            run.number == last - 1
            and not target.box
            and self._count(target.id, run.route.entry, sort, leaves=False) > 1
        ):
            return target.id, run.route.entry, sort, False
        return None

    def _count(self, id: str, side: Side, sort: Sort, *, leaves: bool) -> int:
        if not hasattr(self, "_counts"):
            self._counts: dict[tuple[str, Side, Sort, bool], int] = defaultdict(int)
            for wire in self.wiring.wires:
                route = self.wiring.routes.get(wire.id)
                if route is not None:
                    self._counts[wire.source.id, route.exit, wire.sort, True] += 1
                    self._counts[wire.target.id, route.entry, wire.sort, False] += 1
        return self._counts[id, side, sort, leaves]

    def _spread_ports(self) -> None:
        """Lines of different sorts or directions that meet one long side of a shape stand apart on it."""
        groups: dict[tuple[str, Side], dict[tuple[Sort, bool], list[tuple[Wire, float]]]] = {}
        for wire in self.wiring.wires:
            route = self.wiring.routes.get(wire.id)
            if route is None:
                continue
            for anchor, other, side, leaves in (
                (wire.source, wire.target, route.exit, True),
                (wire.target, wire.source, route.entry, False),
            ):
                if anchor.box or anchor.corners or side.is_level:
                    continue
                straight = len(route.lines) == 1
                key = (wire.sort, leaves)
                if straight:
                    self.offsets[wire.id, leaves] = route.offset
                ahead = 0.0 if straight else float(other.first - anchor.first)
                groups.setdefault((anchor.id, side), {}).setdefault(key, []).append((wire, ahead))
        for parts in groups.values():
            self._spread_side(parts)

    def _spread_side(self, parts: Mapping[tuple[Sort, bool], Sequence[tuple[Wire, float]]]) -> None:
        fixed = {
            self.offsets[wire.id, key[1]]
            for key, part in parts.items()
            for wire, _ in part
            if (wire.id, key[1]) in self.offsets
        }
        free = sorted(
            (sum(ahead for _, ahead in part) / len(part), key[0].value, key[1], key)
            for key, part in parts.items()
            if not all((wire.id, key[1]) in self.offsets for wire, _ in part)
        )
        if len(free) == 1 and not fixed:
            places = [0.0]
        else:
            slots = [_PORTS * step for step in (-1, 1, -2, 2, 0, -1.5, 1.5)]
            usable = [slot for slot in slots if all(abs(slot - it) > 8.0 for it in fixed)]
            places = sorted(usable[: len(free)]) if len(usable) >= len(free) else [0.0] * len(free)
        for (_, _, leaves, key), place in zip(free, places, strict=True):
            for wire, _ in parts[key]:
                self.offsets.setdefault((wire.id, leaves), place)

    def _x(self, run: Run) -> float:
        """Where a piece that runs up and down stands."""
        if run.line % 2 == 0:
            return self.channel_x[run.line // 2] + _TRACK * self.track[run.wire.id, run.number]
        middle = self.across[run.line // 2]
        if len(run.route.lines) == 1:
            return middle + (run.wire.source.offset or run.wire.target.offset or run.route.offset)
        if run.number == 0:
            return (
                middle + self._port(run.wire, run.wire.source, leaves=True)
                if not run.wire.source.box
                else self._box_x(run)
            )
        if run.number == len(run.route.lines) - 1 and not run.wire.target.box:
            return middle + self._port(run.wire, run.wire.target, leaves=False)
        return self._box_x(run)

    def _box_x(self, run: Run) -> float:
        return self.across[run.line // 2]

    def _port(self, wire: Wire, anchor: Anchor, *, leaves: bool) -> float:
        return anchor.offset + self.offsets.get((wire.id, leaves), 0.0)

    def _set_down(self, extents: Mapping[str, _Extent]) -> None:
        """The top of every level; that of a row is followed by what its shapes reach upwards."""
        levels = self.grid.levels
        up = [0.0] * len(levels)
        down = [0.0] * len(levels)
        for id, item in self.scene.items.items():
            level = self.grid.row(item.strip, item.band, item.row)
            up[level] = max(up[level], extents[id].up)
            down[level] = max(down[level], extents[id].down)
        heights = [self._least_height(level) for level in range(len(levels))]
        exact: dict[tuple[str, int], float] = {}
        for id, runs in self.runs.items():
            for run in runs:
                if not run.level:
                    exact[id, run.number] = self._x(run)
        for level, runs in self._by_line(level=True).items():
            ends = {
                (run.wire.id, number): self._side_x(run, number)
                for run in runs
                for number in (run.number - 1, run.number + 1)
            }
            found, used = tracks(
                [self._piece(run, {**ends, **self._only(exact, run)}) for run in runs], apart=8.0
            )
            for run in runs:
                self.track[run.wire.id, run.number] = found[run.wire.id, run.number]
            heights[level] = max(heights[level], 32.0 + _TRACK * (used - 1))
        for level, kind in enumerate(levels):
            if kind is Level.ROW:
                up[level], down[level] = max(up[level], _LEAST_HALF), max(down[level], _LEAST_HALF)
                heights[level] = up[level] + down[level]
        self._fit_names(heights)
        y = 0.0
        for level, height in enumerate(heights):
            self.top.append(y)
            y += height
            if levels[level] is Level.ROW:
                self.top[level] += up[level]
        self.top.append(y)
        self.heights = heights
        self._center_tracks()
        self.canvas.height = y

    def _only(self, exact: Mapping[tuple[str, int], float], run: Run) -> dict[tuple[str, int], float]:
        keys = ((run.wire.id, run.number - 1), (run.wire.id, run.number + 1))
        return {key: exact[key] for key in keys if key in exact}

    def _side_x(self, run: Run, number: int) -> float:
        return self.across[min(len(self.across) - 1, (run.a if number < run.number else run.b) // 2)]

    def _least_height(self, level: int) -> float:
        levels = self.grid.levels
        kind = levels[level]
        if kind is Level.BOX:
            return _BOX_HEIGHT
        if kind is Level.GAP:
            return _POOL_GAP if 0 < level < len(levels) - 1 else 0.0
        inner = levels[level - 1] is Level.ROW and levels[level + 1] is Level.ROW
        return _ROW_GAP if inner else _BAND_GAP

    def _fit_names(self, heights: list[float]) -> None:
        """Nothing runs in the outermost gap; elsewhere each lane is high enough to show what it is called."""
        del heights

    def _center_tracks(self) -> None:
        used: dict[int, int] = defaultdict(lambda: 1)
        for level, runs in self._by_line(level=True).items():
            used[level] = max(self.track[run.wire.id, run.number] for run in runs) + 1
        self.level_y = [
            self.top[level]
            if kind is Level.ROW
            else self.top[level] + (self.heights[level] - _TRACK * (used[level] - 1)) / 2
            for level, kind in enumerate(self.grid.levels)
        ]

    def _y(self, run: Run) -> float:
        if self.grid.levels[run.line] is Level.ROW:
            return self.top[run.line]
        return self.level_y[run.line] + _TRACK * self.track[run.wire.id, run.number]

    def _put(self, item: Item) -> None:
        """The rectangles of a node, its guests, its companions and their labels."""
        canvas, (width, height) = self.canvas, item.size
        y = self.top[self.grid.row(item.strip, item.band, item.row)]
        x = self.across[item.column]
        left = x - width / 2 if item.span == 1 else self._begin[item.column]
        box = Bounds(left, y - height / 2, width, height)
        canvas.bounds[item.node.id] = box
        if item.label_side is not None:
            wide, high = item.label
            at = x - wide / 2 if not item.label_aside else x - wide - 8.0
            top = box.y - high - 4.0 if item.label_side is Side.TOP else box.bottom + 4.0
            canvas.labels[item.node.id] = Bounds(at, top, wide, high)
        for guest in item.guests:
            middle = self.across[item.column + guest.column] + guest.offset
            canvas.bounds[guest.node.id] = Bounds(middle - 18.0, box.bottom - 18.0, 36.0, 36.0)
            if guest.label[0]:
                at = middle - guest.label[0] - 6.0 if guest.leftwards else middle + 6.0
                canvas.labels[guest.node.id] = Bounds(at, box.bottom + 20.0, *guest.label)
        reach = item.label[1] + 4.0 if item.label_side is Side.TOP else 0.0
        for companion in item.above:
            self._put_companion(companion, x, box.y - reach - 20.0 - companion_height(companion))
        reach = item.label[1] + 4.0 if item.label_side is Side.BOTTOM else 0.0
        for companion in item.below:
            self._put_companion(companion, x, box.bottom + reach + 20.0)

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
            points.append((self._x(other), self._y(one)) if one.level else (self._x(one), self._y(other)))
        points.append(self._door(wire.target, route.entry, runs[-1]))
        return _straightened(points)

    def _door(self, anchor: Anchor, side: Side, run: Run) -> Point:
        """Where a line meets the border of what it ends at."""
        box = self.canvas.bounds[anchor.id]
        if side.is_level:
            return (box.x if side is Side.LEFT else box.right), box.center[1]
        x = self._x(run)
        aside = x - box.center[0]
        rise = 0.0
        if anchor.offset and anchor.corners and box.width == box.height and abs(aside) < box.width / 2:
            rise = box.height / 2 - sqrt(box.height**2 / 4 - aside**2)
        return x, (box.y + rise if side is Side.TOP else box.bottom - rise)


def _straightened(points: Sequence[Point]) -> tuple[Point, ...]:
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
