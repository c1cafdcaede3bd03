"""What the things of a diagram are called on the screen."""

from __future__ import annotations

import re

from studio.model import Diagram
from studio.wording import translate
from studio.wording.names import destination, in_language, name_of, step_name, team_name

__all__ = ["destination", "in_language", "input_name", "name_of", "plain", "step_name", "team_name"]

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|<>~$])")
_DIRECTIVE = re.compile(r":(?=[\w+/-])|@|\bwww(?=\.)", re.IGNORECASE)
"""After these begins an icon, an emoji, a colour or an address that would become a link; Streamlit looks
for them after Markdown took the backslashes away."""


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
    "shrinkage": "Shrinkage",
    "absence": "Absence",
    "speed": "Speed",
}
_SHIFT = re.compile(r"teams\.(.+)\.shifts\[(\d+)\](?:\.(.+))?")
_SECTIONS = {
    "arrivals": "Arrivals",
    "routing": "Shares of the paths",
    "events": "When it happens",
    "teams": "People",
}


def input_name(path: str, diagram: Diagram, language: str) -> str:
    """An input by its path, such as ``steps.Task_Handle.time``, in words; what has none stays a path."""
    shift = _SHIFT.fullmatch(path)
    if shift is not None:
        team, number, part = shift.groups()
        counted = part == "staff"
        about = translate("People" if counted else "Hours", language)
        where = team_name(diagram, team, language)
        in_shift = "{what} in shift {number} – {team}"
        return translate(in_shift, language, what=about, number=number, team=where)
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


def plain(text: str) -> str:
    """Text of a user's own that shows as it is where Streamlit would read Markdown.

    What might begin a directive or a link gets a word joiner after it, which nobody sees.
    """
    return _MARKUP.sub(r"\\\1", _DIRECTIVE.sub("\\g<0>\u2060", text))
