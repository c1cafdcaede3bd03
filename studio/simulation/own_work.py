"""A team's own work: what comes to its people beside the cases, the supervisors' other job."""

from __future__ import annotations

from collections.abc import Callable
from math import log

from studio.simulation.clock import Clock, Happening, Kind, rank
from studio.simulation.draws import Stream

__all__ = ["BLOCK", "OwnWork"]

BLOCK = 900.0
"""Own work comes in quarters of an hour."""


class OwnWork:
    """Blocks of own work that come at random while people are on the floor, and those that wait.

    They come as a Poisson process in the time that the team's people spend on the floor together: with
    twice as many there twice as fast, with nobody there not at all. So they take the share ``share`` of
    that time in the long run.
    """

    def __init__(
        self, clock: Clock, team: int, share: float, draws: Stream, comes: Callable[[], None]
    ) -> None:
        self.waiting = 0
        """Blocks that nobody has begun."""
        self._clock = clock
        self._order = rank(Kind.ARRIVAL, team)
        self._mean = BLOCK / share
        self._draws = draws.series()
        self._comes = comes
        self._on_floor = 0
        self._left = self._drawn()
        """Person-seconds on the floor until the next block comes."""
        self._since = clock.time
        self._next: Happening | None = None

    def _drawn(self) -> float:
        return -self._mean * log(1.0 - next(self._draws))

    def floor_changes(self, on_floor: int) -> None:
        """So many people are on the floor from now on."""
        now = self._clock.time
        self._left = max(0.0, self._left - self._on_floor * (now - self._since))
        self._since = now
        self._on_floor = on_floor
        self._await_next()

    def _await_next(self) -> None:
        if self._next is not None:
            self._next.cancel()
            self._next = None
        if self._on_floor:
            self._next = Happening(lambda _: self._arrive())
            self._clock.at(self._since + self._left / self._on_floor, self._order, self._next)

    def _arrive(self) -> None:
        self.waiting += 1
        self._since = self._clock.time
        self._left = self._drawn()
        self._await_next()
        self._comes()
