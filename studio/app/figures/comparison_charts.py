"""The charts of a comparison: the same figure of every scenario side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import altair as alt
import pandas as pd

from studio.app.amounts import duration_unit
from studio.app.figures.charts import Chart
from studio.app.measures import promises
from studio.app.names import in_language, team_name
from studio.app.verdicts import Side
from studio.model import Diagram
from studio.wording import translate

__all__ = ["promises_kept", "queue_teams", "queues", "utilisation"]

_ROW = 18
"""Height of one scenario within a row."""
_HEIGHT = 300
_GREY = "#8a93a2"


def utilisation(sides: Sequence[Side], diagram: Diagram, language: str) -> Chart | None:
    """Share of the time on the floor that each team is busy, under each scenario."""
    rows = [
        {
            "what": team_name(diagram, team, language),
            "scenario": side.name,
            **{part: measures["utilisation"].get(part) for part in ("value", "low", "high")},
        }
        for side in sides
        for team, measures in side.result.get("teams", {}).items()
        if (measures.get("utilisation") or {}).get("value") is not None
    ]
    return _points(rows, sides, translate("Utilisation", language), language, full=True)


def promises_kept(sides: Sequence[Side], promised: Mapping[str, float], language: str) -> Chart | None:
    """Share of the cases that kept each promise under each scenario, beside what is ``promised``."""
    first = sides[0].result
    rows = [
        {
            "what": _promise_name(name, first, language),
            "scenario": side.name,
            "promised": promised.get(name),
            **{part: figure.get(part) for part in ("value", "low", "high")},
        }
        for side in sides
        for name, figure in promises(side.result)
        if figure.get("value") is not None
    ]
    return _points(rows, sides, translate("Share of the cases", language), language, full=False)


def _promise_name(name: str, result: Mapping[str, Any], language: str) -> str:
    """A promise by its label, else by its name."""
    label = (result.get("promises") or {}).get(name, {}).get("label")
    return in_language(str(label or name), language)


def _points(
    rows: Sequence[Mapping[str, object]], sides: Sequence[Side], title: str, language: str, *, full: bool
) -> Chart | None:
    """A row of points with their intervals for each ``what``, one a scenario."""
    if not rows:
        return None
    frame = pd.DataFrame(rows)
    names = [side.name for side in sides]
    band = _ROW * len(names)
    y = alt.Y(
        "what:N",
        title=None,
        sort=list(dict.fromkeys(frame["what"])),
        axis=alt.Axis(labelLimit=230, labelOverlap=False, ticks=False, grid=False),
        scale=alt.Scale(type="band", paddingInner=1 / 3),
    )
    offset = alt.YOffset("scenario:N", sort=names)
    colour = alt.Color(
        "scenario:N", sort=names, title=None, legend=alt.Legend(orient="top", columns=2, labelLimit=280)
    )
    top = max(1.0, float(frame["value"].max()))
    x = alt.X(
        "value:Q",
        title=title,
        axis=alt.Axis(format="%"),
        scale=alt.Scale(domain=[0, top], clamp=True),
    )
    told = [
        alt.Tooltip("what:N", title=translate("Of", language)),
        alt.Tooltip("scenario:N", title=translate("Scenario", language)),
        alt.Tooltip("value:Q", title=title, format=".1%"),
        alt.Tooltip("low:Q", title=translate("95 % interval from", language), format=".1%"),
        alt.Tooltip("high:Q", title=translate("to", language), format=".1%"),
    ]
    base = alt.Chart(frame)
    whiskers = base.mark_rule(strokeWidth=2, color=_GREY).encode(
        y=y, yOffset=offset, x="low:Q", x2="high:Q", tooltip=told
    )
    if full:
        marks = base.mark_bar(cornerRadiusEnd=2).encode(y=y, yOffset=offset, x=x, color=colour, tooltip=told)
        layers: list[alt.Chart] = [marks, whiskers]
    else:
        marks = base.mark_point(filled=True, size=80, opacity=1).encode(
            y=y, yOffset=offset, x=x, color=colour, tooltip=told
        )
        layers = [whiskers, marks]
        if "promised" in frame and frame["promised"].notna().any():
            layers.insert(0, _promised(frame, y, band, language))
    # A step a point would not do: the layer of what is promised has no points beside one another.
    chart: Chart = alt.layer(*layers).properties(height=1.5 * band * frame["what"].nunique())
    return chart


def _promised(frame: pd.DataFrame, y: alt.Y, band: float, language: str) -> alt.Chart:
    """An upright line across each row where the promise stands."""
    line: alt.Chart = (
        alt.Chart(frame.dropna(subset=["promised"]).drop_duplicates("what"))
        .mark_tick(thickness=2, color=_GREY, size=band)
        .encode(
            y=y,
            x="promised:Q",
            tooltip=[
                alt.Tooltip("what:N", title=translate("Of", language)),
                alt.Tooltip("promised:Q", title=translate("Promised", language), format=".0%"),
            ],
        )
    )
    return line


def queue_teams(sides: Sequence[Side]) -> list[str]:
    """The teams that have a queue in any of the scenarios, the longest first."""
    longest: dict[str, float] = {}
    for side in sides:
        for team, line in (side.result.get("series", {}).get("queue") or {}).items():
            longest[team] = max([longest.get(team, 0.0), *line["mean"]])
    return sorted((team for team in longest if longest[team] > 0), key=lambda team: -longest[team])


def queues(sides: Sequence[Side], team: str, language: str, *, start: datetime | None = None) -> Chart | None:
    """How many visits wait for a team along the simulated clock, a line for each scenario.

    With ``start`` the axis shows the wall clock of the scenario, else the time since its start.
    """
    lines = {
        side.name: line
        for side in sides
        if (line := (side.result.get("series", {}).get("queue") or {}).get(team)) and line["t"]
    }
    if not lines:
        return None
    longest = max(line["t"][-1] for line in lines.values())
    unit, length = duration_unit(longest)
    wall = None if start is None else start.replace(tzinfo=UTC)  # the wall clock as it is read, unshifted
    frame = pd.DataFrame(
        [
            (name, t / length if wall is None else wall + timedelta(seconds=t), waiting)
            for name, line in lines.items()
            for t, waiting in zip(line["t"], line["mean"], strict=True)
        ],
        columns=["scenario", "t", "waiting"],
    )
    when = translate("Simulated time", language)
    if wall is None:
        when += f" ({translate(unit, language)})"
        x, told = alt.X("t:Q", title=when), alt.Tooltip("t:Q", title=when, format=".3~g")
    else:
        form = "%m-%d" if longest > 8 * 86400 else "%m-%d %H:%M"
        axis = alt.Axis(format=form, labelOverlap=True, tickCount=8)
        x = alt.X("t:T", title=when, scale=alt.Scale(type="utc"), axis=axis)
        told = alt.Tooltip("t:T", title=when, format="%m-%d %H:%M", formatType="time")
    names = [side.name for side in sides]
    waiting = translate("Visits waiting", language)
    legend = alt.Legend(orient="top", columns=2, labelLimit=280)
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_line(interpolate="monotone", strokeWidth=1.8)
        .encode(
            x=x,
            y=alt.Y("waiting:Q", title=waiting),
            color=alt.Color("scenario:N", sort=names, title=None, legend=legend),
            tooltip=[
                alt.Tooltip("scenario:N", title=translate("Scenario", language)),
                told,
                alt.Tooltip("waiting:Q", title=waiting, format=".2f"),
            ],
        )
        .properties(height=_HEIGHT)
    )
    return chart
