"""What of a diagram is part of a program: its nodes, the flows between them, and the scopes they lie in."""

from __future__ import annotations

from collections.abc import Iterable

from studio.model import Diagram, EventKind, Flow, Node, NodeKind, Problem
from studio.model.graph import link_targets
from studio.simulation.omissions import warning

__all__ = ["Structure"]


class Structure:
    """The nodes, flows and scopes of a program, each with its number: its place in the list.

    ``into`` and ``out`` are the flows by the node they lead to and from; ``problems`` are warnings about
    flows that are left out.
    """

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.problems: list[Problem] = []
        self.nodes = [node for node in diagram.nodes if self._is_simulated(node)]
        self.number = {node.id: n for n, node in enumerate(self.nodes)}
        self.flows = [*self._flows()]
        self.flow_number = {flow.id: n for n, flow in enumerate(self.flows)}
        self.out: dict[str, list[Flow]] = {}
        self.into: dict[str, list[Flow]] = {}
        for flow in self.flows:
            self.out.setdefault(flow.source, []).append(flow)
            self.into.setdefault(flow.target, []).append(flow)
        self._processes = {process.id for process in diagram.processes}
        self.scopes = [process.id for process in diagram.processes]
        self.scopes += [node.id for node in self.nodes if self.has_contents(node)]
        self.scope_number = {id_: n for n, id_ in enumerate(self.scopes)}

    def has_contents(self, node: Node) -> bool:
        """Whether anything runs inside the node itself."""
        return node.kind.is_container and any(
            child.id in self.number and child.attached_to is None for child in self.diagram.children(node.id)
        )

    def scope_of(self, node: Node) -> int:
        """The scope in which the node lies."""
        return self.scope_number[node.parent if node.parent is not None else node.process]

    def starts(self, scope: str) -> tuple[int, ...]:
        """Where tokens begin in a scope: its start events, else every node that no flow leads to.

        Of a process, which cases and messages enter at one of its starts, those that nothing sets off.
        """
        top = scope in self._processes
        inside = [
            node
            for node in self.nodes
            if (node.process == scope and node.parent is None if top else node.parent == scope)
            and node.attached_to is None
            and not node.triggered_by_event
        ]
        starts = [node for node in inside if node.kind is NodeKind.START_EVENT]
        if top:
            starts = [node for node in starts if not node.events] or starts[:1]
        if not starts:
            starts = [node for node in inside if not self.into.get(node.id)] or inside[:1]
        return tuple(self.number[node.id] for node in starts)

    def _is_simulated(self, node: Node) -> bool:
        """Everything but what is only done to undo other work, with what it contains."""
        while not node.for_compensation:
            if node.parent is None:
                return True
            node = self.diagram.node(node.parent)
        return False

    def _flows(self) -> Iterable[Flow]:
        """The sequence flows within one scope, and a flow from each link's throw to its catch."""
        for flow in self.diagram.flows:
            if flow.source not in self.number or flow.target not in self.number:
                continue
            if self.diagram.node(flow.source).parent == self.diagram.node(flow.target).parent:
                yield flow
            else:
                self.problems.append(warning("simulation.flow-across-border", flow.id, flow.line))
        targets = link_targets(self.diagram)
        for node in self.nodes:
            if node.kind is not NodeKind.THROW_EVENT or not node.is_event_of(EventKind.LINK):
                continue
            target = targets.get(node.id)
            if target in self.number:
                yield Flow(id=f"{node.id} → {target}", source=node.id, target=target)
            else:
                self.problems.append(warning("simulation.link-without-catch", node.id, node.line))
