"""Lint: flows, links, definitions and declarations."""

from __future__ import annotations

import pytest
from bpmn_text import definitions, diagram_of, process
from broken_drawings import END, START, condition, elements, event, flow, ids

from studio.check.lint import lint
from studio.model import Diagram, Severity


def test_boundary_events_and_compensation_are_connected_without_a_flow():
    body = (
        START
        + '<task id="T"/>'
        + flow("S", "T")
        + event("boundaryEvent", "B", "<timerEventDefinition/>", 'attachedToRef="T"')
        + event("task", "Undo", more='isForCompensation="true"')
    )
    assert ids("no-disconnected", diagram_of(process(body))) == []


def test_a_second_flow_on_the_same_condition_is_told_at_the_second():
    body = '<task id="A"/><task id="B"/>' + flow("A", "B")
    twice = body + flow("A", "B").replace('id="A-B"', 'id="again"')
    assert ids("no-duplicate-sequence-flows", diagram_of(process(twice))) == ["again"]
    other = body + flow("A", "B", "", condition("x > 1")).replace('id="A-B"', 'id="again"')
    assert ids("no-duplicate-sequence-flows", diagram_of(process(other))) == []


def test_two_ways_of_a_choice_to_one_place_are_not_said_to_be_done_twice():
    body = '<exclusiveGateway id="A"/><task id="B"/>' + flow("A", "B")
    twice = body + flow("A", "B").replace('id="A-B"', 'id="again"')
    assert elements("no-duplicate-sequence-flows", diagram_of(process(twice))) == [("either", "again")]


def test_starts_ends_and_stray_events_of_ad_hoc_sub_processes_are_told():
    inside = START + END + event("intermediateCatchEvent", "C", "<timerEventDefinition/>") + '<task id="T"/>'
    diagram = diagram_of(process(f'<adHocSubProcess id="Any">{inside}</adHocSubProcess>'))
    assert elements("ad-hoc-sub-process", diagram) == [("", "S"), ("", "E"), ("catch", "C")]
    assert next(it for it in lint(diagram) if it.element == "C").code == "lint.ad-hoc-sub-process.catch"
    assert not [it for it in lint(diagram) if it.code == "lint.no-implicit-end" and it.element == "C"]


def links(*pairs: tuple[str, str, str]) -> Diagram:
    """Link events by direction, id and name."""
    tags = {"to": "intermediateThrowEvent", "from": "intermediateCatchEvent"}
    return diagram_of(
        process(
            "".join(event(tags[way], id, f'<linkEventDefinition name="{name}"/>') for way, id, name in pairs)
        )
    )


def test_links_that_belong_together_are_fine_also_several_into_one():
    assert elements("link-event", links(("to", "A", "x"), ("to", "B", "x"), ("from", "C", "x"))) == []


def test_links_without_counterpart_name_or_use_are_told():
    diagram = links(("to", "A", "x"), ("from", "B", "y"), ("to", "C", ""), ("to", "D", "z"),
                    ("from", "E", "z"), ("from", "F", "z"))  # fmt: skip
    assert elements("link-event", diagram) == [("catch", "A"), ("throw", "B"), ("name", "C"), ("twice", "F")]


def test_an_event_of_two_definitions_is_told():
    both = "<timerEventDefinition/><messageEventDefinition/>"
    body = event("startEvent", "S", both) + event("startEvent", "S2", "<timerEventDefinition/>")
    assert ids("single-event-definition", diagram_of(process(body))) == ["S"]


@pytest.mark.parametrize(("executable", "found"), [("true", ["S"]), ("false", [])])
def test_a_condition_is_missed_only_where_it_would_be_executed(executable, found):
    inside = event("startEvent", "S", "<conditionalEventDefinition/>") + event(
        "startEvent",
        "T",
        "<conditionalEventDefinition><condition>x > 1</condition></conditionalEventDefinition>",
    )
    text = definitions(f'<process id="P" isExecutable="{executable}">{inside}</process>')
    assert ids("conditional-event", diagram_of(text)) == found


def test_declarations_need_a_name_of_their_own_and_a_use():
    declared = (
        '<message id="M1" name="Order"/><message id="M2" name="Order"/><signal id="S1" name="Order"/>'
        '<error id="R1"/><escalation id="C1" name="Nobody"/>'
    )
    used = "".join(
        event("intermediateCatchEvent", f"E{n}", f'<{kind}EventDefinition {kind}Ref="{id}"/>')
        for n, (kind, id) in enumerate([("message", "M1"), ("signal", "S1"), ("error", "R1")])
    )
    body = f'<process id="P">{used}<receiveTask id="T" messageRef="M2"/></process>'
    diagram = diagram_of(definitions(declared + body))
    assert elements("global", diagram) == [("twice", "M1"), ("twice", "M2"), ("name", "R1"), ("unused", "C1")]
    lines = {it.element: it.line for it in lint(diagram) if it.code.startswith("lint.global")}
    assert lines == dict.fromkeys(("M1", "M2", "R1", "C1"), 1)


def error_in_a_sub_process(border: str = "") -> Diagram:
    """A sub-process in which an error is thrown, and what is drawn at its border."""
    thrown = event("endEvent", "Thrown", '<errorEventDefinition errorRef="R"/>')
    inside = event("startEvent", "Begin") + thrown + flow("Begin", "Thrown")
    body = START + END + f'<subProcess id="Sub">{inside}</subProcess>' + flow("S", "Sub") + flow("Sub", "E")
    return diagram_of(definitions(f'<process id="P">{body}{border}</process><error id="R" name="Full"/>'))


def test_an_error_in_a_sub_process_that_nothing_catches_is_told():
    assert ids("uncaught-error", error_in_a_sub_process()) == ["Thrown"]
    problem = next(it for it in lint(error_in_a_sub_process()) if it.code == "lint.uncaught-error")
    assert (problem.severity, problem.line is not None) == (Severity.INFO, True)


@pytest.mark.parametrize("reference", ["", 'errorRef="R"'])
def test_an_error_that_is_caught_at_the_border_is_fine(reference):
    border = event("boundaryEvent", "B", f"<errorEventDefinition {reference}/>", 'attachedToRef="Sub"')
    assert ids("uncaught-error", error_in_a_sub_process(border)) == []


def test_an_error_on_the_level_of_the_process_ends_it_as_is_meant():
    body = START + event("endEvent", "Thrown", "<errorEventDefinition/>") + flow("S", "Thrown")
    assert ids("uncaught-error", diagram_of(process(body))) == []
