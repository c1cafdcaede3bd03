"""How busy the teams are while they are on the floor."""

from __future__ import annotations

from math import isfinite

from matplotlib.figure import Figure

from studio.analysis import Result
from studio.model import Diagram
from studio.report.colours import FAINT, INK, QUIET, WORKING
from studio.report.figures.lettering import text_width
from studio.report.figures.sheet import TEXT, Sheet, grounds, ruled, write
from studio.wording import plus_minus, translate
from studio.wording.names import team_name

__all__ = ["utilisation_figure"]

_WIDTH, _ROW = 9.0, 0.34


def utilisation_figure(result: Result, diagram: Diagram, *, language: str = "en") -> Figure:
    """Time busy out of the time on the floor, a bar a team with its interval, the busiest first.

    Raises ValueError where no team has been on the floor.
    """
    found = {
        team: figure
        for (section, team, *_, measure), figure in result.estimates.items()
        if (section, measure) == ("teams", "utilisation") and isfinite(figure.value)
    }
    if not found:
        raise ValueError("No team was on the floor: there is no utilisation to draw.")
    teams = sorted(found, key=lambda team: -found[team].value)
    names = [team_name(diagram, team, language) for team in teams]
    figures = [found[team] for team in teams]
    told = [plus_minus(one.value, one.low, one.high, "share", language) for one in figures]
    title = translate("How busy the teams are", language)
    sheet = Sheet(_WIDTH, 1.3 + _ROW * len(teams), title=title, note=grounds(result, language))
    left = sheet.left + max(text_width(name, TEXT) for name in names) / 72 + 0.12
    right = sheet.right - max(text_width(text, TEXT) for text in told) / 72 - 0.12
    axes = sheet.box(left, sheet.bottom + 0.45, right, sheet.top)
    high = max([1.0, *(figure.high for figure in figures if isfinite(figure.high))]) * 100
    axes.set_xlim(0, high)
    axes.set_ylim(len(teams) - 0.4, -0.6)
    axes.grid(visible=True, axis="x", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    for row, (figure, name, text) in enumerate(zip(figures, names, told, strict=True)):
        axes.barh(row, 100 * figure.value, height=0.62, color=WORKING)
        span = [100 * figure.low, 100 * figure.high]
        axes.plot(span, [row, row], color=INK, linewidth=2.2, solid_capstyle="butt")
        write(axes, 0, row, name + "  ", ha="right", va="center")
        write(axes, high, row, "  " + text, color=QUIET, va="center")
    ruled(axes, x=f"{translate('Utilisation', language)} (%)", language=language)
    return sheet
