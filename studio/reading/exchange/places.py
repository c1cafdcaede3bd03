"""Where the parameters of an element stand in a scenario file, by what kind of element it is."""

from __future__ import annotations

from collections.abc import Iterable

from studio.model import Diagram, EventKind, Flow, Node, NodeKind
from studio.reading.words import one_line

__all__ = ["Places", "misplaced"]

_CHOICES = frozenset({NodeKind.EXCLUSIVE_GATEWAY, NodeKind.INCLUSIVE_GATEWAY, NodeKind.COMPLEX_GATEWAY})
_WAITING = frozenset({NodeKind.CATCH_EVENT, NodeKind.BOUNDARY_EVENT, NodeKind.RECEIVE_TASK})


class Places:
    """The elements of a diagram as a scenario names them."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self._ids = {element.id for element in diagram.elements()}

    def known(self, id: str) -> str | None:
        """The id as the diagram has it: without the prefix of a qualified name."""
        if id in self._ids:
            return id
        local = id.rpartition(":")[2]
        return local if local in self._ids else None

    def node(self, id: str) -> Node | None:
        element = self.diagram.element(id)
        return element if isinstance(element, Node) else None

    def is_start(self, id: str) -> bool:
        """Whether cases begin there: a start event of a process, or a process without any."""
        return id in self.starts()

    def starts(self, process: str | None = None) -> tuple[str, ...]:
        """Where cases begin, in the file's order; of one process if it is named."""
        found: list[str] = []
        for each in self.diagram.processes:
            if process not in (None, each.id):
                continue
            nodes = [node for node in self.diagram.children(None) if node.process == each.id]
            events = [node.id for node in nodes if node.kind is NodeKind.START_EVENT]
            found += events or ([each.id] if nodes else [])
        return tuple(found)

    def own_starts(self, process: str | None = None) -> tuple[str, ...]:
        """Those of the starts that no message of the diagram sets off; all if that would leave none."""
        every = self.starts(process)
        targets = {message.target for message in self.diagram.messages}
        called = {node.called for node in self.diagram.nodes if node.kind is NodeKind.CALL_ACTIVITY}
        free = tuple(
            start
            for start in every
            if start not in targets and start not in called and self._process_of(start) not in called
        )
        return free or every

    def _process_of(self, start: str) -> str:
        node = self.node(start)
        return start if node is None else node.process

    def is_step(self, id: str) -> bool:
        node = self.node(id)
        return node is not None and node.kind.is_activity

    def is_waited_for(self, id: str) -> bool:
        """Whether it is an event that comes from outside or with time."""
        node = self.node(id)
        if node is None:
            return False
        if node.kind is NodeKind.START_EVENT:
            around = self.node(node.parent) if node.parent is not None else None
            return around is not None and around.triggered_by_event
        passing = node.is_event_of(EventKind.LINK) or node.is_event_of(EventKind.COMPENSATION)
        return node.kind in _WAITING and not passing

    def is_chance_event(self, id: str) -> bool:
        """Whether a chance says if it happens: a boundary event that is no timer."""
        node = self.node(id)
        return (
            node is not None
            and node.kind is NodeKind.BOUNDARY_EVENT
            and not node.is_event_of(EventKind.TIMER)
        )

    def chosen_flow(self, id: str) -> Flow | None:
        """The flow of that id, if cases choose among the flows of its source."""
        flow = self.diagram.element(id)
        if not isinstance(flow, Flow):
            return None
        source, beside = self.node(flow.source), self.diagram.outgoing(flow.source)
        if source is None or (source.kind.is_gateway and source.kind not in _CHOICES):
            return None
        return flow if len(beside) > 1 or (flow.condition and not source.kind.is_gateway) else None

    def steps(self) -> Iterable[Node]:
        return (node for node in self.diagram.nodes if node.kind.is_activity)

    def name_of_unit(self, id: str) -> str | None:
        """What the people in a lane or pool are called."""
        for unit in (*self.diagram.lanes, *self.diagram.pools):
            if unit.id == id:
                return one_line(unit.name) or unit.id
        return None


def misplaced(known: str | None) -> str:
    """Why an element has no such value: it does not exist (None), or is of another kind."""
    return "exchange.unknown-element" if known is None else "exchange.wrong-element"
