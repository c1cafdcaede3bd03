"""Durations, shares, money, clock ranges and weekdays as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from studio.scenario import hours, units
from studio.scenario.refusal import Refused

HOUR = 3600.0
DAY = 24 * HOUR


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90 s", 90),
        ("90s", 90),
        ("500 ms", 0.5),
        ("6 min", 360),
        ("6 minutes", 360),
        ("2 h", 7200),
        ("2 Hours", 7200),
        ("1.5 d", 129_600),
        (".5 d", 43_200),
        ("4 weeks", 4 * 7 * DAY),
        ("1 week", 7 * DAY),
        ("1 h 30 min", 5400),
        ("1h30m", 5400),
        ("1 d 2 h 3 min 4 s", 93_784),
        ("0 s", 0),
        (0, 0),
        (0.0, 0),
        ("PT6M", 360),
        ("pt6m", 360),
        ("P1DT12H", 129_600),
        ("PT0.5S", 0.5),
        ("P2W", 14 * DAY),
        ("48小时", 172_800),
        ("48 小时", 172_800),
        ("1天2小时", 93_600),
        ("30分钟", 1800),
        ("20秒", 20),
        ("2周", 14 * DAY),
        ("９分钟", 540),
        ("半小时", 1800),
        ("1天半个小时", 88_200),
        ("3个工作日", None),
        ("-5 min", None),
        ("5", None),
        (5, None),
        (True, None),
        (False, None),
        (None, None),
        ("", None),
        ("min", None),
        ("5 parsecs", None),
        ("1:30", None),
        ("P", None),
        ("PT", None),
        ("P1DT", None),
        ("1e3 s", None),
        ("999999999999999 weeks", None),
        ("9" * 100 + " s", None),
        (["5 min"], None),
        (float("nan"), None),
    ],
)
def test_durations(text, seconds):
    if seconds is None:
        with pytest.raises(Refused):
            units.duration(text)
    else:
        assert units.duration(text) == seconds


def test_a_duration_that_must_be_positive_is_not_nothing():
    assert units.longer_than_nothing("1 s") == 1
    with pytest.raises(Refused):
        units.longer_than_nothing("0 s")


@pytest.mark.parametrize(
    ("value", "share"),
    [
        ("5 %", 0.05),
        ("5%", 0.05),
        ("5％", 0.05),
        ("５％", 0.05),
        ("12.5 %", 0.125),
        ("100 %", 1),
        ("0 %", 0),
        (0.05, 0.05),
        (0, 0),
        (1, 1),
        (5, None),
        ("101 %", None),
        ("-5 %", None),
        (-0.05, None),
        ("0.05", None),
        (True, None),
        ("five", None),
        (float("nan"), None),
        (10**400, None),
    ],
)
def test_shares(value, share):
    if share is None:
        with pytest.raises(Refused):
            units.share(value)
    else:
        assert units.share(value) == pytest.approx(share)


@pytest.mark.parametrize(
    ("value", "price"),
    [
        (42, 42),
        (42.5, 42.5),
        ("42/h", 42),
        ("42 / h", 42),
        ("42 CNY/h", 42),
        ("42元/小时", 42),
        ("４２元／小时", 42),
        ("42 per hour", 42),
        ("42", None),
        ("42/d", None),
        (-1, None),
        (True, None),
        (float("inf"), None),
        (10**400, None),
    ],
)
def test_money_an_hour(value, price):
    if price is None:
        with pytest.raises(Refused):
            units.money_an_hour(value)
    else:
        assert units.money_an_hour(value) == price


@pytest.mark.parametrize(
    ("read", "good", "bad"),
    [
        (units.whole, [0, 28, 3.0], [-1, 2.5, "28", True, 10**12, 1e300]),
        (units.whole_from_one, [1, 28], [0, -1]),
        (units.amount, [0, -3, 1.5, "5 %"], ["5", True, float("inf"), float("nan"), 10**400]),
        (units.not_below_nothing, [0, 1.5], [-0.1]),
        (units.more_than_nothing, [0.1], [0, -1]),
        (units.text, ["SOP-012", 12, 1.5], ["", "  ", None, True, [], "x" * 2001]),
    ],
)
def test_numbers_and_texts(read, good, bad):
    for value in good:
        read(value)
    for value in bad:
        with pytest.raises(Refused):
            read(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("08:00-20:00", [(8, 20)]),
        ("8:00 – 20:00", [(8, 20)]),
        ("08:00至20:00", [(8, 20)]),
        ("22:00-06:00", [(22, 30)]),
        ("20:00-24:00", [(20, 24)]),
        ("00:00-24:00", [(0, 24)]),
        ("22:00-00:00", [(22, 24)]),
        (["13:00-18:00", "09:00-12:00"], [(9, 12), (13, 18)]),
        ([], []),
        ("08:00", None),
        ("08:00-08:00", None),
        ("24:00-06:00", None),
        ("08:00-25:00", None),
        ("08:60-20:00", None),
        (["09:00-12:00", "11:00-18:00"], None),
        (["22:00-06:00", "05:00-08:00"], None),
        (8, None),
        (None, None),
    ],
)
def test_clock_ranges(text, expected):
    if expected is None:
        with pytest.raises(Refused):
            hours.clock_hours(text)
    else:
        assert hours.clock_hours(text) == tuple((a * HOUR, b * HOUR) for a, b in expected)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri", range(5)),
        ("Mon - Fri", range(5)),
        ("monday-wednesday", range(3)),
        ("sat", [5]),
        ("sat-mon", [5, 6, 0]),
        ("mon, wed", [0, 2]),
        ("mon,thu-fri", [0, 3, 4]),
        ("daily", range(7)),
        ("weekdays", range(5)),
        ("weekend", [5, 6]),
        ("周一", [0]),
        ("周一至周五", range(5)),
        ("周一至五", range(5)),
        ("周一、周三", [0, 2]),
        ("星期天", [6]),
        ("每天", range(7)),
        ("工作日", range(5)),
        ("moon", None),
        ("mon-tue-wed", None),
        ("", None),
        ("-", None),
        ("mon,", None),
    ],
)
def test_sets_of_weekdays(text, days):
    if days is None:
        with pytest.raises(Refused):
            hours.weekdays(text)
    else:
        assert hours.weekdays(text) == set(days)


def test_dates_and_moments():
    assert hours.day("2026-05-01") == date(2026, 5, 1)
    assert hours.moment("2026-03-02T08:00") == datetime(2026, 3, 2, 8)  # noqa: DTZ001
    assert hours.moment("2026-03-02") == datetime(2026, 3, 2)  # noqa: DTZ001
    assert hours.moment("2026-03-02T08:00+08:00") == datetime(2026, 3, 2, tzinfo=UTC)
    assert hours.moment("2026-03-02 00:00Z") == datetime(2026, 3, 2, tzinfo=UTC)
    for wrong in ("2026-02-30", "01.05.2026", "9999-12-31", "", None, 2026):
        with pytest.raises(Refused):
            hours.day(wrong)
    for wrong in ("2026-03-02T25:00", "soon", "0001-01-01T00:00+14:00", "9999-12-31T00:00-12:00", None, 5):
        with pytest.raises(Refused):
            hours.moment(wrong)


def test_zones():
    assert hours.zone("Asia/Shanghai").key == "Asia/Shanghai"
    for wrong in ("Mars/Base", "../../etc/passwd", "Europe", "", None, "US/..", "x" * 100):
        with pytest.raises(Refused):
            hours.zone(wrong)


WEEKDAYS = frozenset(range(5))


def test_a_calendar_cuts_a_night_shift_at_the_end_of_the_week():
    calendar = hours.calendar_of({frozenset({6}): ((22 * HOUR, 30 * HOUR),)}, {})
    assert calendar.week == ((0, 6 * HOUR), (6 * DAY + 22 * HOUR, 7 * DAY))


def test_the_smaller_set_of_weekdays_decides_for_its_days():
    calendar = hours.calendar_of({frozenset(range(7)): ((0.0, DAY),), frozenset({6}): ()}, {})
    assert calendar.week == ((0, 6 * DAY),)


def test_a_closed_date_takes_away_the_shift_that_begins_on_it_and_not_the_one_before():
    nightly = {frozenset(range(7)): ((22 * HOUR, 30 * HOUR),)}
    calendar = hours.calendar_of(nightly, {date(2026, 3, 4): ()})
    assert calendar.dates[date(2026, 3, 4)] == ((0, 6 * HOUR),)
    assert calendar.dates[date(2026, 3, 5)] == ((22 * HOUR, 30 * HOUR),)
