"""Who in a diagram hears of what: messages, signals, and what is thrown to whoever is around."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from studio.model import Diagram, EventKind, Node, NodeKind
from studio.scenario import heard_from
from studio.simulation.rows import NOTHING, Throw, TopicRow

__all__ = ["Wiring", "throw_of"]

_THROWING = (NodeKind.THROW_EVENT, NodeKind.END_EVENT)
_THROWN = (EventKind.ERROR, EventKind.ESCALATION, EventKind.CANCEL)


def throw_of(node: Node) -> Throw | None:
    """What an event throws or catches out of or into the scopes around it."""
    for event in node.events:
        if event.kind in _THROWN:
            return Throw(kind=event.kind, name=event.reference or event.name)
    return None


class Wiring:
    """The topics of a program: for each node which it sends to and which it waits for."""

    def __init__(self, diagram: Diagram, number: Mapping[str, int], scopes: Mapping[str, int]) -> None:
        self._diagram = diagram
        self._number = number
        self._scopes = scopes
        self._keys: dict[tuple[str, str], int] = {}
        self._listeners: list[list[Node]] = []
        self._sends: dict[str, list[int]] = {}
        self._awaits: dict[str, int] = {}
        for node in diagram.nodes:
            if node.id not in number:
                continue
            for sender, signal in heard_from(diagram, node):
                if sender in number:
                    self._connect(sender, node, signal)

    def _connect(self, sender: str, listener: Node, signal: str | None) -> None:
        key = ("message", listener.id) if signal is None else ("signal", signal)
        topic = self._keys.setdefault(key, len(self._keys))
        if topic == len(self._listeners):
            self._listeners.append([])
        if listener not in self._listeners[topic]:
            self._listeners[topic].append(listener)
        sends = self._sends.setdefault(sender, [])
        if topic not in sends:
            sends.append(topic)
        self._awaits[listener.id] = topic

    def sends(self, node: Node) -> tuple[int, ...]:
        """The topics that hear of a finished visit of the node."""
        return tuple(self._sends.get(node.id, ()))

    def awaits(self, node: Node) -> int:
        """The topic that the node waits for."""
        return self._awaits.get(node.id, NOTHING)

    def topics(self) -> Iterator[TopicRow]:
        """The rows of the program, in the order of their numbers."""
        for (kind, name), topic in self._keys.items():
            listeners = self._listeners[topic]
            yield TopicRow(
                name=name,
                is_signal=kind == "signal",
                starts=tuple(
                    (self._scopes[node.process], self._number[node.id])
                    for node in listeners
                    if self._begins_a_process(node)
                ),
                is_awaited=any(
                    node.kind in (NodeKind.CATCH_EVENT, NodeKind.RECEIVE_TASK) for node in listeners
                ),
            )

    @staticmethod
    def _begins_a_process(node: Node) -> bool:
        return node.kind is NodeKind.START_EVENT and node.parent is None
