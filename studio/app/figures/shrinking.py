"""How the headline figure of a study gets surer with every replication."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from studio.app.amounts import duration_unit
from studio.app.figures.charts import Chart
from studio.report.colours import WORKING
from studio.wording import translate

__all__ = ["shrinking"]

_HEIGHT = 200


def shrinking(trail: Sequence[Sequence[float]], language: str) -> Chart:
    """The mean as a line in the band of its interval, by the number of replications behind it.

    ``trail`` holds (replications, value, low, high) in seconds.
    """
    unit, length = duration_unit(trail[-1][1])
    rows = [
        {"n": int(number), "value": value / length, "low": max(0.0, low) / length, "high": high / length}
        for number, value, low, high in trail
    ]
    widest = rows[min(1, len(rows) - 1) :]
    scale = alt.Scale(
        domain=[min(row["low"] for row in widest), max(row["high"] for row in widest)], clamp=True, nice=False
    )
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=alt.X(
            "n:Q",
            title=translate("Replications", language),
            axis=alt.Axis(tickMinStep=1, format="d", grid=False, tickCount=6),
            scale=alt.Scale(nice=False),
        )
    )
    band = base.mark_area(opacity=0.25, color=WORKING).encode(
        y=alt.Y("low:Q", title=translate(unit, language), scale=scale, axis=alt.Axis(tickCount=3)),
        y2="high:Q",
    )
    line = base.mark_line(color=WORKING, strokeWidth=2).encode(y=alt.Y("value:Q", scale=scale))
    chart: Chart = alt.layer(band, line).properties(height=_HEIGHT)
    return chart
