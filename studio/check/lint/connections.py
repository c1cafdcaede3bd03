"""Rules about what is connected with what, and about events that need a partner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from studio.check.lint.finding import Finding
from studio.check.lint.scopes import within_ad_hoc
from studio.check.soundness.throwing import Catching
from studio.model import Declaration, Diagram, EventKind, Node, NodeKind, Severity
from studio.model.graph import link_targets

__all__ = [
    "ad_hoc_contents",
    "conditionless_events",
    "declarations",
    "disconnected",
    "duplicate_flows",
    "links",
    "several_definitions",
    "uncaught_errors",
]

_CHOOSING = (NodeKind.EXCLUSIVE_GATEWAY, NodeKind.EVENT_GATEWAY)


def disconnected(diagram: Diagram) -> Iterator[Finding]:
    """no-disconnected: elements that no sequence flow touches."""
    for node in diagram.nodes:
        if diagram.incoming(node.id) or diagram.outgoing(node.id) or _stands_alone(diagram, node):
            continue
        yield Finding("lint.no-disconnected", node.id)


def _stands_alone(diagram: Diagram, node: Node) -> bool:
    return (
        node.triggered_by_event
        or node.attached_to is not None
        or (node.kind.is_activity and (node.for_compensation or within_ad_hoc(diagram, node)))
    )


def duplicate_flows(diagram: Diagram) -> Iterator[Finding]:
    """no-duplicate-sequence-flows: a second flow between the same two elements on the same condition."""
    seen: set[tuple[str, str, str]] = set()
    for flow in diagram.flows:
        key = flow.source, flow.target, flow.condition
        if key in seen:
            if diagram.node(flow.source).kind in _CHOOSING:
                yield Finding("lint.no-duplicate-sequence-flows.either", flow.id)
            else:
                yield Finding("lint.no-duplicate-sequence-flows", flow.id)
        seen.add(key)


def ad_hoc_contents(diagram: Diagram) -> Iterator[Finding]:
    """ad-hoc-sub-process: starts and ends in one, which has none, and events that lead to nothing."""
    for node in diagram.nodes:
        if not within_ad_hoc(diagram, node):
            continue
        if node.kind in {NodeKind.START_EVENT, NodeKind.END_EVENT}:
            yield Finding("lint.ad-hoc-sub-process", node.id)
        elif node.kind is NodeKind.CATCH_EVENT and not diagram.outgoing(node.id):
            yield Finding("lint.ad-hoc-sub-process.catch", node.id)


def links(diagram: Diagram) -> Iterator[Finding]:
    """link-event: links without a counterpart of the same name on their level, or without a name."""
    targets = link_targets(diagram)
    entered = set(targets.values())
    caught = Counter(_link(node) for node in diagram.nodes if _is_link(node, NodeKind.CATCH_EVENT))
    for node in diagram.nodes:
        throws, catches = _is_link(node, NodeKind.THROW_EVENT), _is_link(node, NodeKind.CATCH_EVENT)
        if not throws and not catches:
            continue
        if not _link(node)[-1]:
            yield Finding("lint.link-event.name", node.id)
        elif throws and node.id not in targets:
            yield Finding("lint.link-event.catch", node.id)
        elif catches and node.id not in entered:
            several = caught[_link(node)] > 1
            yield Finding("lint.link-event.twice" if several else "lint.link-event.throw", node.id)


def _is_link(node: Node, kind: NodeKind) -> bool:
    return node.kind is kind and node.is_event_of(EventKind.LINK)


def _link(node: Node) -> tuple[str, str | None, str]:
    """The level of a link and its name: the link's own, else the event's."""
    name = next(event.name for event in node.events if event.kind is EventKind.LINK)
    return node.process, node.parent, (name or node.name).strip()


def uncaught_errors(diagram: Diagram) -> Iterator[Finding]:
    """uncaught-error: errors thrown in a sub-process that no boundary event or event sub-process catches.

    On the level of the process nothing could catch them, so that ending it is what they are for.
    """
    catching = Catching(diagram)
    for node in diagram.nodes:
        if node.parent is not None and catching.ends_process(node):
            yield Finding("lint.uncaught-error", node.id)


def several_definitions(diagram: Diagram) -> Iterator[Finding]:
    """single-event-definition: an event that waits for, or sends, several things."""
    for node in diagram.nodes:
        if len(node.events) > 1:
            yield Finding("lint.single-event-definition", node.id, {"number": str(len(node.events))})


def conditionless_events(diagram: Diagram) -> Iterator[Finding]:
    """conditional-event: a conditional event without a condition in a process that is to be executed."""
    executable = {process.id for process in diagram.processes if process.executable}
    for node in diagram.nodes:
        silent = any(it.kind is EventKind.CONDITIONAL and not it.condition for it in node.events)
        if silent and node.process in executable:
            yield Finding("lint.conditional-event", node.id)


def declarations(diagram: Diagram) -> Iterator[Finding]:
    """global: messages, signals, errors and escalations of no or the same name, and unused ones."""
    names = Counter((it.kind, it.name) for it in diagram.declarations)
    for it in diagram.declarations:
        code = _fault_of(it, names[it.kind, it.name])
        if code is not None:
            yield Finding(code, it.id, {"name": it.name or it.id, "kind": it.kind.value}, Severity.INFO)


def _fault_of(declaration: Declaration, namesakes: int) -> str | None:
    if not declaration.used:
        return "lint.global.unused"
    if not declaration.name:
        return "lint.global.name"
    return "lint.global.twice" if namesakes > 1 else None
