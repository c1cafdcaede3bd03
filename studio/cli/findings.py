"""Problems and warnings on standard output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from studio.app.names import name_of
from studio.cli.screen import Part, Screen
from studio.model import Diagram, Problem, Severity
from studio.wording import say, translate

__all__ = ["as_line", "show_table", "tally"]

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


def as_line(problem: Problem, file: str, language: str) -> str:
    """A finding as compilers tell it: ``file:line: severity: sentence [code element]``."""
    where = file if problem.line is None else f"{file}:{problem.line}"
    named = f"{problem.code} {problem.element or ''}".rstrip()
    return f"{where}: {_severity(problem, language)}: {say(problem, language)} [{named}]"


def show_table(screen: Screen, problems: Sequence[Problem], diagram: Diagram, language: str) -> None:
    """The findings as a table."""
    headings = [translate(heading, language) for heading in ("Line", "Severity", "Element", "Problem")]
    screen.table(headings, (_row(problem, diagram, language) for problem in problems), words=len(headings))


def tally(problems: Iterable[Problem], language: str) -> str:
    """How many errors, warnings and notes there are; those there are none of are not mentioned."""
    number = Counter(problem.severity for problem in problems)
    return ", ".join(
        translate(_COUNTS[severity], language, count=number[severity])
        for severity in _COUNTS
        if number[severity]
    )


def _row(problem: Problem, diagram: Diagram, language: str) -> Sequence[Part]:
    element = diagram.element(problem.element) if problem.element is not None else None
    return (
        "" if problem.line is None else str(problem.line),
        (_severity(problem, language), _STYLES[problem.severity]),
        problem.element or "" if element is None else name_of(element, language),
        say(problem, language),
    )


def _severity(problem: Problem, language: str) -> str:
    return translate(problem.severity.value, language)
