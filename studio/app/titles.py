"""What processes are called in lists, and how the entries of a list are told apart."""

from __future__ import annotations

from studio.library import StoredProcess
from studio.model import Diagram
from studio.wording.names import diagram_label

__all__ = ["brief", "process_name"]


def process_name(process: StoredProcess, diagram: Diagram, language: str) -> str:
    """A process as a person renamed it, else by its diagram's label in that language, else by its name."""
    if process.version > 1 and not process.example and process.name != diagram.name.strip():
        return process.name
    return diagram_label(diagram, language) or process.name


def brief(name: str, most: int = 80) -> str:
    """A name of at most so many characters, cut between words where there are any."""
    if len(name) <= most:
        return name
    cut = name[: most - 1]
    words = cut.rpartition(" ")[0]
    return f"{words if len(words) > most // 2 else cut}…"
