"""The simulated clock: a SimPy environment whose simultaneous events have one order only."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from heapq import heapify, heappop, heappush
from typing import Any

import simpy

__all__ = ["Clock", "Happening", "Kind", "rank"]


class Kind(IntEnum):
    """What happens first among things that happen at the same instant."""

    WARM_UP_ENDS = 0
    SHIFT = 1
    FINISH = 2
    TIMER = 3
    MESSAGE = 4
    ARRIVAL = 5
    OBSERVATION = 6
    END = 7


_CASE_BITS = 40
_TOKEN_BITS = 20


def rank(kind: int, case: int = 0, token: int = 0) -> int:
    """Position among simultaneous events: by kind, then case number, then token number.

    For a shift change the team's and the person's number stand in the place of case and token.
    """
    return ((kind << _CASE_BITS | case) << _TOKEN_BITS) + token


class Happening(simpy.Event):
    """A SimPy event at a fixed moment that calls one function with itself."""

    __slots__ = ("callbacks",)

    _ok = True
    _value: Any = None

    def __init__(self, then: Callable[[Any], None]) -> None:
        self.callbacks = [then]

    def cancel(self) -> None:
        """Let the moment pass without anything happening."""
        self.callbacks = _NOTHING


_NOTHING: list[Callable[[Any], None]] = []

_MOST_FORGOTTEN = 1000
"""Moments kept at least at which nothing happens any more."""


class Clock(simpy.Environment):
    """SimPy's environment, started at 0 s, that also takes absolute moments and a full order.

    ``time`` is ``now`` as a plain attribute: it is read several times a visit.
    """

    def __init__(self) -> None:
        super().__init__(0.0)
        self.time = 0.0
        self.stopped = False
        self.number = self._eid.__next__
        """Counts what is scheduled."""
        self._forgotten = 0

    @property
    def agenda(self) -> list[Any]:
        """What is going to happen: a heap of (moment, order, number, happening)."""
        return self._queue

    def at(self, moment: float, order: int, happening: Happening) -> None:
        """Let ``happening`` take place at ``moment``, among its equals at place ``order``.

        ``schedule`` would add a delay to the present, which can round to another moment.
        """
        heappush(self._queue, (moment, order, self.number(), happening))  # type: ignore[misc]

    def forget(self, happening: Happening) -> None:
        """Let nothing happen; moments of which nothing is left to expect are cleared from time to time."""
        happening.cancel()
        self._forgotten += 1
        queue = self._queue
        if self._forgotten > _MOST_FORGOTTEN and 2 * self._forgotten > len(queue):
            queue[:] = [entry for entry in queue if entry[3].callbacks]
            heapify(queue)
            self._forgotten = 0

    def proceed(self, events: int) -> None:
        """Process up to that many events; fewer if ``stopped`` is set or nothing is left.

        This is SimPy's own step without what a happening does not need: it has one callback, cannot
        fail, and nobody asks it afterwards whether it was processed.
        """
        queue = self._queue
        for _ in range(events):
            if self.stopped or not queue:
                return
            self.time, _, _, event = heappop(queue)
            if event.callbacks:
                event.callbacks[0](event)

    @property
    def now(self) -> float:
        return self.time

    def is_idle(self) -> bool:
        """Whether nothing is going to happen any more."""
        return not self._queue
