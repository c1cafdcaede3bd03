"""One case walked by its due times visits what the simulator's only case visits, at the same times."""

from __future__ import annotations

from collections import Counter

import pytest
from building import chances, drawn, guards, setting, told

from studio.execution import OfferKind, Outcome, Walk, by_conditions, walk_through
from studio.model import NodeKind
from studio.simulation.records import Outcome as Ended

CASES = {
    "steps in a row": ("Start > A > B > End", {"steps": {"A": 5, "B": 7}}),
    "both branches of a parallel block": (
        """Start > And1 > A > And2 > C > End
        And1 > B > And2""",
        {"steps": {"A": 10, "B": 4, "C": 1}},
    ),
    "a choice by a condition": (
        """Start > Xor > A > End
        Xor > B > End""",
        {
            "steps": {"A": 3, "B": 4},
            "attributes": {"amount": 600},
            "routing": guards("Xor", "B", A="amount > 500"),
        },
    ),
    "the default of a choice": (
        """Start > Xor > A > End
        Xor > B > End""",
        {
            "steps": {"A": 3, "B": 4},
            "attributes": {"amount": 5},
            "routing": guards("Xor", "B", A="amount > 500"),
        },
    ),
    "a timer between steps": (
        "Start > A > Timer > B > End",
        {"steps": {"A": 3, "B": 4}, "events": {"Timer": 30}},
    ),
    "a deadline that is kept": (
        """Start > A > End
        A ! Timer_late > B > End""",
        {"steps": {"A": 3, "B": 4}, "events": {"Timer_late": 30}},
    ),
    "a deadline that is missed": (
        """Start > A > End
        A ! Timer_late > B > End""",
        {"steps": {"A": 30, "B": 4}, "events": {"Timer_late": 3}},
    ),
    "a reminder beside the work": (
        """Start > A > End
        A ~ Timer_late > B""",
        {"steps": {"A": 30, "B": 4}, "events": {"Timer_late": 3}},
    ),
    "the first of two events": (
        """Start > First > Timer > A > End
        First > Message > B > End""",
        {"steps": {"A": 3, "B": 4}, "events": {"Timer": 30, "Message": 20}},
    ),
    "an inclusive choice and its join": (
        """Start > Or1 > A > Or2 > D > End
        Or1 > B > Or2
        Or1 > C > Or2""",
        {
            "steps": {"A": 3, "B": 9, "C": 5, "D": 1},
            "attributes": {"amount": 600},
            "routing": guards("Or1", A="amount > 500", B="amount > 100", C="amount < 0"),
        },
    ),
    "a sub-process that is broken off": (
        """Start > Sub > C > End
        Sub: Start_in > A > B > End_in
        Sub ! Timer_late > D > End""",
        {"steps": {"A": 10, "B": 10, "C": 1, "D": 2}, "events": {"Timer_late": 15}},
    ),
    "links": ("Start > A > To_x\nFrom_x > B > End", {"steps": {"A": 1, "B": 2}}),
    "a terminate end": (
        """Start > And > A > Terminate
        And > B > End""",
        {"steps": {"A": 3, "B": 9}},
    ),
}


ENDS = NodeKind.START_EVENT, NodeKind.END_EVENT


def soonest(walk):
    """What is due first; of two at the same time what is finished before what only happens."""
    offer = min(walk.offers, key=lambda offer: (offer.at, offer.kind is OfferKind.HAPPEN))
    return offer, offer.suggested


@pytest.mark.parametrize("name", CASES)
def test_walk_and_simulation_agree(name):
    text, parts = CASES[name]
    diagram = drawn(text)
    story = told(diagram, cases=1, times=[0.0], **parts)
    walk = walk_through(
        diagram,
        soonest,
        scenario=setting(times=[0.0], **parts),
        values=parts.get("attributes"),
        chooser=by_conditions,
    )
    assert walk.is_over
    compared = {node.id for node in diagram.nodes if node.kind.is_task or node.kind in ENDS}
    walked = Counter(
        (record.element, record.enabled, record.finished, record.outcome is Outcome.FINISHED)
        for record in walk.history
        if record.element in compared
    )
    simulated = Counter(
        (visit.node, visit.enabled, visit.finished, visit.outcome is Ended.FINISHED)
        for visit in story.visits
        if visit.node in compared
    )
    assert walked == simulated
    assert len(walked) > 2
    assert walk.clock == max(visit.finished for visit in story.visits)


def test_rework_is_walked_as_often_as_it_is_simulated():
    """The simulator repeats A until the second of two equal chances says so; the walk takes the same ways."""
    diagram = drawn("Start > A > Xor > End\nXor > A")
    parts = {"steps": {"A": 5}, "routing": chances(Xor={"End": 0.3, "A": 0.7})}
    story = told(diagram, cases=1, times=[0.0], **parts)
    again = story.way().count("A") - 1
    walk = Walk(diagram, scenario=setting(times=[0.0], **parts))
    for number in range(again + 1):
        walk.do(walk.offers[0])
        walk.do(walk.offers[0], "Xor-A" if number < again else "Xor-End")
    assert walk.is_over
    assert [record.element for record in walk.history] == story.way()
