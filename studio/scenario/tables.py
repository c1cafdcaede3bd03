"""Tables of a scenario, as CSV beside it or in it: contacts per interval, exact moments, observed values."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from studio.scenario import hours, units
from studio.scenario.document import decoded, read_at_most
from studio.scenario.refusal import Refused, shown
from studio.scenario.scenario import Rate
from studio.scenario.timetable import moment_of

__all__ = ["Contacts", "column_of", "contacts_in", "contacts_of", "moments_of", "rates", "walls_of"]

T = TypeVar("T")

Contacts = Mapping[int, Mapping[float, float]]
"""Contacts by weekday (Monday is 0) and the start of an interval, in seconds after midnight."""

_DAY = 86400.0
_HALF_HOUR = 1800.0
_LARGEST_FILE = 50_000_000
_COLUMNS = {
    "weekday": ("weekday", "day", "星期", "周几", "星期几"),
    "start": ("start", "from", "time", "interval", "时段", "开始", "开始时间", "时间"),
    "contacts": ("contacts", "volume", "calls", "count", "数量", "联系量", "话务量", "呼入量"),
}


def contacts_of(file: Path) -> Contacts:
    """The contacts in a table of weekday, start and contacts."""
    header, rows = _table(file)
    where = {name: _position(header, name) for name in _COLUMNS}
    found: dict[int, dict[float, float]] = {}
    for line, row in rows:
        days = _read(_weekdays, row[where["weekday"]], line)
        start = _read(_clock, row[where["start"]], line)
        contacts = _read(_contacts, row[where["contacts"]], line)
        for day in days:
            if start in found.setdefault(day, {}):
                raise Refused("scenario.csv.row", line=line, value=shown(", ".join(row)))
            found[day][start] = contacts
    if not any(sum(of_day.values()) for of_day in found.values()):
        raise Refused("scenario.csv.empty")
    return found


def contacts_in(value: Mapping[str, object]) -> Contacts:
    """The contacts that stand in the scenario itself: ``{mon-fri: {08:00: 12, 08:30: 15.5}}``."""
    found: dict[int, dict[float, float]] = {}
    for words, of_days in value.items():
        days = hours.weekdays(words) if _is_read(hours.weekdays, words) else frozenset()
        if not days or not isinstance(of_days, Mapping) or days & found.keys():
            raise Refused("scenario.per-interval", path=(words,))
        for day in days:
            found[day] = {}
        for clock, contacts in of_days.items():
            try:
                start, number = _clock(clock), units.not_below_nothing(contacts)
            except Refused:
                raise Refused("scenario.per-interval", path=(words, clock)) from None
            for day in days:
                found[day][start] = number
    if not any(sum(of_day.values()) for of_day in found.values()):
        raise Refused("scenario.csv.empty")
    return found


def rates(contacts: Contacts) -> tuple[Rate, ...]:
    """The weekly profile of these contacts.

    Every interval lasts as long as the shortest distance between two starts of a day (half an hour
    where a day has only one), and not over midnight.
    """
    starts = [sorted(of_day) for of_day in contacts.values()]
    gaps = [later - earlier for of_day in starts for earlier, later in pairwise(of_day)]
    step = min(gaps, default=_HALF_HOUR)
    return tuple(
        Rate(start=day * _DAY + start, end=day * _DAY + min(start + step, _DAY), per_second=number / lasts)
        for day in sorted(contacts)
        for start, number in sorted(contacts[day].items())
        if (lasts := min(step, _DAY - start))
    )


def walls_of(file: Path) -> tuple[tuple[int, str, datetime], ...]:
    """The moments in a table's column ``time`` (or its first): line, text, and moment."""
    header, rows = _table(file, heading=lambda cell: not _is_read(hours.moment, cell))
    named = [
        position for position, name in enumerate(header) if name in ("time", "arrival", "moment", "时间")
    ]
    place = named[0] if named else 0
    return tuple((line, row[place], _read(hours.moment, row[place], line)) for line, row in rows)


def moments_of(file: Path, start: datetime) -> tuple[float, ...]:
    """The moments in a table, ascending, in seconds after ``start``.

    A moment without an offset is in the zone of ``start``.
    """
    found = []
    for line, text, wall in walls_of(file):
        seconds = moment_of(wall, start)
        if seconds < 0:
            raise Refused("scenario.csv.before-start", line=line, value=shown(text))
        found.append(seconds)
    return tuple(sorted(found))


def column_of(file: Path, read: Callable[[object], float]) -> tuple[Sequence[float], Sequence[float]]:
    """The values in a table's first column and the weights in its second, if it has one.

    A bare number is in the scenario's own unit, seconds for a duration.
    """

    def value_of(cell: str) -> float:
        try:
            number = _number(cell)
        except ValueError:
            return read(cell)
        return units.not_below_nothing(number) if read is units.duration else units.amount(number)

    _, rows = _table(file, heading=lambda cell: not _is_read(value_of, cell))
    values = [_read(value_of, row[0], line) for line, row in rows]
    weighted = all(len(row) > 1 and row[1] for _, row in rows)
    return values, [_read(_contacts, row[1], line) for line, row in rows] if weighted else ()


def _table(
    file: Path, heading: Callable[[str], bool] = lambda _: True
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names of the columns (none if the first row is data already) and the rows with their lines."""
    data = read_at_most(file, _LARGEST_FILE)
    if data is None:
        raise Refused("scenario.file.missing")
    if len(data) > _LARGEST_FILE:
        raise Refused("scenario.csv.too-large")
    text = decoded(data)
    if text is None:
        try:
            text = data.decode("gb18030")  # what spreadsheets write on a Chinese Windows
        except UnicodeDecodeError:
            raise Refused("scenario.csv.encoding") from None
    rows = list(_rows(text))
    if not rows:
        raise Refused("scenario.csv.empty")
    header = [cell.lower() for cell in rows[0][1]] if heading(rows[0][1][0]) else []
    rows = rows[1:] if header else rows
    if not rows:
        raise Refused("scenario.csv.empty")
    width = len(header) if header else 1
    for line, row in rows:
        if len(row) < width:
            raise Refused("scenario.csv.row", line=line, value=shown(", ".join(row)))
    return header, rows


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.lstrip().split("\n", 1)[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error:
        raise Refused("scenario.csv.row", line=reader.line_num, value="…") from None


def _position(header: list[str], column: str) -> int:
    for position, name in enumerate(header):
        if name in _COLUMNS[column]:
            return position
    raise Refused("scenario.csv.columns", columns=", ".join(_COLUMNS))


def _weekdays(cell: str) -> frozenset[int]:
    """Also by number, Monday is 1."""
    return frozenset({int(cell) - 1}) if cell in list("1234567") else hours.weekdays(cell)


def _clock(cell: str) -> float:
    """``08:30``, also as the beginning of ``08:30-09:00`` or ``08:30:00``."""
    parts = cell.replace("–", "-").split("-")[0].strip().split(":")
    if len(parts) in (2, 3) and all(part.isdecimal() and len(part) <= 2 for part in parts):
        hour, minute, *second = map(int, parts)
        if hour < 24 and minute < 60 and sum(second) < 60:
            return hour * 3600.0 + minute * 60.0 + sum(second)
    raise Refused("scenario.hours")


def _number(cell: str) -> float:
    if not cell.replace(".", "", 1).replace("-", "", 1).isdecimal() or len(cell) > 40:
        raise ValueError(cell)
    return float(cell)


def _is_read(read: Callable[[str], object], cell: str) -> bool:
    try:
        read(cell)
    except ValueError:
        return False
    return True


def _contacts(cell: str) -> float:
    return units.not_below_nothing(_number(cell))


def _read(read: Callable[[str], T], cell: str, line: int) -> T:
    try:
        return read(cell)
    except ValueError:
        raise Refused("scenario.csv.row", line=line, value=shown(cell)) from None
