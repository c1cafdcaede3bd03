"""In which lane each node is."""

from __future__ import annotations

from bpmn_text import definitions, diagram_of, process, reading_of, shape, told


def lane(id: str, *nodes: str, inside: str = "") -> str:
    references = "".join(f"<flowNodeRef>{node}</flowNodeRef>" for node in nodes)
    return f'<lane id="{id}" name="{id}">{references}{inside}</lane>'


def lanes(*inside: str) -> str:
    return f'<laneSet id="S">{"".join(inside)}</laneSet>'


def test_a_lane_lists_its_nodes():
    diagram = diagram_of(process(lanes(lane("A", "N"), lane("B", "M")) + '<task id="N"/><task id="M"/>'))
    assert [node.lane for node in diagram.nodes] == ["A", "B"]
    assert [(it.process, it.pool, it.parent) for it in diagram.lanes] == [("P", None, None)] * 2


def test_a_node_that_no_lane_lists_is_where_it_is_drawn():
    drawing = (
        shape("A", 0, 0, 500, 100)
        + shape("B", 0, 100, 500, 100)
        + shape("N", 10, 10, 100, 80)
        + shape("M", 10, 90, 100, 80)
    )
    diagram = diagram_of(process(lanes(lane("A"), lane("B")) + '<task id="N"/><task id="M"/>', drawing))
    assert [node.lane for node in diagram.nodes] == ["A", "B"]


def test_a_node_outside_of_all_lanes_is_in_none_and_told():
    drawing = shape("A", 0, 0, 500, 100) + shape("N", 600, 10, 100, 80)
    reading = reading_of(process(lanes(lane("A")) + '<task id="N"/>', drawing))
    assert reading.diagram.node("N").lane is None
    assert told(reading) == [("node.no-lane", "N")]


def test_a_process_without_lanes_needs_none():
    diagram = diagram_of(
        definitions(
            f'<process id="P">{lanes(lane("A", "N"))}<task id="N"/></process>'
            '<process id="Q"><task id="M"/></process>'
        )
    )
    assert [node.lane for node in diagram.nodes] == ["A", None]


def test_lanes_nest_and_the_innermost_has_the_node():
    inner = '<childLaneSet id="I">' + lane("B", "N") + lane("C") + "</childLaneSet>"
    diagram = diagram_of(process(lanes(lane("A", "N", inside=inner)) + '<task id="N"/>'))
    assert [(it.id, it.parent) for it in diagram.lanes] == [("A", None), ("B", "A"), ("C", "A")]
    assert diagram.node("N").lane == "B"
    assert [it.id for it in diagram.lane_path("B")] == ["A", "B"]


def test_a_node_that_only_the_outer_lane_lists_is_in_the_inner_one_where_it_is_drawn():
    inner = '<childLaneSet id="I">' + lane("B") + lane("C") + "</childLaneSet>"
    drawing = (
        shape("A", 0, 0, 500, 200)
        + shape("B", 30, 0, 470, 100)
        + shape("C", 30, 100, 470, 100)
        + shape("N", 50, 110, 100, 80)
    )
    assert (
        diagram_of(process(lanes(lane("A", "N", inside=inner)) + '<task id="N"/>', drawing)).node("N").lane
        == "C"
    )


def test_of_several_lanes_that_list_a_node_the_one_in_which_it_is_drawn_has_it():
    drawing = shape("A", 0, 0, 500, 100) + shape("B", 0, 100, 500, 100) + shape("N", 10, 110, 100, 80)
    reading = reading_of(process(lanes(lane("A", "N"), lane("B", "N")) + '<task id="N"/>', drawing))
    assert reading.diagram.node("N").lane == "B"
    assert told(reading) == [("node.several-lanes", "N")]


def test_the_list_counts_where_the_picture_says_otherwise_and_that_is_told():
    drawing = shape("A", 0, 0, 500, 100) + shape("B", 0, 100, 500, 100) + shape("N", 10, 110, 100, 80)
    reading = reading_of(process(lanes(lane("A", "N"), lane("B")) + '<task id="N"/>', drawing))
    assert reading.diagram.node("N").lane == "A"
    assert told(reading) == [("node.drawn-in-other-lane", "N")]


def test_what_is_inside_a_sub_process_is_in_its_lane():
    diagram = diagram_of(
        process(
            lanes(lane("A", "S"), lane("B"))
            + '<subProcess id="S"><task id="N"/><subProcess id="T"><task id="M"/></subProcess></subProcess>'
        )
    )
    assert {node.lane for node in diagram.nodes} == {"A"}


def test_a_boundary_event_is_in_the_lane_of_its_activity():
    drawing = (
        shape("A", 0, 0, 500, 100)
        + shape("B", 0, 100, 500, 100)
        + shape("N", 10, 30, 100, 80)
        + shape("E", 40, 92, 36, 36)
    )
    body = lanes(lane("A", "N"), lane("B")) + '<task id="N"/><boundaryEvent id="E" attachedToRef="N"/>'
    assert diagram_of(process(body, drawing)).node("E").lane == "A"


def test_boundary_events_attached_in_a_circle_are_in_no_lane():
    body = (
        lanes(lane("A"))
        + '<boundaryEvent id="E" attachedToRef="F"/><boundaryEvent id="F" attachedToRef="E"/>'
    )
    assert [node.lane for node in diagram_of(process(body)).nodes] == [None, None]


def test_a_sub_process_may_have_lanes_of_its_own():
    inside = lanes(lane("A", "N"), lane("B")) + '<task id="N"/><task id="M"/>'
    body = f'<subProcess id="S">{inside}</subProcess><task id="O"/>'
    drawing = (
        shape("S", 0, 0, 500, 200)
        + shape("A", 0, 0, 500, 100)
        + shape("B", 0, 100, 500, 100)
        + shape("N", 10, 10, 100, 80)
        + shape("M", 10, 110, 100, 80)
        + shape("O", 600, 10, 100, 80)
    )
    diagram = diagram_of(process(body, drawing))
    assert [(node.id, node.lane) for node in diagram.nodes] == [
        ("S", None),
        ("N", "A"),
        ("M", "B"),
        ("O", None),
    ]
    assert [it.parent for it in diagram.lanes] == [None, None]


def test_data_in_the_list_of_a_lane_is_passed_over_and_what_does_not_exist_is_told():
    reading = reading_of(
        process(lanes(lane("A", "D", "N", "X")) + '<dataObjectReference id="D"/><task id="N"/>')
    )
    assert reading.diagram.node("N").lane == "A"
    assert told(reading) == [("lane.unknown-element", "A")]


def test_a_lane_of_a_copied_process_lists_its_own_nodes():
    part = lanes(lane("A", "N")) + '<task id="N"/>'
    diagram = reading_of(
        definitions(f'<process id="P">{part}</process><process id="Q">{part}</process>')
    ).diagram
    assert [(node.id, node.lane) for node in diagram.nodes] == [("N", "A"), ("N_2", "A_2")]


def test_places_on_another_page_do_not_count():
    first = shape("A", 0, 0, 500, 100)
    page = (
        "<bpmndi:BPMNDiagram><bpmndi:BPMNPlane>"
        + shape("N", 10, 10, 100, 80)
        + "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"
    )
    text = process(lanes(lane("A")) + '<task id="N"/>', first).replace("</definitions>", page)
    assert reading_of(text).diagram.node("N").lane is None
