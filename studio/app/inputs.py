"""What a simulation is told: the scenario's text, what it states, and what is assumed beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.app.forms.table import Values, changed
from studio.app.names import input_name
from studio.errors import InvalidScenario, Mistake
from studio.reading import Reading
from studio.scenario import Scenario, complete, dump, read_mapping, read_scenario
from studio.wording import sentence, translate

__all__ = ["Inputs", "check", "completed", "input_name", "mistake_text", "mistaken"]


_ROUNDS = 5
"""Leaving one entry out may make a mistake of another that relies on it."""

_LACKING = "scenario.key.missing"

_FIELDS = {
    "chance": "How often it happens",
    "contained": "Settled there (%)",
    "reply_within": "Replies within",
    "staff": "People",
    "team": "Team",
    "within": "Within",
}
"""What keys of the file are called on the forms, of those that may lack beside others."""

_ENTRY_DEPTH = 3
"""Section, element and parameter: the smallest part of a scenario that can be left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """A scenario's text and what it comes to.

    ``values`` are what the text says, to edit; ``scenario`` is complete, with what nobody stated
    assumed. What ``mistakes`` are about is not in it, and with any of them nothing can be simulated.
    """

    text: str
    values: Values
    scenario: Scenario
    mistakes: tuple[Mistake, ...]

    @property
    def readable(self) -> bool:
        """Whether the text could be read at all, so that its values can be filled in elsewhere than in it."""
        return bool(self.values) or not self.mistakes


def completed(source: str | Path, reading: Reading, *, folder: Path | None) -> Scenario:
    """The scenario of a text or file, ready to simulate; :class:`InvalidScenario` where it has mistakes."""
    is_there = isinstance(source, Path) or source.strip()
    stated = read_scenario(source, reading.diagram, folder=folder) if is_there else None
    return complete(stated, reading.diagram, reading.hints)


def check(text: str, reading: Reading, *, folder: Path | None) -> Inputs:
    """The same with its mistakes told instead of raised."""
    values = read_mapping(text, reading.diagram, folder=folder) if text.strip() else {}
    try:
        scenario = completed(text, reading, folder=folder)
    except InvalidScenario as error:
        rest = _without_mistakes(values, error.mistakes, reading, folder)
        return Inputs(text=text, values=values, scenario=rest, mistakes=error.mistakes)
    return Inputs(text=text, values=values, scenario=scenario, mistakes=())


def _without_mistakes(
    values: Values, mistakes: tuple[Mistake, ...], reading: Reading, folder: Path | None
) -> Scenario:
    """What the scenario comes to where its mistaken entries are left out, so that the rest can be shown."""
    for _ in range(_ROUNDS):
        for mistake in mistakes:
            values = _without(values, mistake.place)
        try:
            return completed(dump(values), reading, folder=folder)
        except InvalidScenario as error:
            mistakes = error.mistakes
    return complete(None, reading.diagram, reading.hints)


def _without(values: Values, place: str) -> Values:
    """The values without the entry, such as ``teams.Agents.staff``, in which that place lies."""
    path: list[str] = []
    here: object = values
    while isinstance(here, dict) and len(path) < _ENTRY_DEPTH:
        fitting = [key for key in here if f"{place}.".startswith((f"{key}.", f"{key}["))]
        if not fitting:
            break
        key = max(fitting, key=len)
        path.append(key)
        place, here = place[len(key) :].lstrip("."), here[key]
    return changed(values, path, None) if path else values


def mistake_text(mistake: Mistake, language: str) -> str:
    """What may stand where the mistake is; a field that lacks something by the name it has on its form."""
    told = dict(mistake.parameters)
    if mistake.code == _LACKING and (key := told["key"]) in _FIELDS:
        return sentence("scenario.field.missing", {"field": translate(_FIELDS[key], language)}, language)
    return sentence(mistake.code, told, language)


def mistaken(mistake: Mistake) -> str:
    """What was filled in wrongly; nothing where something lacks: the file's text of the rest says little."""
    return "" if mistake.code == _LACKING else mistake.value
