"""``studio compare``: scenarios side by side on the same customers, and what is proved to differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studio.analysis import Comparison, Difference, Variant, Verdict, compare
from studio.app.amounts import estimate
from studio.app.measures import CASE, case_name, promises
from studio.app.months import SAVED, saving
from studio.app.names import in_language
from studio.app.promised import Levels, level_name
from studio.cli.alike import time_units, unit_of
from studio.cli.asked import Asked, instead
from studio.cli.exits import Exit
from studio.cli.progress import interruptible, shown_progress
from studio.cli.refusals import refuse
from studio.cli.screen import Part, Screen, write_json
from studio.cli.several import read_diagrams
from studio.errors import NothingToSimulate, StudioError
from studio.model import Diagram
from studio.reading import Reading
from studio.scenario import complete, diagram_files, read_scenario
from studio.simulation import Cancelled
from studio.wording import plus_minus, sentence, translate

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
        _show(Screen(), told, sides[0].diagram, wanted.language)
    return Exit.DONE


def _variants(wanted: Wanted) -> list[Variant]:
    readings: dict[tuple[Path, ...], Reading] = {}
    used: dict[Path, Path] = {}
    sides: list[Variant] = []
    for path in filter(None, (wanted.scenario, *wanted.others)):
        files = _diagrams_of(path, wanted.file)
        used.update((file.resolve(), file) for file in files)
        if files not in readings:
            readings[files] = read_diagrams(files)
        reading = readings[files]
        scenario = complete(read_scenario(path, reading.diagram), reading.diagram, reading.hints)
        taken = {side.name for side in sides}
        name = scenario.name if scenario.name not in taken else f"{scenario.name} ({path})"
        sides.append(Variant(name=name, diagram=reading.diagram, scenario=scenario))
    if wanted.file.resolve() not in used:
        named = {"diagram": next(iter(used.values())).name}
        raise StudioError("compare.other-diagram", sentence("compare.other-diagram", named), **named)
    return [replace(sides[0], scenario=instead(wanted, sides[0].scenario)), *sides[1:]]


def _diagrams_of(scenario: Path, file: Path) -> tuple[Path, ...]:
    """The diagrams that a scenario is about: those it names if they are others than the command line's."""
    named = [path for path in diagram_files(scenario) if path.is_file()] if scenario.is_file() else []
    if len(named) > 1:
        return tuple(named)
    if not named or named[0].resolve() == file.resolve():
        return (file,)
    return (named[0],)


def _show(screen: Screen, told: Comparison, diagram: Diagram, language: str) -> None:
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
    units = time_units([result["measures"] for result in results.values()], keys)
    rows = []
    for key in keys:
        if all(_is_nothing(result["measures"].get(key)) for result in results.values()):
            continue
        unit = unit_of(key, units)
        figure = estimate(baseline["measures"][key], language, unit)
        row: list[Part] = [case_name(key, baseline, language), figure]
        for name, of in told.differences.items():
            row.append(_cell(of.get(key), told.results[name].currency, unit, language))
        rows.append(row)
    screen.table([translate("Measure", language), *names], rows)
    screen.line()
    _show_months(screen, told, language)
    _show_climbs(screen, told, baseline["ladders"], diagram, language)
    screen.line(
        translate(
            "+ better, ! worse, = no proven difference. The intervals hold together with 95 %.", language
        )
    )


def _show_months(screen: Screen, told: Comparison, language: str) -> None:
    """What each scenario saves a month on the baseline's cases; what is less than 0 is lost."""
    rows: list[list[Part]] = []
    for what, name in SAVED.items():
        saved = {variant: of[what] for variant, of in told.a_month.items() if what in of}
        if any(each.value for each in saved.values()):
            rows.append(
                [translate(name, language), *(_saved(saved.get(each), language) for each in told.a_month)]
            )
    if rows:
        names = [in_language(name, language) for name in told.a_month]
        screen.table([translate("Saved a month", language), *names], rows)
        screen.line()


def _show_climbs(
    screen: Screen, told: Comparison, ladders: Mapping[str, Levels], diagram: Diagram, language: str
) -> None:
    """How many climbs to each level each scenario spares, or brings; ``ladders`` are the baseline's."""
    rows: list[list[Part]] = []
    for ladder, levels in ladders.items():
        for level, figures in levels.items():
            key = ("ladders", ladder, level, "raised_per_100")
            changes = [of.get(key) for of in told.climbs.values()]
            if any(each is not None and each.value for each in changes):
                cells = [_cell(each, "", "s", language) for each in changes]
                before = estimate(figures.get("raised_per_100"), language)
                rows.append([level_name(level, diagram, language), before, *cells])
    if rows:
        names = [in_language(name, language) for name in told.results]
        screen.table([translate("Climbs per 100 cases", language), *names], rows)
        screen.line()


def _saved(difference: Difference | None, language: str) -> Part:
    if difference is None:
        return "–"
    figure = saving(difference.value, difference.low, difference.high, language)
    return f"{figure} {_MARKS[difference.verdict]}", _STYLES[difference.verdict]


def _is_nothing(figure: Mapping[str, object] | None) -> bool:
    return not figure or not figure.get("value")


def _cell(difference: Difference | None, currency: str, time_unit: str, language: str) -> Part:
    if difference is None:
        return "–"
    unit = (currency or "1") if difference.unit == "currency" else difference.unit
    told = plus_minus(
        difference.value, difference.low, difference.high, unit, language, signed=True, time_unit=time_unit
    )
    return f"{told} {_MARKS[difference.verdict]}", _STYLES[difference.verdict]
