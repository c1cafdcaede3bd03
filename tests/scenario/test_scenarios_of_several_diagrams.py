"""A scenario of several diagrams that are simulated together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drawn_by_hand import flows, node

from studio.errors import InvalidScenario
from studio.model import Diagram, Lane, NodeKind, Process, together
from studio.scenario import complete, diagram_files, dump, moved_mapping, read_mapping, read_scenario

TEXT = """
name: Both
diagrams: [orders.bpmn, returns.bpmn]
arrivals: {Start: {every: 10 min}, Return: {every: 1 h}}
teams: {Desk: {staff: 5}}
steps: {Task: {time: 5 min}, returns/Task: {time: 20 min}, Refund: {time: 1 min, team: Desk}}
provenance: {returns/Task.time: measured}
"""


def one(process: str, **labels: str) -> Diagram:
    """A process in a lane called Desk; labels are those of nodes by id."""
    kinds = {"Start": NodeKind.START_EVENT, "Task": NodeKind.USER_TASK, "Sort": NodeKind.USER_TASK}
    where = {"process": process, "pool": None, "lane": "Lane"}
    return Diagram(
        processes=(Process(id=process),),
        lanes=(Lane(id="Lane", name="Desk", process=process),),
        nodes=tuple(node(id, kind, labels.get(id, ""), **where) for id, kind in kinds.items()),
        flows=flows("1: Start -> Task", "2: Task -> Sort"),
    )


@pytest.fixture(scope="module")
def both() -> Diagram:
    returns = one("Returns", Start="Return", Sort="Refund")
    return together({"orders": one("Orders", Start="Order"), "returns": returns})


def test_elements_are_found_by_id_or_label_in_all_of_them(both):
    found = read_scenario(TEXT, both)
    assert found.unused == ()
    assert list(found.arrivals) == ["Start", "returns/Start"]
    assert {id: step.time.mean for id, step in found.steps.items()} == {
        "Task": 300.0,
        "returns/Task": 1200.0,
        "returns/Sort": 60.0,
    }
    assert found.provenance["steps.returns/Task.time"].kind == "measured"


def test_teams_of_one_name_are_one_team(both):
    completed = complete(read_scenario(TEXT, both), both)
    assert list(completed.teams) == ["Desk"]
    assert {step.team for step in completed.steps.values()} == {"Desk"}


def test_cases_arrive_at_every_diagram_by_themselves(both):
    assert list(complete(None, both).arrivals) == ["Start", "returns/Start"]


def test_a_label_that_two_diagrams_have_is_ambiguous():
    alike = together({"a": one("A", Task="Check"), "b": one("B", Task="Check")})
    with pytest.raises(InvalidScenario) as error:
        read_scenario("steps: {Check: {time: 1 min}}", alike)
    (mistake,) = error.value.mistakes
    assert mistake.code == "scenario.ambiguous"
    assert "Task, b/Task" in mistake.allowed


def test_the_file_names_its_diagrams_also_where_another_file_states_them(tmp_path):
    (tmp_path / "base.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "deep").mkdir()
    file = tmp_path / "deep" / "surge.yaml"
    file.write_text("based_on: ../base.yaml\narrivals: {Start: {scale: 2}}\n", encoding="utf-8")
    names = [path.resolve().relative_to(tmp_path.resolve()).as_posix() for path in diagram_files(file)]
    assert names == ["orders.bpmn", "returns.bpmn"]
    file.write_text("based_on: ../base.yaml\ndiagram: other.bpmn\n", encoding="utf-8")
    assert [path.name for path in diagram_files(file)] == ["other.bpmn"]


def test_written_and_read_again_it_is_the_same(both):
    found = read_scenario(TEXT, both)
    assert read_scenario(dump(read_mapping(TEXT, both)), both) == found
    assert read_mapping(TEXT, both)["diagrams"] == ["orders.bpmn", "returns.bpmn"]
    moved = moved_mapping(TEXT, both)
    assert "diagrams" not in moved
    assert read_scenario(dump(moved), both) == found


def test_with_the_first_diagram_alone_what_is_of_the_other_is_a_mistake():
    with pytest.raises(InvalidScenario) as error:
        read_scenario(TEXT, one("Orders"))
    places = {mistake.place for mistake in error.value.mistakes}
    assert places >= {"steps.returns/Task", "steps.Refund", "arrivals.Return"}


def test_one_element_of_each_may_have_no_label_at_all(both):
    bare = replace(both, nodes=tuple(replace(each, name="") for each in both.nodes))
    assert read_scenario("steps: {returns/Task: {time: 1 min}}", bare).steps["returns/Task"].time.mean == 60
