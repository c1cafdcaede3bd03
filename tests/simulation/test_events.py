"""Catching events and the gateway after which the first of several events decides."""

from __future__ import annotations

from dataclasses import replace

import pytest
from building import HOUR, drawn, every_day, exponential, told

from studio.scenario import EventTiming
from studio.simulation.records import CaseOutcome, Outcome

RACE = "Start > First > Timer_1 > A > End_timer\nFirst > Message_1 > B > End_message"


def raced(timer, message, shape=RACE, **more):
    return told(
        shape,
        times=[0],
        steps={"A": 1, "B": 1},
        events={"Timer_1": timer, "Message_1": message},
        **more,
    )


@pytest.mark.parametrize(
    ("timer", "message", "winner", "loser"),
    [(30, 20, "Message_1", "Timer_1"), (20, 30, "Timer_1", "Message_1")],
)
def test_the_first_event_wins_and_the_other_is_withdrawn(timer, message, winner, loser):
    story = raced(timer, message)
    by_node = {visit.node: visit for visit in story.visits}
    assert by_node[winner].clock == (0, 20, 20)
    assert by_node[winner].outcome is Outcome.FINISHED
    assert by_node[loser].clock == (0, 20, 20)
    assert by_node[loser].outcome is Outcome.WITHDRAWN
    assert story.way()[-1] == ("End_message" if winner == "Message_1" else "End_timer")
    assert story.cases[0].ended == 21


@pytest.mark.parametrize(
    "shape", [RACE, "Start > First > Message_1 > B > End_message\nFirst > Timer_1 > A > End_timer"]
)
def test_at_one_instant_a_timer_comes_before_a_message(shape):
    assert raced(30, 30, shape).way()[-1] == "End_timer"


def test_a_case_waits_for_the_first_event_once():
    """Its wait is not the sum over the rivals."""
    assert raced(30, 20).cases[0].wait == 20


def test_the_token_takes_the_flow_to_the_event_that_happened():
    story = raced(30, 20)
    assert (story.passed("First-Timer_1"), story.passed("First-Message_1")) == (0, 1)
    assert (story.passed("Start-First"), story.passed("Message_1-B")) == (1, 1)


@pytest.mark.parametrize(("timer", "message", "happens"), [(20, 30, "Timer_1"), (30, 20, "Message_1")])
def test_an_event_that_loses_a_race_has_neither_a_visit_nor_a_wait(timer, message, happens):
    story = raced(timer, message)
    for event in ("Timer_1", "Message_1"):
        tally = story.tally(event)
        won = event == happens
        assert (tally.passed, tally.ended, tally.wait) == ((1, 1, 20) if won else (0, 0, 0))


def test_every_case_has_a_race_of_its_own():
    story = told(
        RACE,
        times=range(3000),
        steps={"A": 1, "B": 1},
        events={"Timer_1": exponential(100), "Message_1": exponential(50)},
    )
    ends = [case.end for case in story.cases]
    assert abs(ends.count("End_message") - 2000) < 4 * (3000 * 2 / 9) ** 0.5
    assert all(case.outcome is CaseOutcome.COMPLETED for case in story.cases)


def test_a_case_can_come_back_to_the_race():
    shape = "Start > First > Timer_1 > A > First\nFirst > Message_1 > B > End_message"
    story = told(
        shape,
        times=[0],
        steps={"A": 5, "B": 1},
        events={"Timer_1": 30, "Message_1": exponential(300)},
    )
    visits = [visit for visit in story.visits if visit.node == "Timer_1"]
    assert len(visits) > 1
    assert [visit.enabled for visit in visits] == [35 * n for n in range(len(visits))]
    assert [visit.outcome for visit in visits] == [*[Outcome.FINISHED] * (len(visits) - 1), Outcome.WITHDRAWN]


def test_a_catching_event_takes_its_time_and_all_of_it_is_waiting():
    story = told("Start > Timer_1 > A > End", times=[0, 5], steps={"A": 1}, events={"Timer_1": 100})
    assert story.of("Timer_1") == [(0, 100, 100), (5, 105, 105)]
    assert [(case.wait, case.work) for case in story.cases] == [(100, 1), (100, 1)]


def test_a_catching_event_may_run_by_a_calendar():
    story = told(
        "Start > Timer_1 > End",
        times=[16 * HOUR],
        events={"Timer_1": EventTiming(after=exponential(1).constant(3 * HOUR), clock="office")},
        calendars={"office": every_day(8, 17)},
    )
    assert story.of("Timer_1") == [(16 * HOUR, 34 * HOUR, 34 * HOUR)]


def test_an_event_without_a_timing_happens_at_once():
    story = told("Start > Message_1 > A > End", times=[3], steps={"A": 1})
    assert story.of("Message_1") == [(3, 3, 3)]


def test_an_event_that_no_calendar_ever_reaches_leaves_the_case_open():
    story = told(
        "Start > Timer_1 > End",
        times=[20 * HOUR],
        events={"Timer_1": EventTiming(after=exponential(1).constant(HOUR), clock="never")},
        calendars={"never": replace(every_day(0, 0), dates={})},
    )
    assert (story.run.left, story.run.open) == (0, 1)
    assert story.run.seconds < 1e9


def test_a_terminate_end_elsewhere_withdraws_both_rivals():
    story = told(
        "Start > And > First > Timer_1 > End_1\nFirst > Message_1 > End_2\nAnd > A > Terminate",
        times=[0],
        steps={"A": 10},
        events={"Timer_1": 100, "Message_1": 200},
    )
    rivals = [visit for visit in story.visits if visit.node in ("Timer_1", "Message_1")]
    assert [(visit.finished, visit.outcome) for visit in rivals] == [(10, Outcome.WITHDRAWN)] * 2
    assert story.cases[0].ended == 10


def test_links_lead_on_without_a_flow():
    story = told("Start > A > To_x\nFrom_x > B > End", times=[0], steps={"A": 10, "B": 5})
    assert story.way() == ["Start", "A", "To_x", "From_x", "B", "End"]
    assert story.of("B") == [(10, 10, 15)]


def test_several_throws_lead_to_one_catch():
    story = told(
        "Start > Xor > A > To_x\nXor > B > C\nFrom_x > D > End\nC > D",
        times=range(20),
        steps={"A": 10, "B": 5, "C": 1, "D": 2},
    )
    assert len(story.of("D")) == 20
    assert {case.end for case in story.cases} == {"End"}


def test_a_link_that_leads_nowhere_ends_there_and_is_named():
    story = told("Start > Xor > To_x\nXor > End", times=range(10))
    assert story.codes() == {"simulation.link-without-catch"}
    assert {case.end for case in story.cases} == {"To_x", "End"}


def test_of_two_catches_of_one_link_the_first_drawn_receives_it():
    shape = drawn("Start > A > To_x\nFrom_x > B > End_1\nFrom_y > C > End_2")
    same = tuple(
        replace(node, events=(replace(node.events[0], name="x"),)) if node.id == "From_y" else node
        for node in shape.nodes
    )
    story = told(replace(shape, nodes=same), times=[0], steps={"A": 1, "B": 1, "C": 1})
    assert story.cases[0].end == "End_1"
