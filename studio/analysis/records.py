"""The record of a replication as data frames: visits, cases, climbs, and what people did.

Elements, lanes and teams are categories, the same for every replication of a program, so that frames
can be put together. Moments are seconds since the scenario's start; missing values are what does not
exist for that row. ``replication`` and ``case`` together name a case; the cases of a warm-up stand
there too and are told by ``counted``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from studio.analysis.causes import OUTSIDE
from studio.model import Diagram
from studio.simulation import Program, Run
from studio.simulation.records import Activity, CaseOutcome, Cause, ClimbOutcome, Log, Outcome
from studio.simulation.rows import NOTHING, Work

__all__ = [
    "CASE_RECORD",
    "CLIMB_RECORD",
    "PERSON_RECORD",
    "TABLES",
    "VISIT_RECORD",
    "Table",
    "cases_frame",
    "climbs_frame",
    "people_frame",
    "visits_frame",
]

VISIT_RECORD = (
    "replication", "case", "element", "name", "visit", "via", "lane", "team", "person",
    "enabled", "started", "finished", "worked",
    "contention", "off_shift", "batching", "overtaken", "external", "outcome", "cause",
)  # fmt: skip
"""Columns of :func:`visits_frame`."""

CASE_RECORD = (
    "replication", "case", "start", "ordinal", "counted", "arrived", "ended", "outcome", "priority",
    "wait", "contention", "off_shift", "batching", "overtaken", "external", "work",
    "hand_offs", "rework", "climbs", "call_backs", "end",
)  # fmt: skip
"""Columns of :func:`cases_frame`."""

CLIMB_RECORD = (
    "replication", "case", "element", "name", "ladder", "level", "cause", "raised", "due", "answered",
    "missed", "outcome",
)  # fmt: skip
"""Columns of :func:`climbs_frame`."""

PERSON_RECORD = (
    "replication", "team", "person", "since", "until", "activity", "case", "element",
)  # fmt: skip
"""Columns of :func:`people_frame`."""

_EVERY_ROW = slice(None)

_ROUNDING = 1e-9


def visits_frame(program: Program, run: Run, diagram: Diagram, rows: slice = _EVERY_ROW) -> pd.DataFrame:
    """The visits of a replication in the order in which they ended, or those of them in ``rows``.

    ``element`` is an id and ``name`` what is written on it; ``via`` the flow that brought the token;
    ``visit`` counts the case's visits of that element from 0, ``person`` the team's people from 0.
    ``started`` is missing where nobody took the work up, or what was waited for never happened.
    ``contention`` to ``external`` are the seconds that it waited for each cause; those for what comes from
    outside are there even if it never came. ``outcome`` is ``finished``, ``abandoned`` or ``withdrawn``, and
    ``cause`` the boundary event that did that.
    """
    column = _log(run).visits()[rows]
    node = column["node"].astype(np.int64)
    named = [_name(diagram, row.element) for row in program.nodes]
    lanes = [_name(diagram, lane) for lane in program.lanes]
    work = np.array([row.work for row in program.nodes])[node]
    outside = np.isin(work, OUTSIDE)
    idle = (column["outcome"] != Outcome.FINISHED) & (
        outside | ((work == Work.TASK) & (column["person"] == NOTHING))
    )
    ids = [row.id for row in program.nodes]
    waited = np.where(work == Work.SCOPE, 0.0, column["finished"] - column["enabled"])
    waited = np.where(outside, waited, np.maximum(waited - column["worked"], 0.0))
    known = column["off_shift"] + column["batching"] + column["overtaken"]
    contention = np.where(outside, 0.0, np.maximum(waited - known, 0.0))
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
            "worked": np.where(outside | idle, 0.0, column["worked"]),
            "contention": np.where(contention > _ROUNDING * np.maximum(waited, 1.0), contention, 0.0),
            "off_shift": column["off_shift"].copy(),
            "batching": column["batching"].copy(),
            "overtaken": column["overtaken"].copy(),
            "external": np.where(outside, waited, 0.0),
            "outcome": _categories([outcome.name.lower() for outcome in Outcome], column["outcome"]),
            "cause": _categories(ids, column["cause"]),
        },
        columns=list(VISIT_RECORD),
    )


def cases_frame(program: Program, run: Run, rows: slice = _EVERY_ROW) -> pd.DataFrame:
    """The cases of a replication in the order in which they left, or those of them in ``rows``.

    ``start`` is the element where they arrived, ``ordinal`` their number there (below 0 in a backlog),
    ``end`` the element where their last token ended. ``wait`` and ``work`` are seconds over all visits.
    ``outcome`` is ``completed``, ``abandoned``, ``contained``, ``stuck``, ``endless`` or, at the end of the
    run, ``open``.
    """
    column = _log(run).cases()[rows]
    completed = column["outcome"] == CaseOutcome.COMPLETED
    known = column["off_shift"] + column["batching"] + column["overtaken"] + column["external"]
    contention = np.maximum(column["wait"] - known, 0.0)
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
            "contention": np.where(contention > _ROUNDING * np.maximum(column["wait"], 1.0), contention, 0.0),
            "off_shift": column["off_shift"].copy(),
            "batching": column["batching"].copy(),
            "overtaken": column["overtaken"].copy(),
            "external": column["external"].copy(),
            "work": column["work"].copy(),
            "hand_offs": column["hand_offs"].astype(np.int64),
            "rework": column["rework"].astype(np.int64),
            "climbs": column["climbs"].astype(np.int64),
            "call_backs": column["call_backs"].astype(np.int64),
            "end": _categories(
                [row.id for row in program.nodes], np.where(completed, column["end"], NOTHING)
            ),
        },
        columns=list(CASE_RECORD),
    )


def climbs_frame(program: Program, run: Run, diagram: Diagram, rows: slice = _EVERY_ROW) -> pd.DataFrame:
    """The climbs of a replication in the order in which they were over, or those of them in ``rows``.

    ``element`` is where the case climbed from; ``answered`` is missing where the level never answered,
    ``due`` where it had all the time in the world.
    """
    column = _log(run).climbs()[rows]
    step, level = column["step"], column["level"]
    due = column["due"]
    return pd.DataFrame(
        {
            "replication": np.full(len(step), run.replication),
            "case": column["case"].astype(np.int64),
            "element": _categories([row.element for row in program.nodes], step),
            "name": _categories([_name(diagram, row.element) for row in program.nodes], step),
            "ladder": _categories([row.ladder for row in program.levels], level),
            "level": _categories([row.name for row in program.levels], level),
            "cause": _categories([cause.name.lower() for cause in Cause], column["cause"]),
            "raised": column["raised"].copy(),
            "due": np.where(np.isfinite(due), due, np.nan),
            "answered": column["answered"].copy(),
            "missed": column["missed"].astype(bool),
            "outcome": _categories([outcome.name.lower() for outcome in ClimbOutcome], column["outcome"]),
        },
        columns=list(CLIMB_RECORD),
    )


def people_frame(program: Program, run: Run, rows: slice = _EVERY_ROW) -> pd.DataFrame:
    """What each person did, in the order in which it ended, or those rows of it.

    ``activity`` is ``case_work``, ``own_work`` (``case`` and ``element`` are missing) or ``resting``: work in
    hand whose person has gone home.
    """
    column = _log(run).people()[rows]
    return pd.DataFrame(
        {
            "replication": np.full(len(column), run.replication),
            "team": _categories([team.name for team in program.teams], column["team"]),
            "person": column["person"].astype(np.int64),
            "since": column["from"].copy(),
            "until": column["to"].copy(),
            "activity": _categories([what.name.lower() for what in Activity], column["activity"]),
            "case": _whole(column["case"]),
            "element": _categories([row.id for row in program.nodes], column["node"]),
        },
        columns=list(PERSON_RECORD),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One of the tables of a record, a portion of its rows at a time."""

    name: str
    columns: tuple[str, ...]
    _size: Callable[[Log], int]
    _frame: Callable[[Program, Run, Diagram, slice], pd.DataFrame]

    def portions(
        self, program: Program, run: Run, diagram: Diagram, at_a_time: int
    ) -> Iterator[pd.DataFrame]:
        """The whole table in frames of so many rows; one without rows where there are none."""
        for begin in range(0, max(1, self._size(_log(run))), at_a_time):
            yield self._frame(program, run, diagram, slice(begin, begin + at_a_time))


TABLES = (
    Table(name="visits", columns=VISIT_RECORD, _size=lambda log: len(log.visits()), _frame=visits_frame),
    Table(
        name="cases",
        columns=CASE_RECORD,
        _size=lambda log: len(log.cases()),
        _frame=lambda program, run, _, rows: cases_frame(program, run, rows),
    ),
    Table(name="climbs", columns=CLIMB_RECORD, _size=lambda log: len(log.climbs()), _frame=climbs_frame),
    Table(
        name="people",
        columns=PERSON_RECORD,
        _size=lambda log: len(log.people()),
        _frame=lambda program, run, _, rows: people_frame(program, run, rows),
    ),
)
"""All that is recorded of a replication."""


def _log(run: Run) -> Log:
    if run.log is None:
        raise ValueError("This run kept no log: run it with keep_log=True.")
    return run.log


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
