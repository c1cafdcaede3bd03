"""Where tokens meet: parallel and inclusive joins, and merges that nobody drew."""

from __future__ import annotations

import pytest
from building import DAY, chances, drawn, exponential, guards, setting, told

from studio.scenario import Arrivals
from studio.simulation import RunLength, compile_program, run
from studio.simulation.records import CaseOutcome


def test_a_parallel_join_waits_for_a_token_on_every_flow():
    story = told(
        "Start > And_1 > A > And_2 > D > End\nAnd_1 > B > And_2\nAnd_1 > C > And_2",
        times=[0, 1],
        steps={"A": 10, "B": 30, "C": 20, "D": 5},
    )
    assert story.of("D") == [(30, 30, 35), (31, 31, 36)]
    assert [visit.finished for visit in story.visits if visit.node == "And_2"] == [30, 31]
    assert [(case.ended, case.end) for case in story.cases] == [(35, "End"), (36, "End")]


def test_a_parallel_join_belongs_to_one_instance_of_its_sub_process():
    """Two instances of one sub-process at once: their tokens never meet."""
    story = told(
        "Start > And > X > Sub > Y > End\nAnd > Sub\n"
        "Sub: Start_in > And_1 > A > And_2 > C > End_in\nSub: And_1 > B > And_2",
        times=[0],
        steps={"X": 3, "A": 10, "B": 20, "C": 1, "Y": 1},
    )
    assert story.of("Sub") == [(0, 0, 21), (3, 3, 24)]
    assert story.of("C") == [(20, 20, 21), (23, 23, 24)]
    assert story.of("Y") == [(21, 21, 22), (24, 24, 25)]


def test_a_parallel_join_takes_one_token_of_each_flow_at_a_time():
    story = told(
        "Start > And > A > And_2 > D > End\nAnd > B > Xor > And_2\nAnd > C > Xor",
        times=[0],
        steps={"A": 10, "B": 1, "C": 2, "D": 1},
    )
    # The second token of the lower flow finds no partner: the case can never complete.
    assert story.of("D") == [(10, 10, 11)]
    assert story.cases[0].outcome is CaseOutcome.STUCK


def test_a_join_that_can_never_fire_leaves_the_case_stuck():
    story = told(
        "Start > Xor > A > And > End\nXor > B > And",
        times=range(10),
        steps={"A": 10, "B": 20},
    )
    assert [case.outcome for case in story.cases] == [CaseOutcome.STUCK] * 10
    assert story.run.cases.stuck == 10
    assert (story.run.arrived, story.run.left, story.run.open) == (10, 10, 0)
    assert story.run.cases.completed == 0


def test_a_case_is_stuck_only_when_nothing_else_goes_on_in_it():
    story = told(
        "Start > And_0 > And > End\nAnd_0 > B > End_b\nXor > And\nAnd_0 > Xor_1 > C > End_c\nXor_1 > Xor",
        times=[0],
        steps={"B": 50, "C": 30},
        routing=chances(Xor_1={"C": 1.0, "Xor": 0.0}),
    )
    (case,) = story.cases
    assert (case.outcome, case.ended) == (CaseOutcome.STUCK, 50)


@pytest.mark.parametrize(("active", "ends"), [(1, 10), (2, 30), (3, 30)])
def test_an_inclusive_join_waits_for_the_branches_that_were_taken(active, ends):
    story = told(
        "Start > Or_1 > A > Or_2 > D > End\nOr_1 > B > Or_2\nOr_1 > C > Or_2",
        times=[0],
        attributes={"branches": active},
        steps={"A": 10, "B": 30, "C": 20, "D": 5},
        routing=guards("Or_1", A="branches >= 1", B="branches >= 2", C="branches >= 3"),
    )
    assert [len(story.of(node)) for node in "ABC"] == [1, int(active > 1), int(active > 2)]
    assert story.of("D") == [(ends, ends, ends + 5)]
    assert story.cases[0].ended == ends + 5


def test_an_inclusive_join_stops_waiting_when_a_token_turns_elsewhere():
    story = told(
        "Start > And > A > Or > End\nAnd > B > Xor > C > Or\nXor > D > End_d",
        times=[0],
        steps={"A": 10, "B": 20, "C": 5, "D": 100},
        routing=chances(Xor={"C": 0.0, "D": 1.0}),
    )
    assert story.of("Or") == [(20, 20, 20)]
    assert story.of("D") == [(20, 20, 120)]


def test_an_inclusive_join_waits_for_a_token_that_may_still_come():
    story = told(
        "Start > And > A > Or > End\nAnd > B > Xor > C > Or\nXor > D > End_d",
        times=[0],
        steps={"A": 10, "B": 20, "C": 5, "D": 100},
        routing=chances(Xor={"C": 1.0, "D": 0.0}),
    )
    assert story.of("Or") == [(25, 25, 25)]


def test_an_inclusive_join_does_not_wait_for_a_token_that_may_also_come_along_a_flow_it_has():
    """BPMN 2.0, 13.3.3: the token in B could still reach the flow from A, which holds one already."""
    story = told(
        "Start > And > A > Or > E > End\nAnd > B > Xor > C > Or\nXor > A",
        times=[0],
        steps={"A": 10, "B": 50, "C": 5, "E": 1},
        routing=chances(Xor={"C": 1.0, "A": 0.0}),
    )
    assert story.of("E") == [(10, 10, 11), (55, 55, 56)]


def test_an_inclusive_join_waits_for_what_a_sub_process_or_a_deadline_may_bring():
    story = told(
        "Start > And > A > Or > End\nAnd > Sub > Or\nSub: Start_in > B > End_in\nSub ! Timer_late > C > Or",
        times=[0],
        steps={"A": 1, "B": 100, "C": 5},
        events={"Timer_late": 20},
    )
    assert story.of("Sub") == [(0, 0, 20)]
    assert story.of("Or") == [(25, 25, 25)]


def test_an_inclusive_join_waits_for_a_token_that_a_reminder_may_send():
    story = told(
        "Start > And > A > Or > End\nAnd > B > End_b\nB ~ Timer_note > C > Or",
        times=[0],
        steps={"A": 1, "B": 30, "C": 50},
        events={"Timer_note": 20},
    )
    assert story.of("Or") == [(70, 70, 70)]
    silent = told(
        "Start > And > A > Or > End\nAnd > B > End_b\nB ~ Timer_note > C > Or",
        times=[0],
        steps={"A": 1, "B": 30, "C": 50},
        events={"Timer_note": 40},
    )
    assert silent.of("Or") == [(30, 30, 30)]


def test_two_inclusive_joins_in_a_row_fire_one_after_the_other():
    story = told(
        "Start > Or_0 > A > Or_1 > C > Or_2 > End\nOr_0 > B > Or_1\nOr_0 > D > Or_2",
        times=[0],
        attributes={"n": 3},
        steps={"A": 10, "B": 20, "C": 5, "D": 7},
        routing=guards("Or_0", A="n > 0", B="n > 0", D="n > 0"),
    )
    assert story.of("Or_1") == [(20, 20, 20)]
    assert story.of("Or_2") == [(25, 25, 25)]
    assert story.cases[0].ended == 25


def test_an_inclusive_join_in_a_loop_fires_each_time_round():
    story = told(
        "Start > Or_1 > A > Or_2 > Xor > End\nXor > Or_1\nOr_1 > B > Or_2",
        times=range(200),
        steps={"A": exponential(1), "B": exponential(2)},
        routing={
            **chances(Xor={"End": 0.5, "Or_1": 0.5}),
            **chances(Or_1={"A": 0.7, "B": 0.7}),
        },
    )
    assert {case.outcome for case in story.cases} == {CaseOutcome.COMPLETED}
    assert max(story.way(case).count("Or_2") for case in range(200)) > 3


def test_several_flows_into_a_task_are_a_merge():
    story = told(
        "Start > And > A > C > End\nAnd > B > C",
        times=[0],
        steps={"A": 10, "B": 4, "C": (3, "Agents")},
        teams={"Agents": 1},
    )
    assert story.of("C") == [(4, 4, 7), (10, 10, 13)]
    assert story.of("End") == [(7, 7, 7), (13, 13, 13)]
    assert story.cases[0].ended == 13


def test_a_loop_back_is_rework():
    story = told(
        "Start > A > Xor > End\nXor > A",
        times=range(3000),
        steps={"A": 2},
        routing=chances(Xor={"End": 0.7, "A": 0.3}),
    )
    rounds = [story_case.rework for story_case in story.cases]
    assert abs(sum(rounds) - 3000 * 3 / 7) < 4 * (3000 * 0.3 / 0.49) ** 0.5
    assert all(case.work == 2 * (case.rework + 1) for case in story.cases)
    assert story.passed("Xor-A") == sum(rounds)
    assert story.passed("Xor-End") == 3000


def test_the_token_that_goes_on_from_a_join_is_the_last_to_come():
    """So that a hand-off is counted from where the work was last."""
    lanes = {"A": "front", "B": "back", "C": "back"}
    text = "Start > And_1 > A > And_2 > C > End\nAnd_1 > B > And_2"
    slow_back = told(drawn(text, lanes=lanes), times=[0], steps={"A": 1, "B": 2, "C": 1})
    slow_front = told(drawn(text, lanes=lanes), times=[0], steps={"A": 2, "B": 1, "C": 1})
    assert (slow_back.cases[0].hand_offs, slow_front.cases[0].hand_offs) == (0, 1)


def test_an_endless_loop_that_takes_no_time_takes_the_case_out():
    story = told(
        "Start > Xor_1 > Xor_2 > Xor_1\nXor_2 > End",
        times=[0, 5],
        routing=chances(Xor_2={"Xor_1": 1.0, "End": 0.0}),
    )
    assert [(case.outcome, case.ended) for case in story.cases] == [
        (CaseOutcome.ENDLESS, 0),
        (CaseOutcome.ENDLESS, 5),
    ]
    assert story.run.cases.endless == 2
    assert story.run.left == 2


def test_an_endless_loop_of_work_that_takes_no_time_takes_the_case_out():
    story = told(
        "Start > A > Xor > A\nXor > End",
        times=[0],
        steps={"A": (0, "Agents")},
        teams={"Agents": 1},
        routing=chances(Xor={"A": 1.0, "End": 0.0}),
    )
    assert story.cases[0].outcome is CaseOutcome.ENDLESS


def test_tokens_that_multiply_without_end_take_the_case_out():
    story = told("Start > Xor > And > Xor\nAnd > End", times=[0])
    assert story.cases[0].outcome is CaseOutcome.ENDLESS


def test_an_endless_loop_of_gateways_is_noticed_whether_a_log_is_kept_or_not():
    once = setting(arrivals={"P": Arrivals(times=(0.0,))})
    program = compile_program(drawn("Xor_1 > And > Xor_1\nAnd > End"), once)
    for keep_log in (True, False):
        assert run(program, RunLength(), keep_log=keep_log).cases.endless == 1


def test_a_case_that_goes_round_for_days_is_not_endless():
    story = told(
        "Start > A > Xor > A\nXor > End",
        times=[0],
        steps={"A": 60},
        routing=chances(Xor={"A": 0.999, "End": 0.001}),
    )
    (case,) = story.cases
    assert case.outcome is CaseOutcome.COMPLETED
    assert case.ended < 10 * DAY


def test_a_token_that_begins_at_a_join_waits_for_no_other():
    """Where no flow leads into a process but all go round, it begins at the first node drawn."""
    for kind in ("And", "Or"):
        story = told(
            f"{kind}_1 > A > Xor > End\nXor > {kind}_1\nA > B > {kind}_1",
            arrivals={"P": Arrivals(times=(0.0,))},
            steps={"A": 10, "B": 5},
            routing=chances(Xor={"End": 1.0, f"{kind}_1": 0.0}),
        )
        assert story.of("A")[0] == (0, 0, 10)
