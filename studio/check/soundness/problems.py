"""What the verdicts come to in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from studio.check.soundness.verdict import Defect, Soundness
from studio.model import Problem, Severity

__all__ = ["soundness_problems"]

_SEVERITY = {
    Defect.DEADLOCK: Severity.ERROR,
    Defect.LIVELOCK: Severity.ERROR,
    Defect.LACK_OF_SYNCHRONISATION: Severity.WARNING,
    Defect.DEAD: Severity.WARNING,
}


def soundness_problems(found: Iterable[Soundness]) -> tuple[Problem, ...]:
    """One problem for each fault, and a note on each process of which nothing could be proven."""
    problems = []
    for process in found:
        problems += [
            Problem(
                code=fault.code,
                severity=_SEVERITY[fault.defect],
                element=fault.element,
                line=fault.line,
                parameters=fault.parameters,
            )
            for fault in process.faults
        ]
        if process.reason:
            problems.append(
                Problem(
                    code="soundness.not-proven",
                    severity=Severity.INFO,
                    element=process.process,
                    parameters=(("states", str(process.states)),),
                )
            )
    return tuple(problems)
