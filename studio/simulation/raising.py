"""What is thrown inside a scope and caught by whoever is around: errors, escalations, cancellations."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from studio.model import EventKind
from studio.simulation.boundary import Boundary
from studio.simulation.rows import Throw
from studio.simulation.tokens import Hop, Leave, Token, Visit

if TYPE_CHECKING:
    from studio.simulation.engine import Engine
    from studio.simulation.station import Station

__all__ = ["throwing"]


class _Caught(Enum):
    NOWHERE = 0
    BESIDE = 1
    """What threw goes on."""
    ENDED = 2
    """What threw has been ended by it."""


def throwing(station: Station, leave: Leave, what: Throw) -> Leave:
    """What a throwing event does with its token: the nearest catcher around hears of it first.

    An error or a cancellation ends the token; an error that nobody catches ends the process instance.
    After an escalation the token goes its way, unless what caught it ended that too.
    """
    engine = station.engine
    goes_on = what.kind is EventKind.ESCALATION

    def throw_and_leave(token: Token, ordinal: int) -> Hop | None:
        caught = _throw(engine, token, what)
        if caught is _Caught.ENDED:
            return None
        if goes_on or (caught is _Caught.NOWHERE and what.kind is EventKind.CANCEL):
            return leave(token, ordinal)
        if caught is _Caught.NOWHERE:
            engine.end_instance(token, station.index)
        else:
            engine.end_token(token, station.index)
        return None

    return throw_and_leave


def _throw(engine: Engine, token: Token, what: Throw) -> _Caught:
    """Look for a catcher from the token's scope outwards, and let it happen there."""
    scope, out_of = token.scope, None
    while True:
        vigil = engine.vigils.get(scope.row)
        # What an event sub-process throws itself is not caught beside it.
        if vigil is not None and not _handles(out_of):
            for row in vigil.caught:
                if row.catches(what):
                    engine.moving.append(vigil.happens(scope, row))
                    return _Caught.ENDED if row.interrupting else _Caught.BESIDE
        out_of = scope.parent
        if out_of is None:
            return _Caught.NOWHERE
        boundary = out_of.station.boundary
        if isinstance(boundary, Boundary):
            for row in boundary.caught:
                if row.catches(what):
                    engine.moving.append(boundary.happens(out_of, row))
                    return _Caught.ENDED if row.interrupting else _Caught.BESIDE
        scope = out_of.token.scope


def _handles(visit: Visit | None) -> bool:
    """Whether the visit is one to an event sub-process."""
    return visit is not None and visit.station.is_event_sub_process
