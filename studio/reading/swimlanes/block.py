"""Nodes that are placed as one: a step alone, or with what it holds and with the events on its border."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from studio.model import Bounds, Diagram, Element, Flow, Node, Point, Pool
from studio.reading.swimlanes.arrange import arranged

__all__ = ["Block", "around", "block_of", "moved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What its parts look like among themselves; ``box`` is the room that the outer ones take."""

    roots: tuple[Node, ...]
    nodes: frozenset[str]
    bounds: Mapping[str, Bounds]
    labels: Mapping[str, Bounds]
    waypoints: Mapping[str, tuple[Point, ...]]
    box: Bounds

    @property
    def root(self) -> Node:
        return self.roots[0]


def block_of(diagram: Diagram, roots: Sequence[Node], *, pool: Element | None = None) -> Block:
    """The nodes of one scope with all that they hold; as a whole process also with its pool and lanes."""
    parts = {node.id: node for node in _parts(diagram, roots)}
    process = roots[0].process
    is_whole = len(roots) > 1 and roots[0].parent is None
    lanes = [it for it in diagram.lanes if it.process == process and it.bounds is None] if is_whole else []
    pools = (pool,) if is_whole and isinstance(pool, Pool) and pool.bounds is None else ()
    known = {it.id for it in (*lanes, *pools)}

    def alone(node: Node) -> Node:
        return replace(
            node,
            lane=node.lane if node.lane in known else None,
            pool=node.pool if node.pool in known else None,
            parent=node.parent if node.parent in parts else None,
            attached_to=node.attached_to if node.attached_to in parts else None,
        )

    drawn = arranged(
        replace(
            diagram,
            processes=tuple(it for it in diagram.processes if it.id == process),
            pools=pools,
            lanes=tuple(lanes),
            nodes=tuple(alone(node) for node in parts.values()),
            flows=tuple(it for it in diagram.flows if it.source in parts and it.target in parts),
            messages=(),
            artifacts=(),
            associations=(),
        )
    )
    bounds = {it.id: it.bounds for it in drawn.elements() if it.bounds is not None}
    labelled: tuple[Node | Flow, ...] = (*drawn.nodes, *drawn.flows)
    labels = {it.id: it.label_bounds for it in labelled if it.label_bounds is not None}
    outer = {node.id for node in drawn.nodes if node.parent is None} | known
    return Block(
        roots=tuple(roots),
        nodes=frozenset(parts),
        bounds=bounds,
        labels=labels,
        waypoints={flow.id: flow.waypoints for flow in drawn.flows if flow.waypoints},
        box=around([box for id, box in (*bounds.items(), *labels.items()) if id in outer]),
    )


def around(boxes: Sequence[Bounds]) -> Bounds:
    """The rectangle around others."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Bounds(left, top, right - left, bottom - top)


def moved(box: Bounds, by: Point) -> Bounds:
    return Bounds(box.x + by[0], box.y + by[1], box.width, box.height)


def _parts(diagram: Diagram, roots: Sequence[Node]) -> Iterator[Node]:
    """The nodes with all that they hold and what stands on their borders, as far as it is not drawn yet."""
    waiting = list(reversed(roots))
    seen: set[str] = set()
    while waiting:
        node = waiting.pop()
        if node.id not in seen and node.bounds is None:
            seen.add(node.id)
            yield node
            waiting += [*reversed(diagram.children(node.id)), *reversed(diagram.boundary(node.id))]
