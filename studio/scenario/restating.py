"""One entry of a scenario's file, stated so that it comes to another value; what is right stays as it is.

Every function takes what the file says, what that comes to now (None: nothing), and what is wanted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from studio.model import Guard
from studio.scenario.distribution import Distribution
from studio.scenario.ladder import Escalation, Ladder, Level, OnMiss
from studio.scenario.scenario import (
    Arrivals,
    Attribute,
    Calendar,
    EventTiming,
    Promise,
    Routing,
    Scenario,
    Shift,
    Step,
    Team,
)
from studio.scenario.spelling import duration_text, hours_of, number_text, share_text
from studio.scenario.spelling_spreads import spread_of

__all__ = [
    "Words",
    "arrivals",
    "attribute",
    "calendar",
    "escalation",
    "event",
    "levels",
    "promise",
    "routing",
    "step",
    "team",
    "wall_clock",
]

Entry = dict[str, Any]
T = TypeVar("T")


class Words:
    """How a file puts distributions and hours: as it did before, where it said the same already."""

    def __init__(self, values: Mapping[str, Any], before: Scenario, after: Scenario) -> None:
        self._start = after.start
        self._calendars = after.calendars
        self._spreads = list(_stated_spreads(values, before))

    def spread(self, wanted: Distribution, *, of_time: bool = True) -> object:
        for known, text in self._spreads:
            if known == wanted:
                return deepcopy(text)
        return spread_of(wanted, of_time=of_time)

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
    for id, entry in _entries(values, "events"):
        timing = before.events.get(id)
        if timing is not None and timing.after is not None and entry.get("after") is not None:
            yield timing.after, entry["after"]


def _entries(values: Mapping[str, Any], section: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for id, entry in (values.get(section) or {}).items():
        if isinstance(entry, Mapping):
            yield id, entry


def _state(entry: Entry, key: str, now: T | None, wanted: T, tell: Callable[[Any], object]) -> None:
    """State ``wanted`` under the key, unless it is so; what is told as None or nothing is not stated."""
    if now == wanted:
        return
    told = None if wanted is None else tell(wanted)
    if told is None or told in ("", {}):
        entry.pop(key, None)
    else:
        entry[key] = told


def step(stated: Mapping[str, Any], now: Step | None, wanted: Step, words: Words) -> Entry:
    entry = dict(stated)
    _state(entry, "time", now and now.time, wanted.time, words.spread)
    known = [] if now is None else list(now.also.items())
    _state(entry, "also", known, list(wanted.also.items()), lambda parts: _parts(parts, words))
    if now is None or now.team != wanted.team:
        entry["team"] = [] if wanted.team is None else wanted.team
    _state(entry, "people", 1 if now is None else now.people, wanted.people, int)
    _state(entry, "standard_time", now and now.standard_time, wanted.standard_time, duration_text)
    _state(entry, "method", "" if now is None else now.method, wanted.method, str)
    return entry


def _parts(parts: list[tuple[str, Distribution]], words: Words) -> Entry:
    return {part: words.spread(time) for part, time in parts}


def calendar(_stated: Mapping[str, Any], _now: Calendar | None, wanted: Calendar, _words: Words) -> Entry:
    return hours_of(wanted)


def team(stated: Mapping[str, Any], now: Team | None, wanted: Team, words: Words) -> Entry:
    entry = dict(stated)
    usual = now or Team(name=wanted.name, shifts=())
    if usual.shifts != wanted.shifts:
        _state_shifts(entry, usual.shifts, wanted.shifts, words)
    for key in ("shrinkage", "absence"):
        _state(entry, key, getattr(usual, key), getattr(wanted, key), share_text)
    for key in ("cost", "speed"):
        _state(entry, key, getattr(usual, key), getattr(wanted, key), number_text)
    _state(entry, "at_shift_end", usual.at_shift_end, wanted.at_shift_end, str)
    return entry


def _state_shifts(entry: Entry, now: tuple[Shift, ...], wanted: tuple[Shift, ...], words: Words) -> None:
    listed = entry.get("shifts")
    same_hours = [shift.calendar for shift in now] == [shift.calendar for shift in wanted]
    if same_hours and isinstance(listed, list) and len(listed) == len(wanted):
        entry["shifts"] = [
            {**told, "staff": shift.staff} if shift != known else told
            for told, known, shift in zip(listed, now, wanted, strict=True)
        ]
        return
    hours = [words.hours(shift.calendar) for shift in wanted]
    entry.pop("shifts", None)
    if len(wanted) == 1 and same_hours:
        entry["staff"] = wanted[0].staff
    elif len(wanted) == 1 and hours[0].keys() <= {"calendar"}:
        entry.pop("calendar", None)
        entry |= {"staff": wanted[0].staff, **hours[0]}
    else:
        entry.pop("staff", None)
        entry.pop("calendar", None)
        told = zip(wanted, hours, strict=True)
        entry["shifts"] = [{"staff": shift.staff, **its_hours} for shift, its_hours in told]


def routing(stated: Mapping[str, Any], now: Routing | None, wanted: Routing, _words: Words) -> Entry:
    """All ways, so that none is left to be assumed."""
    entry = dict(stated)
    usual = now or Routing()
    for flow, chance in wanted.chances.items():
        if flow not in entry or usual.chances.get(flow) != chance:
            entry[flow] = share_text(chance)
    for flow, guard in wanted.guards.items():
        if usual.guards.get(flow) != guard:
            entry[flow] = guard.text or str(guard)
    ways = wanted.chances.keys() | wanted.guards.keys()
    return {flow: way for flow, way in entry.items() if flow in ways}


def event(stated: Mapping[str, Any], now: EventTiming | None, wanted: EventTiming, words: Words) -> Entry:
    entry = dict(stated)
    usual = now or EventTiming()
    _state(entry, "after", usual.after, wanted.after, words.spread)
    _state(entry, "clock", usual.clock, wanted.clock, str)
    for key in ("chance", "at"):
        _state(entry, key, getattr(usual, key), getattr(wanted, key), share_text)
    return entry


def arrivals(stated: Mapping[str, Any], now: Arrivals | None, wanted: Arrivals, words: Words) -> Entry:
    """Without ``per_interval`` and ``times``: those are observed, not decided."""
    entry = dict(stated)
    usual = now or Arrivals()
    if wanted.every is not None and usual.every != wanted.every:
        entry = {key: value for key, value in entry.items() if key not in ("per_interval", "times")}
    _state(entry, "every", usual.every, wanted.every, words.spread)
    _state(entry, "day_factor_cv", usual.day_factor_cv, wanted.day_factor_cv, number_text)
    _state(entry, "open", usual.open, wanted.open, str)
    pieces = [
        {
            **({"from": words.moment(piece.start)} if piece.start > 0 else {}),
            **({"to": words.moment(piece.end)} if math.isfinite(piece.end) else {}),
            "scale": number_text(piece.factor),
        }
        for piece in wanted.scale
    ]
    _state(entry, "scale", usual.scale, wanted.scale, lambda _: pieces or None)
    _state(entry, "backlog", usual.backlog, wanted.backlog, int)
    return entry


def attribute(wanted: Attribute) -> Entry:
    if wanted.number is not None:
        told = spread_of(wanted.number, of_time=False)
        return told if isinstance(told, dict) else {"constant": told}
    if wanted.chance is not None:
        return {"chance": share_text(wanted.chance)}
    return {"choice": {name: share_text(share) for name, share in wanted.choice}}


def levels(stated: list[Any], now: Ladder | None, wanted: Ladder, words: Words) -> list[Entry]:
    """All levels of a ladder, those of a name that it had as they were told."""
    told = {entry.get("level"): entry for entry in stated if isinstance(entry, Mapping)}
    known = {level.name: level for level in (now.levels if now is not None else ())}
    return [
        _level(told.get(level.name, {}), known.get(level.name) if level.name in told else None, level, words)
        for level in wanted.levels
    ]


def _level(stated: Mapping[str, Any], now: Level | None, wanted: Level, words: Words) -> Entry:
    entry = dict(stated)
    for key, attribute_, tell in _OF_LEVELS:
        _state(entry, key, getattr(now, attribute_, None), getattr(wanted, attribute_), tell)
    _state(entry, "time", now and now.time, wanted.time, words.spread)
    _state(entry, "on_miss", OnMiss.MOVE if now is None else now.on_miss, wanted.on_miss, str)
    return entry


def escalation(stated: Mapping[str, Any], now: Escalation | None, wanted: Escalation, _words: Words) -> Entry:
    entry = dict(stated)
    _state(entry, "ladder", now and now.ladder, wanted.ladder, str)
    for key in ("cannot_decide", "customer_asks", "over_authority"):
        _state(entry, key, getattr(now, key, None), getattr(wanted, key), _share_or_guard)
    return entry


def _share_or_guard(value: float | Guard) -> object:
    return (value.text or str(value)) if isinstance(value, Guard) else share_text(value)


_OF_LEVELS: tuple[tuple[str, str, Callable[[Any], object]], ...] = (
    ("level", "name", str),
    ("team", "team", str),
    ("reply_within", "reply_within", duration_text),
    ("clock", "clock", str),
    ("settles", "settles", _share_or_guard),
)


def promise(stated: Mapping[str, Any], now: Promise | None, wanted: Promise, _words: Words) -> Entry:
    """Without its parts, which stay as they are."""
    entry = dict(stated)
    for key, attribute_, tell in _OF_PROMISES:
        known = getattr(now, attribute_, "" if attribute_ in ("owner", "label") else None)
        _state(entry, key, known, getattr(wanted, attribute_), tell)
    return entry


_OF_PROMISES: tuple[tuple[str, str, Callable[[Any], object]], ...] = (
    ("label", "label", str),
    ("within", "within", duration_text),
    ("share", "share", share_text),
    ("clock", "clock", str),
    ("owner", "owner", str),
    ("from", "from_", str),
    ("to", "to", str),
)
