"""A measure laid over a diagram as heat, from pale (none) to deep (the most), and its legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from studio.app.amounts import estimate
from studio.app.diagram import HEAT_COLOURS, Heat
from studio.wording import quantity

__all__ = ["HeatMap", "heat_map", "legend"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """The marks by element id and the two ends of the scale, in ``unit``."""

    marks: Mapping[str, Heat]
    low: float
    high: float
    unit: str


def heat_map(
    result: Mapping[str, Any], kind: str, key: str, *, teams: Mapping[str, str], language: str
) -> HeatMap:
    """One measure of a result over its diagram.

    ``kind`` and ``key`` are a choice of ``studio.app.measures.HEAT``; ``teams`` names the team of each
    step, for the measures of teams. The scale begins at 0 and ends at the largest value, that of a
    share of time at 100 %.
    """
    figures = _figures(result, kind, key, teams)
    values = {id: float(figure["value"]) for id, figure in figures.items() if figure.get("value") is not None}
    high = 1.0 if key == "utilisation" else max(values.values(), default=0.0)
    marks = {
        id: Heat(share=min(1.0, value / high) if high else 0.0, text=estimate(figures[id], language))
        for id, value in values.items()
    }
    unit = next((str(figure.get("unit", "")) for figure in figures.values()), "")
    return HeatMap(marks=marks, low=0.0, high=high, unit=unit)


def legend(heat: HeatMap, *, name: str, theme: str, language: str, width: int = 260) -> str:
    """The scale as a small SVG: its name, its colours, and what the two ends stand for."""
    colours = HEAT_COLOURS["dark" if theme == "dark" else "light"]
    ends = [quantity(value, heat.unit, language) for value in (heat.low, heat.high)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="44" role="img" '
        f'aria-label="{escape(f"{name}: {ends[0]} – {ends[1]}")}" font-size="12" fill="currentColor">'
        f'<text x="0" y="11">{escape(name)}</text>'
        f"{_bar(colours, width)}"
        f'<text x="0" y="42">{escape(ends[0])}</text>'
        f'<text x="{width}" y="42" text-anchor="end">{escape(ends[1])}</text></svg>'
    )


def _figures(
    result: Mapping[str, Any], kind: str, key: str, teams: Mapping[str, str]
) -> dict[str, Mapping[str, Any]]:
    if kind == "flow":
        found = {id: measures.get(key) for id, measures in result.get("flows", {}).items()}
    elif kind == "team":
        of_team = result.get("teams", {})
        found = {step: of_team.get(team, {}).get(key) for step, team in teams.items()}
    else:
        found = {id: measures.get(key) for id, measures in result.get("steps", {}).items()}
    return {id: figure for id, figure in found.items() if figure}


def _bar(colours: Sequence[str], width: int) -> str:
    step = width / len(colours)
    return "".join(
        f'<rect x="{i * step:.1f}" y="16" width="{step + 0.5:.1f}" height="12" fill="{colour}"/>'
        for i, colour in enumerate(colours)
    )
