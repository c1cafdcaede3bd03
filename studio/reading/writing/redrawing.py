"""Where the elements of a file are drawn: shapes and edges moved, added and taken out."""

from __future__ import annotations

from studio.model import Association, Bounds, Element, Flow, Lane, Node, Point, Pool
from studio.reading.writing.branch import Branch
from studio.reading.writing.drawing import (
    Drawing,
    Line,
    Shape,
    bounds_piece,
    label_piece,
    number,
    point_piece,
    shape_attributes,
)
from studio.reading.writing.piece import piece
from studio.reading.writing.stage import Stage

__all__ = ["Redrawing"]

_SIDES = ("x", "y", "width", "height")


class Redrawing:
    """Draws the elements of the file where those of the wanted diagram are."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._original = stage.original
        self._drawing = Drawing(stage.after, stage.ids, stage.homes)
        self._plane_of: dict[str | None, Branch | None] = {}

    def make(self) -> None:
        after = self._stage.after
        shapes: tuple[Shape, ...] = (*after.pools, *after.lanes, *after.nodes, *after.artifacts)
        for shape in shapes:
            self._shape(shape, self._stage.old(shape))
        lines: tuple[Line, ...] = (*after.flows, *after.messages, *after.associations)
        for line in lines:
            self._edge(line, self._stage.old(line))

    def _shape(self, element: Shape, old: Shape | None) -> None:
        drawn = None if old is None else self._original.drawn(self._original.items[element.id])
        if drawn is None:
            if element.bounds is not None and (old is None or old.bounds != element.bounds):
                self._original.insert(self._plane(element), self._drawing.shape(element))
            return
        if old is None:
            raise AssertionError(element.id)
        if old.bounds != element.bounds:
            if element.bounds is None:
                drawn.remove()
                return
            self._place(drawn, element.bounds)
        self._say(drawn, element, old)
        if isinstance(element, Node) and isinstance(old, Node) and element.label_bounds != old.label_bounds:
            self._label(drawn, element.label_bounds)

    def _say(self, drawn: Branch, element: Shape, old: Shape) -> None:
        """What the shape tells beside its place."""
        was, now = shape_attributes(old), shape_attributes(element)
        for name, value in now.items():
            is_unsaid = name == "isExpanded" and drawn.get(name) is None and self._is_refilled(element.id)
            is_unsaid = is_unsaid or (name == "isHorizontal" and self._has_turned(element))
            if was.get(name) != value or is_unsaid:
                drawn.set(name, value)

    def _is_refilled(self, id: str) -> bool:
        """Whether other nodes are in a sub-process now, or elsewhere in it."""
        inside = (
            {(node.id, node.bounds is None) for node in diagram.children(id)}
            for diagram in (self._stage.before, self._stage.after)
        )
        return next(inside) != next(inside)

    def _has_turned(self, element: Shape) -> bool:
        """Whether it is a lane whose pool has been turned."""
        pool = self._stage.after.element(element.pool) if isinstance(element, Lane) and element.pool else None
        old = self._stage.old(pool) if isinstance(pool, Pool) else None
        return isinstance(pool, Pool) and old is not None and old.horizontal != pool.horizontal

    def _place(self, drawn: Branch, bounds: Bounds) -> None:
        known = next((it for it in drawn.children if it.local == "Bounds"), None)
        if known is None:
            first = next(iter(drawn.children), None)
            made = self._original.insert(drawn, bounds_piece(bounds))
            if first is not None:
                self._original.put_before(made, first)
            return
        for side in _SIDES:
            _set_number(known, side, getattr(bounds, side))

    def _label(self, drawn: Branch, bounds: Bounds | None) -> None:
        known = next((it for it in drawn.children if it.local == "BPMNLabel"), None)
        if bounds is None:
            if known is not None:
                known.remove()
        elif known is None:
            self._original.insert(drawn, label_piece(bounds), next(reversed(drawn.children), None))
        else:
            self._place(known, bounds)

    def _edge(self, line: Line, old: Line | None) -> None:
        drawn = None if old is None else self._original.drawn(self._original.items[line.id])
        if drawn is None:
            if len(line.waypoints) > 1 and (old is None or old.waypoints != line.waypoints):
                self._original.insert(self._plane(line), self._drawing.edge(line))
            return
        if old is None:
            raise AssertionError(line.id)
        if old.waypoints != line.waypoints:
            if len(line.waypoints) < 2:
                drawn.remove()
                return
            self._lead(drawn, line.waypoints)
        if isinstance(line, Flow) and isinstance(old, Flow) and line.label_bounds != old.label_bounds:
            self._label(drawn, line.label_bounds)

    def _lead(self, drawn: Branch, points: tuple[Point, ...]) -> None:
        """Leads an edge through other points."""
        known = [it for it in drawn.children if it.local == "waypoint"]
        for waypoint, point in zip(known, points, strict=False):
            for side, value in zip("xy", point, strict=True):
                _set_number(waypoint, side, value)
        for surplus in known[len(points) :]:
            surplus.remove()
        last = known[min(len(known), len(points)) - 1] if known else None
        for point in points[len(known) :]:
            made = self._original.insert(drawn, point_piece(point), last)
            if last is None and drawn.children[0] is not made:
                self._original.put_before(made, drawn.children[0])
            last = made

    def _plane(self, element: Element) -> Branch:
        """The drawing surface for what is newly drawn: where its home's other parts are."""
        shown = self._drawing.plane(element)
        home = self._home(element)
        for key in (home, shown):
            if key not in self._plane_of:
                self._plane_of[key] = self._plane_with(key)
        found = self._plane_of[home] or self._plane_of[shown]
        return found if found is not None else self._new_plane(shown)

    def _plane_with(self, home: str | None) -> Branch | None:
        """The surface on which the parts of a process or sub-process, or of the collaboration, are drawn."""
        for element in (*self._stage.after.nodes, *self._stage.after.pools, *self._stage.after.artifacts):
            if self._stage.old(element) is None or self._home(element) != home:
                continue
            drawn = self._original.drawn(self._original.items[element.id])
            while drawn is not None and drawn.local != "BPMNPlane":
                drawn = drawn.around
            if drawn is not None:
                return drawn
        planes = self._original.planes()
        wanted = self._stage.collaboration.get("id") if home is None else home
        return next((plane for plane in planes if plane.get("bpmnElement") == wanted), None)

    def _new_plane(self, shown: str | None) -> Branch:
        original = self._original
        is_inside = isinstance(self._stage.after.element(shown or ""), Node)
        if original.planes() and not is_inside:
            return original.planes()[0]
        id = self._stage.collaboration.get("id") if shown is None else self._stage.ids.of(shown)
        plane = piece("bpmndi:BPMNPlane", {"id": self._stage.ids.free(f"{id}_plane"), "bpmnElement": id})
        whole = {"id": self._stage.ids.free(f"{id}_diagram")}
        made = original.insert(original.root, piece("bpmndi:BPMNDiagram", whole, [plane]))
        self._plane_of[shown] = made.children[0]
        return made.children[0]

    def _home(self, element: Element) -> str | None:
        homes = self._stage.homes
        return homes.of_association(element) if isinstance(element, Association) else homes.of(element)


def _set_number(branch: Branch, name: str, value: float) -> None:
    """Sets a number, unless the attribute is another way to write it."""
    try:
        known = float((branch.get(name) or "").replace(",", "."))
    except ValueError:
        known = None
    if known != value:
        branch.set(name, number(value))
