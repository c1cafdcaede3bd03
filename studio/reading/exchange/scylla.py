"""Scylla's files beside a diagram: a global configuration (people, hours) and one of the simulation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from studio.reading.exchange import spreads
from studio.reading.exchange.found import Collector, Parameters
from studio.reading.exchange.places import Places
from studio.reading.exchange.spelling import figure_of, free_name, number, seconds, zone_of
from studio.reading.exchange.weekly import Rule, take_hours
from studio.reading.markup import Markup
from studio.reading.words import one_line

__all__ = ["is_scylla", "scylla_scenarios"]

_UNITS: Mapping[str, float] = {
    "NANOSECONDS": 1e-9, "MICROSECONDS": 1e-6, "MILLISECONDS": 1e-3, "SECONDS": 1.0, "MINUTES": 60.0,
    "HOURS": 3600.0, "DAYS": 86400.0,
}  # fmt: skip
_KNOWN = frozenset({"globalConfiguration", "simulationConfiguration"})


def is_scylla(root: Markup) -> bool:
    """Whether a file is one of Scylla's two."""
    return root.tag in _KNOWN or any(child.tag == "simulationConfiguration" for child in root.children)


def scylla_scenarios(roots: Sequence[Markup], places: Places) -> tuple[Parameters, ...]:
    """One scenario for each simulation configuration; the global ones hold for all of them."""
    configurations = [it for root in roots for it in root.walk() if it.tag == "simulationConfiguration"]
    shared = [root for root in roots if root.tag == "globalConfiguration"]
    return tuple(_Configuration(places, shared).read(each) for each in configurations or (None,))


class _Configuration:
    def __init__(self, places: Places, shared: Sequence[Markup]) -> None:
        self.places = places
        self.shared = shared
        self.found = Collector()
        self.calendars: dict[str, str | None] = {}
        self.teams: dict[str, str] = {}

    def read(self, own: Markup | None) -> Parameters:
        for configuration in self.shared:
            self._global(configuration)
        name = "Scylla"
        if own is not None:
            name = own.get("id") or name
            self._whole(own)
            self.found.put(("study",), "terminating")
            self._elements(own)
        return self.found.parameters(id=name, name=name, format="Scylla")

    # -- the global configuration --------------------------------------------------------------

    def _global(self, own: Markup) -> None:
        for child in sorted(own.children, key=lambda it: it.tag != "timetables"):
            match child.tag:
                case "timetables":
                    for timetable in child.children:
                        self._timetable(timetable)
                case "resourceData":
                    for resource in child.children:
                        self._resource(resource)
                case "randomSeed" if child.text.strip().isdecimal():
                    self.found.put(("seed",), int(child.text.strip()[:9]), child.line)
                case "zoneOffset":
                    zone = zone_of(f"2000-01-01T00:00{child.text.strip()}")
                    if zone:
                        self.found.put(("zone",), zone, child.line)
                    elif zone is None:
                        self.found.drop("exchange.unreadable", "zoneOffset", child.text, line=child.line)
                case _:
                    self.found.drop("exchange.no-place", child.tag, child.text, line=child.line)

    def _timetable(self, own: Markup) -> None:
        id = own.get("id")
        rules = [
            Rule(first=it.get("from"), last=it.get("to"), begins=it.get("beginTime"), ends=it.get("endTime"))
            for it in own.children
            if it.tag == "timetableItem"
        ]
        name = free_name(id, ())
        self.calendars[id] = name if take_hours(self.found, name, rules, "timetable", own.line) else None

    def _resource(self, own: Markup) -> None:
        id = own.get("id")
        name = one_line(own.get("name")) or id
        team = name if name not in self.teams.values() else f"{name} ({id})"
        self.teams[id] = team
        quantity = int(figure_of(own.get("defaultQuantity")) or 0)
        instances = [it for it in own.children if it.tag == "instance"]
        shifts: dict[str | None, int] = {}
        for count, calendar in [
            (max(0, quantity - len(instances)), own.get("defaultTimetableId")),
            *((1, it.get("timetableId")) for it in instances),
        ]:
            if calendar and calendar not in self.calendars:
                self.found.drop(
                    "exchange.unknown-calendar", f"dynamicResource {team}", calendar, line=own.line
                )
            if count:
                shifts[self.calendars.get(calendar)] = shifts.get(self.calendars.get(calendar), 0) + count
        self.found.enter_team(team)
        self.found.put_staff(team, [(count, calendar) for calendar, count in shifts.items()], own.line)
        self._cost(own, instances, team)

    def _cost(self, own: Markup, instances: Sequence[Markup], team: str) -> None:
        cost = figure_of(own.get("defaultCost"))
        lasts = _UNITS.get(own.get("defaultTimeUnit") or "HOURS")
        if cost and lasts:
            self.found.put(("teams", team, "cost"), number(cost * (3600.0 / lasts)), own.line)
        for instance in instances:
            if instance.get("cost") and figure_of(instance.get("cost")) != cost:
                shown = f"{instance.get('name')} {instance.get('cost')}"
                self.found.drop("exchange.averaged", f"cost {team}", shown, line=instance.line)

    # -- the simulation configuration ----------------------------------------------------------

    def _whole(self, own: Markup) -> None:
        count = figure_of(own.get("processInstances"))
        if count is not None and count >= 1:
            self.found.put(("cases",), int(count), own.line)
        if own.get("startDateTime"):
            self.found.put_start(own.get("startDateTime"), own.line)
        if own.get("randomSeed").isdecimal():
            self.found.values["seed"] = int(own.get("randomSeed")[:9])
        if own.get("endDateTime"):
            lasts = _between(own.get("startDateTime"), own.get("endDateTime"))
            if lasts is None or "cases" in self.found.values:
                self.found.drop("exchange.beside-cases", "endDateTime", own.get("endDateTime"), line=own.line)
            else:
                self.found.put(("length",), seconds(lasts), own.line)

    def _elements(self, own: Markup) -> None:
        for child in own.children:
            if child.tag in ("resources", "duration", "setUpDuration", "arrivalRate"):
                continue
            id = self.places.known(child.get("id")) if child.get("id") else None
            if id is None:
                code = "exchange.unknown-element" if child.get("id") else "exchange.no-place"
                self.found.drop(code, child.tag, child.get("id") or child.text, line=child.line)
            elif self.places.is_start(id):
                self._arrivals(child, id)
            elif child.tag.endswith("ateway"):
                self._gateway(child)
            elif self.places.is_step(id):
                self._step(child, id)
            elif self.places.is_waited_for(id):
                self._event(child, id)
            else:
                self.found.drop("exchange.wrong-element", child.tag, id, element=id, line=child.line)

    def _arrivals(self, own: Markup, id: str) -> None:
        for child in own.children:
            if child.tag == "arrivalRate":
                self._timed(child, id, ("arrivals", id, "every"))
            else:
                self.found.drop("exchange.no-place", child.tag, child.text, element=id, line=child.line)

    def _step(self, own: Markup, id: str) -> None:
        node = self.places.node(id)
        holds_others = node is not None and node.kind.is_container
        for child in own.children:
            match child.tag:
                case "duration":
                    self._timed(child, id, ("steps", id, "time"))
                case "setUpDuration":
                    self._timed(child, id, ("steps", id, "set_up"))
                case "resources":
                    self._people(child, id)
                case "boundaryEvents":
                    for event in child.children:
                        inner = self.places.known(event.get("id"))
                        if inner is None:
                            self.found.drop(
                                "exchange.unknown-element", event.tag, event.get("id"), line=event.line
                            )
                        else:
                            self._event(event, inner)
                case _ if holds_others:
                    continue
                case _:
                    self.found.drop("exchange.no-place", child.tag, child.text, element=id, line=child.line)
        if holds_others:
            self._elements(own)

    def _people(self, own: Markup, id: str) -> None:
        wanted = [child for child in own.children if child.tag == "resource"]
        known = []
        for child in wanted:
            team = self.teams.get(child.get("id"), "" if self.shared else child.get("id"))
            if not team:
                self.found.drop(
                    "exchange.unknown-resource", "resource", child.get("id"), element=id, line=child.line
                )
                continue
            self.found.enter_team(team)
            known.append((team, child))
        for team, child in known[1:]:
            self.found.drop("exchange.together", "resource", team, element=id, line=child.line)
        for team, child in known[:1]:
            self.found.put(("steps", id, "team"), team, child.line)
            amount = figure_of(child.get("amount"))
            if amount is not None and amount > 1:
                self.found.put(("steps", id, "people"), int(amount), child.line)
            for inner in child.children:
                self.found.drop("exchange.no-place", inner.tag, element=id, line=inner.line)

    def _gateway(self, own: Markup) -> None:
        for child in own.children:
            flow = self.places.chosen_flow(self.places.known(child.get("id")) or "")
            told = next((it.text for it in child.children if it.tag == "branchingProbability"), "")
            chance = figure_of(told)
            if flow is None or chance is None:
                code = "exchange.unreadable" if flow is not None else "exchange.unknown-element"
                self.found.drop(code, child.tag, told or child.get("id"), line=child.line)
            else:
                self.found.put(("routing", flow.source, flow.id), number(chance), child.line)

    def _event(self, own: Markup, id: str) -> None:
        for child in own.children:
            chance = figure_of(child.text) if child.tag == "eventProbability" else None
            if child.tag in ("arrivalRate", "duration") and self.places.is_waited_for(id):
                self._timed(child, id, ("events", id, "after"))
            elif chance is not None and self.places.is_chance_event(id):
                self.found.put(("events", id, "chance"), number(chance), child.line)
            else:
                self.found.drop("exchange.no-place", child.tag, child.text, element=id, line=child.line)

    def _timed(self, own: Markup, id: str, path: tuple[str, ...]) -> None:
        unit = _UNITS.get(own.get("timeUnit") or "SECONDS")
        made = None
        for child in own.children:
            try:
                made = None if unit is None else _distribution(child, unit)
            except (ValueError, OverflowError):
                made = None
            if made is None:
                shown = " ".join([child.tag, *(f"{it.tag} {it.text.strip()}" for it in child.children)])
                self.found.drop("exchange.unreadable", own.tag, shown, element=id, line=child.line)
            else:
                self.found.put(path, made, child.line)
                return


def _distribution(own: Markup, unit: float) -> Any:  # noqa: ANN401 - as a scenario file has it
    told = {child.tag: figure_of(child.text) for child in own.children if child.tag != "entry"}

    def plain(name: str) -> float:
        found = told.get(name)
        if found is None:
            raise ValueError(own.tag)
        return found

    def of(*names: str) -> list[float]:
        return [plain(name) * unit for name in names]

    makers: Mapping[str, Callable[[], Any]] = {
        "constantDistribution": lambda: spreads.constant(seconds, *of("constantValue")),
        "exponentialDistribution": lambda: spreads.exponential(seconds, *of("mean")),
        "normalDistribution": lambda: spreads.normal(seconds, *of("mean", "standardDeviation")),
        "uniformDistribution": lambda: spreads.uniform(seconds, *of("lower", "upper")),
        "triangularDistribution": lambda: spreads.triangular(seconds, *of("lower", "peak", "upper")),
        "erlangDistribution": lambda: spreads.erlang(seconds, plain("order"), *of("mean")),
        "poissonDistribution": lambda: spreads.poisson(seconds, plain("mean"), unit),
        "binomialDistribution": lambda: spreads.binomial(
            seconds, int(plain("amount")), told.get("probability") or 0.0, unit
        ),
        "arbitraryFiniteProbabilityDistribution": lambda: _entries(own, unit),
    }
    return makers[own.tag]() if own.tag in makers else None


def _entries(own: Markup, unit: float) -> Any:  # noqa: ANN401
    values, weights = [], []
    for entry in own.children:
        value, weight = figure_of(entry.get("value")), figure_of(entry.get("frequency"))
        if value is None or weight is None:
            raise ValueError(own.tag)
        values.append(value * unit)
        weights.append(weight)
    return spreads.empirical(seconds, values, weights) if values else None


def _between(start: str, end: str) -> float | None:
    try:
        lasts = (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()
    except (ValueError, TypeError):
        return None
    return lasts if lasts > 0 else None
