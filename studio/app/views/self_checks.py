"""What a simulation checked of itself, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from studio.app import session
from studio.app.names import in_language, plain, team_name
from studio.model import Diagram
from studio.wording import sentence, translate

__all__ = ["check_line", "show_self_checks"]

_ICONS = {
    True: ":green[:material/check_circle:]",
    False: ":red[:material/error:]",
    None: ":gray[:material/info:]",
}
"""By whether a check holds; None is a formula to compare with, no test."""


def show_self_checks(result: Mapping[str, Any], diagram: Diagram, language: str) -> None:
    """The checks behind a line that says at once whether all of them hold."""
    checks = list(result.get("checks") or ())
    if not checks:
        return
    held = sum(check["holds"] is True for check in checks)
    tested = sum(check["holds"] is not None for check in checks)
    told = translate("{held} of {tested} self-checks hold", language, held=held, tested=tested)
    icon = ":material/verified:" if held == tested else ":material/error:"
    with st.expander(told, icon=icon, key=session.keyed("checks")):
        lines = (
            f"{_ICONS[check['holds']]} {plain(check_line(check, diagram, language))}" for check in checks
        )
        st.markdown("  \n".join(lines))


def check_line(check: Mapping[str, Any], diagram: Diagram, language: str) -> str:
    """A check in words: what was expected and what was found."""
    told = dict(check)
    if told.get("team"):
        told["team"] = in_language(team_name(diagram, str(told["team"]), language), language)
    return sentence(str(check["code"]), told, language)
