"""The flows of one scope as a graph: what lies before and behind a node, and where a token is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from studio.check.soundness.throwing import is_aside
from studio.model import Diagram

__all__ = ["Surroundings"]


class Surroundings:
    """What stands directly in one scope."""

    def __init__(self, diagram: Diagram, nodes: Iterable[str], links: dict[str, str]) -> None:
        self._diagram = diagram
        self._nodes = frozenset(nodes)
        self._places = {flow.id: flow.target for id in self._nodes for flow in diagram.outgoing(id)}
        self._after = {id: self._next(id, links) for id in self._nodes}
        self._before: dict[str, list[str]] = {id: [] for id in self._nodes}
        for id, following in self._after.items():
            for next_ in following:
                self._before[next_].append(id)

    def _next(self, id: str, links: dict[str, str]) -> list[str]:
        found = [flow.target for flow in self._diagram.outgoing(id)]
        found += [event.id for event in self._diagram.boundary(id) if not is_aside(event)]
        found += [links[id]] if id in links else []
        return [next_ for next_ in found if next_ in self._nodes]

    def at(self, place: str) -> str:
        """The node of the scope that a token is at or about to come to, perhaps deep inside it."""
        if place in self._places:
            return self._places[place]
        element = self._diagram.element(place)
        id = element.target if element is not None and hasattr(element, "target") else place
        while id not in self._nodes:
            parent = self._diagram.node(id).parent
            if parent is None:
                break
            id = parent
        return id

    def host(self, event: str) -> str | None:
        """The activity that a boundary event is attached to."""
        return self._diagram.node(event).attached_to

    def empty(self, join: str, marking: Iterable[str]) -> list[str]:
        """The flows into a join that hold no token."""
        held = set(marking)
        into = self._diagram.incoming(join)
        return [flow.id for flow in into if flow.id not in held and flow.source in self._nodes]

    def upstream(self, join: str, flows: Iterable[str]) -> dict[str, bool]:
        """The nodes from which a token can come along one of the flows without passing the join."""
        sources = {flow.id: flow.source for flow in self._diagram.incoming(join)}
        found = self._closure({sources[id] for id in flows} - {join}, self._before.__getitem__, join)
        return dict.fromkeys(found, True)

    def before(self, nodes: Iterable[str]) -> set[str]:
        """The nodes from which a token can get to one of these, and these."""
        return self._closure(nodes, self._before.__getitem__)

    def behind(self, nodes: Iterable[str]) -> set[str]:
        """The nodes that a token from one of these can get to, and these."""
        return self._closure(nodes, self._after.__getitem__)

    def returning(self, nodes: Iterable[str]) -> list[str]:
        """Those of the nodes to which a token can come back without leaving them, in the file's order."""
        left = set(nodes) & self._nodes
        while True:
            gone = {
                id for id in left if left.isdisjoint(self._after[id]) or left.isdisjoint(self._before[id])
            }
            if not gone:
                return [node.id for node in self._diagram.nodes if node.id in left]
            left -= gone

    def groups(self, nodes: Iterable[str]) -> list[list[str]]:
        """The nodes by what is connected among them, in the file's order, what comes first in front."""
        left = dict.fromkeys(node.id for node in self._diagram.nodes if node.id in set(nodes))
        found = []
        while left:
            first = next(iter(left))
            group = self._closure(
                [first], lambda node: [*self._after.get(node, ()), *self._before.get(node, ())], within=left
            )
            ordered = [id for id in left if id in group]
            ordered.sort(key=lambda node: not group.isdisjoint(self._before.get(node, ())))
            found.append(ordered)
            for id in group:
                del left[id]
        return found

    def _closure(
        self,
        first: Iterable[str],
        next_: Callable[[str], Iterable[str]],
        without: str | None = None,
        within: Iterable[str] | None = None,
    ) -> set[str]:
        found = set(first)
        waiting = list(found)
        while waiting:
            for id in next_(waiting.pop()):
                if id not in found and id != without and (within is None or id in within):
                    found.add(id)
                    waiting.append(id)
        return found
