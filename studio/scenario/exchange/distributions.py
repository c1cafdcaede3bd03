"""A distribution as the file states it: looked up in its text, and spelled as people would."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from studio.scenario.distribution import Distribution
from studio.scenario.refusal import Refused
from studio.scenario.spelling_spreads import spread_of
from studio.scenario.spread import Column, Spread, SpreadOfNumbers, SpreadOfTime, distribution

__all__ = ["distribution_in", "respelled"]

_TIMES: TypeAdapter[Spread[Any]] = TypeAdapter(SpreadOfTime)
_NUMBERS: TypeAdapter[Spread[Any]] = TypeAdapter(SpreadOfNumbers)


def distribution_in(value: object, *, of_time: bool = True) -> Distribution | None:
    """The distribution that a value of a file stands for; None where it is none, or in a file of its own."""
    try:
        return distribution((_TIMES if of_time else _NUMBERS).validate_python(value), _no_column)
    except (ValidationError, Refused):
        return None


def _no_column(name: str) -> Column:
    raise Refused("scenario.file.no-folder", word=name)


def respelled(value: object, *, of_time: bool = True) -> object:
    """The value with few digits and in large units, where that is exactly the same distribution."""
    wanted = distribution_in(value, of_time=of_time)
    if wanted is None:
        return value
    told = spread_of(wanted, of_time=of_time)
    return told if distribution_in(told, of_time=of_time) == wanted else value
