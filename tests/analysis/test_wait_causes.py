"""What a wait was for adds up to the wait, case by case, step by step."""

from __future__ import annotations

import pytest
from building import HOUR, every_day, exponential, staffed, told

from studio.analysis.causes import WAIT_CAUSES, WAIT_OF_CAUSE
from studio.analysis.measures import Ratio, figures
from studio.scenario import (
    Batch,
    CallBack,
    Deflection,
    Distribution,
    ShiftEnd,
    Step,
)


def constant(seconds):
    return Distribution.constant(float(seconds))


def values(made):
    table = figures(made.program, made.run).table
    return {
        key: figure.over / figure.under
        for key, figure in table.items()
        if isinstance(figure, Ratio) and figure.under
    }


def by_cause(told_values, step=""):
    section = "steps" if step else "measures"
    return {cause: told_values[section, step, WAIT_OF_CAUSE[cause]] for cause in WAIT_CAUSES}


def of(**seconds):
    return dict.fromkeys(WAIT_CAUSES, 0.0) | {cause: float(value) for cause, value in seconds.items()}


def test_the_second_of_two_waits_for_the_first():
    made = told("Start > A > End", times=(0, 0), steps={"A": (100, "T")}, teams={"T": 1})
    found = values(made)
    assert by_cause(found) == by_cause(found, "A") == of(contention=50)
    assert found["measures", "", "wait.mean"] == 50


def test_nobody_on_shift_is_told_from_others_before():
    """Two cases come at 7; work begins at 8 and takes an hour each."""
    made = told(
        "Start > A > End",
        times=(7 * HOUR, 7 * HOUR),
        steps={"A": (HOUR, "T")},
        teams={"T": staffed((1, every_day(8, 17)))},
    )
    assert by_cause(values(made)) == of(off_shift=HOUR, contention=HOUR / 2)


def test_work_that_rests_overnight_waits_off_shift():
    team = staffed((1, every_day(8, 17)), at_shift_end=ShiftEnd.SUSPEND)
    made = told("Start > A > End", times=(16 * HOUR,), steps={"A": (2 * HOUR, "T")}, teams={"T": team})
    found = values(made)
    assert by_cause(found) == by_cause(found, "A") == of(off_shift=15 * HOUR)
    assert found["measures", "", "work.mean"] == 2 * HOUR


def test_waiting_for_company_is_batching():
    step = Step(time=constant(10), team="T", batch=Batch(size=2))
    made = told("Start > A > End", times=(0, 60), steps={"A": step}, teams={"T": 1})
    found = values(made)
    assert by_cause(found) == by_cause(found, "A") == of(batching=30)


def test_what_comes_from_outside_is_external():
    made = told("Start > Message_1 > A > End", times=(0,), events={"Message_1": 300}, steps={"A": 5})
    found = values(made)
    assert by_cause(found) == by_cause(found, "Message_1") == of(external=300)


def test_the_pause_of_who_calls_back_is_external_and_told_with_the_step():
    """The second customer gives up after 40 s and calls again 100 s later, when the line is free."""
    step = Step(
        time=constant(90),
        team="T",
        patience=constant(40),
        calls_back=CallBack(chance=1.0, after=constant(100)),
    )
    made = told("Start > A > End", times=(0, 0), steps={"A": step}, teams={"T": 1})
    found = values(made)
    assert by_cause(found) == of(contention=20, external=50)
    assert found["measures", "", "wait.mean"] == 70
    assert by_cause(found, "A") == pytest.approx(of(contention=40 / 3))
    assert found["measures", "", "call_backs_per_100"] == 50
    assert found["steps", "A", "calls_back.share"] == 1.0
    assert found["steps", "A", "calls_back.after.mean"] == 100
    assert found["measures", "", "abandoned.share"] == 0.0
    assert {member for section, member, _ in found if section == "steps"} == {"Start", "A", "End"}
    assert {member for section, member, _ in found if section == "flows"} == {"Start-A", "A-End"}


def test_self_service_is_told_with_its_start():
    made = told(
        "Start > A > End",
        times=(0, 10, 20, 30),
        steps={"A": 5},
        deflections={"Start": Deflection(share=1.0, contained=1.0, comes_back=0.0)},
    )
    found = values(made)
    assert found["measures", "", "contained.share"] == 1.0
    assert found["steps", "Start", "self_service.share"] == 1.0
    assert found["steps", "Start", "self_service.contained.share"] == 1.0
    assert found["steps", "Start", "self_service.comes_back.share"] == 0.0
    assert ("paths", "Start", "share") not in found


def test_own_work_stands_beside_how_busy_a_team_is():
    made = told(
        "Start > A > End",
        every=exponential(600),
        steps={"A": (exponential(100), "T")},
        teams={"T": staffed(2, base_load=0.3)},
        length=200 * HOUR,
    )
    found = values(made)
    assert found["teams", "T", "own_work.share"] == pytest.approx(0.3, abs=0.03)
    own = found["teams", "T", "own_work.share"]
    assert found["teams", "T", "utilisation"] == pytest.approx(own + 100 / 600 / 2, abs=0.03)


def test_causes_add_up_where_everything_happens_at_once():
    made = told(
        "Start > A > Message_1 > B > C > End",
        every=exponential(900),
        attributes={"urgent": Distribution.uniform(0, 1)},
        priority=["urgent > 0.7"],
        steps={
            "A": (exponential(600), "T"),
            "B": Step(time=exponential(60), team="T", batch=Batch(size=5, or_after=7200.0)),
            "C": Step(time=exponential(300), team="N"),
        },
        events={"Message_1": exponential(1000)},
        teams={
            "T": staffed((2, every_day(8, 20))),
            "N": staffed((1, every_day(6, 22)), at_shift_end=ShiftEnd.SUSPEND),
        },
        cases=600,
    )
    found = values(made)
    whole = by_cause(found)
    assert all(whole.values())
    assert sum(whole.values()) == pytest.approx(found["measures", "", "wait.mean"], rel=1e-12)
    for step in ("A", "B", "C", "Message_1"):
        assert sum(by_cause(found, step).values()) == pytest.approx(
            found["steps", step, "wait.mean"], rel=1e-12
        )
