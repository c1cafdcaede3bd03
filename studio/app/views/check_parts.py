"""What is wrong with a diagram, in parts beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from studio.app import session
from studio.app.checking.subject import Checked
from studio.app.views.check_complexity import show_complexity
from studio.app.views.check_problems import in_sight, show_problems
from studio.check import Figures
from studio.model import Problem
from studio.wording import translate

__all__ = ["COMPLEXITY", "PROBLEMS", "part", "ringed", "show_check"]

PROBLEMS, COMPLEXITY = "problems", "complexity"
_PARTS = {PROBLEMS: "Problems", COMPLEXITY: "Complexity"}


def part() -> str:
    """The part in the address; the problems by default."""
    told = session.address("check")
    return told if told in _PARTS else PROBLEMS


def ringed(checked: Checked) -> tuple[Problem, ...]:
    """What the diagram rings: what the part beside it is about."""
    if part() == COMPLEXITY:
        return ()
    return in_sight(checked)


def show_check(
    checked: Checked,
    language: str,
    *,
    others: Callable[[], Mapping[str, Figures]] = dict,
) -> None:
    """The part in the address, and the choice among them; ``others`` are the library's other processes."""
    _pick_part(language)
    if part() == COMPLEXITY:
        show_complexity(checked, language, others=others())
    else:
        show_problems(checked, language)


def _pick_part(language: str) -> None:
    here = part()
    key = session.keyed("check part", here)
    st.segmented_control(
        translate("What is wrong with it", language),
        list(_PARTS),
        default=here,
        required=True,
        format_func=lambda each: translate(_PARTS[each], language),
        key=key,
        on_change=session.unless_left("check", lambda: _turn_to(session.widget(key))),
        label_visibility="collapsed",
        width="stretch",
    )


def _turn_to(wanted: str) -> None:
    session.choose(check=wanted)
