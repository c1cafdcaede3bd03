"""One unit for the times that a table sets side by side, so that eyes can compare them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from studio.wording import shared_time_unit

__all__ = ["time_units", "unit_of"]

_Figures = Mapping[str, Mapping[str, Any] | None]


def time_units(rows: Iterable[_Figures], keys: Iterable[str]) -> Mapping[str, str]:
    """The unit of each family of measures, such as ``wait`` for ``wait.mean`` and ``wait.p90``."""
    found: dict[str, list[float]] = {}
    wanted = tuple(keys)
    for figures in rows:
        for key in wanted:
            figure = figures.get(key)
            if figure and figure.get("unit") == "s" and figure.get("value") is not None:
                found.setdefault(_family(key), []).append(figure["value"])
    return {family: shared_time_unit(values) for family, values in found.items()}


def unit_of(key: str, units: Mapping[str, str]) -> str:
    """The unit in which a measure is told; empty for one that is no time."""
    return units.get(_family(key), "")


def _family(key: str) -> str:
    return key.partition(".")[0]
