"""What a simulation is told: the scenario's text, what it states, and what is assumed beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.app.names import step_name, team_name
from studio.errors import InvalidScenario, Mistake
from studio.model import Diagram
from studio.reading import Reading
from studio.scenario import Scenario, complete, read_mapping, read_scenario
from studio.wording import sentence, translate

__all__ = ["Inputs", "check", "completed", "input_name", "mistake_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """A scenario's text and what it comes to.

    ``values`` are what the text says, to edit; ``scenario`` is complete, with what nobody stated
    assumed. With ``mistakes`` it holds the assumptions alone, and nothing can be simulated.
    """

    text: str
    values: dict[str, Any]
    scenario: Scenario
    mistakes: tuple[Mistake, ...]


def completed(text: str, reading: Reading, *, folder: Path | None) -> Scenario:
    """The scenario ready to simulate; :class:`InvalidScenario` where it has mistakes."""
    stated = read_scenario(text, reading.diagram, folder=folder) if text.strip() else None
    return complete(stated, reading.diagram, reading.hints)


def check(text: str, reading: Reading, *, folder: Path | None) -> Inputs:
    """The same with its mistakes told instead of raised."""
    values = read_mapping(text, reading.diagram, folder=folder) if text.strip() else {}
    try:
        return Inputs(text=text, values=values, scenario=completed(text, reading, folder=folder), mistakes=())
    except InvalidScenario as error:
        assumed = complete(None, reading.diagram, reading.hints)
        return Inputs(text=text, values=values, scenario=assumed, mistakes=error.mistakes)


def mistake_text(mistake: Mistake, language: str) -> str:
    """What may stand where the mistake is."""
    return sentence(mistake.code, dict(mistake.parameters), language)


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
    """An input by its path, such as ``steps.Task_Handle.time``, in words."""
    section, _, rest = path.partition(".")
    owner, _, part = rest.rpartition(".") if rest.rpartition(".")[2] in _ABOUT else (rest, "", "")
    about = _ABOUT.get(part) or _SECTIONS.get(section)
    if about is None or not owner:
        return path
    name = team_name(diagram, owner, language) if section == "teams" else step_name(diagram, owner, language)
    return f"{translate(about, language)} – {name}"
