"""What stands inside processes, sub-processes and the collaboration, put together in BPMN's order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from studio.model import Artifact, ArtifactKind, Association, Diagram, Element, Flow, Lane, Node
from studio.reading.writing.homes import Homes
from studio.reading.writing.membership import listed_in
from studio.reading.writing.parts import Parts
from studio.reading.writing.piece import Piece, piece

__all__ = ["Contents", "interface_piece"]

_NOTES = frozenset({ArtifactKind.ANNOTATION, ArtifactKind.GROUP})
_DATA = frozenset({ArtifactKind.DATA_INPUT, ArtifactKind.DATA_OUTPUT})
_BEFORE_INTERFACE = frozenset(
    {"bpmn:documentation", "bpmn:extensionElements", "bpmn:incoming", "bpmn:outgoing"}
)


class Contents:
    """Makes containers with all that is in them; ``categories`` are what the frames in them go by."""

    def __init__(self, diagram: Diagram, parts: Parts, homes: Homes) -> None:
        self.categories: list[Piece] = []
        self._diagram = diagram
        self._parts = parts
        self._homes = homes
        self._listed = listed_in(diagram)
        self._lanes: dict[str, list[Lane]] = {}
        for lane in diagram.lanes:
            self._lanes.setdefault(lane.parent or homes.divided[lane.id], []).append(lane)
        self._inside: dict[str | None, list[Element]] = {}
        for element in (*diagram.nodes, *diagram.artifacts, *diagram.flows):
            self._inside.setdefault(homes.of(element), []).append(element)
        for association in diagram.associations:
            if homes.holder(association) is None:
                home = homes.of_association(association)
                self._inside.setdefault(home, []).append(association)

    def processes(self) -> list[Piece]:
        made = []
        for process in self._diagram.processes:
            made.append(self._parts.process(process))
            self._fill(made[-1], process.id)
        return made

    def collaboration(self, made: Piece) -> Piece:
        """A collaboration with the pools, the messages and the notes outside of processes."""
        made.children += [self._parts.pool(pool) for pool in self._diagram.pools]
        made.children += [self._parts.message(message) for message in self._diagram.messages]
        for element in self._inside.get(None, ()):
            made.children += self.element(element)
        return made

    def element(self, element: Element) -> list[Piece]:
        """A part of a process with all that is in it, and what it needs beside it."""
        match element:
            case Node():
                made = self._parts.node(element)
                if element.kind.is_container:
                    self._fill(made, element.id)
                return [made]
            case Flow():
                return [self._parts.flow(element)]
            case Association():
                return [self._parts.association(element)]
            case Artifact():
                pieces = self._parts.artifact(element)
                if element.kind is ArtifactKind.GROUP:
                    category = self._parts.category(element, pieces[-1])
                    self.categories += [] if category is None else [category]
                return pieces
            case _:
                raise AssertionError(element)

    def lane(self, lane: Lane) -> Piece:
        """A lane with the lanes in it."""
        made = self._parts.lane(lane, self._listed.get(lane.id, []))
        inner = self._lanes.get(lane.id)
        if inner:
            made.children.append(self._lane_set("childLaneSet", lane.id, inner))
        return made

    def _fill(self, made: Piece, home: str) -> None:
        inside = self._inside.get(home, [])
        interface = [it for it in inside if isinstance(it, Artifact) and it.kind in _DATA]
        if interface:
            place = sum(child.tag in _BEFORE_INTERFACE for child in made.children)
            made.children.insert(place, self._interface(interface))
        if home in self._lanes:
            made.children.append(self._lane_set("laneSet", home, self._lanes[home]))
        notes = [it for it in inside if _is_note(it)]
        others = [it for it in inside if it not in notes and it not in interface]
        for element in (*others, *notes):
            made.children += self.element(element)

    def _interface(self, data: Sequence[Artifact]) -> Piece:
        """What comes into a process and what goes out of it."""
        coming = [piece for it in data if it.kind is ArtifactKind.DATA_INPUT for piece in self.element(it)]
        going = [piece for it in data if it.kind is ArtifactKind.DATA_OUTPUT for piece in self.element(it)]
        return interface_piece(coming, going)

    def _lane_set(self, tag: str, holder: str, lanes: Iterable[Lane]) -> Piece:
        id = self._parts.ids.free(f"{self._parts.ids.of(holder)}_lanes")
        return piece(f"bpmn:{tag}", {"id": id}, [self.lane(lane) for lane in lanes])


def interface_piece(coming: Sequence[Piece], going: Sequence[Piece]) -> Piece:
    """The data that an element takes and gives, and the sets of it that the standard asks for."""
    made = piece("bpmn:ioSpecification", children=[*coming, *going])
    for word, data in (("Input", coming), ("Output", going)):
        refs = [piece(f"bpmn:data{word}Refs", text=it.attributes["id"]) for it in data]
        made.children.append(piece(f"bpmn:{word.lower()}Set", children=refs))
    return made


def _is_note(element: Element) -> bool:
    if isinstance(element, Artifact):
        return element.kind in _NOTES
    return isinstance(element, Association)
