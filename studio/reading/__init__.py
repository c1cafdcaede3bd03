"""BPMN 2.0 files: bytes to a diagram with problems and hints, and a diagram or new names back into bytes."""

from studio.reading.placed import drawable, editable, placed
from studio.reading.reader import Reading, read
from studio.reading.relabel import localised, relabel
from studio.reading.restoring import restored
from studio.reading.swimlanes import arranged, drawn_in
from studio.reading.together import read_together, with_called
from studio.reading.writing import write

__all__ = [
    "Reading",
    "arranged",
    "drawable",
    "drawn_in",
    "editable",
    "localised",
    "placed",
    "read",
    "read_together",
    "relabel",
    "restored",
    "with_called",
    "write",
]
