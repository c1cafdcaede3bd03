"""What is wrong with a diagram, as a code with parameters; ``studio.wording`` makes the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Problem", "Severity"]


class Severity(StrEnum):
    """How bad it is: an error leaves something out, a warning may surprise, an info is good to know."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding about one element.

    ``code`` is stable, such as ``flow.no-target``; ``parameters`` are what its sentence mentions, as
    pairs so that a problem is hashable. ``element`` is None where the whole file is meant.
    """

    code: str
    severity: Severity
    element: str | None = None
    line: int | None = None
    parameters: tuple[tuple[str, str], ...] = ()
