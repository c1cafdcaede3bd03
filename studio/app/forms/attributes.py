"""What is known of a case: its attributes and its priority."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from studio.app.forms.fields import Grid, Group, Sheet, count, field, percent, shown, spelled, unspelled
from studio.app.forms.origins import origins_grid
from studio.app.forms.table import Column, Values, changed, found
from studio.model import Diagram
from studio.scenario import Scenario

__all__ = ["attributes_grid", "case_sheet"]

_ATTRIBUTE_NAMES = {"number": "a number", "chance": "yes or no", "choice": "one of several"}

_COLUMNS = (
    Column(key="name", name="Attribute", editable=True, help="As conditions call it: amount, vip, channel."),
    Column(key="sort", name="What it is", kind="choice", editable=True, choices=_ATTRIBUTE_NAMES),
    Column(
        key="value",
        name="How it is drawn",
        editable=True,
        help="A number: 180, or lognormal(mean 180, cv 1.2). Yes or no: the chance of a yes, 5 %. "
        "One of several: voice 70 %, chat 30 %.",
    ),
)


def case_sheet(values: Values, scenario: Scenario, diagram: Diagram, language: str) -> Sheet:
    """The attributes that are drawn once for each case, and which cases go first."""
    places = ("attributes", "priority")
    groups = (
        Group(
            name="Attributes of a case",
            first=True,
            help="Drawn once for each case; conditions ask for them.",
            parts=(attributes_grid(values, ("attributes",)),),
        ),
        Group(
            name="Priority",
            first=True,
            parts=(
                field(
                    values,
                    scenario,
                    ("priority",),
                    "Who goes first",
                    "lines",
                    otherwise="nobody: first come, first served",
                    help="One condition a line, such as vip or amount > 5000. The first that holds counts; "
                    "the rest of the cases come after.",
                ),
            ),
        ),
    )
    return Sheet(
        groups=(*groups, *origins_grid(values, scenario, diagram, ("attributes",), language)), places=places
    )


def attributes_grid(values: Values, path: tuple[str, ...]) -> Grid:
    """A row for each attribute below a path."""
    stated = found(values, *path)
    entries = stated.items() if isinstance(stated, Mapping) else ()
    rows = [{"name": str(name), **_cells(entry)} for name, entry in entries]

    def write(values: Values, rows: Sequence[Mapping[str, Any]]) -> Values:
        told: dict[str, Any] = {}
        for row in rows:
            if any(row.get(key) not in (None, "") for key in ("name", "value")):
                told[free(str(row.get("name") or "").strip() or "attribute", told)] = _entry(row)
        return changed(values, path, told or None)

    return Grid(path=path, name="Attributes", columns=_COLUMNS, rows=rows, write=write)


def free(name: str, taken: Mapping[str, object]) -> str:
    """The name, or that and a number where it is taken."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}_{number}", number + 1
    return found


def _cells(entry: object) -> dict[str, str]:
    if isinstance(entry, Mapping) and set(entry) == {"chance"}:
        return {"sort": "chance", "value": shown(entry["chance"], "percent")}
    if isinstance(entry, Mapping) and set(entry) == {"choice"} and isinstance(entry["choice"], Mapping):
        told = ", ".join(f"{name} {shown(share, 'percent')}" for name, share in entry["choice"].items())
        return {"sort": "choice", "value": told}
    number = entry["number"] if isinstance(entry, Mapping) and set(entry) == {"number"} else entry
    return {"sort": "number", "value": spelled(number)}


def _entry(row: Mapping[str, Any]) -> object:
    text = str(row.get("value") or "").strip()
    match row.get("sort") or _guessed(text):
        case "chance":
            return {"chance": percent(text)}
        case "choice":
            return {"choice": _choice(text)}
    told = unspelled(text)
    return 0 if told is None else told


def _guessed(text: str) -> str:
    """What somebody probably means who left open what it is."""
    if "(" in text or not text.rstrip(" %％") or "%" not in text.replace("％", "%"):
        return "number"
    return "chance" if isinstance(count(text.rstrip(" %％")), int | float) else "choice"


def _choice(text: str) -> object:
    told: dict[str, Any] = {}
    for part in text.replace("，", ",").replace("；", ",").replace(";", ",").split(","):
        name, _, share = part.strip().replace("％", "%").removesuffix("%").rstrip().rpartition(" ")
        if part.strip():
            told[name.strip(" :：") or share] = percent(share)
    return told
