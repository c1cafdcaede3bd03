"""The small signs of BPMN: inside events and gateways, and at the edges of activities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import cos, pi, sin

from studio.model import EventKind, LoopKind, Node, NodeKind, Point
from studio.report.colours import INK, PAPER
from studio.report.figures.pen import Pen

__all__ = ["activity_signs", "event_sign", "gateway_sign", "has_icon"]

_Z = 4.5
_FINE = 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """Where a sign goes, half as wide as ``size``; what throws is ``filled``, what catches an outline.

    The signs are drawn in units of ``size`` around the place.
    """

    pen: Pen
    x: float
    y: float
    size: float
    ink: str
    filled: bool = False

    def at(self, points: Iterable[Point]) -> list[Point]:
        return [(self.x + self.size * x, self.y + self.size * y) for x, y in points]

    def line(self, *points: Point, width: float = _FINE, colour: str = "") -> None:
        self.pen.line(self.at(points), stroke=colour or self.ink, width=width, z=_Z + 0.1)

    def shape(self, *points: Point, fill: str = "") -> None:
        inside = fill or (self.ink if self.filled else PAPER)
        self.pen.shape(self.at(points), fill=inside, stroke=self.ink, width=_FINE, z=_Z)

    def disc(self, radius: float, *, y: float = 0.0, fill: str = PAPER) -> None:
        (place,) = self.at([(0, y)])
        self.pen.circle(*place, radius * self.size, fill=fill, stroke=self.ink, width=_FINE, z=_Z + 0.05)


Sign = Callable[[_Spot], None]


def event_sign(pen: Pen, node: Node, ink: str = INK) -> None:
    """What an event waits for (outlined) or throws (filled)."""
    if node.bounds is None or not node.events:
        return
    x, y = node.bounds.center
    radius = node.bounds.width / 2
    throws = node.kind in (NodeKind.END_EVENT, NodeKind.THROW_EVENT)
    spot = _Spot(pen=pen, x=x, y=y, size=radius * 0.6, ink=ink, filled=throws)
    if len(node.events) > 1:
        several = _plus if node.all_events else _pentagon
        several(spot)
    else:
        _EVENTS[node.events[0].kind](spot)


def gateway_sign(pen: Pen, node: Node, ink: str = INK) -> None:
    """How a gateway decides."""
    if node.bounds is None:
        return
    (x, y), size = node.bounds.center, node.bounds.width / 2
    match node.kind:
        case NodeKind.EXCLUSIVE_GATEWAY:
            arm = size * 0.3
            for way in (1, -1):
                pen.line([(x - arm, y - way * arm), (x + arm, y + way * arm)], stroke=ink, width=3.2, z=_Z)
        case NodeKind.PARALLEL_GATEWAY:
            arm = size * 0.46
            pen.line([(x - arm, y), (x + arm, y)], stroke=ink, width=3.2, z=_Z)
            pen.line([(x, y - arm), (x, y + arm)], stroke=ink, width=3.2, z=_Z)
        case NodeKind.INCLUSIVE_GATEWAY:
            pen.circle(x, y, size * 0.44, stroke=ink, width=2.6, z=_Z)
        case NodeKind.COMPLEX_GATEWAY:
            for turn in range(4):
                dx, dy = size * 0.45 * cos(turn * pi / 4), size * 0.45 * sin(turn * pi / 4)
                pen.line([(x - dx, y - dy), (x + dx, y + dy)], stroke=ink, width=2.6, z=_Z)
        case _:
            pen.circle(x, y, size * 0.54, stroke=ink, width=1.0, z=_Z)
            pen.circle(x, y, size * 0.46, stroke=ink, width=1.0, z=_Z)
            _pentagon(_Spot(pen=pen, x=x, y=y, size=size * 0.34, ink=ink))


def has_icon(node: Node) -> bool:
    """Whether an activity has a sign in its upper left corner."""
    return node.kind in _TASKS


def activity_signs(pen: Pen, node: Node, ink: str = INK) -> None:
    """What sort of task it is, at its upper left; loops, contents and compensation, at its foot."""
    box = node.bounds
    if box is None:
        return
    if node.kind in _TASKS:
        filled = node.kind is NodeKind.SEND_TASK
        _TASKS[node.kind](_Spot(pen=pen, x=box.x + 14, y=box.y + 17, size=7.5, ink=ink, filled=filled))
    signs = _feet(node)
    for number, sign in enumerate(signs):
        x = box.center[0] + 17 * (number - (len(signs) - 1) / 2)
        sign(_Spot(pen=pen, x=x, y=box.bottom - 10, size=6, ink=ink))


def _feet(node: Node) -> list[Sign]:
    signs: list[Sign] = []
    if node.loop is not None:
        signs.append(_LOOPS[node.loop.kind])
    if node.for_compensation:
        signs.append(_rewind)
    if node.kind is NodeKind.AD_HOC:
        signs.append(_tilde)
    if node.collapsed or node.kind is NodeKind.CALL_ACTIVITY:
        signs.append(_boxed_plus)
    return signs


def _around(corners: int, radius: float = 1.0, down: float = 0.0) -> list[Point]:
    angles = [-pi / 2 + 2 * pi * corner / corners for corner in range(corners)]
    return [(radius * cos(angle), radius * sin(angle) + down) for angle in angles]


def _envelope(spot: _Spot) -> None:
    spot.shape((-1, -0.7), (1, -0.7), (1, 0.7), (-1, 0.7))
    spot.line((-1, -0.7), (0, 0.15), (1, -0.7), colour=PAPER if spot.filled else spot.ink)


def _clock(spot: _Spot) -> None:
    spot.disc(1.08)
    for inner, outer in zip(_around(12, 0.86), _around(12, 1.08), strict=True):
        spot.line(inner, outer, width=0.8)
    spot.line((0.2, -0.75), (0, 0), (0.6, 0), width=1.2)


def _flash(spot: _Spot) -> None:
    spot.shape((-0.8, 0.85), (-0.3, -0.75), (0.25, 0.1), (0.8, -0.85), (0.3, 0.75), (-0.25, -0.1))


def _arrow_up(spot: _Spot) -> None:
    spot.shape((0, -1), (0.75, 0.85), (0, 0.2), (-0.75, 0.85))


def _triangle(spot: _Spot) -> None:
    spot.shape(*_around(3, down=0.1))


def _arrow(spot: _Spot) -> None:
    spot.shape((-1, -0.4), (0.2, -0.4), (0.2, -0.85), (1, 0), (0.2, 0.85), (0.2, 0.4), (-1, 0.4))


def _rewind(spot: _Spot) -> None:
    for left in (-0.9, 0.1):
        spot.shape((left, 0), (left + 0.9, -0.75), (left + 0.9, 0.75))


def _cross(spot: _Spot) -> None:
    for way in (1, -1):
        spot.line((-0.7, -0.7 * way), (0.7, 0.7 * way), width=3.4 if spot.filled else 2.0)


def _plus(spot: _Spot) -> None:
    spot.line((-0.9, 0), (0.9, 0), width=3.4 if spot.filled else 2.0)
    spot.line((0, -0.9), (0, 0.9), width=3.4 if spot.filled else 2.0)


def _disc(spot: _Spot) -> None:
    spot.disc(1, fill=spot.ink)


def _pentagon(spot: _Spot) -> None:
    spot.shape(*_around(5))


def _sheet(spot: _Spot) -> None:
    spot.shape((-0.75, -1), (0.75, -1), (0.75, 1), (-0.75, 1), fill=PAPER)
    for row in (-0.55, -0.18, 0.18, 0.55):
        spot.line((-0.5, row), (0.5, row), width=0.9)


def _person(spot: _Spot) -> None:
    spot.shape((-0.85, 0.95), (-0.8, 0.35), (-0.35, 0), (0.35, 0), (0.8, 0.35), (0.85, 0.95), fill=PAPER)
    spot.disc(0.5, y=-0.4)


def _hand(spot: _Spot) -> None:
    fingers = [(-0.1, -0.3), (0.95, -0.3), (0.95, 0.7), (-0.5, 0.7)]
    spot.shape((-0.95, -0.1), (-0.3, -0.75), (0.1, -0.55), *fingers, (-0.95, 0.35), fill=PAPER)
    for row in (0.03, 0.36):
        spot.line((0.1, row), (0.95, row), width=0.9)


def _cog(spot: _Spot) -> None:
    rims = zip(_around(32), _around(32, 0.74), strict=True)
    spot.shape(
        *(outer if number % 4 < 2 else inner for number, (outer, inner) in enumerate(rims)), fill=PAPER
    )
    spot.disc(0.32)


def _table(spot: _Spot) -> None:
    spot.shape((-1, -0.75), (1, -0.75), (1, 0.75), (-1, 0.75), fill=PAPER)
    spot.shape((-1, -0.75), (1, -0.75), (1, -0.35), (-1, -0.35), fill=spot.ink)
    spot.line((-1, 0.22), (1, 0.22), width=0.9)
    spot.line((-0.4, -0.35), (-0.4, 0.75), width=0.9)


def _round_again(spot: _Spot) -> None:
    angles = [pi * (0.75 + 1.6 * part / 16) for part in range(17)]
    ring = [(cos(angle), sin(angle)) for angle in angles]
    spot.line(*ring, width=1.3)
    x, y = ring[0]
    spot.line((x - 0.6, y), (x, y), (x, y - 0.6), width=1.3)


def _bars(spot: _Spot) -> None:
    for place in (-0.7, 0, 0.7):
        spot.line((place, -1), (place, 1), width=2.0)


def _rows(spot: _Spot) -> None:
    for place in (-0.7, 0, 0.7):
        spot.line((-1, place), (1, place), width=2.0)


def _tilde(spot: _Spot) -> None:
    spot.line(*((part / 8 - 1, -0.35 * sin(pi * part / 8)) for part in range(17)), width=2.0)


def _boxed_plus(spot: _Spot) -> None:
    spot.shape((-1, -1), (1, -1), (1, 1), (-1, 1), fill="none")
    spot.line((-0.6, 0), (0.6, 0), width=1.2)
    spot.line((0, -0.6), (0, 0.6), width=1.2)


_EVENTS: Mapping[EventKind, Sign] = {
    EventKind.MESSAGE: _envelope,
    EventKind.TIMER: _clock,
    EventKind.ERROR: _flash,
    EventKind.ESCALATION: _arrow_up,
    EventKind.SIGNAL: _triangle,
    EventKind.CONDITIONAL: _sheet,
    EventKind.LINK: _arrow,
    EventKind.COMPENSATION: _rewind,
    EventKind.CANCEL: _cross,
    EventKind.TERMINATE: _disc,
}

_TASKS: Mapping[NodeKind, Sign] = {
    NodeKind.USER_TASK: _person,
    NodeKind.MANUAL_TASK: _hand,
    NodeKind.SERVICE_TASK: _cog,
    NodeKind.SCRIPT_TASK: _sheet,
    NodeKind.BUSINESS_RULE_TASK: _table,
    NodeKind.SEND_TASK: _envelope,
    NodeKind.RECEIVE_TASK: _envelope,
}

_LOOPS: Mapping[LoopKind, Sign] = {
    LoopKind.STANDARD: _round_again,
    LoopKind.PARALLEL: _bars,
    LoopKind.SEQUENTIAL: _rows,
}
