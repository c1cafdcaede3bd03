"""The levels of a diagram: each process and each sub-process with what stands directly in it."""

from __future__ import annotations

from collections.abc import Mapping

from studio.model import Diagram, Node, NodeKind

__all__ = ["nodes_by_scope", "ordinary_scopes", "within_ad_hoc"]


def nodes_by_scope(diagram: Diagram) -> Mapping[str, tuple[Node, ...]]:
    """The nodes by the id of the process or sub-process that holds them; those that hold none, too."""
    found: dict[str, list[Node]] = {process.id: [] for process in diagram.processes}
    found |= {node.id: [] for node in diagram.nodes if node.kind.is_container}
    for node in diagram.nodes:
        found[node.parent or node.process].append(node)
    return {scope: tuple(nodes) for scope, nodes in found.items()}


def ordinary_scopes(diagram: Diagram) -> Mapping[str, tuple[Node, ...]]:
    """The scopes in which a token goes from a start to an end: all but ad-hoc sub-processes."""
    ad_hoc = {node.id for node in diagram.nodes if node.kind is NodeKind.AD_HOC}
    return {scope: nodes for scope, nodes in nodes_by_scope(diagram).items() if scope not in ad_hoc}


def within_ad_hoc(diagram: Diagram, node: Node) -> bool:
    """Whether a node stands directly in an ad-hoc sub-process, whose steps need no flows."""
    return node.parent is not None and diagram.node(node.parent).kind is NodeKind.AD_HOC
