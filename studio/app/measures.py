"""What the measures of a result are called, as people in a service operation say them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from studio.app.names import in_language
from studio.wording import translate

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure by its key in the result: its name and, in one sentence, what it means."""

    key: str
    name: str
    meaning: str


def _measures(*rows: tuple[str, str, str]) -> dict[str, Measure]:
    return {key: Measure(key=key, name=name, meaning=meaning) for key, name, meaning in rows}


CASE = _measures(
    ("cycle_time.mean", "Cycle time", "From arrival to the end of the case, in calendar time."),
    ("cycle_time.p50", "Cycle time P50", "Half of the cases are done within this time."),
    ("cycle_time.p90", "Cycle time P90", "Nine of ten cases are done within this time."),
    ("cycle_time.p95", "Cycle time P95", "19 of 20 cases are done within this time."),
    (
        "wait.mean",
        "Wait per case",
        "Time from being ready to being begun, all visits together; waits side by side add up.",
    ),
    ("work.mean", "Work per case", "Time in which somebody or a system worked on the case."),
    ("cost_busy_per_case.mean", "Cost per case (worked)", "Cost of the time worked on the case."),
    ("cost_paid_per_case.mean", "Cost per case (paid)", "All paid time of the teams, shared over the cases."),
    ("throughput_per_hour", "Throughput", "Cases completed an hour."),
    ("abandoned.share", "Abandoned", "Share of the cases whose customer gave up waiting."),
    (
        "first_contact.share",
        "First-contact resolution (FCR)",
        "Cases settled without a call-back.",
    ),
    ("handoffs_per_case", "Hand-offs per case", "How often a case passes from one lane to another."),
    ("rework_per_case", "Rework per case", "How often a case visits a step again."),
    ("climbs_per_100", "Escalations per 100 cases", "How often cases are raised to a higher level."),
)

STEP = _measures(
    ("visits_per_case", "Visits per case", "How often a case comes to this step, on average."),
    ("wait.mean", "Wait, mean", "From the moment the step could begin until it begins; over all visits."),
    ("wait.p90", "Wait, P90", "Nine of ten visits wait no longer than this."),
    ("waits.share", "Visits that wait", "Share of the visits that have to wait at all."),
    ("service_level.share", "Service level", "Share of the visits that begin within the agreed seconds."),
    ("work.mean", "Handling time (AHT)", "Time worked on one visit."),
    ("abandoned.share", "Abandoned", "Share of the visits in which the customer gave up waiting."),
)

TEAM = _measures(
    ("utilisation", "Utilisation", "Time busy out of the time on the floor."),
    ("queue.mean", "Queue, mean", "How many visits wait for the team, on average."),
)

_FLOW = "per_case"

HEAT: tuple[tuple[str, str], ...] = (
    ("step", "wait.mean"),
    ("step", "wait.p90"),
    ("step", "waits.share"),
    ("step", "work.mean"),
    ("step", "visits_per_case"),
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


def heat_name(kind: str, key: str, language: str) -> str:
    """What to call a choice of :data:`HEAT`."""
    if kind == "flow":
        return translate("Traffic on the paths", language)
    if kind == "team":
        return translate("{measure} of the team", language, measure=translate(TEAM[key].name, language))
    return translate(STEP[key].name, language)


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
    if key in CASE:
        return translate(CASE[key].name, language)
    if key.startswith("promise."):
        name = key.removeprefix("promise.").removesuffix(".share")
        label = result.get("promises", {}).get(name, {}).get("label") or name
        return translate("Promise kept: {name}", language, name=in_language(label, language))
    return key
