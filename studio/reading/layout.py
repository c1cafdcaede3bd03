"""Where things are drawn: shapes, edges and labels of the file's diagrams."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from studio.model import Bounds, Point, Problem, Severity
from studio.reading.items import Item
from studio.reading.markup import Markup
from studio.reading.problems import problem
from studio.reading.tree import Document
from studio.reading.vocabulary import Group

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

    def of(self, item: Item) -> Drawn:
        return self._places.get(item, _NOT_DRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawings:
    """The shapes and edges of a file's diagrams, each with the number of its plane.

    ``surfaces`` are the ids of what the planes show, ``names`` those of the diagrams.
    """

    figures: tuple[tuple[int, Markup], ...]
    surfaces: tuple[str, ...]
    names: tuple[str, ...]

    def shown(self) -> set[str]:
        """The ids of what has a shape of its own, as the shapes spell them and without their prefix."""
        spelled = {it.get("bpmnElement") for _, it in self.figures if it.tag == "BPMNShape"}
        return spelled | {id.rpartition(":")[2] for id in spelled}


def drawings_in(root: Markup, document: Document) -> Drawings:
    """What is drawn in a file whose diagrams stand in ``root``."""
    diagrams = [it for it in root.children if it.tag == "BPMNDiagram"]
    planes: list[Markup] = []
    for diagram in diagrams:
        planes += [it for it in diagram.children if it.tag == "BPMNPlane"] or [diagram]
    figures = (
        (number, markup)
        for number, plane in enumerate(planes)
        for markup in document.within(plane)
        if markup.tag in {"BPMNShape", "BPMNEdge"}
    )
    return Drawings(
        figures=tuple(figures),
        surfaces=tuple(it.get("bpmnElement") for it in planes),
        names=tuple(it.get("name") for it in diagrams),
    )


def read_layout(drawings: Drawings, shown: Callable[[str, str], Markup | None]) -> Layout:
    """The places of what is drawn; ``shown`` finds what a shape refers to on the surface of something."""
    layout = Layout(names=list(drawings.names))
    for plane, markup in drawings.figures:
        reference = markup.get("bpmnElement")
        meant = shown(reference, drawings.surfaces[plane])
        drawn = _drawn(markup, plane, layout)
        if meant is None:
            code = "layout.unknown-element" if reference else "layout.no-element"
            layout.problems.append(problem(code, Severity.INFO, markup, id=reference))
        else:
            known = layout.shapes if markup.tag == "BPMNShape" else layout.edges
            known.setdefault(meant.get("id"), []).append(drawn)
    return layout


def _drawn(markup: Markup, plane: int, layout: Layout) -> Drawn:
    bounds = label = None
    waypoints: list[Point] = []
    for child in markup.children:
        if child.tag == "waypoint":
            if (point := _point(child)) is not None:
                waypoints.append(point)
        elif child.tag == "Bounds":
            bounds = _bounds(child, markup, layout)
        elif child.tag == "BPMNLabel":
            label = next((_rectangle(it) for it in child.children if it.tag == "Bounds"), None)
    return Drawn(
        bounds=bounds,
        waypoints=tuple(waypoints) if len(waypoints) > 1 else (),
        label=label,
        horizontal=_flag(markup, "isHorizontal"),
        expanded=_flag(markup, "isExpanded"),
        plane=plane,
    )


def _flag(markup: Markup, name: str) -> bool | None:
    return markup.is_set(name) if name in markup.attributes and markup.get(name) else None


def _bounds(markup: Markup, shape: Markup, layout: Layout) -> Bounds | None:
    bounds = _rectangle(markup)
    if bounds is None:
        told = problem("layout.bad-number", Severity.INFO, markup, id=shape.get("bpmnElement"))
        layout.problems.append(told)
    return bounds


def _rectangle(markup: Markup) -> Bounds | None:
    found = markup.attributes
    try:
        x, y = _number(found["x"]), _number(found["y"])
        width, height = _number(found["width"]), _number(found["height"])
    except (KeyError, ValueError):
        return None
    return Bounds(x, y, width, height) if width >= 0 and height >= 0 else None


def _point(markup: Markup) -> Point | None:
    found = markup.attributes
    try:
        return _number(found["x"]), _number(found["y"])
    except (KeyError, ValueError):
        return None


def _number(text: str) -> float:
    """A number of a drawing, a decimal comma allowed; ValueError where it is none."""
    number = float(text if "," not in text else text.replace(",", "."))
    if not -_LARGEST <= number <= _LARGEST:
        raise ValueError(text)
    return number
