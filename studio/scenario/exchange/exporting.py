"""A scenario on its way into another format: what is written, and exactly what the format cannot hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from studio.model import Diagram, Problem, Severity
from studio.reading.exchange.spelling import zone_of
from studio.scenario.elements import Elements
from studio.scenario.load import scenario_of
from studio.scenario.refusal import shown
from studio.scenario.renaming import TeamNames
from studio.scenario.scenario import EventTiming, Scenario, Team

__all__ = ["Export", "Written"]

_NOT_VALUES = frozenset({"schema", "name", "diagram", "diagrams", "based_on"})
_USUAL = {"speed": 1.0, "shrinkage": 0.0, "absence": 0.0, "at_shift_end": "finish"}
_ENTRIES = frozenset({"arrivals", "steps", "events", "teams", "routing"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file, and a problem for each value of the scenario that does not stand in it as it was."""

    data: bytes
    dropped: tuple[Problem, ...]


class Export:
    """One scenario with the diagram, and which of its values have been written."""

    def __init__(
        self, values: Mapping[str, Any], diagram: Diagram, format: str, folder: FilePath | None
    ) -> None:
        self.values = dict(values)
        self.diagram = diagram
        self.format = format
        self.scenario: Scenario = scenario_of(
            values, diagram, name=str(values.get("name") or ""), folder=folder
        )
        self.elements = Elements(diagram)
        self.team_name = TeamNames(diagram, self.values.get("teams") or {})
        self._held: set[tuple[str, ...]] = set()
        self._why: dict[tuple[str, ...], tuple[str, Severity]] = {}

    def section(self, name: str) -> Mapping[str, Any]:
        """The entries of a section, none where it is not stated."""
        found = self.values.get(name)
        return found if isinstance(found, Mapping) else {}

    def hold(self, *path: str) -> None:
        """The value there is written, as it is."""
        self._held.add(path)

    def because(self, code: str, *path: str, severity: Severity = Severity.WARNING) -> None:
        """Why the value there is not written as it is, if there is more to say than that it has no place."""
        self._why[path] = code, severity

    def hold_start(self, moment: str) -> None:
        """The moment at which the run begins is written; its zone too, where the moment tells it."""
        self.hold("start")
        if self.scenario.zone == (zone_of(moment) or "UTC"):
            self.hold("zone")
        else:
            self.because("exchange.zone", "zone")

    def hold_clock(self, word: str, timing: EventTiming) -> None:
        """Other formats know no moments by the clock at which an event happens."""
        if timing.clock is None:
            self.hold("events", word, "clock")
        else:
            self.because("exchange.clock", "events", word, "clock")

    def hold_usual(self, word: str, team: Team) -> None:
        """What a team has as it is taken for granted elsewhere need not be written."""
        for key, usual in _USUAL.items():
            if getattr(team, key) == usual:
                self.hold("teams", word, key)

    def id(self, section: str, word: str) -> str:
        """The id of the element that a key of a section names."""
        return self.elements.find(section, word)

    def dropped(self) -> tuple[Problem, ...]:
        """A problem for each value that is not held, in the order of the file."""
        return tuple(self._problem(path, value) for path, value in self._leaves() if path not in self._held)

    def _leaves(self) -> Iterator[tuple[tuple[str, ...], Any]]:
        for section, entries in self.values.items():
            if section in _NOT_VALUES or entries is None:
                continue
            if section == "provenance" or not isinstance(entries, Mapping):
                yield (section,), entries
                continue
            for key, entry in entries.items():
                if section not in _ENTRIES or not isinstance(entry, Mapping):
                    yield (section, key), entry
                    continue
                for name, value in entry.items():
                    if (section, name) == ("steps", "also") and isinstance(value, Mapping):
                        yield from (((section, key, name, part), spread) for part, spread in value.items())
                    else:
                        yield (section, key, name), value

    def _problem(self, path: tuple[str, ...], value: Any) -> Problem:  # noqa: ANN401
        code, severity = self._why.get(path, ("exchange.cannot-hold", Severity.WARNING))
        element = path[1] if path[0] in (_ENTRIES - {"teams"}) else None
        told = (("parameter", ".".join(path)), ("value", shown(value)), ("format", self.format))
        return Problem(code=code, severity=severity, element=element, parameters=told)
