"""What is wrong with an input, beside the field or the table that it was typed into."""

from __future__ import annotations

import streamlit as st

from studio.app.inputs import mistake_text, mistaken
from studio.app.names import plain
from studio.errors import Mistake

__all__ = ["is_at", "show_mistake"]


def is_at(mistake: Mistake, place: str) -> bool:
    return f"{mistake.place}.".startswith((f"{place}.", f"{place}["))


def show_mistake(mistake: Mistake, language: str, where: str = "") -> None:
    told = " · ".join(plain(part) for part in (where, mistaken(mistake)) if part)
    said = plain(mistake_text(mistake, language))
    st.markdown(f":red[:material/error: {told}{' – ' if told else ''}{said}]")
