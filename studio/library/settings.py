"""Small things to remember between visits, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from studio.library.store import Store
from studio.library.tables import SettingRow

__all__ = ["remember", "remembered"]


def remember(store: Store, key: str, value: Mapping[str, Any]) -> None:
    with store.writing() as session:
        session.merge(SettingRow(key=key, value=dict(value)))


def remembered(store: Store, key: str) -> Mapping[str, Any]:
    """What was last kept under ``key``; empty where nothing was."""
    with store.reading() as session:
        return session.scalar(select(SettingRow.value).where(SettingRow.key == key)) or {}
