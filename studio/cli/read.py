"""``studio read``: what a diagram holds, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from studio.cli.exits import Exit, verdict
from studio.cli.files import read_diagram
from studio.cli.findings import as_entry, as_line, show_table, tally
from studio.cli.refusals import refuse
from studio.cli.screen import Screen, write_json
from studio.errors import UnreadableFile
from studio.model import Diagram, Severity
from studio.reading import Reading
from studio.wording import translate

__all__ = ["counts", "read_files", "summary_of"]

_COUNTED: Mapping[str, str] = {
    "pools": "{count} {count:pool|pools}",
    "lanes": "{count} {count:lane|lanes}",
    "steps": "{count} {count:step|steps}",
    "events": "{count} {count:event|events}",
    "gateways": "{count} {count:gateway|gateways}",
    "flows": "{count} {count:flow|flows}",
    "messages": "{count} {count:message flow|message flows}",
}
"""The counts that people are told."""


def read_files(files: Sequence[Path], *, as_json: bool, fail_on: Severity | None, language: str) -> Exit:
    """Reads the files one by one; one that is refused does not keep the others from being told."""
    told: list[dict[str, Any]] = []
    screen = Screen()
    ending = Exit.DONE
    for file in files:
        try:
            reading = read_diagram(file)
        except UnreadableFile as error:
            refuse(error, language)
            ending = Exit.REFUSED
            continue
        ending = max(ending, verdict(reading.problems, fail_on))
        if as_json:
            told.append(_told(reading, language))
        else:
            _show(screen, reading, language)
    if as_json and (told or len(files) > 1):
        write_json(told if len(files) > 1 else told[0])
    return ending


def counts(diagram: Diagram) -> dict[str, int]:
    """How many of each kind of element a diagram has; steps are activities of any kind."""
    return {
        "processes": len(diagram.processes),
        "pools": len(diagram.pools),
        "lanes": len(diagram.lanes),
        "steps": sum(node.kind.is_activity for node in diagram.nodes),
        "events": sum(node.kind.is_event for node in diagram.nodes),
        "gateways": sum(node.kind.is_gateway for node in diagram.nodes),
        "flows": len(diagram.flows),
        "messages": len(diagram.messages),
        "artifacts": len(diagram.artifacts),
        "associations": len(diagram.associations),
    }


def _told(reading: Reading, language: str) -> dict[str, Any]:
    return {
        "file": reading.name,
        "diagram": counts(reading.diagram),
        "problems": [as_entry(problem, language) for problem in reading.problems],
        "hints": [
            {
                "element": hint.element,
                "parameter": hint.parameter,
                "value": hint.value,
                "source": hint.source,
                "line": hint.line,
            }
            for hint in reading.hints
        ],
    }


def summary_of(diagram: Diagram, language: str) -> str:
    """What a diagram holds, in one line."""
    number = counts(diagram)
    told = (translate(text, language, count=number[key]) for key, text in _COUNTED.items() if number[key])
    return translate(", ", language).join(told)


def _show(screen: Screen, reading: Reading, language: str) -> None:
    summary = summary_of(reading.diagram, language)
    if not screen.is_terminal:
        screen.line(f"{reading.name}: {summary or translate('no steps yet', language)}")
        for problem in reading.problems:
            screen.line(as_line(problem, reading.name, language, reading.diagram))
        return
    screen.line((reading.name, "bold"), "  ", summary)
    if reading.problems:
        show_table(screen, reading.problems, reading.diagram, language)
        screen.line(tally(reading.problems, language))
    else:
        screen.line((translate("Nothing to complain about.", language), "green"))
    screen.line()
