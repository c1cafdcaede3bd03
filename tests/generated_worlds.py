"""Generated processes with all that a scenario can say."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from bpmn_drawn import bpmn
from building import every_day, setting, staffed
from drawn_blocks import Drawing, a_choice, a_parallel, a_sequence, a_task, an_inclusive
from hypothesis import strategies as st

from studio.model import parse_guard
from studio.scenario import (
    Arrivals,
    Attribute,
    Batch,
    CallBack,
    Deflection,
    Distribution,
    Escalation,
    EventTiming,
    Instances,
    Ladder,
    Level,
    OnMiss,
    Repeats,
    Routing,
    ShiftEnd,
    Step,
)

__all__ = ["worlds"]

TEAMS = ("Front", "Back", "Chat")
LEVELS = ("Lead", "Boss")


@dataclass
class Picture(Drawing):
    """A process in the lines of :func:`bpmn_drawn.file_of`."""

    subs: list[str] = field(default_factory=list)
    timers: list[str] = field(default_factory=list)
    rings: list[str] = field(default_factory=list)
    calls: int = 0


def a_wait(_draw, picture, _inside, _depth):
    name = picture.new("Catch", "_Timer")
    picture.timers.append(name)
    return name, name


def a_talk(draw, picture, inside, depth):
    """Two branches of which one waits for a message of the other, perhaps after it was sent."""
    split, join = picture.new("And"), picture.new("And")
    name = picture.new("m")
    throw, catch = picture.new("Throw", f"_Message_{name}"), picture.new("Catch", f"_Message_{name}")
    before, after = block(draw, picture, inside, depth), block(draw, picture, inside, depth)
    picture.line(inside, split, before[0])
    picture.line(inside, before[1], throw, join)
    picture.line(inside, split, after[0])
    picture.line(inside, after[1], catch, join)
    return split, join


def a_call_for(draw, picture, inside, depth):
    """A signal that ends work elsewhere, or is told beside it, if that is still going on."""
    split, join = picture.new("And"), picture.new("And")
    name = picture.new("s")
    host, throw = picture.task(), picture.new("Throw", f"_Signal_{name}")
    event, then, merge = picture.new("Signal", f"_{name}"), picture.task(), picture.new("Xor")
    before = block(draw, picture, inside, depth)
    picture.line(inside, split, before[0])
    picture.line(inside, before[1], throw, join)
    picture.line(inside, split, host, merge, join)
    if draw(st.booleans()):
        picture.lines.append(f"{inside}{host} ! {event} > {then} > {merge}")
    else:
        picture.lines.append(f"{inside}{host} ~ {event} > {then} > {picture.new('End')}")
    return split, join


def a_sub(draw, picture, inside, depth):
    name = picture.new("Sub")
    picture.subs.append(name)
    within = f"{name}: "
    picture.line(inside, name)
    first, last = block(draw, picture, within, depth)
    picture.line(within, picture.new("Start"), first)
    how = draw(st.sampled_from(["plain", "plain", "error", "escalation", "event", "terminate"]))
    after = name
    if how in ("error", "escalation"):
        choice, end = picture.new("Xor"), picture.new("End")
        kind = how.capitalize()
        thrown, task, merge = picture.new("End", f"_{kind}"), picture.task(), picture.new("Xor")
        picture.line(within, last, choice, end)
        picture.line(within, choice, thrown)
        picture.choices[choice] = [end, thrown]
        event = picture.new(kind)
        if how == "error" or draw(st.booleans()):
            picture.line(inside, name, merge)
            picture.lines.append(f"{inside}{name} ! {event} > {task} > {merge}")
            after = merge
        else:
            picture.lines.append(f"{inside}{name} ~ {event} > {task} > {picture.new('End')}")
    elif how == "terminate":
        picture.line(within, last, picture.new("End", "_Terminate"))
    else:
        picture.line(within, last, picture.new("End"))
    if how == "event":
        handler, start, task = picture.new("Event"), picture.new("Start", "_Timer"), picture.task()
        picture.line(within, handler)
        picture.line(f"{handler}: ", start, task, picture.new("End"))
        picture.rings.append(start)
        if draw(st.booleans()):
            picture.lines.append(f"{start} ~")
    return name, after


def a_deadline(draw, picture, inside, depth):
    host, last = (a_sub if draw(st.booleans()) and depth > 0 else a_task)(draw, picture, inside, depth)
    event, task, merge = picture.new("Timer"), picture.task(), picture.new("Xor")
    picture.line(inside, last, merge)
    picture.rings.append(event)
    if draw(st.booleans()):
        picture.lines.append(f"{inside}{host} ! {event} > {task} > {merge}")
    else:
        picture.lines.append(f"{inside}{host} ~ {event} > {task} > {picture.new('End')}")
    return host, merge


def a_mishap(_draw, picture, inside, _depth):
    host, event, task, merge = picture.task(), picture.new("Error"), picture.task(), picture.new("Xor")
    picture.line(inside, host, merge)
    picture.lines.append(f"{inside}{host} ! {event} > {task} > {merge}")
    picture.mishaps.append(event)
    return host, merge


def a_race(_draw, picture, inside, _depth):
    first, merge = picture.new("First"), picture.new("Xor")
    for kind in ("Timer", "Message"):
        event, task = picture.new("Catch", f"_{kind}"), picture.task()
        picture.timers.append(event)
        picture.line(inside, first, event, task, merge)
    return first, merge


def a_call(_draw, picture, inside, _depth):
    picture.calls += 1
    name = picture.new("Call")
    picture.line(inside, name)
    picture.lines.append(f"{name} = Q")
    return name, name


_SMALL = (a_task, a_task, a_wait, a_call)
_LARGE = (
    a_sequence, a_sequence, a_choice, a_parallel, an_inclusive, a_talk, a_call_for, a_sub, a_sub, a_deadline,
    a_mishap, a_race,
)  # fmt: skip


def block(draw, picture, inside, depth):
    """Draw a block with one way in and one way out; its first and last node."""
    made = draw(st.sampled_from((*_SMALL, *_LARGE) if depth > 0 else _SMALL))
    return made(draw, picture, inside, depth - 1)


minutes = st.integers(1, 20).map(lambda number: 60.0 * number)
durations = st.one_of(
    st.just(Distribution.constant(0.0)),
    minutes.map(Distribution.constant),
    minutes.map(Distribution.exponential),
    minutes.map(lambda mean: Distribution.lognormal(mean, cv=1.5)),
)
some_time = st.one_of(minutes.map(Distribution.constant), minutes.map(Distribution.exponential))
shares = st.sampled_from([0.0, 0.3, 1.0])


@st.composite
def crews(draw, at_once=1):
    shifts = draw(
        st.lists(
            st.tuples(st.integers(1, 2), st.sampled_from([None, every_day(8, 18), every_day(20, 28)])),
            min_size=1,
            max_size=2,
        )
    )
    return staffed(
        (2, None),  # so that all work is done some day
        *shifts,
        shrinkage=draw(st.sampled_from([0.0, 0.0, 0.3])),
        speed=draw(st.sampled_from([1.0, 0.8])),
        base_load=draw(st.sampled_from([0.0, 0.0, 0.2])),
        at_shift_end=draw(st.sampled_from(ShiftEnd)),
        at_once=at_once,
        slower=1.3 if at_once > 1 else 1.0,
        cost=30.0,
    )


@st.composite
def steps(draw, several):
    team = draw(st.sampled_from([None, *TEAMS, *TEAMS]))
    step = Step(time=draw(durations), team=team)
    if team is not None:
        instead = draw(st.sampled_from([(), (), tuple(other for other in TEAMS if other != team)]))
        step = replace(
            step,
            instead=instead,
            can_do={instead[0]: parse_guard("vip = true")} if instead and draw(st.booleans()) else {},
            set_up=draw(st.sampled_from([None, None, Distribution.constant(30.0)])),
        )
        way = draw(st.sampled_from(["", "", "", "batch", "patience", "two"]))
        if way == "batch":
            step = replace(step, batch=Batch(size=draw(st.integers(2, 4)), or_after=draw(minutes)))
        elif way == "two":
            step = replace(step, people=2)
        elif way == "patience":
            back = draw(st.sampled_from([None, CallBack(chance=0.5, after=Distribution.exponential(600.0))]))
            step = replace(step, patience=draw(some_time), calls_back=back)
    if draw(st.integers(0, 3)) == 0:
        step = replace(step, assigns=(Attribute(name="vip", chance=0.5),))
    return step if not several else replace(step, **draw(rounds()))


@st.composite
def rounds(draw):
    how = draw(st.sampled_from(["number", "by", "repeats"]))
    if how == "number":
        return {"instances": Instances(number=Distribution.constant(float(draw(st.integers(0, 3)))))}
    if how == "by":
        return {"instances": Instances(by="items")}
    return {"repeats": Repeats(chance=draw(st.sampled_from([0.3, 1.0])), at_most=3)}


@st.composite
def ladders(draw):
    return Ladder(
        name="L",
        levels=tuple(
            Level(
                name=name,
                team=name,
                reply_within=draw(minutes),
                clock=draw(st.sampled_from([None, "office"])),
                settles=draw(st.sampled_from([0.0, 0.5, 1.0, parse_guard("amount <= 100")])),
                time=draw(durations),
                on_miss=draw(st.sampled_from(OnMiss)),
            )
            for name in LEVELS
        ),
    )


@st.composite
def worlds(draw):
    """A sound process, and a scenario for it in which all cases leave."""
    picture = Picture(block)
    first, last = a_sequence(draw, picture, "", draw(st.integers(1, 2)))
    picture.line("", "Start", first)
    picture.line("", last, "End")
    several = [name for name in (*picture.tasks, *picture.subs) if draw(st.integers(0, 4)) == 0]
    for name in several:
        picture.lines.append(f"{name} * {draw(st.sampled_from(['parallel', 'sequential']))}")
    if picture.calls:
        picture.lines += ["process Q", "Start_q > T_q > End_q"]
        picture.tasks.append("T_q")
    shape = bpmn("\n".join(picture.lines))
    known = {name: draw(steps(name in several)) for name in picture.tasks}
    known |= {
        name: Step(time=Distribution.constant(0.0), **draw(rounds()))
        for name in picture.subs
        if name in several
    }
    climbing = [name for name in picture.tasks if draw(st.integers(0, 3)) == 0]
    routing = {}
    for gate, targets in picture.choices.items():
        share = 1.0 / len(targets)
        routing[gate] = Routing(chances={f"{gate}-{target}": share for target in targets})
    for gate, targets in picture.maybes.items():
        routing[gate] = Routing(
            chances={f"{gate}-{target}": draw(st.sampled_from([0.2, 0.9])) for target in targets}
        )
    deflection = Deflection(
        contained=draw(shares), share=draw(shares), comes_back=draw(shares), harder=1.2, after=draw(some_time)
    )
    gaps = draw(st.lists(st.sampled_from([0, 7, 60, 600, 9000]), min_size=1, max_size=15))
    scenario = setting(
        arrivals={
            "Start": Arrivals(times=tuple(map(float, np.cumsum(gaps))), backlog=draw(st.integers(0, 2)))
        },
        steps=known,
        teams={
            "Front": draw(crews()),
            "Back": draw(crews()),
            "Chat": draw(crews(at_once=2)),
            **{name: draw(crews()) for name in LEVELS},
        },
        events={
            **{event: draw(durations) for event in picture.timers},
            **{
                event: EventTiming(after=draw(some_time), rings=draw(st.sampled_from([1, 1, 3])))
                for event in picture.rings
            },
            **{event: EventTiming(chance=draw(shares), at=0.5) for event in picture.mishaps},
        },
        routing=routing,
        calendars={"office": every_day(8, 18)},
        ladders={"L": draw(ladders())} if climbing else {},
        escalations={
            name: Escalation(ladder="L", cannot_decide=draw(shares), customer_asks=draw(shares))
            for name in climbing
        },
        deflections={"Start": deflection} if draw(st.integers(0, 3)) == 0 else {},
        priority=["vip"],
        seed=draw(st.integers(0, 10**6)),
    )
    attributes = (
        Attribute(name="vip", chance=0.3),
        Attribute(name="amount", number=Distribution.uniform(0.0, 200.0)),
        Attribute(name="items", number=Distribution.uniform(0.0, 3.0)),
    )
    return shape, replace(scenario, attributes=attributes)
