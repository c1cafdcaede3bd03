"""A table that a person fills in: its columns, its rows, and what an edit of a cell does to the scenario.

The scenario is the mapping that its file holds; an edit gives a new mapping and never changes the old.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import pandas as pd
import pyarrow as pa

from studio.model import Diagram
from studio.scenario import ProvenanceKind, Scenario, names_of_teams

__all__ = [
    "Change",
    "Column",
    "Form",
    "Values",
    "as_drawn",
    "by_lanes",
    "changed",
    "form",
    "found",
    "origin_columns",
    "origin_of",
    "typed",
    "whole",
]

Entry = TypeVar("Entry")
Kind = Literal["text", "choice", "number", "percent", "origin"]
Values = dict[str, Any]
Change = Callable[[Values], Values]
"""What a person did to a scenario: from the one before to the one after."""

Edit = Callable[[Values, str, Mapping[str, Any]], Values]
"""(scenario, row, all cells of that row after the edit) → the scenario after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its key, its heading (English), and how it is filled in.

    ``choices`` are the values of a choice with their names (English, or a name of the diagram's own).
    """

    key: str
    name: str
    kind: Kind = "text"
    editable: bool = False
    choices: Mapping[str, str] | None = None
    help: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One table of a level: ``frame`` has a column for each of ``columns`` and the rows' keys as index."""

    key: str
    columns: Sequence[Column]
    frame: pd.DataFrame
    edit: Edit

    def with_edits(self, values: Values, edits: Mapping[int, Mapping[str, Any]]) -> Values:
        """The scenario after the edits of an editor: by row number, the cells that were changed."""
        allowed = {column.key for column in self.columns if column.editable}
        for number, cells in edits.items():
            if not 0 <= int(number) < len(self.frame):
                continue
            row = {str(key): _plain(value) for key, value in self.frame.iloc[int(number)].items()}
            row |= {key: value for key, value in cells.items() if key in allowed}
            values = self.edit(values, str(self.frame.index[int(number)]), row)
        return values


def form(key: str, columns: Sequence[Column], rows: Mapping[str, Mapping[str, Any]], edit: Edit) -> Form:
    """A form from its rows by key."""
    data = {column.key: [row.get(column.key) for row in rows.values()] for column in columns}
    frame = pd.DataFrame(
        {column.key: pd.Series(data[column.key], dtype=_TYPES[column.kind]) for column in columns}
    )
    frame.index = pd.Index(list(rows), dtype="object")
    return Form(key=key, columns=tuple(columns), frame=frame, edit=edit)


# Each has its type even where nothing is in it: an editor begins anew when one changes.
_TYPES: dict[Kind, Any] = {
    "text": "str",
    "choice": "str",
    "number": "float64",
    "percent": "float64",
    "origin": pd.ArrowDtype(pa.list_(pa.string())),
}


def as_drawn(diagram: Diagram, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries of elements in the order of the diagram, which an edit does not change.

    In the scenario's own those come first which somebody stated: rows would change places as they are
    filled in.
    """
    return _in_order(entries, [node.id for node in diagram.nodes])


def by_lanes(diagram: Diagram, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries of teams in the order of their lanes, for the same reason; then those without one."""
    return _in_order(entries, list(names_of_teams(diagram).values()))


def _in_order(entries: Mapping[str, Entry], order: Sequence[str]) -> dict[str, Entry]:
    place = {key: number for number, key in reversed(list(enumerate(order)))}
    return dict(sorted(entries.items(), key=lambda entry: place.get(entry[0], len(place))))


def found(values: Mapping[str, Any], *path: str) -> Any:  # noqa: ANN401 - whatever stands in the file
    """What stands at a path; None where nothing does."""
    here: Any = values
    for part in path:
        if not isinstance(here, Mapping) or part not in here:
            return None
        here = here[part]
    return here


def changed(values: Values, path: Sequence[str], value: object) -> Values:
    """The scenario with ``value`` at the path, or without the entry where the value is None.

    What is on the way and is no mapping gives way to one; a mapping that gets empty is dropped.
    """
    result = copy.deepcopy(values)
    trail: list[tuple[Values, str]] = []
    here: Values = result
    for part in path[:-1]:
        if not isinstance(here.get(part), dict):
            here[part] = {}
        trail.append((here, part))
        here = here[part]
    if value is None:
        here.pop(path[-1], None)
        for parent, part in reversed(trail):
            if not parent[part]:
                del parent[part]
    else:
        here[path[-1]] = value
    return result


def whole(number: float) -> int | float:
    """A number from a cell as the file should say it; one that is not whole stays so, to be refused there."""
    return int(number) if float(number).is_integer() else number


def typed(stated: object, otherwise: float) -> float:
    """The number that the file states, right or wrong, so that a wrong one is seen where it was typed."""
    if isinstance(stated, int | float) and not isinstance(stated, bool):
        return float(stated)
    return otherwise


def origin_columns() -> tuple[Column, Column]:
    """Whether somebody stated what a row holds, and in whose words."""
    return (
        Column(key="origin", name="Input", kind="origin", help="Assumed: nobody stated it yet."),
        Column(key="source", name="Source"),
    )


def origin_of(scenario: Scenario, *paths: str) -> dict[str, Any]:
    """The cells of :func:`origin_columns` for a row that rests on these inputs: the weakest decides."""
    known = [scenario.provenance[path] for path in paths if path in scenario.provenance]
    rank = list(ProvenanceKind)
    weakest = min(known, key=lambda origin: rank.index(origin.kind), default=None)
    if weakest is None:
        return {"origin": [], "source": ""}
    return {"origin": [str(weakest.kind)], "source": weakest.source}


def _plain(value: object) -> Any:  # noqa: ANN401 - a cell
    return None if isinstance(value, float) and math.isnan(value) else value
