"""BPMN 2.0 files: bytes to a diagram with problems and hints, and new names back into the bytes."""

from studio.reading.reader import Reading, read
from studio.reading.relabel import localised, relabel

__all__ = ["Reading", "localised", "read", "relabel"]
