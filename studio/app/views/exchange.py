"""A scenario for another simulator: written into the diagram's file, with what that cannot hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from studio import library
from studio.app import session, shared
from studio.app.choices import folder_of
from studio.app.names import plain
from studio.errors import InvalidScenario, StudioError
from studio.library import StoredProcess
from studio.model import Problem
from studio.reading import read
from studio.scenario import read_mapping
from studio.scenario.exchange import Written, write_bpsim, write_qbp
from studio.wording import explain, say, translate

__all__ = ["show_dropped", "show_exports"]

_BPSIM, _BPSIM_1, _QBP = "BPSim", "BPSim 1.0", "BIMP (qbp)"
_MOST_SHOWN = 100


def show_exports(process: StoredProcess, *, name: str, text: str, language: str) -> None:
    """A choice of formats; what is chosen can be downloaded, beside what the format cannot hold."""
    form = st.segmented_control(
        translate("For another simulator", language),
        [_BPSIM, _BPSIM_1, _QBP],
        key=session.keyed("export format"),
    )
    if form is None:
        return
    try:
        written = _written(process.id, process.digest, name, text, form)
    except InvalidScenario:
        st.warning(
            translate("The scenario has mistakes. Mend them first.", language), icon=":material/warning:"
        )
        return
    except StudioError as error:
        st.warning(plain(explain(error, language)), icon=":material/warning:")
        return
    st.download_button(
        translate("Download the diagram with it", language),
        written.data,
        file_name=f"{PurePath(process.file).stem}-{form.split()[0].lower()}.bpmn",
        mime="application/xml",
        icon=":material/download:",
        on_click="ignore",
        key=session.keyed("download export"),
    )
    show_dropped(written.dropped, language)


def show_dropped(problems: Sequence[Problem], language: str) -> None:
    """What was dropped, one line each, behind their number."""
    if not problems:
        return
    count = translate("{count} {count:value was|values were} dropped:", language, count=len(problems))
    with st.expander(count):
        for problem in problems[:_MOST_SHOWN]:
            st.caption(plain(say(problem, language)))
        if len(problems) > _MOST_SHOWN:
            st.caption("…")


@st.cache_data(show_spinner=False, max_entries=20)
def _written(id: str, digest: str, name: str, text: str, form: str) -> Written:  # noqa: ARG001 - part of the key
    store = shared.store()
    data = library.process_bytes(store, id)
    folder = folder_of(library.process(store, id))
    values = read_mapping(text or "{}", read(data, "").diagram, folder=folder)
    values = {**values, "name": name}
    if form == _QBP:
        return write_qbp(values, data, folder=folder)
    return write_bpsim(values, data, version="1.0" if form == _BPSIM_1 else "2.0", folder=folder)
