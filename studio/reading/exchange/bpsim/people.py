"""Who does the steps of BPSim's scenario: selections, how many there are and when, what they cost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from studio.reading.exchange.bpsim.figures import UNITS, figure
from studio.reading.exchange.bpsim.hours import Calendars
from studio.reading.exchange.bpsim.values import Reader, Valued
from studio.reading.exchange.places import Places
from studio.reading.exchange.spelling import number
from studio.reading.markup import Markup

__all__ = ["People"]

_RESOURCE = re.compile(
    r"(?:bpsim:)?getResource\(\s*(?:'([^']*)'|\"([^\"]*)\"|([^'\",()]+?))\s*(?:,\s*(\d+)\s*)?\)"
)
_BY_ROLES = re.compile(
    r"(?:bpsim:)?getResourceByRoles?\(\s*\[?\s*(?:'([^']*)'|\"([^\"]*)\")[^)]*?(?:,\s*(\d+)\s*)?\)"
)
_PERFORMERS = frozenset({"performer", "humanPerformer", "potentialOwner"})
_MOST_STAFF = 100_000


class People:
    """The teams of one scenario; ``resources`` are the names of the file's resources by id."""

    def __init__(
        self, reader: Reader, calendars: Calendars, places: Places, resources: Mapping[str, str]
    ) -> None:
        self._reader = reader
        self._found = reader.found
        self._calendars = calendars
        self._places = places
        self._resources = resources
        self._by_role: dict[str, list[str]] = {}

    def take_roles(self, blocks: Iterable[Markup]) -> None:
        """Which resources play which role, before anything selects by it."""
        for block in blocks:
            for role in (it for group in block.children for it in group.children if it.tag == "Role"):
                for value in role.children:
                    if value.get("value"):
                        self._by_role.setdefault(value.get("value"), []).append(block.get("elementRef"))

    def take_resource(self, group: Markup, id: str) -> None:
        """The ``ResourceParameters`` of a step, or of a resource, lane or pool."""
        by_name = {parameter.tag: parameter for parameter in group.children}
        selection = by_name.pop("Selection", None)
        if selection is not None:
            for valued in self._reader.values(selection, id)[:1]:
                self._selection(selection, valued, id)
        team = self._team_of(id)
        by_name.pop("Role", None)
        if team is None:
            for parameter in by_name.values():
                for valued in self._reader.values(parameter, id):
                    self._reader.drop("exchange.wrong-element", parameter, valued, id)
            return
        self._found.enter_team(team)
        self._staff(team, by_name, id)

    def take_cost(self, parameter: Markup, values: list[Valued], id: str) -> None:
        team = self._team_of(id)
        cost = figure(values[0].markup)
        if parameter.tag != "UnitCost" or team is None or cost is None:
            for valued in values:
                is_nothing = figure(valued.markup) == 0
                code = "exchange.placeholder" if is_nothing else "exchange.no-place"
                self._reader.drop(code, parameter, valued, id)
            return
        lasts = UNITS.get(values[0].markup.get("timeUnit"), self._reader.unit)
        self._found.put(("teams", team, "cost"), number(cost * (3600.0 / lasts)), parameter.line)

    def take_performers(self, root: Markup) -> None:
        """Who does a step as BPMN itself says it, where the scenario tells how many of them there are."""
        teams = self._found.values.get("teams", {})
        steps = {node.id for node in self._places.steps()}
        for markup in root.walk() if teams else ():
            if markup.get("id") not in steps or not markup.standard:
                continue
            for child in markup.children:
                if child.tag not in _PERFORMERS:
                    continue
                team = self._team(child.text_of("resourceRef").rpartition(":")[2])
                if team in teams:
                    self._found.put(("steps", markup.get("id"), "team"), team, child.line)

    def _team_of(self, id: str) -> str | None:
        """What the people of a resource, lane or pool are called; a step has none of its own."""
        return None if self._places.node(id) is not None else self._team(id)

    def _team(self, wanted: str) -> str | None:
        """What the people are called whom a resource, lane or pool is named for."""
        if wanted in self._resources:
            return self._resources[wanted]
        if wanted in self._resources.values():
            return wanted
        id = self._places.known(wanted)
        return None if id is None else self._places.name_of_unit(id)

    # -- how many ------------------------------------------------------------------------------

    def _staff(self, team: str, by_name: Mapping[str, Markup], id: str) -> None:
        counts: list[tuple[int, Valued]] = []
        for parameter in by_name.values():
            values = self._reader.values(parameter, id)
            match parameter.tag:
                case "Quantity":
                    counts = self._counts(parameter, values, id)
                case "Availability":
                    self._availability(team, parameter, values, id)
                case _:
                    for valued in values:
                        self._reader.drop("exchange.no-place", parameter, valued, id)
        if counts:
            self._put_counts(team, counts, by_name["Quantity"], id)

    def _counts(self, parameter: Markup, values: list[Valued], id: str) -> list[tuple[int, Valued]]:
        """How many people each value says; a lone 0 says nothing."""
        counts: list[tuple[int, Valued]] = []
        for valued in values:
            told = figure(valued.markup)
            if told is None or told != int(told) or not 0 <= told <= _MOST_STAFF:
                self._reader.drop("exchange.unreadable", parameter, valued, id)
            elif told or valued.valid_for is not None or len(values) > 1:
                counts.append((int(told), valued))
            else:
                self._reader.drop("exchange.placeholder", parameter, valued, id)
        return counts

    def _put_counts(self, team: str, counts: list[tuple[int, Valued]], parameter: Markup, id: str) -> None:
        shifts = [(count, valued) for count, valued in counts if valued.valid_for is not None]
        if not shifts:
            self._found.put_staff(team, [(counts[0][0], None)], parameter.line)
            return
        for count, valued in counts:
            if valued.valid_for is None and count:
                self._reader.drop("exchange.outside-calendars", parameter, valued, id)
        told = [
            (count, self._calendars.name(valued.valid_for, "Quantity", id, valued.markup.line))
            for count, valued in shifts
        ]
        self._found.put_staff(team, told, parameter.line)

    def _availability(self, team: str, parameter: Markup, values: list[Valued], id: str) -> None:
        for valued in values:
            if valued.markup.tag == "BooleanParameter" and valued.markup.is_set("value"):
                hours = self._calendars.name(valued.valid_for, "Availability", id, valued.markup.line)
                if hours is None or self._found.put(("teams", team, "calendar"), hours, parameter.line):
                    continue
            self._reader.drop("exchange.no-place", parameter, valued, id)

    # -- who -----------------------------------------------------------------------------------

    def _selection(self, parameter: Markup, valued: Valued, id: str) -> None:
        if not self._places.is_step(id):
            self._reader.drop("exchange.wrong-element", parameter, valued, id)
            return
        teams = [
            (team, count)
            for name, count in self._wanted(valued.markup)
            if (team := self._team(name)) is not None
        ]
        if not teams:
            self._reader.drop("exchange.expression", parameter, valued, id)
            return
        if len(teams) > 1 and re.search(r"\band\b|&", valued.markup.get("value")):
            for team, _ in teams[1:]:
                self._found.drop("exchange.together", "Selection", team, element=id, line=parameter.line)
            teams = teams[:1]
        for team, _ in teams:
            self._found.enter_team(team)
        names = list(dict.fromkeys(team for team, _ in teams))
        self._found.put(("steps", id, "team"), names if len(names) > 1 else names[0], parameter.line)
        if teams[0][1] not in ("0", "1"):
            self._found.put(("steps", id, "people"), int(teams[0][1][:9]), parameter.line)

    def _wanted(self, selection: Markup) -> list[tuple[str, str]]:
        """The resources that a selection names, each with how many of it."""
        text = selection.get("value")
        wanted = [
            (next(filter(None, found.groups()[:3]), ""), found[4] or "1")
            for found in _RESOURCE.finditer(text)
        ]
        for found in _BY_ROLES.finditer(text):
            role = found[1] or found[2] or ""
            wanted += [(resource, found[3] or "1") for resource in self._by_role.get(role, ())]
        if not wanted and selection.tag == "StringParameter":
            return [(text, "1")]
        return wanted
