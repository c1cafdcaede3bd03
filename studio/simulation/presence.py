"""Who of a team is on the floor, who of them works, who works on beyond, and for how long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import TYPE_CHECKING

from studio.scenario import Timetable
from studio.scenario.handling import RampUp
from studio.simulation.clock import Clock
from studio.simulation.floor import Stay
from studio.simulation.rows import NOTHING

if TYPE_CHECKING:
    from studio.simulation.tokens import Visit
    from studio.simulation.waiting import Causes

__all__ = ["Person", "Presence"]


class Person:
    """One member of a team, numbered from 0; ``visit`` is the work in hand."""

    __slots__ = (
        "alone",
        "available",
        "last",
        "left",
        "number",
        "on_floor",
        "ramps",
        "shift",
        "shift_ends",
        "speed",
        "stays",
        "visit",
    )

    def __init__(
        self, number: int, stays: Iterator[Stay], shift: Timetable, speed: float, ramps: Sequence[RampUp] = ()
    ) -> None:
        self.number = number
        self.stays = stays
        self.shift = shift
        """The paid time, of which the time on the floor is a part."""
        self.speed = speed
        """Divides handling times once the person is at full speed."""
        self.ramps = ramps
        self.left = 0.0
        """When the floor was last left."""
        self.shift_ends = inf
        """When the shift ends that the next or present stay on the floor belongs to; ``inf`` if a break
        comes before that."""
        self.on_floor = False
        self.visit: Visit | None = None
        self.last = NOTHING
        """The step done last; NOTHING before the first one and after the team's own work."""
        self.available = False
        """Whether the number stands in the crew's heap of people without work."""
        self.alone = [self]

    def speed_at(self, moment: float) -> float:
        """The speed at a moment: the team's and the shift's, each with its ramp-up."""
        speed = self.speed
        for ramp in self.ramps:
            speed *= ramp.at(moment)
        return speed


class Presence:
    """The people of a team, where they are, and person-seconds on the floor, busy and in overtime.

    Areas under levels are kept as sums of moments: a level that rises at t and falls at u has the area
    u − t.
    """

    def __init__(self, clock: Clock, number: int, people: Sequence[Person]) -> None:
        self.clock = clock
        self.number = number
        self.people = people
        self.on_floor = 0
        self.busy = 0
        self.overtime = 0
        """People who work on although they should have left the floor."""
        self.always = 0
        """People who never leave the floor."""
        self.watchers: list[Causes] = []
        """Those that want to know who is on the floor."""
        self._floor_sum = self._busy_sum = self._overtime_sum = 0.0
        self._paid_breaks = 0.0

    def _step_on_floor(self, person: Person) -> None:
        person.on_floor = True
        self.on_floor += 1
        self._floor_sum -= self.clock.time
        for causes in self.watchers:
            causes.floor_changes()

    def _step_off_floor(self, person: Person) -> None:
        person.left = now = self.clock.time
        person.on_floor = False
        self.on_floor -= 1
        self._floor_sum += now
        for causes in self.watchers:
            causes.floor_changes()

    def _end_overtime(self, person: Person) -> None:
        """What was worked through a break is paid with the shift already."""
        now = self.clock.time
        self.overtime -= 1
        self._overtime_sum += now
        self._paid_breaks += person.shift.between(person.left, now)

    def measure_from_now(self) -> None:
        """Forget what was measured so far: the warm-up is over."""
        now = self.clock.time
        self._floor_sum = -self.on_floor * now
        self._busy_sum = -self.busy * now
        self._overtime_sum = -self.overtime * now
        self._paid_breaks = 0.0
        for person in self.people:
            person.left = now

    def times(self) -> tuple[float, float, float]:
        """Person-seconds on the floor, busy and in overtime until now."""
        now = self.clock.time
        return (
            self._floor_sum + self.on_floor * now,
            self._busy_sum + self.busy * now,
            self._overtime_sum + self.overtime * now,
        )

    def overtime_in_shifts(self) -> float:
        """Person-seconds of overtime until now that were breaks of a shift."""
        now = self.clock.time
        return self._paid_breaks + sum(person.shift.between(person.left, now) for person in self._late())

    def _late(self) -> Iterator[Person]:
        """Who works in overtime."""
        return (person for person in self.people if person.visit is not None and not person.on_floor)
