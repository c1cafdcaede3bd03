"""The figures of a result as people read them.

A figure is the ``{"value", "low", "high", "unit"}`` of a result; ``low`` and ``high`` are the ends of its
95 % interval, None where one replication gives none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from studio.wording import NO_FIGURE, duration_unit, plus_minus, quantity

__all__ = ["Figure", "amount", "duration_unit", "estimate", "half_width"]

Figure = Mapping[str, Any]


def amount(figure: Figure | None, language: str) -> str:
    """The value alone with its unit: ``12 min 30 s``; a dash where there is none."""
    if not figure:
        return NO_FIGURE
    return quantity(figure.get("value"), str(figure.get("unit", "1")), language)


def estimate(figure: Figure | None, language: str) -> str:
    """The value with its half-width: ``12.4 ± 0.3 min``."""
    if not figure:
        return NO_FIGURE
    value, low, high = (figure.get(part) for part in ("value", "low", "high"))
    return plus_minus(value, low, high, str(figure.get("unit", "1")), language)


def half_width(figure: Figure) -> float | None:
    """Half the width of the interval; None where there is none."""
    low, high = figure.get("low"), figure.get("high")
    if low is None or high is None or not math.isfinite(high - low):
        return None
    return float(high - low) / 2
