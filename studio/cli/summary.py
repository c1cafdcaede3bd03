"""A result in words and tables: the figures with their ±, the warnings, and what was assumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from studio.analysis import Result
from studio.analysis.meaningful import meaningful
from studio.app.amounts import amount, estimate
from studio.app.measures import CASE, STEP, TEAM, case_name, promises
from studio.app.names import in_language, input_name, step_name, team_name
from studio.app.notices import is_grave, notices
from studio.cli.alike import time_units, unit_of
from studio.cli.findings import as_line, show_table, tally
from studio.cli.parted import part_tables
from studio.cli.promised import ladder_tables, promise_table
from studio.cli.screen import Part, Screen
from studio.model import Diagram
from studio.reading import Reading
from studio.scenario import Detail
from studio.wording import translate

__all__ = ["show_summary"]

_BUSY, _TOO_BUSY = 0.85, 0.95
_ASSUMED_NAMES = 6
_CHECK_MARKS = {True: "+", False: "!", None: "~"}
_NOTICE_STYLES = {"red": "bold red", "orange": "yellow"}

_STEP_MEASURES = ("visits_per_case", "wait.mean", "wait.p90", "service_level.share", "work.mean")


def show_summary(
    screen: Screen,
    result: Result,
    reading: Reading,
    files: Sequence[Path],
    language: str,
    *,
    level: Detail,
) -> None:
    """Everything that a person wants to know of a result at first sight, as far as its level tells it."""
    told = meaningful(result.to_json(language), level)
    diagram = reading.diagram
    _headline(screen, result, told, diagram, language)
    _cases(screen, told, language)
    _steps(screen, result, told, diagram, language)
    _teams(screen, told, diagram, language)
    _promised(screen, told, diagram, language)
    _ends(screen, told, diagram, language)
    _assumed(screen, result, diagram, language)
    _warnings(screen, result, reading, language)
    _checks(screen, told)
    for file in files:
        screen.line(translate("Written: {file}", language, file=str(file)))


def _headline(
    screen: Screen, result: Result, told: Mapping[str, Any], diagram: Diagram, language: str
) -> None:
    """What was simulated; before anything else, what changes how every figure reads."""
    screen.line(
        (result.diagram, "bold"),
        "  ",
        translate("Scenario: {name}", language, name=in_language(result.scenario, language)),
    )
    for notice in notices(told["warnings"], diagram, language):
        screen.line((f"! {notice.text}", _NOTICE_STYLES[notice.tone]))
    screen.line(
        translate(
            "Cases: {cases:number}; replications: {replications:number}; open at the end: {open:number}; "
            "warm-up: {warm_up:duration}; engine: {engine}; seed: {seed}",
            language,
            cases=result.cases,
            replications=result.replications,
            open=result.open_at_end,
            warm_up=result.warm_up,
            engine=result.engine,
            seed=result.seed,
        )
    )
    screen.line()


def _cases(screen: Screen, told: Mapping[str, Any], language: str) -> None:
    """The figures of the whole process that exist, promises last."""
    measures = told["measures"]
    keys = [*CASE, *(f"promise.{name}.share" for name, _ in promises(told))]
    units = time_units([measures], keys)
    rows = [
        (case_name(key, told, language), estimate(measures[key], language, unit_of(key, units)))
        for key in keys
        if measures.get(key, {}).get("value") is not None
        and (measures[key]["value"] or not key.startswith("cost_"))
    ]
    _titled(screen, "Cases", [translate("Measure", language), translate("Value", language)], rows, language)


def _steps(screen: Screen, result: Result, told: Mapping[str, Any], diagram: Diagram, language: str) -> None:
    """The steps and events at which a case spends time, or did if times counted, in the file's order."""
    worked = [key for key in ("wait.mean", "work.mean") if any(key in of for of in told["steps"].values())]
    shown = {
        id: figures
        for id, figures in told["steps"].items()
        if any(key in figures for key in worked or ["again_per_case"])
    }
    keys = [key for key in _STEP_MEASURES if any(key in figures for figures in shown.values())]
    units = time_units(shown.values(), keys)
    rows = [
        (step_name(diagram, id, language), *_step_cells(figures, keys, units, language))
        for id, figures in shown.items()
    ]
    names = {key: translate(STEP[key].name, language) for key in keys}
    if "service_level.share" in names:
        names["service_level.share"] = translate(
            "{measure} ({limit:duration})",
            language,
            measure=names["service_level.share"],
            limit=result.service_level,
        )
    _titled(screen, "Steps", [translate("Step", language), *names.values()], rows, language)


def _step_cells(
    figures: Mapping[str, Any], keys: Sequence[str], units: Mapping[str, str], language: str
) -> Iterator[str]:
    """What a step has no figure for, such as an event for the time worked on it, gets a dash."""
    for key in keys:
        told = estimate if key == "wait.mean" else amount
        yield told(figures.get(key), language, unit_of(key, units))


def _checks(screen: Screen, told: Mapping[str, Any]) -> None:
    """How the study checked itself: + it agrees, ! it does not, ~ a hint that nothing follows from."""
    for check in told["checks"]:
        screen.line((f"{_CHECK_MARKS[check['holds']]} {check['text']}", "" if check["holds"] else "dim"))
    screen.line()


def _teams(screen: Screen, told: Mapping[str, Any], diagram: Diagram, language: str) -> None:
    rows = [
        (
            team_name(diagram, team, language),
            (estimate(figures.get("utilisation"), language), _load_style(figures)),
            estimate(figures.get("queue.mean"), language),
            amount(figures.get("on_floor.mean"), language),
        )
        for team, figures in told["teams"].items()
    ]
    headings = [
        translate("Team", language),
        *(translate(TEAM[key].name, language) for key in ("utilisation", "queue.mean")),
        translate("People on the floor, mean", language),
    ]
    _titled(screen, "Teams", headings, rows, language)


def _promised(screen: Screen, told: Mapping[str, Any], diagram: Diagram, language: str) -> None:
    """Who climbs to whom, and how the promises fare by both clocks."""
    tables = [*ladder_tables(told, diagram, language), promise_table(told, diagram, language)]
    tables += part_tables(told, language)
    for title, headings, rows in filter(None, tables):
        screen.line((title, "bold"))
        screen.table(headings, rows)
        screen.line()


def _ends(screen: Screen, told: Mapping[str, Any], diagram: Diagram, language: str) -> None:
    rows = [
        (step_name(diagram, id, language), estimate(figures.get("share"), language))
        for id, figures in told["paths"].items()
    ]
    if len(rows) > 1:
        headings = [translate("End", language), translate("Share of cases", language)]
        _titled(screen, "Ends", headings, rows, language)


def _titled(
    screen: Screen, title: str, headings: Sequence[str], rows: Sequence[Sequence[Part]], language: str
) -> None:
    if rows:
        screen.line((translate(title, language), "bold"))
        screen.table(headings, rows)
        screen.line()


def _load_style(figures: Mapping[str, Any]) -> str:
    """How a team's utilisation looks: nearer to 100 % its queue grows without bound."""
    load = (figures.get("utilisation") or {}).get("value") or 0.0
    return "bold red" if load >= _TOO_BUSY else "yellow" if load >= _BUSY else ""


def _assumed(screen: Screen, result: Result, diagram: Diagram, language: str) -> None:
    if not result.assumed:
        screen.line((translate("No input is assumed", language), "green"))
        return
    text = translate("{n} of {m} inputs are assumed", language, n=len(result.assumed), m=result.inputs)
    named = [input_name(path, diagram, language) for path in result.assumed[:_ASSUMED_NAMES]]
    more = len(result.assumed) - len(named)
    if more:
        named.append(translate("{count} more", language, count=more))
    names = translate("; ", language).join(named)
    screen.line(translate("{what}: {names}", language, what=text, names=names))


def _warnings(screen: Screen, result: Result, reading: Reading, language: str) -> None:
    """What the simulation warns of besides what was told first, and that the diagram itself has problems."""
    problems = [problem for problem in result.problems if not is_grave(problem.code)]
    if problems and screen.is_terminal:
        show_table(screen, problems, reading.diagram, language)
    for problem in () if screen.is_terminal else problems:
        screen.line(as_line(problem, result.diagram, language))
    if reading.problems:
        screen.line(
            translate(
                "The diagram has {problems}: studio read {file}",
                language,
                problems=tally(reading.problems, language),
                file=result.diagram,
            )
        )
