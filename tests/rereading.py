"""What must be the same in a diagram and in one read back from the file that was written of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from studio.model import Diagram, Element, EventDefinition, Flow, Lane, Node, Pool


def comparable(diagram: Diagram) -> dict[str, Any]:
    """All that the two share, so that equal diagrams give equal values. Left out are

    - the line in the file and the exporter: the new file has its own;
    - the id of the whole, where there is none or an element has the same;
    - what only a shape could tell of an element that has no place: whether a pool or lane lies or stands,
      whether a sub-process is collapsed, where a name is drawn;
    - the name by which an event calls an element of the diagram, as that is the element's own;
    - the order of elements, but that of processes, of pools, of lanes and nodes in one place, and of the
      flows of a node.
    """
    ids = {element.id for element in diagram.elements()}
    return {
        "id": diagram.id if diagram.id not in ids else "",
        "name": diagram.name,
        "labels": diagram.labels,
        "processes": [plain(it) for it in diagram.processes],
        "pools": [plain(placed(it)) for it in diagram.pools],
        "lanes": by_id(placed(it) for it in diagram.lanes),
        "order of lanes": grouped((it.parent or it.process, it.id) for it in diagram.lanes),
        "nodes": by_id(replace(placed(it), events=events(it, ids)) for it in diagram.nodes),
        "order of nodes": grouped((it.parent or it.process, it.id) for it in diagram.nodes),
        "flows": by_id(placed(it) for it in diagram.flows),
        "order of flows": grouped((it.source, it.id) for it in diagram.flows),
        "messages": by_id(placed(it) for it in diagram.messages),
        "artifacts": by_id(diagram.artifacts),
        "associations": by_id(diagram.associations),
    }


def plain(element: Element) -> Any:
    return replace(element, line=None)


def placed(element: Any) -> Any:
    """The element without what only a shape could tell, if it has none."""
    if element.bounds is not None:
        return element
    if isinstance(element, Pool | Lane):
        return replace(element, horizontal=True)
    if isinstance(element, Node):
        return replace(element, collapsed=False, label_bounds=None)
    return replace(element, label_bounds=None) if isinstance(element, Flow) else element


def events(node: Node, ids: set[str]) -> tuple[EventDefinition, ...]:
    return tuple(replace(it, name="") if it.reference in ids else it for it in node.events)


def by_id(elements: Iterable[Element]) -> dict[str, Element]:
    return {element.id: plain(element) for element in elements}


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for place, id in pairs:
        found.setdefault(place, []).append(id)
    return found
