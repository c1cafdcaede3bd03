"""Sums, counts and percentiles gathered while a replication runs, in memory that does not grow."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from studio.simulation.records import ClimbOutcome
from studio.simulation.series import Series

__all__ = [
    "CASE_SUMS",
    "CaseTally",
    "ClimbTally",
    "DrawnTally",
    "PromiseClocks",
    "StepTally",
    "TeamTally",
    "Timeline",
    "hour_of_week",
]


class StepTally:
    """Visits of one node by counted cases: counts, and seconds waited and worked.

    A visit is added by ``add_wait`` and ``add_work``; the sums are brought up to date by ``settle``.
    """

    __slots__ = (
        "_service_level",
        "_waits",
        "_works",
        "abandoned",
        "add_wait",
        "add_work",
        "again",
        "batching",
        "cost",
        "ended",
        "off_shift",
        "overtaken",
        "passed",
        "paused",
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
        """Visits given up before they were started; ``abandoned`` are those that the customer gave up."""
        self.abandoned = 0
        self.again = 0
        """Visits by cases that had been there before."""
        self.cost = 0.0
        """Money for the time worked, whoever did it."""
        self.wait = 0.0
        self.batching = self.off_shift = self.overtaken = self.paused = 0.0
        """Of the wait: for company, with nobody on shift, and behind more urgent work that came later."""
        self.waited = 0
        """Visits with a wait above 0."""
        self.within = 0
        """Visits that were started no later than the service level says."""
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

    def rest(self, wait: float, paused: float) -> None:
        """Of a visit's wait so much came after its start: the service level asks for that alone."""
        self.paused += paused
        if wait - paused <= self._service_level < wait:
            self.within += 1

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


CASE_SUMS = (
    "cycle", "wait", "work", "cost", "hand_offs", "rework", "climbs", "call_backs", "first_contact",
    "batching", "off_shift", "overtaken", "external",
)  # fmt: skip
"""What is known of each completed case: seconds, money, counts; and why it waited, contention apart.

``first_contact`` is 1 for a case that was settled at the customer's first contact by whoever took it
first: never handed on, never raised, and with no step done twice.
"""


@dataclass(slots=True)
class ClimbTally:
    """Climbs of counted cases to one level of a ladder."""

    start: datetime
    """The moment at which the simulated clock shows 0, by which the hours of the week are told."""
    by_cause: dict[tuple[int, int], int] = field(default_factory=dict)
    """Climbs by the node from which the case climbed, and why."""
    outcomes: list[int] = field(default_factory=lambda: [0] * len(ClimbOutcome))
    missed: int = 0
    """Climbs of which the level missed the deadline."""
    answered: int = 0
    """Climbs that the level answered; ``answer`` is how many seconds that took them in all."""
    answer: float = 0.0
    hours: list[int] = field(default_factory=lambda: [0] * 168)
    """Climbs of the measured time, those of cases that are not counted too, by the hour of the week in which
    they were raised; hour 0 begins on Monday at 00:00."""

    @property
    def raised(self) -> int:
        """Cases that the level had to answer; those of which it was only told are counted apart."""
        return sum(self.by_cause.values())

    def add(self, step: int, cause: int, outcome: ClimbOutcome, took: float, missed: bool) -> None:
        """A climb of a counted case is over; it was at the level for ``took`` seconds."""
        self.outcomes[outcome] += 1
        if outcome is ClimbOutcome.NOTIFIED:
            return
        self.by_cause[step, cause] = self.by_cause.get((step, cause), 0) + 1
        self.missed += missed
        if outcome in (ClimbOutcome.SETTLED, ClimbOutcome.PASSED_UP):
            self.answered += 1
            self.answer += took

    def note_hour(self, raised: float) -> None:
        """A case climbed at that moment of the measured time."""
        self.hours[hour_of_week(self.start, raised)] += 1


@dataclass(slots=True)
class DrawnTally:
    """How often one escalation that is drawn in the diagram, such as a deadline at a step, has happened."""

    start: datetime
    raised: int = 0
    """To counted cases."""
    hours: list[int] = field(default_factory=lambda: [0] * 168)
    """In the measured time, by the hour of the week, as in :class:`ClimbTally`."""

    def note_hour(self, raised: float) -> None:
        self.hours[hour_of_week(self.start, raised)] += 1


def hour_of_week(start: datetime, moment: float) -> int:
    """The hour of the week, from Monday at 00:00, on the wall clock ``moment`` seconds after ``start``."""
    local = (start.astimezone(UTC) + timedelta(seconds=moment)).astimezone(start.tzinfo)
    return local.weekday() * 24 + local.hour


class PromiseClocks:
    """How long the cases took that came to the end of a promise, by two clocks, in seconds.

    The ``company``'s is the promise's own and may pause; the ``customer``'s never does. Where the
    promise's own is the clock on the wall both are one.
    """

    __slots__ = ("_company", "_customer", "add", "company", "customer")

    def __init__(self, *, pauses: bool) -> None:
        self.customer = Series()
        self.company = Series() if pauses else self.customer
        self._customer = array("d")
        self._company = array("d")
        self.add = self._add_both if pauses else self._add_one

    def _add_both(self, company: float, customer: float) -> None:
        self._company.append(company)
        self._customer.append(customer)

    def _add_one(self, _company: float, customer: float) -> None:
        self._customer.append(customer)

    def settle(self) -> None:
        """Take in what came since the last time."""
        for series, values in ((self.customer, self._customer), (self.company, self._company)):
            if values:
                series.extend(np.frombuffer(values, dtype=np.float64))
        self._customer = array("d")
        self._company = array("d")


class CaseTally:
    """Counted cases of one replication: how they left, sums over the completed ones, promises.

    ``promises`` says of each promise whether its own clock pauses.
    """

    def __init__(self, promises: Sequence[bool], nodes: int) -> None:
        self.arrived = 0
        self.completed = 0
        self.stuck = 0
        self.endless = 0
        self.abandoned = 0
        self.contained = 0
        self.other_stays = 0.0
        """Seconds in the process of the cases that did not complete; of open ones until the end."""
        self.sums = np.zeros(len(CASE_SUMS))
        self.cycles = Series()
        self.kept = [0] * len(promises)
        self.due = [0] * len(promises)
        self.clocks = [PromiseClocks(pauses=pauses) for pauses in promises]
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
        for clocks in self.clocks:
            clocks.settle()

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
    own: float = 0.0
    """The part of busy that went to the team's own work."""
    own_overtime: float = 0.0
    """The part of overtime that went to it."""
    in_line: float = 0.0
    """Visit-seconds in the queue, up to the end, of those whose visits are not over by then."""
