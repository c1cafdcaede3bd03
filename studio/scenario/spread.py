"""How a distribution is written: ``6 min``, ``{lognormal: {mean: 6 min, cv: 0.9}}`` and so on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BeforeValidator

from studio.scenario import units
from studio.scenario.amounts import Duration, Entry, NotNegative, Number, Positive, Text, WholeFromOne
from studio.scenario.distribution import Distribution
from studio.scenario.families import Family
from studio.scenario.refusal import Refused

__all__ = ["FAMILIES", "Spread", "SpreadOfNumbers", "SpreadOfTime", "distribution"]

FAMILIES = frozenset(map(str, Family))

T = TypeVar("T")


class Quantiles(Entry, Generic[T]):
    """Values that a share of all draws stays below: ``{p50: 5 min, p90: 12 min}``."""

    p5: T | None = None
    p10: T | None = None
    p20: T | None = None
    p25: T | None = None
    p50: T | None = None
    p75: T | None = None
    p80: T | None = None
    p90: T | None = None
    p95: T | None = None
    p99: T | None = None

    def quantiles(self) -> dict[float, float]:
        """Those given, by their share."""
        named = ((int(name[1:]), getattr(self, name)) for name in Quantiles.model_fields)
        return {percent / 100: value for percent, value in named if value is not None}


class OneMean(Entry, Generic[T]):
    mean: T | None = None


class MeanOrQuantile(Quantiles[T], OneMean[T], Generic[T]):
    """A mean, or one quantile."""


class MeanAndSpread(Entry, Generic[T]):
    mean: T
    sd: T | None = None
    cv: NotNegative | None = None


class OneMeanAndSpread(OneMean[T], Generic[T]):
    sd: T | None = None
    cv: NotNegative | None = None


class MeanAndSpreadOrQuantiles(Quantiles[T], OneMeanAndSpread[T], Generic[T]):
    """A mean with its spread, or two quantiles."""


class ShapeAndScale(MeanAndSpreadOrQuantiles[T], Generic[T]):
    """A mean with its spread, two quantiles, or the formula's own shape and scale."""

    shape: Positive | None = None
    scale: T | None = None


class Range(Entry, Generic[T]):
    low: T
    high: T


class Peaked(Entry, Generic[T]):
    low: T
    mode: T
    high: T


class Erlang(Entry, Generic[T]):
    k: WholeFromOne
    mean: T


class Beta(OneMeanAndSpread[T], Generic[T]):
    """Between two bounds: a mean with its spread, or the formula's own two shapes."""

    alpha: Positive | None = None
    beta: Positive | None = None
    low: T
    high: T


class Empirical(Entry, Generic[T]):
    values: list[T] | None = None
    weights: list[NotNegative] | None = None
    file: Text | None = None


def _seen(value: object) -> Any:  # noqa: ANN401 - what the schema looks at next
    if isinstance(value, list):
        return {"values": value}
    return {"file": value} if isinstance(value, str) else value


def _mean(value: object) -> Any:  # noqa: ANN401 - what the schema looks at next
    """``{exponential: 6 min}`` says all that there is to say."""
    return {"mean": value} if isinstance(value, str | int | float) else value


class Spread(Entry, Generic[T]):
    """One family with its parameters; inside of a mixture also its ``weight``."""

    constant: T | None = None
    exponential: Annotated[MeanOrQuantile[T] | None, BeforeValidator(_mean)] = None
    uniform: Range[T] | None = None
    triangular: Peaked[T] | None = None
    normal: MeanAndSpread[T] | None = None
    lognormal: MeanAndSpreadOrQuantiles[T] | None = None
    gamma: ShapeAndScale[T] | None = None
    erlang: Erlang[T] | None = None
    weibull: ShapeAndScale[T] | None = None
    beta: Beta[T] | None = None
    pert: Peaked[T] | None = None
    empirical: Annotated[Empirical[T] | None, BeforeValidator(_seen)] = None
    mixture: list[Spread[T]] | None = None
    weight: NotNegative | None = None


def _single(code: str, read: Callable[[object], float]) -> BeforeValidator:
    """Takes a plain value for a constant."""

    def check(value: object) -> Any:  # noqa: ANN401 - what the schema looks at next
        if isinstance(value, dict):
            return value
        try:
            read(value)
        except Refused:
            raise Refused(code) from None
        return {"constant": value}

    return BeforeValidator(check)


SpreadOfTime = Annotated[Spread[Duration], _single("scenario.spread.time", units.duration)]
SpreadOfNumbers = Annotated[Spread[Number], _single("scenario.spread.number", units.amount)]

Column = tuple[Sequence[float], Sequence[float]]
"""Values and their weights; no weights mean equal ones."""


def distribution(spread: Spread[Any], column: Callable[[str], Column]) -> Distribution:
    """The distribution that is meant; ``column`` reads the file of an empirical one.

    Raises :class:`Refused` with the path below the spread.
    """
    given = [family for family in Family if getattr(spread, family) is not None]
    if len(given) != 1:
        raise Refused("scenario.spread.one", found=", ".join(given) or "-")
    family = given[0]
    try:
        return _made(family, getattr(spread, family), column)
    except Refused as refused:
        raise refused.within(family.value) from None
    except ValueError as error:
        raise Refused("scenario.spread.parameters", path=(family.value,), reason=error) from None


def _made(family: Family, given: Any, column: Callable[[str], Column]) -> Distribution:  # noqa: ANN401
    match family:
        case Family.CONSTANT:
            return Distribution.constant(given)
        case Family.EXPONENTIAL:
            quantiles = given.quantiles()
            if (given.mean is None) == (not quantiles):
                raise ValueError("either mean or one quantile")
            return (
                Distribution.from_quantiles(family, quantiles)
                if quantiles
                else Distribution.exponential(given.mean)
            )
        case Family.UNIFORM:
            return Distribution.uniform(given.low, given.high)
        case Family.TRIANGULAR:
            return Distribution.triangular(given.low, given.mode, given.high)
        case Family.PERT:
            return Distribution.pert(given.low, given.mode, given.high)
        case Family.NORMAL:
            return Distribution.normal(given.mean, sd=given.sd, cv=given.cv)
        case Family.GAMMA | Family.WEIBULL if given.shape is not None or given.scale is not None:
            return _by_shape(family, given)
        case Family.LOGNORMAL | Family.GAMMA | Family.WEIBULL:
            return _by_mean_or_quantiles(family, given)
        case Family.ERLANG:
            return Distribution.erlang(given.k, given.mean)
        case Family.BETA:
            return _beta(given)
        case Family.EMPIRICAL:
            if (given.values is None) == (given.file is None) or (given.file and given.weights):
                raise ValueError("a list of values, values with weights, or the name of a file")
            values, weights = (
                (given.values, given.weights or ()) if given.file is None else column(given.file)
            )
            return Distribution.empirical(values, weights)
        case Family.MIXTURE:
            return _mixture(given, column)


def _by_mean_or_quantiles(family: Family, given: MeanAndSpreadOrQuantiles[float]) -> Distribution:
    quantiles = given.quantiles()
    by_mean = any(value is not None for value in (given.mean, given.sd, given.cv))
    if by_mean == bool(quantiles):
        raise ValueError("either mean with cv or sd, or two quantiles such as p50 and p90")
    if quantiles:
        return Distribution.from_quantiles(family, quantiles)
    if given.mean is None:
        raise ValueError("mean with cv or sd")
    make = {
        Family.LOGNORMAL: Distribution.lognormal,
        Family.GAMMA: Distribution.gamma,
        Family.WEIBULL: Distribution.weibull,
    }[family]
    return make(given.mean, sd=given.sd, cv=given.cv)


def _by_shape(family: Family, given: ShapeAndScale[float]) -> Distribution:
    others = (given.mean, given.sd, given.cv, *given.quantiles().values())
    if given.shape is None or not given.scale or any(value is not None for value in others):
        raise ValueError("shape and scale, or mean with cv or sd")
    return Distribution(family, (given.shape, given.scale))


def _beta(given: Beta[float]) -> Distribution:
    if given.alpha is None and given.beta is None:
        if given.mean is None:
            raise ValueError("mean with cv or sd, or alpha and beta")
        return Distribution.beta(given.mean, low=given.low, high=given.high, sd=given.sd, cv=given.cv)
    others = (given.mean, given.sd, given.cv)
    if given.alpha is None or given.beta is None or any(value is not None for value in others):
        raise ValueError("alpha and beta, or mean with cv or sd")
    if not given.low < given.high:
        raise ValueError("low < high")
    return Distribution(Family.BETA, (given.alpha, given.beta, given.low, given.high))


def _mixture(parts: list[Spread[Any]], column: Callable[[str], Column]) -> Distribution:
    made = []
    for index, part in enumerate(parts):
        if part.weight is None:
            raise Refused("scenario.key.missing", path=(index,), key="weight")
        try:
            made.append(distribution(part, column))
        except Refused as refused:
            raise refused.within(index) from None
    return Distribution.mixture(made, [part.weight or 0.0 for part in parts])
