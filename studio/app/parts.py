"""The parts of a promise beside one another: which of them breaks it, and what each may take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.app.amounts import amount, estimate
from studio.app.promised import Promises, promise_name
from studio.wording import duration, share, translate

__all__ = ["no_part_told", "part_headings", "part_rows"]

_HEADINGS = (
    "Part",
    "Promised",
    "Kept by",
    "Broken, of the broken cases",
    "Late by, mean a broken case",
    "Budget",
)


def part_headings(language: str) -> list[str]:
    return [translate(heading, language) for heading in _HEADINGS]


def part_rows(promises: Promises, name: str, language: str) -> list[tuple[str, ...]]:
    """A row a part: how often it is kept, in how many broken cases it was broken too, and its budget.

    The budget is by the clock of the whole; a dash where none would carry the whole.
    """
    whole = promises[name]
    broken = (whole.get("broken_by") or {}).get("parts") or {}
    late, budgets = whole.get("overrun") or {}, whole.get("part_budget") or {}
    return [
        (
            promise_name(promises, part, language),
            duration(told.get("within"), language),
            estimate(told.get("share"), language),
            estimate(broken.get(part), language),
            amount(late.get(part), language),
            duration(budgets.get(part), language),
        )
        for part, told in promises.items()
        if told.get("parent") == name
    ]


def no_part_told(promise: Mapping[str, Any], language: str) -> str:
    """In how many of the broken cases every part was kept; empty where there were none such."""
    none = promise.get("no_part.share") or {}
    if not none.get("value"):
        return ""
    return translate(
        "In {share} of the broken cases each part was kept by its own clock: the time went between the "
        "parts, or while a clock stood still.",
        language,
        share=share(none["value"], language),
    )
