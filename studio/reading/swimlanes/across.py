"""From left to right: where columns and channels stand, and every line that runs up and down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studio.reading.swimlanes.extents import Extent
from studio.reading.swimlanes.grid import Anchor, Run, Side
from studio.reading.swimlanes.ports import port_offsets
from studio.reading.swimlanes.scene import Item, Scene
from studio.reading.swimlanes.ways import Ways
from studio.reading.swimlanes.wiring import Wiring

__all__ = ["TRACK", "Across"]

TRACK = 12.0
"""Between lines side by side."""

_COLUMN_GAP = 50.0
_EDGE = 28.0
_LEAST_HALF = 20.0
_ARROWS = 40.0
_BRANCH = 26.0


class Across:
    """``middle`` and ``begin`` are those of every column; ``width`` is that of the whole scope."""

    def __init__(
        self, scene: Scene, wiring: Wiring, ways: Ways, extents: Mapping[str, Extent], headers: float
    ) -> None:
        self._scene, self._ways = scene, ways
        self._offsets = port_offsets(ways.routed, ways.routes)
        count = ways.grid.columns
        left, right = [_LEAST_HALF] * count, [_LEAST_HALF] * count
        for id, item in scene.items.items():
            left[item.column] = max(left[item.column], extents[id].left)
            right[item.last] = max(right[item.last], extents[id].right)
        ways.set_tracks(level=False, at={})
        widths = self._channel_widths(wiring, right)
        self.middle: list[float] = []
        edges: list[float] = []
        x = headers
        for column in range(count):
            edges.append(x)
            x += widths[column]
            self.middle.append(x + left[column])
            x += left[column] + right[column]
        edges.append(x)
        self._make_room(edges, left, right)
        self.begin = [x - reach for x, reach in zip(self.middle, left, strict=True)]
        for item in scene.items.values():
            if item.span > 1:
                item.size = self.middle[item.last] + right[item.last] - self.begin[item.column], item.size[1]
        self._first_track = [
            edge + (width - TRACK * max(0, ways.used.get((False, 2 * channel), 0) - 1)) / 2
            for channel, (edge, width) in enumerate(zip(edges, widths, strict=True))
        ]
        self.width = edges[-1] + widths[-1]

    def _channel_widths(self, wiring: Wiring, right: Sequence[float]) -> list[float]:
        widths = [_COLUMN_GAP] * (len(right) + 1)
        widths[0] = widths[-1] = _EDGE
        for channel in range(len(widths)):
            used = self._ways.used.get((False, 2 * channel), 0)
            if used:
                widths[channel] = max(widths[channel], _ARROWS + TRACK * (used - 1))
        for wire in self._ways.routed:
            item, label = self._scene.items.get(wire.source.id), wiring.lines[wire.id].label[0]
            if item is not None and label and self._ways.routes[wire.id].exit is Side.RIGHT:
                slack = right[item.last] - item.size[0] / 2
                widths[item.last + 1] = max(widths[item.last + 1], label + _BRANCH - slack)
        return widths

    def _make_room(self, edges: list[float], left: Sequence[float], right: Sequence[float]) -> None:
        """Moves columns apart until every shape of several columns has room."""
        wide: list[Item] = [item for item in self._scene.items.values() if item.span > 1]
        for item in sorted(wide, key=lambda it: it.last):
            room = self.middle[item.last] + right[item.last] - self.middle[item.column] + left[item.column]
            missing = item.size[0] - room
            if missing <= 0:
                continue
            share = missing / (item.span - 1)
            for column in range(item.column + 1, len(self.middle)):
                moved = share * min(column - item.column, item.span - 1)
                self.middle[column] += moved
                edges[column] += moved if column > item.last else moved - share / 2
            edges[-1] += missing

    def x(self, run: Run) -> float:
        """Where a piece that runs up and down stands."""
        if run.line % 2 == 0:
            return self._first_track[run.line // 2] + TRACK * self._ways.track[run.wire.id, run.number]
        middle = self.middle[run.line // 2]
        wire, last = run.wire, len(run.route.lines) - 1
        if last == 0:
            return middle + (wire.source.offset or wire.target.offset or run.route.offset)
        if run.number == 0 and not wire.source.box:
            return middle + self._port(wire.source, wire.id, leaves=True)
        if run.number == last and not wire.target.box:
            return middle + self._port(wire.target, wire.id, leaves=False)
        return middle

    def _port(self, anchor: Anchor, wire: str, *, leaves: bool) -> float:
        return anchor.offset + self._offsets.get((wire, leaves), 0.0)
