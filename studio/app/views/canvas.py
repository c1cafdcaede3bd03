"""What stands in the place of a canvas for a file that says nothing about its drawing."""

from __future__ import annotations

import streamlit as st

from studio.wording import translate

__all__ = ["not_drawn"]


def not_drawn(language: str) -> None:
    st.info(
        translate(
            "The file does not say where its elements are drawn, so there is no picture of it. "
            "Everything else works: its steps, its problems and its simulation.",
            language,
        ),
        icon=":material/draw:",
    )
