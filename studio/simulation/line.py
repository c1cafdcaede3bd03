"""The line of those who wait for a team, who of it is at work on what, and what is measured of both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import heappop
from typing import TYPE_CHECKING

from studio.simulation.clock import Clock
from studio.simulation.presence import Person, Presence
from studio.simulation.records import Activity
from studio.simulation.waiting import Overtaking

if TYPE_CHECKING:
    from studio.simulation.tokens import Visit

__all__ = ["Entry", "Line", "Note", "entry_of"]

Entry = tuple[int, float, int, int, "Visit"]
"""A place in a queue: priority, moment of enabling, case number, token number, and whose place it is."""

Note = Callable[[tuple[float, ...]], None]
"""Takes down what a person did: a row with ``PERSON_COLUMNS``."""


class Line(Presence):
    """The queue of a team and its counts. Who comes and who is served is for the :class:`Crew` to say."""

    def __init__(self, clock: Clock, number: int, people: Sequence[Person], note: Note | None = None) -> None:
        super().__init__(clock, number, people)
        self.queue: list[Entry] = []
        """A heap; who has been given up or taken up elsewhere is still in it and passed over."""
        self.in_line = 0
        """Visits in the queue."""
        self.guests = 0
        """Those of them that another team counts."""
        self.stranded = 0
        """Visits that wait for what never comes; they are in no queue."""
        self.resting = 0
        """Visits that were begun and rest."""
        self.overtakings: list[Overtaking] = []
        """Those that want to know who is at work on what."""
        self._is_watched = note is not None
        """Whether anybody wants to know that."""
        self._note = note
        self._queue_sum = 0.0

    # -- the queue ---------------------------------------------------------------------------

    @property
    def waiting(self) -> int:
        """Visits that wait and are counted by this team."""
        return self.in_line - self.guests + self.stranded

    def quit_queue(self) -> None:
        """One visit fewer of those that this team counts is in the queue."""
        self.in_line -= 1
        self._queue_sum += self.clock.time

    def see_off(self) -> None:
        """One of the visits that another team counts waits no longer."""
        self.guests -= 1
        self.in_line -= 1

    def strand(self) -> None:
        """Count a visit that waits for what never comes, and stands in nobody's way."""
        self.stranded += 1
        self._queue_sum -= self.clock.time

    def unstrand(self) -> None:
        """One of those visits is given up."""
        self.stranded -= 1
        self._queue_sum += self.clock.time

    def is_next(self, visit: Visit) -> bool:
        """Whether nobody who waits would come before the visit."""
        head = self.head()
        return head is None or entry_of(visit) < head

    def head(self) -> Entry | None:
        """The first place in the queue that is not given up."""
        queue = self.queue
        while queue and (not queue[0][4].live or queue[0][4].crew is not None):
            heappop(queue)
        return queue[0] if queue else None

    # -- what others want to know ------------------------------------------------------------

    def waited_so_far(self) -> float:
        """Seconds in the queue of those who are still in it, and of those whose work is in hand."""
        now = self.clock.time
        there = (visit for *_, visit in self.queue if visit.live and visit.crew is None)
        begun = dict.fromkeys(self._in_hand())
        return sum(now - visit.enabled for visit in there) + sum(
            visit.started - visit.enabled for visit in begun
        )

    def _in_hand(self) -> Iterator[Visit]:
        """The visits that somebody has begun, perhaps more than once."""
        return self.at_work_on()

    def at_work_on(self) -> Iterator[Visit]:
        """The visits that somebody is working on, perhaps more than once."""
        for person in self.people:
            if person.visit is not None:
                yield person.visit

    def watch(self, overtaking: Overtaking) -> None:
        """Tell it from now on who is at work on what."""
        self.overtakings.append(overtaking)
        self._is_watched = True

    def _begins(self, visit: Visit) -> None:
        for overtaking in self.overtakings:
            overtaking.begins(visit)

    def _ends(self, visit: Visit) -> None:
        for overtaking in self.overtakings:
            overtaking.ends(visit)

    def _take_down(self, visit: Visit) -> None:
        now = self.clock.time
        if self._note is None or now == visit.started:
            return
        for person in visit.people:
            who = self.number, person.number
            self._note((*who, visit.started, now, Activity.CASE_WORK, visit.case.number, visit.station.index))

    # -- what is measured --------------------------------------------------------------------

    def measure_from_now(self) -> None:
        """Forget what was measured so far: the warm-up is over."""
        super().measure_from_now()
        self._queue_sum = -self.waiting * self.clock.time

    def areas(self) -> tuple[float, float, float, float]:
        """Person- and visit-seconds of queue, floor, busy and overtime until now."""
        return (self._queue_sum + self.waiting * self.clock.time, *self.times())

    def own_work(self) -> tuple[float, float]:
        """Person-seconds until now of the team's own work: the part of busy, and the part of overtime."""
        return 0.0, 0.0


def entry_of(visit: Visit) -> Entry:
    """The place that a visit takes in a queue."""
    case = visit.case
    return case.priority, visit.enabled, case.number, visit.token.number, visit
