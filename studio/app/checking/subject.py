"""What the page tells about: a diagram as it was read, and what was found in it."""

from __future__ import annotations

from dataclasses import dataclass

from studio.check import Check
from studio.model import Diagram
from studio.reading import Reading

__all__ = ["Checked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """``scope`` names this very state of the diagram, in the keys of widgets."""

    reading: Reading
    check: Check
    scope: str

    @property
    def diagram(self) -> Diagram:
        return self.reading.diagram
