"""The first replication of a run once more, this time with all that happened to each case.

A run keeps its figures only; as the same seed makes the same customers, their stories can be told later.
"""

from __future__ import annotations

import streamlit as st

from studio.analysis.story import Recorded, one_run
from studio.analysis.study import run_length
from studio.library import Run
from studio.model import Diagram
from studio.scenario import Scenario

__all__ = ["replayed"]


def replayed(run: Run, warm_up: float, diagram: Diagram, scenario: Scenario) -> Recorded:
    """The replication with its log; ``scenario`` is what of it was simulated, ``warm_up`` in seconds."""
    return _replayed(run.id, warm_up, diagram, scenario)


@st.cache_resource(show_spinner=False, max_entries=3)
def _replayed(run: str, warm_up: float, _diagram: Diagram, _scenario: Scenario) -> Recorded:  # noqa: ARG001  (the key)
    return one_run(_diagram, _scenario, length=run_length(_scenario, warm_up))
