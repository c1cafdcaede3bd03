"""Scenarios from and for other tools: ``import`` and ``export``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.commands.options import AsJson, DiagramFile, SpokenLanguage, examples, spoken_language
from studio.cli.refusals import ending

__all__ = ["app"]

app = typer.Typer()


class Format(StrEnum):
    """A format that scenarios are written in."""

    BPSIM = "bpsim"
    BPSIM1 = "bpsim1"
    QBP = "qbp"


@app.command(
    name="import",
    epilog=examples(
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
    as_json: AsJson = False,
    language: SpokenLanguage = None,
) -> int:
    """Take over the scenarios that files of other tools carry, and tell exactly what is dropped."""
    spoken = spoken_language(language)
    with ending(spoken):
        from studio.cli.exchange import import_scenarios  # noqa: PLC0415 - it loads the scenario's schema

        return import_scenarios(files, diagram=diagram, out=out, as_json=as_json, language=spoken)


@app.command(
    epilog=examples(
        "studio export complaint.bpmn -s today.yaml --as bpsim -o with_bpsim.bpmn",
        "studio export complaint.bpmn -s today.yaml --as qbp -o for_bimp.bpmn",
    )
)
def export(
    file: DiagramFile,
    *,
    scenarios: Annotated[
        list[Path],
        typer.Option("--scenario", "-s", metavar="S", help="What to write; of BPSim also several."),
    ],
    form: Annotated[Format, typer.Option("--as", help="BPSim 2.0, BPSim 1.0, or BIMP's block.")],
    out: Annotated[Path, typer.Option("-o", "--output", metavar="NEW.bpmn", help="Where to write.")],
    as_json: AsJson = False,
    language: SpokenLanguage = None,
) -> int:
    """Write a scenario into the BPMN file for another simulator, and tell exactly what it cannot hold."""
    spoken = spoken_language(language)
    with ending(spoken):
        from studio.cli.exchange import export_scenario  # noqa: PLC0415 - it loads the scenario's schema

        return export_scenario(file, scenarios, form=form.value, out=out, as_json=as_json, language=spoken)
