"""Which team takes a visit: the first of several that can, by preference and by who is free."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from studio.model import Guard
from studio.simulation.waiting import Causes

if TYPE_CHECKING:
    from studio.simulation.teams import Crew
    from studio.simulation.tokens import Visit

__all__ = ["Ticket", "way_in", "way_out"]


def way_in(crews: Sequence[Crew], guards: Sequence[Guard | None], people: int) -> Callable[[Visit], None]:
    """What an enabled visit does to be taken up by one of these teams, which are in order of preference.

    ``guards`` tell team by team which cases it can do (None: all); ``people`` is how many a visit needs.
    """
    if len(crews) == 1 and guards[0] is None:
        return crews[0].admit if people == 1 else crews[0].admit_several
    return _Choice(crews, guards, people).admit


def way_out(crews: Sequence[Crew]) -> Callable[[Visit], None]:
    """What becomes of a visit that is given up, whether it waits for these teams or one is at work on it."""
    return crews[0].withdraw


class Ticket:
    """The places in queues of a visit about which there is more to say than that it waits.

    It may stand in the queues of several teams, and is ``counted`` by the first of them only.
    """

    __slots__ = ("counted", "others")

    def __init__(self, counted: Crew, others: Sequence[Crew] = ()) -> None:
        self.counted = counted
        self.others = others

    def rather(self, crew: Crew) -> Iterator[Crew]:
        """The teams that come before this one in the order of preference."""
        for other in (self.counted, *self.others):
            if other is crew:
                return
            yield other

    def give_back(self) -> None:
        """The visit waits no longer; whoever stood behind it may be next."""
        self.counted.quit_queue()
        self.counted.concern()
        for crew in self.others:
            crew.see_off()
            crew.concern()


class _Stranded(Ticket):
    """What a visit has that no team can do: it is counted by the first one, and in no queue."""

    __slots__ = ()

    def give_back(self) -> None:
        self.counted.unstrand()


class _Choice:
    """Several teams that can do a step, or one that can do it for some cases.

    Whether a team can do a visit is judged when it is enabled. It is taken up at once by the first team
    with enough people free and nobody before it in the queue; else it waits in all their queues until
    one of them has, the first of them if several have at one instant. A team that has never so
    many people as the visit needs is left out where another one has.

    A visit that no team can do waits for ever, counted by the first team, and its case is stuck there.
    """

    def __init__(self, crews: Sequence[Crew], guards: Sequence[Guard | None], people: int) -> None:
        self._crews = tuple(zip(crews, guards, strict=True))
        self._first = crews[0]
        self._people = people

    def admit(self, visit: Visit) -> None:
        """Start the visit if people of a team are free for it, else queue it."""
        crews = self._able(visit)
        if not crews:
            self._first.strand()
            visit.ticket = _Stranded(self._first)
            return
        for crew in crews:
            if crew.is_next(visit) and crew.take(visit):
                visit.station.start(visit)
                return
        first, *others = crews
        if first is self._first and not others:
            first.queue_up(visit)
            return
        visit.ticket = Ticket(first, others)
        if visit.case.priority or all(self._people > crew.always for crew in crews):
            Causes.of(crews, self._people).enter(visit)
        first.count_in(visit)
        for crew in others:
            crew.welcome(visit)

    def _able(self, visit: Visit) -> tuple[Crew, ...]:
        """The teams that can do the visit, in order of preference."""
        values = visit.case.values
        able = tuple(crew for crew, guard in self._crews if guard is None or guard.evaluate(values))
        large_enough = tuple(crew for crew in able if len(crew.people) >= self._people)
        return large_enough or able[:1]
