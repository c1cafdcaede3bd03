"""A form of a scenario as a table on a page, and its edits kept at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from studio.app import session
from studio.app.forms.table import Change, Column, Form
from studio.wording import translate

__all__ = ["column_config", "show_form"]

_ORIGINS = {"assumed": "orange", "diagram": "violet", "stated": "green", "measured": "blue"}


def show_form(form: Form, *, scope: str, language: str, keep: Callable[[Change], None]) -> None:
    """The table of a form; each edit of a cell is handed to ``keep`` as what it changes.

    ``scope`` names what is edited: with another scope the editor begins without pending edits.
    """
    key = session.keyed("form", form.key, scope)

    def edited() -> None:
        edits = session.edits(key)
        if edits:  # there are none when the editor begins anew
            keep(lambda values: form.with_edits(values, edits))

    st.data_editor(
        form.frame,
        key=key,
        hide_index=True,
        column_config={column.key: column_config(column, language) for column in form.columns},
        disabled=[column.key for column in form.columns if not column.editable],
        on_change=session.unless_turned(edited),
        placeholder="",
        height="content" if len(form.frame) <= 16 else 560,
    )


def column_config(column: Column, language: str) -> Any:  # noqa: ANN401 - any of Streamlit's column types
    """How Streamlit shows a column."""
    heading = translate(column.name, language)
    help = translate(column.help, language) if column.help else None
    match column.kind:
        case "choice":
            names: Mapping[str, str] = column.choices or {}
            return st.column_config.SelectboxColumn(
                heading,
                options=list(names),
                format_func=lambda value: translate(names.get(str(value), str(value)), language),
                help=help,
                required=column.required,
                width="medium",
            )
        case "number":
            # No bounds: the browser would put another number in place of a wrong one without a word.
            return st.column_config.NumberColumn(heading, help=help)
        case "percent":
            return st.column_config.NumberColumn(heading, format="%g %%", help=help)
        case "origin":
            return st.column_config.MultiselectColumn(
                heading,
                options=list(_ORIGINS),
                color=list(_ORIGINS.values()),
                format_func=lambda origin: translate(origin, language),
                help=help,
                width="small",
            )
    return st.column_config.TextColumn(heading, help=help)
