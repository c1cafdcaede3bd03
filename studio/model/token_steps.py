"""The single steps that a token can take, as :mod:`studio.model.graph` defines them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from studio.model.diagram import Diagram, EventKind, Node, NodeKind

__all__ = ["Place", "Step", "Steps", "compensating", "link_targets", "starts_by_scope", "token_steps"]

Place = Hashable
"""A node's id, or a tuple where there is no node, such as the way out of a sub-process."""


class Step(NamedTuple):
    """One way on. ``flows`` are the sequence flows that it stands for."""

    target: Place
    flows: tuple[str, ...] = ()
    exceptional: bool = False


Steps = Mapping[Place, list[Step]]


def token_steps(diagram: Diagram) -> dict[Place, list[Step]]:
    """The ways on from every place; the ordinary ones stand before the exceptional."""
    steps: dict[Place, list[Step]] = {node.id: [] for node in diagram.nodes}
    beginning = starts_by_scope(diagram)
    for node in diagram.nodes:
        going_on = [Step(flow.target, (flow.id,)) for flow in diagram.outgoing(node.id)]
        if node.kind.is_container:
            steps[node.id] += [Step(id) for id in beginning.get(node.id, ())]
            steps[node.id].append(Step(_out(node.id)))
            steps[_out(node.id)] = going_on
        else:
            steps[node.id] += going_on
    _follow_links(diagram, steps)
    _compensate(diagram, steps)
    _leave_scopes(diagram, steps)
    for node in diagram.nodes:
        steps[node.id] += [Step(event.id, (), True) for event in diagram.boundary(node.id)]
    _enter_event_sub_processes(diagram, steps, beginning)
    return steps


def _follow_links(diagram: Diagram, steps: dict[Place, list[Step]]) -> None:
    for throw, catch in link_targets(diagram).items():
        steps[throw].append(Step(catch, tuple(flow.id for flow in diagram.incoming(throw))))


def _compensate(diagram: Diagram, steps: dict[Place, list[Step]]) -> None:
    for source, target in _compensations(diagram):
        steps[source].append(Step(target))


def _leave_scopes(diagram: Diagram, steps: dict[Place, list[Step]]) -> None:
    """From what ends inside a sub-process, itself perhaps a sub-process, to the way out of it."""
    for node in diagram.nodes:
        last = _out(node.id) if node.kind.is_container else node.id
        if not steps[last] and node.parent is not None and _out(node.parent) in steps:
            steps[last].append(Step(_out(node.parent)))


def _enter_event_sub_processes(
    diagram: Diagram, steps: dict[Place, list[Step]], beginning: Mapping[str, list[str]]
) -> None:
    for node in diagram.nodes:
        if not node.triggered_by_event:
            continue
        if node.parent is not None and node.parent in steps:
            steps[node.parent].append(Step(node.id, (), True))
            continue
        entry = ("events", node.process)
        if entry not in steps:
            steps[entry] = []
            for start in beginning.get(node.process, ()):
                steps[start].append(Step(entry, (), True))
        steps[entry].append(Step(node.id))


def starts_by_scope(diagram: Diagram) -> dict[str, list[str]]:
    """The starts by the id of the process or sub-process that they begin."""
    inside: dict[str, list[Node]] = {}
    for node in diagram.nodes:
        inside.setdefault(node.parent or node.process, []).append(node)
    entered = set(link_targets(diagram).values()) | compensating(diagram)
    return {scope: _starts_among(diagram, nodes, entered) for scope, nodes in inside.items()}


def _starts_among(diagram: Diagram, nodes: Iterable[Node], entered: AbstractSet[str]) -> list[str]:
    waiting = [
        node
        for node in nodes
        if not (
            diagram.incoming(node.id) or node.attached_to or node.triggered_by_event or node.id in entered
        )
    ]
    idle = {node.id for node in waiting}
    explicit = [
        node.id
        for node in nodes
        if node.kind is NodeKind.START_EVENT or (node.instantiates and node.id in idle)
    ]
    return explicit or [node.id for node in waiting]


def link_targets(diagram: Diagram) -> dict[str, str]:
    """For each throwing link event the catching one that it leads to, where there is one.

    It is the first on the same level with the same link name, else the first with the same label: some
    tools write names of their own making into the link.
    """
    named: dict[tuple[str | None, ...], str] = {}
    labelled: dict[tuple[str | None, ...], str] = {}
    links = [node for node in diagram.nodes if node.is_event_of(EventKind.LINK)]
    for node in links:
        if node.kind is NodeKind.CATCH_EVENT:
            named.setdefault((*_level(node), _link_name(node)), node.id)
            if node.name.strip():
                labelled.setdefault((*_level(node), node.name.strip()), node.id)
    found = {
        node.id: named.get((*_level(node), _link_name(node)))
        or labelled.get((*_level(node), node.name.strip()))
        for node in links
        if node.kind is NodeKind.THROW_EVENT
    }
    return {throw: catch for throw, catch in found.items() if catch is not None}


def _level(node: Node) -> tuple[str, str | None]:
    return node.process, node.parent


def _link_name(node: Node) -> str:
    definition = next(event for event in node.events if event.kind is EventKind.LINK)
    return (definition.name or definition.reference or node.name).strip()


def _compensations(diagram: Diagram) -> Iterator[tuple[str, str]]:
    """Compensation boundary events, each with the activity that undoes the work."""
    nodes = {node.id: node for node in diagram.nodes}
    for link in diagram.associations:
        event, activity = nodes.get(link.source), nodes.get(link.target)
        if event and activity and event.attached_to and event.is_event_of(EventKind.COMPENSATION):
            yield event.id, activity.id


def compensating(diagram: Diagram) -> set[str]:
    """The activities that undo the work of others; no sequence flow leads to them."""
    return {activity for _, activity in _compensations(diagram)}


def _out(scope: str) -> tuple[str, str]:
    """The way out of a sub-process, which the ends inside it share."""
    return "out", scope
