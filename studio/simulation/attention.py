"""What people have in hand who may have several things there, and how each of these proceeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import inf
from typing import TYPE_CHECKING

from studio.scenario import Timetable
from studio.scenario.handling import RampUp
from studio.simulation.clock import Clock, Happening, Kind, rank
from studio.simulation.floor import Stay
from studio.simulation.teams import Person

if TYPE_CHECKING:
    from studio.simulation.tokens import Visit

__all__ = ["Attendant", "Job"]

_FINISH = rank(Kind.FINISH)

_INSTANT = 1e-6


class Attendant(Person):
    """A person who may have several things in hand, and leave them until the next shift."""

    __slots__ = ("away", "doing", "hands", "offered")

    def __init__(
        self, number: int, stays: Iterator[Stay], shift: Timetable, speed: float, ramps: Sequence[RampUp] = ()
    ) -> None:
        super().__init__(number, stays, shift, speed, ramps)
        self.hands: list[Job] = []
        """The work in hand, in the order in which it was taken up."""
        self.away = False
        """Gone home: the shift is over, and the next stay on the floor has not begun."""
        self.doing = 0
        """What the crew's levels count the person for."""
        self.offered = 0
        """A bit for each number of things in hand with which the person stands in the crew's heap."""

    @property
    def is_wholly_taken(self) -> bool:
        """Whether the work in hand suffers nothing beside it."""
        return bool(self.hands) and self.hands[0].whole


class Job:
    """Work in hand: a visit, or a block of the team's own work; how far it is and how fast it goes on."""

    __slots__ = (
        "_clock",
        "_done",
        "_effort",
        "_left",
        "_order",
        "_pace",
        "_share",
        "_since",
        "_then",
        "due",
        "people",
        "rests",
        "speed",
        "stretch",
        "visit",
        "whole",
    )

    def __init__(
        self, clock: Clock, people: Sequence[Attendant], visit: Visit | None, order: int, *, whole: bool
    ) -> None:
        self.people = people
        self.visit = visit
        """None for own work."""
        self.whole = whole
        """Whether its people have nothing else in hand."""
        self.speed = 1.0
        """Of its people, with nothing else in hand."""
        self.rests = False
        self.stretch = clock.time
        """Since when it has been worked on without a rest, or has rested."""
        self.due = inf
        """When it will be done as things stand."""
        self._clock = clock
        self._order = _FINISH + order
        self._left = 0.0
        """Seconds that it still takes at normal speed."""
        self._effort = 0.0
        self._pace = self._share = 0.0
        self._since = clock.time
        self._then = _nothing
        self._done: Happening | None = None

    def begin(self, content: float, then: Callable[[], None]) -> None:
        """There are ``content`` seconds at normal speed to do; then something happens."""
        self._left = content
        self._then = then

    def effort(self) -> float:
        """Seconds of each of its people that have gone into it so far."""
        self._catch_up()
        return self._effort

    def must_rest(self) -> bool:
        """Whether one of its people has gone home; what is done at that very moment is done."""
        return any(person.away for person in self.people) and self.due > self._clock.time + _INSTANT

    def go_on(self, pace: float, share: float) -> None:
        """Go on with so many seconds of work in a second, and that share of its people's attention."""
        self._catch_up()
        self._share = share
        if pace == self._pace:
            return
        self._pace = pace
        self._forget_due()
        if pace:
            then = self._then
            self.due = self._clock.time + max(0.0, self._left) / pace
            self._done = Happening(lambda _: then())
            self._clock.at(self.due, self._order, self._done)

    def end(self) -> None:
        """Nobody works on it any more."""
        self._catch_up()
        self._forget_due()
        self._then = _nothing

    def _forget_due(self) -> None:
        """Nothing happens when it was due: that moment stays on the clock's agenda."""
        self.due = inf
        if self._done is not None:
            self._done.cancel()
            self._done = None

    def _catch_up(self) -> None:
        now = self._clock.time
        passed = now - self._since
        self._left -= passed * self._pace
        self._effort += passed * self._share
        self._since = now


def _nothing() -> None:
    """What happens when work ends that has not begun, or is over."""
