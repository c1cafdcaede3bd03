"""The level of detail: how much of the scenario is asked for, and how much of it is simulated."""

from __future__ import annotations

import streamlit as st

from studio.app import session
from studio.scenario import Detail
from studio.wording import translate

__all__ = ["chosen_detail", "detail_name", "show_detail"]

_NAMES = {
    Detail.PATHS: ("Paths", "Which way cases go and how often: work takes no time and needs nobody."),
    Detail.TIMES: ("Times", "How long cases take if nobody ever has to wait for anybody."),
    Detail.TEAMS: ("Teams", "People are few, so work queues; they are there around the clock."),
    Detail.HOURS: ("Hours", "Opening hours, shifts and absence count as well."),
    Detail.PROMISES: ("Everything", "Escalation ladders and promises count as well: all that is known."),
}


def chosen_detail() -> Detail:
    """The level in the address, else everything."""
    told = session.address("detail") or ""
    return Detail(int(told)) if told in {str(int(level)) for level in Detail} else Detail.PROMISES


def detail_name(level: int, language: str) -> str:
    """``3 · Teams``."""
    return f"{level} · {translate(_NAMES[Detail(level)][0], language)}"


def show_detail(language: str) -> None:
    """The five levels one beside the other, with what the chosen one takes into account."""
    level = chosen_detail()
    key = session.keyed("detail", int(level))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.segmented_control(
            translate("Level of detail", language),
            list(map(int, Detail)),
            default=int(level),
            required=True,
            format_func=lambda each: detail_name(each, language),
            key=key,
            on_change=session.unless_left(
                "detail", lambda: session.choose(detail=str(session.widget(key) or int(level)))
            ),
            label_visibility="collapsed",
        )
        st.caption(translate(_NAMES[level][1], language), width="content")
