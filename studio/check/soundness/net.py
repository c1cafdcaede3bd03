"""The nodes and flows of one process as tokens travel them: what stands still while tokens move."""

from __future__ import annotations

from itertools import chain, combinations

from studio.check.soundness.throwing import is_aside
from studio.model import Diagram, Flow, Node, NodeKind
from studio.model.token_steps import link_targets, starts_by_scope

__all__ = ["Net"]


class Net:
    """Where the tokens of one process can be, come from and go to, whatever marking it is in."""

    def __init__(self, diagram: Diagram, process: str) -> None:
        self.nodes = [node for node in diagram.nodes if node.process == process]
        self._diagram = diagram
        self._starts = starts_by_scope(diagram)
        self._links = link_targets(diagram)
        self._flows = {
            flow.id: flow
            for flow in diagram.flows
            if self.is_met(diagram.node(flow.target))
            and diagram.node(flow.source).parent == diagram.node(flow.target).parent
            and diagram.node(flow.source).process == diagram.node(flow.target).process
        }
        self._upstream: dict[str, frozenset[str]] = {}
        self._beyond: dict[str, frozenset[str]] = {}

    def is_met(self, node: Node) -> bool:
        """Whether tokens come to it along flows: not where an event alone begins it."""
        return not (node.attached_to or node.triggered_by_event or is_aside(node))

    def has_contents(self, node: Node) -> bool:
        """Whether there is anything in it that tokens go through."""
        return node.kind in (NodeKind.SUB_PROCESS, NodeKind.TRANSACTION) and any(
            map(self.is_met, self._diagram.children(node.id))
        )

    def into(self, node: Node) -> list[Flow]:
        """The flows along which tokens come to a node."""
        return [flow for flow in self._diagram.incoming(node.id) if flow.id in self._flows]

    def at(self, place: str) -> str:
        """The node that a token on the place is at, or is about to come to."""
        return self._flows[place].target if place in self._flows else place

    def path(self, place: str) -> list[str]:
        """The sub-processes around a place."""
        node = self._diagram.node(self._flows[place].source if place in self._flows else place)
        path: list[str] = []
        while node.parent is not None:
            path.append(node.parent)
            node = self._diagram.node(node.parent)
        return path

    def begin(self, scope: str) -> list[tuple[str, ...]]:
        """Where the first tokens of a process or sub-process are, one way after the other."""
        starts = [self._diagram.node(id) for id in self._starts.get(scope, [])]
        if any(node.kind is NodeKind.START_EVENT or node.instantiates for node in starts):
            return [(node.id,) for node in starts]
        if starts:
            return [tuple(node.id for node in starts)]
        for node in self.nodes:
            if (node.parent or node.process) == scope and self.is_met(node):
                return [(node.id,)]
        return []

    def gives(self, node: Node) -> list[tuple[str, ...]]:
        """Where the tokens are that a node gives, one way after the other in which it can choose."""
        out = [flow for flow in self._diagram.outgoing(node.id) if flow.id in self._flows]
        ids = [flow.id for flow in out]
        link = self._links.get(node.id)
        if link is not None:
            ids.append(link)
        if len(ids) < 2:
            return [tuple(ids)]
        if node.all_events and node.kind.is_gateway:
            return [tuple(ids)]
        if node.kind in (NodeKind.EXCLUSIVE_GATEWAY, NodeKind.EVENT_GATEWAY):
            return [(id,) for id in ids]
        inclusive = node.kind in (NodeKind.INCLUSIVE_GATEWAY, NodeKind.COMPLEX_GATEWAY)
        asked = [flow.id for flow in out if flow.condition and flow.id != node.default]
        if inclusive:
            asked = [id for id in ids if id != node.default]
        elif not node.kind.is_activity or not (asked or node.default in ids):
            return [tuple(ids)]
        always = tuple(id for id in ids if id not in asked and id != node.default)
        chosen = [(*always, *some) for n in range(1, len(asked) + 1) for some in combinations(asked, n)]
        otherwise = (*always, *([node.default] if node.default in ids and node.default else []))
        return [*chosen, otherwise] if otherwise else chosen

    def upstream(self, join: Node, flow: Flow) -> frozenset[str]:
        """The nodes from which a token can come along the flow without passing the join."""
        known = self._upstream.get(flow.id)
        if known is None:
            found: set[str] = set()
            waiting = [flow.source]
            while waiting:
                id = waiting.pop()
                if id in found or id == join.id:
                    continue
                found.add(id)
                node = self._diagram.node(id)
                waiting += [each.source for each in self.into(node)]
                waiting += [throw for throw, catch in self._links.items() if catch == id]
                if node.attached_to is not None:
                    waiting.append(node.attached_to)
            known = self._upstream[flow.id] = frozenset(found)
        return known

    def beyond(self, event: Node) -> frozenset[str]:
        """The flows to which no token comes but by this event."""
        known = self._beyond.get(event.id)
        if known is None:
            first = set(chain.from_iterable(self.begin(event.parent or event.process)))
            without = self._walked(first, event.id)
            nodes = self._walked(first, None) - without
            known = frozenset(flow.id for flow in self._flows.values() if flow.source in nodes)
            self._beyond[event.id] = known
        return known

    def _walked(self, first: set[str], without: str | None) -> set[str]:
        found = set(first)
        waiting = list(first)
        while waiting:
            id = waiting.pop()
            onward = [flow.target for flow in self._diagram.outgoing(id) if flow.id in self._flows]
            onward += [self._links[id]] if id in self._links else []
            onward += [event.id for event in self._diagram.boundary(id) if not is_aside(event)]
            for next_ in onward:
                if next_ not in found and next_ != without:
                    found.add(next_)
                    waiting.append(next_)
        return found
