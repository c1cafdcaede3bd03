"""A process as a plain graph: which nodes are connected, which hold it together, how deep each lies.

An arc is a sequence flow, or the line from an activity to a boundary event attached to it: a token can
go both ways on from the activity. What is inside of a sub-process is a part of its own. Each answer is
found in linear time and without recursion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from studio.model import Diagram, Node

__all__ = ["Arcs", "arcs_of"]

_Ways = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arcs:
    """The nodes of a graph by id, the arcs between them, and where a node's arcs lead to and come from."""

    nodes: tuple[str, ...]
    arcs: tuple[tuple[str, str], ...]
    onward: _Ways
    backward: _Ways

    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The connected parts of the graph, whichever way the arcs lead."""
        seen: set[str] = set()
        found: list[tuple[str, ...]] = []
        for node in self.nodes:
            if node in seen:
                continue
            seen.add(node)
            part = [node]
            for here in part:
                for there in self._neighbours(here):
                    if there not in seen:
                        seen.add(there)
                        part.append(there)
            found.append(tuple(part))
        return tuple(found)

    def cut_vertices(self) -> frozenset[str]:
        """The nodes without which their part of the graph would fall apart (Hopcroft & Tarjan 1973)."""
        number: dict[str, int] = {}
        lowest: dict[str, int] = {}
        found: set[str] = set()
        for root in self.nodes:
            if root in number:
                continue
            number[root] = lowest[root] = len(number)
            branches = 0
            path: list[tuple[str, str | None, Iterator[str]]] = [(root, None, self._neighbours(root))]
            while path:
                here, before, ways = path[-1]
                there = next(ways, None)
                if there is None:
                    path.pop()
                    if before is not None:
                        lowest[before] = min(lowest[before], lowest[here])
                        if before != root and lowest[here] >= number[before]:
                            found.add(before)
                elif there not in number:
                    branches += here == root
                    number[there] = lowest[there] = len(number)
                    path.append((there, here, self._neighbours(there)))
                elif there != before:
                    lowest[here] = min(lowest[here], number[there])
            if branches > 1:
                found.add(root)
        return frozenset(found)

    def depths(self) -> Mapping[str, int]:
        """How many splits lie around each node that are not joined yet, loops aside (Mendling 2008).

        It is the smaller one of two numbers, the largest over all ways each: splits passed before the node
        less joins up to it, and joins to come behind the node less splits from it on.
        """
        order, forward = self._loop_free()
        into = _reversed(self.nodes, forward)
        inwards = _nesting(order, into, forward)
        outwards = _nesting(order[::-1], forward, into)
        return {node: min(inwards[node], outwards[node]) for node in self.nodes}

    def _neighbours(self, node: str) -> Iterator[str]:
        yield from self.onward[node]
        yield from self.backward[node]

    def _loop_free(self) -> tuple[list[str], dict[str, list[str]]]:
        """The graph without the arcs that close a loop: its nodes in order, and where the others lead."""
        forward: dict[str, list[str]] = {node: [] for node in self.nodes}
        finished: list[str] = []
        on_path: dict[str, bool] = {}
        for root in sorted(self.nodes, key=lambda node: bool(self.backward[node])):
            if root in on_path:
                continue
            on_path[root] = True
            path = [(root, iter(self.onward[root]))]
            while path:
                here, ways = path[-1]
                there = next(ways, None)
                if there is None:
                    on_path[here] = False
                    finished.append(here)
                    path.pop()
                    continue
                if not on_path.get(there, False):
                    forward[here].append(there)
                if there not in on_path:
                    on_path[there] = True
                    path.append((there, iter(self.onward[there])))
        finished.reverse()
        return finished, forward


def arcs_of(diagram: Diagram, nodes: Iterable[Node]) -> Arcs:
    """The graph of some of a diagram's nodes."""
    ids = tuple(node.id for node in nodes)
    own = set(ids)
    pairs = [(id, flow.target) for id in ids for flow in diagram.outgoing(id) if flow.target in own]
    pairs += [(id, event.id) for id in ids for event in diagram.boundary(id) if event.id in own]
    onward: dict[str, list[str]] = {id: [] for id in ids}
    for source, target in pairs:
        onward[source].append(target)
    return Arcs(nodes=ids, arcs=tuple(pairs), onward=onward, backward=_reversed(ids, onward))


def _reversed(nodes: Iterable[str], ways: _Ways) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {node: [] for node in nodes}
    for source, targets in ways.items():
        for target in targets:
            found[target].append(source)
    return found


def _nesting(order: Iterable[str], before: _Ways, after: _Ways) -> dict[str, int]:
    """For each node the most splits on a way to it less the joins, seen in the direction of ``order``."""
    found: dict[str, int] = {}
    for node in order:
        reached = max((found[other] + (len(after[other]) > 1) for other in before[node]), default=0)
        found[node] = max(0, reached - (len(before[node]) > 1))
    return found
