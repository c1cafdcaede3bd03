"""The record of a replication as data frames: a row a visit, a row a case.

Elements, lanes and teams are categories, the same for every replication of a program, so that frames
can be put together. Moments are seconds since the scenario's start; missing values are what does not
exist for that row. ``replication`` and ``case`` together name a case; the cases of a warm-up stand
there too and are told by ``counted``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from studio.model import Diagram
from studio.simulation import Program, Run
from studio.simulation.program import NOTHING, Work
from studio.simulation.records import CASE_COLUMNS, VISIT_COLUMNS, CaseOutcome, Log, Outcome

__all__ = ["CASE_RECORD", "VISIT_RECORD", "cases_frame", "visits_frame"]

VISIT_RECORD = (
    "replication", "case", "element", "name", "visit", "via", "lane", "team", "person",
    "enabled", "started", "finished", "outcome", "cause",
)  # fmt: skip
"""Columns of :func:`visits_frame`."""

CASE_RECORD = (
    "replication", "case", "start", "ordinal", "counted", "arrived", "ended", "outcome", "priority",
    "wait", "work", "hand_offs", "rework", "climbs", "end",
)  # fmt: skip
"""Columns of :func:`cases_frame`."""

_EVERY_ROW = slice(None)


def visits_frame(program: Program, run: Run, diagram: Diagram, rows: slice = _EVERY_ROW) -> pd.DataFrame:
    """The visits of a replication in the order in which they ended, or those of them in ``rows``.

    ``element`` is an id and ``name`` what is written on it; ``via`` the flow that brought the token;
    ``visit`` counts the case's visits of that element from 0, ``person`` the team's people from 0.
    ``started`` is missing where nobody took the work up, or what was waited for never happened.
    ``outcome`` is ``finished`` or ``withdrawn``, and ``cause`` the boundary event that did that.
    """
    column = _columns(_log(run).visits()[rows], VISIT_COLUMNS)
    node = column["node"].astype(np.int64)
    named = [_name(diagram, row.id) for row in program.nodes]
    lanes = [_name(diagram, lane) for lane in program.lanes]
    work = np.array([row.work for row in program.nodes])[node]
    withdrawn = column["outcome"] == Outcome.WITHDRAWN
    idle = withdrawn & ((work == Work.EVENT) | ((work == Work.TASK) & (column["person"] == NOTHING)))
    ids = [row.id for row in program.nodes]
    return pd.DataFrame(
        {
            "replication": np.full(len(node), run.replication),
            "case": column["case"].astype(np.int64),
            "element": _categories(ids, node),
            "name": _categories(named, node),
            "visit": column["visit"].astype(np.int64),
            "via": _categories([flow.id for flow in program.flows], column["via"]),
            "lane": _categories(lanes, np.array([row.lane for row in program.nodes])[node]),
            "team": _categories([team.name for team in program.teams], column["team"]),
            "person": _whole(column["person"]),
            "enabled": column["enabled"].copy(),
            "started": np.where(idle, np.nan, column["started"]),
            "finished": column["finished"].copy(),
            "outcome": _categories([outcome.name.lower() for outcome in Outcome], column["outcome"]),
            "cause": _categories(ids, column["cause"]),
        },
        columns=list(VISIT_RECORD),
    )


def cases_frame(program: Program, run: Run, rows: slice = _EVERY_ROW) -> pd.DataFrame:
    """The cases of a replication in the order in which they left, or those of them in ``rows``.

    ``start`` is the element where they arrived, ``ordinal`` their number there (below 0 in a backlog),
    ``end`` the element where their last token ended. ``wait`` and ``work`` are seconds over all visits.
    ``outcome`` is ``completed``, ``stuck``, ``endless`` or, at the end of the run, ``open``.
    """
    column = _columns(_log(run).cases()[rows], CASE_COLUMNS)
    completed = column["outcome"] == CaseOutcome.COMPLETED
    return pd.DataFrame(
        {
            "replication": np.full(len(completed), run.replication),
            "case": column["case"].astype(np.int64),
            "start": _categories([row.id for row in program.arrivals], column["start"]),
            "ordinal": column["ordinal"].astype(np.int64),
            "counted": column["counted"].astype(bool),
            "arrived": column["arrived"].copy(),
            "ended": np.where(column["outcome"] == CaseOutcome.OPEN, np.nan, column["ended"]),
            "outcome": _categories([outcome.name.lower() for outcome in CaseOutcome], column["outcome"]),
            "priority": column["priority"].astype(np.int64),
            "wait": column["wait"].copy(),
            "work": column["work"].copy(),
            "hand_offs": column["hand_offs"].astype(np.int64),
            "rework": column["rework"].astype(np.int64),
            "climbs": column["climbs"].astype(np.int64),
            "end": _categories(
                [row.id for row in program.nodes], np.where(completed, column["end"], NOTHING)
            ),
        },
        columns=list(CASE_RECORD),
    )


def _log(run: Run) -> Log:
    if run.log is None:
        raise ValueError("This run kept no log: run it with keep_log=True.")
    return run.log


def _columns(table: NDArray[np.float64], names: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    return {name: table[:, number] for number, name in enumerate(names)}


def _name(diagram: Diagram, id_: str) -> str:
    """What is written on an element, on one line; its id where nothing is."""
    element = diagram.element(id_)
    return " ".join(element.name.split()) or id_ if element is not None else id_


def _categories(names: Sequence[str], numbers: NDArray[np.generic]) -> pd.Categorical[str]:
    """The name of each number, missing below 0; two numbers may have the same name."""
    place = {name: number for number, name in enumerate(dict.fromkeys(names))}
    codes = np.array([*(place[name] for name in names), -1], dtype=np.int64)  # number -1 finds the last
    return pd.Categorical.from_codes(codes[numbers.astype(np.int64)], pd.Index(list(place)))


def _whole(numbers: NDArray[np.float64]) -> pd.arrays.IntegerArray:
    """Whole numbers, missing below 0."""
    return pd.arrays.IntegerArray(numbers.astype(np.int64), numbers < 0)
