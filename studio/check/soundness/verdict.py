"""The verdict on the soundness of a process, its faults, and how to see and mend them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from studio.model import Diagram

__all__ = ["Defect", "Fault", "Firing", "Fix", "Soundness", "Trace", "Verdict"]


class Verdict(StrEnum):
    """Whether every case that is begun can complete, no step is done twice by mistake and none is dead."""

    SOUND = "sound"
    UNSOUND = "unsound"
    NOT_PROVEN = "not-proven"


class Defect(StrEnum):
    """What a process can suffer from."""

    DEADLOCK = "deadlock"
    """A token waits at a join for ever."""
    LACK_OF_SYNCHRONISATION = "lack-of-synchronisation"
    """Two tokens of one case meet where they are not joined, so that all that follows is done twice."""
    LIVELOCK = "livelock"
    """A case goes round for ever without a way out."""
    DEAD = "dead"
    """An element that no case can ever reach."""


_CODES = {
    Defect.DEADLOCK: "soundness.deadlock",
    Defect.LACK_OF_SYNCHRONISATION: "soundness.lack-of-synchronisation",
    Defect.LIVELOCK: "soundness.livelock",
    Defect.DEAD: "soundness.dead",
}


@dataclass(frozen=True, slots=True)
class Firing:
    """One node passes tokens on: it takes one from each place of ``takes`` and puts one on each of ``gives``.

    A place is a sequence flow, or a node where a token sits in the node: a start that is about to begin, a
    sub-process under way, a link or an escalation that has been thrown to the node. What interrupts or
    terminates takes all that it clears away, too.
    """

    node: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """What happens from the beginning of a case on, and where the tokens are then, one entry a token."""

    firings: tuple[Firing, ...]
    marking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A change after which the fault is gone and no other has come: ``diagram`` is the mended one.

    ``code`` names its sentence, ``elements`` are those changed or added; ``left`` counts the faults of the
    process that stay.
    """

    code: str
    elements: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...]
    diagram: Diagram
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One cause for which a process is not sound.

    ``element`` is where it shows; ``elements`` are the culprits, first the split where there is one, then
    the joins; of a livelock the elements of the loop, of what is dead all that is dead with it. ``trace`` is
    the shortest that shows it, where not more can happen than was looked at; what is dead has none.
    ``parameters`` are what its sentence mentions. ``other_start`` is where what is waited for would begin,
    where a case begins at one start only.
    """

    defect: Defect
    element: str
    elements: tuple[str, ...]
    trace: Trace
    split: str | None = None
    other_start: str | None = None
    line: int | None = None
    parameters: tuple[tuple[str, str], ...] = ()
    fixes: tuple[Fix, ...] = ()
    """The best first: what leaves the fewest faults, and of those what changes least."""

    @property
    def code(self) -> str:
        """The code of its sentence, which depends on what is to blame."""
        if self.defect is Defect.DEADLOCK and self.split is None:
            if self.other_start is not None:
                return "soundness.deadlock.starts"
            return "soundness.deadlock.mutual" if len(self.elements) > 1 else "soundness.deadlock.unfed"
        if self.defect is Defect.LACK_OF_SYNCHRONISATION and self.split is None:
            return "soundness.lack-of-synchronisation.starts"
        return _CODES[self.defect]


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundness:
    """The verdict on one process.

    ``states`` counts the distributions of tokens that were looked at after the structure had been reduced;
    ``reason`` says why nothing is proven, as the code of a sentence.
    """

    process: str
    verdict: Verdict
    faults: tuple[Fault, ...] = ()
    states: int = 0
    reason: str = ""
