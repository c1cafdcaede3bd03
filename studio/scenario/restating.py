"""One entry of a scenario's file, stated so that it comes to another value; what is right stays as it is.

Every function takes what the file says, what that comes to now (None: nothing), and what is wanted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from studio.scenario.distribution import Distribution
from studio.scenario.handling import Batch, CallBack, Deflection, Instances, RampUp, Repeats
from studio.scenario.scenario import (
    Arrivals,
    Attribute,
    Calendar,
    EventTiming,
    Promise,
    Routing,
    Shift,
    Step,
    Team,
)
from studio.scenario.schema import UNLIMITED
from studio.scenario.spelling import duration_text, hours_of, number_text, share_text
from studio.scenario.spelling_spreads import spread_of
from studio.scenario.stating import Entry, Words, guard_text, state

__all__ = [
    "arrivals",
    "attribute",
    "calendar",
    "deflection",
    "event",
    "promise",
    "routing",
    "step",
    "team",
]


def step(stated: Mapping[str, Any], now: Step | None, wanted: Step, words: Words) -> Entry:
    entry = dict(stated)
    state(entry, "time", now and now.time, wanted.time, words.spread)
    known = [] if now is None else list(now.also.items())
    state(entry, "also", known, list(wanted.also.items()), lambda parts: _parts(parts, words))
    if now is None or _teams(now) != _teams(wanted):
        entry["team"] = _preferences(wanted)
    state(entry, "people", 1 if now is None else now.people, wanted.people, int)
    for key in ("set_up", "patience"):
        state(entry, key, getattr(now, key, None), getattr(wanted, key), words.spread)
    state(entry, "batch", now and now.batch, wanted.batch, _batch)
    state(entry, "calls_back", now and now.calls_back, wanted.calls_back, lambda it: _call_back(it, words))
    state(entry, "instances", now and now.instances, wanted.instances, lambda it: _instances(it, words))
    state(entry, "repeats", now and now.repeats, wanted.repeats, _repeats)
    state(entry, "assigns", () if now is None else now.assigns, wanted.assigns, _assigns)
    state(entry, "standard_time", now and now.standard_time, wanted.standard_time, duration_text)
    state(entry, "method", "" if now is None else now.method, wanted.method, str)
    return entry


def _teams(step: Step) -> tuple[object, ...]:
    return step.team, step.instead, step.can_do


def _preferences(wanted: Step) -> object:
    """The teams as they are listed, one alone without a list."""
    listed: list[object] = [
        {"team": team, "when": guard_text(wanted.can_do[team])} if team in wanted.can_do else team
        for team in ((wanted.team, *wanted.instead) if wanted.team is not None else ())
    ]
    return listed[0] if len(listed) == 1 else listed


def _batch(wanted: Batch) -> Entry:
    waits = {} if wanted.or_after is None else {"or_after": duration_text(wanted.or_after)}
    return {"size": wanted.size, **waits}


def _call_back(wanted: CallBack, words: Words) -> Entry:
    return {"chance": share_text(wanted.chance), "after": words.spread(wanted.after)}


def _instances(wanted: Instances, words: Words) -> object:
    if wanted.number is None:
        return {"by": wanted.by}
    return words.spread(wanted.number, of_time=False)


def _repeats(wanted: Repeats) -> Entry:
    most = {} if wanted.at_most is None else {"at_most": wanted.at_most}
    return {"chance": share_text(wanted.chance), **most}


def _assigns(wanted: tuple[Attribute, ...]) -> Entry:
    return {each.name: attribute(each) for each in wanted}


def _ramp_up(wanted: RampUp) -> Entry:
    return {"from": share_text(wanted.start), "over": duration_text(wanted.over)}


def _parts(parts: list[tuple[str, Distribution]], words: Words) -> Entry:
    return {part: words.spread(time) for part, time in parts}


def calendar(_stated: Mapping[str, Any], _now: Calendar | None, wanted: Calendar, _words: Words) -> Entry:
    return hours_of(wanted)


def team(stated: Mapping[str, Any], now: Team | None, wanted: Team, words: Words) -> Entry:
    entry = dict(stated)
    usual = now or Team(name=wanted.name, shifts=())
    if usual.shifts != wanted.shifts:
        _state_shifts(entry, usual.shifts, wanted.shifts, words)
    for key in ("shrinkage", "absence", "base_load"):
        state(entry, key, getattr(usual, key), getattr(wanted, key), share_text)
    for key in ("cost", "speed", "at_once", "slower"):
        state(entry, key, getattr(usual, key), getattr(wanted, key), number_text)
    state(entry, "ramp_up", usual.ramp_up, wanted.ramp_up, _ramp_up)
    state(entry, "at_shift_end", usual.at_shift_end, wanted.at_shift_end, str)
    return entry


def _state_shifts(entry: Entry, now: tuple[Shift, ...], wanted: tuple[Shift, ...], words: Words) -> None:
    listed = entry.get("shifts")
    same_hours = [shift.calendar for shift in now] == [shift.calendar for shift in wanted]
    if same_hours and isinstance(listed, list) and len(listed) == len(wanted):
        entry["shifts"] = [
            _shift(told, known, shift) if shift != known else told
            for told, known, shift in zip(listed, now, wanted, strict=True)
        ]
        return
    hours = [words.hours(shift.calendar) for shift in wanted]
    alike = len(wanted) == 1 and wanted[0].speed == 1 and wanted[0].ramp_up is None
    entry.pop("shifts", None)
    if alike and same_hours:
        entry["staff"] = wanted[0].staff
    elif alike and hours[0].keys() <= {"calendar"}:
        entry.pop("calendar", None)
        entry |= {"staff": wanted[0].staff, **hours[0]}
    else:
        entry.pop("staff", None)
        entry.pop("calendar", None)
        told = zip(wanted, hours, strict=True)
        entry["shifts"] = [_shift(its_hours, Shift(staff=-1), shift) for shift, its_hours in told]


def _shift(stated: Mapping[str, Any], now: Shift, wanted: Shift) -> Entry:
    """One shift, whose hours are stated."""
    entry = {"staff": wanted.staff, **stated} | {"staff": wanted.staff}
    if now.speed != wanted.speed:
        entry["speed"] = number_text(wanted.speed)
    state(entry, "ramp_up", now.ramp_up, wanted.ramp_up, _ramp_up)
    return entry


def routing(stated: Mapping[str, Any], now: Routing | None, wanted: Routing, _words: Words) -> Entry:
    """All ways, so that none is left to be assumed."""
    entry = dict(stated)
    usual = now or Routing()
    for flow, chance in wanted.chances.items():
        if flow not in entry or usual.chances.get(flow) != chance:
            entry[flow] = share_text(chance)
    for flow, guard in wanted.guards.items():
        if usual.guards.get(flow) != guard:
            entry[flow] = guard_text(guard)
    ways = wanted.chances.keys() | wanted.guards.keys()
    return {flow: way for flow, way in entry.items() if flow in ways}


def event(stated: Mapping[str, Any], now: EventTiming | None, wanted: EventTiming, words: Words) -> Entry:
    entry = dict(stated)
    usual = now or EventTiming()
    state(entry, "after", usual.after, wanted.after, words.spread)
    state(entry, "clock", usual.clock, wanted.clock, str)
    state(entry, "rings", usual.rings, wanted.rings, lambda rings: rings or UNLIMITED)
    for key in ("chance", "at"):
        state(entry, key, getattr(usual, key), getattr(wanted, key), share_text)
    return entry


def arrivals(stated: Mapping[str, Any], now: Arrivals | None, wanted: Arrivals, words: Words) -> Entry:
    """Without ``per_interval`` and ``times``: those are observed, not decided."""
    entry = dict(stated)
    usual = now or Arrivals()
    if wanted.every is not None and usual.every != wanted.every:
        entry = {key: value for key, value in entry.items() if key not in ("per_interval", "times")}
    state(entry, "every", usual.every, wanted.every, words.spread)
    state(entry, "day_factor_cv", usual.day_factor_cv, wanted.day_factor_cv, number_text)
    state(entry, "open", usual.open, wanted.open, str)
    pieces = [
        {
            **({"from": words.moment(piece.start)} if piece.start > 0 else {}),
            **({"to": words.moment(piece.end)} if math.isfinite(piece.end) else {}),
            "scale": number_text(piece.factor),
        }
        for piece in wanted.scale
    ]
    state(entry, "scale", usual.scale, wanted.scale, lambda _: pieces or None)
    state(entry, "backlog", usual.backlog, wanted.backlog, int)
    return entry


def deflection(stated: Mapping[str, Any], now: Deflection | None, wanted: Deflection, words: Words) -> Entry:
    entry = dict(stated)
    usual = now or Deflection(contained=-1.0)
    state(entry, "class", usual.whom, wanted.whom, guard_text)
    for key in ("share", "contained", "comes_back"):
        state(entry, key, getattr(usual, key), getattr(wanted, key), share_text)
    state(entry, "harder", usual.harder, wanted.harder, number_text)
    for key in ("after", "time"):
        state(entry, key, getattr(usual, key), getattr(wanted, key), words.spread)
    return entry


def attribute(wanted: Attribute) -> Entry:
    if wanted.number is not None:
        told = spread_of(wanted.number, of_time=False)
        return told if isinstance(told, dict) else {"constant": told}
    if wanted.chance is not None:
        return {"chance": share_text(wanted.chance)}
    return {"choice": {name: share_text(share) for name, share in wanted.choice}}


def promise(stated: Mapping[str, Any], now: Promise | None, wanted: Promise, _words: Words) -> Entry:
    """Without its parts, which stay as they are."""
    entry = dict(stated)
    for key, attribute_, tell in _OF_PROMISES:
        known = getattr(now, attribute_, "" if attribute_ in ("owner", "label") else None)
        state(entry, key, known, getattr(wanted, attribute_), tell)
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
