"""The answers to the four questions: how far a process is standardised, and what is left to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.check import Standards, library_standards
from studio.check.standards import Question
from studio.cli.findings import as_entry
from studio.cli.screen import Screen
from studio.cli.verdicts import process_name
from studio.model import Diagram
from studio.wording import NO_FIGURE, share, translate

__all__ = ["answers_as_json", "answers_in_words", "show_answers", "show_library"]

_QUESTIONS: Mapping[Question, str] = {
    Question.DIAGRAM: "Is there a complete flow diagram?",
    Question.METHOD: "Does every step have a standard way of doing it?",
    Question.TIME: "Does every step have a standard time?",
    Question.ESCALATION: (
        "When a step gets stuck: is there an escalation, with a reply time that climbs by itself?"
    ),
}
_SHORT: Mapping[Question, str] = {
    Question.DIAGRAM: "Complete diagram",
    Question.METHOD: "Standard method",
    Question.TIME: "Standard time",
    Question.ESCALATION: "Escalation",
}


def show_answers(screen: Screen, diagram: Diagram, found: Standards, language: str) -> None:
    """A row a question and a column a process: how much of what counts passes."""
    several = [each for each in found.processes if any(it.share is not None for it in each.answers)]
    names = [process_name(diagram, each.process or "", language) for each in several]
    columns = dict(zip(names, several, strict=True)) if len(several) > 1 else {}
    columns[translate("Whole diagram", language)] = found
    rows = [
        [
            translate(text, language),
            *(_share(each.answer(question).share, language) for each in columns.values()),
        ]
        for question, text in _QUESTIONS.items()
    ]
    score = [translate("Score", language), *(share(each.score, language) for each in columns.values())]
    screen.table([translate("The four questions", language), *columns], [*rows, score])


def answers_in_words(found: Standards, language: str) -> str:
    """The answers on one line, the score first."""
    told = [f"{translate('Score', language)} {share(found.score, language)}"]
    for question, text in _SHORT.items():
        told.append(f"{translate(text, language)} {_share(found.answer(question).share, language)}")
    return " · ".join(told)


def show_library(screen: Screen, found: Mapping[str, Standards], language: str) -> None:
    """A row a file, and all of them together in the last."""
    library = library_standards(found)
    headings = [translate(text, language) for text in ("The four questions", *_SHORT.values(), "Score")]
    rows = [
        [
            name,
            *(_share(each.answer(question).share, language) for question in _SHORT),
            share(each.score, language),
        ]
        for name, each in found.items()
    ]
    whole = [_share(library.shares[question], language) for question in _SHORT]
    rows.append([translate("All of them", language), *whole, share(library.score, language)])
    screen.table(headings, rows)
    screen.line(
        translate(
            "{n} of {m} processes are standardised.", language, n=len(library.standardised), m=len(found)
        )
    )


def answers_as_json(found: Standards, language: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "score": found.score,
        "standardised": found.is_standardised,
        "questions": {
            answer.question.value: {
                "share": answer.share,
                "passed": list(answer.passed),
                "failed": [as_entry(problem, language) for problem in answer.failed],
            }
            for answer in found.answers
        },
    }
    if found.process is None:
        told["processes"] = {each.process: answers_as_json(each, language) for each in found.processes}
    return told


def _share(value: float | None, language: str) -> str:
    """A share; nothing where the question does not arise."""
    return NO_FIGURE if value is None else share(value, language)
