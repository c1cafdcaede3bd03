"""Shifts, holidays, breaks and absence: when work waits for people and when they are there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from building import DAY, HOUR, MONDAY, WEEK, Story, every_day, open_at, staffed, told

from studio.scenario import Shift, Team
from studio.simulation.floor import SHRINKAGE_BLOCK, floor_times, shift_of

ONE_STEP = "Start > A > End"


def worked(team, times, minutes=10, **more) -> Story:
    """Cases that arrive at these hours since Monday 00:00, each with some minutes of work."""
    return told(
        ONE_STEP,
        times=[hour * HOUR for hour in times],
        steps={"A": (minutes * 60, "Agents")},
        teams={"Agents": team},
        **more,
    )


def in_hours(story: Story) -> list[tuple[float, ...]]:
    return [tuple(moment / HOUR for moment in clock) for clock in story.of("A")]


def test_work_waits_for_the_shift_to_begin():
    assert in_hours(worked(staffed((1, every_day(8, 17))), [7])) == [(7, 8, 8 + 1 / 6)]


def test_work_in_hand_at_the_end_of_a_shift_is_finished_and_the_rest_waits_for_the_next():
    story = worked(staffed((1, every_day(8, 17))), [16.9, 16.95], minutes=12)
    first, second = story.of("A")
    assert first == (16.9 * HOUR, 16.9 * HOUR, 16.9 * HOUR + 720)
    assert second == (16.95 * HOUR, DAY + 8 * HOUR, DAY + 8 * HOUR + 720)
    (team,) = story.run.teams
    assert team.overtime == pytest.approx(360)
    assert team.busy == pytest.approx(360 + 720)
    assert team.floor == pytest.approx(9 * HOUR + 720)


def test_work_that_ends_with_the_shift_is_no_overtime_and_nothing_is_begun_any_more():
    story = worked(staffed((1, every_day(8, 17))), [16.5, 16.75], minutes=30)
    assert in_hours(story) == [(16.5, 16.5, 17), (16.75, 32, 32.5)]
    assert story.run.teams[0].overtime == 0


def test_an_overnight_shift_spans_midnight():
    story = worked(staffed((1, every_day(20, 28))), [23.9, 26, 29], minutes=30)
    assert in_hours(story) == [(23.9, 23.9, 24.4), (26, 26, 26.5), (29, 44, 44.5)]
    assert story.run.teams[0].overtime == 0


def test_an_overnight_shift_spans_the_end_of_the_week_without_a_break():
    night = open_at((0, 4), (164, 168))  # cut at midnight of Sunday, as calendars are
    story = worked(staffed((1, night)), [167.9, 168.2], minutes=30)
    assert in_hours(story) == [(167.9, 167.9, 168.4), (168.2, 168.4, 168.9)]
    (team,) = story.run.teams
    assert team.overtime == 0
    assert team.floor == pytest.approx((4 + 4.9) * HOUR)


def test_two_patterns_of_shifts_staff_one_team():
    team = staffed((1, every_day(8, 12)), (1, every_day(10, 14)))
    story = worked(team, [9, 9, 13], minutes=90)
    assert in_hours(story) == [(9, 9, 10.5), (9, 10, 11.5), (13, 13, 14.5)]
    assert [visit.person for visit in story.visits if visit.node == "A"] == [0, 1, 1]
    assert story.run.teams[0].overtime == pytest.approx(0.5 * HOUR)


def test_a_holiday_closes_the_whole_day():
    office = every_day(8, 17)
    closed = open_at(
        *((begin / HOUR, end / HOUR) for begin, end in office.week), dates={date(2026, 3, 3): ()}
    )
    assert in_hours(worked(staffed((1, closed)), [17.5])) == [(17.5, 56, 56 + 1 / 6)]


def test_an_exception_replaces_the_hours_of_its_day():
    short = open_at((8, 17), dates={date(2026, 3, 3): ((10 * HOUR, 11 * HOUR),)})  # Mondays, and this Tuesday
    story = worked(staffed((1, short)), [17.5, 35.5], minutes=30)
    assert in_hours(story) == [(17.5, 34, 34.5), (35.5, 176, 176.5)]


def test_a_shift_begins_by_the_clock_on_the_wall_after_summer_time_has_begun():
    start = datetime(2026, 3, 23, tzinfo=ZoneInfo("Europe/Berlin"))
    story = worked(
        staffed((1, every_day(8, 17))), [6 * 24 + 18], start=start
    )  # clocks go forward that Sunday
    (clock,) = story.of("A")
    assert clock[1] == WEEK + 7 * HOUR


def test_work_around_the_clock_needs_no_calendar():
    assert in_hours(worked(staffed(1), [3, 1000])) == [(3, 3, 3 + 1 / 6), (1000, 1000, 1000 + 1 / 6)]


@pytest.mark.parametrize("share", [0.1, 0.25, 0.3, 0.5, 0.9])
def test_shrinkage_takes_its_exact_share_out_of_every_shift_in_half_hour_blocks(share):
    team = Team(name="Agents", shifts=(Shift(staff=3, calendar=every_day(8, 16)),), shrinkage=share)
    for person in range(3):
        spans = [span for span in islice(floor_times(team, person, MONDAY, 1, 0), 300) if span[1] < 20 * DAY]
        for day in range(20):
            begin, end = day * DAY + 8 * HOUR, day * DAY + 16 * HOUR
            present = [(comes, goes) for comes, goes in spans if begin <= comes < end]
            assert sum(goes - comes for comes, goes in present) == pytest.approx((1 - share) * 8 * HOUR)
            edges = [begin, *(edge for span in present for edge in span), end]
            breaks = [goes - comes for comes, goes in zip(edges[::2], edges[1::2], strict=True)]
            uneven = [
                length for length in breaks if round(length % SHRINKAGE_BLOCK, 6) not in (0, SHRINKAGE_BLOCK)
            ]
            assert len(uneven) <= 1, "only the last block may be shorter than half an hour"


def test_breaks_lie_elsewhere_each_day_and_for_each_person():
    team = Team(name="Agents", shifts=(Shift(staff=2, calendar=every_day(8, 16)),), shrinkage=0.25)
    days = {
        tuple((comes - day * DAY, goes - day * DAY) for comes, goes in floor_times_of_day(team, person, day))
        for person in range(2)
        for day in range(10)
    }
    assert len(days) > 15


def floor_times_of_day(team, person, day):
    spans = islice(floor_times(team, person, MONDAY, 1, 0), 500)
    return [(comes, goes) for comes, goes in spans if day * DAY <= comes < (day + 1) * DAY]


def test_a_longer_shift_keeps_the_breaks_of_a_shorter_one_where_it_has_as_many():
    """A block is known by its half hour; the two shifts draw the same order of places."""
    short = Team(name="Agents", shifts=(Shift(staff=1, calendar=every_day(8, 16)),), shrinkage=0.25)
    long = Team(
        name="Agents", shifts=(Shift(staff=1, calendar=every_day(8, 16.5)),), shrinkage=0.25 * 8 / 8.5
    )
    same = 0
    for day in range(40):
        breaks = [
            {(goes, comes) for (_, goes), (comes, _) in pairwise(floor_times_of_day(team, 0, day))}
            for team in (short, long)
        ]
        same += breaks[0] == breaks[1]
    assert same > 20


def test_one_more_person_on_a_shift_changes_nobody_elses_days():
    def days(people: int) -> list[list[tuple[float, float]]]:
        shifts = ((people, every_day(8, 17)), (2, every_day(12, 20)))
        team = replace(staffed(*shifts, shrinkage=0.3, absence=0.2), name="T")
        everybody = range(people + 2)
        return [
            list(islice(floor_times(team, person, MONDAY, seed=1, replication=0), 20)) for person in everybody
        ]

    three, four = days(3), days(4)
    assert three[:3] == four[:3]
    assert three[3:] == four[4:]


def test_work_in_hand_is_finished_before_the_break():
    team = staffed((1, every_day(8, 16)), shrinkage=0.25)
    named = Team(name="Agents", shifts=team.shifts, shrinkage=0.25)
    (comes, goes), (back, _) = islice(floor_times(named, 0, MONDAY, 1, 0), 2)
    assert comes < goes - 120 < goes + 600 < back
    story = told(
        ONE_STEP,
        times=[goes - 120, goes - 60],
        steps={"A": (600, "Agents")},
        teams={"Agents": team},
    )
    assert story.of("A") == [(goes - 120, goes - 120, goes + 480), (goes - 60, back, back + 600)]
    assert story.run.teams[0].overtime == pytest.approx(480)


def test_paid_time_is_the_shift_and_what_is_worked_after_it_but_a_break_worked_through_is_paid_once():
    team = Team(name="Agents", shifts=(Shift(staff=1, calendar=every_day(8, 16)),), shrinkage=0.25)
    (_, goes), (back, _) = islice(floor_times(team, 0, MONDAY, 1, 0), 2)
    through_a_break = told(
        ONE_STEP,
        times=[goes - 60],
        steps={"A": (660, "Agents")},
        teams={"Agents": team},
        length=DAY,
    )
    assert through_a_break.run.teams[0].overtime == pytest.approx(600)
    assert back - goes >= 600
    assert through_a_break.run.teams[0].paid == pytest.approx(8 * HOUR)
    after_the_shift = worked(staffed((1, every_day(8, 16))), [15.9], length=DAY)
    assert after_the_shift.run.teams[0].paid == pytest.approx(8 * HOUR + 240)


def test_nobody_is_there_when_everybody_stays_away():
    story = worked(staffed((3, every_day(8, 16)), absence=1.0), [9], length=2 * DAY)
    assert story.run.open == 1
    assert story.run.teams[0].floor == 0


def test_nobody_is_on_the_floor_when_all_time_is_shrinkage():
    story = worked(staffed(2, shrinkage=1.0), [9], length=2 * DAY)
    assert story.run.open == 1
    assert story.run.teams[0].floor == 0


def test_everybody_comes_when_nobody_stays_away():
    story = worked(staffed((3, every_day(8, 16)), absence=0.0), [9], length=2 * DAY)
    assert story.run.teams[0].floor == pytest.approx(2 * 3 * 8 * HOUR)


def test_who_stays_away_does_so_for_whole_days_and_as_often_as_the_chance_says():
    team = Team(name="Agents", shifts=(Shift(staff=20, calendar=every_day(8, 16)),), absence=0.3)
    days = 200
    present = 0
    for person in range(20):
        for comes, goes in floor_times(team, person, MONDAY, 1, 0):
            if comes >= days * DAY:
                break
            assert goes - comes == 8 * HOUR
            present += 1
    expected, sd = 0.7 * 20 * days, (0.3 * 0.7 * 20 * days) ** 0.5
    assert abs(present - expected) < 4 * sd


def test_a_day_of_absence_is_a_day_on_the_wall_in_summer_too():
    """After clocks have gone forward no two days share their draw."""
    start = datetime(2026, 3, 23, tzinfo=ZoneInfo("Europe/Berlin"))
    team = Team(name="Agents", shifts=(Shift(staff=200, calendar=every_day(0, 8)),), absence=0.5)
    sunday_like_monday = 0
    for person in range(200):
        begins = {round(comes / DAY) for comes, _ in islice(floor_times(team, person, start, 1, 0), 8)}
        sunday_like_monday += (6 in begins) == (7 in begins)
    assert 60 < sunday_like_monday < 140


def test_paid_time_counts_every_shift_of_every_person():
    team = Team(name="Agents", shifts=(Shift(staff=2, calendar=every_day(8, 16)), Shift(staff=1)))
    assert shift_of(team, 1, MONDAY).between(0, 2 * DAY) == 16 * HOUR
    assert shift_of(team, 2, MONDAY).between(0, 2 * DAY) == 2 * DAY
    with pytest.raises(IndexError):
        shift_of(team, 3, MONDAY)
