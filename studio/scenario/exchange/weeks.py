"""A calendar's hours by weekday and date, cut at midnight, as other formats hold them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from studio.scenario.scenario import Calendar

__all__ = ["ALWAYS", "Span", "by_day", "own_dates"]

_DAY = 86400.0

Span = tuple[int, float, float]
"""Weekday (Monday is 0), opening and closing in seconds after that day's midnight."""

ALWAYS: list[Span] = [(weekday, 0.0, _DAY) for weekday in range(7)]
"""Around the clock."""


def by_day(calendar: Calendar) -> list[Span]:
    """The weekly hours."""
    found = []
    for opens, closes in calendar.week:
        for weekday in range(int(opens // _DAY), 7):
            midnight = weekday * _DAY
            if closes <= midnight:
                break
            found.append((weekday, max(opens, midnight) - midnight, min(closes - midnight, _DAY)))
    return found


def own_dates(calendar: Calendar) -> Mapping[date, tuple[tuple[float, float], ...]]:
    """The days that differ from their weekday, cut at midnight."""
    regular: dict[int, tuple[tuple[float, float], ...]] = {}
    for weekday, opens, closes in by_day(calendar):
        regular[weekday] = (*regular.get(weekday, ()), (opens, closes))
    cut: dict[date, list[tuple[float, float]]] = {}
    for on, pieces in calendar.dates.items():
        cut.setdefault(on, [])
        for opens, closes in pieces:
            cut[on].append((opens, min(closes, _DAY)))
            if closes > _DAY:
                cut.setdefault(on + timedelta(days=1), []).append((0.0, closes - _DAY))
    told = {on: tuple(sorted(pieces)) for on, pieces in sorted(cut.items())}
    return {on: pieces for on, pieces in told.items() if pieces != regular.get(on.weekday(), ())}
