"""A measure laid over a diagram as heat, from pale (none) to deep (the most), and its legend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from studio.app.amounts import amount, estimate
from studio.app.diagram import HEAT_COLOURS, Badge, Heat
from studio.model import Diagram
from studio.wording import quantity, translate

__all__ = ["HeatMap", "heat_map", "legend", "numbers", "traffic", "without_figures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """The marks by element id and the two ends of the scale, in ``unit``."""

    marks: Mapping[str, Heat]
    values: Mapping[str, str]
    """What each marked element carries, in a word."""
    low: float
    high: float
    unit: str

    def most(self, number: int) -> list[tuple[str, Heat]]:
        """The elements that carry the most, the hottest first; none that carry nothing."""
        hottest = sorted(self.marks.items(), key=lambda item: -item[1].share)
        return [(id, mark) for id, mark in hottest[:number] if mark.share > 0]


def heat_map(
    result: Mapping[str, Any], kind: str, key: str, *, teams: Mapping[str, str], language: str
) -> HeatMap:
    """One measure of a result over its diagram.

    ``kind`` and ``key`` are a choice of ``studio.app.measures.HEAT``; ``teams`` names the team of each
    step that people do: it is wanted for the measures of teams, and waits are shown for these steps
    alone, because waiting for a customer or a clock is no queue. The scale begins at 0 and ends at the
    largest value, that of a share of time at 100 %.
    """
    figures = _figures(result, kind, key, teams)
    values = {id: float(figure["value"]) for id, figure in figures.items() if figure.get("value") is not None}
    high = 1.0 if key == "utilisation" else max(values.values(), default=0.0)
    marks = {
        id: Heat(share=min(1.0, value / high) if high else 0.0, text=estimate(figures[id], language))
        for id, value in values.items()
    }
    unit = next((str(figure.get("unit", "")) for figure in figures.values()), "")
    words = {id: amount(figures[id], language) for id in values}
    return HeatMap(marks=marks, values=words, low=0.0, high=high, unit=unit)


def numbers(heat: HeatMap) -> dict[str, tuple[Badge, ...]]:
    """The value beside each element that carries any, so that nothing has to be hovered to be read."""
    return {
        id: (Badge(text=heat.values[id], tone="quiet"),) for id, mark in heat.marks.items() if mark.share > 0
    }


def traffic(result: Mapping[str, Any], language: str) -> dict[str, Heat]:
    """Grey bands along the flows, as wide as there is use of them."""
    flows = {
        id: measures["per_case"]
        for id, measures in result.get("flows", {}).items()
        if (measures.get("per_case") or {}).get("value")
    }
    most = max((figure["value"] for figure in flows.values()), default=0.0)
    told = translate("{figure} a case", language, figure="{figure}")
    return {
        id: Heat(
            share=0.0,
            muted=True,
            width=_NARROW + (_WIDE - _NARROW) * figure["value"] / most,
            text=told.replace("{figure}", estimate(figure, language)),
        )
        for id, figure in flows.items()
    }


_NARROW, _WIDE = 2.0, 16.0


def without_figures(result: Mapping[str, Any], diagram: Diagram, language: str) -> dict[str, Heat]:
    """Grey marks for what no case came to, and for what is not simulated at all: neither has a zero.

    A pool whose process no case begins in is not simulated, nor is a black box.
    """
    idle = {
        warning.get("element")
        for warning in result.get("warnings", ())
        if warning["code"] == "simulation.process-not-started"
    }
    left_out = Heat(share=0.0, text=translate("Not simulated", language), muted=True)
    unvisited = Heat(share=0.0, text=translate("No case came here", language), muted=True)
    steps = result.get("steps", {})
    marks = {pool.id: left_out for pool in diagram.pools if pool.process is None or pool.process in idle}
    for node in diagram.nodes:
        visits = (steps.get(node.id) or {}).get("visits_per_case")
        if node.process in idle or visits is None:
            marks[node.id] = left_out
        elif visits.get("value") == 0:
            marks[node.id] = unvisited
    return marks


def legend(heat: HeatMap, *, name: str, theme: str, language: str) -> str:
    """The scale as a piece of HTML: its name, its colours, and what the two ends stand for.

    It takes its text colour from the page around it, so it can be read in both themes.
    """
    low, high = (escape(quantity(value, heat.unit, language)) for value in (heat.low, heat.high))
    colours = ",".join(HEAT_COLOURS["dark" if theme == "dark" else "light"])
    told = escape(name)
    return (
        f'<div role="img" aria-label="{told}: {low} – {high}" style="font-size:0.85rem">'
        f"<div>{told}</div>"
        f'<div style="height:12px;margin:4px 0;border-radius:3px;'
        f'background:linear-gradient(to right,{colours})"></div>'
        f'<div style="display:flex;justify-content:space-between"><span>{low}</span><span>{high}</span></div>'
        "</div>"
    )


def _figures(
    result: Mapping[str, Any], kind: str, key: str, teams: Mapping[str, str]
) -> dict[str, Mapping[str, Any]]:
    if kind == "flow":
        found = {id: measures.get(key) for id, measures in result.get("flows", {}).items()}
    elif kind == "ladder":
        found = dict(_climbs(result))
    elif kind == "team":
        of_team = result.get("teams", {})
        found = {step: of_team.get(team, {}).get(key) for step, team in teams.items()}
    else:
        found = {id: measures.get(key) for id, measures in result.get("steps", {}).items()}
        if key.startswith("wait") and key != "wait.external.mean":
            found = {step: figure for step, figure in found.items() if step in teams}
    return {id: figure for id, figure in found.items() if figure}


def _climbs(result: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Climbs from each step per 100 cases, over all levels; sums of several figures have no interval."""
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for levels in (result.get("ladders") or {}).values():
        for measures in levels.values():
            for element, figure in (measures.get("steps") or {}).items():
                found[element].append(figure)
    for element, figures in found.items():
        known = [figure["value"] for figure in figures if figure.get("value") is not None]
        alone = figures[0] if len(figures) == 1 else {"value": sum(known), "unit": figures[0]["unit"]}
        yield element, alone
