"""How much of the beginning is left out."""

from __future__ import annotations

import numpy as np
import pytest
from building import DAY, drawn, every_day, exponential, setting, staffed

from studio.analysis.warm_up import find_warm_up, mser5
from studio.simulation import compile_program


def by_definition(values):
    """The d that minimises the variance of the mean of what remains, batch means of five, d ≤ half."""
    batches = values[: len(values) // 5 * 5].reshape(-1, 5).mean(axis=1)
    n = len(batches)
    errors = [((batches[d:] - batches[d:].mean()) ** 2).sum() / (n - d) ** 2 for d in range(n - 5)]
    return int(np.argmin(errors)) * 5


@pytest.mark.parametrize("length", [40, 100, 350])
def test_a_transient_of_known_length_is_cut_off(length):
    random = np.random.default_rng(length)
    values = random.normal(100, 5, 2000)
    values[:length] += np.linspace(300, 60, length)
    left_out, settled = mser5(values)
    assert settled
    assert length - 10 <= left_out <= length + 60
    assert left_out == by_definition(values)


@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_minimum_by_its_definition(seed):
    random = np.random.default_rng(seed)
    values = 50 + 20 * np.exp(-np.arange(1500) / 80) + random.exponential(10, 1500)
    assert mser5(values)[0] == by_definition(values)


def test_a_series_at_rest_loses_next_to_nothing():
    values = np.random.default_rng(3).normal(100, 5, 2000)
    left_out, settled = mser5(values)
    assert settled
    assert left_out < 400


def test_a_constant_loses_nothing():
    assert mser5(np.full(500, 7.25)) == (0, True)


@pytest.mark.parametrize("length", [0, 3, 19])
def test_a_series_too_short_to_tell_loses_nothing(length):
    assert mser5(np.arange(length, dtype=float)) == (0, True)


def test_a_series_that_grows_to_its_end_has_not_settled():
    values = np.arange(2000, dtype=float) + np.random.default_rng(4).normal(0, 5, 2000)
    left_out, settled = mser5(values)
    assert not settled
    assert left_out <= 1000


def program(every, people, hours=None):
    return compile_program(
        drawn("Start > A > End"),
        setting(
            every=exponential(every),
            steps={"A": (exponential(270), "Agents")},
            teams={"Agents": staffed((people, hours))},
        ),
    )


def test_a_queue_at_rest_is_said_to_be():
    warm_up = find_warm_up(program(450, 1), cases=4000, length=None, workers=1)
    assert warm_up.settled
    assert 0 <= warm_up.seconds <= 0.5 * 4000 * 450


def test_a_queue_that_only_grows_is_said_to_be_unsettled():
    assert not find_warm_up(program(200, 1), cases=2000, length=None, workers=1).settled


def test_where_shifts_repeat_whole_days_are_left_out():
    warm_up = find_warm_up(program(600, 2, every_day(8, 18)), cases=1500, length=None, workers=1)
    assert warm_up.seconds % DAY == 0


def test_pilots_are_found_for_a_length_too():
    assert find_warm_up(program(300, 2), cases=None, length=10 * DAY, workers=1).settled


def test_nobody_to_watch_means_no_warm_up():
    never = compile_program(
        drawn("Start > Xor > A > And > End\nXor > B > And"),
        setting(every=60, steps={"A": 1, "B": 1}),
    )
    warm_up = find_warm_up(never, cases=50, length=None, workers=1)
    assert warm_up.seconds == 0
