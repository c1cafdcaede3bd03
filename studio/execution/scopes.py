"""What of a diagram is walked in one scope, and what sets its events off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from studio.model import Diagram, EventDefinition, EventKind, Node, NodeKind, TimerKind
from studio.model.token_steps import compensating

__all__ = [
    "THROWING",
    "event_starts",
    "inside",
    "is_caught_by",
    "repeats",
    "thrown",
    "walked",
]

THROWING = frozenset({NodeKind.THROW_EVENT, NodeKind.END_EVENT})

_CLIMBING = frozenset({EventKind.ERROR, EventKind.ESCALATION, EventKind.CANCEL})
"""What is thrown to the scopes around."""


def walked(diagram: Diagram, nodes: Iterable[Node]) -> list[Node]:
    """The nodes to which tokens come: neither compensation nor event sub-processes."""
    undoing = compensating(diagram)
    return [
        node
        for node in nodes
        if not (
            node.triggered_by_event
            or node.for_compensation
            or node.id in undoing
            or (node.attached_to is not None and node.is_event_of(EventKind.COMPENSATION))
        )
    ]


def event_starts(diagram: Diagram, nodes: Iterable[Node]) -> list[tuple[Node, Node]]:
    """The event sub-processes among the nodes, each with every start that sets it off."""
    return [
        (node, start)
        for node in nodes
        if node.triggered_by_event
        for start in diagram.children(node.id)
        if start.kind is NodeKind.START_EVENT
        and start.events
        and not start.is_event_of(EventKind.COMPENSATION)
    ]


def inside(diagram: Diagram, node: Node) -> Iterator[Node]:
    """All nodes within a sub-process, however deep."""
    waiting = list(diagram.children(node.id))
    while waiting:
        child = waiting.pop()
        yield child
        waiting += diagram.children(child.id)


def is_caught_by(thrown: EventDefinition, caught: EventDefinition) -> bool:
    """Whether what is thrown is what is waited for; without a name everything of its kind is."""
    if thrown.kind is not caught.kind:
        return False
    if not (caught.reference or caught.name):
        return True
    return thrown.reference == caught.reference if caught.reference else thrown.name == caught.name


def thrown(event: Node, contents: Iterable[Node]) -> bool:
    """Whether the contents of a scope throw what the event waits for, and nothing else can set it off."""
    if not event.events or any(definition.kind not in _CLIMBING for definition in event.events):
        return False
    sent: Sequence[EventDefinition] = [
        definition for node in contents if node.kind in THROWING for definition in node.events
    ]
    return any(is_caught_by(definition, caught) for definition in sent for caught in event.events)


def repeats(event: Node) -> bool:
    """Whether a boundary event can happen again: it does not interrupt and is no timer that rings once."""
    timers = [definition.timer for definition in event.events if definition.kind is EventKind.TIMER]
    once = any(timer is None or timer.kind is not TimerKind.CYCLE for timer in timers)
    return not event.interrupting and not once
