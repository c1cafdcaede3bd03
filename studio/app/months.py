"""What a scenario saves a month, in minutes, as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.analysis import Verdict
from studio.wording import plus_minus, translate

__all__ = ["SAVED", "saved_a_month", "saving"]

SAVED: Mapping[str, str] = {"customers_time": "Customers' time", "work": "Work"}
"""What is told for a month, as a comparison's JSON names it, and what it is called."""


def saving(value: float, low: float | None, high: float | None, language: str) -> str:
    """A saving with its interval, of a difference in seconds: what is less than before is saved."""
    from_, to = (None, None) if low is None or high is None else (-high, -low)
    return plus_minus(-value, from_, to, "s", language, signed=True, time_unit="min")


def saved_a_month(comparison: Mapping[str, Any], variant: str, language: str) -> str:
    """What a variant saves a month on the baseline's cases, in a sentence; empty where nothing is proved."""
    found = (comparison.get("a_month") or {}).get(variant) or {}
    told = [
        translate(
            "{what} {figure}",
            language,
            what=translate(name, language),
            figure=saving(each["value"], each["low"], each["high"], language),
        )
        for what, name in SAVED.items()
        if (each := found.get(what)) and each["verdict"] != Verdict.UNPROVEN
    ]
    if not told:
        return ""
    listed = translate(", ", language).join(told)
    return translate("Saved a month on the baseline's cases: {listed}", language, listed=listed)
