"""Where each part of a diagram stands in its file: in which process, sub-process or collaboration."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from studio.model import (
    Artifact,
    ArtifactKind,
    Association,
    Diagram,
    Element,
    Flow,
    Lane,
    Node,
    Process,
)

__all__ = ["Homes"]

_NOTES = frozenset({ArtifactKind.ANNOTATION, ArtifactKind.GROUP})


class Homes:
    """The id of the process or sub-process in which a part stands, None for the collaboration.

    A diagram does not tell it of everything. Data and notes stand with the step that they are linked to,
    else in the process in whose pool they are drawn.
    """

    def __init__(self, diagram: Diagram) -> None:
        self._diagram = diagram
        self._messages = {message.id for message in diagram.messages}
        self.has_collaboration = bool(diagram.pools or diagram.messages)

    def of(self, element: Element) -> str | None:
        """The home of a process (itself), a lane, a node, a flow or an artifact; None of anything else."""
        if isinstance(element, Process):
            return element.id
        if isinstance(element, Lane):
            return self.divided[element.id]
        if isinstance(element, Node):
            return element.parent or element.process
        if isinstance(element, Flow) and element.id not in self._messages:
            return element.parent or self._diagram.node(element.source).process
        if isinstance(element, Artifact):
            return element.parent or self._artifacts[element.id]
        return None

    def of_association(self, association: Association) -> str | None:
        """The home of what an association connects; their process, where the two are apart."""
        ends = [self._diagram.element(id) for id in (association.source, association.target)]
        homes = [self.of(end) for end in ends if end is not None]
        first = next((home for home in homes if home is not None), None)
        if None in homes or first is None:
            return None if self.has_collaboration else first or self._first
        return first if homes.count(first) == len(homes) else self.process(first)

    def holder(self, association: Association) -> Node | None:
        """The activity or event in which a data association stands; None where it has none."""
        if association.data:
            for id in (association.source, association.target):
                end = self._diagram.element(id)
                if isinstance(end, Node) and not end.kind.is_gateway:
                    return end
        return None

    def process(self, home: str) -> str:
        """The process of a home."""
        node = self._diagram.element(home)
        return node.process if isinstance(node, Node) else home

    @cached_property
    def divided(self) -> Mapping[str, str]:
        """What each lane divides: its process, or a sub-process if all that is in the lane stands there."""
        top = {lane.id: self._diagram.lane_path(lane.id)[0] for lane in self._diagram.lanes}
        inside: dict[str, list[Node]] = {}
        for node in self._diagram.nodes:
            if node.lane in top:
                inside.setdefault(top[node.lane].id, []).append(node)
        scopes = {id: self._scope(nodes) for id, nodes in inside.items()}
        return {lane: scopes.get(outer.id) or outer.process for lane, outer in top.items()}

    def _scope(self, nodes: list[Node]) -> str | None:
        """The one sub-process in which the outermost of these nodes stand."""
        ids = {node.id for node in nodes}
        outermost = {node.parent for node in nodes if node.parent not in ids}
        return outermost.pop() if len(outermost) == 1 else None

    @cached_property
    def _artifacts(self) -> Mapping[str, str | None]:
        linked: dict[str, str] = {}
        for association in self._diagram.associations:
            for here, there in (
                (association.source, association.target),
                (association.target, association.source),
            ):
                end = self._diagram.element(there)
                if isinstance(end, Node):
                    linked.setdefault(here, end.process)
        return {
            artifact.id: linked.get(artifact.id) or self._around(artifact)
            for artifact in self._diagram.artifacts
        }

    def _around(self, artifact: Artifact) -> str | None:
        if artifact.bounds is not None:
            for pool in self._diagram.pools:
                if pool.process and pool.bounds and pool.bounds.contains(artifact.bounds.center):
                    return pool.process
        if artifact.kind in _NOTES and self.has_collaboration:
            return None
        return self._first

    @property
    def _first(self) -> str | None:
        return self._diagram.processes[0].id if self._diagram.processes else None
