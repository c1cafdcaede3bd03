"""Where things are drawn: shapes, edges and labels of the file's diagrams."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from studio.model import Bounds, Point, Problem, Severity
from studio.reading.items import Item
from studio.reading.markup import Markup
from studio.reading.problems import problem
from studio.reading.vocabulary import Group

__all__ = ["Drawn", "Layout", "read_layout"]

_LARGEST = 1e7
_EDGES = frozenset({Group.FLOW, Group.MESSAGE, Group.ASSOCIATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
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


def read_layout(root: Markup, declared: Callable[[str], Markup | None]) -> Layout:
    """The drawings of a file; ``declared`` finds the element that a shape refers to."""
    layout = Layout()
    for plane, holder in enumerate(_planes(root, layout)):
        for markup in holder.walk():
            if markup.tag not in {"BPMNShape", "BPMNEdge"}:
                continue
            meant = declared(markup.get("bpmnElement"))
            drawn = _drawn(markup, plane, layout)
            if meant is None:
                code = "layout.unknown-element" if markup.get("bpmnElement") else "layout.no-element"
                layout.problems.append(problem(code, Severity.INFO, markup, id=markup.get("bpmnElement")))
            else:
                known = layout.shapes if markup.tag == "BPMNShape" else layout.edges
                known.setdefault(meant.get("id"), []).append(drawn)
    return layout


def _planes(root: Markup, layout: Layout) -> Iterator[Markup]:
    for diagram in root.children:
        if diagram.tag == "BPMNDiagram":
            layout.names.append(diagram.get("name"))
            planes = [child for child in diagram.children if child.tag == "BPMNPlane"]
            yield from planes or [diagram]


def _drawn(markup: Markup, plane: int, layout: Layout) -> Drawn:
    bounds = label = None
    waypoints: list[Point] = []
    for child in markup.children:
        if child.tag == "Bounds":
            bounds = _bounds(child, markup, layout)
        elif child.tag == "waypoint":
            point = _numbers(child, ("x", "y"))
            if point is not None:
                waypoints.append((point[0], point[1]))
        elif child.tag == "BPMNLabel":
            label = next((_rectangle(it) for it in child.children if it.tag == "Bounds"), None)
    return Drawn(
        bounds=bounds,
        waypoints=tuple(waypoints) if len(waypoints) > 1 else (),
        label=label,
        horizontal=markup.is_set("isHorizontal") if markup.get("isHorizontal") else None,
        expanded=markup.is_set("isExpanded") if markup.get("isExpanded") else None,
        plane=plane,
    )


def _bounds(markup: Markup, shape: Markup, layout: Layout) -> Bounds | None:
    bounds = _rectangle(markup)
    if bounds is None:
        told = problem("layout.bad-number", Severity.INFO, markup, id=shape.get("bpmnElement"))
        layout.problems.append(told)
    return bounds


def _rectangle(markup: Markup) -> Bounds | None:
    numbers = _numbers(markup, ("x", "y", "width", "height"))
    return None if numbers is None or min(numbers[2:]) < 0 else Bounds(*numbers)


def _numbers(markup: Markup, names: tuple[str, ...]) -> list[float] | None:
    """The attributes as numbers, a decimal comma allowed; None where one is no number of a drawing."""
    try:
        numbers = [float(markup.get(name).replace(",", ".")) for name in names]
    except ValueError:
        return None
    return numbers if all(math.isfinite(it) and abs(it) <= _LARGEST for it in numbers) else None
