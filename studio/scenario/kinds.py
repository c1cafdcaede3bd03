"""What kind of thing each attribute of a case is: compared with another kind it never fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from studio.model import Guard
from studio.scenario.scenario import Scenario

__all__ = ["Kinds", "kinds_in", "kinds_of", "misfits", "numbers_in"]

Kinds = Mapping[str, frozenset[type]]
"""By attribute ``float``, ``bool`` or ``str``: as a rule one, more where steps assign it otherwise."""

_CODES = {
    float: "scenario.attribute.number",
    bool: "scenario.attribute.truth",
    str: "scenario.attribute.word",
}


def kinds_of(document: Mapping[str, Any]) -> Kinds:
    """The kinds of all attributes that a file defines, whatever else is wrong with it."""
    found: dict[str, set[type]] = {}
    for name, entry in _defined(document):
        found.setdefault(name, set()).add(_kind(entry))
    return {name: frozenset(kinds) for name, kinds in found.items()}


def _defined(document: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Names and entries: those of the cases, and those that the entries of steps assign."""
    steps = document.get("steps")
    entries = list(steps.values()) if isinstance(steps, Mapping) else []
    assigned = [entry.get("assigns") for entry in entries if isinstance(entry, Mapping)]
    for attributes in (document.get("attributes"), *assigned):
        if isinstance(attributes, Mapping):
            yield from attributes.items()


def _kind(entry: object) -> type:
    told = entry if isinstance(entry, Mapping) else {}
    return str if told.get("choice") is not None else bool if told.get("chance") is not None else float


def kinds_in(scenario: Scenario) -> Kinds:
    """The kinds of all attributes that a scenario knows, those that steps assign included."""
    found: dict[str, frozenset[type]] = {}
    assigned = (attribute for step in scenario.steps.values() for attribute in step.assigns)
    for each in (*scenario.attributes, *assigned):
        kind = str if each.choice else bool if each.chance is not None else float
        found[each.name] = found.get(each.name, frozenset()) | {kind}
    return found


def numbers_in(scenario: Scenario) -> AbstractSet[str]:
    """The attributes that can tell how many there are of something."""
    return {name for name, kinds in kinds_in(scenario).items() if float in kinds}


def misfits(guard: Guard, kinds: Kinds) -> Iterator[tuple[str, str]]:
    """Each attribute that the condition compares with what it never is, and the code of that mistake."""
    for name, constants in guard.constants().items():
        known = kinds.get(name)
        if known and any(type(constant.value({})) not in known for constant in constants):
            yield name, _CODES[min(known, key=list(_CODES).index)]
