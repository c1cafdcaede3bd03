"""How long something takes or how much it is, before the draw: a family and its parameters."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from studio.scenario.families import STANDARD, Family, closed_quantile, exceeds, moments
from studio.scenario.special import solve_increasing

__all__ = ["Distribution", "Family"]

_LARGEST = 1e15
"""Thirty million years in seconds: nothing in a scenario is larger."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """A distribution of durations (seconds) or of numbers, ready to be inverted.

    ``parameters`` by family:

    ============ ======================================================================
    constant     value
    exponential  mean
    uniform      low, high
    triangular   low, mode, high
    normal       mean and sd of the normal before it is cut off (conditioned on being ≥ 0)
    lognormal    mu, sigma of the logarithm
    gamma        shape, scale
    erlang       shape (a whole number), scale
    weibull      shape, scale
    beta         alpha, beta, low, high
    pert         alpha, beta, low, high (``alpha + beta = 6``)
    empirical    the values, ascending, then as many cumulative weights, the last of them 1
    mixture      the weights of ``parts``, which add up to 1
    ============ ======================================================================

    An empirical distribution draws one of its values and nothing between them. Constructors raise
    ValueError, its message a phrase that says what is allowed. A spread of 0 gives a constant.
    """

    family: Family
    parameters: tuple[float, ...]
    parts: tuple[Distribution, ...] = ()

    def __post_init__(self) -> None:
        try:
            sizes = (*self.parameters, self.mean, self.variance)
        except (OverflowError, ZeroDivisionError) as error:
            raise ValueError("a spread that a computer can hold") from error
        if not all(map(math.isfinite, sizes)):
            raise ValueError("a spread that a computer can hold")

    @classmethod
    def constant(cls, value: float) -> Distribution:
        return cls(Family.CONSTANT, (_bounded(value),))

    @classmethod
    def exponential(cls, mean: float) -> Distribution:
        return cls(Family.EXPONENTIAL, (_positive(mean, "mean"),))

    @classmethod
    def uniform(cls, low: float, high: float) -> Distribution:
        _ordered(low, high, names="low ≤ high")
        return cls(Family.UNIFORM, (low, high)) if low < high else cls.constant(low)

    @classmethod
    def triangular(cls, low: float, mode: float, high: float) -> Distribution:
        _ordered(low, mode, high, names="low ≤ mode ≤ high")
        return cls(Family.TRIANGULAR, (low, mode, high)) if low < high else cls.constant(low)

    @classmethod
    def normal(cls, mean: float, *, sd: float | None = None, cv: float | None = None) -> Distribution:
        """A normal conditioned on being at least 0; ``mean`` and spread are those before the cut."""
        spread = _spread(mean, sd, cv)
        return cls(Family.NORMAL, (mean, spread)) if spread else cls.constant(mean)

    @classmethod
    def lognormal(cls, mean: float, *, sd: float | None = None, cv: float | None = None) -> Distribution:
        ratio = _spread(_positive(mean, "mean"), sd, cv) / mean
        if not ratio:
            return cls.constant(mean)
        variance = math.log1p(ratio * ratio)
        return cls(Family.LOGNORMAL, (math.log(mean) - variance / 2, math.sqrt(variance)))

    @classmethod
    def gamma(cls, mean: float, *, sd: float | None = None, cv: float | None = None) -> Distribution:
        ratio = _spread(_positive(mean, "mean"), sd, cv) / mean
        if not ratio:
            return cls.constant(mean)
        return cls(Family.GAMMA, (1 / ratio**2, mean * ratio**2))

    @classmethod
    def erlang(cls, k: int, mean: float) -> Distribution:
        """The sum of ``k`` equal exponentials that together have this mean."""
        if k < 1 or k != int(k):
            raise ValueError("k as a whole number from 1")
        return cls(Family.ERLANG, (float(k), _positive(mean, "mean") / k))

    @classmethod
    def weibull(cls, mean: float, *, sd: float | None = None, cv: float | None = None) -> Distribution:
        ratio = _spread(_positive(mean, "mean"), sd, cv) / mean
        if not ratio:
            return cls.constant(mean)

        def narrowness(shape: float) -> float:
            first, second = math.lgamma(1 + 1 / shape), math.lgamma(1 + 2 / shape)
            return -math.expm1(min(second - 2 * first, 700.0))

        if not narrowness(0.05) <= -(ratio**2) <= narrowness(1e4):
            raise ValueError("a cv between 0.0002 and 300000")
        shape = solve_increasing(narrowness, -(ratio**2), 0.05, 1e4)
        return cls(Family.WEIBULL, (shape, mean / math.gamma(1 + 1 / shape)))

    @classmethod
    def beta(
        cls, mean: float, *, low: float, high: float, sd: float | None = None, cv: float | None = None
    ) -> Distribution:
        """A beta between ``low`` and ``high`` with this mean and spread."""
        _ordered(low, mean, high, names="low < mean < high", strict=True)
        spread = _spread(mean, sd, cv)
        if not spread:
            return cls.constant(mean)
        share = (mean - low) / (high - low)
        concentration = share * (1 - share) * ((high - low) / spread) ** 2 - 1
        if concentration <= 0:
            raise ValueError("a spread that fits between low and high")
        return cls(Family.BETA, (share * concentration, (1 - share) * concentration, low, high))

    @classmethod
    def pert(cls, low: float, mode: float, high: float) -> Distribution:
        """The classic PERT: a beta whose mean is (low + 4 mode + high) / 6."""
        _ordered(low, mode, high, names="low ≤ mode ≤ high")
        if low == high:
            return cls.constant(low)
        alpha = 1 + 4 * (mode - low) / (high - low)
        return cls(Family.PERT, (alpha, 6 - alpha, low, high))

    @classmethod
    def empirical(cls, values: Sequence[float], weights: Sequence[float] = ()) -> Distribution:
        """One of the values, each with its weight (equal if none are given)."""
        weights = weights or (1.0,) * len(values)
        if not values or len(values) != len(weights):
            raise ValueError("at least one value, and as many weights as values")
        pairs = sorted(zip(map(_bounded, values), _shares(weights), strict=True))
        cumulative = [min(1.0, total) for total in accumulate(weight for _, weight in pairs)]
        cumulative[-1] = 1.0
        return cls(Family.EMPIRICAL, (*(value for value, _ in pairs), *cumulative))

    @classmethod
    def mixture(cls, parts: Sequence[Distribution], weights: Sequence[float]) -> Distribution:
        """One of several distributions, chosen by weight."""
        if not parts or len(parts) != len(weights):
            raise ValueError("at least one part, and a weight for each")
        likely = [(part, share) for part, share in zip(parts, _shares(weights), strict=True) if share]
        return cls(Family.MIXTURE, tuple(share for _, share in likely), tuple(part for part, _ in likely))

    @classmethod
    def from_quantiles(cls, family: Family, quantiles: Mapping[float, float]) -> Distribution:
        """The member of a family through two quantiles, such as ``{0.5: 300.0, 0.9: 720.0}``.

        One quantile is enough for an exponential. Families: exponential, lognormal, weibull, gamma.
        """
        points = sorted(quantiles.items())
        if any(not 0 < share < 1 for share, _ in points) or any(value <= 0 for _, value in points):
            raise ValueError("quantiles of more than 0, between p0 and p100")
        if family is Family.EXPONENTIAL and len(points) == 1:
            return cls.exponential(-points[0][1] / math.log1p(-points[0][0]))
        if len(points) != 2 or points[0][1] >= points[1][1]:
            raise ValueError("two quantiles that rise, such as {p50: 5 min, p90: 12 min}")
        (p, a), (q, b) = points
        if family is Family.LOGNORMAL:
            low, high = STANDARD.inv_cdf(p), STANDARD.inv_cdf(q)
            sigma = math.log(b / a) / (high - low)
            return cls(family, (math.log(a) - low * sigma, sigma))
        low, high = -math.log1p(-p), -math.log1p(-q)
        if family is Family.WEIBULL:
            shape = math.log(high / low) / math.log(b / a)
            return cls(family, (shape, a / low ** (1 / shape)))
        if family is Family.GAMMA:
            return _gamma_from_quantiles((p, a), (q, b))
        raise ValueError("quantiles for exponential, lognormal, weibull or gamma only")

    @property
    def values(self) -> tuple[float, ...]:
        """The values of an empirical distribution, ascending."""
        return self.parameters[: len(self.parameters) // 2]

    @property
    def cumulative(self) -> tuple[float, ...]:
        """For each value of an empirical distribution the chance of it or a smaller one."""
        return self.parameters[len(self.parameters) // 2 :]

    @property
    def mean(self) -> float:
        return self._moments()[0]

    @property
    def variance(self) -> float:
        return self._moments()[1]

    def _moments(self) -> tuple[float, float]:
        if self.family is Family.MIXTURE:
            weights: Sequence[float] = self.parameters
            pairs = [(part.mean, part.variance) for part in self.parts]
        elif self.family is Family.EMPIRICAL:
            steps = (0.0, *self.cumulative)
            weights = [upper - lower for lower, upper in pairwise(steps)]
            pairs = [(value, 0.0) for value in self.values]
        else:
            return moments(self.family, self.parameters)
        mean = math.fsum(weight * value for weight, (value, _) in zip(weights, pairs, strict=True))
        spread = [(value - mean) ** 2 + variance for value, variance in pairs]
        return mean, math.fsum(weight * part for weight, part in zip(weights, spread, strict=True))

    @property
    def lowest(self) -> float:
        """The lower end of what can come out."""
        if self.family is Family.MIXTURE:
            return min(part.lowest for part in self.parts)
        if self.family in (Family.BETA, Family.PERT):
            return self.parameters[2]
        if self.family in _BOUNDED:
            return self.parameters[0]
        return 0.0

    def exceeds(self, x: float) -> float:
        """P(T > x); exact up to rounding (a gamma of shape over a million: to about 1e-9)."""
        if self.family is Family.MIXTURE:
            return sum(
                weight * part.exceeds(x) for weight, part in zip(self.parameters, self.parts, strict=True)
            )
        if self.family is Family.EMPIRICAL:
            below = bisect_right(self.values, x)
            return 1 - self.cumulative[below - 1] if below else 1.0
        return exceeds(self.family, self.parameters, x)

    def quantile(self, u: float) -> float:
        """The smallest x with P(T ≤ x) ≥ u, for 0 < u < 1."""
        if self.family is Family.EMPIRICAL:
            return self.values[bisect_left(self.cumulative, u)]
        closed = closed_quantile(self.family, self.parameters, u)
        if closed is not None:
            return closed
        if self.family is Family.MIXTURE:
            ends = [part.quantile(u) for part in self.parts]
            low, high = min(ends), max(ends)
        elif self.family in (Family.BETA, Family.PERT):
            low, high = self.parameters[2:]
        else:
            low, high = 0.0, self.mean
            while self.exceeds(high) > 1 - u:
                low, high = high, 2 * high
        return solve_increasing(lambda x: 1 - self.exceeds(x), u, low, high)

    def scaled(self, factor: float) -> Distribution:
        """The distribution of ``factor`` times the variate; the factor is at least 0."""
        if factor < 0:
            raise ValueError("a factor of at least 0")
        if factor == 0:
            return Distribution.constant(0.0)
        own = self.parameters
        match self.family:
            case Family.LOGNORMAL:
                own = (own[0] + math.log(factor), own[1])
            case Family.GAMMA | Family.ERLANG | Family.WEIBULL:
                own = (own[0], own[1] * factor)
            case Family.BETA | Family.PERT:
                own = (own[0], own[1], own[2] * factor, own[3] * factor)
            case Family.EMPIRICAL:
                own = (*(value * factor for value in self.values), *self.cumulative)
            case Family.MIXTURE:
                return Distribution(self.family, own, tuple(part.scaled(factor) for part in self.parts))
            case _:
                own = tuple(value * factor for value in own)
        return Distribution(self.family, own)


_BOUNDED = (Family.CONSTANT, Family.UNIFORM, Family.TRIANGULAR, Family.EMPIRICAL)


def _bounded(value: float) -> float:
    if not abs(value) <= _LARGEST:
        raise ValueError("a number that a computer can hold")
    return float(value)


def _positive(value: float, name: str) -> float:
    if not 0 < value <= _LARGEST:
        raise ValueError(f"{name} more than 0")
    return float(value)


def _ordered(*values: float, names: str, strict: bool = False) -> None:
    for lower, upper in pairwise(values):
        if not (_bounded(lower) < _bounded(upper) if strict else _bounded(lower) <= _bounded(upper)):
            raise ValueError(names)


def _spread(mean: float, sd: float | None, cv: float | None) -> float:
    if (sd is None) == (cv is None):
        raise ValueError("either cv or sd")
    if not 0 <= mean <= _LARGEST:
        raise ValueError("mean of at least 0")
    spread = sd if sd is not None else mean * (cv or 0.0)
    if not 0 <= spread <= _LARGEST:
        raise ValueError("a spread of at least 0")
    return float(spread)


def _shares(weights: Sequence[float]) -> tuple[float, ...]:
    total = math.fsum(weights)
    if not 0 < total <= _LARGEST or any(weight < 0 for weight in weights):
        raise ValueError("weights of at least 0, one of them more")
    return tuple(weight / total for weight in weights)


def _gamma_from_quantiles(first: tuple[float, float], second: tuple[float, float]) -> Distribution:
    """Ratio of two quantiles falls as the shape rises, so the shape is found by bisection."""
    (p, a), (q, b) = first, second

    def closeness(exponent: float) -> float:
        unit = Distribution(Family.GAMMA, (math.exp(exponent), 1.0))
        lower = unit.quantile(p)
        return lower / unit.quantile(q) if lower else 0.0

    if not closeness(math.log(0.02)) <= a / b <= closeness(math.log(1e5)):
        raise ValueError("two quantiles that a gamma can have")
    shape = math.exp(solve_increasing(closeness, a / b, math.log(0.02), math.log(1e5)))
    return Distribution(Family.GAMMA, (shape, b / Distribution(Family.GAMMA, (shape, 1.0)).quantile(q)))
