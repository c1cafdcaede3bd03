"""When there are replications enough: precision stopping, and how many it will take as far as is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, inf, isnan
from typing import Generic, TypeVar

__all__ = ["Stopping", "excess"]

T = TypeVar("T")

_STEADY_FOR = 5
"""Further replications for which the precision must hold."""

_TELLING = 5
"""Replications from which on it is foreseen how many it will take."""


def excess(half_width: float, wanted: float) -> float:
    """An interval's half-width as a multiple of the wanted one; 0 where there is none to judge by."""
    if isnan(half_width) or half_width == 0:
        return 0.0
    return half_width / wanted if wanted > 0 else inf


class Stopping(Generic[T]):
    """Stop when every figure is known well enough, and has been for some replications.

    ``worst`` tells of the replications so far the largest :func:`excess` of their figures: 1 or less is
    well enough.
    """

    def __init__(self, worst: Callable[[Sequence[T]], float], at_least: int, at_most: int) -> None:
        self.at_least, self.at_most = at_least, at_most
        self.fixed = at_least == at_most
        self.reached = False
        self._worst = worst
        self._judged = (0, inf)
        self._since: int | None = None

    def enough(self, found: Sequence[T]) -> bool:
        done = len(found)
        if self._excess(found) > 1:
            self._since = None
            return False
        if self._since is None:
            self._since = done
        self.reached = done - self._since >= _STEADY_FOR
        return self.reached

    def expected(self, found: Sequence[T]) -> int:
        """How many replications it will be: half-widths shrink with the root of their number."""
        done = len(found)
        if done < _TELLING or self.fixed:
            return self.at_least
        over = self._excess(found)
        known = min(done * over**2, self.at_most) if over > 1 else self._since or done
        return min(max(ceil(known), self.at_least) + _STEADY_FOR, self.at_most)

    def _excess(self, found: Sequence[T]) -> float:
        """The largest excess, judged once for each number of replications."""
        done, over = self._judged
        if done != len(found):
            over = self._worst(found)
            self._judged = (len(found), over)
        return over
