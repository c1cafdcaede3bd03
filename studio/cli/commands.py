"""The commands and their options, as ``--help`` tells them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.exits import Exit
from studio.cli.refusals import ending
from studio.cli.screen import complain, prepare_streams, system_language
from studio.cli.usage import language_of, usage
from studio.errors import StudioError
from studio.model import Severity
from studio.wording import sentence

__all__ = ["run"]

_app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class Language(StrEnum):
    """A language of what is said."""

    ENGLISH = "en"
    CHINESE = "zh-CN"


class Engine(StrEnum):
    """What runs a simulation."""

    AUTO = "auto"
    SIMPY = "simpy"


class Format(StrEnum):
    """A format that scenarios are written in."""

    BPSIM = "bpsim"
    BPSIM1 = "bpsim1"
    QBP = "qbp"


_File = Annotated[Path, typer.Argument(metavar="F", help="A BPMN 2.0 file.", show_default=False)]
_Scenario = Annotated[
    Path | None,
    typer.Option(
        "--scenario", "-s", metavar="S", help="What the diagram does not say (YAML); else it is assumed."
    ),
]
_Seed = Annotated[
    int | None, typer.Option(min=0, metavar="N", help="Of the random numbers; else the scenario's.")
]
_Cases = Annotated[int | None, typer.Option(min=1, metavar="N", help="Cases a run; else the scenario's.")]
_Pairs = Annotated[
    int | None,
    typer.Option(min=2, metavar="N", help="How many runs; else until the differences are precise."),
]
_Workers = Annotated[
    int | None, typer.Option(min=1, max=256, metavar="N", help="Processes at most; else one a processor.")
]
_Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]
_FailOn = Annotated[
    Severity | None,
    typer.Option("--fail-on", help="Exit with 1 if a finding is at least that bad.", show_default=False),
]
_Language = Annotated[
    Language | None,
    typer.Option("--language", help="Language of the output; else the system's.", show_default=False),
]


def _examples(*lines: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def _spoken(language: Language | None) -> str:
    return system_language() if language is None else language.value


def run(arguments: Sequence[str]) -> int:
    """Carries out a command line and returns the exit code."""
    prepare_streams()
    try:
        code = _app(arguments, prog_name="studio", standalone_mode=False)
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        about = "studio" if context is None else context.command_path
        complain(usage(error.format_message(), about, language_of(arguments)))
        return Exit.REFUSED
    return int(code or Exit.DONE)


@_app.callback(
    invoke_without_command=True,
    epilog=_examples(
        "studio --port 8600", "studio read complaint.bpmn", "studio simulate complaint.bpmn -s today.yaml"
    ),
)
def studio(
    context: typer.Context,
    *,
    port: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=65535,
            metavar="N",
            help="The app's port; else 8501 or the next free.",
            show_default=False,
        ),
    ] = None,
    tell_version: Annotated[bool, typer.Option("--version", help="Tell the version.")] = False,
) -> int:
    """Read and simulate BPMN diagrams of customer-service operations.

    Without a command the app opens in the browser.

    Exit code: 0 done, 1 a finding at or over --fail-on, 2 input refused, 130 stopped by Ctrl-C.
    """
    if context.invoked_subcommand is not None:
        return Exit.DONE
    with ending(system_language()):
        if tell_version:
            sys.stdout.write(f"{version('service-process-studio')}\n")
            return Exit.DONE
        from studio.app import launch  # noqa: PLC0415 - the other commands start without it

        return launch.run(port)


@_app.command(
    epilog=_examples(
        "studio read complaint.bpmn",
        "studio read bpmn/*.bpmn --fail-on error",
        "studio read complaint.bpmn --json",
    )
)
def read(
    files: Annotated[list[Path], typer.Argument(metavar="F…", help="BPMN 2.0 files.", show_default=False)],
    *,
    as_json: _Json = False,
    fail_on: _FailOn = None,
    language: _Language = None,
) -> int:
    """Tell what diagrams hold and what is wrong with them."""
    spoken = _spoken(language)
    with ending(spoken):
        from studio.cli.read import read_files  # noqa: PLC0415 - so that --help is there at once

        return read_files(files, as_json=as_json, fail_on=fail_on, language=spoken)


@_app.command(
    epilog=_examples(
        "studio check complaint.bpmn",
        "studio check bpmn/*.bpmn --fail-on warning",
        "studio check complaint.bpmn -s today.yaml --json",
    )
)
def check(
    files: Annotated[list[Path], typer.Argument(metavar="F…", help="BPMN 2.0 files.", show_default=False)],
    *,
    scenario: Annotated[
        Path | None,
        typer.Option("--scenario", "-s", metavar="S", help="Times, methods and ladders of the one diagram."),
    ] = None,
    as_json: _Json = False,
    fail_on: _FailOn = None,
    language: _Language = None,
) -> int:
    """Tell what is wrong or unclear in diagrams, whether every case can end, and how complex they are.

    Nothing is simulated: what is told holds for every case.
    """
    spoken = _spoken(language)
    with ending(spoken):
        from studio.cli.check import check_files  # noqa: PLC0415 - it loads the scenario's schema

        if scenario is not None and len(files) > 1:
            raise StudioError("check.several", sentence("check.several", {}))
        return check_files(files, scenario, as_json=as_json, fail_on=fail_on, language=spoken)


@_app.command(
    epilog=_examples(
        "studio simulate complaint.bpmn",
        "studio simulate complaint.bpmn -s today.yaml --replications 20 --seed 7",
        "studio simulate complaint.bpmn -s surge.yaml --cases 5000 --out results/surge",
        "studio simulate complaint.bpmn --json > result.json",
    )
)
def simulate(
    file: _File,
    *,
    scenario: _Scenario = None,
    seed: _Seed = None,
    replications: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="How many runs; else until the figures are precise."),
    ] = None,
    cases: _Cases = None,
    engine: Annotated[Engine, typer.Option(help="What runs it.")] = Engine.AUTO,  # noqa: ARG001 - there is one so far
    log: Annotated[
        bool, typer.Option("--log", help="Write result.json, visits.csv and cases.csv here, or to --out.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write result.json, visits.csv and cases.csv there.")
    ] = None,
    as_json: _Json = False,
    fail_on: _FailOn = None,
    language: _Language = None,
    workers: _Workers = None,
) -> int:
    """Simulate a diagram: times, waits, costs and promises with their intervals, and where it hurts.

    The same seed gives the same figures and the same files, on any number of processes.
    """
    spoken = _spoken(language)
    with ending(spoken):
        from studio.cli.simulate import Wanted, simulate_file  # noqa: PLC0415 - it loads the simulator

        wanted = Wanted(
            file=file,
            scenario=scenario,
            seed=seed,
            replications=replications,
            cases=cases,
            out=out or (Path() if log else None),
            as_json=as_json,
            fail_on=fail_on,
            language=spoken,
            workers=workers,
        )
        return simulate_file(wanted)


@_app.command(
    epilog=_examples(
        "studio simplify complaint.bpmn",
        "studio simplify complaint.bpmn -s today.yaml",
        "studio simplify complaint.bpmn -s today.yaml --json",
        "studio simplify complaint.bpmn -s today.yaml --apply R1:Task_Log+Task_Sort -o simpler.bpmn",
    )
)
def simplify(
    file: _File,
    *,
    scenario: _Scenario = None,
    seed: _Seed = None,
    replications: _Pairs = None,
    cases: _Cases = None,
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
    as_json: _Json = False,
    language: _Language = None,
    workers: _Workers = None,
) -> int:
    """Tell what could be simpler, what each change keeps, and what it brings on the same customers."""
    spoken = _spoken(language)
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


@_app.command(
    epilog=_examples(
        "studio compare complaint.bpmn -s today.yaml -s surge.yaml",
        "studio compare complaint.bpmn -s today.yaml -s surge.yaml -s more_people.yaml --json",
    )
)
def compare(
    file: _File,
    *,
    scenarios: Annotated[
        list[Path],
        typer.Option(
            "--scenario", "-s", metavar="S", help="Two or more; the others are compared with the first."
        ),
    ],
    seed: _Seed = None,
    replications: _Pairs = None,
    cases: _Cases = None,
    as_json: _Json = False,
    language: _Language = None,
    workers: _Workers = None,
) -> int:
    """Simulate scenarios on the same customers and tell what differs, and how surely.

    A scenario that names a diagram of its own is simulated on that one.
    """
    spoken = _spoken(language)
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


@_app.command(
    epilog=_examples(
        "studio walk complaint.bpmn",
        "studio walk complaint.bpmn --script refund.yaml",
        "studio walk complaint.bpmn --auto --seed 7 --json > walk.json",
    )
)
def walk(
    file: _File,
    *,
    scenario: Annotated[
        Path | None,
        typer.Option("--scenario", "-s", metavar="S", help="Times and conditions; else they are assumed."),
    ] = None,
    script: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Do what this file says (YAML: values, steps).")
    ] = None,
    auto: Annotated[bool, typer.Option("--auto", help="Go on at random to the end.")] = False,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Of the walk at random.")] = 1,
    as_json: _Json = False,
    language: _Language = None,
) -> int:
    """Walk one case step by step: finish steps, choose, let events happen, go back.

    The clock goes on by the mean times of the scenario. Nothing in the diagram is ever executed.
    """
    spoken = _spoken(language)
    with ending(spoken):
        from studio.cli.walk import WantedWalk, walk_file  # noqa: PLC0415 - it loads the engine

        wanted = WantedWalk(
            file=file,
            scenario=scenario,
            script=script,
            auto=auto,
            seed=seed,
            as_json=as_json,
            language=spoken,
        )
        return walk_file(wanted)


@_app.command(
    name="import",
    epilog=_examples(
        "studio import claims.bpmn",
        "studio import claims.bpmn -o scenarios",
        "studio import parameters.json --diagram claims.bpmn -o scenarios",
    ),
)
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="F…",
            help="A BPMN file with BPSim or qbp in it; or Prosimos' JSON, or Scylla's XML files.",
            show_default=False,
        ),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="DIR", help="Write the scenarios there (YAML)."),
    ] = None,
    diagram: Annotated[
        Path | None,
        typer.Option(metavar="D.bpmn", help="The diagram that the files stand beside.", show_default=False),
    ] = None,
    as_json: _Json = False,
    language: _Language = None,
) -> int:
    """Take over the scenarios that files of other tools carry, and tell exactly what is dropped."""
    spoken = _spoken(language)
    with ending(spoken):
        from studio.cli.exchange import import_scenarios  # noqa: PLC0415 - it loads the scenario's schema

        return import_scenarios(files, diagram=diagram, out=out, as_json=as_json, language=spoken)


@_app.command(
    epilog=_examples(
        "studio export complaint.bpmn -s today.yaml --as bpsim -o with_bpsim.bpmn",
        "studio export complaint.bpmn -s today.yaml --as qbp -o for_bimp.bpmn",
    )
)
def export(
    file: _File,
    *,
    scenarios: Annotated[
        list[Path],
        typer.Option("--scenario", "-s", metavar="S", help="What to write; of BPSim also several."),
    ],
    form: Annotated[Format, typer.Option("--as", help="BPSim 2.0, BPSim 1.0, or BIMP's block.")],
    out: Annotated[Path, typer.Option("-o", "--output", metavar="NEW.bpmn", help="Where to write.")],
    as_json: _Json = False,
    language: _Language = None,
) -> int:
    """Write a scenario into the BPMN file for another simulator, and tell exactly what it cannot hold."""
    spoken = _spoken(language)
    with ending(spoken):
        from studio.cli.exchange import export_scenario  # noqa: PLC0415 - it loads the scenario's schema

        return export_scenario(file, scenarios, form=form.value, out=out, as_json=as_json, language=spoken)
