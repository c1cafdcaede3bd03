"""The complexity of a diagram among that of the library's others, each figure on a line of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import altair as alt
import pandas as pd

from studio.app.figures.charts import Chart
from studio.check import Figures
from studio.wording import number, translate

__all__ = ["MEASURES", "Measure", "places"]

_HERE, _OTHERS = "#3b7dd8", "#8c98ab"
_ROW = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure's name and what it means, in plain words."""

    name: str
    meaning: str


MEASURES: Mapping[str, Measure] = {
    "nodes": Measure(
        name="Elements",
        meaning="Steps, events and gateways. Over 50, people lose the thread: take parts out.",
    ),
    "gateways": Measure(name="Gateways", meaning="Places where paths part or meet."),
    "control_flow": Measure(
        name="Branching (CFC)",
        meaning="How many outcomes the splits have together: each is something that has to be kept in mind.",
    ),
    "cyclomatic": Measure(
        name="Independent paths", meaning="Ways round in the diagram, as McCabe counts them for programs."
    ),
    "connectivity": Measure(
        name="Flows per element",
        meaning="1 is a plain chain; the more above it, the more lines cross and meet.",
    ),
    "density": Measure(name="Density", meaning="Of all flows that there could be, the share that there is."),
    "sequentiality": Measure(
        name="Straight on",
        meaning="Share of flows that lead from a step straight to the next. More of it is easier to read.",
    ),
    "separability": Measure(
        name="Separable",
        meaning="Share of elements where the diagram could be cut in two. More of it is easier to read.",
    ),
    "depth": Measure(
        name="Nesting", meaning="How many splits are open at once around the most deeply nested element."
    ),
    "mismatch": Measure(
        name="Mismatched gateways",
        meaning="Branches that are split by one kind of gateway and not joined by the same kind.",
    ),
    "heterogeneity": Measure(
        name="Mixture of gateways",
        meaning="0 where all gateways are of one kind, 1 where AND, XOR and OR are equally many.",
    ),
    "hand_offs": Measure(
        name="Hand-offs",
        meaning="Flows from one lane to another: each is a place where a case may wait or get lost.",
    ),
}


def places(here: Figures, others: Mapping[str, Figures], language: str) -> Chart | None:
    """Where ``here`` stands from the least to the most of all, a line a figure; None without others."""
    rows = [
        row
        for key, measure in MEASURES.items()
        for row in _row(key, translate(measure.name, language), here, others, language)
    ]
    if not rows:
        return None
    frame = pd.DataFrame(rows)
    order = list(dict.fromkeys(frame["measure"]))
    y = alt.Y("measure:N", title=None, sort=order, axis=alt.Axis(labelLimit=150, domain=False, ticks=False))
    x = alt.X("place:Q", title=None, axis=None, scale=alt.Scale(domain=[-0.03, 1.03]))
    tooltip = [
        alt.Tooltip("process:N", title=translate("Process", language)),
        alt.Tooltip("measure:N", title=translate("Measure", language)),
        alt.Tooltip("value:N", title=translate("Value", language)),
    ]
    base = alt.Chart(frame).encode(x=x, y=y, tooltip=tooltip)
    others_drawn = base.transform_filter("!datum.here").mark_circle(size=45, opacity=0.45, color=_OTHERS)
    here_drawn = base.transform_filter("datum.here").mark_point(
        size=110, filled=True, color=_HERE, shape="diamond", opacity=1
    )
    return alt.layer(others_drawn, here_drawn).properties(height=_ROW * len(order))


def _row(
    key: str, name: str, here: Figures, others: Mapping[str, Figures], language: str
) -> list[dict[str, object]]:
    """One figure of all; none where all have the same."""
    values = {process: float(getattr(figures, key)) for process, figures in others.items()}
    own = float(getattr(here, key))
    low, high = min((own, *values.values())), max((own, *values.values()))
    if low == high:
        return []
    told = {**values, translate("this process", language): own}
    return [
        {
            "measure": name,
            "process": process,
            "value": number(value, language=language),
            "place": (value - low) / (high - low),
            "here": number_ == len(values),
        }
        for number_, (process, value) in enumerate(told.items())
    ]
