"""A new BPMN 2.0 file of a diagram."""

from __future__ import annotations

from studio.model import Diagram, Label
from studio.reading.writing.contents import Contents
from studio.reading.writing.drawing import Drawing
from studio.reading.writing.homes import Homes
from studio.reading.writing.ids import Ids
from studio.reading.writing.parts import Parts
from studio.reading.writing.piece import NAMESPACES, PREFIXES, Piece, piece, rendered
from studio.reading.writing.texts import label_pieces

__all__ = ["EXPORTER", "ids_in", "new_file"]

EXPORTER = "Service Process Studio"
_TARGET_NAMESPACE = "urn:service-process-studio:diagram"


def new_file(diagram: Diagram) -> bytes:
    """The file: UTF-8, two blanks a level, the elements in the diagram's order."""
    root = _definitions(diagram)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{rendered(root, PREFIXES)}\n'.encode()


def ids_in(diagram: Diagram) -> list[str]:
    """The ids of the elements and of what their events refer to."""
    references = (it.reference for node in diagram.nodes for it in node.events)
    return [*(element.id for element in diagram.elements()), *(it for it in references if it)]


def _definitions(diagram: Diagram) -> Piece:
    homes, ids = Homes(diagram), Ids(ids_in(diagram))
    parts = Parts(diagram, ids, homes)
    contents = Contents(diagram, parts, homes)
    name, labels = _own_texts(diagram)
    root = piece(
        "bpmn:definitions",
        {f"xmlns:{prefix}": namespace for prefix, namespace in NAMESPACES.items()}
        | {
            "id": ids.alone(diagram.id),
            "name": None if labels else name or None,
            "targetNamespace": _TARGET_NAMESPACE,
            "exporter": EXPORTER,
        },
    )
    collaboration = None
    if homes.has_collaboration or labels:
        own = [piece("bpmn:extensionElements", children=label_pieces(labels))] if labels else []
        attributes = {"id": ids.free("Collaboration"), "name": name if labels else None}
        collaboration = contents.collaboration(piece("bpmn:collaboration", attributes, own))
    processes = contents.processes()
    root.children += [*parts.declarations.pieces(), *contents.categories]
    if collaboration is not None:
        root.children.append(collaboration)
    shown = collaboration.attributes["id"] if collaboration is not None else None
    root.children += [*processes, *Drawing(diagram, ids, homes).pieces(shown)]
    return root


def _own_texts(diagram: Diagram) -> tuple[str, tuple[Label, ...]]:
    """The diagram's name and labels, where they are not those of its first process with a name."""
    first = next((process for process in diagram.processes if process.name), None)
    if first is not None and (first.name, first.labels) == (diagram.name, diagram.labels):
        return "", ()
    return diagram.name, diagram.labels
