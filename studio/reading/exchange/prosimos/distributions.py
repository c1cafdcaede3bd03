"""Prosimos' distributions: named as scipy's, with its parameters or, in newer files, mean and variance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from studio.reading.exchange import spreads
from studio.reading.exchange.found import Collector
from studio.reading.exchange.json_tree import figures, text, within
from studio.reading.exchange.spelling import Say, number, seconds

__all__ = ["spread"]

_FAR = 1e12
"""A bound from here on bounds nothing."""


def spread(found: Collector, told: object, parameter: str, id: str | None, say: Say = seconds) -> Any:  # noqa: ANN401 - as a scenario file has it
    """A distribution as a scenario file spells it; None, and noted, where it is none."""
    kind = text(within(told, "distribution_name")).lower()
    own = figures(within(told, "distribution_params"))
    histogram = within(told, "histogram_data")
    try:
        if histogram is not None:
            return _histogram(histogram, say)
        made, bounds = _distribution(kind, own, say)
    except (ValueError, IndexError, OverflowError, ZeroDivisionError):
        shown = f"{kind} {', '.join(str(number(each)) for each in own)}"
        found.drop("exchange.unreadable", parameter, shown, element=id)
        return None
    low, high = bounds if len(bounds) == 2 else (0.0, math.inf)
    if low > 0 or high < _FAR:
        found.drop("exchange.bounds", parameter, f"{kind} {number(low)} – {number(high)}", element=id)
    return made


def _distribution(kind: str, own: Sequence[float], say: Say) -> tuple[Any, Sequence[float]]:
    """A distribution, and its bounds where it has any."""
    count = len(own)
    match kind:
        case "fix":
            return say(own[0]), ()
        case "default":
            return spreads.uniform(say, own[0], own[1]), ()
        case "expon" if count == 3:
            return spreads.exponential(say, own[0]), own[1:]
        case "expon":
            return spreads.exponential(say, own[0] + own[1] if count > 1 else own[0]), own[2:4]
        case "norm":
            return spreads.normal(say, own[0], own[1]), own[2:4]
        case "uniform" if count == 2 and own[1] >= own[0]:
            return spreads.uniform(say, own[0], own[1]), ()
        case "uniform":
            return spreads.uniform(say, own[0], own[0] + own[1]), ()
        case "lognorm" if count in (2, 4):
            return spreads.lognormal(say, own[0], math.sqrt(own[1])), own[2:4]
        case "lognorm":
            variance = own[0] ** 2
            mean = own[2] * math.exp(variance / 2)
            return spreads.lognormal(say, mean, mean * math.sqrt(math.expm1(variance))), own[3:5]
        case "gamma" if count in (2, 4):
            return spreads.by_mean(say, own[0], math.sqrt(own[1])), own[2:4]
        case "gamma":
            return spreads.gamma(say, own[0], own[2]), own[3:5]
        case "triang":
            mode = own[1] + own[0] * own[2] if 0 <= own[0] <= 1 else own[0]
            return spreads.triangular(say, own[1], mode, own[1] + own[2]), ()
    raise ValueError(kind)


def _histogram(told: object, say: Say) -> Any:  # noqa: ANN401
    cumulative, values = figures(within(told, "cdf")), figures(within(told, "bin_midpoints"))
    if not values or len(values) != len(cumulative):
        raise ValueError("histogram_sampling")
    weights = [b - a for a, b in zip((0.0, *cumulative), cumulative, strict=False)]
    return spreads.empirical(say, values, weights)
