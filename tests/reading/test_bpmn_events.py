"""Events are read with what sets them off."""

from __future__ import annotations

import pytest
from bpmn_text import definitions, diagram_of, node_of, process, reading_of, told

from studio.model import (
    EventDefinition,
    EventKind,
    Timer,
    TimerKind,
)


class TestEvents:
    @pytest.mark.parametrize("kind", EventKind)
    def test_every_definition_is_known(self, kind):
        node = node_of(f'<intermediateCatchEvent id="N"><{kind}EventDefinition/></intermediateCatchEvent>')
        assert [definition.kind for definition in node.events] == [kind]
        assert node.is_event_of(kind)

    @pytest.mark.parametrize(
        ("declaration", "reference", "expected"),
        [
            ('<message id="R" name="Answer"/>', '<messageEventDefinition messageRef="R"/>', "Answer"),
            ('<signal id="R" name="Alarm"/>', '<signalEventDefinition signalRef="R"/>', "Alarm"),
            ('<error id="R" errorCode="404"/>', '<errorEventDefinition errorRef="R"/>', "404"),
            (
                '<escalation id="R" name="Level 2"/>',
                '<escalationEventDefinition escalationRef="R"/>',
                "Level 2",
            ),
            (
                '<message id="R" name="Answer"/>',
                "<messageEventDefinition><messageRef> R </messageRef></messageEventDefinition>",
                "Answer",
            ),
        ],
    )
    def test_a_definition_names_what_it_refers_to(self, declaration, reference, expected):
        event = f'<intermediateCatchEvent id="N">{reference}</intermediateCatchEvent>'
        definition = (
            diagram_of(definitions(f'{declaration}<process id="P">{event}</process>')).node("N").event
        )
        assert (definition.reference, definition.name) == ("R", expected)

    def test_a_reference_to_nothing_is_kept_as_it_stands(self):
        node = node_of('<endEvent id="N"><messageEventDefinition messageRef="tns:Gone"/></endEvent>')
        assert node.event == EventDefinition(kind=EventKind.MESSAGE, reference="tns:Gone")

    def test_links_go_by_their_name(self):
        node = node_of(
            '<intermediateThrowEvent id="N"><linkEventDefinition name="A"/></intermediateThrowEvent>'
        )
        assert node.event.name == "A"

    def test_a_condition_is_kept_as_text(self):
        node = node_of(
            '<intermediateCatchEvent id="N"><conditionalEventDefinition>'
            "<condition>stock &lt; 5</condition></conditionalEventDefinition></intermediateCatchEvent>"
        )
        assert node.event.condition == "stock < 5"

    @pytest.mark.parametrize("kind", TimerKind)
    def test_a_timer_keeps_its_own_expression(self, kind):
        node = node_of(
            f'<intermediateCatchEvent id="N"><timerEventDefinition><{kind}> PT1H </{kind}>'
            "</timerEventDefinition></intermediateCatchEvent>"
        )
        assert node.event.timer == Timer(kind=kind, text="PT1H")

    def test_an_empty_timer_is_none(self):
        node = node_of(
            '<intermediateCatchEvent id="N"><timerEventDefinition><timeCycle/></timerEventDefinition>'
            "</intermediateCatchEvent>"
        )
        assert node.is_event_of(EventKind.TIMER)
        assert node.event.timer is None

    def test_an_event_may_have_several_definitions_and_need_all(self):
        node = node_of(
            '<intermediateCatchEvent id="N" parallelMultiple="true"><messageEventDefinition/>'
            "<signalEventDefinition/></intermediateCatchEvent>"
        )
        assert [definition.kind for definition in node.events] == [EventKind.MESSAGE, EventKind.SIGNAL]
        assert node.all_events

    def test_a_definition_may_stand_outside_of_its_event(self):
        diagram = diagram_of(
            definitions(
                '<timerEventDefinition id="T"><timeDuration>PT5M</timeDuration></timerEventDefinition>'
                '<process id="P"><intermediateCatchEvent id="N"><eventDefinitionRef>T</eventDefinitionRef>'
                "</intermediateCatchEvent></process>"
            )
        )
        assert diagram.node("N").event.timer.text == "PT5M"

    def test_a_boundary_event_is_attached_and_interrupts_unless_told(self):
        diagram = diagram_of(
            process(
                '<task id="T"/><boundaryEvent id="A" attachedToRef="T"/>'
                '<boundaryEvent id="B" attachedToRef="T" cancelActivity="false"/>'
            )
        )
        assert [event.id for event in diagram.boundary("T")] == ["A", "B"]
        assert [event.interrupting for event in diagram.boundary("T")] == [True, False]

    def test_a_boundary_event_is_where_its_activity_is_wherever_the_file_lists_it(self):
        diagram = diagram_of(
            definitions(
                '<process id="P"><subProcess id="S"><task id="T"/></subProcess></process>'
                '<process id="Q"><boundaryEvent id="E" attachedToRef="T"/></process>'
            )
        )
        assert (diagram.node("E").process, diagram.node("E").parent) == ("P", "S")

    def test_a_boundary_event_that_is_attached_to_nothing_stays_and_is_told(self):
        reading = reading_of(process('<boundaryEvent id="A" attachedToRef="X"/><boundaryEvent id="B"/>'))
        assert [node.attached_to for node in reading.diagram.nodes] == [None, None]
        assert told(reading) == [("event.unknown-host", "A"), ("event.no-host", "B")]
