"""A scenario as a qbp block (BIMP, Apromore): all values in seconds to the last digit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.model import NodeKind
from studio.reading.exchange.blocks import OURS
from studio.reading.exchange.qbp import NAMESPACE
from studio.reading.exchange.spelling import plain_number, zone_of
from studio.reading.writing.piece import Piece, piece
from studio.scenario.distribution import Distribution
from studio.scenario.exchange.exporting import Export
from studio.scenario.exchange.weeks import by_day, own_dates
from studio.scenario.families import Family
from studio.scenario.scenario import Calendar, Study, Team
from studio.scenario.spelling_spreads import parameters_of, weights_of

__all__ = ["qbp_block"]

_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_EMPTY = {"mean": "0", "arg1": "0", "arg2": "0"}
_ALWAYS = f"{OURS}Always"


def qbp_block(export: Export) -> Piece:
    """The block, with everything that it can hold."""
    return _Block(export).made()


class _Block:
    def __init__(self, export: Export) -> None:
        self.export = export
        self.scenario = export.scenario
        self._timetables: dict[str, Piece] = {}
        self._resources: dict[str, str] = {}

    def made(self) -> Piece:
        for name, calendar in self.scenario.calendars.items():
            self._timetable(calendar, name, ("calendars", name))
        arrivals = self._arrivals()
        resources = self._teams()
        elements = [*self._steps(), *self._events()]
        flows = self._routing()
        own = {"xmlns:qbp": NAMESPACE, "id": f"{OURS}qbp", **self._whole()}
        groups = [
            arrivals,
            piece("qbp:timetables", {}, self._timetables.values()) if self._timetables else None,
            piece("qbp:resources", {}, resources) if resources else None,
            piece("qbp:elements", {}, elements) if elements else None,
            piece("qbp:sequenceFlows", {}, flows) if flows else None,
        ]
        return piece("qbp:processSimulationInfo", own, [group for group in groups if group is not None])

    def _whole(self) -> dict[str, str]:
        export, scenario = self.export, self.scenario
        own = {}
        if scenario.cases is not None:
            own["processInstances"] = str(scenario.cases)
            export.hold("cases")
        if "start" in export.values or "zone" in export.values:
            own["startDateTime"] = scenario.start.isoformat(timespec="milliseconds")
            export.hold("start")
            if scenario.zone == (zone_of(own["startDateTime"]) or "UTC"):
                export.hold("zone")
            else:
                export.because("exchange.zone", "zone")
        if scenario.currency:
            own["currency"] = scenario.currency
            export.hold("currency")
        if scenario.study is Study.TERMINATING and not scenario.warm_up:
            export.hold("study")
            export.hold("warm_up")
        return own

    # -- hours ---------------------------------------------------------------------------------

    def _timetable(self, calendar: Calendar | None, name: str, path: tuple[str, ...] = ()) -> str:
        """The id of a timetable; exceptions by date have no place in one."""
        week = by_day(calendar) if calendar is not None else [(day, 0.0, 86400.0) for day in range(7)]
        id = _ALWAYS if calendar is None else f"{OURS}Timetable_{name}"
        if path and calendar is not None and not own_dates(calendar):
            self.export.hold(*path)
        elif path:
            self.export.because("exchange.dates", *path)
        if id not in self._timetables:
            days_of: dict[tuple[float, float], list[int]] = {}
            for day, opens, closes in week:
                days_of.setdefault((opens, closes), []).append(day)
            rules = [
                _rule(run, opens, closes) for (opens, closes), days in days_of.items() for run in _runs(days)
            ]
            own = {"id": id, "default": "false", "name": "24/7" if calendar is None else name}
            self._timetables[id] = piece("qbp:timetable", own, [piece("qbp:rules", {}, rules)])
        return id

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
            timetable = self._timetable(self.scenario.calendars.get(arrivals.open or ""), arrivals.open or "")
            self._timetables[timetable].attributes["default"] = "true"
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
        name = next((n for n, it in self.scenario.calendars.items() if it == calendar), f"{team.name}")
        own["timetableId"] = self._timetable(calendar, name)
        if calendar is not None and own_dates(calendar):
            export.because("exchange.dates", "teams", word, "shifts" if "shifts" in entry else "calendar")
        else:
            export.hold("teams", word, "calendar")
        if "cost" in entry:
            own["costPerHour"] = plain_number(team.cost)
            export.hold("teams", word, "cost")
        for key, usual in (("speed", 1.0), ("shrinkage", 0.0), ("absence", 0.0), ("at_shift_end", "finish")):
            if getattr(team, key) == usual:
                export.hold("teams", word, key)
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
            if timing.clock is None:
                export.hold("events", word, "clock")
            else:
                export.because("exchange.clock", "events", word, "clock")
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
        told = _info(tag, spread)
        if told is None:
            self.export.because("exchange.no-distribution", *path)
        elif spread.family is Family.ERLANG:
            self.export.because("exchange.other-name", *path)
        else:
            self.export.hold(*path)
        return told


def _info(tag: str, spread: Distribution) -> Piece | None:
    """A distribution; None where qbp has none that is the same."""
    own = spread.parameters
    match spread.family:
        case Family.CONSTANT:
            return _made(tag, "FIXED", mean=own[0])
        case Family.EXPONENTIAL:
            return _made(tag, "EXPONENTIAL", arg1=own[0])
        case Family.UNIFORM:
            return _made(tag, "UNIFORM", arg1=own[0], arg2=own[1])
        case Family.TRIANGULAR:
            return _made(tag, "TRIANGULAR", mean=own[1], arg1=own[0], arg2=own[2])
        case Family.NORMAL:
            return _made(tag, "NORMAL", mean=own[0], arg1=own[1])
        case Family.LOGNORMAL | Family.GAMMA:
            told = parameters_of(spread)
            sd = told["mean"] * told["cv"]
            return _made(tag, spread.family.value.upper(), mean=told["mean"], arg1=sd * sd)
        case Family.ERLANG:
            return _made(tag, "GAMMA", mean=spread.mean, arg1=spread.variance)
        case Family.EMPIRICAL:
            return _histogram(
                tag, [Distribution.constant(value) for value in spread.values], weights_of(spread)
            )
        case Family.MIXTURE:
            return _histogram(tag, spread.parts, weights_of(spread))
    return None


def _histogram(tag: str, parts: Any, weights: list[float]) -> Piece | None:  # noqa: ANN401 - distributions
    total = sum(weights)
    bins = []
    for part, weight in zip(parts, weights, strict=True):
        inner = _info("distribution", part)
        if inner is None:
            return None
        share = plain_number(100 * weight / total)
        bins.append(piece("qbp:histogramData", {"probability": share}, [inner]))
    data = piece("qbp:histogramDataBins", {}, bins)
    return piece(f"qbp:{tag}", {"type": "HISTOGRAM", **_EMPTY}, [data, _seconds()])


def _made(tag: str, kind: str, **parameters: float) -> Piece:
    told = {key: plain_number(value) for key, value in parameters.items()}
    return piece(f"qbp:{tag}", {"type": kind, **_EMPTY, **told}, [_seconds()])


def _seconds() -> Piece:
    return piece("qbp:timeUnit", text="seconds")


def _rule(days: list[int], opens: float, closes: float) -> Piece:
    own = {
        "fromWeekDay": _DAYS[days[0]],
        "toWeekDay": _DAYS[days[-1]],
        "fromTime": f"{_clock(opens)}.000+00:00",
        "toTime": f"{_clock(closes)}.000+00:00" if closes < 86400.0 else "23:59:59.999+00:00",
    }
    return piece("qbp:rule", own)


def _clock(after_midnight: float) -> str:
    minutes, seconds = divmod(round(after_midnight), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def _runs(days: list[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for day in days:
        if found and day == found[-1][-1] + 1:
            found[-1].append(day)
        else:
            found.append([day])
    return found


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
