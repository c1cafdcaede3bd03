"""Where everything is drawn, as BPMN's interchange of drawings: planes with shapes and edges.

The main plane shows the collaboration or, without one, each process has a plane of its own. So has what
is inside a collapsed sub-process.
"""

from __future__ import annotations

from collections.abc import Iterator

from studio.model import (
    Artifact,
    Association,
    Bounds,
    Diagram,
    Element,
    Flow,
    Lane,
    Node,
    NodeKind,
    Point,
    Pool,
)
from studio.reading.writing.homes import Homes
from studio.reading.writing.ids import Ids
from studio.reading.writing.parts import flag
from studio.reading.writing.piece import Piece, piece

__all__ = ["Drawing", "bounds_piece", "label_piece", "number", "point_piece", "shape_attributes"]

Shape = Pool | Lane | Node | Artifact
Line = Flow | Association


def number(value: float) -> str:
    """A number as briefly as it can be written without loss."""
    return str(int(value)) if value == int(value) else repr(float(value))


def bounds_piece(bounds: Bounds) -> Piece:
    sides = ("x", "y", "width", "height")
    return piece("dc:Bounds", {side: number(getattr(bounds, side)) for side in sides})


def point_piece(point: Point) -> Piece:
    return piece("di:waypoint", {"x": number(point[0]), "y": number(point[1])})


def label_piece(bounds: Bounds) -> Piece:
    return piece("bpmndi:BPMNLabel", children=[bounds_piece(bounds)])


def shape_attributes(element: Element) -> dict[str, str]:
    """What a shape says beside its place."""
    if isinstance(element, Pool | Lane):
        return {"isHorizontal": flag(element.horizontal)}
    if isinstance(element, Node) and element.kind.is_container:
        return {"isExpanded": flag(not element.collapsed)}
    if isinstance(element, Node) and element.kind is NodeKind.EXCLUSIVE_GATEWAY:
        return {"isMarkerVisible": "true"}
    return {}


class Drawing:
    """The shapes and edges of a diagram."""

    def __init__(self, diagram: Diagram, ids: Ids, homes: Homes) -> None:
        self._diagram = diagram
        self._ids = ids
        self._homes = homes

    def pieces(self, collaboration: str | None) -> list[Piece]:
        """The drawings; ``collaboration`` is the id that the diagram's has in the file."""
        planes: dict[str, list[Piece]] = {}
        for element, drawn in self.parts():
            shown = self.plane(element)
            planes.setdefault(collaboration or "" if shown is None else self._ids.of(shown), []).append(drawn)
        made = []
        for shown, drawn_there in planes.items():
            attributes = {"id": self._ids.free(f"{shown}_plane"), "bpmnElement": shown}
            plane = piece("bpmndi:BPMNPlane", attributes, drawn_there)
            made.append(piece("bpmndi:BPMNDiagram", {"id": self._ids.free(f"{shown}_diagram")}, [plane]))
        return made

    def parts(self) -> Iterator[tuple[Element, Piece]]:
        """Everything that is drawn, shapes before edges."""
        diagram = self._diagram
        shapes: tuple[Shape, ...] = (*diagram.pools, *diagram.lanes, *diagram.nodes, *diagram.artifacts)
        for element in shapes:
            if element.bounds is not None:
                yield element, self.shape(element)
        lines: tuple[Line, ...] = (*diagram.flows, *diagram.messages, *diagram.associations)
        for line in lines:
            if len(line.waypoints) > 1:
                yield line, self.edge(line)

    def shape(self, element: Shape) -> Piece:
        children = [] if element.bounds is None else [bounds_piece(element.bounds)]
        if isinstance(element, Node) and element.label_bounds is not None:
            children.append(label_piece(element.label_bounds))
        return piece("bpmndi:BPMNShape", self._of(element) | shape_attributes(element), children)

    def edge(self, line: Line) -> Piece:
        children = [point_piece(point) for point in line.waypoints]
        if isinstance(line, Flow) and line.label_bounds is not None:
            children.append(label_piece(line.label_bounds))
        return piece("bpmndi:BPMNEdge", self._of(line), children)

    def plane(self, element: Element) -> str | None:
        """The process or collapsed sub-process on whose plane an element is drawn; None for the main one."""
        homes = self._homes
        home = homes.of_association(element) if isinstance(element, Association) else homes.of(element)
        while home is not None:
            node = self._diagram.element(home)
            if not isinstance(node, Node):
                return None if homes.has_collaboration else home
            if node.collapsed and node.bounds is not None:
                return node.id
            home = homes.of(node)
        return None

    def _of(self, element: Element) -> dict[str, str]:
        id = self._ids.of(element.id)
        return {"id": self._ids.free(f"{id}_di"), "bpmnElement": id}
