"""The diagrams that are simulated together, and the processes that they call, as one reading."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from pathlib import Path

from studio.cli.files import diagram_bytes, read_diagram
from studio.errors import StudioError, UnreadableFile
from studio.reading import Reading, read, read_together, with_called
from studio.scenario import diagram_files
from studio.wording import sentence

__all__ = ["diagrams_of", "read_diagrams"]

_MOST_FILES = 500
"""In a folder with more files than these nobody would know which of them is called."""


def diagrams_of(files: Sequence[Path], scenario: Path | None) -> tuple[Path, ...]:
    """The diagrams that are meant: those of the command line, else those that the scenario names.

    A scenario that names several, among them those of the command line, is simulated with all of them, in
    its order.
    """
    named = diagram_files(scenario) if scenario is not None and scenario.is_file() else ()
    typed = {file.resolve(): file for file in files}
    if named and typed.keys() <= {path.resolve() for path in named}:
        return tuple(typed.get(path.resolve(), path) for path in named)
    if not files:
        raise StudioError("simulate.no-diagram", sentence("simulate.no-diagram", {}))
    return tuple(files)


def read_diagrams(files: Sequence[Path]) -> Reading:
    """The diagrams as one, with the processes that they call and that other files beside them hold."""
    readings: dict[str, Reading] = {}
    for file in dict.fromkeys(files):
        readings[_name(file, readings)] = read_diagram(file)
    return with_called(read_together(readings), _beside(files))


def _name(file: Path, taken: Container[str]) -> str:
    name, number = file.stem, 2
    while name in taken:
        name, number = f"{file.stem}_{number}", number + 1
    return name


def _beside(files: Sequence[Path]) -> Callable[[str], Reading | None]:
    """Finds the file beside the diagrams in which a process stands."""
    own = {file.resolve() for file in files}
    folders = dict.fromkeys(file.resolve().parent for file in files)

    def find(process: str) -> Reading | None:
        for folder in folders:
            for path in sorted(folder.glob("*.bpmn"))[:_MOST_FILES]:
                found = None if path in own else _with_process(path, process)
                if found is not None:
                    return found
        return None

    return find


def _with_process(path: Path, process: str) -> Reading | None:
    """The reading of a file that holds the process; a file that cannot be read does not."""
    try:
        data = diagram_bytes(path)
        if process.encode() not in data:
            return None
        reading = read(data, str(path))
    except UnreadableFile:
        return None
    holds = any(each.id == process for each in reading.diagram.processes)
    return reading if holds else None
