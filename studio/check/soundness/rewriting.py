"""Small changes of a diagram; what is not concerned stays as it is, the drawing included."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from studio.model import Bounds, Diagram, Flow, Node, NodeKind, Point

__all__ = ["with_end", "with_join", "with_kind", "without_flow"]

_GATEWAY = 50.0
_EVENT = 36.0
_GAP = 60.0


def with_kind(diagram: Diagram, gateways: Collection[str], kind: NodeKind) -> Diagram:
    """The diagram with these gateways of another kind; a parallel one has no default flow."""

    def changed(node: Node) -> Node:
        if node.id not in gateways:
            return node
        return replace(node, kind=kind, default=None if kind is NodeKind.PARALLEL_GATEWAY else node.default)

    return replace(diagram, nodes=tuple(changed(node) for node in diagram.nodes))


def without_flow(diagram: Diagram, flow: str) -> Diagram:
    """The diagram without one flow, and without the dotted lines that lead to it."""
    return replace(
        diagram,
        nodes=tuple(replace(node, default=None) if node.default == flow else node for node in diagram.nodes),
        flows=tuple(each for each in diagram.flows if each.id != flow),
        associations=tuple(each for each in diagram.associations if flow not in (each.source, each.target)),
    )


def with_join(diagram: Diagram, node: str) -> Diagram:
    """The diagram with a parallel gateway before a node, in which all flows that led to the node end."""
    shown = diagram.node(node)
    gateway = _free(diagram, f"{node}_join")
    bounds = None
    if shown.bounds is not None:
        middle = shown.bounds.center[1]
        bounds = Bounds(shown.bounds.x - _GAP / 3 - _GATEWAY, middle - _GATEWAY / 2, _GATEWAY, _GATEWAY)
    join = _beside(shown, gateway, NodeKind.PARALLEL_GATEWAY, bounds)
    onward = Flow(id=_free(diagram, f"{node}_joined"), source=gateway, target=node, parent=shown.parent)
    onward = _drawn(onward, bounds, shown.bounds)
    return replace(
        diagram,
        nodes=tuple(each for old in diagram.nodes for each in ((join, old) if old.id == node else (old,))),
        flows=(
            *(_led_to(flow, gateway, bounds) if flow.target == node else flow for flow in diagram.flows),
            onward,
        ),
    )


def with_end(diagram: Diagram, node: str) -> tuple[Diagram, tuple[str, str]]:
    """The diagram with a way from a node to a new end; the ids of the end and the flow."""
    shown = diagram.node(node)
    end, flow = _free(diagram, f"{node}_end"), _free(diagram, f"{node}_out")
    bounds = None
    if shown.bounds is not None:
        middle = shown.bounds.center[0]
        bounds = Bounds(middle - _EVENT / 2, shown.bounds.bottom + _GAP, _EVENT, _EVENT)
    added = _beside(shown, end, NodeKind.END_EVENT, bounds)
    out = Flow(id=flow, source=node, target=end, parent=shown.parent)
    if shown.bounds is not None and bounds is not None:
        middle = shown.bounds.center[0]
        out = replace(out, waypoints=((middle, shown.bounds.bottom), (middle, bounds.y)))
    rewritten = replace(diagram, nodes=(*diagram.nodes, added), flows=(*diagram.flows, out))
    return rewritten, (end, flow)


def _beside(node: Node, id: str, kind: NodeKind, bounds: Bounds | None) -> Node:
    """Another node in the same lane and sub-process."""
    return Node(
        id=id,
        kind=kind,
        process=node.process,
        pool=node.pool,
        lane=node.lane,
        parent=node.parent,
        bounds=bounds,
    )


def _led_to(flow: Flow, target: str, bounds: Bounds | None) -> Flow:
    """The flow with another target; what is drawn of it ends at the new one."""
    led = replace(flow, target=target)
    if bounds is None or not flow.waypoints:
        return replace(led, waypoints=(), bounds=None)
    last: Point = (bounds.x, bounds.center[1])
    return replace(led, waypoints=(*flow.waypoints[:-1], last))


def _drawn(flow: Flow, source: Bounds | None, target: Bounds | None) -> Flow:
    if source is None or target is None:
        return flow
    return replace(flow, waypoints=((source.right, source.center[1]), (target.x, target.center[1])))


def _free(diagram: Diagram, wanted: str) -> str:
    """The id, with a number where it is taken."""
    number, id = 1, wanted
    while diagram.element(id) is not None:
        number += 1
        id = f"{wanted}_{number}"
    return id
