"""Where tokens go when a visit is finished: along all flows, one, some, or to the first event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.simulation.climbing import climbing
from studio.simulation.draws import hash_name, visit_key
from studio.simulation.raising import throwing
from studio.simulation.rows import NOTHING, Split
from studio.simulation.self_service import served_by_itself
from studio.simulation.tokens import Hop, Leave, Token, Visit

if TYPE_CHECKING:
    from studio.simulation.station import Station

__all__ = ["departure"]


def departure(station: Station) -> Leave:
    """What a finished visit does with its token; called with the token and the visit's ordinal."""
    leave = _departure(station)
    return leave if station.row.throws is None else throwing(station, leave, station.row.throws)


def _departure(station: Station) -> Leave:
    if station.row.split is Split.CLIMB:
        return climbing(station)
    if station.row.split is Split.SELF_SERVICE:
        return served_by_itself(station)
    if station.row.split is Split.STOP:
        return _stop_scope(station)
    if not station.out:
        return _end(station)
    if station.row.split is Split.FIRST_EVENT:
        return _race(station)
    if station.row.split is Split.ONE:
        return _send_one(station)
    if station.row.split is Split.SOME:
        return _send_some(station)
    if len(station.out) == 1:
        return _send_on(station)
    return _send_all(station)


def _send_on(station: Station) -> Leave:
    (hop,) = station.out

    def leave(_token: Token, _ordinal: int) -> Hop:
        return hop

    return leave


def _send_all(station: Station) -> Leave:
    """One token along each flow; the one that came takes the first."""
    first, *others = station.out
    push = station.engine.moving.append

    def leave(token: Token, _: int) -> Hop:
        scope = token.scope
        scope.tokens += len(others)
        for target, flow in others:
            push((scope.case.new_token(scope, token), target, flow))
        return first

    return leave


def _end(station: Station) -> Leave:
    end_token = station.engine.end_token

    def leave(token: Token, _: int) -> None:
        end_token(token, station.index)

    return leave


def _stop_scope(station: Station) -> Leave:
    """The terminate end: everything else in the scope is withdrawn."""
    engine = station.engine

    def leave(token: Token, _: int) -> None:
        engine.withdraw_all(token.scope)
        token.scope.tokens = 1
        engine.end_token(token, station.index)

    return leave


def _send_one(station: Station) -> Leave:
    """The first flow whose guard holds, else one drawn by the chances, else the default."""
    choice = station.engine.program.choices[station.row.choice]
    guarded = [(position, guard) for position, guard in enumerate(choice.guards) if guard is not None]
    possible = [(position, chance) for position, chance in enumerate(choice.chances) if chance > 0.0]
    choices = station.engine.stream(hash_name(station.row.element), "choice")
    out = station.out

    def leave(token: Token, ordinal: int) -> Hop | None:
        case = token.scope.case
        chosen = choice.default
        for position, guard in guarded:
            if guard.evaluate(case.values):
                chosen = position
                break
        else:
            if possible:
                u = case.draw(choices, ordinal)
                for chosen, chance in possible:  # noqa: B007 - the last possible flow takes what rounding leaves
                    u -= chance
                    if u < 0.0:
                        break
        if chosen == NOTHING:
            # The diagram does not say how to go on; the case is stuck here.
            token.scope.held_at(station.index).setdefault(NOTHING, []).append(token)
            return None
        return out[chosen]

    return leave


def _send_some(station: Station) -> Leave:
    """Every flow whose guard or chance holds; if none does the default, else the likeliest."""
    program = station.engine.program
    choice = program.choices[station.row.choice]
    choices = station.engine.stream(hash_name(station.row.element), "choice")
    branches = [
        (position, guard, chance, hash_name(program.flows[flow].id))
        for position, (guard, chance, flow) in enumerate(
            zip(choice.guards, choice.chances, station.row.out, strict=True)
        )
        if position != choice.default
    ]
    likeliest = max(range(len(choice.chances)), key=choice.chances.__getitem__)
    fallback = likeliest if choice.default == NOTHING else choice.default
    push, out = station.engine.moving.append, station.out

    def leave(token: Token, ordinal: int) -> Hop:
        scope = token.scope
        case = scope.case
        key = visit_key(case.key, ordinal)
        chosen = [
            position
            for position, guard, chance, flow in branches
            if (guard.evaluate(case.values) if guard is not None else choices.uniform(key ^ flow) < chance)
        ] or [fallback]
        scope.tokens += len(chosen) - 1
        for position in chosen[1:]:
            push((case.new_token(scope, token), *out[position]))
        return out[chosen[0]]

    return leave


def _race(station: Station) -> Leave:
    """Enable every event that may come next; the first to happen takes the token."""
    engine = station.engine
    rivals = [(engine.stations[engine.program.flows[flow].target], flow) for flow in station.row.out]

    def leave(token: Token, _: int) -> None:
        visits: list[Visit] = []
        for target, flow in rivals:
            target.begin(token, flow, visits)

    return leave
