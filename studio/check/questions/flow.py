"""The first question: whether the diagram is complete, so that every case comes from a start to an end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from studio.check.questions.asking import Asked, Lack
from studio.check.questions.asking import asked as put
from studio.check.service.desk import Desk
from studio.check.soundness import Defect, Soundness
from studio.model import Diagram, EventKind, Flow, Node, NodeKind, Problem
from studio.model.graph import implicit_ends, reaches_end, unreached
from studio.scenario.elements import chooses

__all__ = ["asked"]

_LOOSE = frozenset(
    {"flow.no-source", "flow.no-target", "flow.unknown-source", "flow.unknown-target"}
    | {"flow.source-no-step", "flow.target-no-step"}
)


def asked(desk: Desk, told: Sequence[Problem], sound: Sequence[Soundness]) -> Asked:
    """Of every node and process whether it is complete; flows count only where they are loose."""
    return put(desk.diagram, _answers(desk, told, sound))


def _answers(
    desk: Desk, told: Sequence[Problem], sound: Sequence[Soundness]
) -> Iterator[tuple[str, Lack | None]]:
    diagram = desk.diagram
    for process in diagram.processes:
        yield process.id, _lack_of_process([node for node in diagram.nodes if node.process == process.id])
    loose = {problem.element for problem in told if problem.code in _LOOSE and problem.element}
    yield from ((id, Lack("question.loose-flow")) for id in sorted(loose))
    lacking = _lacking(diagram, sound)
    for node in diagram.nodes:
        lack = lacking.get(node.id)
        if lack is None and chooses(diagram, node) and not _is_decided(desk, node):
            lack = Lack("question.undecided")
        yield node.id, lack


def _lack_of_process(nodes: Sequence[Node]) -> Lack | None:
    if not nodes:
        return Lack("question.empty")
    own = [node for node in nodes if node.parent is None]
    if not any(node.kind is NodeKind.START_EVENT or node.instantiates for node in own):
        return Lack("question.no-start")
    return None if any(node.kind is NodeKind.END_EVENT for node in own) else Lack("question.no-end")


def _lacking(diagram: Diagram, sound: Sequence[Soundness]) -> Mapping[str, Lack]:
    """Nodes with the first reason why they are not on a way from a start to an end."""
    found: dict[str, Lack] = {}
    for id in unreached(diagram):
        found.setdefault(id, Lack("question.unreached"))
    for id in implicit_ends(diagram):
        node = diagram.node(id)
        if not (_is_inside_ad_hoc(diagram, node) or _throws_link(node) or node.for_compensation):
            found.setdefault(id, Lack("question.dead-end"))
    on_the_way = reaches_end(diagram)
    for node in diagram.nodes:
        if node.id not in on_the_way:
            found.setdefault(node.id, Lack("question.no-way-out"))
    for verdict in sound:
        for fault in verdict.faults:
            for id in (fault.element,) if fault.defect is not Defect.DEAD else fault.elements:
                if isinstance(diagram.element(id), Node):
                    found.setdefault(id, Lack("question.unsound"))
    return found


def _is_inside_ad_hoc(diagram: Diagram, node: Node) -> bool:
    return node.parent is not None and diagram.node(node.parent).kind is NodeKind.AD_HOC


def _throws_link(node: Node) -> bool:
    return node.kind is NodeKind.THROW_EVENT and node.is_event_of(EventKind.LINK)


def _is_decided(desk: Desk, node: Node) -> bool:
    """Whether every way from it is labelled, conditional, the default, or stated in the scenario."""
    ways = desk.diagram.outgoing(node.id)
    if len(ways) < 2:
        return True
    if not node.kind.is_gateway and not any(flow.condition for flow in ways):
        return True  # all ways are taken at once
    return all(_is_told(flow, node) or _is_stated(desk, flow, node) for flow in ways)


def _is_told(flow: Flow, node: Node) -> bool:
    labelled = flow.name.strip() or any(label.text.strip() for label in flow.labels)
    return bool(labelled or flow.condition.strip()) or flow.id == node.default


def _is_stated(desk: Desk, flow: Flow, node: Node) -> bool:
    routing = desk.scenario.routing.get(node.id) if desk.scenario is not None else None
    if routing is None or not desk.is_known(f"routing.{node.id}"):
        return False
    is_open = desk.scenario is not None and f"routing.{node.id}.{flow.id}" in desk.scenario.assumed
    return not is_open and (
        flow.id in routing.guards or flow.id in routing.chances or flow.id == routing.default
    )
