"""Figures are written as people in each language write them."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.wording import (
    LANGUAGES,
    NO_FIGURE,
    apart,
    duration,
    number,
    plus_minus,
    quantity,
    share,
    shared_time_unit,
)


@pytest.mark.parametrize(
    ("seconds", "english", "chinese"),
    [
        (0, "0 s", "0秒"),
        (0.25, "0.25 s", "0.25秒"),
        (4.213, "4.21 s", "4.21秒"),
        (19.988, "20 s", "20秒"),
        (59.97, "1 min", "1分钟"),
        (105.75, "1 min 46 s", "1分46秒"),
        (390, "6 min 30 s", "6分30秒"),
        (3599.7, "1 h", "1小时"),
        (8100, "2 h 15 min", "2小时15分"),
        (86_399, "1 d", "1天"),
        (48 * 3600, "2 d", "2天"),
        (75 * 3600, "3 d 3 h", "3天3小时"),
        (10_000_000, "116 d", "116天"),
        (1e12, "11,574,074 d", "11,574,074天"),
        (-390, "-6 min 30 s", "-6分30秒"),
        (1e-12, "0 s", "0秒"),
        (-1e-12, "0 s", "0秒"),
        (None, "–", "–"),
        (math.nan, "–", "–"),
        (math.inf, "–", "–"),
    ],
)
def test_a_duration_has_its_two_largest_units(seconds, english, chinese):
    assert duration(seconds) == english
    assert duration(seconds, "zh-CN") == chinese


LENGTHS = {"s": 1, "min": 60, "h": 3600, "d": 86_400}


@given(st.floats(0, 1e9))
def test_a_duration_is_told_to_a_hundredth_of_itself(seconds):
    told = re.findall(r"([\d.,]+) (s|min|h|d)", duration(seconds))
    total = sum(float(count.replace(",", "")) * LENGTHS[unit] for count, unit in told)
    assert abs(total - seconds) <= max(0.01 * seconds, 0.0005)
    assert all(float(count) < 60 for count, unit in told[1:])


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0, "0%"), (1, "100%"), (0.05, "5%"), (0.123, "12.3%"), (0.0025, "0.25%"), (0.9996, "99.96%"),
        (0.475, "47.5%"), (1.4, "140%"), (-0.02, "-2%"), (None, NO_FIGURE),
    ],
)  # fmt: skip
def test_a_share_is_a_percentage(value, told):
    assert share(value) == share(value, "zh-CN") == told


@given(st.floats(1e-5, 1 - 1e-5))
def test_a_share_that_is_not_all_or_nothing_does_not_look_like_it(value):
    assert share(value) not in ("0%", "100%")


@pytest.mark.parametrize(
    ("value", "digits", "told"),
    [
        (412345, None, "412,345"), (12.345, None, "12.3"), (1.999, None, "2"),
        (0.01234, None, "0.0123"), (1.2345e20, None, "1.23e+20"),
        (12.345, 2, "12.35"), (3, 2, "3.00"), (-0.001, 1, "0.0"), (1e6, 0, "1,000,000"),
        (math.nan, 2, NO_FIGURE),
    ],
)  # fmt: skip
def test_a_number_has_the_decimals_asked_for_or_three_figures_that_count(value, digits, told):
    assert number(value, digits) == told


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        (738, "s", "12 min 18 s", "12分18秒"),
        (1.234, "1", "1.23", "1.23"),
        (0.123, "share", "12.3%", "12.3%"),
        (36.25, "per hour", "36.2 per hour", "每小时36.2"),
        (1.5, "per case", "1.5 per case", "每单1.5"),
        (8.25, "per 100 cases", "8.25 per 100 cases", "每百单8.25"),
        (12.3, "CNY per case", "CN¥12.30 per case", "每单¥12.30"),
        (-12.3, "EUR", "-€12.30", "-€12.30"),
        (123456.7, "CNY", "CN¥123,457", "¥123,457"),
        (28, "people", "28 people", "28人"),
        (12, "{x}", "12 {x}", "12 {x}"),
        (None, "s", NO_FIGURE, NO_FIGURE),
    ],
)
def test_a_quantity_carries_its_unit(value, unit, english, chinese):
    assert quantity(value, unit) == english
    assert quantity(value, unit, "zh-CN") == chinese


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        (390, "s", "+6 min 30 s", "+6分30秒"),
        (-390, "s", "-6 min 30 s", "-6分30秒"),
        (0.021, "share", "+2.1 points", "+2.1个百分点"),
        (0, "share", "0 points", "0个百分点"),
        (5, "CNY", "+CN¥5.00", "+¥5.00"),
    ],
)
def test_a_difference_carries_its_sign_and_that_of_shares_is_in_points(value, unit, english, chinese):
    assert quantity(value, unit, signed=True) == english
    assert quantity(value, unit, "zh-CN", signed=True) == chinese


@pytest.mark.parametrize(
    ("figure", "unit", "english", "chinese"),
    [
        ((738, 714, 762), "s", "12.3 ± 0.4 min", "12.3±0.4分钟"),
        ((738, 700, 800), "s", "12.3 (11.7 to 13.3) min", "12.3（11.7至13.3）分钟"),
        ((0.4, 0.38, 0.42), "s", "0.40 ± 0.02 s", "0.40±0.02秒"),
        ((90_000, 88_000, 92_000), "s", "25.0 ± 0.6 h", "25.0±0.6小时"),
        ((864_000, 777_600, 950_400), "s", "10.0 ± 1.0 d", "10.0±1.0天"),
        ((0.123, 0.119, 0.127), "share", "12.3 ± 0.4%", "12.3±0.4%"),
        ((36.25, 36.1, 36.4), "per hour", "36.25 ± 0.15 per hour", "每小时36.25±0.15"),
        ((12.34, 11.9, 12.78), "CNY per case", "CN¥12.3 ± 0.4 per case", "每单¥12.3±0.4"),
        ((412_345, 411_000, 413_690), "1", "412,345 ± 1,345", "412,345±1,345"),
        ((38, 38, 38), "s", "38 s", "38秒"),
        ((38, None, None), "s", "38 s", "38秒"),
        ((38, math.nan, math.nan), "s", "38 s", "38秒"),
        ((38, -math.inf, math.inf), "s", "38 s", "38秒"),
        ((None, 1, 2), "s", NO_FIGURE, NO_FIGURE),
    ],
)
def test_a_figure_stands_with_its_interval(figure, unit, english, chinese):
    assert plus_minus(*figure, unit) == english
    assert plus_minus(*figure, unit, "zh-CN") == chinese


@pytest.mark.parametrize(
    ("figure", "unit", "told"),
    [
        ((-72, -96, -48), "s", "-1.2 ± 0.4 min"),
        ((72, 48, 96), "s", "+1.2 ± 0.4 min"),
        ((-0.123, -0.129, -0.117), "share", "-12.3 ± 0.6 points"),
        ((0.001, -1, 1.002), "1", "0.0 ± 1.0"),
        ((5, 4, 6), "CNY per case", "+CN¥5.0 ± 1.0 per case"),
    ],
)
def test_a_difference_with_its_interval_carries_its_sign(figure, unit, told):
    assert plus_minus(*figure, unit, signed=True) == told


@pytest.mark.parametrize(
    ("figure", "unit", "together", "value", "interval"),
    [
        ((3, -2, 8), "s", "3 (0 to 8) s", "3 s", "0 to 8 s"),
        ((0.99, 0.96, 1.02), "share", "99 (96 to 100)%", "99%", "96 to 100%"),
        ((0.01, -0.02, 0.04), "share", "1 (0 to 4)%", "1%", "0 to 4%"),
        ((1.0, 1 - 1e-16, 1 + 1e-15), "share", "100%", "100%", ""),
        ((0.7, 0.7 - 1e-12, 0.7 + 1e-12), "share", "70%", "70%", ""),
        ((1513.3, 1321.3, 1705.3), "s", "25 ± 3 min", "25 min", "± 3 min"),
        ((12.3456, 12.1, 12.5912), "per hour", "12.3 ± 0.2 per hour", "12.3 per hour", "± 0.2 per hour"),
        ((42.4242, None, None), "s", "42.4 s", "42.4 s", ""),
    ],
)
def test_an_interval_ends_where_nothing_can_be_and_says_no_more_digits_than_it_has(
    figure, unit, together, value, interval
):
    assert plus_minus(*figure, unit) == together
    assert apart(*figure, unit) == (value, interval)


@given(
    st.floats(min_value=0, max_value=1),
    st.floats(min_value=0, max_value=3),
    st.sampled_from(["s", "share", "1", "CNY"]),
)
def test_what_is_shown_of_an_interval_never_leaves_what_is_possible(value, half, unit):
    shown = " ".join(apart(value, value - half, value + half, unit))
    assert not re.search(r"-\d", shown)
    numbers = [float(number.replace(",", "")) for number in re.findall(r"\d[\d,.]*", shown)]
    if unit == "share" and "±" not in shown:
        assert all(number <= 100 for number in numbers)


@given(
    st.floats(allow_nan=True, allow_infinity=True),
    st.floats(),
    st.floats(),
    st.sampled_from(["s", "share", "1", "CNY"]),
)
def test_any_figure_can_be_written(value, low, high, unit):
    for language in LANGUAGES:
        assert plus_minus(value, low, high, unit, language)
        assert quantity(value, unit, language, signed=True)


def test_a_proved_difference_is_not_told_as_one_that_may_be_none():
    assert plus_minus(-4.2, -8.1, -0.3, "1", signed=True) == "-4.2 ± 3.9"
    assert plus_minus(-4.2, -8.6, 0.2, "1", signed=True) == "-4 ± 4"


def test_times_that_are_compared_share_the_unit_of_the_middle_one():
    assert shared_time_unit([5.0, 600.0, 90_000.0]) == "min"
    assert shared_time_unit([None, float("nan"), 0.0, 7_200.0]) == "h"
    assert shared_time_unit([0.0, None]) == "s"
    assert quantity(90_000.0, "s", time_unit="min") == "1,500 min"
    assert quantity(45.0, "s", "zh-CN", time_unit="min") == "0.75分钟"
    assert plus_minus(7_200.0, 7_080.0, 7_320.0, "s", time_unit="min") == "120 ± 2 min"
    assert plus_minus(-30.0, -36.0, -24.0, "s", signed=True, time_unit="h") == "-0.0083 ± 0.0017 h"
    assert quantity(0.5, "share", time_unit="h") == "50%"
