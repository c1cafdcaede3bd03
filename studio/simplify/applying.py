"""From an accepted suggestion to files: the simpler diagram, and the scenario that goes with it."""

from __future__ import annotations

from studio.model import Diagram
from studio.reading import arranged, write
from studio.simplify.suggestion import Suggestion

__all__ = ["applied"]


def applied(suggestion: Suggestion, reading_bytes: bytes, diagram: Diagram) -> bytes:
    """The file of the suggestion's diagram: ``reading_bytes``, which ``diagram`` was read from, changed.

    All that the suggestion does not touch stays as it is in the file, what the studio cannot read
    included; the same bytes come back where only the scenario changes. A diagram without a drawing
    gets one. Raises StudioError as :func:`studio.reading.write` does.
    """
    simpler = suggestion.diagram
    if simpler.nodes and not any(node.bounds for node in simpler.nodes):
        simpler = arranged(simpler)
    return write(simpler, source=reading_bytes)
