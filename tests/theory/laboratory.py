"""Replications of small programs, and how their figures are held to exact values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from building import drawn
from numpy.typing import NDArray
from scipy.stats import t as student

from studio.model import Diagram
from studio.scenario import Scenario
from studio.simulation import Program, Run, RunLength, compile_program, run
from studio.simulation.records import CaseOutcome
from studio.simulation.rows import NOTHING, Work

REPLICATIONS = 30

Figures = Callable[[Program, Run], dict[str, float]]


@dataclass(frozen=True)
class Sample:
    """Figures of independent replications, and how far their inputs were from what they should be.

    A replication in which the customers happened to come a little faster than they should has longer
    waits. Regression on these known deviations (control variates: Lavenberg, Moeller, Welch 1982) takes
    that part of the variation out.
    """

    figures: list[dict[str, float]]
    controls: NDArray[np.float64]

    def agrees(self, name: str, exact: float, half_width: float = 0.05, **held: float) -> None:
        """Assert that a figure is within four standard errors, and known to the wanted share.

        Figures that have their exact values by a check of their own, ``held``, are controls too.
        """
        values = self._of(name)
        inputs = self.controls[:, self.controls.std(axis=0) > 1e-9]
        terms = np.column_stack(
            [np.ones(len(values)), inputs, *(self._of(other) - value for other, value in held.items())]
        )
        (mean, *_), *_ = np.linalg.lstsq(terms, values, rcond=None)
        freedom = len(values) - terms.shape[1]
        rest = values - terms @ np.linalg.lstsq(terms, values, rcond=None)[0]
        error = sqrt(rest @ rest / freedom * np.linalg.inv(terms.T @ terms)[0, 0])
        assert abs(mean - exact) <= 4 * error, f"{name}: {mean:.6g} ± {error:.3g}, exact {exact:.6g}"
        share = student.ppf(0.975, freedom) * error / exact
        assert share <= half_width, f"{name}: half-width {100 * share:.2f} % of {exact:.6g}"

    def _of(self, name: str) -> NDArray[np.float64]:
        return np.array([each[name] for each in self.figures])


@dataclass(frozen=True)
class Laboratory:
    """Where programs are run again and again."""

    scale: int
    """How many times longer than usual."""

    def measure(
        self,
        diagram: Diagram | str,
        scenario: Scenario,
        figures: Figures,
        *,
        cases: int | None = None,
        length: float | None = None,
        warm_up: float = 0.0,
        keep_log: bool = False,
        controlled: bool = True,
    ) -> Sample:
        """The figures of some replications that together count that many cases, or last so long each.

        Without ``controlled`` the inputs are left out of account: where people are faster than they should
        be, or do several things at once.
        """
        program = compile_program(drawn(diagram) if isinstance(diagram, str) else diagram, scenario)
        each = None if cases is None else ceil(cases * self.scale / REPLICATIONS)
        span = None if length is None else length * self.scale
        found, controls = [], []
        for replication in range(REPLICATIONS):
            made = run(
                program, RunLength(cases=each, length=span, warm_up=warm_up), replication, keep_log=keep_log
            )
            assert made is not None
            found.append(figures(program, made))
            controls.append(list(_deviations(program, made)) if controlled else [])
        return Sample(found, np.array(controls).reshape(REPLICATIONS, -1))


def _deviations(program: Program, made: Run) -> Iterator[float]:
    """How far the mean gap between arrivals and the mean work of each queue are from their expectations."""
    gaps = [row.arrivals.every.mean for row in program.arrivals if row.arrivals.every is not None]
    if len(gaps) == len(program.arrivals):
        yield made.arriving / made.cases.arrived * sum(1 / gap for gap in gaps) - 1
    for node, tally in zip(program.nodes, made.steps, strict=True):
        served = tally.ended - tally.unserved
        if node.work is Work.TASK and not node.alarms and node.level == NOTHING and served:
            yield tally.work / served / program.distributions[node.time].mean - 1


# -- figures -------------------------------------------------------------------------------------


def cycle(_: Program, made: Run) -> dict[str, float]:
    """The time of completed cases from arrival to end."""
    (p90,) = made.cases.cycles.percentiles((0.9,))
    return {"mean": made.cases.sum("cycle") / made.cases.completed, "p90": p90}


def waiting(program: Program, made: Run) -> dict[str, float]:
    """Of each step its mean wait, its shares of visits that wait, are served in time, give up; and of all."""
    found = {}
    for row, tally in zip(program.nodes, made.steps, strict=True):
        if tally.ended:
            found[row.id] = tally.wait / tally.ended
            found[f"{row.id}_waits"] = tally.waited / tally.ended
            found[f"{row.id}_in_time"] = tally.within / tally.ended
            found[f"{row.id}_gives_up"] = tally.abandoned / tally.ended
    steps = [tally for row, tally in zip(program.nodes, made.steps, strict=True) if row.is_step]
    found["all"] = sum(tally.wait for tally in steps) / sum(tally.ended for tally in steps)
    found["all_waits"] = sum(tally.waited for tally in steps) / sum(tally.ended for tally in steps)
    return found


def ends(program: Program, made: Run) -> dict[str, float]:
    """The share of cases by the node where they ended."""
    shares = zip(program.nodes, made.cases.ends, strict=True)
    return {row.id: number / made.cases.completed for row, number in shares if row.is_end}


def in_system(_: Program, made: Run) -> dict[str, float]:
    """The mean number of cases in the system, and the mean time of each there."""
    return {
        "number": made.in_system_area / made.seconds,
        "time": made.cases.sum("cycle") / max(1, made.cases.completed),
    }


def teams(program: Program, made: Run) -> dict[str, float]:
    """Of each team how many people are busy on average, and how many visits wait for it."""
    found = {}
    for team, tally in zip(program.teams, made.teams, strict=True):
        found[f"{team.name}_busy"] = tally.busy / made.seconds
        found[f"{team.name}_queue"] = tally.queue / made.seconds
    return found


def per_case(_: Program, made: Run) -> dict[str, float]:
    """Means over completed cases of what a case adds up to."""
    names = ("wait", "work", "call_backs", "climbs")
    return {name: made.cases.sum(name) / made.cases.completed for name in names}


def spread_of_work(_: Program, made: Run) -> dict[str, float]:
    """Mean and standard deviation of the work on a case, from its log."""
    assert made.log is not None
    cases = made.log.cases()
    work = cases["work"][cases["outcome"] == CaseOutcome.COMPLETED]
    return {"mean": float(work.mean()), "sd": float(work.std(ddof=1))}
