"""A run under way: how far it is, and the way to stop it."""

from __future__ import annotations

import streamlit as st

from studio import library
from studio.app.amounts import duration_unit, estimate
from studio.app.figures.shrinking import shrinking
from studio.app.names import plain
from studio.library import NotInLibrary, Run, RunStatus, Store
from studio.scenario import Detail
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
            show_headline_so_far(run, language)
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


def show_headline_so_far(run: Run, language: str) -> None:
    """The mean cycle time as it stands, and how its interval has shrunk replication by replication."""
    trail = run.progress.get("headline") or ()
    if not trail or run.level < Detail.TIMES:
        return
    _, value, low, high = trail[-1]
    unit, _ = duration_unit(value)  # that of the chart beside it
    told = estimate({"value": value, "low": low, "high": high, "unit": "s"}, language, time_unit=unit)
    number, line = st.columns([1, 4], vertical_alignment="center", gap="medium")
    number.metric(translate("Cycle time", language), told)
    if len(trail) > 1:
        line.altair_chart(shrinking(trail, language), alt=translate("Cycle time so far", language))


_ABOUT = "Replication {done} of about {planned}"


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
    text = "Replication {done} of {planned}" if run.progress.get("exact") else _ABOUT
    told = translate(text, language, done=done, planned=planned)
    cases = run.progress.get("cases")
    if cases:
        told += translate(" · {cases:number} cases", language, cases=cases)
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
