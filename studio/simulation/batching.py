"""Work that waits until enough of it is together, and is then done in one go."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Any

from studio.simulation.clock import Happening
from studio.simulation.rows import BatchRow
from studio.simulation.tokens import Visit

if TYPE_CHECKING:
    from studio.simulation.station import Station

__all__ = ["Batch", "Batches"]


class Batch(Visit):
    """Visits that are done together: one piece of work for a team, which begins and ends for all at once.

    To the team it looks like a visit of the case that completed it, or of the last one in it when its
    time was up.
    """

    __slots__ = ("members",)

    def __init__(self, station: Station, last: Visit, members: list[Visit]) -> None:
        super().__init__(station, last.token, last.case, last.via, last.ordinal)
        self.members = members

    def rested(self) -> float:
        """Seconds for which it has rested until now."""
        job = self.job
        resting = self.station.clock.time - job.stretch if job is not None and job.rests else 0.0
        return self.paused + resting


class Batches:
    """The batches of one station."""

    def __init__(self, station: Station, row: BatchRow) -> None:
        self._station = station
        self._row = row
        self._gathering: dict[Visit, None] = {}
        self._batch_of: dict[Visit, Batch] = {}
        self._patience: Happening | None = None
        self._on_batch: list[Callable[[Any], None]] = [self._is_done]

    def admit(self, visit: Visit) -> None:
        """The visit waits for company; with the last one, the batch goes to the team."""
        self._gathering[visit] = None
        if len(self._gathering) >= self._row.size:
            self._dispatch()
        elif len(self._gathering) == 1 and self._row.within < inf:
            clock = self._station.clock
            self._patience = Happening(lambda _: self._time_is_up())
            order = self._station.timer_rank + visit.case.order + visit.token.number
            clock.at(clock.time + self._row.within, order, self._patience)

    def _time_is_up(self) -> None:
        self._patience = None
        self._dispatch()
        self._station.engine.serve()

    def _dispatch(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
        members = list(self._gathering)
        self._gathering.clear()
        now = self._station.clock.time
        batch = Batch(self._station, members[-1], members)
        batch.callbacks = self._on_batch
        for member in members:
            member.batching = now - member.enabled
            self._batch_of[member] = batch
        self._station.send_to_team(batch)

    def begun(self, batch: Visit, needed: float) -> None:
        """A team has taken up the batch, which takes so many seconds."""
        assert isinstance(batch, Batch)
        boundary = self._station.boundary
        for member in batch.members:
            member.started = batch.started
            member.crew, member.people = batch.crew, batch.people
            member.off_shift, member.overtaken = batch.off_shift, batch.overtaken
        if boundary is not None:
            for member in batch.members:
                boundary.started(member, batch.started, needed)

    def _is_done(self, batch: Batch) -> None:
        """The SimPy event of a batch: all that is in it is finished, in the order in which it came."""
        crew = batch.crew
        assert crew is not None
        effort = crew.effort(batch) / len(batch.members)
        crew.release(batch)
        batch.live = False
        for member in batch.members:
            member.paused = batch.paused
            del self._batch_of[member]
        for member in batch.members:
            if member.live:
                self._station.done_with_others(member, effort)

    def withdraw(self, visit: Visit) -> float:
        """A member is given up; the others go on, and with the last one the whole batch.

        Returns the effort that it took with it: that of the batch which ends with it.
        """
        if visit in self._gathering:
            del self._gathering[visit]
            visit.batching = self._station.clock.time - visit.enabled
            if not self._gathering and self._patience is not None:
                self._patience.cancel()
                self._patience = None
            return 0.0
        batch = self._batch_of.pop(visit, None)
        if batch is None:  # done with the others, of which one has just ended what this one was for
            return 0.0
        batch.members.remove(visit)
        visit.off_shift, visit.overtaken = batch.off_shift, batch.overtaken
        visit.crew, visit.people = batch.crew, batch.people
        if batch.members:
            visit.paused = batch.rested()
            return 0.0
        effort = batch.crew.effort(batch) if batch.crew is not None else 0.0
        batch.cancel()
        batch.live = False
        self._station.leave_team(batch)
        visit.paused = batch.paused
        return effort
