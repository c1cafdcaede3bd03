"""``studio simplify --apply``: what a suggestion comes to, as files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from studio.cli.asked import Asked
from studio.cli.exits import Exit
from studio.cli.files import diagram_bytes, read_diagram
from studio.cli.screen import Screen, write_json
from studio.errors import StudioError
from studio.reading import read
from studio.scenario import comes_to_the_same, complete
from studio.scenario.inheritance import chain
from studio.simplify import Suggestion, applied, name_after, scenario_after, suggestions
from studio.wording import sentence, translate

__all__ = ["apply_suggestion"]


def apply_suggestion(asked: Asked, id: str | None, out: Path | None) -> Exit:
    """Writes the simpler diagram and the scenario that goes with it; nothing where either is refused."""
    if id is None:
        raise _refusal("apply.no-suggestion")
    if out is None:
        raise _refusal("apply.no-output")
    reading = read_diagram(asked.file)
    scenario = asked.scenario_of(reading)
    suggestion = _found(id, suggestions(reading.diagram, scenario))
    beside = out.with_suffix(".yaml")
    _spare_inputs(asked, (out, beside))
    data = applied(suggestion, diagram_bytes(asked.file), reading.diagram)
    text = None
    if asked.scenario is not None or _has_to_be_stated(suggestion, data):
        text = scenario_after(
            suggestion,
            asked.scenario or "",
            reading,
            data,
            name=name_after(suggestion, scenario.name, reading.diagram, asked.language),
            beside=out.parent.resolve(),
            file=out.name,
        )
    out.write_bytes(data)
    if text is not None:
        beside.write_text(text, encoding="utf-8", newline="\n")
    if asked.as_json:
        write_json({"diagram": str(out), "scenario": None if text is None else str(beside)})
        return Exit.DONE
    screen = Screen()
    screen.line(translate("The simpler diagram: {file}", asked.language, file=out))
    if text is not None:
        screen.line(translate("The scenario that goes with it: {file}", asked.language, file=beside))
    return Exit.DONE


def _found(id: str, among: tuple[Suggestion, ...]) -> Suggestion:
    for suggestion in among:
        if suggestion.id == id:
            return suggestion
    known = ", ".join(suggestion.id for suggestion in among)
    raise _refusal("apply.unknown" if known else "apply.none", id=id, known=known)


def _has_to_be_stated(suggestion: Suggestion, data: bytes) -> bool:
    """Whether the suggestion comes to something else than what is assumed of its diagram."""
    simpler = read(data, "")
    return not comes_to_the_same(complete(None, simpler.diagram, simpler.hints), suggestion.scenario)


def _spare_inputs(asked: Asked, written: tuple[Path, ...]) -> None:
    """What was read stays as it is, the files that a scenario is based on included."""
    inputs = {file.resolve() for file in _inputs(asked)}
    for file in written:
        if file.resolve() in inputs or any(file.exists() and file.samefile(one) for one in inputs):
            raise _refusal("apply.onto-input", file=str(file))


def _inputs(asked: Asked) -> Iterator[Path]:
    yield asked.file
    if asked.scenario is not None:
        for document, _ in chain(asked.scenario, str(asked.scenario), asked.scenario.parent):
            yield from map(Path, document.files)


def _refusal(code: str, **parameters: object) -> StudioError:
    return StudioError(code, sentence(code, parameters), **parameters)
