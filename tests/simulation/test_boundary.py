"""Boundary events: deadlines and mishaps of a visit that waits or is being worked on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from building import DAY, HOUR, drawn, every_day, exponential, staffed, told

from studio.model import EventDefinition, EventKind
from studio.scenario import EventTiming
from studio.simulation.records import CaseOutcome, Outcome

DEADLINE = "Start > A > End\nA ! Timer_late > B > End_late"
REMINDER = "Start > A > End\nA ~ Timer_note > B > End_note"
WITHDRAWN = Outcome.WITHDRAWN


def of(story, node):
    return [visit for visit in story.visits if visit.node == node]


def test_a_deadline_counts_the_waiting():
    story = told(
        DEADLINE,
        times=[0, 10],
        steps={"A": (45, "Agents"), "B": 5},
        teams={"Agents": staffed(1)},
        events={"Timer_late": 50},
    )
    # The second case waits from 10 to 45 and is given up at 60 after 15 seconds of work.
    assert story.of("A") == [(0, 0, 45), (10, 45, 60)]
    assert story.of("Timer_late") == [(60, 60, 60)]
    assert story.of("B") == [(60, 60, 65)]
    given_up = of(story, "A")[1]
    assert (given_up.outcome, given_up.cause) == (WITHDRAWN, "Timer_late")
    assert story.way(1) == ["Start", "A", "Timer_late", "B", "End_late"]
    assert story.run.teams[0].busy == 45 + 15


def test_a_deadline_that_passes_in_the_queue_takes_the_case_out_of_it():
    story = told(
        DEADLINE,
        times=[0, 10, 20],
        steps={"A": (45, "Agents"), "B": 5},
        teams={"Agents": staffed(1)},
        events={"Timer_late": 30},
    )
    assert story.of("A") == [(0, 0, 30), (10, 30, 40), (20, 40, 50)]
    crowded = told(
        DEADLINE,
        times=[0, 10, 12],
        steps={"A": (25, "Agents"), "B": 5},
        teams={"Agents": staffed((1, every_day(0, 1)), (0, None))},
        events={"Timer_late": 30},
    )
    assert crowded.of("A") == [(0, 0, 25), (10, 25, 40), (12, 40, 42)]
    waiting = told(
        DEADLINE,
        times=[0, 10],
        steps={"A": (100, "Agents"), "B": 5},
        teams={"Agents": staffed((1, every_day(8, 9)))},
        events={"Timer_late": 30},
    )
    assert waiting.of("A") == [(0, 30, 30), (10, 40, 40)]
    assert waiting.of("B") == [(30, 30, 35), (40, 40, 45)]
    assert (waiting.run.teams[0].queue, waiting.run.teams[0].busy) == (60, 0)
    tally = waiting.tally("A")
    assert (tally.passed, tally.ended, tally.unserved, tally.wait) == (2, 2, 2, 60)
    assert tally.within == 0


def test_at_the_instant_of_the_finish_the_finish_wins():
    story = told(DEADLINE, times=[0], steps={"A": 50, "B": 5}, events={"Timer_late": 50})
    assert story.way() == ["Start", "A", "End"]
    assert of(story, "A")[0].outcome is Outcome.FINISHED


def test_an_interrupted_person_takes_up_the_next_visit_at_once():
    story = told(
        DEADLINE,
        times=[0, 10],
        steps={"A": (100, "Agents"), "B": 5},
        teams={"Agents": 1},
        events={"Timer_late": 50},
    )
    assert story.of("A") == [(0, 0, 50), (10, 50, 60)]


def test_a_reminder_leaves_the_work_alone_and_sends_a_token_of_its_own():
    story = told(REMINDER, times=[0], steps={"A": 100, "B": 20}, events={"Timer_note": 30})
    assert story.of("A") == [(0, 0, 100)]
    assert story.of("B") == [(30, 30, 50)]
    (case,) = story.cases
    assert (case.ended, case.end) == (100, "End")


def test_a_case_lasts_as_long_as_what_a_reminder_began():
    story = told(REMINDER, times=[0], steps={"A": 40, "B": 200}, events={"Timer_note": 30})
    assert story.of("End") == [(40, 40, 40)]
    assert story.of("End_note") == [(230, 230, 230)]
    (case,) = story.cases
    assert (case.ended, case.end) == (230, "End_note")


def test_a_reminder_falls_silent_when_the_work_is_done():
    story = told(REMINDER, times=[0], steps={"A": 20, "B": 5}, events={"Timer_note": 30})
    assert story.of("B") == []
    assert story.cases[0].ended == 20


def test_reminder_and_deadline_of_one_step_each_have_their_moment():
    story = told(
        "Start > A > End\nA ~ Timer_note > B > End_note\nA ! Timer_late > C > End_late",
        times=[0],
        steps={"A": 100, "B": 50, "C": 1},
        events={"Timer_note": 30, "Timer_late": 60},
    )
    assert story.of("A") == [(0, 0, 60)]
    assert story.of("B") == [(30, 30, 80)]
    assert story.of("C") == [(60, 60, 61)]
    assert story.cases[0].ended == 80


def test_of_two_deadlines_at_one_instant_the_first_drawn_interrupts():
    story = told(
        "Start > A > End\nA ! Timer_1 > B > End_1\nA ! Timer_2 > C > End_2",
        times=[0],
        steps={"A": 100, "B": 1, "C": 1},
        events={"Timer_1": 30, "Timer_2": 30},
    )
    assert story.way() == ["Start", "A", "Timer_1", "B", "End_1"]


def test_a_deadline_in_business_time_stands_still_when_the_office_is_closed():
    story = told(
        DEADLINE,
        times=[16.5 * HOUR, DAY + 9 * HOUR],
        steps={"A": 100 * HOUR, "B": 5},
        events={"Timer_late": EventTiming(after=exponential(1).constant(2 * HOUR), clock="office")},
        calendars={"office": every_day(8, 17)},
    )
    ends = [finished / HOUR for _, _, finished in story.of("A")]
    assert ends == [24 + 9.5, 24 + 11]


def test_a_mishap_happens_at_its_share_of_the_work():
    story = told(
        "Start > A > End\nA ! Message_error > B > End_late",
        times=[0, 10],
        steps={"A": (100, "Agents"), "B": 5},
        teams={"Agents": 1},
        events={"Message_error": EventTiming(chance=1.0, at=0.4)},
    )
    assert story.of("A") == [(0, 0, 40), (10, 40, 80)]
    assert story.of("B") == [(40, 40, 45), (80, 80, 85)]


@pytest.mark.parametrize(("chance", "ways"), [(0.0, {"End"}), (1.0, {"End_late"})])
def test_a_mishap_of_certain_chance_is_certain(chance, ways):
    story = told(
        "Start > A > End\nA ! Message_error > B > End_late",
        times=range(50),
        steps={"A": 100, "B": 5},
        events={"Message_error": EventTiming(chance=chance)},
    )
    assert {case.end for case in story.cases} == ways


def test_a_mishap_is_as_frequent_as_its_chance():
    story = told(
        "Start > A > End\nA ! Message_error > B > End_late",
        times=range(4000),
        steps={"A": exponential(100), "B": 5},
        events={"Message_error": EventTiming(chance=0.3)},
    )
    assert abs(Counter(case.end for case in story.cases)["End_late"] - 1200) < 4 * (4000 * 0.21) ** 0.5


def test_a_mishap_strikes_a_sub_process_when_the_work_inside_is_done():
    """How long it takes is not known before, so that no share of it is."""
    story = told(
        "Start > Sub > End\nSub: Start_in > A > End_in\nSub ! Message_error > B > End_late",
        times=[0],
        steps={"A": 100, "B": 5},
        events={"Message_error": EventTiming(chance=1.0, at=0.5)},
    )
    assert of(story, "Sub")[0][2:6] == (0, 0, 100, WITHDRAWN)
    assert of(story, "Sub")[0].cause == "Message_error"
    assert story.of("B") == [(100, 100, 105)]
    assert (story.cases[0].end, story.cases[0].outcome) == ("End_late", CaseOutcome.COMPLETED)


def test_a_mishap_of_a_sub_process_that_does_not_interrupt_sends_a_further_token():
    story = told(
        "Start > Sub > C > End\nSub: Start_in > A > End_in\nSub ~ Message_note > B > End_note",
        times=range(1000),
        steps={"A": 100, "B": 5, "C": 1},
        events={"Message_note": EventTiming(chance=0.3)},
    )
    assert len(story.of("C")) == 1000
    assert abs(len(story.of("B")) - 300) < 4 * 210**0.5
    assert {case.outcome for case in story.cases} == {CaseOutcome.COMPLETED}


def test_a_mishap_may_end_a_wait_at_its_share():
    story = told(
        "Start > Message_1 > End\nMessage_1 ! Message_error > B > End_late",
        times=[0],
        steps={"B": 5},
        events={"Message_1": 100, "Message_error": EventTiming(chance=1.0, at=0.4)},
    )
    assert story.of("Message_1") == [(0, 40, 40)]
    assert story.of("B") == [(40, 40, 45)]


def test_at_one_instant_a_timer_comes_before_a_message():
    story = told(
        "Start > A > End\nA ! Message_1 > B > End_1\nA ! Timer_2 > C > End_2",
        times=[0],
        steps={"A": 100, "B": 1, "C": 1},
        events={"Message_1": 30, "Timer_2": 30},
    )
    assert story.cases[0].end == "End_2"


def test_a_deadline_on_a_wait_for_an_answer_ends_the_wait():
    story = told(
        "Start > Message_1 > End\nMessage_1 ! Timer_late > B > End_late",
        times=[0],
        steps={"B": 5},
        events={"Message_1": 100, "Timer_late": 30},
    )
    assert story.of("Message_1") == [(0, 30, 30)]
    assert story.cases[0].ended == 35


def test_a_deadline_can_lead_back_to_the_step():
    """Each time round it has a new deadline, until the work happens to take less than that."""
    story = told(
        "Start > A > End\nA ! Timer_late > A",
        times=[0],
        steps={"A": (exponential(300), "Agents")},
        teams={"Agents": 1},
        events={"Timer_late": 50},
    )
    clocks = story.of("A")
    assert len(clocks) > 1
    assert all(clock == (50 * n, 50 * n, 50 * (n + 1)) for n, clock in enumerate(clocks[:-1]))
    assert clocks[-1][2] - clocks[-1][0] < 50
    assert story.cases[0].rework == len(clocks) - 1


def test_a_boundary_event_without_a_timing_is_named():
    story = told(DEADLINE, times=[0], steps={"A": 50, "B": 5})
    assert story.codes() == {"simulation.boundary-never"}
    assert story.way() == ["Start", "A", "End"]


def test_a_climb_is_an_escalation_into_another_lane():
    lanes = {"Start": "front", "A": "front", "End": "front", "Timer_late": "front", "B": "back"}
    story = told(
        drawn(DEADLINE, lanes=lanes),
        times=[0],
        steps={"A": 50, "B": 5},
        events={"Timer_late": 10},
    )
    (case,) = story.cases
    assert (case.climbs, case.hand_offs) == (1, 1)
    same = told(
        drawn(DEADLINE, lanes={**lanes, "B": "front"}),
        times=[0],
        steps={"A": 50, "B": 5},
        events={"Timer_late": 10},
    )
    assert (same.cases[0].climbs, same.cases[0].hand_offs) == (0, 0)


def test_an_error_is_a_hand_off_but_no_climb():
    shape = drawn(DEADLINE, lanes={"A": "front", "Timer_late": "front", "B": "back"})
    error = (EventDefinition(kind=EventKind.ERROR),)
    nodes = tuple(replace(node, events=error) if node.id == "Timer_late" else node for node in shape.nodes)
    story = told(
        replace(shape, nodes=nodes),
        times=[0],
        steps={"A": 50, "B": 5},
        events={"Timer_late": EventTiming(chance=1.0)},
    )
    assert story.cases[0].outcome is CaseOutcome.COMPLETED
    assert (story.cases[0].climbs, story.cases[0].hand_offs) == (0, 1)


def test_a_deadline_that_no_calendar_ever_reaches_does_not_ring():
    story = told(
        DEADLINE,
        times=[20 * HOUR],
        steps={"A": 50, "B": 5},
        events={"Timer_late": EventTiming(after=exponential(1).constant(HOUR), clock="once")},
        calendars={"once": replace(every_day(0, 0), dates={})},
    )
    assert story.way() == ["Start", "A", "End"]
    assert story.run.seconds == 20 * HOUR + 50


def test_rings_of_one_visit_are_independent_of_each_other():
    story = told(
        REMINDER,
        times=[0, 50_000],
        steps={"A": 40_000, "B": 1},
        events={"Timer_note": EventTiming(after=exponential(100), rings=0)},
    )
    for case in (0, 1):
        rings = [visit.clock[0] for visit in of(story, "Timer_note") if visit.case == case]
        gaps = [after - before for before, after in pairwise(rings)]
        assert len(gaps) == len(set(gaps)) > 300
        assert sum(gaps) / len(gaps) == pytest.approx(100, rel=0.2)
    first, second = (
        [visit.clock[0] - 50_000 * case for visit in of(story, "Timer_note") if visit.case == case]
        for case in (0, 1)
    )
    assert not set(first) & set(second)
