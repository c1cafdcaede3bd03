"""Differences as a forest plot: each a point and its interval, against the line of no change.

What a difference says is told three times: by its colour (Okabe and Ito, which the colour-blind tell
apart), by the form of its point, and in words in the legend.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from studio.analysis import Verdict
from studio.app.amounts import duration_unit
from studio.app.figures.charts import Chart
from studio.wording import NO_FIGURE, plus_minus, translate
from studio.wording.naming import distinct

__all__ = ["Row", "forest", "row_of", "shown"]

_LOOKS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.BETTER: ("#009e73", "circle"),
    Verdict.WORSE: ("#d55e00", "diamond"),
    Verdict.UNPROVEN: ("#717b8a", "square"),
}
_LINE = "#717b8a"
_ROW = 30
_ROOM = 1.12
"""How far the axis goes on behind the last thing that must be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One difference: what it is called, its value and interval in ``unit`` as results have it.

    ``before`` is the figure that it is a difference from, which tells how large it is.
    """

    label: str
    value: float
    low: float
    high: float
    unit: str
    verdict: Verdict
    before: float | None = None


def row_of(label: str, difference: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> Row | None:
    """The row of a difference as a comparison's JSON has it; None where it has no interval."""
    value, low, high = (difference.get(part) for part in ("value", "low", "high"))
    if value is None or low is None or high is None:
        return None
    return Row(
        label=label,
        value=value,
        low=low,
        high=high,
        unit=str(difference["unit"]),
        verdict=Verdict(difference["verdict"]),
        before=(before or {}).get("value"),
    )


def shown(row: Row, language: str) -> str:
    """The difference in figures: ``-3.2 ± 0.4 h``."""
    return plus_minus(row.value, row.low, row.high, row.unit, language, signed=True)


def forest(rows: Iterable[Row], language: str) -> Chart | None:
    """The rows from top to bottom; None where there is nothing to draw.

    Rows of one unit are drawn in it; rows of several units as shares of what was before, and then those
    without a ``before`` are left out. Intervals far wider than all else are cut off at the edge.
    """
    drawn = list(rows)
    units = {row.unit for row in drawn}
    if len(units) == 1:
        title, factor = _absolute(drawn, language)
        scale = [factor] * len(drawn)
    else:
        drawn = [row for row in drawn if row.before]
        title = translate("Change in % of what it was", language)
        scale = [100 / abs(row.before) for row in drawn if row.before]
    if not drawn:
        return None
    return _plot(_frame(drawn, scale, language), title, language)


def _absolute(rows: Sequence[Row], language: str) -> tuple[str, float]:
    """The axis' title and the factor for rows that are all in one unit."""
    unit = rows[0].unit
    change = translate("Change", language)
    if unit == "s":
        name, length = duration_unit(_reach(rows, [1.0] * len(rows)))
        return f"{change} ({translate(name, language)})", 1 / length
    if unit == "share":
        return f"{change} ({translate('percentage points', language)})", 100.0
    return (change if unit == "1" else f"{change} ({translate(unit, language)})"), 1.0


def _reach(rows: Sequence[Row], scale: Sequence[float]) -> float:
    """How far from 0 the axis must go: the points, the intervals that say something, and most others."""
    ends = [max(abs(row.low), abs(row.high)) * by for row, by in zip(rows, scale, strict=True)]
    points = [abs(row.value) * by for row, by in zip(rows, scale, strict=True)]
    proved = [end for row, end in zip(rows, ends, strict=True) if row.verdict is not Verdict.UNPROVEN]
    middle = sorted(ends)[(len(ends) - 1) // 2]
    return max(*points, *proved, min(max(ends), 2 * middle), 0.0)


def _frame(rows: Sequence[Row], scale: Sequence[float], language: str) -> pd.DataFrame:
    edge = _reach(rows, scale) * _ROOM or 1.0
    names = distinct({str(number): row.label for number, row in enumerate(rows)}).values()
    return pd.DataFrame(
        [
            {
                "name": name,
                "value": row.value * by,
                "low": max(row.low * by, -edge),
                "high": min(row.high * by, edge),
                "verdict": translate(row.verdict.value, language),
                "figure": shown(row, language),
                "share": _share(row, language),
                "edge": edge,
            }
            for name, row, by in zip(names, rows, scale, strict=True)
        ]
    )


def _share(row: Row, language: str) -> str:
    if not row.before or not math.isfinite(row.value):
        return NO_FIGURE
    percent = 100 * row.value / abs(row.before)
    return plus_minus(percent, None, None, "1", language, signed=True) + " %"


def _plot(frame: pd.DataFrame, title: str, language: str) -> Chart:
    edge = float(frame["edge"].max())
    names = list(frame["name"])
    there = [verdict for verdict in _LOOKS if translate(verdict.value, language) in set(frame["verdict"])]
    words = [translate(verdict.value, language) for verdict in there]
    legend = alt.Legend(orient="top", title=None, symbolSize=110)
    colour = alt.Color(
        "verdict:N", scale=alt.Scale(domain=words, range=[_LOOKS[each][0] for each in there]), legend=legend
    )
    form = alt.Shape(
        "verdict:N", scale=alt.Scale(domain=words, range=[_LOOKS[each][1] for each in there]), legend=legend
    )
    y = alt.Y(
        "name:N",
        title=None,
        sort=names,
        axis=alt.Axis(
            labelLimit=260, labelOverlap=False, labelFlush=False, ticks=False, domain=False, grid=False
        ),
    )
    x = alt.X(
        "value:Q", title=title, scale=alt.Scale(domain=[-edge, edge], nice=False), axis=alt.Axis(tickCount=6)
    )
    told = [
        alt.Tooltip("name:N", title=translate("Measure", language)),
        alt.Tooltip("figure:N", title=translate("Change", language)),
        alt.Tooltip("share:N", title=translate("of what it was", language)),
        alt.Tooltip("verdict:N", title=translate("Verdict", language)),
    ]
    base = alt.Chart(frame)
    zero = alt.Chart(pd.DataFrame({"at": [0.0]})).mark_rule(color=_LINE, strokeWidth=1.5).encode(x="at:Q")
    spans = base.mark_rule(strokeWidth=3).encode(y=y, x="low:Q", x2="high:Q", color=colour, tooltip=told)
    points = base.mark_point(filled=True, size=110, opacity=1).encode(
        y=y, x=x, color=colour, shape=form, tooltip=told
    )
    figures = base.mark_text(align="left", dx=10, fontSize=12).encode(
        y=y, x=alt.value("width"), text="figure:N", color=colour, tooltip=told
    )
    return alt.layer(zero, spans, points, figures).properties(height=alt.Step(_ROW))
