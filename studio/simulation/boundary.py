"""What may happen to an activity or a scope while it is there: boundary events and event sub-processes.

Each is an *alarm* that rings at a moment, when a message or signal comes, when a condition holds, or
when something inside throws it. An interrupting one ends what its host does; after any other the host
goes on, and the alarm may ring again.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING

from studio.simulation.draws import Stream, hash_name
from studio.simulation.rows import NOTHING, CatchRow
from studio.simulation.tokens import Alarm, Arrive, Case, Scope, Token, Visit

if TYPE_CHECKING:
    from studio.simulation.engine import Engine
    from studio.simulation.station import Station

__all__ = ["Boundary", "Vigil"]


class _Alarms:
    """The events that may happen to one host, with what is drawn for each; ``ring`` lets one happen."""

    def __init__(self, engine: Engine, rows: tuple[int, ...], ring: Callable[[Alarm], None]) -> None:
        self._engine = engine
        self._ring = ring
        self.rows: list[tuple[CatchRow, Stream, Stream]] = []
        self._again: dict[int, Stream] = {}
        """By the node of the event, when it rings again."""
        for number in rows:
            row = engine.program.catches[number]
            element = hash_name(engine.program.nodes[row.node].id)
            self.rows.append((row, engine.stream(element, "time"), engine.stream(element, "chance")))
            self._again[row.node] = engine.stream(element, "again")
        self.caught = sorted(
            (row for row, _, _ in self.rows if row.throw is not None),
            key=lambda row: row.throw is not None and not row.throw.name,
        )
        """What is caught when it is thrown inside; who catches anything of a kind comes last."""

    def _occurs(self, row: CatchRow, chance: Stream, case: Case, ordinal: int) -> bool:
        return row.chance >= 1.0 or case.draw(chance, ordinal) < row.chance

    def _alarms(self, host: Visit | Scope, number: int, ordinal: int) -> tuple[Alarm, ...]:
        """Everything that can happen to the host from now on, by a clock or because it is told."""
        return tuple(
            alarm
            for row, time, chance in self.rows
            if row.at is None
            and (row.time == NOTHING or self._occurs(row, chance, host.case, ordinal))
            and (alarm := self._alarm(host, row, time, number=number, ordinal=ordinal)) is not None
        )

    def _alarm(
        self, host: Visit | Scope, row: CatchRow, time: Stream, *, number: int, ordinal: int
    ) -> Alarm | None:
        listens = row.awaits != NOTHING or row.condition is not None
        if row.time == NOTHING and not listens:
            return None
        case, engine = host.case, self._engine
        order = engine.stations[row.node].event_rank + case.order + number
        alarm = Alarm(self._ring, host, row, order)
        if row.time == NOTHING:
            engine.post.listen(alarm, row.awaits, row.condition)
        else:
            self._set(alarm, engine.samplers[row.time](case.draw(time, ordinal)))
        return alarm

    def _set(self, alarm: Alarm, after: float) -> None:
        """Let it ring in so many seconds of its clock."""
        self._set_at(alarm, self._engine.due(after, alarm.row.clock))

    def _set_at(self, alarm: Alarm, due: float) -> None:
        alarm.due = True
        alarm.case.pending += 1
        if due < inf:
            self._engine.clock.at(due, alarm.order, alarm)

    def disarm(self, alarms: tuple[Alarm, ...]) -> None:
        """The host is left: nothing rings any more."""
        for alarm in alarms:
            if not alarm.armed:
                continue
            alarm.armed = False
            if alarm.due:
                alarm.due = False
                self._engine.clock.forget(alarm)
                alarm.case.pending -= 1
            else:
                self._engine.post.forget(alarm, alarm.row.awaits)

    def _rung(self, alarm: Alarm) -> None:
        """It has happened; where it may happen again, it listens on."""
        row = alarm.row
        alarm.due = False
        alarm.case.pending -= 1
        alarm.rung += 1
        if row.interrupting:
            alarm.armed = False
        elif row.time == NOTHING:
            if row.condition is None:  # what holds once is not news again
                self._engine.post.listen(alarm, row.awaits, None)
        elif row.rings == 0 or alarm.rung < row.rings:
            # Each ring has a draw of its own: those of all visits are counted through.
            case, counter = alarm.case, -1 - row.node
            before = case.visits.get(counter, 0)
            case.visits[counter] = before + 1
            self._set(alarm, self._engine.samplers[row.time](case.draw(self._again[row.node], before)))
        else:
            alarm.armed = False


class Boundary(_Alarms):
    """The boundary events of one host."""

    def __init__(self, engine: Engine, host: Station) -> None:
        super().__init__(engine, host.row.alarms, self._happens_to)
        self._host = host

    def enabled(self, visit: Visit) -> None:
        """Start the clocks that run from the moment of enabling, so that waiting counts."""
        visit.alarms += self._alarms(visit, visit.token.number, visit.ordinal)

    def started(self, visit: Visit, begun: float, needed: float) -> None:
        """Let happen what happens at some share of the work, or of the wait for an event."""
        for row, _, chance in self.rows:
            if row.at is not None and self._occurs(row, chance, visit.case, visit.ordinal):
                order = self._engine.stations[row.node].event_rank + visit.case.order + visit.token.number
                alarm = Alarm(self._ring, visit, row, order)
                visit.alarms += (alarm,)
                self._set_at(alarm, begun + row.at * needed)

    def strikes(self, visit: Visit) -> bool:
        """Let happen what happens to a sub-process, when its work is done: its share is not known before.

        Whether the visit was interrupted by it.
        """
        for row, _, chance in self.rows:
            if row.at is not None and self._occurs(row, chance, visit.case, visit.ordinal):
                self._engine.moving.append(self.happens(visit, row))
                if row.interrupting:
                    return True
        return False

    def left(self, visit: Visit) -> None:
        """The host is left."""
        if visit.alarms:
            self.disarm(visit.alarms)
            visit.alarms = ()

    def _happens_to(self, alarm: Alarm) -> None:
        """The moment of the event has come."""
        visit = alarm.host
        assert isinstance(visit, Visit)
        self._rung(alarm)
        token, arrive, via = self.happens(visit, alarm.row)
        self._engine.settle(visit.case, token, (arrive, via))

    def happens(self, visit: Visit, row: CatchRow) -> tuple[Token, Arrive, int]:
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
            self._engine.note_escalation(visit.case, row)
        return token, self._engine.stations[row.node].arrive, NOTHING


class Vigil(_Alarms):
    """The event sub-processes of one scope, which listens for their starts for as long as it is open."""

    def __init__(self, engine: Engine, rows: tuple[int, ...]) -> None:
        super().__init__(engine, rows, self._happens_in)

    def begin(self, scope: Scope) -> None:
        """The scope has opened."""
        number = scope.parent.token.number if scope.parent is not None else 0
        scope.alarms = self._alarms(scope, number, _opened(scope))

    def _happens_in(self, alarm: Alarm) -> None:
        """The moment of the event has come."""
        scope = alarm.host
        assert isinstance(scope, Scope)
        self._rung(alarm)
        token, arrive, via = self.happens(scope, alarm.row)
        self._engine.settle(scope.case, token, (arrive, via))

    def happens(self, scope: Scope, row: CatchRow) -> tuple[Token, Arrive, int]:
        """The event sub-process runs beside what else goes on in the scope, or in its place."""
        if row.interrupting:
            self.disarm(scope.alarms)
            self._engine.empty(scope, row.node)
        token = scope.case.new_token(scope, scope.parent.token if scope.parent is not None else None)
        scope.tokens += 1
        return token, self._engine.stations[row.host].beginning_at(row.node), NOTHING


def _opened(scope: Scope) -> int:
    """Which visit of its node by the case has opened the scope."""
    return scope.parent.ordinal if scope.parent is not None else 0
