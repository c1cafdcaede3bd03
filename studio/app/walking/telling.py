"""What the things of a walk are called: places, ways, and what somebody does to let something happen."""

from __future__ import annotations

from collections.abc import Sequence

from studio.app.names import destination, name_of, step_name
from studio.execution import Offer, WayKind
from studio.model import Diagram, EventKind, Flow, Node, NodeKind
from studio.wording import translate

__all__ = ["happening", "place_of", "scene_name", "way_name", "ways_told"]

_EVENTS = {
    EventKind.MESSAGE: "The message comes",
    EventKind.TIMER: "Let the time pass",
    EventKind.ERROR: "It goes wrong",
    EventKind.ESCALATION: "It is escalated",
    EventKind.SIGNAL: "The signal comes",
    EventKind.CONDITIONAL: "The condition comes true",
    EventKind.CANCEL: "It is cancelled",
}


def place_of(pool: str | None, lane: str | None, diagram: Diagram, language: str) -> str:
    """The lane, else the pool, in which something is done; empty where there is neither."""
    found = diagram.element(lane or pool or "")
    return "" if found is None else name_of(found, language)


def scene_name(element: str, diagram: Diagram, language: str) -> str:
    """The element at which something is in hand; a gateway without a name by the question that it asks."""
    node = diagram.element(element)
    if isinstance(node, Node) and node.kind.is_gateway and not node.label(language).strip():
        raced = node.kind is NodeKind.EVENT_GATEWAY
        return translate("What happens first?" if raced else "Which way?", language)
    return step_name(diagram, element, language)


def way_name(id: str, diagram: Diagram, language: str, *, target: str | None = None) -> str:
    """A way on from a choice: what its flow says, else where it leads to."""
    if id == WayKind.AGAIN:
        return translate("once more", language)
    if id == WayKind.DONE:
        return translate("that is enough", language)
    way = diagram.element(id)
    if isinstance(way, Flow) and not way.label(language).strip():
        return destination(diagram, way, language)
    return step_name(diagram, target if way is None and target else id, language)


def ways_told(ways: Sequence[str], diagram: Diagram, language: str) -> str:
    """The ways that were taken at a choice."""
    return ", ".join(way_name(way, diagram, language) for way in ways)


def happening(offer: Offer, language: str) -> str:
    """What the button says that lets an event happen."""
    if offer.event is EventKind.TIMER and offer.host is not None:
        return translate("Let the deadline pass", language)
    told = _EVENTS.get(offer.event) if offer.event is not None else None
    return translate(told or "Let it happen", language)
