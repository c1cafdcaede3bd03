"""What a file says of one step, of the levels of a ladder, and of what is drawn for a case."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from studio.scenario.amounts import (
    Condition,
    Duration,
    Entry,
    PositiveDuration,
    Share,
    ShareOrCondition,
    Text,
    WholeFromOne,
    listed,
    worded,
)
from studio.scenario.ladder import OnMiss
from studio.scenario.spread import FAMILIES, SpreadOfNumbers, SpreadOfTime

__all__ = [
    "AttributeEntry",
    "BatchEntry",
    "CallBackEntry",
    "DrawnEntry",
    "EscalationEntry",
    "InstancesEntry",
    "LevelEntry",
    "PreferenceEntry",
    "RepeatEntry",
    "StepEntry",
]


class AttributeEntry(Entry):
    """What is drawn for each case: exactly one of the three."""

    number: SpreadOfNumbers | None = None
    chance: Share | None = None
    choice: dict[str, Share] | None = None


def _attribute(value: object) -> Any:  # noqa: ANN401 - what the schema looks at next
    if isinstance(value, dict) and not FAMILIES.intersection(value):
        return value
    return {"number": value}


DrawnEntry = Annotated[AttributeEntry, BeforeValidator(_attribute)]


class CallBackEntry(Entry):
    chance: Share
    after: SpreadOfTime


class BatchEntry(Entry):
    """Work that waits until so many are there, or for so long."""

    size: WholeFromOne
    or_after: Duration | None = None


class RepeatEntry(Entry):
    """A standard loop: once more with this chance, so often in all."""

    chance: Share
    at_most: WholeFromOne | None = None


class InstancesEntry(Entry):
    """How many instances: a number, a distribution, or the attribute that says so."""

    number: SpreadOfNumbers | None = None
    by: Text | None = None


def _instances(value: object) -> Any:  # noqa: ANN401 - what the schema looks at next
    return value if isinstance(value, dict) and "by" in value else {"number": value}


class PreferenceEntry(Entry):
    """A team that does a step, for all cases or for those for which the condition holds."""

    team: Text
    when: Condition | None = None


def _preference(value: object) -> Any:  # noqa: ANN401 - what the schema looks at next
    return value if isinstance(value, dict) else {"team": value}


class StepEntry(Entry):
    time: SpreadOfTime | None = None
    also: dict[str, SpreadOfTime] | None = None
    team: Annotated[
        list[Annotated[PreferenceEntry, BeforeValidator(_preference)]] | None, BeforeValidator(listed)
    ] = None
    people: WholeFromOne | None = None
    standard_time: Duration | None = None
    method: Text | None = None
    patience: SpreadOfTime | None = None
    calls_back: CallBackEntry | None = None
    batch: BatchEntry | None = None
    set_up: SpreadOfTime | None = None
    instances: Annotated[InstancesEntry | None, BeforeValidator(_instances)] = None
    repeats: RepeatEntry | None = None
    assigns: dict[str, DrawnEntry] | None = None


class LevelEntry(Entry):
    """One level of a ladder, lowest first."""

    level: Text
    team: Text
    reply_within: PositiveDuration
    clock: Text | None = None
    settles: ShareOrCondition | None = None
    time: SpreadOfTime | None = None
    on_miss: Annotated[OnMiss | None, worded(OnMiss)] = None


class EscalationEntry(Entry):
    """Why cases climb a ladder from this step, and how often."""

    ladder: Text
    cannot_decide: ShareOrCondition | None = None
    customer_asks: Share | None = None
    over_authority: ShareOrCondition | None = None
