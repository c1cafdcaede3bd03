"""What every element says of itself: documentation, labels in several languages, the studio's properties."""

from __future__ import annotations

from collections.abc import Iterable

from studio.model import Element, Label
from studio.reading.writing.piece import Piece, piece

__all__ = ["documentation", "label_pieces", "property_pieces", "words"]


def words(element: Element) -> list[Piece]:
    """The children that an element begins with."""
    own = label_pieces(element.labels) + property_pieces(element.properties)
    made = documentation(element)
    return [*made, piece("bpmn:extensionElements", children=own)] if own else made


def documentation(element: Element) -> list[Piece]:
    return [piece("bpmn:documentation", text=element.documentation)] if element.documentation else []


def label_pieces(labels: Iterable[Label]) -> list[Piece]:
    return [piece("studio:label", {"lang": label.language}, text=label.text) for label in labels]


def property_pieces(properties: Iterable[tuple[str, str]]) -> list[Piece]:
    return [piece("studio:property", {"name": name}, text=value) for name, value in properties]
