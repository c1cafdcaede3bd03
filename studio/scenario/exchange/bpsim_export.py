"""A scenario as BPSim: its XML, with times in seconds to the last digit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from studio.model import Guard, NodeKind, Severity
from studio.reading.exchange.blocks import OURS
from studio.reading.exchange.icalendar import calendar_text
from studio.reading.exchange.spelling import number, plain_number, zone_of
from studio.reading.writing.piece import Piece, piece
from studio.scenario.distribution import Distribution
from studio.scenario.exchange.distributions import distribution_in
from studio.scenario.exchange.exporting import Export
from studio.scenario.exchange.weeks import by_day, own_dates
from studio.scenario.exchange.xpath import xpath
from studio.scenario.families import Family
from studio.scenario.scenario import Arrivals, Calendar, Study, Team
from studio.scenario.spelling_spreads import parameters_of, weights_of

__all__ = ["BpsimScenario"]

_GROUPS = {
    "TimeParameters": (
        "TransferTime", "QueueTime", "WaitTime", "SetUpTime", "ProcessingTime", "ValidationTime",
        "ReworkTime",
    ),
    "ControlParameters": ("Probability", "Condition", "InterTriggerTimer", "TriggerCount"),
    "ResourceParameters": ("Selection", "Availability", "Quantity", "Role"),
    "CostParameters": ("FixedCost", "UnitCost"),
    "PropertyParameters": ("Property",),
}  # fmt: skip
"""The groups of an element's parameters and what stands in each, in the schema's order."""

_ALSO = ("ValidationTime", "ReworkTime")
_GROUP_OF = {parameter: group for group, parameters in _GROUPS.items() for parameter in parameters}
_WEEK = 7 * 86400.0


class BpsimScenario:
    """One scenario as a ``Scenario`` of BPSim; ``resources`` are those that the file needs, name by id."""

    def __init__(self, export: Export, version: str, id: str, resources: dict[str, str]) -> None:
        self.export = export
        self.scenario = export.scenario
        self.version = version
        self.id = id
        self.resources = resources
        self._parameters: dict[str, list[Piece]] = {}
        self._calendars: list[Piece] = []
        self._ids: dict[Any, str] = {}

    def pieces(self) -> Piece:
        """The element, with everything that BPSim can hold."""
        self._named_calendars()
        self._arrivals()
        self._attributes()
        self._steps()
        self._routing()
        self._events()
        self._teams()
        whole = self._whole()
        elements = [self._element(ref, parameters) for ref, parameters in self._parameters.items()]
        own = {"id": self.id, "name": self.scenario.name}
        return piece("bpsim:Scenario", own, [whole, *elements, *self._calendars])

    def _element(self, ref: str, parameters: list[Piece]) -> Piece:
        groups: dict[str, list[Piece]] = {}
        for each in sorted(parameters, key=lambda it: _place(it.tag)):
            groups.setdefault(_GROUP_OF[each.tag.removeprefix("bpsim:")], []).append(each)
        held = [piece(f"bpsim:{group}", {}, groups[group]) for group in _GROUPS if group in groups]
        return piece("bpsim:ElementParameters", {"elementRef": ref}, held)

    def _put(self, ref: str, parameter: str, *values: Piece, **attributes: str) -> None:
        self._parameters.setdefault(ref, []).append(piece(f"bpsim:{parameter}", attributes, values))

    # -- the scenario as a whole ---------------------------------------------------------------

    def _whole(self) -> Piece:
        export, scenario, stated = self.export, self.scenario, self.export.values
        attributes: dict[str, str | None] = {"baseTimeUnit": "s"}
        if scenario.currency:
            attributes["baseCurrencyUnit"] = scenario.currency
            export.hold("currency")
        if scenario.replications is not None:
            attributes["replication"] = str(scenario.replications)
            export.hold("replications")
        if "seed" in stated:
            attributes["seed"] = str(scenario.seed)
            export.hold("seed")
        children = []
        if "start" in stated or "zone" in stated:
            moment = scenario.start.isoformat()
            children.append(_parameter("Start", piece("bpsim:DateTimeParameter", {"value": moment})))
            export.hold("start")
            if scenario.zone == (zone_of(moment) or "UTC"):
                export.hold("zone")
            else:
                export.because("exchange.zone", "zone")
        if scenario.length is not None:
            children.append(_parameter("Duration", _duration(scenario.length)))
            export.hold("length")
        self._warm_up(children)
        return piece("bpsim:ScenarioParameters", attributes, children)

    def _warm_up(self, children: list[Piece]) -> None:
        """A warm-up of a known length is told from 2.0 on, and that there is none by leaving it out."""
        scenario, export = self.scenario, self.export
        is_told = scenario.warm_up is not None and "warm_up" in export.values and self.version != "1.0"
        ends = scenario.length is not None or scenario.cases is not None
        if is_told and scenario.warm_up is not None and scenario.study is Study.STEADY:
            children.append(_parameter("Warmup", _duration(scenario.warm_up)))
            export.hold("warm_up")
            export.hold("study")
        elif scenario.study is Study.TERMINATING and not scenario.warm_up and ends:
            export.hold("warm_up")
            export.hold("study")

    # -- calendars -----------------------------------------------------------------------------

    def _named_calendars(self) -> None:
        for name, calendar in self.scenario.calendars.items():
            self._tell_hours(by_day(calendar), own_dates(calendar), name)
            self.export.hold("calendars", name)

    def _calendar(self, calendar: Calendar | None, name: str) -> str:
        """The id of a calendar; None is the one that is always open."""
        week = by_day(calendar) if calendar is not None else [(day, 0.0, 86400.0) for day in range(7)]
        dates = own_dates(calendar) if calendar is not None else {}
        return self._hours(week, dates, name)

    def _hours(
        self,
        week: list[tuple[int, float, float]],
        dates: Mapping[date, tuple[tuple[float, float], ...]],
        name: str,
    ) -> str:
        """The id of hours, which are told once."""
        known = self._ids.get((tuple(week), tuple(dates.items())))
        return known or self._tell_hours(week, dates, name)

    def _tell_hours(
        self,
        week: list[tuple[int, float, float]],
        dates: Mapping[date, tuple[tuple[float, float], ...]],
        name: str,
    ) -> str:
        id = f"{self.id}_Calendar_{len(self._calendars) + 1}"
        text = calendar_text(week, dates, self.scenario.start.date())
        self._calendars.append(piece("bpsim:Calendar", {"id": id, "name": name}, text=text))
        self._ids.setdefault((tuple(week), tuple(dates.items())), id)
        return id

    # -- arrivals ------------------------------------------------------------------------------

    def _arrivals(self) -> None:
        export = self.export
        for word, entry in export.section("arrivals").items():
            id = export.id("arrivals", word)
            arrivals = self.scenario.arrivals[id]
            if arrivals.every is not None:
                value = self._timed(arrivals.every)
                if value is None:
                    export.because("exchange.no-distribution", "arrivals", word, "every")
                    continue
                if arrivals.open is not None:
                    value.attributes["validFor"] = self._calendar(
                        self.scenario.calendars[arrivals.open], arrivals.open
                    )
                    export.hold("arrivals", word, "open")
                self._put(id, "InterTriggerTimer", value)
                export.hold("arrivals", word, "every")
            elif arrivals.profile:
                self._profile(id, word, arrivals)
            if "scale" in entry and not arrivals.scale:
                export.hold("arrivals", word, "scale")
        self._count()

    def _count(self) -> None:
        if self.scenario.cases is None:
            return
        starts = list(self.scenario.arrivals) or [
            node.id
            for node in self.export.diagram.nodes
            if node.kind is NodeKind.START_EVENT and node.parent is None
        ]
        if len(starts) == 1:
            self._put(starts[0], "TriggerCount", _number(self.scenario.cases))
            self.export.hold("cases")
        else:
            self.export.because("exchange.several-starts", "cases")

    def _profile(self, id: str, word: str, arrivals: Arrivals) -> None:
        """Contacts per interval: exponential arrivals, each rate valid while its intervals last."""
        calendar = self.scenario.calendars.get(arrivals.open or "")
        hours = [(0.0, _WEEK)] if calendar is None else list(calendar.week)
        pieces: dict[float, list[tuple[int, float, float]]] = {}
        is_within = True
        for rate in arrivals.profile:
            open_now = [
                (max(rate.start, a), min(rate.end, b)) for a, b in hours if a < rate.end and b > rate.start
            ]
            is_within = is_within and (not rate.per_second or open_now == [(rate.start, rate.end)])
            for opens, closes in open_now if rate.per_second else ():
                day = int(opens // 86400.0)
                piece_ = (day, opens - day * 86400.0, closes - day * 86400.0)
                pieces.setdefault(rate.per_second, []).append(piece_)
        values = []
        for per_second, spans in pieces.items():
            value = self._timed(Distribution.exponential(1 / per_second))
            if value is not None:
                name = f"{plain_number(float(f'{per_second * 3600:.6g}'))}/h"
                value.attributes["validFor"] = self._hours(spans, {}, name)
                values.append(value)
        self._put(id, "InterTriggerTimer", *values)
        self.export.hold("arrivals", word, "per_interval")
        if is_within and (calendar is None or not calendar.dates):
            self.export.because("exchange.implied", "arrivals", word, "open", severity=Severity.INFO)
        if not is_within:
            self.export.because("exchange.cut", "arrivals", word, "open", severity=Severity.INFO)

    # -- cases ---------------------------------------------------------------------------------

    def _attributes(self) -> None:
        processes = [process.id for process in self.export.diagram.processes]
        for attribute in self.scenario.attributes:
            if attribute.number is not None:
                value = self._distribution(attribute.number, of_time=False)
            elif attribute.chance is not None:
                value = _choice(
                    [
                        (_constant("Boolean", "true"), attribute.chance),
                        (_constant("Boolean", "false"), 1 - attribute.chance),
                    ]
                )
            else:
                value = _choice([(_constant("String", text), share) for text, share in attribute.choice])
            if value is None or not processes:
                self.export.because("exchange.no-distribution", "attributes", attribute.name)
                continue
            self._put(processes[0], "Property", value, name=attribute.name)
            self.export.hold("attributes", attribute.name)

    # -- steps and ways ------------------------------------------------------------------------

    def _steps(self) -> None:
        export = self.export
        for word, entry in export.section("steps").items():
            id = export.id("steps", word)
            step = self.scenario.steps[id]
            if "time" in entry:
                self._time(id, ("steps", word, "time"), "ProcessingTime", step.time)
            set_up = distribution_in(entry.get("set_up"))
            if set_up is not None:
                self._time(id, ("steps", word, "set_up"), "SetUpTime", set_up)
            for part, spread in step.also.items():
                if part in _ALSO:
                    self._time(id, ("steps", word, "also", part), part, spread)
            self._selection(id, word, entry)

    def _time(self, id: str, path: tuple[str, ...], parameter: str, spread: Distribution) -> None:
        value = self._timed(spread)
        if value is None:
            self.export.because("exchange.no-distribution", *path)
        else:
            self._put(id, parameter, value)
            self.export.hold(*path)

    def _selection(self, id: str, word: str, entry: Mapping[str, Any]) -> None:
        named = entry.get("team")
        teams = [named] if isinstance(named, str) else named or []
        names = [self.export.team_name(str(team)) or str(team) for team in teams]
        if not names:
            return
        people = self.scenario.steps[id].people
        told = " | ".join(f"bpsim:getResource('{self._resource(name)}',{people})" for name in names)
        self._put(id, "Selection", piece("bpsim:ExpressionParameter", {"value": told}))
        self.export.hold("steps", word, "team")
        self.export.hold("steps", word, "people")

    def _resource(self, name: str) -> str:
        """The id of the resource that a team is in the file."""
        for id, known in self.resources.items():
            if known == name:
                return id
        number_ = 1
        while f"{OURS}Resource_{number_}" in self.resources:
            number_ += 1
        self.resources[f"{OURS}Resource_{number_}"] = name
        return f"{OURS}Resource_{number_}"

    def _routing(self) -> None:
        export = self.export
        for word, entry in export.section("routing").items():
            routing = self.scenario.routing[export.id("routing", word)]
            for way in entry:
                flow = export.elements.flow(export.id("routing", word), way)
                if flow in routing.guards:
                    self._condition(flow, routing.guards[flow], ("routing", word, way))
                else:
                    share = _constant("Floating", plain_number(routing.chances[flow]))
                    self._put(flow, "Probability", share)
                    export.hold("routing", word, way)

    def _condition(self, flow: str, guard: Guard, path: tuple[str, ...]) -> None:
        told = xpath(guard)
        if told is None:
            self.export.because("exchange.no-expression", *path)
            return
        self._put(flow, "Condition", piece("bpsim:ExpressionParameter", {"value": told}))
        self.export.hold(*path)

    def _events(self) -> None:
        export = self.export
        for word in export.section("events"):
            id = export.id("events", word)
            timing = self.scenario.events[id]
            if timing.after is not None:
                self._time(id, ("events", word, "after"), "InterTriggerTimer", timing.after)
            if timing.chance is not None:
                self._put(id, "Probability", _constant("Floating", plain_number(timing.chance)))
                export.hold("events", word, "chance")
            if timing.clock is None:
                export.hold("events", word, "clock")
            else:
                export.because("exchange.clock", "events", word, "clock")

    # -- people --------------------------------------------------------------------------------

    def _teams(self) -> None:
        export = self.export
        for word, stated in export.section("teams").items():
            entry: Mapping[str, Any] = stated if isinstance(stated, Mapping) else {}
            team = self.scenario.teams[export.team_name(word) or word]
            ref = self._resource(team.name)
            if "staff" in entry or "shifts" in entry:
                self._put(ref, "Quantity", *self._staff(team))
                for key in ("staff", "shifts", "calendar"):
                    export.hold("teams", word, key)
            elif team.shifts and team.shifts[0].calendar is not None:
                valid = self._calendar(team.shifts[0].calendar, str(entry.get("calendar")))
                self._put(
                    ref, "Availability", piece("bpsim:BooleanParameter", {"value": "true", "validFor": valid})
                )
                export.hold("teams", word, "calendar")
            if "cost" in entry:
                own = {"value": plain_number(team.cost), "timeUnit": "hour"}
                currency = {"currencyUnit": self.scenario.currency} if self.scenario.currency else {}
                self._put(ref, "UnitCost", piece("bpsim:FloatingParameter", {**own, **currency}))
                if team.cost:
                    export.hold("teams", word, "cost")
            for key, usual in (
                ("speed", 1.0),
                ("shrinkage", 0.0),
                ("absence", 0.0),
                ("at_shift_end", "finish"),
            ):
                if getattr(team, key) == usual:
                    export.hold("teams", word, key)

    def _staff(self, team: Team) -> Iterator[Piece]:
        for place, shift in enumerate(team.shifts):
            value = _number(shift.staff)
            if shift.calendar is not None or len(team.shifts) > 1:
                value.attributes["validFor"] = self._calendar(shift.calendar, f"{team.name} {place + 1}")
            yield value

    # -- distributions -------------------------------------------------------------------------

    def _timed(self, spread: Distribution) -> Piece | None:
        return self._distribution(spread, of_time=True)

    def _distribution(self, spread: Distribution, *, of_time: bool) -> Piece | None:
        """The element that is this distribution; None where BPSim has none."""
        unit = {"timeUnit": "s"} if of_time else {}
        own = spread.parameters
        match spread.family:
            case Family.CONSTANT:
                return _duration(own[0]) if of_time else _constant("Floating", plain_number(own[0]))
            case Family.EXPONENTIAL:
                return _made("NegativeExponential", unit, mean=own[0])
            case Family.UNIFORM:
                return _made("Uniform", unit, min=own[0], max=own[1])
            case Family.TRIANGULAR:
                return _made("Triangular", unit, min=own[0], mode=own[1], max=own[2])
            case Family.NORMAL:
                cut = _made("TruncatedNormal", unit, mean=own[0], standardDeviation=own[1], min=0.0)
                cut.attributes["max"] = "INF"
                return cut
            case Family.LOGNORMAL:
                told = parameters_of(spread)
                sd = told["mean"] * told["cv"]
                return _made("LogNormal", unit, mean=told["mean"], standardDeviation=sd)
            case Family.ERLANG:
                return _made("Erlang", unit, k=own[0], mean=parameters_of(spread)["mean"])
            case Family.GAMMA | Family.WEIBULL:
                return _made(spread.family.value.capitalize(), unit, shape=own[0], scale=own[1])
            case Family.EMPIRICAL:
                values = [
                    self._distribution(Distribution.constant(each), of_time=of_time) for each in spread.values
                ]
                return _choice(_weighted(values, weights_of(spread)))
            case Family.MIXTURE:
                parts = [self._distribution(part, of_time=of_time) for part in spread.parts]
                return None if None in parts else _choice(_weighted(parts, weights_of(spread)))
        return None


def _weighted(values: list[Piece | None], weights: list[float]) -> list[tuple[Piece, float]]:
    """Values with their probabilities, which add up to 1."""
    total = math.fsum(weights)
    return [
        (value, weight / total) for value, weight in zip(values, weights, strict=True) if value is not None
    ]


def _parameter(name: str, value: Piece) -> Piece:
    return piece(f"bpsim:{name}", {}, [value])


def _duration(seconds: float) -> Piece:
    return piece("bpsim:DurationParameter", {"value": f"PT{plain_number(seconds)}S"})


def _number(value: float) -> Piece:
    return piece("bpsim:NumericParameter", {"value": str(number(value))})


def _constant(kind: str, value: str) -> Piece:
    return piece(f"bpsim:{kind}Parameter", {"value": value})


def _made(name: str, unit: Mapping[str, str], **parameters: float) -> Piece:
    told = {key: plain_number(value) for key, value in parameters.items()}
    return piece(f"bpsim:{name}Distribution", {**told, **unit})


def _choice(points: list[tuple[Piece, float]]) -> Piece:
    return piece(
        "bpsim:UserDistribution",
        {"discrete": "true"},
        [
            piece("bpsim:UserDistributionDataPoint", {"probability": plain_number(share)}, [value])
            for value, share in points
        ],
    )


def _place(tag: str) -> int:
    local = tag.removeprefix("bpsim:")
    return _GROUPS[_GROUP_OF[local]].index(local)
