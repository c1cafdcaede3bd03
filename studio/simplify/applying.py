"""From an accepted suggestion to files: the simpler diagram, and the scenario that goes with it."""

from __future__ import annotations

from pathlib import Path

from studio.model import Diagram
from studio.reading import Reading, arranged, read, write
from studio.scenario import complete, dump, moved_mapping, read_scenario, rewritten
from studio.simplify.suggestion import Suggestion

__all__ = ["applied", "scenario_after"]


def applied(suggestion: Suggestion, reading_bytes: bytes, diagram: Diagram) -> bytes:
    """The file of the suggestion's diagram: ``reading_bytes``, which ``diagram`` was read from, changed.

    All that the suggestion does not touch stays as it is in the file, what the studio cannot read
    included; the same bytes come back where only the scenario changes. A diagram without a drawing, or
    with something new that has no place in it, is laid out. Raises StudioError as
    :func:`studio.reading.write` does.
    """
    simpler = suggestion.diagram
    if simpler == diagram:
        return reading_bytes
    known = {node.id for node in diagram.nodes}
    homeless = any(node.bounds is None and node.id not in known for node in simpler.nodes)
    if simpler.nodes and (homeless or not any(node.bounds for node in simpler.nodes)):
        simpler = arranged(simpler)
    return write(simpler, source=reading_bytes)


def scenario_after(
    suggestion: Suggestion,
    source: Path | str,
    reading: Reading,
    data: bytes,
    *,
    name: str,
    folder: Path | None = None,
    beside: Path | None = None,
    file: str = "",
) -> str:
    """The text of the scenario file that goes with the simpler diagram.

    ``source`` is the scenario's file or text (empty for one that states nothing) before the suggestion,
    ``reading`` the diagram before it, ``data`` the file that :func:`applied` gave. ``folder`` is where a
    text looks for the tables that it names. The new text is for a file in the folder ``beside``, for
    a diagram ``file`` there; without, all that stands in the tables is written into it.

    Raises :class:`studio.errors.InvalidScenario` where the source has mistakes.
    """
    stated = None
    if isinstance(source, Path) or source.strip():
        stated = read_scenario(source, reading.diagram, folder=folder)
    before = complete(stated, reading.diagram, reading.hints)
    values = moved_mapping(source, reading.diagram, folder=folder, beside=beside)
    simpler = read(data, file)
    found = rewritten(
        values,
        before,
        suggestion.scenario,
        (reading.diagram, simpler.diagram),
        hints=simpler.hints,
        folder=beside,
    )
    head = {"schema": found.pop("schema", 1), "name": name} | ({"diagram": file} if file else {})
    found.pop("name", None)
    return dump(head | found)
