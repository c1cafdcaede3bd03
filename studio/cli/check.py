"""``studio check``: what is wrong or unclear in a diagram, whether it is sound, standardised and simple."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from studio.check import PUBLISHED, Check, Figures, Standards, check
from studio.cli.answers import answers_as_json, answers_in_words, show_answers, show_library
from studio.cli.asked import Asked
from studio.cli.exits import Exit, verdict
from studio.cli.files import read_diagram
from studio.cli.findings import as_entry, as_line, show_table, tally
from studio.cli.read import counts, summary_of
from studio.cli.refusals import refuse
from studio.cli.screen import Screen, write_json
from studio.cli.verdicts import process_name, verdict_as_json, verdict_lines
from studio.errors import UnreadableFile
from studio.model import Severity
from studio.reading import Reading
from studio.wording import number, translate
from studio.wording.complexity import COMPLEXITY

__all__ = ["check_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """A file that was checked."""

    reading: Reading
    found: Check


def check_files(
    files: Sequence[Path],
    scenario: Path | None,
    *,
    as_json: bool,
    fail_on: Severity | None,
    language: str,
) -> Exit:
    """Checks the files one by one; one that is refused does not keep the others from being told.

    ``scenario`` is one of the only file.
    """
    told: list[dict[str, Any]] = []
    answers: dict[str, Standards] = {}
    screen = Screen()
    ending = Exit.DONE
    for file in files:
        try:
            checked = _checked(file, scenario)
        except UnreadableFile as error:
            refuse(error, language)
            ending = Exit.REFUSED
            continue
        ending = max(ending, verdict(checked.found.problems, fail_on))
        answers[checked.reading.name] = checked.found.standards
        if as_json:
            told.append(_told(checked, language))
        elif screen.is_terminal:
            _show(screen, checked, language)
        else:
            _list(screen, checked, language)
    if as_json and (told or len(files) > 1):
        write_json(told if len(files) > 1 else told[0])
    elif len(answers) > 1:
        show_library(screen, answers, language)
    return ending


def _checked(file: Path, scenario: Path | None) -> _Checked:
    reading = read_diagram(file)
    asked = Asked(file=file, scenario=scenario)
    complete = asked.scenario_of(reading) if scenario is not None else None
    return _Checked(reading=reading, found=check(reading, complete))


def _told(checked: _Checked, language: str) -> dict[str, Any]:
    found, diagram = checked.found, checked.reading.diagram
    return {
        "file": checked.reading.name,
        "diagram": counts(diagram),
        "problems": [as_entry(problem, language) for problem in found.problems],
        "soundness": [verdict_as_json(diagram, it, language) for it in found.soundness],
        "complexity": {
            "whole": asdict(found.complexity.whole),
            "processes": {id: asdict(figures) for id, figures in found.complexity.processes.items()},
            "published": {
                line.figure: {"most": line.most, "source": line.source} for line in PUBLISHED.values()
            },
        },
        "standards": answers_as_json(found.standards, language),
    }


def _list(screen: Screen, checked: _Checked, language: str) -> None:
    """Each thing on a line of its own that begins with the file, for other programs."""
    name, diagram, found = checked.reading.name, checked.reading.diagram, checked.found
    screen.line(f"{name}: {summary_of(diagram, language) or translate('no steps yet', language)}")
    for problem in found.problems:
        screen.line(as_line(problem, name, language, diagram))
    for process in found.soundness:
        for line in verdict_lines(diagram, process, language):
            screen.line(f"{name}: ", *line)
    if diagram.nodes:
        figures = _in_words(found.complexity.whole, language)
        answers = answers_in_words(found.standards, language)
        screen.line(f"{name}: {translate('Complexity', language)}: {figures}")
        screen.line(f"{name}: {translate('The four questions', language)}: {answers}")


def _show(screen: Screen, checked: _Checked, language: str) -> None:
    """What a person at a terminal sees."""
    diagram, found = checked.reading.diagram, checked.found
    screen.line((checked.reading.name, "bold"), "  ", summary_of(diagram, language))
    if found.problems:
        show_table(screen, found.problems, diagram, language, rules=True)
        screen.line(tally(found.problems, language))
    else:
        screen.line((translate("Nothing to complain about.", language), "green"))
    if diagram.nodes:
        screen.line()
        for process in found.soundness:
            for line in verdict_lines(diagram, process, language):
                screen.line(*line)
        screen.line()
        _show_complexity(screen, checked, language)
        screen.line()
        show_answers(screen, diagram, found.standards, language)
    screen.line()


def _show_complexity(screen: Screen, checked: _Checked, language: str) -> None:
    """A row a figure and a column a process, the published line beside it."""
    complexity = checked.found.complexity
    columns: dict[str, Figures] = {}
    if len(complexity.processes) > 1:
        for id, figures in complexity.processes.items():
            columns[process_name(checked.reading.diagram, id, language)] = figures
    columns[translate("Whole diagram", language)] = complexity.whole
    headings = [translate("Complexity", language), *columns, translate("Published line", language)]
    rows = [
        [
            translate(measure.name, language),
            *(_figure(figures, key, language) for figures in columns.values()),
            _line(key, language),
        ]
        for key, measure in COMPLEXITY.items()
    ]
    screen.table(headings, rows)


def _in_words(figures: Figures, language: str) -> str:
    told = []
    for key, measure in COMPLEXITY.items():
        name, figure = translate(measure.name, language), _figure(figures, key, language)
        told.append(f"{name} {figure}{_over(figures, key, language)}")
    return " · ".join(told)


def _figure(figures: Figures, key: str, language: str) -> str:
    value = getattr(figures, key)
    return number(value, 0 if isinstance(value, int) else None, language)


def _line(key: str, language: str) -> str:
    line = PUBLISHED.get(key)
    if line is None:
        return ""
    return translate("up to {most} ({source})", language, most=f"{line.most:g}", source=line.source)


def _over(figures: Figures, key: str, language: str) -> str:
    """The published line where the figure is above it."""
    line = PUBLISHED.get(key)
    if line is None or getattr(figures, key) <= line.most:
        return ""
    return f" ({_line(key, language)})"
