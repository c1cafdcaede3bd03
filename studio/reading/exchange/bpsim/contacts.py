"""Arrivals whose rate changes by calendars, as contacts per weekday and interval."""

from __future__ import annotations

from itertools import pairwise
from math import gcd
from typing import Any

from studio.reading.exchange.spelling import by_days, clock, number

__all__ = ["contacts_table"]

_DAY = 86400.0
_HALF_HOUR = 1800.0
"""How long an interval is whose length nothing tells."""


def contacts_table(pieces: list[tuple[int, float, float, float]]) -> dict[str, Any] | None:
    """Contacts a weekday and interval of (weekday, opens, closes, mean seconds between arrivals).

    None where the pieces overlap: then they are not one stream.
    """
    pieces = sorted(pieces)
    if not pieces:
        return None
    for (day, _, closes, _), (next_day, opens, _, _) in pairwise(pieces):
        if day == next_day and opens < closes:
            return None
    step = _step(pieces)
    by_day: dict[int, dict[str, float]] = {}
    for day, opens, closes, mean in pieces:
        start = opens
        while start < closes:
            by_day.setdefault(day, {})[clock(start)] = number(_contacts(mean, min(step, _DAY - start)))
            start += step
    starts = {day: sorted(table) for day, table in by_day.items()}
    gaps = [_minutes(b) - _minutes(a) for each in starts.values() for a, b in pairwise(each)]
    if step / 60 not in gaps and (gaps or step != _HALF_HOUR):
        _fill(by_day, step)
    return dict(by_days(by_day))


def _step(pieces: list[tuple[int, float, float, float]]) -> float:
    """The length of an interval: that of every piece, or the longest that all of them consist of."""
    lengths = {closes - opens for _, opens, closes, _ in pieces}
    if len(lengths) == 1:
        return lengths.pop()
    return float(gcd(*(round(edge) for _, opens, closes, _ in pieces for edge in (opens, closes))))


def _fill(by_day: dict[int, dict[str, float]], step: float) -> None:
    """An interval without contacts behind another, so that the table tells how long an interval is."""
    for table in by_day.values():
        for start in list(table):
            following = _minutes(start) * 60 + step
            if following < _DAY and clock(following) not in table:
                table[clock(following)] = 0
                return


def _minutes(told: str) -> int:
    return int(told[:2]) * 60 + int(told[3:])


def _contacts(mean: float, lasts: float) -> float:
    """The contacts in an interval, of few digits where those give exactly this mean between two."""
    wanted = lasts / mean
    for digits in range(1, 17):
        told = float(f"{wanted:.{digits}g}")
        if told > 0 and 1 / (told / lasts) == mean:
            return told
    return wanted
