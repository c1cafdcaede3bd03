"""When a node is enabled: by any token, by one on each flow, or by all that can still come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.simulation.program import Program
from studio.simulation.rows import NOTHING, Join
from studio.simulation.tokens import Arrive, Hop, Scope, Token

if TYPE_CHECKING:
    from studio.simulation.station import Station

__all__ = ["arrival", "fire", "is_decided", "upstream"]


def arrival(station: Station) -> Arrive:
    """What happens when a token reaches the station."""
    if station.row.join is Join.ALL:
        return _for_all(station)
    if station.row.join is Join.REACHABLE:
        return _for_reachable(station)
    return station.enable


def _for_all(station: Station) -> Arrive:
    """Wait for one token on every incoming flow; the last to come goes on, the others end in it."""
    node, needed = station.index, len(station.row.into)

    def arrive(token: Token, via: int) -> Hop | None:
        held = token.scope.held_at(node)
        held.setdefault(via, []).append(token)
        return _merge(station, token.scope, token) if len(held) == needed else None

    return arrive


def _for_reachable(station: Station) -> Arrive:
    """Wait for one token on every incoming flow to which one is still under way."""

    def arrive(token: Token, via: int) -> None:
        token.scope.held_at(station.index).setdefault(via, []).append(token)
        _undecided(token.scope, station)

    return arrive


def _undecided(scope: Scope, station: Station) -> None:
    case = scope.case
    if case.undecided is None:
        case.undecided = {}
    case.undecided[scope, station] = None


def is_decided(station: Station, scope: Scope, reach: dict[int, frozenset[int]]) -> bool:
    """Whether no further token is under way to an incoming flow that has none yet.

    BPMN 2.0, 13.3.3: a token upstream is waited for if it can reach an empty incoming flow without
    passing this gateway, unless it can also reach a flow that already holds a token. ``reach`` gives
    for each incoming flow the nodes from which it can be reached.
    """
    held = scope.held_at(station.index)
    full = frozenset[int]().union(*(reach[flow] for flow in held))
    empty = frozenset[int]().union(*(nodes for flow, nodes in reach.items() if flow not in held))
    awaited = empty - full
    places = {visit.station.index for visit in scope.live}
    places.update(node for node, tokens in (scope.joins or {}).items() if node != station.index and tokens)
    return awaited.isdisjoint(places)


def fire(station: Station, scope: Scope) -> None:
    """An inclusive join has all that it can get: one token goes on, the youngest."""
    held = scope.held_at(station.index)
    survivor = max((tokens[0] for tokens in held.values()), key=lambda token: token.number)
    hop = _merge(station, scope, survivor)
    if hop is not None:
        station.engine.moving.append((survivor, *hop))
    if scope.joins and station.index in scope.joins:
        _undecided(scope, station)


def _merge(station: Station, scope: Scope, survivor: Token) -> Hop | None:
    """Take one token from every flow that has one; where ``survivor`` goes on."""
    held = scope.held_at(station.index)
    for flow in list(held):
        tokens = held[flow]
        taken = survivor if survivor in tokens else tokens[0]
        tokens.remove(taken)
        if taken is not survivor:
            scope.tokens -= 1
        if not tokens:
            del held[flow]
    if not held and scope.joins is not None:
        del scope.joins[station.index]
    hop: Hop | None = station.enable(survivor, NOTHING)
    return hop


def upstream(program: Program, node: int) -> dict[int, frozenset[int]]:
    """For each incoming flow of a node, where a token can come from along it without passing the node."""
    hosts = {row.node: row.host for row in program.catches}
    found: dict[int, frozenset[int]] = {}
    for flow in program.nodes[node].into:
        seen: set[int] = set()
        waiting = [program.flows[flow].source]
        while waiting:
            place = waiting.pop()
            if place in seen or place == node:
                continue
            seen.add(place)
            waiting += [program.flows[incoming].source for incoming in program.nodes[place].into]
            if place in hosts:
                waiting.append(hosts[place])
        found[flow] = frozenset(seen)
    return found
