"""``studio simulate`` takes several diagrams that share their teams, and the processes that they call."""

from __future__ import annotations

import json

import pytest

from studio.cli.several import diagrams_of, read_diagrams
from studio.errors import StudioError

QUICK = ("--cases", 100, "--replications", 2, "--workers", 1, "--json")


def written(folder, name: str, process: str, step: str) -> None:
    """A process of one step in the lane Desk, in a file of that name."""
    (folder / name).write_text(
        f"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D"><process id="{process}">
        <laneSet id="Lanes_{process}"><lane id="Desk_{process}" name="Desk">
        <flowNodeRef>Task</flowNodeRef></lane></laneSet><startEvent id="Start"/>{step}<endEvent id="End"/>
        <sequenceFlow id="f1" sourceRef="Start" targetRef="Task"/>
        <sequenceFlow id="f2" sourceRef="Task" targetRef="End"/></process></definitions>""",
        encoding="utf-8",
    )


@pytest.fixture
def folder(tmp_path):
    written(tmp_path, "orders.bpmn", "Orders", '<userTask id="Task" name="Pack"/>')
    written(tmp_path, "returns.bpmn", "Returns", '<userTask id="Task" name="Refund"/>')
    (tmp_path / "both.yaml").write_text(
        "diagrams: [orders.bpmn, returns.bpmn]\nteams: {Desk: {staff: 2}}\n"
        "arrivals: {Start: {every: 10 min}, returns/Start: {every: 20 min}}\n"
        "steps: {Pack: {time: 5 min}, Refund: {time: 2 min}}\n",
        encoding="utf-8",
    )
    return tmp_path


def test_two_diagrams_share_their_team(studio, folder):
    files = (folder / "orders.bpmn", folder / "returns.bpmn")
    told = json.loads(studio("simulate", *files, "-s", folder / "both.yaml", *QUICK).out)
    assert list(told["teams"]) == ["Desk"]
    assert {"Task", "returns/Task"} <= set(told["steps"])
    assert told["diagram"] == ", ".join(map(str, files))
    share = told["steps"]["returns/Task"]["visits_per_case"]["value"]
    assert 0.2 < share < 0.5


def test_the_scenario_alone_names_its_diagrams(studio, folder):
    alone = json.loads(studio("simulate", "-s", folder / "both.yaml", *QUICK).out)
    with_one = json.loads(studio("simulate", folder / "orders.bpmn", "-s", folder / "both.yaml", *QUICK).out)
    assert {"Task", "returns/Task"} <= set(alone["steps"])
    assert alone["measures"] == with_one["measures"]


def test_without_a_diagram_and_without_a_scenario_there_is_nothing_to_simulate(studio):
    assert "Name a BPMN file" in studio("simulate").refusal


def test_a_diagram_that_the_scenario_names_and_that_is_not_there_is_named(studio, folder):
    (folder / "returns.bpmn").unlink()
    assert "returns.bpmn" in studio("simulate", "-s", folder / "both.yaml", *QUICK).refusal


def test_other_diagrams_than_those_of_the_scenario_go_before_it(folder):
    other = folder / "other.bpmn"
    assert diagrams_of([other], folder / "both.yaml") == (other,)
    assert [path.name for path in diagrams_of([], folder / "both.yaml")] == ["orders.bpmn", "returns.bpmn"]
    turned = [folder / "returns.bpmn", folder / "orders.bpmn"]
    assert diagrams_of(turned, folder / "both.yaml") == tuple(reversed(turned))
    with pytest.raises(StudioError):
        diagrams_of([], None)


def test_a_process_that_is_called_is_found_in_the_files_beside(folder):
    written(folder, "whole.bpmn", "Whole", '<callActivity id="Task" calledElement="Returns"/>')
    (folder / "broken.bpmn").write_bytes(b"Returns <")
    reading = read_diagrams([folder / "whole.bpmn"])
    assert [process.id for process in reading.diagram.processes] == ["Whole", "Returns"]
    assert reading.diagram.node("Task").called == "Returns"
    assert reading.diagram.node("Returns/Task").name == "Refund"


def test_two_files_of_one_name_are_told_apart(folder):
    (folder / "new").mkdir()
    written(folder / "new", "orders.bpmn", "Orders", '<userTask id="Task" name="Pack"/>')
    reading = read_diagrams([folder / "orders.bpmn", folder / "new" / "orders.bpmn"])
    assert reading.diagram.node("orders_2/Task").process == "orders_2/Orders"
