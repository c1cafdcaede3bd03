"""The four questions of a standardised service, asked of one process, and what is missing."""

from __future__ import annotations

import streamlit as st

from studio.app import session
from studio.app.checking.findings import findings
from studio.app.checking.subject import Checked
from studio.app.figures.score import score_bars
from studio.app.views.check_rows import show_finding
from studio.check.standards import Answer, Question, Standards
from studio.wording import share, translate

__all__ = ["ASKED", "NAMES", "QUESTION_ICONS", "show_score", "summary", "whole_share"]

NAMES = {
    Question.DIAGRAM: "Complete diagram",
    Question.METHOD: "Standard method",
    Question.TIME: "Standard time",
    Question.ESCALATION: "Escalation",
}
QUESTION_ICONS = {
    Question.DIAGRAM: ":material/account_tree:",
    Question.METHOD: ":material/menu_book:",
    Question.TIME: ":material/timer:",
    Question.ESCALATION: ":material/stairs:",
}
ASKED = {
    Question.DIAGRAM: "Is there a complete flow diagram?",
    Question.METHOD: "Does every step have a standard way of doing it?",
    Question.TIME: "Does every step have a standard time?",
    Question.ESCALATION: (
        "When a step gets stuck: is there an escalation, with a reply time, that climbs by itself?"
    ),
}
_OPEN_UP_TO = 3
"""Findings of a question that are shown without a click."""


def summary(standards: Standards, language: str) -> str:
    """How many of the questions have the answer yes, and how far they are answered together."""
    yes, asked = _answered(standards)
    told = translate("{n} of {m}", language, n=yes, m=asked)
    return f"{told} · {whole_share(standards.score, language)}"


def whole_share(reached: float, language: str) -> str:
    """A share in whole percents, but where that would make it none or all of what is asked."""
    rounded = round(reached, 2)
    return share(reached if rounded in (0, 1) else rounded, language)


def _answered(standards: Standards) -> tuple[int, int]:
    """How many questions have the answer yes, of how many that arise."""
    asked = [answer for answer in standards.answers if answer.share is not None]
    return sum(answer.is_yes for answer in asked), len(asked)


def show_score(checked: Checked, language: str) -> None:
    standards = checked.check.standards
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.metric(translate("Standardised", language), whole_share(standards.score, language))
            yes, asked = _answered(standards)
            told = "{n} of {m} questions have the answer yes."
            st.caption(translate(told, language, n=yes, m=asked))
        st.image(
            score_bars([each.share for each in standards.answers]),
            width="stretch",
            alt=translate("Share of yes for each of the four questions", language),
        )
    for answer in standards.answers:
        _show_answer(answer, checked, language)


def _show_answer(answer: Answer, checked: Checked, language: str) -> None:
    asked = len(answer.passed) + len(answer.failed)
    name = translate(NAMES[answer.question], language)
    with st.container(border=True, gap="small", key=f"answer:{answer.question}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            look = "red[:material/cancel:]" if answer.failed else "green[:material/check_circle:]"
            if answer.share is None:
                look = "gray[:material/remove:]"
            st.markdown(
                f":{look} **{name}**", width="stretch", help=translate(ASKED[answer.question], language)
            )
            if answer.share is not None:
                told = translate("{n} of {m}", language, n=len(answer.passed), m=asked)
                st.markdown(f":gray[{told}] · **{whole_share(answer.share, language)}**", width="content")
        st.image(score_bars([answer.share]), width="stretch", alt=name)
        if answer.share is None:
            st.caption(translate("Nothing in the diagram to ask this of.", language))
        if answer.failed:
            _show_missing(answer, checked, language)


def _show_missing(answer: Answer, checked: Checked, language: str) -> None:
    """What is to be filled in, each at its element."""
    found = findings(answer.failed, language)
    told = translate("{n} to fill in", language, n=len(answer.failed))
    open_already = len(found) <= _OPEN_UP_TO
    key = session.keyed("missing", answer.question, checked.scope)
    with st.expander(told, expanded=open_already, key=key, on_change="rerun") as missing:
        if missing.open:
            for each in found:
                show_finding(each, checked.diagram, language, scope=f"score:{answer.question}")
