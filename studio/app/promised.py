"""Promises and ladders as rows of text and figures, for pages, charts and the command line alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from studio.app.amounts import amount, ends, estimate
from studio.app.names import in_language, step_name, team_name
from studio.model import Diagram
from studio.wording import duration, share, translate
from studio.wording.naming import distinct

__all__ = ["LEVEL_FIGURES", "Levels", "Promises", "level_name", "level_rows", "promise_name", "promise_rows"]

Promises = Mapping[str, Mapping[str, Any]]
Levels = Mapping[str, Mapping[str, Any]]

LEVEL_FIGURES: Mapping[str, str] = {
    "Climbs per 100 cases": "raised_per_100",
    "Climbs per hour": "raised_per_hour",
    "Settled there": "settled.share",
    "Passed up": "passed_up.share",
    "Deadline missed": "missed.share",
    "Only told, per 100 cases": "notified_per_100",
    "Time to answer": "answer.mean",
    "Team busy": "utilisation",
}
"""The figures of a level by what they are called."""

_INDENT = "\u00a0\u00a0\u00a0"


def promise_name(promises: Promises, name: str, language: str) -> str:
    """What people call a promise."""
    label = str(promises.get(name, {}).get("label") or "")
    return in_language(label, language) if label else name


def promise_rows(promises: Promises, diagram: Diagram, language: str) -> list[dict[str, Any]]:
    """A row a promise, each whole before its parts: attainment, target, and percentiles by both clocks."""
    names = distinct({name: promise_name(promises, name, language) for name in promises})
    return [
        {
            **_promise_row(promises[name], language),
            "name": f"{_INDENT * (depth - 1)}└ {names[name]}" if depth else names[name],
            "depth": depth,
            "owner": _owner(promises[name], diagram, language),
        }
        for name, depth in _in_order(promises)
    ]


def _owner(promise: Mapping[str, Any], diagram: Diagram, language: str) -> str:
    """Who answers for it: a team as people call it, or whoever is named."""
    owner = str(promise.get("owner") or "")
    return team_name(diagram, in_language(owner, language), language) if owner else ""


def _promise_row(promise: Mapping[str, Any], language: str) -> dict[str, Any]:
    kept = promise.get("share") or {}
    low, high = ends(kept) or (None, None)
    row: dict[str, Any] = {
        "share": kept.get("value"),
        "low": low,
        "high": high,
        "told": estimate(kept, language),
        "target": promise.get("promised"),
        "within": promise.get("within"),
        "promised_told": _promised(promise, language),
        "state": _state(kept, promise.get("promised")),
    }
    for clock in ("company", "customer"):
        for percentile in ("p50", "p90", "p95"):
            figure = (promise.get(f"{clock}_clock") or {}).get(percentile) or {}
            row[f"{clock}_{percentile}"] = figure.get("value")
            row[f"{clock}_{percentile}_told"] = amount(figure, language)
    return row


def _promised(promise: Mapping[str, Any], language: str) -> str:
    """The promised share and time: ``95 % · 2 d``."""
    target, within = promise.get("promised"), duration(promise.get("within"), language)
    return within if target is None else f"{share(target, language)} · {within}"


def _in_order(promises: Promises, parent: str | None = None, depth: int = 0) -> Iterator[tuple[str, int]]:
    for name, promise in promises.items():
        if promise.get("parent") == parent:
            yield name, depth
            yield from _in_order(promises, name, depth + 1)


def _state(kept: Mapping[str, Any], target: float | None) -> str:
    """Whether the promised share is reached, as far as the interval tells."""
    value, low, high = (kept.get(part) for part in ("value", "low", "high"))
    if value is None or target is None or low is None or high is None:
        return "not certain"
    return "kept" if low >= target else "broken" if high < target else "not certain"


def level_name(level: str, diagram: Diagram, language: str) -> str:
    """A level as people call it; one of a drawn ladder is a lane."""
    if diagram.element(level) is not None:
        return step_name(diagram, level, language)
    return team_name(diagram, in_language(level, language), language)


def level_rows(levels: Levels, diagram: Diagram, language: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """Headings, and a row a level, the lowest first, with its figures as people read them."""
    headings = [translate(name, language) for name in ("Level", *LEVEL_FIGURES)]
    rows = [
        (
            level_name(level, diagram, language),
            *(_in_cell(figures.get(key), language) for key in LEVEL_FIGURES.values()),
        )
        for level, figures in levels.items()
    ]
    return headings, rows


def _in_cell(figure: Mapping[str, Any] | None, language: str) -> str:
    """A figure without the unit that the heading says."""
    hourly = figure is not None and figure.get("unit") == "per hour"
    return estimate({**figure, "unit": "1"} if figure is not None and hourly else figure, language)
