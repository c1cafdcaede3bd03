"""Why a visit waits: nobody is there, or somebody works on what is more urgent and came later.

What is left of a wait after these two is contention: others were there before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.simulation.teams import Crew
    from studio.simulation.tokens import Visit

__all__ = ["Causes", "Overtaking"]


_MOST_GONE = 64
"""Places kept at least before those of visits that wait no longer are dropped."""


class Causes:
    """Why visits wait that need so many people of one of these teams.

    A moment counts as *off shift* while none of the teams has as many people on the floor as a visit
    needs. It counts as *overtaken* while somebody of these teams works on a case of higher priority that
    was enabled after the visit had come to the queue, and people enough are there.
    """

    __slots__ = ("_clock", "_crews", "_entered", "_overtakings", "_people", "_short_sum", "short")

    def __init__(self, crews: Sequence[Crew], people: int) -> None:
        self._crews = crews
        self._people = people
        self._clock = crews[0].clock
        self._entered: dict[Visit, tuple[float, float, Overtaking | None, int]] = {}
        """Of each visit that waits: since when, what the clock of short staff showed, and its place among
        those that may be overtaken."""
        self._overtakings: dict[int, Overtaking] = {}
        self.short = self._is_short()
        """Whether too few people are on the floor now."""
        self._short_sum = -self._clock.time if self.short else 0.0
        if all(crew.always < people for crew in crews):
            for crew in crews:
                crew.watchers.append(self)

    @staticmethod
    def of(crews: tuple[Crew, ...], people: int) -> Causes:
        """The one that all visits share which wait for the same."""
        key = tuple(crew.number for crew in crews), people
        known = crews[0].causes
        if key not in known:
            known[key] = Causes(crews, people)
        return known[key]

    def _is_short(self) -> bool:
        return all(crew.on_floor < self._people for crew in self._crews)

    def floor_changes(self) -> None:
        """Somebody has come to the floor of one of the teams or has left it."""
        short = self._is_short()
        if short == self.short:
            return
        for overtaking in self._overtakings.values():
            overtaking.advance()
        self.short = short
        self._short_sum += -self._clock.time if short else self._clock.time

    def _passed_short(self) -> float:
        return self._short_sum + (self._clock.time if self.short else 0.0)

    def enter(self, visit: Visit) -> None:
        """The visit begins to wait."""
        priority, overtaking, place = visit.case.priority, None, 0
        if priority:
            overtaking = self._overtakings.get(priority)
            if overtaking is None:
                overtaking = self._overtakings[priority] = Overtaking(self, self._crews, priority)
            place = overtaking.enter()
        visit.causes = self
        self._entered[visit] = self._clock.time, self._passed_short(), overtaking, place

    def leave(self, visit: Visit) -> None:
        """The visit waits no longer: tell it why it did."""
        since, short_before, overtaking, place = self._entered.pop(visit)
        visit.causes = None
        waited = self._clock.time - since
        # Differences of long times round in the last digits; no cause exceeds the wait.
        visit.off_shift = min(max(0.0, self._passed_short() - short_before), waited)
        if overtaking is not None:
            visit.overtaken = min(max(0.0, overtaking.leave(place)), waited - visit.off_shift)


class Overtaking:
    """For how long each visit that waits has been overtaken, in O(log n) a visit.

    Those overtaken at a moment are those that came before the *latest* comer among the more urgent ones
    at work: a prefix of all that wait, in order of coming. A Fenwick tree takes what each moment adds to
    a prefix; what one visit has gathered is the sum from its place on.
    """

    __slots__ = (
        "_at_work",
        "_came",
        "_cause",
        "_clock",
        "_dropped",
        "_first",
        "_gone",
        "_latest",
        "_now",
        "_number",
        "_priority",
        "_total",
        "_tree",
    )  # fmt: skip

    def __init__(self, cause: Causes, crews: Sequence[Crew], priority: int) -> None:
        self._cause = cause
        self._clock = crews[0].clock
        self._priority = priority
        self._at_work: dict[Visit, None] = {}
        """More urgent visits that somebody is working on."""
        self._latest: list[tuple[float, int, Visit]] = []
        """The same, the one that came last at the head, among others that are done."""
        self._number = 0
        self._now = self._clock.time
        self._empty()
        for crew in crews:
            for visit in crew.at_work_on():
                self.begins(visit)
            crew.watch(self)

    # -- who is at work ----------------------------------------------------------------------

    def begins(self, visit: Visit) -> None:
        """Somebody begins to work on the visit, or goes on."""
        if visit.case.priority >= self._priority or visit in self._at_work:
            return
        self.advance()
        self._at_work[visit] = None
        self._number += 1
        heappush(self._latest, (-visit.enabled, self._number, visit))

    def ends(self, visit: Visit) -> None:
        """Nobody works on the visit any more, or for the time being."""
        if visit not in self._at_work:
            return
        self.advance()
        del self._at_work[visit]
        latest = self._latest
        while latest and latest[0][2] not in self._at_work:
            heappop(latest)
        if len(latest) > 2 * len(self._at_work) + 16:
            self._latest = [entry for entry in latest if entry[2] in self._at_work]
            heapify(self._latest)

    # -- who waits ---------------------------------------------------------------------------

    def enter(self) -> int:
        """One more begins to wait; its place."""
        self.advance()
        came, tree = self._came, self._tree
        came.append(self._clock.time)
        size = len(came)
        below, first, covered = size - 1, size - (size & -size), 0.0
        while below > first:
            covered += tree[below]
            below -= below & -below
        tree.append(covered)
        self._gone.append(False)
        return self._dropped + size - 1

    def leave(self, place: int) -> float:
        """One waits no longer; for how long it was overtaken."""
        self.advance()
        place -= self._dropped
        gathered, below = self._total, place
        while below:
            gathered -= self._tree[below]
            below -= below & -below
        gone = self._gone
        gone[place] = 1
        while self._first < len(gone) and gone[self._first]:
            self._first += 1
        if self._first == len(gone):
            self._empty()
        elif self._first > _MOST_GONE and 2 * self._first > len(gone):
            self._drop_the_first()
        return gathered

    def _empty(self) -> None:
        self._dropped = 0
        """How many places there were before those below."""
        self._first = 0
        """The place among those below of who has waited longest."""
        self._came: list[float] = []
        self._gone = bytearray()
        self._tree = [0.0]
        self._total = 0.0

    def _drop_the_first(self) -> None:
        """Forget the places before that of who has waited longest."""
        tree, first = self._tree, self._first
        for node in range(len(tree) - 1, 0, -1):
            above = node + (node & -node)
            if above < len(tree):
                tree[above] -= tree[node]
        del tree[1 : first + 1], self._came[:first], self._gone[:first]
        self._total = sum(tree)
        for node in range(1, len(tree)):
            above = node + (node & -node)
            if above < len(tree):
                tree[above] += tree[node]
        self._dropped += first
        self._first = 0

    def advance(self) -> None:
        """Add the time since the last change to all that were overtaken in it."""
        now = self._clock.time
        if self._latest and self._came and not self._cause.short:
            place = bisect_left(self._came, -self._latest[0][0])
            if place:
                passed = now - self._now
                self._total += passed
                while place < len(self._tree):
                    self._tree[place] += passed
                    place += place & -place
        self._now = now
