"""Diagrams as other tools write them: their namespaces, and who leads where."""

from __future__ import annotations

from studio.model import Diagram

DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"


def flows(diagram: Diagram) -> list[tuple[str, str]]:
    return [(flow.source, flow.target) for flow in diagram.flows]
