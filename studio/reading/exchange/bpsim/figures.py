"""The figures of BPSim's elements: numbers of XML, durations, constants."""

from __future__ import annotations

import math
from collections.abc import Mapping

from studio.reading.exchange.spelling import seconds_of_iso
from studio.reading.markup import Markup

__all__ = ["UNITS", "amount", "constant", "duration", "figure", "finite"]

UNITS: Mapping[str, float] = {
    "ms": 0.001, "s": 1.0, "min": 60.0, "hour": 3600.0, "day": 86400.0, "year": 365 * 86400.0,
}  # fmt: skip
"""BPSim's units of time in seconds."""


def figure(value: Markup) -> float | None:
    """A plain, finite number: of a constant, or of an expression that is one."""
    try:
        if value.tag in ("NumericParameter", "FloatingParameter"):
            return finite(value, "value")
        told = constant(value) if value.tag == "ExpressionParameter" else None
        return told if told is None or math.isfinite(told) else None
    except (ValueError, OverflowError):
        return None


def constant(expression: Markup) -> float | None:
    """The number that an expression consists of; None where there is more to it."""
    try:
        return _number(expression.get("value"))
    except ValueError:
        return None


def duration(value: Markup) -> float:
    """The seconds of a ``DurationParameter``; ValueError where it is none."""
    told = seconds_of_iso(value.get("value"))
    if told is None:
        raise ValueError(value.get("value"))
    return told


def finite(value: Markup, name: str) -> float:
    """The number in an attribute; ValueError where it is none, or infinite."""
    told = _number(value.get(name))
    if not math.isfinite(told):
        raise ValueError(name)
    return told


def amount(value: Markup, name: str, absent: float = 0.0) -> float:
    """The number in an attribute that may be absent or infinite."""
    return _number(value.get(name)) if value.get(name) else absent


def _number(text: str) -> float:
    """A number of XML: digits, exponents, INF."""
    plain = {"INF": "inf", "-INF": "-inf"}.get(text, text)
    if len(plain) > 400 or "_" in plain:
        raise ValueError(text)
    return float(plain)
