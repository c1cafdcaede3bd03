"""From a scene to its lines on the grid: columns, rows, anchors and routes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from studio.model import NodeKind
from studio.reading.swimlanes.grid import Anchor, Grid, Route, Side, Sort, Wire, grid_of
from studio.reading.swimlanes.lanes import Strip
from studio.reading.swimlanes.layers import Tie, acyclic, columns
from studio.reading.swimlanes.routes import routes
from studio.reading.swimlanes.rows import Link, Seat, rows
from studio.reading.swimlanes.scene import Item, Line, Scene, seat_guests

__all__ = ["Wiring", "wired"]

_MOST_MESSAGES = 1500

_ACTIVITY_EXIT = {Side.RIGHT: 0.0, Side.BOTTOM: 1.3, Side.TOP: 1.4}
_ACTIVITY_ENTRY = {Side.LEFT: 0.0, Side.TOP: 1.2, Side.BOTTOM: 1.3}
_GATEWAY_EXIT = {Side.RIGHT: 0.0, Side.BOTTOM: 0.05, Side.TOP: 0.1}
_GATEWAY_ENTRY = {Side.LEFT: 0.0, Side.TOP: 0.15, Side.BOTTOM: 0.1}
_EVENT_EXIT = {Side.RIGHT: 0.0, Side.BOTTOM: 0.7, Side.TOP: 0.8}
_EVENT_ENTRY = {Side.LEFT: 0.0, Side.TOP: 0.6, Side.BOTTOM: 0.6}
_UPRIGHT = {Side.TOP: 0.0, Side.BOTTOM: 0.0, Side.RIGHT: 1.5}
_UPRIGHT_ENTRY = {Side.TOP: 0.0, Side.BOTTOM: 0.0, Side.LEFT: 1.5}
_MESSAGE_ASIDE = 9.0


@dataclass(slots=True, kw_only=True)
class Wiring:
    """The grid with every wire and the route found for it."""

    grid: Grid
    wires: list[Wire]
    routes: dict[str, Route]
    lines: dict[str, Line]
    pools: dict[str, int]


def wired(scene: Scene, strips: Sequence[Strip], place: Mapping[str, tuple[int, int]]) -> Wiring:
    """Gives every item of the scene its column and row, and every line its route."""
    items = list(scene.items.values())
    for item in items:
        item.strip, item.band = place[item.node.id]
    pools_at = {strip.pool: number for number, strip in enumerate(strips) if strip.pool}
    _clear_tops(scene, pools_at)
    back = _set_columns(scene)
    counts = _set_rows(scene, strips, back)
    _turn_guests(scene)
    width = max((item.last + 1 for item in items), default=1)
    grid = grid_of(width, strips, counts)
    pools = {
        strip.pool: grid.begins[number][0]
        for number, strip in enumerate(strips)
        if strip.pool and not strip.bands
    }
    for item in items:
        grid.block(_anchor(scene, grid, item.node.id, {}))
    wires = []
    for line in scene.lines:
        ends = [
            _end(scene, grid, pools, id, line, leaves=leaves)
            for id, leaves in ((line.source, True), (line.target, False))
        ]
        if ends[0] is None or ends[1] is None:
            continue
        wires.append(Wire(id=line.id, source=ends[0], target=ends[1], sort=line.sort, back=line.id in back))
    found = routes(grid, wires)
    return Wiring(
        grid=grid, wires=wires, routes=found, lines={line.id: line for line in scene.lines}, pools=pools
    )


def _clear_tops(scene: Scene, pools: Mapping[str, int]) -> None:
    """Moves what stands above a node below it where messages to and from above need the upper border."""
    for line in scene.lines:
        if line.sort is not Sort.MESSAGE:
            continue
        for id, far in ((line.source, line.target), (line.target, line.source)):
            item, other = scene.items.get(id), scene.items.get(scene.home(far))
            if item is None or item.guests or item.below:
                continue
            if (other.strip if other is not None else pools.get(far, item.strip)) < item.strip:
                item.above, item.below = [], item.above


def _set_columns(scene: Scene) -> set[str]:
    """Sets the columns; the flows that lead back to the left are told."""
    firm, loose = [], []
    for line in scene.lines:
        source, target = scene.home(line.source), scene.home(line.target)
        if source not in scene.items or target not in scene.items or source == target:
            continue
        if line.sort is Sort.FLOW:
            firm.append(Tie(source, target))
    for source, target in scene.hints:
        if scene.items[source].strip != scene.items[target].strip:
            loose.append(Tie(source, target, gap=0, weight=1))
    ids = list(scene.items)
    spans = {id: item.span for id, item in scene.items.items()}
    ties = acyclic(ids, firm, loose if len(loose) <= _MOST_MESSAGES else ())
    for id, column in columns(ids, spans, ties).items():
        scene.items[id].column = column
    return {
        line.id
        for line in scene.lines
        if line.sort is Sort.FLOW
        and scene.items[scene.home(line.target)].column <= scene.items[scene.home(line.source)].last
    }


def _set_rows(scene: Scene, strips: Sequence[Strip], back: set[str]) -> list[list[int]]:
    """Sets the rows; the number of rows of each band is told."""
    number: dict[tuple[int, int], int] = {}
    for index, strip in enumerate(strips):
        for band in range(len(strip.bands)):
            number[index, band] = len(number)
    seats = [
        Seat(
            id=id,
            first=item.column,
            last=item.last,
            band=number[item.strip, item.band],
            apart=item.node.triggered_by_event,
        )
        for id, item in scene.items.items()
    ]
    links = [
        Link(
            source=scene.home(line.source),
            target=scene.home(line.target),
            falling=line.source in scene.homes,
        )
        for line in scene.lines
        if line.sort is Sort.FLOW and line.id not in back
    ]
    for id, row in rows(seats, links).items():
        scene.items[id].row = row
    counts = [[1] * len(strip.bands) for strip in strips]
    for item in scene.items.values():
        counts[item.strip][item.band] = max(counts[item.strip][item.band], item.row + 1)
    return counts


def _turn_guests(scene: Scene) -> None:
    """Boundary events whose paths lead furthest down stand on the left, so that the paths do not cross."""
    depth: dict[str, tuple[int, int, int]] = {}
    for line in scene.lines:
        target = scene.items.get(scene.home(line.target))
        if line.sort is Sort.FLOW and target is not None:
            depth.setdefault(line.source, (target.strip, target.band, target.row))
    for item in scene.items.values():
        if len(item.guests) > 1:
            item.guests.sort(key=lambda guest: depth.get(guest.node.id, (0, 0, 0)), reverse=True)
            seat_guests(item)


def _end(
    scene: Scene, grid: Grid, pools: Mapping[str, int], id: str, line: Line, *, leaves: bool
) -> Anchor | None:
    if scene.home(id) in scene.items:
        item = scene.items[scene.home(id)]
        anchor = _anchor(scene, grid, id, _sides(item, line.sort, leaves=leaves))
        is_guest = any(guest.node.id == id for guest in item.guests)
        if is_guest and line.sort is Sort.MESSAGE:
            return replace(anchor, offset=anchor.offset - _MESSAGE_ASIDE)
        return anchor
    if id in pools:
        return Anchor(id=id, shape=id, first=0, last=grid.columns - 1, level=pools[id], sides={}, box=True)
    return None


def _sides(item: Item, sort: Sort, *, leaves: bool) -> dict[Side, float]:
    """What it costs to leave or enter a node by each of its sides."""
    node = item.node
    if sort is not Sort.FLOW:
        sides = dict(_UPRIGHT if leaves else _UPRIGHT_ENTRY)
    elif node.kind.is_gateway:
        sides = dict(_GATEWAY_EXIT if leaves else _GATEWAY_ENTRY)
    elif node.kind.is_event:
        sides = dict(_EVENT_EXIT if leaves else _EVENT_ENTRY)
    else:
        sides = dict(_ACTIVITY_EXIT if leaves else _ACTIVITY_ENTRY)
    if node.kind is NodeKind.START_EVENT and leaves and sort is Sort.FLOW:
        sides[Side.TOP] += 0.5
    if item.guests or item.below:
        del sides[Side.BOTTOM]
    if item.above:
        del sides[Side.TOP]
    return sides


def _anchor(scene: Scene, grid: Grid, id: str, sides: Mapping[Side, float]) -> Anchor:
    item = scene.items[scene.home(id)]
    level = grid.row(item.strip, item.band, item.row)
    if id == item.node.id:
        return Anchor(
            id=id,
            shape=id,
            first=item.column,
            last=item.last,
            level=level,
            sides=sides,
            corners=not item.node.kind.is_activity,
        )
    for guest in item.guests:
        if guest.node.id == id:
            column = item.column + guest.column
            down = {Side.BOTTOM: 0.0}
            return Anchor(
                id=id,
                shape=item.node.id,
                first=column,
                last=column,
                level=level,
                sides=down,
                offset=guest.offset,
                corners=True,
            )
    up = any(it.artifact.id == id for it in item.above)
    companion = next(it for it in (*item.above, *item.below) if it.artifact.id == id)
    return Anchor(
        id=id,
        shape=item.node.id,
        first=item.column,
        last=item.column,
        level=level,
        sides={Side.TOP if up else Side.BOTTOM: 0.0},
        offset=companion.offset,
        corners=True,
    )
