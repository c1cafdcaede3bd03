"""What was refused while a person did something: told at the top of the next page, never as a traceback."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from studio.app import session
from studio.app.names import plain
from studio.errors import StudioError
from studio.wording import explain

__all__ = ["answered", "show_refusal"]

P = ParamSpec("P")


def answered(act: Callable[P, None]) -> Callable[P, None]:
    """The act as a callback whose refusal is told to the person who asked for it."""

    @wraps(act)
    def acting(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            act(*args, **kwargs)
        except StudioError as error:
            session.remember("refusal", error)

    return acting


def show_refusal(language: str) -> None:
    error = session.forget("refusal")
    if error is not None:
        st.error(plain(explain(error, language)), icon=":material/block:")
