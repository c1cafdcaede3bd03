"""The studio's own entries on an element: read as people write them, and taken up where nobody says more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drawn_by_hand import flows, node

from studio.model import Diagram, Hint, Lane, NodeKind, Process
from studio.scenario import Distribution, Provenance, ProvenanceKind, complete, read_scenario
from studio.scenario.properties import Properties, told_duration

MINUTE, HOUR = 60.0, 3600.0
ASSUMED = Distribution.lognormal(360, cv=0.8)


def drawn(
    *told: tuple[str, str], kind: NodeKind = NodeKind.USER_TASK, lane: tuple[tuple[str, str], ...] = ()
):
    """One step with those entries, between a start and an end."""
    nodes = (
        node("Start", NodeKind.START_EVENT),
        node("T", kind, "Handle", properties=told),
        node("End", NodeKind.END_EVENT),
    )
    return Diagram(
        processes=(Process(id="P"),),
        lanes=(
            Lane(id="Lane_Agents", name="坐席", process="P", properties=lane),
            Lane(id="Lane_Office", name="Back office", process="P"),
        ),
        nodes=tuple(replace(it, pool=None) for it in nodes),
        flows=flows("f1: Start -> T", "f2: T -> End"),
    )


def from_diagram(source: str) -> Provenance:
    return Provenance(kind=ProvenanceKind.DIAGRAM, source=source)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("6 min", 6 * MINUTE),
        ("6min", 6 * MINUTE),
        ("6分钟", 6 * MINUTE),
        ("六分钟", 6 * MINUTE),
        ("半小时", 30 * MINUTE),
        ("半个小时", 30 * MINUTE),
        ("一个半小时", 90 * MINUTE),
        ("1.5小时", 90 * MINUTE),
        ("2小时30分", 150 * MINUTE),
        ("PT6M", 6 * MINUTE),
        ("8 工时", 8 * HOUR),
        ("4 working hours", 4 * HOUR),
        ("half an hour", 30 * MINUTE),
        ("within 48 hours", 48 * HOUR),
        ("48小时内", 48 * HOUR),
        ("6–8 min", 8 * MINUTE),
        ("6 min + 4 min", 10 * MINUTE),
        ("90 s", 90.0),
        ("2 d", 48 * HOUR),
    ],
)
def test_a_time_is_read_as_people_write_it(text, seconds):
    assert told_duration(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "尽快",
        "6",
        "",
        " ",
        "0 min",
        "-5 min",
        "– 5 min",
        "6 min + soon",
        "9" * 60 + " min",
        "20 years",
    ],
)
def test_what_is_no_time_is_none(text):
    assert told_duration(text) is None


def test_entries_are_texts_times_and_lists():
    found = Properties.of(
        node(
            "T",
            NodeKind.TASK,
            properties=(
                ("method", " SOP-012 "),
                ("standardTime", "6 分钟"),
                ("owner", "投诉主管"),
                ("reads", "amount, vip，channel、vip"),
                ("writes", "result"),
                ("team", "Agents, Remote"),
                ("ladder", "complaint"),
                ("replyTime", "soon"),
                ("authority", "amount <= 200"),
                ("note", "anything"),
                ("empty", " "),
            ),
        )
    )
    assert found == Properties(
        method="SOP-012",
        standard_time=6 * MINUTE,
        owner="投诉主管",
        reads=("amount", "vip", "channel"),
        writes=("result",),
        team="Agents, Remote",
        ladder="complaint",
        reply_time=None,
        authority="amount <= 200",
        unreadable=(("replyTime", "soon"),),
    )
    assert found.teams == ("Agents, Remote", "Agents")


def test_an_element_without_entries_says_nothing():
    assert Properties.of(node("T", NodeKind.TASK)) == Properties()
    assert Properties.of(node("T", NodeKind.TASK, properties=(("method", " "),))) == Properties()


def test_method_and_standard_time_come_from_the_diagram_with_their_words():
    found = complete(None, drawn(("method", "SOP-012"), ("standardTime", "10分钟")))
    step = found.steps["T"]
    assert (step.method, step.standard_time) == ("SOP-012", 10 * MINUTE)
    assert found.provenance["steps.T.method"] == from_diagram("method “SOP-012”")
    assert found.provenance["steps.T.standard_time"] == from_diagram("standardTime “10分钟”")


def test_a_standard_time_is_the_mean_where_nobody_says_how_long_a_step_takes():
    """Its provenance says that it is the standard, and the input is no assumption any more."""
    found = complete(None, drawn(("standardTime", "10 min")))
    assert found.steps["T"].time == Distribution.lognormal(600, cv=0.8)
    assert found.provenance["steps.T.time"] == from_diagram("standardTime “10 min” (standard time)")
    assert "steps.T.time" not in found.assumed
    system = complete(None, drawn(("standardTime", "10 s"), kind=NodeKind.SERVICE_TASK))
    assert system.steps["T"].time == Distribution.constant(10)


def test_a_standard_time_of_the_scenario_is_the_mean_too_and_no_measurement():
    diagram = drawn()
    text = "{steps: {T: {standard_time: 10 min}}, provenance: {T: {kind: measured, source: Rules}}}"
    found = complete(read_scenario(text, diagram), diagram)
    assert found.steps["T"].time == Distribution.lognormal(600, cv=0.8)
    assert found.provenance["steps.T.time"] == Provenance(
        kind=ProvenanceKind.STATED, source="Rules (standard time)"
    )


def test_a_measured_time_and_a_hint_go_before_the_standard_time():
    diagram = drawn(("standardTime", "10 min"))
    stated = complete(read_scenario("steps: {T: {time: 3 min}}", diagram), diagram)
    assert stated.steps["T"].time == Distribution.constant(180)
    assert stated.steps["T"].standard_time == 600
    hint = Hint(element="T", parameter="time", value="4 min", source="BPSim")
    hinted = complete(None, diagram, [hint])
    assert (hinted.steps["T"].time, hinted.steps["T"].standard_time) == (Distribution.constant(240), 600)


def test_what_the_scenario_states_goes_before_the_diagram():
    diagram = drawn(("method", "SOP-012"), ("standardTime", "10 min"), ("team", "Back office"))
    text = "steps: {T: {method: SOP-013, standard_time: 5 min, team: 坐席}}"
    found = complete(read_scenario(text, diagram), diagram)
    step = found.steps["T"]
    assert (step.method, step.standard_time, step.team) == ("SOP-013", 300, "坐席")
    assert found.provenance["steps.T.method"].kind is ProvenanceKind.STATED


def test_an_unreadable_time_leaves_the_assumption():
    found = complete(None, drawn(("standardTime", "soon")))
    assert (found.steps["T"].time, found.steps["T"].standard_time) == (ASSUMED, None)
    assert "steps.T.time" in found.assumed


@pytest.mark.parametrize(
    ("told", "team"),
    [
        ("Back office", "Back office"),
        ("坐席", "坐席"),
        ("lane_office", "Back office"),
        ("Night crew", "Night crew"),
        ("Nobody known, Back office", "Nobody known"),
        ("Back office, Night crew", "Back office"),
    ],
)
def test_the_team_of_the_entry_does_the_step(told, team):
    found = complete(None, drawn(("team", told)))
    assert found.steps["T"].team == team
    assert team in found.teams
    assert found.teams[team].shifts[0].staff > 0
    assert found.provenance["steps.T.team"] == from_diagram(f"team “{told}”")


def test_a_lane_may_say_which_team_works_in_it():
    lane = (("team", "Night crew"),)
    assert complete(None, drawn(lane=lane)).steps["T"].team == "Night crew"
    assert complete(None, drawn(("team", "Back office"), lane=lane)).steps["T"].team == "Back office"
    assert complete(None, drawn(kind=NodeKind.SERVICE_TASK, lane=lane)).steps["T"].team is None


def test_completing_twice_changes_nothing():
    diagram = drawn(("method", "SOP-012"), ("standardTime", "10 min"), ("team", "Night crew"))
    once = complete(None, diagram)
    assert complete(once, diagram) == once


def test_a_step_that_took_over_the_work_of_another_has_the_standard_time_of_the_scenario():
    diagram = drawn(("standardTime", "10 min"))
    found = complete(read_scenario("steps: {T: {time: 3 min, also: {Gone: 2 min}}}", diagram), diagram)
    assert found.steps["T"].standard_time is None
