"""What the figures of complexity are called, and in one sentence what each means."""

from __future__ import annotations

from collections.abc import Mapping

from studio.wording.measures import Measure

__all__ = ["COMPLEXITY"]


def _figures(*rows: tuple[str, str, str]) -> dict[str, Measure]:
    return {key: Measure(key=key, name=name, meaning=meaning) for key, name, meaning in rows}


COMPLEXITY: Mapping[str, Measure] = _figures(
    ("nodes", "Elements", "Steps, events and gateways, those in sub-processes included."),
    ("gateways", "Gateways", "Places where paths part or meet."),
    ("hand_offs", "Hand-offs", "Flows from one lane to another: at each a case may wait or get lost."),
    ("control_flow", "Branching (CFC)", "How many outcomes all splits have together."),
    ("cyclomatic", "Independent paths", "Ways round in the diagram, as McCabe counts them for programs."),
    ("depth", "Nesting", "How many splits and sub-processes lie around the most deeply nested element."),
    ("mismatch", "Mismatched gateways", "Branches that no gateway of the same kind joins again."),
    ("heterogeneity", "Mixture of gateways", "From 0, all of one kind, to 1, AND, XOR and OR a third each."),
    ("connectivity", "Flows per element", "Just below 1 for a plain chain; more where paths part and meet."),
    ("density", "Density", "Of all flows that there could be, the share that there is."),
    ("sequentiality", "Straight on", "The share of flows that lead from a step straight to the next."),
    ("separability", "Separable", "The share of elements at which the diagram could be cut in two."),
)
"""By the figure's name in the check of a diagram, the plainest first."""
