"""``studio simulate``: a diagram and a scenario in, figures with their intervals out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from studio.analysis import Result, study
from studio.analysis.meaningful import meaningful
from studio.analysis.story import Recorded, Story
from studio.cli.asked import Asked
from studio.cli.exits import Exit, verdict
from studio.cli.progress import interruptible, shown_progress
from studio.cli.refusals import refuse
from studio.cli.screen import Screen, write_json
from studio.cli.several import read_diagrams
from studio.cli.stories import show_story, story_json, story_of
from studio.cli.summary import show_summary
from studio.errors import NothingToSimulate
from studio.model import Severity
from studio.reading import Reading
from studio.scenario import Detail, Scenario, at_level
from studio.simulation import Cancelled
from studio.wording import translate

if TYPE_CHECKING:
    from studio.cli.records import Recorder

__all__ = ["Wanted", "simulate_file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(Asked):
    """What the command line asks for."""

    level: int = Detail.PROMISES
    """What is taken into account."""
    beside: tuple[Path, ...] = ()
    """Diagrams that are simulated together with the first."""
    out: Path | None = None
    """Folder for the result and the records; None keeps the measures only."""
    formats: tuple[str, ...] = ("csv",)
    """What the records are written as."""
    story: str | None = None
    """The case whose story is told."""
    fail_on: Severity | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """All diagrams."""
        return (self.file, *self.beside)

    @property
    def names(self) -> str:
        """The diagrams as they were named."""
        return ", ".join(map(str, self.files))


def simulate_file(wanted: Wanted) -> Exit:
    """Simulates a file; what is refused is raised as a StudioError or told in one line."""
    reading = read_diagrams(wanted.files)
    level = Detail(wanted.level)
    scenario = at_level(wanted.scenario_of(reading), level)
    try:
        result, files = _result(wanted, reading, scenario)
        told = None if wanted.story is None else _story(wanted.story, reading, scenario, result)
    except NothingToSimulate as error:
        refuse(error, wanted.language, about=wanted.names)
        return Exit.REFUSED
    except Cancelled:
        raise KeyboardInterrupt from None
    if wanted.as_json:
        about = {} if told is None else {"story": story_json(*told, reading, wanted.language)}
        write_json(meaningful(result.to_json(wanted.language), level) | about)
    else:
        nothing_stated = translate("Defaults (nothing filled in)", wanted.language)
        is_default = wanted.scenario is None and not reading.parameters
        name = nothing_stated if is_default else result.scenario
        show_summary(Screen(), replace(result, scenario=name), reading, files, wanted.language, level=level)
        if told is not None:
            show_story(Screen(), *told, reading, wanted.language)
    return verdict(result.problems, wanted.fail_on)


def _result(wanted: Wanted, reading: Reading, scenario: Scenario) -> tuple[Result, tuple[Path, ...]]:
    """What the study found, and the files that were written."""
    if wanted.out is None:
        return _studied(wanted, reading, scenario, None), ()
    from studio.cli.records import Format, recorder  # noqa: PLC0415 - it loads pandas

    formats = tuple(map(Format, wanted.formats))
    with recorder(wanted.out, reading.diagram, scenario.start.isoformat(), formats) as records:
        result = _studied(wanted, reading, scenario, records)
        return result, records.put_in_place(result, Detail(wanted.level), wanted.language)


def _story(which: str, reading: Reading, scenario: Scenario, result: Result) -> tuple[Recorded, Story]:
    with interruptible() as pressed:
        return story_of(which, reading, scenario, result, pressed)


def _studied(wanted: Wanted, reading: Reading, scenario: Scenario, record: Recorder | None) -> Result:
    with interruptible() as pressed, shown_progress(wanted.language) as progress:
        result = study(
            reading.diagram,
            scenario,
            progress=progress,
            cancelled=pressed,
            workers=wanted.workers,
            record=record,
        )
    return replace(result, diagram=wanted.names)
