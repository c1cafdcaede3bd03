"""Each part of a diagram as one XML element, without the parts that stand inside it."""

from __future__ import annotations

from collections.abc import Mapping

from studio.model import (
    Artifact,
    ArtifactKind,
    Association,
    Diagram,
    Element,
    EventKind,
    Flow,
    Lane,
    Node,
    NodeKind,
    Pool,
    Process,
)
from studio.reading.writing.events import Declarations, expression, loop_piece
from studio.reading.writing.homes import Homes
from studio.reading.writing.ids import Ids
from studio.reading.writing.piece import Piece, piece
from studio.reading.writing.texts import words

__all__ = ["CANCELS", "Parts", "flag", "node_attributes"]

CANCELS: Mapping[NodeKind, str] = {
    NodeKind.BOUNDARY_EVENT: "cancelActivity",
    NodeKind.START_EVENT: "isInterrupting",
}
"""The attribute that tells an interrupting event; it is true unless it says otherwise."""


def flag(value: bool) -> str:
    return "true" if value else "false"


def node_attributes(node: Node, ids: Ids) -> dict[str, str | None]:
    """The attributes of a flow node, None for those that it does not need."""
    cancels = CANCELS.get(node.kind)
    attributes: dict[str, str | None] = {"id": ids.of(node.id), "name": node.name or None}
    if cancels is not None:
        attributes[cancels] = None if node.interrupting else "false"
    return attributes | {
        "parallelMultiple": "true" if node.all_events and node.kind.is_event else None,
        "eventGatewayType": "Parallel" if node.all_events and node.kind.is_gateway else None,
        "isForCompensation": "true" if node.for_compensation else None,
        "instantiate": "true" if node.instantiates else None,
        "triggeredByEvent": "true" if node.triggered_by_event else None,
        "calledElement": node.called,
        "default": ids.of(node.default) if node.default else None,
        "attachedToRef": ids.of(node.attached_to) if node.attached_to else None,
    }


class Parts:
    """The elements of a diagram as XML."""

    def __init__(self, diagram: Diagram, ids: Ids, homes: Homes) -> None:
        self.declarations = Declarations(diagram, ids)
        self.ids = ids
        self._diagram = diagram
        self._elements = {element.id: element for element in diagram.elements()}
        self.data: dict[str, list[Association]] = {}
        """The data associations that stand in an activity or event, by its id."""
        for association in diagram.associations:
            holder = homes.holder(association)
            if holder is not None:
                self.data.setdefault(holder.id, []).append(association)

    def process(self, process: Process) -> Piece:
        attributes = {"isExecutable": flag(process.executable)}
        return piece("bpmn:process", self._named(process) | attributes, words(process))

    def pool(self, pool: Pool) -> Piece:
        attributes = {"processRef": self.ids.of(pool.process) if pool.process else None}
        return piece("bpmn:participant", self._named(pool) | attributes, words(pool))

    def lane(self, lane: Lane, listed: list[str]) -> Piece:
        """A lane that lists the nodes of those ids."""
        made = piece("bpmn:lane", self._named(lane), words(lane))
        made.children += [piece("bpmn:flowNodeRef", text=self.ids.of(id)) for id in listed]
        return made

    def node(self, node: Node) -> Piece:
        """A flow node with everything but the contents of a sub-process."""
        made = piece(f"bpmn:{node.kind}", node_attributes(node, self.ids), words(node))
        for tag, flows in (
            ("incoming", self._diagram.incoming(node.id)),
            ("outgoing", self._diagram.outgoing(node.id)),
        ):
            made.children += [piece(f"bpmn:{tag}", text=self.ids.of(flow.id)) for flow in flows]
        made.children += self._data(node)
        if node.loop is not None:
            made.children.append(loop_piece(node.loop, self._elements, self.ids))
        made.children += [self.declarations.definition(definition) for definition in node.events]
        return made

    def flow(self, flow: Flow) -> Piece:
        made = piece("bpmn:sequenceFlow", self._ended(flow), words(flow))
        if flow.condition or flow.condition_language:
            made.children.append(expression("conditionExpression", flow.condition, flow.condition_language))
        return made

    def message(self, message: Flow) -> Piece:
        return piece("bpmn:messageFlow", self._ended(message), words(message))

    def artifact(self, artifact: Artifact) -> list[Piece]:
        """An artifact and, first, what it needs beside it."""
        attributes = self._named(artifact)
        if artifact.kind is ArtifactKind.ANNOTATION:
            text = [piece("bpmn:text", text=artifact.name)]
            return [piece("bpmn:textAnnotation", {"id": attributes["id"]}, [*words(artifact), *text])]
        if artifact.kind is ArtifactKind.GROUP:
            return [piece("bpmn:group", {"id": attributes["id"]}, words(artifact))]
        if artifact.kind is ArtifactKind.DATA_OBJECT:
            data = self.ids.free(f"{attributes['id']}_data")
            made = piece("bpmn:dataObjectReference", attributes | {"dataObjectRef": data}, words(artifact))
            return [piece("bpmn:dataObject", {"id": data}), made]
        return [piece(f"bpmn:{artifact.kind}", attributes, words(artifact))]

    def category(self, group: Artifact, made: Piece) -> Piece | None:
        """What the frame ``made`` of a group is called, to stand beside the processes."""
        if not group.name:
            return None
        stem = made.attributes["id"]
        made.attributes["categoryValueRef"] = value = self.ids.free(f"{stem}_value")
        named = piece("bpmn:categoryValue", {"id": value, "value": group.name})
        return piece("bpmn:category", {"id": self.ids.free(f"{stem}_category")}, [named])

    def association(self, association: Association) -> Piece:
        """A plain association; it has an arrow where it leads from an event to what undoes work."""
        source = self._elements.get(association.source)
        is_undoing = (
            isinstance(source, Node)
            and source.attached_to is not None
            and source.is_event_of(EventKind.COMPENSATION)
        )
        direction = {"associationDirection": "One"} if is_undoing else {}
        return piece("bpmn:association", self._ended(association) | direction, words(association))

    def data_association(self, association: Association, placeholder: str | None) -> Piece:
        """A data association as it stands in a node; ``placeholder`` is where data that comes in goes to."""
        if placeholder is None:
            kind, ends = "Output", {"target": association.target}
        else:
            kind, ends = "Input", {"source": association.source, "target": placeholder}
        made = piece(f"bpmn:data{kind}Association", self._named(association), words(association))
        made.children += [piece(f"bpmn:{end}Ref", text=self.ids.of(id)) for end, id in ends.items()]
        return made

    def _data(self, node: Node) -> list[Piece]:
        coming = [it for it in self.data.get(node.id, ()) if it.source != node.id]
        going = [it for it in self.data.get(node.id, ()) if it.source == node.id]
        made: list[Piece] = []
        placeholder = ""
        if coming:
            placeholder = self.ids.free(f"{self.ids.of(node.id)}_input")
            made.append(piece("bpmn:property", {"id": placeholder, "name": "__targetRef_placeholder"}))
        made += [self.data_association(association, placeholder) for association in coming]
        return made + [self.data_association(association, None) for association in going]

    def _named(self, element: Element) -> dict[str, str | None]:
        return {"id": self.ids.of(element.id), "name": element.name or None}

    def _ended(self, line: Flow | Association) -> dict[str, str | None]:
        ends = {"sourceRef": self.ids.of(line.source), "targetRef": self.ids.of(line.target)}
        return self._named(line) | ends
