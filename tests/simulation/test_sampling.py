"""Quantile functions of every family, against scipy's and against the distribution's own moments."""

from __future__ import annotations

from math import isfinite, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.integrate import quad
from scipy.special import ndtri

from studio.scenario import Distribution, Family
from studio.simulation.draws import Stream
from studio.simulation.sampling import normal_quantile, sampler

SMALLEST, LARGEST = 2.0**-54, 1.0 - 2.0**-53
"""The ends of what a stream gives."""

LOW, MODE, HIGH = 60.0, 100.0, 300.0

CASES = {
    "exponential": (Distribution.exponential(90.0), stats.expon(scale=90.0)),
    "uniform": (Distribution.uniform(30.0, 90.0), stats.uniform(30.0, 60.0)),
    "triangular": (
        Distribution.triangular(LOW, MODE, HIGH),
        stats.triang((MODE - LOW) / (HIGH - LOW), LOW, HIGH - LOW),
    ),
    "triangular, mode at the low end": (Distribution.triangular(60, 60, 300), stats.triang(0, 60, 240)),
    "triangular, mode at the high end": (Distribution.triangular(60, 300, 300), stats.triang(1, 60, 240)),
    "normal": (Distribution.normal(100.0, sd=20.0), stats.truncnorm(-5, np.inf, 100.0, 20.0)),
    "normal, cut": (Distribution.normal(100.0, sd=150.0), stats.truncnorm(-100 / 150, np.inf, 100.0, 150.0)),
    "normal, cut in half": (Distribution.normal(0.0, sd=30.0), stats.halfnorm(scale=30.0)),
    "lognormal": (Distribution.lognormal(180.0, cv=1.2), None),
    "lognormal, narrow": (Distribution.lognormal(180.0, cv=0.01), None),
    "gamma": (Distribution.gamma(120.0, cv=0.7), stats.gamma(1 / 0.49, scale=120.0 * 0.49)),
    "gamma, wide": (Distribution.gamma(120.0, cv=3.0), stats.gamma(1 / 9, scale=120.0 * 9)),
    "erlang": (Distribution.erlang(4, 200.0), stats.gamma(4, scale=50.0)),
    "weibull": (Distribution.weibull(150.0, cv=0.6), None),
    "weibull, wide": (Distribution.weibull(150.0, cv=2.5), None),
    "beta": (Distribution.beta(100.0, low=50.0, high=250.0, sd=30.0), None),
    "pert": (Distribution.pert(LOW, MODE, HIGH), stats.beta(1 + 4 / 6, 5 - 4 / 6, LOW, HIGH - LOW)),
}

SHARES = [SMALLEST, 1e-12, 1e-6, 0.001, 0.1, 0.25, 0.4999, 0.5, 0.5001, 0.75, 0.9, 0.999, 1 - 1e-9, LARGEST]


def test_every_family_is_looked_at():
    discrete = {Family.CONSTANT, Family.EMPIRICAL, Family.MIXTURE}
    assert {distribution.family for distribution, _ in CASES.values()} | discrete == set(Family)


@pytest.mark.parametrize("name", CASES)
def test_quantiles_are_those_of_scipy(name):
    distribution, reference = CASES[name]
    quantile = sampler(distribution)
    if reference is None:
        reference = {
            Family.LOGNORMAL: lambda: stats.lognorm(
                distribution.parameters[1], scale=np.exp(distribution.parameters[0])
            ),
            Family.WEIBULL: lambda: stats.weibull_min(
                distribution.parameters[0], scale=distribution.parameters[1]
            ),
            Family.BETA: lambda: stats.beta(*distribution.parameters[:2], loc=50.0, scale=200.0),
        }[distribution.family]()
    # scipy's truncated normal is itself inexact at the very end; see the next test.
    for u in SHARES[:-1] if distribution.family is Family.NORMAL else SHARES:
        exact = float(reference.ppf(u) if u < 0.5 else reference.isf(1 - u))
        assert quantile(u) == pytest.approx(exact, rel=1e-9, abs=1e-7)


def test_a_normal_is_exact_to_the_very_end():
    assert sampler(Distribution.normal(100.0, sd=20.0))(LARGEST) == pytest.approx(
        100 - 20 * float(ndtri(2.0**-53 * stats.norm.cdf(5))), rel=1e-12
    )


@pytest.mark.parametrize("name", CASES)
def test_mean_and_variance_are_those_that_were_asked_for(name):
    """Moments by integrating the quantile function, in the tails by substitution."""
    distribution, _ = CASES[name]
    quantile = sampler(distribution)

    def moment(power):
        def tail(s):  # u = 1 - s³ puts the points where the tail is
            return quantile(min(LARGEST, 1 - s**3)) ** power * 3 * s**2

        lower, _ = quad(lambda u: quantile(max(SMALLEST, u)) ** power, 0, 0.5, limit=200)
        upper, _ = quad(tail, 0, 0.5 ** (1 / 3), limit=200)
        return lower + upper

    mean = moment(1)
    assert mean == pytest.approx(distribution.mean, rel=1e-5)
    assert moment(2) - mean**2 == pytest.approx(distribution.variance, rel=2e-3, abs=1e-6)


@pytest.mark.parametrize(
    ("distribution", "mean", "sd"),
    [
        (Distribution.exponential(90.0), 90, 90),
        (Distribution.uniform(30.0, 90.0), 60, 60 / sqrt(12)),
        (Distribution.lognormal(180.0, cv=1.2), 180, 216),
        (Distribution.gamma(120.0, sd=84.0), 120, 84),
        (Distribution.erlang(4, 200.0), 200, 100),
        (Distribution.weibull(150.0, cv=0.6), 150, 90),
        (Distribution.beta(100.0, low=50.0, high=250.0, sd=30.0), 100, 30),
        (Distribution.pert(60, 100, 300), (60 + 400 + 300) / 6, sqrt((760 / 6 - 60) * (300 - 760 / 6) / 7)),
    ],
)
def test_a_distribution_has_the_parameters_by_which_it_was_named(distribution, mean, sd):
    assert (distribution.mean, sqrt(distribution.variance)) == pytest.approx((mean, sd), rel=1e-9)


@pytest.mark.parametrize("name", CASES)
def test_the_engine_draws_what_the_scenario_tells(name):
    distribution, _ = CASES[name]
    quantile = sampler(distribution)
    for u in SHARES[2:-2]:
        assert quantile(u) == pytest.approx(distribution.quantile(u), rel=1e-8, abs=1e-9)


@pytest.mark.parametrize("name", CASES)
def test_quantiles_rise_and_are_finite_and_never_negative(name):
    quantile = sampler(CASES[name][0])
    found = [quantile(u) for u in SHARES]
    assert found == sorted(found)
    assert all(isfinite(value) and value >= 0 for value in found)


def test_a_discrete_distribution_draws_its_values_with_their_weights():
    assert {sampler(Distribution.constant(90.0))(u) for u in SHARES} == {90.0}
    quantile = sampler(Distribution.empirical([300, 60, 120], [1, 2, 1]))
    drawn = [quantile(u) for u in np.arange(0.0005, 1, 0.001)]
    assert [drawn.count(value) for value in (60, 120, 300)] == [500, 250, 250]
    assert (quantile(SMALLEST), quantile(LARGEST)) == (60, 300)
    equal = sampler(Distribution.empirical([5] * 3))
    assert {equal(u) for u in SHARES} == {5}


def test_a_mixture_draws_from_each_part_as_often_as_its_weight():
    parts = [Distribution.uniform(0, 10), Distribution.constant(50), Distribution.uniform(100, 200)]
    mixture = Distribution.mixture(parts, [0.5, 0.2, 0.3])
    quantile = sampler(mixture)
    drawn = np.array([quantile(u) for u in np.arange(0.00005, 1, 0.0001)])
    assert [(drawn <= 10).mean(), (drawn == 50).mean(), (drawn >= 100).mean()] == pytest.approx(
        [0.5, 0.2, 0.3]
    )
    assert drawn.mean() == pytest.approx(mixture.mean, rel=1e-4)
    assert drawn.var() == pytest.approx(mixture.variance, rel=1e-3)
    assert stats.kstest(drawn[drawn <= 10] / 10, "uniform").pvalue > 0.5


@pytest.mark.parametrize(
    "weights", [[0.5, 0.5], [0.7, 0.3], [0.1, 0.9], [1 / 3, 2 / 3], [0.2, 0.3, 0.1, 0.4]]
)
def test_a_mixture_of_endless_tails_is_finite_everywhere(weights):
    quantile = sampler(Distribution.mixture([Distribution.exponential(60)] * len(weights), weights))
    edges = [edge for edge in np.cumsum([0.0, *weights]) if 0 < edge < 1]
    near = [np.nextafter(edge, up) for edge in edges for up in (0, 1)]
    for u in (SMALLEST, *edges, *near, LARGEST):
        assert isfinite(quantile(u))
        assert quantile(u) >= 0


def test_the_normal_quantile_is_exact_to_the_last_digits():
    tail = 10.0 ** -np.arange(1, 300, 0.37)
    middle = np.linspace(0.001, 0.999, 4001)
    upper = 1 - 2.0 ** -np.arange(2, 54)
    for u in (*tail, *middle, *upper):
        assert normal_quantile(float(u)) == pytest.approx(float(ndtri(u)), rel=1e-14, abs=1e-15)


@given(st.floats(min_value=SMALLEST, max_value=LARGEST))
def test_the_normal_quantile_is_the_inverse_of_the_normal(u):
    assert float(stats.norm.cdf(normal_quantile(u))) == pytest.approx(u, rel=1e-11)


@given(
    mean=st.floats(0.1, 1e6),
    cv=st.floats(0.05, 4.0),
    u=st.floats(1e-6, 1 - 1e-6),
    family=st.sampled_from([Distribution.lognormal, Distribution.gamma, Distribution.weibull]),
)
def test_a_quantile_is_exceeded_with_the_chance_that_remains(mean, cv, u, family):
    distribution = family(mean, cv=cv)
    assert distribution.exceeds(sampler(distribution)(u)) == pytest.approx(1 - u, abs=1e-7)


def test_the_sample_of_a_stream_has_the_moments_of_its_distribution():
    series = Stream(3, 0, 17, "time").series()
    for distribution, _ in CASES.values():
        quantile = sampler(distribution)
        sample = np.array([quantile(next(series)) for _ in range(4000)])
        spread = sqrt(distribution.variance / len(sample))
        assert abs(sample.mean() - distribution.mean) <= 4.5 * spread + 1e-9
