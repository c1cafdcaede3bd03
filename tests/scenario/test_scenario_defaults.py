"""What is assumed where nobody stated anything."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from defaults import ANSWER, ARRIVALS, DAY_TIMER, HINTS, PERSON, SYSTEM, drawn, scenario
from drawn_by_hand import node

from studio.errors import UnreadableFile
from studio.model import Diagram, Lane, NodeKind, Pool, Process
from studio.reading import read
from studio.scenario import (
    Arrivals,
    Distribution,
    Provenance,
    ProvenanceKind,
    Routing,
    Shift,
    Step,
    Study,
    Team,
    complete,
    read_scenario,
)


def test_a_diagram_alone_is_enough(diagram):
    found = complete(None, diagram)
    assert found.arrivals == {"Start_Complaint": ARRIVALS}
    assert {id: (step.time, step.team) for id, step in found.steps.items()} == {
        "Task_Enter": (PERSON, "坐席"),
        "Task_Handle": (PERSON, "坐席"),
        "Task_Check": (PERSON, "Back office"),
        "Task_Dispatch": (SYSTEM, None),
    }
    assert found.events == {"Boundary_48h": DAY_TIMER, "Catch_Answer": ANSWER}
    assert found.routing == {
        "Gateway_Valid": Routing(chances={"Flow_yes": 0.5, "Flow_no": 0.5}),
        "Gateway_Amount": Routing(chances={"Flow_high": 0.5, "Flow_low": 0.5}),
    }
    # 坐席: 1.5 visits of 6 min every 10 min are 0.9 people at work; 70 % busy takes 1.29.
    assert {name: team.shifts for name, team in found.teams.items()} == {
        "坐席": (Shift(staff=2),),
        "Back office": (Shift(staff=1),),
    }
    assert (found.study, found.cases, found.length) == (Study.STEADY, 2000, None)
    assert (found.warm_up, found.replications, found.precision) == (None, None, 0.05)
    assert found.start.isoformat() == "2026-01-05T00:00:00+00:00"
    assert found.start.weekday() == 0


def test_every_input_filled_in_is_marked_as_assumed_and_no_other(diagram):
    assert set(complete(None, diagram).assumed) == {
        "arrivals.Start_Complaint.every",
        "steps.Task_Enter.time",
        "steps.Task_Handle.time",
        "steps.Task_Check.time",
        "steps.Task_Dispatch.time",
        "events.Boundary_48h.after",
        "events.Catch_Answer.after",
        "routing.Gateway_Valid",
        "routing.Gateway_Amount",
        "teams.坐席.staff",
        "teams.Back office.staff",
    }


@pytest.mark.parametrize(
    ("kind", "time"),
    [
        (NodeKind.TASK, PERSON),
        (NodeKind.USER_TASK, PERSON),
        (NodeKind.MANUAL_TASK, PERSON),
        (NodeKind.CALL_ACTIVITY, PERSON),
        (NodeKind.SUB_PROCESS, PERSON),
        (NodeKind.SERVICE_TASK, SYSTEM),
        (NodeKind.SCRIPT_TASK, SYSTEM),
        (NodeKind.BUSINESS_RULE_TASK, SYSTEM),
        (NodeKind.SEND_TASK, SYSTEM),
    ],
)
def test_every_kind_of_step(kind, time):
    found = complete(None, drawn([node("S", NodeKind.START_EVENT), node("T", kind)], "f: S -> T"))
    assert found.steps["T"].time == time
    assert found.steps["T"].team == ("P" if time is PERSON else None)


def test_a_receive_task_waits_and_is_no_work():
    found = complete(None, drawn([node("T", NodeKind.RECEIVE_TASK)]))
    assert found.steps == {}
    assert found.events == {"T": ANSWER}


def test_a_sub_process_with_contents_is_no_step_but_they_are():
    nodes = [
        node("S", NodeKind.START_EVENT),
        node("Sub", NodeKind.SUB_PROCESS),
        node("Inner", NodeKind.TASK, parent="Sub"),
    ]
    assert list(complete(None, drawn(nodes, "f: S -> Sub")).steps) == ["Inner"]


def test_the_innermost_lane_the_pool_or_the_process_is_the_team():
    lanes = (
        Lane(id="Outer", name="Service", process="P", pool="Pool"),
        Lane(id="Inner", name="Second\nline", process="P", pool="Pool", parent="Outer"),
        Lane(id="Unnamed", process="P", pool="Pool"),
    )
    nodes = (
        node("a", NodeKind.TASK, lane="Inner"),
        node("b", NodeKind.TASK, lane="Unnamed"),
        node("c", NodeKind.TASK, lane=None),
        node("d", NodeKind.TASK, lane=None, pool=None, process="Q"),
    )
    diagram = Diagram(
        processes=(Process(id="P"), Process(id="Q", name="Loose")),
        pools=(Pool(id="Pool", name="Centre", process="P"),),
        lanes=lanes,
        nodes=nodes,
    )
    teams = {id: step.team for id, step in complete(None, diagram).steps.items()}
    assert teams == {"a": "Second line", "b": "Centre 2", "c": "Centre", "d": "Loose"}
    alone = replace(diagram, lanes=(lanes[2],), nodes=nodes[1:])
    assert complete(None, alone).steps["b"].team == "Centre"


def test_lanes_of_one_name_are_one_team():
    lanes = tuple(Lane(id=id, name="Clerk", process=p, pool=None) for id, p in (("L1", "P"), ("L2", "Q")))
    nodes = (
        node("a", NodeKind.TASK, lane="L1", pool=None),
        node("b", NodeKind.TASK, lane="L2", pool=None, process="Q"),
    )
    found = complete(None, Diagram(processes=(Process(id="P"), Process(id="Q")), lanes=lanes, nodes=nodes))
    assert list(found.teams) == ["Clerk"]


def test_an_entry_that_states_something_else_keeps_it_and_gets_the_rest(diagram):
    stated = read_scenario(
        "{calendars: {office: {daily: 08:00-20:00}},"
        " teams: {Agents: {calendar: office, cost: 42/h}},"
        " steps: {Task_Handle: {method: SOP}},"
        " arrivals: {Start_Complaint: {open: office, backlog: 4}},"
        " events: {Catch_Answer: {clock: office}}}",
        diagram,
    )
    found = complete(stated, diagram)
    assert found.steps["Task_Handle"] == Step(time=PERSON, team="Agents", method="SOP")
    assert found.arrivals["Start_Complaint"] == replace(ARRIVALS, open="office", backlog=4)
    assert found.events["Catch_Answer"] == replace(ANSWER, clock="office")
    agents = found.teams["Agents"]
    assert (agents.cost, agents.shifts) == (42, (Shift(staff=2, calendar=found.calendars["office"]),))
    assert {"teams.Agents.staff", "steps.Task_Handle.time", "arrivals.Start_Complaint.every"} <= set(
        found.assumed
    )
    assert found.provenance["teams.Agents.cost"].kind is ProvenanceKind.STATED


def test_a_scenario_made_by_hand_is_taken_as_it_is(diagram):
    given = scenario(
        steps={"Task_Handle": Step(time=Distribution.constant(1))},
        teams={"坐席": Team(name="坐席", shifts=(Shift(staff=5),))},
        cases=7,
    )
    found = complete(given, diagram)
    assert found.steps["Task_Handle"] == given.steps["Task_Handle"]
    assert found.teams["坐席"] == given.teams["坐席"]
    assert found.cases == 7


def test_a_value_that_its_author_calls_assumed_is_not_replaced(diagram):
    stated = read_scenario(
        "{steps: {Task_Handle: {time: 1 min}}, provenance: {Task_Handle.time: assumed}}", diagram
    )
    found = complete(stated, diagram, HINTS)
    assert found.steps["Task_Handle"].time == Distribution.constant(60)
    assert found.provenance["steps.Task_Handle.time"] == Provenance(kind=ProvenanceKind.ASSUMED)


@pytest.mark.parametrize("text", ["length: 1 d", "cases: 50"])
def test_a_stated_length_or_number_of_cases_is_kept(diagram, text):
    stated = read_scenario(text, diagram)
    found = complete(stated, diagram)
    assert (found.length, found.cases) == (stated.length, stated.cases)


def test_a_finite_list_of_arrivals_needs_no_number_of_cases(diagram):
    found = complete(scenario(arrivals={"Start_Complaint": Arrivals(times=(1.0, 2.0))}), diagram)
    assert (found.length, found.cases, found.warm_up) == (None, None, 0.0)


def test_completing_twice_changes_nothing(diagram):
    once = complete(read_scenario("steps: {Task_Handle: {method: SOP}}", diagram), diagram, HINTS)
    assert complete(once, diagram, HINTS) == once
    assert once.left_open == frozenset()


def test_a_complete_scenario_can_be_sent_to_another_process(diagram):
    found = complete(None, diagram, HINTS)
    assert pickle.loads(pickle.dumps(found)) == found


def test_every_readable_file_of_others_is_completed(corpus):
    count = 0
    for path in sorted([*corpus.rglob("*.bpmn"), *corpus.rglob("*.xml")]):
        try:
            found = read(path.read_bytes(), path.name)
        except UnreadableFile:
            continue
        scenario = complete(None, found.diagram, found.hints)
        count += 1
        for step in scenario.steps.values():
            assert step.team is None or step.team in scenario.teams, path.name
        for team in scenario.teams.values():
            assert 1 <= team.shifts[0].staff < 100, path.name
        for routing in scenario.routing.values():
            assert all(0 <= chance <= 1 for chance in routing.chances.values()), path.name
        assert complete(scenario, found.diagram, found.hints) == scenario, path.name
    assert count > 500
