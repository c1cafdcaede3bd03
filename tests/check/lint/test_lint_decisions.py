"""Lint: gateways, their ways and what is said of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bpmn_text import diagram_of, process
from broken_drawings import condition, decision, elements, event, flow, ids
from building import drawn

from studio.check.lint import lint
from studio.wording import say


def test_a_branch_is_said_by_a_name_a_condition_or_being_the_default():
    said = decision('name="yes"', f"|{condition('amount > 5')}", "", default='default="X-C"')
    assert ids("conditional-flows", said) == []


def test_silent_branches_of_a_decision_are_told_once_with_their_number():
    (problem,) = [it for it in lint(decision('name="yes"', "", "")) if it.code == "lint.conditional-flows"]
    assert problem.element == "X"
    assert say(problem) == "2 of 3 branches do not say when they are taken. Name the answer at each."
    (problem,) = [it for it in lint(decision('name="yes"', "")) if it.code == "lint.conditional-flows"]
    assert say(problem).startswith("1 of 2 branches does not say when it is taken.")


def test_a_step_with_conditional_ways_on_decides_too():
    body = '<task id="T"/><task id="A"/><task id="B"/>' + flow("T", "A", "", condition("x > 1"))
    assert ids("conditional-flows", diagram_of(process(body + flow("T", "B")))) == ["T"]


def test_a_condition_after_an_event_gateway_is_told_at_the_flow():
    body = (
        '<eventBasedGateway id="G"/>'
        + event("intermediateCatchEvent", "A", "<timerEventDefinition/>")
        + event("intermediateCatchEvent", "B", "<messageEventDefinition/>")
        + flow("G", "A", "", condition("x > 1"))
        + flow("G", "B")
    )
    assert elements("event-based-gateway", diagram_of(process(body))) == [("condition", "G-A")]


def test_conditions_make_no_implicit_split():
    body = '<task id="T"/><task id="A"/><task id="B"/>'
    flows = flow("T", "A", "", condition("x > 1")) + flow(
        "T", "B", "", condition("x <= 1").replace("<=", "&lt;=")
    )
    assert ids("no-implicit-split", diagram_of(process(body + flows))) == []


def test_complex_gateways_are_warned_of():
    diagram = diagram_of(process('<complexGateway id="G"/>'))
    assert ids("no-complex-gateway", diagram) == ["G"]


@pytest.mark.parametrize(
    ("drawing", "names", "found"),
    [
        ("Start > Xor > A\nXor > Xor2 > B\nXor2 > C", {}, ["Xor2"]),
        ("Start > Xor > A\nXor > Xor2 > B\nXor2 > C", {"Xor2": "And who pays?"}, []),
        ("Start > And > A\nAnd > And2 > B\nAnd2 > C", {"And2": "Named"}, ["And2"]),
        ("Start > And > A\nAnd > Xor2 > B\nXor2 > C", {}, []),
    ],
)
def test_a_second_question_makes_no_chain(drawing, names, found):
    diagram = drawn(drawing)
    diagram = replace(diagram, nodes=tuple(replace(it, name=names.get(it.id, "")) for it in diagram.nodes))
    assert ids("gateway-chain", diagram) == found


def test_gateways_of_two_lanes_make_no_chain():
    lanes = {"And": "Desk", "And2": "Back office"}
    assert ids("gateway-chain", drawn("Start > And > A\nAnd > And2 > B\nAnd2 > C", lanes=lanes)) == []


def test_a_join_at_which_a_loop_begins_again_makes_no_chain():
    drawing = "Start > Xor > A > Xor_join\nXor > B > Xor_join > Xor_again > C > Xor2 > End\nXor2 > Xor_again"
    assert ids("gateway-chain", drawn(drawing)) == []
