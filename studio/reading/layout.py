"""Where things are drawn: shapes, edges and labels of the file's diagrams."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

from lxml import etree

from studio.model import Bounds, Point, Problem, Severity
from studio.reading.items import Item
from studio.reading.markup import Folded, Markup
from studio.reading.vocabulary import Group
from studio.reading.words import brief

__all__ = ["Drawings", "Drawn", "Layout", "drawings_in", "read_layout"]

_LARGEST = 1e7
_EDGES = frozenset({Group.FLOW, Group.MESSAGE, Group.ASSOCIATION})


class Drawn(NamedTuple):
    """A shape or an edge. ``plane`` numbers the drawing surfaces: coordinates compare within one only."""

    bounds: Bounds | None = None
    waypoints: tuple[Point, ...] = ()
    label: Bounds | None = None
    horizontal: bool | None = None
    expanded: bool | None = None
    plane: int = 0


_NOT_DRAWN = Drawn()


@dataclass(slots=True, kw_only=True)
class Layout:
    """What is drawn, by the id in the file; several where an id occurs several times."""

    shapes: dict[str, list[Drawn]] = field(default_factory=dict)
    edges: dict[str, list[Drawn]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    _places: dict[Item, Drawn] = field(default_factory=dict)

    def place(self, items: Sequence[Item]) -> None:
        """Deals the shapes to the items; the second of two equal ids gets the second shape, if any."""
        used: dict[tuple[bool, str], int] = {}
        for item in items:
            is_edge = item.group in _EDGES
            known = (self.edges if is_edge else self.shapes).get(item.written, ())
            number = used.get((is_edge, item.written), 0)
            if item.written and number < len(known):
                self._places[item] = known[number]
                used[is_edge, item.written] = number + 1

    def tell(self, code: str, reference: str, figure: etree._Element, drawings: Drawings) -> None:
        """Tells of a shape or an edge that is not as it should be."""
        line: int = figure.sourceline + drawings.skipped  # type: ignore[operator]  # the stubs have none
        told = (("id", brief(reference)),)
        problem = Problem(code=code, severity=Severity.INFO, line=line, parameters=told)
        self.problems.append(problem)

    def of(self, item: Item) -> Drawn:
        return self._places.get(item, _NOT_DRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawings:
    """The shapes and edges of a file's diagrams as libxml2 has them, each with the number of its plane.

    ``surfaces`` are the ids of what the planes show, ``names`` those of the diagrams; ``skipped`` are
    the lines that libxml2 has not counted.
    """

    figures: tuple[tuple[int, etree._Element], ...]
    surfaces: tuple[str, ...]
    names: tuple[str, ...]
    skipped: int

    def shown(self) -> set[str]:
        """The ids of what has a shape of its own, as the shapes spell them and without their prefix."""
        spelled = {_said(it, "bpmnElement") for _, it in self.figures if it.tag.endswith("BPMNShape")}
        return spelled | {id.rpartition(":")[2] for id in spelled}


def drawings_in(root: Markup, skipped: int) -> Drawings:
    """What is drawn in a file whose diagrams stand in ``root``."""
    diagrams = [it for it in root.children if it.tag == "BPMNDiagram"]
    planes: list[etree._Element] = []
    for diagram in diagrams:
        if isinstance(diagram, Folded):
            planes += list(diagram.element.iterchildren("{*}BPMNPlane")) or [diagram.element]
    figures = (
        (number, figure)
        for number, plane in enumerate(planes)
        for figure in plane.iter("{*}BPMNShape", "{*}BPMNEdge")
    )
    return Drawings(
        figures=tuple(figures),
        surfaces=tuple(_said(it, "bpmnElement") for it in planes),
        names=tuple(it.get("name") for it in diagrams),
        skipped=skipped,
    )


def read_layout(drawings: Drawings, shown: Callable[[str, str], Markup | None]) -> Layout:
    """The places of what is drawn; ``shown`` finds what a shape refers to on the surface of something."""
    layout = Layout(names=list(drawings.names))
    for plane, figure in drawings.figures:
        reference = _said(figure, "bpmnElement")
        is_shape = figure.tag.endswith("BPMNShape")
        drawn, is_bad = _drawn(figure, plane, is_shape=is_shape)
        meant = shown(reference, drawings.surfaces[plane])
        if meant is None:
            code = "layout.unknown-element" if reference else "layout.no-element"
            layout.tell(code, reference, figure, drawings)
        else:
            known = layout.shapes if is_shape else layout.edges
            known.setdefault(meant.get("id"), []).append(drawn)
        if is_bad:
            layout.tell("layout.bad-number", reference, figure, drawings)
    return layout


def _drawn(figure: etree._Element, plane: int, *, is_shape: bool) -> tuple[Drawn, bool]:
    """What a shape or an edge tells, and whether its place is no place."""
    is_bad = False
    bounds = label = None
    waypoints: list[Point] = []
    for child in figure:
        tag = child.tag
        if tag.endswith("waypoint"):
            if (point := _point(child)) is not None:
                waypoints.append(point)
        elif tag.endswith("Bounds"):
            bounds = _rectangle(child)
            is_bad = bounds is None
        elif tag.endswith("BPMNLabel"):
            label = next((_rectangle(it) for it in child if it.tag.endswith("Bounds")), None)
    line = tuple(waypoints) if len(waypoints) > 1 else ()
    horizontal = _flag(figure, "isHorizontal") if is_shape else None
    expanded = _flag(figure, "isExpanded") if is_shape else None
    return Drawn(bounds, line, label, horizontal, expanded, plane), is_bad


def _said(element: etree._Element, name: str) -> str:
    value = element.get(name)
    return value.strip() if value else ""


def _flag(element: etree._Element, name: str) -> bool | None:
    value = _said(element, name)
    return value.lower() in {"true", "1"} if value else None


def _rectangle(element: etree._Element) -> Bounds | None:
    get = element.get
    try:
        x, y = float(get("x", "")), float(get("y", ""))
        width, height = float(get("width", "")), float(get("height", ""))
    except ValueError:
        x, y, width, height = (_number(get(name, "")) for name in ("x", "y", "width", "height"))
    is_placed = -_LARGEST <= x <= _LARGEST and -_LARGEST <= y <= _LARGEST
    is_sized = 0 <= width <= _LARGEST and 0 <= height <= _LARGEST
    return Bounds(x, y, width, height) if is_placed and is_sized else None


def _point(element: etree._Element) -> Point | None:
    get = element.get
    try:
        x, y = float(get("x", "")), float(get("y", ""))
    except ValueError:
        x, y = _number(get("x", "")), _number(get("y", ""))
    return (x, y) if -_LARGEST <= x <= _LARGEST and -_LARGEST <= y <= _LARGEST else None


def _number(text: str) -> float:
    """A number of a drawing, a decimal comma allowed; infinity where it is none."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return inf
