"""Contacts by the hour of the week, as the telephone system counts them: a row an hour, a column a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from studio.app.forms.fields import Grid
from studio.app.forms.hours import DAYS
from studio.app.forms.table import Column, Values, changed, found, whole
from studio.scenario import Scenario
from studio.scenario.hours import weekdays

__all__ = ["hourly_grid"]

_HOUR, _HALF_HOUR, _DAY = 60, 30, 1440
_CLOCK = re.compile(r"(\d{1,2})(?:[:：](\d\d))?")
_COLUMNS = (
    Column(key="from", name="From"),
    *(Column(key=day, name=name, kind="number", editable=True) for day, name in DAYS.items()),
)


def hourly_grid(values: Values, scenario: Scenario, id: str) -> Grid:
    """How many arrive at a start in each hour, or in intervals as long as those that the scenario tells."""
    at = ("arrivals", id)
    stated = found(values, *at, "per_interval")
    is_here = isinstance(stated, Mapping)
    told = dict(_told(stated) if is_here else _of_a_file(scenario, id))
    before = [
        {"from": f"{start // 60:02}:{start % 60:02}"} | {day: told.get((day, start)) for day in DAYS}
        for start in sorted({start for _, start in told} | set(range(0, _DAY, _step(told))))
    ]

    def write(values: Values, rows: Sequence[Mapping[str, Any]]) -> Values:
        """Every interval of a day is written: how long one lasts shows in the distance to the next."""
        table = {
            day: {row["from"]: whole(row.get(day) or 0) for row in rows}
            for day in DAYS
            if any(row.get(day) for row in rows)
        }
        if rows == before:
            return values
        for instead in ("every", "times") if table else ("day_factor_cv",):
            values = changed(values, (*at, instead), None)
        return changed(values, (*at, "per_interval"), table or None)

    return Grid(
        path=(*at, "per_interval") if stated is None or is_here else (*at, "per_interval", "table"),
        watched=(*at, "per_interval"),
        name="Contacts in each hour of the week",
        columns=_COLUMNS,
        rows=before,
        write=write,
        help="Cells can be pasted from a spreadsheet. All empty: by the time between two arrivals.",
        grows=False,
    )


def _step(told: Mapping[tuple[str, int], float]) -> int:
    """Minutes from one start of an interval to the next, as they are read: half an hour for a single one."""
    starts = [sorted(start for day, start in told if day == each) for each in DAYS]
    gaps = [later - earlier for of_day in starts for earlier, later in pairwise(of_day)]
    return min(gaps, default=_HALF_HOUR if told else _HOUR)


def _of_a_file(scenario: Scenario, id: str) -> Iterator[tuple[tuple[str, int], float]]:
    """By day and minute, what the table says that the scenario names."""
    days = list(DAYS)
    for rate in scenario.arrivals[id].profile:
        day, minute = divmod(round(rate.start / 60), _DAY)
        yield (days[day], minute), round(rate.per_second * (rate.end - rate.start), 6)


def _told(stated: Mapping[str, Any]) -> Iterator[tuple[tuple[str, int], float]]:
    """By day and minute, what the scenario says; what it says wrongly is told beside the table."""
    days = list(DAYS)
    for words, of_days in stated.items():
        try:
            numbers = weekdays(str(words))
        except ValueError:
            continue
        for clock, contacts in of_days.items() if isinstance(of_days, Mapping) else ():
            start = _CLOCK.fullmatch(str(clock).strip())
            if start is not None and isinstance(contacts, int | float):
                minute = int(start[1]) * 60 + int(start[2] or 0)
                yield from (((days[day], minute), float(contacts)) for day in numbers)
