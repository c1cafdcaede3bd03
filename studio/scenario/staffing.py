"""How many people a team needs so that it is busy for at most 70 % of its time."""

from __future__ import annotations

import math
from collections.abc import Mapping

from studio.model import Diagram
from studio.scenario.scenario import Arrivals, Calendar, Scenario
from studio.scenario.traffic import visits

__all__ = ["MOST_BUSY", "fewest_people"]

MOST_BUSY = 0.7
_WEEK = 7 * 86400.0


def fewest_people(diagram: Diagram, scenario: Scenario) -> dict[str, int]:
    """For each team of the scenario the fewest people that keep it at or under 70 % busy, at least one.

    It counts the time for which people are wanted at the busiest arrival rate. Where a team works fewer
    hours a week than cases arrive, it has that much more to do while it works; shrinkage and absence
    take people away.
    """
    rates = {start: _busiest(arrivals) for start, arrivals in scenario.arrivals.items()}
    count = visits(diagram, scenario, rates)
    wanted = dict.fromkeys(scenario.teams, 0.0)
    at_once = dict.fromkeys(scenario.teams, 1)
    for id, step in scenario.steps.items():
        if step.team in wanted:
            wanted[step.team] += count.get(id, 0.0) * step.people * step.mean
            at_once[step.team] = max(at_once[step.team], step.people)
    open_hours = _arriving_hours(scenario)
    found = {}
    for name, team in scenario.teams.items():
        hours = max((_weekly(shift.calendar) for shift in team.shifts), default=_WEEK)
        longer = max(1.0, open_hours / hours) if hours else 1.0
        there = (1 - team.shrinkage) * (1 - team.absence)
        people = wanted[name] / team.speed * longer / (MOST_BUSY * there)
        found[name] = max(at_once[name], math.ceil(min(people, 1e6) - 1e-9))
    return found


def _busiest(arrivals: Arrivals) -> float:
    """Arrivals a second while the start is open, in the busiest interval of a profile."""
    everywhere = [piece.factor for piece in arrivals.scale if piece.start <= 0 and math.isinf(piece.end)]
    factor = math.prod(everywhere)
    if arrivals.every is not None:
        return factor / arrivals.every.mean
    if arrivals.profile:
        return factor * max(rate.per_second for rate in arrivals.profile)
    if len(arrivals.times) > 1 and arrivals.times[-1] > arrivals.times[0]:
        return (len(arrivals.times) - 1) / (arrivals.times[-1] - arrivals.times[0])
    return len(arrivals.times) / 3600.0


def _arriving_hours(scenario: Scenario) -> float:
    """Open seconds a week of the start that is open longest."""
    named: Mapping[str, Calendar] = scenario.calendars
    return max(
        (
            _weekly(named.get(arrivals.open)) if arrivals.open is not None else _WEEK
            for arrivals in scenario.arrivals.values()
        ),
        default=_WEEK,
    )


def _weekly(calendar: Calendar | None) -> float:
    return _WEEK if calendar is None else math.fsum(closes - opens for opens, closes in calendar.week)
