"""What one node counts: every visit that is over is added up, explained and logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.simulation.records import Outcome
from studio.simulation.rows import NOTHING, Work
from studio.simulation.tokens import Case, Visit

if TYPE_CHECKING:
    from studio.simulation.station import Station

__all__ = ["Account"]


class Account:
    """The account of one station, in its tally, in the sums of its cases and in the log."""

    def __init__(self, station: Station) -> None:
        engine, row = station.engine, station.row
        self._clock = engine.clock
        self._tally = station.tally
        self._index = station.index
        self._team = row.team
        self._people = row.people
        self._costs = engine.costs
        self._is_outside = row.work in (Work.EVENT, Work.MESSAGE)
        self._is_measured = row.is_step or self._is_outside
        self._log = engine.log if not row.is_frame else None

    @property
    def is_logged(self) -> bool:
        """Whether every visit is written down."""
        return self._log is not None

    def passed(self, case: Case, ordinal: int, via: int) -> None:
        """Write down a visit that took no time."""
        assert self._log is not None
        now = self._clock.time
        nobody = NOTHING, NOTHING
        times = now, now, now, 0.0, 0.0, 0.0, 0.0
        self._log.visit((case.number, self._index, ordinal, via, *nobody, Outcome.FINISHED, NOTHING, *times))

    def over(self, visit: Visit, outcome: Outcome, cause: int, effort: float) -> None:
        """A visit is over, on which people have spent that many seconds each.

        ``cause`` is the event that ended it, if it was given up for one.
        """
        now = self._clock.time
        started = visit.started
        if started < 0.0:
            started = now
        if self._is_measured:
            case = visit.case
            work = now - started - visit.paused
            wait = started - visit.enabled + visit.paused
            if not visit.rivals or visit is visit.rivals[0]:  # rivals wait together, and the case once
                case.wait += wait
                if self._is_outside:
                    case.external += wait
                if case.trail is not None:
                    causes = visit.batching, visit.off_shift + visit.paused, visit.overtaken
                    case.trail.extend((self._index, visit.enabled, now, wait, work, *causes))
            case.work += work
            if wait and (visit.off_shift or visit.overtaken or visit.batching or visit.paused):
                self._explain(visit, wait)
            if effort:
                self._charge(visit, effort)
            if case.counted:
                tally = self._tally
                if visit.started >= 0.0:
                    tally.add_wait(wait)
                    tally.add_work(work)
                elif not visit.rivals:
                    tally.give_up(wait)
                    if outcome is Outcome.ABANDONED:
                        tally.abandoned += 1
        if self._log is not None:
            self._write(visit, outcome, cause, started)

    def _explain(self, visit: Visit, wait: float) -> None:
        """Add up why the visit waited, apart from contention."""
        case = visit.case
        case.batching += visit.batching
        case.off_shift += visit.off_shift + visit.paused
        case.overtaken += visit.overtaken
        if case.counted:
            tally = self._tally
            tally.batching += visit.batching
            tally.off_shift += visit.off_shift + visit.paused
            if visit.paused:
                tally.rest(wait, visit.paused)
            tally.overtaken += visit.overtaken

    def _charge(self, visit: Visit, effort: float) -> None:
        case = visit.case
        assert visit.crew is not None
        cost = effort * self._people * self._costs[visit.crew.number]
        case.cost += cost
        if case.counted:
            self._tally.cost += cost

    def _write(self, visit: Visit, outcome: Outcome, cause: int, started: float) -> None:
        assert self._log is not None
        crew, now = visit.crew, self._clock.time
        who = (
            (crew.number, visit.people[0].number)
            if crew is not None and visit.people
            else (self._team, NOTHING)
        )
        times = visit.enabled, started, now, now - started - visit.paused
        causes = visit.batching, visit.off_shift + visit.paused, visit.overtaken
        where = visit.case.number, self._index, visit.ordinal, visit.via
        self._log.visit((*where, *who, outcome, cause, *times, *causes))
