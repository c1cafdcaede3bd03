"""Ladders laid over a step: why a case climbs, what a late answer does, and who settles it."""

from __future__ import annotations

import pytest
from building import HOUR, every_day, staffed
from construct import construct, holds
from laddered import BOSS, LEAD, ONE, STEPS, climbs, ladder, level

from studio.model import parse_guard
from studio.scenario import Attribute, Distribution, OnMiss, Step

CASES = [
    (
        construct(
            "cannot decide",
            ONE,
            {"A": "0..5", "L/Lead": "5..8", "B": "8..9", "End": "9"},
            steps=STEPS,
            **ladder(LEAD, BOSS),
        ),
        ["5 Lead cannot_decide settled 8"],
    ),
    (
        construct(
            "never climbs",
            ONE,
            {"A": "0..5", "B": "5..6", "End": "6"},
            steps=STEPS,
            **ladder(LEAD, BOSS, cannot_decide=0.0),
        ),
        [],
    ),
    (
        construct(
            "the customer asks",
            ONE,
            {"A": "0..5", "L/Lead": "5..8", "B": "8..9", "End": "9"},
            steps=STEPS,
            **ladder(LEAD, BOSS, customer_asks=1.0),
        ),
        ["5 Lead customer_asks settled 8"],
    ),
    (
        construct(
            "over authority by the amount, before anything else",
            ONE,
            {"A": "0..5", "L/Lead": "5..8", "B": "8..9", "End": "9"},
            steps=STEPS,
            attributes={"amount": 900},
            **ladder(LEAD, BOSS, cannot_decide=1.0, over_authority=parse_guard("amount > 500")),
        ),
        ["5 Lead over_authority settled 8"],
    ),
    (
        construct(
            "within authority",
            ONE,
            {"A": "0..5", "B": "5..6", "End": "6"},
            steps=STEPS,
            attributes={"amount": 100},
            **ladder(LEAD, BOSS, over_authority=parse_guard("amount > 500")),
        ),
        [],
    ),
    (
        construct(
            "what the step assigns decides",
            ONE,
            {"A": "0..5", "L/Lead": "5..8", "B": "8..9", "End": "9"},
            attributes={"amount": 100},
            **ladder(LEAD, BOSS, over_authority=parse_guard("amount > 500")),
            steps={
                "B": 1,
                "A": Step(
                    time=Distribution.constant(5),
                    assigns=(Attribute(name="amount", number=Distribution.constant(900)),),
                ),
            },
        ),
        ["5 Lead over_authority settled 8"],
    ),
    (
        construct(
            "a level that may not settle it passes it up",
            ONE,
            {"A": "0..5", "L/Lead": "5..8", "L/Boss": "8..18", "B": "18..19", "End": "19"},
            steps=STEPS,
            **ladder(level("Lead", 3, settles=0.0), BOSS),
        ),
        ["5 Lead cannot_decide passed_up 8", "8 Boss over_authority settled 18"],
    ),
    (
        construct(
            "a level settles by the amount",
            ONE,
            {"A": "0..5", "L/Lead": "5..8", "B": "8..9", "End": "9"},
            steps=STEPS,
            attributes={"amount": 900},
            **ladder(level("Lead", 3, settles="amount <= 2000"), BOSS),
        ),
        ["5 Lead cannot_decide settled 8"],
    ),
    (
        construct(
            "a level does not settle by the amount",
            ONE,
            {"A": "0..5", "L/Lead": "5..8", "L/Boss": "8..18", "B": "18..19", "End": "19"},
            steps=STEPS,
            attributes={"amount": 9000},
            **ladder(level("Lead", 3, settles="amount <= 2000"), BOSS),
        ),
        ["5 Lead cannot_decide passed_up 8", "8 Boss over_authority settled 18"],
    ),
    (
        construct(
            "the top settles what it may not",
            ONE,
            {"A": "0..5", "L/Boss": "5..15", "B": "15..16", "End": "16"},
            steps=STEPS,
            **ladder(level("Boss", 10, settles=0.0)),
        ),
        ["5 Boss cannot_decide settled 15"],
    ),
    (
        construct(
            "late: moved up, whoever was at it is free",
            ONE,
            {"A": "0..5", "L/Lead": "5..7x", "L/Boss": "7..17", "B": "17..18", "End": "18"},
            steps=STEPS,
            **ladder(level("Lead", 3, within=2), BOSS),
        ),
        ["5 Lead cannot_decide moved late", "7 Boss deadline settled 17"],
    ),
    (
        construct(
            "late in the queue: moved up out of it",
            ONE,
            {"A": "0..5 0..5", "L/Lead": "5..7 5~7x", "L/Boss": "7..17", "B": "7..8 17..18", "End": "8 18"},
            times=[0.0, 0.0],
            steps=STEPS,
            **ladder(level("Lead", 2, within=2), BOSS),
        ),
        [
            "5 Lead cannot_decide moved late",
            "5 Lead cannot_decide settled 7",
            "7 Boss deadline settled 17",
        ],
    ),
    (
        construct(
            "an answer at the deadline is in time",
            ONE,
            {"A": "0..5", "L/Lead": "5..8", "B": "8..9", "End": "9"},
            steps=STEPS,
            **ladder(level("Lead", 3, within=3), BOSS),
        ),
        ["5 Lead cannot_decide settled 8"],
    ),
    (
        construct(
            "late: a copy goes up, and the lower level is faster",
            ONE,
            {"A": "0..5", "L/Lead": "5..8", "L/Boss": "7..8x", "B": "8..9", "End": "9"},
            steps=STEPS,
            **ladder(level("Lead", 3, within=2, on_miss=OnMiss.COPY), BOSS),
        ),
        ["5 Lead cannot_decide settled 8 late", "7 Boss deadline withdrawn"],
    ),
    (
        construct(
            "late: a copy goes up, and the upper level is faster",
            ONE,
            {"A": "0..5", "L/Lead": "5..9x", "L/Boss": "7..9", "B": "9..10", "End": "10"},
            steps=STEPS,
            **ladder(level("Lead", 30, within=2, on_miss=OnMiss.COPY), level("Boss", 2)),
        ),
        ["5 Lead cannot_decide withdrawn late", "7 Boss deadline settled 9"],
    ),
    (
        construct(
            "late: a copy went up, and the lower level passes it up too",
            ONE,
            {"A": "0..5", "L/Lead": "5..8", "L/Boss": "7..17", "B": "17..18", "End": "18"},
            steps=STEPS,
            **ladder(level("Lead", 3, within=2, settles=0.0, on_miss=OnMiss.COPY), BOSS),
        ),
        ["5 Lead cannot_decide passed_up 8 late", "7 Boss deadline settled 17"],
    ),
    (
        construct(
            "late: the level above is told, and the lower one goes on",
            ONE,
            {"A": "0..5", "L/Lead": "5..8", "B": "8..9", "End": "9"},
            steps=STEPS,
            **ladder(level("Lead", 3, within=2, on_miss=OnMiss.NOTIFY), BOSS),
        ),
        ["5 Lead cannot_decide settled 8 late", "7 Boss deadline notified"],
    ),
    (
        construct(
            "the top is late and keeps it",
            ONE,
            {"A": "0..5", "L/Boss": "5..15", "B": "15..16", "End": "16"},
            steps=STEPS,
            **ladder(level("Boss", 10, within=1)),
        ),
        ["5 Boss cannot_decide settled 15 late"],
    ),
    (
        construct(
            "moved up twice",
            ONE,
            {"A": "0..5", "L/Lead": "5..7x", "L/Boss": "7..8x", "L/Chief": "8..9", "B": "9..10", "End": "10"},
            steps=STEPS,
            **ladder(level("Lead", 3, within=2), level("Boss", 10, within=1), level("Chief", 1)),
        ),
        ["5 Lead cannot_decide moved late", "7 Boss deadline moved late", "8 Chief deadline settled 9"],
    ),
    (
        construct(
            "copied up twice, the lowest settles it for all",
            ONE,
            {"A": "0..5", "L/Lead": "5..9", "L/Boss": "7..9x", "L/Chief": "8..9x", "B": "9..10", "End": "10"},
            steps=STEPS,
            **ladder(
                level("Lead", 4, within=2, on_miss=OnMiss.COPY),
                level("Boss", 10, within=1, on_miss=OnMiss.COPY),
                level("Chief", 20),
            ),
        ),
        [
            "5 Lead cannot_decide settled 9 late",
            "7 Boss deadline withdrawn late",
            "8 Chief deadline withdrawn",
        ],
    ),
    (
        construct(
            "reply time by office hours",
            ONE,
            {
                "A": "0..5",
                "L/Lead": "5~36000x",
                "L/Boss": "36000..36010",
                "B": "36010..36011",
                "End": "36011",
            },
            calendars={"office": every_day(9, 17)},
            steps=STEPS,
            **ladder(level("Lead", 3, within=HOUR, clock="office"), BOSS)
            | {"teams": {"Lead": staffed((1, every_day(18, 19))), "Boss": 1}},
        ),
        ["36000 Boss deadline settled 36010", "5 Lead cannot_decide moved late"],
    ),
]


@pytest.mark.parametrize(("construct", "told"), CASES, ids=[case.name for case, _ in CASES])
def test_ladders(construct, told):
    story = holds(construct)
    assert climbs(story) == told
