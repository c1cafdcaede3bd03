"""Teams whose people do more than one thing to its end: several contacts at once, rests, own work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

from studio.simulation.attention import Attendant, Job
from studio.simulation.clock import Clock, Happening, Kind, rank
from studio.simulation.draws import Stream
from studio.simulation.own_work import BLOCK, OwnWork
from studio.simulation.records import Activity
from studio.simulation.rows import NOTHING
from studio.simulation.teams import Crew, Note, Person, serve_all

if TYPE_CHECKING:
    from studio.simulation.tokens import Visit

__all__ = ["Handling", "VersatileCrew"]

_WORKS, _LATE, _OWN = 1, 2, 4
"""What a person does: works at all, works though off the floor, works on what is the team's own."""


class Handling:
    """How a team handles its work, beside its queue."""

    __slots__ = ("at_once", "drag", "suspends")

    def __init__(self, *, at_once: int, slower: float, suspends: bool) -> None:
        self.at_once = at_once
        self.drag = (slower - 1.0) / (at_once - 1) if at_once > 1 else 0.0
        """By how much each further contact in hand prolongs all of them."""
        self.suspends = suspends
        """Whether work in hand rests from the end of a shift until its person comes again."""


class VersatileCrew(Crew):
    """A team whose people have several contacts in hand, let work rest, or have work of their own.

    A person serves up to ``at_once`` contacts. With k in hand all of them proceed 1 + (slower − 1)
    (k − 1)/(at_once − 1) times slower than one alone. Whoever has the fewest in hand takes the next, among
    those the lowest number. A visit that needs several people, and a block of own work, take people who
    have nothing in hand, and these take nothing beside it.

    Where work is suspended it rests when the shift of one of its people ends, keeps its people, and goes
    on when they are all back; they take nothing new before. Breaks within a shift are worked through, as
    are the ends of shifts where work is finished.

    Own work is begun when no case waits, proceeds at normal speed and is not interrupted for a case.
    """

    people: Sequence[Attendant]

    def __init__(
        self,
        clock: Clock,
        number: int,
        speed: float,
        people: Sequence[Attendant],
        agenda: list[Crew],
        *,
        handling: Handling,
        note: Note | None = None,
    ) -> None:
        super().__init__(clock, number, speed, people, agenda, note=note)
        self.own: OwnWork | None = None
        self._handling = handling
        self._own_levels = [0, 0]
        """People at own work: on the floor, and in overtime."""
        self._own_sums = [0.0, 0.0]

    def get_own_work(self, share: float, draws: Stream) -> None:
        """From now on own work comes for this share of the time on the floor."""
        self.own = OwnWork(self.clock, self.number, share, draws, self._own_work_comes)

    # -- the floor ---------------------------------------------------------------------------

    def arrive(self, person: Person) -> None:
        """The person comes to the floor and goes on with what is in hand, before anything else."""
        assert isinstance(person, Attendant)
        self._step_on_floor(person)
        self._tell_own_work()
        person.away = False
        for job in person.hands:
            self._proceed(job)
        self._account(person)
        self._offer(person)
        self.look_at_queue()

    def leave(self, person: Person) -> None:
        """The person's time on the floor ends; work in hand goes on, unless the shift ends and it rests."""
        assert isinstance(person, Attendant)
        ends = person.shift_ends
        self._step_off_floor(person)
        self._tell_own_work()
        if self._handling.suspends and ends <= self.clock.time:
            self._go_home(person)
        elif self._handling.suspends and ends < inf:
            order = rank(Kind.SHIFT, self.number, person.number)
            self.clock.at(ends, order, Happening(lambda _: self._go_home(person)))
        self._account(person)
        self._come(person)

    def _go_home(self, person: Attendant) -> None:
        """The person's shift is over, perhaps in a break."""
        person.away = True
        for job in person.hands:
            self._proceed(job)

    def _tell_own_work(self) -> None:
        if self.own is not None:
            self.own.floor_changes(self.on_floor)

    # -- who has a free place ----------------------------------------------------------------

    def _offer(self, person: Person) -> None:
        """Put the person where those stand who can take something, once for each number in hand."""
        assert isinstance(person, Attendant)
        in_hand = len(person.hands)
        if not person.on_floor or person.is_wholly_taken or in_hand >= self._handling.at_once:
            return
        if not person.offered >> in_hand & 1:
            person.offered |= 1 << in_hand
            heappush(self._free, in_hand * len(self.people) + person.number)

    def _found(self, needed: int, *, whole: bool) -> list[Attendant]:
        """The people who take the next thing; nobody where they are not enough."""
        found: list[Attendant] = []
        free, staff = self._free, len(self.people)
        while free and len(found) < needed:
            in_hand, number = divmod(free[0], staff)
            person = self.people[number]
            is_free = person.on_floor and len(person.hands) == in_hand and not person.is_wholly_taken
            if is_free and whole and in_hand:
                break
            heappop(free)
            person.offered &= ~(1 << in_hand)
            if is_free:
                found.append(person)
        if len(found) == needed:
            return found
        for person in found:
            self._offer(person)
        return []

    # -- the queue ---------------------------------------------------------------------------

    def admit(self, visit: Visit) -> None:
        """Start the visit if somebody has a place free for it, else queue it."""
        if not self.in_line and self.take(visit):
            visit.station.start(visit)
        else:
            self.queue_up(visit)

    def admit_several(self, visit: Visit) -> None:
        """The same for a visit that needs several people."""
        self.admit(visit)

    def serve(self) -> None:
        """Start waiting visits for as long as there are people for the first of them, then own work."""
        self.is_concerned = False
        while (head := self.head()) is not None:
            visit = head[4]
            if visit.ticket is not None and self.gives_way(visit.ticket):
                if self.is_concerned:
                    return
                continue
            if not self.take(visit):
                return
            heappop(self.queue)
            self._waits_no_longer(visit)
            visit.station.start(visit)
        while self.own is not None and self.own.waiting and (people := self._found(1, whole=True)):
            self.own.waiting -= 1
            self._begin_own_work(people)

    def take(self, visit: Visit) -> bool:
        """Give the visit the people who are to take it, or nobody if there are not enough."""
        needed = visit.station.people
        people = self._found(needed, whole=needed > 1)
        if not people:
            return False
        order = visit.case.order + visit.token.number
        visit.job = Job(self.clock, people, visit, order, whole=needed > 1)
        visit.people = [*people]
        visit.crew = self
        self._hand_over(visit.job)
        if self.overtakings:
            self._begins(visit)
        return True

    def _hand_over(self, job: Job) -> None:
        for person in job.people:
            *others, _ = person.hands = [*person.hands, job]
            for other in others:
                self._proceed(other)
            self._account(person)
            self._offer(person)

    # -- the work ----------------------------------------------------------------------------

    def work(self, visit: Visit, content: float) -> float:
        """Let the people of a visit do what takes ``content`` seconds at normal speed.

        The visit happens when they have done it. Returns the seconds that this takes as things stand.
        """
        job = visit.job
        assert job is not None
        job.speed = self._speed or self.speed_of(visit.people)
        job.begin(content, lambda: visit.callbacks[0](visit))
        self._proceed(job)
        return job.due - self.clock.time

    def effort(self, visit: Visit) -> float:
        """Seconds of each of its people that have gone into a visit; shared ones are shared evenly."""
        return 0.0 if visit.job is None else visit.job.effort()

    def release(self, visit: Visit) -> None:
        """The people of a visit have done with it, wherever they are."""
        job, visit.job = visit.job, None
        assert job is not None
        for person in visit.people:
            person.last = visit.station.index
        if self.overtakings:
            self._ends(visit)
        self._let_go(job)

    def _let_go(self, job: Job) -> None:
        job.end()
        self._end_stretch(job)
        if job.rests and job.visit is not None:
            self.resting -= 1
        for person in job.people:
            person.hands.remove(job)
            for other in person.hands:
                self._proceed(other)
            self._account(person)
            self._offer(person)
        self.concern()

    def _proceed(self, job: Job) -> None:
        """Let work in hand go on as its people can, or rest."""
        rests = job.must_rest()
        if rests != job.rests:
            self._end_stretch(job)
            job.rests = rests
            if job.visit is not None:
                self._rests(job.visit) if rests else self._goes_on(job.visit)
            for person in job.people:
                self._account(person)
        together = len(job.people[0].hands)
        if rests:
            job.go_on(0.0, 0.0)
        else:
            job.go_on(job.speed / (1.0 + self._handling.drag * (together - 1)), 1.0 / together)

    def _rests(self, visit: Visit) -> None:
        self.resting += 1
        if self.overtakings:
            self._ends(visit)

    def _goes_on(self, visit: Visit) -> None:
        self.resting -= 1
        if self.overtakings:
            self._begins(visit)

    def _end_stretch(self, job: Job) -> None:
        """The time is over for which a job has been worked on without a rest, or has rested."""
        since, job.stretch = job.stretch, self.clock.time
        visit = job.visit
        if visit is not None and job.rests:
            visit.paused += job.stretch - since
        if self._note is None or since == job.stretch:
            return
        what = Activity.RESTING if job.rests else Activity.CASE_WORK if visit else Activity.OWN_WORK
        about = (NOTHING, NOTHING) if visit is None else (visit.case.number, visit.station.index)
        for person in job.people:
            self._note((self.number, person.number, since, job.stretch, what, *about))

    # -- own work ----------------------------------------------------------------------------

    def _own_work_comes(self) -> None:
        self.concern()
        serve_all(self._agenda)

    def _begin_own_work(self, people: list[Attendant]) -> None:
        order = rank(0, self.number, people[0].number)
        job = Job(self.clock, people, None, order, whole=True)
        self._hand_over(job)
        job.begin(BLOCK, lambda: self._end_own_work(job))
        self._proceed(job)

    def _end_own_work(self, job: Job) -> None:
        for person in job.people:
            person.last = NOTHING
        self._let_go(job)
        serve_all(self._agenda)

    def at_work_on(self) -> Iterator[Visit]:
        """The visits that somebody is working on, perhaps more than once."""
        for person in self.people:
            for job in person.hands:
                if job.visit is not None and not job.rests:
                    yield job.visit

    def _in_hand(self) -> Iterator[Visit]:
        """The visits that somebody has begun, resting ones too."""
        for person in self.people:
            for job in person.hands:
                if job.visit is not None:
                    yield job.visit

    # -- what is measured --------------------------------------------------------------------

    def _account(self, person: Attendant) -> None:
        """Count the person at the levels where they belong now."""
        before, after, now = person.doing, 0, self.clock.time
        if any(not job.rests for job in person.hands):
            after = _WORKS | (0 if person.on_floor else _LATE) | (_OWN if self._is_at_own_work(person) else 0)
        if before == after:
            return
        person.doing = after
        if before & _LATE:
            self._end_overtime(person)
        elif before:
            self.busy -= 1
            self._busy_sum += now
        if after & _LATE:
            self.overtime += 1
            self._overtime_sum -= now
            person.left = now
        elif after:
            self.busy += 1
            self._busy_sum -= now
        for doing, change in ((before, -1), (after, 1)):
            if doing & _OWN:
                level = bool(doing & _LATE)
                self._own_levels[level] += change
                self._own_sums[level] -= change * now

    @staticmethod
    def _is_at_own_work(person: Attendant) -> bool:
        return person.hands[0].visit is None

    def measure_from_now(self) -> None:
        """Forget what was measured so far: the warm-up is over."""
        super().measure_from_now()
        self._own_sums = [-level * self.clock.time for level in self._own_levels]

    def own_work(self) -> tuple[float, float]:
        """Person-seconds until now of the team's own work: the part of busy, and the part of overtime."""
        now = self.clock.time
        busy, late = (
            sum_ + level * now for sum_, level in zip(self._own_sums, self._own_levels, strict=True)
        )
        return busy, late

    def _late(self) -> Iterator[Person]:
        """Who works in overtime."""
        return (person for person in self.people if person.doing & _LATE)
