"""Values as a scenario file spells them, exact to the last digit: ``360 s``, ``{normal: {mean: 90 s}}``."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

__all__ = [
    "WEEKDAYS",
    "Say",
    "by_days",
    "clock",
    "figure_of",
    "flow_text",
    "free_name",
    "hours_by_weekday",
    "number",
    "plain_number",
    "seconds",
    "seconds_of_iso",
    "zone_of",
]

Say = Callable[[float], Any]
"""How a number is spelled: as seconds or as the bare number."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_PLAIN = re.compile(r"[^\W\d_][\w .%/+-]*|\d[\w .%:/-]*")
_LONGEST_FIGURE = 400
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off"})
_DIGITS = r"\d{1,30}(?:[.,]\d{1,400})?"
_ISO = re.compile(
    rf"\s*P(?:({_DIGITS})Y)?(?:({_DIGITS})M)?(?:({_DIGITS})W)?(?:({_DIGITS})D)?"
    rf"(?:T(?:({_DIGITS})H)?(?:({_DIGITS})M)?(?:({_DIGITS})S)?)?\s*",
    re.ASCII | re.IGNORECASE,
)
_ISO_UNITS = (365 * 86400.0, 30 * 86400.0, 604800.0, 86400.0, 3600.0, 60.0, 1.0)


def plain_number(value: float) -> str:
    """The shortest digits that are exactly this number, without an exponent."""
    return format(Decimal(repr(float(value))), "f").removesuffix(".0")


def seconds(value: float) -> str:
    """A duration in seconds."""
    return f"{plain_number(value)} s"


def number(value: float) -> int | float:
    """A number, a whole one without a fraction."""
    return int(value) if math.isfinite(value) and value == int(value) and abs(value) < 1e15 else value


def figure_of(text: str) -> float | None:
    """The finite number that a text is; None if it is none."""
    try:
        told = float(text) if len(text) <= _LONGEST_FIGURE and "_" not in text else math.nan
    except ValueError:
        return None
    return told if math.isfinite(told) else None


def free_name(wanted: str, taken: Iterable[str | None]) -> str:
    """A name for a calendar or a team that none has yet; ``calendar`` means something else there."""
    name, others = wanted, {*taken, "calendar"}
    while name in others:
        name += " *"
    return name


def seconds_of_iso(text: str) -> float | None:
    """The seconds of an ISO 8601 duration (a year has 365 days, a month 30); None if it is none."""
    found = _ISO.fullmatch(text)
    if found is None or not any(found.groups()):
        return None
    parts = zip(found.groups(), _ISO_UNITS, strict=True)
    return math.fsum(float(part.replace(",", ".")) * unit for part, unit in parts if part)


def zone_of(moment: str) -> str | None:
    """The time zone of a moment's offset, empty where there is none of that name; None for no moment."""
    try:
        offset = datetime.fromisoformat(moment).utcoffset()
    except ValueError:
        return None
    hours, rest = divmod(offset.total_seconds() if offset else 0.0, 3600)
    return f"Etc/GMT{-int(hours):+d}" if hours and not rest and -12 <= hours <= 14 else ""


def clock(after_midnight: float) -> str:
    """``08:30``; what is not a whole minute is cut down to one."""
    minutes = int(after_midnight // 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def hours_by_weekday(pieces: Iterable[tuple[int, float, float]]) -> dict[str, Any]:
    """Hours of a calendar from (weekday, opens, closes), in seconds after that day's midnight.

    What touches or overlaps is made one; days that are alike stand together.
    """
    by_day: dict[int, list[tuple[float, float]]] = {}
    for weekday, opens, closes in sorted(pieces):
        ranges = by_day.setdefault(weekday, [])
        if ranges and opens <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], closes))
        else:
            ranges.append((opens, closes))
    told = {day: [f"{clock(a)}-{clock(b)}" for a, b in ranges] for day, ranges in by_day.items()}
    return {words: hours[0] if len(hours) == 1 else hours for words, hours in by_days(told)}


def by_days(by_day: Mapping[int, Any]) -> list[tuple[str, Any]]:
    """What belongs to each day, with the words for all the days that have the same."""
    found = []
    done: set[int] = set()
    for weekday, told in sorted(by_day.items()):
        if weekday not in done:
            same = [other for other, its in sorted(by_day.items()) if its == told]
            done.update(same)
            found.append(("daily" if len(same) == 7 else ", ".join(_runs(same)), told))
    return found


def _runs(weekdays: Sequence[int]) -> list[str]:
    found = []
    for _, run in groupby(enumerate(weekdays), key=lambda pair: pair[1] - pair[0]):
        days = [WEEKDAYS[weekday] for _, weekday in run]
        found.append(days[0] if len(days) == 1 else f"{days[0]}-{days[-1]}")
    return found


def flow_text(value: object) -> str:
    """A value as one line of YAML: ``{exponential: {mean: 90 s}}``."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(str(k))}: {flow_text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow_text, value)) + "]"
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value == value.strip() and value.lower() not in _WORDS
        is_text = not re.fullmatch(r"[\d.+-]+(?:e\d+)?|0[ox]\w+", value, re.IGNORECASE)
        safe = plain and is_text and ": " not in value and not value.endswith(":")
        return value if safe else json.dumps(value, ensure_ascii=False)
    return json.dumps(value)
