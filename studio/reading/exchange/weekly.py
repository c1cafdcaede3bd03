"""Weekly hours as BIMP, Prosimos and Scylla tell them: from weekday to weekday, from time to time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from studio.reading.exchange.found import Collector
from studio.reading.exchange.spelling import WEEKDAYS, hours_by_weekday

__all__ = ["Rule", "is_always_open", "take_hours"]

_DAY = 86400.0
_TIME = re.compile(r"\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(?:Z|[+-]\d\d:?\d\d)?\s*", re.ASCII)
_TO_MIDNIGHT = _DAY - 61


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Hours on each day from one weekday to another."""

    first: str
    last: str
    begins: str
    ends: str

    def __str__(self) -> str:
        return f"{self.first}–{self.last} {self.begins}–{self.ends}"


def take_hours(
    found: Collector, name: str, rules: Iterable[Rule], kind: str, line: int | None = None
) -> bool:
    """Puts the hours among the scenario's calendars; False where they need none: always open, or none at all.

    ``kind`` is what the format calls a calendar.
    """
    hours, wrong = _pieces(rules)
    for rule in wrong:
        found.drop("exchange.calendar", f"{kind} {name}", str(rule), line=line)
    if not hours or is_always_open(hours):
        return False
    found.put(("calendars", name), hours_by_weekday(hours), line)
    return True


def is_always_open(week: Iterable[tuple[int, float, float]]) -> bool:
    """Whether hours by weekday are around the clock."""
    return sum(closes - opens for _, opens, closes in set(week)) >= 7 * _DAY


def _pieces(rules: Iterable[Rule]) -> tuple[list[tuple[int, float, float]], list[Rule]]:
    """(weekday, opens, closes) of the rules, cut at midnight, and those of them that cannot be read.

    23:59 and later mean midnight, as their tools cannot write 24:00; so does an end of 00:00.
    """
    found: list[tuple[int, float, float]] = []
    wrong = []
    for rule in rules:
        days = _weekdays(rule)
        opens, closes = _seconds(rule.begins), _seconds(rule.ends)
        if not days or opens is None or closes is None or opens % 60:
            wrong.append(rule)
            continue
        closes = _DAY if closes >= _TO_MIDNIGHT + 1 or closes == 0 else closes
        if closes % 60:
            wrong.append(rule)
        for day in days:
            if closes > opens:
                found.append((day, opens, closes))
            else:
                found += [(day, opens, _DAY), ((day + 1) % 7, 0.0, closes)]
    return found, wrong


def _weekdays(rule: Rule) -> list[int]:
    first, last = _weekday(rule.first), _weekday(rule.last or rule.first)
    if first is None or last is None:
        return []
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def _weekday(name: str) -> int | None:
    short = name.strip().lower()[:3]
    return WEEKDAYS.index(short) if short in WEEKDAYS else None


def _seconds(text: str) -> float | None:
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if hour > 24 or minute > 59 or second > 59:
        return None
    return hour * 3600.0 + minute * 60.0 + second
