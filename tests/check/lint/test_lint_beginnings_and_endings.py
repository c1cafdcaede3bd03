"""Lint: where cases begin and end, and what is not led to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bpmn_text import diagram_of, process
from broken_drawings import START, elements, event, flow, ids
from building import drawn

from studio.check.lint import lint
from studio.model import Severity
from studio.wording import say

# Beginnings


def test_an_element_that_nothing_leads_to_beside_a_start_is_a_warning():
    diagram = drawn("Start > A > End\nB > A")
    assert elements("no-implicit-start", diagram) == [("beside", "B")]
    (problem,) = [it for it in lint(diagram) if it.code == "lint.no-implicit-start.beside"]
    assert problem.severity is Severity.WARNING


def test_what_something_else_sets_off_is_no_implicit_start():
    body = (
        START
        + event("receiveTask", "Receive", more='instantiate="true"')
        + event("task", "Undo", more='isForCompensation="true"')
        + event("subProcess", "Whenever", more='triggeredByEvent="true"')
        + event("intermediateCatchEvent", "Link", '<linkEventDefinition name="x"/>')
        + '<adHocSubProcess id="Any"><task id="T"/></adHocSubProcess>'
        + flow("S", "Any")
    )
    assert ids("no-implicit-start", diagram_of(process(body))) == []


@pytest.mark.parametrize(("around", "rule"), [
    ("", "sub-process-blank-start-event"),
    ('triggeredByEvent="true"', "event-sub-process-typed-start-event"),
])  # fmt: skip
def test_the_start_of_a_sub_process_fits_what_sets_it_off(around, rule):
    body = (
        f'<subProcess id="Sub" {around}><startEvent id="Blank"/>'
        f'<startEvent id="Timed"><timerEventDefinition/></startEvent></subProcess>'
    )
    expected = ["Blank"] if around else ["Timed"]
    assert ids(rule, diagram_of(process(body))) == expected


def test_an_event_sub_process_that_nothing_sets_off_is_an_error():
    body = '<subProcess id="Sub" triggeredByEvent="true"><startEvent id="Blank"/></subProcess>'
    severities = {it.code: it.severity for it in lint(diagram_of(process(body)))}
    assert severities["lint.event-sub-process-typed-start-event"] is Severity.ERROR


def test_ad_hoc_sub_processes_need_neither_start_nor_end():
    diagram = diagram_of(process('<adHocSubProcess id="Any"><task id="T"/></adHocSubProcess>'))
    assert "Any" not in ids("start-event-required", diagram) + ids("end-event-required", diagram)


# Ends


def test_links_compensation_and_event_sub_processes_are_no_implicit_ends():
    body = (
        event("intermediateThrowEvent", "Link", '<linkEventDefinition name="x"/>')
        + '<task id="Work"/>'
        + event("boundaryEvent", "Back", "<compensateEventDefinition/>", 'attachedToRef="Work"')
        + event("task", "Undo", more='isForCompensation="true"')
        + event("subProcess", "Whenever", more='triggeredByEvent="true"')
        + '<association id="Dots" sourceRef="Back" targetRef="Undo"/>'
    )
    assert ids("no-implicit-end", diagram_of(process(body))) == ["Work"]


@pytest.mark.parametrize(
    "other",
    ["Start > And > A > Terminate\nAnd > B > Terminate", "Start > A > Terminate\nA ~ Timer > End",
     "Start > A > Terminate\nA > B > End", "A > Terminate\nB > Terminate"],
)  # fmt: skip
def test_a_termination_is_of_use_where_something_else_may_be_under_way(other):
    assert ids("superfluous-termination", drawn(other)) == []


def test_a_termination_is_superfluous_after_choices_and_interruptions():
    diagram = drawn("Start > Xor > A > Terminate\nXor > B > End\nA ! Timer > End2")
    assert ids("superfluous-termination", diagram) == ["Terminate"]


def test_ends_of_one_name_are_told_once():
    diagram = drawn("Start > Xor > End\nXor > A > End2\nXor > B > End3\nXor > C > End4")
    names = {"End": "Closed", "End2": "closed", "End3": "Closed", "End4": "Declined"}
    diagram = replace(diagram, nodes=tuple(replace(it, name=names.get(it.id, "")) for it in diagram.nodes))
    assert ids("same-end", diagram) == ["End2"]
    (problem,) = [it for it in lint(diagram) if it.code == "lint.same-end"]
    assert say(problem).startswith("3 ends are called “Closed”.")
