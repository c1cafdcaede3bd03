"""Waiting against working, step by step."""

from __future__ import annotations

from math import isfinite

from matplotlib.figure import Figure
from matplotlib.patches import Patch

from studio.analysis import Estimate, Result
from studio.model import Diagram
from studio.report.colours import FAINT, INK, QUIET, WAITING, WORKING
from studio.report.figures.lettering import text_width
from studio.report.figures.sheet import TEXT, Sheet, grounds, keyed, ruled, write
from studio.scenario import Scenario
from studio.wording import duration_unit, plus_minus, translate
from studio.wording.names import step_name

__all__ = ["waiting_figure"]

_WIDTH, _ROW = 9.0, 0.36


def waiting_figure(
    result: Result, diagram: Diagram, scenario: Scenario, *, at_most: int = 15, language: str = "en"
) -> Figure:
    """Mean wait and handling time of a visit of each step that people do, the longest first.

    Raises ValueError where people do no step.
    """
    found = _times(result, scenario)
    steps = sorted(found, key=lambda step: -sum(figure.value for figure in found[step]))[:at_most]
    if not steps:
        raise ValueError("People do no step of this process: there is no waiting and working to draw.")
    unit, length = duration_unit(sum(figure.value for figure in found[steps[0]]))
    names = [step_name(diagram, id, language) for id in steps]
    told = [[plus_minus(one.value, one.low, one.high, "s", language) for one in found[id]] for id in steps]
    sheet = Sheet(
        _WIDTH,
        1.75 + _ROW * len(steps),
        title=translate("Waiting and working, per visit", language),
        note=grounds(result, language),
    )
    heads = [translate("Waiting", language), translate("Working", language)]
    wide = [
        max(text_width(text, TEXT) for text in (head, *column)) / 72 + 0.16
        for head, column in zip(heads, zip(*told, strict=True), strict=True)
    ]
    left = sheet.left + max(text_width(name, TEXT) for name in names) / 72 + 0.12
    axes = sheet.box(left, sheet.bottom + 0.45, sheet.right - sum(wide), sheet.top - 0.32)
    axes.set_xlim(0, max(_end(*found[id]) for id in steps) * 1.02 / length)
    axes.set_ylim(len(steps) - 0.4, -0.6)
    axes.grid(visible=True, axis="x", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    across = axes.get_yaxis_transform()
    inches = axes.get_position().width * _WIDTH
    ends = [1 + wide[0] / inches, 1 + sum(wide) / inches]
    for row, (id, name, texts) in enumerate(zip(steps, names, told, strict=True)):
        wait, work = found[id]
        axes.barh(row, wait.value / length, height=0.62, color=WAITING)
        axes.barh(row, work.value / length, left=wait.value / length, height=0.62, color=WORKING)
        span = [wait.low / length, wait.high / length]
        axes.plot(span, [row, row], color=INK, linewidth=2.2, solid_capstyle="butt")
        write(axes, 0, row, name + "  ", ha="right", va="center")
        for end, text in zip(ends, texts, strict=True):
            write(axes, end, row, text, ha="right", va="center", color=QUIET, transform=across)
    for end, head in zip(ends, heads, strict=True):
        write(axes, end, -0.75, head, ha="right", va="bottom", transform=across)
    keyed(axes, [Patch(color=WAITING), Patch(color=WORKING)], heads, columns=2)
    ruled(axes, x=f"{translate('Time per visit', language)} ({translate(unit, language)})", language=language)
    return sheet


def _times(result: Result, scenario: Scenario) -> dict[str, tuple[Estimate, Estimate]]:
    """Wait and work of each step that a team does and that cases came to."""
    found = {}
    for id, step in scenario.steps.items():
        wait, work = (result.estimates.get(("steps", id, key)) for key in ("wait.mean", "work.mean"))
        if (
            step.team is not None
            and wait is not None
            and work is not None
            and isfinite(wait.value + work.value)
        ):
            found[id] = wait, work
    return found


def _end(wait: Estimate, work: Estimate) -> float:
    """Where the bars and the interval on them end."""
    return max(wait.value + work.value, wait.high if isfinite(wait.high) else 0.0)
