"""Diagrams that somebody is changing: every change is kept at once; saved, a draft becomes the diagram.

A draft remembers the state of the diagram that it began with. Whoever saves another state first goes
before: the draft stays, and nothing is overwritten.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from studio.library.errors import NotInLibrary, SavedMeanwhile
from studio.library.kept import changed_row, delete_row, kept_row
from studio.library.processes import StoredProcess, add_process, keep_process, process
from studio.library.store import Store, now
from studio.library.tables import DraftRow, ProcessRow
from studio.library.versions import DRAWN, next_version

__all__ = [
    "Draft",
    "begin_draft",
    "discard_draft",
    "draft",
    "draft_bytes",
    "keep_draft",
    "list_drafts",
    "save_draft",
    "save_draft_as",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft without its bytes.

    ``base`` is the digest of the diagram it began with, ``digest`` that of the draft itself; ``version``
    grows by one with each change that is kept.
    """

    id: str
    process: str
    base: str
    digest: str
    version: int
    created: datetime
    updated: datetime

    @property
    def changed(self) -> bool:
        """Whether it differs from the diagram it began with."""
        return self.digest != self.base


def begin_draft(store: Store, process: str, *, base: str, data: bytes) -> Draft:
    """A new draft of the diagram; others of the same diagram stay as they are."""
    keep_process(store, process)
    moment = now()
    with store.writing() as session:
        row = DraftRow(
            id=secrets.token_hex(5),
            process=process,
            base=base,
            digest=_digest(data),
            data=data,
            version=1,
            created=moment,
            updated=moment,
        )
        session.add(row)
        session.flush()
        return _stored(row)


def keep_draft(store: Store, id: str, *, version: int, data: bytes) -> Draft:
    """Keep a change to ``version``; :class:`SavedMeanwhile` if that is no longer the newest."""
    with store.writing() as session:
        row = changed_row(
            session,
            DraftRow,
            id,
            {"data": data, "digest": _digest(data)},
            version=version,
            called=lambda row: session.get_one(ProcessRow, row.process).name,
        )
        return _stored(row)


def draft(store: Store, id: str) -> Draft:
    """The draft of that id; :class:`NotInLibrary` where there is none."""
    return _stored(kept_row(store, DraftRow, id))


def draft_bytes(store: Store, id: str) -> bytes:
    """The draft as it was last kept."""
    with store.reading() as session:
        data = session.scalar(select(DraftRow.data).where(DraftRow.id == id))
    if data is None:
        raise NotInLibrary(id)
    return data


def list_drafts(store: Store, process: str) -> tuple[Draft, ...]:
    """The drafts of a diagram, the one changed last first."""
    wanted = select(DraftRow).where(DraftRow.process == process).order_by(DraftRow.updated.desc())
    with store.reading() as session:
        return tuple(_stored(row) for row in session.scalars(wanted))


def save_draft(store: Store, id: str) -> StoredProcess:
    """Make the draft its diagram's new version, and drop it; what it was before is kept as a version.

    An example stays as it ships: its draft becomes a diagram of its own. :class:`SavedMeanwhile`, and
    the draft is still there, where the diagram is no longer in the state that the draft began with.
    """
    kept = draft(store, id)
    if process(store, kept.process).example:
        return save_draft_as(store, id, name=process(store, kept.process).name)
    with store.writing() as session:
        row = session.get(DraftRow, id)
        if row is None:
            raise NotInLibrary(id)
        saved = session.get_one(ProcessRow, row.process)
        if saved.digest != row.base:
            raise SavedMeanwhile(saved.name)
        next_version(session, saved, row.data, DRAWN)
        session.delete(row)
    return process(store, kept.process)


def save_draft_as(store: Store, id: str, *, name: str) -> StoredProcess:
    """Make the draft a diagram of its own under that name, and drop it."""
    kept = draft(store, id)
    file = process(store, kept.process).file
    added = add_process(store, name=name, file=file, data=draft_bytes(store, id))
    discard_draft(store, id)
    return added


def discard_draft(store: Store, id: str) -> None:
    delete_row(store, DraftRow, id)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _stored(row: DraftRow) -> Draft:
    return Draft(
        id=row.id,
        process=row.process,
        base=row.base,
        digest=row.digest,
        version=row.version,
        created=row.created,
        updated=row.updated,
    )
