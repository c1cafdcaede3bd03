"""Splits, joins and races: which ways are taken, and what is waited for."""

from __future__ import annotations

import pytest
from building import chances, guards
from construct import construct, every, holds

from studio.scenario import Attribute, Distribution, Routing, Step


def assigning(seconds: float, **known: bool) -> Step:
    attributes = tuple(Attribute(name=name, chance=float(value)) for name, value in known.items())
    return Step(time=Distribution.constant(seconds), assigns=attributes)


def together(gateway: str) -> str:
    """Three branches between two gateways of a kind."""
    return f"""Start > {gateway}1 > A > {gateway}2 > D > End
    {gateway}1 > B > {gateway}2
    {gateway}1 > C > {gateway}2"""


TIMES = {"A": 3, "B": 9, "C": 5, "D": 1}
RUN = {"A": "0..3", "B": "0..9", "C": "0..5"}


@pytest.mark.parametrize("gateway", ["Or", "Complex"])
@pytest.mark.parametrize("taken", ["A", "B", "C", "AB", "AC", "BC", "ABC"])
def test_an_inclusive_join_waits_for_the_branches_that_were_taken(gateway, taken):
    done = max(TIMES[branch] for branch in taken)
    holds(
        construct(
            taken,
            together(gateway),
            {**{branch: RUN[branch] for branch in taken}, "D": f"{done}..{done + 1}", "End": f"{done + 1}"},
            steps=TIMES,
            routing={
                f"{gateway}1": Routing(
                    chances={f"{gateway}1-{branch}": float(branch in taken) for branch in "ABC"}
                )
            },
            left_out=["simulation.complex-gateway"] * (gateway == "Complex"),
        )
    )


@every(
    construct(
        "a parallel join waits for all",
        together("And"),
        {**RUN, "D": "9..10", "End": "10"},
        steps=TIMES,
    ),
    construct(
        "an exclusive join waits for none",
        together("And").replace("And2", "Xor"),
        {**RUN, "D": "3..4 5..6 9..10", "End": "4 6 10"},
        steps=TIMES,
    ),
    construct(
        "several flows into a task are no join either",
        "Start > And > A > D > End\nAnd > B > D",
        {"A": "0..3", "B": "0..9", "D": "3..4 9..10", "End": "4 10"},
        steps=TIMES,
    ),
    construct(
        "an inclusive join after a parallel split",
        together("And").replace("And2", "Or"),
        {**RUN, "D": "9..10", "End": "10"},
        steps=TIMES,
    ),
    construct(
        "an inclusive join after an exclusive choice",
        "Start > Xor > A > Or > D > End\nXor > B > Or",
        {"B": "0..9", "D": "9..10", "End": "10"},
        steps=TIMES,
        routing=chances(Xor={"A": 0.0, "B": 1.0}),
    ),
    construct(
        "an inclusive join does not wait for one that turned elsewhere",
        """Start > And > A > Or > D > End
        And > B > Xor > Or
        Xor > C > End2""",
        {"A": "0..3", "B": "0..9", "C": "9..14", "D": "9..10", "End": "10", "End2": "14"},
        steps=TIMES,
        routing=chances(Xor={"Or": 0.0, "C": 1.0}),
    ),
    construct(
        "an inclusive join waits for one that goes round",
        """Start > And > A > Or > D > End
        And > B > Xor > C > B
        Xor > Or""",
        {"A": "0..3", "B": "0..9 14..23", "C": "9..14", "D": "23..24", "End": "24"},
        steps={**TIMES, "C": assigning(5, seen=True)},
        attributes={"seen": False},
        routing=guards("Xor", "C", Or="seen = true"),
    ),
    construct(
        "an inclusive join in a loop fires in each round",
        """Start > Xor > Or1 > A > Or2 > E > Xor2 > End
        Or1 > B > Or2
        Xor2 > F > Xor""",
        {"A": "0..3 11..14", "B": "0..9 11..20", "E": "9..10 20..21", "F": "10..11", "End": "21"},
        steps={**TIMES, "E": 1, "F": assigning(1, seen=True)},
        attributes={"seen": False},
        routing={
            "Or1": Routing(chances={"Or1-A": 1.0, "Or1-B": 1.0}),
            **guards("Xor2", "F", End="seen = true"),
        },
    ),
    construct(
        "the default of an inclusive choice where nothing else holds",
        together("Or"),
        {"C": "0..5", "D": "5..6", "End": "6"},
        steps=TIMES,
        attributes={"amount": 1},
        routing=guards("Or1", "C", A="amount > 5", B="amount > 9"),
    ),
    construct(
        "the default of an inclusive choice is not taken beside others",
        together("Or"),
        {"A": "0..3", "D": "3..4", "End": "4"},
        steps=TIMES,
        attributes={"amount": 7},
        routing=guards("Or1", "C", A="amount > 5", B="amount > 9"),
    ),
    construct(
        "an exclusive choice takes the first that holds",
        "Start > Xor > A > End\nXor > B > End\nXor > C > End",
        {"B": "0..9", "End": "9"},
        steps=TIMES,
        attributes={"amount": 7},
        routing=guards("Xor", "C", A="amount > 9", B="amount > 5"),
    ),
    construct(
        "a parallel join takes one token of each flow",
        """Start > And1 > A > And2 > D > End
        And1 > B > And2
        And1 > C > B""",
        {"A": "0..3", "B": "0..9 5..14", "C": "0..5", "D": "9..10", "End": "10"},
        steps=TIMES,
        cases="stuck",
    ),
)
def test_joins(construct):
    holds(construct)


RACE = """Start > First > Catch_Timer > A > End
First > Catch_Message > B > End"""


@every(
    construct(
        "the timer comes first",
        RACE,
        {"Catch_Timer": "0~4", "Catch_Message": "0~4x", "A": "4..7", "End": "7"},
        steps=TIMES,
        events={"Catch_Timer": 4, "Catch_Message": 6},
    ),
    construct(
        "the message comes first",
        RACE,
        {"Catch_Timer": "0~2x", "Catch_Message": "0~2", "B": "2..11", "End": "11"},
        steps=TIMES,
        events={"Catch_Timer": 4, "Catch_Message": 2},
    ),
    construct(
        "at one instant the timer wins",
        RACE,
        {"A": "4..7", "End": "7"},
        steps=TIMES,
        events={"Catch_Timer": 4, "Catch_Message": 4},
    ),
    construct(
        "the other pool answers in time",
        """Start > Send > First > Catch_Timer > A > End
        First > Catch_Message_x > B > End
        process Q
        Start_Message_x > C > Throw_Message_x > End_q
        Send -> Start_Message_x
        Throw_Message_x -> Catch_Message_x""",
        {"Send": "0", "Catch_Timer": "0~5x", "Catch_Message_x": "0~5", "C": "0..5", "B": "5..14", "End": "14"}
        | {"End_q": "5"},
        steps={**TIMES, "Send": 0},
        events={"Catch_Timer": 6},
    ),
    construct(
        "the other pool answers too late",
        """Start > Send > First > Catch_Timer > A > End
        First > Catch_Message_x > B > End
        process Q
        Start_Message_x > C > Throw_Message_x > End_q
        Send -> Start_Message_x
        Throw_Message_x -> Catch_Message_x""",
        {"Send": "0", "Catch_Timer": "0~4", "Catch_Message_x": "0~4x", "C": "0..5", "A": "4..7", "End": "7"}
        | {"End_q": "5"},
        steps={**TIMES, "Send": 0},
        events={"Catch_Timer": 4},
    ),
    construct(
        "a signal or a condition",
        """Start > And > First > Catch_Signal_x > A > End
        First > Catch_Condition > B > End2
        And > C > End3
        Catch_Condition ? told = true""",
        {"C": "0..5", "Catch_Signal_x": "0~5x", "Catch_Condition": "0~5", "B": "5..14", "End2": "14"}
        | {"End3": "5"},
        attributes={"told": False},
        steps={**TIMES, "C": assigning(5, told=True)},
        events={"Catch_Signal_x": 99},
    ),
    construct(
        "a message that is there already",
        """Start > Throw_Message_x > A > First > Catch_Message_x > B > End
        First > Catch_Timer > C > End2""",
        {"A": "0..3", "Catch_Message_x": "3", "B": "3..12", "End": "12", "Catch_Timer": "3x"},
        steps=TIMES,
        events={"Catch_Timer": 1},
    ),
    construct(
        "a receive task in the race",
        """Start > First > Receive > B > End
        First > Catch_Timer > C > End2""",
        {"Receive": "0~2", "Catch_Timer": "0~2x", "B": "2..11", "End": "11"},
        steps=TIMES,
        events={"Catch_Timer": 4, "Receive": 2},
    ),
    construct(
        "one that waits for all its events",
        """Start > Every > Catch_Timer > A > And > D > End
        Every > Catch_Message > B > And""",
        {"A": "4..7", "B": "2..11", "D": "11..12", "End": "12"},
        steps=TIMES,
        events={"Catch_Timer": 4, "Catch_Message": 2},
    ),
)
def test_races(construct):
    holds(construct)
