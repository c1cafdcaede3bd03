"""A figure that is 0 only because its cause was left out of a simulation is not told."""

from __future__ import annotations

import pytest
from building import MONDAY, drawn

from studio.analysis import study
from studio.analysis.meaningful import meaningful
from studio.scenario import (
    Arrivals,
    Detail,
    Distribution,
    Promise,
    Scenario,
    Shift,
    Step,
    Team,
    at_level,
    complete,
)

DIAGRAM = drawn("Start > A > Timer > End")


@pytest.fixture(scope="module")
def results():
    stated = Scenario(
        name="Desk",
        start=MONDAY,
        cases=60,
        warm_up=0.0,
        replications=2,
        arrivals={"Start": Arrivals(every=Distribution.exponential(120.0))},
        teams={"Desk": Team(name="Desk", shifts=(Shift(staff=1),), cost=30.0)},
        steps={"A": Step(time=Distribution.exponential(100.0), team="Desk")},
        promises=(Promise(name="soon", within=600.0),),
    )
    whole = complete(stated, DIAGRAM)
    return {
        level: meaningful(study(DIAGRAM, at_level(whole, level), workers=1).to_json(), level)
        for level in Detail
    }


def test_paths_alone_tell_counts_and_no_times(results):
    told = results[Detail.PATHS]
    assert set(told["measures"]) <= {"handoffs_per_case", "rework_per_case", "contained.share"}
    assert set(told["steps"]["A"]) == {"visits_per_case", "again_per_case"}
    assert told["paths"]["End"]["share"]["value"] == 1
    assert told["flows"]
    assert told["series"] == {}


def test_without_teams_steps_have_no_wait_and_events_have(results):
    told = results[Detail.TIMES]
    assert "cycle_time.mean" in told["measures"]
    assert not [key for key in told["steps"]["A"] if key.startswith("wait")]
    assert told["steps"]["Timer"]["wait.mean"]["value"] > 0
    assert not [key for key in told["measures"] if key.startswith("cost")]
    assert told["teams"] == {}


def test_teams_around_the_clock_are_never_off_shift(results):
    told = results[Detail.TEAMS]
    assert told["measures"]["wait.contention.mean"]["value"] > 0
    assert "wait.off_shift.mean" not in told["measures"]
    assert "overtime.share" not in told["teams"]["Desk"]


def test_promises_are_told_at_the_last_level_alone(results):
    kept = {level for level, told in results.items() if "promise.soon.share" in told["measures"]}
    assert kept == {Detail.PROMISES}
    climbs = {level for level, told in results.items() if "climbs_per_100" in told["measures"]}
    assert climbs == {Detail.PROMISES}


def test_a_result_tells_its_level(results):
    assert [told["level"] for told in results.values()] == [1, 2, 3, 4, 5]
