"""A study: as many replications of a scenario as its precision needs, and what they say together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite

from studio.analysis.checks import self_checks
from studio.analysis.confidence import Estimate, mean_estimate, ratio_estimate
from studio.analysis.measures import Figures, Key, Level, Ratio, figures
from studio.analysis.overload import overload_problem, overloads
from studio.analysis.promises import share_estimate
from studio.analysis.result import Result
from studio.analysis.stopping import Stopping, excess
from studio.analysis.warm_up import WarmUp, find_warm_up
from studio.model import Diagram, Problem, Severity
from studio.scenario import Scenario, Study
from studio.simulation import Job, Program, Run, RunLength, compile_program, replicate

__all__ = ["AT_LEAST", "Progress", "concluded", "estimates", "known_warm_up", "run_length", "study"]

AT_LEAST, AT_MOST = 10, 200
"""Replications of a study that stops by its precision."""

_HEADLINE: Key = ("measures", "", "cycle_time.mean")

_MANY_OPEN = 0.05
"""Share of the cases that may be open at the end before the figures of the others mislead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a study is: replications done, how many it will be as far as can be told, and the phase."""

    phase: str
    """``warm-up`` or ``replications``."""
    done: int
    planned: int
    exact: bool = False
    """Whether ``planned`` is what the scenario asks for."""
    cases: int = 0
    """Counted cases of the replications that are done."""
    headline: tuple[tuple[int, float, float, float], ...] = ()
    """Mean cycle time after each number of replications: that number, the value, the ends of its interval."""


def study(
    diagram: Diagram,
    scenario: Scenario,
    *,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    workers: int | None = None,
    record: Callable[[Program, Run], None] | None = None,
) -> Result:
    """Simulate a complete scenario and return every figure with its interval.

    Raises NothingToSimulate where no case could ever complete, Cancelled when told to stop. Uses as
    many processes as there are processors unless ``workers`` says otherwise; the result is the same.

    ``record`` is called with each replication and its log, in the process that ran it, so it must be
    importable by name; replications from ``Result.replications`` on were run ahead and do not count.
    """
    program = compile_program(diagram, scenario)
    warm_up = known_warm_up(program, scenario, progress, cancelled, workers)
    length = run_length(scenario, warm_up.seconds)
    fixed = scenario.replications
    rule = Stopping(_worst(scenario.precision), fixed or AT_LEAST, fixed or AT_MOST)
    found = replicate(
        Job(
            program=program,
            length=length,
            reduce=figures if record is None else _Recorded(record),
            keep_log=record is not None,
        ),
        rule.enough,
        at_least=rule.at_least,
        at_most=rule.at_most,
        workers=workers,
        cancelled=cancelled,
        seen=None if progress is None else _Watch(progress, rule),
    )
    told: list[Problem] = []
    if fixed is None and not rule.reached:
        share = (("precision", f"{scenario.precision * 100:g} %"), ("replications", str(len(found))))
        told.append(Problem(code="study.imprecise", severity=Severity.INFO, parameters=share))
    return concluded(program, scenario, found, warm_up, told)


def run_length(scenario: Scenario, warm_up: float) -> RunLength:
    """How long each replication lasts.

    A steady study follows the cases of its span to their ends: leaving out those that take longest
    would make every figure too good. A terminating one ends when its day ends.
    """
    steady = scenario.study is not Study.TERMINATING
    return RunLength(cases=scenario.cases, length=scenario.length, warm_up=warm_up, follow=steady)


def concluded(
    program: Program,
    scenario: Scenario,
    found: Sequence[Figures],
    warm_up: WarmUp,
    told: Sequence[Problem] = (),
) -> Result:
    """What replications say together, with what is remarkable about them; ``told`` is known already."""
    overloaded = overloads(program, scenario, found)
    checks = self_checks(
        program, scenario, [each.balance for each in found], frozenset(each.team for each in overloaded)
    )
    problems = [*program.problems, *_findings(found), *map(overload_problem, overloaded)]
    if any(check.holds is False for check in checks):
        problems.append(Problem(code="study.check-fails", severity=Severity.ERROR))
    if not warm_up.settled:
        problems.append(Problem(code="study.not-settled", severity=Severity.WARNING))
    problems += told
    return Result.of(
        program,
        scenario,
        found,
        estimates=estimates(found),
        problems=tuple(problems),
        warm_up=warm_up.seconds,
        checks=checks,
        overloads=overloaded,
    )


@dataclass(frozen=True, slots=True)
class _Recorded:
    """Takes the figures of a replication once its log has been recorded."""

    record: Callable[[Program, Run], None]

    def __call__(self, program: Program, run: Run) -> Figures:
        self.record(program, run)
        return figures(program, run)


class _Watch:
    """Tells how far the replications are, and how the headline figure gets surer."""

    def __init__(self, progress: Callable[[Progress], None], rule: Stopping[Figures]) -> None:
        self._progress = progress
        self._rule = rule
        self._headline: list[tuple[int, float, float, float]] = []

    def __call__(self, found: Sequence[Figures]) -> None:
        done = len(found)
        cycle = _estimate([each.table.get(_HEADLINE) for each in found])
        if isfinite(cycle.low) and isfinite(cycle.high):
            self._headline.append((done, cycle.value, cycle.low, cycle.high))
        self._progress(
            Progress(
                phase="replications",
                done=done,
                planned=self._rule.expected(found),
                exact=self._rule.fixed,
                cases=sum(each.cases for each in found),
                headline=tuple(self._headline),
            )
        )


def known_warm_up(
    program: Program,
    scenario: Scenario,
    progress: Callable[[Progress], None] | None,
    cancelled: Callable[[], bool] | None,
    workers: int | None,
) -> WarmUp:
    """The warm-up that the scenario states, else the one that pilot runs tell."""
    if scenario.warm_up is not None or scenario.study is Study.TERMINATING:
        return WarmUp(seconds=scenario.warm_up or 0.0, settled=True)
    if scenario.cases is None and scenario.length is None:
        return WarmUp(seconds=0.0, settled=True)
    if progress is not None:
        progress(Progress(phase="warm-up", done=0, planned=1))
    return find_warm_up(program, scenario.cases, scenario.length, workers=workers, cancelled=cancelled)


def estimates(found: Sequence[Figures]) -> dict[Key, Estimate]:
    """Each figure over all replications that have it, in the order in which they first appear."""
    keys = dict.fromkeys(key for each in found for key in each.table)
    return {key: _told(found, key) for key in keys}


def _told(found: Sequence[Figures], key: Key) -> Estimate:
    values = [each.table.get(key) for each in found]
    return _attainment(values) if _is_attainment(key) else _estimate(values)


def _is_attainment(key: Key) -> bool:
    """Whether it is the share of the cases that kept a promise."""
    return key[-1].endswith("share") and (key[0] == "promises" or key[-1].startswith("promise."))


def _attainment(values: Sequence[Ratio | Level | None]) -> Estimate:
    ratios = [value for value in values if isinstance(value, Ratio)]
    return share_estimate([ratio.over for ratio in ratios], [ratio.under for ratio in ratios])


def _estimate(values: Sequence[Ratio | Level | None]) -> Estimate:
    present = [value for value in values if value is not None]
    unit = present[0].unit
    if isinstance(present[0], Level):
        return mean_estimate([value.value for value in present if isinstance(value, Level)], unit)
    ratios = [value for value in present if isinstance(value, Ratio)]
    return ratio_estimate([ratio.over for ratio in ratios], [ratio.under for ratio in ratios], unit)


def _worst(precision: float) -> Callable[[Sequence[Figures]], float]:
    """How far the headline figures are from being known to a share of themselves.

    Of a promise, which is a share itself, the half-width is to be that share; of the wait, that share of
    the cycle time's tenth if the wait is smaller than that (a wait of next to nothing need not be known
    to 5 %).
    """

    def worst(found: Sequence[Figures]) -> float:
        def over(name: str, at_least: float = 0.0) -> float:
            estimate = _told(found, ("measures", "", name))
            return excess(estimate.half_width, precision * max(abs(estimate.value), at_least))

        cycle = _told(found, _HEADLINE).value
        promises = [key[-1] for key in found[0].table if key[-1].startswith("promise.")]
        return max(
            over("cycle_time.mean"),
            over("cycle_time.p90"),
            over("wait.mean", at_least=cycle / 10),
            *(over(name, at_least=1.0) for name in promises),
        )

    return worst


def _findings(found: Sequence[Figures]) -> list[Problem]:
    """What went wrong in the runs themselves."""
    problems: list[Problem] = []
    cases = sum(each.cases for each in found)
    for code, number in (
        ("study.stuck", sum(each.stuck for each in found)),
        ("study.endless", sum(each.endless for each in found)),
    ):
        if number:
            parameters = (("number", str(number)), ("share", f"{100 * number / cases:.3g} %"))
            problems.append(Problem(code=code, severity=Severity.ERROR, parameters=parameters))
    still_open = sum(each.open for each in found)
    if still_open > _MANY_OPEN * cases:
        parameters = (("number", str(still_open)), ("share", f"{100 * still_open / cases:.3g} %"))
        problems.append(Problem(code="study.open", severity=Severity.WARNING, parameters=parameters))
    return problems
