"""Single days with hours of their own: public holidays, and working days in their stead."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from studio.app.forms.fields import Grid, Group, Sheet
from studio.app.forms.table import Column, Values, changed, found

__all__ = ["dates_sheet"]

_COMMA = str.maketrans("，", ",")


def dates_sheet(values: Values) -> Sheet:
    """A row a day of each calendar that has other hours than its weekday; nothing where there is none."""
    names = {name: name for name in _calendars(values)}
    columns = (
        Column(key="calendar", name="Calendar", kind="choice", editable=True, choices=names),
        Column(key="on", name="Date", editable=True, help="For example 2026-10-01."),
        Column(
            key="hours",
            name="Open instead",
            editable=True,
            help="For example 09:00-12:00, 13:00-15:00; empty: closed all day.",
        ),
    )
    rows = [row for name in names for row in _rows(name, found(values, "calendars", name))]

    def write(values: Values, rows: Sequence[Mapping[str, Any]]) -> Values:
        for name in names:
            days = {str(row["on"]).strip(): _hours(row) for row in rows if _of(row, name, names)}
            closed = [day for day, hours in days.items() if not hours]
            also = {day: hours[0] if len(hours) == 1 else hours for day, hours in days.items() if hours}
            values = changed(values, ("calendars", name, "closed"), closed or None)
            values = changed(values, ("calendars", name, "also"), also or None)
        return values

    grid = Grid(path=("calendars",), name="Days with other hours", columns=columns, rows=rows, write=write)
    return Sheet(
        groups=(
            Group(
                name="Days with other hours",
                first=True,
                help="Public holidays, and days on which people work in their stead.",
                parts=(grid,),
            ),
        )
        if names
        else (),
        places=(),
    )


def _calendars(values: Values) -> list[str]:
    stated = found(values, "calendars")
    named = stated.items() if isinstance(stated, Mapping) else ()
    return [str(name) for name, calendar in named if isinstance(calendar, Mapping)]


def _rows(name: str, calendar: Mapping[str, Any]) -> list[dict[str, Any]]:
    closed, also = calendar.get("closed"), calendar.get("also")
    days: dict[str, str] = dict.fromkeys(map(str, closed) if isinstance(closed, list) else (), "")
    for day, hours in also.items() if isinstance(also, Mapping) else ():
        days[str(day)] = ", ".join(map(str, hours)) if isinstance(hours, list) else str(hours)
    return [{"calendar": name, "on": day, "hours": days[day]} for day in sorted(days)]


def _of(row: Mapping[str, Any], name: str, names: Collection[str]) -> bool:
    """Whether a row names a day of that calendar; where there is only one, it need not be named."""
    calendar = row.get("calendar") or (name if len(names) == 1 else None)
    return calendar == name and bool(str(row.get("on") or "").strip())


def _hours(row: Mapping[str, Any]) -> list[str]:
    cell = str(row.get("hours") or "").translate(_COMMA)
    return [part.strip() for part in cell.split(",") if part.strip()]
