"""The result of a study, as the JSON that files, screens and programs share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from studio.analysis.confidence import Estimate
from studio.analysis.measures import Figures, Key
from studio.model import Problem
from studio.scenario import Scenario
from studio.simulation import Program
from studio.simulation.tally import bin_edges
from studio.wording import say

__all__ = ["Result"]

_HISTOGRAM_BINS = 40
_LINE_POINTS = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a study found. ``estimates`` is keyed by section, member and measure.

    ``histogram`` holds edges (seconds) and counts of cycle times of all replications; ``lines`` the
    mean queue and the mean number of busy people of each team at ``moments`` (seconds).
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
    estimates: Mapping[Key, Estimate]
    histogram: tuple[list[float], list[float]]
    moments: list[float]
    lines: Mapping[str, tuple[list[float], list[float]]]
    labels: Mapping[str, str]
    """What people call each promise, by its name."""

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
            estimates=estimates,
            histogram=_histogram(found),
            moments=moments,
            lines=lines,
            labels={promise.name: promise.label for promise in scenario.promises},
        )

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
            name: {} for name in ("measures", "steps", "teams", "ladders", "paths", "flows")
        }
        for (section, member, measure), estimate in self.estimates.items():
            place = sections[section].setdefault(member, {}) if member else sections[section]
            place[measure] = self._figure(estimate)
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
            "promises": {name: {"label": label} for name, label in self.labels.items()},
            "series": {
                "cycle_time_histogram": {"edges": self.histogram[0], "counts": self.histogram[1]},
                "queue": {
                    team: {"t": self.moments, "mean": queue} for team, (queue, _) in self.lines.items()
                },
                "busy": {team: {"t": self.moments, "mean": busy} for team, (_, busy) in self.lines.items()},
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


def _number(value: float) -> float | None:
    return value if isfinite(value) else None


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
) -> tuple[list[float], dict[str, tuple[list[float], list[float]]]]:
    """Queue and busy people of each team over the time that all replications have in common."""
    seen = [each for each in found if len(each.moments)]
    if not seen:
        return [], {}
    moments = np.linspace(0.0, min(float(each.moments[-1]) for each in seen), _LINE_POINTS)

    def mean(columns: Sequence[Any], team: int) -> list[float]:
        lines = [
            np.interp(moments, each.moments, column[:, team])
            for each, column in zip(seen, columns, strict=True)
        ]
        averaged: list[float] = np.mean(lines, axis=0).tolist()
        return averaged

    return moments.tolist(), {
        team.name: (
            mean([each.waiting for each in seen], number),
            mean([each.busy for each in seen], number),
        )
        for number, team in enumerate(program.teams)
    }
