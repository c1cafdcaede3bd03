"""The scenarios that people keep with a diagram, as the text of their file."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from studio.library.kept import changed_row, delete_row, kept_row
from studio.library.processes import keep_process
from studio.library.store import Store, now
from studio.library.tables import ScenarioRow

__all__ = [
    "StoredScenario",
    "add_scenario",
    "delete_scenario",
    "list_scenarios",
    "save_scenario",
    "scenario",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredScenario:
    """A scenario as it was last saved; ``text`` may still have mistakes, it is a draft until it runs."""

    id: str
    process: str
    name: str
    text: str
    version: int
    created: datetime
    updated: datetime


def add_scenario(store: Store, process: str, *, name: str, text: str) -> StoredScenario:
    keep_process(store, process)
    moment = now()
    with store.writing() as session:
        row = ScenarioRow(
            id=secrets.token_hex(5),
            process=process,
            name=name,
            text=text,
            version=1,
            created=moment,
            updated=moment,
        )
        session.add(row)
        session.flush()
        return _stored(row)


def save_scenario(
    store: Store, id: str, *, version: int, text: str, name: str | None = None
) -> StoredScenario:
    """Save over ``version``; :class:`SavedMeanwhile` if that is no longer the newest."""
    values = {"text": text} | ({} if name is None else {"name": name})
    with store.writing() as session:
        row = changed_row(session, ScenarioRow, id, values, version=version, called=lambda row: row.name)
        return _stored(row)


def scenario(store: Store, id: str) -> StoredScenario:
    return _stored(kept_row(store, ScenarioRow, id))


def list_scenarios(store: Store, process: str) -> tuple[StoredScenario, ...]:
    """The scenarios kept with a diagram, oldest first."""
    wanted = select(ScenarioRow).where(ScenarioRow.process == process).order_by(ScenarioRow.created)
    with store.reading() as session:
        return tuple(_stored(row) for row in session.scalars(wanted))


def delete_scenario(store: Store, id: str) -> None:
    delete_row(store, ScenarioRow, id)


def _stored(row: ScenarioRow) -> StoredScenario:
    return StoredScenario(
        id=row.id,
        process=row.process,
        name=row.name,
        text=row.text,
        version=row.version,
        created=row.created,
        updated=row.updated,
    )
