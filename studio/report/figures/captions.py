"""What is written in a drawing: in activities, beside events, gateways and flows, along pools and lanes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from studio.model import Artifact, ArtifactKind, Bounds, Flow, Lane, Node, Point, Pool
from studio.report.colours import INK, QUIET
from studio.report.figures.lettering import fitted, lines_of
from studio.report.figures.pen import Pen
from studio.report.figures.symbols import has_icon

__all__ = ["caption_area", "caption_flow", "caption_node", "caption_note"]

_LARGE, _SMALL = 14.0, 8.0
_BESIDE = 12.0
_WIDE = 110.0


def caption_area(pen: Pen, area: Pool | Lane, band: Bounds, language: str, *, turned: bool) -> None:
    """A pool's or lane's name in its band, upwards if ``turned``."""
    if not area.label(language).strip():
        return
    long, deep = (band.height, band.width) if turned else (band.width, band.height)
    size, lines = fitted(area.label(language), width=long - 8, height=deep, largest=15, smallest=_SMALL)
    pen.words(*band.center, lines, size, rotated=turned, z=3)


def caption_node(pen: Pen, node: Node, ink: str, language: str, *, attached: bool) -> None:
    """A node's name: in the middle of an activity, at the top of an open sub-process, else beside it.

    ``attached`` says that events sit on the edge of the activity.
    """
    text, box = node.label(language), node.bounds
    if box is None or not text.strip():
        return
    if not node.kind.is_activity:
        _beside(pen, text, box, node.label_bounds)
        return
    if node.kind.is_container and not node.collapsed:
        size, lines = fitted(text, width=box.width - 20, height=2.5 * _LARGE, largest=_LARGE, smallest=_SMALL)
        pen.words(box.center[0], box.y + 8, lines, size, colour=ink, va="top")
        return
    above = 22.0 if has_icon(node) else 6.0
    signs = node.loop is not None or node.collapsed or node.for_compensation
    below = 18.0 if signs or attached else 5.0
    room = box.height - above - below
    size, lines = fitted(text, width=box.width - 12, height=room, largest=_LARGE, smallest=_SMALL)
    pen.words(box.center[0], box.y + above + room / 2, lines, size, colour=ink)


def caption_flow(pen: Pen, flow: Flow, language: str) -> None:
    """A flow's name where the file puts it, else beside the middle of its longest part."""
    text = flow.label(language)
    if not text.strip():
        return
    if flow.label_bounds is not None:
        x, y = flow.label_bounds.center
    else:
        (ax, ay), (bx, by) = _longest(flow)
        x, y = (ax + bx) / 2, (ay + by) / 2 - (9 if ay == by else 0)
    lines = lines_of(text, _BESIDE, max(_WIDE, flow.label_bounds.width if flow.label_bounds else 0))
    pen.words(x, y, lines, _BESIDE, halo=True)


def caption_note(pen: Pen, artifact: Artifact, language: str) -> None:
    """A note's text, a frame's name at its top, and the name of data below it."""
    text, box = artifact.label(language), artifact.bounds
    if box is None or not text.strip():
        return
    if artifact.kind is ArtifactKind.ANNOTATION:
        size, lines = fitted(
            text, width=box.width - 8, height=box.height + 4, largest=_BESIDE, smallest=_SMALL
        )
        pen.words(box.x + 7, box.center[1], lines, size, colour=INK, ha="left")
    elif artifact.kind is ArtifactKind.GROUP:
        pen.words(
            box.center[0], box.y + 5, lines_of(text, _BESIDE, box.width), _BESIDE, colour=QUIET, va="top"
        )
    else:
        lines = lines_of(text, _BESIDE, _WIDE)
        pen.words(box.center[0], box.bottom + 4, lines, _BESIDE, va="top", halo=True)


def _beside(pen: Pen, text: str, box: Bounds, place: Bounds | None) -> None:
    """Writes around where the file puts a label, growing away from the shape; else below the shape."""
    if place is None:
        pen.words(box.center[0], box.bottom + 4, lines_of(text, _BESIDE, _WIDE), _BESIDE, va="top", halo=True)
        return
    lines = lines_of(text, _BESIDE, max(_WIDE, place.width))
    x, y = place.center
    if place.bottom <= box.y + 2:
        pen.words(x, place.bottom, lines, _BESIDE, va="bottom", halo=True)
    elif place.y >= box.bottom - 2:
        pen.words(x, place.y, lines, _BESIDE, va="top", halo=True)
    elif place.x >= box.center[0]:
        _aside(pen, lines, (place.x, box.center[1]), place, "left")
    elif place.right <= box.center[0]:
        _aside(pen, lines, (place.right, box.center[1]), place, "right")
    else:
        pen.words(x, y, lines, _BESIDE, halo=True)


def _aside(pen: Pen, lines: Sequence[str], edge: Point, place: Bounds, side: str) -> None:
    """Writes at the left or right of a shape; what the file puts lower or higher stays there."""
    x, middle = edge
    if abs(place.center[1] - middle) < place.height / 2:
        pen.words(x, place.center[1], lines, _BESIDE, ha=side, halo=True)
    elif place.center[1] > middle:
        pen.words(x, place.y, lines, _BESIDE, ha=side, va="top", halo=True)
    else:
        pen.words(x, place.bottom, lines, _BESIDE, ha=side, va="bottom", halo=True)


def _longest(flow: Flow) -> tuple[Point, Point]:
    pairs = pairwise(flow.waypoints)
    return max(pairs, key=lambda pair: abs(pair[1][0] - pair[0][0]) + abs(pair[1][1] - pair[0][1]))
