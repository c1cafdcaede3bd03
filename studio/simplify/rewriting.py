"""Rewriting a diagram by one small change; what is not concerned stays as it is, the drawing included."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from studio.model import Bounds, Diagram, Flow, Label, Node, NodeKind, Point

__all__ = ["merged", "without_gateway"]


def without_gateway(diagram: Diagram, gateway: str) -> Diagram:
    """The diagram without a gateway that has one way in and one way out: the way in leads on.

    The flow that came in stays, with its name, condition and id, so that whoever chooses it goes on
    choosing it.
    """
    (into,), (out,) = diagram.incoming(gateway), diagram.outgoing(gateway)
    node = diagram.node(gateway)
    longer = _led(replace(into, target=out.target), _through(node.bounds, into, out))
    return replace(
        diagram,
        nodes=tuple(each for each in diagram.nodes if each.id != gateway),
        flows=tuple(longer if flow.id == into.id else flow for flow in diagram.flows if flow.id != out.id),
        associations=tuple(
            each for each in diagram.associations if gateway not in (each.source, each.target)
        ),
    )


def merged(diagram: Diagram, first: str, second: str) -> Diagram:
    """The diagram with two consecutive steps as one, which keeps the first one's id and place.

    Its name is both names. Whatever led to or from the second now leads to or from it.
    """
    one, two = diagram.node(first), diagram.node(second)
    between = next(flow for flow in diagram.outgoing(first) if flow.target == second)
    beside = one.bounds is not None and two.bounds is not None and _beside(one.bounds, two.bounds)
    both = replace(
        one,
        kind=one.kind if one.kind is two.kind else NodeKind.TASK,
        name=_joined(one.name, two.name),
        labels=tuple(
            Label(language=label.language, text=_joined(label.text, two.label(label.language)))
            for label in one.labels
        ),
        documentation="\n\n".join(filter(None, (one.documentation, two.documentation))),
        bounds=_around(one.bounds, two.bounds) if beside else one.bounds,
        default=two.default,
        properties=_properties(one, two),
    )

    def moved(flow: Flow) -> Flow:
        if flow.source != second:
            return flow
        way = flow.waypoints if beside else _through(two.bounds, between, flow)
        return _led(replace(flow, source=first), way)

    def renamed(id: str) -> str:
        return first if id == second else id

    return replace(
        diagram,
        nodes=tuple(_without(diagram.nodes, second, lambda node: both if node.id == first else node)),
        flows=tuple(moved(flow) for flow in diagram.flows if flow.id != between.id),
        messages=tuple(
            replace(each, source=renamed(each.source), target=renamed(each.target))
            for each in diagram.messages
        ),
        associations=tuple(
            replace(each, source=renamed(each.source), target=renamed(each.target))
            for each in diagram.associations
        ),
    )


def _led(flow: Flow, points: tuple[Point, ...]) -> Flow:
    """The flow drawn through these points."""
    box = None
    if points:
        across, down = zip(*points, strict=True)
        left, top = min(across), min(down)
        box = Bounds(left, top, max(across) - left, max(down) - top)
    return replace(flow, waypoints=points, bounds=box)


def _without(nodes: Iterable[Node], id: str, change: Callable[[Node], Node]) -> Iterable[Node]:
    return (change(node) for node in nodes if node.id != id)


def _joined(one: str, other: str) -> str:
    return " + ".join(filter(None, (" ".join(one.split()), " ".join(other.split()))))


def _properties(one: Node, two: Node) -> tuple[tuple[str, str], ...]:
    """The properties of both; where both have one, both texts, except what is the same."""
    found = dict(one.properties)
    for name, value in two.properties:
        if name not in found:
            found[name] = value
        elif found[name] != value:
            found[name] = f"{found[name]} + {value}"
    return tuple(found.items())


def _beside(one: Bounds, two: Bounds) -> bool:
    """Whether the second stands right of the first in the same row, near enough to be one shape."""
    return abs(one.y - two.y) < 1 and abs(one.height - two.height) < 1 and 0 < two.x - one.x < 3 * one.width


def _around(one: Bounds | None, two: Bounds | None) -> Bounds | None:
    if one is None or two is None:
        return one
    return replace(one, width=two.x + two.width - one.x)


def _through(bounds: Bounds | None, into: Flow, out: Flow) -> tuple[Point, ...]:
    """The way in and the way out as one, by the middle of what stood between them."""
    if bounds is None or not into.waypoints or not out.waypoints:
        return ()
    return _straightened((*into.waypoints, bounds.center, *out.waypoints))


def _straightened(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The points without those at which the line does not bend."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        while len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _in_line(a: Point, b: Point, c: Point) -> bool:
    """Whether the way from a by b to c goes straight on, level or upright."""
    return any(
        abs(a[across] - b[across]) < 0.5
        and abs(b[across] - c[across]) < 0.5
        and (b[along] - a[along]) * (c[along] - b[along]) >= 0
        for along, across in ((0, 1), (1, 0))
    )
