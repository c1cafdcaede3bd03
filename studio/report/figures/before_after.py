"""A suggestion on the drawing: the process before and after it, in the colours of one measure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from matplotlib.figure import Figure

from studio.model import Bounds, Diagram, Flow
from studio.report.figures.drawing import draw, extent
from studio.report.figures.forest import FOREST, effects, grounds_of, height_of, place_effects
from studio.report.figures.heat import LEGEND, Of, around, drawable, heat_of, legend, scale_of
from studio.report.figures.lettering import LEADING
from studio.report.figures.sheet import Sheet
from studio.scenario import Scenario
from studio.simplify import Evidence, Weighed, text_of
from studio.wording import translate
from studio.wording.measures import heat_name

__all__ = ["before_after_figure"]

_HEAD = 11.0
_NEAR, _WIDE = 40.0, 1300.0
_BANDS = 120.0
_SMALLEST = 1 / 190
"""Inches a pixel where the whole diagram has to be shown twice."""


def before_after_figure(
    weighed: Weighed,
    evidence: Evidence,
    diagram: Diagram,
    scenario: Scenario,
    measure: str = "wait.mean",
    *,
    of: Of = "step",
    language: str = "en",
) -> Figure:
    """The part of the drawing that a suggestion changes, before and after, and what it does to the cases.

    ``evidence`` is one of ``weighed``; ``diagram`` and ``scenario`` are those before. Both parts are
    coloured by the same scale. A suggestion that changes no drawing shows the steps of the team it changes.
    """
    suggestion = evidence.suggestion
    results = weighed.comparison.results
    before = heat_of(results[weighed.comparison.baseline], scenario, measure, of=of, language=language)
    after = heat_of(results[suggestion.id], suggestion.scenario, measure, of=of, language=language)
    high = max(before.high, after.high)
    sides = [
        (translate("Before the change", language), drawable(diagram), before),
        (translate("After the change", language), drawable(suggestion.diagram), after),
    ]
    view = _view(sides[0][1], sides[1][1], _restaffed(scenario, suggestion.scenario))
    scale = min(scale_of(view), _SMALLEST if view.width > 1.5 * _WIDE else 1.0)
    rows = effects(weighed.comparison, evidence.effect, FOREST, language)
    wide, tall = view.width * scale, view.height * scale
    head = _HEAD * LEADING / 72
    sheet = Sheet(
        max(9.0, wide + 0.28),
        1.1 + LEGEND + 2 * (tall + head + 0.1) + height_of(rows),
        title=text_of(suggestion, diagram, language),
        note=grounds_of(weighed.comparison, language),
    )
    legend(sheet, high, before.unit, heat_name(of, measure, language), language)
    for name, drawn, heat in sides:
        sheet.print(name, sheet.left, sheet.top, _HEAD)
        sheet.top -= head
        axes = sheet.box(sheet.left, sheet.top - tall, sheet.left + wide, sheet.top)
        draw(axes, drawn, view, scale, marks=heat.marks(high), language=language)
        sheet.top -= tall + 0.1
    place_effects(sheet, [("", rows)], language)
    return sheet


def _restaffed(before: Scenario, after: Scenario) -> set[str]:
    """The steps whose teams are others, or have other people."""
    return {
        id
        for id, step in after.steps.items()
        if step.team is not None and after.teams.get(step.team) != before.teams.get(step.team)
    }


def _view(before: Diagram, after: Diagram, steps: Collection[str]) -> Bounds:
    """The lanes where the two drawings differ, else those of these steps, as far as they do; else all."""
    whole = around(_hull((extent(before), extent(after))))
    changed = {*_changed(before, after), *_changed(after, before)} or set(steps)
    nodes = [node for drawn in (before, after) for node in drawn.nodes if node.id in changed]
    boxes = [node.bounds for node in nodes if node.bounds is not None]
    if not boxes:
        return whole
    seen = around(_hull(boxes), _NEAR)
    lanes = [lane.bounds for lane in after.lanes if lane.id in {node.lane for node in nodes}]
    high = around(_hull([seen, *(lane for lane in lanes if lane is not None)]), 4)
    left, right = _widened(seen.x, seen.right, _WIDE, whole.x, whole.right)
    top, bottom = max(high.y, whole.y), min(high.bottom, whole.bottom)
    return Bounds(left, top, right - left, bottom - top)


def _changed(one: Diagram, other: Diagram) -> Iterator[str]:
    """The nodes of ``one`` that ``other`` has not, or has otherwise, and the ends of such flows."""
    for node in one.nodes:
        if other.element(node.id) != node:
            yield node.id
    for flow in one.flows:
        same = other.element(flow.id)
        if not isinstance(same, Flow) or (same.source, same.target) != (flow.source, flow.target):
            yield flow.source
            yield flow.target


def _hull(boxes: Iterable[Bounds]) -> Bounds:
    boxes = list(boxes)
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Bounds(left, top, right - left, bottom - top)


def _widened(low: float, high: float, least: float, first: float, last: float) -> tuple[float, float]:
    """The stretch made ``least`` long, moved where it would stick out or cut off the names of lanes."""
    if high - low < least:
        middle = (low + high) / 2
        low, high = middle - least / 2, middle + least / 2
    if low < first + _BANDS:
        low, high = first, high + first - low
    if high > last:
        low, high = max(first, low - (high - last)), last
    return low, high
