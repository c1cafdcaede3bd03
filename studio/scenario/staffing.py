"""How many people a team needs so that it is busy for at most 70 % of its time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from studio.model import Diagram, Guard
from studio.scenario.cases import Values, cases_of, shares_that_hold
from studio.scenario.scenario import Arrivals, Calendar, Scenario, Step
from studio.scenario.traffic import visits

__all__ = ["MOST_BUSY", "fewest_people"]

MOST_BUSY = 0.7
_WEEK = 7 * 86400.0


def fewest_people(diagram: Diagram, scenario: Scenario) -> dict[str, int]:
    """For each team of the scenario the fewest people that keep it at or under 70 % busy, at least one.

    It counts the time for which people are wanted at the busiest arrival rate; of several teams for a
    step the first does it all, and of the cases that climb a ladder each level gets those that the one
    below did not settle. Where a team works fewer hours a week than cases arrive, it has that much more
    to do while it works; shrinkage, absence and work of its own take people away.
    """
    cases = cases_of(scenario)
    rates, harder = _met_by_people(scenario, cases)
    count = visits(diagram, scenario, rates)
    wanted = dict.fromkeys(scenario.teams, 0.0)
    at_once = dict.fromkeys(scenario.teams, 1)
    for id, step in scenario.steps.items():
        if step.team in wanted:
            wanted[step.team] += count.get(id, 0.0) * step.people * (harder * step.mean + _set_up(step))
            at_once[step.team] = max(at_once[step.team], step.people)
    for answering, seconds in _climbing(scenario, count, cases):
        if answering in wanted:
            wanted[answering] += seconds
    open_hours = _arriving_hours(scenario)
    found = {}
    for name, team in scenario.teams.items():
        hours = max((_weekly(shift.calendar) for shift in team.shifts), default=_WEEK)
        longer = max(1.0, open_hours / hours) if hours else 1.0
        there = (1 - team.shrinkage) * (1 - team.absence) * (1 - team.base_load)
        abreast = team.at_once / team.slower if team.at_once > 1 else 1.0
        people = wanted[name] / (team.speed * abreast) * longer / (MOST_BUSY * there)
        found[name] = max(at_once[name], math.ceil(min(people, 1e6) - 1e-9))
    return found


def _set_up(step: Step) -> float:
    """Seconds of setting up that one visit has to bear."""
    if step.set_up is None:
        return 0.0
    return step.set_up.mean / (step.batch.size if step.batch is not None else 1)


def _met_by_people(scenario: Scenario, cases: Sequence[Values]) -> tuple[dict[str, float], float]:
    """The busiest rates of the cases that self-service leaves to people, and how much harder they are."""
    rates = {start: _busiest(arrivals) for start, arrivals in scenario.arrivals.items()}
    work = dict(rates)
    for start, known in scenario.deflections.items():
        if start not in rates:
            continue
        of_class = 1.0 if known.whom is None else shares_that_hold([known.whom], cases)[0]
        met = of_class * known.share
        left = met * (1 - known.contained * (1 - known.comes_back))
        work[start] *= 1 - met + left * known.harder
        rates[start] *= 1 - met + left
    total = math.fsum(rates.values())
    return rates, math.fsum(work.values()) / total if 0 < total < math.inf else 1.0


def _climbing(
    scenario: Scenario, count: Mapping[str, float], cases: Sequence[Values]
) -> Iterator[tuple[str, float]]:
    """The work that each level of the ladders gets, in seconds a second, by its team.

    Reply times that are missed are not known here and count as kept.
    """

    def share(told: float | Guard | None) -> float:
        if isinstance(told, Guard):
            return shares_that_hold([told], cases)[0]
        return told or 0.0

    for id, climbing in scenario.escalations.items():
        causes = (climbing.cannot_decide, climbing.customer_asks, climbing.over_authority)
        raised = count.get(id, 0.0) * (1 - math.prod(1 - share(cause) for cause in causes))
        ladder = scenario.ladders.get(climbing.ladder)
        for level in ladder.levels if ladder is not None else ():
            yield level.team, raised * (level.time.mean if level.time is not None else 0.0)
            raised *= 1 - share(level.settles)


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
