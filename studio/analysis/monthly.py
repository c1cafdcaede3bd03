"""What a month takes: the time of customers and of those who serve them, under two scenarios.

Both sides are told for the baseline's cases, so that a scenario in which more customers come is not
charged for their number. A month is a twelfth of a year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from studio.analysis.measures import Figures
from studio.analysis.ratios import Ratio

__all__ = ["MONTH", "MONTHLY", "a_month"]

MONTH = 365.25 / 12 * 86_400.0
"""Seconds of a month."""

MONTHLY: Mapping[str, str] = {"customers_time": "cycle_time.mean", "work": "work.mean"}
"""What is told for a month, with the measure of a case that it is the sum of."""

_Sums = NDArray[np.float64]


def a_month(
    baseline: Sequence[Figures], other: Sequence[Figures], measure: str
) -> tuple[tuple[float, _Sums], tuple[float, _Sums]] | None:
    """Seconds that a month's cases of the baseline take there, and would take under the other.

    Each is a value and the jackknife's pseudo-values, one a replication (Miller, Biometrika 61, 1974).
    None where there is one replication only, or one in which no case was over.
    """
    taken, cases = _sums(baseline, measure)
    then_taken, then_cases = _sums(other, measure)
    seconds = np.array([_seconds(each) for each in baseline])
    if len(baseline) < 2 or not (cases.all() and then_cases.all() and seconds.all()):
        return None
    before = _without_one(taken) / _without_one(seconds)
    after = _without_one(then_taken) / _without_one(then_cases) * _without_one(cases) / _without_one(seconds)
    return _pseudo(MONTH * before), _pseudo(MONTH * after)


def _sums(found: Sequence[Figures], measure: str) -> tuple[_Sums, _Sums]:
    """In each replication what all the cases took, and how many they were."""
    rows = [each.table["measures", "", measure] for each in found]
    ratios = [row for row in rows if isinstance(row, Ratio)]
    return np.array([row.over for row in ratios]), np.array([float(row.under) for row in ratios])


def _seconds(found: Figures) -> float:
    """How long the cases of a replication kept coming."""
    rate = found.table["measures", "", "throughput_per_hour"]
    return 3600 * float(rate.under) if isinstance(rate, Ratio) else 0.0


def _without_one(values: _Sums) -> _Sums:
    """The sum of all, then of all but the first, all but the second, and so on."""
    return np.concatenate([[values.sum()], values.sum() - values])


def _pseudo(told: _Sums) -> tuple[float, _Sums]:
    n = len(told) - 1
    return float(told[0]), n * told[0] - (n - 1) * told[1:]
