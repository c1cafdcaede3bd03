"""Rules about waiting: where a case can wait for ever, and what becomes of a deadline that has passed."""

from __future__ import annotations

from collections.abc import Iterator

from studio.check.service.desk import Desk
from studio.check.service.finding import about, gathered
from studio.check.service.hearing import heard
from studio.model import Element, EventKind, Node, NodeKind, Problem, Severity
from studio.scenario import Distribution, Family

__all__ = [
    "awaited_timers",
    "has_deadline",
    "late_timers",
    "reaches",
    "unheard_timers",
    "unlimited_waits",
    "waits",
]

_FROM_OUTSIDE = frozenset({EventKind.MESSAGE, EventKind.SIGNAL, EventKind.CONDITIONAL})
_BY_TIMETABLE = frozenset({EventKind.SIGNAL, EventKind.CONDITIONAL})
_LIMITED = frozenset(
    {Family.CONSTANT, Family.UNIFORM, Family.TRIANGULAR, Family.BETA, Family.PERT, Family.EMPIRICAL}
)


def waits(desk: Desk) -> tuple[Node, ...]:
    """Where a case waits for something from outside: receive tasks, catching events, event gateways.

    What begins a case is not waited for; the events behind an event gateway are awaited by the gateway.
    """
    return tuple(node for node in desk.diagram.nodes if _is_wait(desk, node))


def _is_wait(desk: Desk, node: Node) -> bool:
    before = [desk.diagram.node(flow.source) for flow in desk.diagram.incoming(node.id)]
    if not before or any(it.kind is NodeKind.EVENT_GATEWAY for it in before):
        return False
    if node.kind in (NodeKind.EVENT_GATEWAY, NodeKind.RECEIVE_TASK):
        return True
    return node.kind is NodeKind.CATCH_EVENT and any(it.kind in _FROM_OUTSIDE for it in node.events)


def has_deadline(desk: Desk, node: Node) -> bool:
    """Whether something goes on by itself after a time: here, or in a sub-process around it.

    A round that begins by a timetable (a signal or a condition that the scenario says comes within a limited
    time) is a deadline of its own.
    """
    return bool(awaited_timers(desk, node)) or _comes_in_time(desk, node)


def awaited_timers(desk: Desk, node: Node) -> tuple[Node, ...]:
    """The timers that end a wait: on it, beside it behind an event gateway, on a sub-process around it."""
    found: list[Node] = []
    if node.kind is NodeKind.EVENT_GATEWAY:
        rivals = (desk.diagram.node(flow.target) for flow in desk.diagram.outgoing(node.id))
        found += [rival for rival in rivals if rival.is_event_of(EventKind.TIMER)]
    place: Node | None = node
    while place is not None:
        found += desk.timers(place)
        place = desk.diagram.node(place.parent) if place.parent is not None else None
    return tuple(found)


def _comes_in_time(desk: Desk, node: Node) -> bool:
    """Whether one of its events is a timer, or all come by a timetable."""
    kinds = {definition.kind for definition in node.events}
    if EventKind.TIMER in kinds and not node.all_events:
        return True
    if not kinds or not kinds <= _BY_TIMETABLE:
        return False
    timing = desk.scenario.events.get(node.id) if desk.scenario is not None else None
    after = timing.after if timing is not None and desk.is_known(f"events.{node.id}.after") else None
    return after is not None and _is_limited(after)


def _is_limited(after: Distribution) -> bool:
    if after.family is Family.MIXTURE:
        return all(map(_is_limited, after.parts))
    return after.family in _LIMITED


def unlimited_waits(desk: Desk) -> list[Problem]:
    """Waits without a deadline."""

    def lacks(node: Element) -> bool:
        return isinstance(node, Node) and not has_deadline(desk, node)

    found = waits(desk)
    codes = ("service.no-deadline", "service.no-deadline.many")
    return gathered(desk.diagram, codes, found, lacks, is_habit=False)


def deadlines(desk: Desk) -> Iterator[tuple[Node, Node]]:
    """Every timer against which people work or something is awaited, with what it is a deadline of."""
    for node in desk.diagram.nodes:
        if node.kind.is_activity and (desk.is_by_people(node) or node.kind is NodeKind.RECEIVE_TASK):
            yield from ((timer, node) for timer in desk.timers(node))
        elif node.kind is NodeKind.EVENT_GATEWAY:
            yield from ((timer, node) for timer in awaited_timers(desk, node) if timer.parent == node.parent)


def late_timers(desk: Desk) -> list[Problem]:
    """Deadlines of which nobody says how long they are."""
    return [
        about(desk.diagram, "service.no-reply-time", Severity.WARNING, timer.id)
        for timer, _ in deadlines(desk)
        if desk.rings_after(timer) is None
    ]


def unheard_timers(desk: Desk) -> list[Problem]:
    """Deadlines on people's work after which nobody else is told or takes over."""
    return [
        about(desk.diagram, "service.unheard-timer", Severity.WARNING, timer.id)
        for timer, host in deadlines(desk)
        if host.kind.is_activity and host.kind is not NodeKind.RECEIVE_TASK and not reaches(desk, timer, host)
    ]


def reaches(desk: Desk, timer: Node, host: Node) -> bool:
    """Whether a deadline on people's work reaches anybody who could help.

    Somebody is sent word, or the case gets to other people. A deadline that takes the work away may also
    lead to another step of the same people: then it is decided how the case goes on.
    """
    around = desk.diagram.node(timer.parent) if timer.parent is not None else None
    if around is not None and around.triggered_by_event:
        return True  # a handler of its own is drawn for it
    next_ = heard(desk, desk.diagram.outgoing(timer.id))
    if next_.told or next_.by_others(desk, host):
        return True
    return timer.interrupting and any(step.id != host.id for step in next_.steps)
