"""What begins by itself and what is set off by something else in the diagram."""

from __future__ import annotations

from collections.abc import Iterator

from studio.model import Diagram, EventKind, Node, NodeKind
from studio.scenario.elements import starts_of_cases

__all__ = ["has_partner", "is_step", "spontaneous_starts"]

_THROWING = frozenset({NodeKind.THROW_EVENT, NodeKind.END_EVENT})


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
    senders = (message.source for message in diagram.messages if message.target == node.id)
    if any(isinstance(diagram.element(sender), Node) for sender in senders):
        return True
    wanted = set(_signals(node))
    return bool(wanted) and any(
        wanted.intersection(_signals(other)) for other in diagram.nodes if other.kind in _THROWING
    )


def _signals(node: Node) -> Iterator[str]:
    """The signals of an event, by reference or else by name."""
    for definition in node.events:
        if definition.kind is EventKind.SIGNAL and (definition.reference or definition.name):
            yield definition.reference or definition.name


def is_step(diagram: Diagram, node: Node) -> bool:
    """Whether it is work of its own: a task that does not only wait, a call, an empty sub-process."""
    if node.kind.is_container:
        drawn = (child for child in diagram.children(node.id) if child.attached_to is None)
        return not node.triggered_by_event and next(drawn, None) is None
    return node.kind.is_activity and node.kind is not NodeKind.RECEIVE_TASK
