"""Rules about where ways part and meet."""

from __future__ import annotations

from collections.abc import Iterator

from studio.check.lint.finding import Finding
from studio.model import Diagram, Flow, Node, NodeKind
from studio.model.graph import back_flows

__all__ = [
    "chains",
    "complex_gateways",
    "event_gateways",
    "fake_joins",
    "implicit_splits",
    "inclusive_gateways",
    "mixed_gateways",
    "superfluous_gateways",
    "unconditional_branches",
]

_DECIDING = frozenset({NodeKind.EXCLUSIVE_GATEWAY, NodeKind.INCLUSIVE_GATEWAY})
_CHAINING = frozenset({NodeKind.EXCLUSIVE_GATEWAY, NodeKind.PARALLEL_GATEWAY, NodeKind.INCLUSIVE_GATEWAY})


def unconditional_branches(diagram: Diagram) -> Iterator[Finding]:
    """conditional-flows: branches of a decision that do not say when they are taken.

    A name says it to people as a condition does to machines; the default flow needs neither.
    """
    for node in diagram.nodes:
        branches = diagram.outgoing(node.id)
        if not _decides(node, branches):
            continue
        silent = [flow for flow in branches if not (flow.condition or flow.name or flow.id == node.default)]
        if silent:
            told = {"number": str(len(silent)), "branches": str(len(branches))}
            yield Finding("lint.conditional-flows", node.id, told)


def _decides(node: Node, branches: tuple[Flow, ...]) -> bool:
    return (
        node.default is not None
        or (node.kind in _DECIDING and len(branches) > 1)
        or any(flow.condition for flow in branches)
    )


def event_gateways(diagram: Diagram) -> Iterator[Finding]:
    """event-based-gateway: one that has nothing to choose from, or a condition where an event decides."""
    for node in diagram.nodes:
        if node.kind is NodeKind.EVENT_GATEWAY:
            branches = diagram.outgoing(node.id)
            if len(branches) < 2:
                yield Finding("lint.event-based-gateway", node.id)
            for flow in branches:
                if flow.condition:
                    yield Finding("lint.event-based-gateway.condition", flow.id)


def fake_joins(diagram: Diagram) -> Iterator[Finding]:
    """fake-join: an activity or event at which flows meet, which makes none of them wait."""
    for node in diagram.nodes:
        if not node.kind.is_gateway and (number := len(diagram.incoming(node.id))) > 1:
            yield Finding("lint.fake-join", node.id, {"number": str(number)})


def implicit_splits(diagram: Diagram) -> Iterator[Finding]:
    """no-implicit-split: an activity or event after which several ways are taken at the same time."""
    for node in diagram.nodes:
        if node.kind.is_gateway:
            continue
        free = [flow for flow in diagram.outgoing(node.id) if not flow.condition and flow.id != node.default]
        if len(free) > 1:
            yield Finding("lint.no-implicit-split", node.id, {"number": str(len(free))})


def complex_gateways(diagram: Diagram) -> Iterator[Finding]:
    """no-complex-gateway."""
    for node in diagram.nodes:
        if node.kind is NodeKind.COMPLEX_GATEWAY:
            yield Finding("lint.no-complex-gateway", node.id)


def inclusive_gateways(diagram: Diagram) -> Iterator[Finding]:
    """no-inclusive-gateway."""
    for node in diagram.nodes:
        if node.kind is NodeKind.INCLUSIVE_GATEWAY:
            yield Finding("lint.no-inclusive-gateway", node.id)


def mixed_gateways(diagram: Diagram) -> Iterator[Finding]:
    """no-gateway-join-fork: a gateway at which ways meet and part."""
    for node in diagram.nodes:
        if node.kind.is_gateway and len(diagram.incoming(node.id)) > 1 and len(diagram.outgoing(node.id)) > 1:
            yield Finding("lint.no-gateway-join-fork", node.id)


def superfluous_gateways(diagram: Diagram) -> Iterator[Finding]:
    """superfluous-gateway: one way in and one way out."""
    for node in diagram.nodes:
        if node.kind.is_gateway and len(diagram.incoming(node.id)) == len(diagram.outgoing(node.id)) == 1:
            yield Finding("lint.superfluous-gateway", node.id)


def chains(diagram: Diagram) -> Iterator[Finding]:
    """gateway-chain: a gateway that continues the one before it, so that one would do.

    Joins after a join, and splits after a split of one lane. Not a decision that asks a question of its own,
    nor a join at which a loop begins again.
    """
    pairs = [
        (flow, after)
        for node in diagram.nodes
        for flow in (diagram.outgoing(node.id) if node.kind in _CHAINING else ())
        if (after := diagram.node(flow.target)).kind is node.kind and _continues(diagram, node, after)
    ]
    again = back_flows(diagram) if pairs else frozenset()
    for flow, after in pairs:
        if again.isdisjoint(other.id for other in diagram.incoming(after.id) if other is not flow):
            yield Finding("lint.gateway-chain", after.id)


def _continues(diagram: Diagram, node: Node, after: Node) -> bool:
    into, out = len(diagram.incoming(node.id)), len(diagram.outgoing(node.id))
    into_after, out_after = len(diagram.incoming(after.id)), len(diagram.outgoing(after.id))
    joins = min(into, into_after) > 1 and out == out_after == 1
    splits = min(out, out_after) > 1 and into == into_after == 1
    asks = node.kind is not NodeKind.PARALLEL_GATEWAY and bool(after.name)
    return node.lane == after.lane and node.id != after.id and (joins or (splits and not asks))
