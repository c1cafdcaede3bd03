"""Escalation ladders: to whom a case climbs, by when each level must answer, and what it may settle."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from studio.model import Guard
from studio.scenario.distribution import Distribution

__all__ = ["Escalation", "Ladder", "Level", "OnMiss"]


class OnMiss(StrEnum):
    """What a missed reply time does: withdrawn below and raised above, both work on it, or just told."""

    MOVE = "move"
    COPY = "copy"
    NOTIFY = "notify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a ladder: ``team`` must answer within ``reply_within`` seconds by ``clock``.

    A clock is the name of a calendar, None for calendar time. ``settles`` is the level's authority: the
    share of cases that it settles, or a guard that holds for them; None where nobody stated it. ``time``
    is what handling a case takes there, None where nobody stated it.
    """

    name: str
    team: str
    reply_within: float
    clock: str | None = None
    settles: float | Guard | None = None
    time: Distribution | None = None
    on_miss: OnMiss = OnMiss.MOVE

    @property
    def settles_everything(self) -> bool:
        """Whether no case has to go further up from here."""
        return self.settles == 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Levels from the lowest to the top; a case that one does not settle or answer climbs to the next."""

    name: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """Why cases climb the ladder of that name from one step.

    Each cause is the share of cases for which it comes true, or a guard that holds for them; None where
    it never does.
    """

    ladder: str
    cannot_decide: float | Guard | None = None
    customer_asks: float | None = None
    over_authority: float | Guard | None = None
