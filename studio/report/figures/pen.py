"""A pen that draws in a diagram's pixels: lines, boxes, circles and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import hypot
from typing import Any, Literal, TypeAlias

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke

from studio.model import Bounds, Point
from studio.report.colours import INK, PAPER
from studio.report.figures.lettering import LEADING, font, legible

__all__ = ["Dashes", "Pen"]

_ROUND = 7.0

Dashes: TypeAlias = Literal["-", "--", ":", "-."]


class Pen:
    """Draws on axes whose scales are the diagram's pixels, ``scale`` inches each, y downwards.

    Widths of lines and sizes of letters are in the diagram's pixels too. ``z`` orders what covers what.
    """

    def __init__(self, axes: Axes, scale: float) -> None:
        self.axes = axes
        self._points = scale * 72

    def box(
        self,
        at: Bounds,
        *,
        fill: str = "none",
        stroke: str = INK,
        width: float = 1.3,
        corner: float = 0.0,
        dashes: Dashes = "-",
        z: float = 3,
    ) -> None:
        look: dict[str, Any] = {
            "facecolor": fill,
            "edgecolor": stroke,
            "linewidth": width * self._points,
            "linestyle": dashes,
            "zorder": z,
        }
        if corner:
            style = f"round,pad=0,rounding_size={min(corner, at.width / 2, at.height / 2)}"
            self.axes.add_patch(FancyBboxPatch((at.x, at.y), at.width, at.height, boxstyle=style, **look))
        else:
            self.axes.add_patch(Rectangle((at.x, at.y), at.width, at.height, **look))

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: str = "none",
        stroke: str = INK,
        width: float = 1.3,
        dashes: Dashes = "-",
        z: float = 3,
    ) -> None:
        look: dict[str, Any] = {
            "facecolor": fill,
            "edgecolor": stroke,
            "linewidth": width * self._points,
            "linestyle": dashes,
        }
        self.axes.add_patch(Circle((x, y), radius, zorder=z, **look))

    def shape(
        self,
        points: Sequence[Point],
        *,
        fill: str = "none",
        stroke: str = INK,
        width: float = 1.3,
        z: float = 3,
    ) -> None:
        """A closed outline."""
        self.axes.add_patch(
            Polygon(
                list(points),
                closed=True,
                facecolor=fill,
                edgecolor=stroke,
                linewidth=width * self._points,
                joinstyle="miter",
                zorder=z,
            )
        )

    def line(
        self,
        points: Iterable[Point],
        *,
        stroke: str = INK,
        width: float = 1.3,
        dashes: Dashes = "-",
        z: float = 3,
    ) -> None:
        xs, ys = zip(*points, strict=True)
        line = Line2D(
            xs,
            ys,
            color=stroke,
            linewidth=width * self._points,
            linestyle=dashes,
            solid_capstyle="round",
            solid_joinstyle="round",
            zorder=z,
        )
        self.axes.add_line(line)

    def way(
        self,
        points: Sequence[Point],
        *,
        stroke: str = INK,
        width: float = 1.3,
        dashes: Dashes = "-",
        opacity: float = 1.0,
        z: float = 2,
    ) -> None:
        """A line with rounded bends."""
        path: list[Point] = [points[0]]
        codes = [Path.MOVETO]
        for before, bend, after in zip(points, points[1:], points[2:], strict=False):
            path += [_towards(bend, before), bend, _towards(bend, after)]
            codes += [Path.LINETO, Path.CURVE3, Path.CURVE3]
        path.append(points[-1])
        codes.append(Path.LINETO)
        self.axes.add_patch(
            PathPatch(
                Path(path, codes),
                facecolor="none",
                edgecolor=stroke,
                linewidth=width * self._points,
                linestyle=dashes,
                capstyle="butt",
                joinstyle="round",
                alpha=opacity,
                zorder=z,
            )
        )

    def words(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float,
        *,
        colour: str = INK,
        ha: str = "center",
        va: str = "center",
        rotated: bool = False,
        halo: bool = False,
        z: float = 6,
    ) -> None:
        """Lines of text around, below (``va="top"``) or above (``"bottom"``) a place, or upwards."""
        height = (len(lines) - 1) * size * LEADING
        first = {"top": 0.0, "center": -height / 2, "bottom": -height}[va]
        for number, line in enumerate(lines):
            off = first + number * size * LEADING
            text = self.axes.text(
                x + off if rotated else x,
                y if rotated else y + off,
                legible(line),
                fontproperties=font(size * self._points),
                color=colour,
                ha="center" if rotated else ha,
                va="center" if rotated or va == "center" else va,
                rotation=90 if rotated else 0,
                clip_on=True,
                zorder=z,
                parse_math=False,
            )
            if halo:
                text.set_path_effects([withStroke(linewidth=3.5 * self._points, foreground=PAPER)])


def _towards(bend: Point, other: Point) -> Point:
    """The place on the way from a bend to the next one where the curve begins."""
    length = hypot(other[0] - bend[0], other[1] - bend[1])
    share = min(_ROUND, length / 2) / length if length else 0.0
    return bend[0] + share * (other[0] - bend[0]), bend[1] + share * (other[1] - bend[1])
