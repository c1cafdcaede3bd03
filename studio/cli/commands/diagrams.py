"""What is said of diagrams as they stand: ``read`` and ``check``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.commands.options import AsJson, FailOn, SpokenLanguage, examples, spoken_language
from studio.cli.refusals import ending
from studio.errors import StudioError
from studio.wording import sentence

__all__ = ["app"]

app = typer.Typer()

_DiagramFiles = Annotated[
    list[Path], typer.Argument(metavar="F…", help="BPMN 2.0 files.", show_default=False)
]


@app.command(
    epilog=examples(
        "studio read complaint.bpmn",
        "studio read bpmn/*.bpmn --fail-on error",
        "studio read complaint.bpmn --json",
    )
)
def read(
    files: _DiagramFiles,
    *,
    as_json: AsJson = False,
    fail_on: FailOn = None,
    language: SpokenLanguage = None,
) -> int:
    """Tell what diagrams hold and what is wrong with them."""
    spoken = spoken_language(language)
    with ending(spoken):
        from studio.cli.read import read_files  # noqa: PLC0415 - so that --help is there at once

        return read_files(files, as_json=as_json, fail_on=fail_on, language=spoken)


@app.command(
    epilog=examples(
        "studio check complaint.bpmn",
        "studio check bpmn/*.bpmn --fail-on warning",
        "studio check complaint.bpmn -s today.yaml --json",
    )
)
def check(
    files: _DiagramFiles,
    *,
    scenario: Annotated[
        Path | None,
        typer.Option("--scenario", "-s", metavar="S", help="Times, methods and ladders of the one diagram."),
    ] = None,
    as_json: AsJson = False,
    fail_on: FailOn = None,
    language: SpokenLanguage = None,
) -> int:
    """Tell what is wrong or unclear in diagrams, whether every case can end, and how complex they are.

    Nothing is simulated: what is told holds for every case.
    """
    spoken = spoken_language(language)
    with ending(spoken):
        from studio.cli.check import check_files  # noqa: PLC0415 - it loads the scenario's schema

        if scenario is not None and len(files) > 1:
            raise StudioError("check.several", sentence("check.several", {}))
        return check_files(files, scenario, as_json=as_json, fail_on=fail_on, language=spoken)
