"""Cases worth telling: the median one, a slow one, the slowest, and the worst broken promise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.scenario import Timetable
from studio.simulation import Program, Run
from studio.simulation.records import CaseOutcome, Outcome
from studio.simulation.rows import NOTHING, PromiseRow

__all__ = ["TYPICAL", "typical"]

TYPICAL = ("median", "p90", "longest", "waited", "broken")
"""What :func:`typical` looks for."""


def typical(program: Program, run: Run) -> dict[str, int]:
    """The numbers of cases that stand for many, or that stand out; those that there are.

    ``median`` and ``p90`` are the cases whose time from arrival to end is nearest to that percentile,
    ``longest`` the one that took longest, ``waited`` the one that waited longest, ``broken`` the one that
    overran a promise by the largest factor. Of counted cases, all but the last completed; the lowest
    number of equal ones.
    """
    assert run.log is not None
    cases = run.log.cases()
    cases = np.sort(cases[cases["counted"] == 1], order="case")
    done = cases[cases["outcome"] == CaseOutcome.COMPLETED]
    found: dict[str, int] = {}
    if len(done):
        took = done["ended"] - done["arrived"]
        for name, share in (("median", 0.5), ("p90", 0.9)):
            nearest = np.argmin(abs(took - np.quantile(took, share)))
            found[name] = int(done["case"][nearest])
        found["longest"] = int(done["case"][np.argmax(took)])
        found["waited"] = int(done["case"][np.argmax(done["wait"])])
    worst = max(
        (_worst(program, run, promise, cases) for promise in program.promises),
        key=lambda overrun: overrun[0],
        default=(0.0, NOTHING),
    )
    if worst[0] > 1.0:
        found["broken"] = worst[1]
    return found


def _worst(program: Program, run: Run, promise: PromiseRow, cases: NDArray[np.void]) -> tuple[float, int]:
    """By which factor a promise was overrun at worst, and for which case."""
    begins, ends = _begins(run, promise, cases), _ends(run, promise, cases)
    passed = ends - begins
    over = np.flatnonzero(passed > promise.within)
    if promise.clock != NOTHING:
        clock = Timetable(program.calendars[promise.clock], program.start)
        for place in over:
            passed[place] = clock.between(float(begins[place]), float(ends[place]))
    factors = [(float(passed[place]) / promise.within, -int(place)) for place in over if promise.within]
    factor, behind = max(factors, default=(0.0, 0))
    return factor, int(cases["case"][-behind]) if factor else NOTHING


def _begins(run: Run, promise: PromiseRow, cases: NDArray[np.void]) -> NDArray[np.float64]:
    """When it began for each case; NaN where it never did."""
    if promise.begins == NOTHING:
        return cases["arrived"].copy()
    return _first(run, promise.begins, "enabled", cases)


def _ends(run: Run, promise: PromiseRow, cases: NDArray[np.void]) -> NDArray[np.float64]:
    """When it was over for each case, at the end of the run at the latest; NaN where that cannot be said."""
    left = cases["ended"].copy()
    if promise.ends == NOTHING:
        return left
    ended = _first(run, promise.ends, "finished", cases)
    is_open = cases["outcome"] == CaseOutcome.OPEN
    return np.where(np.isnan(ended) & is_open, left, ended)


def _first(run: Run, node: int, moment: str, cases: NDArray[np.void]) -> NDArray[np.float64]:
    assert run.log is not None
    visits = run.log.visits()
    there = visits["node"] == node
    if moment == "finished":
        there &= visits["outcome"] == Outcome.FINISHED
    rows = visits[there]
    rows = rows[np.lexsort((rows[moment], rows["case"]))]
    found = np.full(len(cases), np.nan)
    if len(rows):
        place = np.minimum(np.searchsorted(rows["case"], cases["case"]), len(rows) - 1)
        is_there = rows["case"][place] == cases["case"]
        found[is_there] = rows[moment][place][is_there]
    return found
