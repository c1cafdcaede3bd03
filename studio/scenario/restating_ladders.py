"""The ladders of a scenario's file and why cases climb them, stated so that they come to other ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from studio.scenario.ladder import Escalation, Ladder, Level
from studio.scenario.spelling import duration_text
from studio.scenario.stating import Entry, Words, share_or_guard, state

__all__ = ["escalation", "levels"]


def levels(stated: list[Any], now: Ladder | None, wanted: Ladder, words: Words) -> list[Entry]:
    """All levels of a ladder, those of a name that it had as they were told."""
    told = {entry.get("level"): entry for entry in stated if isinstance(entry, Mapping)}
    known = {level.name: level for level in (now.levels if now is not None else ())}
    found = []
    for number, level in enumerate(wanted.levels, 1):
        if level.name in told and level.name in known:
            usual = known[level.name]
        else:
            usual = _unstated(level, f"ladders.{wanted.name}[{number}]", words)
        found.append(_level(told.get(level.name, {}), usual, level, words))
    return found


def _unstated(wanted: Level, path: str, words: Words) -> Level:
    """What a new level comes to of which only that is not stated which is assumed anyway."""
    return Level(
        name="",
        team="",
        reply_within=0.0,
        settles=wanted.settles if words.is_assumed(f"{path}.settles") else None,
        time=wanted.time if words.is_assumed(f"{path}.time") else None,
    )


def _level(stated: Mapping[str, Any], now: Level, wanted: Level, words: Words) -> Entry:
    entry = dict(stated)
    for key, attribute_, tell in _OF_LEVELS:
        state(entry, key, getattr(now, attribute_), getattr(wanted, attribute_), tell)
    state(entry, "time", now.time, wanted.time, words.spread)
    state(entry, "on_miss", now.on_miss, wanted.on_miss, str)
    return entry


def escalation(stated: Mapping[str, Any], now: Escalation | None, wanted: Escalation, _words: Words) -> Entry:
    entry = dict(stated)
    state(entry, "ladder", now and now.ladder, wanted.ladder, str)
    for key in ("cannot_decide", "customer_asks", "over_authority"):
        state(entry, key, getattr(now, key, None), getattr(wanted, key), share_or_guard)
    return entry


_OF_LEVELS: tuple[tuple[str, str, Callable[[Any], object]], ...] = (
    ("level", "name", str),
    ("team", "team", str),
    ("reply_within", "reply_within", duration_text),
    ("clock", "clock", str),
    ("settles", "settles", share_or_guard),
)
