"""What is assumed of where and when cases begin."""

from __future__ import annotations

import pytest
from defaults import ANSWER, ARRIVALS, drawn
from drawn_by_hand import event, flows, node

from studio.model import Diagram, EventDefinition, EventKind, Flow, NodeKind, Pool, Process
from studio.scenario import Distribution, complete, read_scenario


def two_pools(messages: tuple[Flow, ...]) -> Diagram:
    return Diagram(
        processes=(Process(id="P"), Process(id="Q")),
        pools=(
            Pool(id="Pool", process="P"),
            Pool(id="Second", process="Q"),
            Pool(id="Customer", name="Customer"),
        ),
        nodes=(
            node("Start_P", NodeKind.START_EVENT, lane=None),
            node("Send", NodeKind.SEND_TASK, lane=None),
            node("Start_Q", NodeKind.START_EVENT, lane=None, process="Q", pool="Second"),
            node(
                "Catch_Q",
                NodeKind.CATCH_EVENT,
                lane=None,
                process="Q",
                pool="Second",
                events=event(EventKind.MESSAGE),
            ),
        ),
        flows=flows("f1: Start_P -> Send", "f2: Start_Q -> Catch_Q"),
        messages=messages,
    )


def test_a_start_that_a_message_of_the_diagram_triggers_has_no_arrivals_of_its_own():
    sent = two_pools(flows("m: Send -> Start_Q"))
    assert list(complete(None, sent).arrivals) == ["Start_P"]


def test_if_messages_trigger_every_start_all_of_them_have_arrivals():
    round_about = two_pools(flows("m: Send -> Start_Q", "n: Catch_Q -> Start_P"))
    assert list(complete(None, round_about).arrivals) == ["Start_P", "Start_Q"]


def test_a_black_box_sends_nothing_by_itself():
    asked = two_pools(flows("m: Customer -> Start_Q", "n: Customer -> Catch_Q"))
    found = complete(None, asked)
    assert list(found.arrivals) == ["Start_P", "Start_Q"]
    assert found.events == {"Catch_Q": ANSWER}
    assert "Customer" not in found.teams


def test_a_catch_takes_no_time_of_its_own_where_another_pool_sends_the_message():
    found = complete(None, two_pools(flows("m: Send -> Catch_Q")))
    assert found.events == {}
    assert "events.Catch_Q.after" not in found.assumed


def test_a_catch_takes_no_time_of_its_own_where_the_signal_is_thrown():
    def signal(reference):
        return (EventDefinition(kind=EventKind.SIGNAL, reference=reference),)

    nodes = [
        node("S", NodeKind.START_EVENT),
        node("Throw", NodeKind.THROW_EVENT, events=signal("done")),
        node("Heard", NodeKind.CATCH_EVENT, events=signal("done")),
        node("Unheard", NodeKind.CATCH_EVENT, events=signal("other")),
    ]
    assert complete(None, drawn(nodes)).events == {"Unheard": ANSWER}


def test_a_condition_over_what_is_known_of_a_case_takes_no_time_of_its_own():
    def conditional(condition):
        return (EventDefinition(kind=EventKind.CONDITIONAL, condition=condition),)

    nodes = [
        node("S", NodeKind.START_EVENT),
        node("Told", NodeKind.CATCH_EVENT, events=conditional("paid = true")),
        node("Untold", NodeKind.CATCH_EVENT, events=conditional("weather = 'fine'")),
    ]
    diagram = drawn(nodes)
    stated = read_scenario("attributes: {paid: {chance: 50 %}}", diagram)
    assert complete(stated, diagram).events == {"Untold": ANSWER}
    assert complete(None, diagram).events == {"Told": ANSWER, "Untold": ANSWER}


def test_a_process_without_start_event_begins_under_its_own_id():
    diagram = drawn([node("a", NodeKind.TASK), node("b", NodeKind.TASK)], "f: a -> b")
    assert complete(None, diagram).arrivals == {"P": ARRIVALS}
    named = read_scenario("arrivals: {P: {every: 1 min}}", diagram)
    assert complete(named, diagram).arrivals["P"].every == Distribution.constant(60)


def test_a_process_that_is_called_begins_with_the_call():
    diagram = Diagram(
        processes=(Process(id="P"), Process(id="Q")),
        nodes=(
            node("S", NodeKind.START_EVENT, lane=None, pool=None),
            node("Call", NodeKind.CALL_ACTIVITY, lane=None, pool=None, called="Q"),
            node("S2", NodeKind.START_EVENT, lane=None, pool=None, process="Q"),
        ),
        flows=flows("f: S -> Call"),
    )
    assert list(complete(None, diagram).arrivals) == ["S"]


def test_the_start_of_a_sub_process_is_no_start_of_cases():
    nodes = [
        node("S", NodeKind.START_EVENT),
        node("Sub", NodeKind.SUB_PROCESS),
        node("S2", NodeKind.START_EVENT, parent="Sub"),
    ]
    assert list(complete(None, drawn(nodes, "f: S -> Sub")).arrivals) == ["S"]


@pytest.mark.parametrize(
    "diagram",
    [
        Diagram(),
        Diagram(pools=(Pool(id="Box", name="Customer"),)),
        Diagram(processes=(Process(id="P"),), pools=(Pool(id="Pool", process="P"),)),
    ],
    ids=["nothing", "a black box", "an empty process"],
)
def test_a_diagram_without_anything_to_do_is_completed_all_the_same(diagram):
    found = complete(None, diagram)
    assert (found.arrivals, found.steps, found.teams) == ({}, {}, {})
