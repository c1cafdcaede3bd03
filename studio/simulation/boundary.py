"""Boundary events: alarms that ring while their host is at work or waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.simulation.clock import Kind, rank
from studio.simulation.draws import Stream, hash_name
from studio.simulation.program import NOTHING, TimerRow
from studio.simulation.tokens import Alarm, Visit

if TYPE_CHECKING:
    from studio.simulation.engine import Engine
    from studio.simulation.station import Station

__all__ = ["Boundary"]

_TIMER = rank(Kind.TIMER)


class Boundary:
    """The boundary events of one host."""

    def __init__(self, engine: Engine, host: Station) -> None:
        self._engine = engine
        self._host = host
        self._rows: list[tuple[int, TimerRow, Stream, Stream]] = []
        for timer in host.row.alarms:
            row = engine.program.timers[timer]
            element = hash_name(engine.program.nodes[row.node].id)
            self._rows.append((timer, row, engine.stream(element, "time"), engine.stream(element, "chance")))

    def enabled(self, visit: Visit) -> None:
        """Start the clocks that run from the moment of enabling, so that waiting counts."""
        for timer, row, time, chance in self._rows:
            if row.at is None and self._occurs(row, chance, visit):
                after = self._engine.samplers[row.time](visit.case.draw(time, visit.ordinal))
                self._set(visit, timer, self._engine.due(after, row.clock))

    def started(self, visit: Visit, needed: float) -> None:
        """Let happen what happens at some share of the work."""
        for timer, row, _, chance in self._rows:
            if row.at is not None and self._occurs(row, chance, visit):
                self._set(visit, timer, visit.started + row.at * needed)

    def _occurs(self, row: TimerRow, stream: Stream, visit: Visit) -> bool:
        return row.chance >= 1.0 or visit.case.draw(stream, visit.ordinal) < row.chance

    def _set(self, visit: Visit, timer: int, due: float) -> None:
        clock, case = self._engine.clock, visit.case
        alarm = Alarm(self.ring, visit, timer)
        visit.alarms += (alarm,)
        case.pending += 1
        clock.at(due, _TIMER + case.order + visit.token.number, alarm)

    def left(self, visit: Visit) -> None:
        """The host is left: nothing rings any more."""
        for alarm in visit.alarms:
            if alarm.ringing:
                alarm.ringing = False
                alarm.cancel()
                visit.case.pending -= 1
        visit.alarms = ()

    def ring(self, alarm: Alarm) -> None:
        """The event happens: the host is given up, or a further token goes out beside it."""
        engine, visit = self._engine, alarm.visit
        row = engine.program.timers[alarm.timer]
        case, token = visit.case, visit.token
        alarm.ringing = False
        case.pending -= 1
        if row.interrupting:
            self._host.withdraw_rivals(visit)
            self._host.withdraw(visit, row.node)
        else:
            token = case.new_token(token.scope, token)
            token.scope.tokens += 1
        if row.escalates:
            token.raised_in = self._host.row.lane
        engine.settle(case, token, (engine.stations[row.node].arrive, NOTHING))
