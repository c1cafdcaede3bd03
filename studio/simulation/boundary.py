"""Boundary events: alarms that ring while their host is at work or waits for it."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from studio.simulation.draws import Stream, hash_name
from studio.simulation.program import NOTHING, TimerRow
from studio.simulation.tokens import Alarm, Arrive, Token, Visit

if TYPE_CHECKING:
    from studio.simulation.engine import Engine
    from studio.simulation.station import Station

__all__ = ["Boundary"]


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

    def started(self, visit: Visit, begun: float, needed: float) -> None:
        """Let happen what happens at some share of the work, or of the wait for an event."""
        for timer, row, _, chance in self._rows:
            if row.at is not None and self._occurs(row, chance, visit):
                self._set(visit, timer, begun + row.at * needed)

    def strikes(self, visit: Visit) -> bool:
        """Let happen what happens to a sub-process, when its work is done: its share is not known before.

        Whether the visit was interrupted by it.
        """
        for _, row, _, chance in self._rows:
            if row.at is not None and self._occurs(row, chance, visit):
                self._engine.moving.append(self._happens(visit, row))
                if row.interrupting:
                    return True
        return False

    def _occurs(self, row: TimerRow, stream: Stream, visit: Visit) -> bool:
        return row.chance >= 1.0 or visit.case.draw(stream, visit.ordinal) < row.chance

    def _set(self, visit: Visit, timer: int, due: float) -> None:
        clock, case = self._engine.clock, visit.case
        alarm = Alarm(self.ring, visit, timer)
        visit.alarms += (alarm,)
        case.pending += 1
        if due < inf:
            event = self._engine.stations[self._engine.program.timers[timer].node]
            clock.at(due, event.event_rank + case.order + visit.token.number, alarm)

    def left(self, visit: Visit) -> None:
        """The host is left: nothing rings any more."""
        for alarm in visit.alarms:
            if alarm.ringing:
                alarm.ringing = False
                alarm.cancel()
                visit.case.pending -= 1
        visit.alarms = ()

    def ring(self, alarm: Alarm) -> None:
        """The moment of the event has come."""
        visit = alarm.visit
        alarm.ringing = False
        visit.case.pending -= 1
        token, arrive, via = self._happens(visit, self._engine.program.timers[alarm.timer])
        self._engine.settle(visit.case, token, (arrive, via))

    def _happens(self, visit: Visit, row: TimerRow) -> tuple[Token, Arrive, int]:
        """The host is given up, or a further token goes out beside it; which token goes where."""
        token = visit.token
        if row.interrupting:
            self._host.withdraw_rivals(visit)
            self._host.withdraw(visit, row.node)
        else:
            token = visit.case.new_token(token.scope, token)
            token.scope.tokens += 1
        if row.escalates:
            token.raised_in = self._host.row.lane
        return token, self._engine.stations[row.node].arrive, NOTHING
