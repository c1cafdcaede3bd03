"""A diagram without what points to nowhere: lines that lost an end, and references to what is gone."""

from __future__ import annotations

from dataclasses import replace

from studio.model import Diagram

__all__ = ["sound"]


def sound(diagram: Diagram) -> Diagram:
    """The diagram as a file can hold it; the same where nothing in it points to nowhere."""
    nodes = {node.id for node in diagram.nodes}
    flows = tuple(it for it in diagram.flows if it.source in nodes and it.target in nodes)
    ends = nodes | {pool.id for pool in diagram.pools}
    messages = tuple(it for it in diagram.messages if it.source in ends and it.target in ends)
    kept = replace(diagram, flows=flows, messages=messages, associations=())
    ids = {element.id for element in kept.elements()}
    associations = tuple(it for it in diagram.associations if it.source in ids and it.target in ids)
    lanes = {lane.id for lane in diagram.lanes}
    mended = tuple(
        replace(
            node,
            lane=node.lane if node.lane in lanes else None,
            attached_to=node.attached_to if node.attached_to in nodes else None,
            default=node.default if node.default in ids else None,
        )
        for node in diagram.nodes
    )
    return replace(kept, nodes=mended, associations=associations)
