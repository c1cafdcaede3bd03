"""The charts of a result, each a function from figures to an Altair chart.

Durations are told in one unit a chart, named on its axis. Colours are left to the page's theme except
where two things stand for waiting and working, which have theirs everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, TypeAlias

import altair as alt
import pandas as pd

from studio.app.amounts import duration_unit, ends
from studio.app.figures.stacked import stacked_times
from studio.app.names import step_name, team_name
from studio.model import Diagram
from studio.report.colours import WAITING, WORKING
from studio.wording import translate

__all__ = [
    "Chart",
    "cycle_time_histogram",
    "histogram_frame",
    "queue_frame",
    "queues_over_time",
    "utilisation_bars",
    "waiting_and_working",
]

Chart: TypeAlias = alt.Chart | alt.LayerChart | alt.FacetChart

_HEIGHT = 300
_ROW = 28


def histogram_frame(result: Mapping[str, Any], language: str) -> pd.DataFrame:
    """The share of the cases by cycle time: a row for each interval; empty without the series."""
    name, _, rows = _histogram(result)
    unit = translate(name, language)
    columns = [
        f"{translate('From', language)} ({unit})",
        f"{translate('To', language)} ({unit})",
        translate("Share of cases", language),
    ]
    return pd.DataFrame(rows, columns=columns)


def cycle_time_histogram(result: Mapping[str, Any], language: str) -> Chart | None:
    """Share of the cases by cycle time, with the mean and P90 marked; None without the series."""
    unit, length, rows = _histogram(result)
    if not rows:
        return None
    frame = pd.DataFrame(rows, columns=["from", "to", "share"])
    title = f"{translate('Cycle time', language)} ({translate(unit, language)})"
    bars = (
        alt.Chart(frame)
        .mark_bar(color=WORKING, binSpacing=1)
        .encode(
            x=alt.X("from:Q", title=title, bin="binned", scale=alt.Scale(nice=False)),
            x2="to:Q",
            y=alt.Y("share:Q", title=translate("Share of cases", language), axis=alt.Axis(format="%")),
            tooltip=[
                alt.Tooltip("from:Q", title=translate("From", language), format=".3~g"),
                alt.Tooltip("to:Q", title=translate("To", language), format=".3~g"),
                alt.Tooltip("share:Q", title=translate("Share of cases", language), format=".1%"),
            ],
        )
    )
    return alt.layer(bars, *_marks(result, length, language)).properties(height=_HEIGHT)


def queue_frame(
    result: Mapping[str, Any], diagram: Diagram, language: str, *, start: datetime | None = None
) -> pd.DataFrame:
    """How many visits wait for each team along the simulated clock: a row for each team and moment."""
    frame, when = _queues(result, diagram, language, start)
    names = {"team": translate("Team", language), "t": when, "waiting": translate("Visits waiting", language)}
    return frame.rename(columns=names)


def queues_over_time(
    result: Mapping[str, Any], diagram: Diagram, language: str, *, start: datetime | None = None
) -> Chart | None:
    """How many visits wait for each team along the simulated clock, averaged over the replications.

    With ``start`` the axis shows the wall clock of the scenario, else the time since its start.
    """
    frame, when = _queues(result, diagram, language, start)
    if frame.empty:
        return None
    if start is None:
        x = alt.X("t:Q", title=when)
        told = alt.Tooltip("t:Q", title=when, format=".3~g")
    else:
        days = (frame["t"].max() - frame["t"].min()) > timedelta(days=8)
        axis = alt.Axis(format="%m-%d" if days else "%m-%d %H:%M", labelOverlap=True, tickCount=8)
        x = alt.X("t:T", title=when, scale=alt.Scale(type="utc"), axis=axis)
        told = alt.Tooltip("t:T", title=when, format="%m-%d %H:%M", formatType="time")
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_line(interpolate="monotone", strokeWidth=1.5)
        .encode(
            x=x,
            y=alt.Y("waiting:Q", title=translate("Visits waiting", language)),
            color=alt.Color("team:N", title=None, legend=alt.Legend(orient="top", columns=3, labelLimit=170)),
            tooltip=[
                alt.Tooltip("team:N", title=translate("Team", language)),
                told,
                alt.Tooltip("waiting:Q", title=translate("Visits waiting", language), format=".2f"),
            ],
        )
        .properties(height=_HEIGHT)
    )
    return chart


def utilisation_bars(result: Mapping[str, Any], diagram: Diagram, language: str) -> Chart | None:
    """Share of the time on the floor that each team is busy, with its interval."""
    rows = [
        {
            "team": team_name(diagram, team, language),
            "value": measures["utilisation"]["value"],
            **dict(zip(("low", "high"), ends(measures["utilisation"]) or (None, None), strict=True)),
        }
        for team, measures in result.get("teams", {}).items()
        if (measures.get("utilisation") or {}).get("value") is not None
    ]
    if not rows:
        return None
    frame = pd.DataFrame(rows)
    team = alt.Y("team:N", title=None, sort="-x", axis=alt.Axis(labelLimit=180, labelOverlap=False))
    share = alt.X(
        "value:Q",
        title=translate("Utilisation", language),
        axis=alt.Axis(format="%"),
        scale=alt.Scale(domain=[0, max(1.0, float(frame["value"].max()))]),
    )
    tooltip = [
        alt.Tooltip("team:N", title=translate("Team", language)),
        alt.Tooltip("value:Q", title=translate("Utilisation", language), format=".1%"),
        alt.Tooltip("low:Q", title=translate("95 % interval from", language), format=".1%"),
        alt.Tooltip("high:Q", title=translate("to", language), format=".1%"),
    ]
    base = alt.Chart(frame)
    bars = base.mark_bar(color=WORKING, cornerRadiusEnd=3).encode(y=team, x=share, tooltip=tooltip)
    whiskers = base.mark_rule(color="#6b7280", strokeWidth=2).encode(y=team, x="low:Q", x2="high:Q")
    return alt.layer(bars, whiskers).properties(height=alt.Step(_ROW))


def waiting_and_working(
    result: Mapping[str, Any],
    diagram: Diagram,
    language: str,
    *,
    steps: Collection[str],
    at_most: int = 12,
) -> Chart | None:
    """Mean wait and handling time of a visit, side by side for those of ``steps`` with the most of both."""
    times = {
        id: (_value(measures, "wait.mean"), _value(measures, "work.mean"))
        for id, measures in result.get("steps", {}).items()
        if id in steps
    }
    longest = sorted(times, key=lambda step: -sum(times[step]))[:at_most]
    longest = [id for id in longest if sum(times[id]) > 0]
    if not longest:
        return None
    unit, length = duration_unit(sum(times[longest[0]]))
    waiting, working = translate("Waiting", language), translate("Working", language)
    names = _distinct([step_name(diagram, id, language) for id in longest], longest)
    rows = [
        {"step": name, "what": what, "time": seconds / length, "order": order}
        for id, name in zip(longest, names, strict=True)
        for order, (what, seconds) in enumerate(zip((waiting, working), times[id], strict=True))
    ]
    colours = {waiting: WAITING, working: WORKING}
    return stacked_times(
        rows, colours, title="Time per visit", kind="Kind of time", unit=unit, language=language
    )


def _histogram(result: Mapping[str, Any]) -> tuple[str, float, list[tuple[float, float, float]]]:
    """Unit, its length in seconds, and (from, to, share) of each interval in that unit."""
    series = result.get("series", {}).get("cycle_time_histogram") or {}
    edges, counts = series.get("edges", []), series.get("counts", [])
    total = sum(counts)
    unit, length = duration_unit(edges[-1] if edges else 0.0)
    if not total:
        return unit, length, []
    ends = [edge / length for edge in edges]
    return unit, length, [(a, b, n / total) for (a, b), n in zip(pairwise(ends), counts, strict=True)]


def _queues(
    result: Mapping[str, Any], diagram: Diagram, language: str, start: datetime | None
) -> tuple[pd.DataFrame, str]:
    """Rows (team, t, waiting) and what the time axis is called."""
    queues = result.get("series", {}).get("queue") or {}
    longest = max((max(line["t"]) for line in queues.values() if line["t"]), default=0.0)
    unit, length = duration_unit(longest)
    wall = None if start is None else start.replace(tzinfo=UTC)  # the wall clock as it is read, unshifted
    rows = [
        (
            team_name(diagram, team, language),
            t / length if wall is None else wall + timedelta(seconds=t),
            mean,
        )
        for team, line in queues.items()
        for t, mean in zip(line["t"], line["mean"], strict=True)
    ]
    when = translate("Simulated time", language)
    if wall is None:
        when += f" ({translate(unit, language)})"
    return pd.DataFrame(rows, columns=["team", "t", "waiting"]), when


def _marks(result: Mapping[str, Any], length: float, language: str) -> list[Chart]:
    """Upright lines at the mean and the P90 with their names."""
    points = [
        {"at": _value(result.get("measures", {}), key) / length, "name": translate(name, language)}
        for key, name in (("cycle_time.mean", "Mean"), ("cycle_time.p90", "P90"))
        if _value(result.get("measures", {}), key)
    ]
    if not points:
        return []
    base = alt.Chart(pd.DataFrame(points)).encode(x="at:Q")
    line = base.mark_rule(color=WAITING, strokeDash=[4, 3], strokeWidth=1.5)
    text = base.mark_text(align="left", dx=4, dy=-4, color=WAITING, baseline="top").encode(
        text="name:N", y=alt.value(4)
    )
    return [alt.layer(line, text)]


def _value(measures: Mapping[str, Any], key: str) -> float:
    figure = measures.get(key) or {}
    return float(figure.get("value") or 0.0)


def _distinct(names: Sequence[str], ids: Sequence[str]) -> list[str]:
    """The names, with the id behind those that stand for more than one step."""
    return [name if names.count(name) == 1 else f"{name} · {id}" for name, id in zip(names, ids, strict=True)]
