"""Which process and scenario a page is about: those in its address, or chosen from a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from studio import library
from studio.app import session, shared
from studio.app.choices import Choice
from studio.app.titles import process_name
from studio.library import Store, StoredProcess
from studio.wording import translate
from studio.wording.naming import distinct

__all__ = ["pick_process", "pick_scenario"]


def pick_process(store: Store, language: str) -> StoredProcess | None:
    """The process of the page, with a list to choose another; None where there is none (any more)."""
    entries = {entry.id: entry for entry in library.list_processes(store)}
    if not entries:
        st.info(
            translate("The library is empty. Drop a BPMN file on the first page.", language),
            icon=":material/lightbulb:",
        )
        st.page_link(
            "screens/processes.py", label=translate("Processes", language), icon=":material/grid_view:"
        )
        return None
    wanted = session.address("process")
    gone = wanted is not None and wanted not in entries
    if gone:
        st.warning(
            translate("The process of this address is not in the library any more.", language),
            icon=":material/search_off:",
        )
    id = None if gone else wanted or next(iter(entries))
    if id is not None:
        session.open_process(id)
    names = distinct({entry.id: _name(entry, language) for entry in entries.values()})
    key = f"{session.keyed('process')}:{id}"
    st.selectbox(
        translate("Process", language),
        list(entries),
        index=None if id is None else list(entries).index(id),
        placeholder=translate("Choose a process", language),
        format_func=names.__getitem__,
        key=key,
        on_change=session.unless_left("process", lambda: session.open_process(session.widget(key))),
        label_visibility="collapsed",
    )
    return None if id is None else entries[id]


def _name(entry: StoredProcess, language: str) -> str:
    return process_name(entry, shared.reading(entry).diagram, language)


def pick_scenario(
    among: Sequence[Choice],
    choice: Choice,
    *,
    scope: str,
    language: str,
    turn_to: Callable[[str | None], None],
) -> None:
    """A choice of scenarios; ``scope`` names the page and process, ``turn_to`` is told the key of another."""
    names = distinct({each.key: each.name for each in among})
    key = session.keyed(scope, choice.key, len(among))
    st.selectbox(
        translate("Scenario", language),
        list(names),
        index=list(names).index(choice.key),
        format_func=names.__getitem__,
        key=key,
        width=300,
        on_change=session.unless_left("scenario", lambda: turn_to(session.widget(key))),
        label_visibility="collapsed",
    )
