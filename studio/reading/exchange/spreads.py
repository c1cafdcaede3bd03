"""Distributions of other formats in the scenario file's words, each parameter exact.

``say`` spells an amount (a duration or a number); shapes and chances are bare numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from studio.reading.exchange.spelling import Say, number

__all__ = [
    "beta",
    "binomial",
    "by_mean",
    "constant",
    "empirical",
    "erlang",
    "exponential",
    "gamma",
    "lognormal",
    "mixture",
    "normal",
    "points",
    "poisson",
    "tidy",
    "triangular",
    "uniform",
    "weibull",
]

_MOST_POINTS = 1000
_NEGLIGIBLE = 1e-15
_LARGEST_WEIGHT = 10_000
_ROUNDING = 1e-14


def constant(say: Say, value: float) -> Any:  # noqa: ANN401 - as the file has it
    return say(value)


def exponential(say: Say, mean: float) -> Any:  # noqa: ANN401
    return {"exponential": {"mean": say(mean)}}


def uniform(say: Say, low: float, high: float) -> Any:  # noqa: ANN401
    return {"uniform": {"low": say(low), "high": say(high)}}


def triangular(say: Say, low: float, mode: float, high: float) -> Any:  # noqa: ANN401
    return {"triangular": {"low": say(low), "mode": say(mode), "high": say(high)}}


def normal(say: Say, mean: float, sd: float) -> Any:  # noqa: ANN401
    return {"normal": {"mean": say(mean), "sd": say(sd)}}


def lognormal(say: Say, mean: float, sd: float) -> Any:  # noqa: ANN401
    return {"lognormal": {"mean": say(mean), "sd": say(sd)}}


def gamma(say: Say, shape: float, scale: float) -> Any:  # noqa: ANN401
    return {"gamma": {"shape": number(shape), "scale": say(scale)}}


def by_mean(say: Say, mean: float, sd: float) -> Any:  # noqa: ANN401
    """A gamma by its mean and standard deviation."""
    return {"gamma": {"mean": say(mean), "sd": say(sd)}}


def weibull(say: Say, shape: float, scale: float) -> Any:  # noqa: ANN401
    return {"weibull": {"shape": number(shape), "scale": say(scale)}}


def erlang(say: Say, k: float, mean: float) -> Any:  # noqa: ANN401
    """A gamma where ``k`` is not a whole number."""
    if k != int(k):
        return gamma(say, k, mean / k)
    return {"erlang": {"k": int(k), "mean": say(mean)}}


def beta(say: Say, alpha: float, beta: float, high: float) -> Any:  # noqa: ANN401
    """Between 0 and ``high``."""
    return {"beta": {"alpha": number(alpha), "beta": number(beta), "low": say(0.0), "high": say(high)}}


def empirical(say: Say, values: Sequence[float], weights: Sequence[float]) -> Any:  # noqa: ANN401
    told = [say(value) for value in values]
    if len(set(weights)) == 1:
        return {"empirical": told}
    return {"empirical": {"values": told, "weights": [number(weight) for weight in weights]}}


def mixture(parts: Sequence[tuple[Any, float]]) -> Any:  # noqa: ANN401
    """Several distributions, each with its weight."""
    found = []
    for (part, _), weight in zip(parts, tidy([weight for _, weight in parts]), strict=True):
        whole = part if isinstance(part, dict) else {"constant": part}
        found.append({**whole, "weight": weight})
    return {"mixture": found}


def points(parts: Sequence[tuple[Any, float]]) -> Any:  # noqa: ANN401
    """Values or distributions, each with its probability."""
    if any(isinstance(part, dict) for part, _ in parts):
        return mixture(parts)
    values, weights = [part for part, _ in parts], tidy([weight for _, weight in parts])
    return {"empirical": values if len(set(weights)) == 1 else {"values": values, "weights": weights}}


def tidy(weights: Sequence[float]) -> list[int | float]:
    """Probabilities as whole weights of the same proportions where those are simple: decimals lose 1/3."""
    fractions = [Fraction(weight).limit_denominator(_LARGEST_WEIGHT) for weight in weights]
    whole = math.lcm(*(part.denominator for part in fractions)) if fractions else 0
    close = all(
        abs(float(part) - weight) < _ROUNDING for part, weight in zip(fractions, weights, strict=True)
    )
    if close and 0 < whole <= _LARGEST_WEIGHT:
        return [int(part * whole) for part in fractions]
    return [number(weight) for weight in weights]


def poisson(say: Say, mean: float, unit: float) -> Any:  # noqa: ANN401
    """Its values with their chances, as far as they are more than 1e-15; None where those are too many."""
    if not 0 < mean <= _MOST_POINTS / 2:
        return None
    chances = [math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(_MOST_POINTS)]
    return _counted(say, chances, unit)


def binomial(say: Say, trials: int, chance: float, unit: float) -> Any:  # noqa: ANN401
    """Its values with their chances, as far as they are more than 1e-15; None where those are too many."""
    if not 0 < trials < _MOST_POINTS or not 0 <= chance <= 1:
        return None
    chances = [math.comb(trials, k) * chance**k * (1 - chance) ** (trials - k) for k in range(trials + 1)]
    return _counted(say, chances, unit)


def _counted(say: Say, chances: Sequence[float], unit: float) -> Any:  # noqa: ANN401
    kept = [(k, chance) for k, chance in enumerate(chances) if chance > _NEGLIGIBLE]
    return empirical(say, [k * unit for k, _ in kept], [chance for _, chance in kept])
