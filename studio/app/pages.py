"""The studio's pages, and how one gets from one to the other."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from studio.app import session, shared
from studio.app.names import plain
from studio.errors import StudioError
from studio.wording import explain, translate

__all__ = ["show"]

_ICON = str(Path(__file__).with_name("icon.svg"))  # Streamlit would fetch one of its own from outside


def show() -> None:
    """Show the page that the address names."""
    st.set_page_config(page_title="Service Process Studio", page_icon=_ICON, layout="wide")
    session.begin()
    language = session.language()
    page = st.navigation(
        [
            st.Page(
                f"screens/{name}.py",
                title=translate(title, language),
                icon=icon,
                url_path=name,
                default=name == "processes",
            )
            for name, title, icon in (
                ("processes", "Processes", ":material/grid_view:"),
                ("diagram", "Diagram", ":material/account_tree:"),
                ("simulate", "Simulate", ":material/play_circle:"),
                ("what_if", "What-if", ":material/compare_arrows:"),
                ("promises", "Promises & escalations", ":material/stairs_2:"),
                ("simplify", "Simplify", ":material/auto_fix_high:"),
                ("walk", "Walk", ":material/directions_walk:"),
            )
        ],
        position="top",
    )
    try:
        shared.store()
        page.run()
    except StudioError as error:
        st.error(plain(explain(error, language)), icon=":material/block:")
    session.end()
