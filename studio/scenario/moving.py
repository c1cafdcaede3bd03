"""A scenario that is to stand elsewhere: the files that it names go along, by another name or written in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from studio.model import Diagram
from studio.scenario import units
from studio.scenario.document import Path
from studio.scenario.elements import Elements
from studio.scenario.inheritance import chain, merged
from studio.scenario.refusal import Refused
from studio.scenario.renaming import renamed
from studio.scenario.spelling import contacts_table, duration_text, number_text
from studio.scenario.tables import column_of, contacts_of, walls_of

__all__ = ["moved_mapping"]


def moved_mapping(
    source: FilePath | str,
    diagram: Diagram,
    *,
    folder: FilePath | None = None,
    beside: FilePath | None = None,
) -> dict[str, Any]:
    """What :func:`studio.scenario.read_mapping` gives, for a file that will stand in ``beside``.

    Tables are named as they are found from there. Without ``beside`` there are no files: what stands in
    the tables is written into the scenario, and it names no diagram.
    """
    if folder is None and isinstance(source, FilePath):
        folder = source.parent
    links = chain(source, "", folder)
    documents = [
        document if where is None else replace(document, value=_Move(where, beside).whole(document.value))
        for document, where in links
    ]
    value = deepcopy(merged(renamed(documents, Elements(diagram))).value)
    for gone in ("based_on", "diagram", "diagrams"):
        value.pop(gone, None)
    return value


class _Move:
    """From one folder to another, or to none."""

    def __init__(self, folder: FilePath, beside: FilePath | None) -> None:
        self._folder = folder
        self._beside = beside

    def whole(self, value: Mapping[str, Any]) -> dict[str, Any]:
        return {key: self._moved(item, (key,)) for key, item in value.items()}

    def _moved(self, value: Any, path: Path) -> Any:  # noqa: ANN401 - whatever stands in the file
        if isinstance(value, Mapping):
            named = value.get("file") if path[-1] == "empirical" else None
            if isinstance(named, str):
                return self._table(named, path)
            return {key: self._moved(item, (*path, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [self._moved(item, (*path, index)) for index, item in enumerate(value)]
        is_of_arrivals = path[0] == "arrivals" and len(path) == 3 and path[-1] in ("per_interval", "times")
        is_table = is_of_arrivals or (path[-1] == "empirical" and len(path) > 2)
        return self._table(value, path) if is_table and isinstance(value, str) else value

    def _table(self, name: str, path: Path) -> object:
        """The table by its new name, or what stands in it; what cannot be read stays a name."""
        file = self._folder / name
        if self._beside is not None:
            return _seen_from(self._beside, file)
        try:
            return self._contents(file, path)
        except (Refused, OSError):
            return name

    @staticmethod
    def _contents(file: FilePath, path: Path) -> object:
        if path[-1] == "per_interval":
            return contacts_table(contacts_of(file))
        if path[-1] == "times":
            return [text for _, text, _ in walls_of(file)]
        of_time = path[0] != "attributes" and path[2:3] not in (("instances",), ("assigns",))
        values, weights = column_of(file, units.duration if of_time else units.amount)
        told = [duration_text(value) if of_time else number_text(value) for value in values]
        return {"values": told, "weights": list(map(number_text, weights))} if weights else told


def _seen_from(folder: FilePath, file: FilePath) -> str:
    try:
        return FilePath(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # on another drive
        return file.resolve().as_posix()
