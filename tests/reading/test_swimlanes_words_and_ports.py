"""In a picture that is made anew, words are not broken, and lines that differ do not begin in one place."""

from __future__ import annotations

from itertools import combinations

import pytest
from bpmn_text import definitions, process
from picture_faults import faults

from studio.model import Diagram
from studio.reading import arranged, read

WIDEST = {"No": 15.0, "Yes": 20.0, "70%": 24.0, "money": 35.0, "WAIT": 31.0, "否": 11.0, "是否加急": 44.0}
"""Pixels that words of 11 pixels take in the widest of the faces in which diagrams are shown."""


def picture(text: str) -> Diagram:
    made = arranged(read(text.encode(), "test.bpmn").diagram)
    assert faults(made) == []
    return made


@pytest.mark.parametrize("word", WIDEST)
def test_a_word_beside_a_flow_has_room(word):
    """bpmn-js breaks a word that is as wide as its place, letter by letter if need be."""
    made = picture(
        process(
            '<startEvent id="S"/><exclusiveGateway id="X"/><task id="A"/><task id="B"/>'
            '<sequenceFlow id="F" sourceRef="S" targetRef="X"/>'
            f'<sequenceFlow id="G" name="{word}" sourceRef="X" targetRef="A"/>'
            '<sequenceFlow id="H" sourceRef="X" targetRef="B"/>'
        )
    )
    (flow,) = (each for each in made.flows if each.id == "G")
    assert flow.label_bounds is not None
    assert flow.label_bounds.width > WIDEST[word] + 2
    assert flow.label_bounds.height == 14.0


def two_pools(inside: str, messages: str) -> str:
    return definitions(
        '<collaboration id="C"><participant id="One" processRef="P"/><participant id="Other" processRef="Q"/>'
        f'{messages}</collaboration><process id="P">{inside}</process>'
        '<process id="Q"><task id="Check"/><task id="Sell"/>'
        '<sequenceFlow id="Q1" sourceRef="Check" targetRef="Sell"/></process>'
    )


@pytest.mark.parametrize("kind", ["task", "subProcess"])
def test_messages_there_and_back_have_ends_of_their_own(kind):
    """Also where the step stands in a sub-process, and where the straight way is barred."""
    pay = '<task id="Pay"/>'
    messages = (
        '<messageFlow id="Money" sourceRef="Pay" targetRef="Sell"/>'
        '<messageFlow id="Receipt" sourceRef="Sell" targetRef="Pay"/>'
        '<messageFlow id="Reminder" sourceRef="Sell" targetRef="Pay"/>'
    )
    inside = f'<subProcess id="Around">{pay}</subProcess>' if kind == "subProcess" else pay
    made = picture(two_pools(inside, messages))
    ends = [message.waypoints for message in made.messages]
    there, *back = ((points[0], points[-1]) for points in ends)
    for begin, end in back:
        assert there[0] != end
        assert there[1] != begin
    for one, other in combinations(ends, 2):
        assert one != other[::-1]


def test_messages_there_and_back_leave_from_the_sides_that_face_each_other():
    """Beside what stands between them, and not around the back of the two."""
    between = (
        '<collaboration id="C"><participant id="One" processRef="P"/><participant id="Other" processRef="Q"/>'
        '<messageFlow id="Money" sourceRef="Pay" targetRef="Sell"/>'
        '<messageFlow id="Receipt" sourceRef="Sell" targetRef="Pay"/></collaboration>'
        '<process id="P"><task id="Pay"/></process>'
        '<process id="Q"><laneSet id="L"><lane id="Upper"><flowNodeRef>Calm</flowNodeRef></lane>'
        '<lane id="Lower"><flowNodeRef>Sell</flowNodeRef></lane></laneSet>'
        '<task id="Calm"/><task id="Sell"/></process>'
    )
    made = picture(definitions(between))
    pay, sell = (made.node(id).bounds for id in ("Pay", "Sell"))
    assert pay is not None
    assert sell is not None
    assert pay.bottom < sell.y
    for message in made.messages:
        on_pay, on_sell = message.waypoints[0], message.waypoints[-1]
        if message.id == "Receipt":
            on_pay, on_sell = on_sell, on_pay
        assert on_pay[1] == pay.bottom, message.id
        assert on_sell[1] == sell.y, message.id
