"""A calendar laid along the simulated clock."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.scenario import Calendar, Timetable, moment_of

HOUR = 3600.0
DAY = 24 * HOUR
WEEK = 7 * DAY
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
OFFICE = Calendar(week=tuple((d * DAY + 8 * HOUR, d * DAY + 20 * HOUR) for d in range(5)))
NIGHT = Calendar(week=((0.0, 6 * HOUR), (6 * DAY + 22 * HOUR, WEEK)))
"""Sunday 22:00 to Monday 06:00."""


def wall(*parts: int) -> datetime:
    """A wall-clock time, whose zone is that of the start."""
    return datetime(*parts)  # noqa: DTZ001


def hours(timetable: Timetable, count: int, from_: float = 0.0) -> list[tuple[float, float]]:
    return [(begin / HOUR, end / HOUR) for begin, end in islice(timetable.intervals(from_), count)]


def test_without_a_calendar_it_is_always_open():
    always = Timetable(None, MONDAY)
    assert list(always.intervals(5.0)) == [(5.0, math.inf)]
    assert always.is_open(1e9)
    assert always.next_open(3.0) == 3.0
    assert always.add(3.0, 4.0) == 7.0
    assert always.between(2.0, 9.0) == 7.0


def test_a_start_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        Timetable(None, wall(2026, 3, 2))


def test_intervals_follow_the_week_and_begin_where_asked():
    office = Timetable(OFFICE, MONDAY)
    assert hours(office, 6) == [(8, 20), (32, 44), (56, 68), (80, 92), (104, 116), (176, 188)]
    assert hours(office, 2, 10 * HOUR) == [(10, 20), (32, 44)]
    assert hours(office, 1, 20 * HOUR) == [(32, 44)]


def test_an_opening_is_open_and_a_closing_is_not():
    office = Timetable(OFFICE, MONDAY)
    assert [office.is_open(t * HOUR) for t in (0, 8, 19.999, 20, 32)] == [False, True, True, False, True]
    assert [office.next_open(t * HOUR) / HOUR for t in (0, 8, 9, 20, 116)] == [8, 8, 9, 32, 176]


def test_open_time_is_added_over_nights_and_weekends():
    office = Timetable(OFFICE, MONDAY)
    assert office.add(0.0, 0.0) == 0.0
    assert office.add(0.0, 1.0) == 8 * HOUR + 1
    assert office.add(9 * HOUR, 11 * HOUR) == 20 * HOUR
    assert office.add(9 * HOUR, 11 * HOUR + 1) == 32 * HOUR + 1
    assert office.add(19 * HOUR, 50 * HOUR) == 176 * HOUR + HOUR
    assert office.between(0.0, WEEK) == 60 * HOUR
    assert office.between(19 * HOUR, 33 * HOUR) == 2 * HOUR
    assert office.between(21 * HOUR, 22 * HOUR) == 0.0
    assert office.between(9 * HOUR, 8 * HOUR) == 0.0


def test_hours_over_midnight_and_the_end_of_the_week_are_one_interval():
    assert hours(Timetable(NIGHT, MONDAY), 3) == [(0, 6), (166, 174), (334, 342)]
    daily = Calendar(week=((0.0, WEEK),))
    assert list(Timetable(daily, MONDAY).intervals()) == [(0.0, math.inf)]


def test_a_start_within_opening_hours_begins_open():
    assert hours(Timetable(OFFICE, MONDAY + timedelta(hours=9)), 2) == [(0, 11), (23, 35)]


def test_exceptions_replace_their_days():
    dates = {date(2026, 3, 3): (), date(2026, 3, 7): ((9 * HOUR, 12 * HOUR),)}
    timetable = Timetable(Calendar(week=OFFICE.week, dates=dates), MONDAY)
    assert hours(timetable, 6) == [(8, 20), (56, 68), (80, 92), (104, 116), (129, 132), (176, 188)]


def test_an_exception_may_run_on_over_its_midnight():
    dates = {date(2026, 3, 7): ((22 * HOUR, 30 * HOUR),)}
    timetable = Timetable(Calendar(week=(), dates=dates), MONDAY)
    assert hours(timetable, 5) == [(142, 150)]


def test_what_never_opens_says_so():
    closed = Timetable(Calendar(week=()), MONDAY)
    assert list(closed.intervals()) == []
    assert not closed.is_open(5.0)
    assert closed.next_open(0.0) == math.inf
    assert closed.add(0.0, 1.0) == math.inf
    assert closed.between(0.0, 1e9) == 0.0


def test_an_always_open_calendar_with_a_holiday_closes_once():
    dates = {date(2026, 3, 4): ()}
    timetable = Timetable(Calendar(week=((0.0, WEEK),), dates=dates), MONDAY)
    assert hours(timetable, 3) == [(0, 48), (72, math.inf)]


def test_shifts_keep_their_wall_clock_when_summer_time_begins():
    friday = datetime(2026, 3, 27, tzinfo=BERLIN)
    assert hours(Timetable(OFFICE, friday), 2) == [(8, 20), (79, 91)]


def test_a_night_shift_is_an_hour_shorter_in_spring_and_longer_in_autumn():
    spring = Timetable(
        Calendar(week=((0.0, 6 * HOUR), (6 * DAY, 6 * DAY + 6 * HOUR))), datetime(2026, 3, 28, tzinfo=BERLIN)
    )
    assert hours(spring, 1) == [(24, 29)]
    assert spring.between(0.0, 40 * HOUR) == 5 * HOUR
    autumn = Timetable(Calendar(week=((6 * DAY, 6 * DAY + 6 * HOUR),)), datetime(2026, 10, 24, tzinfo=BERLIN))
    assert hours(autumn, 1) == [(24, 31)]


def test_a_skipped_wall_time_is_the_moment_of_the_change():
    friday = datetime(2026, 3, 27, tzinfo=BERLIN)
    change = 48 * HOUR + 2 * HOUR
    assert moment_of(wall(2026, 3, 29, 2, 0), friday) == change
    assert moment_of(wall(2026, 3, 29, 2, 30), friday) == change
    assert moment_of(wall(2026, 3, 29, 3, 0), friday) == change
    assert moment_of(wall(2026, 3, 29, 4, 0), friday) == change + HOUR


def test_a_repeated_wall_time_is_the_first_of_the_two():
    saturday = datetime(2026, 10, 24, tzinfo=BERLIN)
    assert moment_of(wall(2026, 10, 25, 2, 30), saturday) == 26.5 * HOUR
    assert moment_of(wall(2026, 10, 25, 3, 0), saturday) == 28 * HOUR


def test_a_moment_with_an_offset_is_itself():
    east = timezone(timedelta(hours=8))
    assert moment_of(datetime(2026, 3, 2, 8, 0, tzinfo=east), MONDAY) == 0.0


def test_long_horizons_are_quick_and_exact():
    office = Timetable(OFFICE, MONDAY)
    years = office.add(0.0, 20 * 52 * 60 * HOUR)
    assert years == (20 * 52 - 1) * WEEK + 4 * DAY + 20 * HOUR
    assert office.between(0.0, years) == 20 * 52 * 60 * HOUR


@st.composite
def calendars(draw) -> Calendar:
    cuts = sorted(draw(st.sets(st.integers(0, 7 * 24 * 4), min_size=2, max_size=12)))
    week = tuple((a * 900.0, b * 900.0) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    days = draw(st.sets(st.integers(0, 40), max_size=3))
    dates = {
        date(2026, 3, 20) + timedelta(days=d): draw(
            st.sampled_from([(), ((0.0, 6 * HOUR),), ((8 * HOUR, 9 * HOUR), (22 * HOUR, 26 * HOUR))])
        )
        for d in days
    }
    return Calendar(week=week, dates=dates)


MOMENTS = st.floats(0, 60 * DAY)
STARTS = st.sampled_from(
    [MONDAY, datetime(2026, 3, 27, 14, 5, tzinfo=BERLIN), datetime(2026, 10, 23, tzinfo=BERLIN)]
)


@given(calendars(), STARTS, MOMENTS, st.floats(0.01, 20 * DAY))
def test_adding_and_measuring_are_inverse(calendar, start, t, duration):
    timetable = Timetable(calendar, start)
    end = timetable.add(t, duration)
    assert timetable.between(t, end) == pytest.approx(duration, abs=1e-5)
    assert end >= t + duration - 1e-5


@given(calendars(), STARTS, MOMENTS, st.floats(0.01, 5 * DAY), st.floats(0.01, 5 * DAY))
def test_adding_twice_is_adding_the_sum(calendar, start, t, first, second):
    timetable = Timetable(calendar, start)
    twice = timetable.add(timetable.add(t, first), second)
    once = timetable.add(t, first + second)
    # At a closing, a rounding error of nothing may cross a closed time: what was worked is the same.
    assert timetable.between(min(once, twice), max(once, twice)) == pytest.approx(0, abs=1e-5)


@given(calendars(), STARTS, st.lists(MOMENTS, min_size=3, max_size=3))
def test_measures_add_up(calendar, start, moments):
    timetable = Timetable(calendar, start)
    a, b, c = sorted(moments)
    assert timetable.between(a, b) + timetable.between(b, c) == pytest.approx(
        timetable.between(a, c), abs=1e-5
    )


@given(calendars(), STARTS, MOMENTS)
def test_intervals_are_apart_ascending_and_open(calendar, start, from_):
    timetable = Timetable(calendar, start)
    last = from_ - 1
    for begin, end in islice(timetable.intervals(from_), 20):
        assert last < begin < end
        assert timetable.is_open(begin)
        assert not timetable.is_open(end)
        assert timetable.next_open(begin) == begin
        last = end


@given(calendars(), STARTS, MOMENTS)
def test_the_order_of_questions_does_not_matter(calendar, start, t):
    asked_late = Timetable(calendar, start)
    asked_late.between(0.0, 59 * DAY)
    fresh = Timetable(calendar, start)
    assert asked_late.next_open(t) == fresh.next_open(t)
    assert asked_late.is_open(t) == fresh.is_open(t)
    assert asked_late.add(t, HOUR) == fresh.add(t, HOUR)
