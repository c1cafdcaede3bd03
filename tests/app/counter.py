"""A counter that takes an order in two steps where one would do, for the tests of suggestions."""

from __future__ import annotations

from studio.reading import placed

PLAIN = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="Counter" targetNamespace="t"
    xmlns:studio="urn:service-process-studio:bpmn:1">
  <collaboration id="C"><participant id="Shop" name="Shop" processRef="P"/></collaboration>
  <process id="P">
    <laneSet id="L"><lane id="Desk" name="Desk">
      <flowNodeRef>S</flowNodeRef><flowNodeRef>Take</flowNodeRef><flowNodeRef>Enter</flowNodeRef>
      <flowNodeRef>E</flowNodeRef></lane></laneSet>
    <startEvent id="S" name="Order"/>
    <userTask id="Take" name="记下订单"><extensionElements>
      <studio:label lang="en">Take the order</studio:label><studio:label lang="zh-CN">记下订单</studio:label>
    </extensionElements></userTask>
    <userTask id="Enter" name="录入订单"><extensionElements>
      <studio:label lang="en">Enter the order</studio:label><studio:label lang="zh-CN">录入订单</studio:label>
    </extensionElements></userTask>
    <endEvent id="E" name="Done"/>
    <sequenceFlow id="F1" sourceRef="S" targetRef="Take"/>
    <sequenceFlow id="F2" sourceRef="Take" targetRef="Enter"/>
    <sequenceFlow id="F3" sourceRef="Enter" targetRef="E"/>
  </process></definitions>"""

COUNTER = placed(PLAIN.encode(), "counter.bpmn")

QUICK = """schema: 1
name: Busy
cases: 400
warm_up: 0
replications: 6
seed: 3
arrivals: {S: {every: {exponential: 5 min}}}
steps:
  Take: {time: {exponential: 2 min}, team: Desk}
  Enter: {time: {exponential: 2 min}, team: Desk}
teams: {Desk: {staff: 1, cost: 60}}
"""
