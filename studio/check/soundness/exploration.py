"""Every distribution of tokens that a reduced workflow can come to, and what is wrong with some of them.

A state is an integer with one bit for each edge that holds a token. A state is not followed beyond a
second token on an edge.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations
from operator import or_

from studio.check.soundness.workflow import Edge, Join, Vertex, Way, Workflow, strands

__all__ = ["COMPLETED", "Exploration", "Move", "Outcome", "explore"]

COMPLETED = 0
"""The state in which no token is left."""

_WIDEST = 12
"""The most branches of an inclusive split of which any may be taken."""


@dataclass(eq=False, slots=True)
class Outcome:
    """One thing that a vertex may do: a way and the edges that get a token."""

    vertex: Vertex
    way: Way
    given: tuple[Edge, ...]
    gives: int
    home: int
    """The edges that must be empty before it happens again."""


@dataclass(eq=False, slots=True)
class Move:
    """One step from a state: the outcome, the edges from which tokens are taken, and the state after it."""

    outcome: Outcome
    taken: int
    after: int


@dataclass(eq=False, slots=True)
class _Behaviour:
    into: int
    join: Join
    outcomes: list[Outcome]
    reach: dict[int, int] = field(default_factory=dict)
    """Of an inclusive join: for each edge into it, those from which a token can come along it."""


@dataclass(eq=False, slots=True)
class Exploration:
    """What was found.

    ``moves`` has every state that was looked at; ``doubling`` are the moves after which two tokens share an
    edge, ``stuck`` the states in which tokens are left and nothing can move, ``thrown`` the states below 0,
    by what catches the throw. ``is_whole`` tells whether all states were looked at; ``is_wide`` that an
    inclusive split has too many branches.
    """

    edges: list[Edge]
    roots: list[int] = field(default_factory=list)
    moves: dict[int, list[Move]] = field(default_factory=dict)
    doubling: list[tuple[int, Move]] = field(default_factory=list)
    stuck: list[int] = field(default_factory=list)
    thrown: dict[str, int] = field(default_factory=dict)
    is_whole: bool = True
    is_wide: bool = False

    def on(self, state: int) -> Iterator[Edge]:
        """The edges that hold a token."""
        while state > 0:
            low = state & -state
            yield self.edges[low.bit_length() - 1]
            state ^= low

    def bit(self, edge: Edge) -> int:
        """The bit of an edge."""
        return 1 << self.edges.index(edge)

    def leading_to(self, states: Iterable[int]) -> set[int]:
        """The states from which one of these can be reached, and these."""
        before: dict[int, list[int]] = {}
        for state, moves in self.moves.items():
            for move in moves:
                before.setdefault(move.after, []).append(state)
        found = set(states)
        waiting = list(found)
        while waiting:
            for state in before.get(waiting.pop(), ()):
                if state not in found:
                    found.add(state)
                    waiting.append(state)
        return found

    def nodes_from(self, state: int) -> Iterator[str]:
        """The nodes that can fire from a state on."""
        seen = {state}
        waiting = [state]
        while waiting:
            now = waiting.pop()
            for edge in self.on(now):
                yield from strands(edge.covers)
            for move in self.moves.get(now, ()):
                way = move.outcome.way
                yield from (way.act.node, way.act.by, *strands(way.covers))
                if move.after not in seen:
                    seen.add(move.after)
                    waiting.append(move.after)


def explore(workflow: Workflow, most_states: int, *, deep: bool = False) -> Exploration:
    """Look at every state, breadth first, up to ``most_states``.

    With ``deep``, one case after the other is followed to its end, one token at a time: that proves nothing,
    but what is wrong is found where there is more than can be looked at.
    """
    return _Explorer(workflow).explore(most_states, deep=deep)


class _Explorer:
    def __init__(self, workflow: Workflow) -> None:
        edges = [edge for vertex in (workflow.root, *workflow.vertices) for edge in vertex.out]
        self.bit = {edge: 1 << number for number, edge in enumerate(edges)}
        self.found = Exploration(edges)
        homes: dict[str, int] = {}
        for edge in edges:
            for home in edge.homes:
                homes[home] = homes.get(home, 0) | self.bit[edge]
        self.homes = homes
        nowhere = 1 << len(edges)  # never set: an edge that comes from nowhere brings nothing
        behaviours = {
            vertex: _Behaviour(
                reduce(or_, (self.bit.get(edge, nowhere) for edge in vertex.into), 0),
                vertex.join,
                list(self._outcomes(vertex)),
            )
            for vertex in workflow.vertices
        }
        for vertex, behaviour in behaviours.items():
            if vertex.join is Join.REACHABLE:
                for edge in vertex.into:
                    bit = self.bit.get(edge, nowhere)
                    behaviour.reach[bit] = behaviour.reach.get(bit, 0) | self._reach(edge)
        self.behaviour = [behaviours[edge.target] for edge in edges]
        for outcome in self._outcomes(workflow.root):
            if outcome.gives not in self.found.roots:
                self.found.roots.append(outcome.gives)

    def _outcomes(self, vertex: Vertex) -> Iterator[Outcome]:
        for way in vertex.ways:
            home = 0 if way.keeps is None else self.homes.get(way.keeps, 0)
            for given in self._choices(way):
                yield Outcome(vertex, way, given, sum(self.bit[edge] for edge in given), home)

    def _choices(self, way: Way) -> Iterable[tuple[Edge, ...]]:
        if not way.some:
            return [tuple(way.edges)]
        free = [edge for edge in way.edges if edge not in way.sure and edge is not way.default]
        if len(free) > _WIDEST:
            self.found.is_wide = True
            free = free[:1]
        chosen = [
            (*way.sure, *some) for number in range(1, len(free) + 1) for some in combinations(free, number)
        ]
        if way.default is not None:
            chosen.append((*way.sure, way.default))
        elif way.sure:
            chosen.append(way.sure)
        return chosen

    def _reach(self, edge: Edge) -> int:
        """The edges from which a token can come along this one without passing the vertex behind it."""
        join = edge.target
        found = 0
        seen = {join}
        waiting = [edge.source]
        while waiting:
            vertex = waiting.pop()
            if vertex not in seen:
                seen.add(vertex)
                for into in vertex.into:
                    found |= self.bit.get(into, 0)
                    waiting.append(into.source)
        return found

    def explore(self, most_states: int, *, deep: bool) -> Exploration:
        found = self.found
        seen = set(found.roots)
        waiting = deque(found.roots)
        while waiting:
            if len(found.moves) >= most_states:
                found.is_whole = False
                break
            state = waiting.pop() if deep else waiting.popleft()
            moves, doubling = self._moves(state, only_first=deep)
            found.moves[state] = moves
            found.doubling += [(state, move) for move in doubling]
            for move in moves:
                if move.after not in seen:
                    seen.add(move.after)
                    waiting.append(move.after)
            if state > 0 and not moves and not doubling:
                found.stuck.append(state)
        return found

    def _moves(self, state: int, *, only_first: bool) -> tuple[list[Move], list[Move]]:
        """What can happen in a state; and what cannot, as an edge would come to hold two tokens.

        ``only_first``: the moves of one vertex are enough.
        """
        moves: list[Move] = []
        doubling: list[Move] = []
        for at, taken in self._enabled(state):
            for outcome in at.outcomes:
                keeps = outcome.way.keeps is not None
                if keeps and state & outcome.home:
                    continue
                takes = 0 if keeps else taken
                left = state ^ takes
                if outcome.way.clears:
                    moves.append(Move(outcome, takes, self._cleared(outcome.way)))
                elif left & outcome.gives:
                    doubling.append(Move(outcome, takes, -1))
                else:
                    moves.append(Move(outcome, takes, left | outcome.gives))
            if only_first and moves:
                break
        return moves, doubling

    def _enabled(self, state: int) -> Iterator[tuple[_Behaviour, int]]:
        """The vertices that can do something, each with the tokens that it takes."""
        rest = state
        while rest > 0:
            low = rest & -rest
            rest ^= low
            at = self.behaviour[low.bit_length() - 1]
            if at.join is Join.ANY:
                yield at, low
                continue
            taken = state & at.into
            if taken & -taken == low and _is_enabled(at, state, taken):
                yield at, taken

    def _cleared(self, way: Way) -> int:
        if way.throws is None:
            return COMPLETED
        return self.found.thrown.setdefault(way.throws, -1 - len(self.found.thrown))


def _is_enabled(at: _Behaviour, state: int, held: int) -> bool:
    """Whether a join that holds these tokens may go on.

    BPMN 2.0, 13.3.3: an inclusive join waits for a token that can reach an empty edge without passing the
    join, unless that token can also reach an edge that already holds one.
    """
    if at.join is Join.ALL:
        return held == at.into
    empty = full = 0
    for edge, reach in at.reach.items():
        if edge & held:
            full |= reach
        else:
            empty |= reach
    return not state & empty & ~full
