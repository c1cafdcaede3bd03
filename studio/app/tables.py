"""The figures of a result as tables: for the screen in units of a sensible size, for a file in seconds."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median
from typing import Any

import pandas as pd

from studio.app.amounts import cells, duration_unit, ends
from studio.app.measures import CASE, STEP, TEAM, Measure, case_name, promises
from studio.app.names import step_name, team_name
from studio.model import Diagram
from studio.wording import supported_decimals, translate

__all__ = ["cases_table", "csv", "paths_table", "steps_table", "teams_table"]

_ONLY_IF_ANY = frozenset({"abandoned.share", "given_up.share"})
"""Measures that get no column where all their figures are 0."""

_Figures = Mapping[str, Mapping[str, Any]]


def steps_table(result: Mapping[str, Any], diagram: Diagram, language: str) -> pd.DataFrame:
    """A row for each step at which cases wait or are worked on.

    Each measure is in one unit, told in its heading, with its interval in the column after it.
    """
    figures = {id: measures for id, measures in result.get("steps", {}).items() if "wait.mean" in measures}
    named = {
        id: {translate("Step", language): step_name(diagram, id, language), **_lane(diagram, id, language)}
        for id in figures
    }
    return _table(named, figures, STEP, language)


def teams_table(result: Mapping[str, Any], diagram: Diagram, language: str) -> pd.DataFrame:
    named = {
        team: {translate("Team", language): team_name(diagram, team, language)}
        for team in result.get("teams", {})
    }
    return _table(named, result.get("teams", {}), TEAM, language)


def paths_table(result: Mapping[str, Any], diagram: Diagram, language: str) -> pd.DataFrame:
    """A row an end event: the share of the cases that end there."""
    shares = {"share": Measure(key="share", name="Share of cases", meaning="")}
    named = {
        id: {translate("End", language): step_name(diagram, id, language)} for id in result.get("paths", {})
    }
    return _table(named, result.get("paths", {}), shares, language)


def cases_table(result: Mapping[str, Any], language: str) -> pd.DataFrame:
    """A row a measure of the cases, as text, since their units differ."""
    from_ = translate("95 % interval from", language)
    rows = []
    for key in (*CASE, *(f"promise.{name}.share" for name, _ in promises(result))):
        figure = result.get("measures", {}).get(key)
        if not figure or figure.get("value") is None:
            continue
        scale, unit = _scale([figure], language)
        low, high = _ends(figure, scale)
        rows.append(
            {
                translate("Measure", language): case_name(key, result, language),
                translate("Value", language): cells(figure, scale, language)[0],
                from_: low,
                translate("to", language): high,
                translate("Unit", language): unit,
            }
        )
    return pd.DataFrame(rows)


def csv(figures: Mapping[str, _Figures], names: Mapping[str, str]) -> str:
    """Figures by element as CSV: ids, keys and units as in the JSON result, seconds and shares unrounded."""
    keys = list(dict.fromkeys(key for measures in figures.values() for key in measures))
    rows = []
    for id, measures in figures.items():
        row: dict[str, object] = {"id": id, "name": names.get(id, id)}
        for key in keys:
            figure = measures.get(key) or {}
            row |= {
                key: figure.get("value"),
                f"{key}.low": figure.get("low"),
                f"{key}.high": figure.get("high"),
                f"{key}.unit": figure.get("unit"),
            }
        rows.append(row)
    return pd.DataFrame(rows).to_csv(index=False)


def _table(
    named: Mapping[str, Mapping[str, str]],
    figures: Mapping[str, _Figures],
    measures: Mapping[str, Measure],
    language: str,
) -> pd.DataFrame:
    columns: dict[str, list[Any]] = {}
    for heading in next(iter(named.values()), {}):
        columns[heading] = [row[heading] for row in named.values()]
    for key, measure in measures.items():
        found = [figures[id].get(key) or {} for id in named]
        there = [figure["value"] for figure in found if figure.get("value") is not None]
        if not there or (key in _ONLY_IF_ANY and not any(there)):
            continue
        scale, unit = _scale(found, language)
        heading = translate(measure.name, language) + (f" ({unit})" if unit else "")
        shown = [cells(figure, scale, language) for figure in found]
        columns[heading] = [value for value, _ in shown]
        columns[f"± {heading}"] = [interval for _, interval in shown]
    return pd.DataFrame(columns)


def _lane(diagram: Diagram, id: str, language: str) -> dict[str, str]:
    node = diagram.element(id)
    lane = getattr(node, "lane", None) or getattr(node, "pool", None) or ""
    return {translate("Lane", language): step_name(diagram, lane, language) if lane else ""}


def _scale(figures: list[Mapping[str, Any]], language: str) -> tuple[float, str]:
    """What to divide a column by, and the unit that its heading then names."""
    unit = next((str(figure["unit"]) for figure in figures if figure.get("unit")), "")
    if unit == "s":
        known = [abs(figure["value"]) for figure in figures if figure.get("value")]
        name, length = duration_unit(median(known) if known else 0.0)
        return length, translate(name, language)
    if unit == "share":
        return 0.01, "%"
    return 1.0, "" if unit == "1" else translate(unit, language)


def _ends(figure: Mapping[str, Any], scale: float) -> tuple[float | None, float | None]:
    """The ends of an interval with as many digits as its width supports."""
    there = ends(figure)
    if there is None:
        return None, None
    low, high = (end / scale for end in there)
    digits = supported_decimals((high - low) / 2) if high > low else 3
    return round(low, digits), round(high, digits)
