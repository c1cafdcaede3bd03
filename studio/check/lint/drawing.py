"""Rules about the picture: what has no place in it, and what covers something else."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator

from studio.check.lint.finding import Finding
from studio.model import ArtifactKind, Association, Bounds, Diagram, Element, Flow, Node
from studio.wording.names import called

__all__ = ["overlapping", "without_place"]

_NEVER_DRAWN = frozenset({ArtifactKind.DATA_INPUT, ArtifactKind.DATA_OUTPUT})
_TAKING_SPACE = frozenset({ArtifactKind.DATA_OBJECT, ArtifactKind.DATA_STORE})


def without_place(diagram: Diagram) -> Iterator[Finding]:
    """no-bpmndi: elements of which the file does not say where they are drawn.

    Of a line between elements without a place it is not said again.
    """
    drawn: list[Element] = [*diagram.pools, *diagram.lanes, *diagram.nodes]
    drawn += [artifact for artifact in diagram.artifacts if artifact.kind not in _NEVER_DRAWN]
    nowhere = [element.id for element in drawn if element.bounds is None]
    yield from (Finding("lint.no-bpmndi", id) for id in nowhere)
    absent = set(nowhere)
    lines: list[Flow | Association] = [*diagram.flows, *diagram.messages]
    lines += [link for link in diagram.associations if not link.data]
    for line in lines:
        if line.bounds is None and absent.isdisjoint({line.source, line.target}):
            yield Finding("lint.no-bpmndi", line.id)


def overlapping(diagram: Diagram) -> Iterator[Finding]:
    """no-overlapping-elements: elements that cover one another, or stand outside of what holds them."""
    yield from _covering(diagram, diagram.pools)
    for group in _neighbours(diagram):
        yield from _covering(diagram, group)
    for node in diagram.nodes:
        around = _frame(diagram, node)
        if around is not None and node.bounds is not None and not _holds(around, node.bounds):
            yield Finding("lint.no-overlapping-elements.outside", node.id)


def _neighbours(diagram: Diagram) -> Iterable[list[Element]]:
    """What stands on one level of one process; boundary events sit on their activity on purpose."""
    found: dict[str, list[Element]] = {}
    for node in diagram.nodes:
        if node.attached_to is None:
            found.setdefault(node.parent or node.process, []).append(node)
    alone = diagram.processes[0].id if len(diagram.processes) == 1 else None
    for artifact in diagram.artifacts:
        scope = artifact.parent or alone
        if artifact.kind in _TAKING_SPACE and scope is not None:
            found.setdefault(scope, []).append(artifact)
    return found.values()


def _frame(diagram: Diagram, node: Node) -> Bounds | None:
    """The shape in which a node should stand: its open sub-process, else its pool."""
    if node.parent is not None:
        holder = diagram.node(node.parent)
        return None if holder.collapsed else holder.bounds
    pool = diagram.element(node.pool) if node.pool is not None else None
    return pool.bounds if pool is not None else None


def _holds(around: Bounds, inner: Bounds) -> bool:
    return (
        around.x <= inner.x
        and around.y <= inner.y
        and inner.right <= around.right
        and inner.bottom <= around.bottom
    )


def _covering(diagram: Diagram, elements: Iterable[Element]) -> Iterator[Finding]:
    """The elements that cover one that is looked at before them, from left to right.

    Those looked at and found to cover none are all apart, so that of those which the sweep line crosses
    only the nearest above and below matter.
    """
    solid = [
        (it.bounds, it)
        for it in elements
        if it.bounds is not None and min(it.bounds.width, it.bounds.height) > 0
    ]
    order = sorted(range(len(solid)), key=lambda number: solid[number][0].x)
    leaving = sorted(order, key=lambda number: solid[number][0].right)
    crossed: list[tuple[float, int]] = []
    gone = 0
    kept: set[int] = set()
    for number in order:
        bounds, element = solid[number]
        while gone < len(leaving) and solid[leaving[gone]][0].right <= bounds.x:
            if leaving[gone] in kept:
                left = (solid[leaving[gone]][0].y, leaving[gone])
                del crossed[bisect_left(crossed, left)]
            gone += 1
        place = bisect_left(crossed, (bounds.y, number))
        above, below = crossed[max(0, place - 1) : place], crossed[place : place + 1]
        hit = [it for _, it in above if solid[it][0].bottom > bounds.y]
        hit += [it for y, it in below if y < bounds.bottom]
        if hit:
            other = called(diagram, solid[hit[0]][1].id)
            yield Finding("lint.no-overlapping-elements", element.id, {"other": other})
        else:
            kept.add(number)
            insort(crossed, (bounds.y, number))
