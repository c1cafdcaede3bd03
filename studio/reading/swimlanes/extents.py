"""How much room a node takes around the middle of its cell, with its name, its guests and its companions."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from studio.reading.swimlanes.grid import Side
from studio.reading.swimlanes.scene import Item, companion_height, companion_width
from studio.reading.swimlanes.sizes import Size

__all__ = ["BESIDE", "GAP", "GUEST_LABEL", "Extent", "choose_label_side", "extent_of"]

GAP = 4.0
"""Between a shape and its name."""

BESIDE = 20.0
"""Between a shape and what is associated with it; also how far a text may reach into a channel."""

GUEST_LABEL = 20.0
"""From the border of an activity down to the name of an event on it."""

_GUEST_DROP = 18.0
_CORNER = 24.0
_HALF_GATEWAY = 25.0
_ROOM = 6.0


@dataclass(slots=True)
class Extent:
    """How far something reaches from the middle of its cell: left, right, up and down."""

    left: float = 0.0
    right: float = 0.0
    up: float = 0.0
    down: float = 0.0


def choose_label_side(item: Item, ports: AbstractSet[Side]) -> None:
    """The name of an event or gateway stands where no line leaves, else beside the line."""
    if not item.label[0]:
        return
    liked = (Side.TOP, Side.BOTTOM) if item.node.kind.is_gateway else (Side.BOTTOM, Side.TOP)
    crowded = {Side.TOP: bool(item.above), Side.BOTTOM: bool(item.below)}
    open_ = [side for side in liked if side not in ports]
    free = [side for side in open_ if not crowded[side]] or open_
    item.label_side = free[0] if free else liked[0]
    item.label_aside = not free


def extent_of(item: Item, branches: Sequence[tuple[Side, Size]]) -> Extent:
    """The room of an item; ``branches`` are the sides by which named flows leave it, and the names' sizes."""
    width, height = item.size
    half = width / 2 if item.span == 1 else 0.0
    extent = Extent(half, half, height / 2, height / 2)
    _add_label(item, extent)
    for side, group in ((Side.TOP, item.above), (Side.BOTTOM, item.below)):
        room = max(map(companion_height, group), default=-BESIDE) + BESIDE
        extent.up += room if side is Side.TOP else 0.0
        extent.down += room if side is Side.BOTTOM else 0.0
        for companion in group:
            reach = companion_width(companion) / 2
            extent.left = max(extent.left, reach - companion.offset)
            extent.right = max(extent.right, reach + companion.offset)
    _add_guests(item, extent)
    for side, label in branches:
        if side is Side.BOTTOM:
            extent.down = max(extent.down, _HALF_GATEWAY + label[1] + _ROOM)
        elif side is Side.TOP:
            extent.up = max(extent.up, _HALF_GATEWAY + label[1] + _ROOM)
    return extent


def _add_label(item: Item, extent: Extent) -> None:
    if item.label_side is None:
        return
    width, height = item.label
    extent.up += height + _ROOM if item.label_side is Side.TOP else 0.0
    extent.down += height + _ROOM if item.label_side is Side.BOTTOM else 0.0
    if item.label_aside:
        extent.left = max(extent.left, width + _ROOM - BESIDE)
    else:
        extent.left = max(extent.left, width / 2)
        extent.right = max(extent.right, width / 2)


def _add_guests(item: Item, extent: Extent) -> None:
    border = item.size[1] / 2
    for guest in item.guests:
        label_room = guest.label[1] + GAP if guest.label[0] else 0.0
        extent.down = max(extent.down, border + _GUEST_DROP + label_room)
        reach = guest.label[0] + 2 * GAP - BESIDE
        if item.span == 1 and guest.leftwards:
            extent.left = max(extent.left, reach - guest.offset)
        elif item.span == 1:
            extent.right = max(extent.right, guest.offset + max(_GUEST_DROP, reach))
        elif guest.column == item.span - 1:
            extent.right = max(extent.right, guest.offset + _CORNER)
        elif guest.column == 0:
            extent.left = max(extent.left, _CORNER - guest.offset)
