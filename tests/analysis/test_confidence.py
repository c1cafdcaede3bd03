"""Intervals against values computed by hand."""

from __future__ import annotations

from math import isnan, nan, sqrt
from statistics import mean, stdev

import numpy as np
import pytest

from studio.analysis.confidence import Estimate, mean_estimate, ratio_estimate

T2, T3, T9 = 4.302652729911275, 3.182446305284263, 2.2621571628540993
"""Quantiles of Student's t at 97.5 % with 2, 3 and 9 degrees of freedom, from a table."""


def test_a_mean_has_a_t_interval():
    found = mean_estimate([10.0, 12.0, 17.0], "s")
    half = T2 * sqrt(13) / sqrt(3)  # the sample variance is 13
    assert found.unit == "s"
    assert (found.value, found.low, found.high) == pytest.approx((13, 13 - half, 13 + half))
    assert found.half_width == pytest.approx(half)


def test_a_mean_of_ten_uses_nine_degrees_of_freedom():
    values = [3.1, 2.7, 3.5, 2.9, 3.3, 3.0, 2.8, 3.6, 3.2, 2.9]
    found = mean_estimate(values)
    assert found.value == pytest.approx(mean(values))
    assert found.half_width == pytest.approx(T9 * stdev(values) / sqrt(10))


def test_equal_values_have_no_width():
    assert mean_estimate([5.0, 5.0, 5.0]).half_width == 0


def test_one_replication_has_a_value_but_no_interval():
    found = mean_estimate([5.0])
    assert found.value == 5
    assert isnan(found.low)
    assert isnan(found.high)


def test_no_replication_has_no_value():
    assert isnan(mean_estimate([]).value)
    assert isnan(mean_estimate([nan, nan]).value)


def test_replications_without_a_value_are_left_out():
    assert mean_estimate([10.0, nan, 12.0, 17.0]) == mean_estimate([10.0, 12.0, 17.0])


def test_a_ratio_has_the_interval_of_the_jackknife():
    """10/5, 12/5 and 9/4: leaving out one at a time gives 21/9, 19/9 and 22/10."""
    found = ratio_estimate([10, 12, 9], [5, 5, 4], "s")
    whole = 31 / 14
    pseudo = [3 * whole - 2 * rest for rest in (21 / 9, 19 / 9, 22 / 10)]
    assert found.value == pytest.approx(whole)
    assert found.half_width == pytest.approx(T2 * stdev(pseudo) / sqrt(3))


def test_a_ratio_over_equal_denominators_has_the_interval_of_the_mean():
    numerators = [20.0, 26.0, 23.0, 31.0]
    found = ratio_estimate(numerators, [2.0] * 4)
    as_mean = mean_estimate([value / 2 for value in numerators])
    assert found.value == pytest.approx(as_mean.value)
    assert found.half_width == pytest.approx(as_mean.half_width)
    assert found.half_width == pytest.approx(T3 * stdev(numerators) / 2 / 2)


def test_a_ratio_is_that_of_the_totals_not_the_mean_of_ratios():
    assert ratio_estimate([0, 100], [100, 1]).value == pytest.approx(100 / 101)


def test_a_ratio_over_nothing_has_no_value():
    assert isnan(ratio_estimate([0, 0], [0, 0]).value)


def test_a_ratio_that_one_replication_alone_knows_has_no_interval():
    found = ratio_estimate([5, 0], [2, 0])
    assert found.value == 2.5
    assert isnan(found.low)


@pytest.mark.parametrize("made", [mean_estimate, lambda values: ratio_estimate(values, np.ones(len(values)))])
def test_intervals_cover_the_truth_in_95_of_100_experiments(made):
    random = np.random.default_rng(8)
    covered = 0
    for _ in range(1000):
        found = made(random.normal(10, 3, 12))
        covered += found.low <= 10 <= found.high
    assert abs(covered - 950) < 4 * sqrt(1000 * 0.05 * 0.95)


def test_jackknife_intervals_of_a_ratio_of_dependent_sums_cover_the_truth():
    """Each replication has a random number of visits, and busier ones wait longer."""
    random = np.random.default_rng(9)
    covered = 0
    for _ in range(1000):
        visits = random.poisson(200, 15)
        waits = visits * (5 + 0.02 * (visits - 200)) + random.normal(0, 60, 15)
        found = ratio_estimate(waits, visits)
        covered += found.low <= 5 + 0.02 <= found.high  # E[N (5 + c (N - 200))] / E[N] with c = 0.02
    assert abs(covered - 950) < 5 * sqrt(1000 * 0.05 * 0.95)


def test_an_estimate_knows_its_unit():
    assert Estimate(value=1.0).unit == ""
