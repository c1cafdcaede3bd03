"""Who catches what is thrown inside a process: errors, escalations and cancellations."""

from __future__ import annotations

from collections.abc import Iterator

from studio.model import Diagram, EventDefinition, EventKind, Node, NodeKind
from studio.model.token_steps import starts_by_scope

__all__ = ["Catching", "is_aside"]

_THROWN = (EventKind.ERROR, EventKind.ESCALATION, EventKind.CANCEL)


class Catching:
    """For each throwing event what catches it: a boundary event, or an event sub-process.

    It is the innermost of the scopes around the event that has a catching one of the same kind; where both
    name what they throw or catch, of the same name.
    """

    def __init__(self, diagram: Diagram) -> None:
        self._diagram = diagram
        self._starts = starts_by_scope(diagram)
        self.catcher: dict[str, str] = {}
        self.throwers: dict[str, tuple[str, ...]] = {}
        """The events whose throw each boundary event or event sub-process catches."""
        for node in diagram.nodes:
            if node.kind in (NodeKind.END_EVENT, NodeKind.THROW_EVENT):
                found = next((id for event in node.events for id in self._catchers(node, event)), None)
                if found is not None:
                    self.catcher[node.id] = found
                    self.throwers[found] = (*self.throwers.get(found, ()), node.id)

    def interrupted(self, thrower: str) -> str | None:
        """What catches the throw and interrupts the scopes that it comes through."""
        found = self.catcher.get(thrower)
        return found if found is not None and self.interrupts(found) else None

    def ends_process(self, node: Node) -> bool:
        """Whether the event throws an error that nothing catches, which ends the whole process."""
        is_end = node.kind is NodeKind.END_EVENT and node.id not in self.catcher
        return is_end and node.is_event_of(EventKind.ERROR)

    def interrupts(self, catcher: str) -> bool:
        """Whether the boundary event or event sub-process interrupts what it belongs to."""
        node = self._diagram.node(catcher)
        if not node.triggered_by_event:
            return node.interrupting
        return all(self._diagram.node(start).interrupting for start in self._starts.get(catcher, ()))

    def _catchers(self, node: Node, event: EventDefinition) -> Iterator[str]:
        if event.kind not in _THROWN:
            return
        within = {node.id}
        scope = node.parent
        while True:
            for inner in self._diagram.children(scope):
                if inner.triggered_by_event and inner.process == node.process and inner.id not in within:
                    starts = (self._diagram.node(id) for id in self._starts.get(inner.id, ()))
                    if any(_catches(start, event) for start in starts):
                        yield inner.id
            if scope is None:
                return
            for boundary in self._diagram.boundary(scope):
                if _catches(boundary, event):
                    yield boundary.id
            within.add(scope)
            scope = self._diagram.node(scope).parent


def _catches(node: Node, thrown: EventDefinition) -> bool:
    for event in node.events:
        if event.kind is thrown.kind:
            names = event.reference or event.name, thrown.reference or thrown.name
            if not all(names) or names[0] == names[1]:
                return True
    return False


def is_aside(node: Node) -> bool:
    """Whether no token ever comes to the node by the flow: it undoes work, or stands beside."""
    compensates = node.attached_to is not None and node.is_event_of(EventKind.COMPENSATION)
    return compensates or node.for_compensation
