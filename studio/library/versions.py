"""The versions of a diagram: every state that somebody saved is kept, and any of them can come back.

A diagram that was never changed is its own first version and costs no row. An example stays as it
ships; a change of it becomes a diagram of its own, whose first version is the example.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from studio.library.errors import NotInLibrary, SavedMeanwhile
from studio.library.examples import Example, find_example
from studio.library.processes import StoredProcess, process, process_bytes
from studio.library.scenarios import add_scenario, list_scenarios
from studio.library.store import Store, now
from studio.library.tables import ProcessRow, VersionRow
from studio.wording import translate
from studio.wording.naming import free_name

__all__ = [
    "Note",
    "Version",
    "accept",
    "list_versions",
    "next_version",
    "restore_version",
    "save_version",
    "version_bytes",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a version is about.

    ``code`` with ``parameters`` is a sentence of :mod:`studio.wording`; ``texts`` says in each language
    what no sentence can say later, such as a suggestion with the names that its elements had; ``reason``
    is in the words of whoever saved it.
    """

    code: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


FIRST = Note(code="version.first")
EXAMPLE = Note(code="version.example")
DRAWN = Note(code="version.drawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version without its bytes; the first has number 1, ``newest`` is the diagram as it is now."""

    process: str
    number: int
    digest: str
    file: str
    note: Note
    created: datetime | None
    newest: bool


def list_versions(store: Store, process_id: str) -> tuple[Version, ...]:
    """The versions of a diagram, the newest first; at least the one that it is."""
    kept = process(store, process_id)
    wanted = select(VersionRow).where(VersionRow.process == process_id).order_by(VersionRow.number.desc())
    with store.reading() as session:
        rows = session.scalars(wanted).all()
    if rows:
        return tuple(_version(row, newest=row is rows[0]) for row in rows)
    only = Version(
        process=kept.id,
        number=1,
        digest=kept.digest,
        file=kept.file,
        note=EXAMPLE if kept.example else FIRST,
        created=kept.created,
        newest=True,
    )
    return (only,)


def version_bytes(store: Store, process_id: str, number: int) -> bytes:
    """The diagram's file as it was in that version; :class:`NotInLibrary` where there is none."""
    wanted = select(VersionRow.data).where(VersionRow.process == process_id, VersionRow.number == number)
    with store.reading() as session:
        data = session.scalar(wanted)
        if data is not None:
            return data
        changed = session.scalar(select(func.count()).where(VersionRow.process == process_id))
    if number != 1 or changed:
        raise NotInLibrary(f"{process_id}, {number}")
    return process_bytes(store, process_id)


def save_version(
    store: Store, process_id: str, data: bytes, *, note: Note, base: str | None = None
) -> StoredProcess:
    """Make ``data`` the next version of an uploaded diagram; what it already is makes no new one.

    :class:`SavedMeanwhile` where the diagram is no longer the one of the digest ``base``.
    """
    with store.writing() as session:
        row = session.get(ProcessRow, process_id)
        if row is None:
            raise NotInLibrary(process_id)
        if base is not None and row.digest != base:
            raise SavedMeanwhile(row.name)
        next_version(session, row, data, note)
    return process(store, process_id)


def restore_version(store: Store, process_id: str, number: int, *, base: str | None = None) -> StoredProcess:
    """Make a former version the next one; those between them are kept."""
    data = version_bytes(store, process_id, number)
    note = Note(code="version.restored", parameters={"number": str(number)})
    return save_version(store, process_id, data, note=note, base=base)


def accept(
    store: Store,
    process_id: str,
    data: bytes,
    *,
    note: Note,
    scenario_name: str,
    scenario_text: str,
    base: str | None = None,
    name: str | None = None,
    language: str = "en",
) -> StoredProcess:
    """Keep an accepted suggestion: the simpler diagram and the scenario that goes with it.

    Of a diagram of one's own ``data`` becomes the next version. An example becomes a diagram of one's
    own that says in ``language`` that it is simplified; ``name`` is what the example is called there.
    Where the diagram does not change, there is only the scenario to keep. It gets a name of its own.
    :class:`SavedMeanwhile`, and nothing is kept, where the diagram is no longer the one of the digest
    ``base``.
    """
    example = find_example(process_id)
    if example is None:
        saved = save_version(store, process_id, data, note=note, base=base)
    elif base is not None and base != example.digest:
        raise SavedMeanwhile(example.name)
    elif hashlib.sha256(data).hexdigest() == example.digest:
        saved = process(store, process_id)
    else:
        wanted = translate("{name} (simplified)", language, name=name or example.name)
        saved = _own_copy(store, example, data, note, wanted)
    taken = {stored.name for stored in list_scenarios(store, saved.id)}
    add_scenario(store, saved.id, name=free_name(scenario_name, taken), text=scenario_text)
    return process(store, saved.id)


def next_version(session: Session, row: ProcessRow, data: bytes, note: Note) -> None:
    """Inside of a transaction: make ``data`` the diagram, and keep what it was before."""
    if row.example or row.data is None:
        raise ValueError(f"{row.id} is an example, which stays as it ships")
    digest = hashlib.sha256(data).hexdigest()
    if digest == row.digest:
        return
    newest = session.scalar(select(func.max(VersionRow.number)).where(VersionRow.process == row.id))
    if newest is None:
        newest = 1
        session.add(_row(row, newest, row.data, FIRST, row.created))
    row.data, row.digest, row.version, row.updated = data, digest, row.version + 1, now()
    session.add(_row(row, newest + 1, data, note, row.updated))


def _own_copy(store: Store, example: Example, data: bytes, note: Note, name: str) -> StoredProcess:
    """A diagram of one's own that began as the example."""
    shipped = process_bytes(store, example.id)
    moment = now()
    with store.writing() as session:
        taken = set(session.scalars(select(ProcessRow.name)))
        row = ProcessRow(
            id=secrets.token_hex(5),
            name=free_name(name, taken),
            file=example.bpmn.name,
            data=shipped,
            digest=example.digest,
            example=False,
            version=1,
            created=moment,
            updated=moment,
        )
        session.add_all([row, _row(row, 1, shipped, EXAMPLE, moment)])
        session.flush()
        next_version(session, row, data, note)
        id = row.id
    return process(store, id)


def _row(process: ProcessRow, number: int, data: bytes, note: Note, created: datetime) -> VersionRow:
    return VersionRow(
        process=process.id,
        number=number,
        digest=process.digest,
        file=process.file,
        data=data,
        note=_note_json(note),
        created=created,
    )


def _note_json(note: Note) -> dict[str, Any]:
    return {
        "code": note.code,
        "parameters": dict(note.parameters),
        "texts": dict(note.texts),
        "reason": note.reason,
    }


def _version(row: VersionRow, *, newest: bool) -> Version:
    return Version(
        process=row.process,
        number=row.number,
        digest=row.digest,
        file=row.file,
        note=Note(**row.note),
        created=row.created,
        newest=newest,
    )
