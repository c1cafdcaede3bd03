"""Walks of single cases that people keep: every step is kept at once, so that nothing done is lost.

What was walked is a mapping of plain values that its maker understands; the library only stores it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from studio.library.kept import changed_row, delete_row, kept_row
from studio.library.processes import keep_process
from studio.library.store import Store, now
from studio.library.tables import WalkRow

__all__ = ["StoredWalk", "WalkStatus", "add_walk", "delete_walk", "keep_walk", "list_walks", "walk"]


class WalkStatus(StrEnum):
    """How far a walk has come."""

    OPEN = "open"
    OVER = "over"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredWalk:
    """A walk as it was last kept.

    ``digest`` is that of the diagram's file when the walk began, ``scenario_text`` the scenario then;
    ``version`` grows by one with each step that is kept.
    """

    id: str
    process: str
    digest: str
    scenario_name: str
    scenario_text: str
    saved: Mapping[str, Any]
    status: WalkStatus
    version: int
    created: datetime
    updated: datetime


def add_walk(
    store: Store,
    process: str,
    *,
    digest: str,
    scenario_name: str,
    scenario_text: str,
    saved: Mapping[str, Any],
    status: WalkStatus = WalkStatus.OPEN,
) -> StoredWalk:
    keep_process(store, process)
    moment = now()
    with store.writing() as session:
        row = WalkRow(
            id=secrets.token_hex(5),
            process=process,
            digest=digest,
            scenario_name=scenario_name,
            scenario_text=scenario_text,
            saved=dict(saved),
            status=status,
            version=1,
            created=moment,
            updated=moment,
        )
        session.add(row)
        session.flush()
        return _stored(row)


def keep_walk(
    store: Store, id: str, *, version: int, saved: Mapping[str, Any], status: WalkStatus
) -> StoredWalk:
    """Keep a step after ``version``; :class:`SavedMeanwhile` if that is no longer the newest."""
    with store.writing() as session:
        row = changed_row(
            session,
            WalkRow,
            id,
            {"saved": dict(saved), "status": status},
            version=version,
            called=lambda row: row.scenario_name,
        )
        return _stored(row)


def walk(store: Store, id: str) -> StoredWalk:
    """The walk of that id; :class:`NotInLibrary` where there is none."""
    return _stored(kept_row(store, WalkRow, id))


def list_walks(store: Store, process: str, *, limit: int = 20) -> tuple[StoredWalk, ...]:
    """The walks of a process, the one walked last first."""
    wanted = select(WalkRow).where(WalkRow.process == process).order_by(WalkRow.updated.desc()).limit(limit)
    with store.reading() as session:
        return tuple(_stored(row) for row in session.scalars(wanted))


def delete_walk(store: Store, id: str) -> None:
    delete_row(store, WalkRow, id)


def _stored(row: WalkRow) -> StoredWalk:
    return StoredWalk(
        id=row.id,
        process=row.process,
        digest=row.digest,
        scenario_name=row.scenario_name,
        scenario_text=row.scenario_text,
        saved=row.saved,
        status=WalkStatus(row.status),
        version=row.version,
        created=row.created,
        updated=row.updated,
    )
