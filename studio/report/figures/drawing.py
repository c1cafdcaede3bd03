"""A whole BPMN diagram drawn on axes: pools, lanes, nodes, flows and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, pi, sin
from typing import TypeVar

from matplotlib.axes import Axes

from studio.model import (
    Artifact,
    ArtifactKind,
    Bounds,
    Diagram,
    Element,
    Flow,
    Lane,
    Node,
    NodeKind,
    Point,
    Pool,
)
from studio.report.colours import INK, PAPER, QUIET, ink_on
from studio.report.figures.captions import caption_area, caption_flow, caption_node, caption_note
from studio.report.figures.lettering import text_width
from studio.report.figures.pen import Dashes, Pen
from studio.report.figures.symbols import activity_signs, event_sign, gateway_sign

__all__ = ["Mark", "draw", "extent"]

_It = TypeVar("_It", bound=Element)

_FLOW = "#3b4452"
_FRAME = "#8a94a3"
_BADGE = 11.5
_ARROW = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is laid over an element: its colour, a word above it, and on a flow the width of its band."""

    colour: str
    text: str = ""
    width: float = 0.0


def extent(diagram: Diagram) -> Bounds:
    """The part of the plane that the drawing takes up. Raises ValueError where nothing is drawn."""
    boxes = [it.bounds for it in _shown(diagram, diagram.elements()) if it.bounds is not None]
    boxes += [
        node.label_bounds
        for node in _shown(diagram, diagram.nodes)
        if node.label_bounds is not None and node.label()
    ]
    points = [
        point for flow in _shown(diagram, (*diagram.flows, *diagram.messages)) for point in flow.waypoints
    ]
    if not boxes:
        raise ValueError("The diagram says nothing about its drawing: arrange it first.")
    left = min([box.x for box in boxes] + [x for x, _ in points])
    top = min([box.y for box in boxes] + [y for _, y in points])
    right = max([box.right for box in boxes] + [x for x, _ in points])
    bottom = max([box.bottom for box in boxes] + [y for _, y in points])
    return Bounds(left, top, right - left, bottom - top)


def draw(
    axes: Axes, diagram: Diagram, view: Bounds, scale: float, *, marks: Mapping[str, Mark], language: str
) -> None:
    """Draws the part ``view`` of the diagram, ``scale`` inches a pixel, with ``marks`` by element id."""
    axes.set_xlim(view.x, view.right)
    axes.set_ylim(view.bottom, view.y)
    axes.spines[:].set_visible(False)
    pen = Pen(axes, scale)
    areas: tuple[Pool | Lane, ...] = (*diagram.pools, *diagram.lanes)
    for area in areas:
        _area(pen, diagram, area, language)
    for flow in _shown(diagram, diagram.flows):
        _sequence(pen, diagram, flow, marks.get(flow.id), language)
    for message in _shown(diagram, diagram.messages):
        _message(pen, message, language)
    for link in diagram.associations:
        if len(link.waypoints) > 1:
            pen.line(link.waypoints, stroke=QUIET, width=1.2, dashes=":", z=2)
    for artifact in _shown(diagram, diagram.artifacts):
        _artifact(pen, artifact, language)
    for node in _shown(diagram, diagram.nodes):
        _node(pen, diagram, node, marks.get(node.id), language)


def _shown(diagram: Diagram, elements: Iterable[_It]) -> Iterator[_It]:
    """Those that no collapsed sub-process hides."""
    hidden = _hidden(diagram)
    for element in elements:
        parent = getattr(element, "parent", None)
        if isinstance(element, Lane) or parent not in hidden:
            yield element


def _hidden(diagram: Diagram) -> set[str]:
    """The sub-processes whose contents are not to be seen, whether collapsed or inside of one that is."""
    hidden = {node.id for node in diagram.nodes if node.collapsed}
    queue = list(hidden)
    while queue:
        inside = {node.id for node in diagram.children(queue.pop()) if node.kind.is_container} - hidden
        hidden |= inside
        queue += inside
    return hidden


def _area(pen: Pen, diagram: Diagram, area: Pool | Lane, language: str) -> None:
    if area.bounds is None:
        return
    pen.box(area.bounds, fill=PAPER if isinstance(area, Pool) else "none", stroke=_FRAME, width=1.4, z=1)
    if isinstance(area, Pool) and not any(node.pool == area.id for node in diagram.nodes):
        caption_area(pen, area, area.bounds, language, turned=area.bounds.height > 2 * area.bounds.width)
        return
    band = (
        Bounds(area.bounds.x, area.bounds.y, 30, area.bounds.height)
        if area.horizontal
        else Bounds(area.bounds.x, area.bounds.y, area.bounds.width, 30)
    )
    if isinstance(area, Pool):
        pen.box(band, fill="#eef1f5", stroke=_FRAME, width=1.4, z=1)
    caption_area(pen, area, band, language, turned=area.horizontal)


def _sequence(pen: Pen, diagram: Diagram, flow: Flow, mark: Mark | None, language: str) -> None:
    if len(flow.waypoints) < 2:
        return
    if mark is not None:
        pen.way(flow.waypoints, stroke=mark.colour, width=mark.width, z=1.8)
    pen.way(flow.waypoints, stroke=_FLOW, width=1.5, z=2)
    _head(pen, flow.waypoints[-2], flow.waypoints[-1], filled=True)
    source = diagram.node(flow.source)
    if source.default == flow.id:
        _slash(pen, flow.waypoints[0], flow.waypoints[1])
    elif flow.condition and source.kind.is_activity:
        _diamond(pen, flow.waypoints[0], flow.waypoints[1])
    caption_flow(pen, flow, language)
    if mark is not None and mark.text:
        (x, y), room = _longest(flow.waypoints)
        if text_width(mark.text, _BADGE) + 2 * _ARROW < room:
            _badge(pen, x, y, mark.text)


def _message(pen: Pen, flow: Flow, language: str) -> None:
    if len(flow.waypoints) < 2:
        return
    pen.way(flow.waypoints, stroke=_FLOW, width=1.3, dashes="--", z=2)
    pen.circle(*flow.waypoints[0], 4, fill=PAPER, stroke=_FLOW, z=4.8)
    _head(pen, flow.waypoints[-2], flow.waypoints[-1], filled=False)
    caption_flow(pen, flow, language)


def _node(pen: Pen, diagram: Diagram, node: Node, mark: Mark | None, language: str) -> None:
    box = node.bounds
    if box is None:
        return
    fill = mark.colour if mark is not None else PAPER
    ink = ink_on(fill) if mark is not None else INK
    if node.kind.is_gateway:
        (x, y) = box.center
        pen.shape([(x, box.y), (box.right, y), (x, box.bottom), (box.x, y)], fill=fill, stroke=INK, z=4)
        gateway_sign(pen, node, ink)
    elif node.kind.is_event:
        _event(pen, node, box, fill)
    else:
        _activity(pen, node, box, fill, ink)
    caption_node(pen, node, ink, language, attached=bool(diagram.boundary(node.id)))
    if mark is not None and mark.text:
        _badge(pen, box.center[0], box.y, mark.text)


def _event(pen: Pen, node: Node, box: Bounds, fill: str) -> None:
    (x, y), radius = box.center, min(box.width, box.height) / 2
    dashes: Dashes = "-" if node.interrupting else "--"
    thick = 3.2 if node.kind is NodeKind.END_EVENT else 1.4
    pen.circle(x, y, radius, fill=fill, width=thick, dashes=dashes, z=4.2)
    if node.kind in (NodeKind.CATCH_EVENT, NodeKind.THROW_EVENT, NodeKind.BOUNDARY_EVENT):
        pen.circle(x, y, radius - 3.2, width=1.2, dashes=dashes, z=4.3)
    event_sign(pen, node)


def _activity(pen: Pen, node: Node, box: Bounds, fill: str, ink: str) -> None:
    open_ = node.kind.is_container and not node.collapsed
    width = 3.6 if node.kind is NodeKind.CALL_ACTIVITY else 1.5
    dashes: Dashes = ":" if node.triggered_by_event else "-"
    pen.box(box, fill=fill, corner=10, width=width, dashes=dashes, z=1.5 if open_ else 4)
    if node.kind is NodeKind.TRANSACTION:
        inner = Bounds(box.x + 3.5, box.y + 3.5, box.width - 7, box.height - 7)
        pen.box(inner, corner=8, width=1.2, z=1.6 if open_ else 4.1)
    activity_signs(pen, node, ink)


def _badge(pen: Pen, x: float, y: float, text: str) -> None:
    wide, high = text_width(text, _BADGE) + 8, _BADGE * 1.5
    plate = Bounds(x - wide / 2, y - high / 2, wide, high)
    pen.box(plate, fill=PAPER, stroke=QUIET, width=0.9, corner=4, z=7)
    pen.words(x, y, [text], _BADGE, z=7.1)


def _artifact(pen: Pen, artifact: Artifact, language: str) -> None:
    box = artifact.bounds
    if box is None:
        return
    match artifact.kind:
        case ArtifactKind.ANNOTATION:
            arm = box.x + min(10.0, box.width / 3)
            pen.line(
                [(arm, box.y), (box.x, box.y), (box.x, box.bottom), (arm, box.bottom)], stroke=QUIET, z=3
            )
        case ArtifactKind.GROUP:
            pen.box(box, stroke=QUIET, corner=10, width=1.6, dashes="-.", z=2.5)
        case ArtifactKind.DATA_STORE:
            _store(pen, box)
        case _:
            _paper(pen, box)
    caption_note(pen, artifact, language)


def _paper(pen: Pen, box: Bounds) -> None:
    ear = min(box.width, box.height) * 0.28
    corner = box.right - ear
    outline = [
        (box.x, box.y),
        (corner, box.y),
        (box.right, box.y + ear),
        (box.right, box.bottom),
        (box.x, box.bottom),
    ]
    pen.shape(outline, fill=PAPER, z=3)
    pen.line([(corner, box.y), (corner, box.y + ear), (box.right, box.y + ear)], z=3.1)


def _store(pen: Pen, box: Bounds) -> None:
    x, _ = box.center
    deep = box.height * 0.14

    def rim(y: float, begin: float, end: float) -> list[Point]:
        angles = [begin + (end - begin) * part / 24 for part in range(25)]
        return [(x + box.width / 2 * cos(a), y + deep * sin(a)) for a in angles]

    pen.shape([*rim(box.y + deep, pi, 2 * pi), *rim(box.bottom - deep, 0, pi)], fill=PAPER, z=3)
    for row in (1.0, 1.7, 2.4):
        pen.line(rim(box.y + row * deep, 0, pi), width=1.1, z=3.1)


def _head(pen: Pen, before: Point, tip: Point, *, filled: bool) -> None:
    angle = atan2(tip[1] - before[1], tip[0] - before[0])
    sides = [(tip[0] - 11 * cos(angle + turn), tip[1] - 11 * sin(angle + turn)) for turn in (0.42, -0.42)]
    pen.shape([tip, *sides], fill=_FLOW if filled else PAPER, stroke=_FLOW, width=1.0, z=4.9)


def _slash(pen: Pen, begin: Point, towards: Point) -> None:
    angle = atan2(towards[1] - begin[1], towards[0] - begin[0])
    x, y = begin[0] + 10 * cos(angle), begin[1] + 10 * sin(angle)
    dx, dy = 6 * cos(angle - 1.1), 6 * sin(angle - 1.1)
    pen.line([(x - dx, y - dy), (x + dx, y + dy)], stroke=_FLOW, width=1.5, z=4.8)


def _diamond(pen: Pen, begin: Point, towards: Point) -> None:
    angle = atan2(towards[1] - begin[1], towards[0] - begin[0])
    along, aside = (9 * cos(angle), 9 * sin(angle)), (-5 * sin(angle), 5 * cos(angle))
    x, y = begin[0] + along[0], begin[1] + along[1]
    corners = [
        begin,
        (x + aside[0], y + aside[1]),
        (x + along[0], y + along[1]),
        (x - aside[0], y - aside[1]),
    ]
    pen.shape(corners, fill=PAPER, stroke=_FLOW, width=1.1, z=4.8)


def _longest(points: Sequence[Point]) -> tuple[Point, float]:
    """The middle of the longest straight part, and how wide a word may be that stands there."""
    (ax, ay), (bx, by) = max(
        pairwise(points), key=lambda ends: abs(ends[1][0] - ends[0][0]) + abs(ends[1][1] - ends[0][1])
    )
    room = abs(bx - ax) if abs(bx - ax) > abs(by - ay) else 2 * abs(by - ay)
    return ((ax + bx) / 2, (ay + by) / 2), room
