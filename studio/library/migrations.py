"""The steps that lead the library of an older studio to the layout of tables of this one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from sqlalchemy import Connection, Table

from studio.library.tables import DraftRow

__all__ = ["MIGRATIONS", "Migration"]

Migration = Callable[[Connection], None]


def drafts(connection: Connection) -> None:
    """Diagrams can be changed, so there are drafts of them."""
    cast(Table, DraftRow.__table__).create(connection)


MIGRATIONS: Sequence[Migration] = (drafts,)
"""Steps from one layout of the tables to the next: the first leads from version 1 to 2, and so on."""
