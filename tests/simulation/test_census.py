"""Who is counted, which promises are kept, and when a run is over."""

from __future__ import annotations

import pytest
from building import DAY, HOUR, chances, drawn, every_day, exponential, setting, staffed, told

from studio.scenario import Arrivals, Distribution, Promise, Step
from studio.simulation import RunLength, compile_program, run
from studio.simulation.records import CaseOutcome


def judged(story) -> list[tuple[int, int]]:
    """Kept and due of each promise."""
    return list(zip(story.run.cases.kept, story.run.cases.due, strict=True))


def test_a_promise_runs_from_the_arrival_to_the_end_of_the_case():
    story = told(
        "Start > A > B > End",
        times=[0, 0, 0],
        steps={"A": (60, "Agents"), "B": 30},
        teams={"Agents": 1},
        promises=(Promise(name="soon", within=150.0),),
    )
    assert [case.ended for case in story.cases] == [90, 150, 210]
    assert judged(story) == [(2, 3)]


def test_a_promise_may_run_from_one_step_to_another():
    """From the enabling of the one, waiting included, to the finish of the other."""
    story = told(
        "Start > A > B > C > D > End",
        times=[0, 0],
        steps={"A": 1000, "B": (60, "Agents"), "C": 20, "D": 1000},
        teams={"Agents": 1},
        promises=(
            Promise(name="whole", within=10_000.0),
            Promise(name="part", within=80.0, from_="B", to="C", parent="whole"),
            Promise(name="entry", within=1060.0, to="B", parent="whole"),
            Promise(name="rest", within=1000.0, from_="D", parent="whole"),
        ),
    )
    assert judged(story) == [(2, 2), (1, 2), (1, 2), (2, 2)]


def test_a_promise_in_business_time_stands_still_when_the_office_is_closed():
    office = {"office": every_day(8, 17)}
    story = told(
        "Start > A > End",
        times=[16 * HOUR, 16.5 * HOUR],
        steps={"A": 17 * HOUR},
        calendars=office,
        promises=(
            Promise(name="customer's clock", within=4 * HOUR),
            Promise(name="company's clock", within=2.25 * HOUR, clock="office"),
        ),
    )
    # 16:00 to 9:00 is two office hours, 16:30 to 9:30 too: the customers waited for seventeen.
    assert judged(story) == [(0, 2), (2, 2)]


def test_a_promise_about_a_way_not_taken_is_not_due():
    story = told(
        "Start > Xor > A > End\nXor > B > End",
        times=range(100),
        steps={"A": 10, "B": 10},
        promises=(Promise(name="a", within=60.0, to="A"), Promise(name="from a", within=5.0, from_="A")),
    )
    through_a = len(story.of("A"))
    assert 0 < through_a < 100
    assert judged(story) == [(through_a, through_a), (0, through_a)]


def test_an_open_case_past_its_limit_has_broken_the_promise_and_any_other_is_not_yet_due():
    story = told(
        "Start > A > End",
        times=[0, 50, 90],
        steps={"A": 200},
        length=100.0,
        promises=(Promise(name="soon", within=40.0), Promise(name="later", within=99.0, to="A")),
    )
    assert (story.run.open, story.run.left) == (3, 0)
    assert judged(story) == [(0, 2), (0, 1)]


def test_an_open_case_that_has_passed_the_end_of_a_promise_is_judged_by_it():
    story = told(
        "Start > A > B > End",
        times=[0, 0],
        steps={"A": (30, "Agents"), "B": 1000},
        teams={"Agents": 1},
        length=100.0,
        promises=(Promise(name="a", within=45.0, to="A"), Promise(name="all", within=2000.0)),
    )
    assert judged(story) == [(1, 2), (0, 0)]


def test_a_promise_is_judged_by_the_first_time_that_its_step_is_done():
    story = told(
        "Start > A > Xor > A\nXor > End",
        times=[0] * 50,
        steps={"A": 10},
        routing=chances(Xor={"A": 0.5, "End": 0.5}),
        promises=(Promise(name="first answer", within=10.0, to="A"), Promise(name="all", within=10.0)),
    )
    at_once = sum(case.rework == 0 for case in story.cases)
    assert 0 < at_once < 50
    assert judged(story) == [(50, 50), (at_once, 50)]


def test_work_that_was_withdrawn_has_not_kept_a_promise():
    story = told(
        "Start > A > End\nA ! Timer_late > B > End_late",
        times=[0],
        steps={"A": 100, "B": 5},
        events={"Timer_late": 50},
        promises=(Promise(name="a", within=60.0, to="A"), Promise(name="b", within=60.0, to="B")),
    )
    assert judged(story) == [(0, 0), (1, 1)]


def test_work_that_a_deadline_took_away_has_broken_the_promise_once_its_time_is_over():
    """Else a promise to answer within the time after which others answer would always be kept."""
    story = told(
        "Start > A > End\nA ! Timer_late > B > End_late",
        times=[0, 0, 0],
        steps={"A": (40, "Agents"), "B": 5},
        teams={"Agents": 1},
        events={"Timer_late": 100},
        promises=(
            Promise(name="a", within=100.0, from_="A", to="A"),
            Promise(name="longer", within=200.0, from_="A", to="A"),
        ),
    )
    assert [visit.outcome.name for visit in story.visits if visit.node == "A"][-1] == "WITHDRAWN"
    assert judged(story) == [(2, 3), (2, 2)]


def test_what_was_done_before_a_promise_began_to_run_does_not_keep_it():
    """B sends some cases back to A: then from B to A it takes 30 s. The others are under no promise."""
    story = told(
        "Start > A > B > Xor > A\nXor > End",
        times=range(0, 5000, 100),
        steps={"A": 10, "B": 20},
        routing=chances(Xor={"A": 0.5, "End": 0.5}),
        promises=(
            Promise(name="soon", within=29.0, from_="B", to="A"),
            Promise(name="later", within=30.0, from_="B", to="A"),
        ),
    )
    again = sum(case.rework > 0 for case in story.cases)
    assert 0 < again < 50
    assert judged(story) == [(0, again), (again, again)]
    assert story.run.cases.clocks[1].customer.percentiles((0.0, 1.0)) == pytest.approx((30, 30))


def test_a_promise_may_be_about_a_sub_process():
    story = told(
        "Start > A > Sub > End\nSub: Start_1 > B > End_1",
        times=[0],
        steps={"A": 10, "B": 20},
        promises=(
            Promise(name="kept", within=20.0, from_="Sub", to="Sub"),
            Promise(name="broken", within=19.0, from_="Sub", to="Sub"),
        ),
    )
    assert judged(story) == [(1, 1), (0, 1)]


def test_a_stuck_case_breaks_what_it_can_no_longer_keep_in_time():
    story = told(
        "Start > Xor > A > And > End\nXor > B > And",
        times=[0],
        steps={"A": 30, "B": 30},
        promises=(Promise(name="soon", within=10.0), Promise(name="later", within=1000.0)),
    )
    assert story.cases[0].outcome is CaseOutcome.STUCK
    assert judged(story)[0] == (0, 1)


def test_a_terminating_run_reports_what_is_open():
    story = told(
        "Start > A > End",
        times=[0, 10, 20, 30, 400],
        steps={"A": (100, "Agents")},
        teams={"Agents": 1},
        length=250.0,
    )
    run = story.run
    assert (run.arrived, run.left, run.open) == (4, 2, 2)
    assert [case.outcome for case in story.cases] == [CaseOutcome.COMPLETED] * 2 + [CaseOutcome.OPEN] * 2
    assert [case.ended for case in story.cases] == [100, 200, 250, 250]
    assert run.in_system_area == 100 + 190 + 230 + 220
    assert (run.teams[0].busy, run.teams[0].floor, run.teams[0].queue) == (250, 250, 90 + 180 + 220)


def test_only_what_lies_after_the_warm_up_is_measured():
    story = told(
        "Start > A > End",
        times=[0, 60, 120],
        steps={"A": (100, "Agents")},
        teams={"Agents": staffed(1, cost=36.0)},
        warm_up=100.0,
    )
    run = story.run
    assert story.of("A") == [(0, 0, 100), (60, 100, 200), (120, 200, 300)]
    assert run.cases.arrived == 1  # the one of 120 s
    assert run.cases.sum("cycle") == 180
    assert run.departures == 3  # the first leaves at the very end of the warm-up
    assert run.seconds == 200
    assert run.teams[0].busy == run.teams[0].floor == run.teams[0].paid == 200
    assert run.teams[0].queue == 80
    assert run.in_system_area == 100 + 180
    assert [row.passed for row in run.steps] == [1, 1, 1]
    assert run.flows == (1, 1)


def test_a_run_of_no_cases_is_over_at_once():
    story = told("Start > A > End", times=[], steps={"A": 1})
    assert (story.run.arrived, story.run.seconds) == (0, 0)
    assert story.visits == []


def test_a_run_ends_with_the_last_case_of_a_list():
    story = told("Start > A > End", times=[5], steps={"A": 10}, cases=100)
    assert (story.run.seconds, story.run.cases.arrived) == (15, 1)


def test_low_priority_that_is_overtaken_for_ever_does_not_keep_a_run_from_ending():
    story = told(
        "Start > Xor > A > End\nXor > B > End",
        every=exponential(3600),
        attributes={"vip": Distribution.uniform(0, 1)},
        priority=["vip > 0.2"],
        steps={"A": (exponential(7000), "Agents"), "B": (exponential(7000), "Agents")},
        teams={"Agents": 1},
        cases=100,
    )
    assert 0 < story.run.open < 100
    assert story.run.seconds > 28 * DAY


def test_overload_alone_does_not_cut_a_run_short():
    story = told(
        "Start > A > End",
        every=exponential(60),
        steps={"A": (exponential(180), "Agents")},
        teams={"Agents": 1},
        cases=300,
    )
    assert (story.run.open, story.run.cases.completed) == (0, 300)


def test_two_who_never_meet_leave_the_work_for_two_undone():
    step = Step(time=Distribution.constant(60), team="Agents", people=2)
    story = told(
        "Start > A > End",
        arrivals={"Start": Arrivals(times=(0.0,))},
        steps={"A": step},
        teams={"Agents": staffed((1, every_day(8, 12)), (1, every_day(13, 17)))},
    )
    assert story.run.open == 1


@pytest.mark.parametrize("waits", [30, 200])
def test_a_wait_of_months_is_waited_for(waits):
    story = told(
        "Start > Timer_1 > End",
        times=[0],
        events={"Timer_1": waits * DAY},
        teams={"Agents": staffed((1, every_day(8, 9)))},
    )
    assert story.cases[0].ended == waits * DAY


def test_cases_of_a_span_are_followed_to_their_ends_where_that_is_wanted():
    program = compile_program(drawn("Start > A > End"), setting(every=10, steps={"A": 25}))
    made = run(program, RunLength(length=100, warm_up=50, follow=True))
    # Counted are the arrivals at 50, 60, … 150; those from 130 on are done after the span.
    assert (made.cases.arrived, made.cases.completed, made.open) == (11, 11, 0)
    assert (made.seconds, made.arriving, made.departures) == (100, 100, 10)
    assert made.in_system_area == 250


def test_nobody_is_followed_for_ever():
    diagram = drawn("Start > A > End")
    scenario = setting(
        times=[0.0, 1.0], steps={"A": (60, "T")}, teams={"T": staffed((1, every_day(0, 0.001)))}
    )
    made = run(compile_program(diagram, scenario), RunLength(length=10.0, follow=True))
    assert made.cases.arrived == 2
    assert made.seconds == 10.0


def test_an_end_counts_for_every_case_that_reaches_it():
    story = told("Start > And > A > End_1\nAnd > B > End_2", times=[0, 10], steps={"A": 1, "B": 5})
    ends = {row.id: n for row, n in zip(story.program.nodes, story.run.cases.ends, strict=True) if row.is_end}
    assert ends == {"End_1": 2, "End_2": 2}
    assert {case.end for case in story.cases} == {"End_2"}


def test_a_process_in_which_all_go_round_for_ever_is_soon_given_up():
    made = told(
        drawn("Start > A > Xor > A\nXor > End"),
        steps={"A": 0},
        routing=chances(Xor={"A": 1.0, "End": 0.0}),
        arrivals={"Start": Arrivals(every=Distribution.constant(60.0))},
        cases=2000,
    )
    assert made.run.cases.endless == 100
    assert made.run.arrived < 110
