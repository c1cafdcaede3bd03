"""The complexity of a diagram among that of the library's others, each figure on a line of its own."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from studio.app.figures.charts import Chart
from studio.check import Figures
from studio.wording import number, translate
from studio.wording.complexity import COMPLEXITY

__all__ = ["places"]

_HERE, _OTHERS = "#3b7dd8", "#8c98ab"
_ROW = 26


def places(here: Figures, others: Mapping[str, Figures], language: str) -> Chart | None:
    """Where ``here`` stands from the least to the most of all, a line a figure; None without others."""
    rows = [
        row
        for key, measure in COMPLEXITY.items()
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
