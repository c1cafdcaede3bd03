"""What people decided about suggestions, and why: a suggestion that was rejected need not be read again."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select

from studio.library.processes import keep_process
from studio.library.store import Store, now
from studio.library.tables import DecisionRow

__all__ = ["Answer", "Decision", "decide", "list_decisions", "take_back"]


class Answer(StrEnum):
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided about a suggestion.

    ``suggestion`` is its id and ``digest`` names the diagram that it was made for; ``texts`` says what it
    was, by language, with the names that its elements had; ``reason`` is in the words of who decided.
    """

    id: str
    process: str
    digest: str
    suggestion: str
    answer: Answer
    reason: str
    texts: Mapping[str, str] = field(default_factory=dict)
    created: datetime


def decide(
    store: Store,
    process: str,
    *,
    digest: str,
    suggestion: str,
    answer: Answer,
    reason: str,
    texts: Mapping[str, str],
) -> Decision:
    """Keep a decision; an earlier one about the same suggestion for the same diagram goes."""
    keep_process(store, process)
    with store.writing() as session:
        session.execute(
            delete(DecisionRow).where(
                DecisionRow.process == process,
                DecisionRow.digest == digest,
                DecisionRow.suggestion == suggestion,
            )
        )
        row = DecisionRow(
            id=secrets.token_hex(5),
            process=process,
            digest=digest,
            suggestion=suggestion,
            answer=answer,
            reason=reason,
            texts=dict(texts),
            created=now(),
        )
        session.add(row)
        session.flush()
        return _told(row)


def list_decisions(store: Store, process: str) -> tuple[Decision, ...]:
    """What was decided about the suggestions for a process, newest first."""
    wanted = select(DecisionRow).where(DecisionRow.process == process).order_by(DecisionRow.created.desc())
    with store.reading() as session:
        return tuple(_told(row) for row in session.scalars(wanted))


def take_back(store: Store, id: str) -> None:
    """Forget a decision: its suggestion is open again."""
    with store.writing() as session:
        session.execute(delete(DecisionRow).where(DecisionRow.id == id))


def _told(row: DecisionRow) -> Decision:
    return Decision(
        id=row.id,
        process=row.process,
        digest=row.digest,
        suggestion=row.suggestion,
        answer=Answer(row.answer),
        reason=row.reason,
        texts=row.texts,
        created=row.created,
    )
