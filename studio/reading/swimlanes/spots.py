"""Free spots in a drawing: near a wished place, in a lane or sub-process, on no shape and best on no line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from studio.model import ArtifactKind, Association, Bounds, Diagram, Element, Flow, Lane, Node, Point, Pool
from studio.reading.swimlanes.block import Block, moved
from studio.reading.swimlanes.canvas import Canvas
from studio.reading.swimlanes.places import Places, overlaps
from studio.reading.swimlanes.sizes import HEADER

__all__ = ["Spots"]

_GAP, _MARGIN, _APART = 50.0, 14.0, 60.0
_TITLE = 26.0
_GUEST, _GUEST_STEP = 36.0, 12.0
_STEP, _FAR_ACROSS, _FAR_DOWN = 20, 40, 30
_OFFSETS = sorted(
    ((x * _STEP, y * _STEP) for x in range(-_FAR_ACROSS, _FAR_ACROSS) for y in range(-_FAR_DOWN, _FAR_DOWN)),
    key=lambda off: (abs(off[0]) + 1.2 * abs(off[1]), -off[0], -off[1]),
)
"""From a wished place outwards."""


class Spots:
    """A drawing that grows by one block after the other; ``frames`` are what lines may pass into."""

    def __init__(self, diagram: Diagram) -> None:
        self._diagram = diagram
        self.frames = frozenset(it.id for it in (*diagram.pools, *diagram.lanes) if it.bounds is not None)
        lines: tuple[Flow | Association, ...] = (*diagram.flows, *diagram.messages, *diagram.associations)
        labelled: tuple[Node | Flow, ...] = (*diagram.nodes, *diagram.flows, *diagram.messages)
        self.canvas = Canvas(
            bounds={
                it.id: it.bounds
                for it in (*diagram.pools, *diagram.lanes, *diagram.nodes, *diagram.artifacts)
                if it.bounds is not None
            },
            waypoints={it.id: it.waypoints for it in lines if len(it.waypoints) > 1},
            labels={it.id: it.label_bounds for it in labelled if it.label_bounds is not None},
        )
        self._survey()

    def put(self, block: Block) -> None:
        """Finds a place for the block and draws it there."""
        host = self.canvas.bounds.get(block.root.attached_to or "")
        if host is not None:
            left, top = self._on_border(block, host)
        else:
            left, top = self._free(block)
        self._draw(block, (round(left - block.box.x), round(top - block.box.y)))

    def _draw(self, block: Block, by: Point) -> None:
        canvas = self.canvas
        canvas.bounds |= {id: moved(box, by) for id, box in block.bounds.items()}
        canvas.labels |= {id: moved(box, by) for id, box in block.labels.items()}
        for id, points in block.waypoints.items():
            canvas.waypoints[id] = tuple((x + by[0], y + by[1]) for x, y in points)
        self.frames |= {id for id in block.bounds if not isinstance(self._diagram.element(id), Node)}
        for id in block.bounds:
            self._note(id)

    # On a border

    def _on_border(self, block: Block, host: Bounds) -> Point:
        """Where a boundary event stands on no other one of its host: below, from the right, else above."""
        others = [
            self.canvas.bounds[it.id]
            for it in self._diagram.boundary(block.root.attached_to or "")
            if it.id in self.canvas.bounds
        ]
        steps = max(1, int((host.width - _GUEST) // _GUEST_STEP))
        lefts = [host.right - _GUEST - 6 - step * _GUEST_STEP for step in range(steps)]
        spots = [(left, edge - _GUEST / 2) for edge in (host.bottom, host.y) for left in lefts]
        event = block.bounds[block.root.id]

        def is_free(spot: Point) -> bool:
            box = Bounds(spot[0] - 4, spot[1] - 4, _GUEST + 8, _GUEST + 8)
            return not any(overlaps(box, other) for other in others)

        left, top = next((spot for spot in spots if is_free(spot)), spots[0])
        return left + block.box.x - event.x, top + block.box.y - event.y

    # In a lane, in a sub-process, or anywhere

    def _free(self, block: Block) -> Point:
        surface = self._surface(block.root)
        if surface is not None and not any(self._on(surface)):
            return block.box.x, block.box.y
        around = self._container(block)
        region = None if around is None else self._inside(around)
        wish = self._wish(block, region)
        if region is not None:
            wish = _into(region, wish, block.box)
        found = self._near(block, wish, region)
        if found is not None:
            return found
        if around is None or region is None:
            return self._below(surface)
        return self._made_room(block, around, wish)

    def _wish(self, block: Block, region: Bounds | None) -> Point:
        """The upper left corner that would be best, whatever stands there."""
        width, height = block.box.width, block.box.height
        before = self._ends(flow.source for id in block.nodes for flow in self._diagram.incoming(id))
        after = self._ends(flow.target for id in block.nodes for flow in self._diagram.outgoing(id))
        if not before and not after:
            return self._at_end(block, region)
        within = [box for box in (*before, *after) if region is not None and region.contains(box.center)]
        middle = _middle(within or [*before, *after])
        if before:
            right = max(box.right for box in before)
            left = min((box.x for box in after), default=right)
            x = (left + right - width) / 2 if left - right > width else right + _GAP
            middle = middle if left > right else _middle([box for box in before if box in within] or before)
        else:
            x = min(box.x for box in after) - _GAP - width
        offset = block.bounds[block.root.id].center[1] - block.box.y  # its label may stand below it
        return x, middle - min(offset, height)

    def _at_end(self, block: Block, region: Bounds | None) -> Point:
        surface = self._surface(block.root)
        if region is None:
            return self._below(surface)
        there = [box for _, box in self._on(surface) if region.contains(box.center)]
        left = max((box.right for box in there), default=region.x)
        return left + _GAP, region.center[1] - block.box.height / 2

    def _below(self, surface: str | None) -> Point:
        boxes = [box for _, box in self._on(surface)]
        boxes += [self.canvas.bounds[id] for id in self.frames if surface is None]
        return min(box.x for box in boxes), max(box.bottom for box in boxes) + _APART

    def _near(self, block: Block, wish: Point, region: Bounds | None) -> Point | None:
        surface, inner = self._surface(block.root), self._around(block.root)
        shapes, lines = self._shapes.get(surface, Places()), self._lines.get(surface, Places())
        own = {
            it.id for id in block.nodes for it in (*self._diagram.incoming(id), *self._diagram.outgoing(id))
        }
        for is_strict in (True, False):
            for x, y in _OFFSETS:
                box = Bounds(wish[0] + x, wish[1] + y, block.box.width, block.box.height)
                if region is not None and not _holds(region, box):
                    continue
                roomy = _grown(box, _MARGIN)
                if any(id not in inner for id, _ in shapes.near(roomy)):
                    continue
                if is_strict and any(id not in own for id, _ in lines.near(_grown(box, 4.0))):
                    continue
                return box.x, box.y
        return None

    def _made_room(self, block: Block, around: Element, wish: Point) -> Point:
        """A place behind all that the lane or sub-process holds, which grows by what is lacking."""
        surface, region = self._surface(block.root), self._inside(around)
        there = [box for _, box in self._on(surface) if region.contains(box.center)]
        width, height = block.box.width + 2 * _MARGIN, block.box.height + 2 * _MARGIN
        edge = self.canvas.bounds[around.id]
        if isinstance(around, Pool | Lane) and not around.horizontal:
            x, y = wish[0], max((box.bottom for box in there), default=region.y) + _GAP
        else:
            x, y = max((box.right for box in there), default=region.x) + _GAP, wish[1]
        self._open("y", edge.bottom, max(region.height, y - region.y + height) - region.height, surface)
        self._open("x", edge.right, max(region.width, x - region.x + width) - region.width, surface)
        return _into(self._inside(around), (x, y), block.box)

    def _open(self, axis: str, at: float, by: float, surface: str | None) -> None:
        """Moves what begins behind a line across the drawing, and widens the frames that reach it."""
        if by <= 0:
            return
        canvas = self.canvas

        def shifted(box: Bounds, *, is_frame: bool) -> Bounds:
            begin, end = (box.x, box.right) if axis == "x" else (box.y, box.bottom)
            if begin >= at - 1:
                return moved(box, (by, 0.0) if axis == "x" else (0.0, by))
            if is_frame and end >= at - 1:
                return (
                    replace(box, width=box.width + by)
                    if axis == "x"
                    else replace(box, height=box.height + by)
                )
            return box

        for id, box in canvas.bounds.items():
            if self._surface(self._diagram.element(id)) == surface:
                canvas.bounds[id] = shifted(box, is_frame=self._is_frame(id))
        for id, box in canvas.labels.items():
            if self._surface(self._diagram.element(id)) == surface:
                canvas.labels[id] = shifted(box, is_frame=False)
        for id, points in canvas.waypoints.items():
            if self._surface(self._diagram.element(id)) == surface:
                canvas.waypoints[id] = tuple(
                    (
                        x + by if axis == "x" and x >= at - 1 else x,
                        y + by if axis == "y" and y >= at - 1 else y,
                    )
                    for x, y in points
                )
        self._survey()

    # What stands where

    def _survey(self) -> None:
        self._shapes: dict[str | None, Places] = {}
        self._lines: dict[str | None, Places] = {}
        for id in self.canvas.bounds:
            self._note(id)
        for id, points in self.canvas.waypoints.items():
            surface = self._surface(self._diagram.element(id))
            self._lines.setdefault(surface, Places()).add_line(id, points)

    def _note(self, id: str) -> None:
        element = self._diagram.element(id)
        if isinstance(element, Pool | Lane) or getattr(element, "kind", None) is ArtifactKind.GROUP:
            return
        shapes = self._shapes.setdefault(self._surface(element), Places())
        shapes.add(id, self.canvas.bounds[id])
        if id in self.canvas.labels:
            shapes.add(id, self.canvas.labels[id])

    def _on(self, surface: str | None) -> Iterator[tuple[str, Bounds]]:
        """The shapes of a drawing surface."""
        for id, box in self.canvas.bounds.items():
            element = self._diagram.element(id)
            if not isinstance(element, Pool | Lane) and self._surface(element) == surface:
                yield id, box

    def _surface(self, element: Element | None) -> str | None:
        """The collapsed sub-process inside which an element is drawn; None for the main surface."""
        if element is not None and (source := getattr(element, "source", None)) is not None:
            element = self._diagram.element(source)
        return next((id for id in self._holders(element) if self._diagram.node(id).collapsed), None)

    def _around(self, node: Node) -> frozenset[str]:
        return frozenset(self._holders(node))

    def _holders(self, element: Element | None) -> list[str]:
        """The sub-processes around an element, from the inside out."""
        found: list[str] = []
        while (parent := getattr(element, "parent", None)) is not None and parent not in found:
            element = self._diagram.element(parent)
            if not isinstance(element, Node):
                break
            found.append(parent)
        return found

    def _ends(self, ids: Iterable[str]) -> list[Bounds]:
        bounds = self.canvas.bounds
        return [bounds[id] for id in dict.fromkeys(ids) if id in bounds]

    def _is_frame(self, id: str) -> bool:
        element = self._diagram.element(id)
        return not isinstance(element, Node) or (element.kind.is_container and not element.collapsed)

    def _container(self, block: Block) -> Element | None:
        """What the block has to stay inside: its sub-process, its lane, or its pool."""
        root = block.root
        if root.pool in block.bounds or root.lane in block.bounds:
            return None
        for id in [root.parent] if root.parent is not None else [root.lane, root.pool]:
            element = self._diagram.element(id or "")
            if (
                element is not None
                and element.id in self.canvas.bounds
                and not getattr(element, "collapsed", False)
            ):
                return element
        return None

    def _inside(self, around: Element) -> Bounds:
        """The room inside a frame, without its header or title."""
        box = self.canvas.bounds[around.id]
        if isinstance(around, Pool | Lane) and around.horizontal:
            box = Bounds(box.x + HEADER, box.y, max(0.0, box.width - HEADER), box.height)
        else:
            top = HEADER if isinstance(around, Pool | Lane) else _TITLE
            box = Bounds(box.x, box.y + top, box.width, max(0.0, box.height - top))
        return _grown(box, -_MARGIN / 2)


def _middle(boxes: Sequence[Bounds]) -> float:
    return sum(box.center[1] for box in boxes) / len(boxes)


def _into(region: Bounds, wish: Point, box: Bounds) -> Point:
    x = max(region.x, min(wish[0], region.right - box.width))
    y = max(region.y, min(wish[1], region.bottom - box.height))
    return x, y


def _holds(region: Bounds, box: Bounds) -> bool:
    return (
        region.x <= box.x and region.y <= box.y and box.right <= region.right and box.bottom <= region.bottom
    )


def _grown(box: Bounds, by: float) -> Bounds:
    return Bounds(box.x - by, box.y - by, max(0.0, box.width + 2 * by), max(0.0, box.height + 2 * by))
