"""What simulations answer: ``simulate``, ``simplify`` and ``compare``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.commands.options import (
    AsJson,
    Cases,
    DiagramFile,
    FailOn,
    Pairs,
    ScenarioFile,
    Seed,
    SpokenLanguage,
    Workers,
    examples,
    spoken_language,
)
from studio.cli.refusals import ending
from studio.errors import StudioError
from studio.wording import sentence

__all__ = ["app"]

app = typer.Typer()


class Engine(StrEnum):
    """What runs a simulation."""

    AUTO = "auto"
    SIMPY = "simpy"


class RecordFormat(StrEnum):
    """What records are written as."""

    CSV = "csv"
    PARQUET = "parquet"
    XES = "xes"


@app.command(
    epilog=examples(
        "studio simulate complaint.bpmn",
        "studio simulate complaint.bpmn -s today.yaml --replications 20 --seed 7",
        "studio simulate complaint.bpmn -s surge.yaml --out results --format parquet",
        "studio simulate complaint.bpmn --story longest",
        "studio simulate complaint.bpmn --json > result.json",
        "studio simulate orders.bpmn returns.bpmn -s both.yaml",
    )
)
def simulate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="F…",
            help="BPMN 2.0 files, simulated together; else those that the scenario names.",
            show_default=False,
        ),
    ] = None,
    *,
    scenario: ScenarioFile = None,
    seed: Seed = None,
    replications: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="How many runs; else until the figures are precise."),
    ] = None,
    cases: Cases = None,
    level: Annotated[
        int,
        typer.Option(
            min=1,
            max=5,
            metavar="N",
            help="What counts: 1 ways only, 2 times too, 3 teams, 4 their hours, 5 ladders and promises.",
        ),
    ] = 5,
    engine: Annotated[Engine, typer.Option(help="What runs it.")] = Engine.AUTO,  # noqa: ARG001 - there is one so far
    log: Annotated[
        bool,
        typer.Option("--log", help="Write the result and every visit, case and climb here, or to --out."),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write the result and every visit, case and climb there."),
    ] = None,
    formats: Annotated[
        list[RecordFormat] | None,
        typer.Option(
            "--format", help="How they are written; may be given more than once.", show_default="csv"
        ),
    ] = None,
    story: Annotated[
        str | None,
        typer.Option(
            metavar="CASE",
            help="Tell why a case took so long: its number, or median, p90, longest, waited, broken.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
    fail_on: FailOn = None,
    language: SpokenLanguage = None,
    workers: Workers = None,
) -> int:
    """Simulate a diagram: times, waits, costs and promises with their intervals, and where it hurts.

    The same seed gives the same figures and the same files, on any number of processes. Several diagrams
    share their teams of one name. Processes that a diagram calls are looked for in the files beside it.
    """
    spoken = spoken_language(language)
    with ending(spoken):
        from studio.cli.several import diagrams_of  # noqa: PLC0415 - it loads the scenario's schema
        from studio.cli.simulate import Wanted, simulate_file  # noqa: PLC0415 - it loads the simulator

        first, *beside = diagrams_of(files or (), scenario)
        wanted = Wanted(
            file=first,
            beside=tuple(beside),
            scenario=scenario,
            seed=seed,
            replications=replications,
            cases=cases,
            level=level,
            out=out or (Path() if log or formats else None),
            formats=tuple(each.value for each in formats or (RecordFormat.CSV,)),
            story=story,
            as_json=as_json,
            fail_on=fail_on,
            language=spoken,
            workers=workers,
        )
        return simulate_file(wanted)


@app.command(
    epilog=examples(
        "studio simplify complaint.bpmn",
        "studio simplify complaint.bpmn -s today.yaml",
        "studio simplify complaint.bpmn -s today.yaml --json",
        "studio simplify complaint.bpmn -s today.yaml --apply R1:Task_Log+Task_Sort -o simpler.bpmn",
    )
)
def simplify(
    file: DiagramFile,
    *,
    scenario: ScenarioFile = None,
    seed: Seed = None,
    replications: Pairs = None,
    cases: Cases = None,
    apply: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Write what this suggestion comes to, without weighing it."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="NEW.bpmn",
            help="Where --apply writes the diagram; the scenario goes beside it as NEW.yaml.",
        ),
    ] = None,
    as_json: AsJson = False,
    language: SpokenLanguage = None,
    workers: Workers = None,
) -> int:
    """Tell what could be simpler, what each change keeps, and what it brings on the same customers."""
    spoken = spoken_language(language)
    with ending(spoken):
        from studio.cli.apply import apply_suggestion  # noqa: PLC0415 - it loads the simulator
        from studio.cli.asked import Asked  # noqa: PLC0415 - it loads the scenario's schema
        from studio.cli.simplify import simplify_file  # noqa: PLC0415 - it loads the simulator

        asked = Asked(
            file=file,
            scenario=scenario,
            seed=seed,
            replications=replications,
            cases=cases,
            as_json=as_json,
            language=spoken,
            workers=workers,
        )
        if apply is None and out is None:
            return simplify_file(asked)
        return apply_suggestion(asked, apply, out)


@app.command(
    epilog=examples(
        "studio compare complaint.bpmn -s today.yaml -s surge.yaml",
        "studio compare complaint.bpmn -s today.yaml -s surge.yaml -s more_people.yaml --json",
    )
)
def compare(
    file: DiagramFile,
    *,
    scenarios: Annotated[
        list[Path],
        typer.Option(
            "--scenario", "-s", metavar="S", help="Two or more; the others are compared with the first."
        ),
    ],
    seed: Seed = None,
    replications: Pairs = None,
    cases: Cases = None,
    as_json: AsJson = False,
    language: SpokenLanguage = None,
    workers: Workers = None,
) -> int:
    """Simulate scenarios on the same customers and tell what differs, and how surely.

    A scenario that names a diagram of its own is simulated on that one.
    """
    spoken = spoken_language(language)
    with ending(spoken):
        from studio.cli.compare import Wanted, compare_files  # noqa: PLC0415 - it loads the simulator

        if len(scenarios) < 2:
            raise StudioError("compare.one", sentence("compare.one", {}))
        wanted = Wanted(
            file=file,
            scenario=scenarios[0],
            others=scenarios[1:],
            seed=seed,
            replications=replications,
            cases=cases,
            as_json=as_json,
            language=spoken,
            workers=workers,
        )
        return compare_files(wanted)
