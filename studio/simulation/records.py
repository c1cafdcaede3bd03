"""What happened, one row a visit and one row a case, in columns."""

from __future__ import annotations

from enum import IntEnum
from struct import Struct
from tempfile import TemporaryFile
from typing import IO

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "CASE_COLUMNS",
    "CLIMB_COLUMNS",
    "PERSON_COLUMNS",
    "VISIT_COLUMNS",
    "Activity",
    "CaseOutcome",
    "Cause",
    "ClimbOutcome",
    "Log",
    "Outcome",
]

_VISIT = np.dtype(
    [
        ("case", "<i8"), ("node", "<i4"), ("visit", "<i4"), ("via", "<i4"), ("team", "<i4"),
        ("person", "<i4"), ("outcome", "<i4"), ("cause", "<i4"),
        ("enabled", "<f8"), ("started", "<f8"), ("finished", "<f8"), ("worked", "<f8"),
        ("batching", "<f8"), ("off_shift", "<f8"), ("overtaken", "<f8"),
    ]
)  # fmt: skip
VISIT_COLUMNS = _VISIT.names or ()
"""Case number, node, visit ordinal, incoming flow, team, person, outcome, and the boundary event that ended
it; three moments in seconds; seconds worked, and of the seconds waited those for company, those with nobody
on shift, and those spent behind more urgent work that came later. Indices refer to the program's rows, -1
where there is none."""

_CASE = np.dtype(
    [
        ("case", "<i8"), ("start", "<i4"), ("ordinal", "<i4"), ("outcome", "<i4"), ("priority", "<i4"),
        ("hand_offs", "<i4"), ("rework", "<i4"), ("climbs", "<i4"), ("call_backs", "<i4"),
        ("end", "<i4"), ("counted", "<i4"),
        ("arrived", "<f8"), ("ended", "<f8"), ("wait", "<f8"), ("work", "<f8"),
        ("batching", "<f8"), ("off_shift", "<f8"), ("overtaken", "<f8"), ("external", "<f8"),
    ]
)  # fmt: skip
CASE_COLUMNS = _CASE.names or ()
"""Case number, arrival stream, ordinal in it, outcome, priority class, counts, the node where its last token
ended, and whether the measures count it; two moments and sums over its visits, in seconds: of the wait also
those for company, with nobody on shift, behind more urgent work that came later, and for what comes from
outside."""

_CLIMB = np.dtype(
    [
        ("case", "<i8"), ("step", "<i4"), ("level", "<i4"), ("cause", "<i4"), ("outcome", "<i4"),
        ("missed", "<i4"), ("raised", "<f8"), ("due", "<f8"), ("answered", "<f8"),
    ]
)  # fmt: skip
CLIMB_COLUMNS = _CLIMB.names or ()
"""Case number, the node from which it climbed, the level, why, what became of it, whether the level missed
its deadline; when it was raised, when the answer was due and when it came (NaN for never), in seconds."""


_PERSON = np.dtype(
    [
        ("team", "<i4"), ("person", "<i4"), ("from", "<f8"), ("to", "<f8"), ("activity", "<i4"),
        ("case", "<i8"), ("node", "<i4"),
    ]
)  # fmt: skip
PERSON_COLUMNS = _PERSON.names or ()
"""Team, person, two moments in seconds, what the person did between them, and for which case at which node;
-1 for the team's own work. Somebody who serves several contacts at once has a row for each."""


class Activity(IntEnum):
    """What a person does for a while."""

    CASE_WORK = 0
    OWN_WORK = 1
    RESTING = 2
    """Work in hand rests: its person has gone home, or waits for a colleague who has."""


class Outcome(IntEnum):
    """How a visit ended."""

    FINISHED = 0
    WITHDRAWN = 1
    """Given up before it was done: a boundary event, a faster event, or a terminate end."""
    ABANDONED = 2
    """The customer gave up waiting."""


class Cause(IntEnum):
    """Why a case climbs to a level of a ladder."""

    CANNOT_DECIDE = 0
    OVER_AUTHORITY = 1
    CUSTOMER_ASKS = 2
    DEADLINE = 3


class ClimbOutcome(IntEnum):
    """What became of a case at a level."""

    SETTLED = 0
    PASSED_UP = 1
    """The level answered, but may not settle it."""
    MOVED = 2
    """It was taken away when the level did not answer in time."""
    WITHDRAWN = 3
    """Somebody else settled it, or the diagram took it away."""
    NOTIFIED = 4
    """The level was only told that the one below is late."""
    OPEN = 5
    """The run ended before the level answered."""


class CaseOutcome(IntEnum):
    """How a case left."""

    COMPLETED = 0
    STUCK = 1
    """Its last tokens wait for others that can never come, or found no way on."""
    ENDLESS = 2
    """It went round without end and was taken out."""
    OPEN = 3
    """It had not left when the run ended."""
    ABANDONED = 4
    """The customer gave up waiting, and did not call again."""
    CONTAINED = 5
    """Self-service settled it."""


class Log:
    """Rows appended during a run: 92 bytes a visit.

    Many rows are kept in a file of the system's temporary folder, so that memory does not grow with
    the number of cases.
    """

    __slots__ = ("_cases", "_climbs", "_people", "_visits", "case", "climb", "person", "visit")

    def __init__(self) -> None:
        self._visits = _Rows(_VISIT, "<q7i7d")
        self._cases = _Rows(_CASE, "<q10i8d")
        self._climbs = _Rows(_CLIMB, "<q5i3d")
        self._people = _Rows(_PERSON, "<2i2diqi")
        self.visit = self._visits.add
        self.case = self._cases.add
        self.climb = self._climbs.add
        self.person = self._people.add

    def visits(self) -> NDArray[np.void]:
        """A row a visit with the fields of ``VISIT_COLUMNS``, in the order in which the visits ended."""
        return self._visits.table()

    def cases(self) -> NDArray[np.void]:
        """A row a case with the fields of ``CASE_COLUMNS``, in the order in which the cases left."""
        return self._cases.table()

    def climbs(self) -> NDArray[np.void]:
        """A row a climb with the fields of ``CLIMB_COLUMNS``, in the order in which they were over."""
        return self._climbs.table()

    def people(self) -> NDArray[np.void]:
        """What each person did, with the fields of ``PERSON_COLUMNS``, in the order in which it ended.

        What was in hand when the run ended is not told.
        """
        return self._people.table()


_MOST_HELD = 1 << 25
"""Bytes in memory before they are put away."""


class _Rows:
    """A table that grows; what does not fit into some memory is put away in a file without a name."""

    __slots__ = ("_dtype", "_file", "_held", "_pack")

    def __init__(self, dtype: np.dtype[np.void], layout: str) -> None:
        self._dtype = dtype
        self._pack = Struct(layout).pack
        self._held = bytearray()
        self._file: IO[bytes] | None = None

    def add(self, row: tuple[float, ...]) -> None:
        self._held += self._pack(*row)
        if len(self._held) >= _MOST_HELD:
            self._put_away()

    def _put_away(self) -> None:
        if self._file is None:
            self._file = TemporaryFile()  # noqa: SIM115 - it is closed with the table
        self._file.write(self._held)
        self._held = bytearray()

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()

    def table(self) -> NDArray[np.void]:
        if self._file is None:
            return np.frombuffer(bytes(self._held), dtype=self._dtype)
        self._put_away()
        self._file.flush()
        return np.memmap(self._file, dtype=self._dtype, mode="r")
