"""What is assumed where nobody stated anything, so that every diagram can be simulated as it is drawn.

A stated value goes before one that the diagram's own file tells (a hint, or an entry of the studio's own
on the element), and that before a default.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC

from studio.model import Diagram, EventKind, Hint, Node, NodeKind
from studio.scenario.branches import complete_routing
from studio.scenario.conditions import awaited_condition
from studio.scenario.distribution import Distribution
from studio.scenario.elements import is_waited_for
from studio.scenario.hints import Hinted, hinted
from studio.scenario.kinds import numbers_in
from studio.scenario.level_defaults import complete_deflections, complete_ladders
from studio.scenario.load import DEFAULT_START
from studio.scenario.markers import marked, rings_of
from studio.scenario.properties import Properties
from studio.scenario.renaming import TeamNames
from studio.scenario.scenario import (
    Arrivals,
    EventTiming,
    Provenance,
    ProvenanceKind,
    Routing,
    Scenario,
    Shift,
    Step,
    Study,
    Team,
)
from studio.scenario.staffing import fewest_people
from studio.scenario.triggers import (
    BY_SYSTEM,
    called_process,
    has_partner,
    is_step,
    rings_again,
    spontaneous_starts,
)

__all__ = ["CASES", "complete"]

CASES = 2000
"""Counted cases a replication where neither their number nor a length is given."""

_BETWEEN_ARRIVALS = Distribution.exponential(600.0)
_SPREAD_OF_WORK = 0.8
"""Coefficient of variation of handling times of which only the mean is known."""
_WORK = Distribution.lognormal(360.0, cv=_SPREAD_OF_WORK)
_SYSTEM_WORK = Distribution.constant(2.0)
_ANSWER = Distribution.exponential(4 * 3600.0)
_TIMER = Distribution.constant(24 * 3600.0)
_WAITING = (NodeKind.CATCH_EVENT, NodeKind.RECEIVE_TASK)


def complete(scenario: Scenario | None, diagram: Diagram, hints: Sequence[Hint] = ()) -> Scenario:
    """The scenario with nothing left open.

    An input filled in from a hint has provenance ``diagram`` with the words it was taken from, any
    other ``assumed``. ``scenario`` None stands for the one that the file carries, or else for one that
    states nothing. Completing twice changes nothing.

    An element's own entries ``method``, ``standardTime`` and ``team`` are taken up likewise. Where nobody
    states how long a step takes but its standard time is known, that is its mean handling time: nearer to
    the truth than any default. Its provenance says so.
    """
    told = hinted(hints, diagram)
    stated = scenario or (_carried(told) if told.is_whole else None)
    stated = stated or Scenario(name="Default", start=DEFAULT_START.replace(tzinfo=UTC))
    return _Completion(stated, diagram, told).scenario()


def _carried(told: Hinted) -> Scenario:
    """The scenario that the diagram's own file carries, each input with the words it was taken from."""
    origins = {
        path: Provenance(kind=ProvenanceKind.DIAGRAM, source=told.source(path))
        for path in told.scenario.provenance
    }
    return replace(told.scenario, provenance=origins)


class _Completion:
    """Fills one scenario, section by section; later sections rely on the earlier ones."""

    def __init__(self, stated: Scenario, diagram: Diagram, hints: Hinted) -> None:
        self._stated = stated
        self._diagram = diagram
        self._hints = hints
        self._provenance = dict(stated.provenance)
        self._team_names = TeamNames(diagram, stated.teams)
        self._attribute_names = frozenset(attribute.name for attribute in stated.every_attribute)
        self._numbers = numbers_in(stated)

    def scenario(self) -> Scenario:
        stated = self._stated
        filled = replace(
            stated,
            arrivals=self._arrivals(),
            steps=self._steps(),
            deflections=complete_deflections(stated.deflections, self._assume),
            ladders=complete_ladders(stated.ladders, self._assume),
            events=self._events(),
            routing=self._routing(),
            left_open=frozenset(),
        )
        filled = replace(filled, teams=self._teams(filled))
        lists_only = all(arrivals.times for arrivals in filled.arrivals.values()) and bool(filled.arrivals)
        open_ended = stated.length is None and stated.cases is None and not lists_only
        warmed_up = stated.warm_up is not None or (stated.study is Study.STEADY and not lists_only)
        return replace(
            filled,
            cases=CASES if open_ended else stated.cases,
            warm_up=stated.warm_up if warmed_up else 0.0,
            provenance=self._provenance,
        )

    def _assume(self, path: str) -> None:
        self._provenance[path] = Provenance(kind=ProvenanceKind.ASSUMED)

    def _take(self, path: str, source: str) -> None:
        """The diagram's own file tells it."""
        self._provenance[path] = Provenance(kind=ProvenanceKind.DIAGRAM, source=source)

    def _fill(self, path: str, told: Distribution | None) -> None:
        """A default, unless a hint told the value."""
        if told is None:
            self._assume(path)
        else:
            self._take(path, self._hints.sources[path])

    def _is_open(self, path: str) -> bool:
        return path in self._stated.left_open

    # -- arrivals ------------------------------------------------------------------------------

    def _arrivals(self) -> dict[str, Arrivals]:
        found = dict(self._stated.arrivals)
        for start in [*found, *spontaneous_starts(self._diagram)]:
            known = found.get(start, Arrivals())
            if known.every is None and not known.profile and not known.times:
                path = f"arrivals.{start}.every"
                hint = self._hints.scenario.arrivals.get(start)
                told = hint.every if hint is not None else None
                found[start] = replace(known, every=told or _BETWEEN_ARRIVALS)
                self._fill(path, told)
        return found

    # -- steps ---------------------------------------------------------------------------------

    def _steps(self) -> dict[str, Step]:
        found = dict(self._stated.steps)
        for node in self._diagram.nodes:
            known = found.get(node.id)
            if is_step(self._diagram, node) or (known is not None and self._is_stated_work(node, known)):
                step = self._with_standards(node, known or Step(time=_WORK))
                time = self._time(node, known, step.standard_time)
                found[node.id] = replace(step, time=time, team=self._team(node, known))
            if node.loop is not None:
                found[node.id] = self._several_times(node, found.get(node.id))
        return found

    def _is_stated_work(self, node: Node, known: Step) -> bool:
        """Whether what is no work by its kind is some by what the scenario states of it.

        A call of a process that is in the diagram is work of its own only with a time of its own.
        """
        if called_process(self._diagram, node) is None:
            return node.kind is NodeKind.RECEIVE_TASK
        return known.mean > 0 and not self._is_open(f"steps.{node.id}.time")

    def _several_times(self, node: Node, known: Step | None) -> Step:
        """The step with how often it is done; of a sub-process nothing else is known."""
        step = known or Step(time=Distribution.constant(0.0))
        how = marked(node.loop, step.instances, step.repeats, self._numbers)
        for parameter, words in how.told:
            self._take(f"steps.{node.id}.{parameter}", words)
        for parameter in how.assumed:
            self._assume(f"steps.{node.id}.{parameter}")
        return replace(step, instances=how.instances, repeats=how.repeats)

    def _with_standards(self, node: Node, step: Step) -> Step:
        """The step with the method and the standard time that the diagram's own file tells.

        The standard time of a step that took over the work of another is the scenario's to say.
        """
        told = Properties.of(node)
        if told.method and not step.method:
            self._take(f"steps.{node.id}.method", f"method “{told.method}”")
            step = replace(step, method=told.method)
        if told.standard_time is not None and step.standard_time is None and not step.also:
            written = " ".join(dict(node.properties)["standardTime"].split())
            self._take(f"steps.{node.id}.standard_time", f"standardTime “{written}”")
            step = replace(step, standard_time=told.standard_time)
        return step

    def _time(self, node: Node, known: Step | None, standard: float | None) -> Distribution:
        path = f"steps.{node.id}.time"
        if known is not None and not self._is_open(path):
            return known.time
        hint = self._hints.scenario.steps.get(node.id)
        if hint is not None and path not in self._hints.scenario.left_open:
            self._take(path, self._hints.sources[path])
            return hint.time
        if standard:
            return self._standard_as_mean(node, standard)
        self._assume(path)
        return _SYSTEM_WORK if node.kind in BY_SYSTEM else _WORK

    def _standard_as_mean(self, node: Node, standard: float) -> Distribution:
        origin = self._provenance.get(f"steps.{node.id}.standard_time")
        kind, as_of, source = ProvenanceKind.STATED, None, ""
        if origin is not None:
            kind, as_of, source = (
                min(kind, origin.kind, key=list(ProvenanceKind).index),
                origin.as_of,
                origin.source,
            )
        said = f"{source} (standard time)".strip()
        self._provenance[f"steps.{node.id}.time"] = Provenance(kind=kind, as_of=as_of, source=said)
        if node.kind in BY_SYSTEM:
            return Distribution.constant(standard)
        return Distribution.lognormal(standard, cv=_SPREAD_OF_WORK)

    def _team(self, node: Node, known: Step | None) -> str | None:
        """Who does it as the step or its lane says, else who works in the lane; nothing is assumed."""
        path = f"steps.{node.id}.team"
        if known is not None and not self._is_open(path):
            return known.team
        hint = self._hints.scenario.steps.get(node.id)
        if hint is not None and hint.team is not None and path in self._hints.sources:
            self._take(path, self._hints.sources[path])
            return self._team_names(hint.team) or hint.team
        for place in (node, *reversed(self._diagram.lane_path(node.lane))):
            names = Properties.of(place).teams
            if names and (place is node or node.kind not in BY_SYSTEM):
                self._take(f"steps.{node.id}.team", f"team “{names[0]}”")
                return next(filter(None, map(self._team_names, names)), names[-1])
        if node.kind in BY_SYSTEM:
            return None
        return self._team_names(node.lane or node.pool or node.process)

    # -- events and ways -----------------------------------------------------------------------

    def _events(self) -> dict[str, EventTiming]:
        found = dict(self._stated.events)
        for node in self._diagram.nodes:
            known = found.get(node.id, EventTiming())
            usual = self._usual_timing(node)
            hint = self._hints.scenario.events.get(node.id) if usual or node.kind in _WAITING else None
            told = hint.after if hint is not None else None
            after = told or usual
            if known.after is None and known.chance is None and after is not None:
                found[node.id] = replace(known, after=after)
                self._fill(f"events.{node.id}.after", told)
            if node.id in found and rings_again(node):
                found[node.id] = self._rings(node, found[node.id])
        return found

    def _rings(self, node: Node, timing: EventTiming) -> EventTiming:
        """How often the diagram says that a timer rings, where the scenario leaves that to it."""
        drawn = rings_of(node)
        path = f"events.{node.id}.rings"
        can = timing.after is not None and timing.after.mean > 0
        if drawn is None or not can or timing.rings != 1 or path in self._provenance:
            return timing
        rings, words = drawn
        self._take(path, words)
        return replace(timing, rings=rings)

    def _usual_timing(self, node: Node) -> Distribution | None:
        """When the event happens if nobody says more; None where something in the diagram decides that.

        A message or signal comes when a node of the diagram sends it, a condition over what is known of
        the case when it holds. A boundary event without a timer happens when it is thrown, or as the
        scenario says.
        """
        if not is_waited_for(self._diagram, node):
            return None
        if node.is_event_of(EventKind.TIMER):
            return _TIMER
        if has_partner(self._diagram, node) or awaited_condition(node, self._attribute_names):
            return None
        stated_as_work = node.id in self._stated.steps
        return _ANSWER if node.kind in _WAITING and not stated_as_work else None

    def _routing(self) -> dict[str, Routing]:
        known = {**self._hints.scenario.routing, **self._stated.routing}
        found = dict(self._stated.routing)
        for id, completed in complete_routing(self._diagram, known, self._attribute_names):
            found[id] = completed.routing
            if id not in self._stated.routing and id in self._hints.scenario.routing:
                self._take(f"routing.{id}", self._hints.routing_source(id))
            if id not in known and completed.assumed:
                self._assume(f"routing.{id}")
            else:
                for flow in completed.assumed:
                    self._assume(f"routing.{id}.{flow}")
        return found

    # -- teams ---------------------------------------------------------------------------------

    def _teams(self, filled: Scenario) -> dict[str, Team]:
        found = dict(self._stated.teams)
        for name in _named_teams(filled):
            if name not in found:
                found[name] = self._hinted_team(name) or Team(name=name, shifts=(Shift(staff=0),))
        staff = fewest_people(self._diagram, replace(filled, teams=found))
        for name, team in found.items():
            if any(shift.staff for shift in team.shifts):
                continue
            calendar = team.shifts[0].calendar if team.shifts else None
            found[name] = replace(team, shifts=(Shift(staff=staff[name], calendar=calendar),))
            self._assume(f"teams.{name}.staff")
        return found

    def _hinted_team(self, name: str) -> Team | None:
        """A team as the diagram's own file tells it."""
        hint = self._hints.scenario.teams.get(name)
        if hint is not None:
            for path in self._hints.scenario.provenance:
                if path.startswith(f"teams.{name}."):
                    self._take(path, self._hints.source(path))
        return hint


def _named_teams(scenario: Scenario) -> Iterator[str]:
    """The teams that do the steps and answer on the ladders."""
    for step in scenario.steps.values():
        if step.team is not None:
            yield from (step.team, *step.instead)
    for ladder in scenario.ladders.values():
        yield from (level.team for level in ladder.levels)
