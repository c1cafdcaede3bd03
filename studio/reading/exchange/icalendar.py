"""Weekly hours in iCalendar text (RFC 5545), as BPSim's calendars hold them.

Understood are events that last hours and come back each day or on given weekdays, events that come once,
and days that are excepted. Times are those of the wall clock; a time zone is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from studio.reading.exchange.spelling import clock, hours_by_weekday, seconds_of_iso
from studio.reading.exchange.weekly import is_always_open

__all__ = ["Hours", "calendar_text", "read_calendar"]

_DAY = 86400.0
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST_SPAN = 366
_MOST_EVENTS = 5000
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?Z?)?", re.ASCII)
_DAYS_OF_RULE = re.compile(r"[A-Z]{2}")

Pieces = tuple[tuple[int, float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The hours of a calendar: (weekday, opens, closes) each week, and whole days that differ.

    ``left_out`` are the parts of the text that are no such hours.
    """

    week: Pieces = ()
    dates: Mapping[date, tuple[tuple[float, float], ...]]
    left_out: tuple[str, ...] = ()

    def mapping(self) -> dict[str, Any]:
        """The entry of a calendar in a scenario file."""
        found = hours_by_weekday(self.week)
        closed = [on.isoformat() for on, hours in sorted(self.dates.items()) if not hours]
        also = {
            on.isoformat(): [f"{clock(opens)}-{clock(closes)}" for opens, closes in hours]
            for on, hours in sorted(self.dates.items())
            if hours
        }
        return found | ({"closed": closed} if closed else {}) | ({"also": also} if also else {})

    @property
    def is_always(self) -> bool:
        """Whether it is open around the clock."""
        return not self.dates and is_always_open(self.week)


@dataclass(slots=True)
class _Event:
    start: datetime
    lasts: float
    weekdays: tuple[int, ...]
    """None of them: it comes once."""
    excepted: frozenset[date]


def read_calendar(text: str) -> Hours:
    """The hours that a text tells; what of it cannot be read is among ``left_out``."""
    left_out: list[str] = []
    events = [
        event for block in _blocks(text)[:_MOST_EVENTS] if (event := _event(block, left_out)) is not None
    ]
    if not events and not left_out:
        left_out.append(text)
    weekly = [event for event in events if event.weekdays]
    once = [event for event in events if not event.weekdays]
    week = tuple(
        piece for event in weekly for weekday in event.weekdays for piece in _over_midnight(weekday, event)
    )
    return Hours(week=week, dates=_dates(weekly, once), left_out=tuple(left_out))


def _dates(weekly: Sequence[_Event], once: Sequence[_Event]) -> dict[date, tuple[tuple[float, float], ...]]:
    """The hours of every day that is excepted from a weekly event or has an event of its own."""
    own: dict[date, list[tuple[float, float]]] = {}
    for event in once:
        begins, left, day = _since_midnight(event.start), event.lasts, event.start.date()
        for _ in range(_LONGEST_SPAN):
            if left <= 0:
                break
            lasts = min(left, _DAY - begins)
            own.setdefault(day, []).append((begins, begins + lasts))
            begins, left, day = 0.0, left - lasts, day + timedelta(days=1)
    for on in {on for event in weekly for on in event.excepted}:
        own.setdefault(on, [])
    return {on: tuple(sorted([*pieces, *_regular(weekly, on)])) for on, pieces in sorted(own.items())}


def _regular(weekly: Iterable[_Event], on: date) -> list[tuple[float, float]]:
    """What of the weekly hours holds on a day in spite of exceptions."""
    found = []
    for event in weekly:
        if on.weekday() in event.weekdays and on not in event.excepted:
            begins = _since_midnight(event.start)
            found.append((begins, min(begins + event.lasts, _DAY)))
    return found


def _over_midnight(weekday: int, event: _Event) -> list[tuple[int, float, float]]:
    begins, left = _since_midnight(event.start), min(event.lasts, 7 * _DAY)
    found = []
    while left > 0:
        lasts = min(left, _DAY - begins)
        found.append((weekday % 7, begins, begins + lasts))
        weekday, begins, left = weekday + 1, 0.0, left - lasts
    return found


def _blocks(text: str) -> list[list[tuple[str, str]]]:
    """The properties of each event: name with its parameters, and value."""
    found: list[list[tuple[str, str]]] = []
    inside = False
    for line in re.sub(r"\r?\n[ \t]|\r[ \t]", "", text.strip()).splitlines():
        name, _, value = line.strip().partition(":")
        if name.upper() == "BEGIN" and value.upper() == "VEVENT":
            inside = True
            found.append([])
        elif name.upper() == "END" and value.upper() == "VEVENT":
            inside = False
        elif inside:
            found[-1].append((name.upper(), value.strip()))
    return found


def _event(block: Sequence[tuple[str, str]], left_out: list[str]) -> _Event | None:
    told = {name.partition(";")[0]: value for name, value in block}
    start = _moment(told.get("DTSTART", ""))
    if start is None:
        left_out.append(_shown(block))
        return None
    end = _moment(told.get("DTEND", ""))
    lasts = (end - start).total_seconds() if end is not None else seconds_of_iso(told.get("DURATION", ""))
    if lasts is None:
        lasts = _DAY if "T" not in told["DTSTART"] else 0.0
    if lasts <= 0:
        left_out.append(_shown(block))
        return None
    excepted = frozenset(
        moment.date()
        for name, value in block
        if name.partition(";")[0] == "EXDATE"
        for part in value.split(",")
        if (moment := _moment(part)) is not None
    )
    if "RDATE" in told:
        left_out.append(f"RDATE:{told['RDATE']}")
    rule = told.get("RRULE")
    if rule is None:
        return _Event(start, lasts, (), excepted)
    weekdays = _weekdays(rule, start, left_out)
    return None if not weekdays else _Event(start, lasts, weekdays, excepted)


def _weekdays(rule: str, start: datetime, left_out: list[str]) -> tuple[int, ...]:
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";") if part)
    often, every = parts.pop("FREQ", ""), parts.pop("INTERVAL", "1")
    days = tuple(
        _CODES.index(code) for code in _DAYS_OF_RULE.findall(parts.pop("BYDAY", "")) if code in _CODES
    )
    parts.pop("WKST", None)
    if often not in ("WEEKLY", "DAILY") or every != "1":
        left_out.append(f"RRULE:{rule}")
        return ()
    left_out.extend(f"{key}={value}" for key, value in parts.items())
    if often == "DAILY":
        return days or tuple(range(7))
    return days or (start.weekday(),)


def _moment(text: str) -> datetime | None:
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return datetime(*(int(part) for part in found.groups(default="0")))  # type: ignore[arg-type]  # noqa: DTZ001 - wall clock
    except ValueError:
        return None


def _since_midnight(moment: datetime) -> float:
    return moment.hour * 3600.0 + moment.minute * 60.0 + moment.second


def _shown(block: Sequence[tuple[str, str]]) -> str:
    return " ".join(f"{name}:{value}" for name, value in block) or "VEVENT"


def calendar_text(
    week: Iterable[tuple[int, float, float]],
    dates: Mapping[date, Sequence[tuple[float, float]]],
    since: date,
) -> str:
    """The text of weekly hours, cut at midnight, with exceptions by date; it begins in the week of ``since``.

    Each piece is an event of its own, those of equal times on several weekdays one.
    """
    monday = since - timedelta(days=since.weekday())
    days_of: dict[tuple[float, float], list[int]] = {}
    for weekday, opens, closes in sorted(week):
        days_of.setdefault((opens, closes), []).append(weekday)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Service Process Studio//EN"]
    for (opens, closes), weekdays in days_of.items():
        excepted = [_stamp(on, opens) for on in sorted(dates) if on.weekday() in weekdays]
        lines += [
            "BEGIN:VEVENT",
            *_span(monday + timedelta(days=weekdays[0]), opens, closes),
            f"RRULE:FREQ=WEEKLY;BYDAY={','.join(_CODES[day] for day in weekdays)}",
            *([f"EXDATE:{','.join(excepted)}"] if excepted else []),
            "END:VEVENT",
        ]
    for on, pieces in sorted(dates.items()):
        for opens, closes in pieces:
            lines += ["BEGIN:VEVENT", *_span(on, opens, closes), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _span(on: date, opens: float, closes: float) -> list[str]:
    return [f"DTSTART:{_stamp(on, opens)}", f"DTEND:{_stamp(on, closes)}"]


def _stamp(on: date, after_midnight: float) -> str:
    midnight = datetime(on.year, on.month, on.day)  # noqa: DTZ001 - wall clock
    return f"{midnight + timedelta(seconds=after_midnight):%Y%m%dT%H%M%S}"
