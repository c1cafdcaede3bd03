"""Why visits wait: the mean wait at each step, divided by what it was for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from studio.app.amounts import duration_unit
from studio.app.figures.charts import Chart
from studio.app.figures.stacked import stacked_times
from studio.app.names import step_name
from studio.model import Diagram
from studio.wording import translate

__all__ = ["CAUSE_COLOURS", "cause_name", "causes_frame", "causes_of_waiting"]

CAUSE_COLOURS: Mapping[str, str] = {
    "contention": "#e8833a",
    "off_shift": "#6d5aa8",
    "batching": "#0f8a6c",
    "priority": "#c0487f",
    "external": "#9aa4b2",
}
"""Of the causes of waiting, in the order in which they are stacked."""

_NAMES = {
    "contention": "others first",
    "off_shift": "nobody on shift",
    "batching": "for company",
    "priority": "urgent work first",
    "external": "others outside",
}


def cause_name(cause: str, language: str) -> str:
    """What a visit waited for, in two or three words."""
    return translate(_NAMES[cause], language)


def causes_of_waiting(
    result: Mapping[str, Any],
    diagram: Diagram,
    language: str,
    *,
    steps: Collection[str],
    at_most: int = 12,
) -> Chart | None:
    """Stacked bars for those of ``steps`` at which cases wait longest; None where nobody waits."""
    unit, rows = _rows(result, diagram, language, steps, at_most)
    if not rows:
        return None
    seen = {row["key"] for row in rows}
    colours = {cause_name(cause, language): CAUSE_COLOURS[cause] for cause in CAUSE_COLOURS if cause in seen}
    return stacked_times(
        rows, colours, title="Wait per visit", kind="Waited for", unit=unit, language=language
    )


def causes_frame(result: Mapping[str, Any], diagram: Diagram, language: str) -> pd.DataFrame:
    """A row a step and cause, in one unit of time."""
    unit, rows = _rows(result, diagram, language, result.get("steps", {}), None)
    names = {
        "step": translate("Step", language),
        "what": translate("Waited for", language),
        "time": f"{translate('Wait per visit', language)} ({translate(unit, language)})",
    }
    frame = pd.DataFrame(rows, columns=["step", "what", "time", "key", "order"])
    return frame[list(names)].rename(columns=names)


def _rows(
    result: Mapping[str, Any], diagram: Diagram, language: str, steps: Collection[str], at_most: int | None
) -> tuple[str, list[dict[str, Any]]]:
    waits = {
        id: {cause: _seconds(measures, cause) for cause in CAUSE_COLOURS}
        for id, measures in result.get("steps", {}).items()
        if id in steps
    }
    longest = sorted(
        (id for id in waits if sum(waits[id].values()) > 0), key=lambda step: -sum(waits[step].values())
    )
    unit, length = duration_unit(sum(waits[longest[0]].values()) if longest else 0.0)
    taken: dict[str, str] = {}
    for id in longest[:at_most]:
        name = step_name(diagram, id, language)
        taken[id] = name if name not in taken.values() else f"{name} · {id}"
    return unit, [
        {
            "step": name,
            "what": cause_name(cause, language),
            "time": waits[id][cause] / length,
            "key": cause,
            "order": order,
        }
        for id, name in taken.items()
        for order, cause in enumerate(CAUSE_COLOURS)
        if waits[id][cause] > 0
    ]


def _seconds(measures: Mapping[str, Any], cause: str) -> float:
    return float((measures.get(f"wait.{cause}.mean") or {}).get("value") or 0.0)
