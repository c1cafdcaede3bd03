"""Whether anybody of a level is on duty while the reply time of what was raised to it runs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from studio.check.service.routes import Rung
from studio.scenario import Scenario, Team, Timetable

__all__ = ["Gap", "first_gap"]

_SPAN = 14 * 86400.0
"""Seconds that are looked at: two weeks show every weekday with the night after it."""

Spans = list[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What was raised at ``raised`` must be answered at ``due``, and nobody is there before."""

    rung: int
    raised: datetime
    due: datetime


def first_gap(scenario: Scenario, below: Iterable[str], rungs: Sequence[Rung]) -> Gap | None:
    """The first moment at which a case can be raised to a level that nobody mans until its reply is due.

    Cases are raised to the lowest level while one of the teams ``below`` is on duty, to each further level
    while the one below it is on duty, and when a reply time there has passed. A team of unknown hours is
    taken to be there; above a level without a reply time nothing can be said. A reply time that runs only
    while the level is on duty cannot pass with nobody there.
    """
    raising = _merged(span for name in below for span in _on_duty(scenario.teams.get(name), scenario))
    for number, rung in enumerate(rungs):
        if rung.reply_within is None:
            return None
        clock = Timetable(scenario.calendars.get(rung.clock) if rung.clock else None, scenario.start)
        there = _merged(_on_duty(scenario.teams.get(rung.team or ""), scenario))
        for off, on in () if rung.by_own_hours else _between(there):
            raised = next((max(off, begin) for begin, end in raising if end > off and begin < on), None)
            due = math.inf if raised is None else clock.add(raised, rung.reply_within)
            if raised is not None and due <= on:
                return Gap(rung=number, raised=_moment(scenario, raised), due=_moment(scenario, due))
        missed = [
            (clock.add(begin, rung.reply_within), clock.add(end, rung.reply_within)) for begin, end in raising
        ]
        raising = _merged([*there, *(span for span in missed if math.isfinite(span[1]))])
    return None


def _on_duty(team: Team | None, scenario: Scenario) -> Iterator[tuple[float, float]]:
    if team is None:
        yield 0.0, _SPAN
        return
    for shift in team.shifts:
        for begin, end in Timetable(shift.calendar, scenario.start).intervals() if shift.staff else ():
            if begin >= _SPAN:
                break
            yield begin, min(end, _SPAN)


def _merged(spans: Iterable[tuple[float, float]]) -> Spans:
    found: Spans = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        elif begin < _SPAN:
            found.append((begin, end))
    return found


def _between(spans: Spans) -> Iterator[tuple[float, float]]:
    """The gaps between spans, the one before the first included; the span's own end is no gap."""
    end = 0.0
    for begin, following in spans:
        if begin > end:
            yield end, begin
        end = following


def _moment(scenario: Scenario, seconds: float) -> datetime:
    moment = scenario.start.astimezone(UTC) + timedelta(seconds=seconds)
    return moment.astimezone(scenario.start.tzinfo)
