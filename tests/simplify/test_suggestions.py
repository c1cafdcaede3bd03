"""What could be simpler is found, written so that nothing else changes, and proved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from building import drawn, setting

from studio.model import Bounds, Diagram, Flow, Label, Node, NodeKind, parse_guard
from studio.scenario import (
    Attribute,
    Batch,
    Distribution,
    Instances,
    Ladder,
    Level,
    Promise,
    Repeats,
    Scenario,
)
from studio.scenario.defaults import complete
from studio.simplify import ProofClass, Suggestion, suggestions
from studio.simplify.rewriting import merged, without_gateway

ROW = drawn("Start > A > B > C > End", lanes=dict.fromkeys("ABC", "front"))


def found(diagram: Diagram, code: str, **more: object) -> dict[str, Suggestion]:
    return {each.id: each for each in suggestions(diagram, assumed(diagram, **more)) if each.code == code}


def assumed(diagram: Diagram, **more: object) -> Scenario:
    steps = {id: (60 * number, "front") for number, id in enumerate("ABC", 1) if diagram.element(id)}
    return complete(setting(every=600.0, steps=steps, teams={"front": 2}, **more), diagram)


def changed(diagram: Diagram, id: str, **what: object) -> Diagram:
    nodes = tuple(replace(node, **what) if node.id == id else node for node in diagram.nodes)
    return replace(diagram, nodes=nodes)


def test_a_row_of_steps_of_one_team_becomes_one_step_with_all_their_work():
    (suggestion,) = found(ROW, "R1").values()
    assert suggestion.id == "R1:A+B+C"
    assert [node.id for node in suggestion.diagram.nodes] == ["Start", "A", "End"]
    assert [(flow.source, flow.target) for flow in suggestion.diagram.flows] == [("Start", "A"), ("A", "End")]
    step = suggestion.scenario.steps["A"]
    assert step.mean == 60 + 120 + 180
    assert list(step.also) == ["B", "C"]
    assert set(suggestion.scenario.steps) == {"A"}
    assert suggestion.proof.proof_class is ProofClass.MERGED
    assert suggestion.proof.holds is True


@pytest.mark.parametrize(
    "text",
    [
        "Start > A > Xor > B > End\nXor > End",
        "Start > A > B > End\nA ! Timer_late > End",
        "Start > A > B > End\nB ~ Timer_late > End_2",
        "Start > A > B > End\nStart_2 > B",
        "Start > A > And > B > End\nA > End_2",
        "Start > A > Timer > B > End",
    ],
)
def test_steps_with_something_between_them_stay_apart(text):
    diagram = drawn(text, lanes={"A": "front", "B": "front"})
    assert not found(diagram, "R1")


@pytest.mark.parametrize(
    "what",
    [
        {"kind": NodeKind.SERVICE_TASK},
        {"lane": "back"},
        {"properties": (("owner", "Li Na"),)},
        {"properties": (("separate", "four eyes"),)},
        {"kind": NodeKind.RECEIVE_TASK},
        {"for_compensation": True},
    ],
)
def test_steps_that_differ_in_who_does_them_stay_apart(what):
    short = drawn("Start > A > B > End", lanes={"A": "front", "B": "front"})
    assert found(short, "R1")
    assert not found(changed(short, "B", **what), "R1")


def test_a_promise_or_a_message_between_two_steps_keeps_them_apart():
    short = drawn("Start > A > B > End", lanes={"A": "front", "B": "front"})
    assert not found(short, "R1", promises=(Promise(name="p", within=60, to="A"),))
    assert not found(short, "R1", promises=(Promise(name="p", within=60, from_="B"),))
    ends = found(short, "R1", promises=(Promise(name="p", within=60, to="B"),))
    assert ends["R1:A+B"].scenario.promises[0].to == "A"
    spoken = replace(short, messages=(Flow(id="m", source="A", target="Customer"),))
    assert not found(spoken, "R1")


def test_two_steps_that_lead_into_each_other_are_not_one():
    ring = drawn("Start > Xor_in > A > B > Xor > End\nXor > Xor_in", lanes={"A": "front", "B": "front"})
    assert list(found(ring, "R1")) == ["R1:A+B"]


@pytest.mark.parametrize("kind", ["Xor", "And", "Or"])
def test_a_gateway_that_neither_splits_nor_joins_is_left_out(kind):
    diagram = drawn(f"Start > A > {kind} > B > End", lanes={"A": "front", "B": "back"})
    (suggestion,) = found(diagram, "F3").values()
    assert suggestion.id == f"F3:{kind}"
    flows = [(flow.id, flow.source, flow.target) for flow in suggestion.diagram.flows]
    assert (f"A-{kind}", "A", "B") in flows
    assert len(flows) == 3
    assert suggestion.proof.holds is True


def test_a_gateway_that_decides_or_joins_stays():
    assert not found(drawn("Start > A > Xor > B > End\nXor > End"), "F3")
    assert not found(drawn("Start > And > A > And_2 > End\nAnd > B > And_2"), "F3")
    assert not found(drawn("Start > A > First > Timer > End"), "F3")


def test_one_more_person_goes_to_the_largest_shift_of_each_team_at_work():
    diagram = drawn("Start > A > B > End", lanes={"A": "front", "B": "back"})
    scenario = complete(
        setting(every=600.0, steps={"A": (60, "front"), "B": (60, "back")}, teams={"front": 2, "idle": 1}),
        diagram,
    )
    more = [each for each in suggestions(diagram, scenario) if each.code == "T1"]
    assert [each.elements for each in more] == [("front",), ("back",)]
    assert [shift.staff for shift in more[0].scenario.teams["front"].shifts] == [3]
    assert more[0].diagram is diagram
    assert more[0].proof.proof_class is ProofClass.POLICY


def boxes() -> Diagram:
    def box(node: Node, x: float) -> Node:
        size = (50.0, 50.0) if node.kind.is_gateway else (100.0, 80.0)
        return replace(node, bounds=Bounds(x, 100 - size[1] / 2, *size))

    diagram = drawn("Start > A > B > Xor > C > End")
    nodes = tuple(box(node, 150.0 * number) for number, node in enumerate(diagram.nodes))
    place = {node.id: node.bounds for node in nodes}
    flows = tuple(
        replace(
            flow,
            waypoints=((place[flow.source].right, 100.0), (place[flow.target].x, 100.0)),
        )
        for flow in diagram.flows
    )
    return replace(diagram, nodes=nodes, flows=flows)


def test_the_drawing_stays_and_what_is_merged_covers_both_places():
    before = boxes()
    after = merged(before, "A", "B")
    assert after.node("A").bounds == Bounds(150.0, 60.0, 250.0, 80.0)
    assert [flow.waypoints for flow in after.flows] == [
        flow.waypoints for flow in before.flows if flow.id != "A-B"
    ]
    for node in after.nodes:
        assert node.id == "A" or node == before.node(node.id)


def test_a_flow_goes_straight_on_where_a_gateway_was():
    after = without_gateway(boxes(), "Xor")
    (flow,) = after.incoming("C")
    assert flow.waypoints == ((400.0, 100.0), (600.0, 100.0))


def test_names_and_labels_of_both_are_kept():
    diagram = changed(
        ROW, "A", name="登记", labels=(Label(language="en", text="Log"), Label(language="zh-CN", text="登记"))
    )
    diagram = changed(
        diagram,
        "B",
        name="核对",
        labels=(Label(language="en", text="Check"), Label(language="zh-CN", text="核对")),
    )
    node = merged(diagram, "A", "B").node("A")
    assert (node.name, node.label("en"), node.label("zh-CN")) == ("登记 + 核对", "Log + Check", "登记 + 核对")


SHORT = drawn("Start > A > B > End", lanes={"A": "front", "B": "front"})


def handled(id: str, **how: object) -> Scenario:
    scenario = assumed(SHORT)
    return replace(scenario, steps={**scenario.steps, id: replace(scenario.steps[id], **how)})


@pytest.mark.parametrize(
    ("id", "how"),
    [
        ("A", {"batch": Batch(size=5)}),
        ("B", {"batch": Batch(size=5)}),
        ("A", {"instances": Instances(number=Distribution.constant(2))}),
        ("B", {"repeats": Repeats(chance=0.2)}),
        ("B", {"patience": Distribution.constant(60)}),
        ("B", {"set_up": Distribution.constant(60)}),
        ("B", {"assigns": (Attribute(name="valid", chance=0.8),)}),
        ("B", {"instead": ("back",)}),
        ("A", {"can_do": {"front": parse_guard("vip")}}),
    ],
)
def test_steps_between_which_something_happens_or_that_others_do_stay_apart(id, how):
    assert [each.code for each in suggestions(SHORT, assumed(SHORT))].count("R1") == 1
    assert [each.code for each in suggestions(SHORT, handled(id, **how))].count("R1") == 0


def test_the_first_of_two_steps_in_one_go_keeps_its_patience_and_the_work_taken_over():
    scenario = handled("A", patience=Distribution.constant(60), also={"Gone": Distribution.constant(7)})
    (suggestion,) = (each for each in suggestions(SHORT, scenario) if each.code == "R1")
    step = suggestion.scenario.steps["A"]
    assert step.patience == Distribution.constant(60)
    assert step.also == {"Gone": Distribution.constant(7), "B": scenario.steps["B"].time}


def test_a_team_that_only_helps_out_or_answers_may_get_one_person_more():
    scenario = handled("A", instead=("back",))
    level = Level(name="Lead", team="leads", reply_within=60.0, settles=1.0, time=Distribution.constant(60))
    scenario = complete(replace(scenario, ladders={"up": Ladder(name="up", levels=(level,))}), SHORT)
    more = {each.elements for each in suggestions(SHORT, scenario) if each.code == "T1"}
    assert more == {("front",), ("back",), ("leads",)}
