"""Keys that name elements by their labels, replaced by the elements' ids before files are merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from studio.errors import Mistake
from studio.model import Diagram
from studio.scenario.document import Document, Path, mistake
from studio.scenario.elements import Elements, folded, labels_of, team_names
from studio.scenario.refusal import Refused

__all__ = ["SECTIONS", "TeamNames", "renamed"]

SECTIONS: Mapping[str, str] = {
    "arrivals": "arrivals",
    "deflect": "arrivals",
    "steps": "steps",
    "escalations": "steps",
    "routing": "routing",
    "events": "events",
}
"""Sections whose keys are elements, and what kind of element is named in each."""


class TeamNames:
    """What a team is called: as the file calls it, else after its lane or pool.

    Ids and labels of a lane, pool or process stand for the people in it; lanes of one name are one team.
    """

    def __init__(self, diagram: Diagram, stated: Iterable[str]) -> None:
        units = team_names(diagram)
        aliases: dict[str, dict[str, None]] = {}
        for group in (diagram.lanes, diagram.pools, diagram.processes):
            for unit in group:
                if unit.id not in units:
                    continue
                for alias in (unit.id, units[unit.id], *labels_of(unit)):
                    aliases.setdefault(folded(alias), {}).setdefault(units[unit.id])
        self._aliases = {alias: next(iter(names)) for alias, names in aliases.items() if alias}
        self._stated: dict[str, str] = {}
        for name in stated:
            self._stated.setdefault(self._key(name), name)

    def _key(self, name: str) -> str:
        return self._aliases.get(folded(name), name)

    def __call__(self, name: str) -> str | None:
        """The team's own name for any of its names, None if there is no such team."""
        key = self._key(name)
        return self._stated.get(key) or (key if folded(name) in self._aliases else None)

    @property
    def known(self) -> list[str]:
        """The names of all teams."""
        return list(dict.fromkeys([*self._stated.values(), *self._aliases.values()]))


def renamed(documents: list[Document], elements: Elements) -> list[Document]:
    """The documents of one chain, own first, with element ids and one name a team as keys.

    A word that names nothing stays as it is, to be noted when the whole is looked through.
    """
    found = []
    stated: list[str] = []
    for document in reversed(documents):
        current = document
        for section, kind in SECTIONS.items():
            current = _with_ids(current, section, kind, elements)
        teams = _keys(current, ("teams",))
        names = TeamNames(elements.diagram, [*stated, *teams])
        current = _with_keys(current, ("teams",), {team: names(team) or team for team in teams})
        stated += _keys(current, ("teams",))
        found.append(current)
    return found[::-1]


def _with_ids(document: Document, section: str, kind: str, elements: Elements) -> Document:
    ids = {}
    for word in _keys(document, (section,)):
        try:
            ids[word] = elements.find(kind, word)
        except Refused:
            continue
    current = _with_keys(document, (section,), ids)
    if section != "routing":
        return current
    for gateway in dict.fromkeys(ids.values()):
        flows = {}
        for word in _keys(current, (section, gateway)):
            try:
                flows[word] = elements.flow(gateway, word)
            except Refused:
                continue
        current = _with_keys(current, (section, gateway), flows)
    return current


def _keys(document: Document, path: Path) -> list[str]:
    value: Any = document.value
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return list(value) if isinstance(value, Mapping) else []


def _with_keys(document: Document, path: Path, names: Mapping[str, str]) -> Document:
    """The document with keys of the mapping at ``path`` renamed; two of one new name are a mistake."""
    if all(old == new for old, new in names.items()):
        return document
    twice: list[Mistake] = []
    kept: dict[str, str] = {}
    for old in _keys(document, path):
        new = names.get(old, old)
        if new in kept.values():
            file, line = document.mark((*path, old))
            told = {"other": next(word for word, name in kept.items() if name == new)}
            twice.append(mistake("scenario.twice", (*path, old), old, file=file, line=line, parameters=told))
        else:
            kept[old] = new
    depth = len(path)
    marks = {
        (*path, kept[str(there[depth])], *there[depth + 1 :])
        if there[:depth] == path and len(there) > depth and there[depth] in kept
        else there: mark
        for there, mark in document.marks.items()
        if there[:depth] != path or len(there) == depth or there[depth] in kept
    }
    return replace(
        document,
        value=_rekeyed(document.value, path, kept),
        marks=marks,
        mistakes=(*document.mistakes, *twice),
    )


def _rekeyed(value: Mapping[str, Any], path: Path, names: Mapping[str, str]) -> dict[str, Any]:
    if not path:
        return {new: value[old] for old, new in names.items()}
    return {key: _rekeyed(item, path[1:], names) if key == path[0] else item for key, item in value.items()}
