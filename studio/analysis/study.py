"""A study: as many replications of a scenario as its precision needs, and what they say together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from studio.analysis.confidence import Estimate, mean_estimate, ratio_estimate
from studio.analysis.measures import Figures, Key, Level, Ratio, figures
from studio.analysis.result import Result
from studio.analysis.warm_up import WarmUp, find_warm_up
from studio.model import Diagram, Problem, Severity
from studio.scenario import Scenario, Study
from studio.simulation import Job, Program, Run, RunLength, compile_program, replicate

__all__ = ["AT_LEAST", "Progress", "concluded", "estimates", "known_warm_up", "run_length", "study"]

AT_LEAST, AT_MOST = 10, 200
"""Replications of a study that stops by its precision."""

_STEADY_FOR = 5
"""Further replications for which the precision must hold."""

_MANY_OPEN = 0.05
"""Share of the cases that may be open at the end before the figures of the others mislead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a study is: replications done, how many there will be at most, and the phase."""

    phase: str
    """``warm-up`` or ``replications``."""
    done: int
    planned: int


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
    rule = _Precision(scenario)
    fixed = scenario.replications
    found = replicate(
        Job(
            program=program,
            length=length,
            reduce=figures if record is None else _Recorded(record),
            keep_log=record is not None,
        ),
        rule.enough,
        at_least=fixed or AT_LEAST,
        at_most=fixed or AT_MOST,
        workers=workers,
        progress=_told(progress),
        cancelled=cancelled,
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
    problems = [*program.problems, *_findings(program, found)]
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
    )


@dataclass(frozen=True, slots=True)
class _Recorded:
    """Takes the figures of a replication once its log has been recorded."""

    record: Callable[[Program, Run], None]

    def __call__(self, program: Program, run: Run) -> Figures:
        self.record(program, run)
        return figures(program, run)


def _told(progress: Callable[[Progress], None] | None) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    return lambda done, planned: progress(Progress(phase="replications", done=done, planned=planned))


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
    return {key: _estimate([each.table.get(key) for each in found]) for key in keys}


def _estimate(values: Sequence[Ratio | Level | None]) -> Estimate:
    present = [value for value in values if value is not None]
    unit = present[0].unit
    if isinstance(present[0], Level):
        return mean_estimate([value.value for value in present if isinstance(value, Level)], unit)
    ratios = [value for value in present if isinstance(value, Ratio)]
    return ratio_estimate([ratio.over for ratio in ratios], [ratio.under for ratio in ratios], unit)


class _Precision:
    """Stop when every headline figure is known well enough, and has been for some replications.

    Well enough: the interval's half-width is at most the wanted share of the figure; for a promise,
    which is a share itself, at most that share; for the wait, at most that share of the cycle time's
    tenth if the wait is smaller than that (a wait of next to nothing need not be known to 5 %).
    """

    def __init__(self, scenario: Scenario) -> None:
        self._wanted = scenario.precision
        self._since: int | None = None
        self.reached = False

    def enough(self, found: Sequence[Figures]) -> bool:
        if not self._precise(found):
            self._since = None
            return False
        if self._since is None:
            self._since = len(found)
        self.reached = len(found) - self._since >= _STEADY_FOR
        return self.reached

    def _precise(self, found: Sequence[Figures]) -> bool:
        def known(name: str, at_least: float = 0.0) -> bool:
            estimate = _estimate([each.table.get(("measures", "", name)) for each in found])
            return not estimate.half_width > self._wanted * max(abs(estimate.value), at_least)

        cycle = _estimate([each.table["measures", "", "cycle_time.mean"] for each in found]).value
        promises = [name for _, _, name in found[0].table if name.startswith("promise.")]
        return (
            known("cycle_time.mean")
            and known("cycle_time.p90")
            and known("wait.mean", at_least=cycle / 10)
            and all(known(name, at_least=1.0) for name in promises)
        )


def _findings(program: Program, found: Sequence[Figures]) -> list[Problem]:
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
    for number, team in enumerate(program.teams):
        load = _offered_load(program, number, found)
        if load > 1.0:
            parameters = (("team", team.name), ("load", f"{100 * load:.0f} %"))
            problems.append(Problem(code="study.overload", severity=Severity.WARNING, parameters=parameters))
    return problems


def _offered_load(program: Program, team: int, found: Sequence[Figures]) -> float:
    """Work of all visits, begun or not, over the floor time while cases arrived; over 1, the queue grows."""
    steps = [row for row in program.nodes if row.team == team]
    work = floor = 0.0
    for each in found:
        use = each.table["teams", program.teams[team].name, "utilisation"]
        assert isinstance(use, Ratio)
        floor += use.under * (each.arriving / each.seconds if each.seconds else 1.0)
        for row in steps:
            visits = each.table["steps", row.id, "visits_per_case"]
            needed = each.table.get(("steps", row.id, "work.mean"))
            if isinstance(visits, Ratio) and isinstance(needed, Ratio):
                work += visits.over * row.people * needed.over / needed.under
    return work / floor if floor else 0.0
