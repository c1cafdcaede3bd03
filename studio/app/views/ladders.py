"""The ladders of a run: who climbs to whom, why and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from studio.analysis.ladders import DRAWN
from studio.app import session
from studio.app.figures import ladder_charts as charts
from studio.app.names import in_language, plain
from studio.app.promised import Levels
from studio.model import Diagram
from studio.wording import translate

__all__ = ["show_ladders"]

Result = Mapping[str, Any]


def show_ladders(result: Result, diagram: Diagram, language: str) -> None:
    ladders = {name: levels for name, levels in (result.get("ladders") or {}).items() if levels}
    st.subheader(translate("Escalations", language))
    if not ladders:
        st.info(
            translate(
                "No case can climb in this run: the diagram draws no deadline that leads to another team, "
                "and the scenario has no ladder. Add a ladder and say from which step cases climb it.",
                language,
            ),
            icon=":material/lightbulb:",
        )
        return
    for name, levels in ladders.items():
        show_ladder(name, levels, (result.get("ladders_by_hour") or {}).get(name) or {}, diagram, language)


def show_ladder(
    name: str,
    levels: Levels,
    by_hour: Mapping[str, Sequence[float | None]],
    diagram: Diagram,
    language: str,
) -> None:
    title = translate("As the diagram draws it", language) if name == DRAWN else in_language(name, language)
    with st.container(border=True):
        st.markdown(f"**{plain(title)}**")
        left, right = st.columns([3, 2], gap="medium")
        with left:
            chart = charts.stairs(levels, diagram, language)
            if chart is not None:
                st.altair_chart(chart, alt=translate("Levels of the ladder", language))
        with right:
            by = st.segmented_control(
                translate("Climbs by", language),
                ["causes", "steps"],
                default="causes",
                required=True,
                format_func=lambda each: translate(
                    {"causes": "Why they climb", "steps": "Where from"}[each], language
                ),
                key=session.keyed("climbs by", name),
                label_visibility="collapsed",
            )
            chart = charts.why(levels, diagram, language, by=str(by))
            if chart is None:
                st.caption(translate("No case climbed in this run.", language))
            else:
                st.altair_chart(chart, alt=translate("Climbs per 100 cases", language))
        heat = charts.hours_of_week(by_hour, diagram, language)
        if heat is not None:
            st.markdown(f"**{translate('Climbs by the hour of the week', language)}**")
            st.altair_chart(heat, alt=translate("Climbs by the hour of the week", language))
        with st.expander(
            translate("Levels in figures", language),
            icon=":material/table_rows:",
            key=session.keyed("levels", name),
        ):
            st.dataframe(charts.ladder_frame(levels, diagram, language), hide_index=True)
