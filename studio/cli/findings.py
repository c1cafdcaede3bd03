"""Problems and warnings on standard output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from studio.app.names import step_name
from studio.cli.screen import Part, Screen
from studio.model import Diagram, Problem, Severity
from studio.wording import say, translate

__all__ = ["as_entry", "as_line", "show_table", "tally"]

_STYLES: Mapping[Severity, str] = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "yellow",
    Severity.INFO: "cyan",
}
_COUNTS: Mapping[Severity, str] = {
    Severity.ERROR: "{count} {count:error|errors}",
    Severity.WARNING: "{count} {count:warning|warnings}",
    Severity.INFO: "{count} {count:note|notes}",
}


def as_entry(problem: Problem, language: str) -> dict[str, Any]:
    """A finding as JSON tells it."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "element": problem.element,
        "line": problem.line,
        "text": say(problem, language),
    }


def as_line(problem: Problem, file: str, language: str, diagram: Diagram | None = None) -> str:
    """A finding as compilers tell it: ``file:line: severity: sentence [code element]``.

    With the diagram the element's name stands before the sentence where it has one.
    """
    where = file if problem.line is None else f"{file}:{problem.line}"
    named = f"{problem.code} {problem.element or ''}".rstrip()
    called = "" if diagram is None else _element(problem, diagram, language)
    about = f"{called}: " if called not in ("", problem.element) else ""
    return f"{where}: {_severity(problem, language)}: {about}{say(problem, language)} [{named}]"


def show_table(
    screen: Screen, problems: Sequence[Problem], diagram: Diagram, language: str, *, rules: bool = False
) -> None:
    """The findings as a table, with ``rules`` their codes too."""
    told = ("Line", "Severity", "Element", "Problem", *(("Rule",) if rules else ()))
    headings = [translate(heading, language) for heading in told]
    rows = (
        (*_row(problem, diagram, language), *(((problem.code, "dim"),) if rules else ()))
        for problem in problems
    )
    screen.table(headings, rows, words=len(headings))


def tally(problems: Iterable[Problem], language: str) -> str:
    """How many errors, warnings and notes there are; those there are none of are not mentioned."""
    number = Counter(problem.severity for problem in problems)
    return translate(", ", language).join(
        translate(_COUNTS[severity], language, count=number[severity])
        for severity in _COUNTS
        if number[severity]
    )


def _row(problem: Problem, diagram: Diagram, language: str) -> Sequence[Part]:
    return (
        "" if problem.line is None else str(problem.line),
        (_severity(problem, language), _STYLES[problem.severity]),
        _element(problem, diagram, language),
        say(problem, language),
    )


def _element(problem: Problem, diagram: Diagram, language: str) -> str:
    """What people call the element; its id where the diagram has none of that id."""
    return "" if problem.element is None else step_name(diagram, problem.element, language)


def _severity(problem: Problem, language: str) -> str:
    return translate(problem.severity.value, language)
