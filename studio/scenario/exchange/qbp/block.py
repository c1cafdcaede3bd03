"""The block of one scenario: what it holds, section by section."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.model import NodeKind
from studio.reading.exchange.blocks import OURS
from studio.reading.exchange.qbp import NAMESPACE
from studio.reading.exchange.spelling import plain_number
from studio.reading.writing.piece import Piece, piece
from studio.scenario.distribution import Distribution
from studio.scenario.exchange.exporting import Export
from studio.scenario.exchange.qbp.distributions import distribution
from studio.scenario.exchange.qbp.hours import Timetables
from studio.scenario.exchange.weeks import own_dates
from studio.scenario.families import Family
from studio.scenario.scenario import Study, Team

__all__ = ["qbp_block"]


def qbp_block(export: Export) -> Piece:
    """The block, with everything that it can hold."""
    return _Block(export).made()


class _Block:
    def __init__(self, export: Export) -> None:
        self.export = export
        self.scenario = export.scenario
        self._timetables = Timetables()
        self._resources: dict[str, str] = {}

    def made(self) -> Piece:
        for name, calendar in self.scenario.calendars.items():
            self._timetables.id(calendar, name)
            if own_dates(calendar):
                self.export.because("exchange.dates", "calendars", name)
            else:
                self.export.hold("calendars", name)
        arrivals = self._arrivals()
        resources = self._teams()
        elements = [*self._steps(), *self._events()]
        flows = self._routing()
        own = {"xmlns:qbp": NAMESPACE, "id": f"{OURS}qbp", **self._whole()}
        groups = [
            ("qbp:timetables", self._timetables.pieces()),
            ("qbp:resources", resources),
            ("qbp:elements", elements),
            ("qbp:sequenceFlows", flows),
        ]
        held = [piece(group, {}, children) for group, children in groups if children]
        return piece("qbp:processSimulationInfo", own, [*filter(None, [arrivals]), *held])

    def _whole(self) -> dict[str, str]:
        export, scenario = self.export, self.scenario
        own = {}
        if scenario.cases is not None:
            own["processInstances"] = str(scenario.cases)
            export.hold("cases")
        if "start" in export.values or "zone" in export.values:
            own["startDateTime"] = scenario.start.isoformat(timespec="milliseconds")
            export.hold_start(own["startDateTime"])
        if scenario.currency:
            own["currency"] = scenario.currency
            export.hold("currency")
        if scenario.study is Study.TERMINATING and not scenario.warm_up:
            export.hold("study")
            export.hold("warm_up")
        return own

    # -- cases ---------------------------------------------------------------------------------

    def _arrivals(self) -> Piece | None:
        export = self.export
        made = None
        starts = self._starts()
        for word, entry in export.section("arrivals").items():
            id = export.id("arrivals", word)
            arrivals = self.scenario.arrivals[id]
            if made is not None or (starts and id != starts[0]):
                for key in entry:
                    export.because("exchange.one-start", "arrivals", word, key)
                continue
            if arrivals.every is None:
                for key in ("per_interval", "times"):
                    export.because("exchange.no-profile", "arrivals", word, key)
                continue
            made = self._distribution("arrivalRateDistribution", arrivals.every, ("arrivals", word, "every"))
            if made is None:
                continue
            timetable = self._timetables.id(
                self.scenario.calendars.get(arrivals.open or ""), arrivals.open or ""
            )
            self._timetables.set_default(timetable)
            export.hold("arrivals", word, "open")
            if "scale" in entry and not arrivals.scale:
                export.hold("arrivals", word, "scale")
        return made

    def _starts(self) -> list[str]:
        diagram = self.export.diagram
        targets = {message.target for message in diagram.messages}
        found = [n.id for n in diagram.nodes if n.kind is NodeKind.START_EVENT and n.parent is None]
        return [id for id in found if id not in targets] or found

    # -- people --------------------------------------------------------------------------------

    def _teams(self) -> list[Piece]:
        export = self.export
        found = []
        stated = export.section("teams")
        named = [name for step in self.scenario.steps.values() if (name := step.team) is not None]
        for word in dict.fromkeys([*stated, *named]):
            name = export.team_name(word) or word
            if name in self._resources:
                continue
            self._resources[name] = f"{OURS}Resource_{len(self._resources) + 1}"
            team = self.scenario.teams.get(name)
            entry = stated.get(word)
            own = {"id": self._resources[name], "name": name}
            if team is not None and isinstance(entry, Mapping):
                own |= self._staff(team, entry, word)
            found.append(piece("qbp:resource", own))
        return found

    def _staff(self, team: Team, entry: Mapping[str, Any], word: str) -> dict[str, str]:
        export = self.export
        own = {}
        if len(team.shifts) == 1 and ("staff" in entry or "shifts" in entry):
            own["totalAmount"] = str(team.shifts[0].staff)
            for key in ("staff", "shifts"):
                export.hold("teams", word, key)
        elif len(team.shifts) > 1:
            own["totalAmount"] = str(_most_at_once(team))
            export.because("exchange.shifts", "teams", word, "shifts")
        calendar = team.shifts[0].calendar if len(team.shifts) == 1 else None
        name = next((n for n, it in self.scenario.calendars.items() if it == calendar), team.name)
        own["timetableId"] = self._timetables.id(calendar, name)
        if calendar is not None and own_dates(calendar):
            export.because("exchange.dates", "teams", word, "shifts" if "shifts" in entry else "calendar")
        else:
            export.hold("teams", word, "calendar")
        if "cost" in entry:
            own["costPerHour"] = plain_number(team.cost)
            export.hold("teams", word, "cost")
        export.hold_usual(word, team)
        return own

    # -- elements ------------------------------------------------------------------------------

    def _steps(self) -> list[Piece]:
        export = self.export
        found = []
        for word, entry in export.section("steps").items():
            id = export.id("steps", word)
            step = self.scenario.steps[id]
            children = []
            if "time" in entry:
                path = ("steps", word, "time")
                children.append(self._distribution("durationDistribution", step.time, path))
            if step.team is not None:
                resource = piece("qbp:resourceId", text=self._resources[step.team])
                children.append(piece("qbp:resourceIds", {}, [resource]))
                named = entry.get("team")
                if isinstance(named, list) and len(named) > 1:
                    export.because("exchange.one-team", "steps", word, "team")
                else:
                    export.hold("steps", word, "team")
            if step.people == 1:
                export.hold("steps", word, "people")
            kept = [child for child in children if child is not None]
            if kept:
                found.append(piece("qbp:element", {"id": f"{OURS}{id}", "elementId": id}, kept))
        return found

    def _events(self) -> list[Piece]:
        export = self.export
        found = []
        for word in export.section("events"):
            id = export.id("events", word)
            timing = self.scenario.events[id]
            export.hold_clock(word, timing)
            if timing.after is not None:
                made = self._distribution("durationDistribution", timing.after, ("events", word, "after"))
                if made is not None:
                    found.append(piece("qbp:element", {"id": f"{OURS}{id}", "elementId": id}, [made]))
        return found

    def _routing(self) -> list[Piece]:
        export = self.export
        found = []
        for word, entry in export.section("routing").items():
            id = export.id("routing", word)
            routing = self.scenario.routing[id]
            for way in entry:
                flow = export.elements.flow(id, way)
                if flow in routing.chances:
                    share = plain_number(routing.chances[flow])
                    found.append(
                        piece("qbp:sequenceFlow", {"elementId": flow, "executionProbability": share})
                    )
                    export.hold("routing", word, way)
                else:
                    export.because("exchange.no-expression", "routing", word, way)
        return found

    # -- distributions -------------------------------------------------------------------------

    def _distribution(self, tag: str, spread: Distribution, path: tuple[str, ...]) -> Piece | None:
        told = distribution(tag, spread)
        if told is None:
            self.export.because("exchange.no-distribution", *path)
        elif spread.family is Family.ERLANG:
            self.export.because("exchange.other-name", *path)
        else:
            self.export.hold(*path)
        return told


def _most_at_once(team: Team) -> int:
    """How many people are there when most are."""
    moments = {opens for shift in team.shifts if shift.calendar for opens, _ in shift.calendar.week} | {0.0}
    return max(
        sum(
            shift.staff
            for shift in team.shifts
            if shift.calendar is None or any(a <= moment < b for a, b in shift.calendar.week)
        )
        for moment in moments
    )
