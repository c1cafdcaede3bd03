"""How long cases take: a histogram with P50, P90 and the promised time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from studio.analysis import Estimate, Result
from studio.report.colours import FAINT, INK, PAPER, WORKING, WORSE
from studio.report.figures.lettering import LEADING, text_width
from studio.report.figures.sheet import TEXT, Sheet, grounds, ruled, write
from studio.scenario import Promise, Scenario
from studio.wording import duration_unit, plus_minus, translate
from studio.wording.names import in_language

__all__ = ["cycle_time_figure"]

_WIDTH, _HEIGHT = 9.0, 3.1
_PLOT = _WIDTH - 1.03
_BEYOND = 1.5
"""A mark further out than this many times the histogram is told at its edge."""


def cycle_time_figure(result: Result, scenario: Scenario | None = None, *, language: str = "en") -> Figure:
    """The share of the cases by cycle time in calendar time, with P50 and P90 and their intervals.

    ``scenario`` adds the promises that run from arrival to the end of the case in calendar time, each
    with the share of the cases that kept it. Raises ValueError where no case was completed.
    """
    edges, counts = result.histogram
    if not sum(counts):
        raise ValueError("No case was completed: there are no cycle times to draw.")
    unit, length = duration_unit(edges[-1])
    marks = _levelled(_marks(result, scenario, language), edges[-1])
    strip = (1 + max(mark.level for mark in marks)) * TEXT * LEADING / 72 + 0.08
    title = translate("Cycle time of the cases", language)
    note = " · ".join(
        (grounds(result, language), translate("the last bar holds all longer ones too", language))
    )
    sheet = Sheet(_WIDTH, _HEIGHT + strip + 1.2, title=title, note=note)
    right, top = sheet.right - 0.1, sheet.top - strip
    axes = sheet.box(right - _PLOT, sheet.bottom + 0.5, right, top)
    total = sum(counts)
    axes.bar(
        [edge / length for edge in edges[:-1]],
        [100 * count / total for count in counts],
        width=(edges[1] - edges[0]) / length,
        align="edge",
        color=WORKING,
        edgecolor=PAPER,
        linewidth=0.6,
    )
    axes.set_xlim(0, max([edges[-1], *(mark.shown for mark in marks)]) * 1.01 / length)
    axes.set_ylim(0, 100 * max(counts) / total * 1.04)
    for mark in marks:
        _draw(axes, mark, length, top - sheet.bottom - 0.5)
    axes.grid(visible=True, axis="y", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    name = f"{translate('Cycle time', language)} ({translate(unit, language)})"
    ruled(axes, x=name, y=f"{translate('Share of cases', language)} (%)", language=language)
    return sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """An upright line at a time in seconds; ``shown`` is where it is drawn, ``level`` its line of text."""

    at: float
    low: float
    high: float
    text: str
    colour: str
    dashed: bool = False
    shown: float = 0.0
    level: int = 0
    turned: bool = False


def _marks(result: Result, scenario: Scenario | None, language: str) -> Iterator[_Mark]:
    for key, name in (("cycle_time.p50", "P50"), ("cycle_time.p90", "P90")):
        figure = result.estimate(key)
        told = plus_minus(figure.value, figure.low, figure.high, "s", language)
        yield _Mark(at=figure.value, low=figure.low, high=figure.high, text=f"{name} {told}", colour=INK)
    for promise in scenario.promises if scenario is not None else ():
        kept = result.estimates.get(("measures", "", f"promise.{promise.name}.share"))
        if kept is None or (promise.from_, promise.to, promise.clock) != (None, None, None):
            continue
        yield _Mark(
            at=promise.within,
            low=promise.within,
            high=promise.within,
            text=_told(promise, kept, language),
            colour=WORSE,
            dashed=True,
        )


def _told(promise: Promise, kept: Estimate, language: str) -> str:
    name = in_language(promise.label or promise.name, language)
    share = plus_minus(kept.value, kept.low, kept.high, "share", language)
    if promise.share is None:
        return translate("{name}: kept {kept}", language, name=name, kept=share)
    return translate(
        "{name}: kept {kept}, promised {wanted:share}",
        language,
        name=name,
        kept=share,
        wanted=promise.share,
    )


def _levelled(marks: Iterator[_Mark], end: float) -> list[_Mark]:
    """The marks, each with its text on the lowest line where it covers no other text.

    Texts stand to the right of their line, from the rightmost on, so that no line crosses a text below
    it; those without room there stand to the left, above all that they reach over.
    """
    there = [replace(mark, shown=mark.at if mark.at <= _BEYOND * end else end) for mark in marks]
    inch = _PLOT / (max([end, *(mark.shown for mark in there)]) * 1.01)
    found: list[_Mark] = []
    taken: list[tuple[float, float, int]] = []
    for mark in sorted(there, key=lambda mark: (_turned(mark, inch), -mark.shown)):
        turned, at = _turned(mark, inch), mark.shown * inch
        wide = text_width(mark.text, TEXT) / 72 + 0.08
        left, right = (at - wide, at) if turned else (at, at + wide)
        level = 1 + max((one for low, high, one in taken if low < right and left < high), default=-1)
        taken.append((left, right, level))
        found.append(replace(mark, level=level, turned=turned))
    return found


def _turned(mark: _Mark, inch: float) -> bool:
    return mark.shown * inch + text_width(mark.text, TEXT) / 72 > _PLOT


def _draw(axes: Axes, mark: _Mark, length: float, height: float) -> None:
    at = mark.shown / length
    if mark.low < mark.high:
        axes.axvspan(mark.low / length, mark.high / length, color=mark.colour, alpha=0.18, linewidth=0)
    top = 1 + (mark.level * TEXT * LEADING / 72 + 0.05) / height
    across = axes.get_xaxis_transform()
    axes.plot(
        [at, at],
        [0, top + 0.02],
        transform=across,
        clip_on=False,
        color=mark.colour,
        linewidth=1.3,
        linestyle="--" if mark.dashed else "-",
    )
    text = mark.text if mark.shown == mark.at else f"{mark.text} →"
    side = "right" if mark.turned else "left"
    write(axes, at, top, f" {text} ", color=mark.colour, ha=side, va="bottom", transform=across)
