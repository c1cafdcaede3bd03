"""The scenarios to choose from for a process: the defaults, the example's what-ifs, and one's own.

A choice is named in the address: nothing for the defaults, ``@`` and the file's stem for a what-if that
ships with the studio, else the id of a scenario in the library. Only the last sort can be changed;
changing another makes one's own copy of it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from studio import library
from studio.app.names import in_language
from studio.library import NotInLibrary, SavedMeanwhile, Store, StoredProcess, StoredScenario
from studio.model import Diagram
from studio.scenario import dump, read_mapping
from studio.wording import translate
from studio.wording.naming import free_name

__all__ = [
    "Choice",
    "WhatIf",
    "choices",
    "chosen",
    "folder_of",
    "save",
    "source_chosen",
    "what_ifs",
    "with_name",
]

_SHIPPED = "@"

_NAME = re.compile(r"^name[ \t]*:.*(?:\n|\Z)", re.MULTILINE)
_SCHEMA = re.compile(r"^schema[ \t]*:.*(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A scenario that can be chosen: its key in the address, its name, and its text."""

    key: str
    name: str
    text: str
    stored: StoredScenario | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """A scenario that ships with an example: its file's stem, its name in both languages, and its text."""

    stem: str
    name: str
    text: str


def what_ifs(process: StoredProcess, diagram: Diagram) -> tuple[WhatIf, ...]:
    """The scenarios that ship with a process; none where it is no example."""
    example = library.find_example(process.id)
    return () if example is None else tuple(_what_if(path, diagram) for path in example.scenarios)


def choices(
    store: Store, process: StoredProcess, shipped: tuple[WhatIf, ...], language: str
) -> tuple[Choice, ...]:
    """All of them: what ships with the studio, the defaults, and one's own."""
    defaults = Choice(key="", name=translate("Defaults (nothing filled in)", language), text="")
    own = (
        Choice(key=stored.id, name=stored.name, text=stored.text, stored=stored)
        for stored in library.list_scenarios(store, process.id)
    )
    offered = (
        Choice(key=_SHIPPED + what_if.stem, name=in_language(what_if.name, language), text=what_if.text)
        for what_if in shipped
    )
    return (*offered, defaults, *own)


def chosen(among: tuple[Choice, ...], key: str | None) -> Choice:
    """The choice of that key; where there is none (any more), what ships with it, else the newest."""
    first = among[0] if among[0].key else among[-1]
    return next((choice for choice in among if choice.key == key), first)


def source_chosen(store: Store, process: StoredProcess, key: str | None) -> Path | str:
    """The file or the text of the choice of that key, as :func:`chosen` finds it, without reading any."""
    example = library.find_example(process.id)
    shipped = {_SHIPPED + path.stem: path for path in (example.scenarios if example is not None else ())}
    own = {stored.id: stored.text for stored in library.list_scenarios(store, process.id)}
    if key == "" or key in own:
        return own.get(key, "")
    first = next(iter(shipped.values()), None)
    return shipped.get(key or "") or first or next(reversed(own.values()), "")


def folder_of(process: StoredProcess) -> Path | None:
    """Where the files that a scenario names are looked for: beside an example's what-ifs, else nowhere."""
    example = library.find_example(process.id)
    return example.scenarios[0].parent if example is not None and example.scenarios else None


def save(store: Store, process: StoredProcess, choice: Choice, text: str, language: str) -> StoredScenario:
    """Keep a changed scenario: over the one it was, or as a new one where that cannot be.

    What ships with the studio and the defaults stay as they are; and so does what somebody else saved
    since ``choice`` was read.
    """
    if choice.stored is not None:
        try:
            return library.save_scenario(store, choice.stored.id, version=choice.stored.version, text=text)
        except (SavedMeanwhile, NotInLibrary):
            wanted = choice.name
    else:
        mine = "My scenario" if not choice.key else "{name} (changed)"
        wanted = translate(mine, language, name=choice.name)
    taken = {stored.name for stored in library.list_scenarios(store, process.id)}
    return library.add_scenario(store, process.id, name=free_name(wanted, taken), text=text)


def with_name(text: str, name: str) -> str:
    """A scenario's text as a file of its own that says what it is called."""
    line = f"name: {json.dumps(name, ensure_ascii=False)}\n"
    if not text.strip():
        return f"schema: 1\n{line}"
    if _NAME.search(text):
        return _NAME.sub(lambda _: line, text, count=1)
    if text.lstrip().startswith("{") or not _SCHEMA.search(text):  # in one pair of braces, or no mapping
        values = read_mapping(text, Diagram())
        return dump({"schema": 1, "name": name} | values) if values else text
    return _SCHEMA.sub(lambda found: f"{found[0].rstrip()}\n{line}", text, count=1)


def _what_if(path: Path, diagram: Diagram) -> WhatIf:
    values = read_mapping(path, diagram)
    name = str(values.get("name") or path.stem.capitalize())
    return WhatIf(stem=path.stem, name=name, text=dump(values))
