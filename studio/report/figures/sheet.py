"""The paper of figures: their title and note, and axes whose ticks are written in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from studio.analysis import Result
from studio.report.colours import INK, PAPER, QUIET
from studio.report.figures.lettering import LEADING, font, legible, lines_of
from studio.wording import number, translate
from studio.wording.names import in_language

__all__ = ["NOTE", "TEXT", "TITLE", "Sheet", "grounds", "inputs", "keyed", "ruled", "write"]

TITLE, TEXT, NOTE = 13.0, 9.5, 8.0
"""Sizes of letters in points."""

_MARGIN = 0.14
_INCH = 72.0


class Sheet(Figure):
    """A figure of ``width`` × ``height`` inches, with a title above and a note below what it shows.

    ``left``, ``right``, ``top`` and ``bottom`` are what is free between them, in inches from below left.
    """

    def __init__(self, width: float, height: float, *, title: str, note: str = "") -> None:
        super().__init__(figsize=(width, height), dpi=120, facecolor=PAPER, edgecolor=PAPER, linewidth=0)
        FigureCanvasAgg(self)
        self.left, self.right = _MARGIN, width - _MARGIN
        self.top, self.bottom = height - _MARGIN, _MARGIN
        self._width, self._height = width, height
        for line in lines_of(title, TITLE, (self.right - self.left) * _INCH):
            self.top -= TITLE * LEADING / _INCH
            self.print(line, self.left, self.top, TITLE, va="bottom")
        self.top -= 0.06
        for line in reversed(lines_of(note, NOTE, (self.right - self.left) * _INCH)):
            self.print(line, self.left, self.bottom, NOTE, colour=QUIET, va="bottom")
            self.bottom += NOTE * LEADING / _INCH
        if note:
            self.bottom += 0.06

    def print(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        *,
        colour: str = INK,
        ha: str = "left",
        va: str = "top",
    ) -> None:
        """Writes one line at a place in inches."""
        words = self.text(
            x / self._width,
            y / self._height,
            legible(text),
            fontproperties=font(size),
            color=colour,
            ha=ha,
            va=va,
        )
        words.set_parse_math(False)

    def box(self, left: float, bottom: float, right: float, top: float) -> Axes:
        """Axes without anything on them, at a place in inches."""
        axes = self.add_axes(
            (
                left / self._width,
                bottom / self._height,
                (right - left) / self._width,
                (top - bottom) / self._height,
            ),
            facecolor="none",
            frame_on=True,
        )
        for side, spine in axes.spines.items():
            spine.set_visible(side == "bottom")
            spine.set(color=QUIET, linewidth=0.8)
        axes.tick_params(
            which="both", left=False, right=False, top=False, bottom=False, labelleft=False, labelbottom=False
        )
        axes.grid(visible=False)
        axes.margins(0)
        return axes

    def lowest(self, width: float, height: float) -> Axes:
        """Axes of that size at the foot of what is free."""
        return self.box(self.left, self.bottom, self.left + width, self.bottom + height)

    def _repr_png_(self) -> bytes:
        """What a notebook shows."""
        file = BytesIO()
        self.savefig(file, format="png", dpi=110, facecolor=PAPER)
        return file.getvalue()


def write(axes: Axes, x: float, y: float, text: str, size: float = TEXT, **how: object) -> Text:
    """Writes text at a place of the axes' own scales; ``how`` is as for :meth:`Axes.text`."""
    words = axes.text(x, y, legible(text), fontproperties=font(size), **{"color": INK, **how})  # type: ignore[arg-type]
    words.set_parse_math(False)
    return words


def ruled(
    axes: Axes, *, x: str = "", y: str = "", at: Sequence[tuple[float, str]] = (), language: str
) -> None:
    """Writes what the two scales are called and numbers their ticks; an empty name leaves a scale out.

    ``at`` gives the ticks of the lower scale, else they are those of the limits that the axes have now.
    """
    if x:
        ticks = _ticks(*axes.get_xlim(), most=8)
        places, words = (
            [place for place, _ in at] or ticks,
            [word for _, word in at] or _numbers(ticks, language),
        )
        axes.set_xticks(places, words, fontproperties=font(NOTE), color=QUIET)
        axes.tick_params(axis="x", bottom=True, labelbottom=True, color=QUIET, length=3, width=0.8)
        axes.set_xlabel(legible(x), fontproperties=font(TEXT), color=INK, labelpad=4, parse_math=False)
    if y:
        ticks = _ticks(*axes.get_ylim(), most=6)
        axes.set_yticks(ticks, _numbers(ticks, language), fontproperties=font(NOTE), color=QUIET)
        axes.tick_params(axis="y", labelleft=True, length=0)
        axes.set_ylabel(legible(y), fontproperties=font(TEXT), color=INK, labelpad=6, parse_math=False)


def _ticks(low: float, high: float, most: int) -> list[float]:
    room = abs(high - low) * 1e-9
    ticks = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    return [float(tick) for tick in ticks if low - room <= tick <= high + room]


def _numbers(ticks: Sequence[float], language: str) -> list[str]:
    return [number(tick, language=language) for tick in ticks]


def keyed(axes: Axes, marks: Sequence[Line2D | Patch], names: Sequence[str], *, columns: int) -> None:
    """Draws the key of what stands in the axes above them."""
    key = axes.legend(
        list(marks),
        [legible(name) for name in names],
        ncols=columns,
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        borderaxespad=0.2,
        frameon=False,
        prop=font(TEXT),
        labelcolor=INK,
        handlelength=1.6,
        columnspacing=1.4,
    )
    for words in key.get_texts():
        words.set_parse_math(False)


def grounds(result: Result, language: str, *, intervals: bool = True) -> str:
    """What the figures rest on: the scenario, how much was simulated, and how many inputs are assumed."""
    told = [
        translate(
            "{scenario}: {cases:number} cases in {replications:number} replications",
            language,
            scenario=in_language(result.scenario, language),
            cases=result.cases,
            replications=result.replications,
        ),
        translate("seed {seed}", language, seed=result.seed),
        inputs(result, language),
    ]
    if intervals:
        told.insert(1, translate("95 % intervals", language))
    return " · ".join(told)


def inputs(result: Result, language: str) -> str:
    """How many inputs nobody stated."""
    if not result.assumed:
        return translate("No input is assumed", language)
    return translate("{n} of {m} inputs are assumed", language, n=len(result.assumed), m=result.inputs)
