"""The scenario file, key by key: what may stand where.

This is the shape of one file on its own. What needs the diagram or two places of the file at once
(elements, teams, sums of probabilities) is looked at by ``studio.scenario.resolve``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, PlainValidator

from studio.scenario import hours, units
from studio.scenario.amounts import (
    Condition,
    Day,
    Duration,
    Entry,
    Moment,
    Money,
    NotNegative,
    OpenHours,
    Positive,
    PositiveDuration,
    Share,
    ShareOrCondition,
    Text,
    Whole,
    WholeFromOne,
    Zone,
    listed,
    worded,
)
from studio.scenario.entries import (
    AttributeEntry,
    BatchEntry,
    CallBackEntry,
    DrawnEntry,
    EscalationEntry,
    InstancesEntry,
    LevelEntry,
    PreferenceEntry,
    RepeatEntry,
    StepEntry,
)
from studio.scenario.refusal import Refused
from studio.scenario.scenario import ProvenanceKind, ShiftEnd, Study
from studio.scenario.spread import SpreadOfTime
from studio.scenario.tables import Contacts, contacts_in

__all__ = [
    "UNLIMITED",
    "ArrivalsEntry",
    "AttributeEntry",
    "BatchEntry",
    "CallBackEntry",
    "DeflectionEntry",
    "EscalationEntry",
    "EventEntry",
    "HoursEntry",
    "InstancesEntry",
    "LevelEntry",
    "PreferenceEntry",
    "PromiseEntry",
    "ProvenanceEntry",
    "RampEntry",
    "RepeatEntry",
    "ScenarioFile",
    "ShiftEntry",
    "StepEntry",
    "TeamEntry",
]


UNLIMITED = "unlimited"
"""The word for a timer that rings as long as it may."""


def _auto(read: Callable[[object], float], code: str) -> BeforeValidator:
    """The word ``auto`` or a value."""

    def check(value: object) -> object:
        if value == "auto":
            return value
        try:
            return read(value)
        except Refused:
            raise Refused(code) from None

    return BeforeValidator(check)


def _version(value: object) -> int:
    if value != 1 or isinstance(value, bool):
        raise Refused("scenario.schema")
    return 1


class HoursEntry(Entry):
    """Hours by sets of weekdays (those keys are read by ``hours.weekdays``) with exceptions by date."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, OpenHours]

    closed: Annotated[list[Day] | None, BeforeValidator(listed)] = None
    also: dict[Day, OpenHours] | None = None

    @property
    def by_days(self) -> dict[str, tuple[tuple[float, float], ...]]:
        """The hours by the words that name their weekdays."""
        return dict(self.__pydantic_extra__ or {})


class ScaleEntry(Entry):
    from_: Annotated[Moment | None, Field(alias="from")] = None
    to: Moment | None = None
    scale: NotNegative


def _scale(value: object) -> Any:  # noqa: ANN401 - what the schema looks at next
    return value if isinstance(value, list) else [{"scale": value}]


def _file_or_contacts(value: object) -> str | Contacts:
    """The name of a table, or what would stand in it."""
    if isinstance(value, dict):
        return contacts_in(value)
    try:
        return units.text(value)
    except Refused:
        raise Refused("scenario.per-interval") from None


def _file_or_moments(value: object) -> str | tuple[datetime, ...]:
    """The name of a table, or what would stand in it."""
    if not isinstance(value, list):
        return units.text(value)
    try:
        return tuple(map(hours.moment, value))
    except Refused:
        raise Refused("scenario.times") from None


class ArrivalsEntry(Entry):
    every: SpreadOfTime | None = None
    per_interval: Annotated[str | Contacts | None, PlainValidator(_file_or_contacts)] = None
    times: Annotated[str | tuple[datetime, ...] | None, PlainValidator(_file_or_moments)] = None
    day_factor_cv: NotNegative | None = None
    open: Text | None = None
    scale: Annotated[list[ScaleEntry] | None, BeforeValidator(_scale)] = None
    backlog: Whole | None = None


class RampEntry(Entry):
    """Speed from a share of the full one to all of it, over the first weeks."""

    from_: Annotated[Share, Field(alias="from")]
    over: Duration


class ShiftEntry(HoursEntry):
    staff: Whole
    calendar: Text | None = None
    speed: Positive | None = None
    ramp_up: RampEntry | None = None


class TeamEntry(Entry):
    staff: Whole | None = None
    calendar: Text | None = None
    shifts: list[ShiftEntry] | None = None
    shrinkage: Share | None = None
    absence: Share | None = None
    cost: Money | None = None
    speed: Positive | None = None
    at_shift_end: Annotated[ShiftEnd | None, worded(ShiftEnd)] = None
    ramp_up: RampEntry | None = None
    at_once: WholeFromOne | None = None
    slower: Positive | None = None
    base_load: Share | None = None


def _rings(value: object) -> int:
    """How often a timer rings; 0 is as long as it may."""
    if value == UNLIMITED:
        return 0
    try:
        return units.whole_from_one(value)
    except Refused:
        raise Refused("scenario.rings") from None


class EventEntry(Entry):
    after: SpreadOfTime | None = None
    clock: Text | None = None
    rings: Annotated[int | None, BeforeValidator(_rings)] = None
    chance: Share | None = None
    at: Share | None = None


class DeflectionEntry(Entry):
    """Self-service in front of a start: whom it meets, whom it keeps, who comes back."""

    class_: Annotated[Condition | None, Field(alias="class")] = None
    share: Share | None = None
    contained: Share
    comes_back: Share | None = None
    after: SpreadOfTime | None = None
    time: SpreadOfTime | None = None
    harder: Positive | None = None


class PromiseEntry(Entry):
    label: Text | None = None
    within: PositiveDuration
    share: Share | None = None
    clock: Text | None = None
    owner: Text | None = None
    from_: Annotated[Text | None, Field(alias="from")] = None
    to: Text | None = None
    parts: dict[str, PromiseEntry] | None = None


def _origin(value: object) -> Any:  # noqa: ANN401 - what the schema looks at next
    return {"kind": value} if isinstance(value, str) else value


class ProvenanceEntry(Entry):
    kind: Annotated[ProvenanceKind, worded(ProvenanceKind)]
    as_of: Day | None = None
    source: Text | None = None


class ScenarioFile(Entry):
    """All keys of the file; ``None`` wherever nothing is stated."""

    version: Annotated[int, BeforeValidator(_version), Field(alias="schema")] = 1
    name: Text | None = None
    diagram: Text | None = None
    diagrams: list[Text] | None = None
    based_on: Text | None = None
    start: Moment | None = None
    zone: Zone | None = None
    study: Annotated[Study | None, worded(Study)] = None
    length: PositiveDuration | None = None
    cases: WholeFromOne | None = None
    warm_up: Annotated[float | Literal["auto"] | None, _auto(units.duration, "scenario.duration.auto")] = None
    replications: Annotated[
        int | Literal["auto"] | None, _auto(units.whole_from_one, "scenario.whole.auto")
    ] = None
    precision: Share | None = None
    seed: Whole | None = None
    currency: Text | None = None
    service_level: Duration | None = None
    calendars: dict[str, HoursEntry] | None = None
    arrivals: dict[str, ArrivalsEntry] | None = None
    attributes: dict[str, DrawnEntry] | None = None
    priority: Annotated[list[Condition] | None, BeforeValidator(listed)] = None
    teams: dict[str, TeamEntry] | None = None
    steps: dict[str, StepEntry] | None = None
    routing: dict[str, dict[str, ShareOrCondition]] | None = None
    events: dict[str, EventEntry] | None = None
    deflect: dict[str, DeflectionEntry] | None = None
    ladders: dict[str, list[LevelEntry]] | None = None
    escalations: dict[str, EscalationEntry] | None = None
    promises: dict[str, PromiseEntry] | None = None
    provenance: dict[str, Annotated[ProvenanceEntry, BeforeValidator(_origin)]] | None = None
