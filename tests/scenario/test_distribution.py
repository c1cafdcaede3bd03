"""Distributions by the parameters people know."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from studio.scenario import Distribution, Family
from studio.scenario.special import gamma_upper, incomplete_beta

ALL = {
    "constant": Distribution.constant(7.0),
    "exponential": Distribution.exponential(90.0),
    "uniform": Distribution.uniform(2.0, 10.0),
    "triangular": Distribution.triangular(1.0, 2.0, 8.0),
    "triangular, falling": Distribution.triangular(1.0, 1.0, 8.0),
    "normal": Distribution.normal(5.0, sd=4.0),
    "normal, hardly cut": Distribution.normal(5.0, cv=0.1),
    "lognormal": Distribution.lognormal(360.0, cv=0.8),
    "gamma": Distribution.gamma(5.0, cv=0.3),
    "gamma, spread": Distribution.gamma(5.0, cv=1.5),
    "erlang": Distribution.erlang(3, 9.0),
    "weibull": Distribution.weibull(5.0, cv=0.7),
    "weibull, spread": Distribution.weibull(5.0, sd=6.0),
    "beta": Distribution.beta(3.0, low=0.0, high=10.0, sd=2.0),
    "pert": Distribution.pert(1.0, 2.0, 8.0),
    "empirical": Distribution.empirical([5.0, 1.0, 2.0], [2.0, 1.0, 1.0]),
    "mixture": Distribution.mixture([Distribution.constant(2.0), Distribution.exponential(10.0)], [0.3, 0.7]),
}
SMOOTH = {name: d for name, d in ALL.items() if name not in ("constant", "empirical", "mixture")}


def given_all(distributions):
    return pytest.mark.parametrize("d", distributions.values(), ids=distributions.keys())


def test_every_family_is_tried():
    assert {d.family for d in ALL.values()} == set(Family)


@given_all(ALL)
def test_moments_agree_with_the_quantiles(d):
    u = (np.arange(1_000) + 0.5) / 1_000
    draws = np.array([d.quantile(float(p)) for p in u])
    assert draws.mean() == pytest.approx(d.mean, rel=1e-2)
    assert draws.var() == pytest.approx(d.variance, rel=1e-1, abs=1e-9)
    assert draws.min() >= d.lowest


@given_all(SMOOTH)
def test_the_quantile_is_where_that_share_is_exceeded(d):
    for u in (0.001, 0.1, 0.5, 0.9, 0.999):
        assert d.exceeds(d.quantile(u)) == pytest.approx(1 - u, abs=1e-9)


@given_all(ALL)
def test_nothing_falls_short_of_the_lowest_and_everything_is_finite(d):
    assert d.exceeds(d.lowest - 1) == 1
    assert d.exceeds(1e12) == pytest.approx(0, abs=1e-9)


@given_all(ALL)
@pytest.mark.parametrize("factor", [0.25, 3.0])
def test_scaling_scales_mean_spread_and_tail(d, factor):
    scaled = d.scaled(factor)
    assert scaled.mean == pytest.approx(factor * d.mean)
    assert scaled.variance == pytest.approx(factor**2 * d.variance)
    for x in (0.5, 3.0, 20.0):
        assert scaled.exceeds(factor * x) == pytest.approx(d.exceeds(x), abs=1e-9)
    assert d.scaled(0) == Distribution.constant(0.0)


def test_moments_are_the_textbook_ones():
    cut = stats.truncnorm(-5 / 4, math.inf, loc=5, scale=4)
    assert ALL["normal"].mean == pytest.approx(cut.mean(), rel=1e-12)
    assert ALL["normal"].variance == pytest.approx(cut.var(), rel=1e-9)
    assert ALL["lognormal"].mean == pytest.approx(360)
    assert math.sqrt(ALL["lognormal"].variance) == pytest.approx(360 * 0.8)
    assert ALL["weibull, spread"].mean == pytest.approx(5)
    assert math.sqrt(ALL["weibull, spread"].variance) == pytest.approx(6)
    assert ALL["gamma"].parameters == pytest.approx((1 / 0.09, 0.45))
    assert ALL["erlang"].parameters == (3.0, 3.0)
    assert ALL["pert"].mean == pytest.approx((1 + 4 * 2 + 8) / 6)
    assert math.sqrt(ALL["beta"].variance) == pytest.approx(2)
    assert ALL["mixture"].mean == pytest.approx(0.3 * 2 + 0.7 * 10)
    assert ALL["empirical"].mean == pytest.approx((5 * 2 + 1 + 2) / 4)


def test_an_empirical_distribution_keeps_sorted_values_and_cumulative_weights():
    d = ALL["empirical"]
    assert d.parameters == (1.0, 2.0, 5.0, 0.25, 0.5, 1.0)
    assert (d.values, d.cumulative) == ((1.0, 2.0, 5.0), (0.25, 0.5, 1.0))
    assert [d.quantile(u) for u in (0.1, 0.25, 0.26, 0.5, 0.51, 0.99)] == [1, 1, 2, 2, 5, 5]
    assert [d.exceeds(x) for x in (0.9, 1, 1.5, 2, 5)] == [1, 0.75, 0.75, 0.5, 0]


def test_a_mixture_leaves_out_parts_without_weight():
    d = Distribution.mixture([Distribution.constant(1.0), Distribution.constant(9.0)], [0.0, 4.0])
    assert (d.parameters, d.parts) == ((1.0,), (Distribution.constant(9.0),))


@pytest.mark.parametrize("family", [Family.LOGNORMAL, Family.WEIBULL, Family.GAMMA])
@pytest.mark.parametrize(
    "quantiles", [{0.5: 300.0, 0.9: 720.0}, {0.1: 60.0, 0.95: 90.0}, {0.5: 1.0, 0.9: 30.0}]
)
def test_two_quantiles_are_met(family, quantiles):
    d = Distribution.from_quantiles(family, quantiles)
    for share, value in quantiles.items():
        assert d.quantile(share) == pytest.approx(value, rel=1e-6)


def test_one_quantile_is_enough_for_an_exponential():
    d = Distribution.from_quantiles(Family.EXPONENTIAL, {0.9: 230.0})
    assert d.exceeds(230) == pytest.approx(0.1)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Distribution.normal(5.0, sd=0.0),
        lambda: Distribution.lognormal(5.0, cv=0.0),
        lambda: Distribution.gamma(5.0, cv=0.0),
        lambda: Distribution.weibull(5.0, cv=0.0),
        lambda: Distribution.uniform(5.0, 5.0),
        lambda: Distribution.pert(5.0, 5.0, 5.0),
        lambda: Distribution.triangular(5.0, 5.0, 5.0),
    ],
)
def test_without_spread_it_is_a_constant(make):
    assert make() == Distribution.constant(5.0)


@pytest.mark.parametrize(
    ("make", "allowed"),
    [
        (lambda: Distribution.exponential(0.0), "mean more than 0"),
        (lambda: Distribution.uniform(2.0, 1.0), "low ≤ high"),
        (lambda: Distribution.triangular(1.0, 9.0, 8.0), "low ≤ mode ≤ high"),
        (lambda: Distribution.normal(5.0), "either cv or sd"),
        (lambda: Distribution.normal(5.0, sd=1.0, cv=1.0), "either cv or sd"),
        (lambda: Distribution.normal(-5.0, sd=1.0), "mean of at least 0"),
        (lambda: Distribution.lognormal(5.0, cv=-1.0), "a spread of at least 0"),
        (lambda: Distribution.erlang(0, 5.0), "k as a whole number from 1"),
        (
            lambda: Distribution.beta(3.0, low=0.0, high=10.0, sd=6.0),
            "a spread that fits between low and high",
        ),
        (lambda: Distribution.beta(11.0, low=0.0, high=10.0, sd=1.0), "low < mean < high"),
        (lambda: Distribution.empirical([]), "at least one value, and as many weights as values"),
        (lambda: Distribution.empirical([1.0], [0.0]), "weights of at least 0, one of them more"),
        (lambda: Distribution.mixture([], []), "at least one part, and a weight for each"),
        (lambda: Distribution.constant(math.inf), "a number that a computer can hold"),
        (lambda: Distribution.constant(math.nan), "a number that a computer can hold"),
        (
            lambda: Distribution.from_quantiles(Family.LOGNORMAL, {0.5: 1.0, 0.500001: 1e15}),
            "a spread that a computer can hold",
        ),
        (
            lambda: Distribution.from_quantiles(Family.LOGNORMAL, {0.5: 2.0, 0.9: 1.0}),
            "two quantiles that rise, such as {p50: 5 min, p90: 12 min}",
        ),
        (
            lambda: Distribution.from_quantiles(Family.UNIFORM, {0.5: 1.0, 0.9: 2.0}),
            "quantiles for exponential, lognormal, weibull or gamma only",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(make, allowed):
    with pytest.raises(ValueError, match=r"\w") as refusal:
        make()
    assert str(refusal.value) == allowed


@given(st.floats(0.01, 1e5), st.floats(0.0, 1e5))
def test_the_incomplete_gamma_function_is_that_of_scipy(shape, x):
    assert gamma_upper(shape, x) == pytest.approx(special.gammaincc(shape, x), abs=1e-9)


@pytest.mark.parametrize("x", [0.999e7, 1e7, 1.001e7])
def test_the_incomplete_gamma_function_of_a_huge_shape_is_close(x):
    assert gamma_upper(1e7, x) == pytest.approx(special.gammaincc(1e7, x), abs=1e-6)


@given(st.floats(0.02, 1e4), st.floats(0.02, 1e4), st.floats(0, 1))
def test_the_incomplete_beta_function_is_that_of_scipy(alpha, beta, x):
    assert incomplete_beta(alpha, beta, x) == pytest.approx(special.betainc(alpha, beta, x), abs=1e-9)


@given(st.floats(0.1, 1e6), st.floats(0.01, 5.0))
def test_mean_and_spread_are_those_asked_for(mean, cv):
    for make in (Distribution.lognormal, Distribution.gamma, Distribution.weibull):
        d = make(mean, cv=cv)
        assert d.mean == pytest.approx(mean, rel=1e-6)
        assert math.sqrt(d.variance) == pytest.approx(cv * mean, rel=1e-5)
