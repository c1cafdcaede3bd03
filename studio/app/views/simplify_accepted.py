"""That a suggestion was accepted, told on the page that shows what came of it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from studio.app import session
from studio.app.names import plain
from studio.app.views.closing import close_button
from studio.wording import translate

__all__ = ["Accepted", "forget_accepted", "remember_accepted", "tell_of_acceptance"]

_KEY = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The process that has the change now, and its new scenario.

    ``drawn`` tells that the diagram was changed, ``example`` that it became one of its own by that.
    """

    process: str
    scenario: str
    drawn: bool
    example: bool


def remember_accepted(accepted: Accepted) -> None:
    session.remember(_KEY, accepted)


def forget_accepted() -> None:
    """The message is told no more: what it tells of has changed since."""
    session.forget(_KEY)


def tell_of_acceptance(language: str) -> None:
    """The message, until it is closed or another process is opened."""
    accepted: Accepted | None = session.recall(_KEY)
    if accepted is None:
        return
    if session.address("process") != accepted.process:
        session.forget(_KEY)
        return
    told = "The suggestion is accepted: the diagram has a new version. Its scenario is “{name}”."
    if not accepted.drawn:
        told = "The suggestion is accepted: it is the scenario “{name}”."
    elif accepted.example:
        told = "The suggestion is accepted, in a diagram of your own. Its scenario is “{name}”."
    with st.container(horizontal=True, vertical_alignment="center", border=True, key="accepted suggestion"):
        st.markdown(
            f":green[:material/check_circle:] {translate(told, language, name=plain(accepted.scenario))}",
            width="stretch",
        )
        st.page_link(
            "screens/simulate.py",
            label=translate("Simulate it", language),
            icon=":material/play_circle:",
            query_params=session.whole_address(),
        )
        st.page_link(
            "screens/simplify.py",
            label=translate("What else could be simpler?", language),
            icon=":material/auto_fix_high:",
            query_params=session.whole_address(),
        )
        close_button(language, key="close accepted", close=session.forget, args=(_KEY,))
