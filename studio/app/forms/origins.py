"""Where the figures come from that somebody filled in: said or measured, when, and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from studio.app.forms.fields import Grid, Group
from studio.app.forms.table import Column, Values, changed
from studio.app.names import input_name
from studio.model import Diagram
from studio.scenario import ProvenanceKind, Scenario

__all__ = [
    "AS_OF_HELP",
    "KIND_HELP",
    "ORIGIN_NAMES",
    "SOURCE_HELP",
    "can_be_told",
    "origins_grid",
    "with_origin",
]

ORIGIN_NAMES = {"assumed": "assumed", "stated": "stated", "measured": "measured"}
"""How an input that somebody filled in may be known."""

KIND_HELP = "Assumed: a guess. Stated: somebody who knows says so. Measured: counted or timed."
AS_OF_HELP = "The day, such as 2026-02-20."
SOURCE_HELP = "For example: ACD report, February."
_TOLD = ("kind", "as_of", "source")

_COLUMNS = (
    Column(key="what", name="Input"),
    Column(
        key="kind",
        name="How it is known",
        kind="choice",
        editable=True,
        choices=ORIGIN_NAMES,
        help=KIND_HELP,
    ),
    Column(key="as_of", name="As of", editable=True, help=AS_OF_HELP),
    Column(key="source", name="Source", editable=True, help=SOURCE_HELP),
)


def origins_grid(
    values: Values, scenario: Scenario, diagram: Diagram, places: Sequence[str], language: str
) -> tuple[Group, ...]:
    """A row for each stated input below the places; no group where there is none."""
    told = {
        path: origin
        for path, origin in scenario.provenance.items()
        if any(path == place or path.startswith(f"{place}.") for place in places)
        and can_be_told(values, scenario, path)
    }
    if not told:
        return ()
    rows = [
        {
            "path": path,
            "what": input_name(path, diagram, language),
            "kind": str(origin.kind),
            "as_of": "" if origin.as_of is None else origin.as_of.isoformat(),
            "source": origin.source,
        }
        for path, origin in told.items()
    ]
    before = {row["path"]: row for row in rows}

    def write(values: Values, rows: Sequence[Mapping[str, Any]]) -> Values:
        for row in rows:
            path = row.get("path")
            if path is None or row == before.get(path):
                continue
            values = with_origin(values, path, row)
        return values

    grid = Grid(
        path=("provenance", *places),
        name="Where the figures come from",
        columns=_COLUMNS,
        rows=rows,
        write=write,
        fixed=True,
    )
    return (Group(name="Where the figures come from", parts=(grid,), place="provenance"),)


def can_be_told(values: Values, scenario: Scenario, path: str) -> bool:
    """Whether somebody filled the input in, so that there is something to say of where it comes from."""
    origin = scenario.provenance.get(path)
    if origin is None or path in scenario.left_open or origin.kind is ProvenanceKind.DIAGRAM:
        return False
    return origin.kind is not ProvenanceKind.ASSUMED or path in _written(values)


def with_origin(values: Values, path: str, told: Mapping[str, Any]) -> Values:
    """The scenario that tells how an input is known: ``kind``, ``as_of``, ``source``; empty ones left out."""
    entry = {key: text for key in _TOLD if (text := str(told.get(key) or "").strip())}
    # At the end, where it counts over what an older entry says of more inputs at once.
    return changed(changed(values, ("provenance", path), None), ("provenance", path), entry)


def _written(values: Values) -> Mapping[str, object]:
    told = values.get("provenance")
    return told if isinstance(told, Mapping) else {}
