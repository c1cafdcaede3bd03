"""The diagram that a new process begins with: a pool with two lanes and a start event."""

from __future__ import annotations

import secrets

from studio.wording import LANGUAGES, translate

__all__ = ["blank"]

_FILE = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" \
xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" \
xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" \
xmlns:studio="urn:service-process-studio:bpmn:1" \
id="Definitions_{id}" name="{name}" targetNamespace="urn:service-process-studio:library">
  <bpmn:collaboration id="Collaboration_{id}">
    <bpmn:participant id="Pool_{id}" processRef="Process_{id}" {pool}</bpmn:participant>
  </bpmn:collaboration>
  <bpmn:process id="Process_{id}" isExecutable="false">
    <bpmn:laneSet id="Lanes_{id}">
      <bpmn:lane id="Lane_First" {first}<bpmn:flowNodeRef>Start</bpmn:flowNodeRef></bpmn:lane>
      <bpmn:lane id="Lane_Second" {second}</bpmn:lane>
    </bpmn:laneSet>
    <bpmn:startEvent id="Start" {start}</bpmn:startEvent>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="Drawing_{id}">
    <bpmndi:BPMNPlane id="Plane_{id}" bpmnElement="Collaboration_{id}">
      <bpmndi:BPMNShape id="Pool_{id}_di" bpmnElement="Pool_{id}" isHorizontal="true">
        <dc:Bounds x="160" y="80" width="960" height="400"/>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="Lane_First_di" bpmnElement="Lane_First" isHorizontal="true">
        <dc:Bounds x="190" y="80" width="930" height="200"/>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="Lane_Second_di" bpmnElement="Lane_Second" isHorizontal="true">
        <dc:Bounds x="190" y="280" width="930" height="200"/>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="Start_di" bpmnElement="Start">
        <dc:Bounds x="252" y="162" width="36" height="36"/>
        <bpmndi:BPMNLabel><dc:Bounds x="240" y="205" width="60" height="14"/></bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""

_NAMES = {
    "pool": "Customer service",
    "first": "Front line",
    "second": "Specialists",
    "start": "Customer calls",
}


def blank(name: str, language: str) -> bytes:
    """A diagram of that name, its few elements labelled in both languages; no two are the same file.

    ``name`` must be free of XML's own characters; the plain names are in ``language``.
    """
    named = {
        part: f'name="{translate(text, language)}"><bpmn:extensionElements>{_labels(text)}'
        "</bpmn:extensionElements>"
        for part, text in _NAMES.items()
    }
    return _FILE.format(id=secrets.token_hex(4), name=name, **named).encode()


def _labels(text: str) -> str:
    return "".join(f'<studio:label lang="{tag}">{translate(text, tag)}</studio:label>' for tag in LANGUAGES)
