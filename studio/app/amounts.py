"""The figures of a result as people read them.

A figure is the ``{"value", "low", "high", "unit"}`` of a result; ``low`` and ``high`` are the ends of its
95 % interval, None where one replication gives none. A result holds them as they were computed; what is
shown of them ends where nothing can be: see :mod:`studio.wording.quantities`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from studio.wording import (
    NO_FIGURE,
    apart,
    duration_unit,
    number,
    plus_minus,
    possible,
    quantity,
    supported_decimals,
)

__all__ = ["Figure", "amount", "cells", "duration_unit", "ends", "estimate", "half_width", "in_two"]

Figure = Mapping[str, Any]


def amount(figure: Figure | None, language: str, time_unit: str = "") -> str:
    """The value alone with its unit: ``12 min 30 s``, or ``12.5 min`` in one; a dash where there is none."""
    if not figure:
        return NO_FIGURE
    return quantity(figure.get("value"), str(figure.get("unit", "1")), language, time_unit=time_unit)


def estimate(figure: Figure | None, language: str, time_unit: str = "") -> str:
    """The value with its half-width: ``12.4 ± 0.3 min``."""
    if not figure:
        return NO_FIGURE
    value, low, high = (figure.get(part) for part in ("value", "low", "high"))
    return plus_minus(value, low, high, str(figure.get("unit", "1")), language, time_unit=time_unit)


def half_width(figure: Figure) -> float | None:
    """Half the width of the interval; None where there is none."""
    low, high = figure.get("low"), figure.get("high")
    if low is None or high is None or not math.isfinite(high - low):
        return None
    return float(high - low) / 2


def in_two(figure: Figure, language: str) -> tuple[str, str]:
    """The value, and its interval apart from it: ``12.4 min`` and ``± 0.3 min``."""
    value, low, high = (figure.get(part) for part in ("value", "low", "high"))
    return apart(value, low, high, str(figure.get("unit", "1")), language)


def ends(figure: Figure) -> tuple[float, float] | None:
    """The interval within what is possible; None where there is none."""
    half, value = half_width(figure), figure.get("value")
    if half is None or value is None:
        return None
    return possible(value, figure["low"], figure["high"], str(figure.get("unit", "1")))


def cells(figure: Figure, scale: float, language: str) -> tuple[float | None, str]:
    """The value over ``scale`` with the digits that its interval supports, and the interval as text."""
    value, there = figure.get("value"), ends(figure)
    if value is None:
        return None, ""
    if there is None or (there[1] - there[0]) / 2 <= 1e-6 * abs(value):
        return float(f"{value / scale:.3g}"), ""
    low, high = (end / scale for end in there)
    digits = supported_decimals((high - low) / 2)
    if abs(high + low - 2 * value / scale) <= 0.1 * (high - low) / 2:
        return round(value / scale, digits), f"± {number((high - low) / 2, digits, language)}"
    return round(value / scale, digits), f"{number(low, digits, language)} – {number(high, digits, language)}"
