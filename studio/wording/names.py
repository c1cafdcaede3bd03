"""What the things of a diagram are called."""

from __future__ import annotations

from studio.model import Diagram, Element, Flow, Node

__all__ = ["destination", "diagram_name", "in_language", "name_of", "step_name", "team_name"]


def name_of(element: Element, language: str) -> str:
    """An element's label in that language on one line, else its id."""
    return " ".join(element.label(language).split()) or element.id


def diagram_name(diagram: Diagram, language: str) -> str:
    """What a diagram is called: its label or a process's in that language, else a name, else its id."""
    family = language.partition("-")[0]
    for labels in (diagram.labels, *(process.labels for process in diagram.processes)):
        for label in labels:
            if label.language.partition("-")[0] == family:
                return " ".join(label.text.split())
    names = (diagram.name, *(process.name for process in diagram.processes))
    return next((" ".join(name.split()) for name in names if name.strip()), diagram.id)


def step_name(diagram: Diagram, id: str, language: str) -> str:
    """The name of the element of that id; the id itself where the diagram has none."""
    element = diagram.element(id)
    return id if element is None else name_of(element, language)


def destination(diagram: Diagram, flow: Flow, language: str) -> str:
    """Where a flow leads to: the next element that has a name, past gateways that have none.

    Of a nameless gateway with several ways out, all the next elements.
    """
    id, passed = flow.target, {flow.source}
    while id not in passed:
        passed.add(id)
        onward = diagram.outgoing(id)
        node = diagram.element(id)
        if not isinstance(node, Node) or not node.kind.is_gateway or node.label(language).strip():
            break
        if len(onward) != 1:
            return " + ".join(step_name(diagram, way.target, language) for way in onward) or id
        id = onward[0].target
    return step_name(diagram, id, language)


def team_name(diagram: Diagram, team: str, language: str) -> str:
    """A team by the name of its lane (or pool) in that language, where the diagram has such a lane."""
    for area in (*diagram.lanes, *diagram.pools):
        if team in (area.id, area.name, *(label.text for label in area.labels)):
            return name_of(area, language)
    return team


def in_language(text: str, language: str) -> str:
    """A name of a scenario in that language: it may say Chinese before and English after `` · ``."""
    parts = text.split(" · ")
    return parts[-1 if language == "en" else 0]
