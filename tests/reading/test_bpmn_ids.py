"""Ids and references: missing, doubled, prefixed, leading nowhere."""

from __future__ import annotations

import pytest
from bpmn_text import definitions, diagram_of, process, reading_of, shape, told

from studio.model import Severity


def test_a_flow_without_ends_is_left_out_and_told():
    reading = reading_of(
        process(
            '<task id="A"/><task id="B"/><sequenceFlow id="F" targetRef="B"/>'
            '<sequenceFlow id="G" sourceRef="A"/>'
            '<sequenceFlow id="H" sourceRef="X" targetRef="Y"/>'
            '<sequenceFlow id="I" sourceRef="A" targetRef="B"/>'
        )
    )
    assert [flow.id for flow in reading.diagram.flows] == ["I"]
    assert told(reading) == [
        ("flow.no-source", "F"),
        ("flow.no-target", "G"),
        ("flow.unknown-source", "H"),
        ("flow.unknown-target", "H"),
    ]
    severities = {problem.severity for problem in reading.problems if problem.code.startswith("flow.")}
    assert severities == {Severity.ERROR}


def test_a_flow_to_what_is_no_step_is_left_out_and_told():
    reading = reading_of(
        process(
            '<task id="A"/><dataStoreReference id="S"/><sequenceFlow id="F" sourceRef="A" targetRef="S"/>'
        )
    )
    assert reading.diagram.flows == ()
    assert told(reading) == [("flow.target-no-step", "F")]
    assert any(("id", "S") in problem.parameters for problem in reading.problems)


def test_a_flow_without_ends_is_connected_to_the_nodes_that_list_it():
    reading = reading_of(
        process(
            '<task id="A"><outgoing>F</outgoing></task><task id="B"><incoming> F </incoming></task>'
            '<sequenceFlow id="F"/>'
        )
    )
    assert [(flow.source, flow.target) for flow in reading.diagram.flows] == [("A", "B")]
    assert told(reading) == [("flow.source-from-node", "F"), ("flow.target-from-node", "F")]


def test_messages_and_lines_without_ends_are_left_out_and_told():
    reading = reading_of(
        definitions(
            '<collaboration id="C"><participant id="A" processRef="P"/><messageFlow id="M" sourceRef="N"/>'
            '<messageFlow id="O" sourceRef="X" targetRef="A"/></collaboration><process id="P"><task id="N"/>'
            '<association id="L" sourceRef="N" targetRef="Y"/><association id="K" targetRef="N"/></process>'
        )
    )
    assert reading.diagram.messages == ()
    assert reading.diagram.associations == ()
    assert sorted(told(reading)) == [
        ("association.no-source", "K"),
        ("association.unknown-target", "L"),
        ("message.no-target", "M"),
        ("message.unknown-source", "O"),
    ]


def test_a_line_to_a_flow_that_is_left_out_is_left_out_too():
    reading = reading_of(
        process(
            '<task id="N"/><textAnnotation id="A"/><sequenceFlow id="F" sourceRef="N"/>'
            '<association id="L" sourceRef="A" targetRef="F"/>'
            '<association id="K" sourceRef="A" targetRef="N"/>'
        )
    )
    assert [line.id for line in reading.diagram.associations] == ["K"]
    assert told(reading) == [("flow.no-target", "F"), ("association.unknown-target", "L")]


@pytest.mark.parametrize("prefix", ["bpmn:", "tns:", "{http://x}", "other.bpmn#"])
def test_references_may_carry_a_prefix(prefix):
    diagram = reading_of(
        definitions(
            f'<collaboration id="C"><participant id="A" processRef="{prefix}P"/></collaboration>'
            f'<process id="P"><laneSet><lane id="L"><flowNodeRef>{prefix}N</flowNodeRef></lane></laneSet>'
            f'<task id="N" default="{prefix}F"/><task id="M"/>'
            f'<boundaryEvent id="B" attachedToRef="{prefix}N"/>'
            f'<sequenceFlow id="F" sourceRef="{prefix}N" targetRef="{prefix}M"/></process>',
            shape(f"{prefix}N", 0, 0, 10, 10),
        )
    ).diagram
    node = diagram.node("N")
    assert (node.pool, node.lane, node.default) == ("A", "L", "F")
    assert node.bounds is not None
    assert diagram.node("B").attached_to == "N"
    assert [(flow.source, flow.target) for flow in diagram.flows] == [("N", "M")]


def test_an_id_that_contains_a_colon_is_found_as_it_is():
    diagram = diagram_of(
        process('<task id="a:N"/><task id="N"/><sequenceFlow id="F" sourceRef="a:N" targetRef="N"/>')
    )
    assert (diagram.flows[0].source, diagram.flows[0].target) == ("a:N", "N")


def test_elements_without_id_get_one_that_is_always_the_same():
    text = process('<task name="A"/><task name="B"/><task id="task_2"/><sequenceFlow/>')
    first, second = reading_of(text), reading_of(text)
    assert first == second
    assert [(node.id, node.name) for node in first.diagram.nodes] == [
        ("task_3", "A"),
        ("task_4", "B"),
        ("task_2", ""),
    ]
    assert told(first)[:2] == [("id.missing", "task_3"), ("id.missing", "task_4")]


def test_the_later_of_two_equal_ids_is_renamed():
    reading = reading_of(
        process('<task id="A" name="one"/><task id="A" name="two"/><task id="A_2" name="three"/>')
    )
    assert [(node.id, node.name) for node in reading.diagram.nodes] == [
        ("A", "one"),
        ("A_3", "two"),
        ("A_2", "three"),
    ]
    assert told(reading) == [("id.duplicate", "A_3")]


def test_a_process_that_was_copied_with_its_ids_refers_to_its_own_nodes():
    part = '<startEvent id="S"/><task id="T"/><sequenceFlow id="F" sourceRef="S" targetRef="T"/>'
    reading = reading_of(definitions(f'<process id="P">{part}</process><process id="Q">{part}</process>'))
    assert [(flow.source, flow.target) for flow in reading.diagram.flows] == [("S", "T"), ("S_2", "T_2")]
    assert [code for code, _ in told(reading)] == ["id.duplicate"] * 3


def test_a_flow_and_a_node_of_one_id_are_told_apart_by_what_is_asked_for():
    reading = reading_of(
        process('<sequenceFlow id="A" sourceRef="A" targetRef="B"/><task id="A"/><task id="B"/>')
    )
    assert [(flow.id, flow.source) for flow in reading.diagram.flows] == [("A", "A_2")]


def test_the_second_of_two_equal_ids_has_the_second_shape():
    reading = reading_of(
        process('<task id="A"/><task id="A"/>', shape("A", 1, 0, 10, 10) + shape("A", 2, 0, 10, 10))
    )
    assert [node.bounds.x for node in reading.diagram.nodes] == [1, 2]


def test_attributes_with_the_standards_own_prefix_count():
    text = (
        '<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"><b:process b:id="P">'
        '<b:task b:id="N" b:name="Step"/></b:process></b:definitions>'
    )
    assert diagram_of(text).node("N").name == "Step"
