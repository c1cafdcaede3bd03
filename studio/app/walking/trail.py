"""The way that a case took: which flows its tokens followed, and what the diagram shows of them."""

from __future__ import annotations

from studio.app.diagram.tokens import Move, Tokens
from studio.execution import Outcome, Record, Walk
from studio.model import Diagram, Flow, Node, NodeKind

__all__ = ["taken", "tokens_of"]

_ALL_WAYS = frozenset({NodeKind.PARALLEL_GATEWAY})


def taken(record: Record, diagram: Diagram) -> tuple[Flow, ...]:
    """The flows that tokens took when a visit ended."""
    node = diagram.element(record.element)
    if record.outcome is not Outcome.FINISHED or not isinstance(node, Node):
        return ()
    ways = diagram.outgoing(node.id)
    if record.decided:
        return tuple(flow for flow in ways if flow.id in record.decided)
    if len(ways) < 2 or node.kind in _ALL_WAYS:
        return ways
    if node.kind.is_gateway or any(flow.condition or node.default == flow.id for flow in ways):
        return ()  # the choice among them has a record of its own
    return ways


def tokens_of(walk: Walk, case: str) -> Tokens:
    """What the diagram shows of a walk: tokens, the trail so far, what is on offer, and the last moves."""
    diagram = walk.diagram
    flows = {flow.id for record in walk.history for flow in taken(record, diagram)}
    visited = {record.element for record in walk.history if record.outcome is Outcome.FINISHED}
    return Tokens(
        case=case,
        at=dict(walk.marking),
        visited=tuple(sorted(visited | flows)),
        offered=tuple(dict.fromkeys(offer.element for offer in walk.offers)),
        moves=moves(walk),
        step=len(walk.actions),
    )


def moves(walk: Walk) -> tuple[Move, ...]:
    """The flows that the last action sent tokens along, each with its place in the sequence, from 0."""
    last = max((record.action for record in walk.history), default=0)
    if last != len(walk.actions):
        return ()
    reached: dict[str, int] = {}
    found = []
    for record in walk.history:
        if record.action != last:
            continue
        for flow in taken(record, walk.diagram):
            place = reached.get(record.element, 0)
            found.append(Move(flow=flow.id, place=place))
            reached[flow.target] = max(reached.get(flow.target, 0), place + 1)
    return tuple(found)
