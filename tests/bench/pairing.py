"""How much surer a what-if is on the same customers: the variance of one person more, paired and not.

usage: uv run python tests/bench/pairing.py [--replications N] [--workers N] [EXAMPLE=TEAM …]

For each example and team: the scenario of today against itself with one person more on the team's first
shift. The difference of a measure is taken N times on the same customers (paired: both sides have one
seed), and N times on different customers (independent: the other side has a seed of its own). Printed is
how many times larger the variance is without pairing, with a 95 % interval (bootstrap over replications),
and what the studio's comparison tells of that factor, which it guesses from the paired runs alone. That
identical scenarios differ by exactly nothing is checked first.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.analysis.comparison import differences
from studio.analysis.measures import Figures, Level, Ratio, figures
from studio.analysis.study import run_length
from studio.model import Diagram
from studio.reading import read
from studio.scenario import Scenario, complete, read_scenario
from studio.simulation import Job, compile_program, replicate

ROOT = Path(__file__).parents[2]
TEAMS = {
    "complaint": "后台处理组",
    "fault_report": "二线支持",
    "handset_change_before": "检测组",
    "inbound": "专家座席",
    "order_to_delivery": "仓储调度组",
}
MEASURES = ("cycle_time.mean", "wait.mean", "cycle_time.p90")
OTHER_SEED = 1_000_003


def example(name: str) -> tuple[Diagram, Scenario]:
    """The example's diagram and today's complete scenario."""
    reading = read((ROOT / "bpmn" / f"{name}.bpmn").read_bytes(), name)
    stated = read_scenario(ROOT / "simulations" / name / "today.yaml", reading.diagram)
    return reading.diagram, complete(stated, reading.diagram, tuple(reading.hints))


def one_more(scenario: Scenario, team: str) -> Scenario:
    """The scenario with one person more on the team's first shift."""
    first, *others = scenario.teams[team].shifts
    shifts = (replace(first, staff=first.staff + 1), *others)
    return replace(scenario, teams={**scenario.teams, team: replace(scenario.teams[team], shifts=shifts)})


def simulated(diagram: Diagram, scenario: Scenario, replications: int, workers: int | None) -> list[Figures]:
    """The figures of each replication."""
    length = run_length(scenario, scenario.warm_up or 0.0)
    job = Job(program=compile_program(diagram, scenario), length=length, reduce=figures)
    return replicate(job, lambda _: True, at_least=replications, at_most=replications, workers=workers)


def values(found: Sequence[Figures], measure: str) -> NDArray[np.float64]:
    """One number a replication."""
    return np.array([_value(each.table["measures", "", measure]) for each in found])


def _value(row: Ratio | Level) -> float:
    return row.value if isinstance(row, Level) else row.over / row.under


def factor(paired: NDArray[np.float64], independent: NDArray[np.float64]) -> tuple[float, float, float]:
    """How many times larger the variance of the second sample is, with a 95 % bootstrap interval."""
    drawn = np.random.default_rng(1)
    picks = drawn.integers(len(paired), size=(4000, 2, len(paired)))
    spread = paired[picks[:, 0]].var(axis=1, ddof=1)
    ratios = independent[picks[:, 1]].var(axis=1, ddof=1)[spread > 0] / spread[spread > 0]
    low, high = np.quantile(ratios, [0.025, 0.975])
    return float(independent.var(ddof=1) / paired.var(ddof=1)), float(low), float(high)


def same_twice(name: str, workers: int | None) -> int:
    """How many figures of two replications there are; all are the same for an identical scenario."""
    once, again = (simulated(*example(name), 2, workers) for _ in range(2))
    for one, other in zip(once, again, strict=True):
        if one.table != other.table:
            sys.exit(f"{name}: identical scenarios differ")
    return sum(len(each.table) for each in once)


def lines(name: str, team: str, replications: int, workers: int | None) -> Iterator[str]:
    """What is printed of an example."""
    diagram, scenario = example(name)
    more = one_more(scenario, team)
    before = simulated(diagram, scenario, replications, workers)
    after = simulated(diagram, more, replications, workers)
    strangers = simulated(diagram, replace(more, seed=OTHER_SEED), replications, workers)
    guessed = differences(before, {"more": after})["more"]
    for measure in MEASURES:
        paired = values(after, measure) - values(before, measure)
        independent = values(strangers, measure) - values(before, measure)
        half = 1.96 / sqrt(replications)
        if not paired.any():
            yield f"  {measure:16} no difference in any replication"
            continue
        times, low, high = factor(paired, independent)
        yield (
            f"  {measure:16} {paired.mean():+9.1f} s  ± {half * paired.std(ddof=1):7.1f} paired"
            f"  ± {half * independent.std(ddof=1):7.1f} independent   variance × {times:6.1f}"
            f"  ({low:.1f} to {high:.1f}); guessed {guessed[measure].pairing:.1f}"
        )


def main() -> None:
    plain = argparse.RawDescriptionHelpFormatter
    options = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    options.add_argument("--replications", type=int, default=20)
    options.add_argument("--workers", type=int)
    options.add_argument("examples", nargs="*", metavar="EXAMPLE=TEAM")
    given = options.parse_args()
    teams = dict(each.split("=", 1) for each in given.examples) or TEAMS
    for name, team in teams.items():
        print(f"{name}: {same_twice(name, given.workers)} figures of identical scenarios, all the same")
        print(f"  one person more in {team}, {given.replications} replications")
        for line in lines(name, team, given.replications, given.workers):
            print(line, flush=True)


if __name__ == "__main__":
    main()
