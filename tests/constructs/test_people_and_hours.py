"""Teams, shifts, opening hours, priority, patience, batches and chat: who does what, and when."""

from __future__ import annotations

from building import HOUR, every_day, staffed
from construct import construct, every, holds

from studio.model import parse_guard
from studio.scenario import (
    Arrivals,
    Attribute,
    Batch,
    CallBack,
    Distribution,
    EventTiming,
    ShiftEnd,
    Step,
)

STEP = "Start > A > End"


def step(seconds: float, **more) -> Step:
    return Step(time=constant(seconds), team=more.pop("team", "Team"), **more)


def constant(seconds: float) -> Distribution:
    return Distribution.constant(seconds)


NINE_TO_FIVE = every_day(9, 17)
NIGHT = every_day(20, 32)


@every(
    construct(
        "work in hand is finished after the shift",
        STEP,
        {"A": "57600..64800 57600~118800..126000", "End": "64800 126000"},
        times=[16 * HOUR, 16 * HOUR],
        steps={"A": step(2 * HOUR)},
        teams={"Team": staffed((1, NINE_TO_FIVE))},
    ),
    construct(
        "work in hand rests until the next shift",
        STEP,
        {"A": "57600..122400", "End": "122400"},
        times=[16 * HOUR],
        steps={"A": step(2 * HOUR)},
        teams={"Team": staffed((1, NINE_TO_FIVE), at_shift_end=ShiftEnd.SUSPEND)},
    ),
    construct(
        "who comes at night waits for the morning",
        STEP,
        {"A": "3600~32400..32460", "End": "32460"},
        times=[HOUR],
        steps={"A": step(60)},
        teams={"Team": staffed((1, NINE_TO_FIVE))},
    ),
    construct(
        "the night shift does the night's work",
        STEP,
        {"A": "79200..79260 93600..93660", "End": "79260 93660"},
        times=[22 * HOUR, 26 * HOUR],
        steps={"A": step(60)},
        teams={"Team": staffed((1, NINE_TO_FIVE), (1, NIGHT))},
    ),
    construct(
        "the idle worker takes it and not the one who is off",
        STEP,
        {"A": "79200..79260", "End": "79260"},
        times=[22 * HOUR],
        steps={"A": step(60, team="Day", instead=("Night",))},
        teams={"Day": staffed((5, NINE_TO_FIVE)), "Night": staffed((1, NIGHT))},
    ),
    construct(
        "the idle worker of the same team takes it and not the one who is off",
        STEP,
        {"A": "0..60 0~60..120", "End": "60 120"},
        times=[0.0, 0.0],
        steps={"A": step(60)},
        teams={"Team": staffed((5, NINE_TO_FIVE), (1, None))},
    ),
    construct(
        "the preferred team while it is there, though it was free first",
        STEP,
        {"A": "36000..36060", "End": "36060"},
        times=[10 * HOUR],
        steps={"A": step(60, team="Day", instead=("Always",))},
        teams={"Day": staffed((1, NINE_TO_FIVE)), "Always": staffed(1, speed=0.5)},
    ),
    construct(
        "the second choice is slower",
        STEP,
        {"A": "0..60 0..120", "End": "60 120"},
        times=[0.0, 0.0],
        steps={"A": step(60, instead=("Remote",))},
        teams={"Team": 1, "Remote": staffed(1, speed=0.5)},
    ),
    construct(
        "only who can do it",
        STEP,
        {"A": "0..60 0~60..120", "End": "60 120"},
        times=[0.0, 0.0],
        attributes={"amount": 900},
        steps={
            "A": step(60, instead=("Juniors",), can_do={"Juniors": parse_guard("amount <= 100")}),
        },
        teams={"Team": 1, "Juniors": 3},
    ),
    construct(
        "two people on one step",
        STEP,
        {"A": "0..60 0~60..120", "End": "60 120"},
        times=[0.0, 0.0],
        steps={"A": step(60, people=2)},
        teams={"Team": 3},
    ),
    construct(
        "two people come together when the second comes on shift",
        STEP,
        {"A": "0~32400..32460", "End": "32460"},
        steps={"A": step(60, people=2)},
        teams={"Team": staffed(1, (1, NINE_TO_FIVE))},
    ),
    construct(
        "nobody arrives while it is closed",
        STEP,
        {"A": "32400..32401 36000..36001", "End": "32401 36001"},
        arrivals={"Start": Arrivals(times=(9 * HOUR, 10 * HOUR), open="office")},
        calendars={"office": NINE_TO_FIVE},
        steps={"A": step(1)},
        teams={"Team": 1},
        times=None,
    ),
    construct(
        "a backlog is there at the start",
        STEP,
        {"A": "0..60 0~60..120 30~120..180", "End": "60 120 180"},
        arrivals={"Start": Arrivals(times=(30.0,), backlog=2)},
        steps={"A": step(60)},
        teams={"Team": 1},
        times=None,
    ),
    construct(
        "an event by office hours",
        "Start > Catch_Timer > End",
        {"Catch_Timer": "57600~122400", "End": "122400"},
        times=[16 * HOUR],
        events={"Catch_Timer": EventTiming(after=constant(2 * HOUR), clock="office")},
        calendars={"office": NINE_TO_FIVE},
    ),
)
def test_shifts_and_hours(construct):
    holds(construct)


@every(
    construct(
        "who is more urgent passes those who wait, not the one at work",
        "Start > A > End\nStart2 > Sort > A",
        {
            "Sort": "5",
            "A": "0..60 5~60..120 0~120..180 0~180..240",
            "End": "60 120 180 240",
        },
        arrivals={"Start": Arrivals(times=(0.0, 0.0, 0.0)), "Start2": Arrivals(times=(5.0,))},
        times=None,
        steps={
            "A": step(60),
            "Sort": Step(time=constant(0), assigns=(Attribute(name="vip", chance=1.0),)),
        },
        attributes={"vip": False},
        priority=["vip"],
        teams={"Team": 1},
    ),
    construct(
        "among equals by the time of enabling",
        "Start > A > End\nStart2 > A",
        {"A": "0..60 5~60..120 10~120..180", "End": "60 120 180"},
        arrivals={"Start": Arrivals(times=(0.0, 10.0)), "Start2": Arrivals(times=(5.0,))},
        times=None,
        steps={"A": step(60)},
        attributes={"vip": True},
        priority=["vip"],
        teams={"Team": 1},
    ),
    construct(
        "how urgent it is counts from when it is known",
        """Start > And > A > End
        And > Sort > B > End2
        And > C > End3""",
        {
            "A": "0..60",
            "End": "60",
            "Sort": "0..1",
            "B": "1~60..70",
            "End2": "70",
            "C": "0~70..170",
            "End3": "170",
        },
        steps={
            "A": step(60),
            "Sort": Step(time=constant(1), assigns=(Attribute(name="vip", chance=1.0),)),
            "B": step(10),
            "C": step(100),
        },
        attributes={"vip": False},
        priority=["vip"],
        teams={"Team": 1},
    ),
    construct(
        "patience ends at the very moment of service",
        STEP,
        {"A": "0..60 0~60..120", "End": "60 120"},
        times=[0.0, 0.0],
        steps={"A": step(60, patience=constant(60))},
        teams={"Team": 1},
    ),
    construct(
        "patience ends before",
        STEP,
        {"A": "0..60 0~59!", "End": "60"},
        times=[0.0, 0.0],
        steps={"A": step(60, patience=constant(59))},
        teams={"Team": 1},
        cases="completed abandoned",
    ),
    construct(
        "who is served is patient",
        STEP,
        {"A": "0..60", "End": "60"},
        steps={"A": step(60, patience=constant(1))},
        teams={"Team": 1},
    ),
    construct(
        "calls back and is served",
        STEP,
        {"A": "0..60 0~30! 50~60..120", "A calls back": "30~50", "End": "60 120"},
        times=[0.0, 0.0],
        steps={"A": step(60, patience=constant(30), calls_back=CallBack(chance=1.0, after=constant(20)))},
        teams={"Team": 1},
    ),
    construct(
        "calls back and gives up again",
        STEP,
        {"A": "0..100 0~30! 40~70! 80~100..200", "A calls back": "30~40 70~80", "End": "100 200"},
        times=[0.0, 0.0],
        steps={"A": step(100, patience=constant(30), calls_back=CallBack(chance=1.0, after=constant(10)))},
        teams={"Team": 1},
    ),
    construct(
        "never calls back",
        STEP,
        {"A": "0..60 0~30!", "End": "60"},
        times=[0.0, 0.0],
        steps={"A": step(60, patience=constant(30), calls_back=CallBack(chance=0.0, after=constant(20)))},
        teams={"Team": 1},
        cases="completed abandoned",
    ),
    construct(
        "who leaves takes all the case along",
        "Start > And > A > End\nAnd > B > End2",
        {"A": "0..60 0~30!", "B": "0..90 0..30x", "End": "60", "End2": "90"},
        times=[0.0, 0.0],
        steps={"A": step(60, patience=constant(30)), "B": 90},
        teams={"Team": 1},
        cases="completed abandoned",
    ),
)
def test_urgency_and_patience(construct):
    holds(construct)


@every(
    construct(
        "waits until enough are together",
        STEP,
        {"A": "0~20..50 10~20..50 20..50", "End": "50 50 50"},
        times=[0.0, 10.0, 20.0],
        steps={"A": step(10, batch=Batch(size=3))},
        teams={"Team": 1},
    ),
    construct(
        "waits no longer than that",
        STEP,
        {"A": "0~15..35 10~15..35 20~35..45", "End": "35 35 45"},
        times=[0.0, 10.0, 20.0],
        steps={"A": step(10, batch=Batch(size=9, or_after=15))},
        teams={"Team": 1},
    ),
    construct(
        "is set up once",
        STEP,
        {"A": "0~10..35 10..35", "End": "35 35"},
        times=[0.0, 10.0],
        steps={"A": step(10, batch=Batch(size=2), set_up=constant(5))},
        teams={"Team": 1},
    ),
    construct(
        "one that is withdrawn is not done with the others",
        "Start > A > End\nA ! Timer > B > End2",
        {"A": "0~8x 9~12..16 12..16", "B": "8", "End2": "8", "End": "16 16"},
        times=[0.0, 9.0, 12.0],
        steps={"A": step(2, batch=Batch(size=2)), "B": 0},
        events={"Timer": EventTiming(chance=1.0, after=constant(8))},
        teams={"Team": 1},
    ),
    construct(
        "one who gives up waiting is not done with the others",
        STEP,
        {"A": "0~8! 9~12..32 12..32", "End": "32 32"},
        times=[0.0, 9.0, 12.0],
        steps={"A": step(10, batch=Batch(size=2), patience=constant(8))},
        teams={"Team": 1},
        cases="abandoned completed completed",
    ),
    construct(
        "one of the batch ends what another was for",
        """Start > Sub > End
        Sub: Start_in > A > End_Error
        Sub * parallel 2
        Sub ! Error > B > End2""",
        {"A": "0..20 0..20x", "End_Error": "20", "B": "20..21", "End2": "21"},
        steps={"A": step(10, batch=Batch(size=2)), "B": 1},
        teams={"Team": 1},
    ),
    construct(
        "two batches one after the other",
        STEP,
        {"A": "0..20 0..20 1~20..40 1~20..40", "End": "20 20 40 40"},
        times=[0.0, 0.0, 1.0, 1.0],
        steps={"A": step(10, batch=Batch(size=2))},
        teams={"Team": 1},
    ),
)
def test_batches(construct):
    holds(construct)


@every(
    construct(
        "whoever has done something else sets up again",
        "Start > A > B > End",
        {"A": "0..15 20..35", "B": "15..16 35..36", "End": "16 36"},
        times=[0.0, 20.0],
        steps={"A": step(10, set_up=constant(5)), "B": step(1)},
        teams={"Team": 1},
    ),
    construct(
        "whoever goes on with the same does not",
        STEP,
        {"A": "0..15 0~15..25", "End": "15 25"},
        times=[0.0, 0.0],
        steps={"A": step(10, set_up=constant(5))},
        teams={"Team": 1},
    ),
    construct(
        "three chats at once",
        STEP,
        {"A": "0..60 0..60 0..60 0~60..120", "End": "60 60 60 120"},
        times=[0.0, 0.0, 0.0, 0.0],
        steps={"A": step(60)},
        teams={"Team": staffed(1, at_once=3)},
    ),
    construct(
        "two chats are slower than one",
        STEP,
        {"A": "0..90 0..90", "End": "90 90"},
        times=[0.0, 0.0],
        steps={"A": step(60)},
        teams={"Team": staffed(1, at_once=2, slower=1.5)},
    ),
    construct(
        "one chat alone is as fast as ever",
        STEP,
        {"A": "0..60", "End": "60"},
        steps={"A": step(60)},
        teams={"Team": staffed(1, at_once=2, slower=1.5)},
    ),
    construct(
        "a second chat slows down what is left of the first",
        STEP,
        {"A": "0..75 30..105", "End": "75 105"},
        times=[0.0, 30.0],
        steps={"A": step(60)},
        teams={"Team": staffed(1, at_once=2, slower=1.5)},
    ),
    construct(
        "everybody gets one chat before anybody gets two",
        STEP,
        {"A": "0..60 0..60", "End": "60 60"},
        times=[0.0, 0.0],
        steps={"A": step(60)},
        teams={"Team": staffed(2, at_once=2, slower=1.5)},
    ),
    construct(
        "the speed of the team",
        STEP,
        {"A": "0..120", "End": "120"},
        steps={"A": step(60)},
        teams={"Team": staffed(1, speed=0.5)},
    ),
    construct(
        "several steps done in the same go",
        STEP,
        {"A": "0..75", "End": "75"},
        steps={"A": step(60, also={"Old": constant(15)})},
        teams={"Team": 1},
    ),
)
def test_ways_of_working(construct):
    holds(construct)
