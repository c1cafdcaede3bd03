"""A comparison in words and as tables: what is proved to differ, from the JSON that the library keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from statistics import median
from typing import Any

import pandas as pd

from studio.analysis import Verdict
from studio.app.amounts import estimate
from studio.app.measures import CASE, case_name, promises
from studio.app.names import in_language, plain
from studio.app.notices import Notice, is_grave, notices, remark
from studio.model import Diagram
from studio.wording import plus_minus, translate
from studio.wording.naming import distinct

__all__ = [
    "Side",
    "alarms",
    "csv",
    "differing",
    "measures_of",
    "others",
    "pairing",
    "remarks",
    "side_of",
    "table",
    "verdict",
]

Comparison = Mapping[str, Any]

_TOLD = ("wait.mean", "cycle_time.mean", "abandoned.share", "cost_busy_per_case.mean")
"""What a sentence tells of, and the promises."""

_DIGITS = 1e-9

_COLOURS: Mapping[Verdict, str] = {Verdict.BETTER: "green", Verdict.WORSE: "red", Verdict.UNPROVEN: "gray"}
_MARKS: Mapping[Verdict, str] = {Verdict.BETTER: "✓", Verdict.WORSE: "✗", Verdict.UNPROVEN: "="}
_TEXT_COLOURS: Mapping[str, Mapping[Verdict, str]] = {
    "light": {Verdict.BETTER: "#1d7a4d", Verdict.WORSE: "#c62828", Verdict.UNPROVEN: "inherit"},
    "dark": {Verdict.BETTER: "#6fd3a0", Verdict.WORSE: "#ff7b72", Verdict.UNPROVEN: "inherit"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One scenario of a comparison: its key in the JSON, its name on the page, its result."""

    key: str
    name: str
    result: Mapping[str, Any]
    differences: Mapping[str, Mapping[str, Any]]


def side_of(comparison: Comparison, language: str) -> tuple[Side, ...]:
    """The scenarios, the baseline first, each by a name of its own."""
    results = comparison["scenarios"]
    names = distinct({key: in_language(key, language) for key in results})
    first = comparison["baseline"]
    return tuple(
        Side(
            key=key,
            name=names[key],
            result=results[key],
            differences=comparison["differences"].get(key, {}),
        )
        for key in (first, *(key for key in comparison["differences"] if key != first))
    )


def others(sides: Sequence[Side]) -> Sequence[Side]:
    """The sides that are compared with the baseline."""
    return sides[1:]


def measures_of(sides: Sequence[Side]) -> list[str]:
    """The measures that there is anything to say about, the promises first after the times."""
    told = [f"promise.{name}.share" for name, _ in promises(sides[0].result)]
    keys = [*CASE]
    keys[5:5] = told
    return [
        key for key in keys if any((side.result["measures"].get(key) or {}).get("value") for side in sides)
    ]


def differing(key: str, sides: Sequence[Side]) -> list[tuple[Side, Mapping[str, Any]]]:
    """The difference of each side in a measure."""
    return [(side, side.differences[key]) for side in others(sides) if key in side.differences]


def verdict(side: Side, sides: Sequence[Side], language: str) -> str:
    """What changes under a scenario, in one sentence of Markdown: what is proved before what is not."""
    there = measures_of(sides)
    first = [f"promise.{name}.share" for name, _ in promises(sides[0].result)][:1]
    told, unproven, same = [], [], []
    for key in (*_TOLD[:2], *first, *_TOLD[2:]):
        difference = side.differences.get(key)
        if key not in there or difference is None or difference.get("value") is None:
            continue
        name = plain(_in_a_sentence(case_name(key, sides[0].result, language)))
        if _is_none(difference, sides[0].result["measures"].get(key)):
            same.append(name)
        elif difference["verdict"] != Verdict.UNPROVEN:
            told.append(_proved(name, difference, language))
        else:
            unproven.append(name)
    listed = translate(", ", language)
    if unproven:
        names = listed.join(unproven)
        told.append(translate("no proven difference in {names}", language, names=names))
    if same:
        told.append(translate("the same {names}", language, names=listed.join(same)))
    return translate("; ", language).join(told)


def _is_none(difference: Mapping[str, Any], before: Mapping[str, Any] | None) -> bool:
    """Nothing but what adding up in another order does to the last digits."""
    return abs(float(difference["value"])) <= _DIGITS * abs(float((before or {}).get("value") or 0.0))


def _in_a_sentence(name: str) -> str:
    """A measure's name inside of an English sentence: small, unless it is an abbreviation."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _proved(name: str, difference: Mapping[str, Any], language: str) -> str:
    value, low, high = (difference[part] for part in ("value", "low", "high"))
    rises = value > 0
    if not rises:
        value, low, high = -value, -high, -low
    size = plus_minus(value, low, high, str(difference["unit"]), language, signed=True).lstrip("+")
    judged = Verdict(difference["verdict"])
    said = "{name} rises by {size} ({verdict})" if rises else "{name} falls by {size} ({verdict})"
    told = translate(
        said, language, name=name, size=f"**{plain(size)}**", verdict=translate(judged.value, language)
    )
    return f":{_COLOURS[judged]}[{told}]"


def alarms(sides: Sequence[Side], diagram: Diagram, language: str) -> list[tuple[Side, Notice]]:
    """What must be known of a scenario's simulation before its figures."""
    return [
        (side, notice)
        for side in sides
        for notice in notices(side.result.get("warnings") or (), diagram, language)
    ]


def remarks(sides: Sequence[Side], diagram: Diagram, language: str) -> list[tuple[str, list[str]]]:
    """All other remarks, each with the names of the scenarios that it is about."""
    found: dict[str, list[str]] = {}
    for side in sides:
        for warning in side.result.get("warnings") or ():
            told = " – ".join(filter(None, remark(warning, diagram, language)))
            if not is_grave(warning["code"]) and side.name not in found.setdefault(told, []):
                found[told].append(side.name)
    return list(found.items())


def pairing(sides: Sequence[Side]) -> float | None:
    """How many times as many replications unpaired customers would need; the middle of all differences."""
    factors = [
        float(difference["pairing"])
        for side in others(sides)
        for difference in side.differences.values()
        if difference.get("pairing")
    ]
    return median(factors) if factors else None


def table(sides: Sequence[Side], *, theme: str, language: str) -> str:
    """Measure by scenario as a piece of HTML: the figure, and below it its difference with a verdict.

    It takes its text colour from the page around it.
    """
    colours = _TEXT_COLOURS["dark" if theme == "dark" else "light"]
    line = "border-bottom:1px solid color-mix(in srgb, currentColor 18%, transparent);"
    cell = f"{line}padding:6px 12px;vertical-align:top;text-align:right;white-space:nowrap"
    left = f"{line}padding:6px 12px;vertical-align:top;text-align:left;font-weight:400"
    head = "".join(
        f'<th scope="col" style="{cell};white-space:normal">{escape(side.name)}</th>' for side in sides
    )
    rows = []
    for key in measures_of(sides):
        row = f'<th scope="row" style="{left}">{escape(case_name(key, sides[0].result, language))}</th>'
        for side in sides:
            figure = escape(estimate(side.result["measures"].get(key), language))
            before = sides[0].result["measures"].get(key)
            below = _below(side.differences.get(key), before, colours, language)
            row += f'<td style="{cell}">{figure}{below}</td>'
        rows.append(f"<tr>{row}</tr>")
    measure = escape(translate("Measure", language))
    return (
        '<div style="overflow-x:auto"><table style="border-collapse:collapse;width:100%;font-size:0.9rem">'
        f'<thead><tr><th scope="col" style="{left};font-weight:600">{measure}</th>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _below(
    difference: Mapping[str, Any] | None,
    before: Mapping[str, Any] | None,
    colours: Mapping[Verdict, str],
    language: str,
) -> str:
    if difference is None or difference.get("value") is None:
        return ""
    judged = Verdict(difference["verdict"])
    if _is_none(difference, before):
        judged, told = Verdict.UNPROVEN, translate("the same", language)
    else:
        value, low, high = (difference.get(part) for part in ("value", "low", "high"))
        change = plus_minus(value, low, high, str(difference["unit"]), language, signed=True)
        told = f"Δ {change} {_MARKS[judged]} {translate(judged.value, language)}"
    weight = "400;opacity:0.7" if judged is Verdict.UNPROVEN else "600"
    style = f"color:{colours[judged]};font-weight:{weight};font-size:0.85em"
    return f'<br><span style="{style}">{escape(told)}</span>'


def csv(sides: Sequence[Side]) -> str:
    """A row a scenario and measure, keys as in the JSON result, seconds and shares unrounded."""
    rows = []
    for side in sides:
        for key, figure in side.result["measures"].items():
            difference = side.differences.get(key) or {}
            rows.append(
                {"scenario": side.key, "measure": key}
                | {part: figure.get(part) for part in ("value", "low", "high", "unit")}
                | {
                    f"difference.{part}": difference.get(part)
                    for part in ("value", "low", "high", "verdict", "pairing")
                }
            )
    return pd.DataFrame(rows).to_csv(index=False)
