"""Nodes, flows and events in few words."""

from __future__ import annotations

from studio.model import EventDefinition, EventKind, Flow, Node, NodeKind


def node(id: str, kind: NodeKind, name: str = "", **other) -> Node:
    return Node(
        id=id, kind=kind, name=name, **{"process": "P", "pool": "Pool", "lane": "Lane_Agents"} | other
    )


def flows(*ways: str) -> tuple[Flow, ...]:
    """From ``id: source -> target`` or ``id: source -> target 'label'``."""
    found = []
    for way in ways:
        id, _, rest = way.partition(": ")
        source, _, target = rest.partition(" -> ")
        target, _, label = target.partition(" '")
        found.append(Flow(id=id, source=source, target=target, name=label.rstrip("'")))
    return tuple(found)


def event(kind: EventKind) -> tuple[EventDefinition, ...]:
    return (EventDefinition(kind=kind),)
