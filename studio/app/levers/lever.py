"""A lever, how far it can be pulled, and the levers that are pulled as an address tells them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf, isfinite

from studio.errors import StudioError

__all__ = ["Lever", "LeverKind", "LeverRefused", "Offer", "from_text", "pulled", "to_text"]

_MOST_LEVERS = 40


class LeverKind(StrEnum):
    """What a lever changes, and what its amount says."""

    CONTACTS = "contacts"
    """Per cent more or fewer cases that arrive."""
    TIMES = "times"
    """Per cent longer or shorter handling of a step."""
    STAFF = "staff"
    """People more or fewer on a shift of a team."""
    ATTENDANCE = "attendance"
    """Per cent of a team who come to work."""
    SHARE = "share"
    """Per cent of the cases that go one way, or are of one sort."""
    DEADLINES = "deadlines"
    """Per cent longer or shorter time until a timer rings."""
    HOURS = "hours"
    """Hours that a calendar closes later or earlier."""


class LeverRefused(StudioError):
    """A lever that this scenario does not have, or that cannot be pulled so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """A change of ``amount`` (see :class:`LeverKind`).

    ``on`` names what is changed: a step, a team, a timer, a calendar, or with the section before it a
    decision (``routing.Gateway``) or a property of the cases (``attributes.standard``); empty for all of
    the kind. ``part`` is the flow or the value of the property, or the number of a team's shift, from 0.
    """

    kind: LeverKind
    on: str = ""
    part: str = ""
    amount: float

    @property
    def place(self) -> tuple[LeverKind, str, str]:
        return self.kind, self.on, self.part


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A lever that a scenario has: from ``low`` to ``high``; at ``rest`` it changes nothing.

    ``now`` is what it is today: contacts a week, seconds, people, or per cent.
    """

    kind: LeverKind
    on: str = ""
    part: str = ""
    now: float
    low: float
    high: float
    rest: float = 0.0

    @property
    def place(self) -> tuple[LeverKind, str, str]:
        return self.kind, self.on, self.part


def pulled(levers: Sequence[Lever], lever: Lever, *, rest: float) -> tuple[Lever, ...]:
    """The levers with one of them put to its amount; at ``rest`` it is none any more."""
    if lever.amount == rest:
        return tuple(each for each in levers if each.place != lever.place)
    if any(each.place == lever.place for each in levers):
        return tuple(lever if each.place == lever.place else each for each in levers)
    return (*levers, lever)


def to_text(levers: Sequence[Lever]) -> str | None:
    """The levers for an address; None where there are none."""
    rows = [[str(lever.kind), lever.on, lever.part, lever.amount] for lever in levers]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else None


def from_text(text: str | None) -> tuple[Lever, ...]:
    """The levers of an address; what is none of them is left out."""
    try:
        rows = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return ()
    levers: tuple[Lever, ...] = ()
    for row in rows[:_MOST_LEVERS] if isinstance(rows, list) else ():
        lever = _lever(row)
        if lever is not None:
            levers = pulled(levers, lever, rest=inf)
    return levers


def _lever(row: object) -> Lever | None:
    match row:
        case [str(kind), str(on), str(part), int() | float() as amount] if kind in list(LeverKind):
            if isfinite(amount) and abs(amount) < 1e6:
                return Lever(kind=LeverKind(kind), on=on, part=part, amount=float(amount))
    return None
