"""A run under way: how far it is, and the way to stop it."""

from __future__ import annotations

import streamlit as st

from studio import library
from studio.app.names import plain
from studio.library import NotInLibrary, Run, RunStatus, Store
from studio.wording import sentence, translate

__all__ = ["show_ended", "show_progress"]

_EVERY_S = 0.5


def show_progress(store: Store, id: str, language: str) -> None:
    """The progress of an open run, looked up twice a second until it ends; then the page runs again."""

    @st.fragment(run_every=_EVERY_S)
    def watch() -> None:
        try:
            run = library.run(store, id)
        except NotInLibrary:  # somebody deleted its process meanwhile
            st.rerun()
        if not run.status.is_open:
            st.rerun()
        with st.container(border=True):
            left, right = st.columns([5, 1], vertical_alignment="center")
            left.progress(share(run), text(run, language))
            right.button(
                translate("Cancel", language),
                icon=":material/stop_circle:",
                key=f"cancel:{id}",
                disabled=run.cancel,
                width="stretch",
                on_click=library.ask_to_cancel,
                args=(store, id),
            )
            st.caption(
                translate("You may leave this page: the run goes on, and its address finds it.", language)
            )

    watch()


def share(run: Run) -> float:
    """How much of the run is done, as far as anybody can tell before its precision is reached."""
    done, planned = run.progress.get("done", 0), run.progress.get("planned", 0)
    return min(1.0, done / planned) if planned else 0.0


def text(run: Run, language: str) -> str:
    """The progress in words."""
    if run.cancel:
        return translate("Stopping …", language)
    if not run.progress:
        return translate("Getting ready …", language)
    if run.progress["phase"] == "warm-up":
        return translate("Finding how long the process takes to warm up …", language)
    done, planned = run.progress["done"], run.progress["planned"]
    told = translate("Replication {done} of at most {planned}", language, done=done, planned=planned)
    precision = run.progress.get("precision")
    if precision is not None:
        told += translate(" · precision so far ± {precision:share}", language, precision=precision)
    return told


def show_ended(run: Run, language: str) -> None:
    """What to say of a run that ended without a result."""
    if run.status is RunStatus.CANCELLED:
        st.info(translate("This run was cancelled.", language), icon=":material/stop_circle:")
    elif run.status is RunStatus.INTERRUPTED:
        st.warning(
            translate("This run was interrupted before its end. Start it again.", language),
            icon=":material/power_off:",
        )
    elif run.status is RunStatus.FAILED:
        error = run.error or {}
        told = sentence(str(error.get("code", "run.died")), error.get("parameters", {}), language)
        st.error(plain(told), icon=":material/error:")
