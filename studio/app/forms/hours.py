"""Level 4: when somebody is there: opening hours, and who works by which."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from studio.app.forms.table import (
    Column,
    Form,
    Values,
    as_drawn,
    by_lanes,
    changed,
    form,
    found,
    origin_columns,
    origin_of,
    typed,
    whole,
)
from studio.app.names import step_name, team_name
from studio.model import Diagram
from studio.scenario import Calendar, Scenario

__all__ = [
    "DAYS",
    "calendars_form",
    "hours_read",
    "hours_written",
    "openings_form",
    "shifts_form",
    "stated_shifts",
    "with_calendar",
    "with_shift",
    "with_shifts",
]

DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
_DAY = 86400.0
_ALWAYS = "@always"
_BY_DATE = ("closed", "also")
_FIRST_HOUR = re.compile(r"\d{1,2}[:：]\d\d")
_OF_PEOPLE = ("speed", "ramp_up")
_SHIFT = ("staff", "calendar", *_OF_PEOPLE, *_BY_DATE)

_CALENDARS = (
    Column(key="name", name="Calendar"),
    *(
        Column(key=day, name=name, editable=True, help="For example 08:00-12:00, 13:00-18:00; empty: closed.")
        for day, name in DAYS.items()
    ),
)


def calendars_form(scenario: Scenario) -> Form:
    """A row for each calendar with its hours from Monday to Sunday."""
    rows = {
        name: {"name": name} | {day: _written(calendar, number) for number, day in enumerate(DAYS)}
        for name, calendar in scenario.calendars.items()
    }

    def edit(values: Values, name: str, row: Mapping[str, Any]) -> Values:
        calendar = found(values, "calendars", name)
        dates = {
            key: value
            for key, value in (calendar.items() if isinstance(calendar, Mapping) else ())
            if key in _BY_DATE
        }
        return changed(values, ("calendars", name), _week(row) | dates)

    return form("calendars", _CALENDARS, rows, edit)


def shifts_form(values: Values, scenario: Scenario, diagram: Diagram, language: str) -> Form:
    """A row for each shift of each team: how many people, and by which calendar."""
    columns = (
        Column(key="team", name="Team"),
        Column(key="staff", name="People", kind="number", editable=True),
        Column(key="calendar", name="Works by", kind="choice", editable=True, choices=_choices(scenario)),
        Column(
            key="hours",
            name="Or at these hours",
            editable=True,
            help="For example: daily 20:00-08:00, or: mon-fri 08:00-17:00; sat 09:00-13:00.",
        ),
        *origin_columns(),
    )
    rows = {}
    for name, team in by_lanes(diagram, scenario.teams).items():
        for number, stated in enumerate(stated_shifts(values, name) or [{}]):
            rows[f"{number}/{name}"] = {
                "team": team_name(diagram, name, language),
                "staff": typed(stated.get("staff"), float(team.shifts[0].staff if team.shifts else 0)),
                "calendar": None if hours_written(stated) else str(stated.get("calendar") or _ALWAYS),
                "hours": hours_written(stated),
                **origin_of(scenario, f"teams.{name}.staff", f"teams.{name}.shifts"),
            }

    def edit(values: Values, key: str, row: Mapping[str, Any]) -> Values:
        number, _, name = key.partition("/")
        shifts = stated_shifts(values, name) or [{}]
        before = shifts[int(number)]
        shift: Values = {"staff": whole(row["staff"] or 0)}
        before_hours, chosen = rows[key]["hours"], row["calendar"]
        if row["hours"] and (row["hours"] != before_hours or chosen is None):
            shift |= hours_read(str(row["hours"]))
        elif chosen not in (None, _ALWAYS):
            shift["calendar"] = chosen
        shifts[int(number)] = shift | {key: before[key] for key in (*_BY_DATE, *_OF_PEOPLE) if key in before}
        return with_shifts(values, name, shifts)

    return form("shifts", columns, rows, edit)


def openings_form(scenario: Scenario, diagram: Diagram, language: str) -> Form:
    """A row for each start: when cases arrive there at all."""
    columns = (
        Column(key="name", name="Arrival"),
        Column(key="open", name="Open", kind="choice", editable=True, choices=_choices(scenario)),
        *origin_columns(),
    )
    rows = {
        id: {
            "name": step_name(diagram, id, language),
            "open": arrivals.open or _ALWAYS,
            **origin_of(scenario, f"arrivals.{id}.open"),
        }
        for id, arrivals in as_drawn(diagram, scenario.arrivals).items()
    }

    def edit(values: Values, id: str, row: Mapping[str, Any]) -> Values:
        return changed(values, ("arrivals", id, "open"), None if row["open"] == _ALWAYS else row["open"])

    return form("openings", columns, rows, edit)


def with_calendar(values: Values, name: str) -> Values:
    """The scenario with one more calendar, office hours to begin with."""
    return changed(values, ("calendars", name), {"mon-fri": "09:00-18:00"})


def with_shift(values: Values, scenario: Scenario, team: str) -> Values:
    """The scenario with one more shift of a team."""
    first = scenario.teams[team].shifts
    shifts = stated_shifts(values, team) or [{"staff": first[0].staff if first else 1}]
    return with_shifts(values, team, [*shifts, {"staff": 1, "daily": "20:00-24:00"}])


def _choices(scenario: Scenario) -> dict[str, str]:
    return {_ALWAYS: "around the clock"} | {name: name for name in scenario.calendars}


def stated_shifts(values: Values, team: str) -> list[Values]:
    """The shifts that the file states for a team; none where it states none."""
    shifts = found(values, "teams", team, "shifts")
    if isinstance(shifts, Sequence) and not isinstance(shifts, str):
        return [dict(shift) for shift in shifts if isinstance(shift, Mapping)]
    stated = {key: found(values, "teams", team, key) for key in ("staff", "calendar")}
    return (
        [{key: value for key, value in stated.items() if value is not None}] if any(stated.values()) else []
    )


def with_shifts(values: Values, team: str, shifts: Sequence[Values]) -> Values:
    """The scenario with these shifts of a team; a single one without hours of its own in few words."""
    alone = shifts[0] if len(shifts) == 1 and set(shifts[0]) <= {"staff", "calendar"} else None
    values = changed(values, ("teams", team, "shifts"), None if alone is not None else list(shifts))
    for key in ("staff", "calendar"):
        values = changed(values, ("teams", team, key), None if alone is None else alone.get(key))
    return values


def _written(calendar: Calendar, day: int) -> str:
    """The hours of one weekday as ``08:00-12:00, 13:00-18:00``; a night shift is cut at midnight."""
    begin = day * _DAY
    pieces = [
        (max(opens, begin) - begin, min(closes, begin + _DAY) - begin)
        for opens, closes in calendar.week
        if opens < begin + _DAY and closes > begin
    ]
    return ", ".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in pieces)


def hours_written(shift: Values) -> str:
    """The hours that a shift states by weekdays, as ``mon-fri 08:00-17:00; sat 09:00-13:00``."""
    told = ((days, hours) for days, hours in shift.items() if days not in _SHIFT)
    return "; ".join(
        f"{days} {', '.join(hours) if isinstance(hours, list) else hours}" for days, hours in told
    )


def hours_read(cell: str) -> Values:
    """The other way round; hours without days are those of every day."""
    week: Values = {}
    for part in filter(None, (part.strip() for part in cell.replace("；", ";").split(";"))):
        begin = _FIRST_HOUR.search(part)
        days = part[: begin.start()].strip() if begin else ""
        listed = _list(part[begin.start() :] if begin else part)
        week[days or "daily"] = listed[0] if len(listed) == 1 else listed
    return week


def _clock(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _week(row: Mapping[str, Any]) -> Values:
    """Days in a row with the same hours are told once: ``mon-fri``."""
    hours = [(day, _list(row.get(day))) for day in DAYS]
    week: Values = {}
    for same, group in groupby(hours, key=lambda item: item[1]):
        days = [day for day, _ in group]
        if same:
            week[days[0] if len(days) == 1 else f"{days[0]}-{days[-1]}"] = same[0] if len(same) == 1 else same
    return week


def _list(cell: object) -> list[str]:
    return [part.strip() for part in str(cell or "").replace("，", ",").split(",") if part.strip()]
