"""How many visits wait for each team along the simulated clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from studio.analysis import Result
from studio.model import Diagram
from studio.report.colours import FAINT, QUIET, SERIES
from studio.report.figures.sheet import NOTE, Sheet, grounds, keyed, ruled, write
from studio.wording import duration_unit, translate
from studio.wording.names import team_name

__all__ = ["queues_figure"]

_WIDTH, _HEIGHT = 9.0, 4.6
_HOUR, _DAY = 3600.0, 86400.0
_STEPS = (_HOUR, 2 * _HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR, _DAY, 2 * _DAY, 7 * _DAY, 14 * _DAY, 28 * _DAY)
_MOST_TICKS = 12
_COLUMNS = 4


def queues_figure(
    result: Result,
    diagram: Diagram,
    *,
    start: datetime | None = None,
    teams: Sequence[str] | None = None,
    language: str = "en",
) -> Figure:
    """The mean queue of each team over the replications, the warm-up shaded.

    With ``start``, the scenario's, the scale is the wall clock, else the time since the start. Without
    ``teams`` it shows those that anything waits for, the longest queue first, at most eight. Raises
    ValueError where no team has a queue to draw.
    """
    queues = {team: queue for team, queue in result.lines["queue"].items() if max(queue, default=0) > 0}
    shown = teams or sorted(queues, key=lambda team: -sum(queues[team]))[: len(SERIES)]
    if not shown:
        raise ValueError("No visit waits for a team: there are no queues to draw.")
    note = " · ".join(
        (translate("Mean over the replications", language), grounds(result, language, intervals=False))
    )
    sheet = Sheet(_WIDTH, _HEIGHT, title=translate("Queues over time", language), note=note)
    rows = -(-len(shown) // _COLUMNS)
    axes = sheet.box(sheet.left + 0.65, sheet.bottom + 0.5, sheet.right - 0.1, sheet.top - 0.1 - 0.22 * rows)
    lines = [
        axes.plot(
            result.moments,
            result.lines["queue"][team],
            color=SERIES[number % len(SERIES)],
            linewidth=1.6,
            linestyle=("-", "--", "-.", ":")[number % 4],
        )[0]
        for number, team in enumerate(shown)
    ]
    axes.set_xlim(0, result.moments[-1])
    axes.set_ylim(0, max(max(result.lines["queue"][team]) for team in shown) * 1.06)
    axes.grid(visible=True, axis="y", color=FAINT, linewidth=0.6)
    keyed(axes, lines, [team_name(diagram, team, language) for team in shown], columns=_COLUMNS)
    if result.warm_up > 0:
        _shade(axes, min(result.warm_up, result.moments[-1]), language)
    name = translate("Simulated time", language)
    unit, length = duration_unit(result.moments[-1])
    if start is None:
        name += f" ({translate(unit, language)})"
    ticks = _since(result.moments[-1], length) if start is None else _dates(result.moments[-1], start)
    ruled(axes, x=name, y=translate("Visits waiting", language), at=ticks, language=language)
    return sheet


def _shade(axes: Axes, until: float, language: str) -> None:
    axes.axvspan(0, until, color=QUIET, alpha=0.12, linewidth=0)
    told = " " + translate("Warm-up, not counted", language)
    write(axes, 0, 0.98, told, NOTE, color=QUIET, va="top", transform=axes.get_xaxis_transform())


def _step(end: float) -> float:
    return next((step for step in _STEPS if end / step <= _MOST_TICKS), end / _MOST_TICKS)


def _since(end: float, length: float) -> list[tuple[float, str]]:
    """Ticks in a unit of ``length`` seconds."""
    step = _step(end)
    return [(number * step, f"{number * step / length:g}") for number in range(int(end / step) + 1)]


def _dates(end: float, start: datetime) -> list[tuple[float, str]]:
    """Ticks at round moments of the wall clock."""
    step = _step(end)
    begins = start.hour * _HOUR + start.minute * 60 + start.second
    pattern = "%m-%d" if step >= _DAY else "%m-%d %H:%M"
    places = [number * step - begins for number in range(int((end + begins) / step) + 1)]
    wall = start.replace(tzinfo=None)
    return [(at, (wall + timedelta(seconds=at)).strftime(pattern)) for at in places if at >= 0]
