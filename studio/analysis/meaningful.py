"""Which figures of a result mean anything at the level of detail at which it was simulated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.scenario import Detail

__all__ = ["meaningful"]

_Members = Mapping[str, Mapping[str, Any]]

_FROM: Mapping[str, Detail] = {
    "handoffs_per_case": Detail.PATHS,
    "rework_per_case": Detail.PATHS,
    "visits_per_case": Detail.PATHS,
    "again_per_case": Detail.PATHS,
    "contained.share": Detail.PATHS,
    "self_service.share": Detail.PATHS,
    "self_service.contained.share": Detail.PATHS,
    "self_service.comes_back.share": Detail.PATHS,
    "cost_busy_per_case.mean": Detail.TEAMS,
    "cost_paid_per_case.mean": Detail.TEAMS,
    "cost_per_case": Detail.TEAMS,
    "abandoned.share": Detail.TEAMS,
    "call_backs_per_100": Detail.TEAMS,
    "calls_back.share": Detail.TEAMS,
    "calls_back.after.mean": Detail.TEAMS,
    "first_contact.share": Detail.TEAMS,
    "wait.contention.mean": Detail.TEAMS,
    "wait.batching.mean": Detail.TEAMS,
    "wait.priority.mean": Detail.TEAMS,
    "wait.off_shift.mean": Detail.HOURS,
    "overtime.share": Detail.HOURS,
    "climbs_per_100": Detail.PROMISES,
}
"""The level from which on a figure means something; every other needs times."""

_OF_PROMISES = ("ladders", "ladders_by_hour", "promises")


def meaningful(result: Mapping[str, Any], level: Detail) -> dict[str, Any]:
    """The JSON of a result without figures that are 0 only because their cause was left out.

    ``level`` is told in it. Without teams a step has no wait, while an event still has one.
    """
    told = {**result, "level": int(level)}
    if level >= Detail.PROMISES:
        return told
    told["measures"] = _there(result.get("measures", {}), level)
    for section in ("steps", "teams"):
        members: _Members = result.get(section, {})
        told[section] = {member: _there(figures, level) for member, figures in members.items()}
    if level <= Detail.TIMES:
        told["steps"] = {member: _unqueued(figures) for member, figures in told["steps"].items()}
    told |= {part: {} for part in _OF_PROMISES if part in told}
    if level is Detail.PATHS:
        told |= {"series": {}, "overload": []}
        told["checks"] = [check for check in told.get("checks", ()) if check["code"] == "check.cases"]
    return told


def _there(figures: Mapping[str, Any], level: Detail) -> dict[str, Any]:
    return {key: figure for key, figure in figures.items() if _level_of(key) <= level}


def _level_of(key: str) -> Detail:
    return Detail.PROMISES if key.startswith("promise.") else _FROM.get(key, Detail.TIMES)


def _unqueued(figures: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of a step that begins as soon as it may; an event, which is no work, keeps its wait."""
    if "work.mean" not in figures:
        return dict(figures)
    return {
        key: figure
        for key, figure in figures.items()
        if not key.startswith(("wait.", "waits.", "service_level.", "given_up."))
    }
