"""F3: a gateway with one way in and one way out decides nothing and joins nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from studio.model import Diagram, NodeKind
from studio.scenario import Scenario
from studio.simplify.fragments import proved
from studio.simplify.rewriting import without_gateway
from studio.simplify.suggestion import ProofClass, Suggestion

__all__ = ["drop_gateways"]

_KINDS = frozenset({NodeKind.EXCLUSIVE_GATEWAY, NodeKind.PARALLEL_GATEWAY, NodeKind.INCLUSIVE_GATEWAY})


def drop_gateways(diagram: Diagram, scenario: Scenario) -> Iterator[Suggestion]:
    """For each such gateway the process without it."""
    for node in diagram.nodes:
        into, out = diagram.incoming(node.id), diagram.outgoing(node.id)
        if node.kind not in _KINDS or len(into) != 1 or len(out) != 1:
            continue
        if out[0].condition or into[0].source == node.id:
            continue
        around = any(node.id in (promise.from_, promise.to) for promise in scenario.promises)
        if around:
            continue
        simpler = without_gateway(diagram, node.id)
        routing = {id: way for id, way in scenario.routing.items() if id != node.id}
        yield Suggestion(
            code="F3",
            elements=(node.id,),
            diagram=simpler,
            scenario=replace(scenario, routing=routing),
            proof=proved(ProofClass.SAME, (diagram, [node.id]), (simpler, [])),
        )
