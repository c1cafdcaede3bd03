"""Loops and several instances: what is done how often, when, and by whom."""

from __future__ import annotations

import pytest
from bpmn_drawn import bpmn
from building import chances, guards, open_at, staffed, told
from construct import construct, every, holds

from studio.scenario import Attribute, Distribution, Instances, Repeats, Step


def times(seconds: float, **more) -> Step:
    return Step(time=Distribution.constant(seconds), **more)


def number(count: float) -> Instances:
    return Instances(number=Distribution.constant(count))


ONE = "Start > A > End"
PARALLEL = ONE + "\nA * parallel 3"
SEQUENTIAL = ONE + "\nA * sequential 3"
SUB = "Start > Sub > End\nSub: Start_in > A > B > End_in"


@every(
    construct("three at once need nobody", PARALLEL, {"A": "0..5 0..5 0..5", "End": "5"}, steps={"A": 5}),
    construct(
        "three at once by three people",
        PARALLEL,
        {"A": "0..5 0..5 0..5", "End": "5"},
        steps={"A": (5, "Team")},
        teams={"Team": 3},
    ),
    construct(
        "three at once by one person",
        PARALLEL,
        {"A": "0..5 0~5..10 0~10..15", "End": "15"},
        steps={"A": (5, "Team")},
        teams={"Team": 1},
    ),
    construct(
        "three at once by two people",
        PARALLEL,
        {"A": "0..5 0..5 0~5..10", "End": "10"},
        steps={"A": (5, "Team")},
        teams={"Team": 2},
    ),
    construct(
        "three in a row though three people are free",
        SEQUENTIAL,
        {"A": "0..5 5..10 10..15", "End": "15"},
        steps={"A": (5, "Team")},
        teams={"Team": 3},
    ),
    construct(
        "as many as an attribute says",
        PARALLEL,
        {"A": "0..5 0~5..10", "End": "10"},
        steps={"A": times(5, team="Team", instances=Instances(by="items"))},
        attributes={"items": 2},
        teams={"Team": 1},
    ),
    construct(
        "an attribute that is assigned on the way",
        "Start > B > A > End\nA * parallel 9",
        {"B": "0..1", "A": "1..6 1..6", "End": "6"},
        steps={
            "B": times(1, assigns=(Attribute(name="items", number=Distribution.constant(2)),)),
            "A": times(5, instances=Instances(by="items")),
        },
    ),
    construct("no instances, at once", ONE, {"End": "0"}, steps={"A": times(5, instances=number(0))}),
    construct("no instances, in a row", SEQUENTIAL, {"End": "0"}, steps={"A": times(5, instances=number(0))}),
    construct(
        "an attribute that nobody knows is none",
        ONE,
        {"End": "0"},
        steps={"A": times(5, instances=Instances(by="items"))},
    ),
    construct(
        "two of three in a row are enough",
        SEQUENTIAL + " until nrOfCompletedInstances >= 2",
        {"A": "0..5 5..10", "End": "10"},
        steps={"A": 5},
    ),
    construct(
        "two of three at once are enough, the third is withdrawn",
        PARALLEL + " until nrOfCompletedInstances >= 2",
        {"A": "0..5 0~5..10 0~10x", "End": "10"},
        steps={"A": (5, "Team")},
        teams={"Team": 1},
    ),
    construct(
        "whoever works on one that is not needed any more is free at once",
        PARALLEL.replace("A >", "A > B >") + " until nrOfCompletedInstances >= 1",
        {"A": "0..5 0~3..5x 0~5x", "B": "5..6", "End": "6"},
        # The second person comes at 3 and is busy with the second instance when the first is done.
        steps={"A": (5, "Team"), "B": (1, "Team")},
        teams={"Team": staffed(1, (1, open_at((3 / 3600, 1))))},
    ),
    construct(
        "enough by the share that is left",
        PARALLEL + " until nrOfActiveInstances < nrOfInstances",
        {"A": "0..5 0~5x 0~5x", "End": "5"},
        steps={"A": (5, "Team")},
        teams={"Team": 1},
    ),
    construct(
        "a sub-process three times at once",
        SUB + "\nSub * parallel 3",
        {"A": "0..5 0~5..10 0~10..15", "B": "5..7 10..12 15..17", "End_in": "7 12 17", "End": "17"},
        steps={"A": (5, "Team"), "B": 2},
        teams={"Team": 1},
    ),
    construct(
        "a sub-process twice in a row",
        SUB + "\nSub * sequential 2",
        {"A": "0..5 7..12", "B": "5..7 12..14", "End_in": "7 14", "End": "14"},
        steps={"A": (5, "Team"), "B": 2},
        teams={"Team": 1},
    ),
    construct(
        "a sub-process of which one round is enough",
        SUB + "\nSub * parallel 3 until nrOfCompletedInstances >= 1",
        {"A": "0..5 0~5..7x 0~7x", "B": "5..7", "End_in": "7", "End": "7"},
        steps={"A": (5, "Team"), "B": 2},
        teams={"Team": 1},
    ),
    construct(
        "joins inside belong to their own instance",
        """Start > Sub > End
        Sub: Start_in > And1 > A > And2 > End_in
        Sub: And1 > B > And2
        Sub * parallel 2""",
        {"A": "0..1 0~1..2", "B": "0..10 0~10..20", "End_in": "10 20", "End": "20"},
        steps={"A": (1, "Fast"), "B": (10, "Slow")},
        teams={"Fast": 1, "Slow": 1},
    ),
    construct(
        "several in several",
        """Start > Sub > End
        Sub: Start_in > A > End_in
        Sub * sequential 2
        A * parallel 2""",
        {"A": "0..5 0..5 5..10 5..10", "End_in": "5 10", "End": "10"},
        steps={"A": 5},
    ),
    construct(
        "a second visit makes new instances",
        "Start > A > Xor > B > A\nXor > End\nA * parallel 2",
        {"A": "0..5 0..5 6..11 6..11", "B": "5..6", "End": "11"},
        steps={"A": 5, "B": times(1, assigns=(Attribute(name="seen", chance=1.0),))},
        attributes={"seen": False},
        routing=guards("Xor", "B", End="seen = true"),
    ),
)
def test_several_instances(construct):
    holds(construct)


@every(
    construct(
        "once, then while the condition holds",
        ONE + "\nA * loop while loopCounter < 3",
        {"A": "0..5 5..10 10..15", "End": "15"},
        steps={"A": 5},
    ),
    construct(
        "once although the condition never holds",
        ONE + "\nA * loop while loopCounter < 0",
        {"A": "0..5", "End": "5"},
        steps={"A": 5},
    ),
    construct(
        "tested before, not at all",
        ONE + "\nA * loop while loopCounter < 0 before",
        {"End": "0"},
        steps={"A": 5},
    ),
    construct(
        "tested before, as often as it holds",
        ONE + "\nA * loop while loopCounter < 2 before",
        {"A": "0..5 5..10", "End": "10"},
        steps={"A": 5},
    ),
    construct(
        "not more often than the most",
        ONE + "\nA * loop while loopCounter < 9 at most 2",
        {"A": "0..5 5..10", "End": "10"},
        steps={"A": 5},
    ),
    construct(
        "tested before and not more often than the most",
        ONE + "\nA * loop while loopCounter < 9 before at most 1",
        {"A": "0..5", "End": "5"},
        steps={"A": 5},
    ),
    construct(
        "certain repeats, four at most",
        ONE,
        {"A": "0..5 5..10 10..15 15..20", "End": "20"},
        steps={"A": times(5, repeats=Repeats(chance=1.0, at_most=4))},
    ),
    construct(
        "no repeats", ONE, {"A": "0..5", "End": "5"}, steps={"A": times(5, repeats=Repeats(chance=0.0))}
    ),
    construct(
        "until what it assigns says so",
        ONE + "\nA * loop while settled = false",
        {"A": "0..5", "End": "5"},
        attributes={"settled": False},
        steps={"A": times(5, assigns=(Attribute(name="settled", chance=1.0),))},
    ),
    construct(
        "each round waits for the person again",
        ONE + "\nA * loop while loopCounter < 2",
        {"A": "0..5 5~10..15 1~5..10 10~15..20", "End": "15 20"},
        times=[0.0, 1.0],
        steps={"A": (5, "Team")},
        teams={"Team": 1},
    ),
    construct(
        "a sub-process",
        SUB + "\nSub * loop while loopCounter < 2",
        {"A": "0..5 7..12", "B": "5..7 12..14", "End_in": "7 14", "End": "14"},
        steps={"A": 5, "B": 2},
    ),
    construct(
        "a sub-process by the scenario",
        SUB,
        {"A": "0..5 7..12", "B": "5..7 12..14", "End_in": "7 14", "End": "14"},
        steps={"A": 5, "B": 2, "Sub": times(0, repeats=Repeats(chance=1.0, at_most=2))},
    ),
)
def test_loops(construct):
    holds(construct)


CALLED = "Start > Call_q > End\nCall_q = Q\n{marker}\nprocess Q\nStart_q > A > End_q"


@pytest.mark.parametrize(
    ("drawing", "again"),
    [
        (f"{SUB}\nSub * parallel 3", 0),
        (f"{SUB}\nSub * sequential 3", 0),
        (f"{SUB}\nSub * parallel 3\nA * parallel 2", 0),
        (f"{SUB}\nSub * loop while loopCounter < 3", 4),
        (CALLED.format(marker="Call_q * parallel 3"), 0),
        (CALLED.format(marker="Call_q * loop while loopCounter < 3"), 2),
    ],
)
def test_what_is_done_for_every_instance_is_not_done_again(drawing, again):
    """Else no order of several items would be settled at the first contact."""
    story = told(bpmn(drawing), times=[0.0], steps={"A": 5, "B": 2})
    assert [case.rework for case in story.cases] == [again]


@pytest.mark.parametrize("marker", ["parallel", "sequential"])
def test_instances_that_are_done_again_are_rework_of_all_of_them(marker):
    drawing = f"Start > Sub > C > Xor > End\nXor > Sub\nSub: Start_in > A > B > End_in\nSub * {marker} 3"
    ways = chances(Xor={"Sub": 0.5, "End": 0.5})
    story = told(bpmn(drawing), times=range(20), steps={"A": 5, "B": 2, "C": 1}, routing=ways)
    rounds = {case.case: story.way(case.case).count("C") for case in story.cases}
    assert max(rounds.values()) > 2
    assert {case.case: case.rework for case in story.cases} == {
        case: (passes - 1) * (1 + 3 * 2) for case, passes in rounds.items()
    }


def test_a_loop_within_an_instance_is_rework():
    drawing = f"{SUB.replace('B', 'Xor')}\nSub: Xor > A\nSub * parallel 3"
    ways = chances(Xor={"A": 0.5, "End_in": 0.5})
    story = told(bpmn(drawing), times=range(20), steps={"A": 5}, routing=ways)
    assert [case.rework for case in story.cases] == [
        story.way(case.case).count("A") - 3 for case in story.cases
    ]
    assert sum(case.rework for case in story.cases) > 20
