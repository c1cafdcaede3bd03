"""The result of a study, as the JSON that files, screens and programs share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from studio.analysis.budgets import Budget, Spent, budget, pooled
from studio.analysis.checks import Check
from studio.analysis.confidence import Estimate
from studio.analysis.ladders import mean_by_hour
from studio.analysis.measures import Figures, Key
from studio.analysis.overload import Overload
from studio.analysis.promise_tree import promise_tree
from studio.model import Problem
from studio.scenario import Promise, Scenario
from studio.simulation import Program
from studio.simulation.series import bin_edges
from studio.wording import say, sentence

__all__ = ["Result"]

_HISTOGRAM_BINS = 40
_LINE_POINTS = 288


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a study found. ``estimates`` is keyed by section, member and measure.

    ``histogram`` holds edges (seconds) and counts of cycle times of all replications; ``lines`` the
    mean ``queue`` and the mean numbers of people ``busy`` and ``on_floor`` of each team at ``moments``
    (seconds).
    """

    diagram: str
    scenario: str
    engine: str
    seed: int
    replications: int
    cases: int
    open_at_end: int
    service_level: float
    currency: str
    warm_up: float
    assumed: tuple[str, ...]
    inputs: int
    problems: tuple[Problem, ...]
    checks: tuple[Check, ...]
    """How the study checks itself."""
    overloads: tuple[Overload, ...]
    """Teams that cannot keep up."""
    estimates: Mapping[Key, Estimate]
    histogram: tuple[list[float], list[float]]
    moments: list[float]
    lines: Mapping[str, Mapping[str, list[float]]]
    promises: tuple[Promise, ...]
    budgets: Mapping[str, Budget]
    """By promise, how long each step may take for it to be kept."""
    part_budgets: Mapping[str, Budget]
    """By promise that has parts, how long each of these may take for the whole to be kept."""
    climbs_by_hour: Mapping[str, Mapping[str, Sequence[float | None]]]
    """Climbs an hour by ladder, level and hour of the week; hour 0 begins on Monday at 00:00."""

    @classmethod
    def of(
        cls,
        program: Program,
        scenario: Scenario,
        found: Sequence[Figures],
        *,
        estimates: Mapping[Key, Estimate],
        problems: tuple[Problem, ...],
        warm_up: float,
        checks: tuple[Check, ...] = (),
        overloads: tuple[Overload, ...] = (),
    ) -> Result:
        moments, lines = _lines(program, found)
        return cls(
            diagram="",
            scenario=scenario.name,
            engine="simpy",
            seed=scenario.seed,
            replications=len(found),
            cases=sum(each.cases for each in found),
            open_at_end=sum(each.open for each in found),
            service_level=scenario.service_level,
            currency=scenario.currency,
            warm_up=warm_up,
            assumed=scenario.assumed,
            inputs=len(scenario.provenance),
            problems=problems,
            checks=checks,
            overloads=overloads,
            estimates=estimates,
            histogram=_histogram(found),
            moments=moments,
            lines=lines,
            promises=scenario.promises,
            budgets=dict(_budgets(scenario, [each.spent for each in found])),
            part_budgets=dict(_budgets(scenario, [each.in_parts for each in found])),
            climbs_by_hour=mean_by_hour([each.climbs for each in found], [each.hours for each in found]),
        )

    @property
    def labels(self) -> dict[str, str]:
        """What people call each promise, by its name."""
        return {promise.name: promise.label for promise in self.promises}

    def estimate(self, measure: str) -> Estimate:
        """A figure of the whole process, such as ``cycle_time.mean``."""
        return self.estimates["measures", "", measure]

    def to_json(self, language: str = "en") -> dict[str, Any]:
        """The result as plain lists and dictionaries; a figure that does not exist is null.

        ``low`` and ``high`` are the ends of the t-interval as it was computed, so that half of their
        distance stays its half-width, even below 0 or above a share of 1; only what is shown to people
        is cut off there.
        """
        sections: dict[str, dict[str, Any]] = {
            name: {} for name in ("measures", "steps", "teams", "ladders", "promises", "paths", "flows")
        }
        for key, estimate in self.estimates.items():
            *way, measure = key
            place = sections
            for part in filter(None, way):
                place = place.setdefault(part, {})
            place[measure] = self._figure(estimate)
        sections["promises"] = promise_tree(
            self.promises, self.budgets, self.part_budgets, self.estimates, sections["promises"]
        )
        return {
            "diagram": self.diagram,
            "scenario": self.scenario,
            "engine": self.engine,
            "seed": self.seed,
            "replications": self.replications,
            "cases": self.cases,
            "open_at_end": self.open_at_end,
            "service_level_s": self.service_level,
            "currency": self.currency,
            "warm_up_s": self.warm_up,
            "assumed_inputs": len(self.assumed),
            "inputs": self.inputs,
            "assumed": list(self.assumed),
            "warnings": [
                {
                    "code": problem.code,
                    "severity": problem.severity.value,
                    "element": problem.element,
                    "parameters": dict(problem.parameters),
                    "text": say(problem, language),
                }
                for problem in self.problems
            ],
            **sections,
            "checks": [_told_check(check, language) for check in self.checks],
            "overload": [_told_overload(each) for each in self.overloads],
            "ladders_by_hour": self.climbs_by_hour,
            "series": {
                "cycle_time_histogram": {"edges": self.histogram[0], "counts": self.histogram[1]},
                **{
                    name: {team: {"t": self.moments, "mean": line} for team, line in lines.items()}
                    for name, lines in self.lines.items()
                },
            },
        }

    def _figure(self, estimate: Estimate) -> dict[str, Any]:
        unit = (self.currency or "1") if estimate.unit == "currency" else estimate.unit
        return {
            "value": _number(estimate.value),
            "low": _number(estimate.low),
            "high": _number(estimate.high),
            "unit": unit,
        }


def _budgets(scenario: Scenario, spent: Sequence[Mapping[str, Spent]]) -> Iterator[tuple[str, Budget]]:
    for promise in scenario.promises:
        sample = pooled([each[promise.name] for each in spent if promise.name in each])
        if sample is not None and promise.share is not None:
            told = budget(sample, promise.within, promise.share)
            if told is not None:
                yield promise.name, told


def _number(value: float) -> float | None:
    return value if isfinite(value) else None


def _told_check(check: Check, language: str) -> dict[str, Any]:
    told = {"code": check.code, "expected": check.expected, "found": check.found, "unit": check.unit}
    who = {"team": check.team} if check.team is not None else {}
    return told | {"holds": check.holds, "text": sentence(check.code, told | who, language)} | who


def _told_overload(told: Overload) -> dict[str, Any]:
    return {
        "team": told.team,
        "load": _number(told.load),
        "backlog": told.backlog,
        "drain_s": _number(told.drain),
        "eased_drain_s": _number(told.eased_drain),
        "worst_s": told.worst,
    }


def _histogram(found: Sequence[Figures]) -> tuple[list[float], list[float]]:
    """Cycle times of all replications up to their 99.5th percentile, the rest in the last bin."""
    if not any(len(each.cycle_bins) for each in found):
        return [], []
    bins = np.concatenate([each.cycle_bins for each in found])
    counts = np.concatenate([each.cycle_counts for each in found]).astype(np.float64)
    order = np.argsort(bins, kind="stable")
    bins, counts = bins[order], counts[order]
    low, high = bin_edges(bins)
    middle = (low + high) / 2
    share = np.cumsum(counts) / counts.sum()
    top = float(high[np.searchsorted(share, 0.995)])
    edges = np.linspace(0.0, top or 1.0, _HISTOGRAM_BINS + 1)
    heights, _ = np.histogram(np.minimum(middle, edges[-1]), bins=edges, weights=counts)
    return edges.tolist(), heights.tolist()


def _lines(
    program: Program, found: Sequence[Figures]
) -> tuple[list[float], dict[str, dict[str, list[float]]]]:
    """Queue, people busy and people there by team, over the time that all replications have in common."""
    seen = [each for each in found if len(each.moments)]
    if not seen:
        return [], {"queue": {}, "busy": {}, "on_floor": {}}
    moments = np.linspace(0.0, min(float(each.moments[-1]) for each in seen), _LINE_POINTS)

    def means(columns: Sequence[Any]) -> dict[str, list[float]]:
        averaged: dict[str, list[float]] = {}
        for number, team in enumerate(program.teams):
            lines = [
                np.interp(moments, each.moments, column[:, number])
                for each, column in zip(seen, columns, strict=True)
            ]
            averaged[team.name] = np.mean(lines, axis=0).tolist()
        return averaged

    return moments.tolist(), {
        "queue": means([each.waiting for each in seen]),
        "busy": means([each.busy for each in seen]),
        "on_floor": means([each.on_floor for each in seen]),
    }
