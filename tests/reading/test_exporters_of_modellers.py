"""The habits of modelling tools are read for what they mean."""

from __future__ import annotations

from bpmn_text import MODEL, reading_of, told
from exported import DC, DD, DI, flows

from studio.model import ArtifactKind, Label, NodeKind
from studio.reading import read


def test_signavio_lists_data_in_lanes_keeps_loose_flows_and_ends_names_in_a_blank():
    reading = reading_of(
        f"""<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="{MODEL}" xmlns:bpmndi="{DI}"
        xmlns:omgdc="{DC}" xmlns:omgdi="{DD}" xmlns:signavio="http://www.signavio.com" id="sid-0"
        exporter="Signavio Process Editor, http://www.signavio.com" exporterVersion="19.9.0" xml:lang="en-US">
        <process id="sid-1" isClosed="false" isExecutable="false" processType="None"><laneSet id="sid-2">
          <lane id="sid-3" name="Front &#10;desk"><extensionElements><signavio:signavioMetaData
          metaKey="bgcolor"
            metaValue=""/></extensionElements><flowNodeRef>sid-4</flowNodeRef><flowNodeRef>sid-5</flowNodeRef>
          </lane></laneSet>
          <task completionQuantity="1" id="sid-4" isForCompensation="false" name="Take the &#10;call "
            startQuantity="1"><extensionElements><signavio:signavioLabel ref="text_name" x="16.0" y="-8.0"/>
            </extensionElements><outgoing>sid-6</outgoing></task>
          <dataObjectReference dataObjectRef="sid-7" id="sid-5" name="Form"/><dataObject id="sid-7"/>
          <sequenceFlow id="sid-6" isImmediate="true" name="" sourceRef="sid-4" targetRef="sid-gone"/>
          <sequenceFlow id="sid-8" isImmediate="true" name=""/>
        </process><bpmndi:BPMNDiagram id="sid-9"><bpmndi:BPMNPlane bpmnElement="sid-1">
          <bpmndi:BPMNShape bpmnElement="sid-3" id="sid-3_gui" isHorizontal="true">
            <omgdc:Bounds height="250.0" width="570.0" x="75.0" y="75.0"/></bpmndi:BPMNShape>
          <bpmndi:BPMNShape bpmnElement="sid-4" id="sid-4_gui"><omgdc:Bounds height="80.0" width="100.0"
          x="165.0"
            y="115.0"/><bpmndi:BPMNLabel labelStyle="sid-s"><omgdc:Bounds height="12.0" width="50.0" x="190.0"
            y="140.0"/></bpmndi:BPMNLabel></bpmndi:BPMNShape>
        </bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"""
    )
    node = reading.diagram.node("sid-4")
    assert (node.name, node.lane) == ("Take the call", "sid-3")
    assert reading.diagram.lanes[0].name == "Front desk"
    assert [it.kind for it in reading.diagram.artifacts] == [ArtifactKind.DATA_OBJECT]
    codes = [code for code, _ in told(reading)]
    assert codes == ["flow.unknown-target", "flow.no-source", "flow.no-target"]


def test_signavio_draws_a_collapsed_sub_process_again_in_a_diagram_of_its_own():
    shape = (
        '<bpmndi:BPMNShape bpmnElement="{}"{}>'
        '<omgdc:Bounds height="80" width="100" x="9" y="9"/></bpmndi:BPMNShape>'
    )
    page = (
        '<bpmndi:BPMNDiagram id="D{0}">'
        '<bpmndi:BPMNPlane bpmnElement="{0}">{1}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>'
    )
    diagram = reading_of(
        f'<definitions xmlns="{MODEL}" xmlns:bpmndi="{DI}" xmlns:omgdc="{DC}"><process id="sid-P">'
        '<subProcess id="sid-S" name="Check"><task id="sid-T"/></subProcess></process>'
        + page.format("sid-P", shape.format("sid-S", ' isExpanded="false"'))
        + page.format("sid-S", shape.format("sid-T", ""))
        + "</definitions>"
    ).diagram
    assert diagram.node("sid-S").collapsed
    assert (diagram.node("sid-T").parent, diagram.node("sid-T").bounds.x) == ("sid-S", 9)


def test_bizagi_puts_its_pools_last_and_has_an_empty_lane_set_in_every_lane():
    reading = reading_of(
        f"""<?xml version="1.0"?><definitions id="_1" targetNamespace="http://www.bizagi.com/definitions/_1"
        xmlns="{MODEL}"><process id="Id_2"><documentation /><laneSet id="ls"><lane id="Id_3" name="Agents">
          <flowNodeRef>Id_4</flowNodeRef><childLaneSet id="Id_5" /></lane></laneSet>
          <startEvent id="Id_4" name="Start"><extensionElements>
            <bizagi:BizagiExtensions xmlns:bizagi="http://www.bizagi.com/bpmn20"><bizagi:BizagiProperties>
              <bizagi:BizagiProperty name="bgColor" value="White" /></bizagi:BizagiProperties>
            </bizagi:BizagiExtensions></extensionElements></startEvent></process>
        <process id="Id_6"><laneSet id="Id_7" /></process>
        <collaboration id="C"><participant id="Id_8" name="Centre" processRef="Id_2" />
          <participant id="Id_9" processRef="Id_6" /></collaboration>
        <BPMNDiagram id="D" xmlns="{DI}"><BPMNPlane id="L" bpmnElement="C">
          <extension xmlns="{DD}" />
          <BPMNShape id="s" bpmnElement="Id_4"><extension xmlns="{DD}" />
            <Bounds x="72" y="120" width="30" height="30" xmlns="{DC}" />
            <BPMNLabel id="l" labelStyle="st"><extension xmlns="{DD}" />
              <Bounds x="76" y="179" width="0" height="0" xmlns="{DC}" /></BPMNLabel></BPMNShape></BPMNPlane>
        </BPMNDiagram></definitions>"""
    )
    node = reading.diagram.node("Id_4")
    assert (node.pool, node.lane, node.documentation) == ("Id_8", "Id_3", "")
    assert node.bounds.x == 72
    assert [pool.name for pool in reading.diagram.pools] == ["Centre", ""]
    assert told(reading) == []


def test_adonis_wraps_notes_in_cdata_and_gives_every_element_its_record_of_attributes():
    reading = reading_of(
        f"""<definitions xmlns="{MODEL}" xmlns:adonis="http://www.boc-group.com" xmlns:bpmndi="{DI}"
        xmlns:omgdc="{DC}" xmlns:bpmn="{MODEL}" xmlns:semantic="{MODEL}"><process id="process_1" name="A"
        isClosed="false" processType="None"><extensionElements><adonis:modelattributes><adonis:attribute
          name="A_COMPLIANCE" type="ENUM"><adonis:value>No entry</adonis:value><adonis:metavalue/>
          </adonis:attribute><adonis:record
          name="PROCESS_INDICATORS"/></adonis:modelattributes></extensionElements>
        <task name="Check" id="_1"><documentation><![CDATA[Look at <b>both</b> pages
 ]]></documentation></task></process>
        <bpmndi:BPMNDiagram name="A" id="D"><bpmndi:BPMNPlane id="L"
          bpmnElement="process_1"><bpmndi:BPMNShape bpmnElement="_1"
            isExpanded="true" id="BPMN_Shape_1"><omgdc:Bounds height="64" width="100" x="511" y="322"/>
            <bpmndi:BPMNLabel/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"""
    )
    node = reading.diagram.node("_1")
    assert node.documentation == "Look at <b>both</b> pages"
    assert node.label_bounds is None
    assert told(reading) == []


def test_aris_keeps_names_in_several_languages():
    diagram = reading_of(
        f"""<semantic:definitions xmlns:semantic="{MODEL}" exporter="ARIS" exporterVersion="10.0.0.42"
        xmlns:i18n="http://www.omg.org/spec/BPMN/non-normative/extensions/i18n/1.0" name="Bewerbung">
        <semantic:process id="P" name="Bewerbung" xml:lang="de"><semantic:extensionElements>
          <i18n:translation target="@name" xml:lang="en">Application</i18n:translation>
        </semantic:extensionElements><semantic:task id="T"/></semantic:process></semantic:definitions>"""
    ).diagram
    assert diagram.processes[0].labels == (Label("en", "Application"),)


def test_a_visio_add_in_puts_attributes_of_the_default_namespace_into_its_extensions():
    reading = reading_of(
        f"""<!--Created by Process Modeler 6 SR1 for Microsoft Visio (http://www.itp-commerce.com)-->
        <definitions xmlns="{MODEL}" xmlns:itp="http://www.itp-commerce.com/BPMN2.0" itp:version="1.0"
        itp:creationDate="04.11.2008 15:43:58"><process id="P" name="Repair"><extensionElements>
          <itp:systemDefinedAttributes><attribute name="KPICost" type="Float" value="1"><attribute
          name="KPITime"/>
          </attribute></itp:systemDefinedAttributes></extensionElements>
        <userTask id="T"><documentation
          id="d"/><extensionElements><itp:systemDefinedAttributes/></extensionElements>
        </userTask></process></definitions>"""
    )
    assert reading.diagram.node("T").kind is NodeKind.USER_TASK
    assert told(reading) == []


def test_trisotech_has_a_collaboration_and_a_page_for_each_pool_and_a_default_namespace_of_its_own():
    pages = "".join(
        f'<bpmndi:BPMNDiagram id="D{n}"><bpmndi:BPMNPlane bpmnElement="_c{n}"><'
        f'bpmndi:BPMNShape bpmnElement="_p{n}">'
        f'<dc:Bounds x="9" y="9" width="900" height="200"/></bpmndi:BPMNShape><'
        f'bpmndi:BPMNShape bpmnElement="_t{n}">'
        '<dc:Bounds x="99" y="99" width="99" height="68"/></bpmndi:BPMNShape></bpmndi:BPMNPlane><'
        "/bpmndi:BPMNDiagram>"
        for n in (1, 2)
    )
    bodies = "".join(
        f'<semantic:collaboration id="_c{n}"><semantic:participant id="_p{n}" name="Pool {n}"'
        f' processRef="_q{n}"/>'
        f'</semantic:collaboration><semantic:process id="_q{n}" triso:defaultName="true"><semantic:laneSet>'
        f'<semantic:lane id="_l{n}" name="Lane"><semantic:flowNodeRef>_t{n}</semantic:flowNodeRef><'
        f"/semantic:lane>"
        f'</semantic:laneSet><semantic:task id="_t{n}" name="Step {n}"/></semantic:process>'
        for n in (1, 2)
    )
    diagram = reading_of(
        f'<semantic:definitions xmlns:semantic="{MODEL}" xmlns:bpmndi="{DI}" xmlns:dc="{DC}" id="_0"'
        ' xmlns="http://www.trisotech.com/definitions/_0"'
        ' xmlns:triso="http://www.trisotech.com/2015/triso/modeling"'
        f' exporter="BPMN Modeler" exporterVersion="6.2.0">{bodies}{pages}</semantic:definitions>'
    ).diagram
    assert [(node.pool, node.lane, node.bounds.x) for node in diagram.nodes] == [
        ("_p1", "_l1", 99),
        ("_p2", "_l2", 99),
    ]


def test_enterprise_architect_writes_guids_for_ids_and_pools_as_lanes_do():
    diagram = reading_of(
        f"""<?xml version="1.0" encoding="windows-1252"?><bpmn:definitions xmlns:bpmn="{MODEL}"
        id="EAID_DE000000" targetNamespace="www.sparxsystems.com.au/bpmn20" exporter="Enterprise Architect"
        exporterVersion="15.2" name="Order"><bpmn:collaboration id="EAID_C"><bpmn:participant id="EAID_P"
          name="Shop"
        processRef="EAID_Q"/></bpmn:collaboration><bpmn:process id="EAID_Q"><bpmn:laneSet id="EAID_S">
        <bpmn:lane id="EAID_L"
          name="Desk"><bpmn:flowNodeRef>EAID_T</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
        <bpmn:task id="EAID_T" name="Take"/></bpmn:process></bpmn:definitions>"""
    ).diagram
    assert (diagram.name, diagram.node("EAID_T").lane, diagram.node("EAID_T").pool) == (
        "Order",
        "EAID_L",
        "EAID_P",
    )


def test_yaoqiang_lists_flows_before_their_ends_and_numbers_everything():
    diagram = reading_of(
        f"""<definitions xmlns="{MODEL}" xmlns:yaoqiang="http://bpmn.sourceforge.net" id="_1" name=""
        exporter="Yaoqiang BPMN Editor" exporterVersion="4.0"><collaboration
          id="COLLABORATION_1"><participant id="_2"
        name="Participant" processRef="PROCESS_1"><extensionElements><yaoqiang:pageFormat height="841.88"/>
        </extensionElements><participantMultiplicity maximum="1" minimum="0"/></participant></collaboration>
        <process id="PROCESS_1" isClosed="false"><extensionElements><yaoqiang:page background="#FFFFFF"/>
        </extensionElements><sequenceFlow id="_4" sourceRef="_2a" targetRef="_3"/><task id="_3"
          name="Task 1"/>
        <startEvent id="_2a" isInterrupting="true"
          parallelMultiple="false"><outgoing>_4</outgoing><outputSet/>
        </startEvent></process></definitions>"""
    )
    assert flows(diagram.diagram) == [("_2a", "_3")]
    assert {node.pool for node in diagram.diagram.nodes} == {"_2"}


def test_genmymodel_prefixes_every_reference_and_writes_windows_letters_as_utf_8():
    text = f"""<?xml version="1.0" encoding="UTF-8"?><bpmn2:definitions xmlns:bpmn2="{MODEL}"
        xmlns:bpmndi="{DI}"
        xmlns:dc="{DC}" xmlns:di="{DD}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
        exporter="GenMyModel" exporterVersion="0.1" name="model"><bpmn2:collaboration id="_c">
        <bpmn2:participant id="_p" name="Pool" processRef="bpmn2:_q"/></bpmn2:collaboration><bpmn2:process
          id="_q">
        <bpmn2:laneSet><bpmn2:lane id="_l"
          name="Lane 1"><bpmn2:flowNodeRef>bpmn2:_t</bpmn2:flowNodeRef></bpmn2:lane>
        </bpmn2:laneSet><bpmn2:task id="_s"/><bpmn2:task id="_t" name="Klärung"/><bpmn2:sequenceFlow id="_f"
        sourceRef="bpmn2:_s" targetRef="bpmn2:_t"/></bpmn2:process><bpmndi:BPMNDiagram>
        <bpmndi:BPMNPlane bpmnElement="bpmn2:_c"><bpmndi:BPMNShape bpmnElement="bpmn2:_t"><dc:Bounds
          height="80.0"
        width="100.0" x="20.0" y="20.0"/></bpmndi:BPMNShape><bpmndi:BPMNEdge bpmnElement="bpmn2:_f">
        <di:waypoint xsi:type="dc:Point" x="1.0" y="2.0"/><di:waypoint xsi:type="dc:Point" x="3.0" y="2.0"/>
        </bpmndi:BPMNEdge></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn2:definitions>"""
    reading = read(text.encode("cp1252"), "x.bpmn")
    node = reading.diagram.node("_t")
    assert (node.name, node.pool, node.lane, node.bounds.x) == ("Klärung", "_p", "_l", 20)
    assert (flows(reading.diagram), len(reading.diagram.flows[0].waypoints)) == ([("_s", "_t")], 2)
    assert "file.encoding" in {problem.code for problem in reading.problems}


def test_modelio_redeclares_its_namespaces_and_unsets_the_default_one():
    diagram = reading_of(
        f"""<definitions xmlns="{MODEL}" xmlns:ns3="{DC}" xmlns:ns4="{DI}" id="MO-1" name="A.2.0">
        <process name="P" id="MO-2"><task name="Task 1" id="MO-3"><ns5:outgoing xmlns:ns5="{MODEL}"
          xmlns="">MO-5
        </ns5:outgoing></task><task id="MO-4"><ns5:incoming xmlns:ns5="{MODEL}"
          xmlns="">MO-5</ns5:incoming></task>
        <ns5:boundaryEvent xmlns:ns5="{MODEL}" xmlns="" attachedToRef="MO-3"
          id="MO-6"><ns5:timerEventDefinition/>
        </ns5:boundaryEvent><sequenceFlow id="MO-5"/></process>
        <ns4:BPMNDiagram name="P diagram"><ns4:BPMNPlane xmlns:ns5="{MODEL}" xmlns="" bpmnElement="MO-2">
        <ns4:BPMNShape bpmnElement="MO-3"><ns3:Bounds x="110.0" y="90.0" width="33.0" height="33.0"/>
        </ns4:BPMNShape></ns4:BPMNPlane></ns4:BPMNDiagram></definitions>"""
    )
    assert flows(diagram.diagram) == [("MO-3", "MO-4")]
    assert diagram.diagram.node("MO-6").attached_to == "MO-3"
    assert diagram.diagram.node("MO-3").bounds.x == 110


def test_w4_says_that_every_shape_lies_and_types_its_points():
    diagram = reading_of(
        f"""<bpmn:definitions xmlns:bpmn="{MODEL}" xmlns:bpmndi="{DI}" xmlns:dc="{DC}" xmlns:di="{DD}"
        xmlns:w4graph="http://www.w4.eu/spec/BPMN/20110930/GRAPH"
          xmlns:w4="http://www.w4.eu/spec/BPMN/20110701/MODEL"
        w4:version="1.0" exporter="W4 BPMN+ Composer" exporterVersion="9.4.34.0"><bpmn:process id="P">
        <bpmn:extensionElements><w4graph:graphStyle><w4graph:root><Grid spacing="15"/></w4graph:root>
        </w4graph:graphStyle></bpmn:extensionElements><bpmn:startEvent id="S"
          name="Start Event 2&#xD;&#xA;Message"/>
        </bpmn:process><bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="P"><bpmndi:BPMNShape bpmnElement="S"
        isHorizontal="true" isMessageVisible="true"><dc:Bounds height="32.0" width="32.0" x="51.0" y="49.0"/>
        </bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>"""
    ).diagram
    assert (diagram.node("S").name, diagram.node("S").bounds.x) == ("Start Event 2 Message", 51)


def test_igrafx_keeps_what_it_alone_knows_in_a_namespace_of_its_own():
    reading = reading_of(
        f"""<definitions xmlns="{MODEL}" xmlns:ixbpmn="http://www.igrafx.com/ixbpmn" exporter="iGrafx">
        <process id="P">
        <laneSet><lane id="A" name="Dept"><flowNodeRef>T</flowNodeRef><childLaneSet><lane id="B" name="Role">
        <flowNodeRef>T</flowNodeRef></lane></childLaneSet></lane></laneSet><task id="T" ixbpmn:shape="x"/>
        <ixbpmn:milestone id="M"/></process></definitions>"""
    )
    assert [node.lane for node in reading.diagram.nodes] == ["B"]
    assert told(reading) == []


def test_process_simulators_add_their_numbers_to_a_diagram_of_another_tool():
    reading = reading_of(
        f"""<definitions xmlns="{MODEL}" xmlns:qbp="http://www.qbp-simulator.com/Schema201212">
        <process id="P">
        <task id="T" name="Prüfen"/><intermediateCatchEvent id="W"
          name="nach 14 Tagen"><timerEventDefinition/>
        </intermediateCatchEvent></process></definitions>"""
    )
    assert [(it.element, it.value, it.source) for it in reading.hints] == [
        ("W", "14 d", "label “nach 14 Tagen”")
    ]
