"""Event sub-processes: what starts them, and what becomes of the scope around them."""

from __future__ import annotations

from construct import construct, every, holds

from studio.scenario import Attribute, Distribution, EventTiming, Step

LATE = Step(time=Distribution.constant(5), assigns=(Attribute(name="late", chance=1.0),))


@every(
    construct(
        "a timer interrupts the process",
        """Start > A > End
        Event: Start_Timer > B > End_b""",
        {"A": "0..5x", "B": "5..8", "End_b": "8"},
        steps={"A": 9, "B": 3},
        events={"Start_Timer": 5},
    ),
    construct(
        "a timer beside the process",
        """Start > A > End
        Event: Start_Timer > B > End_b
        Start_Timer ~""",
        {"A": "0..9", "End": "9", "B": "5..8", "End_b": "8"},
        steps={"A": 9, "B": 3},
        events={"Start_Timer": 5},
    ),
    construct(
        "the process lasts as long as what it began",
        """Start > A > End
        Event: Start_Timer > B > End_b
        Start_Timer ~""",
        {"A": "0..9", "End": "9", "B": "5..25", "End_b": "25"},
        steps={"A": 9, "B": 20},
        events={"Start_Timer": 5},
    ),
    construct(
        "a timer that comes when all is done does not come",
        """Start > A > End
        Event: Start_Timer > B > End_b""",
        {"A": "0..9", "End": "9"},
        steps={"A": 9, "B": 3},
        events={"Start_Timer": 15},
    ),
    construct(
        "a timer beside the process rings again",
        """Start > A > End
        Event: Start_Timer > B > End_b
        Start_Timer ~""",
        {"A": "0..9", "End": "9", "B": "4..5 8..9", "End_b": "5 9"},
        steps={"A": 9, "B": 1},
        events={"Start_Timer": EventTiming(after=Distribution.constant(4), rings=0)},
    ),
    construct(
        "a message interrupts the process",
        """Start > And > A > End
        And > X > Throw_Message_x > Y > End2
        Event: Start_Message_x > B > End_b""",
        {"A": "0..5x", "X": "0..5", "Y": "5x", "B": "5..8", "End_b": "8"},
        steps={"A": 9, "B": 3, "X": 5, "Y": 4},
    ),
    construct(
        "a message beside the process, twice",
        """Start > X > Throw_Message_x > Y > Throw2_Message_x > A > End
        Event: Start_Message_x > B > End_b
        Start_Message_x ~""",
        {"X": "0..5", "Y": "5..9", "A": "9..12", "End": "12", "B": "5..8 9..12", "End_b": "8 12"},
        steps={"A": 3, "B": 3, "X": 5, "Y": 4},
    ),
    construct(
        "a message of the other pool",
        """Start > Send > A > End
        Event: Start_Message_x > B > End_b
        process Q
        Start_Message_q > C > Throw_Message_x > End_q
        Send -> Start_Message_q
        Throw_Message_x -> Start_Message_x""",
        {"Send": "0..1", "A": "1..3x", "B": "3..6", "End_b": "6", "C": "1..3", "End_q": "3"},
        steps={"Send": 1, "A": 9, "B": 3, "C": 2},
    ),
    construct(
        "a signal interrupts the process",
        """Start > And > A > End
        And > X > Throw_Signal_x > Y > End2
        Event: Start_Signal_x > B > End_b""",
        {"A": "0..5x", "X": "0..5", "Y": "5x", "B": "5..8", "End_b": "8"},
        steps={"A": 9, "B": 3, "X": 5, "Y": 4},
    ),
    construct(
        "a signal beside the process",
        """Start > And > A > End
        And > X > Throw_Signal_x > End2
        Event: Start_Signal_x > B > End_b
        Start_Signal_x ~""",
        {"A": "0..9", "End": "9", "X": "0..5", "End2": "5", "B": "5..8", "End_b": "8"},
        steps={"A": 9, "B": 3, "X": 5},
    ),
    construct(
        "a condition interrupts the process",
        """Start > And > A > End
        And > X > Y > End2
        Event: Start_Condition > B > End_b
        Start_Condition ? late = true""",
        {"A": "0..5x", "X": "0..5", "Y": "5..5x", "B": "5..8", "End_b": "8"},
        attributes={"late": False},
        steps={"A": 9, "B": 3, "X": LATE, "Y": 4},
    ),
    construct(
        "a condition beside the process",
        """Start > And > A > End
        And > X > End2
        Event: Start_Condition > B > End_b
        Start_Condition ~
        Start_Condition ? late = true""",
        {"A": "0..9", "End": "9", "X": "0..5", "End2": "5", "B": "5..8", "End_b": "8"},
        attributes={"late": False},
        steps={"A": 9, "B": 3, "X": LATE},
    ),
    construct(
        "an error of the process itself",
        """Start > And > A > End
        And > X > End_Error_x
        Event: Start_Error_x > B > End_b""",
        {"A": "0..5x", "X": "0..5", "End_Error_x": "5", "B": "5..8", "End_b": "8"},
        steps={"A": 9, "B": 3, "X": 5},
    ),
    construct(
        "an error out of a sub-process that does not catch it",
        """Start > Sub > A > End
        Sub: Start_in > X > End_Error_x
        Event: Start_Error_x > B > End_b""",
        {"Sub": "0..5x", "X": "0..5", "End_Error_x": "5", "B": "5..8", "End_b": "8"},
        steps={"A": 9, "B": 3, "X": 5},
    ),
    construct(
        "an error inside the handler goes outwards",
        """Start > Sub > A > End
        Sub: Start_in > X > End_Error_x
        Sub: Event
        Event: Start_Error_x > B > End_Error2_x
        Sub ! Error_x > C > End2""",
        {"Sub": "0..8x", "X": "0..5", "End_Error_x": "5", "B": "5..8", "End_Error2_x": "8"}
        | {"C": "8..9", "End2": "9"},
        steps={"A": 9, "B": 3, "X": 5, "C": 1},
    ),
    construct(
        "the handler inside goes before the boundary",
        """Start > Sub > A > End
        Sub: Start_in > X > End_Error_x
        Sub: Event
        Event: Start_Error_x > B > End_b
        Sub ! Error_x > C > End2""",
        {"Sub": "0..8", "X": "0..5", "End_Error_x": "5", "B": "5..8", "End_b": "8", "A": "8..17"}
        | {"End": "17"},
        steps={"A": 9, "B": 3, "X": 5, "C": 1},
    ),
    construct(
        "an escalation beside the work",
        """Start > A > Throw_Escalation_x > C > End
        Event: Start_Escalation_x > B > End_b
        Start_Escalation_x ~""",
        {"A": "0..5", "C": "5..6", "End": "6", "B": "5..8", "End_b": "8"},
        steps={"A": 5, "B": 3, "C": 1},
    ),
    construct(
        "an escalation that interrupts",
        """Start > A > Throw_Escalation_x > C > End
        Event: Start_Escalation_x > B > End_b""",
        {"A": "0..5", "B": "5..8", "End_b": "8"},
        steps={"A": 5, "B": 3, "C": 1},
    ),
    construct(
        "nested, only the inner scope is interrupted",
        """Start > And > Sub > C > End
        And > D > End2
        Sub: Start_in > A > End_in
        Sub: Event
        Event: Start_Timer > B > End_b""",
        {"Sub": "0..8", "A": "0..5x", "B": "5..8", "End_b": "8", "C": "8..9", "End": "9"}
        | {"D": "0..20", "End2": "20"},
        steps={"A": 9, "B": 3, "C": 1, "D": 20},
        events={"Start_Timer": 5},
    ),
    construct(
        "in each of three instances",
        """Start > Sub > End
        Sub: Start_in > A > End_in
        Sub: Event
        Event: Start_Timer > B > End_b
        Sub * sequential 2""",
        {"A": "0..5x 8..13x", "B": "5..8 13..16", "End_b": "8 16", "End": "16"},
        steps={"A": 9, "B": 3},
        events={"Start_Timer": 5},
    ),
    construct(
        "people whose work is interrupted are free at once",
        """Start > A > End
        Event: Start_Timer > B > End_b""",
        {"A": "0..5x 0~5x", "B": "5..8 5~8..11", "End_b": "8 11"},
        times=[0.0, 0.0],
        steps={"A": (9, "Team"), "B": (3, "Team")},
        teams={"Team": 1},
        events={"Start_Timer": 5},
    ),
    construct(
        "a terminate end in the handler ends the handler, and with it the process",
        """Start > A > End
        Event: Start_Timer > B > End_Terminate""",
        {"A": "0..5x", "B": "5..8", "End_Terminate": "8"},
        steps={"A": 9, "B": 3},
        events={"Start_Timer": 5},
    ),
)
def test_event_sub_processes(construct):
    holds(construct)
