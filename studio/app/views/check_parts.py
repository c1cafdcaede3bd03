"""What is wrong with a diagram, in four parts beside it: problems, score, soundness, complexity."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from studio.app import session
from studio.app.checking.subject import Checked
from studio.app.views.check_complexity import show_complexity
from studio.app.views.check_problems import in_sight, show_problems
from studio.app.views.check_rows import tell_elsewhere
from studio.app.views.check_score import show_score
from studio.app.views.check_soundness import Apply, Playing, show_soundness
from studio.app.views.check_undrawn import Place, show_undrawn
from studio.check import Figures
from studio.model import Problem, Severity
from studio.wording import translate

__all__ = ["COMPLEXITY", "PROBLEMS", "SCORE", "SOUNDNESS", "part", "pick_part", "ringed", "show_check"]

PROBLEMS, SCORE, SOUNDNESS, COMPLEXITY = "problems", "score", "soundness", "complexity"
_PARTS = {PROBLEMS: "Problems", SCORE: "Score", SOUNDNESS: "Soundness", COMPLEXITY: "Complexity"}


def part() -> str:
    """The part in the address; the problems by default."""
    told = session.address("check")
    return told if told in _PARTS else PROBLEMS


def ringed(checked: Checked) -> tuple[Problem, ...]:
    """What the diagram rings: what the part beside it is about."""
    check = checked.check
    match part():
        case "score":
            failed = (each for answer in check.standards.answers for each in answer.failed)
            return tuple(replace(each, severity=Severity.WARNING) for each in failed)
        case "soundness":
            return tuple(each for each in check.problems if each.code.startswith("soundness."))
        case "complexity":
            return ()
    return in_sight(checked)


def show_check(
    checked: Checked,
    language: str,
    *,
    shown: Playing | None = None,
    apply: Apply | None = None,
    place: Place | None = None,
    others: Callable[[], Mapping[str, Figures]] = dict,
) -> None:
    """The part in the address.

    ``shown`` is the fault whose counter-example is open; ``apply`` takes a fix over, ``place``
    draws nodes in; ``others`` are the figures of the library's other processes by name.
    """
    match part():
        case "score":
            show_score(checked, language)
        case "soundness":
            show_soundness(checked, language, shown=shown, apply=apply)
        case "complexity":
            show_complexity(checked, language, others=others())
        case _:
            show_undrawn(checked, language, place=place)
            show_problems(checked, language)


def pick_part(language: str) -> None:
    """The choice among the parts."""
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
    session.choose(check=wanted, fault=None, step=None)
    tell_elsewhere()
