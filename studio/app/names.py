"""What an element is called on the screen."""

from __future__ import annotations

from studio.model import Diagram, Element

__all__ = ["name_of", "step_name"]


def name_of(element: Element, language: str) -> str:
    """An element's label in that language on one line, else its id."""
    return " ".join(element.label(language).split()) or element.id


def step_name(diagram: Diagram, id: str, language: str) -> str:
    """The name of the element of that id; the id itself where the diagram has none."""
    element = diagram.element(id)
    return id if element is None else name_of(element, language)
