"""A scenario file with the files that it is based on, merged: only the differences stand in each."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import reduce
from pathlib import Path as FilePath
from typing import Any

from studio.model import Diagram
from studio.scenario.document import Document, Path, mistake, read_document
from studio.scenario.elements import Elements
from studio.scenario.renaming import renamed
from studio.scenario.spread import FAMILIES

__all__ = ["chain", "diagram_files", "merged", "read_mapping"]

_MOST_FILES = 20

_EXCLUSIVE: tuple[frozenset[str], ...] = (
    frozenset({"every", "per_interval", "times"}),
    frozenset({"staff", "shifts"}),
    frozenset({"calendar", "shifts"}),
    frozenset({"sd", "cv"}),
    frozenset({"length", "cases"}),
    frozenset({"diagram", "diagrams"}),
)
"""Keys of which a file that states one sets aside the others of the file that it is based on."""

_MEASURES = frozenset({"mean", "sd", "cv"})
_SHAPES = frozenset({"shape", "alpha", "beta"})
_SHAPES_AND_MEASURES = _MEASURES | _SHAPES | {"scale"}
_KINDS = FAMILIES | {"chance", "choice", "by"}
_NAMED = frozenset(
    {"calendars", "arrivals", "attributes", "teams", "steps", "routing", "events", "deflect", "ladders"}
    | {"escalations", "promises", "provenance"}
)
"""Sections whose keys are names, not words of the format."""
_NAMED_WITHIN = (("also",), ("assigns",), ("parts",))
"""The same within an entry."""


def chain(
    source: FilePath | str, name: str, folder: FilePath | None
) -> list[tuple[Document, FilePath | None]]:
    """The file, the file that it is based on, and so on, each with its folder; broken links are mistakes."""
    document = read_document(source, name)
    seen = [source.resolve()] if isinstance(source, FilePath) else []
    found = [(document, folder)]
    while (based_on := document.value.get("based_on")) is not None:
        path = None if folder is None or not isinstance(based_on, str) else folder / based_on
        code, parameters = _broken_link(path, based_on, seen)
        if code or path is None:
            file, line = document.mark(("based_on",))
            lost = mistake(code, ("based_on",), based_on, file=file, line=line, parameters=parameters)
            found.append((Document(value={}, marks={}, files=(), mistakes=(lost,)), None))
            break
        seen.append(path.resolve())
        folder, document = path.parent, read_document(path, str(path))
        found.append((document, folder))
    return found


def _broken_link(path: FilePath | None, based_on: object, seen: list[FilePath]) -> tuple[str, dict[str, str]]:
    """The code of what is wrong with a link, empty if nothing is."""
    if not isinstance(based_on, str):
        return "scenario.text", {}
    if path is None:
        return "scenario.file.no-folder", {}
    try:
        resolved, there = path.resolve(), path.is_file()
    except (OSError, ValueError):
        return "scenario.file.missing", {}
    if resolved in seen:
        names = [file.name for file in (*seen[seen.index(resolved) :], resolved)]
        return "scenario.circular", {"chain": " → ".join(names)}
    if not there:
        return "scenario.file.missing", {}
    return ("scenario.chain", {"limit": str(_MOST_FILES)}) if len(seen) >= _MOST_FILES else ("", {})


def merged(documents: list[Document]) -> Document:
    """The documents, own first, made one: mappings are merged, anything else in an own file replaces.

    Stating one of several alternatives (``every`` or ``per_interval``, one family of distributions or
    another) sets aside the others below. Null sets aside what stands below.
    """
    value = reduce(
        lambda base, own: _merged(base, own, ()), (document.value for document in reversed(documents))
    )
    marks: dict[Path, tuple[str, int, int]] = {}
    for document in reversed(documents):
        marks.update(document.marks)
    return Document(
        value=value,
        marks=marks,
        files=tuple(file for document in documents for file in document.files),
        mistakes=tuple(found for document in documents for found in document.mistakes),
    )


def _merged(base: Mapping[str, Any], own: Mapping[str, Any], path: Path) -> dict[str, Any]:
    dropped = _set_aside(base, own, path)
    value = {key: item for key, item in base.items() if key not in dropped}
    for key, item in own.items():
        below = value.get(key)
        if isinstance(below, Mapping) and isinstance(item, Mapping):
            value[key] = _merged(below, item, (*path, key))
        else:
            value[key] = item
    return value


def _set_aside(base: Mapping[str, Any], own: Mapping[str, Any], path: Path) -> set[str]:
    if path and path[0] in _NAMED and (len(path) == 1 or path[0] == "routing" or path[2:] in _NAMED_WITHIN):
        return set()
    groups = [group for group in _EXCLUSIVE if group & own.keys()]
    if len(path) > 1 and _KINDS & own.keys():
        groups.append(_KINDS)
    if _by_quantiles(own) != _by_quantiles(base):
        groups.append(frozenset(key for key in base if key in _MEASURES or _is_quantile(key)))
    is_other = bool(_SHAPES & own.keys()) != bool(_SHAPES & base.keys())
    if len(path) > 1 and is_other and _SHAPES_AND_MEASURES & own.keys():
        groups.append(_SHAPES_AND_MEASURES)
    return {key for group in groups for key in group & base.keys() if key not in own}


def _by_quantiles(value: Mapping[str, Any]) -> bool:
    return any(map(_is_quantile, value))


def _is_quantile(key: str) -> bool:
    return key[:1] == "p" and key[1:].isdecimal()


def read_mapping(
    source: FilePath | str, diagram: Diagram | None = None, *, folder: FilePath | None = None
) -> dict[str, Any]:
    """What a file says together with the files that it is based on, as plain values to edit and ``dump``.

    With ``diagram``, elements and teams that the file calls by a label stand under their id or own name.
    Raises nothing: what is wrong with it is said by :func:`studio.scenario.read_scenario`.
    """
    if folder is None and isinstance(source, FilePath):
        folder = source.parent
    documents = [document for document, _ in chain(source, "", folder)]
    if diagram is not None:
        documents = renamed(documents, Elements(diagram))
    value = deepcopy(merged(documents).value)
    value.pop("based_on", None)
    return value


def diagram_files(source: FilePath) -> tuple[FilePath, ...]:
    """The diagrams that a file, or one that it is based on, says it belongs to; they need not exist."""
    links = chain(source, str(source), source.parent)
    folders = {label: folder for document, folder in links for label in document.files}
    document = merged([document for document, _ in links])
    found = []
    for key in ("diagram", "diagrams"):
        named = document.value.get(key)
        folder = folders.get(document.mark((key,))[0])
        names = named if isinstance(named, list) else [named]
        found += [folder / name for name in names if isinstance(name, str) and folder is not None]
    return tuple(found)
