"""The families of distributions: their moments, tails and quantiles as closed forms.

The parameters are those of :class:`studio.scenario.Distribution`. Formulas: Johnson, Kotz and
Balakrishnan, Continuous Univariate Distributions, 2nd ed.
"""

from __future__ import annotations

import math
from enum import StrEnum
from statistics import NormalDist

from studio.scenario.special import gamma_upper, incomplete_beta

__all__ = ["STANDARD", "Family", "closed_quantile", "exceeds", "moments"]

STANDARD = NormalDist()


class Family(StrEnum):
    """The families of distributions; each value is the word in the scenario file."""

    CONSTANT = "constant"
    EXPONENTIAL = "exponential"
    UNIFORM = "uniform"
    TRIANGULAR = "triangular"
    NORMAL = "normal"
    LOGNORMAL = "lognormal"
    GAMMA = "gamma"
    ERLANG = "erlang"
    WEIBULL = "weibull"
    BETA = "beta"
    PERT = "pert"
    EMPIRICAL = "empirical"
    MIXTURE = "mixture"


def moments(family: Family, own: tuple[float, ...]) -> tuple[float, float]:
    """Mean and variance."""
    match family:
        case Family.CONSTANT:
            return own[0], 0.0
        case Family.EXPONENTIAL:
            return own[0], own[0] ** 2
        case Family.UNIFORM:
            return (own[0] + own[1]) / 2, (own[1] - own[0]) ** 2 / 12
        case Family.TRIANGULAR:
            low, mode, high = own
            apart = (mode - low) ** 2 + (high - mode) ** 2 + (high - low) ** 2
            return (low + mode + high) / 3, apart / 36
        case Family.NORMAL:
            mean, sd = own
            hazard = STANDARD.pdf(mean / sd) / STANDARD.cdf(mean / sd)
            return mean + sd * hazard, sd**2 * (1 - mean / sd * hazard - hazard**2)
        case Family.LOGNORMAL:
            mean = math.exp(own[0] + own[1] ** 2 / 2)
            return mean, mean**2 * math.expm1(own[1] ** 2)
        case Family.GAMMA | Family.ERLANG:
            return own[0] * own[1], own[0] * own[1] ** 2
        case Family.WEIBULL:
            mean = own[1] * math.gamma(1 + 1 / own[0])
            return mean, max(0.0, own[1] ** 2 * math.gamma(1 + 2 / own[0]) - mean**2)
        case Family.BETA | Family.PERT:
            alpha, beta, low, high = own
            share, total = alpha / (alpha + beta), alpha + beta
            return low + share * (high - low), (high - low) ** 2 * share * (1 - share) / (total + 1)
    raise ValueError(family)


def exceeds(family: Family, own: tuple[float, ...], x: float) -> float:
    """P(T > x)."""
    match family:
        case Family.CONSTANT:
            return float(x < own[0])
        case Family.UNIFORM:
            return min(1.0, max(0.0, (own[1] - x) / (own[1] - own[0])))
        case Family.TRIANGULAR:
            return _triangular_exceeds(own[0], own[1], own[2], x)
        case Family.BETA | Family.PERT:
            alpha, beta, low, high = own
            return 1 - incomplete_beta(alpha, beta, (x - low) / (high - low))
    if x <= 0:
        return 1.0
    match family:
        case Family.EXPONENTIAL:
            return math.exp(-x / own[0])
        case Family.NORMAL:
            return STANDARD.cdf((own[0] - x) / own[1]) / STANDARD.cdf(own[0] / own[1])
        case Family.LOGNORMAL:
            return STANDARD.cdf((own[0] - math.log(x)) / own[1])
        case Family.WEIBULL:
            return math.exp(-((x / own[1]) ** own[0]))
    return gamma_upper(own[0], x / own[1])


def _triangular_exceeds(low: float, mode: float, high: float, x: float) -> float:
    if x <= low:
        return 1.0
    if x >= high:
        return 0.0
    if x < mode:
        return 1 - (x - low) ** 2 / ((high - low) * (mode - low))
    return (high - x) ** 2 / ((high - low) * (high - mode))


def closed_quantile(family: Family, own: tuple[float, ...], u: float) -> float | None:
    """The quantile where it has a closed form."""
    match family:
        case Family.CONSTANT:
            return own[0]
        case Family.EXPONENTIAL:
            return -own[0] * math.log1p(-u)
        case Family.UNIFORM:
            return own[0] + u * (own[1] - own[0])
        case Family.TRIANGULAR:
            low, mode, high = own
            if u * (high - low) < mode - low:
                return low + math.sqrt(u * (high - low) * (mode - low))
            return high - math.sqrt((1 - u) * (high - low) * (high - mode))
        case Family.NORMAL:
            mean, sd = own
            return max(0.0, mean - sd * STANDARD.inv_cdf((1 - u) * STANDARD.cdf(mean / sd)))
        case Family.LOGNORMAL:
            return math.exp(own[0] + own[1] * STANDARD.inv_cdf(u))
        case Family.WEIBULL:
            return own[1] * float((-math.log1p(-u)) ** (1 / own[0]))
    return None
