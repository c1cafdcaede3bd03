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
    "patience": "Patience",
    "calls_back": "Calls back (%)",
    "batch": "Batch and set-up",
    "set_up": "Set-up time",
    "instances": "Instances",
    "repeats": "Several times",
    "assigns": "What the case is known by afterwards",
    "standard_time": "Standard time",
    "method": "Work instruction",
    "open": "Opening hours",
    "scale": "More or fewer arrivals",
    "backlog": "Cases waiting at the start",
    "clock": "Counted by",
    "rings": "How often it rings",
    "ramp_up": "New people",
    "at_once": "Cases at once",
    "slower": "Times as long with all places taken",
    "base_load": "Work of their own (%)",
    "at_shift_end": "End of a shift",
    "cannot_decide": "Cannot decide (%)",
    "customer_asks": "The customer asks (%)",
    "over_authority": "Over authority (%)",
    "ladder": "Ladder",
    "share": "Meet it (%)",
    "contained": "Settled there (%)",
    "comes_back": "Come back (%)",
    "harder": "Times as long for people",
    "class": "For which cases",
}
_OF_THE_RUN = {
    "cases": "Cases in each replication",
    "length": "Length of each replication",
    "warm_up": "Warm-up",
    "replications": "Replications",
    "precision": "Precision (± % of the value)",
    "seed": "Seed",
    "service_level": "Service level: begun within",
    "currency": "Currency",
    "start": "Begins at",
    "zone": "Time zone",
}
_SHIFT = re.compile(r"teams\.(.+)\.shifts\[(\d+)\](?:\.(.+))?")
_SECTIONS = {
    "arrivals": "Arrivals",
    "routing": "Shares of the paths",
    "events": "When it happens",
    "teams": "People",
    "deflect": "Self-service in front",
    "escalations": "Escalation",
}
_NAMED = {"ladders": "Ladder", "promises": "Promise", "attributes": "Attribute", "calendars": "Calendar"}
_ORIGIN = re.compile(r"\.(?:kind|as_of|source)$")
_LEVEL = re.compile(r"ladders\.(.+)\[(\d+)\](?:\..+)?")


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
    level = _LEVEL.fullmatch(path)
    if level is not None:
        told_level = "Level {number} of the ladder {name}"
        return translate(told_level, language, number=level[2], name=level[1])
    if path in _OF_THE_RUN:
        return translate(_OF_THE_RUN[path], language)
    section, _, rest = path.partition(".")
    if section == "provenance" and rest:
        about = input_name(_ORIGIN.sub("", rest), diagram, language)
        return f"{translate('Where the figures come from', language)} – {about}"
    way = next((flow for flow in diagram.flows if path == f"routing.{flow.source}.{flow.id}"), None)
    if way is not None:
        gateway, target = step_name(diagram, way.source, language), destination(diagram, way, language)
        return f"{translate(_SECTIONS[section], language)} – {gateway} → {target}"
    if section in _NAMED and rest:
        return f"{translate(_NAMED[section], language)} – {rest.replace('.parts.', ' › ')}"
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
