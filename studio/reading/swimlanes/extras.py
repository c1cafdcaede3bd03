"""What is drawn last: lines to notes beside a shape, lines into sub-processes, and frames."""

from __future__ import annotations

from studio.model import Artifact, ArtifactKind, Association, Bounds, Diagram, Flow, Node, Point, Pool
from studio.reading.swimlanes.canvas import Canvas
from studio.reading.swimlanes.detours import detour
from studio.reading.swimlanes.places import Places, piece
from studio.reading.swimlanes.sizes import artifact_size

__all__ = ["add_frames", "add_missing_lines"]

_FRAME = 18.0
_NEAR = 140.0


def add_missing_lines(diagram: Diagram, canvas: Canvas, open_: frozenset[str]) -> None:
    """Leads every line that has no way yet; ``open_`` are the containers that lines may pass into."""
    shapes, lines = Places(), Places()
    for id, box in canvas.bounds.items():
        if isinstance(diagram.element(id), Node) or id not in open_:
            shapes.add(id, box)
    for id, points in canvas.waypoints.items():
        lines.add_line(id, points)
    for id, box in canvas.labels.items():
        lines.add(id, box)
    flows = {flow.id for flow in diagram.flows}
    every: tuple[Flow | Association, ...] = (*diagram.flows, *diagram.messages, *diagram.associations)
    for line in every:
        if line.id in canvas.waypoints:
            continue
        source, target = _place(canvas, line.source), _place(canvas, line.target)
        if source is None or target is None:
            continue
        direct = _direct(diagram, line.source, line.target, source, target)
        if direct is not None and _is_blocked(direct, shapes, {line.source, line.target}):
            direct = None
        if direct is None:
            direct = detour(
                source,
                target,
                shapes,
                lines,
                passed=_around(diagram, line.source) | _around(diagram, line.target),
                source_sides=_sides(diagram, line.source, is_flow=line.id in flows, leaves=True),
                target_sides=_sides(diagram, line.target, is_flow=line.id in flows, leaves=False),
            )
        canvas.waypoints[line.id] = direct
        lines.add_line(line.id, direct)


def _place(canvas: Canvas, id: str) -> Bounds | None:
    """The rectangle of a line's end; where a line ends at a line, its middle."""
    if id in canvas.bounds:
        return canvas.bounds[id]
    points = canvas.waypoints.get(id)
    if points is None:
        return None
    one, other = points[(len(points) - 1) // 2], points[(len(points) - 1) // 2 + 1]
    return Bounds((one[0] + other[0]) / 2, (one[1] + other[1]) / 2, 0.0, 0.0)


def _around(diagram: Diagram, id: str) -> frozenset[str]:
    """The sub-processes that a line from or to an element has to pass into."""
    found: set[str] = set()
    element = diagram.element(id)
    while isinstance(element, Node | Artifact) and element.parent is not None and element.parent not in found:
        found.add(element.parent)
        element = diagram.element(element.parent)
    return frozenset(found)


def _sides(diagram: Diagram, id: str, *, is_flow: bool, leaves: bool) -> tuple[str, ...]:
    """The sides by which a line may leave or enter, the best first."""
    element = diagram.element(id)
    if isinstance(element, Node) and element.attached_to is not None:
        return ("down",)
    if is_flow:
        return ("right", "down", "up", "left") if leaves else ("left", "up", "down", "right")
    return ("up", "down") if isinstance(element, Node | Pool) else ("up", "down", "right", "left")


def _is_blocked(points: tuple[Point, ...], shapes: Places, ends: set[str]) -> bool:
    """Whether something stands between the ends of a straight line."""
    return any(id not in ends for id, _ in shapes.near(piece(*points)))


def _direct(
    diagram: Diagram, source: str, target: str, one: Bounds, other: Bounds
) -> tuple[Point, ...] | None:
    """A straight line where one end is an artifact that stands right above or below the other end."""
    if not any(isinstance(diagram.element(id), Artifact) for id in (source, target)):
        return None
    gap = max(one.y - other.bottom, other.y - one.bottom)
    if not 0 <= gap <= _NEAR or one.x > other.right + _NEAR or other.x > one.right + _NEAR:
        return None
    left, right = max(one.x, other.x), min(one.right, other.right)
    narrow = one if one.width < other.width else other
    middle = narrow.center[0]
    if not left <= middle <= right:
        middle = (left + right) / 2
    xs = (middle, middle) if left < right else (one.center[0], other.center[0])
    upper_first = one.bottom <= other.y
    return (xs[0], one.bottom if upper_first else one.y), (xs[1], other.y if upper_first else other.bottom)


def add_frames(diagram: Diagram, canvas: Canvas) -> None:
    """Groups: around what they framed where the diagram had places, else empty at the foot."""
    foot = max((box.bottom for box in canvas.bounds.values()), default=0.0) + 40.0
    x = min((box.x for box in canvas.bounds.values()), default=0.0)
    for group in diagram.artifacts:
        if group.kind is not ArtifactKind.GROUP:
            continue
        old = group.bounds
        framed = [
            canvas.bounds[element.id]
            for element in (*diagram.nodes, *diagram.artifacts)
            if old is not None
            and element.bounds is not None
            and element.id in canvas.bounds
            and old.contains(element.bounds.center)
        ]
        if framed:
            left, top = min(box.x for box in framed) - _FRAME, min(box.y for box in framed) - _FRAME
            right, bottom = max(box.right for box in framed), max(box.bottom for box in framed)
            canvas.bounds[group.id] = Bounds(left, top, right - left + _FRAME, bottom - top + _FRAME)
        else:
            size = artifact_size(group)
            canvas.bounds[group.id] = Bounds(x, foot, *size)
            x += size[0] + 40.0
