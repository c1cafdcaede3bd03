"""The diagrams in the library: uploaded ones with their bytes, examples by the name of their file."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from studio.library import examples
from studio.library.errors import NotInLibrary, SavedMeanwhile
from studio.library.store import Store, now
from studio.library.tables import ProcessRow

__all__ = [
    "StoredProcess",
    "add_process",
    "delete_process",
    "keep_process",
    "list_processes",
    "process",
    "process_bytes",
    "rename_process",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredProcess:
    """A diagram of the library without its bytes.

    ``digest`` is the SHA-256 of the file. ``example`` tells one that ships with the studio; it costs
    no row until something is kept with it, and then ``version`` is at least 1.
    """

    id: str
    name: str
    file: str
    digest: str
    example: bool
    version: int
    created: datetime | None
    updated: datetime | None


def add_process(store: Store, *, name: str, file: str, data: bytes) -> StoredProcess:
    """Keep a diagram's file as it is; a file that is there already is not kept twice."""
    digest = hashlib.sha256(data).hexdigest()
    with store.writing() as session:
        same = select(ProcessRow).where(ProcessRow.digest == digest, ProcessRow.example.is_(False))
        row = session.scalars(same.limit(1)).first()
        if row is None:
            moment = now()
            row = ProcessRow(
                id=secrets.token_hex(5),
                name=name,
                file=file,
                data=data,
                digest=digest,
                example=False,
                version=1,
                created=moment,
                updated=moment,
            )
            session.add(row)
            session.flush()
        return _stored(row)


def list_processes(store: Store) -> tuple[StoredProcess, ...]:
    """Every diagram of the library: the uploaded ones, newest first, then the examples by name."""
    with store.reading() as session:
        rows = session.scalars(select(ProcessRow).order_by(ProcessRow.created.desc())).all()
    kept = {row.id: row for row in rows}
    uploaded = tuple(_stored(row) for row in rows if not row.example)
    offered = tuple(_offered(example, kept.get(example.id)) for example in examples.list_examples())
    return uploaded + offered


def process(store: Store, id: str) -> StoredProcess:
    """The diagram of that id; :class:`NotInLibrary` where there is none."""
    with store.reading() as session:
        row = session.get(ProcessRow, id)
    example = examples.find_example(id)
    if example is not None:
        return _offered(example, row)
    if row is None or row.example:
        raise NotInLibrary(id)
    return _stored(row)


def process_bytes(store: Store, id: str) -> bytes:
    """The diagram's file, byte for byte as it was uploaded or shipped."""
    example = examples.find_example(id)
    if example is not None:
        return example.bpmn.read_bytes()
    with store.reading() as session:
        data = session.scalar(select(ProcessRow.data).where(ProcessRow.id == id))
    if data is None:
        raise NotInLibrary(id)
    return data


def keep_process(store: Store, id: str) -> StoredProcess:
    """Make sure that scenarios and runs can be kept with the diagram: an example gets its row."""
    example = examples.find_example(id)
    if example is None:
        return process(store, id)
    with store.writing() as session:
        row = session.get(ProcessRow, id)
        if row is None:
            moment = now()
            row = ProcessRow(
                id=id,
                name=example.name,
                file=example.bpmn.name,
                data=None,
                digest=example.digest,
                example=True,
                version=1,
                created=moment,
                updated=moment,
            )
            session.add(row)
            session.flush()
        return _offered(example, row)


def rename_process(store: Store, id: str, name: str, *, version: int) -> StoredProcess:
    """Give an uploaded diagram another name; :class:`SavedMeanwhile` if it is no longer ``version``."""
    with store.writing() as session:
        changed = session.execute(
            update(ProcessRow)
            .where(ProcessRow.id == id, ProcessRow.version == version, ProcessRow.example.is_(False))
            .values(name=name, version=version + 1, updated=now())
            .returning(ProcessRow.id)
        ).scalar()
        if changed is None:
            if session.get(ProcessRow, id) is None:
                raise NotInLibrary(id)
            raise SavedMeanwhile(name)
    return process(store, id)


def delete_process(store: Store, id: str) -> None:
    """Remove the diagram with its scenarios and runs; of an example, only what was kept with it."""
    with store.writing() as session:
        session.execute(delete(ProcessRow).where(ProcessRow.id == id))


def _stored(row: ProcessRow) -> StoredProcess:
    return StoredProcess(
        id=row.id,
        name=row.name,
        file=row.file,
        digest=row.digest,
        example=row.example,
        version=row.version,
        created=row.created,
        updated=row.updated,
    )


def _offered(example: examples.Example, row: ProcessRow | None) -> StoredProcess:
    return StoredProcess(
        id=example.id,
        name=example.name,
        file=example.bpmn.name,
        digest=example.digest,
        example=True,
        version=row.version if row else 0,
        created=row.created if row else None,
        updated=row.updated if row else None,
    )
