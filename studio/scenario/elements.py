"""The diagram's elements by the words that a scenario uses for them: ids and unique labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from studio.model import Diagram, Element, EventKind, Node, NodeKind
from studio.scenario.refusal import Refused, shown_list

__all__ = ["Elements", "chooses", "folded", "is_waited_for", "labels_of", "starts_of_cases", "team_names"]

_CHOICES = frozenset({NodeKind.EXCLUSIVE_GATEWAY, NodeKind.INCLUSIVE_GATEWAY, NodeKind.COMPLEX_GATEWAY})


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

    A pool that is a black box has none. An unnamed pool is called after its process, an unnamed lane
    after what it is drawn in, with its number where there are several; anything else unnamed by its id.
    """
    names = {}
    for process in diagram.processes:
        names[process.id] = _one_line(process.name) or process.id
    for pool in diagram.pools:
        if pool.process is not None:
            names[pool.id] = _one_line(pool.name) or names.get(pool.process, pool.id)
            names[pool.process] = names[pool.id]
    drawn_in: dict[str, list[str]] = {}
    for lane in diagram.lanes:
        around = lane.parent or lane.pool or lane.process
        beside = drawn_in.setdefault(around, [])
        beside.append(lane.id)
        names[lane.id] = _one_line(lane.name) or f"{names.get(around, around)} {len(beside)}"
    for around, lanes in drawn_in.items():
        if len(lanes) == 1 and names[lanes[0]] == f"{names.get(around, around)} 1":
            names[lanes[0]] = names.get(around, around)
    return names


def _one_line(text: str) -> str:
    return " ".join(text.split())


class Elements:
    """Finds the elements that the sections of a file name: ``arrivals``, ``steps``, ``routing``, ``events``.

    ``nodes`` is every node of the flow.
    """

    def __init__(self, diagram: Diagram) -> None:
        nodes = {node.id: node for node in diagram.nodes}
        starts = [element for id in starts_of_cases(diagram) if (element := diagram.element(id))]
        self.diagram = diagram
        self._sections = {
            "arrivals": _Named(starts, "scenario.arrivals"),
            "steps": _Named([node for node in diagram.nodes if node.kind.is_activity], "scenario.steps"),
            "routing": _Named([node for node in diagram.nodes if chooses(diagram, node)], "scenario.routing"),
            "events": _Named(
                [node for node in diagram.nodes if is_waited_for(diagram, node)], "scenario.events"
            ),
            "nodes": _Named(nodes.values(), "scenario.nodes"),
        }
        # A process without start event is better known by its pool.
        for pool in diagram.pools:
            if pool.process is not None and pool.process not in nodes:
                self._sections["arrivals"].also(pool.process, (pool.id, *labels_of(pool)))
        self._flows: dict[str, _Named] = {}

    def find(self, section: str, word: str) -> str:
        """The id of the element; :class:`Refused` for one that is unknown, of another kind or ambiguous."""
        return self._sections[section].find(word)

    def flow(self, node: str, word: str) -> str:
        """The id of the flow that leaves the node under this id or label."""
        if node not in self._flows:
            self._flows[node] = _Named(self.diagram.outgoing(node), "scenario.flow")
        return self._flows[node].find(word)


class _Named:
    """Elements by id and label; ``code`` is the sentence that says what they are."""

    def __init__(self, elements: Iterable[Element], code: str) -> None:
        self._code = code
        self._labels: dict[str, list[str]] = {}
        self._ids: dict[str, list[str]] = {}
        for element in elements:
            self._ids[element.id] = list(dict.fromkeys(_one_line(label) for label in labels_of(element)))
            self._index(element.id, labels_of(element))

    def also(self, id: str, labels: Iterable[str]) -> None:
        """Let an element be known by further labels, if it is one of these at all."""
        if id in self._ids:
            self._index(id, labels)

    def _index(self, id: str, labels: Iterable[str]) -> None:
        for label in filter(None, map(folded, labels)):
            ids = self._labels.setdefault(label, [])
            if id not in ids:
                ids.append(id)

    def find(self, word: str) -> str:
        if word in self._ids:
            return word
        found = self._labels.get(folded(word), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused("scenario.ambiguous", ids=shown_list(found))
        names = (name for id, labels in self._ids.items() for name in (id, *labels) if name)
        raise Refused(self._code, word=word, known=names)


def chooses(diagram: Diagram, node: Node) -> bool:
    """Whether cases leave it by one or some of its flows: a gateway, or an activity with conditions."""
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
