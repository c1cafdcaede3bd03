"""From a uniform variate to a duration: every distribution by inversion, one uniform a variate.

Inversion keeps paired runs paired: the customer who needs long in one scenario needs long in the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate
from math import exp, log, sqrt

from scipy.special import betaincinv, gammaincinv, ndtr

from studio.scenario import Distribution, Family

__all__ = ["normal_quantile", "sampler"]

Sampler = Callable[[float], float]

_LEAST, _MOST = 2.0**-54, 1.0 - 2.0**-53
"""The ends of what a stream gives."""

# Wichura's algorithm AS 241 (PPND16, 1988): relative error about 1e-16. The arithmetic is spelled out here,
# not taken from a library, so that any other engine can repeat it operation by operation.
_A = (
    3.387132872796366608,
    133.14166789178437745,
    1971.5909503065514427,
    13731.693765509461125,
    45921.953931549871457,
    67265.770927008700853,
    33430.575583588128105,
    2509.0809287301226727,
)
_B = (
    1.0,
    42.313330701600911252,
    687.1870074920579083,
    5394.1960214247511077,
    21213.794301586595867,
    39307.89580009271061,
    28729.085735721942674,
    5226.495278852545925,
)
_C = (
    1.42343711074968357734,
    4.6303378461565452959,
    5.7694972214606914055,
    3.64784832476320460504,
    1.27045825245236838258,
    0.24178072517745061177,
    0.0227238449892691845833,
    7.7454501427834140764e-4,
)
_D = (
    1.0,
    2.05319162663775882187,
    1.6763848301838038494,
    0.68976733498510000455,
    0.14810397642748007459,
    0.0151986665636164571966,
    5.475938084995344946e-4,
    1.05075007164441684324e-9,
)
_E = (
    6.6579046435011037772,
    5.4637849111641143699,
    1.7848265399172913358,
    0.29656057182850489123,
    0.026532189526576123093,
    0.0012426609473880784386,
    2.71155556874348757815e-5,
    2.01033439929228813265e-7,
)
_F = (
    1.0,
    0.59983220655588793769,
    0.13692988092273580531,
    0.0148753612908506148525,
    7.868691311456132591e-4,
    1.8463183175100546818e-5,
    1.4215117583164458887e-7,
    2.04426310338993978564e-15,
)


def _ratio(p: tuple[float, ...], q: tuple[float, ...], r: float) -> float:
    """The quotient of two polynomials of degree seven, coefficients from the constant upwards."""
    over = ((((((p[7] * r + p[6]) * r + p[5]) * r + p[4]) * r + p[3]) * r + p[2]) * r + p[1]) * r + p[0]
    under = ((((((q[7] * r + q[6]) * r + q[5]) * r + q[4]) * r + q[3]) * r + q[2]) * r + q[1]) * r + q[0]
    return over / under


def normal_quantile(u: float) -> float:
    """The standard normal's quantile at ``u`` in (0, 1)."""
    q = u - 0.5
    if -0.425 <= q <= 0.425:
        return q * _ratio(_A, _B, 0.180625 - q * q)
    r = sqrt(-log(u if q < 0 else 1.0 - u))
    tail = _ratio(_C, _D, r - 1.6) if r <= 5.0 else _ratio(_E, _F, r - 5.0)
    return -tail if q < 0 else tail


def sampler(distribution: Distribution) -> Sampler:
    """The quantile function of a distribution: a uniform in (0, 1) → seconds (or a plain number)."""
    return _MAKERS[distribution.family](distribution)


def _constant(d: Distribution) -> Sampler:
    (value,) = d.parameters
    return lambda _: value


def _exponential(d: Distribution) -> Sampler:
    (mean,) = d.parameters
    return lambda u: -mean * log(1.0 - u)


def _uniform(d: Distribution) -> Sampler:
    low, high = d.parameters
    width = high - low
    return lambda u: low + width * u


def _triangular(d: Distribution) -> Sampler:
    low, mode, high = d.parameters
    if high == low:
        return lambda _: low
    cut = (mode - low) / (high - low)
    rise, fall = (high - low) * (mode - low), (high - low) * (high - mode)
    return lambda u: low + sqrt(u * rise) if u < cut else high - sqrt((1.0 - u) * fall)


def _normal(d: Distribution) -> Sampler:
    mean, sd = d.parameters
    if sd == 0:
        return lambda _: mean
    below, above = float(ndtr(-mean / sd)), float(ndtr(mean / sd))

    def quantile(u: float) -> float:
        if u < 0.5:
            return max(0.0, mean + sd * normal_quantile(below + above * u))
        return mean - sd * normal_quantile(above * (1.0 - u))

    return quantile


def _lognormal(d: Distribution) -> Sampler:
    mu, sigma = d.parameters
    return lambda u: exp(mu + sigma * normal_quantile(u))


def _gamma(d: Distribution) -> Sampler:
    shape, scale = d.parameters
    return lambda u: float(gammaincinv(shape, u)) * scale


def _weibull(d: Distribution) -> Sampler:
    shape, scale = d.parameters
    power = 1.0 / shape
    return lambda u: scale * float((-log(1.0 - u)) ** power)


def _beta(d: Distribution) -> Sampler:
    alpha, beta, low, high = d.parameters
    return lambda u: low + (high - low) * float(betaincinv(alpha, beta, u))


def _empirical(d: Distribution) -> Sampler:
    half = len(d.parameters) // 2
    values, cumulative = d.parameters[:half], d.parameters[half:]
    return lambda u: values[bisect_left(cumulative, u, hi=half - 1)]


def _mixture(d: Distribution) -> Sampler:
    """A component is chosen by ``u``, and what is left of ``u`` within its share draws from it."""
    cumulative, parts = tuple(accumulate(d.parameters)), tuple(map(sampler, d.parts))
    floors, last = (0.0, *cumulative), len(parts) - 1

    def draw(u: float) -> float:
        chosen = bisect_left(cumulative, u, hi=last)
        left = (u - floors[chosen]) / d.parameters[chosen]
        return parts[chosen](min(max(left, _LEAST), _MOST))

    return draw


_MAKERS: dict[Family, Callable[[Distribution], Sampler]] = {
    Family.CONSTANT: _constant,
    Family.EXPONENTIAL: _exponential,
    Family.UNIFORM: _uniform,
    Family.TRIANGULAR: _triangular,
    Family.NORMAL: _normal,
    Family.LOGNORMAL: _lognormal,
    Family.GAMMA: _gamma,
    Family.ERLANG: _gamma,
    Family.WEIBULL: _weibull,
    Family.BETA: _beta,
    Family.PERT: _beta,
    Family.EMPIRICAL: _empirical,
    Family.MIXTURE: _mixture,
}
