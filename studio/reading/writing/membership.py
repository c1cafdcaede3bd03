"""Which nodes a lane lists: those that a reader would not place there by itself."""

from __future__ import annotations

from studio.model import Diagram, Node

__all__ = ["is_listed", "listed_in"]


def listed_in(diagram: Diagram) -> dict[str, list[str]]:
    """The ids of the nodes that each lane lists, by the lane's id."""
    listed: dict[str, list[str]] = {}
    for node in diagram.nodes:
        if node.lane is not None and is_listed(node, diagram):
            listed.setdefault(node.lane, []).append(node.id)
    return listed


def is_listed(node: Node, diagram: Diagram) -> bool:
    """Whether a lane has to list the node.

    What is inside a sub-process is in its lane without being listed; it is listed where it is in another.
    """
    around = diagram.element(node.attached_to or node.parent or "")
    return node.parent is None or not isinstance(around, Node) or around.lane != node.lane
