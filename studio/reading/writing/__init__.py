"""A diagram back to BPMN 2.0: a new file of it, or its changes made in the file it was read from."""

from studio.reading.writing.pinning import described, pinned
from studio.reading.writing.write import write

__all__ = ["described", "pinned", "write"]
