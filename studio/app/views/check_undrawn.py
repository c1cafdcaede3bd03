"""What a file has and its drawing lacks, each to be drawn in."""

from __future__ import annotations

from collections.abc import Callable, Collection

import streamlit as st

from studio.app.checking.subject import Checked
from studio.app.views.check_rows import element_button
from studio.model import Diagram
from studio.wording import translate

__all__ = ["Place", "show_undrawn", "undrawn"]

Place = Callable[[Collection[str]], None]
"""Draws nodes in, in a draft of the diagram."""

_AT_ONCE = 6
"""Nodes that are named; the others are placed with all."""


def undrawn(diagram: Diagram) -> tuple[str, ...]:
    """The nodes without a place; none where the file has no drawing, for then the studio makes one."""
    nowhere = tuple(node.id for node in diagram.nodes if node.bounds is None)
    return nowhere if len(nowhere) < len(diagram.nodes) else ()


def show_undrawn(checked: Checked, language: str, *, place: Place | None) -> None:
    """The nodes that no canvas can show; nothing where there are none."""
    nowhere = undrawn(checked.diagram)
    if not nowhere:
        return
    with st.container(border=True, gap="small", key="undrawn"):
        title = f"{translate('Not in the drawing', language)} · {len(nowhere)}"
        st.markdown(f":orange[:material/location_off: **{title}**]")
        told = "The file has these steps but does not say where to draw them, so the canvas cannot show them."
        st.caption(translate(told, language))
        for id in nowhere[:_AT_ONCE]:
            with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
                with st.container():
                    element_button(id, checked.diagram, language, key=f"undrawn:{id}")
                if place is not None:
                    _button("Place it", (id,), f"place:{id}", language, place)
        if len(nowhere) > _AT_ONCE:
            st.caption(translate("and {n} more", language, n=len(nowhere) - _AT_ONCE))
        if len(nowhere) > 1 and place is not None:
            _button("Place all {n}", nowhere, "place all", language, place)


def _button(text: str, ids: Collection[str], key: str, language: str, place: Place) -> None:
    st.button(
        translate(text, language, n=len(ids)),
        key=key,
        icon=":material/add_location_alt:",
        help=translate("Draws it beside its neighbours, in a draft; nothing is saved yet.", language),
        on_click=place,
        args=(ids,),
    )
