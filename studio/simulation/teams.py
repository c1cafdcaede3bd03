"""Teams at work: a queue, the people on the floor, and who does what at every moment."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

from studio.simulation.choosing import Ticket
from studio.simulation.clock import Clock, Happening, Kind, rank
from studio.simulation.line import Line, Note, entry_of
from studio.simulation.presence import Person
from studio.simulation.waiting import Causes

if TYPE_CHECKING:
    from studio.simulation.tokens import Visit

__all__ = ["Crew", "Note", "Person", "serve_all"]

_FINISH = rank(Kind.FINISH)
_ALL_CAME = rank(Kind.FINISH) - 1
"""Behind every change of shift."""


class Crew(Line):
    """A team during one replication whose people do one thing at a time, to its end.

    A visit that finds somebody free and nobody waiting is taken up at once. The queue is served by
    priority, then by the moment of enabling, then by case and token number.
    Whoever has the lowest number among those on the floor without work takes the next visit; work in
    hand is finished before its person leaves the floor. A visit that needs several people waits at
    the head of the queue until they are all free.

    Whoever takes up a visit hears what it takes by ``work``; people are free again by ``release``, or by
    ``withdraw`` where it is given up. A crew whose queue may move on puts itself on the ``agenda``;
    whoever works that off calls ``serve``.
    """

    def __init__(
        self,
        clock: Clock,
        number: int,
        speed: float,
        people: Sequence[Person],
        agenda: list[Crew],
        *,
        note: Note | None = None,
    ) -> None:
        super().__init__(clock, number, people, note)
        self.causes: dict[tuple[tuple[int, ...], int], Causes] = {}
        """By the teams and the people whom visits wait for that this is the first team of."""
        alike = all(person.speed == speed and not person.ramps for person in people)
        self._speed = speed if alike else None
        """That of all people at any time, if there is such a one."""
        self._agenda = agenda
        self.is_concerned = False
        """Whether its queue is going to be served when the present event is settled."""
        self.has_given_way = False
        """Whether it waits for another team to take up what that one can have first."""
        self._free: list[int] = []
        self._events, self._number = clock.agenda, clock.number
        for person in people:
            self._come(person)

    # -- the floor ---------------------------------------------------------------------------

    def _come(self, person: Person) -> None:
        """Schedule the person's next coming and going."""
        stay = next(person.stays, None)
        if stay is None or stay[0] == inf:
            return
        comes, goes, person.shift_ends = stay
        order = rank(Kind.SHIFT, self.number, person.number)
        self.clock.at(comes, order, Happening(lambda _: self.arrive(person)))
        if goes < inf:
            self.clock.at(goes, order, Happening(lambda _: self.leave(person)))
        elif comes <= self.clock.time:
            self.always += 1

    def arrive(self, person: Person) -> None:
        """The person comes to the floor, perhaps still busy with the work taken before the break."""
        self._step_on_floor(person)
        if person.visit is not None:
            self._end_overtime(person)
            self.busy += 1
            self._busy_sum -= self.clock.time
        else:
            self._offer(person)
            self.look_at_queue()

    def look_at_queue(self) -> None:
        """Serve the queue when all who come or go at this instant have done so.

        Else the first who comes would be given what others take up who come as well, or what needs
        somebody who is about to go.
        """
        if not self._agenda:
            self.clock.at(self.clock.time, _ALL_CAME, Happening(lambda _: serve_all(self._agenda)))
        self.concern()

    def leave(self, person: Person) -> None:
        """The person's time on the floor ends; work in hand goes on as overtime."""
        self._step_off_floor(person)
        if person.visit is not None:
            now = self.clock.time
            self.busy -= 1
            self._busy_sum += now
            self.overtime += 1
            self._overtime_sum -= now
        self._come(person)

    def _offer(self, person: Person) -> None:
        if not person.available:
            person.available = True
            heappush(self._free, person.number)

    # -- the queue ---------------------------------------------------------------------------

    def admit(self, visit: Visit) -> None:
        """Start a visit for one person if somebody is free for it, else queue it."""
        free = self._free
        if not self.in_line:
            while free:
                person = self.people[heappop(free)]
                person.available = False
                if person.on_floor:
                    person.visit = visit
                    visit.people = person.alone
                    visit.crew = self
                    self.busy += 1
                    self._busy_sum -= self.clock.time
                    if self.overtakings:
                        self._begins(visit)
                    visit.station.start(visit)
                    return
        case = visit.case
        self.in_line += 1
        self._queue_sum -= self.clock.time
        if case.priority or not self.always:
            self._explain(visit)
        heappush(self.queue, (case.priority, visit.enabled, case.number, visit.token.number, visit))
        if free and not self.is_concerned:
            self.concern()

    def admit_several(self, visit: Visit) -> None:
        """Queue a visit for several people; who finds them free is taken up within the same event."""
        self.queue_up(visit)

    def queue_up(self, visit: Visit) -> None:
        """Let the visit wait in this queue alone."""
        self._explain(visit)
        self.count_in(visit)

    def _explain(self, visit: Visit) -> None:
        """Let somebody find out why the visit waits, if it can be for anything but contention."""
        people = visit.station.people
        if visit.case.priority or people > self.always:
            visit.ticket = Ticket(self)
            Causes.of((self,), people).enter(visit)

    def count_in(self, visit: Visit) -> None:
        """Put a visit in the queue that this team counts."""
        self._queue_sum -= self.clock.time
        self._line_up(visit)

    def welcome(self, visit: Visit) -> None:
        """Put a visit in the queue that another team counts."""
        self.guests += 1
        self._line_up(visit)

    def _line_up(self, visit: Visit) -> None:
        self.in_line += 1
        heappush(self.queue, entry_of(visit))
        if self._free:
            self.concern()

    def concern(self) -> None:
        """Remember to serve the queue when the present event is settled."""
        if not self.is_concerned:
            self.is_concerned = True
            self._agenda.append(self)

    def serve(self) -> None:
        """Start waiting visits for as long as there are people for the first of them."""
        self.is_concerned = False
        queue, free, people, now = self.queue, self._free, self.people, self.clock.time
        while queue and free:
            visit = queue[0][4]
            if not visit.live or visit.crew is not None:
                heappop(queue)
                continue
            if visit.ticket is not None and self.gives_way(visit.ticket):
                if self.is_concerned:
                    return
                continue
            station = visit.station
            if station.people == 1:
                person = people[heappop(free)]
                person.available = False
                if not person.on_floor:
                    continue
                person.visit = visit
                visit.people = person.alone
                visit.crew = self
                self.busy += 1
                self._busy_sum -= now
                if self.overtakings:
                    self._begins(visit)
            elif not self.take(visit):
                return
            heappop(queue)
            if visit.ticket is None:
                self.in_line -= 1
                self._queue_sum += now
            else:
                self._waits_no_longer(visit)
            station.start(visit)

    def gives_way(self, ticket: Ticket) -> bool:
        """Let a team move on first that the visit would rather have; whether there is such a one.

        If that one has itself just let this team move on, this one goes on later: ``is_concerned`` then.
        Both never wait for each other, as all queues have their visits in one order.
        """
        for crew in ticket.rather(self):
            if crew.has_given_way:
                self.concern()
                return True
            if crew.is_concerned:
                self.has_given_way = True
                crew.serve()
                self.has_given_way = False
                return True
        return False

    def take(self, visit: Visit) -> bool:
        """Give the visit the free people with the lowest numbers, or nobody if there are not enough."""
        needed = visit.station.people
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
        visit.crew = self
        self.busy += needed
        self._busy_sum -= needed * self.clock.time
        if self.overtakings:
            self._begins(visit)
        return True

    # -- the work ----------------------------------------------------------------------------

    def work(self, visit: Visit, content: float) -> float:
        """Let the people of a visit do what takes ``content`` seconds at normal speed.

        The visit happens when they have done it. Returns the seconds that this takes as things stand.
        """
        needed = content / (self._speed or self.speed_of(visit.people))
        order = _FINISH + visit.case.order + visit.token.number
        heappush(self._events, (visit.started + needed, order, self._number(), visit))  # ``Clock.at``
        return needed

    def speed_of(self, people: Sequence[Person]) -> float:
        """The speed at which people do now what they do together: the mean of theirs."""
        now = self.clock.time
        return sum(person.speed_at(now) for person in people) / len(people)

    def effort(self, visit: Visit) -> float:
        """Seconds of each of its people that have gone into a visit under way."""
        return self.clock.time - visit.started

    def release(self, visit: Visit) -> None:
        """The people of a visit have done with it."""
        now = self.clock.time
        step = visit.station.index
        for person in visit.people:
            person.visit = None
            person.last = step
            if person.on_floor:
                self.busy -= 1
                self._busy_sum += now
                person.available = True
                heappush(self._free, person.number)
            else:
                self._end_overtime(person)
        if self._is_watched:
            self._ends(visit)
            self._take_down(visit)
        if self.in_line and not self.is_concerned:
            self.is_concerned = True
            self._agenda.append(self)

    def withdraw(self, visit: Visit) -> None:
        """Give up a visit that waits, here or in several queues, or is being worked on."""
        if visit.crew is not None:
            visit.crew.release(visit)
            return
        self._waits_no_longer(visit)
        if self.in_line:
            self.concern()  # it may have stood in the way of one that needs fewer people

    def _waits_no_longer(self, visit: Visit) -> None:
        """The visit is taken up or given up; it hears why it waited."""
        if visit.causes is not None:
            visit.causes.leave(visit)
        if visit.ticket is None:
            self.quit_queue()
        else:
            visit.ticket.give_back()
            visit.ticket = None


def serve_all(concerned: list[Crew]) -> None:
    """Let each team whose queue may move on serve it, lowest number first."""
    concerned.sort(key=_number)
    for crew in concerned:
        crew.serve()
    concerned.clear()


def _number(crew: Crew) -> int:
    return crew.number
