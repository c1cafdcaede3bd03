"""The tables of the library, as SQLAlchemy sees them.

Moments are stored in UTC. A row that people may edit carries ``version``: it grows by one with each
save, and a save that names an older version is refused, so that nobody's work is overwritten.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, Index, LargeBinary, String, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

__all__ = [
    "Base",
    "DecisionRow",
    "DraftRow",
    "ProcessRow",
    "RunRow",
    "ScenarioRow",
    "SchemaRow",
    "VersionRow",
    "WalkRow",
]


class Moment(TypeDecorator[datetime]):
    """A moment in time: written as UTC, read back as an aware datetime on every database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON}  # noqa: RUF012 (SQLAlchemy's own form)


class SchemaRow(Base):
    """The one row that tells by which layout of tables this database was written."""

    __tablename__ = "schema"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]


class ProcessRow(Base):
    """A diagram in the library; ``data`` is empty for an example, whose file ships with the studio."""

    __tablename__ = "process"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    file: Mapped[str] = mapped_column(Text)
    data: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    example: Mapped[bool]
    version: Mapped[int]
    created: Mapped[datetime]
    updated: Mapped[datetime]


class DraftRow(Base):
    """A diagram that is being changed; ``base`` is the digest of the one it began with."""

    __tablename__ = "draft"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    process: Mapped[str] = mapped_column(ForeignKey("process.id", ondelete="CASCADE"), index=True)
    base: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    version: Mapped[int]
    created: Mapped[datetime]
    updated: Mapped[datetime]


class VersionRow(Base):
    """A state of a diagram that was saved; the one of the highest number is the diagram as it is."""

    __tablename__ = "version"

    process: Mapped[str] = mapped_column(ForeignKey("process.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(64))
    file: Mapped[str] = mapped_column(Text)
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    note: Mapped[dict[str, Any]]
    created: Mapped[datetime]


class ScenarioRow(Base):
    __tablename__ = "scenario"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    process: Mapped[str] = mapped_column(ForeignKey("process.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    created: Mapped[datetime]
    updated: Mapped[datetime]


class RunRow(Base):
    __tablename__ = "run"
    __table_args__ = (Index("run_by_process", "process", "created"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    process: Mapped[str] = mapped_column(ForeignKey("process.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16), server_default="simulate")
    digest: Mapped[str] = mapped_column(String(64))
    scenario_name: Mapped[str] = mapped_column(Text)
    scenario_text: Mapped[str] = mapped_column(Text)
    others: Mapped[list[dict[str, str]]] = mapped_column(JSON, server_default="[]")
    beside: Mapped[list[dict[str, Any]]] = mapped_column(JSON, server_default="[]")
    seed: Mapped[int | None]
    level: Mapped[int] = mapped_column(server_default="5")
    status: Mapped[str] = mapped_column(String(16), index=True)
    progress: Mapped[dict[str, Any]]
    cancel: Mapped[bool]
    result: Mapped[dict[str, Any] | None] = mapped_column(deferred=True)
    headline: Mapped[dict[str, Any] | None]
    error: Mapped[dict[str, Any] | None]
    created: Mapped[datetime]
    beat: Mapped[datetime]
    finished: Mapped[datetime | None]


class WalkRow(Base):
    """One case walked step by step; ``saved`` is what the walk needs to go on."""

    __tablename__ = "walk"
    __table_args__ = (Index("walk_by_process", "process", "updated"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    process: Mapped[str] = mapped_column(ForeignKey("process.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    scenario_name: Mapped[str] = mapped_column(Text)
    scenario_text: Mapped[str] = mapped_column(Text)
    saved: Mapped[dict[str, Any]]
    status: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]
    created: Mapped[datetime]
    updated: Mapped[datetime]


class DecisionRow(Base):
    """What somebody decided about a suggestion, and why."""

    __tablename__ = "decision"
    __table_args__ = (Index("decision_by_process", "process", "created"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    process: Mapped[str] = mapped_column(ForeignKey("process.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    suggestion: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    texts: Mapped[dict[str, Any]]
    created: Mapped[datetime]
