"""The four questions: is an operation standardised, process by process, and what is left to be filled in.

1. Is there a complete flow diagram? Each node counts, and each process. A node passes if a case can get
   to it and from it to an end, if it does not end the way without being an end, if it is decided which
   way a case takes from it (every way of a decision is labelled, has a condition or is the default, or
   the scenario states which cases take it), and if no fault of soundness lies there. A process fails that
   has no start, no end or nothing in it.
2. Does every step have a standard way of doing it? Each step that people do counts. It passes with a
   standard method, in the scenario or at the step; a call passes, its method is the process that it
   calls. Systems need no method: they can only do it in one way. A note on how to do it is none either,
   nobody made it a standard.
3. Does every step have a standard time? Each step counts, those of systems too: the customer waits for
   them as well. For people it takes a standard time; a measured handling time is what is, not what should
   be. A system passes with a stated or measured time as well. A call passes, the called process has its
   times.
4. When a case gets stuck, is there an escalation with a reply time that works by itself? Each step that
   people do counts and each place where something is awaited, for that is where cases get stuck. A step
   passes if a timer with a known time is drawn on it that reaches somebody, or if its cases climb a
   ladder (named at the step, its lane, pool or process, or in the scenario) of which every level has a
   reply time; the top of a ladder passes with a reply time of its own. A wait passes with a deadline of
   known length. What is called is escalated in the called process.

What is merely assumed by the studio answers no question.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from studio.check.questions import escalation, flow, method, time
from studio.check.questions.asking import Asked
from studio.check.service.desk import Desk
from studio.check.service.routes import Routes
from studio.check.soundness import Soundness, soundness
from studio.model import Diagram, Problem
from studio.scenario import Scenario

__all__ = ["Answer", "LibraryStandards", "Question", "Standards", "library_standards", "standards"]


class Question(StrEnum):
    """What is asked of every process."""

    DIAGRAM = "diagram"
    METHOD = "method"
    TIME = "time"
    ESCALATION = "escalation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Which elements pass and what the others lack, each element once or not at all."""

    question: Question
    passed: tuple[str, ...]
    failed: tuple[Problem, ...]
    """Codes ``question.*``; of an element that fails for several reasons the first."""

    @property
    def share(self) -> float | None:
        """How much of what counts passes; None where nothing counts, so that the question does not arise."""
        asked = len(self.passed) + len(self.failed)
        return len(self.passed) / asked if asked else None

    @property
    def is_yes(self) -> bool:
        return not self.failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Standards:
    """The answers of one process, or of all processes of a file (``process`` None) with each of them."""

    process: str | None
    answers: tuple[Answer, ...]
    """In the order of the questions."""
    processes: tuple[Standards, ...] = ()

    def answer(self, question: Question) -> Answer:
        return next(answer for answer in self.answers if answer.question is question)

    @property
    def score(self) -> float:
        """The mean share of the questions that arise, 0 to 1; 0 where none does."""
        return _mean(answer.share for answer in self.answers)

    @property
    def is_standardised(self) -> bool:
        """Whether the answer to all four is yes."""
        return all(answer.is_yes for answer in self.answers) and any(
            answer.share is not None for answer in self.answers
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryStandards:
    """The answers of a whole library, by the keys under which its processes are kept."""

    processes: Mapping[str, Standards]
    totals: Mapping[Question, tuple[int, int]]
    """For each question how many elements pass, of how many."""
    standardised: tuple[str, ...]
    """The processes for which the answer to all four is yes."""

    @property
    def shares(self) -> Mapping[Question, float | None]:
        return {
            question: passed / asked if asked else None for question, (passed, asked) in self.totals.items()
        }

    @property
    def score(self) -> float:
        """The mean score of the processes, 0 to 1: a small process counts as much as a large one."""
        return _mean(found.score for found in self.processes.values())


def standards(
    diagram: Diagram,
    scenario: Scenario | None = None,
    *,
    told: Iterable[Problem] = (),
    sound: Sequence[Soundness] | None = None,
) -> Standards:
    """The answers of a diagram. ``scenario`` is a completed one.

    ``told`` are the reader's problems, for the loose flows that it left out; ``sound`` is what
    :func:`studio.check.soundness.soundness` found, looked for where it is not given.
    """
    desk = Desk(diagram, scenario)
    routes = Routes(desk)
    faults = soundness(diagram) if sound is None else sound
    asked: Mapping[Question, Asked] = {
        Question.DIAGRAM: flow.asked(desk, tuple(told), faults),
        Question.METHOD: method.asked(desk),
        Question.TIME: time.asked(desk),
        Question.ESCALATION: escalation.asked(desk, routes),
    }
    processes = tuple(
        Standards(
            process=process.id,
            answers=tuple(_answer(question, found.of(process.id)) for question, found in asked.items()),
        )
        for process in diagram.processes
    )
    whole = tuple(_answer(question, found) for question, found in asked.items())
    return Standards(process=None, answers=whole, processes=processes)


def _answer(question: Question, asked: Asked) -> Answer:
    return Answer(question=question, passed=asked.passed, failed=asked.failed)


def library_standards(found: Mapping[str, Standards]) -> LibraryStandards:
    """The answers of a library's processes together."""
    totals = {}
    for question in Question:
        answers = [each.answer(question) for each in found.values()]
        passed = sum(len(answer.passed) for answer in answers)
        totals[question] = passed, passed + sum(len(answer.failed) for answer in answers)
    standardised = tuple(key for key, each in found.items() if each.is_standardised)
    return LibraryStandards(processes=dict(found), totals=totals, standardised=standardised)


def _mean(shares: Iterable[float | None]) -> float:
    known = [share for share in shares if share is not None]
    return math.fsum(known) / len(known) if known else 0.0
