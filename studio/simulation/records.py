"""What happened, one row a visit and one row a case, in columns."""

from __future__ import annotations

from array import array
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

__all__ = ["CASE_COLUMNS", "VISIT_COLUMNS", "CaseOutcome", "Log", "Outcome"]

VISIT_COLUMNS = (
    "case",
    "node",
    "visit",
    "via",
    "team",
    "person",
    "enabled",
    "started",
    "finished",
    "outcome",
    "cause",
)
"""Case number, node, visit ordinal, incoming flow, team, person, three moments in seconds, outcome, and the
boundary event that ended it; indices refer to the program's rows, -1 where there is none."""

CASE_COLUMNS = (
    "case",
    "start",
    "ordinal",
    "arrived",
    "ended",
    "outcome",
    "priority",
    "wait",
    "work",
    "hand_offs",
    "rework",
    "climbs",
    "end",
)
"""Case number, arrival stream, ordinal in it, two moments in seconds, outcome, priority class, sums over its
visits in seconds, counts, and the node where its last token ended."""


class Outcome(IntEnum):
    """How a visit ended."""

    FINISHED = 0
    WITHDRAWN = 1
    """Given up before it was done: a boundary event, a faster event, or a terminate end."""


class CaseOutcome(IntEnum):
    """How a case left."""

    COMPLETED = 0
    STUCK = 1
    """Its last tokens wait for others that can never come, or found no way on."""
    ENDLESS = 2
    """It went round without end and was taken out."""
    OPEN = 3
    """It had not left when the run ended."""


class Log:
    """Rows appended during a run: every value a float64, 88 bytes a visit."""

    __slots__ = ("_cases", "_visits")

    def __init__(self) -> None:
        self._visits = array("d")
        self._cases = array("d")

    def visit(self, row: tuple[float, ...]) -> None:
        self._visits.extend(row)

    def case(self, row: tuple[float, ...]) -> None:
        self._cases.extend(row)

    def visits(self) -> NDArray[np.float64]:
        """A row a visit, columns as in ``VISIT_COLUMNS``, in the order in which the visits ended."""
        return np.frombuffer(self._visits, dtype=np.float64).reshape(-1, len(VISIT_COLUMNS))

    def cases(self) -> NDArray[np.float64]:
        """A row a case, columns as in ``CASE_COLUMNS``, in the order in which the cases left."""
        return np.frombuffer(self._cases, dtype=np.float64).reshape(-1, len(CASE_COLUMNS))
