"""Rules about names: whether there is one, whether it says what is done, whether it is there twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from studio.check.lint.doing import names_no_doing
from studio.check.lint.finding import Finding
from studio.model import Diagram, Element, Node, NodeKind, Severity
from studio.wording.names import called

__all__ = ["nameless", "same_labels", "verbless"]

_NEED_NO_NAME = frozenset({NodeKind.PARALLEL_GATEWAY, NodeKind.EVENT_GATEWAY})


def nameless(diagram: Diagram) -> Iterator[Finding]:
    """label-required: steps, events, decisions, conditional flows, pools and lanes without a name.

    The only plain start of a process or sub-process needs none, nor does its only plain end.
    """
    evident = _evident(diagram)
    for node in diagram.nodes:
        if node.kind.is_container or node.kind in _NEED_NO_NAME or node.id in evident or _is_named(node):
            continue
        if node.kind.is_activity:
            yield Finding("lint.label-required.step", node.id, severity=Severity.WARNING)
        elif not node.kind.is_gateway:
            yield Finding("lint.label-required", node.id)
        elif len(diagram.outgoing(node.id)) > 1:
            yield Finding("lint.label-required.decision", node.id)
    yield from _unnamed(flow for flow in diagram.flows if flow.condition)
    yield from _unnamed(diagram.pools)
    yield from _unnamed(diagram.lanes)


def _evident(diagram: Diagram) -> set[str]:
    """Plain start and end events that are the only ones of their kind in their scope."""
    borders: dict[tuple[str, NodeKind], list[Node]] = {}
    for node in diagram.nodes:
        if node.kind in {NodeKind.START_EVENT, NodeKind.END_EVENT}:
            borders.setdefault((node.parent or node.process, node.kind), []).append(node)
    return {nodes[0].id for nodes in borders.values() if len(nodes) == 1 and not nodes[0].events}


def _unnamed(elements: Iterable[Element]) -> Iterator[Finding]:
    return (Finding("lint.label-required", it.id) for it in elements if not _is_named(it))


def _is_named(element: Element) -> bool:
    return bool(element.name.strip()) or any(label.text.strip() for label in element.labels)


def same_labels(diagram: Diagram) -> Iterator[Finding]:
    """same-label: steps of one process that have the same name."""
    groups: dict[tuple[str, str], list[Node]] = {}
    for node in diagram.nodes:
        if node.kind.is_activity and node.name:
            groups.setdefault((node.process, node.name.casefold()), []).append(node)
    for nodes in groups.values():
        if len(nodes) > 1:
            told = {"number": str(len(nodes)), "name": called(diagram, nodes[1].id)}
            yield Finding("lint.same-label", nodes[1].id, told)


def verbless(diagram: Diagram) -> Iterator[Finding]:
    """verbless-label: steps whose name is a thing or a topic and not something to do (7PMG's sixth)."""
    for node in diagram.nodes:
        if node.kind.is_task and names_no_doing(node.name):
            yield Finding("lint.verbless-label", node.id, {"name": called(diagram, node.id)})
