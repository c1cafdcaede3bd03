"""How long a run takes to forget that it began empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from studio.simulation import Job, Program, Run, RunLength, replicate
from studio.simulation.records import CaseOutcome

__all__ = ["PILOTS", "WarmUp", "find_warm_up", "mser5"]

PILOTS = 5
"""Pilot replications, averaged case by case as in Welch's plot; their draws are used nowhere else."""

_FIRST_PILOT = 1 << 30
_PILOT_CASES = 4000
_BATCH = 5
_DAY = 86400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmUp:
    """Seconds to leave out; ``settled`` is False where the pilots never came to rest."""

    seconds: float
    settled: bool


def mser5(values: NDArray[np.float64]) -> tuple[int, bool]:
    """How many values at the beginning to leave out, and whether the rest is at rest.

    The truncation that minimises the squared standard error of what remains, over means of five
    (White, Cobb, Spratt 2000). A minimum in the second half says that the series has not settled.
    """
    batches = values[: len(values) // _BATCH * _BATCH].reshape(-1, _BATCH).mean(axis=1)
    half = len(batches) // 2
    if half < 2:
        return 0, True
    kept = np.arange(len(batches), 0, -1)
    sums, squares = np.cumsum(batches[::-1])[::-1], np.cumsum(batches[::-1] ** 2)[::-1]
    errors = np.maximum(squares - sums**2 / kept, 0.0) / kept.astype(np.float64) ** 2
    best = int(np.argmin(errors[: len(batches) - 5])) if len(batches) > 10 else int(np.argmin(errors[:half]))
    return min(best, half) * _BATCH, best <= half


def pilot(_: Program, run: Run) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Arrival moment and cycle time of each completed case, by arrival."""
    assert run.log is not None
    rows = run.log.cases()
    rows = rows[rows["outcome"] == CaseOutcome.COMPLETED]
    rows = rows[np.argsort(rows["arrived"], kind="stable")]
    return rows["arrived"].copy(), (rows["ended"] - rows["arrived"]).copy()


def find_warm_up(
    program: Program,
    cases: int | None,
    length: float | None,
    *,
    workers: int | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WarmUp:
    """The warm-up that pilots of the given size ask for, in whole days where shifts or hours repeat."""
    wanted = RunLength(cases=min(cases, _PILOT_CASES) if cases else None, length=None if cases else length)
    job = Job(program=program, length=wanted, reduce=pilot, keep_log=True, first=_FIRST_PILOT)
    pilots = replicate(job, _always, at_least=PILOTS, at_most=PILOTS, workers=workers, cancelled=cancelled)
    shortest = min(len(cycle) for _, cycle in pilots)
    cycle = np.mean([cycle[:shortest] for _, cycle in pilots], axis=0)
    arrived = np.mean([arrived[:shortest] for arrived, _ in pilots], axis=0)
    left_out, settled = mser5(cycle)
    seconds = float(arrived[left_out]) if left_out and left_out < shortest else 0.0
    if _repeats(program):
        seconds = ceil(seconds / _DAY) * _DAY
    return WarmUp(seconds=seconds, settled=settled)


def _always(_: Sequence[object]) -> bool:
    return True


def _repeats(program: Program) -> bool:
    """Whether anything in the program depends on the hour of the week."""
    shifts = (shift for team in program.teams for shift in team.shifts)
    return (
        bool(program.calendars)
        or any(shift.calendar is not None for shift in shifts)
        or any(row.arrivals.profile for row in program.arrivals)
    )
