"""What can be filled in about the promises to customers and the parts of which each is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from studio.app.forms.attributes import free
from studio.app.forms.event_sheet import clocks
from studio.app.forms.fields import Grid, Group, Sheet, percent, shown
from studio.app.forms.table import Column, Values, changed, found
from studio.app.names import step_name
from studio.model import Diagram
from studio.scenario import Scenario

__all__ = ["promise_sheet"]

_FROM, _TO = "Empty: the arrival.", "Empty: the end of the case."
_KEYS = ("label", "within", "share", "from", "to", "clock", "owner")


def promise_sheet(values: Values, scenario: Scenario, diagram: Diagram, language: str) -> Sheet:
    """A row for each promise, parts below what they are part of."""
    stated = found(values, "promises")
    rows = list(_rows(stated, "", 0)) if isinstance(stated, Mapping) else []
    nodes = {
        node.id: step_name(diagram, node.id, language)
        for node in diagram.nodes
        if node.kind.is_activity or node.kind.is_event
    }
    known = dict.fromkeys(str(row[key]) for row in rows for key in ("from", "to") if row[key])
    points = nodes | {word: word for word in known if word not in nodes}
    columns = (
        Column(key="name", name="Promise", editable=True, help="A short name of its own: resolved."),
        # No choice: with each name that is typed there would be another one, and the editor would begin anew.
        Column(key="part_of", name="Part of", editable=True, help="The name of the promise it is a part of."),
        Column(key="within", name="Within", editable=True, help="With its unit: 48 h, 2 d."),
        Column(key="share", name="In so many cases", editable=True, help="For example 95 %."),
        Column(key="from", name="From", kind="choice", editable=True, choices=points, help=_FROM),
        Column(key="to", name="To", kind="choice", editable=True, choices=points, help=_TO),
        Column(key="clock", name="Counted by", kind="choice", editable=True, choices=clocks(scenario)),
        Column(key="owner", name="Owner", editable=True, help="Who answers for it."),
        Column(key="label", name="As customers hear it", editable=True),
    )

    def write(values: Values, rows: Sequence[Mapping[str, Any]]) -> Values:
        return changed(values, ("promises",), _tree(rows) or None)

    grid = Grid(path=("promises",), name="Promises", columns=columns, rows=rows, write=write)
    return Sheet(
        groups=(
            Group(
                name="Promises",
                first=True,
                help="A promised time, and the times of its parts: who has to be done by when.",
                parts=(grid,),
                place="promises",
            ),
        ),
        places=("promises",),
    )


def _rows(promises: Mapping[str, Any], part_of: str, depth: int) -> Iterator[dict[str, Any]]:
    for name, entry in promises.items():
        told = entry if isinstance(entry, Mapping) else {}
        yield {
            "name": str(name),
            "part_of": part_of or None,
            **{key: shown(told.get(key), "percent" if key == "share" else "text") or None for key in _KEYS},
        }
        if isinstance(told.get("parts"), Mapping):
            yield from _rows(told["parts"], str(name), depth + 1)


def _tree(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The rows as promises with their parts; one that is said to be part of itself stands alone.

    A promise that has parts and no row of its own is there all the same: what it lacks is a mistake, by
    which a name that was misspelt is seen.
    """
    entries: dict[str, dict[str, Any]] = {}
    above: dict[str, str] = {}
    for row in rows:
        told = {key: _told(key, row[key]) for key in _KEYS if str(row.get(key) or "").strip()}
        if not told and not str(row.get("name") or "").strip():
            continue
        name = free(str(row.get("name") or "").strip() or "promise", entries)
        entries[name] = told
        above[name] = str(row.get("part_of") or "").strip()
    for parent in filter(None, tuple(above.values())):
        entries.setdefault(parent, {})
    top: dict[str, Any] = {}
    for name, told in entries.items():
        parent = above.get(name, "")
        if parent and not _is_within(parent, name, above):
            entries[parent].setdefault("parts", {})[name] = told
        else:
            top[name] = told
    return top


def _is_within(name: str, other: str, above: Mapping[str, str]) -> bool:
    """Whether a promise is the other one, or a part of it."""
    seen: set[str] = set()
    while name and name not in seen:
        if name == other:
            return True
        seen.add(name)
        name = above.get(name, "")
    return False


def _told(key: str, value: object) -> object:
    text = str(value).strip()
    return percent(text) if key == "share" else text
