"""How sure a figure is: 95 % t-intervals over independent replications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import nan, sqrt

import numpy as np
from scipy.special import stdtrit  # scipy.stats has the same, and takes two seconds to load

__all__ = ["Estimate", "mean_estimate", "quantile", "ratio_estimate"]

_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure with its interval; ``low`` and ``high`` are NaN where one replication cannot tell."""

    value: float
    low: float = nan
    high: float = nan
    unit: str = ""

    @property
    def half_width(self) -> float:
        return (self.high - self.low) / 2


@cache
def quantile(replications: int) -> float:
    """How many standard errors a 95 % interval reaches to either side."""
    return float(stdtrit(replications - 1, (1 + _CONFIDENCE) / 2))


def mean_estimate(values: Sequence[float], unit: str = "") -> Estimate:
    """The mean of one value a replication; replications without a value (NaN) are left out."""
    sample = np.asarray(values, dtype=np.float64)
    sample = sample[~np.isnan(sample)]
    if len(sample) < 2:
        return Estimate(value=float(sample[0]) if len(sample) else nan, unit=unit)
    return _around(float(sample.mean()), float(sample.std(ddof=1)), len(sample), unit)


def ratio_estimate(numerators: Sequence[float], denominators: Sequence[float], unit: str = "") -> Estimate:
    """The ratio of two sums over replications, such as seconds waited by visits.

    The value is the ratio of the totals; its spread is that of the jackknife's pseudo-values (Law,
    Simulation Modeling and Analysis, 9.5.3), which accounts for the denominator's being random too.
    """
    over, under = np.asarray(numerators, dtype=np.float64), np.asarray(denominators, dtype=np.float64)
    total = float(under.sum())
    if not total:
        return Estimate(value=nan, unit=unit)
    value = float(over.sum()) / total
    n = len(over)
    others = total - under
    if n < 2 or not np.all(others > 0):
        return Estimate(value=value, unit=unit)
    pseudo = n * value - (n - 1) * (float(over.sum()) - over) / others
    return _around(value, float(pseudo.std(ddof=1)), n, unit)


def _around(value: float, spread: float, n: int, unit: str) -> Estimate:
    half = quantile(n) * spread / sqrt(n)
    return Estimate(value=value, low=value - half, high=value + half, unit=unit)
