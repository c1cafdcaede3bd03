"""The simple values of the scenario file as types of its schema."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict

from studio.model import Guard, parse_guard
from studio.scenario import hours, units
from studio.scenario.refusal import Refused

__all__ = [
    "Condition",
    "Day",
    "Duration",
    "Entry",
    "Moment",
    "Money",
    "NotNegative",
    "Number",
    "OpenHours",
    "Positive",
    "PositiveDuration",
    "Share",
    "ShareOrCondition",
    "Text",
    "Whole",
    "WholeFromOne",
    "Zone",
    "listed",
    "worded",
]

Duration = Annotated[float, BeforeValidator(units.duration)]
PositiveDuration = Annotated[float, BeforeValidator(units.longer_than_nothing)]
Share = Annotated[float, BeforeValidator(units.share)]
Number = Annotated[float, BeforeValidator(units.amount)]
NotNegative = Annotated[float, BeforeValidator(units.not_below_nothing)]
Positive = Annotated[float, BeforeValidator(units.more_than_nothing)]
Whole = Annotated[int, BeforeValidator(units.whole)]
WholeFromOne = Annotated[int, BeforeValidator(units.whole_from_one)]
Money = Annotated[float, BeforeValidator(units.money_an_hour)]
Text = Annotated[str, BeforeValidator(units.text)]
Day = Annotated[date, BeforeValidator(hours.day)]
Moment = Annotated[datetime, BeforeValidator(hours.moment)]
Zone = Annotated[ZoneInfo, BeforeValidator(hours.zone)]
OpenHours = Annotated[tuple[tuple[float, float], ...], BeforeValidator(hours.clock_hours)]


class Entry(BaseModel):
    """A mapping in the file: only its own keys may stand there, and null is as good as absent."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=True
    )


def _condition(value: object) -> Guard:
    if not isinstance(value, str) or not value.strip():
        raise Refused("scenario.condition")
    return parse_guard(value)


def _share_or_condition(value: object) -> float | Guard:
    try:
        return units.share(value)
    except Refused:
        if isinstance(value, str) and not _looks_like_a_number(value):
            return _condition(value)
        raise


def _looks_like_a_number(value: str) -> bool:
    return value.strip(" %％+-0123456789.,") == ""


Condition = Annotated[Guard, BeforeValidator(_condition)]
ShareOrCondition = Annotated[float | Guard, BeforeValidator(_share_or_condition)]


def listed(value: object) -> Any:  # noqa: ANN401 - what the schema looks at next
    """One is as good as a list of one."""
    return value if isinstance(value, list) else [value]


def worded(kind: type[StrEnum]) -> BeforeValidator:
    """One of the words of an enumeration."""

    def check(value: object) -> object:
        if not isinstance(value, str) or value not in list(kind):
            raise Refused("scenario.word", words=", ".join(kind))
        return kind(value)

    return BeforeValidator(check)
