"""The record of a walk: every visit that ended, as a table on the page and as a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pandas as pd

from studio.app.walking.telling import place_of, scene_name, ways_told
from studio.execution import Record, Walk
from studio.model import Node
from studio.wording import duration, translate

__all__ = ["csv", "record_table"]

Wall = Callable[[float], datetime]
"""What the clock on the wall shows so many seconds after the case began."""


def record_table(walk: Walk, language: str, wall: Wall | None = None) -> pd.DataFrame:
    """A row for each visit in order; gateways that decide nothing are passed over."""
    rows = []
    for record in walk.history:
        node = walk.diagram.element(record.element)
        if isinstance(node, Node) and node.kind.is_gateway and not record.decided:
            continue
        row = {translate("Clock", language): duration(record.finished, language)}
        if wall is not None:
            row[translate("Time of day", language)] = f"{wall(record.finished):%Y-%m-%d %H:%M}"
        rows.append(
            row
            | {
                translate("Lane", language): place_of(record.pool, record.lane, walk.diagram, language),
                translate("Step", language): _title(record, walk, language),
                translate("Outcome", language): translate(record.outcome.value, language),
                translate("Choice", language): ways_told(record.decided, walk.diagram, language),
            }
        )
    return pd.DataFrame(rows)


def csv(walk: Walk, language: str, wall: Wall | None = None) -> bytes:
    """Every visit with its ids and seconds, as CSV that spreadsheets read in any language."""
    rows = [
        {
            "number": number,
            "action": record.action,
            "id": record.element,
            "step": scene_name(record.element, walk.diagram, language),
            "lane": place_of(record.pool, record.lane, walk.diagram, language),
            "visit": record.number,
            "outcome": translate(record.outcome.value, language),
            "choice": ways_told(record.decided, walk.diagram, language),
            "enabled_s": round(record.enabled, 3),
            "finished_s": round(record.finished, 3),
            "finished": "" if wall is None else wall(record.finished).isoformat(),
        }
        for number, record in enumerate(walk.history, start=1)
    ]
    return pd.DataFrame(rows).to_csv(index=False).encode("utf-8-sig")


def _title(record: Record, walk: Walk, language: str) -> str:
    name = scene_name(record.element, walk.diagram, language)
    return name if record.number == 1 else translate("{name} (no. {n})", language, name=name, n=record.number)
