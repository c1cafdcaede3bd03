"""BPSim 1.0 and 2.0 (WfMC): the scenarios of a BPMN file in the scenario file's vocabulary.

How it is read where the standard leaves room: a duration counts after the warm-up; a value that is valid
for a calendar holds while that is open, and nothing stands for it else; a log-normal's mean and standard
deviation are its own, not its logarithm's; arrivals whose rate changes by calendars are contacts per
interval.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import gcd
from typing import Any

from studio.model import Severity
from studio.reading.exchange.bpsim_values import UNITS, Reader, Valued, condition, figure, shown
from studio.reading.exchange.found import Collector, Parameters
from studio.reading.exchange.icalendar import Hours, read_calendar
from studio.reading.exchange.places import Places
from studio.reading.exchange.spelling import by_days, clock, number, seconds_of_iso, zone_of
from studio.reading.markup import Markup
from studio.reading.words import one_line

__all__ = ["NAMESPACES", "bpsim_scenarios"]

NAMESPACES: Mapping[str, str] = {
    "1.0": "http://www.bpsim.org/schemas/1.0",
    "2.0": "http://www.bpsim.org/schemas/2.0",
}

_RESOURCE = re.compile(
    r"(?:bpsim:)?getResource\(\s*(?:'([^']*)'|\"([^\"]*)\"|([^'\",()]+?))\s*(?:,\s*(\d+)\s*)?\)"
)
_BY_ROLES = re.compile(
    r"(?:bpsim:)?getResourceByRoles?\(\s*\[?\s*(?:'([^']*)'|\"([^\"]*)\")[^)]*?(?:,\s*(\d+)\s*)?\)"
)
_RESULTS = frozenset({"ElapsedTime", "LagTime", "QueueTime", "Duration"})
_ALSO = ("ValidationTime", "ReworkTime")
_ATTRIBUTES_OF_RESULTS = (
    "baseResultFrequency", "baseResultFrequencyCumul", "traceOutput", "traceFormat",
    "showResultRequestColumn",
)  # fmt: skip
_MOST_STAFF = 100_000


def bpsim_scenarios(root: Markup, places: Places) -> tuple[Parameters, ...]:
    """The scenarios of every ``BPSimData`` in a file, in its order."""
    names = _resources(root)
    found: list[Parameters] = []
    for data in root.walk():
        if data.tag == "BPSimData" and "bpsim" in data.namespace.lower():
            version = "1.0" if data.namespace.rstrip("/").endswith("1.0") else "2.0"
            for scenario in data.children:
                if scenario.tag == "Scenario":
                    found.append(_Scenario(scenario, version, places, names, root).read(len(found)))
    return tuple(found)


def _resources(root: Markup) -> dict[str, str]:
    """The names of the file's resources by id; namesakes are told apart by their id."""
    found: dict[str, str] = {}
    for markup in root.children:
        if markup.tag == "resource" and markup.standard and markup.get("id"):
            name = one_line(markup.get("name")) or markup.get("id")
            found[markup.get("id")] = f"{name} ({markup.get('id')})" if name in found.values() else name
    return found


class _Scenario:
    """Reads one scenario of BPSim."""

    def __init__(
        self, markup: Markup, version: str, places: Places, resources: Mapping[str, str], root: Markup
    ) -> None:
        self.markup = markup
        self.version = version
        self.places = places
        self.resources = resources
        self.root = root
        self.found = Collector()
        self.reader = Reader(self.found, 60.0)
        self.calendars: dict[str, tuple[str, Hours]] = {}
        self.roles: dict[str, list[str]] = {}
        self.of_contacts: set[str] = set()

    def read(self, ordinal: int) -> Parameters:
        own = self.markup
        id = own.get("id") or f"scenario-{ordinal + 1}"
        name = one_line(own.get("name")) or id
        if own.get("result"):
            self.found.drop("exchange.results", "Scenario", own.get("result"), line=own.line)
        else:
            self._scenario_parameters()
            self._calendars()
            blocks = [it for it in own.children if it.tag in ("ElementParameters", "ElementParameter")]
            self._roles(blocks)
            for block in blocks:
                self._element(block)
            self._performers()
            self._vendor(own, None)
            self._study()
            self._other_calendars()
        for key in ("author", "description", "vendor", "version"):
            if own.get(key):
                self.found.drop("exchange.no-place", key, own.get(key), line=own.line, severity=Severity.INFO)
        return Parameters(
            id=id,
            name=name,
            format=f"BPSim {self.version}",
            based_on=own.get("inherits") or None,
            values=self.found.values,
            lines=self.found.lines,
            dropped=tuple(self.found.dropped),
            remarks=tuple(self.found.remarks),
        )

    # -- the scenario as a whole ---------------------------------------------------------------

    def _scenario_parameters(self) -> None:
        for own in (it for it in self.markup.children if it.tag == "ScenarioParameters"):
            unit = own.get("baseTimeUnit") or "min"
            if unit in UNITS:
                self.reader = Reader(self.found, UNITS[unit])
            else:
                self.found.drop("exchange.unreadable", "baseTimeUnit", unit, line=own.line)
            for attribute, key in (("replication", "replications"), ("seed", "seed")):
                self._whole(own, attribute, key)
            if own.get("baseCurrencyUnit"):
                self.found.put(("currency",), own.get("baseCurrencyUnit"), own.line)
            for attribute in _ATTRIBUTES_OF_RESULTS:
                if own.get(attribute) and own.get(attribute) != "false":
                    told = own.get(attribute)
                    self.found.drop("exchange.result", attribute, told, line=own.line, severity=Severity.INFO)
            language = own.get("expressionLanguage")
            if language and "xpath" not in language.lower():
                self.found.drop("exchange.no-place", "expressionLanguage", language, line=own.line)
            for child in own.children:
                self._scenario_parameter(child)

    def _other_calendars(self) -> None:
        """Those that nothing refers to, but for hours that only have a rate of contacts of their own."""
        for id, (name, hours) in self.calendars.items():
            if id not in self.of_contacts and not hours.is_always and (hours.week or hours.dates):
                self.found.put(("calendars", name), hours.mapping())

    def _study(self) -> None:
        """A run without a warm-up that has an end begins and ends empty; a derived scenario says it anew."""
        values = self.found.values
        if "warm_up" in values:
            self.found.put(("study",), "steady")
        elif "length" in values or "cases" in values:
            self.found.put(("study",), "terminating")

    def _whole(self, own: Markup, attribute: str, key: str) -> None:
        told = own.get(attribute)
        if told.isdecimal() and len(told) <= 9:
            self.found.put((key,), int(told), own.line)
        elif told:
            self.found.drop("exchange.unreadable", attribute, told, line=own.line)

    def _scenario_parameter(self, child: Markup) -> None:
        if child.tag == "PropertyParameters":
            self._properties(child, None)
        elif child.tag == "VendorExtension":
            self.found.drop("exchange.no-place", "VendorExtension", child.get("name"), line=child.line)
        elif child.tag in ("Start", "Duration", "Warmup"):
            for valued in self.reader.values(child, None)[:1]:
                self._span(child, valued.markup)
        else:
            self.found.drop("exchange.no-place", child.tag, line=child.line)

    def _span(self, parameter: Markup, value: Markup) -> None:
        if parameter.tag == "Start":
            moment = value.get("value")
            zone = zone_of(moment) if value.tag == "DateTimeParameter" else None
            if zone is None:
                self.found.drop("exchange.unreadable", "Start", shown(value), line=value.line)
                return
            self.found.put(("start",), moment, value.line)
            if zone:
                self.found.put(("zone",), zone, value.line)
            return
        told = self.reader.spread(parameter, value, None)
        if isinstance(told, str):
            self.found.put(("length" if parameter.tag == "Duration" else "warm_up",), told, value.line)
        elif told is not None:
            self.found.drop("exchange.kind", parameter.tag, shown(value), line=value.line)

    def _calendars(self) -> None:
        taken = {"calendar"}
        for own in (it for it in self.markup.children if it.tag == "Calendar"):
            id, name = own.get("id"), one_line(own.get("name")) or own.get("id") or "hours"
            while name in taken:
                name = f"{name} ({id})" if id and f"{name} ({id})" not in taken else f"{name} *"
            taken.add(name)
            hours = read_calendar(own.text)
            for left_out in hours.left_out:
                self.found.drop("exchange.calendar", f"Calendar {name}", left_out, line=own.line)
            self.calendars[id] = name, hours

    def _hours(self, valid_for: str | None, parameter: str, element: str | None, line: int) -> str | None:
        """The name of a calendar, put among the scenario's; None for around the clock."""
        if valid_for is None:
            return None
        if valid_for not in self.calendars:
            self.found.drop("exchange.unknown-calendar", parameter, valid_for, element=element, line=line)
            return None
        name, hours = self.calendars[valid_for]
        if hours.is_always:
            return None
        self.found.put(("calendars", name), hours.mapping(), line)
        return name

    # -- elements ------------------------------------------------------------------------------

    def _roles(self, blocks: Iterable[Markup]) -> None:
        """Which resources play which role, before anything selects by it."""
        for block in blocks:
            for role in (it for group in block.children for it in group.children if it.tag == "Role"):
                for value in role.children:
                    if value.get("value"):
                        self.roles.setdefault(value.get("value"), []).append(block.get("elementRef"))

    def _element(self, block: Markup) -> None:
        wanted = block.get("elementRef")
        id = self.places.known(wanted)
        if id is None and wanted not in self.resources:
            self.found.drop("exchange.unknown-element", "elementRef", wanted, line=block.line)
            return
        for group in block.children:
            match group.tag:
                case "TimeParameters":
                    self._each(group, id or wanted, self._time)
                case "ControlParameters":
                    self._each(group, id or wanted, self._control)
                case "ResourceParameters":
                    self._resource(group, id or wanted)
                case "CostParameters":
                    self._each(group, id or wanted, self._cost)
                case "PropertyParameters":
                    self._properties(group, id or wanted)
                case "PriorityParameters":
                    for parameter in group.children:
                        for valued in self.reader.values(parameter, id):
                            self._drop("exchange.no-place", parameter, valued, id)
        self._vendor(block, id)

    def _vendor(self, own: Markup, id: str | None) -> None:
        for child in own.children:
            if child.tag == "VendorExtension":
                name = child.get("name")
                self.found.drop("exchange.no-place", "VendorExtension", name, element=id, line=child.line)

    def _each(self, group: Markup, id: str, take: Any) -> None:  # noqa: ANN401 - a method
        for parameter in group.children:
            values = self.reader.values(parameter, id)
            if values:
                take(parameter, values, id)

    def _time(self, parameter: Markup, values: list[Valued], id: str) -> None:
        name = parameter.tag
        places = self.places
        path: tuple[str, ...] | None = None
        if places.is_step(id) and not places.is_waited_for(id):
            path = {
                "ProcessingTime": ("steps", id, "time"),
                "SetUpTime": ("steps", id, "set_up"),
                **{part: ("steps", id, "also", part) for part in _ALSO},
            }.get(name)
        elif places.is_waited_for(id) and name in ("ProcessingTime", "WaitTime", "Duration"):
            path = ("events", id, "after")
        if path is None:
            code = (
                "exchange.result"
                if name in _RESULTS
                else "exchange.no-place"
                if places.is_step(id)
                else "exchange.wrong-element"
            )
            for valued in values:
                self._drop(code, parameter, valued, id)
            return
        self._one(parameter, values, id, path)

    def _one(self, parameter: Markup, values: list[Valued], id: str, path: tuple[str, ...]) -> None:
        """The first value that holds at all times, else the first; the others are dropped."""
        chosen = next((valued for valued in values if valued.valid_for is None), values[0])
        for valued in values:
            if valued is not chosen:
                self._drop("exchange.other-value", parameter, valued, id)
        if chosen.valid_for is not None:
            self._drop("exchange.valid-for", parameter, chosen, id)
        told = self.reader.spread(parameter, chosen.markup, id)
        if told is not None and not self.found.put(path, told, chosen.markup.line):
            self._drop("exchange.other-value", parameter, chosen, id)

    def _control(self, parameter: Markup, values: list[Valued], id: str) -> None:
        match parameter.tag:
            case "InterTriggerTimer" if self.places.is_start(id):
                self._arrivals(parameter, values, id)
            case "InterTriggerTimer" if self.places.is_waited_for(id):
                self._one(parameter, values, id, ("events", id, "after"))
            case "TriggerCount" if self.places.is_start(id):
                self._count(parameter, values, id)
            case "Probability":
                self._probability(parameter, values, id)
            case "Condition":
                self._condition(parameter, values, id)
            case "Interruptible":
                for valued in values:
                    self._drop("exchange.no-place", parameter, valued, id)
            case _:
                for valued in values:
                    self._drop("exchange.wrong-element", parameter, valued, id)

    def _count(self, parameter: Markup, values: list[Valued], id: str) -> None:
        told = figure(values[0].markup)
        if told is None or told < 1 or told != int(told):
            self._drop("exchange.unreadable", parameter, values[0], id)
            return
        if not self.found.put(("cases",), int(told), parameter.line):
            self._drop("exchange.cases", parameter, values[0], id)

    def _probability(self, parameter: Markup, values: list[Valued], id: str) -> None:
        chance = figure(values[0].markup)
        flow = self.places.chosen_flow(id)
        for other in values[1:]:
            self._drop("exchange.other-value", parameter, other, id)
        if chance is None:
            code = (
                "exchange.expression"
                if values[0].markup.tag == "ExpressionParameter"
                else "exchange.unreadable"
            )
            self._drop(code, parameter, values[0], id)
        elif flow is not None:
            self.found.put(("routing", flow.source, flow.id), number(chance), parameter.line)
        elif self.places.is_chance_event(id):
            self.found.put(("events", id, "chance"), number(chance), parameter.line)
        else:
            self._drop("exchange.wrong-element", parameter, values[0], id)

    def _condition(self, parameter: Markup, values: list[Valued], id: str) -> None:
        flow = self.places.chosen_flow(id)
        if flow is None:
            self._drop("exchange.wrong-element", parameter, values[0], id)
            return
        told = condition(values[0].markup.get("value"))
        if told is None:
            self._drop("exchange.expression", parameter, values[0], id)
        elif not self.found.put(("routing", flow.source, flow.id), told, parameter.line):
            self._drop("exchange.other-value", parameter, values[0], id)

    # -- arrivals ------------------------------------------------------------------------------

    def _arrivals(self, parameter: Markup, values: list[Valued], id: str) -> None:
        if len(values) > 1:
            table = self._contacts(values)
            if table is not None:
                self.found.put(("arrivals", id, "per_interval"), table, parameter.line)
                return
        moments = [
            valued.markup.get("value") for valued in values if valued.markup.tag == "DateTimeParameter"
        ]
        if len(moments) == len(values):
            self.found.put(("arrivals", id, "times"), moments, parameter.line)
            return
        chosen = values[0]
        for other in values[1:]:
            self._drop("exchange.other-value", parameter, other, id)
        told = self.reader.spread(parameter, chosen.markup, id)
        if told is None:
            return
        self.found.put(("arrivals", id, "every"), told, chosen.markup.line)
        hours = self._hours(chosen.valid_for, "InterTriggerTimer", id, chosen.markup.line)
        if hours is not None:
            self.found.put(("arrivals", id, "open"), hours, chosen.markup.line)

    def _contacts(self, values: list[Valued]) -> dict[str, Any] | None:
        """Contacts by weekday and interval, where each value is exponential and valid for weekly hours."""
        pieces: list[tuple[int, float, float, float]] = []
        for valued in values:
            own = valued.markup
            calendar = self.calendars.get(valued.valid_for or "")
            if own.tag != "NegativeExponentialDistribution" or calendar is None or calendar[1].dates:
                return None
            mean = self.reader.spread(own, own, None)
            if mean is None:
                return None
            lasts = seconds_of_iso(f"PT{mean['exponential']['mean'].removesuffix(' s')}S") or 0.0
            if lasts <= 0:
                return None
            pieces += [(*piece, lasts) for piece in calendar[1].week]
        self.of_contacts |= {valued.valid_for or "" for valued in values}
        return contacts_table(pieces)

    # -- people --------------------------------------------------------------------------------

    def _team(self, wanted: str) -> str | None:
        """What the people of a resource, lane or pool are called."""
        if wanted in self.resources:
            return self.resources[wanted]
        if wanted in self.resources.values():
            return wanted
        id = self.places.known(wanted)
        return None if id is None else self.places.name_of_unit(id)

    def _resource(self, group: Markup, id: str) -> None:
        by_name = {parameter.tag: parameter for parameter in group.children}
        selection = by_name.pop("Selection", None)
        if selection is not None:
            for valued in self.reader.values(selection, id)[:1]:
                self._selection(selection, valued, id)
        team = None if self.places.node(id) is not None else self._team(id)
        by_name.pop("Role", None)
        if team is None:
            for parameter in by_name.values():
                for valued in self.reader.values(parameter, id):
                    self._drop("exchange.wrong-element", parameter, valued, id)
            return
        self.found.values.setdefault("teams", {}).setdefault(team, {})
        self._staff(team, by_name, id)

    def _staff(self, team: str, by_name: Mapping[str, Markup], id: str) -> None:
        counts: list[tuple[int, Valued]] = []
        for parameter in by_name.values():
            values = self.reader.values(parameter, id)
            if parameter.tag == "Availability":
                self._availability(team, parameter, values, id)
                continue
            for valued in values:
                told = figure(valued.markup) if parameter.tag == "Quantity" else None
                if told is None or told != int(told) or not 0 <= told <= _MOST_STAFF:
                    self._drop(
                        "exchange.unreadable" if parameter.tag == "Quantity" else "exchange.no-place",
                        parameter,
                        valued,
                        id,
                    )
                elif told or valued.valid_for is not None or len(values) > 1:
                    counts.append((int(told), valued))
                else:
                    self._drop("exchange.placeholder", parameter, valued, id)
        quantity = by_name.get("Quantity")
        if quantity is None or not counts:
            return
        always = [count for count, valued in counts if valued.valid_for is None]
        shifts = [(count, valued) for count, valued in counts if valued.valid_for is not None]
        if not shifts:
            self.found.put(("teams", team, "staff"), always[0], quantity.line)
            return
        for count, valued in counts:
            if valued.valid_for is None and count:
                self._drop("exchange.outside-calendars", quantity, valued, id)
        self._shifts(team, shifts, quantity, id)

    def _shifts(self, team: str, shifts: list[tuple[int, Valued]], quantity: Markup, id: str) -> None:
        told = []
        for count, valued in shifts:
            hours = self._hours(valued.valid_for, "Quantity", id, valued.markup.line)
            told.append({"staff": count} | ({} if hours is None else {"calendar": hours}))
        if len(told) == 1:
            for key, value in told[0].items():
                self.found.put(("teams", team, key), value, quantity.line)
        else:
            self.found.put(("teams", team, "shifts"), told, quantity.line)

    def _availability(self, team: str, parameter: Markup, values: list[Valued], id: str) -> None:
        for valued in values:
            is_there = valued.markup.get("value").lower() in ("true", "1")
            if valued.markup.tag == "BooleanParameter" and is_there:
                hours = self._hours(valued.valid_for, "Availability", id, valued.markup.line)
                if hours is None or self.found.put(("teams", team, "calendar"), hours, parameter.line):
                    continue
            self._drop("exchange.no-place", parameter, valued, id)

    def _selection(self, parameter: Markup, valued: Valued, id: str) -> None:
        text = valued.markup.get("value")
        if not self.places.is_step(id):
            self._drop("exchange.wrong-element", parameter, valued, id)
            return
        wanted = [
            (next(filter(None, found.groups()[:3]), ""), found[4] or "1")
            for found in _RESOURCE.finditer(text)
        ]
        for found in _BY_ROLES.finditer(text):
            role = found[1] or found[2] or ""
            wanted += [(resource, found[3] or "1") for resource in self.roles.get(role, ())]
        if not wanted and valued.markup.tag == "StringParameter":
            wanted = [(text, "1")]
        teams = [(team, count) for name, count in wanted if (team := self._team(name)) is not None]
        if not teams:
            self._drop("exchange.expression", parameter, valued, id)
            return
        if re.search(r"\band\b|&", text) and len(teams) > 1:
            for team, _ in teams[1:]:
                self.found.drop("exchange.together", "Selection", team, element=id, line=parameter.line)
            teams = teams[:1]
        for team, _ in teams:
            self.found.values.setdefault("teams", {}).setdefault(team, {})
        names = list(dict.fromkeys(team for team, _ in teams))
        self.found.put(("steps", id, "team"), names if len(names) > 1 else names[0], parameter.line)
        if teams[0][1] not in ("0", "1"):
            self.found.put(("steps", id, "people"), int(teams[0][1][:9]), parameter.line)

    def _performers(self) -> None:
        """Who does a step as BPMN itself says it, where the scenario tells how many of them there are."""
        teams = self.found.values.get("teams", {})
        steps = {node.id for node in self.places.steps()}
        for markup in self.root.walk() if teams else ():
            if markup.get("id") not in steps or not markup.standard:
                continue
            for child in markup.children:
                if child.tag not in ("performer", "humanPerformer", "potentialOwner"):
                    continue
                team = self._team(child.text_of("resourceRef").rpartition(":")[2])
                if team in teams:
                    self.found.put(("steps", markup.get("id"), "team"), team, child.line)

    def _cost(self, parameter: Markup, values: list[Valued], id: str) -> None:
        team = None if self.places.node(id) is not None else self._team(id)
        cost = figure(values[0].markup)
        if parameter.tag != "UnitCost" or team is None or cost is None:
            for valued in values:
                is_nothing = figure(valued.markup) == 0
                self._drop(
                    "exchange.placeholder" if is_nothing else "exchange.no-place", parameter, valued, id
                )
            return
        named = values[0].markup.get("timeUnit")
        lasts = UNITS.get(named, self.reader.unit) if named else self.reader.unit
        an_hour = cost * (3600.0 / lasts)
        self.found.put(("teams", team, "cost"), number(an_hour), parameter.line)

    # -- attributes ----------------------------------------------------------------------------

    def _properties(self, group: Markup, id: str | None) -> None:
        for parameter in group.children:
            name = one_line(parameter.get("name"))
            for place, valued in enumerate(self.reader.values(parameter, id)):
                told = self._attribute(parameter, valued.markup, id) if name and not place else None
                is_put = told is None or self.found.put(("attributes", name), told, parameter.line)
                if place or not is_put:
                    self._drop("exchange.other-value", parameter, valued, id)

    def _attribute(self, parameter: Markup, value: Markup, id: str | None) -> Any:  # noqa: ANN401
        match value.tag:
            case "StringParameter":
                return {"choice": {value.get("value") or "-": 1}}
            case "BooleanParameter":
                return {"chance": 1 if value.get("value").lower() in ("true", "1") else 0}
            case "UserDistribution":
                chosen = _chosen(value)
                if chosen is not None:
                    return chosen
        return self.reader.spread(parameter, value, id, of_time=False)

    def _drop(self, code: str, parameter: Markup, valued: Valued, id: str | None) -> None:
        severity = Severity.INFO if code in ("exchange.result", "exchange.placeholder") else Severity.WARNING
        name = parameter.get("name") or parameter.tag
        self.found.drop(
            code, name, shown(valued.markup), element=id, line=valued.markup.line, severity=severity
        )


def _chosen(value: Markup) -> dict[str, Any] | None:
    """A choice among texts, or the chance of a yes; None for a distribution of numbers."""
    texts: dict[str, float] = {}
    chance: float | None = None
    for point in value.children:
        inner = next(iter(point.children), None)
        try:
            share = float(point.get("probability"))
        except ValueError:
            return None
        if inner is not None and inner.tag == "StringParameter":
            texts[inner.get("value") or "-"] = number(share)
        elif inner is not None and inner.tag == "BooleanParameter":
            if inner.get("value").lower() in ("true", "1"):
                chance = number(share)
        else:
            return None
    if texts:
        return {"choice": texts}
    return {"chance": chance or 0}


def contacts_table(pieces: list[tuple[int, float, float, float]]) -> dict[str, Any] | None:
    """Contacts a weekday and interval of (weekday, opens, closes, mean seconds between arrivals).

    None where the pieces overlap: then they are not one stream.
    """
    pieces = sorted(pieces)
    if not pieces:
        return None
    for (day, _, closes, _), (next_day, opens, _, _) in pairwise(pieces):
        if day == next_day and opens < closes:
            return None
    step = _step(pieces)
    by_day: dict[int, dict[str, float]] = {}
    for day, opens, closes, mean in pieces:
        start = opens
        while start < closes:
            by_day.setdefault(day, {})[clock(start)] = number(_contacts_of(mean, min(step, 86400.0 - start)))
            start += step
    starts = {day: sorted(table) for day, table in by_day.items()}
    gaps = [_minutes(b) - _minutes(a) for each in starts.values() for a, b in pairwise(each)]
    if step / 60 not in gaps and (gaps or step != 1800.0):
        _fill(by_day, step)
    return dict(by_days(by_day))


def _step(pieces: list[tuple[int, float, float, float]]) -> float:
    """The length of an interval: that of every piece, or the longest that all of them consist of."""
    lengths = {closes - opens for _, opens, closes, _ in pieces}
    if len(lengths) == 1:
        return lengths.pop()
    found = 0
    for _, opens, closes, _ in pieces:
        found = gcd(found, gcd(round(opens), round(closes)))
    return float(found)


def _fill(by_day: dict[int, dict[str, float]], step: float) -> None:
    """An interval without contacts behind another, so that the table tells how long an interval is."""
    for table in by_day.values():
        for start in list(table):
            following = _minutes(start) * 60 + step
            if following < 86400.0 and clock(following) not in table:
                table[clock(following)] = 0
                return


def _minutes(told: str) -> int:
    return int(told[:2]) * 60 + int(told[3:])


def _contacts_of(mean: float, lasts: float) -> float:
    """The contacts in an interval, of few digits where those give exactly this mean between two."""
    wanted = lasts / mean
    for digits in range(1, 17):
        told = float(f"{wanted:.{digits}g}")
        if told > 0 and 1 / (told / lasts) == mean:
            return told
    return wanted
