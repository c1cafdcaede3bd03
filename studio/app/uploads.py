"""A file that somebody brings: read, and kept in the library or refused with one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from studio import library
from studio.errors import StudioError, UnreadableFile
from studio.library import Store, StoredProcess
from studio.reading import read
from studio.wording import explain

__all__ = ["Uploaded", "upload"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploaded:
    """What became of one file: a process of the library, or an error that says why not."""

    file: str
    process: StoredProcess | None = None
    was_there: bool = False
    error: StudioError | None = None

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
    return Uploaded(file=file, process=process, was_there=process.id in before)
