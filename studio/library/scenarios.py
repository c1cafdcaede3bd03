"""The scenarios that people keep with a diagram, as the text of their file."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from studio.library.errors import NotInLibrary, SavedMeanwhile
from studio.library.processes import keep_process
from studio.library.store import Store, now
from studio.library.tables import ScenarioRow

__all__ = [
    "StoredScenario",
    "add_scenario",
    "delete_scenario",
    "free_name",
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
    values = {"text": text, "version": version + 1, "updated": now()} | (
        {} if name is None else {"name": name}
    )
    with store.writing() as session:
        changed = session.execute(
            update(ScenarioRow)
            .where(ScenarioRow.id == id, ScenarioRow.version == version)
            .values(**values)
            .returning(ScenarioRow)
        ).scalar()
        if changed is not None:
            return _stored(changed)
        found = session.get(ScenarioRow, id)
        if found is None:
            raise NotInLibrary(id)
        raise SavedMeanwhile(found.name)


def scenario(store: Store, id: str) -> StoredScenario:
    with store.reading() as session:
        row = session.get(ScenarioRow, id)
    if row is None:
        raise NotInLibrary(id)
    return _stored(row)


def list_scenarios(store: Store, process: str) -> tuple[StoredScenario, ...]:
    """The scenarios kept with a diagram, oldest first."""
    wanted = select(ScenarioRow).where(ScenarioRow.process == process).order_by(ScenarioRow.created)
    with store.reading() as session:
        return tuple(_stored(row) for row in session.scalars(wanted))


def delete_scenario(store: Store, id: str) -> None:
    with store.writing() as session:
        session.execute(delete(ScenarioRow).where(ScenarioRow.id == id))


def free_name(wanted: str, taken: frozenset[str] | set[str]) -> str:
    """``wanted``, or with the first number behind it that makes it a name of its own."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} ({number})", number + 1
    return name


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
