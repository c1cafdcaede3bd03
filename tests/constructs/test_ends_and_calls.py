"""Ends of every kind, and processes that are called: what ends, and where the case goes on."""

from __future__ import annotations

from building import guards
from construct import construct, every, holds

from studio.scenario import Attribute, Distribution, Repeats, Step


def step(seconds: float, **more) -> Step:
    return Step(time=Distribution.constant(seconds), **more)


@every(
    construct(
        "a process lasts until its last token ends",
        "Start > And > A > End\nAnd > B > End2",
        {"A": "0..3", "End": "3", "B": "0..9", "End2": "9"},
        steps={"A": 3, "B": 9},
    ),
    construct(
        "terminate withdraws work in hand",
        "Start > And > A > End_Terminate\nAnd > B > End2",
        {"A": "0..3", "End_Terminate": "3", "B": "0..3x"},
        steps={"A": 3, "B": 9},
    ),
    construct(
        "terminate frees people at once",
        "Start > And > A > End_Terminate\nAnd > B > End2",
        {"A": "0..3 1..4", "End_Terminate": "3 4", "B": "0..3x 1~3..4x"},
        times=[0.0, 1.0],
        steps={"A": 3, "B": (9, "Team")},
        teams={"Team": 1},
    ),
    construct(
        "terminate withdraws what waits and what gathers at a join",
        """Start > And > A > End_Terminate
        And > B > And2 > End2
        And > Catch_Timer > And2""",
        {"A": "0..3", "End_Terminate": "3", "B": "0..1", "Catch_Timer": "0~3x"},
        steps={"A": 3, "B": 1},
        events={"Catch_Timer": 9},
    ),
    construct(
        "terminate in a sub-process ends only that",
        """Start > And > Sub > C > End
        And > D > End2
        Sub: Start_in > And2 > A > End_Terminate
        Sub: And2 > B > End_in""",
        {"Sub": "0..3", "A": "0..3", "End_Terminate": "3", "B": "0..3x", "C": "3..4", "End": "4"}
        | {"D": "0..20", "End2": "20"},
        steps={"A": 3, "B": 9, "C": 1, "D": 20},
    ),
    construct(
        "terminate in one of two instances leaves the other alone",
        """Start > Sub > End
        Sub: Start_in > And2 > A > End_Terminate
        Sub: And2 > B > End_in
        Sub * sequential 2""",
        {"A": "0..3 3..6", "End_Terminate": "3 6", "B": "0..3x 3..6x", "End": "6"},
        steps={"A": 3, "B": 9},
    ),
    construct(
        "terminate in one of two instances at once leaves the other alone",
        """Start > Sub > End
        Sub: Start_in > And2 > A > End_Terminate
        Sub: And2 > B > End_in
        Sub * parallel 2""",
        {"A": "0..3 0~3..6", "End_Terminate": "3 6", "B": "0..3x 0..6x", "End": "6"},
        steps={"A": (3, "Team"), "B": 9},
        teams={"Team": 1},
    ),
    construct(
        "terminate in a called process ends only that",
        """Start > Call > C > End
        Call = Q
        process Q
        Start_q > And > A > End_Terminate
        And > B > End_q""",
        {"Call": "0..3", "A": "0..3", "End_Terminate": "3", "B": "0..3x", "C": "3..4", "End": "4"},
        steps={"A": 3, "B": 9, "C": 1},
    ),
    construct(
        "terminate in one pool leaves the other alone",
        """Start > Send > A > End_Terminate
        process Q
        Start_Message_x > B > End_q
        Send -> Start_Message_x""",
        {"Send": "0..1", "A": "1..4", "End_Terminate": "4", "B": "1..10", "End_q": "10"},
        steps={"Send": 1, "A": 3, "B": 9},
    ),
    construct(
        "an error that nobody catches ends the process instance",
        "Start > And > A > End_Error_x\nAnd > B > End2",
        {"A": "0..3", "End_Error_x": "3", "B": "0..3x"},
        steps={"A": 3, "B": 9},
        left_out=["simulation.error-end"],
    ),
    construct(
        "an error that nobody catches ends the process instance from inside",
        """Start > And > Sub > End
        And > B > End2
        Sub: Start_in > A > End_Error_x""",
        {"Sub": "0..3x", "A": "0..3", "End_Error_x": "3", "B": "0..3x"},
        steps={"A": 3, "B": 9},
        left_out=["simulation.error-end"],
    ),
    construct(
        "an error is caught two levels up",
        """Start > Sub > End
        Sub: Sub2 > D > End_d
        Sub2: Start_in > A > End_Error_x
        Sub ! Error_x > C > End2""",
        {"Sub": "0..3x", "Sub2": "0..3x", "A": "0..3", "End_Error_x": "3", "C": "3..4", "End2": "4"},
        steps={"A": 3, "C": 1, "D": 1},
    ),
    construct(
        "another error passes the boundary event",
        """Start > Sub > End
        Sub: Sub2 > D > End_d
        Sub2: Start_in > A > End_Error_x
        Sub: Sub2 ! Error_y > E > End_e
        Sub ! Error_x > C > End2""",
        {"Sub": "0..3x", "A": "0..3", "End_Error_x": "3", "C": "3..4", "End2": "4"},
        steps={"A": 3, "C": 1, "D": 1},
        left_out=["simulation.boundary-never"],
    ),
    construct(
        "an error comes out of a called process",
        """Start > Call > End
        Call = Q
        Call ! Error_x > C > End2
        process Q
        Start_q > A > End_Error_x""",
        {"Call": "0..3x", "A": "0..3", "End_Error_x": "3", "C": "3..4", "End2": "4"},
        steps={"A": 3, "C": 1},
    ),
    construct(
        "an escalation that nobody catches goes on",
        "Start > A > Throw_Escalation_x > B > End",
        {"A": "0..3", "B": "3..4", "End": "4"},
        steps={"A": 3, "B": 1},
    ),
    construct(
        "an escalation end that nobody catches ends its token only",
        "Start > And > A > End_Escalation_x\nAnd > B > End2",
        {"A": "0..3", "End_Escalation_x": "3", "B": "0..9", "End2": "9"},
        steps={"A": 3, "B": 9},
    ),
    construct(
        "an escalation goes on where it was thrown, two levels down",
        """Start > Sub > End
        Sub: Sub2 > D > End_d
        Sub2: Start_in > A > Throw_Escalation_x > B > End_in
        Sub ~ Escalation_x > C > End2""",
        {"A": "0..3", "B": "3..12", "End_in": "12", "D": "12..13", "End_d": "13", "End": "13"}
        | {"C": "3..4", "End2": "4"},
        steps={"A": 3, "B": 9, "C": 1, "D": 1},
    ),
    construct(
        "a cancelled transaction",
        """Start > Tx > End
        Tx: Start_in > And > A > End_Cancel
        Tx: And > B > End_in
        Tx ! Cancel > C > End2""",
        {"Tx": "0..3x", "A": "0..3", "End_Cancel": "3", "B": "0..3x", "C": "3..4", "End2": "4"},
        steps={"A": 3, "B": 9, "C": 1},
        left_out=["simulation.transaction"],
    ),
    construct(
        "a transaction that succeeds",
        """Start > Tx > End
        Tx: Start_in > A > Xor > End_in
        Tx: Xor > End_Cancel
        Tx ! Cancel > C > End2""",
        {"Tx": "0..3", "A": "0..3", "End_in": "3", "End": "3"},
        steps={"A": 3, "C": 1},
        attributes={"fine": True},
        routing=guards("Xor", "End_Cancel", End_in="fine = true"),
        left_out=["simulation.transaction"],
    ),
    construct(
        "an empty end is an end",
        "Start > A > B",
        {"A": "0..3", "B": "3..4"},
        steps={"A": 3, "B": 1},
    ),
)
def test_ends(construct):
    holds(construct)


CALLED = """
process Q
Start_q > A > B > End_q"""


@every(
    construct(
        "what is called runs inside",
        "Start > Call > C > End\nCall = Q" + CALLED,
        {"Call": "0..5", "A": "0..3", "B": "3..5", "End_q": "5", "C": "5..6", "End": "6"},
        steps={"A": 3, "B": 2, "C": 1},
    ),
    construct(
        "a call that only carries how often",
        "Start > Call > C > End\nCall = Q" + CALLED,
        {"A": "0..3 5..8", "B": "3..5 8..10", "End_q": "5 10", "C": "10..11", "End": "11"},
        steps={"A": 3, "B": 2, "C": 1, "Call": step(0, repeats=Repeats(chance=1.0, at_most=2))},
    ),
    construct(
        "a call with a time of its own is a step",
        "Start > Call > C > End\nCall = Q" + CALLED,
        {"Call": "0..7", "C": "7..8", "End": "8"},
        steps={"A": 3, "B": 2, "C": 1, "Call": 7},
        left_out=["simulation.call-activity"],
    ),
    construct(
        "a call of something that is not at hand is a step",
        "Start > Call > C > End\nCall = Elsewhere",
        {"Call": "0..7", "C": "7..8", "End": "8"},
        steps={"C": 1, "Call": 7},
        left_out=["simulation.call-activity"],
    ),
    construct(
        "twice in one diagram",
        "Start > Call > C > Call2 > End\nCall = Q\nCall2 = Q" + CALLED,
        {
            "Call": "0..5",
            "Call2": "6..11",
            "A": "0..3 6..9",
            "B": "3..5 9..11",
            "End_q": "5 11",
            "C": "5..6",
            "End": "11",
        },
        steps={"A": 3, "B": 2, "C": 1},
    ),
    construct(
        "twice at once by the same people",
        "Start > And > Call > And2 > End\nAnd > Call2 > And2\nCall = Q\nCall2 = Q" + CALLED,
        {"A": "0..3 0~3..6", "B": "3..5 6..8", "End_q": "5 8", "End": "8"},
        steps={"A": (3, "Team"), "B": 2},
        teams={"Team": 1},
    ),
    construct(
        "three times at once",
        "Start > Call > End\nCall = Q\nCall * parallel 3" + CALLED,
        {"A": "0..3 0~3..6 0~6..9", "B": "3..5 6..8 9..11", "End_q": "5 8 11", "End": "11"},
        steps={"A": (3, "Team"), "B": 2},
        teams={"Team": 1},
    ),
    construct(
        "a process that calls itself until it is settled",
        """Start > Call > End
        Call = Q
        process Q
        Start_q > Xor > A > Call_again > B > End_q
        Xor > C > End_c
        Call_again = Q""",
        {"A": "0..3", "C": "3..4", "End_c": "4", "B": "4..6", "End_q": "6", "End": "6"},
        steps={
            "A": step(3, assigns=(Attribute(name="settled", chance=1.0),)),
            "B": 2,
            "C": 1,
        },
        attributes={"settled": False},
        routing=guards("Xor", "A", C="settled = true"),
    ),
    construct(
        "a process that calls itself without end",
        """Start > Call > End
        Call = Q
        process Q
        Start_q > Call_again > End_q
        Call_again = Q""",
        {},
        cases="endless",
    ),
    construct(
        "a process that begins with a call of itself",
        """Start > Call > End
        Call = Q
        process Q
        Call_again > End_q
        Call_again = Q""",
        {},
        cases="endless",
    ),
    construct(
        "an ad-hoc sub-process does all that is in it",
        """Start > Adhoc > C > End
        Adhoc: A
        Adhoc: B""",
        {"Adhoc": "0..3", "A": "0..3", "B": "0..2", "C": "3..4", "End": "4"},
        steps={"A": 3, "B": 2, "C": 1},
        left_out=["simulation.ad-hoc"],
    ),
    construct(
        "a sub-process without anything in it is a step",
        "Start > Sub > C > End",
        {"Sub": "0..7", "C": "7..8", "End": "8"},
        steps={"Sub": 7, "C": 1},
        left_out=["simulation.empty-subprocess"],
    ),
)
def test_calls(construct):
    holds(construct)
