"""When cases arrive: moments, opening hours, surges, volumes by the hour, backlogs, several starts."""

from __future__ import annotations

from itertools import islice, takewhile

import numpy as np
import pytest
from building import DAY, HOUR, MONDAY, WEEK, drawn, every_day, exponential, open_at, setting, told
from scipy.stats import chi2, kstest

from studio.errors import NothingToSimulate
from studio.scenario import Arrivals, Rate, Scale
from studio.simulation import compile_program
from studio.simulation.arrivals import moments
from studio.simulation.rows import ArrivalRow


def stream(arrivals, *, open=None, seed=1, replication=0, until=None, count=None):
    """Arrivals of a start as (ordinal, hours since Monday 00:00)."""
    row = ArrivalRow(id="Start", scope=0, nodes=(0,), arrivals=arrivals)
    found = ((n, moment / HOUR) for n, moment in moments(row, open, MONDAY, seed, replication))
    if until is not None:
        found = takewhile(lambda each: each[1] < until, found)
    return list(islice(found, count))


def test_exact_moments_are_kept():
    story = told("Start > A > End", times=[3, 3, 10.5], steps={"A": 1})
    assert story.of("A") == [(3, 3, 4), (3, 3, 4), (10.5, 10.5, 11.5)]
    assert [case.case for case in story.cases] == [0, 1, 2]


def test_a_distribution_lies_between_one_arrival_and_the_next():
    assert stream(Arrivals(every=exponential(1).constant(HOUR)), count=3) == [(0, 1), (1, 2), (2, 3)]


def test_nobody_arrives_while_the_start_is_closed():
    arrivals = Arrivals(every=exponential(1).constant(1.5 * HOUR))
    found = stream(arrivals, open=every_day(8, 12), count=7)
    # Six open hours pass in one and a half days: the clock of the arrivals stands still at night.
    assert [hour for _, hour in found] == [9.5, 11, 32.5, 34, 35.5, 57, 58.5]


def test_other_opening_hours_bring_the_same_customers_in_the_same_order():
    arrivals = Arrivals(every=exponential(600))
    always, daily = stream(arrivals, count=200), stream(arrivals, open=every_day(8, 12), count=200)
    gaps = np.diff([0, *(hour for _, hour in always)])
    opened = np.diff([0, *(4 * (hour // 24) + hour % 24 - 8 for _, hour in daily)])
    assert np.allclose(gaps, opened)


def test_a_surge_makes_time_pass_faster_for_those_who_arrive():
    scale = (Scale(start=HOUR, end=3 * HOUR, factor=4.0), Scale(start=4 * HOUR, end=6 * HOUR, factor=0.0))
    found = stream(Arrivals(every=exponential(1).constant(HOUR), scale=scale), count=13)
    assert [hour for _, hour in found] == [1, *np.arange(1.25, 3.1, 0.25), 4, 7, 8, 9]


def test_a_start_that_is_scaled_to_nothing_stays_empty():
    scale = (Scale(start=0, end=float("inf"), factor=0.0),)
    assert stream(Arrivals(every=exponential(60), scale=scale)) == []
    assert stream(Arrivals(profile=(Rate(start=0, end=HOUR, per_second=1),), scale=scale)) == []


def test_volumes_outside_of_the_opening_hours_bring_nobody():
    profile = (Rate(start=9 * HOUR, end=10 * HOUR, per_second=1 / 60),)
    assert stream(Arrivals(profile=profile), open=every_day(12, 14)) == []
    assert stream(Arrivals(profile=(Rate(start=0, end=HOUR, per_second=0.0),))) == []


def test_volumes_by_the_hour_are_a_poisson_process_of_those_rates():
    profile = (
        Rate(start=9 * HOUR, end=10 * HOUR, per_second=30 / HOUR),
        Rate(start=10 * HOUR, end=11 * HOUR, per_second=60 / HOUR),
        Rate(start=DAY + 9 * HOUR, end=DAY + 9.5 * HOUR, per_second=40 / HOUR),
    )
    weeks = 200
    hours = np.array([hour for _, hour in stream(Arrivals(profile=profile), until=weeks * 168)])
    of_week = hours % 168
    for begin, end, expected in ((9, 10, 30), (10, 11, 60), (33, 33.5, 20)):
        inside = (of_week >= begin) & (of_week < end)
        counts = np.bincount((hours[inside] // 168).astype(int), minlength=weeks)
        assert abs(counts.mean() - expected) < 4 * (expected / weeks) ** 0.5
        dispersion = ((counts - counts.mean()) ** 2).sum() / counts.mean()
        assert chi2.ppf(0.0005, weeks - 1) < dispersion < chi2.ppf(0.9995, weeks - 1)
        assert kstest((of_week[inside] - begin) / (end - begin), "uniform").pvalue > 0.001
    assert len(hours) == sum(((of_week >= 9) & (of_week < 11)) | ((of_week >= 33) & (of_week < 33.5)))


def test_a_random_factor_makes_whole_days_busier_or_quieter():
    profile = tuple(
        Rate(start=day * DAY + 9 * HOUR, end=day * DAY + 11 * HOUR, per_second=100 / HOUR) for day in range(7)
    )
    arrivals = Arrivals(profile=profile, day_factor_cv=0.3)
    days = 700
    hours = np.array([hour for _, hour in stream(arrivals, until=days * 24)])
    first = np.bincount((hours[hours % 24 < 10] // 24).astype(int), minlength=days)
    second = np.bincount((hours[hours % 24 >= 10] // 24).astype(int), minlength=days)
    total = first + second
    assert abs(total.mean() - 200) < 4 * ((200 + 60**2) / days) ** 0.5
    assert total.var(ddof=1) == pytest.approx(200 + 60**2, rel=0.25)
    # Both hours of a day share its factor: of the variance of a half, 30² of 100 + 30² is common.
    assert np.corrcoef(first, second)[0, 1] == pytest.approx(900 / 1000, abs=0.05)


def test_a_backlog_waits_at_the_beginning_and_goes_first():
    story = told(
        "Start > A > End",
        arrivals={"Start": Arrivals(times=(0.0, 5.0), backlog=2)},
        steps={"A": (10, "Agents")},
        teams={"Agents": 1},
    )
    assert [case.case for case in story.cases] == [-2, -1, 0, 1]
    assert story.of("A") == [(0, 0, 10), (0, 10, 20), (0, 20, 30), (5, 30, 40)]


def test_a_backlog_leaves_those_who_arrive_as_they_are():
    parts = {"steps": {"A": exponential(100)}}
    plain = told("Start > A > End", every=exponential(60), cases=20, **parts)
    loaded = told(
        "Start > A > End",
        arrivals={"Start": Arrivals(every=exponential(60), backlog=5)},
        cases=25,
        **parts,
    )
    own = {visit.case: visit.clock for visit in plain.visits if visit.node == "A"}
    also = {visit.case: visit.clock for visit in loaded.visits if visit.node == "A"}
    assert all(also[case] == clock for case, clock in own.items() if case in also)
    assert {case for case in also if case < 0} == {-5, -4, -3, -2, -1}


def test_every_start_has_its_own_stream():
    story = told(
        "Start_1 > A > End\nStart_2 > B > End",
        arrivals={"Start_1": Arrivals(times=(0.0, 10.0)), "Start_2": Arrivals(times=(5.0,))},
        steps={"A": 1, "B": 2},
    )
    assert story.of("A") == [(0, 0, 1), (10, 10, 11)]
    assert story.of("B") == [(5, 5, 7)]
    assert [(case.case, case.arrived) for case in story.cases] == [(0, 0), (0, 5), (1, 10)]


def test_cases_of_two_starts_at_one_instant_come_in_the_order_of_their_numbers():
    story = told(
        "Start_1 > A > End\nStart_2 > A",
        arrivals={"Start_1": Arrivals(times=(7.0,)), "Start_2": Arrivals(times=(7.0,))},
        steps={"A": (10, "Agents")},
        teams={"Agents": 1},
    )
    begun = [(visit.started, visit.finished) for visit in story.visits if visit.node == "A"]
    assert begun == [(7, 17), (17, 27)]
    assert story.run.log.cases()["start"].tolist() == [0, 1]


def test_a_process_without_a_start_event_begins_where_no_flow_leads():
    story = told(
        "A > C > End\nB > C",
        arrivals={"P": Arrivals(times=(0.0,))},
        steps={"A": 10, "B": 4, "C": 1},
    )
    assert story.of("A") == [(0, 0, 10)]
    assert story.of("B") == [(0, 0, 4)]
    assert story.of("C") == [(4, 4, 5), (10, 10, 11)]
    assert story.cases[0].ended == 11


def test_a_run_of_a_length_counts_those_who_arrive_within_it():
    story = told("Start > A > End", every=10, steps={"A": 25}, length=100, warm_up=50)
    run = story.run
    # Counted are the arrivals at 50, 60, … 150; those from 130 on are not done at 150.
    assert (run.cases.arrived, run.cases.completed, run.open) == (11, 8, 3)
    assert (run.seconds, run.arriving) == (100, 100)
    assert run.departures == 10  # at 55, 65, … 145
    assert run.in_system_area == pytest.approx(100 * 2.5)


def test_a_run_of_some_cases_goes_on_until_those_have_left():
    story = told("Start > A > End", every=10, steps={"A": 25}, cases=3, warm_up=50)
    run = story.run
    assert (run.cases.arrived, run.cases.completed, run.open) == (3, 3, 0)
    assert run.seconds == 70 + 25 - 50
    assert run.arriving == 20


def test_a_diagram_into_which_nobody_comes_is_refused():
    with pytest.raises(NothingToSimulate):
        compile_program(drawn("Start > A > End"), setting(arrivals={}))


def test_a_diagram_that_never_ends_is_refused():
    with pytest.raises(NothingToSimulate):
        compile_program(drawn("Start > A > B\nB > A"), setting(times=[0]))


def test_the_profile_follows_the_week_from_whichever_day_the_run_starts():
    profile = (Rate(start=2 * DAY, end=2 * DAY + HOUR, per_second=1.0),)  # Wednesdays
    row = ArrivalRow(id="Start", scope=0, nodes=(0,), arrivals=Arrivals(profile=profile))
    friday = MONDAY.replace(day=6)
    first = next(moments(row, None, friday, 1, 0))[1]
    assert 5 * DAY < first < 5 * DAY + HOUR
    late = MONDAY.replace(day=4, hour=0, minute=30)  # the Wednesday itself, half an hour into it
    found = [moment for _, moment in islice(moments(row, None, late, 1, 0), 5000)]
    assert found[0] < 60
    assert sum(moment < 0.5 * HOUR for moment in found) == pytest.approx(1800, abs=4 * 1800**0.5)
    assert all(moment < 0.5 * HOUR or moment > WEEK - 0.5 * HOUR for moment in found)


def test_opening_hours_and_volumes_both_hold():
    profile = (Rate(start=8 * HOUR, end=12 * HOUR, per_second=0.01),)
    found = stream(Arrivals(profile=profile), open=open_at((10, 14)), count=300)
    assert all(10 <= hour % 168 < 12 for _, hour in found)
