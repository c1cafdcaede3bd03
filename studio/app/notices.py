"""What must be known of a result before any of its figures: told above them, on a card, and first of all.

A process with more work than people, or with cases that never end, has figures that depend on how long
one looks; nobody should have to open anything to learn that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from studio.app.names import in_language, step_name, team_name
from studio.model import Diagram
from studio.wording import sentence, translate

__all__ = ["Notice", "grave", "is_grave", "notices", "remark"]

Tone = Literal["red", "orange"]
Warnings = Iterable[Mapping[str, Any]]
"""Warnings as a result holds them: ``code``, ``element``, ``parameters``."""

_TONES: Mapping[str, Tone] = {
    "study.overload": "red",
    "simulation.too-few-people": "red",
    "study.stuck": "red",
    "study.endless": "red",
    "study.check-fails": "red",
    "study.peak": "orange",
    "study.open": "orange",
    "study.not-settled": "orange",
}
"""The warnings that change how every figure reads, the gravest first."""

_BADGES: Mapping[str, str] = {
    "study.overload": "Overloaded",
    "simulation.too-few-people": "Too few people",
    "study.stuck": "Cases get stuck",
    "study.endless": "Cases without end",
    "study.check-fails": "A check fails",
    "study.peak": "Peaks too high",
    "study.open": "Many cases open",
    "study.not-settled": "Not settled",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A warning in words: whole sentences, and the two or three words of a badge."""

    code: str
    tone: Tone
    text: str
    badge: str


def is_grave(code: str) -> bool:
    """Whether a warning of that code is told as a notice."""
    return code in _TONES


def grave(warnings: Warnings) -> list[dict[str, Any]]:
    """The warnings that are told as notices, the gravest first, with no more than it takes to word them."""
    order = list(_TONES)
    found = [
        {part: warning.get(part) for part in ("code", "element", "parameters")}
        for warning in warnings
        if is_grave(warning["code"])
    ]
    return sorted(found, key=lambda warning: order.index(warning["code"]))


def notices(warnings: Warnings, diagram: Diagram, language: str) -> tuple[Notice, ...]:
    """The grave ones among the warnings of a result, the gravest first."""
    return tuple(
        Notice(
            code=warning["code"],
            tone=_TONES[warning["code"]],
            text=" – ".join(filter(None, remark(warning, diagram, language))),
            badge=translate(_BADGES[warning["code"]], language),
        )
        for warning in grave(warnings)
    )


def remark(warning: Mapping[str, Any], diagram: Diagram, language: str) -> tuple[str, str]:
    """Which element a warning is about, empty where it is about none, and what it says."""
    told = dict(warning.get("parameters") or {})
    if "team" in told:
        told["team"] = in_language(team_name(diagram, str(told["team"]), language), language)
    element = warning.get("element")
    return step_name(diagram, element, language) if element else "", sentence(warning["code"], told, language)
