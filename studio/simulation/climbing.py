"""Escalation ladders laid over a diagram: why a case climbs, by when a level must answer, what it may settle.

The step and the levels of its ladder run inside one frame. A token that the step cannot settle goes to
the lowest level; one that a level does not settle goes to the next. A level that does not answer in time
loses the case to the next (``move``), works on beside it (``copy``), or goes on alone while the next is
told (``notify``). Whoever settles the case first ends the frame. The top keeps what it has, however late.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from studio.model import Guard
from studio.scenario import OnMiss
from studio.simulation.draws import Stream, hash_name
from studio.simulation.records import Cause, ClimbOutcome
from studio.simulation.rows import NOTHING, CatchRow, EscalationRow, LevelRow
from studio.simulation.tokens import Alarm, Case, Hop, Leave, Scope, Token, Visit

if TYPE_CHECKING:
    from studio.simulation.engine import Engine
    from studio.simulation.station import Station

__all__ = ["Climbs", "Deadline", "climbing"]


@dataclass(slots=True)
class _Climb:
    """One case at one level: why and when it came."""

    case: Case
    step: int
    level: int
    cause: Cause
    raised: float
    due: float
    missed: bool = False


class Climbs:
    """The climbs of a replication that are under way, by the token that makes each."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._under_way: dict[Token, _Climb] = {}

    def raised(self, token: Token, level: int, cause: Cause) -> Hop:
        """The token climbs to a level; where it goes for that."""
        engine = self._engine
        row = engine.program.levels[level]
        now = engine.clock.time
        frame = token.scope.parent
        assert frame is not None
        step = engine.program.escalations[frame.station.row.ladder].node
        due = engine.due(row.reply_within, row.clock)
        token.scope.case.climbs += 1
        self._under_way[token] = _Climb(token.scope.case, step, level, cause, now, due)
        return engine.stations[row.node].enable, NOTHING

    def __contains__(self, token: Token) -> bool:
        """Whether a level has the token's case."""
        return token in self._under_way

    def due(self, token: Token) -> float:
        """When the level at which the token is has to answer."""
        return self._under_way[token].due

    def missed(self, token: Token) -> None:
        """The level has not answered in time."""
        self._under_way[token].missed = True

    def told(self, token: Token, level: int) -> None:
        """The level above hears that the one below is late, and does nothing."""
        climb = self._under_way[token]
        now = self._engine.clock.time
        notice = _Climb(climb.case, climb.step, level, Cause.DEADLINE, now, inf)
        self._record(notice, ClimbOutcome.NOTIFIED)

    def over(self, token: Token, outcome: ClimbOutcome) -> None:
        """The level has done with the case, or lost it."""
        self._record(self._under_way.pop(token), outcome)

    def close(self) -> None:
        """Record what is still under way when the run ends."""
        for climb in self._under_way.values():
            self._record(climb, ClimbOutcome.OPEN)
        self._under_way.clear()

    def _record(self, climb: _Climb, outcome: ClimbOutcome) -> None:
        engine = self._engine
        now = engine.clock.time
        tally = engine.climb_tallies[climb.level]
        if climb.case.counted:
            tally.add(climb.step, climb.cause, outcome, now - climb.raised, climb.missed)
        if outcome is not ClimbOutcome.NOTIFIED and engine.census.measures(climb.raised):
            tally.note_hour(climb.raised)
        if engine.log is not None:
            answered = now if outcome in (ClimbOutcome.SETTLED, ClimbOutcome.PASSED_UP) else float("nan")
            where = climb.case.number, climb.step, climb.level
            times = climb.raised, climb.due, answered
            engine.log.climb((*where, climb.cause, outcome, climb.missed, *times))


def climbing(station: Station) -> Leave:
    """Where the token of a finished visit goes: out of the frame, or up."""
    if station.row.level == NOTHING:
        program = station.engine.program
        escalation = next(row for row in program.escalations if row.node == station.index)
        return _from_step(station, escalation)
    return _from_level(station, station.engine.program.levels[station.row.level])


def _from_step(station: Station, escalation: EscalationRow) -> Leave:
    engine = station.engine
    causes = [
        (cause, _Judgement(station, word, told))
        for cause, word, told in (
            (Cause.OVER_AUTHORITY, "over authority", escalation.over_authority),
            (Cause.CANNOT_DECIDE, "cannot decide", escalation.cannot_decide),
            (Cause.CUSTOMER_ASKS, "customer asks", escalation.customer_asks),
        )
        if told is not None
    ]

    def leave(token: Token, ordinal: int) -> Hop | None:
        case = token.scope.case
        for cause, judgement in causes:
            if judgement.holds(case, ordinal):
                return engine.climbs.raised(token, escalation.lowest, cause)
        engine.end_token(token, station.index)
        return None

    return leave


def _from_level(station: Station, level: LevelRow) -> Leave:
    engine = station.engine
    settles = _Judgement(station, "settles", level.settles)

    def leave(token: Token, ordinal: int) -> Hop | None:
        scope = token.scope
        if level.above == NOTHING or settles.holds(scope.case, ordinal):
            engine.climbs.over(token, ClimbOutcome.SETTLED)
            engine.empty(scope, NOTHING)  # whoever else works on it may stop
            scope.tokens = 1
            engine.end_token(token, station.index)
            return None
        engine.climbs.over(token, ClimbOutcome.PASSED_UP)
        if _is_at(scope, level.above, engine):
            engine.end_token(token, station.index)
            return None
        return engine.climbs.raised(token, level.above, Cause.OVER_AUTHORITY)

    return leave


def _is_at(scope: Scope, level: int, engine: Engine) -> bool:
    """Whether the level, or one above it, works on the case already, since the one below was late."""
    levels = engine.program.levels
    while level != NOTHING:
        if any(visit.station.index == levels[level].node for visit in scope.live):
            return True
        level = levels[level].above
    return False


class _Judgement:
    """Whether something is so for a case: by a guard, or drawn."""

    def __init__(self, station: Station, purpose: str, told: float | Guard) -> None:
        self._told = told
        self._stream: Stream = station.engine.stream(hash_name(station.row.id), purpose)

    def holds(self, case: Case, ordinal: int) -> bool:
        if isinstance(self._told, Guard):
            return bool(self._told.evaluate(case.values))
        return self._told >= 1.0 or case.draw(self._stream, ordinal) < self._told


class Deadline:
    """The reply time of one level, in the place where other nodes have boundary events."""

    def __init__(self, engine: Engine, station: Station) -> None:
        self._engine = engine
        self._station = station
        self._level = engine.program.levels[station.row.level]

    def enabled(self, visit: Visit) -> None:
        """The case has come to the level: its time runs."""
        due = self._engine.climbs.due(visit.token)
        order = self._station.event_rank + visit.case.order + visit.token.number
        alarm = Alarm(self._ring, visit, _NO_ROW, order)
        alarm.due = True
        visit.alarms = (alarm,)
        visit.case.pending += 1
        if due < inf:
            self._engine.clock.at(due, order, alarm)

    def started(self, visit: Visit, begun: float, needed: float) -> None:
        """Somebody has taken it up, which stops no clock."""

    def strikes(self, visit: Visit) -> bool:  # noqa: ARG002 - as every boundary is asked
        """Nothing happens to a level at some share of its work."""
        return False

    def left(self, visit: Visit) -> None:
        """It was answered, or taken away."""
        for alarm in visit.alarms:
            if alarm.armed:
                alarm.armed = False
                self._engine.clock.forget(alarm)
                visit.case.pending -= 1
        visit.alarms = ()

    def _ring(self, alarm: Alarm) -> None:
        visit = alarm.host
        assert isinstance(visit, Visit)
        alarm.armed = alarm.due = False
        visit.case.pending -= 1
        token, climbs, level = visit.token, self._engine.climbs, self._level
        climbs.missed(token)
        hop: Hop | None = None
        if level.above != NOTHING and level.on_miss is OnMiss.MOVE:
            climbs.over(token, ClimbOutcome.MOVED)
            self._station.withdraw(visit)
            hop = climbs.raised(token, level.above, Cause.DEADLINE)
        elif level.above != NOTHING and level.on_miss is OnMiss.COPY:
            token = visit.case.new_token(token.scope, token)
            token.scope.tokens += 1
            hop = climbs.raised(token, level.above, Cause.DEADLINE)
        elif level.above != NOTHING:
            climbs.told(token, level.above)
        self._engine.settle(visit.case, token, hop)


_NO_ROW = CatchRow(node=NOTHING, host=NOTHING)
