"""The first row of every page: what the page is about, and the switch between the languages."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from studio.app import session
from studio.app.views.refusals import show_refusal
from studio.app.views.simplify_accepted import tell_of_acceptance
from studio.wording import LANGUAGES

__all__ = ["head"]


def head(language: str) -> DeltaGenerator:
    """A row with the language switch at its right end; the result is the place to its left."""
    row = st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="medium")
    left = row.container(width="stretch")
    with row.container(width="content"):
        st.segmented_control(
            "Language / 语言",
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            default=language,
            required=True,
            key="language",
            on_change=session.choose_language,
            args=("language",),
            label_visibility="collapsed",
        )
    show_refusal(language)
    tell_of_acceptance(language)
    return left
