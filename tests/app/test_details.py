"""What the page tells of an element."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.app.details import facts, kind_name, neighbours, parameters
from studio.app.names import destination, name_of, plain, team_name
from studio.app.titles import process_name
from studio.library import StoredProcess
from studio.model import NodeKind
from studio.reading import read

FILE = Path(__file__).parents[2] / "bpmn" / "complaint.bpmn"


@pytest.fixture(scope="module")
def reading():
    return read(FILE.read_bytes(), FILE.name)


def told(reading, id, language="en"):
    element = reading.diagram.element(id)
    return {fact.about: fact.text for fact in facts(reading.diagram, element, language)}


def test_a_step_tells_both_labels_its_lane_and_its_pool(reading):
    found = told(reading, "Task_Register")
    assert found["English"] == "Log and check the complaint"
    assert found["简体中文"] == "登记并核对投诉"
    assert (found["Lane"], found["Pool"]) == ("Front-line agents", "Customer service centre")
    assert told(reading, "Task_Register", "zh-CN")["泳道"] == "一线座席"


def test_a_timer_tells_when_it_rings_and_what_it_interrupts(reading):
    found = told(reading, "Timer_TeamLeader")
    assert found["Timer"] == "After: PT15M"
    assert found["Interrupts"] == "Team leader decides"


def test_a_flow_tells_its_ends(reading):
    found = told(reading, "Flow_WithinAuthority")
    assert (found["From"], found["To"]) == ("Within agent's authority?", "Can the agent settle it now?")


def test_what_the_file_hints_is_told_with_its_source(reading):
    own, hinted = parameters(reading.diagram.element("Timer_Documents"), reading.hints, "en")
    assert own == ()
    assert [(fact.about, fact.text) for fact in hinted] == [("after", "48 h (from timeDuration “PT48H”)")]
    own, _ = parameters(reading.diagram.element("Task_Register"), reading.hints, "zh-CN")
    assert {fact.about: fact.text for fact in own} == {
        "标准执行方式（SOP）": "SOP-CP-01",
        "标准执行时间": "6 min",
    }


def test_neighbours_lead_along_the_flows(reading):
    before, after = neighbours(reading.diagram, reading.diagram.element("Gateway_Authority"), "en")
    assert [neighbour.id for neighbour in before] == ["Gateway_Documents"]
    assert {neighbour.flow for neighbour in after} == {"Yes", "No"}
    assert neighbours(reading.diagram, reading.diagram.element("Lane_Agent"), "en") == ((), ())


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_element_has_a_kind_and_facts_that_can_be_told(reading, language):
    for element in reading.diagram.elements():
        assert kind_name(element, language)
        for fact in facts(reading.diagram, element, language):
            assert fact.about
            assert fact.text


def test_every_kind_of_node_has_a_name_in_chinese(diagram):
    import dataclasses

    node = diagram.node("Handle")
    names = {kind_name(dataclasses.replace(node, kind=kind), "zh-CN") for kind in NodeKind}
    assert len(names) == len(NodeKind)
    assert all(any("一" <= letter <= "鿿" for letter in name) for name in names)


def test_facts_of_other_peoples_diagrams_never_fail(corpus):
    for path in sorted(corpus.rglob("*.bpmn"))[::40]:
        try:
            other = read(path.read_bytes(), path.name)
        except Exception:  # noqa: BLE001 - what cannot be read is not what is looked at here
            continue
        for element in other.diagram.elements():
            facts(other.diagram, element, "en")
            neighbours(other.diagram, element, "zh-CN")


def test_names_are_told_on_one_line_or_by_the_id(diagram):
    assert name_of(diagram.node("Handle"), "en") == "Handle complaint"
    assert name_of(diagram.element("F1"), "en") == "F1"
    assert team_name(diagram, "Agents", "zh-CN") == "Agents"
    assert team_name(diagram, "Nobody", "en") == "Nobody"


def test_a_process_is_called_as_it_was_renamed_else_by_its_own_label(reading, diagram):
    def called(version, language, about=reading.diagram):
        kept = StoredProcess(
            id="x",
            name="mine",
            file="",
            digest="",
            example=False,
            version=version,
            created=None,
            updated=None,
        )
        return process_name(kept, about, language)

    assert called(1, "en") == "Complaint handling with three levels of escalation"
    assert called(1, "zh-CN") == "投诉处理与三级升级"
    assert called(2, "en") == "mine"
    assert called(1, "en", diagram) == "mine"


def test_a_path_leads_past_nameless_gateways(reading):
    flows = {flow.id: flow for flow in reading.diagram.flows}
    assert destination(reading.diagram, flows["Flow_TeamLeaderSettles"], "en") == "Carry out the decision"
    assert destination(reading.diagram, flows["Flow_OverAuthority"], "en").count(" + ") == 1


def test_a_users_text_cannot_be_markdown():
    told = plain("*bold* [link](x) :material/home: at 8:30, $x$")
    assert told == "\\*bold\\* \\[link\\]\\(x\\) :\u2060material/home: at 8:\u206030, \\$x\\$"
