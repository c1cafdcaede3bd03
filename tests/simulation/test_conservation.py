"""Nothing gets lost: generated processes, their cases, tokens, people and time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
import pytest
from building import HOUR, Story, drawn, every_day, open_at, setting, staffed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.model import Diagram
from studio.scenario import Arrivals, Attribute, Distribution, EventTiming, Routing, Scenario, Step, Team
from studio.simulation import RunLength, compile_program, run
from studio.simulation.program import NOTHING, Join, Split, Work
from studio.simulation.records import VISIT_COLUMNS, CaseOutcome

TEAMS = ("Front", "Back", "Experts")


@dataclass
class Drawing:
    """A block-structured process while it is being drawn, as lines of :func:`building.drawn`."""

    lines: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    """Targets of the exclusive gateways."""
    maybes: dict[str, list[str]] = field(default_factory=dict)
    """Targets of the inclusive gateways."""
    events: list[str] = field(default_factory=list)
    mishaps: list[str] = field(default_factory=list)
    numbers: Counter[str] = field(default_factory=Counter)

    def new(self, kind: str) -> str:
        self.numbers[kind] += 1
        return f"{kind}_{self.numbers[kind]}"

    def task(self) -> str:
        name = self.new("T")
        self.tasks.append(name)
        return name

    def line(self, inside: str, *ids: str) -> None:
        self.lines.append(inside + " > ".join(ids))


Ends = tuple[str, str]
"""The first and the last node of a block."""


def block(draw: st.DrawFn, picture: Drawing, inside: str, depth: int) -> Ends:
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


def a_task(_draw: st.DrawFn, picture: Drawing, _inside: str, _depth: int) -> Ends:
    name = picture.task()
    return name, name


def an_event(_draw: st.DrawFn, picture: Drawing, _inside: str, _depth: int) -> Ends:
    name = picture.new("Timer")
    picture.events.append(name)
    return name, name


def a_sequence(draw: st.DrawFn, picture: Drawing, inside: str, depth: int) -> Ends:
    parts = [block(draw, picture, inside, depth) for _ in range(draw(st.integers(2, 3)))]
    for (_, last), (first, _) in pairwise(parts):
        picture.line(inside, last, first)
    return parts[0][0], parts[-1][1]


def branches(
    draw: st.DrawFn, picture: Drawing, inside: str, depth: int, kind: str
) -> tuple[str, str, list[str]]:
    split, join = picture.new(kind), picture.new(kind)
    firsts = []
    for _ in range(draw(st.integers(2, 3))):
        first, last = block(draw, picture, inside, depth)
        picture.line(inside, split, first)
        picture.line(inside, last, join)
        firsts.append(first)
    return split, join, firsts


def a_choice(draw: st.DrawFn, picture: Drawing, inside: str, depth: int) -> Ends:
    split, join, firsts = branches(draw, picture, inside, depth, "Xor")
    picture.choices[split] = firsts
    return split, join


def a_parallel(draw: st.DrawFn, picture: Drawing, inside: str, depth: int) -> Ends:
    split, join, _ = branches(draw, picture, inside, depth, "And")
    return split, join


def an_inclusive(draw: st.DrawFn, picture: Drawing, inside: str, depth: int) -> Ends:
    split, join, firsts = branches(draw, picture, inside, depth, "Or")
    picture.maybes[split] = firsts
    return split, join


def a_loop(draw: st.DrawFn, picture: Drawing, inside: str, depth: int) -> Ends:
    back, forth = picture.new("Xor"), picture.new("Xor")
    first, last = block(draw, picture, inside, depth)
    after = picture.task()
    picture.line(inside, back, first)
    picture.line(inside, last, forth, back)
    picture.line(inside, forth, after)
    picture.choices[forth] = [back, after]
    return back, after


def a_host(draw: st.DrawFn, picture: Drawing, inside: str, depth: int) -> Ends:
    made = a_sub if draw(st.booleans()) and depth > 0 else a_task
    return made(draw, picture, inside, depth)


def a_deadline(draw: st.DrawFn, picture: Drawing, inside: str, depth: int) -> Ends:
    host, _ = a_host(draw, picture, inside, depth)
    merge, event, instead = picture.new("Xor"), picture.new("Timer"), picture.task()
    picture.line(inside, host, merge)
    picture.lines.append(f"{inside}{host} ! {event} > {instead} > {merge}")
    (picture.mishaps if draw(st.booleans()) else picture.events).append(event)
    return host, merge


def a_note(draw: st.DrawFn, picture: Drawing, inside: str, depth: int) -> Ends:
    host, _ = a_host(draw, picture, inside, depth)
    event, also, after = picture.new("Timer"), picture.task(), picture.task()
    picture.line(inside, host, after)
    picture.lines.append(f"{inside}{host} ~ {event} > {also} > {picture.new('End')}")
    picture.events.append(event)
    return host, after


def a_sub(draw: st.DrawFn, picture: Drawing, inside: str, depth: int) -> Ends:
    name = picture.new("Sub")
    within = f"{name}: "
    picture.line(inside, name)
    first, last = block(draw, picture, within, depth)
    picture.line(within, picture.new("Start"), first)
    picture.line(within, last, picture.new("End"))
    return name, name


def a_race(_draw: st.DrawFn, picture: Drawing, inside: str, _depth: int) -> Ends:
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
    picture = Drawing()
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


def test_nothing_gets_lost_in_generated_processes(thorough):
    @settings(
        max_examples=2000 if thorough else 60,
        derandomize=not thorough,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(worlds())
    def holds(world):
        program = compile_program(*world)
        made = run(program, RunLength(), keep_log=True)
        story = Story(program=program, run=made)
        everybody_leaves(story)
        time_runs_forward(story)
        nobody_does_two_things_at_once(story)
        nobody_is_idle_while_work_waits(story, world[1])
        tokens_are_accounted_for(story)
        little_holds(story)
        sums_of_cases_are_those_of_their_visits(story)
        quiet = run(program, RunLength())
        assert (quiet.seconds, quiet.flows, quiet.cases.sums.tolist()) == (
            made.seconds,
            made.flows,
            made.cases.sums.tolist(),
        )

    holds()


def everybody_leaves(story: Story) -> None:
    made = story.run
    assert made.arrived == made.left == len(story.cases) == made.cases.arrived
    assert made.open == made.cases.stuck == made.cases.endless == 0
    assert made.cases.completed == made.arrived
    assert {case.outcome for case in story.cases} <= {CaseOutcome.COMPLETED}
    assert sum(made.cases.ends) >= made.arrived >= max(made.cases.ends)


def time_runs_forward(story: Story) -> None:
    cases = {case.case: case for case in story.cases}
    for visit in story.visits:
        case = cases[visit.case]
        assert case.arrived <= visit.enabled <= visit.started <= visit.finished <= case.ended
    for case in story.cases:
        last = max(visit.finished for visit in story.visits if visit.case == case.case)
        assert case.ended == last
    ended = [visit.finished for visit in story.visits]
    assert ended == sorted(ended)


def at_work(story: Story) -> dict[int, list[tuple[float, float, float, int, int]]]:
    """Of each team: enabled, started, finished, person and people of each visit that waited or was begun."""
    column = VISIT_COLUMNS.index
    found: dict[int, list[tuple[float, float, float, int, int]]] = {}
    for row in story.run.log.visits().tolist():
        node = story.program.nodes[int(row[column("node")])]
        if node.work is Work.TASK:
            times = (row[column("enabled")], row[column("started")], row[column("finished")])
            found.setdefault(node.team, []).append((*times, int(row[column("person")]), node.people))
    return found


def nobody_does_two_things_at_once(story: Story) -> None:
    for team, visits in at_work(story).items():
        staff = sum(shift.staff for shift in story.program.teams[team].shifts)
        by_person: dict[int, list[tuple[float, float]]] = {}
        changes = []
        for _, started, finished, person, people in visits:
            if person != NOTHING:
                assert person < staff
                by_person.setdefault(person, []).append((started, finished))
                changes += [(started, 1, people), (finished, 0, -people)]
        for spans in by_person.values():
            spans.sort()
            assert all(first[1] <= second[0] for first, second in pairwise(spans))
        busy = 0
        for _, _, change in sorted(changes):
            busy += change
            assert busy <= staff


def nobody_is_idle_while_work_waits(story: Story, scenario: Scenario) -> None:
    """Where a team is always there and all of its steps need one person."""
    for team, visits in at_work(story).items():
        row = story.program.teams[team]
        always = all(shift.calendar is None for shift in row.shifts) and not row.shrinkage and not row.absence
        if not always or any(people > 1 for *_, people in visits):
            continue
        staff = sum(shift.staff for shift in row.shifts)
        moments = sorted({moment for visit in visits for moment in visit[:3]})
        for moment, following in pairwise(moments):
            middle = (moment + following) / 2
            if not moment < middle < following:
                continue
            waiting = sum(enabled <= moment and started >= following for enabled, started, *_ in visits)
            busy = sum(
                started <= moment and finished >= following and person != NOTHING
                for _, started, finished, person, _ in visits
            )
            assert not waiting or busy == staff
    assert scenario.teams


def tokens_are_accounted_for(story: Story) -> None:
    """What enters a node leaves it; a join takes one token of each flow; only a withdrawal loses any."""
    program, made = story.program, story.run
    finished = Counter(visit.node for visit in story.visits if visit.outcome == 0)
    enabled = Counter(visit.node for visit in story.visits)
    losing = {timer.host for timer in program.timers if timer.interrupting}
    loses = any(program.nodes[host].work is Work.SCOPE for host in losing)
    boundary = {timer.node for timer in program.timers}
    begins = {node for row in (*program.arrivals,) for node in row.nodes}
    begins |= {node for row in program.scopes for node in row.starts if row.node != NOTHING}
    raced = {
        program.flows[flow].target
        for row in program.nodes
        if row.split is Split.FIRST_EVENT
        for flow in row.out
    }
    for index, row in enumerate(program.nodes):
        came = [made.flows[flow] for flow in row.into]
        went = [made.flows[flow] for flow in row.out]
        # What loses a race never happens, so it is no visit.
        assert made.steps[index].passed == (finished if index in raced else enabled)[row.id]
        if row.join is Join.ALL:
            assert all(number >= enabled[row.id] for number in came)
            assert loses or set(came) == {enabled[row.id]}
        elif row.join is Join.REACHABLE:
            assert sum(came) >= enabled[row.id] >= max(came, default=0) - sum(came) * loses
        elif index in raced:
            assert sum(came) == finished[row.id]
        elif index not in boundary and index not in begins:
            assert sum(came) == enabled[row.id]
        if row.split is Split.ALL:
            assert all(number == finished[row.id] for number in went)
        elif row.split in (Split.ONE, Split.FIRST_EVENT):
            assert sum(went) <= finished[row.id]
            assert loses or sum(went) == finished[row.id]
        elif row.split is Split.SOME:
            assert finished[row.id] <= sum(went) <= finished[row.id] * len(went)
    for row in program.nodes:
        kind, _, number = row.id.partition("_")
        if kind in ("And", "Or") and len(row.out) > 1:  # the join of a block was drawn right after its split
            joined = enabled[f"{kind}_{int(number) + 1}"]
            assert joined == finished[row.id] or (loses and joined < finished[row.id])
    for timer in program.timers:
        host, event = program.nodes[timer.host].id, program.nodes[timer.node].id
        withdrawn = sum(visit.node == host and visit.cause == event for visit in story.visits)
        if timer.interrupting:
            assert enabled[event] == withdrawn
        else:
            assert enabled[event] <= enabled[host]
    for scope in program.scopes:
        if scope.node != NOTHING:
            for start in scope.starts:
                assert enabled[program.nodes[start].id] == enabled[program.nodes[scope.node].id]


def little_holds(story: Story) -> None:
    made = story.run
    sojourns = sum(case.ended - case.arrived for case in story.cases)
    assert made.in_system_area == pytest.approx(sojourns, rel=1e-9, abs=1e-6)
    for team, tally in enumerate(made.teams):
        visits = at_work(story).get(team, [])
        waited = sum(started - enabled for enabled, started, *_ in visits)
        worked = sum(
            (finished - started) * people for _, started, finished, person, people in visits if person >= 0
        )
        assert tally.queue == pytest.approx(waited, rel=1e-9, abs=1e-6)
        assert tally.busy + tally.overtime == pytest.approx(worked, rel=1e-9, abs=1e-6)
        assert tally.busy <= tally.floor + 1e-6
        staff = sum(shift.staff for shift in story.program.teams[team].shifts)
        assert tally.floor <= tally.paid + 1e-6 or not tally.floor
        assert tally.paid <= staff * made.seconds + tally.overtime + 1e-6


def sums_of_cases_are_those_of_their_visits(story: Story) -> None:
    rows = {row.id: row for row in story.program.nodes}
    raced = {
        story.program.flows[flow].target
        for row in story.program.nodes
        if row.split is Split.FIRST_EVENT
        for flow in row.out[1:]
    }
    uncounted = {story.program.nodes[index].id for index in raced}
    wait, work = Counter[int](), Counter[int]()
    for visit in story.visits:
        row = rows[visit.node]
        if row.is_step or row.work is Work.EVENT:
            wait[visit.case] += 0.0 if visit.node in uncounted else visit.started - visit.enabled
            work[visit.case] += visit.finished - visit.started
    for case in story.cases:
        assert case.wait == pytest.approx(wait[case.case], abs=1e-6)
        assert case.work == pytest.approx(work[case.case], abs=1e-6)
    assert story.run.in_system_area >= 0
    assert story.run.seconds <= 100 * 365 * 24 * HOUR
