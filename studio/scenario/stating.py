"""How an entry of a scenario's file says another value than it did: what is right stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from studio.model import Guard
from studio.scenario.distribution import Distribution
from studio.scenario.scenario import Calendar, Scenario
from studio.scenario.spelling import hours_of, share_text
from studio.scenario.spelling_spreads import spread_of

__all__ = ["Entry", "Words", "guard_text", "share_or_guard", "state", "wall_clock"]

Entry = dict[str, Any]
T = TypeVar("T")


class Words:
    """How a file puts distributions and hours: as it did before, where it said the same already."""

    def __init__(self, values: Mapping[str, Any], before: Scenario, after: Scenario) -> None:
        self._start = after.start
        self._assumed = frozenset(after.assumed)
        self._calendars = after.calendars
        self._spreads = list(_stated_spreads(values, before))

    def spread(self, wanted: Distribution, *, of_time: bool = True) -> object:
        for known, text in self._spreads:
            if known == wanted:
                return deepcopy(text)
        return spread_of(wanted, of_time=of_time)

    def is_assumed(self, path: str) -> bool:
        """Whether the input is one that nobody stated."""
        return path in self._assumed

    def hours(self, calendar: Calendar | None) -> Entry:
        """The keys by which a shift says when it works."""
        if calendar is None:
            return {}
        named = next((name for name, known in self._calendars.items() if known == calendar), None)
        return hours_of(calendar) if named is None else {"calendar": named}

    def moment(self, seconds: float) -> str:
        """A moment of the simulated clock as the clock on the wall tells it."""
        moment = self._start.astimezone(UTC) + timedelta(seconds=seconds)
        return wall_clock(moment.astimezone(self._start.tzinfo))


def wall_clock(moment: datetime) -> str:
    """What the clock on the wall shows at an aware moment."""
    wall = moment.replace(tzinfo=None)
    return wall.isoformat(timespec="auto" if wall.second or wall.microsecond else "minutes")


def _stated_spreads(values: Mapping[str, Any], before: Scenario) -> Iterator[tuple[Distribution, object]]:
    """The distributions of durations that stand in the file, with what stands there."""
    for id, entry in _entries(values, "steps"):
        known = before.steps.get(id)
        if known is not None and entry.get("time") is not None:
            yield known.time, entry["time"]
        for key in ("patience", "set_up"):
            time = getattr(known, key, None)
            if time is not None and entry.get(key) is not None:
                yield time, entry[key]
    for id, entry in _entries(values, "events"):
        timing = before.events.get(id)
        if timing is not None and timing.after is not None and entry.get("after") is not None:
            yield timing.after, entry["after"]


def _entries(values: Mapping[str, Any], section: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for id, entry in (values.get(section) or {}).items():
        if isinstance(entry, Mapping):
            yield id, entry


def state(entry: Entry, key: str, now: T | None, wanted: T, tell: Callable[[Any], object]) -> None:
    """State ``wanted`` under the key, unless it is so; what is told as None or nothing is not stated."""
    if now == wanted:
        return
    told = None if wanted is None else tell(wanted)
    if told is None or told in ("", {}):
        entry.pop(key, None)
    else:
        entry[key] = told


def guard_text(guard: Guard) -> str:
    """A guard as somebody wrote it, else in its normal form."""
    return guard.text or str(guard)


def share_or_guard(value: float | Guard) -> object:
    """A share, or the guard that holds instead."""
    return guard_text(value) if isinstance(value, Guard) else share_text(value)
