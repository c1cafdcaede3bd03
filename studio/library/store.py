"""Where the library is kept: one database, a file of the user's own unless ``STUDIO_DATABASE`` says else."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import Session

from studio.errors import StudioError
from studio.library.migrations import MIGRATIONS, Migration
from studio.library.tables import Base, SchemaRow

__all__ = ["Migration", "Store", "data_folder", "database_url", "migrate", "now", "open_store"]

BUSY_MS = 15_000
"""How long one writer of a SQLite file waits for another."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open library; it may be shared by threads. Writers follow each other, readers never wait."""

    engine: Engine
    url: str

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that is kept as a whole or, after any exception, not at all."""
        with Session(self.engine.execution_options(studio_writes=True)) as session, session.begin():
            yield session

    def close(self) -> None:
        self.engine.dispose()


def now() -> datetime:
    return datetime.now(UTC)


def data_folder() -> Path:
    """The folder for this user's data as the operating system wants it; it may not exist yet."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "service-process-studio"


def database_url() -> str:
    """``STUDIO_DATABASE`` as an SQLAlchemy URL, else a SQLite file in the user's data folder."""
    return os.environ.get("STUDIO_DATABASE") or f"sqlite:///{(data_folder() / 'library.db').as_posix()}"


def open_store(url: str | None = None) -> Store:
    """The library at ``url``, its tables made or brought up to date.

    Raises :class:`StudioError` where the address is wrong, the database cannot be reached or was
    written by a newer studio.
    """
    url = url or database_url()
    try:
        address = make_url(url)
        if address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:"):
            Path(str(address.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(address, pool_pre_ping=address.get_backend_name() != "sqlite")
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise StudioError(
            "library.address",
            f"STUDIO_DATABASE is not an address this studio can open ({error}).",
            reason=str(error),
        ) from error
    except OSError as error:
        raise _unreachable(error) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        migrate(engine, MIGRATIONS)
    except OperationalError as error:
        engine.dispose()
        raise _unreachable(error.orig or error) from error
    return Store(engine, address.render_as_string(hide_password=False))


def migrate(engine: Engine, steps: Sequence[Migration]) -> int:
    """Make the tables of a new database, or lead an old one through the ``steps`` it lacks.

    Returns the version reached. All of it is one transaction. Raises :class:`StudioError` for a
    database of a later version than ``steps`` lead to.
    """
    target = len(steps) + 1
    with engine.execution_options(studio_writes=True).begin() as connection, Session(connection) as session:
        if not inspect(connection).has_table(SchemaRow.__tablename__):
            Base.metadata.create_all(connection)
            session.add(SchemaRow(id=1, version=target))
            session.flush()
            return target
        row = session.get_one(SchemaRow, 1)
        if row.version > target:
            raise StudioError(
                "library.newer",
                f"The library was written by a newer studio (layout {row.version}, known up to {target}).",
                found=row.version,
                known=target,
            )
        for step in steps[row.version - 1 :]:
            step(connection)
        row.version = target
        session.flush()
        return target


def _unreachable(reason: object) -> StudioError:
    return StudioError("library.unreachable", f"The library cannot be opened ({reason}).", reason=str(reason))


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so, see _begin_sqlite
    for pragma in (f"busy_timeout={BUSY_MS}", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its place in the queue at once: a reader that turns writer half-way would fail.
    writes = connection.get_execution_options().get("studio_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
