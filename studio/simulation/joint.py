"""A sample of whole cases, by which it is explained where the time of a promise went.

Percentiles of steps do not add up to that of the whole: how long a case is under way, and where, has to
be taken case by case. Memory stays flat: when there are too many cases, every second one is dropped and
from then on only every second one is taken.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["PROMISE_COLUMNS", "TRAIL_COLUMNS", "JointSample"]

TRAIL_COLUMNS = ("node", "enabled", "finished", "wait", "work", "batching", "off_shift", "overtaken")
"""Of each visit the row of its node, two moments, and seconds: waited, worked, and of the wait those for
company, with nobody on shift, and behind more urgent work that came later."""

PROMISE_COLUMNS = ("begun", "ended", "kept", "passed")
"""Of each promise two moments, whether it was kept, and the seconds that passed by its own clock; NaN where
the case is not under it."""


class JointSample:
    """Every so many of the counted cases: what each of their visits took, and how each promise fared."""

    MOST = 10_000

    __slots__ = ("_begun", "_cases", "_promises", "_stride")

    def __init__(self, promises: int) -> None:
        self._promises = promises
        self._stride = 1
        self._begun = 0
        self._cases: list[tuple[int, NDArray[np.float64], Sequence[float]]] = []

    def __len__(self) -> int:
        return len(self._cases)

    def begin(self) -> array[float] | None:
        """Where the visits of the next counted case are to be told; None if it is left out."""
        number = self._begun
        self._begun += 1
        return array("d", (float(number),)) if not number % self._stride else None

    def add(self, trail: array[float], told: Sequence[float]) -> None:
        """A case has left, or the run has ended."""
        number = int(trail[0])
        if number % self._stride:
            return
        visits = np.frombuffer(trail, dtype=np.float64)[1:].reshape(-1, len(TRAIL_COLUMNS))
        self._cases.append((number, visits.copy(), told))
        if len(self._cases) > self.MOST:
            self._stride *= 2
            self._cases = [each for each in self._cases if not each[0] % self._stride]

    def cases(self, at_most: int) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
        """Up to so many cases, evenly chosen: a row a visit, and a row a promise, with the columns above."""
        among = sorted(self._cases, key=lambda each: each[0])
        every = -(-len(among) // at_most) if among else 1
        return [
            (visits, np.array(told, dtype=np.float64).reshape(self._promises, len(PROMISE_COLUMNS)))
            for _, visits, told in among[::every]
        ]
