"""``studio compare``: scenarios side by side on the same customers, and what is proved to differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studio.analysis import Comparison, Difference, Variant, Verdict, compare
from studio.app.amounts import estimate
from studio.app.measures import CASE, case_name, promises
from studio.app.names import in_language
from studio.cli.asked import Asked, instead
from studio.cli.exits import Exit
from studio.cli.files import read_diagram
from studio.cli.progress import interruptible, shown_progress
from studio.cli.refusals import refuse
from studio.cli.screen import Part, Screen, write_json
from studio.errors import NothingToSimulate, StudioError
from studio.reading import Reading
from studio.scenario import complete, diagram_files, read_scenario
from studio.simulation import Cancelled
from studio.wording import duration, plus_minus, sentence, translate

__all__ = ["Wanted", "compare_files"]

_STYLES: Mapping[Verdict, str] = {Verdict.BETTER: "green", Verdict.WORSE: "red", Verdict.UNPROVEN: "dim"}
_MARKS: Mapping[Verdict, str] = {Verdict.BETTER: "+", Verdict.WORSE: "!", Verdict.UNPROVEN: "="}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(Asked):
    """What the command line asks for; ``scenario`` is the first, which the others are compared with."""

    others: Sequence[Path]


def compare_files(wanted: Wanted) -> Exit:
    """Compares scenarios; what is refused is raised as a StudioError or told in one line."""
    sides = _variants(wanted)
    try:
        with interruptible() as pressed, shown_progress(wanted.language) as progress:
            told = compare(sides, progress=progress, cancelled=pressed, workers=wanted.workers)
    except NothingToSimulate as error:
        refuse(error, wanted.language, about=str(wanted.file))
        return Exit.REFUSED
    except Cancelled:
        raise KeyboardInterrupt from None
    if wanted.as_json:
        write_json(told.to_json(wanted.language))
    else:
        _show(Screen(), told, wanted.language)
    return Exit.DONE


def _variants(wanted: Wanted) -> list[Variant]:
    readings: dict[Path, Reading] = {wanted.file.resolve(): read_diagram(wanted.file)}
    used: dict[Path, Path] = {}
    sides: list[Variant] = []
    for path in filter(None, (wanted.scenario, *wanted.others)):
        file = _diagram_of(path, wanted.file)
        used[file.resolve()] = file
        reading = readings.setdefault(file.resolve(), read_diagram(file))
        scenario = complete(read_scenario(path, reading.diagram), reading.diagram, reading.hints)
        taken = {side.name for side in sides}
        name = scenario.name if scenario.name not in taken else f"{scenario.name} ({path})"
        sides.append(Variant(name=name, diagram=reading.diagram, scenario=scenario))
    if wanted.file.resolve() not in used:
        named = {"diagram": next(iter(used.values())).name}
        raise StudioError("compare.other-diagram", sentence("compare.other-diagram", named), **named)
    return [replace(sides[0], scenario=instead(wanted, sides[0].scenario)), *sides[1:]]


def _diagram_of(scenario: Path, file: Path) -> Path:
    """The diagram that a scenario is about: the one it names if that is another than the command line's."""
    named = [path for path in diagram_files(scenario) if path.is_file()] if scenario.is_file() else []
    if not named or any(path.resolve() == file.resolve() for path in named):
        return file
    return named[0]


def _show(screen: Screen, told: Comparison, language: str) -> None:
    results = {name: result.to_json(language) for name, result in told.results.items()}
    baseline = results[told.baseline]
    screen.line(
        translate(
            "Compared with {name}: {replications:number} replications each, the same customers, seed {seed}",
            language,
            name=in_language(told.baseline, language),
            replications=baseline["replications"],
            seed=baseline["seed"],
        )
    )
    screen.line()
    keys = [*CASE, *(f"promise.{name}.share" for name, _ in promises(baseline))]
    names = [in_language(name, language) for name in told.results]
    rows = []
    for key in keys:
        if all(_is_nothing(result["measures"].get(key)) for result in results.values()):
            continue
        row: list[Part] = [case_name(key, baseline, language), estimate(baseline["measures"][key], language)]
        for name, of in told.differences.items():
            row.append(_cell(of.get(key), told.results[name].currency, language))
        rows.append(row)
    screen.table([translate("Measure", language), *names], rows)
    screen.line()
    screen.line(
        translate(
            "+ better, ! worse, = no proven difference. The intervals hold together with 95 %.", language
        )
    )


def _is_nothing(figure: Mapping[str, object] | None) -> bool:
    return not figure or not figure.get("value")


def _cell(difference: Difference | None, currency: str, language: str) -> Part:
    if difference is None:
        return "–"
    unit = (currency or "1") if difference.unit == "currency" else difference.unit
    told = plus_minus(difference.value, difference.low, difference.high, unit, language, signed=True)
    if difference.unit == "s" and difference.low == difference.high:
        told = duration(difference.value, language)
    return f"{told} {_MARKS[difference.verdict]}", _STYLES[difference.verdict]
