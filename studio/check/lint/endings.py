"""Rules about where a process or sub-process ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studio.check.lint.finding import Finding
from studio.check.lint.scopes import nodes_by_scope, ordinary_scopes, within_ad_hoc
from studio.model import Diagram, EventKind, LoopKind, Node, NodeKind
from studio.wording.names import called

__all__ = ["implicit_ends", "missing_ends", "same_ends", "superfluous_terminations"]

_COPYING = frozenset(
    {NodeKind.PARALLEL_GATEWAY, NodeKind.INCLUSIVE_GATEWAY, NodeKind.COMPLEX_GATEWAY, NodeKind.EVENT_GATEWAY}
)
"""Gateways that may have more than one way going at a time; an event gateway only if it begins the case."""


def missing_ends(diagram: Diagram) -> Iterator[Finding]:
    """end-event-required: scopes without an end event."""
    for scope, nodes in ordinary_scopes(diagram).items():
        if not any(node.kind is NodeKind.END_EVENT for node in nodes):
            yield Finding("lint.end-event-required", scope)


def implicit_ends(diagram: Diagram) -> Iterator[Finding]:
    """no-implicit-end: elements from which no flow leads on although they are no end."""
    undone = {link.source for link in diagram.associations}
    for node in diagram.nodes:
        if not diagram.outgoing(node.id) and not _ends_otherwise(diagram, node, undone):
            yield Finding("lint.no-implicit-end", node.id)


def _ends_otherwise(diagram: Diagram, node: Node, undone: set[str]) -> bool:
    kinds = {event.kind for event in node.events}
    return (
        node.kind is NodeKind.END_EVENT
        or node.triggered_by_event
        or (node.kind is NodeKind.THROW_EVENT and kinds == {EventKind.LINK})
        or (node.kind.is_activity and (node.for_compensation or within_ad_hoc(diagram, node)))
        or (node.attached_to is not None and kinds == {EventKind.COMPENSATION} and node.id in undone)
    )


def superfluous_terminations(diagram: Diagram) -> Iterator[Finding]:
    """superfluous-termination: an end that cuts off all other ways where there never is another one."""
    for nodes in nodes_by_scope(diagram).values():
        if any(map(_terminates, nodes)) and not _may_go_several_ways(diagram, nodes):
            for node in filter(_terminates, nodes):
                yield Finding("lint.superfluous-termination", node.id)


def _terminates(node: Node) -> bool:
    return node.kind is NodeKind.END_EVENT and node.is_event_of(EventKind.TERMINATE)


def _may_go_several_ways(diagram: Diagram, nodes: Sequence[Node]) -> bool:
    """Whether a case might be in more than one place of the scope at a time."""
    unled = [node for node in nodes if not diagram.incoming(node.id) and node.attached_to is None]
    started = any(node.kind is NodeKind.START_EVENT for node in unled)
    if not started and sum(not node.triggered_by_event for node in unled) > 1:
        return True
    return any(
        (node.kind in _COPYING and len(diagram.outgoing(node.id)) > 1)
        or (not node.kind.is_gateway and len(diagram.outgoing(node.id)) > 1)
        or (node.attached_to is not None and not node.interrupting)
        or (node.loop is not None and node.loop.kind is LoopKind.PARALLEL)
        or (node.triggered_by_event and any(not child.interrupting for child in diagram.children(node.id)))
        for node in nodes
    )


def same_ends(diagram: Diagram) -> Iterator[Finding]:
    """same-end: end events of one scope and lane that have the same name and do the same."""
    for nodes in nodes_by_scope(diagram).values():
        groups: dict[tuple[object, ...], list[Node]] = {}
        for node in nodes:
            if node.kind is NodeKind.END_EVENT and node.name:
                kinds = tuple(event.kind for event in node.events)
                groups.setdefault((node.name.casefold(), node.lane, kinds), []).append(node)
        for alike in groups.values():
            if len(alike) > 1:
                told = {"number": str(len(alike)), "name": called(diagram, alike[0].id)}
                yield Finding("lint.same-end", alike[1].id, told)
