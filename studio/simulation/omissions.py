"""What a diagram or a scenario says and the simulator does not do: each a named warning, never silence."""

from __future__ import annotations

from collections.abc import Container, Iterable

from studio.model import Diagram, EventKind, LoopKind, Node, NodeKind, Problem, Severity
from studio.scenario import Scenario, asked_in_vain
from studio.simulation.rows import CatchRow, NodeRow, TopicRow, Work

__all__ = ["omissions", "warning"]

_THROWING = (NodeKind.THROW_EVENT, NodeKind.END_EVENT)


def warning(code: str, element: str | None, line: int | None = None, **parameters: str) -> Problem:
    """A warning about one element."""
    return Problem(
        code=code,
        severity=Severity.WARNING,
        element=element,
        line=line,
        parameters=tuple(parameters.items()),
    )


def omissions(
    diagram: Diagram,
    scenario: Scenario,
    rows: Iterable[NodeRow],
    catches: Iterable[CatchRow],
    topics: Iterable[TopicRow],
) -> Iterable[Problem]:
    """A warning for all that is left out of the program of these rows."""
    known = [*rows]
    running = {row.element for row in known if row.work is Work.SCOPE}
    repeated = {row.element for row in known if row.rounds is not None}
    timed = {row.id for row in known if row.work is Work.EVENT}
    thrown = {row.throw for row in catches if row.throw is not None}
    for node in diagram.nodes:
        if node.parent is not None and node.parent not in running:
            continue  # it goes with what it is in, which is named
        for code in _left_out(node, running, repeated):
            yield warning(code, node.id, node.line)
        if node.kind is NodeKind.END_EVENT and node.is_event_of(EventKind.ERROR):
            error = next(event for event in node.events if event.kind is EventKind.ERROR)
            name = error.reference or error.name
            if not any(catch.kind is EventKind.ERROR and catch.name in ("", name) for catch in thrown):
                yield warning("simulation.error-end", node.id, node.line)
        if node.is_event_of(EventKind.CONDITIONAL) and node.id in timed:
            yield warning("simulation.conditional", node.id, node.line)
    yield from _unheard(diagram, known, topics)
    yield from _unstarted(diagram, scenario, known, topics)
    yield from asked_in_vain(scenario, diagram)
    for unused in scenario.unused:
        yield warning("simulation.unused-input", unused.element, path=unused.path)


def _left_out(node: Node, running: Container[str], repeated: Container[str]) -> Iterable[str]:
    """Codes of what the node means and the simulator does not do."""
    if node.loop is not None and node.id not in repeated and not node.for_compensation:
        yield "simulation.loop" if node.loop.kind is LoopKind.STANDARD else "simulation.multi-instance"
    if node.kind is NodeKind.CALL_ACTIVITY and node.id not in running:
        yield "simulation.call-activity"
    if node.kind is NodeKind.AD_HOC:
        yield "simulation.ad-hoc"
    if node.kind is NodeKind.TRANSACTION:
        yield "simulation.transaction"
    if node.kind is NodeKind.COMPLEX_GATEWAY:
        yield "simulation.complex-gateway"
    if node.kind.is_container and node.id not in running and node.kind is not NodeKind.AD_HOC:
        yield "simulation.empty-subprocess"
    if node.kind in _THROWING and node.is_event_of(EventKind.COMPENSATION):
        yield "simulation.compensation"


def _unheard(diagram: Diagram, rows: Iterable[NodeRow], topics: Iterable[TopicRow]) -> Iterable[Problem]:
    """Messages between two nodes of which the second does not wait for any."""
    sending = {row.element for row in rows if row.sends}
    listening = {topic.name for topic in topics if not topic.is_signal}
    for message in diagram.messages:
        ends = message.source, message.target
        if all(isinstance(diagram.element(end), Node) for end in ends) and not (
            message.source in sending and message.target in listening
        ):
            yield warning("simulation.message-flow", message.id, message.line)


def _unstarted(
    diagram: Diagram, scenario: Scenario, rows: Iterable[NodeRow], topics: Iterable[TopicRow]
) -> Iterable[Problem]:
    """Processes in which nothing ever begins."""
    numbered = [*rows]
    begun = {numbered[node].element for topic in topics for _, node in topic.starts}
    called = {node.called for node in diagram.nodes if node.kind is NodeKind.CALL_ACTIVITY}
    for process in diagram.processes:
        nodes = [node.id for node in diagram.children(None) if node.process == process.id]
        starts = (process.id, *nodes)
        if (
            nodes
            and process.id not in called
            and not any(id_ in scenario.arrivals or id_ in begun for id_ in starts)
        ):
            yield warning("simulation.process-not-started", process.id, process.line)
