"""Sums, counts and percentiles gathered while a replication runs, in memory that does not grow."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["CASE_SUMS", "CaseTally", "Series", "StepTally", "TeamTally", "Timeline", "bin_edges"]

_EXACT = 1 << 16
"""Values kept as they are; beyond it they are counted in bins."""

_SUBDIVISION = 1024
"""Bins an octave: a percentile taken from bins is off by less than 0.05 %."""


class Series:
    """A sample of non-negative numbers for percentiles: exact up to 65,536 values, then in narrow bins."""

    __slots__ = ("_bins", "_held", "_size", "_values")

    def __init__(self) -> None:
        self._values: list[NDArray[np.float64]] = []
        self._size = self._held = 0
        self._bins: dict[int, int] = {}

    def __len__(self) -> int:
        return self._size

    def extend(self, values: NDArray[np.float64]) -> None:
        """Take in a copy of further values."""
        self._values.append(values.copy())
        self._size += len(values)
        self._held += len(values)
        if self._held > _EXACT:
            self._bins = self._counted()
            self._values = []
            self._held = 0

    def percentiles(self, shares: tuple[float, ...]) -> tuple[float, ...]:
        """Percentiles at ``shares`` in [0, 1], interpolated linearly between neighbours; NaN when empty."""
        if not self._size:
            return (float("nan"),) * len(shares)
        if not self._bins:
            return tuple(np.quantile(np.concatenate(self._values), shares).tolist())
        bins, counts = self.bins()
        positions = np.asarray(shares) * (self._size - 1)
        found = np.searchsorted(np.cumsum(counts), positions, side="right")
        low, high = bin_edges(bins[np.minimum(found, len(bins) - 1)])
        return tuple(((low + high) / 2).tolist())

    def bins(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Occupied bins, ascending, and how many values lie in each; ``bin_edges`` tells where they are."""
        counted = self._counted()
        keys = sorted(counted)
        return np.array(keys, dtype=np.int64), np.array([counted[key] for key in keys], dtype=np.int64)

    def _counted(self) -> dict[int, int]:
        counted = dict(self._bins)
        if self._values:
            bins, counts = _binned(np.concatenate(self._values))
            for bin_, number in zip(bins.tolist(), counts.tolist(), strict=True):
                counted[bin_] = counted.get(bin_, 0) + number
        return counted


def _binned(values: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    mantissa, exponent = np.frexp(values)
    bins = exponent.astype(np.int64) * _SUBDIVISION + ((mantissa - 0.5) * 2 * _SUBDIVISION).astype(np.int64)
    bins[values <= 0.0] = _ZERO
    return np.unique(bins, return_counts=True)


_ZERO = -(1 << 40)
"""The bin of the value 0, below every other."""


def bin_edges(bins: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lower and upper edge of each bin; both 0 for the bin of the value 0."""
    octave, part = np.divmod(bins, _SUBDIVISION)
    zero = bins == _ZERO
    octave = np.where(zero, 0, octave)
    low = np.ldexp(0.5 + part / (2 * _SUBDIVISION), octave)
    high = np.ldexp(0.5 + (part + 1) / (2 * _SUBDIVISION), octave)
    return np.where(zero, 0.0, low), np.where(zero, 0.0, high)


class StepTally:
    """Visits of one node by counted cases: counts, and seconds waited and worked.

    A visit is added by ``add_wait`` and ``add_work``; the sums are brought up to date by ``settle``.
    """

    __slots__ = (
        "_service_level",
        "_waits",
        "_works",
        "add_wait",
        "add_work",
        "ended",
        "passed",
        "unserved",
        "wait",
        "waited",
        "waits",
        "within",
        "work",
    )  # fmt: skip

    def __init__(self, service_level: float) -> None:
        self.passed = 0
        """Visits that were enabled; of events that race, those that happened."""
        self.ended = 0
        """Visits that were finished or withdrawn: those that the sums below are over."""
        self.unserved = 0
        """Visits given up before they were started."""
        self.wait = 0.0
        self.waited = 0
        """Visits with a wait above 0."""
        self.within = 0
        """Visits that waited no longer than the service level and were not given up."""
        self.work = 0.0
        self.waits = Series()
        self._service_level = service_level
        self._waits = array("d")
        self._works = array("d")
        self.add_wait = self._waits.append
        self.add_work = self._works.append

    def give_up(self, wait: float) -> None:
        """A visit left the queue before anybody took it up."""
        self.unserved += 1
        self.add_wait(wait)
        self.add_work(0.0)
        if wait <= self._service_level:
            self.within -= 1

    def settle(self) -> None:
        """Add up what came since the last time."""
        waits = np.frombuffer(self._waits, dtype=np.float64)
        self.ended += len(waits)
        self.wait += float(waits.sum())
        self.waited += int(np.count_nonzero(waits > 0.0))
        self.within += int(np.count_nonzero(waits <= self._service_level))
        self.work += float(np.frombuffer(self._works, dtype=np.float64).sum())
        self.waits.extend(waits)
        self._waits = array("d")
        self._works = array("d")
        self.add_wait = self._waits.append
        self.add_work = self._works.append


CASE_SUMS = ("cycle", "wait", "work", "cost", "hand_offs", "rework", "climbs", "first_contact")
"""What is known of each completed case: seconds, money, counts.

The last is 1 for a case that was settled by whoever took it first: never handed on, never raised,
and with no step done twice.
"""


class CaseTally:
    """Counted cases of one replication: how they left, sums over the completed ones, promises."""

    def __init__(self, promises: int, nodes: int) -> None:
        self.arrived = 0
        self.completed = 0
        self.stuck = 0
        self.endless = 0
        self.sums = np.zeros(len(CASE_SUMS))
        self.cycles = Series()
        self.kept = [0] * promises
        self.due = [0] * promises
        self.ends = [0] * nodes
        """Completed cases by each node at which a token of theirs ended."""
        self._rows: list[tuple[float, ...]] = []
        self.add = self._rows.append

    def settle(self) -> None:
        """Add up what came since the last time."""
        rows = np.array(self._rows, dtype=np.float64).reshape(-1, len(CASE_SUMS))
        self.completed += len(rows)
        self.sums += rows.sum(axis=0)
        self.cycles.extend(rows[:, 0])
        self._rows.clear()

    def sum(self, name: str) -> float:
        """The sum over completed cases of one of ``CASE_SUMS``."""
        return float(self.sums[CASE_SUMS.index(name)])


@dataclass(slots=True)
class Timeline:
    """What was seen at regular moments: a row a look; columns are teams.

    When there are too many looks every second one is dropped and the interval doubled, so that the
    longest run is told by some hundred looks.
    """

    interval: float
    moments: list[float] = field(default_factory=list)
    waiting: list[tuple[int, ...]] = field(default_factory=list)
    busy: list[tuple[int, ...]] = field(default_factory=list)
    on_floor: list[tuple[int, ...]] = field(default_factory=list)
    in_system: list[int] = field(default_factory=list)

    MOST = 480

    def thin(self) -> None:
        if len(self.moments) < self.MOST:
            return
        columns: tuple[list[Any], ...] = (
            self.moments,
            self.waiting,
            self.busy,
            self.on_floor,
            self.in_system,
        )
        for column in columns:
            del column[::2]
        self.interval *= 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamTally:
    """A team over the measured time, in person-seconds; ``queue`` in visit-seconds."""

    queue: float
    floor: float
    busy: float
    overtime: float
    paid: float
