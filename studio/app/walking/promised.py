"""What was promised to the customer of a walked case, and whether the clock keeps or breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from studio.execution import Outcome, Walk
from studio.scenario import Arrivals, Promise, Scenario, Timetable

__all__ = ["Judged", "State", "first_arrival", "judged", "wall_clock"]

_WEEK = 7 * 86_400.0
_ROUNDING = 1e-6
"""Sums of seconds round in the last digits."""


class State(StrEnum):
    RUNNING = "running"
    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A promise that a case is under: ``passed`` seconds by its own clock, of ``promise.within``."""

    promise: Promise
    state: State
    passed: float

    @property
    def left(self) -> float:
        """Seconds left by the promise's clock; below 0 it is broken by so many."""
        return self.promise.within - self.passed


def judged(walk: Walk, scenario: Scenario, began: float) -> tuple[Judged, ...]:
    """The promises that the case is under by now, parents before their parts.

    ``began`` is when the case arrived, in seconds since the scenario's start. A promise about a part
    that the case has not come to, or never came to, is left out.
    """
    return tuple(_judged(walk, scenario, began))


def _judged(walk: Walk, scenario: Scenario, began: float) -> Iterator[Judged]:
    for promise in scenario.promises:
        begin = 0.0 if promise.from_ is None else _enabled(walk, promise.from_)
        if begin is None:
            continue
        if promise.to is None:
            end = walk.clock if walk.is_over else None
        else:
            end = _finished(walk, promise.to)
            if end is None and walk.is_over:
                continue
        until = walk.clock if end is None else end
        passed = until - begin
        if promise.clock is not None:
            hours = Timetable(scenario.calendars[promise.clock], scenario.start)
            passed = hours.between(began + begin, began + until)
        kept = passed <= promise.within + _ROUNDING
        state = State.BROKEN if not kept else State.RUNNING if end is None else State.KEPT
        yield Judged(promise=promise, state=state, passed=passed)


def _enabled(walk: Walk, element: str) -> float | None:
    """When a token first came to an element."""
    moments = [record.enabled for record in walk.history if record.element == element]
    moments += [offer.enabled for offer in walk.offers if offer.element == element]
    return min(moments, default=None)


def _finished(walk: Walk, element: str) -> float | None:
    """When an element was first finished."""
    return min(
        (
            record.finished
            for record in walk.history
            if record.element == element and record.outcome is Outcome.FINISHED
        ),
        default=None,
    )


def first_arrival(scenario: Scenario) -> float:
    """When the first case can arrive, in seconds since the scenario's start; 0 where it says nothing."""
    return min((_first(arrivals, scenario) for arrivals in scenario.arrivals.values()), default=0.0)


def _first(arrivals: Arrivals, scenario: Scenario) -> float:
    moment = arrivals.times[0] if arrivals.times else 0.0
    if arrivals.profile:
        local = scenario.start.astimezone(ZoneInfo(scenario.zone))
        week = local.weekday() * 86_400.0 + local.hour * 3_600 + local.minute * 60 + local.second
        moment = min(
            (
                0.0 if rate.start <= week < rate.end else (rate.start - week) % _WEEK
                for rate in arrivals.profile
                if rate.per_second > 0
            ),
            default=0.0,
        )
    if arrivals.open is not None:
        opens = Timetable(scenario.calendars[arrivals.open], scenario.start).next_open(moment)
        moment = opens if opens < 1e300 else moment
    return moment


def wall_clock(scenario: Scenario, seconds: float) -> datetime:
    """What the clock on the wall of the scenario's zone shows so many seconds after its start."""
    return (scenario.start.astimezone(UTC) + timedelta(seconds=round(seconds))).astimezone(
        ZoneInfo(scenario.zone)
    )
