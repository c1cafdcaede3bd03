"""Nothing gets lost: generated processes, their cases, tokens, people and time."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from building import HOUR, Story, rows
from hypothesis import HealthCheck, given, settings
from nested_worlds import worlds

from studio.scenario import Scenario
from studio.simulation import RunLength, compile_program, run
from studio.simulation.records import VISIT_COLUMNS, CaseOutcome
from studio.simulation.rows import NOTHING, Join, Split, Work


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
    found: dict[int, list[tuple[float, float, float, int, int]]] = {}
    for row in rows(story.run.log.visits(), VISIT_COLUMNS):
        node = story.program.nodes[row["node"]]
        if node.work is Work.TASK:
            times = (row["enabled"], row["started"], row["finished"])
            found.setdefault(node.team, []).append((*times, row["person"], node.people))
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
    losing = {timer.host for timer in program.catches if timer.interrupting}
    loses = any(program.nodes[host].work is Work.SCOPE for host in losing)
    boundary = {timer.node for timer in program.catches}
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
    for timer in program.catches:
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
    known = {row.id: row for row in story.program.nodes}
    raced = {
        story.program.flows[flow].target
        for row in story.program.nodes
        if row.split is Split.FIRST_EVENT
        for flow in row.out[1:]
    }
    uncounted = {story.program.nodes[index].id for index in raced}
    wait, work = Counter[int](), Counter[int]()
    for visit in story.visits:
        row = known[visit.node]
        if row.is_step or row.work is Work.EVENT:
            wait[visit.case] += 0.0 if visit.node in uncounted else visit.started - visit.enabled
            work[visit.case] += visit.finished - visit.started
    for case in story.cases:
        assert case.wait == pytest.approx(wait[case.case], abs=1e-6)
        assert case.work == pytest.approx(work[case.case], abs=1e-6)
    assert story.run.in_system_area >= 0
    assert story.run.seconds <= 100 * 365 * 24 * HOUR
