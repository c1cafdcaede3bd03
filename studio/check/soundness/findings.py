"""What is wrong within one scope: doubled, stuck and endless tokens, dead parts; each cause once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from studio.check.soundness.culprits import parting, point_of_no_return
from studio.check.soundness.exploration import Exploration, Move
from studio.check.soundness.surroundings import Surroundings
from studio.check.soundness.tracing import Played, Ways
from studio.check.soundness.verdict import Defect
from studio.check.soundness.workflow import Workflow, strands

__all__ = ["Finding", "alive", "dead", "doubled", "endless", "stuck"]

_MOST_EXAMPLES = 24
"""The most counter-examples of one defect that are traced back to their cause."""


@dataclass(eq=False, slots=True, kw_only=True)
class Finding:
    """One cause within a scope: ``played`` tells what happens from the scope's beginning on."""

    defect: Defect
    split: str | None = None
    elements: list[str] = field(default_factory=list)
    played: Played | None = None


def doubled(found: Exploration, ways: Ways, around: Surroundings) -> list[Finding]:
    """Where two tokens of one case meet, by the node at which their ways parted and where they met."""
    cheapest: dict[int, tuple[int, int, int, Move]] = {}
    for number, (state, move) in enumerate(found.doubling):
        left = state ^ move.taken
        cost = ways.cost_after(state, move)
        for edge in found.on(left & move.outcome.gives):
            bit = found.bit(edge)
            if bit not in cheapest or cost < cheapest[bit][0]:
                cheapest[bit] = cost, number, state, move
    causes: list[Finding] = []
    for _, _, state, move in sorted(cheapest.values(), key=lambda each: each[:2])[:_MOST_EXAMPLES]:
        played = ways.to(state, move)
        place = next((place for place, tokens in sorted(played.marking.items()) if tokens > 1), None)
        if place is not None:
            split, join = parting(played.begin, played.firings, place, around.at, around.host)
            _add(causes, Defect.LACK_OF_SYNCHRONISATION, split, [join], played)
    return causes


def stuck(
    found: Exploration, ways: Ways, around: Surroundings, blocked: frozenset[str], others: list[Finding]
) -> list[Finding]:
    """Where tokens wait for ever, by the choice that took away what they wait for.

    A token that waits at one of ``blocked`` has its cause elsewhere, and so has one that is stuck because of
    one of ``others``: a surplus token that finds no partner.
    """
    cheapest: dict[tuple[str, ...], tuple[int, int]] = {}
    for state in found.stuck:
        joins = tuple(sorted({edge.target.id for edge in found.on(state)}))
        cost = ways.cost[state] + ways.pending(state)
        if blocked.isdisjoint(joins) and (joins not in cheapest or (cost, state) < cheapest[joins]):
            cheapest[joins] = cost, state
    causes: list[Finding] = []
    for joins, (_, state) in sorted(cheapest.items(), key=lambda each: each[1])[:_MOST_EXAMPLES]:
        played = ways.to(state)
        ways.finish(played, state)
        if not any(_surplus(played, other) for other in others):
            for split, waiting in _waiting(played, joins, around):
                _add(causes, Defect.DEADLOCK, split, waiting, played)
    return causes


def _surplus(played: Played, other: Finding) -> bool:
    return sum(firing.node == other.elements[-1] for firing in played.firings) > 1


def _waiting(
    played: Played, joins: tuple[str, ...], around: Surroundings
) -> Iterator[tuple[str | None, list[str]]]:
    """The joins that nothing more can come to, each with the choice to which that is due.

    Where there is none, they wait for each other.
    """
    nodes = {around.at(place) for place in played.places}
    hopeless = False
    for join in joins:
        upstream = around.upstream(join, around.empty(join, played.places))
        if nodes.isdisjoint(upstream):
            hopeless = True
            yield point_of_no_return(played.begin, played.firings, upstream, around.at), [join]
    if not hopeless:
        yield None, list(joins)


def endless(found: Exploration, ways: Ways, around: Surroundings, blocked: frozenset[str]) -> list[Finding]:
    """Where a case goes round for ever: nothing that it can come to completes, gets stuck or doubles."""
    going = found.moves.keys() - found.leading_to({0, *found.thrown.values()})
    if not going:
        return []
    astray = {state for state, _ in found.doubling} | set(found.stuck)
    astray |= {state for state in going if not blocked.isdisjoint(edge.target.id for edge in found.on(state))}
    going -= found.leading_to(astray)
    causes: list[Finding] = []
    for state in sorted(going, key=lambda state: (ways.cost[state], state)):
        nodes = set(found.nodes_from(state))
        loop = around.returning(nodes)
        if any(not nodes.isdisjoint(cause.elements) for cause in causes):
            continue
        causes.append(Finding(defect=Defect.LIVELOCK, elements=loop, played=_into(loop, state, found, ways)))
    return causes


def _into(loop: list[str], state: int, found: Exploration, ways: Ways) -> Played:
    """The way to a state from which there is none out, and on until something on the loop has happened."""
    played = ways.to(state)
    while not any(firing.node in loop for firing in played.firings):
        move = min(found.moves[state], key=lambda move: ways.cost_after(state, move))
        played = ways.to(state, move)
        state = move.after
    return played


def dead(
    workflow: Workflow, drawn: Iterable[str], alive: frozenset[str], around: Surroundings, blame: set[str]
) -> list[Finding]:
    """What can never happen, connected parts together, unless something else is to blame for it."""
    gone = (set(drawn) - alive - workflow.aside) | workflow.stray
    explained = around.behind(blame)
    return [
        Finding(defect=Defect.DEAD, elements=group)
        for group in around.groups(gone)
        if not explained.intersection(group) and not around.behind(group) & blame
    ]


def _add(causes: list[Finding], defect: Defect, split: str | None, joins: list[str], played: Played) -> None:
    """A cause of its own, or one known already that shows at one more element."""
    for cause in causes:
        if (split is not None and split == cause.split) or not set(joins).isdisjoint(cause.elements):
            cause.elements = list(dict.fromkeys([*cause.elements, *joins]))
            return
    causes.append(Finding(defect=defect, split=split, elements=joins, played=played))


def alive(workflow: Workflow, found: Exploration) -> frozenset[str]:
    """The nodes that can fire."""
    used = 0
    for state in found.moves:
        used |= max(state, 0)
    outcomes = {move.outcome for moves in found.moves.values() for move in moves}
    outcomes |= {move.outcome for _, move in found.doubling}
    nodes = {node for edge in found.on(used) for node in strands(edge.covers)}
    nodes.update(node for way in workflow.root.ways for node in strands(way.covers))
    for outcome in outcomes:
        nodes |= {outcome.way.act.node, outcome.way.act.by, *strands(outcome.way.covers)}
    return frozenset(nodes - {""})
