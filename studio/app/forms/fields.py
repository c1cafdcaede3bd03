"""What can be filled in about one thing: fields with their unit, their help and where their value comes from.

A field holds what the scenario's file holds, as text, so that a wrong value stays where it was typed.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from studio.app.forms.table import Column, Values, changed, found
from studio.scenario import Distribution, ProvenanceKind, Scenario

__all__ = [
    "Field",
    "Grid",
    "Group",
    "Kind",
    "Part",
    "Sheet",
    "count",
    "field",
    "number_of",
    "percent",
    "price",
    "shown",
    "spelled",
    "unspelled",
]

Kind = Literal[
    "text", "count", "number", "percent", "price", "share", "choice", "spread", "amounts", "lines", "word"
]
"""``share`` is a share or a condition; ``price`` one an hour; ``spread`` a time that varies, ``amounts``
numbers that do; ``lines`` a list with one entry a line; ``word`` a number or a word."""

Path = tuple[str, ...]

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_WHOLE = re.compile(r"[+-]?\d+")
_PRICE = re.compile(r"[^\d\s/+.-]?\s*(\d+(?:\.\d*)?|\.\d+)\s*[^\d\s/]{0,3}")
_FAMILY = re.compile(r"\s*([a-z_]+)\s*\((.*)\)\s*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One entry of the scenario: its path, its name (English, with its unit) and what it holds.

    ``otherwise`` (English) is what counts where nothing is filled in. ``default`` is the time or number
    that counts then. ``choices`` are the values of a choice with their names; one that is None may be
    left open.
    """

    path: Path
    name: str
    kind: Kind = "text"
    help: str = ""
    otherwise: str = ""
    default: Distribution | None = None
    choices: Mapping[str, str] | None = None
    origin: ProvenanceKind | None = None
    shown: Any = None

    def write(self, values: Values, typed: str) -> Values:
        """The scenario with what was typed; nothing typed takes the entry out."""
        text = typed.strip()
        return changed(values, self.path, _VALUES.get(self.kind, str)(text) if text else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table whose rows can be added and taken away; ``write`` puts all rows into the scenario.

    ``watched`` is where they stand in it, ``path`` unless it says else. In a ``fixed`` one rows stay, and
    where it does not ``grow`` there are as many as at first.
    """

    path: Path
    name: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Any]]
    write: Callable[[Values, Sequence[Mapping[str, Any]]], Values]
    help: str = ""
    watched: Path = ()
    fixed: bool = False
    grows: bool = True
    assumed_as: Path = ()
    """The input that stands for the table as long as nobody filled it in."""

    @property
    def mark(self) -> str:
        """The path as one text."""
        return ".".join(self.path)


Part = Field | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields that belong together. One that is no ``first`` and not ``used`` is one click away."""

    name: str
    parts: Sequence[Part]
    help: str = ""
    first: bool = False
    used: bool = False
    place: str = ""
    """The path below which the mistakes belong to the group, where the fields do not tell them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything that can be filled in about one thing, which stands below ``places`` in the scenario."""

    groups: Sequence[Group]
    places: Sequence[str]

    @property
    def shown(self) -> list[Group]:
        """What is usual or used."""
        return [group for group in self.groups if group.first or group.used]

    @property
    def more(self) -> list[Group]:
        """What nobody uses yet."""
        return [group for group in self.groups if not (group.first or group.used)]


def field(
    values: Values,
    scenario: Scenario,
    path: Path,
    name: str,
    kind: Kind = "text",
    **more: Any,  # noqa: ANN401 - as a field takes them
) -> Field:
    """A field with what the scenario says at its path."""
    known = scenario.provenance.get(".".join(path))
    return Field(
        path=path,
        name=name,
        kind=kind,
        shown=found(values, *path),
        origin=None if known is None else known.kind,
        **more,
    )


def shown(value: object, kind: Kind) -> str:
    """What a field shows for what stands in the file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if kind == "lines":
        return "\n".join(map(str, value)) if isinstance(value, list) else str(value)
    if kind in ("percent", "share") and isinstance(value, int | float):
        return f"{round(100 * float(value), 6):g} %"
    if isinstance(value, Mapping | list):
        return spelled(value)
    return str(getattr(value, "text", value))


def percent(text: str) -> object:
    """A share as a person types it into a field of per cents: a bare number counts per cents."""
    digits = _narrow(text)
    if _NUMBER.fullmatch(digits):
        return f"{digits} %"
    return digits if _NUMBER.fullmatch(digits.removesuffix("%").strip()) else text.strip()


def price(text: str) -> object:
    """A price an hour as a person types it: ``80``, ``¥80`` and ``80元`` are those of an hour as well."""
    bare = _PRICE.fullmatch(_narrow(text))
    return f"{bare[1]}/h" if bare else text


def count(text: str) -> object:
    """A whole number; anything else stays as it was typed, to be refused."""
    digits = _narrow(text)
    return int(digits) if _WHOLE.fullmatch(digits) else number_of(text)


def number_of(text: str) -> object:
    """A number; anything else stays as it was typed."""
    digits = _narrow(text)
    return float(digits) if _NUMBER.fullmatch(digits) else text


def _narrow(text: str) -> str:
    """Without the wide forms of digits and signs that a Chinese keyboard types."""
    return unicodedata.normalize("NFKC", text).strip()


def spelled(value: object) -> str:
    """A time or number that varies, on one line: ``6 min``, ``lognormal(mean 6 min, cv 0.8)``."""
    if value is None:
        return ""
    if isinstance(value, Mapping) and len(value) == 1:
        (family, parameters), *_ = value.items()
        if isinstance(parameters, Mapping) and not any(
            isinstance(each, Mapping | list) for each in parameters.values()
        ):
            told = ", ".join(f"{key} {shown(each, 'text')}" for key, each in parameters.items())
            return f"{family}({told})"
        if isinstance(parameters, str | int | float):
            return f"{family}({shown(parameters, 'text')})"
    if isinstance(value, Mapping | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return shown(value, "text")


def unspelled(text: str) -> object:
    """The other way round; what is no such line stays as it was typed, to be refused."""
    text = text.replace("（", "(").replace("）", ")").replace("，", ",").strip()
    if text.startswith(("{", "[")):
        try:
            told: object = json.loads(text)
        except ValueError:
            return text
        return told
    call = _FAMILY.fullmatch(text)
    if call is None:
        return count(text) if text else None
    family, inside = call[1], call[2].strip()
    words = [part.strip().partition(" ") for part in inside.split(",")]
    if len(words) == 1 and (not words[0][0].isidentifier() or not words[0][2]):
        return {family: count(inside)}
    return {family: {name: count(rest.strip()) for name, _, rest in words}}


def _lines(text: str) -> object:
    return [line.strip() for line in text.splitlines() if line.strip()]


_VALUES: Mapping[str, Any] = {
    "count": count,
    "number": number_of,
    "percent": percent,
    "price": price,
    "share": percent,
    "spread": unspelled,
    "amounts": unspelled,
    "lines": _lines,
    "word": count,
}
