"""Who does the steps in one scenario of BPSim, how many there are and what they cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count as count_up
from typing import Any

from studio.reading.exchange.blocks import OURS
from studio.reading.exchange.spelling import plain_number
from studio.reading.writing.piece import Piece, piece
from studio.scenario.exchange.bpsim.hours import Calendars
from studio.scenario.exchange.bpsim.parameters import Parameters
from studio.scenario.exchange.bpsim.values import count, expression
from studio.scenario.exchange.exporting import Export
from studio.scenario.scenario import Team

__all__ = ["People"]


class People:
    """Puts teams among the parameters; ``resources`` are those that the file needs, name by id."""

    def __init__(
        self, export: Export, parameters: Parameters, calendars: Calendars, resources: dict[str, str]
    ) -> None:
        self.export = export
        self._parameters = parameters
        self._calendars = calendars
        self._resources = resources

    def put_selection(self, id: str, word: str, entry: Mapping[str, Any]) -> None:
        """Who does a step: any one of its teams."""
        named = entry.get("team")
        teams = [named] if isinstance(named, str) else named or []
        names = [self.export.team_name(str(team)) or str(team) for team in teams]
        if not names:
            return
        people = self.export.scenario.steps[id].people
        told = " | ".join(f"bpsim:getResource('{self._resource(name)}',{people})" for name in names)
        self._parameters.put(id, "Selection", expression(told))
        self.export.hold("steps", word, "team")
        self.export.hold("steps", word, "people")

    def _resource(self, name: str) -> str:
        """The id of the resource that a team is in the file."""
        for id, known in self._resources.items():
            if known == name:
                return id
        free = next(id for number in count_up(1) if (id := f"{OURS}Resource_{number}") not in self._resources)
        self._resources[free] = name
        return free

    def put_teams(self) -> None:
        """How many people each team has and when, and what they cost."""
        export = self.export
        for word, stated in export.section("teams").items():
            entry: Mapping[str, Any] = stated if isinstance(stated, Mapping) else {}
            team = self.export.scenario.teams[export.team_name(word) or word]
            ref = self._resource(team.name)
            self._presence(word, entry, team, ref)
            if "cost" in entry:
                self._cost(word, team, ref)
            export.hold_usual(word, team)

    def _presence(self, word: str, entry: Mapping[str, Any], team: Team, ref: str) -> None:
        if "staff" in entry or "shifts" in entry:
            self._parameters.put(ref, "Quantity", *self._staff(team))
            for key in ("staff", "shifts", "calendar"):
                self.export.hold("teams", word, key)
        elif team.shifts and team.shifts[0].calendar is not None:
            valid = self._calendars.id(team.shifts[0].calendar, str(entry.get("calendar")))
            there = piece("bpsim:BooleanParameter", {"value": "true", "validFor": valid})
            self._parameters.put(ref, "Availability", there)
            self.export.hold("teams", word, "calendar")

    def _cost(self, word: str, team: Team, ref: str) -> None:
        own = {"value": plain_number(team.cost), "timeUnit": "hour"}
        if self.export.scenario.currency:
            own["currencyUnit"] = self.export.scenario.currency
        self._parameters.put(ref, "UnitCost", piece("bpsim:FloatingParameter", own))
        if team.cost:
            self.export.hold("teams", word, "cost")

    def _staff(self, team: Team) -> Iterator[Piece]:
        for place, shift in enumerate(team.shifts):
            value = count(shift.staff)
            if shift.calendar is not None or len(team.shifts) > 1:
                value.attributes["validFor"] = self._calendars.id(shift.calendar, f"{team.name} {place + 1}")
            yield value
