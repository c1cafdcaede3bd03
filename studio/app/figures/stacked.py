"""Bars of time a step, stacked by kind of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from studio.wording import translate

__all__ = ["stacked_times"]

_ROW = 28


def stacked_times(
    rows: Sequence[Mapping[str, Any]],
    colours: Mapping[str, str],
    *,
    title: str,
    kind: str,
    unit: str,
    language: str,
) -> alt.Chart:
    """A bar a step in the order of the rows, each of (step, what, time, order).

    ``time`` is in ``unit``, which the axis names beside its ``title`` (English, as ``kind``: what the kinds
    are called as a whole); ``colours`` are those of the kinds of time as they are shown.
    """
    frame = pd.DataFrame(rows)
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            y=alt.Y(
                "step:N",
                title=None,
                sort=list(dict.fromkeys(frame["step"])),
                axis=alt.Axis(labelLimit=200, labelOverlap=False),
            ),
            x=alt.X("time:Q", title=f"{translate(title, language)} ({translate(unit, language)})"),
            color=alt.Color(
                "what:N",
                title=None,
                scale=alt.Scale(domain=list(colours), range=list(colours.values())),
                legend=alt.Legend(orient="top", columns=3, labelLimit=170),
            ),
            order="order:Q",
            tooltip=[
                alt.Tooltip("step:N", title=translate("Step", language)),
                alt.Tooltip("what:N", title=translate(kind, language)),
                alt.Tooltip("time:Q", title=translate(unit, language), format=".3~g"),
            ],
        )
        .properties(height=alt.Step(_ROW))
    )
    return chart
