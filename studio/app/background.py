"""The background jobs that all sessions of one server share.

They stand apart from ``shared`` because they bring the simulator, which no other page waits for.
"""

from __future__ import annotations

import streamlit as st

from studio.app.jobs import Jobs
from studio.app.shared import store

__all__ = ["jobs"]


@st.cache_resource(show_spinner=False, on_release=lambda jobs: jobs.close())
def jobs() -> Jobs:
    return Jobs(store())
