"""What is assumed of events, and what the diagram's own file hints at."""

from __future__ import annotations

import pytest
from defaults import DAY_TIMER, HINTS, HOUR, PERSON, drawn
from drawn_by_hand import event, node

from studio.model import EventKind, NodeKind
from studio.reading import read
from studio.scenario import Distribution, ProvenanceKind, complete, read_scenario


def test_a_boundary_event_without_a_timer_happens_only_if_somebody_says_so(diagram):
    assert "Boundary_Error" not in complete(None, diagram).events


def test_links_and_compensation_wait_for_nothing():
    nodes = [
        node("L", NodeKind.CATCH_EVENT, events=event(EventKind.LINK)),
        node("T", NodeKind.TASK),
        node("C", NodeKind.BOUNDARY_EVENT, attached_to="T", events=event(EventKind.COMPENSATION)),
    ]
    assert complete(None, drawn(nodes)).events == {}


def test_the_timer_of_an_event_sub_process_rings_after_a_day():
    nodes = [
        node("S", NodeKind.START_EVENT),
        node("Late", NodeKind.SUB_PROCESS, triggered_by_event=True),
        node("Timer", NodeKind.START_EVENT, parent="Late", events=event(EventKind.TIMER)),
    ]
    found = complete(None, drawn(nodes))
    assert found.events == {"Timer": DAY_TIMER}
    assert "Late" not in found.steps


def test_a_hint_goes_before_a_default_and_names_its_source(diagram):
    found = complete(None, diagram, HINTS)
    assert found.events["Boundary_48h"].after == Distribution.constant(48 * HOUR)
    assert found.steps["Task_Handle"].time == Distribution.gamma(180, cv=1)
    assert found.arrivals["Start_Complaint"].every == Distribution.constant(300)
    assert found.routing["Gateway_Valid"].chances == {"Flow_yes": 0.9, "Flow_no": pytest.approx(0.1)}
    assert {
        path: origin.source
        for path, origin in found.provenance.items()
        if origin.kind is ProvenanceKind.DIAGRAM
    } == {
        "events.Boundary_48h.after": "label “48 h”",
        "steps.Task_Handle.time": "the file",
        "arrivals.Start_Complaint.every": "the cycle",
        "routing.Gateway_Valid": "the gateway",
    }


@pytest.mark.parametrize(("inside", "assumed"), [("<timeDuration>PT30M</timeDuration>", False), ("", True)])
def test_a_timer_is_assumed_only_where_the_diagram_does_not_say_when_it_rings(inside, assumed):
    found = read(
        f"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P">
        <startEvent id="S"/><intermediateCatchEvent id="W">
        <timerEventDefinition>{inside}</timerEventDefinition></intermediateCatchEvent>
        <endEvent id="E"/><sequenceFlow id="F" sourceRef="S" targetRef="W"/>
        <sequenceFlow id="G" sourceRef="W" targetRef="E"/></process></definitions>""".encode(),
        "wait.bpmn",
    )
    scenario = complete(None, found.diagram, found.hints)
    assert ("events.W.after" in scenario.assumed) == assumed
    if not assumed:
        assert scenario.events["W"].after == Distribution.constant(1800.0)
        assert scenario.provenance["events.W.after"].source == "timeDuration “PT30M”"
    assert complete(scenario, found.diagram, found.hints) == scenario


def test_a_hint_that_cannot_be_read_leaves_the_default(diagram):
    found = complete(None, diagram, HINTS)
    assert found.steps["Task_Enter"].time == PERSON
    assert found.steps["Task_Check"].time == PERSON


def test_a_stated_value_goes_before_a_hint(diagram):
    stated = read_scenario(
        "{events: {Boundary_48h: {after: 1 h}}, steps: {Task_Handle: {time: 1 min}},"
        " arrivals: {Start_Complaint: {every: 9 min}}, routing: {Gateway_Valid: {yes: 50 %, no: 50 %}}}",
        diagram,
    )
    found = complete(stated, diagram, HINTS)
    assert found.events["Boundary_48h"].after == Distribution.constant(HOUR)
    assert found.steps["Task_Handle"].time == Distribution.constant(60)
    assert found.arrivals["Start_Complaint"].every == Distribution.constant(540)
    assert found.routing["Gateway_Valid"].chances == {"Flow_yes": 0.5, "Flow_no": 0.5}
