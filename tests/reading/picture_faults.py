"""What is wrong with a picture: missing places, shapes on shapes, lines through shapes, texts on shapes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from studio.model import (
    Artifact,
    ArtifactKind,
    Association,
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

Line = Flow | Association


def bare(diagram: Diagram) -> Diagram:
    """The diagram without any place."""
    return replace(
        diagram,
        pools=tuple(replace(it, bounds=None) for it in diagram.pools),
        lanes=tuple(replace(it, bounds=None) for it in diagram.lanes),
        nodes=tuple(replace(it, bounds=None, label_bounds=None) for it in diagram.nodes),
        flows=tuple(replace(it, waypoints=(), label_bounds=None) for it in diagram.flows),
        messages=tuple(replace(it, waypoints=(), label_bounds=None) for it in diagram.messages),
        artifacts=tuple(replace(it, bounds=None) for it in diagram.artifacts),
        associations=tuple(replace(it, waypoints=()) for it in diagram.associations),
    )


def faults(diagram: Diagram) -> list[str]:
    """All faults of a picture, each as one line; none in a good one."""
    found = list(_missing(diagram))
    if not found:
        found = [
            *_overlapping(diagram),
            *_outside(diagram),
            *_crooked(diagram),
            *_crossed(diagram),
            *_texts_on_shapes(diagram),
        ]
    return found


def lines(diagram: Diagram) -> tuple[Line, ...]:
    return (*diagram.flows, *diagram.messages, *diagram.associations)


def overlap(one: Bounds, other: Bounds, by: float = 0.5) -> bool:
    """Whether two rectangles share more than a border."""
    return (
        one.x + by < other.right
        and other.x + by < one.right
        and one.y + by < other.bottom
        and other.y + by < one.bottom
    )


def within(inner: Bounds, outer: Bounds) -> bool:
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )


def bends(diagram: Diagram) -> int:
    """How often sequence flows turn."""
    return sum(max(0, len(flow.waypoints) - 2) for flow in diagram.flows)


def crossings(diagram: Diagram) -> int:
    """How often sequence flows cross each other, those of one source or one target aside."""
    level, upright = [], []
    for flow in diagram.flows:
        for one, other in pairwise(flow.waypoints):
            (level if one[1] == other[1] else upright).append((flow, *sorted((one, other))))
    return sum(
        left[0] < top[0] < right[0] and top[1] < left[1] < bottom[1]
        for flow, left, right in level
        for other, top, bottom in upright
        if flow.source != other.source and flow.target != other.target
    )


def passes(one: Point, other: Point, box: Bounds, by: float = 3.0) -> bool:
    """Whether a straight piece comes into the rectangle deeper than ``by``."""
    steps = 1 if one[0] == other[0] or one[1] == other[1] else 50
    points = [
        (one[0] + (other[0] - one[0]) * step / steps, one[1] + (other[1] - one[1]) * step / steps)
        for step in range(steps + 1)
    ]
    return any(
        min(a[0], b[0]) < box.right - by
        and max(a[0], b[0]) > box.x + by
        and min(a[1], b[1]) < box.bottom - by
        and max(a[1], b[1]) > box.y + by
        for a, b in pairwise(points)
    )


def _missing(diagram: Diagram) -> Iterator[str]:
    for element in (*diagram.pools, *diagram.lanes, *diagram.nodes, *diagram.artifacts):
        if element.bounds is None:
            yield f"{element.id} has no place"
    for line in lines(diagram):
        if len(line.waypoints) < 2:
            yield f"{line.id} has no way"


def _place(element: Element) -> Bounds:
    assert element.bounds is not None
    return element.bounds


def _shapes(diagram: Diagram) -> list[Node | Artifact]:
    artifacts = (it for it in diagram.artifacts if it.kind is not ArtifactKind.GROUP)
    return sorted((*diagram.nodes, *artifacts), key=lambda it: _place(it).x)


def _holders(diagram: Diagram, id: str) -> set[str]:
    """The element, the sub-processes around it, and for a boundary event its activity."""
    found = {id}
    element = diagram.element(id)
    if isinstance(element, Node) and element.attached_to is not None:
        found.add(element.attached_to)
    while isinstance(element, Node | Artifact) and element.parent is not None and element.parent not in found:
        found.add(element.parent)
        element = diagram.element(element.parent)
    return found


def _overlapping(diagram: Diagram) -> Iterator[str]:
    shapes = _shapes(diagram)
    holders = {shape.id: _holders(diagram, shape.id) for shape in shapes}
    for number, one in enumerate(shapes):
        for other in shapes[number + 1 :]:
            if _place(other).x >= _place(one).right:
                break
            related = one.id in holders[other.id] or other.id in holders[one.id]
            if not related and overlap(_place(one), _place(other)):
                yield f"{one.id} stands on {other.id}"
    for number, pool in enumerate(diagram.pools):
        for after in diagram.pools[number + 1 :]:
            if overlap(_place(pool), _place(after)):
                yield f"pool {pool.id} lies on pool {after.id}"


def _outside(diagram: Diagram) -> Iterator[str]:
    for element in (*diagram.nodes, *diagram.lanes):
        holders = [element.pool, element.parent, element.lane if isinstance(element, Node) else None]
        if any(it.collapsed for it in _around(diagram, element)):
            continue
        for id in holders:
            holder = diagram.element(id or "")
            if isinstance(holder, Pool | Lane | Node) and not within(_place(element), _place(holder)):
                yield f"{element.id} is not within {id}"


def _around(diagram: Diagram, element: Element) -> list[Node]:
    holders = (diagram.element(id) for id in _holders(diagram, element.id) - {element.id})
    return [holder for holder in holders if isinstance(holder, Node)]


def _crooked(diagram: Diagram) -> Iterator[str]:
    for line in (*diagram.flows, *diagram.messages):
        if any(one[0] != other[0] and one[1] != other[1] for one, other in pairwise(line.waypoints)):
            yield f"{line.id} is neither level nor upright"


def _crossed(diagram: Diagram) -> Iterator[str]:
    shapes = _shapes(diagram)
    for line in lines(diagram):
        ends = {line.source, line.target}
        passed = (_holders(diagram, line.source) | _holders(diagram, line.target)) - ends
        left, right = min(x for x, _ in line.waypoints), max(x for x, _ in line.waypoints)
        for shape in shapes:
            box = _place(shape)
            if shape.id in passed or box.x > right or box.right < left:
                continue
            if shape.id in ends and _holds_other_end(diagram, shape.id, line):
                continue
            if any(passes(one, other, box) for one, other in pairwise(line.waypoints)):
                yield f"{line.id} passes {shape.id}"


def _holds_other_end(diagram: Diagram, id: str, line: Line) -> bool:
    """Whether the line leads from a sub-process to something inside it, or to a boundary event on it."""
    other = line.target if line.source == id else line.source
    return other != id and id in _holders(diagram, other)


def _texts_on_shapes(diagram: Diagram) -> Iterator[str]:
    shapes = _shapes(diagram)
    for element in (*diagram.nodes, *diagram.flows, *diagram.messages):
        if element.label_bounds is None:
            continue
        ends = (element.source, element.target) if isinstance(element, Flow) else (element.id,)
        own = {id for end in ends for id in _holders(diagram, end)} - set(ends)
        for shape in shapes:
            if _place(shape).x > element.label_bounds.right:
                break
            if shape.id not in own and overlap(element.label_bounds, _place(shape), 1.0):
                yield f"the text of {element.id} stands on {shape.id}"


STANDARD_SIZES = {
    NodeKind.TASK: (100, 80),
    NodeKind.EXCLUSIVE_GATEWAY: (50, 50),
    NodeKind.START_EVENT: (36, 36),
    NodeKind.END_EVENT: (36, 36),
}
