"""What happened, one row a visit and one row a case, in columns."""

from __future__ import annotations

from array import array
from enum import IntEnum
from tempfile import TemporaryFile
from typing import IO

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
    "counted",
)
"""Case number, arrival stream, ordinal in it, two moments in seconds, outcome, priority class, sums over its
visits in seconds, counts, the node where its last token ended, and whether the measures count it."""


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
    """Rows appended during a run: every value a float64, 88 bytes a visit.

    Many rows are kept in a file of the system's temporary folder, so that memory does not grow with
    the number of cases.
    """

    __slots__ = ("_cases", "_visits", "case", "visit")

    def __init__(self) -> None:
        self._visits = _Rows(len(VISIT_COLUMNS))
        self._cases = _Rows(len(CASE_COLUMNS))
        self.visit = self._visits.add
        self.case = self._cases.add

    def visits(self) -> NDArray[np.float64]:
        """A row a visit, columns as in ``VISIT_COLUMNS``, in the order in which the visits ended."""
        return self._visits.table()

    def cases(self) -> NDArray[np.float64]:
        """A row a case, columns as in ``CASE_COLUMNS``, in the order in which the cases left."""
        return self._cases.table()


_MOST_HELD = 1 << 22
"""Values in memory before they are put away: 32 MB."""


class _Rows:
    """A table that grows; what does not fit into some memory is put away in a file without a name."""

    __slots__ = ("_columns", "_file", "_held")

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._held = array("d")
        self._file: IO[bytes] | None = None

    def add(self, row: tuple[float, ...]) -> None:
        self._held.extend(row)
        if len(self._held) >= _MOST_HELD:
            self._put_away()

    def _put_away(self) -> None:
        if self._file is None:
            self._file = TemporaryFile()  # noqa: SIM115 - it is closed with the table
        self._held.tofile(self._file)
        self._held = array("d")

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()

    def table(self) -> NDArray[np.float64]:
        if self._file is None:
            return np.frombuffer(self._held, dtype=np.float64).reshape(-1, self._columns)
        self._put_away()
        self._file.flush()
        return np.memmap(self._file, dtype=np.float64, mode="r").reshape(-1, self._columns)
