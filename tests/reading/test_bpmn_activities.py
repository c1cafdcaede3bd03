"""Activities and the flows between them are read."""

from __future__ import annotations

import pytest
from bpmn_text import diagram_of, node_of, process, reading_of, told

from studio.model import (
    Loop,
    LoopKind,
)


class TestActivities:
    def test_sub_processes_hold_their_nodes(self):
        diagram = diagram_of(
            process(
                '<subProcess id="S"><startEvent id="A"/><transaction id="T"><task id="B"/></transaction>'
                '<sequenceFlow id="F" sourceRef="A" targetRef="T"/></subProcess>'
            )
        )
        assert [(node.id, node.parent) for node in diagram.nodes] == [
            ("S", None),
            ("A", "S"),
            ("T", "S"),
            ("B", "T"),
        ]
        assert diagram.flows[0].parent == "S"

    def test_an_event_sub_process_is_told_from_others(self):
        diagram = diagram_of(
            process(
                '<subProcess id="S" triggeredByEvent="true">'
                '<startEvent id="A" isInterrupting="false"/></subProcess>'
                '<subProcess id="O"/>'
            )
        )
        assert diagram.node("S").triggered_by_event
        assert not diagram.node("A").interrupting
        assert not diagram.node("O").triggered_by_event

    def test_a_call_activity_names_what_it_calls(self):
        assert node_of('<callActivity id="N" calledElement="Other"/>').called == "Other"

    @pytest.mark.parametrize(
        ("inside", "expected"),
        [
            (
                (
                    '<standardLoopCharacteristics loopMaximum="3"><loopCondition>not done</loopCondition>'
                    "</standardLoopCharacteristics>"
                ),
                Loop(kind=LoopKind.STANDARD, cardinality="3", condition="not done"),
            ),
            (
                (
                    "<multiInstanceLoopCharacteristics><loopCardinality>5</loopCardinality>"
                    "<completionCondition>enough</completionCondition></multiInstanceLoopCharacteristics>"
                ),
                Loop(kind=LoopKind.PARALLEL, cardinality="5", condition="enough"),
            ),
            (
                (
                    '<multiInstanceLoopCharacteristics isSequential="true"><loopDataInputRef>items'
                    "</loopDataInputRef></multiInstanceLoopCharacteristics>"
                ),
                Loop(kind=LoopKind.SEQUENTIAL, collection="items"),
            ),
            (
                '<multiInstanceLoopCharacteristics xmlns:c="http://camunda.org" c:collection="${list}"/>',
                Loop(kind=LoopKind.PARALLEL, collection="${list}"),
            ),
            (
                (
                    '<multiInstanceLoopCharacteristics><extensionElements xmlns:z="urn:zeebe">'
                    '<z:loopCharacteristics inputCollection="= items"/></extensionElements>'
                    "</multiInstanceLoopCharacteristics>"
                ),
                Loop(kind=LoopKind.PARALLEL, collection="= items"),
            ),
        ],
    )
    def test_markers_say_how_often(self, inside, expected):
        assert node_of(f'<task id="N">{inside}</task>').loop == expected

    def test_compensation_and_instantiation_are_marked(self):
        assert node_of('<task id="N" isForCompensation="true"/>').for_compensation
        assert node_of('<receiveTask id="N" instantiate="true"/>').instantiates
        assert node_of('<eventBasedGateway id="N" instantiate="true"/>').instantiates


class TestFlows:
    def test_a_flow_has_its_condition_as_it_stands(self):
        diagram = diagram_of(
            process(
                '<exclusiveGateway id="G" default="B"/><task id="N"/>'
                '<sequenceFlow id="A" name="yes" sourceRef="G" targetRef="N">'
                '<conditionExpression xsi:type="tFormalExpression" language="feel">'
                "<![CDATA[ amount > 100 ]]></conditionExpression></sequenceFlow>"
                '<sequenceFlow id="B" sourceRef="G" targetRef="N"/>'
            )
        )
        first, second = diagram.flows
        assert (first.name, first.condition, first.condition_language) == ("yes", "amount > 100", "feel")
        assert second.condition == ""
        assert diagram.node("G").default == "B"

    def test_a_default_flow_that_leaves_another_element_is_none(self):
        reading = reading_of(
            process(
                '<exclusiveGateway id="G" default="F"/><task id="A" default="X"/><task id="B"/>'
                '<sequenceFlow id="F" sourceRef="A" targetRef="B"/>'
            )
        )
        assert [node.default for node in reading.diagram.nodes] == [None, None, None]
        assert told(reading) == [("node.unknown-default", "G"), ("node.unknown-default", "A")]
