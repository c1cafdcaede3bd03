"""What a drawing lacks drawn in: beside its neighbours, in its own lane, while all else stays where it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from studio.model import Bounds, Diagram, Flow, Node
from studio.reading.swimlanes.arrange import arranged
from studio.reading.swimlanes.block import Block, around, block_of
from studio.reading.swimlanes.canvas import Canvas
from studio.reading.swimlanes.extras import add_missing_lines
from studio.reading.swimlanes.spots import Spots

__all__ = ["drawn_in"]

_TITLE, _PAD = 40.0, 20.0


def drawn_in(diagram: Diagram, missing: Collection[str] | None = None) -> Diagram:
    """The diagram with a place for each node that has none, or for those of ``missing``, and their flows.

    A node comes to stand between the nodes before and after it, a boundary event on the border of its
    host, in the lane that it belongs to. What is drawn already stays, or moves aside where a lane or a
    sub-process has no room left. A process of which nothing is drawn is laid out below all that is. Without
    any drawing the whole diagram is arranged.
    """
    if not any(node.bounds for node in diagram.nodes):
        return arranged(diagram)
    diagram = _framed(diagram)
    wanted = _whole(diagram, missing)
    if not wanted:
        return diagram
    spots = Spots(diagram)
    placed: set[str] = set()
    for block in _blocks(diagram, wanted):
        spots.put(block)
        placed |= block.nodes
    canvas = spots.canvas
    for line in (*diagram.flows, *diagram.messages):
        if not placed.isdisjoint((line.source, line.target)):
            canvas.waypoints.pop(line.id, None)
            canvas.labels.pop(line.id, None)
    _lead(diagram, canvas, spots, placed)
    return canvas.laid_over(diagram)


def _framed(diagram: Diagram) -> Diagram:
    """With a frame for each open sub-process that has none itself, but something drawn inside."""
    for node in sorted(diagram.nodes, key=lambda it: -_depth(diagram, it)):
        inner = [it.bounds for it in diagram.children(node.id) if it.bounds is not None]
        if inner and node.bounds is None and not node.collapsed:
            box = around(inner)
            frame = Bounds(box.x - _PAD, box.y - _TITLE, box.width + 2 * _PAD, box.height + _TITLE + _PAD)
            nodes = (replace(it, bounds=frame) if it.id == node.id else it for it in diagram.nodes)
            diagram = replace(diagram, nodes=tuple(nodes))
    return diagram


def _depth(diagram: Diagram, node: Node) -> int:
    """In how many sub-processes the node stands."""
    found: set[str] = set()
    while node.parent is not None and node.parent not in found:
        found.add(node.parent)
        node = diagram.node(node.parent)
    return len(found)


def _whole(diagram: Diagram, missing: Collection[str] | None) -> set[str]:
    """The nodes to be placed: with a node all without which it cannot be, and all that it consists of."""
    nowhere = {node.id: node for node in diagram.nodes if node.bounds is None}
    wanted = set(nowhere) if missing is None else set(missing) & set(nowhere)
    waiting = list(wanted)
    while waiting:
        node = nowhere[waiting.pop()]
        belonging = [node.parent, node.attached_to]
        belonging += [one.id for one in (*diagram.children(node.id), *diagram.boundary(node.id))]
        for id in belonging:
            if id in nowhere and id not in wanted:
                wanted.add(id)
                waiting.append(id)
    return wanted


def _blocks(diagram: Diagram, wanted: set[str]) -> Iterator[Block]:
    """What is placed together, from the start of each process on."""
    scopes: dict[str, list[Node]] = {}
    for node in diagram.nodes:
        if node.id in wanted and node.parent not in wanted:
            scopes.setdefault(node.parent or node.process, []).append(node)
    for scope, nodes in scopes.items():
        siblings = [it for it in diagram.children(nodes[0].parent) if (it.parent or it.process) == scope]
        if not any(node.bounds for node in siblings) and not _has_room(diagram, nodes[0]):
            yield block_of(diagram, siblings, pool=diagram.element(nodes[0].pool or ""))
            continue
        left = {node.id: node for node in nodes if node.attached_to not in wanted}
        known = {node.id for node in siblings if node.id not in left}
        while left:
            node = max(left.values(), key=lambda it: _met(diagram, it, known))  # the first of equal ones
            yield block_of(diagram, [node])
            known.add(node.id)
            del left[node.id]


def _has_room(diagram: Diagram, node: Node) -> bool:
    """Whether something is drawn around a node: its lane, its pool or its sub-process, open."""
    around = [node.parent] if node.parent is not None else [node.lane, node.pool]
    drawn = (it for id in around if (it := diagram.element(id or "")) is not None and it.bounds is not None)
    return any(not getattr(it, "collapsed", False) for it in drawn)


def _met(diagram: Diagram, node: Node, known: set[str]) -> tuple[bool, int]:
    """How well a node is connected with what has a place, ways in before ways out."""
    before = sum(flow.source in known for flow in diagram.incoming(node.id))
    after = sum(flow.target in known for flow in diagram.outgoing(node.id))
    return before > 0 or node.attached_to in known, before + after


def _lead(diagram: Diagram, canvas: Canvas, spots: Spots, placed: set[str]) -> None:
    """Draws the lines to and from what was placed; other lines that are not drawn stay so."""

    def ours(line: Flow) -> bool:
        return not placed.isdisjoint((line.source, line.target))

    some = replace(
        diagram,
        flows=tuple(flow for flow in diagram.flows if flow.id in canvas.waypoints or ours(flow)),
        messages=tuple(flow for flow in diagram.messages if flow.id in canvas.waypoints or ours(flow)),
        associations=tuple(it for it in diagram.associations if it.id in canvas.waypoints),
    )
    add_missing_lines(some, canvas, spots.frames)
