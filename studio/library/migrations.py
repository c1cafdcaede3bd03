"""The steps that lead the library of an older studio to the layout of tables of this one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from sqlalchemy import Connection, Table, text

from studio.library.tables import DecisionRow, DraftRow, VersionRow, WalkRow

__all__ = ["MIGRATIONS", "Migration"]

Migration = Callable[[Connection], None]


def drafts(connection: Connection) -> None:
    """Diagrams can be changed, so there are drafts of them."""
    cast(Table, DraftRow.__table__).create(connection)


def kinds_of_runs(connection: Connection) -> None:
    """A run may also compare scenarios or weigh suggestions; those of before are simulations."""
    for column in ("kind VARCHAR(16) DEFAULT 'simulate' NOT NULL", "others JSON DEFAULT '[]' NOT NULL"):
        connection.execute(text(f"ALTER TABLE run ADD COLUMN {column}"))


def versions(connection: Connection) -> None:
    """What a diagram was before a change is kept."""
    cast(Table, VersionRow.__table__).create(connection)


def walks(connection: Connection) -> None:
    """Cases can be walked step by step, and walks are kept."""
    cast(Table, WalkRow.__table__).create(connection)


def decisions(connection: Connection) -> None:
    """What is decided about suggestions is kept."""
    cast(Table, DecisionRow.__table__).create(connection)


def levels_of_runs(connection: Connection) -> None:
    """A simulation may leave out a part of its scenario; those of before took everything into account."""
    connection.execute(text("ALTER TABLE run ADD COLUMN level INTEGER DEFAULT 5 NOT NULL"))


def diagrams_beside(connection: Connection) -> None:
    """Several diagrams can be simulated together; the runs of before were of one each."""
    connection.execute(text("ALTER TABLE run ADD COLUMN beside JSON DEFAULT '[]' NOT NULL"))


MIGRATIONS: Sequence[Migration] = (
    drafts,
    kinds_of_runs,
    versions,
    walks,
    decisions,
    levels_of_runs,
    diagrams_beside,
)
"""Steps from one layout of the tables to the next: the first leads from version 1 to 2, and so on."""
