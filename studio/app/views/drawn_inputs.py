"""The diagram to click, with what is known of each element written beside it and its inputs at its side."""

from __future__ import annotations

import streamlit as st

from studio.app import session
from studio.app.diagram import diagram_view
from studio.app.figures.drawn_inputs import drawn_inputs
from studio.app.views.clicked_inputs import clicked_element, show_clicked_inputs
from studio.app.views.sheet import Bench
from studio.wording import translate

__all__ = ["show_drawn_inputs"]

HEIGHT = 520


def show_drawn_inputs(bench: Bench, *, drawing: bytes, document: str) -> None:
    """The diagram on the left, the inputs of what was clicked on the right."""
    canvas, side = st.columns([2, 1], gap="medium")
    with side.container(height=HEIGHT, border=False):
        show_clicked_inputs(bench)
    with canvas:
        diagram_view(
            drawing,
            document=document,
            key="inputs",
            language=bench.language,
            height=HEIGHT - 28,
            badges=drawn_inputs(bench.inputs.scenario, bench.diagram, bench.level, bench.language),
            selected=clicked_element(bench),
            on_click=lambda clicked: session.choose(element=clicked or None),
        )
        st.caption(
            translate("Amber: assumed, nobody has stated it yet. The others are known.", bench.language)
        )
