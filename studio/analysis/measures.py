"""From the tallies of one replication to its figures, each as it is defined for users.

A figure is a ratio of two sums, so that replications of different size weigh as they should, or a
level such as a percentile, which only exists within a replication.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.simulation import Program, Run
from studio.simulation.program import NOTHING, NodeRow, Work
from studio.simulation.tally import CASE_SUMS, StepTally

__all__ = ["Figures", "Key", "Level", "Ratio", "figures"]

Key = tuple[str, str, str]
"""Section (``measures``, ``steps``, ``teams``, ``paths``, ``flows``), its member, and the measure."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure that is one sum over another."""

    over: float
    under: float
    unit: str


@dataclass(frozen=True, slots=True)
class Level:
    """A figure that cannot be pooled."""

    value: float
    unit: str


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


def figures(program: Program, run: Run) -> Figures:
    """Every figure of one replication."""
    bins, counts = run.cases.cycles.bins()
    line = run.timeline
    teams = len(program.teams)
    return Figures(
        table=dict(_table(program, run)),
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
    )


def _table(program: Program, run: Run) -> Iterator[tuple[Key, Ratio | Level]]:
    yield from ((("measures", "", name), figure) for name, figure in _whole(program, run))
    arrived = run.cases.arrived
    for row, tally in zip(program.nodes, run.steps, strict=True):
        yield ("steps", row.id, "visits_per_case"), Ratio(tally.passed, arrived, "1")
        for name, figure in _visits(row, tally):
            yield ("steps", row.id, name), figure
    for team, used in zip(program.teams, run.teams, strict=True):
        yield ("teams", team.name, "utilisation"), Ratio(used.busy, used.floor, "share")
        yield ("teams", team.name, "queue.mean"), Ratio(used.queue, run.seconds, "1")
        yield ("teams", team.name, "on_floor.mean"), Ratio(used.floor, run.seconds, "1")
        yield ("teams", team.name, "overtime.share"), Ratio(used.overtime, used.floor, "share")
    for row, number in zip(program.nodes, run.cases.ends, strict=True):
        if row.is_end and program.scopes[row.scope].node == NOTHING:
            yield ("paths", row.id, "share"), Ratio(number, run.cases.completed, "share")
    for flow, number in zip(program.flows, run.flows, strict=True):
        yield ("flows", flow.id, "per_case"), Ratio(number, arrived, "1")


def _visits(row: NodeRow, tally: StepTally) -> Iterator[tuple[str, Ratio | Level]]:
    """The figures of the visits of one node, none where there were none.

    What only makes sense where people serve (how soon they begin, who leaves before) is told of steps
    with a team alone, and handling times are not told of events, which only wait.
    """
    ended = tally.ended
    if not ended:
        return
    yield "wait.mean", Ratio(tally.wait, ended, "s")
    yield "wait.p90", Level(tally.waits.percentiles((0.9,))[0], "s")
    served = row.team != NOTHING
    if served:
        yield "waits.share", Ratio(tally.waited, ended, "share")
        yield "service_level.share", Ratio(tally.within, ended, "share")
    if row.work is not Work.EVENT:
        yield "work.mean", Ratio(tally.work, ended, "s")
    if served:
        yield "abandoned.share", Ratio(0, ended, "share")
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
    yield "work.mean", Ratio(sums["work"], done, "s")
    yield "cost_busy_per_case.mean", Ratio(sums["cost"], done, "currency")
    yield "cost_paid_per_case.mean", Ratio(paid, run.departures, "currency")
    yield "throughput_per_hour", Ratio(run.departures, run.seconds / 3600, "per hour")
    yield "abandoned.share", Ratio(0, cases.arrived - run.open, "share")
    yield "first_contact.share", Ratio(sums["first_contact"], done, "share")
    yield "handoffs_per_case", Ratio(sums["hand_offs"], done, "1")
    yield "rework_per_case", Ratio(sums["rework"], done, "1")
    yield "climbs_per_100", Ratio(100 * sums["climbs"], done, "1")
    for promise, kept, due in zip(program.promises, cases.kept, cases.due, strict=True):
        yield f"promise.{promise.name}.share", Ratio(kept, due, "share")
