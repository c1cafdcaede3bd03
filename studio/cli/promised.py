"""Ladders and promises of a result as tables on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from studio.analysis.ladders import DRAWN
from studio.app.names import in_language
from studio.app.promised import level_rows, promise_rows
from studio.model import Diagram
from studio.wording import translate

__all__ = ["Table", "ladder_tables", "promise_table"]

Table = tuple[str, list[str], list[tuple[str, ...]]]
"""A title, the headings and the rows."""


def ladder_tables(told: Mapping[str, Any], diagram: Diagram, language: str) -> Iterator[Table]:
    """A table a ladder, a row a level, the lowest first."""
    for name, levels in told["ladders"].items():
        title = (
            translate("As the diagram draws it", language) if name == DRAWN else in_language(name, language)
        )
        whole = f"{translate('Escalations', language)}: {title}"
        yield whole, *level_rows(levels, diagram, language)


def promise_table(told: Mapping[str, Any], diagram: Diagram, language: str) -> Table | None:
    """The promises, each whole before its parts, with both clocks; None where nothing is promised."""
    rows = promise_rows(told["promises"], diagram, language)
    if not rows:
        return None
    clocks = {
        clock: f"{translate(word, language)} · P90"
        for clock, word in (("company", "The company's clock"), ("customer", "The customer's clock"))
    }
    headings = [
        *(translate(word, language) for word in ("Promise", "Owner", "Promised", "Kept by")),
        *clocks.values(),
    ]
    columns = ["name", "owner", "promised_told", "told", *(f"{clock}_p90_told" for clock in clocks)]
    return (
        translate("Promises", language),
        headings,
        [tuple(str(row[column]) for column in columns) for row in rows],
    )
