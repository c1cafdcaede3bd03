"""What closes a part of a page: a cross, and a heading that has one at its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from studio.wording import translate

__all__ = ["closable_heading", "close_button"]


def closable_heading(
    text: str, language: str, *, key: str, close: Callable[..., None], args: Sequence[str] = ()
) -> None:
    """A heading of one line; ``text`` is Markdown."""
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        st.markdown(f"**{text}**", width="stretch")
        close_button(language, key=key, close=close, args=args)


def close_button(language: str, *, key: str, close: Callable[..., None], args: Sequence[str] = ()) -> None:
    st.button(
        "",
        icon=":material/close:",
        type="tertiary",
        key=key,
        help=translate("Close", language),
        on_click=close,
        args=tuple(args),
    )
