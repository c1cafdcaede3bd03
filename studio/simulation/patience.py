"""Customers who give up waiting: they leave, or call again after a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.simulation.clock import Happening
from studio.simulation.draws import hash_name
from studio.simulation.records import Outcome
from studio.simulation.rows import NOTHING
from studio.simulation.tokens import Hop, Visit

if TYPE_CHECKING:
    from studio.simulation.station import Station

__all__ = ["Patience"]


class _Limit(Happening):
    """The moment at which a customer's patience ends."""

    def __init__(self, patience: Patience, visit: Visit) -> None:
        super().__init__(patience.ends)
        self.visit = visit


class Patience:
    """How long customers wait at one station."""

    def __init__(self, station: Station) -> None:
        engine, row = station.engine, station.row
        self._station = station
        self._quantile = engine.samplers[row.patience]
        self._limits = engine.stream(hash_name(row.id), "patience")
        self._call_back = row.call_back
        self._calls = engine.stream(hash_name(row.id), "call back")
        self._waiting: dict[Visit, _Limit] = {}

    def begin(self, visit: Visit) -> None:
        """The customer has to wait from now on."""
        clock = self._station.clock
        after = self._quantile(visit.case.draw(self._limits, visit.ordinal))
        order = self._station.timer_rank + visit.case.order + visit.token.number
        limit = self._waiting[visit] = _Limit(self, visit)
        clock.at(clock.time + after, order, limit)

    def over(self, visit: Visit) -> None:
        """The visit has ended, whether its customer has lost patience or not."""
        limit = self._waiting.pop(visit, None)
        if limit is not None:
            self._station.clock.forget(limit)

    def ends(self, limit: _Limit) -> None:
        """Nobody has come: the customer leaves, and the case with them, unless they call back."""
        visit = limit.visit
        if not visit.live or visit.started >= 0.0:
            return
        station, token, case = self._station, visit.token, visit.case
        engine = station.engine
        station.withdraw(visit, outcome=Outcome.ABANDONED)
        back: Hop | None = None
        call = self._call_back
        if call is not None and case.draw(self._calls, visit.ordinal) < call.chance:
            case.call_backs += 1
            back = engine.stations[call.pause].enable, NOTHING
        else:
            engine.abandon(case)
        engine.settle(case, token, back)
