"""Lint: where elements lie, and how large a picture is."""

from __future__ import annotations

from dataclasses import replace

from bpmn_text import process, reading_of, shape
from broken_drawings import elements, event, flow, ids
from building import drawn

from studio.check.lint import lint
from studio.model import Diagram
from studio.wording import say


def placed(*places: tuple[str, float, float, float, float], body: str = "") -> Diagram:
    tasks = "".join(f'<task id="{id}"/>' for id, *_ in places)
    return reading_of(process(body or tasks, "".join(shape(id, *place) for id, *place in places))).diagram


def test_elements_without_place_are_told_and_lines_between_placed_ones():
    drawing = shape("A", 0, 0, 100, 80) + shape("B", 200, 0, 100, 80)
    body = '<task id="A"/><task id="B"/><task id="C"/>' + flow("A", "B") + flow("B", "C")
    assert ids("no-bpmndi", reading_of(process(body, drawing)).diagram) == ["C", "A-B"]


def test_what_the_reader_said_of_places_is_not_said_again():
    drawing = shape("A", 0, 0, 100, 80) + shape("B", 200, 0, 100, 80)
    body = '<task id="A"/><task id="B"/><task id="C"/>' + flow("A", "B") + flow("B", "C")
    reading = reading_of(process(body, drawing))
    told = [it.element for it in lint(reading.diagram, reading.problems) if it.code == "lint.no-bpmndi"]
    assert told == ["A-B"]
    bare = reading_of(process(body))
    assert not [it for it in lint(bare.diagram, bare.problems) if it.code == "lint.no-bpmndi"]


def test_covering_elements_are_told_at_the_one_further_right():
    diagram = placed(("A", 0, 0, 100, 80), ("B", 90, 70, 100, 80), ("C", 190, 70, 100, 80))
    assert elements("no-overlapping-elements", diagram) == [("", "B")]
    (problem,) = [it for it in lint(diagram) if it.code == "lint.no-overlapping-elements"]
    assert say(problem).startswith("The element covers Step A.")


def test_elements_that_only_touch_do_not_cover_each_other():
    assert (
        ids(
            "no-overlapping-elements",
            placed(("A", 0, 0, 100, 80), ("B", 100, 0, 100, 80), ("C", 0, 80, 9, 9)),
        )
        == []
    )


def test_every_covering_pair_of_many_random_shapes_is_found():
    """The sweep says of each shape that it keeps that it covers none of the others it keeps."""
    numbers = [(n * 7919) % 1009 for n in range(400)]
    places = [
        (f"N{n}", numbers[n] * 3, numbers[(n * 31 + 7) % 400] * 3, 60 + n % 50, 40 + n % 30)
        for n in range(200)
    ]
    found = set(ids("no-overlapping-elements", placed(*places)))
    kept = [place for place in places if place[0] not in found]
    for number, (_, x, y, width, height) in enumerate(kept):
        for _, left, top, wide, high in kept[number + 1 :]:
            assert x >= left + wide or left >= x + width or y >= top + high or top >= y + height
    for id, x, y, width, height in places:
        if id in found:
            assert any(
                x < left + wide and left < x + width and y < top + high and top < y + height
                for other, left, top, wide, high in kept
                if other != id
            )


def test_an_element_outside_of_its_sub_process_is_told():
    body = '<subProcess id="Sub"><task id="In"/><task id="Out"/></subProcess>'
    drawing = [("Sub", 0, 0, 300, 200), ("In", 10, 10, 100, 80), ("Out", 280, 10, 100, 80)]
    shapes = "".join(shape(id, *place, attributes='isExpanded="true"') for id, *place in drawing)
    diagram = reading_of(process(body, shapes)).diagram
    assert elements("no-overlapping-elements", diagram) == [("outside", "Out")]


def test_a_boundary_event_sits_on_its_activity():
    body = '<task id="A"/>' + event("boundaryEvent", "B", "<timerEventDefinition/>", 'attachedToRef="A"')
    diagram = placed(("A", 0, 0, 100, 80), ("B", 82, 62, 36, 36), body=body)
    assert ids("no-overlapping-elements", diagram) == []


def test_a_picture_of_more_than_fifty_elements_is_large_but_not_what_is_folded_away():
    steps = " > ".join(f"T{n}" for n in range(60))
    assert ids("too-large", drawn(f"Start > {steps} > End")) == ["P"]
    folded = drawn(f"Start > Sub > End\nSub: {steps}")
    folded = replace(folded, nodes=tuple(replace(it, collapsed=it.id == "Sub") for it in folded.nodes))
    assert ids("too-large", folded) == []


def test_sub_processes_four_levels_deep_are_told_at_the_fourth():
    deep = drawn("Start > Sub1 > End\nSub1: Sub2\nSub2: Sub3\nSub3: Sub4\nSub4: Sub5\nSub5: A")
    assert ids("deep-nesting", deep) == ["Sub4"]
