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
        ("call-activity", "A", {"kind": NodeKind.CALL_ACTIVITY}),
        ("ad-hoc", "A", {"kind": NodeKind.AD_HOC}),
        ("empty-subprocess", "A", {"kind": NodeKind.SUB_PROCESS}),
        ("complex-gateway", "A", {"kind": NodeKind.COMPLEX_GATEWAY}),
        ("compensation", "A", {"kind": NodeKind.THROW_EVENT, "events": event(EventKind.COMPENSATION)}),
        ("conditional", "A", {"kind": NodeKind.CATCH_EVENT, "events": event(EventKind.CONDITIONAL)}),
        ("error-end", "End", {"events": event(EventKind.ERROR)}),
    ],
)
def test_what_an_element_means_and_nobody_does(code, id, what):
    assert named(PLAIN) == {}
    assert named(changed(PLAIN, id, **what)) == {id: code}


def test_an_event_sub_process_of_which_nothing_says_when_it_starts_never_does():
    text = "Start > A > End\nSub\nSub: Start_in > B > Sub_in > End_in\nSub_in: Start_deep > C > End_deep"
    diagram = changed(drawn(text), "B", loop=Loop(kind=LoopKind.STANDARD))
    diagram = changed(diagram, "Sub_in", triggered_by_event=True)
    starts = {"Start_in": "boundary-never", "Start_deep": "boundary-never"}
    assert named(changed(diagram, "Sub", triggered_by_event=True)) == starts


@pytest.mark.parametrize(
    ("kind", "code"), [(LoopKind.STANDARD, "loop"), (LoopKind.PARALLEL, "multi-instance")]
)
def test_a_marker_of_which_nobody_says_how_often_is_named(kind, code):
    diagram = changed(PLAIN, "A", loop=Loop(kind=kind))
    (problem,) = compile_program(diagram, setting(every=60.0)).problems
    assert (problem.code, problem.element) == (f"simulation.{code}", "A")
    assert named(diagram) == {}


def test_a_transaction_runs_without_its_safety():
    diagram = drawn("Start > Sub > End\nSub: Start_in > B > End_in")
    assert named(diagram) == {}
    assert named(changed(diagram, "Sub", kind=NodeKind.TRANSACTION)) == {"Sub": "transaction"}


def test_an_escalation_that_is_thrown_and_caught_needs_no_time():
    text = "Start > Sub > End\nSub: Start_in > B > End_in\nSub ! Timer_up > A > End"
    thrown = changed(drawn(text), "End_in", events=event(EventKind.ESCALATION))
    assert named(thrown) == {}
    caught = changed(thrown, "Timer_up", events=event(EventKind.ESCALATION))
    assert named(caught) == {}
    alone = changed(drawn(text), "Timer_up", events=event(EventKind.ESCALATION))
    assert named(alone) == {"Timer_up": "boundary-never"}


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
