"""Promises drawn: how many are kept against what was promised, two clocks, and what breaks them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from studio.app.amounts import amount, duration_unit, ends, estimate
from studio.app.figures.causes import cause_name
from studio.app.figures.charts import Chart
from studio.app.names import step_name
from studio.app.promised import Promises, promise_name, promise_rows
from studio.model import Diagram
from studio.report.colours import WAITING, WORKING
from studio.wording import share, translate

__all__ = [
    "attainment",
    "breach",
    "breach_frame",
    "budget_frame",
    "clocks",
    "promise_name",
    "tree_frame",
]

_ROW, _AROUND = 44, 130
"""Pixels of a row, and of what stands around the rows: the legend above, the axis below."""
_STATES: Mapping[str, str] = {"kept": "#009e73", "broken": "#d55e00", "not certain": "#717b8a"}
_MOST = 12


def tree_frame(promises: Promises, diagram: Diagram, language: str) -> pd.DataFrame:
    """A row a promise, each whole before its parts: attainment, target, and percentiles by both clocks."""
    return pd.DataFrame(promise_rows(promises, diagram, language))


def attainment(promises: Promises, diagram: Diagram, language: str) -> Chart | None:
    """The share of the cases that kept each promise, with its interval, against the promised share."""
    frame = tree_frame(promises, diagram, language)
    frame = frame[frame["share"].notna()] if not frame.empty else frame
    if frame.empty:
        return None
    frame = frame.assign(said=[translate(state, language) for state in frame["state"]])
    words = [translate(state, language) for state in _STATES]
    colour = alt.Color(
        "said:N",
        scale=alt.Scale(domain=words, range=list(_STATES.values())),
        legend=alt.Legend(orient="top", title=None),
    )
    told = [
        alt.Tooltip("name:N", title=translate("Promise", language)),
        alt.Tooltip("owner:N", title=translate("Owner", language)),
        alt.Tooltip("told:N", title=translate("Kept by", language)),
        alt.Tooltip("target:Q", title=translate("Promised", language), format=".0%"),
    ]
    y = _names(frame)
    x = alt.X(
        "share:Q",
        title=translate("Share that kept it; the mark: promised", language),
        axis=alt.Axis(format="%", tickCount=5),
        scale=alt.Scale(domain=[0, 1]),
    )
    base = alt.Chart(frame)
    bars = base.mark_bar(height=16, cornerRadiusEnd=3).encode(y=y, x=x, color=colour, tooltip=told)
    spans = base.mark_rule(strokeWidth=2, color="#717b8a").encode(y=y, x="low:Q", x2="high:Q")
    marks = base.mark_tick(thickness=3, height=26, color="#717b8a").encode(y=y, x="target:Q", tooltip=told)
    return alt.layer(bars, spans, marks).properties(height=_ROW * len(frame) + _AROUND)


def _names(frame: pd.DataFrame) -> alt.Y:
    """The rows, each called by its promise with the owner below."""
    lines = {
        name: _lines(name, depth, owner)
        for name, depth, owner in zip(frame["name"], frame["depth"], frame["owner"], strict=True)
    }
    return alt.Y(
        "name:N",
        title=None,
        sort=list(frame["name"]),
        axis=alt.Axis(
            labelExpr=f"{json.dumps(lines, ensure_ascii=False)}[datum.value]",
            labelLimit=300,
            labelAlign="left",
            labelPadding=230,
            labelLineHeight=15,
            ticks=False,
            domain=False,
        ),
    )


def _lines(name: str, depth: int, owner: str) -> list[str]:
    """The name, and the owner as far from the edge; word joiners keep their indents from being trimmed."""
    below = "\u00a0" * (3 * depth)
    return [f"\u2060{name}", f"\u2060{below}{owner}"] if owner else [f"\u2060{name}"]


def clocks(promises: Promises, diagram: Diagram, language: str) -> Chart | None:
    """How long nine cases in ten take at most by the company's clock and by the customer's."""
    frame = tree_frame(promises, diagram, language)
    if frame.empty or frame["customer_p90"].isna().all():
        return None
    unit, length = duration_unit(float(frame["customer_p90"].max()))
    marked = translate("P90; the mark is the promised time", language)
    words = {
        "company": translate("The company's clock", language),
        "customer": translate("The customer's clock", language),
    }
    rows = [
        {
            "name": row["name"],
            "clock": words[clock],
            "p90": row[f"{clock}_p90"] / length,
            "told": " · ".join(row[f"{clock}_{part}_told"] for part in ("p50", "p90", "p95")),
        }
        for row in frame.to_dict("records")
        for clock in words
        if row[f"{clock}_p90"] is not None
    ]
    table = pd.DataFrame(rows)
    limits = frame.assign(within=frame["within"] / length)
    y = alt.Y("name:N", title=None, sort=list(frame["name"]), axis=None)
    bars = (
        alt.Chart(table)
        .mark_bar(cornerRadiusEnd=3)
        .encode(
            y=y,
            yOffset=alt.YOffset("clock:N", sort=list(words.values())),
            x=alt.X(
                "p90:Q",
                title=f"{marked} ({translate(unit, language)})",
            ),
            color=alt.Color(
                "clock:N",
                scale=alt.Scale(domain=list(words.values()), range=[WORKING, WAITING]),
                legend=alt.Legend(orient="top", title=None),
            ),
            tooltip=[
                alt.Tooltip("name:N", title=translate("Promise", language)),
                alt.Tooltip("clock:N", title=translate("Clock", language)),
                alt.Tooltip("told:N", title="P50 · P90 · P95"),
            ],
        )
    )
    marks = alt.Chart(limits).mark_tick(thickness=3, height=34, color="#717b8a").encode(y=y, x="within:Q")
    return alt.layer(bars, marks).properties(height=_ROW * len(frame) + _AROUND)


def breach_frame(promises: Promises, name: str, kind: str, diagram: Diagram, language: str) -> pd.DataFrame:
    """What broke a promise, the most first: by ``parts``, ``steps`` or ``causes``, a share each."""
    found = ((promises[name].get("broken_by") or {}).get(kind) or {}).items()
    rows = [
        {
            "name": _called(promises, kind, key, diagram, language),
            "share": figure.get("value"),
            "low": there[0] if (there := ends(figure)) else None,
            "high": there[1] if there else None,
            "told": estimate(figure, language) if there else share(figure.get("value"), language),
        }
        for key, figure in found
        if figure.get("value")
    ]
    frame = pd.DataFrame(rows, columns=["name", "share", "low", "high", "told"])
    return frame.sort_values("share", ascending=False, kind="stable").head(_MOST)


def _called(promises: Promises, kind: str, key: str, diagram: Diagram, language: str) -> str:
    if kind == "parts":
        return promise_name(promises, key, language)
    if kind == "causes":
        return translate("work", language) if key == "work" else cause_name(key, language)
    return step_name(diagram, key, language)


def breach(promises: Promises, name: str, kind: str, diagram: Diagram, language: str) -> Chart | None:
    """The shares of :func:`breach_frame` as bars; None where nothing broke it."""
    frame = breach_frame(promises, name, kind, diagram, language)
    if frame.empty:
        return None
    y = alt.Y("name:N", title=None, sort=list(frame["name"]), axis=alt.Axis(labelLimit=190, ticks=False))
    told = [alt.Tooltip("name:N", title=" "), alt.Tooltip("told:N", title=translate("Share", language))]
    base = alt.Chart(frame)
    bars = base.mark_bar(color=WAITING, height=14, cornerRadiusEnd=3).encode(
        y=y,
        x=alt.X("share:Q", title=None, axis=alt.Axis(format="%", tickCount=4), scale=alt.Scale(domainMin=0)),
        tooltip=told,
    )
    spans = base.mark_rule(strokeWidth=2, color="#717b8a").encode(y=y, x="low:Q", x2="high:Q")
    return alt.layer(bars, spans).properties(height=alt.Step(28))


def budget_frame(promise: Mapping[str, Any], diagram: Diagram, language: str) -> pd.DataFrame:
    """How long each step may take, and what it takes in cases that kept and that broke the promise."""
    times = (promise.get("time") or {}).get("steps") or {}
    columns = ("Step", "Budget", "Now, kept cases", "Now, broken cases")
    rows = [
        (
            step_name(diagram, step, language),
            amount({"value": seconds, "unit": "s"}, language),
            *(amount((times.get(step) or {}).get(fate), language) for fate in ("kept", "broken")),
        )
        for step, seconds in (promise.get("budget") or {}).items()
    ]
    return pd.DataFrame(rows, columns=[translate(column, language) for column in columns])
