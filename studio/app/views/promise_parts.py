"""The parts of a promise on the page: which of them breaks it, and what each may take."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from studio.app.parts import no_part_told, part_headings, part_rows
from studio.app.promised import Promises
from studio.wording import translate

__all__ = ["show_parts"]


def show_parts(promises: Promises, name: str, language: str) -> None:
    """Nothing where the promise has no parts."""
    rows = part_rows(promises, name, language)
    if not rows:
        return
    st.dataframe(
        pd.DataFrame(rows, columns=part_headings(language)), hide_index=True, alt=translate("Part", language)
    )
    if told := no_part_told(promises[name], language):
        st.caption(told)
