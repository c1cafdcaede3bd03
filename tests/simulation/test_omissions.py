"""What is not simulated is named, once, where it is drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from building import drawn, setting

from studio.model import Diagram, EventDefinition, EventKind, Loop, LoopKind, NodeKind
from studio.scenario.defaults import complete
from studio.simulation import compile_program


def named(diagram: Diagram) -> dict[str, str]:
    """The warnings: element → code."""
    program = compile_program(diagram, complete(setting(every=60.0), diagram))
    found = [(problem.element, problem.code.removeprefix("simulation.")) for problem in program.problems]
    assert len(dict(found)) == len(found)
    return dict(found)


def changed(diagram: Diagram, id: str, **what: object) -> Diagram:
    return replace(
        diagram, nodes=tuple(replace(node, **what) if node.id == id else node for node in diagram.nodes)
    )


PLAIN = drawn("Start > A > End")


def event(kind: EventKind) -> tuple[EventDefinition, ...]:
    return (EventDefinition(kind=kind),)


@pytest.mark.parametrize(
    ("code", "id", "what"),
    [
        ("loop", "A", {"loop": Loop(kind=LoopKind.STANDARD)}),
        ("multi-instance", "A", {"loop": Loop(kind=LoopKind.PARALLEL)}),
        ("multi-instance", "A", {"loop": Loop(kind=LoopKind.SEQUENTIAL)}),
        ("call-activity", "A", {"kind": NodeKind.CALL_ACTIVITY}),
        ("ad-hoc", "A", {"kind": NodeKind.AD_HOC}),
        ("empty-subprocess", "A", {"kind": NodeKind.SUB_PROCESS}),
        ("complex-gateway", "A", {"kind": NodeKind.COMPLEX_GATEWAY}),
        ("signal", "A", {"kind": NodeKind.THROW_EVENT, "events": event(EventKind.SIGNAL)}),
        ("compensation", "A", {"kind": NodeKind.THROW_EVENT, "events": event(EventKind.COMPENSATION)}),
        ("conditional", "A", {"kind": NodeKind.CATCH_EVENT, "events": event(EventKind.CONDITIONAL)}),
        ("error-end", "End", {"events": event(EventKind.ERROR)}),
        ("compensation", "End", {"events": event(EventKind.CANCEL)}),
        ("signal", "End", {"events": event(EventKind.SIGNAL)}),
    ],
)
def test_what_an_element_means_and_nobody_does(code, id, what):
    assert named(PLAIN) == {}
    assert named(changed(PLAIN, id, **what)) == {id: code}


def test_an_event_sub_process_is_named_and_what_is_in_it_is_not():
    text = "Start > A > End\nSub\nSub: Start_in > B > Sub_in > End_in\nSub_in: Start_deep > C > End_deep"
    diagram = changed(drawn(text), "B", loop=Loop(kind=LoopKind.STANDARD))
    diagram = changed(diagram, "Sub_in", triggered_by_event=True)
    assert named(changed(diagram, "Sub", triggered_by_event=True)) == {"Sub": "event-subprocess"}


def test_a_transaction_runs_without_its_safety():
    diagram = drawn("Start > Sub > End\nSub: Start_in > B > End_in")
    assert named(diagram) == {}
    assert named(changed(diagram, "Sub", kind=NodeKind.TRANSACTION)) == {"Sub": "transaction"}


def test_an_escalation_is_named_where_something_would_catch_it():
    text = "Start > Sub > End\nSub: Start_in > B > End_in\nSub ! Timer_up > A > End"
    thrown = changed(drawn(text), "End_in", events=event(EventKind.ESCALATION))
    assert named(thrown) == {}
    caught = changed(thrown, "Timer_up", events=event(EventKind.ESCALATION))
    assert named(caught) == {"End_in": "escalation-throw", "Timer_up": "boundary-never"}


def test_a_process_where_nobody_arrives():
    other = drawn("Start_2 > B > End_2", process="Q")
    both = replace(
        PLAIN,
        processes=(*PLAIN.processes, *other.processes),
        nodes=(*PLAIN.nodes, *other.nodes),
        flows=(*PLAIN.flows, *other.flows),
    )
    scenario = complete(setting(every=60.0), both)
    silent = replace(scenario, arrivals={"Start": scenario.arrivals["Start"]})
    (problem,) = compile_program(both, silent).problems
    assert (problem.code, problem.element) == ("simulation.process-not-started", "Q")
