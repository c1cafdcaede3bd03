"""A diagram in the size of a stamp: where its lanes, steps and flows are, without any text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from studio.model import Bounds, Diagram, Node, NodeKind, Point

__all__ = ["thumbnail"]

_INK = "#7d8aa0"
_FLOW = "#97a3b6"
_PAPER = "#8fa3c4"
_WORK = "#4c8bd6"
_GATE = "#e39b2d"
_EVENT = "#3fa37c"
"""Middle tones: they show on white as well as on near-black, so one picture serves both themes."""

_WIDEST = 3.4
"""A diagram wider than this many times its height shows its left part only."""

_MOST = 1500
"""More shapes than this cannot be told apart in a stamp, and only make it heavy."""


def thumbnail(diagram: Diagram, *, width: int = 340, height: int = 150) -> str:
    """An SVG of ``width`` × ``height`` pixels; an empty sheet where nothing has a place."""
    extent = _extent(diagram)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
    if extent is None:
        return f'{head} viewBox="0 0 {width} {height}"></svg>'
    margin = 0.03 * max(extent.width, extent.height)
    left, top, high = extent.x - margin, extent.y - margin, extent.height + 2 * margin
    wide = min(extent.width, _WIDEST * extent.height) + 2 * margin
    place = f'viewBox="{_n(left)} {_n(top)} {_n(wide)} {_n(high)}"'
    shapes = "".join((*_frames(diagram), *_lines(diagram), *map(_shape, diagram.nodes[:_MOST])))
    return f'{head} {place} preserveAspectRatio="xMidYMid meet">{shapes}</svg>'


def _extent(diagram: Diagram) -> Bounds | None:
    boxes = [element.bounds for element in diagram.elements() if element.bounds is not None]
    points = [point for flow in (*diagram.flows, *diagram.messages) for point in flow.waypoints]
    xs = [box.x for box in boxes] + [box.right for box in boxes] + [x for x, _ in points]
    ys = [box.y for box in boxes] + [box.bottom for box in boxes] + [y for _, y in points]
    if not xs:
        return None
    return Bounds(min(xs), min(ys), max(1.0, max(xs) - min(xs)), max(1.0, max(ys) - min(ys)))


def _frames(diagram: Diagram) -> Iterator[str]:
    for pool in diagram.pools:
        if pool.bounds is not None:
            yield _rectangle(pool.bounds, fill=_PAPER, opacity=0.10, stroke=_INK)
    for lane in diagram.lanes:
        if lane.bounds is not None:
            yield _rectangle(lane.bounds, fill="none", opacity=1, stroke=_INK, faint=True)


def _lines(diagram: Diagram) -> Iterator[str]:
    for flow in diagram.flows[:_MOST]:
        yield _line(flow.waypoints, dashed=False)
    for message in diagram.messages:
        yield _line(message.waypoints, dashed=True)


def _line(points: Iterable[Point], *, dashed: bool) -> str:
    path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    if not path:
        return ""
    dash = ' stroke-dasharray="3 2"' if dashed else ""
    return (
        f'<polyline points="{path}" fill="none" stroke="{_FLOW}" stroke-width="1"{dash} '
        'vector-effect="non-scaling-stroke"/>'
    )


def _shape(node: Node) -> str:
    box = node.bounds
    if box is None:
        return ""
    x, y = box.center
    if node.kind.is_gateway:
        corners = f"{_n(x)},{_n(box.y)} {_n(box.right)},{_n(y)} {_n(x)},{_n(box.bottom)} {_n(box.x)},{_n(y)}"
        return f'<polygon points="{corners}" fill="{_GATE}" fill-opacity="0.85"/>'
    if node.kind.is_event:
        solid = 0.95 if node.kind in (NodeKind.START_EVENT, NodeKind.END_EVENT) else 0.6
        return (
            f'<ellipse cx="{_n(x)}" cy="{_n(y)}" rx="{_n(box.width / 2)}" ry="{_n(box.height / 2)}" '
            f'fill="{_EVENT}" fill-opacity="{solid}"/>'
        )
    if node.kind.is_container and not node.collapsed:
        return _rectangle(box, fill=_WORK, opacity=0.15, stroke=_WORK, corner=10)
    return _rectangle(box, fill=_WORK, opacity=0.75, stroke="none", corner=10)


def _rectangle(
    box: Bounds, *, fill: str, opacity: float, stroke: str, corner: float = 0, faint: bool = False
) -> str:
    return (
        f'<rect x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}" '
        f'rx="{_n(corner)}" fill="{fill}" fill-opacity="{opacity}" stroke="{stroke}" '
        f'stroke-opacity="{0.45 if faint else 0.9}" stroke-width="1" vector-effect="non-scaling-stroke"/>'
    )


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
