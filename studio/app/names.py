"""What the things of a diagram are called on the screen."""

from __future__ import annotations

import re

from studio.model import Diagram, Element, Flow, Node
from studio.wording import translate

__all__ = ["destination", "in_language", "input_name", "name_of", "plain", "step_name", "team_name"]

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|<>~$])")
_DIRECTIVE = re.compile(r":(?=[\w+-])")
"""Begins an icon, an emoji or a colour; Streamlit looks for them after Markdown took the backslashes away."""


def name_of(element: Element, language: str) -> str:
    """An element's label in that language on one line, else its id."""
    return " ".join(element.label(language).split()) or element.id


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


_ABOUT = {
    "time": "Handling time",
    "team": "Team",
    "people": "People at a time",
    "every": "Time between arrivals",
    "after": "When it happens",
    "chance": "How often it happens",
    "staff": "People",
    "shifts": "Shifts",
    "cost": "Cost an hour",
}
_SECTIONS = {
    "arrivals": "Arrivals",
    "routing": "Shares of the paths",
    "events": "When it happens",
    "teams": "People",
}


def input_name(path: str, diagram: Diagram, language: str) -> str:
    """An input by its path, such as ``steps.Task_Handle.time``, in words; what has none stays a path."""
    section, _, rest = path.partition(".")
    owner, part = rest, ""
    for about in _ABOUT:
        before, found, _ = f"{rest}.".partition(f".{about}.")
        if found:
            owner, part = before, about
            break
    told = _ABOUT.get(part) or _SECTIONS.get(section)
    if told is None or not owner:
        return path
    name = team_name(diagram, owner, language) if section == "teams" else step_name(diagram, owner, language)
    return f"{translate(told, language)} – {name}"


def in_language(text: str, language: str) -> str:
    """A name of a scenario in that language: it may say Chinese before and English after `` · ``."""
    parts = text.split(" · ")
    return parts[-1 if language == "en" else 0]


def plain(text: str) -> str:
    """Text of a user's own that shows as it is where Streamlit would read Markdown.

    Colons that might begin a directive get a word joiner after them, which nobody sees.
    """
    return _MARKUP.sub(r"\\\1", _DIRECTIVE.sub(":\u2060", text))
