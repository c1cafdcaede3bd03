"""What the measures of a result are called, as people in a service operation say them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio.wording.names import in_language
from studio.wording.sentence import translate

__all__ = ["CASE", "STEP", "TEAM", "Measure", "heat_name", "measure_name"]


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
    (
        "wait.contention.mean",
        "Wait: others first",
        "Part of the wait per case: everybody was busy with what came before.",
    ),
    (
        "wait.off_shift.mean",
        "Wait: nobody on shift",
        "Part of the wait per case: too few people of the team were on the floor.",
    ),
    (
        "wait.batching.mean",
        "Wait: for company",
        "Part of the wait per case: until enough were together to be done in one go.",
    ),
    (
        "wait.priority.mean",
        "Wait: urgent work first",
        "Part of the wait per case: somebody worked on more urgent cases that came later.",
    ),
    (
        "wait.external.mean",
        "Wait: for others outside",
        "Part of the wait per case: for customers, partners and appointed times.",
    ),
    ("work.mean", "Work per case", "Time in which somebody or a system worked on the case."),
    ("cost_busy_per_case.mean", "Cost per case (worked)", "Cost of the time worked on the case."),
    ("cost_paid_per_case.mean", "Cost per case (paid)", "All paid time of the teams, shared over the cases."),
    ("throughput_per_hour", "Throughput", "Cases completed an hour."),
    ("abandoned.share", "Abandoned", "Share of the cases whose customer gave up waiting."),
    (
        "contained.share",
        "Settled by self-service",
        "Share of the cases that self-service settled without anybody's work.",
    ),
    (
        "call_backs_per_100",
        "Repeat contacts per 100 cases",
        "How often customers come again with the same matter.",
    ),
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
    ("again_per_case", "Rework per case", "How often a case that was here before comes again."),
    ("cost_per_case", "Cost per case", "Cost of the time worked at this step, shared over all cases."),
    ("wait.mean", "Wait, mean", "From the moment the step could begin until it begins; over all visits."),
    ("wait.contention.mean", "Wait: others first", "Part of the mean wait: everybody was busy before."),
    ("wait.off_shift.mean", "Wait: nobody on shift", "Part of the mean wait: too few people on the floor."),
    ("wait.batching.mean", "Wait: for company", "Part of the mean wait: until enough were together."),
    ("wait.priority.mean", "Wait: urgent work first", "Part of the mean wait: behind later, urgent work."),
    ("wait.external.mean", "Wait: for others outside", "Part of the mean wait: for what comes from outside."),
    ("wait.p90", "Wait, P90", "Nine of ten visits wait no longer than this."),
    ("calls_back.share", "Call again", "Share of those who gave up waiting that call again."),
    ("calls_back.after.mean", "Call again after", "Time until a customer who gave up calls again."),
    ("self_service.share", "Meet self-service", "Share of the cases that meet self-service first."),
    (
        "self_service.contained.share",
        "Settled by self-service",
        "Share of those that self-service settles for good.",
    ),
    (
        "self_service.comes_back.share",
        "Come back after self-service",
        "Share of those whom self-service seemed to settle, but who come again.",
    ),
    ("self_service.comes_back.after.mean", "Come back after", "Time until they come again."),
    ("waits.share", "Visits that wait", "Share of the visits that have to wait at all."),
    ("service_level.share", "Service level", "Share of the visits that begin within the agreed seconds."),
    ("work.mean", "Handling time (AHT)", "Time worked on one visit."),
    ("abandoned.share", "Abandoned", "Share of the visits in which the customer gave up waiting."),
    (
        "given_up.share",
        "Did not come about",
        "Share of the visits that something else overtook before they began, or before the event happened.",
    ),
)

TEAM = _measures(
    ("utilisation", "Utilisation", "Time busy out of the time on the floor."),
    ("own_work.share", "Own work", "Time on the team's own work out of the time on the floor."),
    ("queue.mean", "Queue, mean", "How many visits wait for the team, on average."),
)


def heat_name(kind: str, key: str, language: str) -> str:
    """What to call a choice of :data:`HEAT`."""
    if kind == "flow":
        return translate("Traffic on the paths", language)
    if kind == "ladder":
        return translate(CASE["climbs_per_100"].name, language)
    if kind == "team":
        return translate("{measure} of the team", language, measure=translate(TEAM[key].name, language))
    return translate(STEP[key].name, language)


def measure_name(key: str, labels: Mapping[str, str], language: str) -> str:
    """What to call a measure of the cases; a promise by its label in ``labels``, else by its name."""
    if key in CASE:
        return translate(CASE[key].name, language)
    if key.startswith("promise."):
        name = key.removeprefix("promise.").removesuffix(".share")
        return translate(
            "Promise kept: {name}", language, name=in_language(labels.get(name) or name, language)
        )
    return key
