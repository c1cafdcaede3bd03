"""What has no name is called by what it is and where, in both languages, and never by its id."""

from __future__ import annotations

import pytest

from studio.model import Diagram
from studio.reading import read
from studio.wording.names import diagram_name, step_name, team_name

NAMELESS = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
  <collaboration id="C"><participant id="_pool" name="Desk" processRef="P"/></collaboration>
  <process id="P"><laneSet id="L"><lane id="sid-1"><flowNodeRef>_t</flowNodeRef></lane>
    <lane id="sid-2" name="Back office"/></laneSet>
    <startEvent id="_s"/><task id="_t" name="Close case"/><exclusiveGateway id="_g"/>
    <task id="_u"/><endEvent id="_e"/><endEvent id="_f"/>
    <boundaryEvent id="_b" attachedToRef="_t"><timerEventDefinition/></boundaryEvent><endEvent id="_h"/>
    <sequenceFlow id="f1" sourceRef="_s" targetRef="_t"/><sequenceFlow id="f2" sourceRef="_t" targetRef="_g"/>
    <sequenceFlow id="f3" name="yes" sourceRef="_g" targetRef="_e"/>
    <sequenceFlow id="f4" name="no" sourceRef="_g" targetRef="_u"/>
    <sequenceFlow id="f5" sourceRef="_u" targetRef="_f"/><sequenceFlow id="f6" sourceRef="_b" targetRef="_h"/>
  </process></definitions>"""


@pytest.fixture(scope="module")
def diagram() -> Diagram:
    return read(NAMELESS.encode(), "nameless.bpmn").diagram


@pytest.mark.parametrize(
    ("id", "english", "chinese"),
    [
        ("_s", "Start before “Close case”", "“Close case”之前的开始"),
        ("_t", "Close case", "Close case"),
        ("_g", "Decision after “Close case”", "“Close case”之后的判断"),
        ("_e", "End after “Close case”: yes", "“Close case”之后的结束：yes"),
        ("_u", "Step after “Close case”: no", "“Close case”之后的步骤：no"),
        ("_b", "Timer at “Close case”", "“Close case”上的定时"),
        ("_h", "End after “Close case · Timer”", "“Close case · 定时”之后的结束"),
        ("sid-1", "Lane 1 of “Desk”", "“Desk”的第 1 条泳道"),
        ("sid-2", "Back office", "Back office"),
        ("P", "Desk", "Desk"),
        ("gone", "gone", "gone"),
    ],
)
def test_an_element_is_called_by_its_name_or_by_what_it_is_and_where(diagram, id, english, chinese):
    assert step_name(diagram, id, "en") == english
    assert chinese in step_name(diagram, id, "zh-CN")


def test_a_diagram_without_any_name_is_called_by_its_pool(diagram):
    assert diagram_name(diagram, "en") == "Desk"


def test_a_loop_without_any_name_is_called_by_its_id():
    text = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P">
      <task id="A"/><task id="B"/><sequenceFlow id="F" sourceRef="A" targetRef="B"/>
      <sequenceFlow id="G" sourceRef="B" targetRef="A"/></process></definitions>"""
    diagram = read(text.encode(), "loop.bpmn").diagram
    assert step_name(diagram, "A", "en") == "Step A"
    assert team_name(diagram, "P", "en") == "Everybody"
    assert team_name(diagram, "Somebody", "en") == "Somebody"


def test_what_leads_only_to_itself_is_called_by_its_id():
    """A nameless step whose own timer leads back to it: neither can be told by the other."""
    file = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P"><task id="_t"/>
      <boundaryEvent id="_b" attachedToRef="_t"><timerEventDefinition/></boundaryEvent>
      <sequenceFlow id="f" sourceRef="_b" targetRef="_t"/></process></definitions>"""
    assert step_name(read(file.encode(), "x").diagram, "_t", "en") == "Step _t"
