"""The shortest way to a state of a reduced workflow, told in firings of the diagram's own nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from heapq import heappop, heappush

from studio.check.soundness.exploration import Exploration, Move
from studio.check.soundness.verdict import Firing
from studio.check.soundness.workflow import Edge, Workflow, strands

__all__ = ["Played", "Ways"]


class Played:
    """Firings played one after the other from some places on; ``marking`` counts the tokens on each place."""

    def __init__(self, begin: Iterable[str]) -> None:
        self.begin = tuple(begin)
        self.marking = Counter(self.begin)
        self.firings: list[Firing] = []

    def play(self, firings: Iterable[Firing]) -> None:
        for firing in firings:
            self.marking.subtract(firing.takes)
            self.marking.update(firing.gives)
            self.marking = +self.marking
            self.firings.append(firing)

    def copy(self) -> Played:
        """The same, to be played on from here."""
        return self.without(0)

    def without(self, number: int) -> Played:
        """The same without the last firings."""
        played = Played(self.begin)
        played.play(self.firings[: len(self.firings) - number])
        return played

    def clearing(self, takes: tuple[str, ...]) -> tuple[str, ...]:
        """These places first, then all others that hold tokens, one entry a token."""
        rest = self.marking - Counter(takes)
        return (*takes, *sorted(rest.elements()))

    @property
    def places(self) -> tuple[str, ...]:
        """Where the tokens are now, one entry a token."""
        return tuple(sorted(self.marking.elements()))


class Ways:
    """The cheapest ways from the beginning of a scope to every state that was looked at.

    A token is carried through the edge that it is on only when it is taken from it. With ``whole`` costs the
    trails that set out on the way are counted, too: they are followed to their ends before a scope is stuck.
    """

    def __init__(self, workflow: Workflow, found: Exploration, *, whole: bool = False) -> None:
        self._workflow = workflow
        self._found = found
        self._is_whole = whole
        self._carried: dict[int, int] = {}
        self.cost: dict[int, int] = {}
        self._before: dict[int, tuple[int, Move]] = {}
        self._search()

    def _search(self) -> None:
        best = dict.fromkeys(self._found.roots, 0)
        waiting = [(0, root) for root in self._found.roots]
        while waiting:
            cost, state = heappop(waiting)
            if state in self.cost:
                continue
            self.cost[state] = cost
            for move in self._found.moves.get(state, ()):
                dearer = cost + self._cost_of(move)
                if move.after not in best or dearer < best[move.after]:
                    best[move.after] = dearer
                    self._before[move.after] = state, move
                    heappush(waiting, (dearer, move.after))

    def _cost_of(self, move: Move) -> int:
        way = move.outcome.way
        return self._carrying(move.taken) + way.act.cost + (way.extra if self._is_whole else 0)

    def _carrying(self, taken: int) -> int:
        """What it costs to carry tokens through these edges."""
        known = self._carried.get(taken)
        if known is None:
            edges = list(self._found.on(taken))
            known = sum(edge.cost + (edge.extra if self._is_whole else 0) for edge in edges)
            self._carried[taken] = known
        return known

    def cost_after(self, state: int, move: Move) -> int:
        """What it costs to get to the state and to make the move."""
        return self.cost[state] + self._cost_of(move)

    def pending(self, state: int) -> int:
        """What it costs to carry every token to the end of the edge that it is on, and trails to theirs."""
        return sum(edge.cost + edge.extra for edge in self._found.on(state))

    def to(self, state: int, move: Move | None = None) -> Played:
        """The cheapest way to a state, and one move further, told in firings of the diagram."""
        moves = [] if move is None else [move]  # backwards
        while state in self._before:
            state, before = self._before[state]
            moves.append(before)
        played = Played(self._beginning(state))
        for step in reversed(moves):
            self._make(played, step)
        return played

    def _beginning(self, root: int) -> Iterator[str]:
        begun = set(self._found.on(root))
        for edge in begun:
            yield from edge.entries
        for way in self._workflow.root.ways:
            if begun == set(way.edges):
                for edge in way.trailing:
                    yield from edge.entries

    def _make(self, played: Played, move: Move) -> None:
        way = move.outcome.way
        taken = list(self._found.on(move.taken))
        for edge in taken:
            played.play(strands(edge.passage))
        firings = list(
            way.firings(tuple(place for edge in taken for place in edge.exits), move.outcome.given)
        )
        if way.clears:
            place = len(firings) - len(way.act.after) - 1
            played.play(firings[:place])
            clearing = firings[place]
            firings = [replace(clearing, takes=played.clearing(clearing.takes)), *firings[place + 1 :]]
        played.play(firings)

    def finish(self, played: Played, state: int) -> None:
        """Carry every token as far as it gets: through its edge, and along a trail to its end."""
        for edge in self._found.on(state):
            played.play(strands(edge.passage))
        trails = {edge.entries: edge for edge in self._workflow.trails}
        going = True
        while going:
            going = False
            for entries, edge in trails.items():
                while all(played.marking[place] for place in entries):
                    self._end(played, edge)
                    going = True

    def _end(self, played: Played, edge: Edge) -> None:
        played.play(strands(edge.passage))
        (way,) = edge.target.ways
        played.play(way.firings(edge.exits, ()))
