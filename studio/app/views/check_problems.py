"""The problems of a diagram beside it, the worst first, to be narrowed to one kind."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from studio.app import session
from studio.app.checking.findings import Finding, Kind, counts, findings, kind_of
from studio.app.checking.subject import Checked
from studio.app.views.check_rows import COLOURS, ICONS, show_finding
from studio.model import Problem, Severity
from studio.wording import translate

__all__ = ["in_sight", "show_problems"]

_SEVERITIES = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.INFO: "Notes"}
_KINDS = {
    Kind.FILE: "File",
    Kind.FORM: "Form",
    Kind.DECISIONS: "Decisions",
    Kind.SOUNDNESS: "Soundness",
    Kind.SERVICE: "Service",
}
_AT_ONCE = 25
"""Findings of one severity that are listed at once."""


def in_sight(checked: Checked) -> tuple[Problem, ...]:
    """The problems of the kind in the address; all of them where it names none that there is."""
    wanted = _wanted(checked)
    return tuple(one for one in checked.check.problems if wanted is None or kind_of(one) is wanted)


def show_problems(checked: Checked, language: str) -> None:
    there = counts(checked.check.problems)
    if not there:
        st.success(translate("Nothing to complain about.", language), icon=":material/check_circle:")
        return
    if len(there) > 1:
        _pick_kind(checked, there, language)
    found = findings(in_sight(checked), language)
    for severity in _SEVERITIES:
        of_it = [each for each in found if each.severity is severity]
        if of_it:
            _show_severity(severity, of_it, checked, language)


def _pick_kind(checked: Checked, there: dict[Kind, int], language: str) -> None:
    wanted = _wanted(checked)
    key = session.keyed("kinds", checked.scope, wanted)
    st.pills(
        translate("Show", language),
        [kind for kind in Kind if there.get(kind)],
        default=wanted,
        format_func=lambda kind: f"{translate(_KINDS[kind], language)} {there[kind]}",
        key=key,
        on_change=lambda: session.choose(kind=session.widget(key)),
        label_visibility="collapsed",
    )


def _wanted(checked: Checked) -> Kind | None:
    wanted = session.address("kind")
    return next((kind for kind in counts(checked.check.problems) if kind == wanted), None)


def _show_severity(severity: Severity, found: Sequence[Finding], checked: Checked, language: str) -> None:
    number = sum(len(each.problems) for each in found)
    title = f"{translate(_SEVERITIES[severity], language)} · {number}"
    if severity is not Severity.INFO:
        st.markdown(f":{COLOURS[severity]}[{ICONS[severity]} **{title}**]")
        _show_list(found, checked, language)
        return
    key = session.keyed("notes", checked.scope)
    with st.expander(title, icon=ICONS[severity], key=key, on_change="rerun") as notes:
        if notes.open:
            _show_list(found, checked, language)


def _show_list(found: Sequence[Finding], checked: Checked, language: str) -> None:
    whole = f"all:{checked.scope}:{found[0].severity}"
    shown = found if session.recall(whole) else found[:_AT_ONCE]
    for each in shown:
        show_finding(each, checked.diagram, language, scope="problems")
    if len(shown) < len(found):
        st.button(
            translate("Show all {n}", language, n=len(found)),
            key=whole,
            icon=":material/expand_more:",
            on_click=session.remember,
            args=(whole, True),
        )
