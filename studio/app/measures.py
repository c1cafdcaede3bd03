"""Which measures of a result the pages show, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from studio.wording.measures import CASE, STEP, TEAM, Measure, heat_name, measure_name

__all__ = [
    "CASE",
    "HEAT",
    "STEP",
    "TEAM",
    "Measure",
    "case_name",
    "headline",
    "heat_name",
    "promises",
]

_FLOW = "per_case"

HEAT: tuple[tuple[str, str], ...] = (
    ("step", "wait.mean"),
    ("step", "wait.contention.mean"),
    ("step", "wait.off_shift.mean"),
    ("step", "wait.batching.mean"),
    ("step", "wait.priority.mean"),
    ("step", "wait.external.mean"),
    ("step", "wait.p90"),
    ("step", "waits.share"),
    ("step", "work.mean"),
    ("step", "visits_per_case"),
    ("step", "again_per_case"),
    ("step", "cost_per_case"),
    ("ladder", "climbs_per_100"),
    ("team", "utilisation"),
    ("team", "queue.mean"),
    ("step", "service_level.share"),
    ("step", "abandoned.share"),
    ("flow", _FLOW),
)
"""What a diagram can be coloured by: whose measure, and its key."""


def headline(result: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The figures that everybody asks for first, at most six; costs only where somebody stated any."""
    measures = result["measures"]
    wanted = {key: measures.get(key) or {} for key in _HEADLINE}
    wanted |= {f"promise.{name}.share": figure for name, figure in promises(result)}
    there = {
        key: figure
        for key, figure in wanted.items()
        if figure.get("value") is not None and (figure["value"] or key not in _COSTS)
    }
    return dict(list(there.items())[:6])


_HEADLINE = (
    "cycle_time.mean",
    "cycle_time.p90",
    "wait.mean",
    "cost_busy_per_case.mean",
    "throughput_per_hour",
)
_COSTS = ("cost_busy_per_case.mean",)


def promises(result: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The promises of a result by name, with the share of cases that kept them."""
    for key, figure in result.get("measures", {}).items():
        if key.startswith("promise.") and key.endswith(".share"):
            yield key.removeprefix("promise.").removesuffix(".share"), figure


def case_name(key: str, result: Mapping[str, Any], language: str) -> str:
    """What to call a measure of the cases; a promise by its label, else by its name."""
    labels = {name: promise.get("label", "") for name, promise in result.get("promises", {}).items()}
    return measure_name(key, labels, language)
