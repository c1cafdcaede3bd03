"""A team that cannot keep up is named with its backlog and the time to drain it."""

from __future__ import annotations

import pytest
from building import HOUR, drawn, exponential, setting, staffed

from studio.analysis import study
from studio.scenario import Study
from studio.wording import say

QUEUE = drawn("Start > A > End")


def studied(**parts):
    return study(QUEUE, setting(**({"replications": 5, "warm_up": 0.0} | parts)), workers=1)


def test_an_overload_tells_what_piled_up_and_how_long_it_takes_to_drain():
    """A case every 60 s and 90 s of work: after 20 hours a third of 1200 cases waits, 10 hours of work."""
    result = studied(every=60, steps={"A": (90, "T")}, teams={"T": 1}, length=20 * HOUR)
    (told,) = result.to_json()["overload"]
    assert told["team"] == "T"
    assert told["load"] == pytest.approx(1.5, rel=0.01)
    assert told["backlog"] == pytest.approx(400, abs=8)
    assert told["drain_s"] == pytest.approx(told["backlog"] * 90)
    assert told["eased_drain_s"] == pytest.approx(10 * told["drain_s"])
    (problem,) = [each for each in result.problems if each.code == "study.overload"]
    assert f"{told['backlog']:.0f} wait" in say(problem)
    assert say(problem, "zh-CN") != say(problem)


def test_own_work_of_the_team_counts_against_what_it_can_do():
    parts = {"every": exponential(100), "steps": {"A": (exponential(80), "T")}, "length": 200 * HOUR}
    assert studied(teams={"T": 1}, **parts).overloads == ()
    (told,) = studied(teams={"T": staffed(1, base_load=0.4)}, **parts).overloads
    assert told.load == pytest.approx(0.8 / 0.6, rel=0.05)


def test_a_team_that_keeps_up_is_not_named():
    assert (
        studied(
            every=exponential(100), steps={"A": (exponential(70), "T")}, teams={"T": 1}, cases=2000
        ).overloads
        == ()
    )


def test_the_worst_hours_of_a_day_are_named_though_the_day_has_room():
    """120 cases within the first hour, 90 s of work each for one person, in a day of 24 hours."""
    times = tuple(30.0 * number for number in range(120))
    result = studied(
        times=times,
        steps={"A": (90, "T")},
        teams={"T": 1},
        length=24 * HOUR,
        study=Study.TERMINATING,
        replications=2,
    )
    (told,) = result.overloads
    assert told.load == pytest.approx(120 * 90 / (24 * HOUR))
    assert told.worst == pytest.approx(HOUR, abs=600)
    assert told.backlog == pytest.approx(79, abs=6)
    assert told.drain == pytest.approx(told.backlog * 90)
    assert [problem.code for problem in result.problems if problem.code.startswith("study.")] == [
        "study.peak"
    ]
