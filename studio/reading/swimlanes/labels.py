"""Where the texts of flows stand: near the beginning, on no shape and on no other text, best on no line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from studio.model import Bounds, Diagram, Flow, Point
from studio.reading.swimlanes.canvas import Canvas
from studio.reading.swimlanes.places import Places
from studio.reading.swimlanes.sizes import Size, label_size

__all__ = ["place_labels"]

_GAP = 4.0
_ON_SHAPE, _ON_TEXT, _ON_LINE = 100.0, 60.0, 8.0
_LATER = 0.8


def place_labels(diagram: Diagram, canvas: Canvas, open_: frozenset[str]) -> None:
    """Adds the labels of all flows to the canvas; of the containers ``open_`` only borders are in the way."""
    shapes, texts, lines = Places(), Places(), Places()
    for id, box in canvas.bounds.items():
        if id in open_:
            lines.add_line("", _corners(box))
        else:
            shapes.add(id, box)
    for id, points in canvas.waypoints.items():
        lines.add_line(id, points)
    for id, label in list(canvas.labels.items()):
        best = label
        if any(lines.near(label)):
            node = diagram.node(id)
            spots = _around(canvas.bounds[id], label, only_below=node.attached_to is not None)
            best = _best(spots, shapes, texts, lines)
            canvas.labels[id] = best
        texts.add(id, best)
    pools = {pool.id for pool in diagram.pools}
    for flow in (*diagram.flows, *diagram.messages):
        size = label_size(flow)
        way = canvas.waypoints.get(flow.id)
        if not size[0] or not way:
            continue
        best = _best(_spots(flow, way, size, pools), shapes, texts, lines)
        canvas.labels[flow.id] = best
        texts.add(flow.id, best)


def _best(spots: Iterator[Bounds], shapes: Places, texts: Places, lines: Places) -> Bounds:
    found: Bounds | None = None
    least = float("inf")
    for number, spot in enumerate(spots):
        cost = _LATER * number
        cost += _ON_SHAPE * sum(1 for _ in shapes.near(spot))
        cost += _ON_TEXT * sum(1 for _ in texts.near(spot))
        cost += _ON_LINE * len({id for id, _ in lines.near(spot)})
        if cost < least:
            found, least = spot, cost
        if cost <= _LATER * number:
            break
    assert found is not None
    return found


def _around(box: Bounds, label: Bounds, *, only_below: bool) -> Iterator[Bounds]:
    """Places for the name of an event or gateway: as it is, then the other side, then the corners."""
    width, height = label.width, label.height
    middle = box.center[0] - width / 2
    yield label
    for x in (middle, box.center[0] + _GAP, box.center[0] - width - _GAP):
        yield Bounds(x, box.bottom + _GAP, width, height)
        if not only_below:
            yield Bounds(x, box.y - height - _GAP, width, height)
    for x in () if only_below else (box.right + _GAP, box.x - width - _GAP):
        yield Bounds(x, box.bottom - 8, width, height)
        yield Bounds(x, box.y - height + 8, width, height)


def _spots(flow: Flow, points: Sequence[Point], size: Size, pools: set[str]) -> Iterator[Bounds]:
    """Places for the text, the best first."""
    pieces = list(pairwise(points))
    if flow.target in pools and flow.source not in pools:
        pieces = [(b, a) for a, b in reversed(pieces)]
    elif flow.source not in pools and _is_upright(pieces):
        yield from _beside(max(pieces, key=lambda it: abs(it[0][1] - it[1][1])), size, 0.5)
    for one, other in pieces[:2]:
        yield from _beside((one, other), size, 0.0)
    for one, other in pieces:
        for share in (0.5, 0.25, 0.75, 1.0):
            yield from _beside((one, other), size, share)
    yield from _further(pieces[0], size)


def _is_upright(pieces: Sequence[tuple[Point, Point]]) -> bool:
    """Whether it is one piece straight up or down."""
    return len(pieces) == 1 and pieces[0][0][0] == pieces[0][1][0]


def _beside(part: tuple[Point, Point], size: Size, share: float) -> Iterator[Bounds]:
    """On both sides of a piece: ``share`` of the way along it, 0 right at its beginning."""
    (x1, y1), (x2, y2) = part
    width, height = size
    if y1 == y2:
        room = abs(x2 - x1) - width
        along = _GAP if share == 0 else max(_GAP, room * share)
        x = x1 + along if x2 > x1 else x1 - along - width
        yield Bounds(x, y1 - height - _GAP, width, height)
        yield Bounds(x, y1 + _GAP, width, height)
        return
    room = abs(y2 - y1) - height
    along = _GAP if share == 0 else max(_GAP, room * share)
    x, y = x1 + (x2 - x1) * share, y1 + along if y2 > y1 else y1 - along - height
    yield Bounds(x + _GAP + 1, y, width, height)
    yield Bounds(x - width - _GAP - 1, y, width, height)


def _further(part: tuple[Point, Point], size: Size) -> Iterator[Bounds]:
    """Some way off the beginning, for the most crowded corners."""
    (x, y), _ = part
    for step in range(1, 5):
        for across in (0.0, -size[0] - _GAP):
            yield Bounds(x + across + _GAP, y - size[1] * (step + 1), *size)
            yield Bounds(x + across + _GAP, y + size[1] * step, *size)


def _corners(box: Bounds) -> list[Point]:
    return [(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom), (box.x, box.y)]
