"""Where things are drawn."""

from __future__ import annotations

import pytest
from bpmn_text import OPENING, definitions, diagram_of, edge, process, reading_of, shape, told

from studio.model import Bounds


def test_shapes_edges_and_labels_have_their_places():
    label = '<bpmndi:BPMNLabel><dc:Bounds x="1" y="2" width="3" height="4"/></bpmndi:BPMNLabel>'
    diagram = diagram_of(
        process(
            '<startEvent id="A"/><task id="B"/><sequenceFlow id="F" sourceRef="A" targetRef="B"/>',
            shape("A", 10, 20, 36, 36, inside=label)
            + shape("B", 100.5, 0, 100, 80)
            + edge("F", (46, 38), (80, 38), (80, 10), inside=label),
        )
    )
    assert diagram.node("A").bounds == Bounds(10, 20, 36, 36)
    assert diagram.node("A").label_bounds == Bounds(1, 2, 3, 4)
    assert diagram.node("B").bounds == Bounds(100.5, 0, 100, 80)
    flow = diagram.flows[0]
    assert flow.waypoints == ((46, 38), (80, 38), (80, 10))
    assert flow.label_bounds == Bounds(1, 2, 3, 4)
    assert flow.bounds == Bounds(46, 10, 34, 28)


def test_pools_and_lanes_lie_or_stand():
    def pool(attributes: str) -> tuple[bool, bool]:
        diagram = diagram_of(
            definitions(
                '<collaboration id="C"><participant id="A" processRef="P"/></collaboration><process id="P">'
                '<laneSet><lane id="L"><flowNodeRef>N</flowNodeRef></lane></laneSet><task id="N"/></process>',
                shape("A", 0, 0, 600, 200, attributes=attributes)
                + shape("N", 10, 10, 10, 10)
                + shape("L", 30, 0, 570, 200),
            )
        )
        return diagram.pools[0].horizontal, diagram.lanes[0].horizontal

    assert pool("") == (True, True)
    assert pool('isHorizontal="true"') == (True, True)
    assert pool('isHorizontal="false"') == (False, False)


@pytest.mark.parametrize(
    ("drawing", "collapsed"),
    [
        (shape("S", 0, 0, 300, 200, attributes='isExpanded="true"') + shape("N", 10, 10, 10, 10), False),
        (shape("S", 0, 0, 300, 200, attributes='isExpanded="false"') + shape("N", 10, 10, 10, 10), True),
        (shape("S", 0, 0, 300, 200) + shape("N", 10, 10, 10, 10), False),
        (shape("S", 0, 0, 100, 80), True),
        ("", False),
    ],
    ids=["said to be open", "said to be closed", "contents drawn", "contents not drawn", "nothing drawn"],
)
def test_a_sub_process_is_collapsed_where_its_contents_are_not_seen(drawing, collapsed):
    reading = reading_of(process('<subProcess id="S"><task id="N"/></subProcess>', drawing))
    assert reading.diagram.node("S").collapsed is collapsed


def test_contents_drawn_on_a_page_of_their_own_do_not_open_a_sub_process():
    drawing = shape("S", 0, 0, 100, 80)
    second = (
        '<bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="S">'
        + shape("N", 10, 10, 10, 10)
        + "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"
    )
    text = process('<subProcess id="S"><task id="N"/></subProcess>', drawing).replace(
        "</definitions>", second
    )
    diagram = diagram_of(text)
    assert diagram.node("S").collapsed
    assert diagram.node("N").bounds == Bounds(10, 10, 10, 10)


def test_of_two_pages_that_draw_an_element_the_first_counts():
    pages = "".join(
        f"<bpmndi:BPMNDiagram><bpmndi:BPMNPlane>{shape('N', x, 0, 10, 10)}"
        "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
        for x in (1, 2)
    )
    diagram = diagram_of(f'{OPENING}<process id="P"><task id="N"/></process>{pages}</definitions>')
    assert diagram.node("N").bounds.x == 1


@pytest.mark.parametrize("value", ["NaN", "inf", "1e30", "", "ten", "1,5,0"])
def test_a_place_that_is_no_number_is_none_and_told(value):
    drawing = shape("N", 0, 0, 10, 10).replace('x="0"', f'x="{value}"') + shape("M", 0, 0, 10, 10)
    reading = reading_of(process('<task id="N"/><task id="M"/>', drawing))
    assert reading.diagram.node("N").bounds is None
    assert told(reading) == [("layout.bad-number", None)]


def test_a_decimal_comma_is_understood():
    drawing = shape("N", 0, 0, 10, 10).replace('x="0"', 'x="12,5"')
    assert diagram_of(process('<task id="N"/>', drawing)).node("N").bounds.x == 12.5


def test_a_shape_of_nothing_is_told():
    drawing = shape("N", 0, 0, 10, 10) + shape("X", 0, 0, 1, 1) + shape("", 0, 0, 1, 1)
    assert told(reading_of(process('<task id="N"/>', drawing))) == [
        ("layout.unknown-element", None),
        ("layout.no-element", None),
    ]


def test_missing_places_are_told_per_element_or_once_for_all():
    codes = [problem.code for problem in reading_of(process('<task id="N"/><task id="M"/>')).problems]
    assert codes == ["layout.none"]
    partly = reading_of(process('<task id="N"/><task id="M"/>', shape("N", 0, 0, 1, 1)))
    assert [(problem.code, problem.element) for problem in partly.problems] == [("layout.missing", "M")]


def test_declared_data_is_in_the_picture_where_it_is_drawn():
    body = (
        '<ioSpecification><dataInput id="I"/><dataOutput id="O"/></ioSpecification><dataObject id="X"/>'
        '<dataObject id="Y"/><task id="N"/>'
    )
    drawing = shape("N", 0, 0, 1, 1) + shape("I", 1, 1, 1, 1) + shape("X", 2, 2, 1, 1)
    assert [artifact.id for artifact in diagram_of(process(body, drawing)).artifacts] == ["I", "X"]
    assert diagram_of(process(body)).artifacts == ()
