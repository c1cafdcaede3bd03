"""A swimlane diagram with a fault as people draw it: a choice joined as if both ways were taken."""

from __future__ import annotations

__all__ = ["FAULTY", "MENDED"]

FAULTY = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="Refunds" targetNamespace="t"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:studio="urn:service-process-studio:bpmn:1">
  <collaboration id="C"><participant id="Pool" name="Refunds" processRef="P"/></collaboration>
  <process id="P" name="Refund">
    <laneSet id="L">
      <lane id="Agents" name="Agents">
        <flowNodeRef>Call</flowNodeRef><flowNodeRef>Log</flowNodeRef><flowNodeRef>Split</flowNodeRef>
        <flowNodeRef>Refund</flowNodeRef><flowNodeRef>Join</flowNodeRef><flowNodeRef>Close</flowNodeRef>
        <flowNodeRef>Done</flowNodeRef>
      </lane>
      <lane id="Experts" name="Experts"><flowNodeRef>Examine</flowNodeRef></lane>
    </laneSet>
    <startEvent id="Call" name="Customer calls"/>
    <userTask id="Log" name="Log the request"><extensionElements>
      <studio:property name="method">SOP-1</studio:property>
      <studio:property name="standardTime">5 min</studio:property>
    </extensionElements></userTask>
    <exclusiveGateway id="Split" name="Simple?" default="No"/>
    <userTask id="Refund" name="Pay the refund"/>
    <userTask id="Examine" name="Examine the case"/>
    <parallelGateway id="Join"/>
    <userTask id="Close" name="Close the case"/>
    <endEvent id="Done" name="Case closed"/>
    <sequenceFlow id="F1" sourceRef="Call" targetRef="Log"/>
    <sequenceFlow id="F2" sourceRef="Log" targetRef="Split"/>
    <sequenceFlow id="Yes" name="yes" sourceRef="Split" targetRef="Refund">
      <conditionExpression xsi:type="tFormalExpression">amount &lt; 100</conditionExpression>
    </sequenceFlow>
    <sequenceFlow id="No" name="no" sourceRef="Split" targetRef="Examine"/>
    <sequenceFlow id="F5" sourceRef="Refund" targetRef="Join"/>
    <sequenceFlow id="F6" sourceRef="Examine" targetRef="Join"/>
    <sequenceFlow id="F7" sourceRef="Join" targetRef="Close"/>
    <sequenceFlow id="F8" sourceRef="Close" targetRef="Done"/>
  </process>
</definitions>
"""
"""Whoever takes one way of “Simple?” waits at the parallel gateway for the other, which never comes."""

MENDED = FAULTY.replace("parallelGateway", "exclusiveGateway")
