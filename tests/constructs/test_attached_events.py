"""Boundary events of every kind on every host, interrupting and not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from building import HOUR, open_at
from construct import Construct, construct, every, holds

from studio.scenario import Attribute, Distribution, EventTiming, Step

AT_FIVE = {
    "Timer": ("Timer", "", {"events": {"Timer": 5}}),
    "Message_x": ("Message_x", "Start > And > X > Throw_Message_x > End_x", {}),
    "Signal_x": ("Signal_x", "Start > And > X > Throw_Signal_x > End_x", {}),
    "Condition": ("Condition", "Start > And > X > End_x", {"attributes": {"late": False}}),
}
"""What happens at 5 s, from outside of the host."""

X = Step(time=Distribution.constant(5), assigns=(Attribute(name="late", chance=1.0),))

HOSTS = {
    "a task": ("", {"A": 9}, {}, {"A": ("0..9", "0..5x")}),
    "a task that waits for a person": (
        "",
        {"A": (9, "Team"), "Busy": (20, "Team")},
        {"teams": {"Team": 1}},
        {"A": ("0~20..29", "0~5x"), "Busy": ("0..20", "0..20"), "End_busy": ("20", "20")},
    ),
    "a sub-process": (
        "A: Start_in > In > End_in",
        {"In": 9},
        {},
        {"A": ("0..9", "0..5x"), "In": ("0..9", "0..5x"), "End_in": ("9", "")},
    ),
    "three instances": (
        "A * parallel 3",
        {"A": 9},
        {},
        {"A": ("0..9 0..9 0..9", "0..5x 0..5x 0..5x")},
    ),
    "a receive task": ("", {}, {"events": {"A": 9}}, {"A": ("0~9", "0~5x")}),
}


def on_every_host(event: str, interrupting: bool, host: str) -> Construct:
    id, elsewhere, more = AT_FIVE[event]
    drawing, steps, parts, told = HOSTS[host]
    name = {"a sub-process": "Sub", "a receive task": "Receive"}.get(host, "A")
    text = f"""Start > And > A > Out > End
    {drawing}
    A {"!" if interrupting else "~"} {id} > Then > End2
    {elsewhere}
    {"Condition ? late = true" if event == "Condition" else ""}"""
    if "Busy" in steps:  # came first
        text = text.replace("Start > And > A", "Start > And > Busy > End_busy\n    And > A", 1)
    end = 29 if host == "a task that waits for a person" else 9
    found = {node: both[interrupting] for node, both in told.items()}
    found |= {"Then": "5..6", "End2": "6"}
    found |= {} if interrupting else {"Out": f"{end}", "End": f"{end}"}
    if elsewhere:
        found |= {"X": "0..5", "End_x": "5"}
    events = {**parts.get("events", {}), **more.get("events", {})}
    made = construct(
        f"{event} {'ends' if interrupting else 'beside'} {host}",
        text,
        found,
        **{
            **parts,
            **more,
            "events": events,
            "steps": {**steps, "Then": 1, **({"X": X} if elsewhere else {})},
        },
    )
    return _renamed(made, name)


def _renamed(made: Construct, name: str) -> Construct:
    """Its host under an id that tells its kind."""
    if name == "A":
        return made
    words = made.drawing.replace("> A >", f"> {name} >").replace("A:", f"{name}:")
    words = words.replace("A !", f"{name} !").replace("A ~", f"{name} ~")

    def renamed(table):
        return {name if key == "A" else key: value for key, value in table.items()}

    parts = {**made.parts, "steps": renamed(made.parts["steps"]), "events": renamed(made.parts["events"])}
    return replace(made, drawing=words, told=renamed(made.told), parts=parts)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("interrupting", [True, False], ids=["interrupting", "beside"])
@pytest.mark.parametrize("event", AT_FIVE)
def test_what_comes_from_outside(event, interrupting, host):
    holds(on_every_host(event, interrupting, host))


@every(
    construct(
        "an error ends what is around it",
        """Start > Sub > Out > End
        Sub: Start_in > And > In > End_Error_x
        Sub: And > Other > End_in
        Sub ! Error_x > Then > End2""",
        {"Sub": "0..5x", "In": "0..5", "Other": "0..5x", "End_Error_x": "5", "Then": "5..6", "End2": "6"},
        steps={"In": 5, "Other": 9, "Then": 1},
    ),
    construct(
        "an error is caught by one that catches all",
        """Start > Sub > Out > End
        Sub: Start_in > In > End_Error_x
        Sub ! Error > Then > End2""",
        {"Sub": "0..5x", "In": "0..5", "End_Error_x": "5", "Then": "5..6", "End2": "6"},
        steps={"In": 5, "Then": 1},
    ),
    construct(
        "of two that catch, the one of that name",
        """Start > Sub > Out > End
        Sub: Start_in > In > End_Error_x
        Sub ! Error_y > Not > End3
        Sub ! Error_x > Then > End2""",
        {"Sub": "0..5x", "In": "0..5", "End_Error_x": "5", "Then": "5..6", "End2": "6"},
        steps={"In": 5, "Then": 1, "Not": 1},
        left_out=["simulation.boundary-never"],
    ),
    construct(
        "the named one goes before the one that catches all",
        """Start > Sub > Out > End
        Sub: Start_in > In > End_Error_x
        Sub ! Error > Not > End3
        Sub ! Error_x > Then > End2""",
        {"Sub": "0..5x", "In": "0..5", "End_Error_x": "5", "Then": "5..6", "End2": "6"},
        steps={"In": 5, "Then": 1, "Not": 1},
    ),
    construct(
        "an error in one of three instances ends them all",
        """Start > Sub > Out > End
        Sub: Start_in > In > End_Error_x
        Sub * parallel 3
        Sub ! Error_x > Then > End2""",
        {
            "Sub": "0..5x 0..5x 0..5x",
            "In": "0..5 0~5x 0~5x",
            "End_Error_x": "5",
            "Then": "5..6",
            "End2": "6",
        },
        steps={"In": (5, "Team"), "Then": 1},
        teams={"Team": 1},
    ),
    construct(
        "an escalation that interrupts",
        """Start > Sub > Out > End
        Sub: Start_in > In > Throw_Escalation_x > On > End_in
        Sub ! Escalation_x > Then > End2""",
        {"Sub": "0..5x", "In": "0..5", "Then": "5..6", "End2": "6"},
        steps={"In": 5, "On": 9, "Then": 1},
    ),
    construct(
        "an escalation beside the work",
        """Start > Sub > Out > End
        Sub: Start_in > In > Throw_Escalation_x > On > End_in
        Sub ~ Escalation_x > Then > End2""",
        {
            "Sub": "0..14",
            "In": "0..5",
            "On": "5..14",
            "End_in": "14",
            "Out": "14",
            "End": "14",
            "Then": "5..6",
            "End2": "6",
        },
        steps={"In": 5, "On": 9, "Then": 1},
    ),
    construct(
        "an escalation at the end",
        """Start > Sub > Out > End
        Sub: Start_in > In > End_Escalation_x
        Sub ~ Escalation_x > Then > End2""",
        {
            "Sub": "0..5",
            "In": "0..5",
            "End_Escalation_x": "5",
            "Out": "5",
            "End": "5",
            "Then": "5..6",
            "End2": "6",
        },
        steps={"In": 5, "Then": 1},
    ),
    construct(
        "each of three instances escalates",
        """Start > Sub > Out > End
        Sub: Start_in > In > Throw_Escalation_x > End_in
        Sub * sequential 3
        Sub ~ Escalation_x > Then > End2""",
        {
            "In": "0..5 5..10 10..15",
            "End_in": "5 10 15",
            "Out": "15",
            "End": "15",
            "Then": "5..6 10..11 15..16",
            "End2": "6 11 16",
        },
        steps={"In": 5, "Then": 1},
    ),
    construct(
        "an error of a given chance strikes at its share of the work",
        "Start > A > End\nA ! Error_x > B > End2",
        {"A": "0..4x", "B": "4..5", "End2": "5"},
        steps={"A": 8, "B": 1},
        events={"Error_x": EventTiming(chance=1.0, at=0.5)},
    ),
    construct(
        "an error of chance zero never strikes",
        "Start > A > End\nA ! Error_x > B > End2",
        {"A": "0..8", "End": "8"},
        steps={"A": 8, "B": 1},
        events={"Error_x": EventTiming(chance=0.0, at=0.5)},
    ),
    construct(
        "half-way through the work means after the wait",
        "Start > A > End\nA ! Error_x > B > End2",
        {"A": "0..4x 0~4..8x", "B": "4..5 8..9", "End2": "5 9"},
        times=[0.0, 0.0],
        steps={"A": (8, "Team"), "B": 1},
        teams={"Team": 1},
        events={"Error_x": EventTiming(chance=1.0, at=0.5)},
    ),
)
def test_what_is_thrown_inside(construct):
    holds(construct)


REMINDED = "Start > A > End\nA ~ Timer > B > End2"


@every(
    construct(
        "three times",
        REMINDED,
        {"A": "0..20", "End": "20", "B": "3..4 6..7 9..10", "End2": "4 7 10"},
        steps={"A": 20, "B": 1},
        events={"Timer": EventTiming(after=Distribution.constant(3), rings=3)},
    ),
    construct(
        "as long as the work lasts",
        REMINDED,
        {"A": "0..20", "End": "20", "B": "6..7 12..13 18..19", "End2": "7 13 19"},
        steps={"A": 20, "B": 1},
        events={"Timer": EventTiming(after=Distribution.constant(6), rings=0)},
    ),
    construct(
        "not at the instant at which the work is done",
        REMINDED,
        {"A": "0..6", "End": "6", "B": "3..4", "End2": "4"},
        steps={"A": 6, "B": 1},
        events={"Timer": EventTiming(after=Distribution.constant(3), rings=0)},
    ),
    construct(
        "only while the office is open",
        REMINDED,
        {"A": "0..36000", "End": "36000", "B": "5400..5401 14400..14401", "End2": "5401 14401"},
        steps={"A": 36000, "B": 1},
        calendars={"office": open_at((0, 2), (3, 5))},
        events={"Timer": EventTiming(after=Distribution.constant(1.5 * HOUR), rings=2, clock="office")},
    ),
    construct(
        "each of three instances has the one deadline of them all",
        "Start > A > End\nA ! Timer > B > End2\nA * sequential 3",
        {"A": "0..5 5..7x", "B": "7..8", "End2": "8"},
        steps={"A": 5, "B": 1},
        events={"Timer": 7},
    ),
    construct(
        "a deadline counts the wait for a person",
        "Start > A > End\nA ! Timer > B > End2",
        {"A": "0..6 0~6..8x", "B": "8..9", "End": "6", "End2": "9"},
        times=[0.0, 0.0],
        steps={"A": (6, "Team"), "B": 1},
        teams={"Team": 1},
        events={"Timer": 8},
    ),
    construct(
        "on a call and everything inside",
        """Start > Call > End
        Call = Q
        Call ! Timer > B > End2
        process Q
        Start_q > A > End_q""",
        {"Call": "0..7x", "A": "0..7x", "B": "7..8", "End2": "8"},
        steps={"A": 10, "B": 1},
        events={"Timer": 7},
    ),
    construct(
        "the inner deadline first",
        """Start > Sub > End
        Sub: Start_in > A > End_in
        Sub: A ! Timer_in > C > End_late
        Sub ! Timer_out > B > End2""",
        {"A": "0..4x", "C": "4..7x", "B": "7..8", "End2": "8", "Sub": "0..7x"},
        steps={"A": 10, "B": 1, "C": 10},
        events={"Timer_in": 4, "Timer_out": 7},
    ),
)
def test_deadlines_and_reminders(construct):
    holds(construct)
