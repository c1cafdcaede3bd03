"""A table whose rows can be added and taken away, each edit kept at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from studio.app import session
from studio.app.forms.fields import Grid
from studio.app.forms.table import Values, found
from studio.app.views.form import column_config
from studio.app.views.mistakes import is_at, show_mistake
from studio.app.views.provenance import show_origin
from studio.errors import Mistake
from studio.wording import translate

if TYPE_CHECKING:
    from studio.app.views.sheet import Bench

__all__ = ["show_grid"]

_ITEM = re.compile(r"\[(\d+)\](?:\.(\w+))?.*")


def show_grid(bench: Bench, grid: Grid, told: set[Mistake], *, titled: bool = True) -> None:
    """A table with rows that can be added and taken away.

    The editor tells its changes from the rows that it began with, so these stay what they were as long as
    it keeps its changes. It loses them when it was off the page, in the other language, or with other
    choices in a column: then it begins with the rows of now, or the next edit would write old ones back.
    What a slow browser still tells of the editor before is kept, and says nothing of the one after it.
    """
    language, name = bench.language, f"{grid.mark}:{bench.scope}"
    columns = grid.columns
    now = {
        "seen": found(bench.inputs.values, *(grid.watched or grid.path)),
        "choices": [list((column.choices or {}).items()) for column in columns],
    }
    began = session.recall(f"grid:{name}")
    is_same = (
        began is not None
        and now.items() <= began.items()
        and session.is_shown(session.keyed("grid", name, began["number"]))
    )
    if not is_same or grid.fixed:
        again = 0 if began is None or grid.fixed else began["number"] + 1
        began = {**now, "number": again, "rows": [dict(row) for row in grid.rows]}
        session.remember(f"grid:{name}", began)
    rows, key = began["rows"], session.keyed("grid", name, began["number"])
    frame = pd.DataFrame(
        {
            column.key: pd.Series(
                [row.get(column.key) for row in rows],
                dtype="float64" if column.kind in ("number", "percent") else "object",
            )
            for column in columns
        }
    )

    def edited() -> None:
        after = _after(rows, session.table_changes(key))

        def change(values: Values) -> Values:
            told = grid.write(values, after)
            if (latest := session.recall(f"grid:{name}")) and latest["number"] == began["number"]:
                session.remember(f"grid:{name}", {**began, "seen": found(told, *(grid.watched or grid.path))})
            return told

        bench.keep(change)

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if titled:
            help = translate(grid.help, language) if grid.help else None
            st.caption(translate(grid.name, language), help=help, width="content")
        known = bench.inputs.scenario.provenance
        origin = next((path for path in (grid.mark, ".".join(grid.assumed_as)) if path in known), None)
        if origin is not None:
            show_origin(bench, origin)
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        num_rows="fixed" if grid.fixed or not grid.grows else "dynamic",
        column_config={column.key: column_config(column, language) for column in columns},
        disabled=[column.key for column in columns if not column.editable],
        on_change=session.unless_turned(edited),
        placeholder="",
        height="content" if len(frame) <= 12 else 460,
    )
    session.shows(key)
    for mistake in bench.inputs.mistakes:
        if mistake not in told and is_at(mistake, ".".join(grid.path)):
            told.add(mistake)
            show_mistake(mistake, language, _cell(mistake, grid, language))


def _cell(mistake: Mistake, grid: Grid, language: str) -> str:
    """Which row and column a mistake is about."""
    rest = mistake.place[len(".".join(grid.path)) :].lstrip(".")
    listed = _ITEM.fullmatch(rest)
    if listed is None:
        return rest
    heading = next((column.name for column in grid.columns if column.key == listed[2]), "")
    row = translate("Row {number}", language, number=listed[1])
    return f"{row}, {translate(heading, language)}" if heading else row


def _after(rows: Sequence[Mapping[str, Any]], changes: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows after what an editor tells of them."""
    gone = {int(number) for number in changes.get("deleted_rows") or ()}
    edited = {int(number): cells for number, cells in (changes.get("edited_rows") or {}).items()}
    kept = [{**row, **edited.get(number, {})} for number, row in enumerate(rows) if number not in gone]
    return [
        *kept,
        *({str(k): v for k, v in row.items() if k != "_index"} for row in changes.get("added_rows") or ()),
    ]
