"""Messages between pools, signals, links and conditions: who hears what, and when."""

from __future__ import annotations

from building import guards
from construct import construct, every, holds

from studio.scenario import Attribute, Distribution, EventTiming, Step


def assigning(seconds: float, **known: bool) -> Step:
    attributes = tuple(Attribute(name=name, chance=float(value)) for name, value in known.items())
    return Step(time=Distribution.constant(seconds), assigns=attributes)


TWO_POOLS = """Start > A > Send > B > Catch_Message_back > C > End
process Q
Start_Message_order > D > Throw_Message_back > E > End_q
Send -> Start_Message_order
Throw_Message_back -> Catch_Message_back"""


@every(
    construct(
        "two pools, the answer comes after the catch",
        TWO_POOLS,
        {
            "A": "0..5",
            "Send": "5..6",
            "B": "6..7",
            "Catch_Message_back": "7~16",
            "C": "16..17",
            "End": "17",
            "Start_Message_order": "6",
            "D": "6..16",
            "E": "16..20",
            "End_q": "20",
        },
        steps={"A": 5, "Send": 1, "B": 1, "C": 1, "D": 10, "E": 4},
    ),
    construct(
        "two pools, the answer waits for the catch",
        TWO_POOLS,
        {
            "A": "0..5",
            "Send": "5..6",
            "B": "6..36",
            "Catch_Message_back": "36",
            "C": "36..37",
            "End": "37",
            "D": "6..16",
            "E": "16..20",
            "End_q": "20",
        },
        steps={"A": 5, "Send": 1, "B": 30, "C": 1, "D": 10, "E": 4},
    ),
    construct(
        "two pools, each case has its own conversation",
        TWO_POOLS,
        {
            "A": "0..5 1..6",
            "Send": "5..6 6..7",
            "B": "6..7 7..8",
            "Catch_Message_back": "7~16 8~26",
            "C": "16..17 26..27",
            "End": "17 27",
            "D": "6..16 7~16..26",
            "E": "16..20 26..30",
            "End_q": "20 30",
        },
        times=[0.0, 1.0],
        steps={"A": 5, "Send": 1, "B": 1, "C": 1, "D": (10, "Team"), "E": 4},
        teams={"Team": 1},
    ),
    construct(
        "every message begins an instance of its own",
        """Start > A > Throw_Message_x > B > Throw2_Message_x > End
        process Q
        Start_Message_x > D > End_q
        Throw_Message_x -> Start_Message_x
        Throw2_Message_x -> Start_Message_x""",
        {"A": "0..1", "B": "1..4", "End": "4", "D": "1..11 4..14", "End_q": "11 14"},
        steps={"A": 1, "B": 3, "D": 10},
    ),
    construct(
        "of two that listen the one that began earlier takes the first message",
        """Start > And > Catch_Message_x > A > End
        And > B > Catch2_Message_x > C > End2
        And > D > Throw_Message_x > E > Throw2_Message_x > End3""",
        {
            "B": "0..1",
            "D": "0..5",
            "E": "5..9",
            "Catch_Message_x": "0~5",
            "Catch2_Message_x": "1~5",
            "A": "5..6",
            "C": "5..6",
            "End": "6",
            "End2": "6",
            "End3": "9",
        },
        # Without message flows each of the two nodes gets what is sent under the name.
        steps={"A": 1, "B": 1, "C": 1, "D": 5, "E": 4},
    ),
    construct(
        "a message is kept for the one who comes to listen, once",
        """Start > And > A > Throw_Message_x > End
        And > B > Catch_Message_x > Xor > C > Catch_Message_x
        Xor > End2""",
        {"A": "0..1", "End": "1", "B": "0..5", "Catch_Message_x": "5 8x", "C": "5..8"},
        steps={"A": 1, "B": 5, "C": 3},
        routing=guards("Xor", "C"),
        cases="stuck",
    ),
    construct(
        "a message end",
        """Start > A > End_Message_x
        process Q
        Start_Message_x > B > End_q
        End_Message_x -> Start_Message_x""",
        {"A": "0..1", "End_Message_x": "1", "B": "1..4", "End_q": "4"},
        steps={"A": 1, "B": 3},
    ),
    construct(
        "a receive task to which nothing is sent waits in vain",
        """Start > Receive > End
        process Q
        Start_Message_never > Throw_Message_x > End_q
        Receive -> Start_Message_never
        Throw_Message_x -> Receive""",
        {"Receive": "0x"},
        cases="stuck",
    ),
    construct(
        "a receive task in conversation",
        """Start > Send > Receive > A > End
        process Q
        Start_Message_x > B > Throw_Message_y > End_q
        Send -> Start_Message_x
        Throw_Message_y -> Receive""",
        {"Send": "0..1", "Receive": "1~8", "A": "8..9", "End": "9", "B": "1..8", "End_q": "8"},
        steps={"Send": 1, "A": 1, "B": 7},
    ),
    construct(
        "the other pool need not be done for the customer to wait, but the case is",
        """Start > Send > End
        process Q
        Start_Message_x > A > End_q
        Send -> Start_Message_x""",
        {"Send": "0..1", "End": "1", "A": "1..11", "End_q": "11"},
        steps={"Send": 1, "A": 10},
    ),
    construct(
        "one who waits in vain in another pool does not hold the case",
        """Start > Send > End
        process Q
        Start_Message_x > Catch_Message_never > End_q
        process R
        Start_r > Throw_Message_never > End_r
        Send -> Start_Message_x
        Throw_Message_never -> Catch_Message_never""",
        {"Send": "0..1", "End": "1", "Catch_Message_never": "1x"},
        steps={"Send": 1},
        left_out=["simulation.process-not-started"],
    ),
    construct(
        "a stated time goes before the message",
        TWO_POOLS,
        {
            "A": "0..5",
            "Send": "5..6",
            "B": "6..7",
            "Catch_Message_back": "7~8",
            "C": "8..9",
            "End": "9",
            "D": "6..16",
            "E": "16..20",
            "End_q": "20",
        },
        steps={"A": 5, "Send": 1, "B": 1, "C": 1, "D": 10, "E": 4},
        events={"Catch_Message_back": EventTiming(after=Distribution.constant(1))},
    ),
    construct(
        "three pools in a row",
        """Start > Throw_Message_a > Catch_Message_c > End
        process Q
        Start_Message_a > A > Throw_Message_b > End_q
        process R
        Start_Message_b > B > Throw_Message_c > End_r
        Throw_Message_a -> Start_Message_a
        Throw_Message_b -> Start_Message_b
        Throw_Message_c -> Catch_Message_c""",
        {"Catch_Message_c": "0~5", "End": "5", "A": "0..2", "End_q": "2", "B": "2..5", "End_r": "5"},
        steps={"A": 2, "B": 3},
    ),
)
def test_messages(construct):
    holds(construct)


@every(
    construct(
        "a signal reaches everybody who listens",
        """Start > And > Catch_Signal_x > A > End
        And > B > Catch2_Signal_x > C > End2
        And > D > Throw_Signal_x > End3""",
        {
            "Catch_Signal_x": "0~5",
            "A": "5..6",
            "End": "6",
            "B": "0..1",
            "Catch2_Signal_x": "1~5",
            "C": "5..6",
            "End2": "6",
            "D": "0..5",
            "End3": "5",
        },
        steps={"A": 1, "B": 1, "C": 1, "D": 5},
    ),
    construct(
        "a signal that nobody hears is gone",
        """Start > And > A > Throw_Signal_x > End
        And > B > Catch_Signal_x > End2""",
        {"A": "0..1", "End": "1", "B": "0..5", "Catch_Signal_x": "5x"},
        steps={"A": 1, "B": 5},
        cases="stuck",
    ),
    construct(
        "a signal ends what it is attached to",
        """Start > And > A > End
        A ! Signal_x > B > End2
        And > C > End_Signal_x""",
        {"A": "0..5x", "B": "5..6", "End2": "6", "C": "0..5", "End_Signal_x": "5"},
        steps={"A": 9, "B": 1, "C": 5},
    ),
    construct(
        "a signal beside the work, as often as it comes",
        """Start > And > A > End
        A ~ Signal_x > B > End2
        And > C > Throw_Signal_x > D > Throw2_Signal_x > End3""",
        {
            "A": "0..9",
            "End": "9",
            "B": "5..6 7..8",
            "End2": "6 8",
            "C": "0..5",
            "D": "5..7",
            "End3": "7",
        },
        steps={"A": 9, "B": 1, "C": 5, "D": 2},
    ),
    construct(
        "a signal begins a process",
        """Start > A > Throw_Signal_x > B > End
        process Q
        Start_Signal_x > C > End_q""",
        {"A": "0..1", "B": "1..3", "End": "3", "C": "1..8", "End_q": "8"},
        steps={"A": 1, "B": 2, "C": 7},
    ),
    construct(
        "a signal reaches another pool",
        """Start > Throw_Message_m > A > Throw_Signal_x > End
        process Q
        Start_Message_m > Catch_Signal_x > B > End_q
        Throw_Message_m -> Start_Message_m""",
        {"A": "0..4", "End": "4", "Catch_Signal_x": "0~4", "B": "4..5", "End_q": "5"},
        steps={"A": 4, "B": 1},
    ),
    construct(
        "signals of other cases are their own",
        """Start > And > Catch_Signal_x > End
        And > D > Throw_Signal_x > End2""",
        {"Catch_Signal_x": "0~5 1~6", "End": "5 6", "D": "0..5 1..6", "End2": "5 6"},
        times=[0.0, 1.0],
        steps={"D": 5},
    ),
)
def test_signals(construct):
    holds(construct)


@every(
    construct(
        "a pair",
        "Start > A > Throw_Link_x\nCatch_Link_x > B > End",
        {"A": "0..1", "B": "1..3", "End": "3"},
        steps={"A": 1, "B": 2},
    ),
    construct(
        "two pairs that cross",
        """Start > And > A > Throw_Link_x
        And > B > Throw_Link_y
        Catch_Link_y > C > End
        Catch_Link_x > D > End2""",
        {"A": "0..1", "B": "0..2", "C": "2..12", "D": "1..11", "End": "12", "End2": "11"},
        steps={"A": 1, "B": 2, "C": 10, "D": 10},
    ),
    construct(
        "several throws, one catch",
        """Start > And > A > Throw_Link_x
        And > B > Throw2_Link_x
        Catch_Link_x > C > End""",
        {"A": "0..1", "B": "0..2", "C": "1..4 2..5", "End": "4 5"},
        steps={"A": 1, "B": 2, "C": 3},
    ),
    construct(
        "a pair inside a sub-process",
        """Start > Sub > End
        Sub: Start_in > A > Throw_Link_x
        Sub: Catch_Link_x > B > End_in""",
        {"A": "0..1", "B": "1..3", "End_in": "3", "End": "3"},
        steps={"A": 1, "B": 2},
    ),
)
def test_links(construct):
    holds(construct)


@every(
    construct(
        "wakes when a step assigns it",
        """Start > And > Catch_Condition > A > End
        And > B > End2
        Catch_Condition ? paid = true""",
        {"Catch_Condition": "0~5", "A": "5..6", "End": "6", "B": "0..5", "End2": "5"},
        attributes={"paid": False},
        steps={"A": 1, "B": assigning(5, paid=True)},
    ),
    construct(
        "goes on at once where it holds already",
        """Start > Catch_Condition > A > End
        Catch_Condition ? paid = true""",
        {"Catch_Condition": "0", "A": "0..1", "End": "1"},
        attributes={"paid": True},
        steps={"A": 1},
    ),
    construct(
        "waits for ever where it never holds",
        """Start > Catch_Condition > A > End
        Catch_Condition ? paid = true""",
        {"Catch_Condition": "0x"},
        attributes={"paid": False},
        steps={"A": 1},
        cases="stuck",
    ),
    construct(
        "another assignment leaves it asleep",
        """Start > And > Catch_Condition > A > End
        And > B > C > End2
        Catch_Condition ? paid = true""",
        {"Catch_Condition": "0~8", "A": "8..9", "End": "9", "B": "0..5", "C": "5..8", "End2": "8"},
        attributes={"paid": False},
        steps={"A": 1, "B": assigning(5, paid=False), "C": assigning(3, paid=True)},
    ),
    construct(
        "ends the work it is attached to",
        """Start > And > A > End
        A ! Condition > B > End2
        And > C > End3
        Condition ? withdrawn = true""",
        {"A": "0..5x", "B": "5..6", "End2": "6", "C": "0..5", "End3": "5"},
        attributes={"withdrawn": False},
        steps={"A": 9, "B": 1, "C": assigning(5, withdrawn=True)},
    ),
    construct(
        "beside the work it happens once",
        """Start > And > A > End
        A ~ Condition > B > End2
        And > C > D > End3
        Condition ? hurried = true""",
        {"A": "0..9", "End": "9", "B": "5..6", "End2": "6", "C": "0..5", "D": "5..7", "End3": "7"},
        attributes={"hurried": False},
        steps={"A": 9, "B": 1, "C": assigning(5, hurried=True), "D": assigning(2, hurried=True)},
    ),
)
def test_conditions(construct):
    holds(construct)


@every(
    construct(
        "by what was assigned before",
        "Start > A > Xor > B > End\nXor > C > End",
        {"A": "0..1", "B": "1..3", "End": "3"},
        steps={"A": assigning(1, valid=True), "B": 2, "C": 5},
        routing=guards("Xor", "C", B="valid = true"),
    ),
    construct(
        "an assignment replaces what the case came with",
        "Start > A > Xor > B > End\nXor > C > End",
        {"A": "0..1", "C": "1..6", "End": "6"},
        attributes={"valid": True},
        steps={"A": assigning(1, valid=False), "B": 2, "C": 5},
        routing=guards("Xor", "C", B="valid = true"),
    ),
    construct(
        "what nobody knows yet does not hold",
        "Start > Xor > B > End\nXor > A > End",
        {"A": "0..1", "End": "1"},
        steps={"A": assigning(1, valid=True), "B": 2},
        routing=guards("Xor", "A", B="valid = true"),
    ),
    construct(
        "nor does its contrary",
        "Start > Xor > B > End\nXor > A > End",
        {"A": "0..1", "End": "1"},
        steps={"A": 1, "B": 2},
        routing=guards("Xor", "A", B="amount <= 100"),
    ),
    construct(
        "without a way the case is stuck",
        "Start > Xor > B > End\nXor > A > End",
        {},
        steps={"A": 1, "B": 2},
        routing=guards("Xor", A="amount > 100", B="amount <= 100"),
        cases="stuck",
    ),
)
def test_data_decides(construct):
    holds(construct)
