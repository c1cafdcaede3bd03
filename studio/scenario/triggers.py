"""What begins by itself and what is set off by something else in the diagram."""

from __future__ import annotations

from collections.abc import Iterator

from studio.model import Diagram, EventKind, Node, NodeKind, Process
from studio.scenario.elements import starts_of_cases
from studio.scenario.scenario import Step

__all__ = [
    "BY_SYSTEM",
    "called_process",
    "entered_process",
    "has_contents",
    "has_partner",
    "heard_from",
    "is_step",
    "rings_again",
    "spontaneous_starts",
]

BY_SYSTEM = frozenset(
    {NodeKind.SERVICE_TASK, NodeKind.SCRIPT_TASK, NodeKind.BUSINESS_RULE_TASK, NodeKind.SEND_TASK}
)
"""What a system does where nobody says who does it."""

_THROWING = frozenset({NodeKind.THROW_EVENT, NodeKind.END_EVENT})
_SENDING = _THROWING | {NodeKind.SEND_TASK}
_LISTENING = frozenset(
    {NodeKind.START_EVENT, NodeKind.CATCH_EVENT, NodeKind.BOUNDARY_EVENT, NodeKind.RECEIVE_TASK}
)


def spontaneous_starts(diagram: Diagram) -> tuple[str, ...]:
    """The starts of cases that nothing in the diagram sets off; all of them if that would leave none.

    A process that a call activity of the diagram calls begins with that call. A message sets off a
    start only if something in the diagram sends it: a pool that is a black box does not.
    """
    every = starts_of_cases(diagram)
    called = {node.called for node in diagram.nodes if node.kind is NodeKind.CALL_ACTIVITY} - {None}
    by_itself = tuple(start for start in every if not _is_set_off(diagram, start, called))
    return by_itself or every


def _is_set_off(diagram: Diagram, start: str, called: set[str | None]) -> bool:
    node = diagram.element(start)
    if not isinstance(node, Node):
        return start in called
    return node.process in called or has_partner(diagram, node)


def has_partner(diagram: Diagram, node: Node) -> bool:
    """Whether a node of the diagram sends the message or throws the signal that it waits for."""
    return next(heard_from(diagram, node), None) is not None


def heard_from(diagram: Diagram, node: Node) -> Iterator[tuple[str, str | None]]:
    """The nodes that the node hears from: their ids, each with the signal, or None for a message.

    A message comes along a message flow; where none is drawn to the node, from whoever sends the same
    message and has no message flow either. Ends and throws of a signal reach everybody who waits for it.
    """
    if node.kind not in _LISTENING:
        return
    senders = [message.source for message in diagram.messages if message.target == node.id]
    if senders:
        yield from ((id, None) for id in senders if isinstance(diagram.element(id), Node))
    else:
        flowing = {message.source for message in diagram.messages}
        wanted = set(_named(node, EventKind.MESSAGE))
        for other in diagram.nodes if wanted else ():
            sends = other.kind in _SENDING and other.id not in flowing
            if sends and wanted.intersection(_named(other, EventKind.MESSAGE)):
                yield other.id, None
    for signal in _named(node, EventKind.SIGNAL):
        for other in diagram.nodes:
            if other.kind in _THROWING and signal in _named(other, EventKind.SIGNAL):
                yield other.id, signal


def _named(node: Node, kind: EventKind) -> Iterator[str]:
    """The messages or signals of an event, by reference or else by name."""
    for definition in node.events:
        if definition.kind is kind and (definition.reference or definition.name):
            yield definition.reference or definition.name


def called_process(diagram: Diagram, node: Node) -> str | None:
    """The process of the diagram that a call activity calls; None where it is not at hand."""
    if node.kind is not NodeKind.CALL_ACTIVITY or node.called is None:
        return None
    return node.called if isinstance(diagram.element(node.called), Process) else None


def entered_process(diagram: Diagram, node: Node, step: Step | None) -> str | None:
    """The process that a token at a call activity goes into.

    None where it is not at hand, and where the scenario states a time for the call as a whole.
    """
    return called_process(diagram, node) if step is None or step.mean == 0 else None


def has_contents(diagram: Diagram, id: str) -> bool:
    """Whether the node is a sub-process in which something is drawn."""
    if not diagram.node(id).kind.is_container:
        return False
    drawn = (child for child in diagram.children(id) if child.attached_to is None)
    return next(drawn, None) is not None


def rings_again(node: Node) -> bool:
    """Whether it is a timer that interrupts nothing, which may ring more than once."""
    begins = node.kind in (NodeKind.BOUNDARY_EVENT, NodeKind.START_EVENT)
    return begins and not node.interrupting and node.is_event_of(EventKind.TIMER)


def is_step(diagram: Diagram, node: Node) -> bool:
    """Whether it is work of its own: a task that does not only wait, an empty sub-process, a call.

    A call of a process that is in the diagram is none: the work is in there.
    """
    if node.kind.is_container:
        return not node.triggered_by_event and not has_contents(diagram, node.id)
    if node.kind is NodeKind.CALL_ACTIVITY:
        return called_process(diagram, node) is None
    return node.kind.is_activity and node.kind is not NodeKind.RECEIVE_TASK
