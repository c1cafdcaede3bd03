"""Values of a scenario as a file states them: the inverse of reading them, to the last digit.

What is read back is the value that was written. Where several ways to write it do that, one with few
digits is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from studio.scenario import units
from studio.scenario.scenario import Calendar
from studio.scenario.tables import Contacts

__all__ = ["contacts_table", "duration_text", "hours_of", "number_text", "share_text"]

T = TypeVar("T")

_UNITS = (("d", 86400.0), ("h", 3600.0), ("min", 60.0))
_INSTANT = 1e-15
"""Seconds; nothing in an operation is shorter, and its digits would fill a line."""
_LONG = 20
_DAY = 86400.0
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def duration_text(seconds: float) -> str:
    """``6 min``, ``1.5 h``, ``90 s``: in the largest unit that needs few digits."""
    for unit, length in _UNITS:
        text = f"{_plain(float(f'{seconds / length:.4g}'))} {unit}"
        if seconds >= length and units.text_of_duration(text) == seconds:
            return text
    return f"{_plain(seconds) if seconds > _INSTANT else 0} s"


def share_text(share: float) -> str | float:
    """``5 %``, or the number itself where no percentage of few digits is exactly that."""
    text = f"{_plain(float(f'{100 * share:.10g}'))} %"
    return text if len(text) < _LONG and units.share(text) == share else number_text(share)


def number_text(value: float) -> float:
    """A number as it stands in a file, whole ones without a fraction."""
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def _plain(value: float) -> str:
    """The shortest digits that are this number, without an exponent."""
    return format(Decimal(repr(float(value))), "f").removesuffix(".0")


def hours_of(calendar: Calendar) -> dict[str, object]:
    """The hours of a calendar by weekdays and dates; what goes on over midnight is cut there."""
    by_day: dict[int, list[str]] = {}
    for opens, closes in calendar.week:
        for weekday in range(int(opens // _DAY), 7):
            midnight = weekday * _DAY
            if closes <= midnight:
                break
            told = _clock_range(max(opens, midnight) - midnight, min(closes - midnight, _DAY))
            by_day.setdefault(weekday, []).append(told)
    found: dict[str, object] = {words: _one_or_all(hours) for words, hours in _by_days(by_day)}
    closed = [on.isoformat() for on, hours in calendar.dates.items() if not hours]
    also = {
        on.isoformat(): _one_or_all([_clock_range(opens, closes) for opens, closes in hours])
        for on, hours in calendar.dates.items()
        if hours
    }
    return found | ({"closed": closed} if closed else {}) | ({"also": also} if also else {})


def contacts_table(contacts: Contacts) -> dict[str, object]:
    """Contacts by weekday and time, days that are alike together."""
    by_day = {
        weekday: {_clock(start): number_text(number) for start, number in of_day.items()}
        for weekday, of_day in sorted(contacts.items())
    }
    return dict(_by_days(by_day))


def _by_days(by_day: Mapping[int, T]) -> Iterator[tuple[str, T]]:
    """What belongs to each day, with the words for all the days that have the same."""
    done: set[int] = set()
    for weekday, told in by_day.items():
        if weekday not in done:
            same = [other for other, its in by_day.items() if its == told]
            done.update(same)
            yield "daily" if len(same) == 7 else ", ".join(_runs(same)), told


def _runs(weekdays: Iterable[int]) -> Iterator[str]:
    """``mon-wed`` and ``fri`` for 0, 1, 2, 4."""
    for _, run in groupby(enumerate(weekdays), key=lambda pair: pair[1] - pair[0]):
        days = [_WEEKDAYS[weekday] for _, weekday in run]
        yield days[0] if len(days) == 1 else f"{days[0]}-{days[-1]}"


def _clock_range(opens: float, closes: float) -> str:
    end = closes if closes <= _DAY else closes - _DAY
    return f"{_clock(opens)}-{_clock(end)}"


def _clock(after_midnight: float) -> str:
    minutes, seconds = divmod(round(after_midnight), 60)
    told = f"{minutes // 60:02}:{minutes % 60:02}"
    return f"{told}:{seconds:02}" if seconds else told


def _one_or_all(told: list[str]) -> str | list[str]:
    return told[0] if len(told) == 1 else told
