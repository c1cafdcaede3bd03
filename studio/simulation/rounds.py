"""Loops and multi-instance activities: the same contents again, one after the other or all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.simulation.draws import hash_name
from studio.simulation.rows import NOTHING, RoundsRow
from studio.simulation.tokens import Case, Scope, Visit

if TYPE_CHECKING:
    from studio.simulation.station import Station

__all__ = ["Rounds"]


class Rounds:
    """The rounds of one frame. Each round is a scope of its own; instances at once share one."""

    def __init__(self, station: Station, row: RoundsRow) -> None:
        self._station = station
        self._row = row
        self.is_counted = row.is_counted
        element = hash_name(station.row.element)
        self._number = station.engine.samplers[row.number] if row.number != NOTHING else None
        self._numbers = station.engine.stream(element, "instances")
        self._chances = station.engine.stream(element, "again")

    def begin(self, visit: Visit) -> bool:
        """Begin the first round, or all at once; False if there is none to begin."""
        case = visit.case
        if self._row.is_counted:
            wanted = self._wanted(case, visit.ordinal)
        else:
            wanted = 1 if not self._row.test_before or self._holds(case, 0) else 0
        if not wanted:
            return False
        self._open(visit, 1, wanted)
        return True

    def _wanted(self, case: Case, ordinal: int) -> int:
        if self._number is not None:
            value = self._number(case.draw(self._numbers, ordinal))
        else:
            told = case.values.get(self._row.by or "")
            value = float(told) if isinstance(told, (int, float)) else 0.0
        # Half up, as people round; what no diagram means is no reason to fill the memory.
        return min(max(0, int(value + 0.5)), _MOST)

    def _open(self, visit: Visit, number: int, wanted: int) -> None:
        scope = visit.contents = Scope(self._station.row.contents, visit.case, visit)
        scope.rounds, scope.wanted = number, wanted
        self._station.engine.begin(scope, visit.token, wanted if self._row.at_once else 1)

    def goes_on(self, visit: Visit) -> bool:
        """A round is over; whether there is another, which has begun then."""
        over = visit.contents
        assert over is not None
        if self._row.at_once:
            return False
        if self._row.is_counted:
            further = over.rounds < over.wanted and not self._is_enough(visit.case, over.rounds, over.wanted)
        else:
            further = self._is_wanted_again(visit, over.rounds)
        if further:
            self._open(visit, over.rounds + 1, over.wanted)
        return further

    def _is_wanted_again(self, visit: Visit, number: int) -> bool:
        row = self._row
        if number >= (_MOST if row.at_most is None else row.at_most):
            return False
        if row.condition is not None:
            return self._holds(visit.case, number)
        # Each round has a draw of its own: rounds of all visits are counted through.
        case = visit.case
        asked = case.visits.get(-1 - self._station.index, 0)
        case.visits[-1 - self._station.index] = asked + 1
        return case.draw(self._chances, asked) < row.again

    def _holds(self, case: Case, number: int) -> bool:
        assert self._row.condition is not None
        return bool(self._row.condition.evaluate({**case.values, "loopCounter": float(number)}))

    def is_enough(self, scope: Scope) -> bool:
        """Whether the instances that are still at work need not be waited for."""
        return self._row.at_once and self._is_enough(scope.case, scope.wanted - scope.tokens, scope.wanted)

    def _is_enough(self, case: Case, completed: int, wanted: int) -> bool:
        if self._row.done is None:
            return False
        counts = {
            "nrOfInstances": float(wanted),
            "nrOfCompletedInstances": float(completed),
            "nrOfActiveInstances": float(wanted - completed),
        }
        return bool(self._row.done.evaluate({**case.values, **counts}))


_MOST = 10_000
"""Instances, or rounds, of one visit at most."""
