"""Scenarios side by side: the same customers under each, and what is proved to differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import inf, isfinite, isnan, nan, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from studio.analysis.measures import Figures, Key, Level, Ratio, figures
from studio.analysis.monthly import MONTHLY, a_month
from studio.analysis.result import Result
from studio.analysis.stopping import Stopping, excess
from studio.analysis.study import AT_LEAST, Progress, concluded, known_warm_up, run_length
from studio.model import Diagram
from studio.scenario import Scenario
from studio.simulation import Job, compile_program, replicate

__all__ = ["Comparison", "Difference", "Variant", "Verdict", "compare"]

AT_MOST = 50
"""Replications of a comparison that stops by its precision."""

_ROUNDING = 1e-9
"""A change below this, or this share of a large figure, comes of adding the same numbers in another order."""

_FAMILY_ERROR = 0.05
"""Chance that any of all the differences of a comparison is called proved though there is none."""

_HEADLINE = ("cycle_time.mean", "cycle_time.p90", "wait.mean")
_PROMISE = "promise."
_MORE_IS_BETTER = ("throughput_per_hour", "first_contact.share", "contained.share", _PROMISE)

Round = tuple[Figures, ...]
"""The figures of one replication, variant by variant."""


class Verdict(StrEnum):
    """What a difference says."""

    BETTER = "better"
    WORSE = "worse"
    UNPROVEN = "no proven difference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One side of a comparison: a diagram under a complete scenario; ``name`` tells it from the others."""

    name: str
    diagram: Diagram
    scenario: Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A variant's figure less the baseline's, with its interval; NaN ends where one replication cannot tell.

    The intervals of a comparison hold together with 95 %: the verdict is that the interval is clear of 0.
    """

    value: float
    low: float = nan
    high: float = nan
    unit: str = ""
    verdict: Verdict = Verdict.UNPROVEN
    pairing: float = nan
    """How many times the variance of the difference would be larger with other customers on each side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What each variant gives, and how it differs from the baseline, which is the first."""

    baseline: str
    results: Mapping[str, Result]
    differences: Mapping[str, Mapping[str, Difference]]
    """Variant → measure of the whole process → difference."""
    climbs: Mapping[str, Mapping[Key, Difference]] = field(default_factory=dict)
    """Variant → climbs per 100 cases to a level, in all and by cause and step → difference.

    They are judged together, apart from the measures of the whole process.
    """
    a_month: Mapping[str, Mapping[str, Difference]] = field(default_factory=dict)
    """Variant → ``customers_time`` (their cycle times) and ``work`` → how much more a month's cases take.

    The cases are the baseline's; less than 0 is saved. They are judged together, apart from the others.
    """

    def to_json(self, language: str = "en") -> dict[str, Any]:
        """The comparison as plain lists and dictionaries; a figure that does not exist is null."""
        return {
            "baseline": self.baseline,
            "scenarios": {name: result.to_json(language) for name, result in self.results.items()},
            "differences": {
                name: {measure: self._told(difference) for measure, difference in of.items()}
                for name, of in self.differences.items()
            },
            "climbs": {name: self._climbs_told(of) for name, of in self.climbs.items()},
            "a_month": {
                name: {what: self._told(difference) for what, difference in of.items()}
                for name, of in self.a_month.items()
            },
        }

    def _told(self, difference: Difference) -> dict[str, Any]:
        currency = self.results[self.baseline].currency or "1"
        return {
            "value": _number(difference.value),
            "low": _number(difference.low),
            "high": _number(difference.high),
            "unit": currency if difference.unit == "currency" else difference.unit,
            "verdict": str(difference.verdict),
            "pairing": _number(difference.pairing),
        }

    def _climbs_told(self, of: Mapping[Key, Difference]) -> dict[str, Any]:
        """By ladder and level, as in a result's ``ladders``."""
        told: dict[str, Any] = {}
        for (_, *way, measure), difference in of.items():
            place = told
            for part in way:
                place = place.setdefault(part, {})
            place[measure] = self._told(difference)
        return told


def compare(
    variants: Sequence[Variant],
    *,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    workers: int | None = None,
) -> Comparison:
    """Simulate each variant on the same customers and tell what differs from the first.

    The first variant's seed, length, number of replications and precision hold for all; what is left
    out as warm-up is what the slowest of them needs. Raises as :func:`studio.analysis.study` does.
    """
    first = variants[0].scenario
    sides = [replace(variant, scenario=_like(variant.scenario, first)) for variant in variants]
    programs = [compile_program(side.diagram, side.scenario) for side in sides]
    warm_ups = [
        known_warm_up(program, side.scenario, progress, cancelled, workers)
        for program, side in zip(programs, sides, strict=True)
    ]
    warm_up = max(known.seconds for known in warm_ups)
    length = run_length(first, warm_up)
    job = _Together(jobs=tuple(Job(program=each, length=length, reduce=figures) for each in programs))
    fixed = first.replications
    rule = Stopping(_worst(first.precision), fixed or AT_LEAST, fixed or AT_MOST)
    rounds = replicate(
        job,
        rule.enough,
        at_least=rule.at_least,
        at_most=rule.at_most,
        workers=workers,
        cancelled=cancelled,
        seen=None if progress is None else _told(progress, rule),
    )
    found = list(zip(*rounds, strict=True))
    results = {
        side.name: concluded(program, side.scenario, each, warm_up)
        for side, program, each, warm_up in zip(
            sides, programs, found, (replace(known, seconds=warm_up) for known in warm_ups), strict=True
        )
    }
    names = [side.name for side in sides]
    others = dict(zip(names[1:], found[1:], strict=True))
    return Comparison(
        baseline=names[0],
        results=results,
        differences=differences(found[0], others),
        climbs=climb_differences(found[0], others),
        a_month=month_differences(found[0], others),
    )


def _like(scenario: Scenario, first: Scenario) -> Scenario:
    """The scenario, told as long and from the same numbers as the first."""
    return replace(
        scenario,
        seed=first.seed,
        cases=first.cases,
        length=first.length,
        warm_up=first.warm_up,
        replications=first.replications,
        precision=first.precision,
        study=first.study,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Together:
    """One replication of every variant, in one process."""

    jobs: tuple[Job[Figures], ...]

    def do(self, replication: int, cancelled: Callable[[], bool] | None) -> tuple[Figures, ...]:
        return tuple(job.do(replication, cancelled) for job in self.jobs)


def _told(progress: Callable[[Progress], None], rule: Stopping[Round]) -> Callable[[Sequence[Round]], None]:
    return lambda rounds: progress(
        Progress(phase="replications", done=len(rounds), planned=rule.expected(rounds), exact=rule.fixed)
    )


def _worst(precision: float) -> Callable[[Sequence[Round]], float]:
    """How far the differences of the headline figures are from being known to a share of the figures.

    Promises, which are shares themselves, belong to them: of these, to that share.
    """

    def worst(rounds: Sequence[Round]) -> float:
        baseline, *others = zip(*rounds, strict=True)
        promises = [key[-1] for key in baseline[0].table if key[-1].startswith(_PROMISE)]
        names = *_HEADLINE, *promises
        return max((over(baseline, other, name) for other in others for name in names), default=0.0)

    def over(baseline: Sequence[Figures], other: Sequence[Figures], name: str) -> float:
        key = ("measures", "", name)
        before, after = _sample(baseline, key), _sample(other, key)
        if before is None or after is None:
            return 0.0
        cycle = _sample(baseline, ("measures", "", "cycle_time.mean"))
        size = max(abs(before.value), abs(after.value), 0.1 * abs(cycle.value) if cycle else 0.0)
        if name.startswith(_PROMISE):
            size = 1.0
        change = _change(before, after)
        half = _t(1 - 0.025, len(change)) * float(change.std(ddof=1)) / sqrt(len(change))
        return inf if isnan(half) else excess(half, precision * size)

    return worst


@dataclass(frozen=True, slots=True)
class _Sample:
    """One figure of a variant: its value, and one number a replication that its spread is taken from."""

    value: float
    values: NDArray[np.float64]
    unit: str


def differences(
    baseline: Sequence[Figures], others: Mapping[str, Sequence[Figures]]
) -> dict[str, dict[str, Difference]]:
    """Every difference of the whole process's measures, judged together."""
    told = _differences(baseline, others, lambda key: key[0] == "measures")
    return {name: {key[-1]: difference for key, difference in of.items()} for name, of in told.items()}


def climb_differences(
    baseline: Sequence[Figures], others: Mapping[str, Sequence[Figures]]
) -> dict[str, dict[Key, Difference]]:
    """Every difference of climbs per 100 cases, judged together: which would not have happened."""
    return _differences(baseline, others, _tells_of_climbs)


def month_differences(
    baseline: Sequence[Figures], others: Mapping[str, Sequence[Figures]]
) -> dict[str, dict[str, Difference]]:
    """What a month's cases of the baseline take more under each variant, judged together."""
    found: dict[tuple[str, Key], tuple[_Sample, _Sample]] = {}
    for name, other in others.items():
        for what, measure in MONTHLY.items():
            told = a_month(baseline, other, measure)
            if told is not None:
                before, after = (_Sample(value, values, "s") for value, values in told)
                found[name, (what,)] = before, after
    judged: dict[str, dict[str, Difference]] = {name: {} for name in others}
    for (name, key), difference in _judged(found).items():
        judged[name][key[-1]] = difference
    return judged


def _tells_of_climbs(key: Key) -> bool:
    return key[0] == "ladders" and (key[-1] == "raised_per_100" or key[-2] in ("causes", "steps"))


def _differences(
    baseline: Sequence[Figures], others: Mapping[str, Sequence[Figures]], is_wanted: Callable[[Key], bool]
) -> dict[str, dict[Key, Difference]]:
    found: dict[tuple[str, Key], tuple[_Sample, _Sample]] = {}
    for name, other in others.items():
        for key in filter(is_wanted, other[0].table):
            before, after = _sample(baseline, key), _sample(other, key)
            if before is not None and after is not None:
                found[name, key] = before, after
    told: dict[str, dict[Key, Difference]] = {name: {} for name in others}
    for (name, key), difference in _judged(found).items():
        told[name][key] = difference
    return told


def _sample(found: Sequence[Figures], key: Key) -> _Sample | None:
    """A measure of all replications; None where a replication does not have it, or there is one only.

    A ratio's values are the jackknife's pseudo-values, as in :func:`confidence.ratio_estimate`.
    """
    rows = [each.table.get(key) for each in found]
    n = len(rows)
    if n < 2:
        return None
    if all(isinstance(row, Level) for row in rows):
        levels = np.array([row.value for row in rows if isinstance(row, Level)])
        if np.isnan(levels).any():
            return None
        return _Sample(float(levels.mean()), levels, rows[0].unit if rows[0] else "")
    ratios = [row for row in rows if isinstance(row, Ratio)]
    over, under = (np.array([getattr(row, part) for row in ratios]) for part in ("over", "under"))
    others = under.sum() - under
    if len(ratios) < n or not np.all(others > 0):
        return None
    value = float(over.sum() / under.sum())
    return _Sample(value, n * value - (n - 1) * (over.sum() - over) / others, ratios[0].unit)


def _judged(
    found: Mapping[tuple[str, Key], tuple[_Sample, _Sample]],
) -> dict[tuple[str, Key], Difference]:
    """Holm's procedure (1979): the surest difference is held to the strictest level, and so on.

    Once one fails, it and all that are less sure get intervals of the level at which it failed.
    Differences that are 0 in every replication are no guesses and take no part.
    """
    chances = {key: _chance(before, after) for key, (before, after) in found.items()}
    order = sorted((key for key in found if chances[key] is not None), key=lambda key: chances[key] or 0.0)
    judged = {key: Difference(value=0.0, low=0.0, high=0.0, unit=found[key][0].unit) for key in found}
    failed_at: float | None = None
    for place, key in enumerate(order):
        level = failed_at or _FAMILY_ERROR / (len(order) - place)
        if failed_at is None and (chances[key] or 0.0) > level:
            failed_at = level
        judged[key] = _difference(key[1][-1], *found[key], level, proved=failed_at is None)
    return judged


def _change(before: _Sample, after: _Sample) -> NDArray[np.float64]:
    """The change in each replication; what is rounding only is none."""
    change = after.values - before.values
    size = np.maximum(np.maximum(abs(before.values), abs(after.values)), 1.0)
    return np.where(abs(change) <= _ROUNDING * size, 0.0, change)


def _chance(before: _Sample, after: _Sample) -> float | None:
    """How likely a difference of this size is if there is none; None where all replications agree on 0."""
    change = _change(before, after)
    spread = float(change.std(ddof=1))
    if not change.any():
        return None
    if spread == 0.0:
        return 0.0
    return float(2 * stdtr(len(change) - 1, -abs(after.value - before.value) * sqrt(len(change)) / spread))


def _difference(measure: str, before: _Sample, after: _Sample, level: float, *, proved: bool) -> Difference:
    change = _change(before, after)
    value, n = after.value - before.value, len(change)
    spread = float(change.std(ddof=1))
    half = _t(1 - level / 2, n) * spread / sqrt(n)
    apart = float(before.values.var(ddof=1) + after.values.var(ddof=1))
    verdict = Verdict.UNPROVEN
    if proved:
        better = (value > 0) == measure.startswith(_MORE_IS_BETTER)
        verdict = Verdict.BETTER if better else Verdict.WORSE
    return Difference(
        value=value,
        low=value - half,
        high=value + half,
        unit=before.unit,
        verdict=verdict,
        pairing=apart / spread**2 if spread else nan,
    )


def _t(share: float, n: int) -> float:
    return float(stdtrit(n - 1, share))


def _number(value: float) -> float | None:
    return value if isfinite(value) else None
