"""``studio import`` and ``studio export``: scenarios from and for other tools, and what is dropped."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.cli.asked import scenario_for
from studio.cli.exits import Exit
from studio.cli.files import diagram_bytes, read_diagram
from studio.cli.screen import Screen, write_json
from studio.errors import StudioError
from studio.model import Diagram, Problem
from studio.reading import Reading, read
from studio.reading.exchange import companions, is_companion
from studio.scenario import ProvenanceKind, dump, read_mapping
from studio.scenario.exchange import Imported, Written, imported, write_bpsim, write_qbp
from studio.wording import say, sentence, translate

__all__ = ["FORMATS", "export_scenario", "import_scenarios"]

FORMATS: Mapping[str, str] = {"bpsim": "BPSim 2.0", "bpsim1": "BPSim 1.0", "qbp": "qbp"}
"""What ``--as`` can be."""

_REPORT = "not-imported.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A diagram's file, its reading, and the scenarios for it."""

    file: Path
    diagram: Diagram
    scenarios: tuple[Imported, ...]


def import_scenarios(
    files: Sequence[Path], *, diagram: Path | None, out: Path | None, as_json: bool, language: str
) -> Exit:
    """Tells which scenarios files carry; with ``out`` they are written there, beside what was dropped."""
    source = _found(files, diagram)
    written = [] if out is None else _written(source, out, language)
    if as_json:
        write_json(
            {"scenarios": [_as_json(each, source, path, language) for each, path in _pairs(source, written)]}
        )
        return Exit.DONE
    screen = Screen()
    for each, path in _pairs(source, written):
        screen.line((each.name, "bold"), "" if path is None else f"  {path}")
        for text in _summary(each, language):
            screen.line(f"  {text}")
        for problem in (*each.dropped, *each.remarks):
            screen.line(f"  - {_told(problem, language)}")
    return Exit.DONE


def _found(files: Sequence[Path], diagram: Path | None) -> _Source:
    contents = [(diagram_bytes(file), file) for file in files]
    beside = [(data, str(file)) for data, file in contents if is_companion(data)]
    if beside:
        if diagram is None:
            raise _refusal("exchange.needs-diagram")
        reading = read_diagram(diagram)
        found = imported(companions(beside, reading.diagram), reading.diagram, kind=ProvenanceKind.STATED)
        return _Source(file=diagram, diagram=reading.diagram, scenarios=found)
    readings = [(read(data, str(file)), file) for data, file in contents]
    if diagram is not None:
        readings.append((read_diagram(diagram), diagram))
    own = next(((reading, file) for reading, file in readings if reading.parameters), None)
    if own is None:
        raise _refusal("exchange.nothing")
    reading, file = own
    return _Source(
        file=file, diagram=reading.diagram, scenarios=imported(reading.parameters, reading.diagram)
    )


def _pairs(source: _Source, written: Sequence[Path]) -> list[tuple[Imported, Path | None]]:
    paths: list[Path | None] = [*written, *([None] * (len(source.scenarios) - len(written)))]
    return list(zip(source.scenarios, paths, strict=True))


def _written(source: _Source, out: Path, language: str) -> list[Path]:
    """The scenarios as files; a derived one names the file that it is based on."""
    out.mkdir(parents=True, exist_ok=True)
    paths: dict[str, Path] = {}
    for each in source.scenarios:
        paths[each.name] = out / f"{_file_name(each.name, [path.stem for path in paths.values()])}.yaml"
    lines = []
    for each in source.scenarios:
        values = dict(each.own)
        if each.based_on in paths:
            values["based_on"] = paths[each.based_on or ""].name
        else:
            values["diagram"] = Path(os.path.relpath(source.file.resolve(), out.resolve())).as_posix()
        paths[each.name].write_text(dump(_in_order(values)), encoding="utf-8", newline="\n")
        lines += [f"{each.name}:", *(f"- {_told(it, language)}" for it in (*each.dropped, *each.remarks)), ""]
    (out / _REPORT).write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return list(paths.values())


def _in_order(values: Mapping[str, Any]) -> dict[str, Any]:
    first = [key for key in ("schema", "name", "diagram", "based_on") if key in values]
    return {key: values[key] for key in (*first, *(key for key in values if key not in first))}


def _file_name(name: str, taken: Sequence[str]) -> str:
    plain = re.sub(r"[^\w-]+", "-", name.lower()).strip("-_")[:60] or "scenario"
    found, number = plain, 2
    while found in taken:
        found, number = f"{plain}-{number}", number + 1
    return found


def _summary(each: Imported, language: str) -> list[str]:
    counted = {
        "{count} {count:step|steps}": "steps",
        "{count} {count:team|teams}": "teams",
        "{count} {count:choice|choices}": "routing",
        "{count} {count:start|starts}": "arrivals",
    }
    told = [
        translate(text, language, count=len(each.values[section]))
        for text, section in counted.items()
        if each.values.get(section)
    ]
    dropped = translate("{count} {count:value was|values were} dropped:", language, count=len(each.dropped))
    return [translate(", ", language).join(told)] * bool(told) + [dropped] * bool(each.dropped)


def _told(problem: Problem, language: str) -> str:
    where = f" [{problem.element}]" if problem.element else ""
    return say(problem, language) + where


def _as_json(each: Imported, source: _Source, path: Path | None, language: str) -> dict[str, Any]:
    return {
        "name": each.name,
        "diagram": str(source.file),
        "based_on": each.based_on,
        "file": None if path is None else str(path),
        "values": each.own,
        "dropped": [problem_json(problem, language) for problem in each.dropped],
        "remarks": [problem_json(problem, language) for problem in each.remarks],
    }


def problem_json(problem: Problem, language: str) -> dict[str, Any]:
    told = dict(problem.parameters)
    return {
        "code": problem.code,
        "element": problem.element,
        "line": problem.line,
        "parameter": told.get("parameter"),
        "value": told.get("value"),
        "text": say(problem, language),
    }


def export_scenario(
    file: Path, scenarios: Sequence[Path], *, form: str, out: Path, as_json: bool, language: str
) -> Exit:
    """Writes the diagram's file with the scenarios in it, and tells what the format cannot hold."""
    if any(out.resolve() == each.resolve() for each in (file, *scenarios)):
        raise _refusal("exchange.onto-input", file=str(out))
    data = diagram_bytes(file)
    reading = read(data, str(file))
    if form == "qbp" and len(scenarios) > 1:
        raise _refusal("exchange.one-only", format=FORMATS[form])
    for path in scenarios:
        scenario_for(file, path, reading)
    written = _exported(data, reading, scenarios, form)
    out.write_bytes(written.data)
    if as_json:
        told = [problem_json(problem, language) for problem in written.dropped]
        write_json({"file": str(out), "format": FORMATS[form], "dropped": told})
        return Exit.DONE
    screen = Screen()
    screen.line(translate("Written as {format}: {file}", language, format=FORMATS[form], file=out))
    if written.dropped:
        count = len(written.dropped)
        screen.line(translate("{count} {count:value was|values were} dropped:", language, count=count))
    for problem in written.dropped:
        screen.line(f"- {_told(problem, language)}")
    return Exit.DONE


def _exported(data: bytes, reading: Reading, scenarios: Sequence[Path], form: str) -> Written:
    found = []
    for path in scenarios:
        values = read_mapping(path, reading.diagram)
        found.append({**values, "name": values.get("name") or path.stem})
    folders = [path.parent for path in scenarios]
    if form == "qbp":
        return write_qbp(found[0], data, folder=folders[0])
    return write_bpsim(found, data, version="1.0" if form == "bpsim1" else "2.0", folder=folders)


def _refusal(code: str, **parameters: object) -> StudioError:
    return StudioError(code, sentence(code, parameters), **parameters)
