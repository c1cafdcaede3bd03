"""One case from its arrival to its end: a bar for each stay, divided into what it waited for and the work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import altair as alt
import pandas as pd

from studio.analysis.story import Stay, Story
from studio.app.figures.causes import CAUSE_COLOURS, cause_name
from studio.app.figures.charts import Chart
from studio.app.names import step_name
from studio.model import Diagram
from studio.report.colours import WORKING
from studio.wording import duration, translate

__all__ = ["case_frame", "case_gantt"]

_WORK = "work"
_ROW = 24


def case_gantt(told: Story, diagram: Diagram, language: str, *, zero: datetime) -> Chart | None:
    """The bars of :func:`case_frame`; None where the case passed through without waiting or work."""
    frame = case_frame(told, diagram, language, zero=zero)
    if frame.empty:
        return None
    colours = {cause: colour for cause, colour in CAUSE_COLOURS.items() if (frame["key"] == cause).any()}
    colours |= {_WORK: WORKING} if (frame["key"] == _WORK).any() else {}
    order = list(dict.fromkeys(frame["step"]))
    days = frame["to"].max() - frame["from"].min() > timedelta(days=2)
    axis = alt.Axis(format="%m-%d" if days else "%H:%M", tickCount=5, labelOverlap=True, title=None)
    chart: Chart = (
        alt.Chart(frame)
        .mark_bar(height=14, cornerRadius=2)
        .encode(
            x=alt.X("from:T", scale=alt.Scale(type="utc"), axis=axis),
            x2="to:T",
            y=alt.Y("step:N", title=None, sort=order, axis=alt.Axis(labelLimit=240, labelOverlap=False)),
            color=alt.Color(
                "what:N",
                title=None,
                scale=alt.Scale(
                    domain=[_name(key, language) for key in colours], range=list(colours.values())
                ),
                legend=alt.Legend(orient="top", columns=3, labelLimit=150),
            ),
            tooltip=[
                alt.Tooltip("step:N", title=translate("Step", language)),
                alt.Tooltip("what:N", title=translate("Kind of time", language)),
                alt.Tooltip("long:N", title=translate("How long", language)),
                alt.Tooltip("from:T", title=translate("From", language), format="%m-%d %H:%M"),
                alt.Tooltip("to:T", title=translate("To", language), format="%m-%d %H:%M"),
            ],
        )
        .properties(height=alt.Step(_ROW))
    )
    return chart


def case_frame(told: Story, diagram: Diagram, language: str, *, zero: datetime) -> pd.DataFrame:
    """A row for each piece of a stay; ``zero`` is the wall clock at second 0.

    The causes of a wait are laid one after the other: how long each was is known, not always when.
    """
    rows: list[dict[str, Any]] = []
    names = _names(told.stays, diagram, language)
    for stay, name in zip(told.stays, names, strict=True):
        for key, since, until in _pieces(stay):
            rows.append(
                {
                    "step": name,
                    "key": key,
                    "what": _name(key, language),
                    "from": zero + timedelta(seconds=since),
                    "to": zero + timedelta(seconds=until),
                    "long": duration(until - since, language),
                }
            )
    return pd.DataFrame(rows, columns=["step", "key", "what", "from", "to", "long"])


def _pieces(stay: Stay) -> Iterator[tuple[str, float, float]]:
    moment = stay.enabled
    for cause in CAUSE_COLOURS:
        seconds = stay.causes.get(cause, 0.0)
        if seconds > 0.0:
            yield cause, moment, moment + seconds
            moment += seconds
    if stay.work > 0.0:
        yield _WORK, max(moment, stay.finished - stay.work), stay.finished


def _names(stays: Sequence[Stay], diagram: Diagram, language: str) -> list[str]:
    """What each stay is called; a second visit says so."""
    names: list[str] = []
    for stay in stays:
        name = step_name(diagram, stay.element, language)
        times = 1
        while (told := name if times == 1 else f"{name} ({times})") in names:
            times += 1
        names.append(told)
    return names


def _name(key: str, language: str) -> str:
    return translate("work", language) if key == _WORK else cause_name(key, language)
