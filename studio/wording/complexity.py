"""What the figures of complexity are called, and in one sentence what each means."""

from __future__ import annotations

from collections.abc import Mapping

from studio.wording.measures import Measure

__all__ = ["COMPLEXITY"]


def _figures(*rows: tuple[str, str, str]) -> dict[str, Measure]:
    return {key: Measure(key=key, name=name, meaning=meaning) for key, name, meaning in rows}


COMPLEXITY: Mapping[str, Measure] = _figures(
    ("nodes", "Elements", "Steps, events and gateways. Over 50, people lose the thread: take parts out."),
    ("gateways", "Gateways", "Places where paths part or meet."),
    (
        "hand_offs",
        "Hand-offs",
        "Flows from one lane to another: each is a place where a case may wait or get lost.",
    ),
    (
        "control_flow",
        "Branching (CFC)",
        "How many outcomes the splits have together: each is something that has to be kept in mind.",
    ),
    (
        "cyclomatic",
        "Ways round",
        "In how many ways the diagram closes a circle, which is McCabe's number less one.",
    ),
    ("depth", "Nesting", "How many splits are open at once around the most deeply nested element."),
    (
        "mismatch",
        "Unmatched branches",
        "Branches that are split by one kind of gateway and not joined by the same kind.",
    ),
    (
        "heterogeneity",
        "Mixture of gateways",
        "0 where all gateways are of one kind, 1 where AND, XOR and OR are equally many.",
    ),
    (
        "connectivity",
        "Flows per element",
        "1 is a plain chain; the more above it, the more lines cross and meet.",
    ),
    ("density", "Density", "Of all flows that there could be, the share that there is."),
    (
        "sequentiality",
        "Straight on",
        "Share of flows that lead from a step straight to the next. More of it is easier to read.",
    ),
    (
        "separability",
        "Separable",
        "Share of elements where the diagram could be cut in two. More of it is easier to read.",
    ),
)
"""By the figure's name in the check of a diagram, the plainest first."""
