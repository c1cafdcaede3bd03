"""The inputs of the element that was clicked on the diagram, and where each of them comes from."""

from __future__ import annotations

import streamlit as st

from studio.app import session
from studio.app.details import kind_name
from studio.app.names import plain, step_name
from studio.app.views.element_sheets import asked_of, has_inputs, inputs_of
from studio.app.views.provenance import show_origin
from studio.app.views.sheet import Bench
from studio.wording import translate

__all__ = ["clicked_element", "show_clicked_inputs"]


def clicked_element(bench: Bench) -> str | None:
    """The element in the address, where the scenario says something of it."""
    element = session.address("element")
    return element if element is not None and has_inputs(bench, element) else None


def show_clicked_inputs(bench: Bench) -> None:
    """Its name, and the form with the origin of each input."""
    language, diagram = bench.language, bench.diagram
    element = session.address("element")
    found = diagram.element(element or "")
    if element is None or found is None:
        st.info(
            translate(
                "Click a step, a decision, a start, an event or a lane to fill in what it needs.", language
            ),
            icon=":material/ads_click:",
        )
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{plain(step_name(diagram, element, language))}**", width="content")
        st.caption(kind_name(found, language), width="content")
    if not has_inputs(bench, element):
        st.caption(translate("Nothing has to be known of it.", language))
        return
    shares = f"routing.{asked_of(bench, element)}"
    if shares in bench.inputs.scenario.provenance:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(translate("Shares of the paths", language), width="content")
            show_origin(bench, shares)
    inputs_of(bench, element)
