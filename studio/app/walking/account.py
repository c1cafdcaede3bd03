"""What a walked case comes to: time, work, hand-offs, escalations and rework, as a simulation counts them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studio.app.walking.trail import taken
from studio.execution import Outcome, Record, Walk
from studio.model import EventKind, LoopKind, Node, NodeKind
from studio.scenario import Scenario

__all__ = ["Account", "account"]

_CLIMBING = (EventKind.TIMER, EventKind.ESCALATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The sums of a case so far; times in seconds.

    ``handling`` are the mean handling times of the finished steps, ``idle`` is while none of them was
    worked on. A hand-off is a token that gets to a
    step in another lane than the one it was worked on last; an escalation one that does so after a
    deadline passed or an escalation event happened. ``rework`` counts the visits of steps after their
    first, in each instance where there are several.
    """

    total: float
    handling: float
    idle: float
    hand_offs: int
    escalations: int
    rework: int
    steps: int


def account(walk: Walk, scenario: Scenario) -> Account:
    """The sums of a walk up to now."""
    steps = [record for record in walk.history if _is_done(record, walk)]
    ways = _Lanes(walk)
    for record in walk.history:
        ways.follow(record)
    worked = [
        (record.finished - scenario.steps[record.element].mean, record.finished)
        for record in steps
        if record.element in scenario.steps
    ]
    return Account(
        total=walk.clock,
        handling=sum(until - since for since, until in worked),
        idle=_uncovered(walk.clock, worked),
        hand_offs=ways.hand_offs,
        escalations=ways.escalations,
        rework=sum(_is_rework(record, walk) for record in steps),
        steps=len(steps),
    )


def _uncovered(total: float, spans: Iterable[tuple[float, float]]) -> float:
    """How much of the time from 0 to ``total`` is in none of the spans, which may overlap."""
    free = reached = 0.0
    for since, until in sorted(spans):
        free += max(0.0, since - reached)
        reached = max(reached, until)
    return free + max(0.0, total - reached)


class _Lanes:
    """Where the tokens of a case were worked on, followed from record to record."""

    def __init__(self, walk: Walk) -> None:
        self._diagram = walk.diagram
        self._worked: dict[str, str | None] = {}
        self._raised: dict[str, str | None] = {}
        self.hand_offs = self.escalations = 0

    def follow(self, record: Record) -> None:
        node = self._diagram.element(record.element)
        if not isinstance(node, Node):
            return
        worked, raised = self._worked.get(node.id), self._raised.get(node.id)
        if node.kind is NodeKind.START_EVENT and node.parent is not None:
            worked = self._worked.get(node.parent)
        if node.attached_to is not None:
            worked = self._worked.get(node.attached_to)
            raised = worked if any(node.is_event_of(kind) for kind in _CLIMBING) else None
        for flow in taken(record, self._diagram):
            self._arrive(self._diagram.node(flow.target), worked, raised)

    def _arrive(self, node: Node, worked: str | None, raised: str | None) -> None:
        if is_work(node) and node.lane is not None:
            self.hand_offs += worked not in (None, node.lane)
            self.escalations += raised not in (None, node.lane)
            worked, raised = node.lane, None
            if node.parent is not None:
                self._worked[node.parent] = worked
        self._worked[node.id], self._raised[node.id] = worked, raised


def is_work(node: Node) -> bool:
    """Whether somebody or something works there: an activity that does not just wait for a message."""
    return (node.kind.is_task and node.kind is not NodeKind.RECEIVE_TASK) or (
        node.kind is NodeKind.CALL_ACTIVITY
    )


def _is_done(record: Record, walk: Walk) -> bool:
    node = walk.diagram.element(record.element)
    return (
        isinstance(node, Node) and is_work(node) and record.outcome is Outcome.FINISHED and not record.decided
    )


def _is_rework(record: Record, walk: Walk) -> bool:
    """Whether the step was done before: once is no rework in each instance that it is in.

    The instances of a step itself are one visit, the rounds of a loop are not. A walk tells not which
    instance a visit is in, so instances of which some pass the step by make up for those that repeat it.
    """
    node = walk.diagram.node(record.element)
    return not _is_multiple(node) and record.number > _begun_around(node, walk)


def _begun_around(node: Node, walk: Walk) -> int:
    """How many instances of the nearest multi-instance activity around a node have begun, else 1."""
    passed = set[str]()
    host = _around(node, walk)
    while host is not None and host.id not in passed:
        if _is_multiple(host):
            ended = sum(it.element == host.id and not it.decided for it in walk.history)
            return ended + walk.marking.get(host.id, 0)
        passed.add(host.id)
        host = _around(host, walk)
    return 1


def _around(node: Node, walk: Walk) -> Node | None:
    """The sub-process that a node is in, or the one call of its process."""
    if node.parent is not None:
        return walk.diagram.node(node.parent)
    calls = [it for it in walk.diagram.nodes if it.called and it.called == node.process]
    return calls[0] if len(calls) == 1 else None


def _is_multiple(node: Node) -> bool:
    return node.loop is not None and node.loop.kind is not LoopKind.STANDARD
