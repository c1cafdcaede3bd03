"""A diagram written to a new file is there again when the file is read, and the file is good BPMN."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from bpmn_text import definitions, diagram_of, edge, process, reading_of, shape
from building import drawn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from rereading import comparable

from studio.errors import StudioError
from studio.model import (
    Bounds,
    Diagram,
    EventDefinition,
    EventKind,
    Label,
    Lane,
    Loop,
    LoopKind,
    Node,
    NodeKind,
    Pool,
    Process,
    Timer,
    TimerKind,
)
from studio.reading import read, write

SPEAKABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(
    lambda text: " ".join(text.split())
)
PROSE = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r\t") | st.sampled_from("<&>\"']["),
    max_size=40,
).map(str.strip)
EXAMPLE = Path(__file__).parents[2] / "bpmn" / "complaint.bpmn"


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The standard's own XML schema, as SpiffWorkflow carries it."""
    found = find_spec("SpiffWorkflow")
    if found is None or found.origin is None:
        pytest.skip("SpiffWorkflow, which carries the schema of BPMN, is not installed")
    path = Path(found.origin).parent / "bpmn" / "parser" / "schema" / "BPMN20.xsd"
    return etree.XMLSchema(etree.parse(path))


def reread(diagram: Diagram) -> Diagram:
    """The diagram read back from its file, in which nothing is told that was not already so."""
    written = write(diagram)
    found = read(written, "written.bpmn").diagram
    assert comparable(found) == comparable(diagram)
    assert write(found) == written
    return found


def with_node(**parts: object) -> Diagram:
    """A process of one node, N, and what it is."""
    parts = {"kind": NodeKind.TASK} | parts
    return Diagram(processes=(Process(id="P"),), nodes=(Node(id="N", process="P", **parts),))


CONSTRUCTS = {
    "lanes within lanes and lists": (
        '<laneSet><lane id="L1" name="a"><childLaneSet><lane id="L2"><flowNodeRef>N</flowNodeRef></lane>'
        '<lane id="L3"/></childLaneSet></lane><lane id="L4"><flowNodeRef>M</flowNodeRef></lane></laneSet>'
        '<task id="N"/><boundaryEvent id="B" attachedToRef="N"/><task id="M"/>'
    ),
    "lanes of a sub-process": (
        '<laneSet><lane id="L1"><flowNodeRef>S</flowNodeRef></lane></laneSet><subProcess id="S"><laneSet>'
        '<lane id="L2"><flowNodeRef>N</flowNodeRef></lane></laneSet><task id="N"/><task id="M"/></subProcess>'
    ),
    "sub-processes of each sort": (
        '<subProcess id="S" triggeredByEvent="true"><startEvent id="E" isInterrupting="false">'
        '<escalationEventDefinition/></startEvent><transaction id="T"><adHocSubProcess id="A"><task id="N"/>'
        '</adHocSubProcess><endEvent id="C"><cancelEventDefinition/></endEvent></transaction></subProcess>'
    ),
    "default and condition": (
        '<exclusiveGateway id="G" default="F2"/><task id="N"/><sequenceFlow id="F1" sourceRef="G" '
        'targetRef="N" name="yes"><conditionExpression language="feel">= a &lt; 1 and "b"'
        '</conditionExpression></sequenceFlow><sequenceFlow id="F2" sourceRef="G" targetRef="N"/>'
    ),
    "boundary events": (
        '<task id="N"/><boundaryEvent id="B" attachedToRef="N" cancelActivity="false">'
        '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>'
        '<boundaryEvent id="C" attachedToRef="N"><errorEventDefinition/></boundaryEvent>'
    ),
    "compensation": (
        '<task id="N" name="do"/><boundaryEvent id="B" attachedToRef="N"><compensateEventDefinition/>'
        '</boundaryEvent><task id="U" isForCompensation="true"/><association id="A" sourceRef="B" '
        'targetRef="U"/><endEvent id="E"><compensateEventDefinition activityRef="N"/></endEvent>'
    ),
    "several definitions": (
        '<intermediateCatchEvent id="N" parallelMultiple="true"><signalEventDefinition/>'
        '<timerEventDefinition/></intermediateCatchEvent>'
    ),
    "links": (
        '<intermediateThrowEvent id="N"><linkEventDefinition name="go &amp; on"/></intermediateThrowEvent>'
        '<intermediateCatchEvent id="M"><linkEventDefinition name="go &amp; on"/></intermediateCatchEvent>'
    ),
    "instantiating": '<receiveTask id="N" instantiate="true"/><eventBasedGateway id="G" instantiate="true"/>',
    "called": '<callActivity id="N" calledElement="Other"/>',
    "condition of an event": (
        '<startEvent id="N"><conditionalEventDefinition><condition>a &gt; 1</condition>'
        '</conditionalEventDefinition></startEvent>'
    ),
    "data": (
        '<dataObject id="O"/><dataObjectReference id="R" name="form" dataObjectRef="O"/>'
        '<dataStoreReference id="S" name="files"/><task id="N"><property id="Q"/><dataInputAssociation '
        'id="I"><sourceRef>R</sourceRef><targetRef>Q</targetRef></dataInputAssociation>'
        '<dataOutputAssociation id="U"><targetRef>S</targetRef></dataOutputAssociation></task>'
    ),
    "notes": (
        '<task id="N"/><textAnnotation id="T"><documentation>why</documentation><text>two\nlines &amp; more'
        '</text></textAnnotation><association id="A" sourceRef="N" targetRef="T"/>'
        '<group id="G"/>'
    ),
    "texts": (
        '<task id="N" name="处理投诉"><documentation>a &lt;b&gt;\n\nc</documentation><extensionElements>'
        '<studio:label lang="en">Handle</studio:label><studio:label lang="zh-CN">处理投诉</studio:label>'
        '<studio:property name="method">SOP-012</studio:property></extensionElements></task>'
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_each_construct_is_written_and_read_back(name, schema):
    diagram = reading_of(process(CONSTRUCTS[name])).diagram
    reread(diagram)
    schema.assertValid(etree.fromstring(write(diagram)))


def test_messages_pools_and_declarations_are_written_and_read_back(schema):
    diagram = diagram_of(
        definitions(
            '<message id="M" name="order"/><error id="E" errorCode="E1"/><signal id="S" name="stop"/>'
            '<category id="K"><categoryValue id="V" value="team work"/></category>'
            '<collaboration id="C"><participant id="A" name="us" processRef="P"/><participant id="B"/>'
            '<messageFlow id="F" name="f" sourceRef="B" targetRef="N"/><textAnnotation id="T"><text>t</text>'
            '</textAnnotation><association id="O" sourceRef="T" targetRef="B"/></collaboration>'
            '<process id="P" isExecutable="true"><startEvent id="N"><messageEventDefinition messageRef="M"/>'
            '</startEvent><endEvent id="D"><errorEventDefinition errorRef="E"/></endEvent>'
            '<endEvent id="H"><signalEventDefinition signalRef="S"/></endEvent>'
            '<endEvent id="J"><terminateEventDefinition/></endEvent>'
            '<group id="G" categoryValueRef="V"/></process>'
        )
    )
    found = reread(diagram)
    assert found.node("N").events[0] == EventDefinition(kind=EventKind.MESSAGE, reference="M", name="order")
    assert found.node("D").events[0].name == "E1"
    assert found.artifacts[-1].name == "team work"
    schema.assertValid(etree.fromstring(write(diagram)))


def test_places_are_written_and_read_back(schema):
    diagram = diagram_of(
        definitions(
            '<collaboration id="C"><participant id="A" processRef="P"/></collaboration><process id="P">'
            '<laneSet><lane id="L"><flowNodeRef>S</flowNodeRef></lane></laneSet><subProcess id="S">'
            '<task id="N"/><task id="M"/><sequenceFlow id="F" sourceRef="N" targetRef="M"/></subProcess>'
            '<subProcess id="X"><subProcess id="Y"><task id="Z"/></subProcess></subProcess>'
            '<exclusiveGateway id="G"/></process>',
            shape("A", 0, 0, 99, 900, attributes='isHorizontal="false"')
            + shape("L", 0, 10, 99, 880, attributes='isHorizontal="false"')
            + shape("S", 1.5, 20.25, 90, 80, attributes='isExpanded="true"')
            + shape("X", 1, 400, 90, 80, attributes='isExpanded="false"')
            + shape("Y", 5, 5, 90, 80) + shape("Z", 6, 6, 10, 10) + shape("N", 5, 25, 9, 9)
            + shape("M", 25, 25, 9, 9)
            + shape("G", 1, 200, 50, 50, inside="<bpmndi:BPMNLabel><dc:Bounds x='1' y='2' width='3' "
                    "height='4'/></bpmndi:BPMNLabel>")
            + edge("F", (14, 30), (25, 30.5)),
        )
    )  # fmt: skip
    found = reread(diagram)
    assert found.node("G").label_bounds == Bounds(1, 2, 3, 4)
    assert not found.lanes[0].horizontal
    written = write(diagram)
    schema.assertValid(etree.fromstring(written))
    assert written.count(b"<bpmndi:BPMNPlane") == 2
    assert re.search(rb'<bpmndi:BPMNPlane id="X_plane" bpmnElement="X">\s*<[^>]*bpmnElement="Y"', written)


@pytest.mark.parametrize("kind", NodeKind)
def test_each_kind_of_node_is_written_and_read_back(kind):
    host = {"attached_to": "H"} if kind is NodeKind.BOUNDARY_EVENT else {}
    diagram = with_node(kind=kind, name="n", **host)
    reread(replace(diagram, nodes=(*diagram.nodes, Node(id="H", process="P", kind=NodeKind.TASK))))


@pytest.mark.parametrize("kind", EventKind)
def test_each_kind_of_event_is_written_and_read_back(kind):
    declared = kind in {EventKind.MESSAGE, EventKind.ERROR, EventKind.ESCALATION, EventKind.SIGNAL}
    for reference in (None, "R") if declared else (None,):
        definition = EventDefinition(kind=kind, reference=reference, name="r & s")
        reread(with_node(kind=NodeKind.END_EVENT, events=(definition,)))


@pytest.mark.parametrize("kind", TimerKind)
def test_a_timer_keeps_its_text(kind):
    timer = Timer(kind=kind, text='R3/PT1H & "${x < 1}"')
    reread(with_node(kind=NodeKind.CATCH_EVENT, events=(EventDefinition(kind=EventKind.TIMER, timer=timer),)))


@pytest.mark.parametrize("kind", LoopKind)
@pytest.mark.parametrize("collection", ["", "${orders}", "N"])
def test_a_loop_marker_keeps_its_texts(kind, collection):
    collection = "" if kind is LoopKind.STANDARD else collection
    reread(with_node(loop=Loop(kind=kind, cardinality="3", collection=collection, condition="a > 1")))
    reread(with_node(loop=Loop(kind=kind)))


def test_a_loop_that_asks_before_the_first_round_keeps_that():
    found = reread(with_node(loop=Loop(kind=LoopKind.STANDARD, test_before=True)))
    assert any(node.loop is not None and node.loop.test_before for node in found.nodes)


def test_events_that_share_a_message_under_different_names_keep_them():
    nodes = tuple(
        Node(
            id=name,
            process="P",
            kind=NodeKind.END_EVENT,
            events=(EventDefinition(kind=EventKind.MESSAGE, reference="M", name=name),),
        )
        for name in ("a", "b")
    )
    reread(Diagram(processes=(Process(id="P"),), nodes=nodes))


def test_processes_without_pools_are_drawn_each_on_a_plane_of_its_own():
    diagram = Diagram(
        processes=(Process(id="P"), Process(id="Q")),
        nodes=(
            Node(id="N", process="P", kind=NodeKind.TASK, bounds=Bounds(0, 0, 1, 1)),
            Node(id="M", process="Q", kind=NodeKind.TASK, bounds=Bounds(0, 0, 1, 1)),
        ),
    )
    assert re.findall(rb'BPMNPlane id="\w+" bpmnElement="(\w)"', write(diagram)) == [b"P", b"Q"]
    reread(diagram)


def test_the_name_of_the_whole_is_kept_with_its_labels(schema):
    labels = (Label("en", "Sales"), Label("zh-CN", "销售"))
    for process_, pools in (
        (Process(id="P", name="销售", labels=labels), ()),
        (Process(id="P", name="other"), ()),
        (Process(id="P"), (Pool(id="A", process="P"),)),
    ):
        whole = Diagram(id="D", name="销售", labels=labels, processes=(process_,), pools=pools)
        reread(whole)
        reread(replace(whole, labels=()))
        schema.assertValid(etree.fromstring(write(whole)))


def test_what_is_drawn_in_lines_of_text_is_written():
    diagram = drawn(
        """
        Start > A > Xor > B > End
        Xor > Sub > End_2
        Sub: Start_in > C > End_in
        A ! Timer_late > D
        To_x
        From_x > End
        """,
        lanes={"A": "L", "Timer_late": "L", "B": "K"},
    )
    reread(diagram)


def test_an_id_that_xml_forbids_becomes_one_that_it_allows(schema):
    nodes = tuple(
        Node(id=id, process="1 P", kind=NodeKind.TASK) for id in ("1", "a b", "a_b", "", "a:b", "é")
    )
    diagram = Diagram(processes=(Process(id="1 P"),), nodes=nodes)
    written = write(diagram)
    found = [node.id for node in read(written, "x").diagram.nodes]
    assert found == ["_1", "a_b_2", "a_b", "_", "a_b_3", "é"]
    schema.assertValid(etree.fromstring(written))


def test_lines_that_lost_an_end_are_left_out():
    diagram = drawn("Start > A > End")
    written = write(replace(diagram, nodes=diagram.nodes[1:]))
    assert [flow.id for flow in read(written, "x").diagram.flows] == ["A-End"]
    assert b"Start" not in written


def test_a_file_says_who_wrote_it_and_is_the_same_each_time():
    diagram = read(EXAMPLE.read_bytes(), "complaint.bpmn").diagram
    assert write(diagram) == write(diagram)
    assert reread(diagram).exporter == "Service Process Studio"


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "\uffff"])
def test_a_character_that_xml_cannot_hold_is_refused(text):
    with pytest.raises(StudioError) as refusal:
        write(with_node(name=text))
    assert refusal.value.code == "write.character"


@given(SPEAKABLE, PROSE, PROSE)
def test_any_text_survives(name, prose, code):
    timer = EventDefinition(kind=EventKind.TIMER, timer=Timer(kind=TimerKind.DATE, text=code or "x"))
    node = Node(
        id="N",
        process="P",
        kind=NodeKind.CATCH_EVENT,
        name=name,
        documentation=prose,
        labels=(Label("en", name),),
        properties=(("method", code),),
        events=(timer,),
    )
    lane = Lane(id="L", process="P", name=name)
    reread(Diagram(processes=(Process(id="P", name=name),), lanes=(lane,), nodes=(node,), name=name))
