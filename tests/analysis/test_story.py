"""The story of one case: what it waited for, and who was busy with what meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest
from building import HOUR, drawn, every_day, setting, staffed, told

from studio.analysis.story import Meanwhile, one_run, story
from studio.analysis.telling import sentences
from studio.analysis.typical import typical
from studio.scenario import Distribution, Promise, ShiftEnd, Step
from studio.simulation import RunLength

ONE_STEP = drawn("Start > A > End")


def numbers(made):
    """Case numbers of the log in the order of arrival."""
    return sorted(made.run.log.cases()["case"].tolist())


def told_of(made, ordinal):
    return story(made.program, made.run, numbers(made)[ordinal])


def test_a_case_waits_while_others_are_served():
    """Two people serve four cases of 100 s that come at 0, 10, 20 and 30."""
    made = told(ONE_STEP, times=(0, 10, 20, 30), steps={"A": (100, "T")}, teams={"T": 2})
    first, second, third, fourth = numbers(made)
    last = story(made.program, made.run, fourth)
    assert (last.arrived, last.ended, last.outcome) == (30, 210, "completed")
    assert (last.wait, last.work) == (80, 100)
    assert last.causes["contention"] == 80
    (stay,) = last.stays
    assert (stay.element, stay.team, stay.person, stay.visit) == ("A", "T", 1, 0)
    assert (stay.enabled, stay.started, stay.finished) == (30, 110, 210)
    assert stay.meanwhile == tuple(
        Meanwhile(team="T", person=person, case=case, element="A", since=since, until=until)
        for person, case, since, until in ((0, first, 30, 100), (1, second, 30, 110), (0, third, 100, 110))
    )


def test_a_case_that_finds_somebody_free_waits_for_nobody():
    made = told(ONE_STEP, times=(0,), steps={"A": (100, "T")}, teams={"T": 2})
    only = told_of(made, 0)
    assert only.wait == 0
    assert only.stays[0].meanwhile == ()


def test_work_that_rests_overnight_is_a_wait_after_its_start():
    team = staffed((1, every_day(8, 17)), at_shift_end=ShiftEnd.SUSPEND)
    made = told(ONE_STEP, times=(16 * HOUR,), steps={"A": (2 * HOUR, "T")}, teams={"T": team})
    (stay,) = told_of(made, 0).stays
    assert (stay.started, stay.finished) == (16 * HOUR, 33 * HOUR)
    assert (stay.wait, stay.work, stay.causes["off_shift"]) == (15 * HOUR, 2 * HOUR, 15 * HOUR)


def test_who_gives_up_was_never_served():
    step = Step(time=Distribution.constant(100), team="T", patience=Distribution.constant(30))
    made = told(ONE_STEP, times=(0, 10), steps={"A": step}, teams={"T": 1})
    gone = told_of(made, 1)
    assert gone.outcome == "abandoned"
    (stay,) = gone.stays
    assert (stay.outcome, stay.started, stay.person) == ("abandoned", None, None)
    assert (stay.wait, stay.work, stay.causes["contention"]) == (30, 0, 30)
    assert [each.case for each in stay.meanwhile] == [numbers(made)[0]]


def test_causes_of_a_story_add_up_to_those_of_its_stays():
    made = told(
        "Start > A > Message_1 > B > End",
        times=(7.5 * HOUR, 7.75 * HOUR, 16.5 * HOUR),
        steps={"A": (HOUR, "T"), "B": 60},
        events={"Message_1": 500},
        teams={"T": staffed((1, every_day(8, 17)))},
    )
    for ordinal in range(3):
        of = told_of(made, ordinal)
        assert [stay.element for stay in of.stays] == ["A", "Message_1", "B"]
        for cause, seconds in of.causes.items():
            assert sum(stay.causes[cause] for stay in of.stays) == pytest.approx(seconds)
        assert sum(of.causes.values()) == pytest.approx(of.wait)


def test_the_waits_of_every_visit_to_a_step_count_together():
    """A waited once for 80 s; B twice for 50 s each."""
    made = told(ONE_STEP, times=(0, 0), steps={"A": (80, "T")}, teams={"T": 1})
    second = told_of(made, 1)
    (at_a,) = second.stays
    at_b = replace(at_a, element="B", wait=50.0, causes={**at_a.causes, "contention": 50.0})
    rework = replace(second, wait=180.0, ended=second.arrived + 400.0, stays=(at_a, at_b, at_b))
    shape = drawn("Start > A > B > End")
    most = sentences(rework, shape)[1]
    assert "B" in most
    assert "55.6" in most


def test_the_story_is_told_in_both_languages():
    made = told(ONE_STEP, times=(0, 10, 20, 30), steps={"A": (100, "T")}, teams={"T": 2})
    last = told_of(made, 3)
    assert sentences(last, ONE_STEP) == (
        "It took 3 min: 1 min 20 s of waiting and 1 min 40 s of work.",
        "100% of the wait was at “Step A”, for people busy with other cases.",
        "“Step A” waited 1 min 20 s: 2 people of T worked meanwhile on 3 other cases.",
    )
    chinese = sentences(last, ONE_STEP, "zh-CN")
    assert len(chinese) == 3
    assert all("等待" in each for each in chinese)


def test_what_happens_at_the_same_time_is_said_to_count_by_itself():
    both = drawn("Start > And_out > A > And_in > End\nAnd_out > B > And_in")
    side_by_side = told(both, times=(0,), steps={"A": (100, "T"), "B": (60, "T")}, teams={"T": 2})
    assert sentences(told_of(side_by_side, 0), both) == (
        "It took 1 min 40 s: 0 s of waiting and 2 min 40 s of work.",
        "Some of it happened at the same time, and each counts by itself.",
    )
    in_turn = told(both, times=(0,), steps={"A": (100, "T"), "B": (60, "T")}, teams={"T": 1})
    first, second = sentences(told_of(in_turn, 0), both)[:2]
    assert first == "It took 2 min 40 s: 1 min 40 s of waiting and 2 min 40 s of work."
    assert second.startswith("Some of it")


def test_a_number_that_no_case_has_is_a_key_error():
    made = told(ONE_STEP, times=(0,), steps={"A": 1})
    with pytest.raises(KeyError):
        story(made.program, made.run, 12345)


def test_typical_cases_stand_for_many_or_stand_out():
    """Eleven cases that take 1, 2 … 11 s longer each: one person, all at once."""
    made = told(
        ONE_STEP,
        times=(0,) * 11,
        steps={"A": (10, "T")},
        teams={"T": 1},
        promises=(Promise(name="quick", within=95.0, share=0.9),),
    )
    order = numbers(made)
    assert typical(made.program, made.run) == {
        "median": order[5], "p90": order[9], "longest": order[10], "waited": order[10], "broken": order[10],
    }  # fmt: skip


def test_where_no_promise_is_broken_no_case_is_offered():
    made = told(
        ONE_STEP,
        times=(0,),
        steps={"A": 10},
        promises=(Promise(name="quick", within=95.0, share=0.9),),
    )
    assert "broken" not in typical(made.program, made.run)


def test_the_worst_promise_is_told_by_its_own_clock():
    """From 16:00 to 9:00 are two business hours, which is kept; B takes five hours instead of three."""
    made = told(
        "Start > A > B > End",
        times=(16 * HOUR, 34 * HOUR),
        steps={"A": (2 * HOUR, "T"), "B": 5 * HOUR},
        teams={"T": staffed((1, every_day(8, 17)), at_shift_end=ShiftEnd.SUSPEND)},
        calendars={"office": every_day(8, 17)},
        promises=(
            Promise(name="a", within=2.5 * HOUR, to="A", clock="office", share=0.9),
            Promise(name="b", within=3 * HOUR, from_="B", share=0.9),
        ),
    )
    assert typical(made.program, made.run)["broken"] == numbers(made)[0]


def test_one_run_is_the_replication_of_the_study():
    scenario = setting(times=(0, 10), steps={"A": (100, "T")}, teams={"T": 1})
    made = one_run(ONE_STEP, scenario, length=RunLength())
    assert made.run.log is not None
    assert made.run.cases.sum("wait") == 90


def test_events_that_race_are_waited_for_once():
    made = told(
        "Start > First_1 > Message_1 > End\nFirst_1 > Timer_1 > End",
        times=(0,),
        events={"Message_1": 500, "Timer_1": 300},
    )
    of = told_of(made, 0)
    assert [(stay.element, stay.wait) for stay in of.stays] == [("Timer_1", 300)]
    assert (of.wait, of.causes["external"]) == (300, 300)
