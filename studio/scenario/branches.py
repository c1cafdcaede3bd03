"""How cases leave a gateway where nobody, or not everybody, said so."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from studio.model import Diagram, Flow, Node, NodeKind
from studio.model.graph import leads_back
from studio.scenario.conditions import guard_over
from studio.scenario.elements import chooses
from studio.scenario.scenario import Routing

__all__ = ["CompleteRouting", "complete_routing"]

_BACK = 0.2
"""Of the cases at an exclusive choice, those that take a branch that leads back."""
_SOME = 0.5
"""Of the cases at an inclusive choice, those that take a branch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteRouting:
    """The routing of one node; ``assumed`` are the flows whose chances nobody stated or implied."""

    routing: Routing
    assumed: tuple[str, ...]


def complete_routing(
    diagram: Diagram, stated: Mapping[str, Routing], attributes: frozenset[str]
) -> Iterator[tuple[str, CompleteRouting]]:
    """The routing of every node that chooses among several flows, by id.

    Conditions drawn in the diagram are taken up where they ask for nothing but the case's attributes.
    """
    back = leads_back(diagram)
    for node in diagram.nodes:
        flows = diagram.outgoing(node.id)
        if len(flows) < 2 or not chooses(diagram, node):
            continue
        known = _with_conditions(stated.get(node.id, Routing()), flows, attributes)
        if node.kind is NodeKind.EXCLUSIVE_GATEWAY:
            yield node.id, _one_of(node, flows, known, back)
        else:
            yield node.id, _some_of(node, flows, known)


def _with_conditions(stated: Routing, flows: Sequence[Flow], attributes: frozenset[str]) -> Routing:
    drawn = {
        flow.id: guard
        for flow in flows
        if flow.id not in stated.chances
        and flow.id not in stated.guards
        and (guard := guard_over(flow.condition, attributes)) is not None
    }
    return Routing(
        chances=stated.chances,
        guards={**stated.guards, **drawn},
        default=stated.default,
    )


def _one_of(node: Node, flows: Sequence[Flow], known: Routing, back: frozenset[str]) -> CompleteRouting:
    """Branches that lead back get 20 % each, the others the same share of the rest.

    Where some are stated, the others divide what those leave in the same proportions. Beside guards a
    single branch without one is the default.
    """
    default = known.default or node.default
    others = [flow.id for flow in flows if flow.id not in known.chances and flow.id not in known.guards]
    if not others or (known.guards and len(others) == 1 and not known.chances):
        return _made(known.chances, known, default or (others[0] if others else None), ())
    left = max(0.0, 1 - math.fsum(known.chances.values()))
    usual = _usual([flow.id for flow in flows], back)
    total = math.fsum(usual[flow] for flow in others)
    chances = {**known.chances, **{flow: left * usual[flow] / total for flow in others}}
    assumed = tuple(others) if left > 0 and (len(others) > 1 or not known.chances) else ()
    return _made(chances, known, default, assumed)


def _usual(flows: Sequence[str], back: frozenset[str]) -> dict[str, float]:
    """The chances of an exclusive choice of which nothing is known."""
    returning = [flow for flow in flows if flow in back]
    onward = len(flows) - len(returning)
    if not onward or not returning:
        return dict.fromkeys(flows, 1 / len(flows))
    # With many ways back the way on still gets its 20 %.
    each = min(_BACK, (1 - _BACK) / len(returning))
    rest = (1 - each * len(returning)) / onward
    return {flow: each if flow in back else rest for flow in flows}


def _some_of(node: Node, flows: Sequence[Flow], known: Routing) -> CompleteRouting:
    """Every branch gets 50 %; the default is for when there is no other.

    Of an activity the flows without a condition are always taken.
    """
    default = known.default or node.default
    chances = dict(known.chances)
    assumed = []
    for flow in flows:
        if flow.id in chances or flow.id in known.guards or flow.id == default:
            continue
        always = not node.kind.is_gateway and not flow.condition
        chances[flow.id] = 1.0 if always else _SOME
        if not always:
            assumed.append(flow.id)
    return _made(chances, known, default, tuple(assumed))


def _made(
    chances: Mapping[str, float], known: Routing, default: str | None, assumed: tuple[str, ...]
) -> CompleteRouting:
    routing = Routing(chances=dict(chances), guards=known.guards, default=default)
    return CompleteRouting(routing=routing, assumed=assumed)
