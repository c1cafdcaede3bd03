"""A file that somebody brings: read, and kept in the library or refused with one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from studio import library
from studio.errors import StudioError, UnreadableFile
from studio.library import Store, StoredProcess, StoredScenario
from studio.model import Problem
from studio.reading import Reading, read
from studio.reading.exchange import companions
from studio.scenario import ProvenanceKind, dump
from studio.scenario.exchange import Imported, imported
from studio.wording import explain
from studio.wording.naming import free_name

__all__ = ["Uploaded", "keep_companion", "upload"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploaded:
    """What became of one file: a process of the library, or an error that says why not."""

    file: str
    process: StoredProcess | None = None
    was_there: bool = False
    error: StudioError | None = None
    scenarios: tuple[Imported, ...] = ()
    """What the file carried for other simulators, kept with the process now."""

    @property
    def dropped(self) -> tuple[Problem, ...]:
        """What of the scenarios has no place here."""
        return tuple(problem for each in self.scenarios for problem in each.dropped)

    def refusal(self, language: str) -> str:
        """Why the file was not taken."""
        return "" if self.error is None else explain(self.error, language)


def upload(store: Store, file: str, data: bytes) -> Uploaded:
    """Keep a file in the library under its diagram's name, else under its own without the extension."""
    try:
        reading = read(data, file)
    except UnreadableFile as error:
        return Uploaded(file=file, error=error)
    before = {entry.id for entry in library.list_processes(store)}
    stem = PurePath(file).name.removesuffix(".xml").removesuffix(".bpmn20").removesuffix(".bpmn")
    process = library.add_process(store, name=reading.diagram.name.strip() or stem, file=file, data=data)
    if process.id in before:
        return Uploaded(file=file, process=process, was_there=True)
    found = imported(reading.parameters, reading.diagram)
    for each in found:
        library.add_scenario(store, process.id, name=each.name, text=dump(each.values))
    return Uploaded(file=file, process=process, scenarios=found)


def keep_companion(
    store: Store, process: StoredProcess, reading: Reading, file: str, data: bytes
) -> StoredScenario:
    """Keep the scenarios in a file beside a diagram (Prosimos' JSON, Scylla's XML); the first is returned.

    Raises :class:`~studio.errors.UnreadableFile` for a file that is none of these.
    """
    found = imported(companions([(data, file)], reading.diagram), reading.diagram, kind=ProvenanceKind.STATED)
    taken = {each.name for each in library.list_scenarios(store, process.id)}
    kept = []
    for each in found:
        name = free_name(each.name, taken)
        taken.add(name)
        kept.append(library.add_scenario(store, process.id, name=name, text=dump(each.values)))
    return kept[0]
