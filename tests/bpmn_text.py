"""Small BPMN files for tests, and what holds for every diagram that was read."""

from __future__ import annotations

import math

from studio.model import Diagram, Element, Node
from studio.reading import Reading, read

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
OPENING = (
    f'<definitions xmlns="{MODEL}" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
    ' xmlns:studio="urn:service-process-studio:bpmn:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' id="D">'
)


def definitions(body: str, drawing: str = "") -> str:
    """A file of that body; ``drawing`` is what stands in its one plane."""
    if drawing:
        drawing = f"<bpmndi:BPMNDiagram><bpmndi:BPMNPlane>{drawing}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
    return f"{OPENING}{body}{drawing}</definitions>"


def process(body: str, drawing: str = "") -> str:
    """A file with one process, P."""
    return definitions(f'<process id="P">{body}</process>', drawing)


def shape(id: str, *place: float, attributes: str = "", inside: str = "") -> str:
    x, y, width, height = place
    bounds = f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
    return f'<bpmndi:BPMNShape bpmnElement="{id}" {attributes}>{bounds}{inside}</bpmndi:BPMNShape>'


def edge(id: str, *points: tuple[float, float], inside: str = "") -> str:
    waypoints = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in points)
    return f'<bpmndi:BPMNEdge bpmnElement="{id}">{waypoints}{inside}</bpmndi:BPMNEdge>'


def reading_of(text: str) -> Reading:
    reading = read(text.encode(), "test.bpmn")
    check(reading.diagram)
    return reading


def diagram_of(text: str) -> Diagram:
    """The diagram of a file in which nothing is wrong but that it says nothing about places."""
    reading = reading_of(text)
    assert {problem.code for problem in reading.problems} <= {"layout.none", "layout.missing"}
    return reading.diagram


def node_of(text: str, id: str = "N") -> Node:
    """One node of a process with that body."""
    return diagram_of(process(text)).node(id)


def told(reading: Reading) -> list[tuple[str, str | None]]:
    """Codes and elements of the problems, those of missing places left out."""
    return [
        (problem.code, problem.element)
        for problem in reading.problems
        if problem.code not in {"layout.none", "layout.missing"}
    ]


def check(diagram: Diagram) -> None:
    """What holds for every diagram, whatever the file was like."""
    elements = list(diagram.elements())
    ids = {element.id for element in elements}
    assert len(ids) == len(elements)
    assert "" not in ids
    processes = {process.id for process in diagram.processes}
    pools = {pool.id for pool in diagram.pools}
    lanes = {lane.id: lane for lane in diagram.lanes}
    nodes = {node.id: node for node in diagram.nodes}
    for node in diagram.nodes:
        assert node.process in processes
        assert node.pool is None or node.pool in pools
        assert node.lane is None or node.lane in lanes
        assert node.parent is None or nodes[node.parent].kind.is_container
        assert node.attached_to is None or node.attached_to in nodes
        assert node.default is None or node.default in {flow.id for flow in diagram.outgoing(node.id)}
    for lane in diagram.lanes:
        assert lane.process in processes
        assert lane.parent is None or lane.parent in lanes
    for flow in diagram.flows:
        assert flow.source in nodes
        assert flow.target in nodes
    for message in diagram.messages:
        assert {message.source, message.target} <= nodes.keys() | pools
    for association in diagram.associations:
        assert {association.source, association.target} <= ids
    for element in elements:
        check_place(element)


def check_place(element: Element) -> None:
    bounds = element.bounds
    if bounds is not None:
        assert all(map(math.isfinite, (bounds.x, bounds.y, bounds.width, bounds.height)))
        assert min(bounds.width, bounds.height) >= 0
