"""Who is in, who has left, and what is measured of it during one replication."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf, nan
from typing import TYPE_CHECKING

from studio.simulation.clock import Happening, Kind, rank
from studio.simulation.floor import shift_of
from studio.simulation.joint import JointSample
from studio.simulation.program import Program
from studio.simulation.records import CaseOutcome, Log
from studio.simulation.rows import NOTHING
from studio.simulation.tally import CaseTally, ClimbTally, DrawnTally, StepTally, TeamTally, Timeline
from studio.simulation.tokens import Case

if TYPE_CHECKING:
    from studio.simulation.engine import Engine
    from studio.simulation.teams import Crew

__all__ = ["Census", "Run"]

_COMPLETED = CaseOutcome.COMPLETED

_LOOKS = 240
"""Looks at the teams in a run of the expected length."""

_MOST_FURTHER = 4
"""Cases that arrive beyond the wanted ones, per wanted one, before a run gives those up that are still in."""

_LONG = 28 * 86400.0
"""Seconds that a run goes on at least before it gives up anybody."""

_FOLLOWED = 7 * 86400.0
"""Seconds for which cases of a span are followed at least when it is over."""

_FOR_EVER = 366 * 86400.0
"""Seconds in vain after which nobody is expected to come any more."""

_HOPELESS = 100
"""Counted cases that all go round without end, after which no other is expected to come to its own."""

_NOT_UNDER_IT = nan, nan, nan, nan

_SETTLE_EVERY = 4096
"""Cases after which what was gathered is added up, so that memory stays flat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one replication brought: tallies over the counted cases, and the log if it was kept."""

    replication: int
    measured_from: float
    """When the warm-up was over, in seconds."""
    seconds: float
    """Measured time: from the end of the warm-up to the end of the length, or of the last counted case."""
    arriving: float
    """The part of it in which counted cases arrived."""
    departures: int
    """Cases that left within the measured time, counted or not."""
    open: int
    """Counted cases still open at the end."""
    arrived: int
    """Cases that arrived from moment 0 on, counted or not."""
    left: int
    """Cases that left from moment 0 on, counted or not."""
    is_whole: bool
    """Whether every case that came is counted, and measured until it left or the run ended."""
    in_system_area: float
    """Case-seconds in the system over the measured time."""
    cases: CaseTally
    steps: tuple[StepTally, ...]
    flows: tuple[int, ...]
    """Tokens of counted cases that passed each flow."""
    teams: tuple[TeamTally, ...]
    levels: tuple[ClimbTally, ...]
    drawn: Mapping[int, DrawnTally]
    """Escalations that the diagram draws, by the node of the event."""
    joint: JointSample
    """Whole cases by which promises are explained; empty where nothing is promised."""
    timeline: Timeline
    log: Log | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    """What is measured over a span of time."""

    seconds: float
    departures: int
    in_system_area: float
    teams: tuple[TeamTally, ...]


class Census:
    """The cases in the system and the tallies over the counted ones.

    Counted are the cases that arrive after the warm-up, up to the wanted number of them or within the
    wanted length. What is measured over time is measured from the warm-up to the end of the length, or
    until the last counted case has left.
    """

    def __init__(self, engine: Engine) -> None:
        program, length = engine.program, engine.length
        self.log = engine.log
        self.cases = CaseTally([row.clock != NOTHING for row in program.promises], len(program.nodes))
        self.joint = JointSample(len(program.promises))
        self.open: dict[Case, None] = {}
        self._engine = engine
        self._clock = engine.clock
        self._length = length
        self._promises = program.promises
        self._arrived = self._left = self._departures = 0
        self._counted = self._counted_open = 0
        self._in_system_sum = 0.0
        self._measured_from = length.warm_up
        self._last_arrival = 0.0
        self._further = 0
        self._seen: tuple[object, ...] = ()
        self._seen_since = 0.0
        self._closed: _Measured | None = None
        """What was measured when the span was over."""
        self._measured_to = inf if length.length is None else length.warm_up + length.length
        end = None if length.length is None else self._measured_to
        expected = end or length.warm_up + _expected(length.cases, program)
        self.timeline = Timeline(interval=max(1.0, expected / _LOOKS) if expected else 60.0)
        if length.warm_up:
            self._at(length.warm_up, Kind.WARM_UP_ENDS, self._warm_up_ends)
        if end is not None:
            self._at(end, Kind.END, self._time_is_up)
        self._at(self.timeline.interval, Kind.OBSERVATION, self._look)

    def _at(self, moment: float, kind: Kind, then: Callable[[], None]) -> None:
        self._clock.at(moment, rank(kind), Happening(lambda _: then()))

    def measures(self, moment: float) -> bool:
        """Whether the moment lies in the measured time."""
        return self._measured_from <= moment < self._measured_to

    # -- coming and going --------------------------------------------------------------------

    def enter(self, case: Case) -> None:
        """A case has arrived."""
        wanted = self._length.cases
        self.open[case] = None
        self._arrived += 1
        self._in_system_sum -= case.arrived
        if self._closed is not None:
            return
        if case.arrived >= self._measured_from and (wanted is None or self._counted < wanted):
            case.counted = True
            self._counted += 1
            self._counted_open += 1
            self._last_arrival = case.arrived
            self.cases.arrived += 1
            if self._promises:
                case.trail = self.joint.begin()
        elif wanted is not None and self._counted == wanted:
            self._further += 1
            overdue = case.arrived - self._last_arrival > _LONG
            if overdue and self._further > _MOST_FURTHER * wanted:
                self._clock.stopped = (
                    True  # what is still in is overtaken for ever, or nobody is there for it
                )

    def leave(self, case: Case, outcome: CaseOutcome) -> None:
        """A case has left; with the last wanted one the run is over."""
        del self.open[case]
        self._left += 1
        self._in_system_sum += case.ended
        if case.ended >= self._measured_from and self._closed is None:
            self._departures += 1
        if self.log is not None:
            self._log_case(self.log, case, outcome)
        if case.counted:
            if outcome is _COMPLETED:
                self.cases.add(_sums(case))
                for end in case.ends:
                    self.cases.ends[end] += 1
            elif outcome is CaseOutcome.STUCK:
                self.cases.stuck += 1
            elif outcome is CaseOutcome.ABANDONED:
                self.cases.abandoned += 1
            elif outcome is CaseOutcome.CONTAINED:
                self.cases.contained += 1
            else:
                self.cases.endless += 1
            if outcome is not _COMPLETED:
                self.cases.other_stays += case.ended - case.arrived
            if self._promises:
                self._judge_promises(case, completed=outcome in (_COMPLETED, CaseOutcome.CONTAINED))
            self._counted_open -= 1
            if self.cases.endless == _HOPELESS == self._counted - self._counted_open:
                self._clock.stopped = True
            if not self._counted_open and (self._closed or self._counted == self._length.cases):
                self._clock.stopped = True
        if not self._left % _SETTLE_EVERY:
            self._settle()

    def _settle(self) -> None:
        self.cases.settle()
        for station in self._engine.stations:
            station.tally.settle()

    def _judge_promises(self, case: Case, *, completed: bool) -> None:
        """Count the case for each promise that it is under and that is kept or broken by now.

        Work that is promised, given up and never done has broken the promise once the time is over: a
        deadline that takes away all that is late must not make the rest look punctual.
        """
        tally = self.cases
        told: list[float] = []
        for index, promise in enumerate(self._promises):
            begin = case.arrived if promise.begins == NOTHING else (case.begun or {}).get(index)
            if promise.ends == NOTHING:
                end = case.ended if completed else None
            else:
                end = (case.done or {}).get(index)
            if begin is None or (end is None and completed and index not in case.given_up):
                told += _NOT_UNDER_IT  # the case took a way that this promise is not about
                continue
            until = self._clock.time if end is None else end
            customer = until - begin
            if promise.clock == NOTHING:
                passed = customer
            else:
                passed = self._engine.timetables[promise.clock].between(begin, until)
            kept = passed <= promise.within + 1e-6  # sums of seconds round in the last digits
            if end is not None:
                tally.clocks[index].add(passed, customer)
            elif kept:
                told += _NOT_UNDER_IT  # it may still come in time, or was given up before its time was over
                continue
            tally.due[index] += 1
            tally.kept[index] += kept
            told += begin, until, kept, passed
        if case.trail is not None:
            self.joint.add(case.trail, told)
            case.trail = None

    def _log_case(self, log: Log, case: Case, outcome: CaseOutcome) -> None:
        log.case(
            (
                case.number,
                case.stream,
                case.ordinal,
                outcome,
                case.priority,
                case.hand_offs,
                case.rework,
                case.climbs,
                case.call_backs,
                case.end,
                case.counted,
                case.arrived,
                case.ended,
                case.wait,
                case.work,
                case.batching,
                case.off_shift,
                case.overtaken,
                case.external,
            )
        )

    def _look(self) -> None:
        line, crews = self.timeline, self._engine.crews
        if self._closed is not None:
            self._stop_if_nothing_happens()
            self._at(self._clock.time + line.interval, Kind.OBSERVATION, self._look)
            return
        line.moments.append(self._clock.time)
        line.waiting.append(tuple(crew.waiting for crew in crews))
        line.busy.append(tuple(crew.busy + crew.overtime for crew in crews))
        line.on_floor.append(tuple(crew.on_floor for crew in crews))
        line.in_system.append(len(self.open))
        line.thin()
        self._stop_if_nothing_happens()
        self._at(line.moments[-1] + line.interval, Kind.OBSERVATION, self._look)

    def _stop_if_nothing_happens(self) -> None:
        if self._clock.is_idle() or self._is_in_vain():
            self._clock.stopped = True  # what is still open waits for people who never come

    def _is_in_vain(self) -> bool:
        """Whether all that is left has waited for a year, such as work for more people than there are."""
        engine = self._engine
        heads = (crew.head() for crew in engine.crews)
        seen = self._left, *heads
        waiting = sum(crew.waiting + crew.resting for crew in engine.crews)
        moving = engine.awaits_arrivals or waiting < sum(case.pending for case in self.open)
        if moving or seen != self._seen:
            self._seen, self._seen_since = seen, self._clock.time
        return self._clock.time - self._seen_since > _FOR_EVER

    # -- beginning and end of what is measured -----------------------------------------------

    def _warm_up_ends(self) -> None:
        self._in_system_sum = -len(self.open) * self._clock.time
        for crew in self._engine.crews:
            crew.measure_from_now()

    def _time_is_up(self) -> None:
        self._closed = self._measured()
        if not self._length.follow or not self._counted_open:
            self._clock.stopped = True
        else:
            longest = max(self._length.length or 0.0, _FOLLOWED)
            self._at(self._clock.time + longest, Kind.END, self._give_up)

    def _give_up(self) -> None:
        self._clock.stopped = True

    def _measured(self) -> _Measured:
        """What is measured over time, up to now."""
        now = self._clock.time
        return _Measured(
            seconds=max(0.0, now - self._measured_from),
            departures=self._departures,
            in_system_area=self._in_system_sum + len(self.open) * now,
            teams=tuple(self._team(crew) for crew in self._engine.crews),
        )

    def result(self) -> Run:
        """The tallies up to now; cases still open are judged by the promises they have already broken."""
        self._settle()
        engine, now = self._engine, self._clock.time
        engine.climbs.close()
        measured = self._closed or self._measured()
        end = self._measured_from + measured.seconds
        for case in self.open:
            if case.counted:
                self.cases.other_stays += max(0.0, end - case.arrived)
                self._judge_promises(case, completed=False)
            if self.log is not None:
                case.ended = now
                self._log_case(self.log, case, CaseOutcome.OPEN)
        return Run(
            replication=engine.replication,
            measured_from=self._measured_from,
            seconds=measured.seconds,
            arriving=max(0.0, min(now, self._last_arrival) - self._measured_from),
            departures=measured.departures,
            open=sum(case.counted for case in self.open),
            arrived=self._arrived,
            left=self._left,
            is_whole=self._arrived == self.cases.arrived and self._departures == self._left and end >= now,
            in_system_area=measured.in_system_area,
            cases=self.cases,
            steps=tuple(station.tally for station in engine.stations),
            flows=tuple(engine.flow_counts[:-1]),
            teams=measured.teams,
            levels=tuple(engine.climb_tallies),
            drawn=engine.drawn_tallies,
            joint=self.joint,
            timeline=self.timeline,
            log=self.log,
        )

    def _team(self, crew: Crew) -> TeamTally:
        queue, floor, busy, overtime = crew.areas()
        own, own_overtime = crew.own_work()
        program, now = self._engine.program, self._clock.time
        team = program.teams[crew.number]
        paid, person = overtime - crew.overtime_in_shifts(), 0
        for shift in team.shifts:
            if shift.staff:
                paid += shift.staff * shift_of(team, person, program.start).between(self._measured_from, now)
            person += shift.staff
        return TeamTally(
            queue=queue,
            floor=floor,
            busy=busy,
            overtime=overtime,
            paid=paid,
            own=own,
            own_overtime=own_overtime,
            in_line=crew.waited_so_far(),
        )


def _sums(case: Case) -> tuple[float, ...]:
    """What is known of a completed case, as ``CASE_SUMS`` names it."""
    climbs, hand_offs, rework, call_backs = case.climbs, case.hand_offs, case.rework, case.call_backs
    settled_at_once = not (climbs or hand_offs or rework or call_backs)
    cycle = case.ended - case.arrived
    apart = case.batching, case.off_shift, case.overtaken, case.external
    counts = hand_offs, rework, climbs, call_backs, settled_at_once
    return cycle, case.wait, case.work, case.cost, *counts, *apart


def _expected(cases: int | None, program: Program) -> float:
    """About how many seconds it takes until so many cases have come; it need not be right."""
    gaps = [row.arrivals.every.mean for row in program.arrivals if row.arrivals.every is not None]
    return (cases or 0) / sum(1.0 / max(gap, 1e-3) for gap in gaps) if gaps else 0.0
