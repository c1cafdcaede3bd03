"""Teams at work: a queue, the people on the floor, and who does what at every moment."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

from studio.simulation.clock import Clock, Happening, Kind, rank

if TYPE_CHECKING:
    from studio.simulation.engine import Visit

__all__ = ["Crew", "Person"]


class Person:
    """One member of a team, numbered from 0; ``visit`` is the work in hand."""

    __slots__ = ("available", "number", "on_floor", "times", "visit")

    def __init__(self, number: int, times: Iterator[tuple[float, float]]) -> None:
        self.number = number
        self.times = times
        self.on_floor = False
        self.visit: Visit | None = None
        self.available = False
        """Whether the number stands in the crew's heap of people without work."""


class Crew:
    """A team during one replication.

    The queue is served by priority, then by the moment of enabling, then by case and token number.
    Whoever has the lowest number among those on the floor without work takes the next visit; work in
    hand is finished before its person leaves the floor. A visit that needs several people waits at
    the head of the queue until they are all free.
    """

    def __init__(self, clock: Clock, number: int, speed: float, people: list[Person]) -> None:
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
        self.concerned = False
        """Whether its queue or its people changed during the present event."""
        self._free: list[int] = []
        self._since = 0.0
        self.queue_area = 0.0
        self.floor_area = 0.0
        self.busy_area = 0.0
        self.overtime_area = 0.0
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
        self.clock.at(comes, order, Happening(self.clock, lambda _: self.arrive(person)))
        if goes < inf:
            self.clock.at(goes, order, Happening(self.clock, lambda _: self.leave(person)))

    def arrive(self, person: Person) -> None:
        """The person comes to the floor, perhaps still busy with the work taken before the break."""
        self._account()
        person.on_floor = True
        self.on_floor += 1
        if person.visit is not None:
            self.overtime -= 1
            self.busy += 1
        else:
            self._offer(person)
            self.serve()

    def leave(self, person: Person) -> None:
        """The person's time on the floor ends; work in hand goes on as overtime."""
        self._account()
        person.on_floor = False
        self.on_floor -= 1
        if person.visit is not None:
            self.busy -= 1
            self.overtime += 1
        self._come(person)

    def _offer(self, person: Person) -> None:
        if not person.available:
            person.available = True
            heappush(self._free, person.number)

    # -- the queue ---------------------------------------------------------------------------

    def enqueue(self, visit: Visit) -> bool:
        """Take an enabled visit into the queue; whether somebody is free for it."""
        if self.clock.time != self._since:
            self._account()
        self.waiting += 1
        case = visit.case
        heappush(self.queue, (case.priority, visit.enabled, case.number, visit.token.number, visit))
        return bool(self._free)

    def withdraw(self, visit: Visit) -> bool:
        """Give up a visit that waits or is being worked on; whether others wait for its people."""
        if visit.people:
            return self.release(visit)
        self._account()
        self.waiting -= 1
        return True  # it may have stood in the way of one that needs fewer people

    def release(self, visit: Visit) -> bool:
        """The people of a visit have done with it; whether other work waits for them."""
        if self.clock.time != self._since:
            self._account()
        for person in visit.people:
            person.visit = None
            if person.on_floor:
                self.busy -= 1
                person.available = True
                heappush(self._free, person.number)
            else:
                self.overtime -= 1
        return self.waiting > 0

    def serve(self) -> None:
        """Start waiting visits for as long as there are people for the first of them."""
        self.concerned = False
        queue, free = self.queue, self._free
        while queue and free:
            visit = queue[0][4]
            if not visit.live:
                heappop(queue)
                continue
            taken = self._take(visit.station.people)
            if not taken:
                return
            heappop(queue)
            if self.clock.time != self._since:
                self._account()
            self.waiting -= 1
            self.busy += len(taken)
            for person in taken:
                person.visit = visit
            visit.people = taken
            visit.station.start(visit)

    def _take(self, needed: int) -> list[Person]:
        """The free people with the lowest numbers, or nobody if there are not enough."""
        free = self._free
        taken: list[Person] = []
        while free:
            person = self.people[heappop(free)]
            person.available = False
            if person.on_floor:
                taken.append(person)
                if len(taken) == needed:
                    return taken
        for person in taken:
            self._offer(person)
        return []

    # -- what is measured --------------------------------------------------------------------

    def _account(self) -> None:
        """Bring the areas under queue, floor, busy and overtime up to the present."""
        past = self.clock.time - self._since
        self._since = self.clock.time
        self.floor_area += self.on_floor * past
        self.busy_area += self.busy * past
        self.queue_area += self.waiting * past
        self.overtime_area += self.overtime * past

    def measure_from_now(self) -> None:
        """Forget what was measured so far: the warm-up is over."""
        self._account()
        self.queue_area = self.floor_area = self.busy_area = self.overtime_area = 0.0

    def areas(self) -> tuple[float, float, float, float]:
        """Person- and visit-seconds of queue, floor, busy and overtime until now."""
        self._account()
        return self.queue_area, self.floor_area, self.busy_area, self.overtime_area
