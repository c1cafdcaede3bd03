"""The calendars and teams of a scenario file."""

from __future__ import annotations

from collections.abc import Mapping

from studio.scenario.context import Context
from studio.scenario.document import Path
from studio.scenario.handling import RampUp
from studio.scenario.hours import Hours, calendar_of, weekdays
from studio.scenario.refusal import Refused
from studio.scenario.scenario import Calendar, Shift, ShiftEnd, Team
from studio.scenario.schema import HoursEntry, RampEntry, ScenarioFile, TeamEntry
from studio.scenario.timetable import ever_open

__all__ = ["calendars", "is_ever_there", "teams"]

_STATED = (
    "shrinkage",
    "absence",
    "cost",
    "speed",
    "ramp_up",
    "at_once",
    "slower",
    "base_load",
    "at_shift_end",
)


def calendars(file: ScenarioFile, context: Context) -> Mapping[str, Calendar]:
    """The named calendars; a wrong one is left out."""
    found = {}
    for name, entry in (file.calendars or {}).items():
        path = ("calendars", name)
        if name == "calendar":
            context.findings.add(path, "scenario.calendar.reserved")
        made = _calendar(entry, path, context)
        if made is not None:
            found[name] = made
    return found


def _calendar(entry: HoursEntry, path: Path, context: Context) -> Calendar | None:
    week: dict[frozenset[int], Hours] = {}
    for words, hours in entry.by_days.items():
        try:
            days = weekdays(words)
        except Refused:
            context.findings.unknown((*path, words), "scenario.weekdays", words, type(entry).model_fields)
            continue
        if any(days & other and len(days) == len(other) for other in week):
            context.findings.add((*path, words), "scenario.weekdays.twice")
        week[days] = hours
    dates = dict.fromkeys(entry.closed or (), ()) | (entry.also or {})
    for day in entry.closed or ():
        if day in (entry.also or {}):
            context.findings.add((*path, "also", day.isoformat()), "scenario.date.twice")
    if not week and not dates:
        return None
    return calendar_of(week, dates)


def teams(file: ScenarioFile, named: Mapping[str, Calendar], context: Context) -> Mapping[str, Team]:
    """The teams that are stated; one without staff has none yet, and its path is among those left open."""
    found = {}
    for name, entry in (file.teams or {}).items():
        path = ("teams", name)
        for share in ("shrinkage", "absence", "base_load"):
            if getattr(entry, share) == 1:
                context.findings.add((*path, share), "scenario.share.below-one")
        context.note_stated(path, *(key for key in _STATED if getattr(entry, key) is not None))
        found[name] = Team(
            name=name,
            shifts=_shifts(entry, path, named, context),
            shrinkage=entry.shrinkage or 0.0,
            absence=entry.absence or 0.0,
            cost=entry.cost or 0.0,
            speed=entry.speed or 1.0,
            ramp_up=_ramp_up(entry.ramp_up, (*path, "ramp_up"), context),
            at_once=entry.at_once or 1,
            slower=entry.slower or 1.0,
            base_load=entry.base_load or 0.0,
            at_shift_end=entry.at_shift_end or ShiftEnd.FINISH,
        )
    return found


def _shifts(
    entry: TeamEntry, path: Path, named: Mapping[str, Calendar], context: Context
) -> tuple[Shift, ...]:
    hours = _named(entry.calendar, (*path, "calendar"), named, context)
    if entry.shifts is None:
        if entry.calendar is not None:
            context.note_stated(path, "calendar")
        if entry.staff is None:
            context.note_open(path, "staff")
            return (Shift(staff=0, calendar=hours),)
        context.note_stated(path, "staff")
        shifts: tuple[Shift, ...] = (Shift(staff=entry.staff, calendar=hours),)
        where: Path = (*path, "staff")
    else:
        for other in ("staff", "calendar"):
            if getattr(entry, other) is not None:
                context.findings.add(
                    (*path, other), "scenario.exclusive", keys="staff and calendar, or shifts"
                )
        context.note_stated(path, "shifts")
        where = (*path, "shifts")
        shifts = tuple(
            Shift(
                staff=shift.staff,
                calendar=_shift_hours(shift, (*where, index), named, context),
                speed=shift.speed or 1.0,
                ramp_up=_ramp_up(shift.ramp_up, (*where, index, "ramp_up"), context),
            )
            for index, shift in enumerate(entry.shifts)
        )
    if not is_ever_there(shifts, context):
        context.findings.add(where, "scenario.never-on-shift")
    return shifts


def is_ever_there(shifts: tuple[Shift, ...], context: Context) -> bool:
    """Whether anybody works on one of the shifts at any time."""
    return any(shift.staff and ever_open(shift.calendar, context.start) for shift in shifts)


def _ramp_up(entry: RampEntry | None, path: Path, context: Context) -> RampUp | None:
    """Nobody begins at no speed at all: what they begin then would never be done."""
    if entry is None:
        return None
    if entry.from_ == 0:
        context.findings.add((*path, "from"), "scenario.share.above-nothing")
    return RampUp(start=entry.from_, over=entry.over)


def _shift_hours(
    shift: HoursEntry, path: Path, named: Mapping[str, Calendar], context: Context
) -> Calendar | None:
    name: str | None = getattr(shift, "calendar", None)
    own = _calendar(shift, path, context)
    if own is not None and name is not None:
        context.findings.add((*path, "calendar"), "scenario.exclusive", keys="a calendar, or hours")
    return own or _named(name, (*path, "calendar"), named, context)


def _named(name: str | None, path: Path, named: Mapping[str, Calendar], context: Context) -> Calendar | None:
    found = context.calendar(name, path)
    return named.get(found) if found is not None else None
