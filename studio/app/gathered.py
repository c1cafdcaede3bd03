"""What is simulated together: a process, the diagrams that run with it, and the processes that they call.

A scenario names further diagrams under ``diagrams`` by their files, as on the command line; here they are
those of the library. A called process is that of the library in which its id stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from studio import library
from studio.library import NotInLibrary, Store, StoredProcess
from studio.model import Diagram
from studio.model.calling import with_origins
from studio.model.together import calls, process_called, put_together
from studio.reading import Reading, read, read_together, with_called
from studio.scenario import read_mapping

__all__ = [
    "Gathered",
    "Part",
    "Reason",
    "Shelf",
    "bytes_of",
    "file_name",
    "gather",
    "named_in",
    "read_in",
    "told_for",
]


class Reason(StrEnum):
    """Why a diagram is simulated."""

    OWN = "own"
    TOGETHER = "together"
    """The scenario names it."""
    CALLED = "called"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One diagram of those that are simulated together, in the state of ``digest``, saved as ``version``.

    ``ids`` are the new ids of its elements by their own; ``calls`` are the steps that call it.
    """

    process: str
    name: str
    file: str
    digest: str
    version: int
    reason: Reason
    ids: Mapping[str, str]
    calls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All that is simulated together, as one reading; the process itself is the first of ``parts``.

    ``uncalled`` are the processes that no diagram of the library holds, by the steps that call them;
    ``unknown`` the files that the scenario names and the library has not.
    """

    reading: Reading
    parts: tuple[Part, ...]
    uncalled: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()

    def kept(self) -> list[dict[str, Any]]:
        """What a run remembers: which diagrams ran beside its own, in which version."""
        return [
            {
                "process": part.process,
                "name": part.name,
                "file": part.file,
                "digest": part.digest,
                "version": part.version,
            }
            for part in self.parts[1:]
        ]

    @property
    def state(self) -> tuple[tuple[str, str], ...]:
        """Names what was gathered: the diagrams with their digests."""
        return tuple((part.process, part.digest) for part in self.parts)


class Shelf:
    """The diagrams to choose from: all of a library, or exactly those ``kept`` that a run remembers.

    ``reading`` gives what a diagram says, in the state of its digest.
    """

    def __init__(
        self,
        store: Store,
        reading: Callable[[StoredProcess], Reading],
        kept: Sequence[Mapping[str, Any]] | None = None,
    ) -> None:
        self._store = store
        self._kept = kept
        self.reading = reading

    def processes(self) -> Iterator[StoredProcess]:
        """Uploaded ones first, the newest first among them."""
        if self._kept is None:
            yield from library.list_processes(self._store)
            return
        for each in self._kept:
            try:
                process = library.process(self._store, each["process"])
            except NotInLibrary:
                continue
            yield replace(process, digest=each["digest"], file=each["file"], name=each["name"])

    def named(self, word: str) -> StoredProcess | None:
        """The diagram that a scenario means: by its id in the library, the name of its file, or its name."""
        there = list(self.processes())
        for said in (
            lambda it: it.id == word,
            lambda it: file_name(it.file) == file_name(word),
            lambda it: it.name == word,
        ):
            found = next(filter(said, there), None)
            if found is not None:
                return found
        return None

    def holding(self, process: str) -> StoredProcess | None:
        """The diagram in which a process of that id stands."""
        for each in self.processes():
            data = bytes_of(self._store, each.id, each.digest)
            if process.encode() in data and process_called(self.reading(each).diagram, process) is not None:
                return each
        return None

    def version(self, process: StoredProcess) -> int:
        """The newest version of that digest."""
        versions = library.list_versions(self._store, process.id)
        return next((each.number for each in versions if each.digest == process.digest), versions[0].number)


def gather(process: StoredProcess, named: Sequence[str], shelf: Shelf) -> Gathered:
    """The process with the diagrams that its scenario names and the processes that all of them call."""
    beside, unknown = _named(process, named, shelf)
    order: dict[str, StoredProcess] = {}
    for each in beside:
        order[_free(PurePosixPath(file_name(each.file)).stem, order)] = each
    readings = {name: shelf.reading(each) for name, each in order.items()}
    joined = put_together({name: reading.diagram for name, reading in readings.items()})
    together = read_together(readings)
    asked: dict[str, StoredProcess | None] = {}

    def find(id: str) -> Reading | None:
        if id not in asked:
            asked[id] = shelf.holding(id)
        there = asked[id]
        return None if there is None else shelf.reading(there)

    def diagram(id: str) -> Diagram | None:
        there = find(id)
        return None if there is None else there.diagram

    reading = with_called(together, find)
    whole, origins = with_origins(together.diagram, diagram)
    parts = [
        _part(each, Reason.OWN if each.id == process.id else Reason.TOGETHER, ids, shelf)
        for each, ids in zip(order.values(), joined.ids, strict=True)
    ]
    for origin, ids in list(zip(origins, whole.ids, strict=True))[1:]:
        called = next(it for it in asked.values() if it is not None and shelf.reading(it).diagram is origin)
        by = _callers(reading.diagram, {ids[it.id] for it in origin.processes if it.id in ids})
        parts.append(replace(_part(called, Reason.CALLED, ids, shelf), calls=by))
    parts.sort(key=lambda part: part.reason is not Reason.OWN)
    return Gathered(
        reading=reading,
        parts=tuple(parts),
        uncalled=tuple(_uncalled(reading.diagram)),
        unknown=tuple(unknown),
    )


def named_in(text: str) -> tuple[str, ...]:
    """The diagrams that a scenario's text names to be run together; none where it names none."""
    named = read_mapping(text, Diagram()).get("diagrams") if "diagrams" in text else None
    return tuple(word for word in named if isinstance(word, str)) if isinstance(named, list) else ()


def told_for(result: Mapping[str, Any], part: Part) -> dict[str, Any]:
    """A result with the figures of one part's elements only, by the ids that they have in its own file."""
    own = {new: old for old, new in part.ids.items()}
    told = dict(result)
    for section in ("steps", "flows", "paths", "events"):
        if isinstance(result.get(section), Mapping):
            told[section] = {own[id]: figures for id, figures in result[section].items() if id in own}
    told["warnings"] = [
        {**each, "element": own.get(each.get("element"), each.get("element"))}
        for each in result.get("warnings") or ()
    ]
    return told


def bytes_of(store: Store, id: str, digest: str) -> bytes:
    """A diagram's file in the state of that digest: as it is, or as a version of it was."""
    if library.process(store, id).digest != digest:
        for version in library.list_versions(store, id):
            if version.digest == digest:
                return library.version_bytes(store, id, version.number)
    return library.process_bytes(store, id)


def read_in(store: Store) -> Callable[[StoredProcess], Reading]:
    """Reads diagrams of a library, each once."""
    known: dict[tuple[str, str], Reading] = {}

    def reading(process: StoredProcess) -> Reading:
        key = (process.id, process.digest)
        if key not in known:
            known[key] = read(bytes_of(store, *key), process.file)
        return known[key]

    return reading


def file_name(path: str) -> str:
    """The last part of a path, whichever way its parts are set apart."""
    return path.replace("\\", "/").rpartition("/")[2]


def _named(
    process: StoredProcess, words: Sequence[str], shelf: Shelf
) -> tuple[list[StoredProcess], list[str]]:
    """The diagrams that are meant, the process itself among them; and the words that mean none."""
    found: dict[str, StoredProcess] = {}
    unknown = []
    for word in words:
        is_own = word == process.id or file_name(word) == file_name(process.file)
        meant = process if is_own else shelf.named(word)
        if meant is None:
            unknown.append(word)
        else:
            found.setdefault(meant.id, process if meant.id == process.id else meant)
    if process.id not in found:
        found = {process.id: process} | found
    return list(found.values()), unknown


def _part(process: StoredProcess, reason: Reason, ids: Mapping[str, str], shelf: Shelf) -> Part:
    return Part(
        process=process.id,
        name=process.name,
        file=process.file,
        digest=process.digest,
        version=shelf.version(process),
        reason=reason,
        ids=ids,
    )


def _callers(diagram: Diagram, processes: set[str]) -> tuple[str, ...]:
    return tuple(node.id for node in diagram.nodes if node.called in processes)


def _uncalled(diagram: Diagram) -> Iterator[tuple[str, str]]:
    for word in dict.fromkeys(calls(diagram)):
        if process_called(diagram, word) is None:
            yield from ((node.id, word) for node in diagram.nodes if node.called == word)


def _free(stem: str, taken: Mapping[str, object]) -> str:
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}_{number}", number + 1
    return name
