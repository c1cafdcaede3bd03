"""How much of a scenario is taken into account: from counting paths alone up to everything it says.

Each level takes in what the ones below it do, and can be used alone: whoever knows how cases branch can
count visits before anybody knows a handling time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import IntEnum

from studio.scenario.distribution import Distribution
from studio.scenario.scenario import Scenario, Shift, Step, Study, Team

__all__ = ["Detail", "at_level", "level_of_input"]


class Detail(IntEnum):
    """What a simulation takes into account, the least first."""

    PATHS = 1
    """Which way cases go: work takes no time and needs nobody, and only what is counted has a meaning."""
    TIMES = 2
    """How long work and events take; nobody waits for anybody."""
    TEAMS = 3
    """Who does the work: people are few and work queues, but they are there around the clock."""
    HOURS = 4
    """When people are there: opening hours, shifts, absence."""
    PROMISES = 5
    """Everything: escalation ladders and promises too."""


_COUNTED_IN = 10
"""Replications at the first level where the scenario does not say: what is counted needs no precise times."""


def at_level(scenario: Scenario, level: Detail) -> Scenario:
    """What is left of a complete scenario at a level; all of it at the last.

    Inputs that are not taken into account are not in its provenance either. Events keep their times at
    every level, because which of several happens first decides which way a case goes; where work takes no
    time, a clock attached to it never rings. A team at level 3 is as large as in the fullest hour of its
    week, with the people of that hour.
    """
    if level >= Detail.PROMISES:
        return scenario
    left = _without_promises(scenario)
    if level <= Detail.TEAMS:
        left = _without_hours(left)
    if level <= Detail.TIMES:
        left = _without_teams(left)
    if level <= Detail.PATHS:
        left = _without_times(left)
    known = {path: origin for path, origin in left.provenance.items() if level_of_input(path) <= level}
    named = {f"teams.{name}." for name in scenario.teams if name not in left.teams}
    return replace(
        left,
        provenance={path: known[path] for path in known if not path.startswith(tuple(named))},
    )


def level_of_input(path: str) -> Detail:
    """The level from which on an input counts, by its path, such as ``steps.Task_Handle.time``."""
    section, _, rest = path.partition(".")
    part = rest.rpartition(".")[2].partition("[")[0]
    if section.startswith(("ladders", "escalations", "promises")):
        return Detail.PROMISES
    if part in _BY_PART:
        return _BY_PART[part]
    return _BY_SECTION.get(section, Detail.PATHS)


_BY_SECTION = {
    "arrivals": Detail.TIMES,
    "steps": Detail.TEAMS,
    "events": Detail.TIMES,
    "teams": Detail.TEAMS,
    "priority": Detail.TEAMS,
}

_BY_PART = {
    "time": Detail.TIMES,
    "also": Detail.TIMES,
    "standard_time": Detail.TIMES,
    "instances": Detail.PATHS,
    "repeats": Detail.PATHS,
    "assigns": Detail.PATHS,
    "method": Detail.PATHS,
    "chance": Detail.PATHS,
    "open": Detail.HOURS,
    "clock": Detail.HOURS,
    "calendar": Detail.HOURS,
    "shifts": Detail.HOURS,
    "shrinkage": Detail.HOURS,
    "absence": Detail.HOURS,
    "at_shift_end": Detail.HOURS,
}


def _without_promises(scenario: Scenario) -> Scenario:
    """Without ladders and promises, and without the teams that only answer on a ladder."""
    if not scenario.ladders and not scenario.promises:
        return scenario
    at_work = {name for step in scenario.steps.values() for name in _teams_of(step)}
    raised_to = {level.team for ladder in scenario.ladders.values() for level in ladder.levels}
    teams = {name: team for name, team in scenario.teams.items() if name in at_work or name not in raised_to}
    return replace(scenario, teams=teams, ladders={}, escalations={}, promises=())


def _teams_of(step: Step) -> Iterator[str]:
    if step.team is not None:
        yield from (step.team, *step.instead)


def _without_hours(scenario: Scenario) -> Scenario:
    """Around the clock: nobody comes or goes, nothing opens or closes."""
    return replace(
        scenario,
        calendars={},
        arrivals={id: replace(arrivals, open=None) for id, arrivals in scenario.arrivals.items()},
        events={id: replace(timing, clock=None) for id, timing in scenario.events.items()},
        teams={name: _always_on(team) for name, team in scenario.teams.items()},
    )


def _always_on(team: Team) -> Team:
    there = max(
        ([shift for shift in team.shifts if _is_on(shift, moment)] for moment in _beginnings(team)),
        key=lambda shifts: sum(shift.staff for shift in shifts),
    )
    shifts = tuple(replace(shift, calendar=None) for shift in there or team.shifts)
    return replace(team, shifts=shifts, shrinkage=0.0, absence=0.0)


def _beginnings(team: Team) -> list[float]:
    """The moments of the week at which more people may be there than before."""
    opens = {opens for shift in team.shifts if shift.calendar is not None for opens, _ in shift.calendar.week}
    return sorted({0.0, *opens})


def _is_on(shift: Shift, moment: float) -> bool:
    return shift.calendar is None or any(opens <= moment < closes for opens, closes in shift.calendar.week)


def _without_teams(scenario: Scenario) -> Scenario:
    """Whatever can begin begins at once, whoever has to do it."""
    return replace(
        scenario,
        priority=(),
        teams={},
        steps={id: _by_itself(step) for id, step in scenario.steps.items()},
    )


def _by_itself(step: Step) -> Step:
    return replace(
        step,
        team=None,
        instead=(),
        can_do={},
        people=1,
        set_up=None,
        batch=None,
        patience=None,
        calls_back=None,
    )


def _without_times(scenario: Scenario) -> Scenario:
    """Work takes no time; every case is followed to its end, so that each of them is counted."""
    nothing = Distribution.constant(0.0)
    return replace(
        scenario,
        study=Study.STEADY,
        warm_up=0.0,
        replications=scenario.replications or _COUNTED_IN,
        arrivals={id: replace(arrivals, backlog=0) for id, arrivals in scenario.arrivals.items()},
        steps={id: replace(step, time=nothing, also={}) for id, step in scenario.steps.items()},
        deflections={
            start: replace(
                deflection,
                time=None,
                harder=1.0,
                after=None if deflection.after is None else nothing,
            )
            for start, deflection in scenario.deflections.items()
        },
    )
