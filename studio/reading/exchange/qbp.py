"""The block of BIMP, Apromore and QBP (``qbp:processSimulationInfo``): all its values are seconds.

A ``timeUnit`` only says how a tool shows them. An element's first resource does it.
"""

from __future__ import annotations

import math
from typing import Any

from studio.model import Severity
from studio.reading.exchange import spreads
from studio.reading.exchange.found import Collector, Parameters
from studio.reading.exchange.places import Places, misplaced
from studio.reading.exchange.spelling import figure_of, free_name, number, seconds
from studio.reading.exchange.weekly import Rule, take_hours
from studio.reading.markup import Markup
from studio.reading.words import one_line

__all__ = ["NAMESPACE", "qbp_scenarios"]

NAMESPACE = "http://www.qbp-simulator.com/Schema201212"
_ARRIVALS = ("ARRIVAL_CALENDAR", "DEFAULT_TIMETABLE")


def qbp_scenarios(root: Markup, places: Places) -> tuple[Parameters, ...]:
    """The scenarios of every ``processSimulationInfo`` in a file, in its order."""
    blocks = [it for it in root.walk() if it.tag == "processSimulationInfo" and "qbp" in it.namespace]
    return tuple(_Info(block, places).read(ordinal, root) for ordinal, block in enumerate(blocks))


class _Info:
    """Reads one block."""

    def __init__(self, markup: Markup, places: Places) -> None:
        self.markup = markup
        self.places = places
        self.found = Collector()
        self.calendars: dict[str, str | None] = {}
        self.arrivals_calendar: str | None = None
        self.teams: dict[str, str] = {}

    def read(self, ordinal: int, root: Markup) -> Parameters:
        own = self.markup
        self._whole()
        self.found.put(("study",), "terminating")
        for group in ("timetables", "resources", "elements", "sequenceFlows"):
            for holder in (child for child in own.children if child.tag == group):
                for child in holder.children:
                    self._take(child)
        for child in own.children:
            if child.tag == "arrivalRateDistribution":
                self._arrivals(child, root)
            elif child.tag == "statsOptions":
                self.found.drop("exchange.result", child.tag, line=child.line, severity=Severity.INFO)
        name = "qbp" if ordinal == 0 else f"qbp {ordinal + 1}"
        return self.found.parameters(id=own.get("id") or name, name=name, format="qbp")

    def _take(self, child: Markup) -> None:
        match child.tag:
            case "timetable":
                self._timetable(child)
            case "resource":
                self._resource(child)
            case "element":
                self._element(child)
            case "sequenceFlow":
                self._flow(child)
            case _:
                self.found.drop("exchange.no-place", child.tag, line=child.line)

    def _whole(self) -> None:
        own = self.markup
        count = own.get("processInstances")
        if count.isdecimal() and int(count[:9]) > 0:
            self.found.put(("cases",), int(count[:9]), own.line)
        elif count:
            self.found.drop("exchange.unreadable", "processInstances", count, line=own.line)
        if own.get("startDateTime"):
            self.found.put_start(own.get("startDateTime"), own.line)
        if own.get("currency"):
            self.found.put(("currency",), own.get("currency"), own.line)

    def _timetable(self, own: Markup) -> None:
        id = own.get("id")
        rules = [
            Rule(
                first=rule.get("fromWeekDay"),
                last=rule.get("toWeekDay"),
                begins=rule.get("fromTime"),
                ends=rule.get("toTime"),
            )
            for rule in own.walk()
            if rule.tag == "rule"
        ]
        name = free_name(one_line(own.get("name")) or id or "hours", self.calendars.values())
        is_kept = take_hours(self.found, name, rules, "timetable", own.line)
        self.calendars[id] = name if is_kept else None
        is_default = own.is_set("default") or any(word in id for word in _ARRIVALS)
        if is_default and (self.arrivals_calendar is None or own.is_set("default")):
            self.arrivals_calendar = id

    def _resource(self, own: Markup) -> None:
        id = own.get("id")
        name = free_name(one_line(own.get("name")) or id, self.teams.values())
        self.teams[id] = name
        self.found.enter_team(name)
        amount = own.get("totalAmount")
        if amount.isdecimal() and int(amount[:9]):
            self.found.put(("teams", name, "staff"), int(amount[:9]), own.line)
        elif amount:
            self.found.drop("exchange.placeholder", f"totalAmount {name}", amount, line=own.line)
        calendar = self.calendars.get(own.get("timetableId"))
        if calendar is not None:
            self.found.put(("teams", name, "calendar"), calendar, own.line)
        elif own.get("timetableId") and own.get("timetableId") not in self.calendars:
            self.found.drop(
                "exchange.unknown-calendar", f"resource {name}", own.get("timetableId"), line=own.line
            )
        cost = figure_of(own.get("costPerHour"))
        if cost:
            self.found.put(("teams", name, "cost"), number(cost), own.line)

    def _element(self, own: Markup) -> None:
        wanted = own.get("elementId")
        id = self.places.known(wanted)
        if id is None:
            self.found.drop("exchange.unknown-element", "elementId", wanted, line=own.line)
            return
        is_step = self.places.is_step(id) and not self.places.is_waited_for(id)
        if not is_step and not self.places.is_waited_for(id):
            self.found.drop("exchange.wrong-element", "element", wanted, element=id, line=own.line)
            return
        for child in own.children:
            if child.tag == "durationDistribution":
                told = self._spread(child, "durationDistribution", id)
                if told is not None:
                    self.found.put(
                        ("steps", id, "time") if is_step else ("events", id, "after"), told, child.line
                    )
            elif child.tag == "resourceIds" and is_step:
                self._resources(child, id)
        for attribute in ("fixedCost", "costThreshold", "durationThreshold"):
            if figure_of(own.get(attribute)):
                self.found.drop("exchange.no-place", attribute, own.get(attribute), element=id, line=own.line)
        if own.is_set("simulateAsTask"):
            self.found.drop("exchange.no-place", "simulateAsTask", "true", element=id, line=own.line)

    def _resources(self, own: Markup, id: str) -> None:
        wanted = [
            child.text.strip() for child in own.children if child.tag == "resourceId" and child.text.strip()
        ]
        known = [self.teams[each] for each in wanted if each in self.teams]
        for each in wanted:
            if each not in self.teams:
                self.found.drop("exchange.unknown-resource", "resourceId", each, element=id, line=own.line)
        if known:
            self.found.put(("steps", id, "team"), known[0], own.line)
        for each in known[1:]:
            self.found.drop("exchange.other-value", "resourceId", each, element=id, line=own.line)

    def _flow(self, own: Markup) -> None:
        wanted, told = own.get("elementId"), own.get("executionProbability")
        known = self.places.known(wanted)
        flow = self.places.chosen_flow(known or "")
        chance = figure_of(told)
        if flow is None:
            self.found.drop(
                misplaced(known), "executionProbability", told or wanted, element=known, line=own.line
            )
        elif chance is None:
            self.found.drop(
                "exchange.unreadable", "executionProbability", told, element=flow.id, line=own.line
            )
        else:
            self.found.put(("routing", flow.source, flow.id), number(chance), own.line)

    def _arrivals(self, own: Markup, root: Markup) -> None:
        told = self._spread(own, "arrivalRateDistribution", None)
        starts = self.places.own_starts(self.markup.get("processId") or _process_around(root, self.markup))
        starts = starts or self.places.own_starts()
        if told is None or not starts:
            return
        self.found.put(("arrivals", starts[0], "every"), told, own.line)
        calendar = self.calendars.get(self.arrivals_calendar or "")
        if calendar is not None:
            self.found.put(("arrivals", starts[0], "open"), calendar, own.line)
        for other in starts[1:]:
            self.found.remark("exchange.other-start", element=other, line=own.line)

    def _spread(self, own: Markup, parameter: str, id: str | None) -> Any:  # noqa: ANN401 - as a file has it
        try:
            told = _distribution(own)
        except (ValueError, OverflowError):
            shown = " ".join(f"{key} {value}" for key, value in own.attributes.items() if key != "id")
            self.found.drop("exchange.unreadable", parameter, shown, element=id, line=own.line)
            return None
        mean, sd = figure_of(own.get("mean")) or 0.0, figure_of(own.get("arg1")) or 0.0
        if own.get("type").upper() == "NORMAL" and mean < 3 * sd:
            self.found.drop(
                "exchange.cut-at-zero", parameter, f"NORMAL mean {mean} arg1 {sd}", element=id, line=own.line
            )
        return told


def _distribution(own: Markup) -> Any:  # noqa: ANN401 - as a file has it
    """A distribution; ValueError where it is not one."""
    kind = own.get("type").upper()
    mean, first, second = (figure_of(own.get(name)) or 0.0 for name in ("mean", "arg1", "arg2"))
    match kind:
        case "FIXED":
            return spreads.constant(seconds, mean)
        case "EXPONENTIAL":
            return spreads.exponential(seconds, first or mean)
        case "NORMAL":
            return spreads.normal(seconds, mean, first)
        case "UNIFORM":
            return spreads.uniform(seconds, first, second)
        case "TRIANGULAR":
            return spreads.triangular(seconds, first, mean, second)
        case "GAMMA" | "LOGNORMAL":
            make = spreads.by_mean if kind == "GAMMA" else spreads.lognormal
            return make(seconds, mean, math.sqrt(first))
        case "HISTOGRAM":
            return _histogram(own)
    raise ValueError(kind)


def _histogram(own: Markup) -> Any:  # noqa: ANN401
    bins = [
        (_distribution(inner), share)
        for each in own.walk()
        if each.tag == "histogramData"
        for inner in each.children
        if inner.tag == "distribution" and (share := figure_of(each.get("probability")))
    ]
    if not bins:
        raise ValueError("HISTOGRAM")
    return spreads.points(bins)


def _process_around(root: Markup, block: Markup) -> str | None:
    """The process in whose extensions a block stands."""
    for process in root.children:
        if process.tag == "process" and any(it is block for it in process.walk()):
            return process.get("id") or None
    return None
