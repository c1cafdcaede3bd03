"""Pools as people draw them: without lanes, black, collapsed, standing, one in another, on several pages."""

from __future__ import annotations

import pytest
from bpmn_text import definitions, diagram_of, reading_of, shape, told


def pool(id: str, process: str = "", **attributes: str) -> str:
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    reference = f' processRef="{process}"' if process else ""
    return f'<participant id="{id}" name="{id}"{reference}{said}/>'


def collaboration(*inside: str) -> str:
    return f'<collaboration id="C">{"".join(inside)}</collaboration>'


def page(id: str, *shapes: str) -> str:
    plane = f'<bpmndi:BPMNPlane bpmnElement="{id}">{"".join(shapes)}</bpmndi:BPMNPlane>'
    return f'<bpmndi:BPMNDiagram name="Page {id}">{plane}</bpmndi:BPMNDiagram>'


def test_the_pool_is_the_lane_of_a_process_without_lanes():
    diagram = diagram_of(
        definitions(
            collaboration(pool("A", "P"), pool("B", "Q"))
            + '<process id="P"><task id="N"/></process><process id="Q"><laneSet><lane id="L">'
            "<flowNodeRef>M</flowNodeRef></lane></laneSet><task id='M'/></process>",
            shape("A", 0, 0, 600, 100)
            + shape("B", 0, 120, 600, 100)
            + shape("L", 30, 120, 570, 100)
            + shape("N", 50, 10, 100, 80)
            + shape("M", 50, 130, 100, 80),
        )
    )
    assert [(node.pool, node.lane) for node in diagram.nodes] == [("A", None), ("B", "L")]
    assert told(reading_of(definitions('<process id="P"><task id="N"/></process>'))) == []


def test_an_empty_lane_set_divides_nothing():
    diagram = diagram_of(definitions('<process id="P"><laneSet id="S"/><task id="N"/></process>'))
    assert diagram.node("N").lane is None


@pytest.mark.parametrize("attributes", ["", 'isExpanded="false"', 'isHorizontal="true" isExpanded="false"'])
def test_a_collapsed_pool_shows_its_messages_only(attributes):
    diagram = diagram_of(
        definitions(
            collaboration(
                pool("Customer"),
                pool("Centre", "P"),
                '<messageFlow id="M" sourceRef="Customer" targetRef="N"/>',
                '<messageFlow id="R" sourceRef="N" targetRef="Customer"/>',
            )
            + '<process id="P"><task id="N"/></process>',
            shape("Customer", 0, 0, 600, 60, attributes=attributes)
            + shape("Centre", 0, 100, 600, 200)
            + shape("N", 50, 110, 100, 80),
        )
    )
    assert [(it.id, it.process) for it in diagram.pools] == [("Customer", None), ("Centre", "P")]
    assert [(it.source, it.target) for it in diagram.messages] == [("Customer", "N"), ("N", "Customer")]


def test_a_pool_within_a_pool_has_the_steps_of_its_own_process():
    diagram = diagram_of(
        definitions(
            collaboration(pool("Outer", "P"), pool("Inner", "Q"))
            + '<process id="P"><task id="N"/></process><process id="Q"><task id="M"/></process>',
            shape("Outer", 0, 0, 900, 400)
            + shape("Inner", 300, 50, 500, 200)
            + shape("N", 50, 10, 100, 80)
            + shape("M", 350, 60, 100, 80),
        )
    )
    assert [node.pool for node in diagram.nodes] == ["Outer", "Inner"]


def test_a_node_is_never_in_the_lane_of_another_process_however_it_is_drawn():
    diagram = reading_of(
        definitions(
            '<process id="P"><laneSet><lane id="L"/></laneSet><task id="N"/></process>'
            '<process id="Q"><task id="M"/></process>',
            shape("L", 0, 0, 600, 200) + shape("N", 50, 10, 100, 80) + shape("M", 250, 10, 100, 80),
        )
    ).diagram
    assert [node.lane for node in diagram.nodes] == ["L", None]


def test_lanes_stand_side_by_side_in_a_standing_pool():
    lanes = "".join(f'<lane id="L{number}"/>' for number in range(3))
    diagram = diagram_of(
        definitions(
            collaboration(pool("A", "P"))
            + f'<process id="P"><laneSet>{lanes}</laneSet><task id="N"/><task id="M"/></process>',
            shape("A", 0, 0, 600, 900, attributes='isHorizontal="false"')
            + "".join(shape(f"L{number}", number * 200, 30, 200, 870) for number in range(3))
            + shape("N", 250, 100, 100, 80)
            + shape("M", 450, 100, 100, 80),
        )
    )
    assert [node.lane for node in diagram.nodes] == ["L1", "L2"]
    assert not any(lane.horizontal for lane in diagram.lanes)


def test_each_pool_may_have_a_page_of_its_own():
    """Places on different pages overlap, and mean nothing to each other."""
    lanes = '<laneSet><lane id="{0}L"/><lane id="{0}K"/></laneSet><task id="{0}N"/>'
    text = definitions(
        '<collaboration id="C1">' + pool("A", "P") + '</collaboration><collaboration id="C2">'
        + pool("B", "Q") + "</collaboration>"
        + f'<process id="P">{lanes.format("P")}</process><process id="Q">{lanes.format("Q")}</process>'
        + page("C1", shape("PL", 0, 0, 500, 100), shape("PK", 0, 100, 500, 100), shape("PN", 9, 9, 90, 80))
        + page("C2", shape("QK", 0, 0, 500, 100), shape("QL", 0, 100, 500, 100), shape("QN", 9, 9, 90, 80))
    )  # fmt: skip
    diagram = diagram_of(text)
    assert [(node.pool, node.lane) for node in diagram.nodes] == [("A", "PL"), ("B", "QK")]


def test_a_process_that_two_diagrams_show_is_there_once():
    text = definitions(
        '<process id="P"><task id="N"/><task id="M"/></process>'
        + page("P", shape("N", 10, 10, 100, 80))
        + page("P", shape("N", 90, 10, 100, 80), shape("M", 300, 10, 100, 80))
    )
    diagram = diagram_of(text)
    assert [node.bounds.x for node in diagram.nodes] == [10, 300]


def test_several_of_a_participant_are_one_pool():
    inside = (
        '<participant id="A" processRef="P"><participantMultiplicity minimum="1" maximum="9"/></participant>'
    )
    diagram = diagram_of(definitions(collaboration(inside) + '<process id="P"><task id="N"/></process>'))
    assert [it.id for it in diagram.pools] == ["A"]
