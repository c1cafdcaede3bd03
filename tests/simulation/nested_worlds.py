"""Generated block-structured processes with all that people, hours and chance do to them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from building import drawn, every_day, open_at, setting, staffed
from drawn_blocks import Drawing, Ends, a_choice, a_parallel, a_sequence, a_task, an_inclusive
from hypothesis import strategies as st

from studio.model import Diagram
from studio.scenario import Arrivals, Attribute, Distribution, EventTiming, Routing, Scenario, Step, Team

TEAMS = ("Front", "Back", "Experts")


@dataclass
class Nested(Drawing):
    """A process in the lines of :func:`building.drawn`."""

    events: list[str] = field(default_factory=list)


def block(draw: st.DrawFn, picture: Nested, inside: str, depth: int) -> Ends:
    """Draw a block with one way in and one way out."""
    kinds = ["task", "task", "event"]
    if depth:
        kinds += [
            "sequence",
            "sequence",
            "choice",
            "parallel",
            "inclusive",
            "loop",
            "deadline",
            "note",
            "sub",
            "race",
        ]
    return _BLOCKS[draw(st.sampled_from(kinds))](draw, picture, inside, depth - 1)


def an_event(_draw: st.DrawFn, picture: Nested, _inside: str, _depth: int) -> Ends:
    name = picture.new("Timer")
    picture.events.append(name)
    return name, name


def a_loop(draw: st.DrawFn, picture: Nested, inside: str, depth: int) -> Ends:
    back, forth = picture.new("Xor"), picture.new("Xor")
    first, last = block(draw, picture, inside, depth)
    after = picture.task()
    picture.line(inside, back, first)
    picture.line(inside, last, forth, back)
    picture.line(inside, forth, after)
    picture.choices[forth] = [back, after]
    return back, after


def a_host(draw: st.DrawFn, picture: Nested, inside: str, depth: int) -> Ends:
    made = a_sub if draw(st.booleans()) and depth > 0 else a_task
    return made(draw, picture, inside, depth)


def a_deadline(draw: st.DrawFn, picture: Nested, inside: str, depth: int) -> Ends:
    host, _ = a_host(draw, picture, inside, depth)
    merge, event, instead = picture.new("Xor"), picture.new("Timer"), picture.task()
    picture.line(inside, host, merge)
    picture.lines.append(f"{inside}{host} ! {event} > {instead} > {merge}")
    (picture.mishaps if draw(st.booleans()) else picture.events).append(event)
    return host, merge


def a_note(draw: st.DrawFn, picture: Nested, inside: str, depth: int) -> Ends:
    host, _ = a_host(draw, picture, inside, depth)
    event, also, after = picture.new("Timer"), picture.task(), picture.task()
    picture.line(inside, host, after)
    picture.lines.append(f"{inside}{host} ~ {event} > {also} > {picture.new('End')}")
    picture.events.append(event)
    return host, after


def a_sub(draw: st.DrawFn, picture: Nested, inside: str, depth: int) -> Ends:
    name = picture.new("Sub")
    within = f"{name}: "
    picture.line(inside, name)
    first, last = block(draw, picture, within, depth)
    picture.line(within, picture.new("Start"), first)
    picture.line(within, last, picture.new("End"))
    return name, name


def a_race(_draw: st.DrawFn, picture: Nested, inside: str, _depth: int) -> Ends:
    first, merge = picture.new("First"), picture.new("Xor")
    for kind in ("Timer", "Message"):
        event, task = picture.new(kind), picture.task()
        picture.events.append(event)
        picture.line(inside, first, event, task, merge)
    return first, merge


_BLOCKS = {
    "task": a_task,
    "event": an_event,
    "sequence": a_sequence,
    "choice": a_choice,
    "parallel": a_parallel,
    "inclusive": an_inclusive,
    "loop": a_loop,
    "deadline": a_deadline,
    "note": a_note,
    "sub": a_sub,
    "race": a_race,
}

durations = st.one_of(
    st.just(Distribution.constant(0.0)),
    st.integers(1, 20).map(lambda minutes: Distribution.constant(60.0 * minutes)),
    st.integers(1, 20).map(lambda minutes: Distribution.exponential(60.0 * minutes)),
    st.integers(1, 20).map(lambda minutes: Distribution.lognormal(60.0 * minutes, cv=1.5)),
    st.just(Distribution.empirical([0.0, 60.0, 600.0])),
)

calendars = st.sampled_from([None, None, every_day(8, 18), every_day(20, 28), open_at((0, 40), (100, 120))])


@st.composite
def crews(draw: st.DrawFn) -> Team:
    shifts = draw(st.lists(st.tuples(st.integers(1, 3), calendars), min_size=1, max_size=2))
    return staffed(
        (2, None),  # so that all work is done some day
        *shifts,
        shrinkage=draw(st.sampled_from([0.0, 0.0, 0.3])),
        absence=draw(st.sampled_from([0.0, 0.0, 0.2])),
        speed=draw(st.sampled_from([1.0, 0.8, 1.5])),
        cost=30.0,
    )


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Diagram, Scenario]:
    """A sound process, and a scenario for it in which all cases leave."""
    picture = Nested(block)
    first, last = a_sequence(draw, picture, "", draw(st.integers(1, 3)))
    picture.line("", "Start", first)
    picture.line("", last, "End")
    lanes = {task: draw(st.sampled_from(TEAMS)) for task in picture.tasks}
    shape = drawn("\n".join(picture.lines), lanes=lanes)
    steps = {
        task: Step(
            time=draw(durations),
            team=draw(st.sampled_from([None, lanes[task], lanes[task]])),
            people=draw(st.sampled_from([1, 1, 1, 2])),
        )
        for task in picture.tasks
    }
    routing = {gate: _shares(draw, gate, targets) for gate, targets in picture.choices.items()}
    for gate, targets in picture.maybes.items():
        likely = {f"{gate}-{target}": draw(st.sampled_from([0.2, 0.5, 0.9])) for target in targets}
        routing[gate] = Routing(chances=likely)
    scenario = setting(
        arrivals={
            "Start": Arrivals(
                times=tuple(
                    np.cumsum(draw(st.lists(st.sampled_from([0, 0, 7, 60, 600, 9000]), max_size=25)))
                ),
                backlog=draw(st.integers(0, 3)),
            )
        },
        steps=steps,
        teams={name: draw(crews()) for name in TEAMS},
        routing=routing,
        events={
            **{event: draw(durations) for event in picture.events},
            **{
                event: EventTiming(chance=draw(st.sampled_from([0.2, 1.0])), at=0.5)
                for event in picture.mishaps
            },
        },
        priority=["vip"],
        seed=draw(st.integers(0, 10**6)),
    )
    return shape, replace(scenario, attributes=(Attribute(name="vip", chance=0.3),))


def _shares(draw: st.DrawFn, gate: str, targets: list[str]) -> Routing:
    weights = [draw(st.integers(1, 4)) for _ in targets]
    return Routing(
        chances={
            f"{gate}-{target}": weight / sum(weights) for target, weight in zip(targets, weights, strict=True)
        }
    )
