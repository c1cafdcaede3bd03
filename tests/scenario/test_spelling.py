"""What is written into a scenario file is read back as it was, in few digits where that is possible."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.scenario import Calendar, Distribution, Family, Timetable, dump, read_scenario, units
from studio.scenario.hours import calendar_of
from studio.scenario.spelling import duration_text, hours_of, number_text, share_text
from studio.scenario.spelling_spreads import spread_of

HOUR = 3600.0
DAY = 24 * HOUR

MEANS = st.floats(0.5, 1e6).map(lambda mean: float(f"{mean:.4g}"))
SPREADS = st.floats(0.05, 3).map(lambda spread: float(f"{spread:.3g}"))


def read_back(diagram, distribution: Distribution) -> Distribution:
    text = dump({"steps": {"Task_Handle": {"time": spread_of(distribution)}}})
    return read_scenario(text, diagram).steps["Task_Handle"].time


def number_back(diagram, distribution: Distribution) -> Distribution:
    told = spread_of(distribution, of_time=False)
    text = dump({"attributes": {"amount": told if isinstance(told, dict) else {"constant": told}}})
    (attribute,) = read_scenario(text, diagram).attributes
    return attribute.number


@given(st.just(0.0) | st.floats(1e-12, 1e12))
def test_a_duration_is_read_back_to_the_last_digit(seconds):
    assert units.duration(duration_text(seconds)) == seconds


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (30, "30 s"),
        (90, "1.5 min"),
        (360, "6 min"),
        (5400, "1.5 h"),
        (172800, "2 d"),
        (1e-7, "0.0000001 s"),
    ],
)
def test_a_duration_is_written_in_the_unit_that_people_would_take(seconds, text):
    assert duration_text(float(seconds)) == text


@given(st.floats(0, 1))
def test_a_share_is_read_back_to_the_last_digit(share):
    assert units.share(share_text(share)) == share


def test_a_share_of_few_digits_is_a_percentage():
    assert [share_text(share) for share in (0.0, 0.05, 0.125, 1 / 3)] == ["0 %", "5 %", "12.5 %", 1 / 3]


def test_a_whole_number_has_no_fraction():
    assert [repr(number_text(number)) for number in (3.0, 2.5, -4.0)] == ["3", "2.5", "-4"]


FAMILIES = {
    "constant": lambda mean, _: Distribution.constant(mean),
    "exponential": lambda mean, _: Distribution.exponential(mean),
    "uniform": lambda mean, cv: Distribution.uniform(mean, mean * (1 + cv)),
    "triangular": lambda mean, cv: Distribution.triangular(mean, mean * (1 + cv / 2), mean * (1 + cv)),
    "normal": lambda mean, cv: Distribution.normal(mean, cv=cv),
    "normal by sd": lambda mean, cv: Distribution.normal(mean, sd=cv),
    "lognormal": lambda mean, cv: Distribution.lognormal(mean, cv=cv),
    "gamma": lambda mean, cv: Distribution.gamma(mean, cv=cv),
    "erlang": lambda mean, _: Distribution.erlang(3, mean),
    "beta": lambda mean, _: Distribution.beta(2 * mean, low=mean, high=4 * mean, sd=mean / 4),
    "pert": lambda mean, cv: Distribution.pert(mean, mean * (1 + cv / 2), mean * (1 + cv)),
    "empirical": lambda mean, _: Distribution.empirical([mean, 2 * mean, 3.5 * mean]),
    "weighted": lambda mean, _: Distribution.empirical([mean, 2 * mean], [3, 7]),
    "mixture": lambda mean, cv: Distribution.mixture(
        [Distribution.lognormal(mean, cv=cv), Distribution.constant(mean)], [0.7, 0.3]
    ),
}


@pytest.mark.parametrize("family", FAMILIES)
@given(mean=MEANS, cv=SPREADS)
def test_a_distribution_that_a_file_can_state_is_read_back_as_it_was(diagram, family, mean, cv):
    distribution = FAMILIES[family](mean, cv)
    assert read_back(diagram, distribution) == distribution
    assert number_back(diagram, distribution) == distribution


@given(mean=MEANS, cv=SPREADS, factor=st.floats(0.2, 5))
def test_one_that_was_computed_is_read_back_within_rounding(diagram, mean, cv, factor):
    """Not every pair of logarithms is that of a mean and a spread that a computer can hold."""
    for made in (
        Distribution.lognormal(mean, cv=cv).scaled(factor),
        Distribution.gamma(mean, cv=cv).scaled(factor),
        Distribution.weibull(mean, cv=max(cv, 0.1)),
        Distribution.from_quantiles(Family.LOGNORMAL, {0.5: mean, 0.9: mean * (1 + cv)}),
    ):
        assert read_back(diagram, made).parameters == pytest.approx(made.parameters, rel=1e-13)


def test_a_distribution_is_written_in_the_digits_that_people_gave():
    assert spread_of(Distribution.lognormal(360, cv=0.8)) == {"lognormal": {"mean": "6 min", "cv": 0.8}}
    assert spread_of(Distribution.empirical([30, 60], [1, 3])) == {
        "empirical": {"values": ["30 s", "1 min"], "weights": [1, 3]}
    }
    assert spread_of(Distribution.empirical([30, 60])) == {"empirical": ["30 s", "1 min"]}


WEEKS = [
    {
        frozenset(range(5)): ((8 * HOUR, 20 * HOUR),),
        frozenset({5}): ((9 * HOUR, 12 * HOUR), (13 * HOUR, 18 * HOUR)),
    },
    {frozenset(range(7)): ((0.0, DAY),)},
    {frozenset({0, 2, 3}): ((22 * HOUR, 30 * HOUR),)},
    {frozenset({6}): ((22 * HOUR, 30 * HOUR),)},
]


@pytest.mark.parametrize("week", WEEKS)
@pytest.mark.parametrize("dates", [{}, {date(2026, 5, 1): (), date(2026, 5, 9): ((8 * HOUR, 12 * HOUR),)}])
def test_hours_are_read_back_as_the_same_open_times(diagram, week, dates):
    calendar = calendar_of(week, dates)
    scenario = read_scenario(dump({"calendars": {"office": hours_of(calendar)}}), diagram)
    again = scenario.calendars["office"]
    assert again.week == calendar.week
    assert open_times(again) == open_times(calendar)


def open_times(calendar: Calendar) -> list[tuple[float, float]]:
    table = Timetable(calendar, datetime(2026, 4, 20, tzinfo=UTC))
    return list(takewhile(lambda interval: interval[0] < 30 * DAY, table.intervals()))
