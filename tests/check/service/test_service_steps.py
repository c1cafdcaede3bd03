"""Owners, methods and standard times: what lacks one is named, what nobody has is told once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_drawn import desk, found, problems, stated

from studio.model import Severity

TWO = "Start > A > B > End"
OF_TWO = {"A": "Agents", "B": "Leads"}


def severities(diagram, code, scenario=None):
    return [problem.severity for problem in problems(diagram, scenario) if problem.code == f"service.{code}"]


def test_a_lane_in_which_people_work_has_an_owner():
    owned = {"Agents": {"owner": "Li"}}
    diagram = desk(TWO, lanes=OF_TWO, told=owned)
    assert found(diagram, "no-owner") == ["Leads"]
    assert severities(diagram, "no-owner") == [Severity.INFO]
    assert found(desk(TWO, lanes=OF_TWO, told=owned | {"Leads": {"owner": "Wang"}}), "no-owner") == []


def test_the_owner_of_the_process_answers_for_all_lanes():
    assert found(desk(TWO, lanes=OF_TWO, told={"P": {"owner": "Li"}}), "no-owner") == []


def test_lanes_of_systems_and_of_waits_need_no_owner():
    lanes = {"Service_x": "System", "A": "Agents", "Receive_y": "Post"}
    diagram = desk("Start > Service_x > A > Receive_y > End", lanes=lanes, told={"Agents": {"owner": "Li"}})
    assert found(diagram, "no-owner") == []


def test_where_no_lane_has_an_owner_that_is_told_once():
    diagram = desk(TWO, lanes=OF_TWO)
    assert found(diagram, "no-owner") == []
    assert found(diagram, "no-owner.many") == ["P"]
    assert severities(diagram, "no-owner.many") == [Severity.INFO]


def test_without_lanes_the_process_is_owned():
    assert found(desk(TWO), "no-owner") == ["P"]
    assert severities(desk(TWO), "no-owner") == [Severity.INFO]
    assert found(desk(TWO, told={"P": {"owner": "Li"}}), "no-owner") == []


def test_one_of_several_steps_without_a_method_is_named():
    diagram = desk(TWO, told={"A": {"method": "SOP-1"}})
    assert found(diagram, "no-method") == ["B"]
    assert severities(diagram, "no-method") == [Severity.INFO]


def test_steps_of_which_none_has_a_method_are_counted():
    """A stranger's diagram is not told thirty times what it does not know."""
    diagram = desk("Start > " + " > ".join(f"T{n}" for n in range(30)) + " > End")
    told = [problem for problem in problems(diagram) if problem.code.startswith("service.no-method")]
    assert [(it.code, it.element, dict(it.parameters)) for it in told] == [
        ("service.no-method.many", "P", {"count": "30", "total": "30"})
    ]
    assert told[0].severity is Severity.INFO


def test_most_of_many_steps_without_a_method_are_counted_by_the_process():
    steps = [f"T{n}" for n in range(14)]
    told = {"T0": {"method": "SOP-1"}, "T1": {"method": "SOP-2"}}
    diagram = desk(f"Start > {' > '.join(steps)} > End", told=told)
    (problem,) = [it for it in problems(diagram) if it.code.startswith("service.no-method")]
    assert (problem.code, problem.severity) == ("service.no-method.many", Severity.INFO)
    assert dict(problem.parameters) == {"count": "12", "total": "14"}


@pytest.mark.parametrize("step", ["Service_x", "Send_x", "Receive_x", "Call_x"])
def test_what_people_do_not_do_by_themselves_needs_no_method(step):
    diagram = desk(f"Start > A > {step} > End", told={"A": {"method": "SOP-1"}})
    assert found(diagram, "no-method") == []


def test_a_message_that_people_send_needs_one():
    diagram = desk(
        "Start > A > Send_x > End", told={"A": {"method": "SOP-1"}}, lanes={"A": "L", "Send_x": "L"}
    )
    by_people = stated("steps: {Send_x: {team: L, time: 1 min}}", diagram)
    assert found(diagram, "no-method", by_people) == ["Send_x"]
    by_system = stated("steps: {A: {team: [], time: 1 min}}", diagram)
    assert found(diagram, "no-method", by_system) == []


def test_a_method_and_a_standard_time_may_stand_in_the_scenario():
    diagram = desk(TWO, told={"A": {"method": "SOP-1", "standardTime": "6 min"}})
    scenario = stated("steps: {B: {method: SOP-2, standard_time: 3 min}}", diagram)
    assert found(diagram, "no-method", scenario) == []
    assert found(diagram, "no-standard-time", scenario) == []


def test_an_assumed_or_measured_handling_time_is_no_standard():
    diagram = desk(TWO, told={"A": {"standardTime": "6 min"}})
    assert found(diagram, "no-standard-time", stated("steps: {B: {time: 4 min}}", diagram)) == ["B"]
    assert found(diagram, "no-standard-time", stated("", diagram)) == ["B"]


def test_a_systems_time_is_good_to_know_and_a_stated_one_will_do():
    diagram = desk("Start > A > Service_x > End", told={"A": {"standardTime": "6 min"}})
    assert found(diagram, "no-standard-time") == ["Service_x"]
    assert severities(diagram, "no-standard-time") == [Severity.INFO]
    assert found(diagram, "no-standard-time", stated("", diagram)) == ["Service_x"]
    assert found(diagram, "no-standard-time", stated("steps: {Service_x: {time: 2 s}}", diagram)) == []


def test_a_time_that_cannot_be_read_is_told_with_its_words_and_only_once():
    diagram = desk(
        TWO, told={"A": {"standardTime": "soon"}, "B": {"standardTime": "6 min"}, "P": {"replyTime": "x"}}
    )
    told = [problem for problem in problems(diagram) if problem.code == "service.unreadable-time"]
    assert [(it.element, dict(it.parameters)) for it in told] == [
        ("P", {"name": "Reply time", "value": "x"}),
        ("A", {"name": "Standard time", "value": "soon"}),
    ]
    assert found(diagram, "no-standard-time") == []


def test_each_process_of_a_file_is_told_of_by_itself():
    one, other = desk(TWO), desk("Start_x > C > D > End_x", told={"C": {"method": "SOP-1"}})
    both = replace(
        one,
        processes=(*one.processes, replace(other.processes[0], id="Q")),
        nodes=(*one.nodes, *(replace(node, process="Q") for node in other.nodes)),
        flows=(*one.flows, *other.flows),
    )
    assert found(both, "no-method.many") == ["P"]
    assert found(both, "no-method") == ["D"]


def test_an_empty_diagram_has_no_problem():
    assert problems(desk("")) == ()
