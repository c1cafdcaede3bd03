"""Prosimos' rules (of branches, of priorities) as guards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.reading.exchange.found import Collector
from studio.reading.exchange.json_tree import entries, figure, text
from studio.reading.exchange.spelling import flow_text, number

__all__ = ["guard_of"]

_SIGNS = {"=": "==", "==": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


def guard_of(found: Collector, told: object, parameter: str) -> str | None:
    """Alternatives, each of conditions that all hold; None, and noted, where one cannot be read."""
    ways = []
    for way in told if isinstance(told, list) else ():
        parts = [_condition(each) for each in entries(way if isinstance(way, list) else [way])]
        if not parts or None in parts:
            found.drop("exchange.expression", parameter, flow_text(way))
            return None
        ways.append(" and ".join(part for part in parts if part))
    return " or ".join(f"({way})" for way in ways) if len(ways) > 1 else ways[0] if ways else None


def _condition(told: Mapping[str, Any]) -> str | None:
    name, value, sign = text(told.get("attribute")), told.get("value"), text(told.get("comparison"))
    if not name:
        return None
    if sign == "in" and isinstance(value, list) and len(value) == 2:
        low, high = figure(value[0]), figure(value[1])
        parts = [] if low is None else [f"{name} >= {number(low)}"]
        parts += [] if high is None else [f"{name} < {number(high)}"]
        return " and ".join(parts) or None
    if sign not in _SIGNS or not text(value):
        return None
    amount = figure(value)
    shown = number(amount) if amount is not None else "'" + text(value).replace("'", "\\'") + "'"
    return f"{name} {_SIGNS[sign]} {shown}"
