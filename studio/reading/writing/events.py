"""What events wait for or throw, and loop markers, as XML; with the messages and the like they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from studio.model import Diagram, EventDefinition, EventKind, Loop, LoopKind
from studio.reading.writing.ids import Ids
from studio.reading.writing.piece import Piece, piece

__all__ = ["Declarations", "declared_kind", "expression", "loop_piece"]

_REFERENCES = {
    EventKind.MESSAGE: "messageRef",
    EventKind.SIGNAL: "signalRef",
    EventKind.ERROR: "errorRef",
    EventKind.ESCALATION: "escalationRef",
    EventKind.COMPENSATION: "activityRef",
}
_DECLARED = frozenset({EventKind.MESSAGE, EventKind.SIGNAL, EventKind.ERROR, EventKind.ESCALATION})


def declared_kind(definition: EventDefinition) -> bool:
    """Whether what the event refers to is declared once for the whole file."""
    return definition.kind in _DECLARED and bool(definition.reference)


def expression(tag: str, text: str, language: str = "") -> Piece:
    """A formal expression; it is text of the file, which nothing here evaluates."""
    return piece(
        f"bpmn:{tag}", {"xsi:type": "bpmn:tFormalExpression", "language": language or None}, text=text
    )


def loop_piece(loop: Loop, elements: Mapping[str, object], ids: Ids) -> Piece:
    """The marker of an activity; ``elements`` are those of the diagram by id."""
    if loop.kind is LoopKind.STANDARD:
        condition = [expression("loopCondition", loop.condition)] if loop.condition else []
        attributes = {
            "testBefore": "true" if loop.test_before else None,
            "loopMaximum": loop.cardinality or None,
        }
        return piece("bpmn:standardLoopCharacteristics", attributes, condition)
    children = []
    is_element = loop.collection in elements
    if loop.cardinality:
        children.append(expression("loopCardinality", loop.cardinality))
    if is_element:
        children.append(piece("bpmn:loopDataInputRef", text=ids.of(loop.collection)))
    if loop.condition:
        children.append(expression("completionCondition", loop.condition))
    attributes = {
        "isSequential": "true" if loop.kind is LoopKind.SEQUENTIAL else None,
        "studio:collection": None if is_element else loop.collection or None,
    }
    return piece("bpmn:multiInstanceLoopCharacteristics", attributes, children)


class Declarations:
    """The messages, signals, errors and escalations of a diagram, each with its name.

    Where events that share one of them give it different names, it has none and each event keeps its own.
    """

    def __init__(self, diagram: Diagram, ids: Ids) -> None:
        self._ids = ids
        self._elements = {element.id: element for element in diagram.elements()}
        self._kinds: dict[str, EventKind] = {}
        names: dict[str, set[str]] = {}
        for node in diagram.nodes:
            for definition in node.events:
                if definition.reference and declared_kind(definition):
                    self._kinds.setdefault(definition.reference, definition.kind)
                    names.setdefault(definition.reference, set()).add(definition.name)
        for id in self._elements:
            self._kinds.pop(id, None)
        self.names: Mapping[str, str] = MappingProxyType(
            {id: next(iter(names[id])) if len(names[id]) == 1 else "" for id in self._kinds}
        )

    def pieces(self, without: Iterable[str] = ()) -> list[Piece]:
        """The declarations, but those that are there already."""
        known = set(without)
        return [
            piece(f"bpmn:{kind}", {"id": self._ids.of(id), "name": self.names[id] or None})
            for id, kind in sorted(self._kinds.items(), key=lambda entry: list(EventKind).index(entry[1]))
            if id not in known
        ]

    def definition(self, definition: EventDefinition) -> Piece:
        """One event definition."""
        kind, reference = definition.kind, definition.reference
        attributes: dict[str, str | None] = {}
        if reference and kind in _REFERENCES:
            attributes[_REFERENCES[kind]] = self._ids.of(reference)
        is_said = reference in self._elements or (reference and self.names.get(reference) == definition.name)
        if kind is EventKind.LINK or (definition.name and not is_said):
            attributes["name"] = definition.name
        children = []
        if definition.timer is not None:
            children.append(expression(definition.timer.kind, definition.timer.text))
        if kind is EventKind.CONDITIONAL:
            children.append(expression("condition", definition.condition))
        return piece(f"bpmn:{kind}EventDefinition", attributes, children)
