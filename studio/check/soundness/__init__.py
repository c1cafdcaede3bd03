"""Whether every case of a process can complete, and where not: why, how it comes to that, and what mends it.

The tokens of BPMN 2.0 are followed without looking at data: a choice may go either way, an event may happen
or not. What each element means here stands in :mod:`studio.check.soundness.drawing`.
"""

from __future__ import annotations

from studio.check.soundness.judging import MOST_STATES, judged
from studio.check.soundness.mending import mended
from studio.check.soundness.problems import soundness_problems
from studio.check.soundness.replay import TokenRules, replayed
from studio.check.soundness.verdict import Defect, Fault, Firing, Fix, Soundness, Trace, Verdict
from studio.model import Diagram

__all__ = [
    "MOST_STATES",
    "Defect",
    "Fault",
    "Firing",
    "Fix",
    "Soundness",
    "TokenRules",
    "Trace",
    "Verdict",
    "replayed",
    "soundness",
    "soundness_problems",
]


def soundness(diagram: Diagram, *, most_states: int = MOST_STATES) -> tuple[Soundness, ...]:
    """The verdict on each process that has nodes, with faults and what mends them.

    At most ``most_states`` distributions of tokens are looked at in each process or sub-process; what needs
    more is not proven.
    """
    found = judged(diagram, most_states)
    return tuple(mended(diagram, process, most_states) for process in found)
