"""What is proved to differ between scenarios: paired differences with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from studio.analysis import Comparison, Difference, Verdict
from studio.report.colours import BETTER, FAINT, INK, PAPER, QUIET, WORSE
from studio.report.figures.lettering import text_width
from studio.report.figures.sheet import TEXT, Sheet, inputs, keyed, ruled, write
from studio.wording import plus_minus, translate
from studio.wording.measures import measure_name
from studio.wording.names import in_language

__all__ = ["FOREST", "effects", "forest_figure", "grounds_of", "height_of", "place_effects"]

_WIDTH, _ROW = 9.5, 0.32
_NAME = 10.5
_FURTHEST = 300.0
"""Per cent of the baseline beyond which an interval is cut off, with an arrow."""

FOREST = (
    "cycle_time.mean",
    "cycle_time.p90",
    "wait.mean",
    "handoffs_per_case",
    "rework_per_case",
    "climbs_per_100",
    "cost_busy_per_case.mean",
    "cost_paid_per_case.mean",
)
"""The measures shown where nobody names others; those of the promises come after them."""

_LOOKS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.BETTER: (BETTER, "o"),
    Verdict.WORSE: (WORSE, "s"),
    Verdict.UNPROVEN: (QUIET, "D"),
}


def forest_figure(
    comparison: Comparison,
    *,
    measures: Sequence[str] | None = None,
    names: Mapping[str, str] | None = None,
    language: str = "en",
) -> Figure:
    """How each variant differs from the baseline, in per cent of the baseline, with absolute amounts beside.

    The intervals of the whole comparison hold together with 95 %. ``measures`` are keys such as
    ``wait.mean``; those that nothing can be said of in per cent are left out. ``names`` says what to
    call the variants. Raises ValueError where that leaves nothing to draw.
    """
    keys = measures or (*FOREST, *_promises(comparison))
    blocks = [
        (_called(name, names, language), rows)
        for name, of in comparison.differences.items()
        if (rows := effects(comparison, of, keys, language))
    ]
    if not blocks:
        raise ValueError("No difference in these measures is known: there is nothing to draw.")
    against = _called(comparison.baseline, names, language)
    title = translate("Differences from {name}", language, name=against)
    height = 0.65 + sum(height_of(rows) for _, rows in blocks) - (len(blocks) - 1) + _ROW * len(blocks)
    sheet = Sheet(_WIDTH, height, title=title, note=grounds_of(comparison, language))
    place_effects(sheet, blocks, language)
    return sheet


def grounds_of(comparison: Comparison, language: str) -> str:
    """What the differences rest on."""
    baseline = comparison.results[comparison.baseline]
    size = translate(
        "The same customers in {replications:number} replications each, seed {seed}",
        language,
        replications=baseline.replications,
        seed=baseline.seed,
    )
    joint = translate("The intervals hold together with 95 %", language)
    return f"{size} · {joint} · {inputs(baseline, language)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A difference in per cent of the baseline; ``told`` is the amount itself in words."""

    name: str
    value: float
    low: float
    high: float
    told: str
    verdict: Verdict


def height_of(rows: Sequence[Effect]) -> float:
    """Inches that :func:`place_effects` wants for these."""
    return 1.0 + _ROW * len(rows)


def place_effects(sheet: Sheet, blocks: Sequence[tuple[str, Sequence[Effect]]], language: str) -> None:
    """Draws the effects, block by block under its name, into what is free of the sheet."""
    everything = [row for _, rows in blocks for row in rows]
    lines = len(everything) + sum(bool(name) for name, _ in blocks)
    left = sheet.left + max(text_width(row.name, TEXT) for row in everything) / 72 + 0.3
    right = sheet.right - max(text_width(row.told, TEXT) for row in everything) / 72 - 0.15
    axes = sheet.box(left, sheet.bottom + 0.45, right, sheet.top - 0.32)
    low, high = _limits(everything)
    axes.set_xlim(low, high)
    axes.set_ylim(lines - 0.4, -0.6)
    axes.grid(visible=True, axis="x", color=FAINT, linewidth=0.6)
    axes.plot([0, 0], [-0.6, lines - 0.4], color=INK, linewidth=1.0)
    at = 0
    for name, rows in blocks:
        if name:
            edge = (sheet.left - left) / (right - left)
            write(axes, edge, at + 0.1, name, _NAME, va="center", transform=axes.get_yaxis_transform())
            at += 1
        for row in rows:
            _draw(axes, at, row, (low, high))
            at += 1
    marks = [
        Line2D(
            [], [], color=colour, marker=marker, markersize=6, linewidth=1.6, markerfacecolor=_inside(verdict)
        )
        for verdict, (colour, marker) in _LOOKS.items()
    ]
    keyed(axes, marks, [translate(verdict.value, language) for verdict in _LOOKS], columns=3)
    ruled(axes, x=translate("Change, % of the baseline", language), language=language)


def _called(name: str, names: Mapping[str, str] | None, language: str) -> str:
    return in_language((names or {}).get(name, name), language) or translate("As it is", language)


def _promises(comparison: Comparison) -> list[str]:
    return [f"promise.{name}.share" for name in comparison.results[comparison.baseline].labels]


def effects(
    comparison: Comparison, of: Mapping[str, Difference], keys: Sequence[str], language: str
) -> list[Effect]:
    """The differences ``of`` a variant in those measures that can be told as a share of the baseline."""
    baseline = comparison.results[comparison.baseline]
    rows = []
    for key in keys:
        difference = of.get(key)
        if difference is None or not isfinite(difference.low):
            continue
        size = abs(baseline.estimate(key).value) / 100
        if not size:
            continue
        unit = (baseline.currency or "1") if difference.unit == "currency" else difference.unit
        rows.append(
            Effect(
                name=measure_name(key, baseline.labels, language),
                value=difference.value / size,
                low=difference.low / size,
                high=difference.high / size,
                told=_told(difference, unit, language),
                verdict=difference.verdict,
            )
        )
    return rows


def _told(difference: Difference, unit: str, language: str) -> str:
    ends = difference.value, difference.low, difference.high
    return plus_minus(*ends, unit, language, signed=True)


def _limits(rows: Sequence[Effect]) -> tuple[float, float]:
    low = max(-_FURTHEST, min(0.0, *(row.low for row in rows)))
    high = min(_FURTHEST, max(0.0, *(row.high for row in rows)))
    room = 0.06 * (high - low) or 1.0
    return low - room, high + room


def _draw(axes: Axes, at: int, row: Effect, limits: tuple[float, float]) -> None:
    colour, marker = _LOOKS[row.verdict]
    low, high = limits
    axes.plot([max(low, row.low), min(high, row.high)], [at, at], color=colour, linewidth=1.8)
    if row.high > high:
        axes.plot([high], [at], color=colour, marker=">", markersize=6, clip_on=False)
    if row.low < low:
        axes.plot([low], [at], color=colour, marker="<", markersize=6, clip_on=False)
    if low <= row.value <= high:
        inside = _inside(row.verdict)
        axes.plot([row.value], [at], color=colour, marker=marker, markersize=6.5, markerfacecolor=inside)
    across = axes.get_yaxis_transform()
    write(axes, 0, at, row.name + "  ", ha="right", va="center", transform=across)
    write(axes, 1, at, "  " + row.told, color=colour, va="center", transform=across)


def _inside(verdict: Verdict) -> str:
    """Marks of what is not proved are hollow."""
    return PAPER if verdict is Verdict.UNPROVEN else _LOOKS[verdict][0]
