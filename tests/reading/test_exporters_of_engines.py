"""The habits of editors that come with an engine are read for what they mean."""

from __future__ import annotations

from bpmn_text import MODEL, reading_of, told
from exported import DC, DD, DI, flows


def test_camunda_modeler_nests_lanes_and_lists_their_nodes_in_both():
    diagram = reading_of(
        f"""<bpmn:definitions xmlns:bpmn="{MODEL}" xmlns:bpmndi="{DI}" xmlns:dc="{DC}" id="Definitions_1"
        xmlns:modeler="http://camunda.org/schema/modeler/1.0"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
        targetNamespace="http://bpmn.io/schema/bpmn" exporter="Camunda Modeler" exporterVersion="5.23.0"
        modeler:executionPlatform="Camunda Platform"><bpmn:process id="P" isExecutable="true"><bpmn:laneSet
        id="S">
          <bpmn:lane id="Outer" name="Centre"><bpmn:flowNodeRef>T</bpmn:flowNodeRef><bpmn:childLaneSet id="C">
            <bpmn:lane id="Inner" name="Front"><bpmn:flowNodeRef>T</bpmn:flowNodeRef></bpmn:lane>
            <bpmn:lane id="Empty"/></bpmn:childLaneSet></bpmn:lane></bpmn:laneSet>
          <bpmn:userTask id="T" name="Ask" camunda:assignee="${{demo}}"><bpmn:extensionElements>
            <camunda:inputOutput><camunda:inputParameter
            name="a">1</camunda:inputParameter></camunda:inputOutput>
          </bpmn:extensionElements><bpmn:multiInstanceLoopCharacteristics camunda:collection="${{all}}"/>
          </bpmn:userTask></bpmn:process></bpmn:definitions>"""
    ).diagram
    assert diagram.node("T").lane == "Inner"
    assert [(it.id, it.parent) for it in diagram.lanes] == [
        ("Outer", None),
        ("Inner", "Outer"),
        ("Empty", "Outer"),
    ]
    assert diagram.node("T").loop.collection == "${all}"
    assert diagram.exporter == "Camunda Modeler 5.23.0"


def test_camunda_for_zeebe_says_in_elements_what_others_say_in_attributes():
    diagram = reading_of(
        f"""<bpmn:definitions xmlns:bpmn="{MODEL}" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">
        <bpmn:process id="P"><bpmn:callActivity id="C"><bpmn:extensionElements>
          <zeebe:calledElement processId="Other"/></bpmn:extensionElements>
          <bpmn:multiInstanceLoopCharacteristics isSequential="true"><bpmn:extensionElements>
            <zeebe:loopCharacteristics inputCollection="=items"/></bpmn:extensionElements>
          </bpmn:multiInstanceLoopCharacteristics></bpmn:callActivity>
          <bpmn:intermediateCatchEvent id="W" name=""><bpmn:timerEventDefinition>
            <bpmn:timeDuration xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
              xsi:type="bpmn:tFormalExpression">PT48H</bpmn:timeDuration></bpmn:timerEventDefinition>
          </bpmn:intermediateCatchEvent></bpmn:process></bpmn:definitions>"""
    )
    assert diagram.diagram.node("C").loop.collection == "=items"
    assert [(hint.element, hint.value) for hint in diagram.hints] == [("W", "48 h")]


def test_the_camunda_plugin_for_eclipse_breaks_lines_as_windows_does_and_leaves_planes_empty():
    reading = reading_of(
        f"""<bpmn2:definitions xmlns:bpmn2="{MODEL}" xmlns:bpmndi="{DI}" exporter="camunda modeler"
        exporterVersion="2.7.0"><bpmn2:process id="Process_1"><bpmn2:subProcess id="S"
          name="Collapsed &#xD;&#xA;Sub">
        </bpmn2:subProcess><bpmn2:boundaryEvent id="B" name="After&#xD;&#xA;2 days" attachedToRef="S"
        cancelActivity="false"><bpmn2:timerEventDefinition id="TimerEventDefinition_1"/></bpmn2:boundaryEvent>
        </bpmn2:process><bpmndi:BPMNDiagram id="D"><bpmndi:BPMNPlane id="L" bpmnElement="Process_1"/>
        </bpmndi:BPMNDiagram></bpmn2:definitions>"""
    )
    assert [node.name for node in reading.diagram.nodes] == ["Collapsed Sub", "After 2 days"]
    assert not reading.diagram.node("B").interrupting
    assert [hint.value for hint in reading.hints] == ["2 d"]


def test_bpmn_io_draws_what_is_in_a_collapsed_sub_process_on_a_plane_of_its_own():
    diagram = reading_of(
        f"""<bpmn:definitions xmlns:bpmn="{MODEL}" xmlns:bpmndi="{DI}" xmlns:dc="{DC}"
        xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" exporter="bpmn-js (https://demo.bpmn.io)">
        <bpmn:process id="P"><bpmn:laneSet id="LS"><bpmn:lane
          id="A"><bpmn:flowNodeRef>S</bpmn:flowNodeRef></bpmn:lane>
        <bpmn:lane id="B"/></bpmn:laneSet><bpmn:subProcess id="S"><bpmn:task
          id="T"/></bpmn:subProcess></bpmn:process>
        <bpmndi:BPMNDiagram id="D1"><bpmndi:BPMNPlane id="L1" bpmnElement="P">
          <bpmndi:BPMNShape id="a" bpmnElement="A"><dc:Bounds x="0" y="0" width="600"
          height="100"/></bpmndi:BPMNShape>
          <bpmndi:BPMNShape id="b" bpmnElement="B"><dc:Bounds x="0" y="100" width="600"
          height="100"/></bpmndi:BPMNShape>
          <bpmndi:BPMNShape id="s" bpmnElement="S" bioc:stroke="#1e88e5"><dc:Bounds x="200" y="10" width="100"
            height="80"/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
        <bpmndi:BPMNDiagram id="D2"><bpmndi:BPMNPlane id="L2" bpmnElement="S">
          <bpmndi:BPMNShape id="t" bpmnElement="T"><dc:Bounds x="200" y="110" width="100" height="80"/>
          </bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>"""
    ).diagram
    assert {node.lane for node in diagram.nodes} == {"A"}
    assert diagram.node("S").collapsed


def test_activiti_designer_closes_every_tag_in_full_and_draws_before_it_labels():
    diagram = reading_of(
        f"""<?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="{MODEL}" xmlns:activiti="http://activiti.org/bpmn" xmlns:bpmndi="{DI}"
          xmlns:omgdc="{DC}"
        xmlns:omgdi="{DD}" targetNamespace="http://www.activiti.org/test">
        <process id="myProcess" name="请假流程"
        isExecutable="true"><startEvent id="startevent1" name="开始" activiti:initiator="user"></startEvent>
        <userTask id="usertask1" name="部门经理审批" activiti:candidateGroups="deptLeader"></userTask>
        <sequenceFlow id="flow1" sourceRef="startevent1" targetRef="usertask1"><conditionExpression
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
          xsi:type="tFormalExpression"><![CDATA[${{days > 3}}]]></conditionExpression></sequenceFlow>
          </process>
        <bpmndi:BPMNDiagram id="D"><bpmndi:BPMNPlane bpmnElement="myProcess"><bpmndi:BPMNEdge
          bpmnElement="flow1">
          <omgdi:waypoint x="55.0" y="207.0"></omgdi:waypoint><omgdi:waypoint x="100.0"
          y="207.0"></omgdi:waypoint>
          <bpmndi:BPMNLabel><omgdc:Bounds height="-1.0" width="-1.0" x="0.0" y="0.0"></omgdc:Bounds>
          </bpmndi:BPMNLabel></bpmndi:BPMNEdge></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"""
    ).diagram
    assert diagram.node("usertask1").name == "部门经理审批"
    flow = diagram.flows[0]
    assert (flow.condition, flow.label_bounds, len(flow.waypoints)) == ("${days > 3}", None, 2)


def test_flowable_puts_its_forms_and_stencils_beside_the_steps():
    diagram = reading_of(
        f"""<definitions xmlns="{MODEL}" xmlns:flowable="http://flowable.org/bpmn"
        xmlns:design="http://flowable.org/design" exporter="Flowable Open Source Modeler"
          exporterVersion="6.7.2">
        <process id="leave" name="请假" isExecutable="true"><startEvent id="s"
          flowable:formFieldValidation="true">
          <extensionElements><design:stencilid><![CDATA[StartNoneEvent]]></design:stencilid>
          </extensionElements>
        </startEvent><userTask id="t" name="提交人" flowable:assignee="1"><extensionElements>
          <flowable:executionListener event="end"
          class="x.Y"></flowable:executionListener></extensionElements>
          <multiInstanceLoopCharacteristics isSequential="false" flowable:collection="people"
            flowable:elementVariable="one"></multiInstanceLoopCharacteristics></userTask>
        <boundaryEvent id="b" name="24小时内未处理" attachedToRef="t" cancelActivity="true">
        <timerEventDefinition/>
        </boundaryEvent></process></definitions>"""
    )
    assert diagram.diagram.node("t").loop.collection == "people"
    assert [hint.value for hint in diagram.hints] == ["24 h"]


def test_jbpm_names_elements_in_its_metadata_as_well_and_declares_every_datum():
    reading = reading_of(
        f"""<bpmn2:definitions xmlns:bpmn2="{MODEL}" xmlns:drools="http://www.jboss.org/drools" id="_x"
        exporter="jBPM Process Modeler" exporterVersion="2.0" targetNamespace="http://www.omg.org/bpmn20">
        <bpmn2:itemDefinition id="__item" structureRef="Object"/><bpmn2:process id="p.q"
          drools:packageName="com.x"
        drools:version="1.0" name="q" isExecutable="true" processType="Public"><bpmn2:laneSet id="_ls">
          <bpmn2:lane id="_L" name="Clerk"><bpmn2:extensionElements><drools:metaData name="elementname">
            <drools:metaValue><![CDATA[Clerk]]></drools:metaValue></drools:metaData></bpmn2:extensionElements>
            <bpmn2:flowNodeRef>_T</bpmn2:flowNodeRef></bpmn2:lane></bpmn2:laneSet>
        <bpmn2:userTask id="_T" name="Approve"><bpmn2:ioSpecification><bpmn2:dataInput id="_T_in"
          drools:dtype="Object" itemSubjectRef="__item"
          name="TaskName"/><bpmn2:inputSet><bpmn2:dataInputRefs>_T_in
          </bpmn2:dataInputRefs></bpmn2:inputSet></bpmn2:ioSpecification><bpmn2:dataInputAssociation>
          <bpmn2:targetRef>_T_in</bpmn2:targetRef><bpmn2:assignment><bpmn2:from>a</bpmn2:from>
          <bpmn2:to>_T_in</bpmn2:to>
          </bpmn2:assignment></bpmn2:dataInputAssociation></bpmn2:userTask></bpmn2:process>
        <bpmn2:relationship type="BPSimData"><bpmn2:source>_x</bpmn2:source><bpmn2:target>_x</bpmn2:target>
        </bpmn2:relationship></bpmn2:definitions>"""
    )
    assert reading.diagram.node("_T").lane == "_L"
    assert reading.diagram.artifacts == ()
    assert {code for code, _ in told(reading)} <= {"id.missing"}


def test_ibm_names_its_namespaces_by_number_and_numbers_its_times_elsewhere():
    reading = reading_of(
        f"""<ns0:definitions xmlns:ns0="{MODEL}" xmlns:ns2="http://www.ibm.com/bpm/Extensions"
        xmlns:ns3="http://www.ibm.com/xmlns/prod/bpm/bpmn/ext/process" xmlns:tns="urn:x"
          targetNamespace="urn:x">
        <ns0:collaboration id="c"><ns0:participant id="p" name="Office"
          processRef="tns:q"/></ns0:collaboration>
        <ns0:process id="q"><ns0:laneSet id="ls"><ns0:lane id="l" name="Clerk" partitionElementRef="tns:r">
          <ns0:flowNodeRef>tns:t</ns0:flowNodeRef></ns0:lane></ns0:laneSet><ns0:userTask id="t" name="Approve"
          ns3:x="y"/></ns0:process></ns0:definitions>"""
    )
    node = reading.diagram.node("t")
    assert (node.pool, node.lane) == ("p", "l")
    assert told(reading) == []


def test_oracle_leaves_lanes_without_list_and_says_its_own_in_extensions():
    drawing = "".join(
        f'<bpmndi:BPMNShape bpmnElement="{id}"><dc:Bounds x="{x}" y="{y}" width="{w}" height="{h}"/><'
        f"/bpmndi:BPMNShape>"
        for id, x, y, w, h in (("L1", 0, 0, 900, 200), ("L2", 0, 200, 900, 200), ("T", 100, 220, 100, 80))
    )
    diagram = reading_of(
        f"""<definitions xmlns="{MODEL}" xmlns:bpmndi="{DI}" xmlns:dc="{DC}"
        xmlns:ora="http://xmlns.oracle.com/bpm/OracleExtensions"><process id="P"><extensionElements>
        <ora:OracleExtensions><ora:ConversationDefinition/></ora:OracleExtensions></extensionElements>
        <laneSet><lane id="L1" name="Sales"/><lane id="L2" name="Legal"/></laneSet><userTask
          id="T"/></process>
        <bpmndi:BPMNDiagram><bpmndi:BPMNPlane>{drawing}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
        </definitions>"""
    ).diagram
    assert diagram.node("T").lane == "L2"


def test_bonita_lists_its_actors_as_pools_that_are_nowhere_drawn():
    reading = reading_of(
        f"""<model:definitions xmlns:model="{MODEL}" xmlns:di="{DI}" xmlns:dc="{DC}" exporter="BonitaSoft"
        exporterVersion="7.2.3" expressionLanguage="http://groovy.codehaus.org/"><model:collaboration id="_c">
        <model:participant id="_p" name="Pool" processRef="_q"/><model:participant id="_a"
          name="Employee actor">
        <model:documentation>Any user</model:documentation></model:participant></model:collaboration>
        <model:process id="_q" name="Pool"><model:ioSpecification id="_io"><model:inputSet/><model:outputSet/>
        </model:ioSpecification><model:laneSet id="Pool_laneSet"><model:lane id="_l" name="lane">
        <model:flowNodeRef>_t</model:flowNodeRef></model:lane></model:laneSet><model:task
          id="_t"/></model:process>
        <di:BPMNDiagram name="A"><di:BPMNPlane bpmnElement="_c"><di:BPMNShape bpmnElement="_q"
          isHorizontal="true">
        <dc:Bounds height="250.0" width="1200.0" x="30.0"
          y="30.0"/></di:BPMNShape></di:BPMNPlane></di:BPMNDiagram>
        </model:definitions>"""
    )
    assert [(pool.name, pool.process) for pool in reading.diagram.pools] == [
        ("Pool", "_q"),
        ("Employee actor", None),
    ]
    assert reading.diagram.node("_t").pool == "_p"


def test_older_bonita_leaves_the_process_of_an_id_out_of_references():
    diagram = reading_of(
        f"""<model:definitions xmlns:model="{MODEL}" xmlns:di="{DI}" xmlns:dc="{DC}" exporter="BonitaSoft">
        <model:process id="Approvals"><model:laneSet><model:lane id="Approvals.Boss" name="Boss">
        <model:flowNodeRef>Sign</model:flowNodeRef></model:lane></model:laneSet><model:task
          id="Approvals.Ask"/>
        <model:task id="Approvals.Sign"/><model:sequenceFlow id="Approvals.F" sourceRef="Ask"
          targetRef="Sign"/>
        </model:process><model:process id="Sign"><model:task id="Sign.Ask"/></model:process>
        <di:BPMNDiagram><di:BPMNPlane bpmnElement="Approvals"><di:BPMNShape bpmnElement="Sign">
        <dc:Bounds height="50" width="90" x="30" y="30"/></di:BPMNShape></di:BPMNPlane></di:BPMNDiagram>
        </model:definitions>"""
    ).diagram
    assert diagram.node("Approvals.Sign").lane == "Approvals.Boss"
    assert diagram.node("Approvals.Sign").bounds.x == 30
    assert flows(diagram) == [("Approvals.Ask", "Approvals.Sign")]
