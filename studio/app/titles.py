"""What processes are called in lists, and how the entries of a list are told apart."""

from __future__ import annotations

from collections.abc import Mapping

from studio.library import StoredProcess, free_name
from studio.model import Diagram

__all__ = ["brief", "distinct", "process_name"]


def process_name(process: StoredProcess, diagram: Diagram, language: str) -> str:
    """A process as a person renamed it, else by its diagram's label in that language, else by its name."""
    if process.version > 1 and not process.example and process.name != diagram.name.strip():
        return process.name
    for labels in (diagram.labels, *(process.labels for process in diagram.processes)):
        for label in labels:
            if label.language.split("-")[0] == language.split("-", maxsplit=1)[0]:
                return " ".join(label.text.split())
    return process.name


def brief(name: str, most: int = 80) -> str:
    """A name of at most so many characters, cut between words where there are any."""
    if len(name) <= most:
        return name
    cut = name[: most - 1]
    words = cut.rpartition(" ")[0]
    return f"{words if len(words) > most // 2 else cut}…"


def distinct(names: Mapping[str, str]) -> dict[str, str]:
    """The names by key, the second of two equal ones numbered: a list to choose from goes by its texts."""
    taken: set[str] = set()
    found = {}
    for key, name in names.items():
        found[key] = free_name(name, taken)
        taken.add(found[key])
    return found
