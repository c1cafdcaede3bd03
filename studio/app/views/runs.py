"""The runs that an address names."""

from __future__ import annotations

import streamlit as st

from studio import library
from studio.app import session
from studio.library import NotInLibrary, Run, RunKind, Store, StoredProcess
from studio.wording import translate

__all__ = ["run_in_address"]


def run_in_address(
    store: Store, part: str, process: StoredProcess, kind: RunKind, language: str
) -> Run | None:
    """The run that ``part`` of the address names, if it is of this process and kind; says if it is gone."""
    id = session.address(part)
    if id is None:
        return None
    try:
        run = library.run(store, id)
    except NotInLibrary:
        st.warning(
            translate("The run of this address is not in the library any more.", language),
            icon=":material/search_off:",
        )
        return None
    return run if run.process == process.id and run.kind is kind else None
