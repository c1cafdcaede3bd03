"""Each construct of BPMN 2.0 arrives in the diagram."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bpmn_text import definitions, diagram_of, node_of, process, reading_of, told

from studio.model import (
    Artifact,
    ArtifactKind,
    EventDefinition,
    EventKind,
    Flow,
    Label,
    Loop,
    LoopKind,
    NodeKind,
    Pool,
    Timer,
    TimerKind,
)
from studio.reading import write


@pytest.mark.parametrize("kind", NodeKind)
def test_every_kind_of_node_is_known_by_its_element(kind):
    assert node_of(f'<task id="H"/><{kind} id="N" name="One" attachedToRef="H"/>').kind is kind


@pytest.mark.parametrize("tag", ["eventGateway", "intermediateEvent"])
def test_names_of_drafts_are_known(tag):
    assert node_of(f'<{tag} id="N"/>').kind.value in {"eventBasedGateway", "intermediateCatchEvent"}


def test_a_process_has_its_texts_and_whether_it_is_executable():
    diagram = diagram_of(
        definitions(
            '<process id="A" name="First" isExecutable="true"><documentation>Why</documentation>'
            '<documentation>How</documentation><task id="N"/></process><process id="B">'
            '<task id="M"/></process>'
        )
    )
    first, second = diagram.processes
    assert (first.id, first.name, first.executable) == ("A", "First", True)
    assert first.documentation == "Why\n\nHow"
    assert not second.executable
    assert [node.process for node in diagram.nodes] == ["A", "B"]


def test_the_file_names_itself_or_is_named_by_its_process():
    assert diagram_of(process('<task id="N"/>').replace(' id="D"', ' id="D" name="Mine"')).name == "Mine"
    unnamed = definitions('<process id="P" name="Complaint"><task id="N"/></process>')
    assert diagram_of(unnamed).name == "Complaint"


def test_the_exporter_is_kept_with_its_version():
    text = process('<task id="N"/>').replace(' id="D"', ' id="D" exporter="Signavio" exporterVersion="19"')
    assert diagram_of(text).exporter == "Signavio 19"


class TestPools:
    def test_a_pool_shows_its_process(self):
        diagram = diagram_of(
            definitions(
                '<collaboration id="C"><participant id="A" name="Centre" processRef="P"/></collaboration>'
                '<process id="P"><task id="N"/></process>'
            )
        )
        assert diagram.pools == (Pool(id="A", name="Centre", process="P", line=1),)
        assert diagram.node("N").pool == "A"

    def test_a_pool_without_process_is_a_black_box(self):
        diagram = diagram_of(
            definitions(
                '<collaboration id="C"><participant id="A"/><participant id="B" processRef="P"/>'
                '<messageFlow id="M" name="Call" sourceRef="A" targetRef="N"/></collaboration>'
                '<process id="P"><task id="N"/></process>'
            )
        )
        assert [pool.process for pool in diagram.pools] == [None, "P"]
        assert diagram.messages == (Flow(id="M", name="Call", source="A", target="N", line=1),)

    def test_a_message_from_a_process_comes_from_its_pool(self):
        diagram = diagram_of(
            definitions(
                '<collaboration id="C"><participant id="A"/><participant id="B" processRef="P"/>'
                '<messageFlow id="M" sourceRef="P" targetRef="A"/></collaboration>'
                '<process id="P"><task id="N"/></process>'
            )
        )
        assert diagram.messages[0].source == "B"

    def test_a_message_flow_without_name_goes_by_the_name_of_its_message(self):
        diagram = diagram_of(
            definitions(
                '<message id="Letter" name="Letter of complaint"/><collaboration id="C"><participant id="A"/>'
                '<participant id="B" processRef="P"/>'
                '<messageFlow id="M" sourceRef="A" targetRef="B" messageRef="Letter"/></collaboration>'
                '<process id="P"><task id="N"/></process>'
            )
        )
        assert diagram.messages[0].name == "Letter of complaint"

    def test_a_process_that_does_not_exist_leaves_a_black_box_and_is_told(self):
        reading = reading_of(
            definitions(
                '<collaboration id="C"><participant id="A" processRef="X"/></collaboration>'
                '<process id="P"><task id="N"/></process>'
            )
        )
        assert reading.diagram.pools[0].process is None
        assert told(reading) == [("pool.unknown-process", "A")]

    def test_of_two_pools_with_one_process_the_first_has_the_steps(self):
        reading = reading_of(
            definitions(
                '<collaboration id="C"><participant id="A" processRef="P"/>'
                '<participant id="B" processRef="P"/>'
                '</collaboration><process id="P"><task id="N"/></process>'
            )
        )
        assert reading.diagram.node("N").pool == "A"
        assert told(reading) == [("pool.shared-process", "B")]


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


class TestData:
    @pytest.mark.parametrize("kind", [ArtifactKind.DATA_OBJECT, ArtifactKind.DATA_STORE])
    def test_data_goes_by_its_own_name_or_by_that_of_what_it_shows(self, kind):
        reference = "dataObjectRef" if kind is ArtifactKind.DATA_OBJECT else "dataStoreRef"
        declaration = reference.removesuffix("Ref")
        diagram = diagram_of(
            process(
                f'<task id="N"/><{declaration} id="D1" name="File"/>'
                f'<{kind} id="A" name="Own" {reference}="D1"/>'
                f'<{kind} id="B" {reference}="D1"/>'
                if kind is ArtifactKind.DATA_OBJECT
                else f'<task id="N"/><{kind} id="A" name="Own"/><{kind} id="B" name="File"/>'
            )
        )
        assert [(artifact.kind, artifact.name) for artifact in diagram.artifacts] == [
            (kind, "Own"),
            (kind, "File"),
        ]

    def test_data_associations_lead_from_and_to_their_activity(self):
        diagram = diagram_of(
            process(
                '<dataObjectReference id="X" name="File"/><task id="N">'
                '<dataInputAssociation id="I"><sourceRef>X</sourceRef><targetRef>p'
                "</targetRef></dataInputAssociation>"
                '<dataOutputAssociation id="O"><sourceRef>p</sourceRef><targetRef>X</targetRef>'
                "</dataOutputAssociation></task>"
            )
        )
        assert [(line.id, line.source, line.target, line.data) for line in diagram.associations] == [
            ("I", "X", "N", True),
            ("O", "N", "X", True),
        ]

    def test_a_mapping_of_variables_is_no_line_and_no_fault(self):
        diagram = diagram_of(
            process(
                '<task id="N"><dataInputAssociation id="I"><targetRef>p</targetRef>'
                "</dataInputAssociation></task>"
            )
        )
        assert diagram.associations == ()

    def test_notes_have_their_text_and_frames_their_category(self):
        diagram = diagram_of(
            definitions(
                '<category id="K"><categoryValue id="V" value="Night shift"/></category>'
                '<process id="P"><task id="N"/><textAnnotation id="A"><text>  First line\nsecond  </text>'
                '</textAnnotation><group id="G" categoryValueRef="V"/>'
                '<association id="L" sourceRef="N" targetRef="A"/></process>'
            )
        )
        assert diagram.artifacts == (
            Artifact(id="A", name="First line\nsecond", kind=ArtifactKind.ANNOTATION, line=1),
            Artifact(id="G", name="Night shift", kind=ArtifactKind.GROUP, line=2),
        )
        assert (diagram.associations[0].source, diagram.associations[0].data) == ("N", False)

    def test_marked_up_prose_is_read_as_its_words(self):
        node = node_of(
            '<task id="N"><documentation><p xmlns="http://www.w3.org/1999/xhtml">Ask <b>first</b>.</p>'
            "</documentation></task>"
        )
        assert node.documentation == "Ask first."


class TestTexts:
    def test_labels_and_properties_are_the_studios_own(self):
        node = node_of(
            '<task id="N" name="处理投诉"><extensionElements>'
            '<studio:label lang="en">Handle complaint</studio:label>'
            '<studio:label lang="zh-CN">处理投诉</studio:label>'
            '<studio:property name="method"> SOP-012 </studio:property>'
            '<label xmlns="urn:other" lang="fr">Autre</label></extensionElements></task>'
        )
        assert node.labels == (Label("en", "Handle complaint"), Label("zh-CN", "处理投诉"))
        assert node.label("en") == "Handle complaint"
        assert node.label("zh-TW") == "处理投诉"
        assert node.properties == (("method", "SOP-012"),)

    def test_a_pool_a_lane_and_a_flow_have_properties_too_which_are_written_back(self):
        def owned(name):
            return (
                f'<extensionElements><studio:property name="owner">{name}</studio:property>'
                "</extensionElements>"
            )

        text = definitions(
            f'<collaboration id="C"><participant id="Pool" processRef="P">{owned("Head")}</participant>'
            f'</collaboration><process id="P">{owned("Li")}<laneSet id="S"><lane id="L">{owned("Wang")}'
            '<flowNodeRef>A</flowNodeRef></lane></laneSet><task id="A"/><task id="B"/>'
            f'<sequenceFlow id="F" sourceRef="A" targetRef="B">{owned("Zhao")}</sequenceFlow></process>'
        )
        diagram = reading_of(text).diagram
        owners = {element.id: value for element in diagram.elements() for _, value in element.properties}
        assert owners == {"P": "Li", "Pool": "Head", "L": "Wang", "F": "Zhao"}
        lane = replace(diagram.lanes[0], properties=(("owner", "Chen"),))
        changed = write(replace(diagram, lanes=(lane,)), text.encode())
        assert changed == text.replace("Wang", "Chen").encode()

    @pytest.mark.parametrize(
        ("written", "name"),
        [
            ("Check&#10;invoice", "Check invoice"),
            ("Check &#13;&#10; invoice ", "Check invoice"),
            ("处理&#10;投诉", "处理投诉"),
            ("处理 &#10;VIP&#10;投诉", "处理 VIP 投诉"),
            ("a &amp; b &lt; c &#38;#38; d", "a & b < c &#38; d"),
            ("&quot;x&quot; &apos;y&apos;", "\"x\" 'y'"),
        ],
    )
    def test_a_name_is_one_line_with_its_characters_as_meant(self, written, name):
        assert node_of(f'<task id="N" name="{written}"/>').name == name

    def test_the_line_of_an_element_is_where_its_start_tag_ends(self):
        diagram = diagram_of(process('\n<task id="A"/>\n\n<task\n id="B"\n/>'))
        assert [node.line for node in diagram.nodes] == [2, 6]


def test_what_no_process_contains_is_told_and_passed_over():
    reading = reading_of(process('<task id="N"/><choreographyTask id="X"/><x:task xmlns:x="urn:x" id="Y"/>'))
    assert [node.id for node in reading.diagram.nodes] == ["N"]
    assert told(reading) == [("element.unknown", "X")]
