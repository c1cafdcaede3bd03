"""Ladders beside what else goes on in a case: instances, events, other steps, promises."""

from __future__ import annotations

import pytest
from building import guards
from construct import construct, holds
from laddered import BOSS, LEAD, ONE, STEPS, climbs, ladder

from studio.scenario import Attribute, CallBack, Distribution, Escalation, EventTiming, Promise, Step

CASES = [
    (
        construct(
            "a level that works on another step too",
            "Start > And > A > B > End\nAnd > C > End2",
            {"A": "0..5", "C": "0..9", "End2": "9", "L/Lead": "5~9..12", "B": "12..13", "End": "13"},
            **ladder(LEAD, BOSS) | {"steps": {**STEPS, "C": (9, "Lead")}},
        ),
        ["5 Lead cannot_decide settled 12"],
    ),
    (
        construct(
            "each of two instances climbs for itself",
            ONE + "\nA * parallel 2",
            {"A": "0..5 0..5", "L/Lead": "5..8 5~8..11", "B": "11..12", "End": "12"},
            steps=STEPS,
            **ladder(LEAD, BOSS),
        ),
        ["5 Lead cannot_decide settled 11", "5 Lead cannot_decide settled 8"],
    ),
    (
        construct(
            "each of two rounds climbs for itself",
            ONE + "\nA * sequential 2",
            {"A": "0..5 8..13", "L/Lead": "5..8 13..16", "B": "16..17", "End": "17"},
            steps=STEPS,
            **ladder(LEAD, BOSS),
        ),
        ["13 Lead cannot_decide settled 16", "5 Lead cannot_decide settled 8"],
    ),
    (
        construct(
            "a boundary event interrupts the climb",
            ONE + "\nA ! Timer > C > End2",
            {"A": "0..5", "L/Lead": "5..7x", "C": "7..8", "End2": "8"},
            steps={**STEPS, "C": 1},
            events={"Timer": 7},
            **ladder(LEAD, BOSS),
        ),
        ["5 Lead cannot_decide withdrawn"],
    ),
    (
        construct(
            "a boundary event beside the climb",
            ONE + "\nA ~ Timer > C > End2",
            {"A": "0..5", "L/Lead": "5..8", "B": "8..9", "End": "9", "C": "7..8", "End2": "8"},
            steps={**STEPS, "C": 1},
            events={"Timer": 7},
            **ladder(LEAD, BOSS),
        ),
        ["5 Lead cannot_decide settled 8"],
    ),
    (
        construct(
            "a terminate end withdraws the climb",
            "Start > And > A > B > End\nAnd > C > End_Terminate",
            {"A": "0..5", "L/Lead": "5..7x", "C": "0..7", "End_Terminate": "7"},
            steps={**STEPS, "C": 7},
            **ladder(LEAD, BOSS),
        ),
        ["5 Lead cannot_decide withdrawn"],
    ),
    (
        construct(
            "a second visit climbs again",
            "Start > A > Xor > B > A\nXor > End",
            {"A": "0..5 9..14", "L/Lead": "5..8 14..17", "B": "8..9", "End": "17"},
            attributes={"seen": False},
            routing=guards("Xor", "B", End="seen = true"),
            **ladder(LEAD, BOSS),
            steps={
                "A": 5,
                "B": Step(time=Distribution.constant(1), assigns=(Attribute(name="seen", chance=1.0),)),
            },
        ),
        ["14 Lead cannot_decide settled 17", "5 Lead cannot_decide settled 8"],
    ),
    (
        construct(
            "two steps climb one ladder",
            ONE,
            {"A": "0..5", "B": "8..9", "L/Lead": "5..8 9..12", "End": "12"},
            steps=STEPS,
            **ladder(LEAD, BOSS)
            | {"escalations": {node: Escalation(ladder="L", cannot_decide=1.0) for node in "AB"}},
        ),
        ["5 Lead cannot_decide settled 8", "9 Lead cannot_decide settled 12"],
    ),
    (
        construct(
            "in a sub-process that is broken off",
            """Start > Sub > B > End
            Sub: Start_in > A > End_in
            Sub ! Timer > C > End2""",
            {"Sub": "0..7x", "A": "0..5", "L/Lead": "5..7x", "C": "7..8", "End2": "8"},
            steps={**STEPS, "C": 1},
            events={"Timer": 7},
            **ladder(LEAD, BOSS),
        ),
        ["5 Lead cannot_decide withdrawn"],
    ),
    (
        construct(
            "an error half-way through the work of the step, not of the ladder",
            ONE + "\nA ! Error_x > C > End2",
            {"A": "0..5", "L/Lead": "5..8", "C": "8..9", "End2": "9"},
            steps={**STEPS, "C": 1},
            events={"Error_x": EventTiming(chance=1.0, at=0.5)},
            **ladder(LEAD, BOSS),
        ),
        ["5 Lead cannot_decide settled 8"],
    ),
    (
        construct(
            "who gave up and called back climbs after all",
            ONE,
            {
                "A": "0..5 0~4! 6..11",
                "A calls back": "4~6",
                "L/Lead": "5..8 11..14",
                "B": "8..9 14..15",
                "End": "9 15",
            },
            times=[0.0, 0.0],
            **ladder(LEAD, BOSS)
            | {
                "teams": {"Lead": 1, "Boss": 1, "Team": 1},
                "steps": {
                    "B": 1,
                    "A": Step(
                        time=Distribution.constant(5),
                        team="Team",
                        patience=Distribution.constant(4),
                        calls_back=CallBack(chance=1.0, after=Distribution.constant(2)),
                    ),
                },
            },
        ),
        ["11 Lead cannot_decide settled 14", "5 Lead cannot_decide settled 8"],
    ),
]


@pytest.mark.parametrize(("construct", "told"), CASES, ids=[case.name for case, _ in CASES])
def test_a_ladder_among_others(construct, told):
    story = holds(construct)
    assert climbs(story) == told


@pytest.mark.parametrize(
    ("begins", "ends", "took"), [("A", "A", 8), (None, "A", 9), ("A", None, 9), (None, None, 10)]
)
@pytest.mark.parametrize("marker", ["", "\nA * parallel 1", "\nA * sequential 1"])
def test_a_promise_counts_the_ladder_and_the_rounds_of_its_step(begins, ends, took, marker):
    """C takes a second, A five and its ladder three, B one."""
    story = holds(
        construct(
            "promised",
            "Start > C > A > B > End" + marker,
            {"C": "0..1", "A": "1..6", "L/Lead": "6..9", "B": "9..10", "End": "10"},
            steps={**STEPS, "C": 1},
            promises=tuple(
                Promise(name=str(within), within=within, from_=begins, to=ends) for within in (took - 1, took)
            ),
            **ladder(LEAD, BOSS),
        )
    )
    assert (story.run.cases.due, story.run.cases.kept) == ([1, 1], [0, 1])
