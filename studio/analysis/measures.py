"""From the tallies of one replication to its figures, each as it is defined for users.

A figure is a ratio of two sums, so that replications of different size weigh as they should, or a
level such as a percentile, which only exists within a replication.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.analysis.balance import Balance, balance
from studio.analysis.budgets import Spent
from studio.analysis.causes import WAIT_OF_CAUSE, case_causes, step_causes
from studio.analysis.ladders import climb_hours, hours_measured, ladder_figures
from studio.analysis.pauses import is_aside, pauses
from studio.analysis.promises import promise_figures
from studio.analysis.ratios import Key, Level, Ratio
from studio.model import EventKind
from studio.simulation import Program, Run
from studio.simulation.rows import NOTHING, NodeRow, Work
from studio.simulation.tally import CASE_SUMS, StepTally

__all__ = ["Figures", "Key", "Level", "Ratio", "figures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All figures of one replication, with the samples that charts are drawn from."""

    table: dict[Key, Ratio | Level]
    cases: int
    open: int
    stuck: int
    endless: int
    seconds: float
    arriving: float
    cycle_bins: NDArray[np.int64]
    cycle_counts: NDArray[np.int64]
    moments: NDArray[np.float64]
    """When the teams were looked at (seconds)."""
    waiting: NDArray[np.float64]
    """Visits in each team's queue then: a row a look, a column a team."""
    busy: NDArray[np.float64]
    on_floor: NDArray[np.float64]
    climbs: dict[tuple[str, str], NDArray[np.float64]]
    """By ladder and level, climbs by the hour of the week, which came as often as ``hours`` says."""
    hours: NDArray[np.float64]
    spent: dict[str, Spent]
    """By promise, what the steps of whole cases took."""
    in_parts: dict[str, Spent]
    """By promise that has parts, what these took of whole cases."""
    balance: Balance


def figures(program: Program, run: Run) -> Figures:
    """Every figure of one replication."""
    bins, counts = run.cases.cycles.bins()
    line = run.timeline
    teams = len(program.teams)
    promised, spent, in_parts = promise_figures(program, run)
    return Figures(
        table={**dict(_table(program, run)), **dict(ladder_figures(program, run)), **promised},
        cases=run.cases.arrived,
        open=run.open,
        stuck=run.cases.stuck,
        endless=run.cases.endless,
        seconds=run.seconds,
        arriving=run.arriving,
        cycle_bins=bins,
        cycle_counts=counts,
        moments=np.array(line.moments, dtype=np.float64),
        waiting=np.array(line.waiting, dtype=np.float64).reshape(len(line.moments), teams),
        busy=np.array(line.busy, dtype=np.float64).reshape(len(line.moments), teams),
        on_floor=np.array(line.on_floor, dtype=np.float64).reshape(len(line.moments), teams),
        climbs=climb_hours(program, run),
        hours=hours_measured(program, run),
        spent=spent,
        in_parts=in_parts,
        balance=balance(program, run),
    )


def _table(program: Program, run: Run) -> Iterator[tuple[Key, Ratio | Level]]:
    yield from ((("measures", "", name), figure) for name, figure in _whole(program, run))
    arrived = run.cases.arrived
    framed = {
        row.element: tally.again
        for row, tally in zip(program.nodes, run.steps, strict=True)
        if row.is_frame and row.is_rework
    }
    for row, tally in _in_order(program, run):
        if row.is_frame or is_aside(row):
            continue
        yield ("steps", row.id, "visits_per_case"), Ratio(tally.passed, arrived, "1")
        # Of a step with several instances its frame knows what is done again.
        again = tally.again if row.is_rework else framed.get(row.id)
        if again is not None:
            yield ("steps", row.id, "again_per_case"), Ratio(again, arrived, "1")
        if any(program.teams[team].cost for team in (row.team, *row.instead) if team != NOTHING):
            yield ("steps", row.id, "cost_per_case"), Ratio(tally.cost, arrived, "currency")
        for name, figure in _visits(row, tally):
            yield ("steps", row.id, name), figure
    yield from ((("steps", element, name), figure) for element, name, figure in pauses(program, run))
    for team, used in zip(program.teams, run.teams, strict=True):
        yield ("teams", team.name, "utilisation"), Ratio(used.busy, used.floor, "share")
        yield ("teams", team.name, "own_work.share"), Ratio(used.own, used.floor, "share")
        yield ("teams", team.name, "queue.mean"), Ratio(used.queue, run.seconds, "1")
        yield ("teams", team.name, "on_floor.mean"), Ratio(used.floor, run.seconds, "1")
        yield ("teams", team.name, "overtime.share"), Ratio(used.overtime, used.floor, "share")
    for row, number in zip(program.nodes, run.cases.ends, strict=True):
        if row.is_end and not is_aside(row) and _ends_the_case(program, row):
            yield ("paths", row.element, "share"), Ratio(number, run.cases.completed, "share")
    for flow, number in zip(program.flows, run.flows, strict=True):
        if not is_aside(program.nodes[flow.source]):
            yield ("flows", flow.id, "per_case"), Ratio(number, arrived, "1")


def _in_order(program: Program, run: Run) -> list[tuple[NodeRow, StepTally]]:
    """The rows with their tallies in the order of the diagram, each part of a node in the node's place."""
    places: dict[str, int] = {}
    for place, row in enumerate(program.nodes):
        places.setdefault(row.element, place)
    rows = zip(program.nodes, run.steps, strict=True)
    return sorted(rows, key=lambda told: places[told[0].element])


def _ends_the_case(program: Program, row: NodeRow) -> bool:
    """Whether a process may end there: at its top, or inside by an error that nobody around catches."""
    scope = program.scopes[row.scope]
    while scope.node != NOTHING:
        around = program.nodes[scope.node]
        if row.throws is None or row.throws.kind is not EventKind.ERROR:
            return False
        if any(program.catches[alarm].catches(row.throws) for alarm in (*scope.alarms, *around.alarms)):
            return False
        scope = program.scopes[around.scope]
    return True


def _visits(row: NodeRow, tally: StepTally) -> Iterator[tuple[str, Ratio | Level]]:
    """The figures of the visits of one node, none where there were none.

    What only makes sense where people serve (how soon they begin, who leaves before) is told of steps
    with a team alone, and handling times are not told of events, which only wait.
    """
    ended = tally.ended
    if not ended:
        return
    yield "wait.mean", Ratio(tally.wait, ended, "s")
    for cause, seconds in step_causes(row, tally).items():
        yield WAIT_OF_CAUSE[cause], Ratio(seconds, ended, "s")
    yield "wait.p90", Level(tally.waits.percentiles((0.9,))[0], "s")
    served = row.team != NOTHING
    if served:
        yield "waits.share", Ratio(tally.waited, ended, "share")
        yield "service_level.share", Ratio(tally.within, ended, "share")
    if row.work is not Work.EVENT:
        yield "work.mean", Ratio(tally.work, ended, "s")
    if served:
        yield "abandoned.share", Ratio(tally.abandoned, ended, "share")
    yield "given_up.share", Ratio(tally.unserved, ended, "share")


def _whole(program: Program, run: Run) -> Iterator[tuple[str, Ratio | Level]]:
    """The figures of the whole process."""
    cases = run.cases
    sums = dict(zip(CASE_SUMS, cases.sums.tolist(), strict=True))
    done = cases.completed
    paid = sum(team.cost / 3600 * used.paid for team, used in zip(program.teams, run.teams, strict=True))
    yield "cycle_time.mean", Ratio(sums["cycle"], done, "s")
    shares = (0.5, 0.9, 0.95)
    for share, value in zip(shares, cases.cycles.percentiles(shares), strict=True):
        yield f"cycle_time.p{share * 100:.0f}", Level(value, "s")
    yield "wait.mean", Ratio(sums["wait"], done, "s")
    for cause, seconds in case_causes(cases).items():
        yield WAIT_OF_CAUSE[cause], Ratio(seconds, done, "s")
    yield "work.mean", Ratio(sums["work"], done, "s")
    yield "cost_busy_per_case.mean", Ratio(sums["cost"], done, "currency")
    yield "cost_paid_per_case.mean", Ratio(paid, run.departures, "currency")
    yield "throughput_per_hour", Ratio(run.departures, run.seconds / 3600, "per hour")
    yield "abandoned.share", Ratio(cases.abandoned, cases.arrived - run.open, "share")
    yield "contained.share", Ratio(cases.contained, cases.arrived - run.open, "share")
    yield "call_backs_per_100", Ratio(100 * sums["call_backs"], done, "1")
    yield "first_contact.share", Ratio(sums["first_contact"], done, "share")
    yield "handoffs_per_case", Ratio(sums["hand_offs"], done, "1")
    yield "rework_per_case", Ratio(sums["rework"], done, "1")
    yield "climbs_per_100", Ratio(100 * sums["climbs"], done, "1")
    for promise, kept, due in zip(program.promises, cases.kept, cases.due, strict=True):
        yield f"promise.{promise.name}.share", Ratio(kept, due, "share")
