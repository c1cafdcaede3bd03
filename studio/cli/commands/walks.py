"""One case, step by step: ``walk``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.commands.options import AsJson, DiagramFile, SpokenLanguage, examples, spoken_language
from studio.cli.refusals import ending

__all__ = ["app"]

app = typer.Typer()


@app.command(
    epilog=examples(
        "studio walk complaint.bpmn",
        "studio walk complaint.bpmn --script refund.yaml",
        "studio walk complaint.bpmn --auto --seed 7 --json > walk.json",
    )
)
def walk(
    file: DiagramFile,
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
    as_json: AsJson = False,
    language: SpokenLanguage = None,
) -> int:
    """Walk one case step by step: finish steps, choose, let events happen, go back.

    The clock goes on by the mean times of the scenario. Nothing in the diagram is ever executed.
    """
    spoken = spoken_language(language)
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
