"""What a diagram or a scenario says and the simulator does not do: each a named warning, never silence."""

from __future__ import annotations

from collections.abc import Container, Iterable

from studio.model import Diagram, EventKind, LoopKind, Node, NodeKind, Problem, Severity
from studio.scenario import Scenario

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


def omissions(diagram: Diagram, scenario: Scenario, scopes: Container[str]) -> Iterable[Problem]:
    """A warning for all that is left out; ``scopes`` are the ids of sub-processes whose contents run."""
    for node in diagram.nodes:
        if node.parent is not None and node.parent not in scopes:
            continue  # it goes with what it is in, which is named
        for code in _left_out(node, node.id in scopes):
            yield warning(code, node.id, node.line)
        if node.kind in _THROWING and node.is_event_of(EventKind.ESCALATION) and _is_caught(diagram, node):
            yield warning("simulation.escalation-throw", node.id, node.line)
    for message in diagram.messages:
        if all(isinstance(diagram.element(end), Node) for end in (message.source, message.target)):
            yield warning("simulation.message-flow", message.id, message.line)
    for process in diagram.processes:
        nodes = [node.id for node in diagram.children(None) if node.process == process.id]
        if nodes and not any(id_ in scenario.arrivals for id_ in (process.id, *nodes)):
            yield warning("simulation.process-not-started", process.id, process.line)
    for unused in scenario.unused:
        yield warning("simulation.unused-input", unused.element, path=unused.path)


def _is_caught(diagram: Diagram, node: Node) -> bool:
    """Whether something around the node catches an escalation that it throws."""
    scope: str | None = node.parent
    while True:
        catches = [] if scope is None else [*diagram.boundary(scope)]
        for inner in diagram.children(scope):
            if inner.triggered_by_event and inner.process == node.process:
                catches += diagram.children(inner.id)
        if any(catch.is_event_of(EventKind.ESCALATION) for catch in catches if catch.kind not in _THROWING):
            return True
        if scope is None:
            return False
        scope = diagram.node(scope).parent


def _left_out(node: Node, has_contents: bool) -> Iterable[str]:
    """Codes of what the node means and the simulator does not do."""
    if node.triggered_by_event:
        yield "simulation.event-subprocess"
        return
    if node.loop is not None:
        yield "simulation.loop" if node.loop.kind is LoopKind.STANDARD else "simulation.multi-instance"
    if node.kind is NodeKind.CALL_ACTIVITY:
        yield "simulation.call-activity"
    if node.kind is NodeKind.AD_HOC:
        yield "simulation.ad-hoc"
    if node.kind is NodeKind.TRANSACTION:
        yield "simulation.transaction"
    if node.kind is NodeKind.COMPLEX_GATEWAY:
        yield "simulation.complex-gateway"
    if node.kind.is_container and not has_contents and node.kind is not NodeKind.AD_HOC:
        yield "simulation.empty-subprocess"
    if node.kind is NodeKind.END_EVENT and node.is_event_of(EventKind.ERROR):
        yield "simulation.error-end"
    if node.kind in _THROWING:
        if node.is_event_of(EventKind.SIGNAL):
            yield "simulation.signal"
        if node.is_event_of(EventKind.COMPENSATION) or node.is_event_of(EventKind.CANCEL):
            yield "simulation.compensation"
    if node.kind is NodeKind.CATCH_EVENT and node.is_event_of(EventKind.CONDITIONAL):
        yield "simulation.conditional"
