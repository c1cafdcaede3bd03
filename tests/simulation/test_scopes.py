"""Sub-processes, ends and terminate ends."""

from __future__ import annotations

from building import drawn, told

from studio.simulation.records import CaseOutcome, Outcome

NESTED = """
    Start > Sub > C > End
    Sub: Start_1 > A > Sub_inner > End_1
    Sub_inner: Start_2 > B > End_2
"""


def test_a_sub_process_lasts_from_its_enabling_to_the_end_of_its_last_token():
    story = told(NESTED, times=[0, 2], steps={"A": 10, "B": 20, "C": 5})
    assert story.of("Sub") == [(0, 0, 30), (2, 2, 32)]
    assert story.of("Sub_inner") == [(10, 10, 30), (12, 12, 32)]
    assert story.of("B") == [(10, 10, 30), (12, 12, 32)]
    assert story.of("C") == [(30, 30, 35), (32, 32, 37)]
    assert [(case.wait, case.work) for case in story.cases] == [(0, 35)] * 2


def test_a_sub_process_ends_when_all_of_its_tokens_have():
    story = told(
        "Start > Sub > C > End\nSub: Start_1 > And > A > End_1\nSub: And > B > End_2",
        times=[0],
        steps={"A": 10, "B": 20, "C": 5},
    )
    assert story.of("Sub") == [(0, 0, 20)]
    assert story.of("C") == [(20, 20, 25)]


def test_a_sub_process_without_a_start_begins_where_no_flow_leads():
    story = told("Start > Sub > C > End\nSub: A > B\nSub: D > B", times=[0], steps=dict.fromkeys("ABCD", 2))
    assert story.of("A") == story.of("D") == [(0, 0, 2)]
    assert story.of("B") == [(2, 2, 4), (2, 2, 4)]
    assert story.of("Sub") == [(0, 0, 4)]


def test_a_deadline_interrupts_everything_inside_and_frees_the_people():
    story = told(
        NESTED + "\nSub ! Timer_late > D > End_late",
        times=[0, 1],
        steps={"A": 10, "B": (100, "Agents"), "C": 5, "D": 3},
        teams={"Agents": 1},
        events={"Timer_late": 30},
    )
    by_case = [[visit for visit in story.visits if visit.case == case] for case in (0, 1)]
    first = {visit.node: visit for visit in by_case[0]}
    assert first["B"][2:6] == (10, 10, 30, Outcome.WITHDRAWN)
    assert first["Sub_inner"][2:6] == (10, 10, 30, Outcome.WITHDRAWN)
    assert first["Sub"][2:6] == (0, 0, 30, Outcome.WITHDRAWN)
    assert first["Sub"].cause == "Timer_late"
    assert first["D"].clock == (30, 30, 33)
    # The one who worked on it takes up the second case in the same instant.
    second = {visit.node: visit for visit in by_case[1]}
    assert second["B"][2:6] == (11, 30, 31, Outcome.WITHDRAWN)
    assert second["D"].clock == (31, 31, 34)
    assert story.run.teams[0].busy == 21
    assert [case.ended for case in story.cases] == [33, 34]


def test_a_sub_process_that_ends_at_its_deadline_has_kept_it():
    story = told(
        NESTED + "\nSub ! Timer_late > D > End_late",
        times=[0],
        steps={"A": 10, "B": 20, "C": 5, "D": 3},
        events={"Timer_late": 30},
    )
    assert story.cases[0].end == "End"
    assert story.of("D") == []


def test_a_reminder_of_a_sub_process_leaves_what_is_inside_alone():
    story = told(
        NESTED + "\nSub ~ Timer_note > D > End_note",
        times=[0],
        steps={"A": 10, "B": 20, "C": 5, "D": 3},
        events={"Timer_note": 15},
    )
    assert story.of("Sub") == [(0, 0, 30)]
    assert story.of("D") == [(15, 15, 18)]
    assert story.cases[0].ended == 35


def test_a_boundary_event_inside_is_withdrawn_with_its_host():
    story = told(
        "Start > Sub > End\nSub: Start_1 > A > End_1\nSub: A ! Timer_in > B > End_2\n"
        "Sub ! Timer_out > C > End_out",
        times=[0],
        steps={"A": 100, "B": 50, "C": 1},
        events={"Timer_in": 40, "Timer_out": 60},
    )
    assert story.of("A") == [(0, 0, 40)]
    assert story.of("B") == [(40, 40, 60)]
    assert story.of("C") == [(60, 60, 61)]
    assert story.cases[0].ended == 61


def test_a_case_may_end_at_several_places_and_lasts_until_the_last():
    story = told(
        "Start > And > A > End_a\nAnd > B > End_b",
        times=[0, 100],
        steps={"A": 10, "B": 30},
    )
    assert [(case.ended, case.end) for case in story.cases] == [(30, "End_b"), (130, "End_b")]
    assert story.run.cases.ends[[row.id for row in story.program.nodes].index("End_b")] == 2


def test_a_token_may_end_at_a_task():
    story = told("Start > A > B", times=[0], steps={"A": 10, "B": 5})
    assert (story.cases[0].ended, story.cases[0].end) == (15, "B")


def test_a_terminate_end_stops_all_other_work_of_the_case():
    story = told(
        "Start > And > A > Terminate\nAnd > B > End_b\nAnd > C > D > End_d",
        times=[0, 5],
        steps={"A": 10, "B": (100, "Agents"), "C": 3, "D": (8, "Agents")},
        teams={"Agents": 1},
    )
    by_case = [[visit for visit in story.visits if visit.case == case] for case in (0, 1)]
    first = {visit.node: visit for visit in by_case[0]}
    assert first["B"][2:6] == (0, 0, 10, Outcome.WITHDRAWN)
    assert first["D"][2:6] == (3, 10, 10, Outcome.WITHDRAWN)
    assert first["Terminate"].clock == (10, 10, 10)
    second = {visit.node: visit for visit in by_case[1]}
    assert second["B"][2:6] == (5, 10, 15, Outcome.WITHDRAWN)
    assert [(case.ended, case.end, case.outcome) for case in story.cases] == [
        (10, "Terminate", CaseOutcome.COMPLETED),
        (15, "Terminate", CaseOutcome.COMPLETED),
    ]
    assert story.run.teams[0].busy == 15


def test_a_terminate_end_inside_a_sub_process_stops_only_what_is_inside():
    story = told(
        "Start > And > Sub > C > End\nAnd > X > End_x\n"
        "Sub: Start_1 > And_1 > A > Terminate\nSub: And_1 > B > End_b",
        times=[0],
        steps={"A": 10, "B": 100, "C": 5, "X": 50},
    )
    assert story.of("Sub") == [(0, 0, 10)]
    assert story.of("B") == [(0, 0, 10)]
    assert story.of("C") == [(10, 10, 15)]
    assert story.of("X") == [(0, 0, 50)]
    assert story.cases[0].ended == 50


def test_a_terminate_end_silences_reminders_and_joins():
    story = told(
        "Start > And > A > Terminate\nAnd > B > And_2 > End\nAnd > C > And_2\nB ~ Timer_note > D > End_d",
        times=[0],
        steps={"A": 10, "B": 100, "C": 1, "D": 1},
        events={"Timer_note": 20},
    )
    assert story.of("D") == []
    assert story.cases[0].ended == 10
    assert story.run.seconds == 10


def test_hand_offs_are_counted_into_a_sub_process_and_out_of_it():
    lanes = {"A": "front", "B": "back", "C": "front", "D": "back"}
    text = "Start > A > Sub > {} > End\nSub: Start_1 > B > End_1"
    forth_and_back = told(drawn(text.format("C"), lanes=lanes), times=[0], steps=dict.fromkeys("ABCD", 1))
    forth = told(drawn(text.format("D"), lanes=lanes), times=[0], steps=dict.fromkeys("ABCD", 1))
    assert (forth_and_back.cases[0].hand_offs, forth.cases[0].hand_offs) == (2, 1)


def test_hand_offs_follow_each_token():
    lanes = {"A": "front", "B": "back", "C": "front", "D": "front"}
    story = told(
        drawn("Start > A > And > B > C > End\nAnd > D > End_d", lanes=lanes),
        times=[0],
        steps=dict.fromkeys("ABCD", 1),
    )
    assert story.cases[0].hand_offs == 2
