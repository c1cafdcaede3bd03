"""Who hears of it when something happens: what a token comes to first after an event or a branch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studio.check.service.desk import Desk
from studio.model import EventKind, Flow, Node, NodeKind

__all__ = ["Heard", "heard"]

_TELLING = frozenset({EventKind.ESCALATION, EventKind.MESSAGE, EventKind.SIGNAL, EventKind.ERROR})
_THROWING = frozenset({NodeKind.THROW_EVENT, NodeKind.END_EVENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """``steps`` are the activities that come next; ``told``: somebody is sent word on the way to them."""

    steps: tuple[Node, ...]
    told: bool

    def by_others(self, desk: Desk, host: Node) -> bool:
        """Whether the case gets to other people than those of the step, or to another step of a system."""
        return any(
            step.id != host.id and (desk.group(step) != desk.group(host) or not desk.is_by_people(step))
            for step in self.steps
        )


def heard(desk: Desk, flows: Iterable[Flow]) -> Heard:
    """What comes next along these flows, past gateways and events."""
    diagram, links, senders = desk.diagram, desk.links, desk.senders
    waiting, seen = [flow.target for flow in flows], set[str]()
    steps: dict[str, Node] = {}
    told = False
    while waiting:
        id = waiting.pop()
        if id in seen:
            continue
        seen.add(id)
        node = diagram.node(id)
        throws = node.kind in _THROWING and any(it.kind in _TELLING for it in node.events)
        told = told or throws or id in senders or node.kind is NodeKind.SEND_TASK
        if node.kind.is_activity:
            steps[id] = node
        else:
            waiting += [links[id]] if id in links else [flow.target for flow in diagram.outgoing(id)]
    return Heard(steps=tuple(steps.values()), told=told)
