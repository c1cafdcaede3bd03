"""Teams at work: a queue, the people on the floor, and who does what at every moment."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

from studio.scenario import Timetable
from studio.simulation.clock import Clock, Happening, Kind, rank

if TYPE_CHECKING:
    from studio.simulation.tokens import Visit

__all__ = ["Crew", "Person"]


class Person:
    """One member of a team, numbered from 0; ``visit`` is the work in hand."""

    __slots__ = ("alone", "available", "left", "number", "on_floor", "shift", "times", "visit")

    def __init__(self, number: int, times: Iterator[tuple[float, float]], shift: Timetable) -> None:
        self.number = number
        self.times = times
        self.shift = shift
        """The paid time, of which the time on the floor is a part."""
        self.left = 0.0
        """When the floor was last left."""
        self.on_floor = False
        self.visit: Visit | None = None
        self.available = False
        """Whether the number stands in the crew's heap of people without work."""
        self.alone = [self]


class Crew:
    """A team during one replication.

    A visit that finds somebody free and nobody waiting is taken up at once. The queue is served by
    priority, then by the moment of enabling, then by case and token number.
    Whoever has the lowest number among those on the floor without work takes the next visit; work in
    hand is finished before its person leaves the floor. A visit that needs several people waits at
    the head of the queue until they are all free.

    A crew whose queue may move on puts itself on the ``agenda``; whoever works that off calls ``serve``.

    The areas under queue, busy, floor and overtime are kept as sums of moments: a level that rises at
    t and falls at u has the area u − t.
    """

    def __init__(
        self, clock: Clock, number: int, speed: float, people: list[Person], agenda: list[Crew]
    ) -> None:
        self.clock = clock
        self.number = number
        self.speed = speed
        self.people = people
        self.queue: list[tuple[int, float, int, int, Visit]] = []
        self.waiting = 0
        self.on_floor = 0
        self.busy = 0
        self.overtime = 0
        """People who work on although they should have left the floor."""
        self._agenda = agenda
        self._concerned = False
        self._free: list[int] = []
        self._queue_sum = self._floor_sum = self._busy_sum = self._overtime_sum = 0.0
        self._paid_breaks = 0.0
        for person in people:
            self._come(person)

    # -- the floor ---------------------------------------------------------------------------

    def _come(self, person: Person) -> None:
        """Schedule the person's next coming and going."""
        span = next(person.times, None)
        if span is None or span[0] == inf:
            return
        comes, goes = span
        order = rank(Kind.SHIFT, self.number, person.number)
        self.clock.at(comes, order, Happening(lambda _: self.arrive(person)))
        if goes < inf:
            self.clock.at(goes, order, Happening(lambda _: self.leave(person)))

    def arrive(self, person: Person) -> None:
        """The person comes to the floor, perhaps still busy with the work taken before the break."""
        now = self.clock.time
        person.on_floor = True
        self.on_floor += 1
        self._floor_sum -= now
        if person.visit is not None:
            self._end_overtime(person)
            self.busy += 1
            self._busy_sum -= now
        else:
            self._offer(person)
            self.serve()

    def leave(self, person: Person) -> None:
        """The person's time on the floor ends; work in hand goes on as overtime."""
        person.left = now = self.clock.time
        person.on_floor = False
        self.on_floor -= 1
        self._floor_sum += now
        if person.visit is not None:
            self.busy -= 1
            self._busy_sum += now
            self.overtime += 1
            self._overtime_sum -= now
        self._come(person)

    def _end_overtime(self, person: Person) -> None:
        """What was worked through a break is paid with the shift already."""
        now = self.clock.time
        self.overtime -= 1
        self._overtime_sum += now
        self._paid_breaks += person.shift.between(person.left, now)

    def _offer(self, person: Person) -> None:
        if not person.available:
            person.available = True
            heappush(self._free, person.number)

    # -- the queue ---------------------------------------------------------------------------

    def admit(self, visit: Visit) -> None:
        """Start the visit if somebody is free for it, else queue it."""
        free = self._free
        if not self.waiting and visit.station.people == 1:
            while free:
                person = self.people[heappop(free)]
                person.available = False
                if person.on_floor:
                    person.visit = visit
                    visit.people = person.alone
                    self.busy += 1
                    self._busy_sum -= visit.enabled
                    visit.station.start(visit)
                    return
        enabled, case = visit.enabled, visit.case
        self.waiting += 1
        self._queue_sum -= enabled
        heappush(self.queue, (case.priority, enabled, case.number, visit.token.number, visit))
        if free and not self._concerned:
            self._concern()

    def withdraw(self, visit: Visit) -> None:
        """Give up a visit that waits or is being worked on."""
        if visit.people:
            self.release(visit)
            return
        self.waiting -= 1
        self._queue_sum += self.clock.time
        if self.waiting and not self._concerned:
            self._concern()  # it may have stood in the way of one that needs fewer people

    def release(self, visit: Visit) -> None:
        """The people of a visit have done with it."""
        now = self.clock.time
        for person in visit.people:
            person.visit = None
            if person.on_floor:
                self.busy -= 1
                self._busy_sum += now
                person.available = True
                heappush(self._free, person.number)
            else:
                self._end_overtime(person)
        if self.waiting and not self._concerned:
            self._concern()

    def _concern(self) -> None:
        """Remember to serve the queue when the present event is settled."""
        self._concerned = True
        self._agenda.append(self)

    def serve(self) -> None:
        """Start waiting visits for as long as there are people for the first of them."""
        self._concerned = False
        queue, free, people, now = self.queue, self._free, self.people, self.clock.time
        while queue and free:
            visit = queue[0][4]
            if not visit.live:
                heappop(queue)
                continue
            station = visit.station
            if station.people == 1:
                person = people[heappop(free)]
                person.available = False
                if not person.on_floor:
                    continue
                person.visit = visit
                visit.people = person.alone
                self.busy += 1
                self._busy_sum -= now
            elif not self._take(visit, station.people):
                return
            heappop(queue)
            self.waiting -= 1
            self._queue_sum += now
            station.start(visit)

    def _take(self, visit: Visit, needed: int) -> bool:
        """Give the visit the free people with the lowest numbers, or nobody if there are not enough."""
        taken: list[Person] = []
        while self._free and len(taken) < needed:
            person = self.people[heappop(self._free)]
            person.available = False
            if person.on_floor:
                taken.append(person)
        if len(taken) < needed:
            for person in taken:
                self._offer(person)
            return False
        for person in taken:
            person.visit = visit
        visit.people = taken
        self.busy += needed
        self._busy_sum -= needed * self.clock.time
        return True

    # -- what is measured --------------------------------------------------------------------

    def measure_from_now(self) -> None:
        """Forget what was measured so far: the warm-up is over."""
        now = self.clock.time
        self._queue_sum = -self.waiting * now
        self._floor_sum = -self.on_floor * now
        self._busy_sum = -self.busy * now
        self._overtime_sum = -self.overtime * now
        self._paid_breaks = 0.0
        for person in self.people:
            person.left = now

    def areas(self) -> tuple[float, float, float, float]:
        """Person- and visit-seconds of queue, floor, busy and overtime until now."""
        now = self.clock.time
        return (
            self._queue_sum + self.waiting * now,
            self._floor_sum + self.on_floor * now,
            self._busy_sum + self.busy * now,
            self._overtime_sum + self.overtime * now,
        )

    def overtime_in_shifts(self) -> float:
        """Person-seconds of overtime until now that were breaks of a shift."""
        now = self.clock.time
        under_way = (person for person in self.people if person.visit is not None and not person.on_floor)
        return self._paid_breaks + sum(person.shift.between(person.left, now) for person in under_way)
