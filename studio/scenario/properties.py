"""What the studio's own entries on an element of a diagram say, read as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from studio.model import Element
from studio.reading.timers import spoken_duration
from studio.scenario.units import text_of_duration

__all__ = ["TIMES", "Properties", "told_duration"]

_LIST = re.compile(r"[,，、;；]")
_NEGATIVE = re.compile(r"\s*[-–−]\s*\d")
_JOINED = " + "
"""Stands between the texts of two steps that were made one."""
_LONGEST = 10 * 365 * 86400.0
"""Seconds; what takes longer than ten years is no time of a step."""


TIMES: Mapping[str, str] = {"standardTime": "Standard time", "replyTime": "Reply time"}
"""The entries that are a length of time, and what people call them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """The entries of one element; times are seconds, None where none is given or it cannot be read.

    ``unreadable`` are the entries that should be a time and are none, each with its text. The other
    entries are texts, kept as they are; ``reads`` and ``writes`` are lists of names.
    """

    method: str = ""
    standard_time: float | None = None
    owner: str = ""
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    team: str = ""
    ladder: str = ""
    reply_time: float | None = None
    authority: str = ""
    unreadable: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, element: Element) -> Properties:
        """What stands on the element; an empty entry says nothing, and of two of one name the last counts."""
        if not element.properties:
            return cls()
        told = {name: text for name, value in element.properties if (text := " ".join(value.split()))}
        times = {name: told_duration(told[name]) for name in TIMES if name in told}
        return cls(
            method=told.get("method", ""),
            standard_time=times.get("standardTime"),
            owner=told.get("owner", ""),
            reads=_names(told.get("reads", "")),
            writes=_names(told.get("writes", "")),
            team=told.get("team", ""),
            ladder=told.get("ladder", ""),
            reply_time=times.get("replyTime"),
            authority=told.get("authority", ""),
            unreadable=tuple((name, told[name]) for name, seconds in times.items() if seconds is None),
        )

    @property
    def teams(self) -> tuple[str, ...]:
        """The team by its whole text, then, where that is a list, by the first of the list."""
        return tuple(dict.fromkeys((self.team, *_names(self.team)[:1]))) if self.team else ()


def told_duration(text: str) -> float | None:
    """Seconds of more than 0: ``6 min``, ``6分钟``, ``半小时``, ``PT6M``, ``6 min + 4 min``; else None."""
    total = 0.0
    if _NEGATIVE.match(text):
        return None
    for part in text.replace("工时", "小时").split(_JOINED):
        seconds = text_of_duration(part)
        if seconds is None:
            spoken = spoken_duration(part)
            seconds = spoken.seconds if spoken is not None else None
        if seconds is None:
            return None
        total += seconds
    return total if 0 < total <= _LONGEST else None


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (part.strip() for part in _LIST.split(text)))))
