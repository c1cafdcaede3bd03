"""Ladders drawn: the levels as steps that rise, why cases climb, and at which hours of the week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from studio.app.amounts import amount, estimate
from studio.app.figures.charts import Chart
from studio.app.names import step_name
from studio.app.promised import Levels, level_name, level_rows
from studio.model import Diagram
from studio.wording import share, translate

__all__ = ["CAUSES", "cause_of_climb", "hours_of_week", "ladder_frame", "level_name", "stairs", "why"]

CAUSES: Mapping[str, tuple[str, str]] = {
    "cannot_decide": ("cannot decide", "#0072b2"),
    "over_authority": ("over authority", "#e69f00"),
    "customer_asks": ("the customer asks", "#009e73"),
    "deadline": ("no reply in time", "#d55e00"),
    "escalation": ("escalated in the diagram", "#cc79a7"),
}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def cause_of_climb(cause: str, language: str) -> str:
    """Why cases climb, in a few words."""
    return translate(CAUSES[cause][0], language) if cause in CAUSES else cause


def ladder_frame(levels: Levels, diagram: Diagram, language: str) -> pd.DataFrame:
    """A row a level, the lowest first, with its figures as people read them."""
    headings, rows = level_rows(levels, diagram, language)
    return pd.DataFrame(rows, columns=headings)


def stairs(levels: Levels, diagram: Diagram, language: str) -> Chart | None:
    """The levels as steps that rise to the right, each with what climbs to it and what becomes of that."""
    if not levels:
        return None
    rows = []
    for place, (level, figures) in enumerate(levels.items()):
        rows.append(
            {
                "left": place,
                "right": place + 1,
                "middle": place + 0.5,
                "height": place + 1,
                "level": level_name(level, diagram, language),
                "climbs": translate(
                    "{number} per 100 cases",
                    language,
                    number=amount(figures.get("raised_per_100"), language),
                ),
                "fate": " · ".join(_fates(figures, language)),
                "busy": _busy(figures, language),
            }
        )
    frame = pd.DataFrame(rows)
    top = len(rows) + 1.15
    x = alt.X("left:Q", axis=None, scale=alt.Scale(domain=[0, len(rows)], nice=False))
    y = alt.Y("height:Q", axis=None, scale=alt.Scale(domain=[0, top], nice=False))
    told = [
        alt.Tooltip("level:N", title=translate("Level", language)),
        alt.Tooltip("climbs:N", title=translate("Climbs", language)),
        alt.Tooltip("fate:N", title=translate("What becomes of them", language)),
        alt.Tooltip("busy:N", title=translate("Team busy", language)),
    ]
    base = alt.Chart(frame)
    steps = base.mark_rect(opacity=0.22, color="#5aa5f5").encode(
        x=x, x2="right:Q", y=y, y2=alt.datum(0), tooltip=told
    )
    treads = base.mark_rule(strokeWidth=3, color="#5aa5f5").encode(x=x, x2="right:Q", y=y)

    def line(field: str, dy: int, **looks: Any) -> alt.Chart:  # noqa: ANN401 - marks of Altair
        chart: alt.Chart = base.mark_text(dy=dy, limit=260, **looks).encode(
            x="middle:Q", y=y, text=f"{field}:N", tooltip=told
        )
        return chart

    chart: Chart = alt.layer(
        steps,
        treads,
        line("level", -42, fontSize=13, fontWeight=600, color="#8a94a3"),
        line("climbs", -22, fontSize=14, fontWeight=600, color="#d9741a"),
        line("fate", 18, fontSize=11.5, color="#8a94a3"),
        line("busy", 36, fontSize=11.5, color="#8a94a3"),
    ).properties(height=110 + 62 * len(rows))
    return chart


def _fates(figures: Mapping[str, Any], language: str) -> list[str]:
    words = {"settled.share": "settled {share}", "missed.share": "late {share}"}
    return [
        translate(words[key], language, share=share(figure["value"], language))
        for key in words
        if (figure := figures.get(key)) and figure.get("value") is not None
    ]


def _busy(figures: Mapping[str, Any], language: str) -> str:
    figure = figures.get("utilisation") or {}
    if figure.get("value") is None:
        return ""
    return translate("team busy {share}", language, share=share(figure["value"], language))


def why(levels: Levels, diagram: Diagram, language: str, *, by: str = "causes") -> Chart | None:
    """Climbs per 100 cases to each level, stacked by cause, or by the step that they come from."""
    rows = []
    for level, figures in reversed(list(levels.items())):
        for key, figure in (figures.get(by) or {}).items():
            if figure.get("value"):
                reason = (
                    cause_of_climb(key, language) if by == "causes" else step_name(diagram, key, language)
                )
                rows.append(
                    {
                        "level": level_name(level, diagram, language),
                        "why": reason,
                        "climbs": figure["value"],
                        "told": estimate(figure, language),
                    }
                )
    if not rows:
        return None
    words = [cause_of_climb(cause, language) for cause in CAUSES]
    there = [word for word in words if word in {row["why"] for row in rows}]
    colours = {cause_of_climb(cause, language): colour for cause, (_, colour) in CAUSES.items()}
    scale = (
        alt.Scale(domain=there, range=[colours[word] for word in there]) if by == "causes" else alt.Undefined
    )
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar(height=22)
        .encode(
            y=alt.Y(
                "level:N",
                title=None,
                sort=[level_name(level, diagram, language) for level in reversed(list(levels))],
                axis=alt.Axis(labelLimit=180, ticks=False, domain=False),
            ),
            x=alt.X("climbs:Q", title=translate("Climbs per 100 cases", language)),
            color=alt.Color("why:N", scale=scale, legend=alt.Legend(orient="top", title=None, columns=2)),
            tooltip=[
                alt.Tooltip("level:N", title=translate("Level", language)),
                alt.Tooltip("why:N", title=translate("Why", language)),
                alt.Tooltip("told:N", title=translate("Climbs per 100 cases", language)),
            ],
        )
        .properties(height=alt.Step(40))
    )
    return chart


def hours_of_week(
    by_hour: Mapping[str, Sequence[float | None]], diagram: Diagram, language: str
) -> Chart | None:
    """Climbs an hour to each level over the hours of the week, the top level above."""
    names = {level: level_name(level, diagram, language) for level in reversed(list(by_hour))}
    rows = [
        {
            "level": names[level],
            "hour": hour,
            "until": hour + 1,
            "when": f"{translate(_DAYS[hour // 24], language)} {hour % 24:02d}:00",
            "climbs": climbs,
        }
        for level, hours in by_hour.items()
        for hour, climbs in enumerate(hours)
        if climbs is not None
    ]
    if not any(row["climbs"] for row in rows):
        return None
    days = [translate(day, language) for day in _DAYS]
    label = f"{days}[floor(datum.value / 24)] || ''"
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame(rows))
        .mark_rect()
        .encode(
            x=alt.X(
                "hour:Q",
                title=None,
                scale=alt.Scale(domain=[0, 168], nice=False),
                axis=alt.Axis(values=[24 * day for day in range(7)], labelExpr=label, labelAlign="left"),
            ),
            x2="until:Q",
            y=alt.Y("level:N", title=None, sort=list(names.values()), axis=alt.Axis(labelLimit=180)),
            color=alt.Color(
                "climbs:Q",
                title=translate("Climbs per hour", language),
                legend=alt.Legend(orient="top", gradientLength=180),
            ),
            tooltip=[
                alt.Tooltip("level:N", title=translate("Level", language)),
                alt.Tooltip("when:N", title=translate("Hour of the week", language)),
                alt.Tooltip("climbs:Q", title=translate("Climbs per hour", language), format=".2f"),
            ],
        )
        .properties(height=alt.Step(44))
    )
    return chart
