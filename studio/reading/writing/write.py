"""The one way in: a diagram written, anew or into the file that it was read from."""

from __future__ import annotations

from studio.model import Diagram
from studio.reading.writing.revision import changed_file
from studio.reading.writing.soundness import sound
from studio.reading.writing.whole import new_file

__all__ = ["write"]


def write(diagram: Diagram, source: bytes | None = None) -> bytes:
    """The diagram as a BPMN 2.0 file.

    Without ``source`` it is a new file of exactly what the diagram holds. With the file that the diagram,
    or what it was made from, was read from, that file is changed where the diagram differs from it,
    and only there; the same bytes come back where it does not. Lines that lost an end are left out.

    Raises StudioError for characters that no file can hold, for a ``source`` that cannot be read or whose
    encoding cannot be written, and for a new element with an id that the file uses for something else.
    """
    whole = sound(diagram)
    return new_file(whole) if source is None else changed_file(whole, source)
