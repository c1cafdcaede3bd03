"""BPSim's distributions by their element; a beta lies between 0 and one unit; its scale is a shape too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from studio.reading.exchange import spreads
from studio.reading.exchange.bpsim.figures import finite
from studio.reading.exchange.spelling import Say
from studio.reading.markup import Markup

__all__ = ["DISTRIBUTIONS"]

_Making = Callable[[Say, Markup, float], Any]


def _by_amounts(make: Callable[..., Any], *names: str) -> _Making:
    """Of parameters that all are times, where the distribution is one of times."""
    return lambda say, value, unit: make(say, *(finite(value, name) * unit for name in names))


DISTRIBUTIONS: Mapping[str, _Making] = {
    "NormalDistribution": _by_amounts(spreads.normal, "mean", "standardDeviation"),
    "TruncatedNormalDistribution": _by_amounts(spreads.normal, "mean", "standardDeviation"),
    "LogNormalDistribution": _by_amounts(spreads.lognormal, "mean", "standardDeviation"),
    "NegativeExponentialDistribution": _by_amounts(spreads.exponential, "mean"),
    "UniformDistribution": _by_amounts(spreads.uniform, "min", "max"),
    "TriangularDistribution": _by_amounts(spreads.triangular, "min", "mode", "max"),
    "ErlangDistribution": lambda say, value, unit: spreads.erlang(
        say, finite(value, "k"), finite(value, "mean") * unit
    ),
    "GammaDistribution": lambda say, value, unit: spreads.gamma(
        say, finite(value, "shape"), finite(value, "scale") * unit
    ),
    "WeibullDistribution": lambda say, value, unit: spreads.weibull(
        say, finite(value, "shape"), finite(value, "scale") * unit
    ),
    "BetaDistribution": lambda say, value, unit: spreads.beta(
        say, finite(value, "shape"), finite(value, "scale"), unit
    ),
    "PoissonDistribution": lambda say, value, unit: spreads.poisson(say, finite(value, "mean"), unit),
    "BinomialDistribution": lambda say, value, unit: spreads.binomial(
        say, int(finite(value, "trials")), finite(value, "probability"), unit
    ),
}
"""Each makes a distribution of how a number is spelled, the element and its unit's seconds, or ValueError."""
