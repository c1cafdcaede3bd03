"""Files without a drawing get one, and only they."""

from __future__ import annotations

import re

from studio.reading import drawable, editable, placed, read

SAID = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t">
  <!-- kept -->
  <process id="P"><laneSet id="L">
      <lane id="A" name="坐席"><flowNodeRef>S</flowNodeRef><flowNodeRef>T</flowNodeRef></lane>
      <lane id="B" name="Expert"><flowNodeRef>E</flowNodeRef></lane></laneSet>
    <startEvent id="S"/><task id="T" name="受理"/><endEvent id="E"/>
    <sequenceFlow id="F" sourceRef="S" targetRef="T"/><sequenceFlow id="G" sourceRef="T" targetRef="E"/>
  </process>
</definitions>""".encode()


def test_every_element_of_a_file_without_a_drawing_gets_its_place():
    file = placed(SAID, "a.bpmn")
    diagram = read(file, "a.bpmn").diagram
    assert all(node.bounds for node in diagram.nodes)
    assert all(lane.bounds for lane in diagram.lanes)
    assert all(len(flow.waypoints) >= 2 for flow in diagram.flows)
    assert "<!-- kept -->" in file.decode()


def test_a_file_with_a_drawing_stays_as_it_is():
    drawn = placed(SAID, "a.bpmn")
    assert placed(drawn, "a.bpmn") is drawn


def test_a_file_without_steps_stays_as_it_is():
    model = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    empty = f'<definitions xmlns="{model}"><process id="P"/></definitions>'.encode()
    assert placed(empty, "a.bpmn") is empty


def test_a_canvas_gets_every_element_by_the_id_that_the_studio_calls_it_by():
    mixed = (
        placed(SAID, "a.bpmn")
        .replace(b'<task id="T"', b"<task")
        .replace(b"</process>", b'</process><globalTask id="P" name="Elsewhere"/>')
    )
    diagram = read(mixed, "a.bpmn").diagram
    shown = drawable(mixed, "a.bpmn")
    assert {f'id="{node.id}"'.encode() in shown for node in diagram.nodes} == {True}
    assert shown.count(b'id="P"') == 1
    assert drawable(shown, "a.bpmn") is shown


def test_a_file_of_another_root_is_drawn_from_what_was_read_of_it():
    wrapped = b"<export>" + placed(SAID, "a.bpmn").partition(b"?>")[2] + b"</export>"
    assert (
        drawable(wrapped, "a.bpmn")
        .partition(b"?>")[2]
        .lstrip()
        .startswith((b"<bpmn:definitions", b"<definitions"))
    )


SHARED = (
    b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="A"><process id="P">'
    b'<startEvent id="S"><timerEventDefinition id="T"/></startEvent><task id="A" name="Look"/>'
    b'<task id="A" name="Again"/><task name="Unnamed"/><endEvent id="E"><terminateEventDefinition id="T"/>'
    b'</endEvent><sequenceFlow id="F" sourceRef="S" targetRef="A"/></process></definitions>'
)


def test_an_editor_gets_every_id_once_so_that_it_leaves_nothing_out():
    file = editable(SHARED, "a.bpmn")
    ids = re.findall(rb' id="([^"]+)"', file)
    assert len(ids) == len(set(ids))
    before, after = read(SHARED, "a.bpmn").diagram, read(file, "a.bpmn").diagram
    assert [(node.id, node.name, node.events) for node in after.nodes] == [
        (node.id, node.name, node.events) for node in before.nodes
    ]
    assert [(flow.source, flow.target) for flow in after.flows] == [("S", "A")]
    assert all(node.bounds for node in after.nodes)


def test_a_file_that_an_editor_can_take_stays_as_it_is():
    file = editable(SHARED, "a.bpmn")
    assert editable(file, "a.bpmn") is file
