"""What can be done now in a walk, and what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from studio.execution.rewritten import WayKind
from studio.model import EventKind

__all__ = ["Chooser", "Offer", "OfferKind", "Outcome", "Record", "Way"]


class OfferKind(StrEnum):
    """What somebody can do."""

    FINISH = "finish"
    """Finish a step."""
    CHOOSE = "choose"
    """Choose among ways on."""
    HAPPEN = "happen"
    """Let an event happen: a timer rings, a message comes, something goes wrong."""
    START = "start"
    """Let a further process of the diagram begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way on from a choice.

    ``id`` is the sequence flow's, the node's with which to begin, or ``again`` and ``done``. ``target`` is
    the node that it leads to. ``condition`` is the diagram's or scenario's text; ``holds`` is what it says
    given the case's values, None where it says nothing or a value is missing.
    """

    id: str
    kind: WayKind
    target: str | None = None
    condition: str = ""
    holds: bool | None = None
    default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something that can be done now.

    ``key`` tells it from all others of the walk and stays the same when the walk is replayed.
    ``element`` is the node (for a choice where to begin, the process or sub-process), ``number`` which
    visit of it this is, from 1. ``pool``, ``lane`` are ids, ``team`` is the scenario's. For a choice
    ``ways`` has the ways, of which at least ``least`` and at most ``most`` are to be taken;
    ``suggested`` are those that the conditions decide on, empty where they do not. For an event
    ``event`` is its kind, ``host`` the activity that it is attached to, ``interrupts`` whether that
    activity is withdrawn. ``at`` is the walk's clock once this is done, in seconds; for an event with
    a due time that is the due time, or now if that is past; ``due`` is the due time itself. ``sender``
    is a node of the diagram from which the event comes by itself sooner or later.
    """

    key: str
    kind: OfferKind
    element: str
    number: int = 1
    participant: int = 0
    """Which process instance of the walk, from 0."""
    pool: str | None = None
    lane: str | None = None
    team: str | None = None
    ways: tuple[Way, ...] = ()
    least: int = 1
    most: int = 1
    suggested: tuple[str, ...] = ()
    event: EventKind | None = None
    host: str | None = None
    interrupts: bool = False
    enabled: float = 0.0
    due: float | None = None
    at: float = 0.0
    sender: str | None = None


Chooser = Callable[[Offer], Sequence[str] | None]
"""Decides choices by itself: gets an offer of kind CHOOSE, returns ids of ways, or None to leave it open."""


class Outcome(StrEnum):
    """How a visit ended."""

    FINISHED = "finished"
    WITHDRAWN = "withdrawn"
    """Given up before it was done: interrupted, or ended with its scope."""
    UNHANDLED = "unhandled"
    """An error end that nothing around it catches: the process ends with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One visit of an element that has ended; the history is in the order in which they ended.

    ``enabled`` and ``finished`` are by the walk's clock, in seconds. ``decided`` are the ids of the ways
    taken at a choice. ``action`` is the number of the action, from 1, that ended it; 0 before the first.
    """

    element: str
    number: int
    participant: int
    pool: str | None
    lane: str | None
    enabled: float
    finished: float
    outcome: Outcome = Outcome.FINISHED
    decided: tuple[str, ...] = ()
    action: int = 0
