"""The parts of the promises of a result as tables on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from studio.app.parts import part_headings, part_rows
from studio.app.promised import promise_name
from studio.cli.promised import Table
from studio.wording import translate

__all__ = ["part_tables"]


def part_tables(told: Mapping[str, Any], language: str) -> Iterator[Table]:
    """Of each promise that was broken its parts: which of them broke it, and what each may take."""
    promises = told["promises"]
    for name, promise in promises.items():
        if (promise.get("broken_by") or {}).get("parts"):
            called = promise_name(promises, name, language)
            title = translate("Parts of “{name}”", language, name=called)
            yield title, part_headings(language), part_rows(promises, name, language)
