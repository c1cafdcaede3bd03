"""A walked case in figures: its sums, its promises, its tokens, and what comes next by itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from building import drawn

from studio.app.walking.account import account
from studio.app.walking.cards import cards
from studio.app.walking.case_values import FieldKind, draw, fields
from studio.app.walking.moving import next_move
from studio.app.walking.promised import State, first_arrival, judged, wall_clock
from studio.app.walking.trail import tokens_of
from studio.execution import OfferKind, Walk
from studio.model import Loop, LoopKind, NodeKind
from studio.reading import read
from studio.scenario import complete, read_scenario

ROOT = Path(__file__).parents[2]
CASE = {"amount": 600.0, "complexity": "routine", "exposed": False}


@pytest.fixture(scope="module")
def complaint():
    data = (ROOT / "bpmn" / "complaint.bpmn").read_bytes()
    reading = read(data, "complaint.bpmn")
    stated = read_scenario(ROOT / "simulations" / "complaint" / "today.yaml", reading.diagram)
    return reading.diagram, complete(stated, reading.diagram, reading.hints)


@pytest.fixture
def walk(complaint) -> Walk:
    diagram, scenario = complaint
    return Walk(diagram, scenario=scenario, values=CASE)


def do(walk: Walk, *moves: str) -> None:
    """Each move is an element on offer, perhaps with ``>`` and the way to take."""
    for move in moves:
        element, _, way = move.partition(">")
        offer = next(offer for offer in walk.offers if offer.element == element)
        walk.do(offer, *filter(None, [way]))


UP = ("Task_Register", "Gateway_Documents>Flow_Complete", "Gateway_Authority>Flow_OverAuthority",
      "Task_TellCustomer", "Task_Investigate")  # fmt: skip


def test_hand_offs_and_escalations_are_counted_as_a_simulation_counts_them(walk, complaint):
    do(walk, *UP)
    sums = account(walk, complaint[1])
    assert (sums.hand_offs, sums.escalations, sums.steps) == (2, 0, 3)
    assert sums.handling == pytest.approx(60 * (6 + 3 + 22))
    assert sums.idle == 0  # the customer is told while the facts are investigated
    do(walk, "Timer_TeamLeader", "Timer_Supervisor")
    sums = account(walk, complaint[1])
    assert (sums.hand_offs, sums.escalations) == (4, 2)
    assert sums.total == walk.clock
    assert sums.handling == pytest.approx(60 * (6 + 3 + 22))
    assert sums.idle == pytest.approx(60 * (15 + 60))  # what the deadlines of two levels let pass


def test_a_step_done_again_is_rework_and_one_taken_back_is_not(walk, complaint):
    do(walk, "Task_Register", "Gateway_Documents>Flow_Incomplete", "Task_AskDocuments", "Task_AwaitDocuments")
    do(walk, "Task_Register")
    assert account(walk, complaint[1]).rework == 1
    walk.back()
    assert account(walk, complaint[1]).rework == 0


AGAIN = "Start > Sub > End\nSub: Start_in > Join > A > Xor > End_in\nSub: Xor > Join"


@pytest.mark.parametrize("kind", [LoopKind.PARALLEL, LoopKind.SEQUENTIAL])
@pytest.mark.parametrize("again", [0, 2])
def test_what_each_of_three_instances_does_once_is_no_rework(kind, again):
    plain = drawn(AGAIN)
    loop = Loop(kind=kind, cardinality="3")
    diagram = replace(
        plain,
        nodes=tuple(
            replace(node, loop=loop)
            if node.id == "Sub"
            else replace(node, kind=NodeKind.EXCLUSIVE_GATEWAY)
            if node.id == "Join"
            else node
            for node in plain.nodes
        ),
    )
    walk, scenario = Walk(diagram), complete(None, diagram)
    for _ in range(again):
        do(walk, "A", "Xor>Xor-Join")
    assert account(walk, scenario).rework == max(0, again - 1)  # what is under way counts when it is done
    for _ in range(3):
        do(walk, "A", "Xor>Xor-End_in")
    assert walk.is_over
    assert account(walk, scenario).rework == again


def test_what_each_instance_of_a_called_process_does_once_is_no_rework():
    plain, called = drawn("Start > Call > End"), drawn("Start_q > A > End_q", process="Q")
    call = {
        "kind": NodeKind.CALL_ACTIVITY,
        "called": "Q",
        "loop": Loop(kind=LoopKind.PARALLEL, cardinality="3"),
    }
    nodes = (replace(node, **call) if node.id == "Call" else node for node in plain.nodes)
    diagram = replace(
        plain,
        processes=plain.processes + called.processes,
        nodes=(*nodes, *called.nodes),
        flows=plain.flows + called.flows,
    )
    walk = Walk(diagram)
    do(walk, "A", "A", "A")
    assert walk.is_over
    assert account(walk, complete(None, diagram)).rework == 0


def test_the_rounds_of_a_loop_are_rework_and_the_instances_of_a_step_are_none():
    plain = drawn("Start > A > End")
    for kind, moves in ((LoopKind.PARALLEL, ["A"] * 3), (LoopKind.STANDARD, ["A", "A>again", "A", "A>done"])):
        nodes = tuple(
            replace(node, loop=Loop(kind=kind, cardinality="3")) if node.id == "A" else node
            for node in plain.nodes
        )
        walk = Walk(replace(plain, nodes=nodes))
        do(walk, *moves)
        assert walk.is_over
        assert account(walk, complete(None, walk.diagram)).rework == (kind is LoopKind.STANDARD)


def test_a_promise_runs_until_it_is_kept_or_the_clock_breaks_it(walk, complaint):
    def states() -> dict[str, State]:
        return {each.promise.name: each.state for each in judged(walk, scenario, began)}

    _, scenario = complaint
    began = first_arrival(scenario)
    assert states() == {"resolved": State.RUNNING, "recorded": State.RUNNING}
    do(walk, "Task_Register")
    assert states()["recorded"] is State.KEPT
    do(walk, "Gateway_Documents>Flow_Incomplete", "Task_AskDocuments", "Timer_Documents")
    assert walk.is_over
    assert states() == {"resolved": State.BROKEN, "recorded": State.KEPT}
    late = next(each for each in judged(walk, scenario, began) if each.promise.name == "resolved")
    assert late.left == pytest.approx(-8 * 60)


def test_a_promise_with_opening_hours_counts_open_time_only(walk, complaint):
    _, scenario = complaint
    do(walk, "Task_Register")
    in_the_day, at_night = (
        next(each.passed for each in judged(walk, scenario, began) if each.promise.name == "recorded")
        for began in (8 * 3600.0, 2 * 3600.0)
    )
    assert (in_the_day, at_night) == (pytest.approx(360), 0)


def test_the_first_case_comes_when_arrivals_open(complaint):
    _, scenario = complaint
    assert first_arrival(scenario) == 8 * 3600
    assert f"{wall_clock(scenario, first_arrival(scenario)):%a %H:%M}" == "Mon 08:00"


def test_the_fields_of_a_case_are_what_is_drawn_and_what_decides_comes_first(complaint):
    diagram, scenario = complaint
    found = fields(diagram, scenario)
    assert [field.name for field in found] == ["amount", "complexity", "exposed", "vip", "channel"]
    assert [field.kind for field in found] == [
        FieldKind.NUMBER, FieldKind.TEXT, FieldKind.TRUTH, FieldKind.TRUTH, FieldKind.TEXT,
    ]  # fmt: skip
    assert found[0].decides == ("Gateway_Authority", "Gateway_TeamLeader", "Gateway_Supervisor")
    assert found[1].choices == ("routine", "difficult", "severe")


def test_what_only_a_condition_of_the_diagram_names_is_asked_for_too():
    diagram = read(GUARDED, "guarded.bpmn").diagram
    scenario = complete(None, diagram, ())
    assert [(field.name, field.kind, field.choices) for field in fields(diagram, scenario)] == [
        ("grade", FieldKind.TEXT, ("gold",)),
        ("days", FieldKind.NUMBER, ()),
    ]


def test_the_same_draw_is_the_same_case(complaint):
    _, scenario = complaint
    drawn = draw(scenario, 3)
    assert drawn == draw(scenario, 3) != draw(scenario, 4)
    assert {type(value) for value in drawn.values()} == {float, bool, str}
    shares = sum(bool(draw(scenario, number)["vip"]) for number in range(2000)) / 2000
    assert 0.045 < shares < 0.078


def test_tokens_tell_where_the_case_is_and_the_last_move_along_all_its_flows(walk):
    do(walk, *UP[:3])
    tokens = tokens_of(walk, "w")
    assert tokens.at == {"Task_TellCustomer": 1, "Task_Investigate": 1}
    assert [(move.flow, move.place) for move in tokens.moves] == [
        ("Flow_OverAuthority", 0), ("Flow_Raise", 1), ("Flow_Tell", 2), ("Flow_Investigate", 2),
    ]  # fmt: skip
    assert "Flow_WithinAuthority" not in tokens.visited
    assert set(tokens.offered) == {"Task_TellCustomer", "Task_Investigate", "Timer_Reminder"}
    walk.back()
    assert "Flow_Raise" not in tokens_of(walk, "w").visited


def test_a_step_and_its_deadline_are_one_card_and_awaited_events_another(walk):
    do(walk, *UP)
    (card,) = cards(walk)
    assert card.main is not None
    assert (card.element, [event.element for event in card.events]) == (
        "Task_TeamLeader",
        ["Timer_TeamLeader"],
    )
    do(walk, "Task_TeamLeader", "Gateway_TeamLeader", "Task_CarryOut", "Task_CallBack")
    (card,) = cards(walk)
    assert (card.element, card.main) == ("Gateway_AwaitAnswer", None)
    assert [event.element for event in card.events] == ["Catch_Answer", "Timer_Answer"]


def test_the_selected_element_comes_first(walk):
    do(walk, *UP[:3])
    assert [card.element for card in cards(walk)] == ["Task_TellCustomer", "Task_Investigate"]
    assert cards(walk, "Task_Investigate")[0].element == "Task_Investigate"
    assert cards(walk, "Timer_Reminder")[0].element == "Task_Investigate"


def test_by_itself_a_case_follows_the_conditions_and_does_first_what_is_due_first(walk, complaint):
    _, scenario = complaint
    done = []
    while (found := next_move(walk, scenario, "seed")) is not None:
        offer, ways = found
        done.append(offer.element)
        if offer.kind is OfferKind.CHOOSE and offer.suggested:
            assert ways == offer.suggested
        walk.do(offer, *ways)
    assert walk.is_over
    assert done.index("Task_TellCustomer") < done.index("Task_Investigate")
    assert not [element for element in done if element.startswith("Timer")]


def test_by_itself_ways_are_taken_as_often_as_the_scenario_says(complaint):
    diagram, scenario = complaint
    incomplete = 0
    for number in range(300):
        walk = Walk(diagram, scenario=scenario, values=CASE)
        do(walk, "Task_Register")
        found = next_move(walk, scenario, str(number))
        assert found is not None
        incomplete += found[1] == ("Flow_Incomplete",)
    assert 0.10 < incomplete / 300 < 0.22


def test_every_example_comes_to_its_end_by_itself():
    for path in sorted((ROOT / "bpmn").glob("*.bpmn")):
        reading = read(path.read_bytes(), path.name)
        today = ROOT / "simulations" / path.stem / "today.yaml"
        scenario = complete(read_scenario(today, reading.diagram), reading.diagram, reading.hints)
        walk = Walk(reading.diagram, scenario=scenario, values=draw(scenario, 1))
        for _ in range(400):
            found = next_move(walk, scenario, path.stem)
            if found is None:
                break
            walk.do(found[0], *found[1])
            tokens_of(walk, path.stem)
            account(walk, scenario)
            judged(walk, scenario, first_arrival(scenario))
            cards(walk)
        assert walk.is_over, path.stem


GUARDED = b"""<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t">
<process id="P">
<startEvent id="S"/><exclusiveGateway id="X" default="F4"/>
<endEvent id="A"/><endEvent id="B"/><endEvent id="C"/>
<sequenceFlow id="F1" sourceRef="S" targetRef="X"/>
<sequenceFlow id="F2" sourceRef="X" targetRef="A">
<conditionExpression>grade == 'gold'</conditionExpression></sequenceFlow>
<sequenceFlow id="F3" sourceRef="X" targetRef="B">
<conditionExpression>days &gt; 30</conditionExpression></sequenceFlow>
<sequenceFlow id="F4" sourceRef="X" targetRef="C"/>
</process></definitions>"""
