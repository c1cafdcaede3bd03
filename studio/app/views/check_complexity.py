"""How complex a diagram is: each figure with its meaning, a published line, and its place among one's own."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from studio.app.checking.subject import Checked
from studio.app.figures.complexity import places
from studio.app.names import plain
from studio.check import PUBLISHED, Figures
from studio.wording import number, translate
from studio.wording.complexity import COMPLEXITY
from studio.wording.measures import Measure

__all__ = ["show_complexity"]


def show_complexity(checked: Checked, language: str, *, others: Mapping[str, Figures]) -> None:
    """The figures; ``others`` are those of the library's other processes by name."""
    figures = checked.check.complexity.whole
    with st.container(border=True, gap="xsmall"):
        for key, measure in COMPLEXITY.items():
            _show_figure(key, measure, figures, language)
    chart = places(figures, others, language)
    if chart is not None:
        with st.container(border=True, gap="small"):
            st.markdown(f"**{translate('Among your processes', language)}**")
            st.altair_chart(chart, alt=translate("Place of each figure among your processes", language))
            st.caption(translate("Each line goes from the least to the most of your library.", language))
    st.caption(
        translate(
            "A figure is a place to look at, no verdict. Lines that others have published stand beside it.",
            language,
        )
    )


def _show_figure(key: str, measure: Measure, figures: Figures, language: str) -> None:
    value = getattr(figures, key)
    line = PUBLISHED.get(key)
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        st.markdown(
            translate(measure.name, language), width="stretch", help=translate(measure.meaning, language)
        )
        if line is not None:
            above = value > line.most
            told = translate(
                "above {most}" if above else "up to {most}",
                language,
                most=number(line.most, language=language),
            )
            st.badge(
                told,
                color="orange" if above else "gray",
                icon=":material/trending_up:" if above else None,
                help=plain(translate("Published line: {source}", language, source=line.source)),
            )
        st.markdown(
            f"**{number(value, None if isinstance(value, float) else 0, language)}**", width="content"
        )
