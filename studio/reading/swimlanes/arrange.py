"""The whole picture: sub-processes from the inside out, then everything moved to where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from studio.model import Artifact, Bounds, Diagram, Node, Point
from studio.reading.swimlanes.canvas import Canvas, drawn
from studio.reading.swimlanes.extras import add_frames, add_missing_lines
from studio.reading.swimlanes.labels import place_labels
from studio.reading.swimlanes.lanes import plan
from studio.reading.swimlanes.scene import scene_of
from studio.reading.swimlanes.sizes import Size, artifact_size, header_length
from studio.reading.swimlanes.wiring import wired

__all__ = ["arranged"]

_ORIGIN: Point = (160.0, 80.0)
_PITCH = 160.0
_TITLE, _PAD = 26.0, 8.0
_APART = 60.0


def arranged(diagram: Diagram) -> Diagram:
    """The same diagram with a place for everything: whatever places it had are given up.

    Pools and lanes become horizontal. What a collapsed sub-process holds is laid out for a drawing
    surface of its own, below everything else. The same diagram is always arranged in the same way.
    """
    scopes = _scopes(diagram)
    canvases: dict[str | None, Canvas] = {}
    sizes: dict[str, Size] = {}
    lengths = {it.id: header_length(it) for it in (*diagram.pools, *diagram.lanes)}
    for scope in [*scopes, None]:
        canvas = _canvas(diagram, scope, sizes, lengths)
        canvases[scope] = canvas
        if scope is not None and not diagram.node(scope).collapsed:
            sizes[scope] = max(140.0, canvas.width + 2 * _PAD), max(80.0, canvas.height + _TITLE + _PAD)
    whole = _together(diagram, scopes, canvases)
    inhabited = {node.pool for node in diagram.nodes} | {lane.pool for lane in diagram.lanes}
    boxes = {pool.id for pool in diagram.pools} - inhabited
    open_ = frozenset(sizes) | {it.id for it in (*diagram.pools, *diagram.lanes) if it.id not in boxes}
    add_missing_lines(diagram, whole, open_)
    add_frames(diagram, whole)
    place_labels(diagram, whole, open_)
    return _placed(diagram, whole)


def _scopes(diagram: Diagram) -> list[str]:
    """The sub-processes with contents, inner ones first."""
    nodes = {node.id: node for node in diagram.nodes}
    depth: dict[str, int] = {}
    for node in diagram.nodes:
        path: list[str] = []
        id = node.parent
        while id in nodes and id not in path:
            path.append(id)
            id = nodes[id].parent
        for level, scope in enumerate(reversed(path)):
            depth.setdefault(scope, level)
    for artifact in diagram.artifacts:
        if artifact.parent in nodes:
            depth.setdefault(artifact.parent, 0)
    return sorted(depth, key=lambda scope: -depth[scope])


def _canvas(
    diagram: Diagram, scope: str | None, sizes: Mapping[str, Size], lengths: Mapping[str, float]
) -> Canvas:
    nodes = [node for node in diagram.nodes if _scope_of(diagram, node) == scope]
    artifacts = [artifact for artifact in diagram.artifacts if _scope_of(diagram, artifact) == scope]
    scene = scene_of(diagram, nodes, artifacts, sizes, _PITCH)
    strips, place = plan(diagram, [item.node for item in scene.items.values()], scope)
    canvas = drawn(scene, strips, wired(scene, strips, place), lengths)
    _put_loose(scene.loose, canvas)
    return canvas


def _scope_of(diagram: Diagram, element: Node | Artifact) -> str | None:
    return element.parent if isinstance(diagram.element(element.parent or ""), Node) else None


def _put_loose(artifacts: list[Artifact], canvas: Canvas) -> None:
    """What belongs to no node stands side by side at the foot."""
    x, y, row = 0.0, canvas.height + 20.0, 0.0
    for artifact in artifacts:
        width, height = artifact_size(artifact)
        if x and x + width > max(canvas.width, 600.0):
            x, y, row = 0.0, y + row + 20.0, 0.0
        canvas.bounds[artifact.id] = Bounds(x, y, width, height)
        row = max(row, height + 20.0)
        x += width + 60.0
    if artifacts:
        canvas.height = y + row
        canvas.width = max(canvas.width, *(canvas.bounds[artifact.id].right for artifact in artifacts))


def _together(diagram: Diagram, scopes: list[str], canvases: Mapping[str | None, Canvas]) -> Canvas:
    whole = Canvas()
    foot = _ORIGIN[1] + canvases[None].height + _APART
    _move(canvases[None], _ORIGIN, whole)
    for scope in reversed(scopes):
        canvas = canvases[scope]
        box = whole.bounds[scope]
        if diagram.node(scope).collapsed:
            _move(canvas, (_ORIGIN[0], foot), whole)
            foot += canvas.height + _APART
        else:
            spare = (box.width - canvas.width) / 2, (box.height - _TITLE - canvas.height - _PAD) / 2
            _move(canvas, (box.x + spare[0], box.y + _TITLE + spare[1]), whole)
    return whole


def _move(canvas: Canvas, by: Point, whole: Canvas) -> None:
    for source, target in ((canvas.bounds, whole.bounds), (canvas.labels, whole.labels)):
        for id, box in source.items():
            target[id] = Bounds(
                round(box.x + by[0]), round(box.y + by[1]), round(box.width), round(box.height)
            )
    for id, points in canvas.waypoints.items():
        whole.waypoints[id] = tuple((round(x + by[0]), round(y + by[1])) for x, y in points)


def _placed(diagram: Diagram, whole: Canvas) -> Diagram:
    laid = whole.laid_over(diagram)
    return replace(
        laid,
        pools=tuple(replace(it, horizontal=True) for it in laid.pools),
        lanes=tuple(replace(it, horizontal=True) for it in laid.lanes),
    )
