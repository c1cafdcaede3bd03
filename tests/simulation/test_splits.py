"""Where tokens part: exclusive, inclusive and parallel splits, with guards, chances and defaults."""

from __future__ import annotations

from dataclasses import replace

import pytest
from building import chances, drawn, guards, setting, told

from studio.model import parse_guard
from studio.scenario import Distribution, Routing
from studio.scenario.defaults import complete
from studio.simulation import RunLength, compile_program, run
from studio.simulation.records import CaseOutcome

CHOICE = "Start > Xor > A > End_a\nXor > B > End_b\nXor > C > End_c"


def chosen(routing, shape=CHOICE, cases=1, **more):
    story = told(shape, times=range(cases), steps=dict.fromkeys("ABC", 1), routing=routing, **more)
    return [case.end for case in story.cases]


def test_the_first_guard_that_holds_decides():
    routing = guards("Xor", A="amount > 500", B="amount > 100", C="amount > 0")
    assert chosen(routing, attributes={"amount": 200}) == ["End_b"]
    assert chosen(routing, attributes={"amount": 600}) == ["End_a"]
    assert chosen(routing, attributes={"amount": 1}) == ["End_c"]


def test_where_no_guard_holds_the_default_is_taken():
    routing = guards("Xor", default="C", A="amount > 500", B="amount > 100")
    assert chosen(routing, attributes={"amount": 5}) == ["End_c"]


def test_the_default_drawn_in_the_diagram_counts_too():
    shape = drawn(CHOICE)
    nodes = tuple(replace(node, default="Xor-B") if node.id == "Xor" else node for node in shape.nodes)
    routing = guards("Xor", A="amount > 500", C="amount > 100")
    assert chosen(routing, shape=replace(shape, nodes=nodes), attributes={"amount": 5}) == ["End_b"]


def test_where_no_guard_holds_and_there_is_no_default_the_case_is_stuck():
    story = told(
        CHOICE,
        times=[0, 1],
        attributes={"amount": 5},
        steps=dict.fromkeys("ABC", 1),
        routing=guards("Xor", A="amount > 500", B="amount > 100"),
    )
    assert [case.outcome for case in story.cases] == [CaseOutcome.STUCK] * 2
    assert story.run.cases.stuck == 2


def test_a_guard_about_something_unknown_does_not_hold():
    routing = guards("Xor", default="C", A="weight > 500", B="amount > 100")
    assert chosen(routing, attributes={"amount": 200}) == ["End_b"]


def test_a_chance_of_one_is_certain_and_of_zero_impossible():
    routing = chances(Xor={"A": 0.0, "B": 1.0, "C": 0.0})
    assert set(chosen(routing, cases=300)) == {"End_b"}


def test_chances_are_frequencies():
    ends = chosen(chances(Xor={"A": 0.2, "B": 0.5, "C": 0.3}), cases=5000)
    for end, share in (("End_a", 0.2), ("End_b", 0.5), ("End_c", 0.3)):
        assert abs(ends.count(end) - 5000 * share) < 4 * (5000 * share * (1 - share)) ** 0.5


def test_without_a_word_in_the_scenario_branches_are_equal():
    ends = chosen({}, cases=3000)
    assert all(abs(ends.count(end) - 1000) < 4 * (3000 * 2 / 9) ** 0.5 for end in ("End_a", "End_b", "End_c"))


def test_a_guard_goes_before_the_chances_of_the_rest():
    routing = {
        "Xor": Routing(guards={"Xor-A": parse_guard("amount > 500")}, chances={"Xor-B": 0.5, "Xor-C": 0.5})
    }
    story = told(
        CHOICE,
        times=range(2000),
        attributes={"amount": Distribution.uniform(0, 1000)},
        steps=dict.fromkeys("ABC", 1),
        routing=routing,
    )
    ends = [case.end for case in story.cases]
    assert abs(ends.count("End_a") - 1000) < 4 * 500**0.5
    assert abs(ends.count("End_b") - 500) < 4 * 375**0.5


def test_a_new_round_draws_a_new_choice():
    story = told(
        "Start > A > Xor > A\nXor > End",
        times=range(2000),
        steps={"A": 1},
        routing=chances(Xor={"A": 0.5, "End": 0.5}),
    )
    rounds = [case.rework for case in story.cases]
    for times in range(4):
        expected = 2000 * 0.5 ** (times + 1)
        assert abs(rounds.count(times) - expected) < 4 * expected**0.5


def test_a_parallel_split_sends_a_token_along_every_flow():
    story = told(
        "Start > And > A > End_a\nAnd > B > End_b\nAnd > C > End_c",
        times=[0],
        steps={"A": 3, "B": 2, "C": 1},
    )
    assert [visit.node for visit in story.visits if visit.node in "ABC"] == ["C", "B", "A"]
    (case,) = story.cases
    assert (case.ended, case.end) == (3, "End_a")
    assert [story.passed(f"And-{node}") for node in "ABC"] == [1, 1, 1]


def test_several_flows_out_of_a_task_are_a_parallel_split():
    story = told("Start > A > B > End_b\nA > C > End_c", times=[0], steps={"A": 5, "B": 2, "C": 1})
    assert (story.of("B"), story.of("C")) == ([(5, 5, 7)], [(5, 5, 6)])


def test_several_flows_out_of_a_start_or_an_event_are_a_parallel_split():
    story = told(
        "Start > A > End_a\nStart > Timer_1 > B > End_b\nTimer_1 > C > End_c",
        times=[0],
        steps={"A": 5, "B": 2, "C": 1},
        events={"Timer_1": 10},
    )
    assert [story.of(node) for node in "ABC"] == [[(0, 0, 5)], [(10, 10, 12)], [(10, 10, 11)]]


@pytest.mark.parametrize(("amount", "ends"), [(50, {"End_a"}), (200, {"End_b"}), (700, {"End_b", "End_c"})])
def test_an_inclusive_split_takes_every_flow_whose_guard_holds_else_the_default(amount, ends):
    story = told(
        "Start > Or > A > End_a\nOr > B > End_b\nOr > C > End_c",
        times=[0],
        attributes={"amount": amount},
        steps=dict.fromkeys("ABC", 1),
        routing=guards("Or", default="A", B="amount > 100", C="amount > 500"),
    )
    assert {visit.node for visit in story.visits if visit.node.startswith("End")} == ends


def test_branches_of_an_inclusive_split_are_drawn_each_for_itself():
    story = told(
        "Start > Or > A > End_a\nOr > B > End_b",
        times=range(4000),
        steps=dict.fromkeys("AB", 1),
        routing=chances(Or={"A": 0.6, "B": 0.5}),
    )
    a, b = story.passed("Or-A"), story.passed("Or-B")
    both = a + b - 4000
    # Where neither is drawn (0.4 × 0.5), the likelier one is taken.
    assert abs(a - 4000 * 0.8) < 4 * (4000 * 0.16) ** 0.5
    assert abs(b - 4000 * 0.5) < 4 * (4000 * 0.25) ** 0.5
    assert abs(both - 4000 * 0.3) < 4 * (4000 * 0.21) ** 0.5


def test_conditions_on_the_flows_out_of_a_task_are_judged_each_for_itself():
    shape = _with_conditions("Start > A > B > End_b\nA > C > End_c", "A-B", "A-C")
    story = told(
        shape,
        times=[0],
        attributes={"amount": 200},
        steps=dict.fromkeys("ABC", 1),
        routing=guards("A", B="amount > 100", C="amount > 150"),
    )
    assert {"B", "C"} <= set(story.way())


def test_a_flow_without_condition_out_of_a_task_is_always_taken():
    """BPMN 2.0, 13.3.1: only flows with a condition ask for it."""
    shape = _with_conditions("Start > A > B > End_b\nA > C > End_c", "A-C")
    program = compile_program(
        shape, complete(setting(times=range(200), steps=dict.fromkeys("ABC", 1)), shape)
    )
    taken = dict(zip([flow.id for flow in program.flows], run(program, RunLength()).flows, strict=True))
    assert taken["A-B"] == 200
    assert 60 < taken["A-C"] < 140


def _with_conditions(text, *flows):
    shape = drawn(text)
    return replace(
        shape,
        flows=tuple(replace(flow, condition="asked") if flow.id in flows else flow for flow in shape.flows),
    )
