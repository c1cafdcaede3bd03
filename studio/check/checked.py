"""Everything that can be said about a diagram without running it, in one list and a few figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from studio.check.complexity import Complexity, complexity
from studio.check.decisions import decision_problems
from studio.check.lint import lint
from studio.check.once import told_once
from studio.check.service import service_problems
from studio.check.soundness import Soundness, soundness, soundness_problems
from studio.check.standards import Standards, standards
from studio.model import Problem
from studio.reading import Reading
from studio.scenario import Scenario

__all__ = ["Check", "check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was found: ``problems`` are the reader's and the check's own, each once, the worst first.

    ``soundness`` is the verdict on each process that has nodes, ``standards`` the answers to the four
    questions.
    """

    problems: tuple[Problem, ...]
    soundness: tuple[Soundness, ...]
    complexity: Complexity
    standards: Standards


MOST_STATES = 5_000
"""So many situations are looked at before soundness is left unproven: people wait for it while they draw."""


def check(reading: Reading, scenario: Scenario | None = None, *, most_states: int = MOST_STATES) -> Check:
    """Checks what was read; ``scenario`` is a completed one.

    What its ``provenance`` calls assumed answers no question. At most ``most_states`` situations of each
    process and sub-process are looked at. Nothing that was read makes this fail.
    """
    diagram = reading.diagram
    verdicts = soundness(diagram, most_states=most_states)
    found = [*reading.problems, *lint(diagram, reading.problems), *soundness_problems(verdicts)]
    found += [*decision_problems(diagram, scenario), *service_problems(diagram, scenario)]
    return Check(
        problems=_in_order(told_once(found, _all_about(verdicts))),
        soundness=verdicts,
        complexity=complexity(diagram),
        standards=standards(diagram, scenario, told=reading.problems, sound=verdicts),
    )


def _all_about(verdicts: Iterable[Soundness]) -> Iterator[tuple[str, str | None]]:
    """The elements that faults are about beside the one at which they show."""
    for verdict in verdicts:
        for fault in verdict.faults:
            for element in (*fault.elements, fault.split):
                yield f"soundness.{fault.defect}", element


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, the worst first and then from the top of the file to its end."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda it: (-it.severity.rank, it.line or 0)))
