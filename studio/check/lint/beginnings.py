"""Rules about where a process or sub-process begins."""

from __future__ import annotations

from collections.abc import Iterator

from studio.check.lint.finding import Finding
from studio.check.lint.scopes import nodes_by_scope, ordinary_scopes, within_ad_hoc
from studio.model import Diagram, EventKind, Node, NodeKind, Severity

__all__ = [
    "blank_starts",
    "implicit_starts",
    "missing_starts",
    "typed_starts_of_sub_processes",
    "untyped_starts_of_event_sub_processes",
]


def missing_starts(diagram: Diagram) -> Iterator[Finding]:
    """start-event-required: scopes without a start event."""
    for scope, nodes in ordinary_scopes(diagram).items():
        if not any(node.kind is NodeKind.START_EVENT for node in nodes):
            yield Finding("lint.start-event-required", scope)


def implicit_starts(diagram: Diagram) -> Iterator[Finding]:
    """no-implicit-start: elements that no flow leads to, and that nothing else sets off."""
    started = {
        scope
        for scope, nodes in nodes_by_scope(diagram).items()
        if any(node.kind is NodeKind.START_EVENT for node in nodes)
    }
    for node in diagram.nodes:
        if diagram.incoming(node.id) or _begins_otherwise(diagram, node):
            continue
        if (node.parent or node.process) in started:
            yield Finding("lint.no-implicit-start.beside", node.id, severity=Severity.WARNING)
        else:
            yield Finding("lint.no-implicit-start", node.id)


def _begins_otherwise(diagram: Diagram, node: Node) -> bool:
    return (
        node.kind in {NodeKind.START_EVENT, NodeKind.BOUNDARY_EVENT}
        or node.triggered_by_event
        or node.instantiates
        or (node.kind.is_activity and (node.for_compensation or within_ad_hoc(diagram, node)))
        or (
            node.kind is NodeKind.CATCH_EVENT
            and bool(node.events)
            and all(event.kind is EventKind.LINK for event in node.events)
        )
    )


def blank_starts(diagram: Diagram) -> Iterator[Finding]:
    """single-blank-start-event: a scope in which more than one start event says nothing of its trigger."""
    for nodes in nodes_by_scope(diagram).values():
        blank = [node for node in nodes if node.kind is NodeKind.START_EVENT and not node.events]
        if len(blank) > 1:
            number = {"number": str(len(blank))}
            yield Finding("lint.single-blank-start-event", blank[1].id, number)


def typed_starts_of_sub_processes(diagram: Diagram) -> Iterator[Finding]:
    """sub-process-blank-start-event: the start of an ordinary sub-process that waits for something."""
    for node in diagram.nodes:
        if node.events and _begins_sub_process(diagram, node, triggered=False):
            yield Finding("lint.sub-process-blank-start-event", node.id)


def untyped_starts_of_event_sub_processes(diagram: Diagram) -> Iterator[Finding]:
    """event-sub-process-typed-start-event: the start of an event sub-process that waits for nothing."""
    for node in diagram.nodes:
        if not node.events and _begins_sub_process(diagram, node, triggered=True):
            yield Finding("lint.event-sub-process-typed-start-event", node.id)


def _begins_sub_process(diagram: Diagram, node: Node, *, triggered: bool) -> bool:
    """Whether a node is a start event of a sub-process of that sort."""
    if node.kind is not NodeKind.START_EVENT or node.parent is None:
        return False
    return diagram.node(node.parent).triggered_by_event is triggered
