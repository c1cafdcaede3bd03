"""Runs of the simulator: what was asked, how far it got, and what came out.

A run is worked on by another process, which says so by its heartbeat. A run whose heart has stopped
(the machine went to sleep, the studio was closed) is told as interrupted, never as running for ever.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select, update

from studio.library.errors import NotInLibrary
from studio.library.processes import keep_process
from studio.library.store import Store, now
from studio.library.tables import RunRow

__all__ = [
    "Run",
    "RunKind",
    "RunStatus",
    "add_run",
    "ask_to_cancel",
    "beat",
    "fail_run",
    "finish_run",
    "keep_waiting",
    "last_run",
    "list_runs",
    "result",
    "run",
]

LIFELINE = timedelta(seconds=20)
"""A run that has not been heard of for this long is not being worked on any more."""


EVERYTHING = 5
"""The level at which a simulation leaves out nothing of its scenario."""


class RunKind(StrEnum):
    """What a run is for."""

    SIMULATE = "simulate"
    COMPARE = "compare"
    """Scenarios side by side."""
    SIMPLIFY = "simplify"
    """Suggestions, each weighed against the process as it is."""


class RunStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"

    @property
    def is_open(self) -> bool:
        """Still waiting or being worked on."""
        return self in (RunStatus.QUEUED, RunStatus.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run without its result.

    ``digest`` names the diagram's file as it was simulated; ``others`` are the name and the text of
    each further scenario of a comparison; ``level`` how much of the scenario a simulation takes into
    account, from 1 (paths alone) to 5 (everything). ``beside`` are the diagrams that were simulated
    together with it, each with its ``process``, ``name``, ``file``, ``digest`` and ``version``.
    ``progress`` is as the simulation tells it; ``headline`` the measures of a finished simulation that
    fit on a card, with its gravest ``warnings``; ``error`` the ``code``, ``sentence`` and
    ``parameters`` of what went wrong.
    """

    id: str
    process: str
    kind: RunKind
    digest: str
    scenario_name: str
    scenario_text: str
    others: Sequence[Mapping[str, str]]
    beside: Sequence[Mapping[str, Any]]
    seed: int | None
    level: int
    status: RunStatus
    progress: Mapping[str, Any]
    cancel: bool
    headline: Mapping[str, Any] | None
    error: Mapping[str, Any] | None
    created: datetime
    finished: datetime | None


def add_run(
    store: Store,
    process: str,
    *,
    digest: str,
    scenario_name: str,
    scenario_text: str,
    seed: int | None,
    kind: RunKind = RunKind.SIMULATE,
    others: Sequence[Mapping[str, str]] = (),
    beside: Sequence[Mapping[str, Any]] = (),
    level: int = EVERYTHING,
) -> Run:
    """Put a run in the queue."""
    keep_process(store, process)
    moment = now()
    with store.writing() as session:
        row = RunRow(
            id=secrets.token_hex(5),
            process=process,
            kind=kind,
            digest=digest,
            scenario_name=scenario_name,
            scenario_text=scenario_text,
            others=[dict(other) for other in others],
            beside=[dict(each) for each in beside],
            seed=seed,
            level=level,
            status=RunStatus.QUEUED,
            progress={},
            cancel=False,
            result=None,
            headline=None,
            error=None,
            created=moment,
            beat=moment,
            finished=None,
        )
        session.add(row)
        session.flush()
        return _told(row, moment)


def run(store: Store, id: str) -> Run:
    with store.reading() as session:
        row = session.get(RunRow, id)
    if row is None:
        raise NotInLibrary(id)
    return _told(row, now())


def result(store: Store, id: str) -> Mapping[str, Any] | None:
    """The result of a finished run as it stands in ``--json``; None while there is none."""
    with store.reading() as session:
        return session.scalar(select(RunRow.result).where(RunRow.id == id))


def list_runs(
    store: Store, process: str, *, kind: RunKind = RunKind.SIMULATE, limit: int = 50
) -> tuple[Run, ...]:
    """The runs of a diagram, newest first."""
    return _read(store, _newest(process, kind).limit(limit))


def last_run(
    store: Store, process: str, *, kind: RunKind = RunKind.SIMULATE, status: RunStatus = RunStatus.DONE
) -> Run | None:
    """The newest run of a diagram of that kind and with that status."""
    found = _read(store, _newest(process, kind).where(RunRow.status == status).limit(1))
    return found[0] if found else None


def beat(store: Store, id: str, progress: Mapping[str, Any]) -> bool:
    """Say that the run is being worked on and how far it is; tells whether to go on.

    False where somebody asked to cancel it, or the run was deleted.
    """
    with store.writing() as session:
        wanted = session.execute(
            update(RunRow)
            .where(RunRow.id == id, RunRow.status.in_([RunStatus.QUEUED, RunStatus.RUNNING]))
            .values(status=RunStatus.RUNNING, progress=dict(progress), beat=now())
            .returning(RunRow.cancel)
        ).scalar()
    return wanted is False


def keep_waiting(store: Store, ids: Sequence[str]) -> None:
    """Say that these runs still stand in a queue."""
    waiting = update(RunRow).where(RunRow.id.in_(ids), RunRow.status == RunStatus.QUEUED)
    with store.writing() as session:
        session.execute(waiting.values(beat=now()))


def ask_to_cancel(store: Store, id: str) -> None:
    with store.writing() as session:
        session.execute(update(RunRow).where(RunRow.id == id).values(cancel=True))


def finish_run(store: Store, id: str, result: Mapping[str, Any], headline: Mapping[str, Any]) -> None:
    _end(store, id, status=RunStatus.DONE, result=dict(result), headline=dict(headline))


def fail_run(
    store: Store, id: str, *, error: Mapping[str, Any] | None = None, status: RunStatus = RunStatus.FAILED
) -> None:
    """End a run without a result: failed with its ``error``, cancelled or interrupted."""
    _end(store, id, status=status, error=None if error is None else dict(error))


def _end(store: Store, id: str, **values: object) -> None:
    still_open = RunRow.status.in_([RunStatus.QUEUED, RunStatus.RUNNING])
    with store.writing() as session:
        session.execute(
            update(RunRow).where(RunRow.id == id, still_open).values(finished=now(), beat=now(), **values)
        )


def _newest(process: str, kind: RunKind) -> Select[RunRow]:
    wanted = select(RunRow).where(RunRow.process == process, RunRow.kind == kind)
    return wanted.order_by(RunRow.created.desc())


def _read(store: Store, query: Select[RunRow]) -> tuple[Run, ...]:
    moment = now()
    with store.reading() as session:
        return tuple(_told(row, moment) for row in session.scalars(query))


def _told(row: RunRow, moment: datetime) -> Run:
    status = RunStatus(row.status)
    if status.is_open and moment - row.beat > LIFELINE:
        status = RunStatus.INTERRUPTED
    return Run(
        id=row.id,
        process=row.process,
        kind=RunKind(row.kind),
        digest=row.digest,
        scenario_name=row.scenario_name,
        scenario_text=row.scenario_text,
        others=row.others,
        beside=row.beside,
        seed=row.seed,
        level=row.level,
        status=status,
        progress=row.progress,
        cancel=row.cancel,
        headline=row.headline,
        error=row.error,
        created=row.created,
        finished=row.finished,
    )
