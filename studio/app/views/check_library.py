"""The four questions over the whole library."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from studio.app import session, shared
from studio.app.checking.standing import Standing
from studio.app.figures.score import score_bars
from studio.app.names import plain
from studio.app.titles import brief, process_name
from studio.app.views.check_parts import SCORE
from studio.app.views.check_score import ASKED, NAMES, QUESTION_ICONS, whole_share
from studio.check.standards import Answer, Question, library_standards
from studio.library import StoredProcess
from studio.wording import translate

__all__ = ["open_part", "show_library"]


def show_library(standings: Mapping[StoredProcess, Standing], language: str) -> None:
    """For each of the four questions, how far it is answered, and in which processes it is not wholly."""
    if not standings:
        return
    found = library_standards({entry.id: standing.standards for entry, standing in standings.items()})
    with st.container(border=True, gap="small", key="library score"):
        st.markdown(
            f"**{translate('How far the library is standardised', language)}** · "
            f"{whole_share(found.score, language)}",
            help=translate("The four questions of a standardised service, asked of every process.", language),
        )
        with st.grid(4, min_column_width=210, gap="medium"):
            for question in NAMES:
                answers = {
                    entry: standing.standards.answer(question) for entry, standing in standings.items()
                }
                _show_question(question, found.shares[question], answers, language)


def _show_question(
    question: Question, reached: float | None, answers: Mapping[StoredProcess, Answer], language: str
) -> None:
    asked = {entry: answer for entry, answer in answers.items() if answer.share is not None}
    missing = {entry: answer.share or 0.0 for entry, answer in asked.items() if not answer.is_yes}
    name = translate(NAMES[question], language)
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                f"{QUESTION_ICONS[question]} {name}",
                width="stretch",
                help=translate(ASKED[question], language),
            )
            if reached is not None:
                st.markdown(f"**{whole_share(reached, language)}**", width="content")
        st.image(score_bars([reached], width=220), width="stretch", alt=name)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            yes = len(asked) - len(missing)
            told = translate("**{n}** of {m} processes", language, n=yes, m=len(asked))
            st.caption(told, width="stretch")
            if missing:
                label = translate("{n} missing", language, n=len(missing))
                with st.popover(label, type="tertiary", key=session.keyed("missing", question)):
                    _show_missing(question, missing, language)


def _show_missing(question: Question, missing: Mapping[StoredProcess, float], language: str) -> None:
    """The processes with something to fill in, the least complete first."""
    st.caption(translate(ASKED[question], language))
    with st.container(height=320, border=False, gap="xxsmall"):
        for entry, reached in sorted(missing.items(), key=lambda each: each[1]):
            name = brief(process_name(entry, shared.reading(entry).diagram, language), 48)
            if st.button(
                f"{whole_share(reached, language)} · {plain(name)}",
                key=f"score:{question}:{entry.id}",
                type="tertiary",
            ):
                open_part(entry.id, SCORE)


def open_part(process: str, part: str) -> None:
    """Turn to one part of what was found in a process."""
    session.open_process(process)
    session.choose(check=part, element=None)
    st.switch_page("screens/diagram.py", query_params=session.whole_address())
