"""The diagram's elements by the words that a scenario uses for them: ids and unique labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from studio.model import Diagram, Element, EventKind, Node, NodeKind
from studio.scenario.refusal import Refused, nearest, shown_list

__all__ = ["Elements", "folded", "is_waited_for", "labels_of", "starts_of_cases", "team_names"]

_CHOICES = frozenset({NodeKind.EXCLUSIVE_GATEWAY, NodeKind.INCLUSIVE_GATEWAY, NodeKind.COMPLEX_GATEWAY})
_CODES = {
    "arrivals": "scenario.arrivals",
    "steps": "scenario.steps",
    "routing": "scenario.routing",
    "events": "scenario.events",
    "nodes": "scenario.nodes",
}
"""What may be named in a section."""


def folded(text: str) -> str:
    """A label without line breaks, double blanks and capitals."""
    return " ".join(text.split()).casefold()


def labels_of(element: Element) -> Iterator[str]:
    """Its name and its labels in every language."""
    yield element.name
    yield from (label.text for label in element.labels)


def starts_of_cases(diagram: Diagram) -> tuple[str, ...]:
    """Where cases can begin: start events, or the id of a process that has none, in the file's order."""
    found: list[str] = []
    for process in diagram.processes:
        nodes = [node for node in diagram.children(None) if node.process == process.id]
        events = [node.id for node in nodes if node.kind is NodeKind.START_EVENT]
        if events:
            found.extend(events)
        elif nodes:
            found.append(process.id)
    return tuple(found)


def team_names(diagram: Diagram) -> Mapping[str, str]:
    """For each lane, pool and process the name of the people in it; those of one name are one team.

    An unnamed pool is called after its process, anything else unnamed by its id.
    """
    names = {}
    for process in diagram.processes:
        names[process.id] = _one_line(process.name) or process.id
    for pool in diagram.pools:
        names[pool.id] = _one_line(pool.name) or names.get(pool.process or "", pool.id)
        if pool.process is not None:
            names[pool.process] = names[pool.id]
    for lane in diagram.lanes:
        names[lane.id] = _one_line(lane.name) or lane.id
    return MappingProxyType(names)


def _one_line(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Elements:
    """Finds elements for one section of the file each.

    ``find(section, word)`` gives an id, or raises :class:`Refused` for what is unknown, of another
    kind or ambiguous.
    """

    diagram: Diagram
    sections: Mapping[str, Mapping[str, Element]]
    """For ``arrivals``, ``steps``, ``routing``, ``events`` and ``nodes`` what may be named there, by id."""

    @classmethod
    def of(cls, diagram: Diagram) -> Elements:
        starts = {id: element for id in starts_of_cases(diagram) if (element := diagram.element(id))}
        nodes = {node.id: node for node in diagram.nodes}
        return cls(
            diagram=diagram,
            sections={
                "arrivals": starts,
                "steps": {id: node for id, node in nodes.items() if node.kind.is_activity},
                "routing": {id: node for id, node in nodes.items() if _chooses(diagram, node)},
                "events": {id: node for id, node in nodes.items() if is_waited_for(diagram, node)},
                "nodes": nodes,
            },
        )

    def find(self, section: str, word: str) -> str:
        """The id of the element that is meant."""
        known = self.sections[section]
        if word in known:
            return word
        found = _labelled(known.values(), word)
        if not found and section == "arrivals":
            # A process without start event is better known by the name of its pool.
            pools = [pool for pool in self.diagram.pools if pool.process in known]
            found = [
                pool.process or "" for pool in pools if word == pool.id or pool.id in _labelled(pools, word)
            ]
        return _only(_CODES[section], found, word, known.values())

    def flow(self, gateway: str, word: str) -> str:
        """The id of the flow that leaves the gateway under this id or label."""
        flows = self.diagram.outgoing(gateway)
        if any(flow.id == word for flow in flows):
            return word
        return _only("scenario.flow", _labelled(flows, word), word, flows)


def _chooses(diagram: Diagram, node: Node) -> bool:
    if node.kind.is_gateway:
        return node.kind in _CHOICES
    return len(diagram.outgoing(node.id)) > 1 or any(flow.condition for flow in diagram.outgoing(node.id))


def is_waited_for(diagram: Diagram, node: Node) -> bool:
    """Whether it comes from outside or with time: catching, boundary, or starting an event sub-process."""
    if node.kind is NodeKind.START_EVENT:
        return node.parent is not None and diagram.node(node.parent).triggered_by_event
    return node.kind in (NodeKind.CATCH_EVENT, NodeKind.BOUNDARY_EVENT, NodeKind.RECEIVE_TASK) and not (
        node.is_event_of(EventKind.LINK) or node.is_event_of(EventKind.COMPENSATION)
    )


def _labelled(elements: Iterable[Element], word: str) -> list[str]:
    wanted = folded(word)
    return [element.id for element in elements if wanted in map(folded, labels_of(element)) and wanted]


def _only(code: str, found: list[str], word: str, known: Iterable[Element]) -> str:
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused("scenario.ambiguous", ids=shown_list(found))
    names = (_one_line(name) for element in known for name in (element.id, *labels_of(element)))
    raise Refused(code, known=nearest(word, filter(None, names), most=6))
