"""The options that several commands have, and what they may be."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.screen import system_language
from studio.model import Severity

__all__ = [
    "AsJson",
    "Cases",
    "DiagramFile",
    "FailOn",
    "Pairs",
    "ScenarioFile",
    "Seed",
    "SpokenLanguage",
    "Workers",
    "examples",
    "spoken_language",
]


class Language(StrEnum):
    """A language of what is said."""

    ENGLISH = "en"
    CHINESE = "zh-CN"


DiagramFile = Annotated[Path, typer.Argument(metavar="F", help="A BPMN 2.0 file.", show_default=False)]
ScenarioFile = Annotated[
    Path | None,
    typer.Option(
        "--scenario", "-s", metavar="S", help="What the diagram does not say (YAML); else it is assumed."
    ),
]
Seed = Annotated[
    int | None, typer.Option(min=0, metavar="N", help="Of the random numbers; else the scenario's.")
]
Cases = Annotated[int | None, typer.Option(min=1, metavar="N", help="Cases a run; else the scenario's.")]
Pairs = Annotated[
    int | None,
    typer.Option(min=2, metavar="N", help="How many runs; else until the differences are precise."),
]
Workers = Annotated[
    int | None, typer.Option(min=1, max=256, metavar="N", help="Processes at most; else one a processor.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
FailOn = Annotated[
    Severity | None,
    typer.Option("--fail-on", help="Exit with 1 if a finding is at least that bad.", show_default=False),
]
SpokenLanguage = Annotated[
    Language | None,
    typer.Option("--language", help="Language of the output; else the system's.", show_default=False),
]


def examples(*lines: str) -> str:
    """What stands below a command's help: lines to begin with."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def spoken_language(language: Language | None) -> str:
    """The tag of the language that is asked for, else of the system's."""
    return system_language() if language is None else language.value
