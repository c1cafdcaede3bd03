"""A diagram written into the file it came from changes that file where it differs, and nowhere else."""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path

import pytest
from bpmn_text import definitions, process
from hypothesis import given, settings
from hypothesis import strategies as st
from rereading import comparable

from studio.errors import StudioError
from studio.model import (
    Artifact,
    ArtifactKind,
    Association,
    Bounds,
    Diagram,
    EventDefinition,
    EventKind,
    Flow,
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

FILE = """\ufeff<?xml version='1.0' encoding="UTF-8" standalone = 'no' ?>
<!-- <task id="N" name="not me"/> -->
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"\t\t id='D' xmlns:x="urn:other"
   xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:d="http://www.omg.org/spec/DD/20100524/DC"
   xmlns:w="http://www.omg.org/spec/DD/20100524/DI">
\t<b:message id="M" name="order"/>
\t<b:process id="P" x:owner='me &amp; you'>
\t\t<b:laneSet id="LS">
\t\t\t<b:lane id="L1"><b:flowNodeRef>S</b:flowNodeRef><b:flowNodeRef>N</b:flowNodeRef></b:lane>
\t\t\t<b:lane id="L2">
\t\t\t\t<b:flowNodeRef>E</b:flowNodeRef>
\t\t\t</b:lane>
\t\t</b:laneSet>
\t\t<b:startEvent id="S"><b:outgoing>F1</b:outgoing><b:messageEventDefinition messageRef="M"/></b:startEvent>
\t\t<!-- the work -->
\t\t<b:task   name = 'first > "one"'   id="N" x:colour="red">
\t\t\t<b:documentation textFormat="text/html"><![CDATA[<p>why</p>]]></b:documentation>
\t\t\t<b:extensionElements><x:cost unit="EUR">3</x:cost></b:extensionElements>
\t\t\t<b:incoming>F1</b:incoming>
\t\t\t<b:outgoing>F2</b:outgoing>
\t\t</b:task>
\t\t<b:endEvent id="E"/>
\t\t<b:sequenceFlow id="F1" sourceRef="S" targetRef="N"/>
\t\t<b:sequenceFlow id="F2" sourceRef="N" targetRef="E"/>
\t\t<x:unknown>stays</x:unknown>
\t</b:process>
\t<bpmndi:BPMNDiagram id="DI"><bpmndi:BPMNPlane id="PL" bpmnElement="P">
\t\t<bpmndi:BPMNShape id="N_di" bpmnElement="N" x:fill="blue"><d:Bounds x="10.0" y="5" width="100" height="80"/></bpmndi:BPMNShape>
\t\t<bpmndi:BPMNEdge id="F1_di" bpmnElement="F1"><w:waypoint x="1" y="2"/><w:waypoint x="3" y="4"/></bpmndi:BPMNEdge>
\t</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</b:definitions>
<!-- end -->"""  # noqa: E501
DATA = FILE.encode()
BEFORE = read(DATA, "x").diagram
EXAMPLE = Path(__file__).parents[2] / "bpmn" / "complaint.bpmn"


def changed(diagram: Diagram, data: bytes = DATA) -> str:
    """The file as changed, which reads back as the diagram."""
    written = write(diagram, data)
    assert comparable(read(written, "x").diagram) == comparable(diagram)
    assert write(diagram, written) == written
    return written.decode()


def differences(diagram: Diagram) -> list[str]:
    """The lines taken out and put in, without blanks around them."""
    lines = difflib.ndiff(FILE.splitlines(), changed(diagram).splitlines())
    return [line[0] + line[2:].strip() for line in lines if line[0] in "+-"]


def with_node(id: str, **changes: object) -> Diagram:
    return replace(BEFORE, nodes=tuple(replace(it, **changes) if it.id == id else it for it in BEFORE.nodes))


def test_an_unchanged_diagram_gives_the_file_back():
    assert write(BEFORE, DATA) == DATA
    assert write(replace(BEFORE, exporter="other"), DATA) == DATA


def test_a_name_changes_in_place():
    assert changed(with_node("N", name="a 'new' <one>")) == FILE.replace(
        """'first > "one"'""", """'a &apos;new&apos; &lt;one&gt;'"""
    )


def test_documentation_labels_and_properties_leave_foreign_extensions_alone():
    diagram = with_node(
        "N", documentation="a < b", labels=(Label("en", "One"),), properties=(("method", "SOP & 1"),)
    )
    text = changed(diagram)
    assert '<b:documentation textFormat="text/html">a &lt; b</b:documentation>' in text
    assert (
        '<x:cost unit="EUR">3</x:cost><studio:label lang="en">One</studio:label>'
        '<studio:property name="method">SOP &amp; 1</studio:property></b:extensionElements>' in text
    )
    assert "id='D' xmlns:studio=\"urn:service-process-studio:bpmn:1\"" in text
    assert write(BEFORE, write(diagram, DATA)).decode().count("<studio:") == 0


def test_a_node_that_is_gone_takes_its_references_and_shapes_along():
    flows = (replace(BEFORE.flows[0], target="E"),)
    nodes = tuple(node for node in BEFORE.nodes if node.id != "N")
    text = changed(replace(BEFORE, nodes=nodes, flows=flows))
    assert "N_di" not in text
    assert ">N<" not in text
    assert "F2" not in text
    assert "<!-- the work -->" in text
    assert "<x:unknown>stays</x:unknown>" in text
    assert '<b:endEvent id="E">\n\t\t\t<b:incoming>F1</b:incoming>\n\t\t</b:endEvent>' in text


def test_a_new_node_stands_behind_the_one_before_it_with_its_shape():
    node = Node(
        id="New",
        name="check",
        kind=NodeKind.USER_TASK,
        process="P",
        lane="L2",
        bounds=Bounds(200, 5, 100, 80),
    )
    flows = (
        BEFORE.flows[0],
        replace(BEFORE.flows[1], target="New"),
        Flow(id="F3", source="New", target="E", condition="a < 1"),
    )
    diagram = replace(BEFORE, nodes=(*BEFORE.nodes[:2], node, BEFORE.nodes[2]), flows=flows)
    text = changed(diagram)
    assert text.index('id="N"') < text.index('<b:userTask id="New" name="check">') < text.index('id="E"')
    assert "\t\t<b:userTask" in text
    assert "\t\t\t\t<b:flowNodeRef>E</b:flowNodeRef>\n\t\t\t\t<b:flowNodeRef>New</b:flowNodeRef>\n" in text
    assert '<b:conditionExpression xsi:type="b:tFormalExpression">a &lt; 1</b:con' in text
    assert '<d:Bounds x="200" y="5" width="100" height="80"/>' in text
    removed = [line for line in differences(diagram) if line.startswith("-")]
    assert removed == [
        '-<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"\t\t id=\'D\' xmlns:x="urn:other"',  # noqa: E501
        '-<b:endEvent id="E"/>',
        '-<b:sequenceFlow id="F2" sourceRef="N" targetRef="E"/>',
    ]


def test_places_change_in_place():
    flow = replace(BEFORE.flows[0], waypoints=((1.0, 2.0), (3.5, 4.0), (5.0, 6.0)), bounds=Bounds(1, 2, 4, 4))
    diagram = replace(with_node("N", bounds=Bounds(10, 7, 100, 80)), flows=(flow, BEFORE.flows[1]))
    assert changed(diagram) == FILE.replace('x="10.0" y="5"', 'x="10.0" y="7"').replace(
        '<w:waypoint x="3" y="4"/>', '<w:waypoint x="3.5" y="4"/><w:waypoint x="5" y="6"/>'
    )


def test_a_node_changes_its_lane_in_the_lists_only():
    assert differences(with_node("N", lane="L2")) == [
        '-<b:lane id="L1"><b:flowNodeRef>S</b:flowNodeRef><b:flowNodeRef>N</b:flowNodeRef></b:lane>',
        '+<b:lane id="L1"><b:flowNodeRef>S</b:flowNodeRef></b:lane>',
        "+<b:flowNodeRef>N</b:flowNodeRef>",
    ]


def test_a_node_becomes_another_kind_and_keeps_what_others_wrote_into_it():
    text = changed(with_node("N", kind=NodeKind.SERVICE_TASK))
    assert text == FILE.replace("<b:task ", "<b:serviceTask ").replace("</b:task>", "</b:serviceTask>")


def test_a_message_is_renamed_where_it_is_declared():
    event = EventDefinition(kind=EventKind.MESSAGE, reference="M", name="claim")
    assert changed(with_node("S", events=(event,))) == FILE.replace('name="order"', 'name="claim"')


def test_events_markers_and_conditions_come_and_go():
    timer = EventDefinition(kind=EventKind.TIMER, timer=Timer(kind=TimerKind.CYCLE, text="R/PT1H"))
    signal = EventDefinition(kind=EventKind.SIGNAL, reference="Stop", name="stop")
    diagram = with_node("S", events=(timer, signal), all_events=True)
    text = changed(diagram)
    assert '<b:signal id="Stop" name="stop"/>' in text
    assert "messageEventDefinition" not in text
    assert changed(BEFORE, text.encode()).count("EventDefinition") == 1
    looped = with_node("N", loop=Loop(kind=LoopKind.PARALLEL, cardinality="3"), for_compensation=True)
    assert "multiInstance" not in changed(BEFORE, changed(looped).encode())
    flows = (BEFORE.flows[0], replace(BEFORE.flows[1], condition="a > 1", condition_language="feel"))
    conditional = changed(replace(BEFORE, flows=flows))
    assert "conditionExpression" not in changed(BEFORE, conditional.encode())


def test_a_node_moves_into_a_new_sub_process_with_all_that_it_holds():
    around = Node(id="Sub", kind=NodeKind.SUB_PROCESS, process="P", lane="L1")
    inner = replace(BEFORE.nodes[1], parent="Sub", bounds=None)
    flows = (replace(BEFORE.flows[0], target="Sub"), replace(BEFORE.flows[1], source="Sub"))
    diagram = replace(BEFORE, nodes=(BEFORE.nodes[0], around, inner, BEFORE.nodes[2]), flows=flows)
    text = changed(diagram)
    assert text.index('id="Sub"') < text.index("<b:task ") < text.index("</b:subProcess>")
    assert """name = 'first > "one"'   id="N" x:colour="red">""" in text
    nodes = tuple(replace(it, parent=None) if it.id == "N" else it for it in diagram.nodes if it.id != "Sub")
    assert "subProcess" not in changed(replace(BEFORE, nodes=nodes), text.encode())


def test_pools_processes_notes_and_data_are_put_in():
    lane = Lane(id="L9", process="Q", pool="B", name="they")
    node = Node(id="T", kind=NodeKind.TASK, process="Q", pool="B", lane="L9")
    parts = {
        "processes": (*BEFORE.processes, Process(id="Q", name="other")),
        "pools": (Pool(id="A", process="P"), Pool(id="B", process="Q")),
        "lanes": (*(replace(it, pool="A") for it in BEFORE.lanes), lane),
        "nodes": (*(replace(it, pool="A") for it in BEFORE.nodes), node),
        "messages": (Flow(id="MF", source="N", target="T", name="asks"),),
        "artifacts": (
            Artifact(id="Note", kind=ArtifactKind.ANNOTATION, name="two\nlines"),
            Artifact(id="Frame", kind=ArtifactKind.GROUP, name="frame"),
            Artifact(id="Form", kind=ArtifactKind.DATA_OBJECT, name="form"),
            Artifact(id="Files", kind=ArtifactKind.DATA_STORE, name="files"),
        ),
        "associations": (
            Association(id="As1", source="N", target="Note"),
            Association(id="As2", source="Form", target="N", data=True),
            Association(id="As3", source="N", target="Files", data=True),
            Association(id="As4", source="Form", target="T", data=True),
        ),
        "name": "other",
    }
    diagram = replace(BEFORE, **parts)
    text = changed(diagram)
    assert 'bpmnElement="Collaboration"' in text
    left = changed(replace(BEFORE, pools=(parts["pools"][0],), lanes=parts["lanes"][:2],
                           nodes=parts["nodes"][:3]), text.encode())  # fmt: skip
    assert "other" not in left.replace("urn:other", "")
    assert "<b:dataObject" not in left


def test_the_whole_gets_a_name():
    assert "id='D' name=\"all\"" in changed(replace(BEFORE, name="all"))
    changed(replace(BEFORE, name="all", labels=(Label("en", "everything"),)))


def test_ids_that_the_reader_made_up_are_written_when_parts_come_or_go():
    data = definitions(
        '<process id="P"><task/><task id="N" name="a"/><task id="N" name="b"/><task/>'
        '<sequenceFlow id="F" sourceRef="N" targetRef="E"/><endEvent id="E"/></process>'
        '<process id="Q"><task id="N" name="c"/><task id="E"/>'
        '<sequenceFlow id="F" sourceRef="N" targetRef="E"/></process>'
    ).encode()
    diagram = read(data, "x").diagram
    kept = replace(diagram, nodes=diagram.nodes[2:])
    without = tuple(flow for flow in kept.flows if flow.source != "N")
    text = changed(replace(kept, flows=without), data)
    assert 'sourceRef="N_3"' in text
    renamed = with_name(diagram, diagram.nodes[0].id, "new")
    assert changed(renamed, data) == data.decode().replace("<task/>", '<task name="new"/>', 1)


def with_name(diagram: Diagram, id: str, name: str) -> Diagram:
    return replace(
        diagram, nodes=tuple(replace(it, name=name) if it.id == id else it for it in diagram.nodes)
    )


def test_a_file_stays_in_its_encoding_and_in_its_line_breaks():
    text = process('<task id="N" name="文件"/>').replace("><", ">\r\n<")
    data = f'<?xml version="1.0" encoding="GB18030"?>\r\n{text}'.encode("gb18030")
    diagram = read(data, "x").diagram
    new = Node(id="M", name="新 é €", kind=NodeKind.TASK, process="P")
    written = write(replace(diagram, nodes=(*diagram.nodes, new)), data)
    assert written.decode("gb18030").count("\n") == written.decode("gb18030").count("\r\n") > 4
    assert read(written, "x").diagram.node("M").name == "新 é €"
    latin = data.decode("gb18030").replace("文件", "é").replace("GB18030", "ISO-8859-1").encode("latin-1")
    written = write(replace(read(latin, "x").diagram, nodes=(*diagram.nodes[:0], new)), latin)
    assert b"&#26032; \xe9 &#8364;" in written


def test_a_new_element_may_not_take_the_id_of_something_else():
    for id in ("M", "N_di", "LS"):
        new = Node(id=id, kind=NodeKind.TASK, process="P")
        with pytest.raises(StudioError) as refusal:
            write(replace(BEFORE, nodes=(*BEFORE.nodes, new)), DATA)
        assert refusal.value.code == "write.id-taken"


def test_a_file_of_one_process_only_is_written_anew_where_it_has_no_room():
    data = b'<process id="P"><task id="N"/></process>'
    diagram = read(data, "x").diagram
    assert "<process id=" in changed(with_name(diagram, "N", "n"), data)
    assert "bpmn:participant" in changed(
        replace(
            diagram,
            id="",
            pools=(Pool(id="A", process="P"),),
            nodes=(replace(diagram.nodes[0], pool="A"),),
        ),
        data,
    )


def test_the_example_keeps_every_line_that_a_renaming_does_not_touch():
    data = EXAMPLE.read_bytes()
    diagram = read(data, "complaint.bpmn").diagram
    node = diagram.node("Task_SettleNow")
    text = changed(with_name(diagram, node.id, "另一个名字"), data)
    assert text == data.decode().replace(
        f'id="Task_SettleNow" name="{node.name}"', 'id="Task_SettleNow" name="另一个名字"'
    )


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(
    lambda it: " ".join(it.split())
)


@settings(max_examples=30)
@given(TEXT, TEXT, TEXT)
def test_any_text_survives_and_goes_away_again(name, label, note):
    diagram = with_node(
        "N",
        name=name,
        documentation=note,
        labels=(Label("en", label),),
        properties=(("method", note),),
        loop=Loop(kind=LoopKind.STANDARD, condition=note),
    )
    back = changed(BEFORE, changed(diagram).encode())
    assert changed(diagram, back.encode()) == changed(diagram)
