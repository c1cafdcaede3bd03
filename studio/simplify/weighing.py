"""From a process to suggestions, and from suggestions to evidence: the same customers before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studio.analysis import Comparison, Difference, Progress, Variant, Verdict, compare
from studio.model import Diagram
from studio.scenario import Scenario
from studio.simplify.capacity import one_more_person
from studio.simplify.merging import merge_steps
from studio.simplify.passing import drop_gateways
from studio.simplify.suggestion import Conclusion, Evidence, Suggestion

__all__ = ["DETECTORS", "MARGIN", "Weighed", "suggestions", "weigh"]

DETECTORS = (drop_gateways, merge_steps, one_more_person)

MARGIN = 0.02
"""How much worse, as a share of what it was, a measure may get without taking a gain away."""

BASELINE = ""
"""The name of the process as it is."""


def suggestions(diagram: Diagram, scenario: Scenario) -> tuple[Suggestion, ...]:
    """Everything that could be simpler; the scenario is complete."""
    return tuple(found for detector in DETECTORS for found in detector(diagram, scenario))


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The process as it is, and what each suggestion would do to it, the best first."""

    comparison: Comparison
    evidence: tuple[Evidence, ...]

    def to_json(self, language: str = "en") -> dict[str, Any]:
        """All of it as plain lists and dictionaries; a suggestion's sentences are left to its ``code``."""
        told = self.comparison.to_json(language)
        return {
            "baseline": told["scenarios"][self.comparison.baseline],
            "suggestions": [
                {
                    "id": each.suggestion.id,
                    "code": each.suggestion.code,
                    "elements": list(each.suggestion.elements),
                    "parameters": dict(each.suggestion.parameters),
                    "proof": {
                        "class": each.suggestion.proof.proof_class.value,
                        "holds": each.suggestion.proof.holds,
                        "counter_example": list(each.suggestion.proof.counter_example),
                    },
                    "effect": told["differences"][each.suggestion.id],
                    "verdict": each.conclusion.value,
                }
                for each in self.evidence
            ],
        }


def weigh(
    diagram: Diagram,
    scenario: Scenario,
    found: Sequence[Suggestion],
    *,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    workers: int | None = None,
) -> Weighed:
    """Simulate the process and every suggestion on the same customers.

    Raises as :func:`studio.analysis.study` does.
    """
    sides = [Variant(name=BASELINE, diagram=diagram, scenario=scenario)]
    sides += [Variant(name=each.id, diagram=each.diagram, scenario=each.scenario) for each in found]
    told = compare(sides, progress=progress, cancelled=cancelled, workers=workers)
    weighed = [_evidence(each, told) for each in found]
    return Weighed(comparison=told, evidence=tuple(_best_first(weighed, told)))


def _evidence(suggestion: Suggestion, told: Comparison) -> Evidence:
    effect = told.differences[suggestion.id]
    before = told.results[BASELINE]
    better = any(difference.verdict is Verdict.BETTER for difference in effect.values())
    worse = any(
        difference.verdict is Verdict.WORSE
        and abs(difference.value) > MARGIN * abs(before.estimate(measure).value)
        for measure, difference in effect.items()
    )
    conclusion = {
        (True, False): Conclusion.GAIN,
        (True, True): Conclusion.TRADE,
        (False, True): Conclusion.LOSS,
        (False, False): Conclusion.UNPROVEN,
    }[better, worse]
    return Evidence(suggestion=suggestion, effect=effect, conclusion=conclusion)


_RANK = {Conclusion.GAIN: 0, Conclusion.TRADE: 1, Conclusion.UNPROVEN: 2, Conclusion.LOSS: 3}
_COMPARED = ("cycle_time.mean", "wait.mean", "cost_paid_per_case.mean")


def _best_first(weighed: Sequence[Evidence], told: Comparison) -> list[Evidence]:
    """By conclusion, then by how many beat it in time, wait and cost together (Pareto), then by time."""
    size = {measure: abs(told.results[BASELINE].estimate(measure).value) or 1.0 for measure in _COMPARED}
    change = {each.suggestion.id: _proved_change(each.effect, size) for each in weighed}

    def beaten(id: str) -> int:
        return sum(
            all(a <= b for a, b in zip(other, change[id], strict=True)) and other != change[id]
            for other in change.values()
        )

    return sorted(
        weighed,
        key=lambda each: (
            _RANK[each.conclusion],
            beaten(each.suggestion.id),
            change[each.suggestion.id],
        ),
    )


def _proved_change(effect: Mapping[str, Difference], size: Mapping[str, float]) -> tuple[float, ...]:
    """The changes that are proved, as shares of what was; 0 where none is."""
    return tuple(
        effect[measure].value / size[measure]
        if measure in effect and effect[measure].verdict is not Verdict.UNPROVEN
        else 0.0
        for measure in _COMPARED
    )
