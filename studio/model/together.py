"""Several diagrams made one, to be simulated together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TypeVar

from studio.model.diagram import (
    Artifact,
    Association,
    Bounds,
    Declaration,
    Diagram,
    Element,
    EventDefinition,
    EventKind,
    Flow,
    Lane,
    Node,
    NodeKind,
    Point,
    Pool,
    Process,
)

__all__ = ["Joined", "Meant", "calls", "joined", "process_called", "put_together", "together"]

_DECLARED = frozenset({EventKind.MESSAGE, EventKind.SIGNAL, EventKind.ERROR, EventKind.ESCALATION})
_APART = 80.0
"""Pixels between two drawings of which one is put below the other."""

Meant = Mapping[tuple[int, str], tuple[int, str]]
"""By diagram and what one of its call activities calls: the diagram and its process."""
ElementT = TypeVar("ElementT", bound=Element)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Several diagrams as one, and for each of them the new id of each of its elements."""

    diagram: Diagram
    ids: tuple[Mapping[str, str], ...]


def together(diagrams: Mapping[str, Diagram]) -> Diagram:
    """One diagram with everything that the diagrams show, one drawn below the other.

    The elements of the first keep their ids. An id of a later one that is taken gets the name of its
    diagram and a slash before it, wherever it is referred to. A call activity calls a process of its own
    diagram, else the first one of that id. Messages, signals, errors and escalations of one name are one.
    Lines are those of the first file only.
    """
    return put_together(diagrams).diagram


def put_together(diagrams: Mapping[str, Diagram]) -> Joined:
    """The same, with what became of the elements' ids."""
    parts = list(diagrams.items())
    meant: dict[tuple[int, str], tuple[int, str]] = {}
    for number, (_, diagram) in enumerate(parts):
        for word in calls(diagram):
            near = [number, *range(len(parts))]
            found = ((place, process_called(parts[place][1], word)) for place in near)
            target = next(((place, process) for place, process in found if process is not None), None)
            if target is not None:
                meant[number, word] = target
    return joined(parts, meant)


def calls(diagram: Diagram, process: str | None = None) -> Iterator[str]:
    """What the call activities of the diagram, or of one of its processes, call."""
    for node in diagram.nodes:
        if node.kind is NodeKind.CALL_ACTIVITY and node.called and process in (None, node.process):
            yield node.called


def process_called(diagram: Diagram, word: str) -> str | None:
    """The process of the diagram that a call means, perhaps with the prefix of a namespace."""
    for id in (word, word.rpartition(":")[2]):
        if isinstance(diagram.element(id), Process):
            return id
    return None


def joined(parts: Sequence[tuple[str, Diagram]], meant: Meant) -> Joined:
    """The diagrams, each with its name, as one in which calls mean what they are said to mean."""
    ids = _ids(parts)
    if not parts:
        return Joined(diagram=Diagram(), ids=())
    first = parts[0][1]
    if len(parts) == 1 and all(word == process for (_, word), (_, process) in meant.items()):
        return Joined(diagram=first, ids=tuple(ids))
    references = _references(parts)
    moved = []
    bottom: float | None = None
    for number, (_, diagram) in enumerate(parts):
        called = {
            word: ids[place][process]
            for (origin, word), (place, process) in meant.items()
            if origin == number
        }
        down = 0.0 if bottom is None else bottom - (_top(diagram) or 0.0) + _APART
        moved.append(_Moved(diagram, ids[number], references[number], called, down, is_first=number == 0))
        lowest = [element.bounds.bottom + down for element in diagram.elements() if element.bounds]
        bottom = max([*lowest, *([] if bottom is None else [bottom])], default=None)
    whole = replace(
        first,
        name=" + ".join(diagram.name or name for name, diagram in parts),
        processes=tuple(it for each in moved for it in each.processes()),
        pools=tuple(it for each in moved for it in each.pools()),
        lanes=tuple(it for each in moved for it in each.lanes()),
        nodes=tuple(it for each in moved for it in each.nodes()),
        flows=tuple(it for each in moved for it in each.flows(each.diagram.flows)),
        messages=tuple(it for each in moved for it in each.flows(each.diagram.messages)),
        artifacts=tuple(it for each in moved for it in each.artifacts()),
        associations=tuple(it for each in moved for it in each.associations()),
        declarations=tuple(_declarations(moved)),
    )
    return Joined(diagram=whole, ids=tuple(ids))


def _declarations(moved: Iterable[_Moved]) -> Iterator[Declaration]:
    """Each once, as the first of the diagrams tells it."""
    told: set[str] = set()
    for each in moved:
        for declaration in each.diagram.declarations:
            id = each.references[declaration.id]
            if id not in told:
                told.add(id)
                yield replace(declaration, id=id)


def _ids(parts: Sequence[tuple[str, Diagram]]) -> list[dict[str, str]]:
    """For each diagram the new id of each element."""
    taken: set[str] = set()
    found = []
    for name, diagram in parts:
        own = {element.id: element.id for element in diagram.elements()}
        clashing = [id for id in own if id in taken]
        taken.update(own)
        for id in clashing:
            own[id] = _free(name, id, taken)
            taken.add(own[id])
        found.append(own)
    return found


def _references(parts: Sequence[tuple[str, Diagram]]) -> list[dict[str, str]]:
    """For each diagram the new id of each message, signal, error and escalation."""
    known: dict[tuple[EventKind, str], str] = {}
    taken: set[str] = set()
    found = []
    for name, diagram in parts:
        own: dict[str, str] = {}
        for id, kind, called in _declared(diagram):
            same = known.get((kind, called)) if called else None
            own.setdefault(id, same or (_free(name, id, taken) if id in taken else id))
        for id, kind, called in _declared(diagram):
            if called:
                known.setdefault((kind, called), own[id])
        taken.update(own.values())
        found.append(own)
    return found


def _declared(diagram: Diagram) -> Iterator[tuple[str, EventKind, str]]:
    for declaration in diagram.declarations:
        yield declaration.id, declaration.kind, declaration.name
    for node in diagram.nodes:
        for event in node.events:
            if event.kind in _DECLARED and event.reference:
                yield event.reference, event.kind, event.name


def _free(name: str, id: str, taken: AbstractSet[str]) -> str:
    found = f"{name}/{id}"
    while found in taken:
        found = f"{name}/{found}"
    return found


def _top(diagram: Diagram) -> float | None:
    return min((element.bounds.y for element in diagram.elements() if element.bounds), default=None)


class _Moved:
    """The elements of one diagram under their new ids, further down in the picture."""

    def __init__(
        self,
        diagram: Diagram,
        ids: Mapping[str, str],
        references: Mapping[str, str],
        called: Mapping[str, str],
        down: float,
        *,
        is_first: bool,
    ) -> None:
        self.diagram = diagram
        self.references = references
        self._ids = ids
        self._called = called
        self._down = down
        self._is_first = is_first

    def processes(self) -> Iterator[Process]:
        yield from map(self._element, self.diagram.processes)

    def pools(self) -> Iterator[Pool]:
        for pool in map(self._element, self.diagram.pools):
            yield replace(pool, process=self._id(pool.process))

    def lanes(self) -> Iterator[Lane]:
        for lane in map(self._element, self.diagram.lanes):
            process = self._ids.get(lane.process, lane.process)
            yield replace(lane, process=process, pool=self._id(lane.pool), parent=self._id(lane.parent))

    def nodes(self) -> Iterator[Node]:
        for node in map(self._element, self.diagram.nodes):
            loop = node.loop
            yield replace(
                node,
                process=self._ids.get(node.process, node.process),
                pool=self._id(node.pool),
                lane=self._id(node.lane),
                parent=self._id(node.parent),
                attached_to=self._id(node.attached_to),
                default=self._id(node.default),
                called=self._called.get(node.called, node.called) if node.called else node.called,
                events=tuple(map(self._event, node.events)),
                loop=loop and replace(loop, collection=self._ids.get(loop.collection, loop.collection)),
                label_bounds=self._lower(node.label_bounds),
            )

    def flows(self, flows: Sequence[Flow]) -> Iterator[Flow]:
        for flow in map(self._element, flows):
            yield replace(
                flow,
                source=self._ids.get(flow.source, flow.source),
                target=self._ids.get(flow.target, flow.target),
                parent=self._id(flow.parent),
                waypoints=self._lower_points(flow.waypoints),
                label_bounds=self._lower(flow.label_bounds),
            )

    def artifacts(self) -> Iterator[Artifact]:
        for artifact in map(self._element, self.diagram.artifacts):
            yield replace(artifact, parent=self._id(artifact.parent))

    def associations(self) -> Iterator[Association]:
        for it in map(self._element, self.diagram.associations):
            yield replace(
                it,
                source=self._ids.get(it.source, it.source),
                target=self._ids.get(it.target, it.target),
                waypoints=self._lower_points(it.waypoints),
            )

    def _element(self, element: ElementT) -> ElementT:
        return replace(
            element,
            id=self._ids[element.id],
            bounds=self._lower(element.bounds),
            line=element.line if self._is_first else None,
        )

    def _id(self, id: str | None) -> str | None:
        return None if id is None else self._ids.get(id, id)

    def _event(self, event: EventDefinition) -> EventDefinition:
        if event.reference is None:
            return event
        among = self.references if event.kind in _DECLARED else self._ids
        return replace(event, reference=among.get(event.reference, event.reference))

    def _lower(self, bounds: Bounds | None) -> Bounds | None:
        return bounds and replace(bounds, y=bounds.y + self._down)

    def _lower_points(self, points: tuple[Point, ...]) -> tuple[Point, ...]:
        return tuple((x, y + self._down) for x, y in points)
