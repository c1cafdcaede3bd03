"""One scenario as BPSim: what it holds, section by section."""

from __future__ import annotations

from studio.model import Guard
from studio.reading.writing.piece import Piece, piece
from studio.scenario.distribution import Distribution
from studio.scenario.exchange.bpsim.arrivals import ArrivalsOfCases
from studio.scenario.exchange.bpsim.hours import Calendars
from studio.scenario.exchange.bpsim.parameters import ALSO, Parameters, parameter
from studio.scenario.exchange.bpsim.people import People
from studio.scenario.exchange.bpsim.values import (
    choice,
    constant,
    distribution,
    duration,
    expression,
    figure,
    timed,
)
from studio.scenario.exchange.distributions import distribution_in
from studio.scenario.exchange.exporting import Export
from studio.scenario.exchange.xpath import xpath
from studio.scenario.scenario import Study

__all__ = ["BpsimScenario"]


class BpsimScenario:
    """One scenario as a ``Scenario`` of BPSim; ``resources`` are those that the file needs, name by id."""

    def __init__(self, export: Export, version: str, id: str, resources: dict[str, str]) -> None:
        self.export = export
        self.scenario = export.scenario
        self.version = version
        self.id = id
        self._parameters = Parameters()
        self._calendars = Calendars(id, export.scenario.start.date())
        self._arrivals = ArrivalsOfCases(export, self._parameters, self._calendars)
        self._people = People(export, self._parameters, self._calendars, resources)

    def pieces(self) -> Piece:
        """The element, with everything that BPSim can hold."""
        for name, calendar in self.scenario.calendars.items():
            self._calendars.name(calendar, name)
            self.export.hold("calendars", name)
        self._arrivals.put()
        self._attributes()
        self._steps()
        self._routing()
        self._events()
        self._people.put_teams()
        whole = self._whole()
        own = {"id": self.id, "name": self.scenario.name}
        told = [whole, *self._parameters.pieces(), *self._calendars.pieces]
        return piece("bpsim:Scenario", own, told)

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
            children.append(parameter("Start", piece("bpsim:DateTimeParameter", {"value": moment})))
            export.hold_start(moment)
        if scenario.length is not None:
            children.append(parameter("Duration", duration(scenario.length)))
            export.hold("length")
        self._warm_up(children)
        return piece("bpsim:ScenarioParameters", attributes, children)

    def _warm_up(self, children: list[Piece]) -> None:
        """A warm-up of a known length is told from 2.0 on, and that there is none by leaving it out."""
        scenario, export = self.scenario, self.export
        is_told = scenario.warm_up is not None and "warm_up" in export.values and self.version != "1.0"
        ends = scenario.length is not None or scenario.cases is not None
        if is_told and scenario.warm_up is not None and scenario.study is Study.STEADY:
            children.append(parameter("Warmup", duration(scenario.warm_up)))
            export.hold("warm_up")
            export.hold("study")
        elif scenario.study is Study.TERMINATING and not scenario.warm_up and ends:
            export.hold("warm_up")
            export.hold("study")

    # -- cases ---------------------------------------------------------------------------------

    def _attributes(self) -> None:
        processes = [process.id for process in self.export.diagram.processes]
        for attribute in self.scenario.attributes:
            if attribute.number is not None:
                value = distribution(attribute.number, of_time=False)
            elif attribute.chance is not None:
                value = choice(
                    [
                        (constant("Boolean", "true"), attribute.chance),
                        (constant("Boolean", "false"), 1 - attribute.chance),
                    ]
                )
            else:
                value = choice([(constant("String", text), share) for text, share in attribute.choice])
            if value is None or not processes:
                self.export.because("exchange.no-distribution", "attributes", attribute.name)
                continue
            self._parameters.put(processes[0], "Property", value, name=attribute.name)
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
                if part in ALSO:
                    self._time(id, ("steps", word, "also", part), part, spread)
            self._people.put_selection(id, word, entry)

    def _time(self, id: str, path: tuple[str, ...], parameter: str, spread: Distribution) -> None:
        value = timed(spread)
        if value is None:
            self.export.because("exchange.no-distribution", *path)
        else:
            self._parameters.put(id, parameter, value)
            self.export.hold(*path)

    def _routing(self) -> None:
        export = self.export
        for word, entry in export.section("routing").items():
            routing = self.scenario.routing[export.id("routing", word)]
            for way in entry:
                flow = export.elements.flow(export.id("routing", word), way)
                if flow in routing.guards:
                    self._condition(flow, routing.guards[flow], ("routing", word, way))
                else:
                    self._parameters.put(flow, "Probability", figure(routing.chances[flow]))
                    export.hold("routing", word, way)

    def _condition(self, flow: str, guard: Guard, path: tuple[str, ...]) -> None:
        told = xpath(guard)
        if told is None:
            self.export.because("exchange.no-expression", *path)
            return
        self._parameters.put(flow, "Condition", expression(told))
        self.export.hold(*path)

    def _events(self) -> None:
        export = self.export
        for word in export.section("events"):
            id = export.id("events", word)
            timing = self.scenario.events[id]
            if timing.after is not None:
                self._time(id, ("events", word, "after"), "InterTriggerTimer", timing.after)
            if timing.chance is not None:
                self._parameters.put(id, "Probability", figure(timing.chance))
                export.hold("events", word, "chance")
            export.hold_clock(word, timing)
