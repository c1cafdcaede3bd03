"""A measure laid over a diagram as heat, from pale (none) to deep (the most), with its scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Literal

from matplotlib.figure import Figure

from studio.analysis import Estimate, Result
from studio.model import Bounds, Diagram
from studio.reading import arranged
from studio.report.colours import HEAT_COLOURS, QUIET, heat_colour
from studio.report.figures.drawing import Mark, draw, extent
from studio.report.figures.lettering import LEADING
from studio.report.figures.sheet import NOTE, TEXT, Sheet, grounds, write
from studio.scenario import Scenario
from studio.wording import plus_minus, quantity
from studio.wording.measures import heat_name
from studio.wording.names import diagram_name

__all__ = [
    "LEGEND",
    "Of",
    "around",
    "diagram_figure",
    "drawable",
    "heat_figure",
    "heat_of",
    "legend",
    "scale_of",
]

Of = Literal["step", "team", "flow"]

_SCALE = 1 / 150
"""Inches a pixel, so that a step is 17 mm wide; the widest figure is a sheet of A3."""
_WIDEST = 16.5
LEGEND = 0.62
_THIN, _THICK = 5.0, 18.0


def diagram_figure(diagram: Diagram, *, language: str = "en") -> Figure:
    """The diagram as it is drawn, or arranged in swimlanes where the file says nothing about its drawing."""
    drawn = drawable(diagram)
    view = around(extent(drawn))
    scale = scale_of(view)
    sheet = Sheet(view.width * scale + 0.28, view.height * scale + 0.7, title=diagram_name(diagram, language))
    axes = sheet.lowest(view.width * scale, view.height * scale)
    draw(axes, drawn, view, scale, marks={}, language=language)
    return sheet


def heat_figure(
    result: Result,
    diagram: Diagram,
    scenario: Scenario,
    measure: str = "wait.mean",
    *,
    of: Of = "step",
    language: str = "en",
) -> Figure:
    """The diagram coloured by one measure of its steps, of the teams that do them, or of its flows.

    ``measure`` is a key of the result's steps (``wait.mean``, ``work.mean``, ``visits_per_case`` …),
    teams (``utilisation``, ``queue.mean``) or flows (``per_case``). Each element carries its value with
    its 95 % interval. Waits are shown for what people do: waiting for a customer or a clock is no queue.
    Raises ValueError where the result has no such measure.
    """
    heat = heat_of(result, scenario, measure, of=of, language=language)
    drawn = drawable(diagram)
    view = around(extent(drawn))
    scale = scale_of(view)
    name = heat_name(of, measure, language)
    sheet = Sheet(
        view.width * scale + 0.28,
        view.height * scale + LEGEND + 0.72,
        title=diagram_name(diagram, language),
        note=grounds(result, language),
    )
    legend(sheet, heat.high, heat.unit, name, language)
    axes = sheet.lowest(view.width * scale, view.height * scale)
    draw(axes, drawn, view, scale, marks=heat.marks(), language=language)
    return sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """One measure by element id: the figures, what is written of them, and the top of the scale."""

    figures: Mapping[str, Estimate]
    told: Mapping[str, str]
    high: float
    unit: str
    bands: bool

    def marks(self, high: float | None = None) -> dict[str, Mark]:
        """A colour for each element; ``high`` is another top of the scale."""
        top = high or self.high or 1.0
        return {id: self._mark(figure.value / top, id) for id, figure in self.figures.items()}

    def _mark(self, share: float, id: str) -> Mark:
        width = _THIN + min(1.0, share) * (_THICK - _THIN) if self.bands else 0.0
        return Mark(colour=heat_colour(share), text=self.told[id], width=width)


def heat_of(result: Result, scenario: Scenario, measure: str, *, of: Of, language: str) -> Heat:
    """One measure of a result, as :func:`heat_figure` shows it."""
    figures = {
        id: figure for id, figure in _figures(result, scenario, measure, of).items() if isfinite(figure.value)
    }
    if not figures:
        raise ValueError(f"The result has no {measure!r} of any {of}.")
    currency = result.currency or "1"
    unit = next(iter(figures.values())).unit
    unit = currency if unit == "currency" else unit
    most = max(figure.value for figure in figures.values())
    return Heat(
        figures=figures,
        told={id: plus_minus(one.value, one.low, one.high, unit, language) for id, one in figures.items()},
        high=max(1.0, most) if measure == "utilisation" else most,
        unit="per case" if of == "flow" else unit,
        bands=of == "flow",
    )


def _figures(result: Result, scenario: Scenario, measure: str, of: Of) -> dict[str, Estimate]:
    section = {"step": "steps", "team": "teams", "flow": "flows"}[of]
    found = {
        member: figure
        for (part, member, *_, key), figure in result.estimates.items()
        if (part, key) == (section, measure)
    }
    teams = {id: step.team for id, step in scenario.steps.items() if step.team is not None}
    if of == "team":
        return {step: found[team] for step, team in teams.items() if team in found}
    if of == "step" and measure.startswith(("wait", "service_level")):
        return {id: figure for id, figure in found.items() if id in teams}
    return found


def drawable(diagram: Diagram) -> Diagram:
    """The diagram itself, or arranged in swimlanes where none of its nodes has a place."""
    return diagram if any(node.bounds for node in diagram.nodes) else arranged(diagram)


def around(box: Bounds, margin: float = 14.0) -> Bounds:
    return Bounds(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin)


def scale_of(view: Bounds) -> float:
    """Inches a pixel."""
    return min(_SCALE, (_WIDEST - 0.28) / view.width)


def legend(sheet: Sheet, high: float, unit: str, name: str, language: str) -> None:
    """What the colours stand for, from none to the most, below the title."""
    sheet.print(name, sheet.left, sheet.top, TEXT)
    sheet.top -= TEXT * LEADING / 72
    colours = HEAT_COLOURS["light"]
    right = min(sheet.right, sheet.left + 4.2)
    axes = sheet.box(sheet.left, sheet.top - 0.2, right, sheet.top - 0.06)
    axes.set_xlim(0, len(colours))
    axes.set_ylim(0, 1)
    axes.spines[:].set_visible(False)
    axes.bar(range(len(colours)), 1, width=1, align="edge", color=colours, linewidth=0)
    for share, side in ((0.0, "left"), (0.5, "center"), (1.0, "right")):
        place = share * len(colours)
        told = quantity(share * high, unit, language)
        write(axes, place, -0.25, told, NOTE, color=QUIET, ha=side, va="top")
    sheet.top -= LEGEND - TEXT * LEADING / 72
