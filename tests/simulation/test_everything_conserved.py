"""Generated processes with all that a scenario can say: nothing gets lost, and everything adds up."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from generated_worlds import worlds
from hypothesis import HealthCheck, given, settings

from studio.simulation import Run, RunLength, compile_program, run
from studio.simulation.program import Program
from studio.simulation.records import Activity, CaseOutcome, ClimbOutcome, Outcome
from studio.simulation.rows import Join, Split, Work


def test_nothing_gets_lost_whatever_a_scenario_says(thorough):
    @settings(
        max_examples=2000 if thorough else 100,
        derandomize=not thorough,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
    @given(worlds())
    def holds(world):
        program = compile_program(*world)
        made = run(program, RunLength(), keep_log=True)
        assert made is not None
        every_case_leaves(made)
        time_runs_forward(made)
        waits_have_causes(made)
        nobody_does_more_than_allowed(program, made)
        tokens_in_are_tokens_out(program, made)
        sums_are_those_of_visits(program, made)
        climbs_add_up(program, made)
        quiet = run(program, RunLength())
        assert quiet is not None
        assert (quiet.seconds, quiet.flows, quiet.cases.sums.tolist()) == (
            made.seconds,
            made.flows,
            made.cases.sums.tolist(),
        )

    holds()


def every_case_leaves(made: Run) -> None:
    cases = made.log.cases()
    outcomes = Counter(CaseOutcome(int(outcome)) for outcome in cases["outcome"])
    left = {CaseOutcome.COMPLETED, CaseOutcome.ABANDONED, CaseOutcome.CONTAINED}
    assert set(outcomes) <= left, outcomes
    assert made.arrived == made.left == sum(outcomes.values()) == len(cases)
    assert made.open == 0
    sojourns = float((cases["ended"] - cases["arrived"]).sum())
    assert made.in_system_area == pytest.approx(sojourns, rel=1e-9, abs=1e-6)


def time_runs_forward(made: Run) -> None:
    visits, cases = made.log.visits(), made.log.cases()
    assert (visits["enabled"] <= visits["started"]).all()
    assert (visits["started"] <= visits["finished"]).all()
    assert (visits["worked"] >= -1e-9).all()
    assert (visits["worked"] <= visits["finished"] - visits["started"] + 1e-9).all()
    assert (np.diff(visits["finished"]) >= 0).all()
    arrived = dict(zip(cases["case"].tolist(), cases["arrived"].tolist(), strict=True))
    ended = dict(zip(cases["case"].tolist(), cases["ended"].tolist(), strict=True))
    for case, enabled, finished in zip(
        visits["case"].tolist(), visits["enabled"].tolist(), visits["finished"].tolist(), strict=True
    ):
        assert arrived[case] <= enabled <= finished <= ended[case]


def waits_have_causes(made: Run) -> None:
    """Company, shifts and urgency explain no more than the wait; contention is the rest."""
    visits = made.log.visits()
    wait = visits["finished"] - visits["enabled"] - visits["worked"]
    told = visits["batching"] + visits["off_shift"] + visits["overtaken"]
    for cause in ("batching", "off_shift", "overtaken"):
        assert (visits[cause] >= -1e-9).all()
    assert (told <= wait + 1e-9 * np.maximum(1.0, visits["finished"])).all()


def nobody_does_more_than_allowed(program: Program, made: Run) -> None:
    people = made.log.people()
    assert (people["from"] <= people["to"]).all()
    at_work = people[people["activity"] != Activity.RESTING]
    spans: dict[tuple[int, int], list[tuple[float, int]]] = {}
    for row in at_work[at_work["from"] < at_work["to"]]:
        team, person = int(row["team"]), int(row["person"])
        assert person < sum(shift.staff for shift in program.teams[team].shifts)
        spans.setdefault((team, person), []).extend([(float(row["from"]), 1), (float(row["to"]), -1)])
    for (team, _), changes in spans.items():
        busy = 0
        for _, change in sorted(changes):
            busy += change
            assert busy <= program.teams[team].at_once


def tokens_in_are_tokens_out(program: Program, made: Run) -> None:
    visits = made.log.visits()
    finished = Counter(visits["node"][visits["outcome"] == Outcome.FINISHED].tolist())
    entered = {node for row in (*program.arrivals, *program.scopes) for node in getattr(row, "nodes", ())}
    entered |= {node for row in program.scopes for node in row.starts}
    entered |= {row.node for row in program.catches} | {row.host for row in program.catches}
    entered |= {row.self_service.onward for row in program.arrivals if row.self_service is not None}
    raced = {
        program.flows[flow].target
        for row in program.nodes
        if row.split is Split.FIRST_EVENT
        for flow in row.out
    }
    for index, row in enumerate(program.nodes):
        came = sum(made.flows[flow] for flow in row.into)
        if row.join is Join.ANY and row.into and index not in entered | raced:
            assert came == made.steps[index].passed
        if row.is_frame or row.throws is not None:
            continue
        went = [made.flows[flow] for flow in row.out]
        if row.split is Split.ALL:
            assert all(number == finished[index] for number in went)
        elif row.split is Split.ONE:
            assert sum(went) == finished[index]
        elif row.split is Split.SOME:
            assert finished[index] <= sum(went) <= finished[index] * len(went)


def sums_are_those_of_visits(program: Program, made: Run) -> None:
    visits = made.log.visits()
    measured = np.array(
        [row.is_step or row.work in (Work.EVENT, Work.MESSAGE) for row in program.nodes], dtype=bool
    )
    kept = visits[measured[visits["node"]]]
    second = {
        program.flows[flow].target
        for row in program.nodes
        if row.split is Split.FIRST_EVENT
        for flow in row.out[1:]
    }
    wait, work = Counter[int](), Counter[int]()
    for row in kept:
        case = int(row["case"])
        work[case] += float(row["worked"])
        if int(row["node"]) not in second:  # rivals wait together
            wait[case] += float(row["finished"] - row["enabled"] - row["worked"])
    for case in made.log.cases():
        assert float(case["wait"]) == pytest.approx(wait[int(case["case"])], abs=1e-6)
        assert float(case["work"]) == pytest.approx(work[int(case["case"])], abs=1e-6)


def climbs_add_up(program: Program, made: Run) -> None:
    climbs = made.log.climbs()
    assert (climbs["outcome"] != ClimbOutcome.OPEN).all()
    answered = climbs["answered"]
    assert ((answered >= climbs["raised"]) | np.isnan(answered)).all()
    made_by = Counter(climbs["case"][climbs["outcome"] != ClimbOutcome.NOTIFIED].tolist())
    for case in made.log.cases():
        assert int(case["climbs"]) >= made_by[int(case["case"])]
    settled = climbs[climbs["outcome"] == ClimbOutcome.SETTLED]
    tops = {number for number, level in enumerate(program.levels) if level.above == -1}
    passed_up = climbs[climbs["outcome"] == ClimbOutcome.PASSED_UP]
    assert not tops & set(passed_up["level"].tolist())
    assert len(settled) <= sum(step.passed for step in made.steps)
