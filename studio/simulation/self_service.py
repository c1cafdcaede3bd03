"""Bots and self-service in front of a start: whom they meet, whom they settle, who comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.simulation.draws import hash_name
from studio.simulation.rows import NOTHING, SelfServiceRow
from studio.simulation.tokens import Case, Hop, Leave, Token

if TYPE_CHECKING:
    from studio.simulation.engine import Engine
    from studio.simulation.station import Station

__all__ = ["Door", "served_by_itself"]


class Door:
    """Decides for each arriving case whether it meets the self-service."""

    def __init__(self, engine: Engine, row: SelfServiceRow) -> None:
        self._row = row
        self._engine = engine
        element = hash_name(engine.program.nodes[row.onward].id)
        self._meetings = engine.stream(element, "self-service")

    def way_in(self, case: Case) -> Hop | None:
        """Where the case begins if it meets the self-service."""
        row = self._row
        if row.whom is not None and not row.whom.evaluate(case.values):
            return None
        if row.share < 1.0 and case.draw(self._meetings, 0) >= row.share:
            return None
        return self._engine.stations[row.node].enable, NOTHING


def served_by_itself(station: Station) -> Leave:
    """The case is settled, settled only to come back, or goes on to people, for whom it is harder."""
    engine = station.engine
    row = next(
        row.self_service
        for row in engine.program.arrivals
        if row.self_service is not None and row.self_service.node == station.index
    )
    element = hash_name(engine.program.nodes[row.onward].id)
    containments = engine.stream(element, "contained")
    returns = engine.stream(element, "comes back")

    def leave(token: Token, ordinal: int) -> Hop | None:
        case = token.scope.case
        if case.draw(containments, ordinal) >= row.contained:
            case.harder = row.harder
            return engine.stations[row.onward].arrive, NOTHING
        if case.draw(returns, ordinal) < row.comes_back:
            case.harder = row.harder
            case.call_backs += 1
            return engine.stations[row.pause].enable, NOTHING
        engine.end_token(token, station.index)
        return None

    return leave
