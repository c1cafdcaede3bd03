"""Rows that people change one version after the other: who changes an older one is told so instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from studio.library.errors import NotInLibrary, SavedMeanwhile
from studio.library.store import Store, now
from studio.library.tables import DraftRow, ScenarioRow, WalkRow

__all__ = ["changed_row", "delete_row", "kept_row"]

Row = TypeVar("Row", DraftRow, ScenarioRow, WalkRow)


def kept_row(store: Store, table: type[Row], id: str) -> Row:
    """The row of that id; :class:`NotInLibrary` where there is none."""
    with store.reading() as session:
        row = session.get(table, id)
    if row is None:
        raise NotInLibrary(id)
    return row


def changed_row(
    session: Session,
    table: type[Row],
    id: str,
    values: Mapping[str, Any],
    *,
    version: int,
    called: Callable[[Row], str],
) -> Row:
    """The row with other values in place of those of ``version``.

    :class:`SavedMeanwhile`, with what the row is called, if that is no longer the newest.
    """
    row = session.execute(
        update(table)
        .where(table.id == id, table.version == version)
        .values(**values, version=version + 1, updated=now())
        .returning(table)
    ).scalar()
    if row is not None:
        return row
    found = session.get(table, id)
    if found is None:
        raise NotInLibrary(id)
    raise SavedMeanwhile(called(found))


def delete_row(store: Store, table: type[Row], id: str) -> None:
    """Removes the row of that id, if there is one."""
    with store.writing() as session:
        session.execute(delete(table).where(table.id == id))
