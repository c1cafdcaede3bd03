"""Queue and load over time: how many people of a team are there and busy, and how much waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import altair as alt
import pandas as pd

from studio.app.figures.charts import Chart
from studio.report.colours import WAITING, WORKING
from studio.wording import translate

__all__ = ["busiest", "load_frame", "load_over_time"]

_HEIGHT, _QUEUE_HEIGHT = 230, 150
_CLOCK = "utcFormat(datum.value, ' %H:%M')"
_BUSY, _THERE, _WAITING = "busy", "there", "waiting"


def load_frame(result: Mapping[str, Any], team: str, start: datetime) -> pd.DataFrame:
    """A row a moment: how many people are there, how many are busy, and how many visits wait."""
    series = result.get("series") or {}
    lines = {
        _THERE: series.get("on_floor", {}).get(team),
        _BUSY: series.get("busy", {}).get(team),
        _WAITING: series.get("queue", {}).get(team),
    }
    there = {name: line for name, line in lines.items() if line and line["t"]}
    if not there:
        return pd.DataFrame()
    wall = start.replace(tzinfo=UTC)  # the wall clock as it is read, unshifted
    moments = next(iter(there.values()))["t"]
    frame = pd.DataFrame({"t": [wall + timedelta(seconds=moment) for moment in moments]})
    for name, line in there.items():
        frame[name] = line["mean"]
    return frame


def load_over_time(
    result: Mapping[str, Any], team: str, language: str, *, start: datetime
) -> tuple[Chart, Chart] | None:
    """Two pictures to stand one above the other: people busy within the band of people there, and the queue.

    All are means over the replications.
    """
    frame = load_frame(result, team, start)
    if frame.empty or _BUSY not in frame:
        return None
    days = frame["t"].max() - frame["t"].min() > timedelta(days=8)
    said = "utcFormat(datum.value, '%m-%d')" if days else f"{_weekday('datum.value', language)} + {_CLOCK}"
    axis = alt.Axis(labelExpr=said, labelOverlap=True, tickCount=8, title=None)
    x = alt.X("t:T", scale=alt.Scale(type="utc"), axis=axis)
    people, waiting = translate("People", language), translate("Visits waiting", language)
    names = {
        _THERE: translate("on the floor", language),
        _BUSY: translate("busy", language),
        _WAITING: waiting,
    }
    told = [alt.Tooltip("when:N", title=translate("Simulated time", language))]
    told += [alt.Tooltip(f"{key}:Q", title=names[key], format=".2f") for key in names if key in frame]
    when = f"{_weekday('datum.t', language)} + utcFormat(datum.t, ' %m-%d %H:%M')"
    base = alt.Chart(frame).transform_calculate(when=when).encode(x=x)
    colour = alt.Scale(domain=[names[_THERE], names[_BUSY]], range=["#9fb6d3", WORKING])
    keyed = alt.Color("what:N", title=None, scale=colour, legend=alt.Legend(orient="top"))
    parts = []
    if _THERE in frame:
        parts.append(
            base.transform_calculate(what=f"'{names[_THERE]}'")
            .mark_area(interpolate="step-after", opacity=0.35)
            .encode(y=alt.Y(f"{_THERE}:Q", title=people), color=keyed, tooltip=told)
        )
    parts.append(
        base.transform_calculate(what=f"'{names[_BUSY]}'")
        .mark_line(strokeWidth=1.8)
        .encode(y=alt.Y(f"{_BUSY}:Q", title=people), color=keyed, tooltip=told)
    )
    load = alt.layer(*parts).properties(height=_HEIGHT)
    queue = (
        base.mark_area(color=WAITING, opacity=0.35, line={"color": WAITING, "strokeWidth": 1.8})
        .encode(y=alt.Y(f"{_WAITING}:Q", title=waiting), tooltip=told)
        .properties(height=_QUEUE_HEIGHT)
    )
    return load, queue


def _weekday(moment: str, language: str) -> str:
    """An expression of Vega for the name of a moment's weekday; its own names are English ones."""
    days = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
    return f"{[translate(day, language) for day in days]}[utcday({moment})]"


def busiest(result: Mapping[str, Any]) -> list[str]:
    """The teams, those with the longest queue first."""
    teams = result.get("teams") or {}

    def queue(team: str) -> float:
        return float((teams[team].get("queue.mean") or {}).get("value") or 0.0)

    return sorted(teams, key=lambda team: -queue(team))
