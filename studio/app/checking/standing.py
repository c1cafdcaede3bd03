"""How a process stands: what its card and the library need to know of its check."""

from __future__ import annotations

from dataclasses import dataclass

from studio.check import Check, Figures
from studio.check.standards import Standards
from studio.model import Severity

__all__ = ["Standing", "standing_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Numbers of errors and warnings, the four questions, and the figures of complexity."""

    errors: int
    warnings: int
    standards: Standards
    figures: Figures


def standing_of(check: Check) -> Standing:
    number = {
        severity: sum(problem.severity is severity for problem in check.problems) for severity in Severity
    }
    return Standing(
        errors=number[Severity.ERROR],
        warnings=number[Severity.WARNING],
        standards=check.standards,
        figures=check.complexity.whole,
    )
