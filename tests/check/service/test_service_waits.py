"""Where a case can wait for ever, and deadlines that nobody hears of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_drawn import assumed, desk, found, problems, stated

from studio.model import EventDefinition, EventKind, Severity

LANES = {"A": "Agents", "B": "Leads"}


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("Start > Receive_x > End", ["Receive_x"]),
        ("Start > Message_x > End", ["Message_x"]),
        ("Start > Catch_Signal > End", ["Catch_Signal"]),
        ("Start > Catch_Error > End", []),
        ("Start > First > Message_x > End\nFirst > Message_y > End", ["First"]),
        ("Start > First > Message_x > End\nFirst > Timer_y > End", []),
        ("Start > Receive_x > End\nReceive_x ! Timer_y > End_late", []),
        ("Start > Receive_x > End\nReceive_x ~ Timer_y > A > End_late", []),
        ("Start > Receive_x > End\nReceive_x ! Error_y > End_late", ["Receive_x"]),
        ("Start > Sub > End\nSub: Start_in > Message_x > End_in", ["Message_x"]),
        ("Start > Sub > End\nSub: Start_in > Message_x > End_in\nSub ! Timer_y > End_late", []),
        ("Receive_x > End", []),
        ("Start > Timer_x > End", []),
        ("Start > A > To_x\nFrom_x > End", []),
    ],
)
def test_a_wait_needs_a_deadline(text, waits):
    """On it, beside it behind an event gateway, or on a sub-process around it; a timer is one itself."""
    assert found(desk(text), "no-deadline") == waits


def test_a_catch_event_of_a_timer_and_a_message_ends_with_either():
    diagram = desk("Start > Message_x > End")
    either = (EventDefinition(kind=EventKind.MESSAGE), EventDefinition(kind=EventKind.TIMER))
    nodes = [replace(node, events=either) if node.id == "Message_x" else node for node in diagram.nodes]
    assert found(replace(diagram, nodes=tuple(nodes)), "no-deadline") == []
    nodes = [replace(node, all_events=True) if node.id == "Message_x" else node for node in nodes]
    assert found(replace(diagram, nodes=tuple(nodes)), "no-deadline") == ["Message_x"]


@pytest.mark.parametrize(
    ("after", "waits"),
    [
        ("{uniform: {low: 0 min, high: 60 min}}", []),
        ("{mixture: [{weight: 1, constant: 1 min}, {weight: 1, uniform: {low: 0 s, high: 1 h}}]}", []),
        ("{exponential: {mean: 30 min}}", ["Catch_Signal"]),
        (
            "{mixture: [{weight: 1, constant: 1 min}, {weight: 1, exponential: {mean: 1 h}}]}",
            ["Catch_Signal"],
        ),
    ],
)
def test_a_round_that_begins_in_a_limited_time_is_a_deadline_of_its_own(after, waits):
    diagram = desk("Start > Catch_Signal > End")
    scenario = stated(f"events: {{Catch_Signal: {{after: {after}}}}}", diagram)
    assert found(diagram, "no-deadline", scenario) == waits
    assert found(diagram, "no-deadline") == ["Catch_Signal"]
    nobody_said = assumed(scenario, "events.Catch_Signal.after")
    assert found(diagram, "no-deadline", nobody_said) == ["Catch_Signal"]


def test_how_long_a_customer_takes_is_no_deadline():
    diagram = desk("Start > Message_x > End")
    scenario = stated("events: {Message_x: {after: {uniform: {low: 0 h, high: 8 h}}}}", diagram)
    assert found(diagram, "no-deadline", scenario) == ["Message_x"]


def test_many_waits_without_a_deadline_are_told_once():
    diagram = desk("Start > " + " > ".join(f"Receive_{n}" for n in range(6)) + " > End")
    (problem,) = [it for it in problems(diagram) if it.code.startswith("service.no-deadline")]
    assert (problem.code, problem.element, problem.severity) == (
        "service.no-deadline.many",
        "P",
        Severity.WARNING,
    )
    assert dict(problem.parameters) == {"count": "6", "total": "6"}


@pytest.mark.parametrize(
    ("text", "unheard"),
    [
        ("A > End\nA ! Timer_x > B > End_late", []),
        ("A > End\nA ~ Timer_x > B > End_late", []),
        ("A > End\nA ~ Timer_x > Xor > B > End_late\nXor > End_nothing", []),
        ("A > End\nA ~ Timer_x > End_Escalation", []),
        ("A > End\nA ~ Timer_x > End_Message", []),
        ("A > End\nA ~ Timer_x > Throw_Signal > End_late", []),
        ("A > End\nA ~ Timer_x > Send_note > End_late", []),
        ("A > End\nA ! Timer_x > End_late", ["Timer_x"]),
        ("A > End\nA ~ Timer_x > End_late", ["Timer_x"]),
        ("A > End\nA ~ Timer_x > A", ["Timer_x"]),
        ("A > End\nA ! Timer_x > A", ["Timer_x"]),
        ("A > End\nA ~ Timer_x > A2 > End_late", ["Timer_x"]),
        ("A > End\nA ! Timer_x > A2 > End_late", []),
        ("A > End\nA ~ Timer_x > To_far\nFrom_far > B > End_late", []),
        ("Service_s > End\nService_s ~ Timer_x > End_late", []),
        ("Receive_r > End\nReceive_r ! Timer_x > End_late", []),
    ],
)
def test_a_deadline_on_peoples_work_must_reach_somebody_else(text, unheard):
    """What takes the work away may lead to another step of the same people: then it is decided."""
    diagram = desk(f"Start > {text}", lanes=LANES | {"A2": "Agents"}, timers={"Timer_x": "PT1H"})
    assert found(diagram, "unheard-timer") == unheard


def test_people_of_another_team_in_the_same_lane_are_others():
    diagram = desk(
        "Start > A > End\nA ~ Timer_x > A2 > End_late",
        lanes={"A": "Agents", "A2": "Agents"},
        timers={"Timer_x": "PT1H"},
    )
    scenario = stated("teams: {Lead: {staff: 1}}\nsteps: {A2: {team: Lead, time: 1 min}}", diagram)
    assert found(diagram, "unheard-timer", scenario) == []
    assert found(diagram, "unheard-timer") == ["Timer_x"]


@pytest.mark.parametrize(
    ("timer", "name", "silent"),
    [
        ("PT1H", "", False),
        ("", "Not done in 4 h", False),
        ("", "4小时未完成", False),
        ("", "Late", True),
        ("${limit}", "Late", False),
        ("2026-05-01T00:00", "", False),
    ],
)
def test_a_deadline_has_a_time(timer, name, silent):
    diagram = desk(
        "Start > A > End\nA ! Timer_x > B > End_late",
        lanes=LANES,
        timers={"Timer_x": timer} if timer else {},
        names={"Timer_x": name},
    )
    assert found(diagram, "no-reply-time") == (["Timer_x"] if silent else [])


def test_a_time_in_the_scenario_counts_and_an_assumed_one_does_not():
    diagram = desk("Start > A > End\nA ! Timer_x > B > End_late", lanes=LANES)
    scenario = stated("events: {Timer_x: {after: 4 h}}", diagram)
    assert found(diagram, "no-reply-time", scenario) == []
    assert found(diagram, "no-reply-time", stated("", diagram)) == ["Timer_x"]


def test_the_timer_behind_an_event_gateway_has_a_time_too():
    text = "Start > First > Message_x > End\nFirst > Timer_y > End_late"
    assert found(desk(text), "no-reply-time") == ["Timer_y"]
    assert found(desk(text, timers={"Timer_y": "P2D"}), "no-reply-time") == []
    assert found(desk("Start > Timer_y > End"), "no-reply-time") == []
