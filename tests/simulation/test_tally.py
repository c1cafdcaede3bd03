"""What is gathered during a run: percentiles exact and binned, sums, timelines."""

from __future__ import annotations

import numpy as np
import pytest
from building import HOUR, every_day, exponential, staffed, told

from studio.scenario import ShiftEnd
from studio.simulation.series import Series, bin_edges
from studio.simulation.tally import StepTally, Timeline

SHARES = (0.0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.999, 1.0)


def test_percentiles_interpolate_between_neighbours():
    series = Series()
    series.extend(np.array([40.0, 10.0]))
    series.extend(np.array([20.0, 30.0]))
    assert len(series) == 4
    assert series.percentiles((0.0, 0.5, 0.9, 1.0)) == pytest.approx((10, 25, 37, 40))


def test_a_series_of_nothing_has_no_percentiles():
    assert np.isnan(Series().percentiles((0.5, 0.9))).all()
    bins, counts = Series().bins()
    assert (len(bins), len(counts)) == (0, 0)


@pytest.mark.parametrize("size", [1, 1000, 65_536])
def test_percentiles_are_exact_up_to_65536_values(size):
    values = np.random.default_rng(size).lognormal(5, 1.5, size)
    series = Series()
    for part in np.array_split(values, 7):
        series.extend(part)
    assert series.percentiles(SHARES) == tuple(np.quantile(values, SHARES))


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e7])
def test_percentiles_of_more_values_are_off_by_less_than_a_twentieth_of_a_percent(scale):
    values = scale * np.random.default_rng(1).lognormal(5, 1.5, 200_000)
    series = Series()
    for part in np.array_split(values, 40):
        series.extend(part)
    exact = np.quantile(values, SHARES, method="lower")
    assert np.array(series.percentiles(SHARES)) == pytest.approx(exact, rel=5e-4)


def test_many_zeros_are_still_zeros():
    values = np.concatenate([np.zeros(90_000), np.full(10_000, 5.0)])
    series = Series()
    series.extend(values)
    assert series.percentiles((0.5, 0.89)) == (0, 0)
    assert series.percentiles((0.95,)) == pytest.approx((5,), rel=5e-4)


def test_what_is_handed_over_may_change_afterwards():
    values = np.array([1.0, 2.0, 3.0])
    series = Series()
    series.extend(values)
    values[:] = 0
    assert series.percentiles((0.5,)) == (2,)


@pytest.mark.parametrize("size", [500, 100_000])
def test_bins_hold_every_value_between_their_edges(size):
    values = np.random.default_rng(2).exponential(100, size)
    values[:10] = 0.0
    series = Series()
    series.extend(values)
    bins, counts = series.bins()
    low, high = bin_edges(bins)
    assert counts.sum() == size
    assert (np.diff(bins) > 0).all()
    for edge, (below, above) in zip(
        counts.cumsum()[::50], zip(low[::50], high[::50], strict=True), strict=True
    ):
        ordered = np.sort(values)
        assert below <= ordered[edge - 1] <= above


def test_a_step_counts_who_was_in_time():
    tally = StepTally(20.0)
    for wait, work in ((0.0, 10.0), (20.0, 5.0), (20.5, 5.0)):
        tally.add_wait(wait)
        tally.add_work(work)
    tally.give_up(3.0)  # gone before anybody took it up: not in time, however short the wait
    tally.settle()
    tally.settle()
    assert (tally.ended, tally.waited, tally.within, tally.unserved) == (4, 3, 2, 1)
    assert (tally.wait, tally.work) == (43.5, 20)
    assert tally.waits.percentiles((1.0,)) == (20.5,)


def test_who_is_served_at_once_is_in_time_though_the_work_rests_overnight():
    story = told(
        "Start > A > End",
        times=[16.5 * HOUR, 16.75 * HOUR, 17 * HOUR],
        steps={"A": (HOUR, "Agents")},
        teams={"Agents": staffed((2, every_day(8, 17)), at_shift_end=ShiftEnd.SUSPEND)},
        service_level=20.0,
    )
    tally = story.tally("A")
    assert (tally.within, tally.ended) == (2, 3)
    assert tally.paused == 2 * 15 * HOUR


def test_a_timeline_keeps_some_hundred_looks_however_long_the_run():
    story = told(
        "Start > A > End",
        every=exponential(600),
        steps={"A": (exponential(400), "Agents")},
        teams={"Agents": 1},
        cases=3000,
    )
    line = story.run.timeline
    moments = np.array(line.moments)
    assert 200 <= len(moments) < Timeline.MOST
    assert np.diff(moments) == pytest.approx(line.interval)
    assert moments[0] == line.interval
    assert len(line.waiting) == len(line.busy) == len(line.on_floor) == len(line.in_system) == len(moments)


def test_a_look_sees_what_the_log_tells_of_that_moment():
    story = told(
        "Start > A > End",
        every=exponential(60),
        steps={"A": (exponential(100), "Agents")},
        teams={"Agents": 2},
        length=20_000,
    )
    line = story.run.timeline
    visits = np.array([visit.clock for visit in story.visits if visit.node == "A"])
    cases = np.array([(case.arrived, case.ended) for case in story.cases])
    still_in = np.array([case.outcome == 3 for case in story.cases])
    ended = np.where(still_in, np.inf, cases[:, 1])
    for moment, waiting, busy, inside in zip(
        line.moments[:-20], line.waiting, line.busy, line.in_system, strict=False
    ):
        begun = (visits[:, 1] <= moment) & (visits[:, 2] > moment)
        queued = (visits[:, 0] <= moment) & (visits[:, 1] > moment)
        assert inside == ((cases[:, 0] <= moment) & (ended > moment)).sum()
        unended = inside - begun.sum() - queued.sum()  # visits that were open at the end are in no row
        assert busy[0] >= begun.sum()
        assert waiting[0] >= queued.sum()
        assert busy[0] + waiting[0] - begun.sum() - queued.sum() == unended
