"""Everything that can be said about a diagram without running it, in one list and a few figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studio.check.complexity import Complexity, complexity
from studio.check.lint import lint
from studio.model import Problem
from studio.reading import Reading
from studio.scenario import Scenario

__all__ = ["Check", "check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was found: ``problems`` are the reader's and the check's own, each once, the worst first."""

    problems: tuple[Problem, ...]
    complexity: Complexity


def check(reading: Reading, scenario: Scenario | None = None) -> Check:  # noqa: ARG001 - what it states answers questions
    """Checks what was read; ``scenario`` is a completed one.

    What its ``provenance`` calls assumed answers no question. Nothing that was read makes this fail.
    """
    diagram = reading.diagram
    return Check(
        problems=_in_order([*reading.problems, *lint(diagram, reading.problems)]),
        complexity=complexity(diagram),
    )


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, the worst first and then from the top of the file to its end."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda it: (-it.severity.rank, it.line or 0)))
