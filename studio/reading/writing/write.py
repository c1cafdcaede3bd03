"""The one way in: a diagram written, anew or into the file that it was read from."""

from __future__ import annotations

from studio.model import Diagram
from studio.reading.writing.soundness import sound
from studio.reading.writing.whole import new_file

__all__ = ["write"]


def write(diagram: Diagram) -> bytes:
    """The diagram as a BPMN 2.0 file.

    Without ``source`` it is a new file of exactly what the diagram holds. With the file that the diagram,
    or what it was made from, was read from, that file is changed where the diagram differs from it,
    and only there. Raises StudioError for characters that no file can hold.
    """
    return new_file(sound(diagram))
