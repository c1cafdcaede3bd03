"""Figures as people write them: durations, shares, numbers, money, and how sure they are.

The same functions serve the screen and the command line. A figure that does not exist (None, not a
number, infinite) is shown as a dash. ``unit`` is that of the result file: ``s``, ``1``, ``share``,
``per hour``, ``per case``, ``per 100 cases``, ``people``, ``cases``, a currency, or ``CNY per case``.

An interval is shown within what is possible: that of a share from 0 to 1, that of any other figure that
is no difference from 0 on; results hold it unclipped, so that its half-width stays what it was.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import TypeGuard

from babel.numbers import format_decimal, get_currency_symbol

from studio.wording.catalogue import lookup

__all__ = [
    "NO_FIGURE",
    "apart",
    "duration",
    "duration_unit",
    "number",
    "plus_minus",
    "possible",
    "quantity",
    "share",
    "shared_time_unit",
    "supported_decimals",
]

NO_FIGURE = "–"

_MINUTE, _HOUR, _DAY = 60.0, 3_600.0, 86_400.0
_CHART_UNITS = (("s", 1.0, 2 * _MINUTE), ("min", _MINUTE, 2 * _HOUR), ("h", _HOUR, 2 * _DAY))


def duration(seconds: float | None, language: str = "en") -> str:
    """A length of time in its two largest units, such as ``6 min 30 s``; a day has 24 hours.

    Below a minute in seconds with up to three figures, from 100 days on in days alone.
    """
    if not _exists(seconds):
        return NO_FIGURE
    size = abs(seconds)
    if size < 59.95:
        return lookup("{n} s", language).format(n=number(seconds, language=language))
    sign = "-" if seconds < 0 else ""
    if round(size) < _HOUR:
        large, small = divmod(round(size), 60)
        both, alone = "{m} min {s} s", "{n} min"
    elif round(size / _MINUTE) < 24 * 60:
        large, small = divmod(round(size / _MINUTE), 60)
        both, alone = "{h} h {m} min", "{n} h"
    elif size < 100 * _DAY:
        large, small = divmod(round(size / _HOUR), 24)
        both, alone = "{d} d {h} h", "{n} d"
    else:
        large, small = round(size / _DAY), 0
        both, alone = "", "{n} d"
    if not small:
        return sign + lookup(alone, language).format(n=number(large, 0, language))
    first, second = re.findall(r"\{(\w)\}", both)
    return sign + lookup(both, language).format_map({first: large, second: small})


def duration_unit(seconds: float) -> tuple[str, float]:
    """The one unit in which to tell durations of about this size, and its length in seconds."""
    for name, length, limit in _CHART_UNITS:
        if abs(seconds) < limit:
            return name, length
    return "d", 86400.0


def share(value: float | None, language: str = "en") -> str:
    """A share of 1 as a percentage, exact enough to tell it from 0 % and from 100 %."""
    return quantity(value, "share", language)


def number(value: float | None, digits: int | None = None, language: str = "en") -> str:
    """A number with ``digits`` decimals and grouped thousands, else to three figures that count."""
    if not _exists(value):
        return NO_FIGURE
    if digits is None:
        return _written(value, "#" * _decimals(value, 3), language)
    return _written(value, "0" * digits, language)


def quantity(
    value: float | None, unit: str, language: str = "en", *, signed: bool = False, time_unit: str = ""
) -> str:
    """A figure with its unit.

    ``signed`` is for a difference: it carries its + or -, and that of two shares is in percentage points.
    A time is told in ``time_unit`` where one is given, see :func:`shared_time_unit`.
    """
    if not _exists(value):
        return NO_FIGURE
    plus = "+" if signed and value > 0 else ""
    if unit == "s" and time_unit:
        shown, unit = number(value / _LENGTHS[time_unit], language=language), time_unit
    elif unit == "s":
        return plus + duration(value, language)
    elif unit == "share":
        shown = _written(value * 100, "#" * _percent_decimals(value * 100), language)
    elif _is_money(unit):
        shown = number(value, 2 if abs(value) < 10_000 else 0, language)
    else:
        shown = number(value, language=language)
    return _with_unit(plus + shown, unit, language, signed=signed)


def plus_minus(
    value: float | None,
    low: float | None,
    high: float | None,
    unit: str,
    language: str = "en",
    *,
    signed: bool = False,
    time_unit: str = "",
) -> str:
    """A figure with its interval from ``low`` to ``high``: ``12.3 ± 0.4 min``.

    An interval that is not centred, as one that is cut off at what is possible, is written out:
    ``12.3 (11.8 to 13.4) min``. Without an interval, or with one of no width, the figure stands alone.
    """
    told = _told(value, low, high, unit, language, signed=signed, time_unit=time_unit)
    if told is None:
        return quantity(value, unit, language, signed=signed, time_unit=time_unit)
    shown, half, ends, unit = told
    if half:
        shown = lookup("{n} ± {half}", language).format(n=shown, half=half)
    else:
        shown = lookup("{n} ({low} to {high})", language).format(n=shown, low=ends[0], high=ends[1])
    return _with_unit(shown, unit, language, signed=signed)


def apart(
    value: float | None, low: float | None, high: float | None, unit: str, language: str = "en"
) -> tuple[str, str]:
    """The same in two pieces, ``12.3 min`` and ``± 0.4 min``; the second is empty without an interval.

    The first has no more digits than the second supports.
    """
    told = _told(value, low, high, unit, language, signed=False)
    if told is None:
        return quantity(value, unit, language), ""
    shown, half, ends, unit = told
    if half:
        second = "± " + _with_unit(half, unit, language, signed=False)
    else:
        span = lookup("{low} to {high}", language).format(low=ends[0], high=ends[1])
        second = _with_unit(span, unit, language, signed=False)
    return _with_unit(shown, unit, language, signed=False), second


def possible(value: float, low: float, high: float, unit: str) -> tuple[float, float]:
    """The interval of a figure cut off where nothing can be: below 0, and for a share above 1."""
    if value >= 0:
        low = max(low, 0.0)
    if unit == "share" and value <= 1:
        high = min(high, 1.0)
    return low, high


def supported_decimals(half: float) -> int:
    """Decimals that a half-width supports: one figure of it that counts, two where it begins with 1."""
    return _decimals(half, 2 if f"{half:.1e}".startswith("1") else 1)


_TOO_NARROW = 1e-6
"""Half-width over value below which an interval is the rounding of sums, and is not told."""


def _told(
    value: float | None,
    low: float | None,
    high: float | None,
    unit: str,
    language: str,
    *,
    signed: bool,
    time_unit: str = "",
) -> tuple[str, str, tuple[str, str], str] | None:
    """Value, half-width (empty if not centred) and ends as text in one unit; None without an interval."""
    if not (_exists(value) and _exists(low) and _exists(high) and low < high):
        return None
    if not signed:
        low, high = possible(value, low, high, unit)
    if (high - low) / 2 <= _TOO_NARROW * max(abs(value), _TOO_NARROW):
        return None
    if unit == "s":
        unit = time_unit or _time_unit(max(abs(value), high - low))
        factor = 1 / _LENGTHS[unit]
    else:
        factor = 100 if unit == "share" else 1
    value, low, high = value * factor, low * factor, high * factor
    half = (high - low) / 2
    digits = supported_decimals(half)
    if signed and (low > 0 or high < 0) and round(abs(value), digits) <= round(half, digits):
        digits += 1  # a proved difference is not told as one that may be none
    shown = ("+" if signed and round(value, digits) > 0 else "") + number(value, digits, language)
    centred = abs(high + low - 2 * value) <= 0.1 * half
    ends = number(low, digits, language), number(high, digits, language)
    return shown, number(half, digits, language) if centred else "", ends, unit


def _exists(value: float | None) -> TypeGuard[float]:
    return value is not None and abs(value) < 1e300


def shared_time_unit(lengths: Iterable[float | None]) -> str:
    """The unit in which lengths of time that are compared are all told: the handy one for the middle one.

    ``s`` where there are none but zeros.
    """
    told = sorted(abs(length) for length in lengths if _exists(length) and length)
    return _time_unit(told[len(told) // 2]) if told else "s"


_LENGTHS = {"s": 1.0, "min": _MINUTE, "h": _HOUR, "d": _DAY}


def _time_unit(seconds: float) -> str:
    """The unit in which a length of time is a handy number."""
    for unit, limit in (("s", _MINUTE), ("min", _HOUR), ("h", 2 * _DAY)):
        if seconds < limit:
            return unit
    return "d"


def _with_unit(shown: str, unit: str, language: str, *, signed: bool) -> str:
    money = _is_money(unit)
    if money is not None:
        amount = shown.lstrip("+-")
        sign = shown.removesuffix(amount)
        shown = sign + get_currency_symbol(money[1], locale=_locale(language)) + amount
        unit = money[2] or "1"
    match unit:
        case "1":
            pattern = "{n}"
        case "share":
            pattern = "{n} points" if signed else "{n}%"
        case _:
            pattern = f"{{n}} {unit}"
    return lookup(pattern, language).replace("{n}", shown)


def _is_money(unit: str) -> re.Match[str] | None:
    return re.fullmatch(r"([A-Z]{3})(?: (per .+))?", unit)


def _percent_decimals(percent: float) -> int:
    least = min(abs(percent), abs(100 - percent))
    return (
        0 if least < 0.0005 else min(_decimals(least, 2), 3) if least < 1 else int(round(percent, 1) % 1 != 0)
    )


def _decimals(value: float, figures: int) -> int:
    """Decimals after which ``figures`` figures that count are shown; at most 6."""
    if value == 0:
        return 0
    return min(6, max(0, figures - 1 - math.floor(math.log10(abs(value)))))


def _written(value: float, decimals: str, language: str) -> str:
    if abs(value) >= 1e15:
        return f"{value:.3g}"
    rounded = round(value, len(decimals)) + 0.0
    return format_decimal(rounded, f"#,##0.{decimals}", locale=_locale(language))


def _locale(language: str) -> str:
    return language.replace("-", "_")
