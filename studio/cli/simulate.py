"""``studio simulate``: a diagram and a scenario in, figures with their intervals out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from studio.analysis import Result, study
from studio.cli.asked import Asked
from studio.cli.exits import Exit, verdict
from studio.cli.files import read_diagram
from studio.cli.progress import interruptible, shown_progress
from studio.cli.refusals import refuse
from studio.cli.screen import Screen, write_json
from studio.cli.summary import show_summary
from studio.errors import NothingToSimulate
from studio.model import Severity
from studio.reading import Reading
from studio.scenario import Scenario
from studio.simulation import Cancelled
from studio.wording import translate

if TYPE_CHECKING:
    from studio.cli.records import Recorder

__all__ = ["Wanted", "simulate_file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(Asked):
    """What the command line asks for."""

    out: Path | None = None
    """Folder for the result and the records; None keeps the measures only."""
    fail_on: Severity | None = None


def simulate_file(wanted: Wanted) -> Exit:
    """Simulates a file; what is refused is raised as a StudioError or told in one line."""
    reading = read_diagram(wanted.file)
    scenario = wanted.scenario_of(reading)
    try:
        result, files = _result(wanted, reading, scenario)
    except NothingToSimulate as error:
        refuse(error, wanted.language, about=str(wanted.file))
        return Exit.REFUSED
    except Cancelled:
        raise KeyboardInterrupt from None
    if wanted.as_json:
        write_json(result.to_json(wanted.language))
    else:
        nothing_stated = translate("Defaults (nothing filled in)", wanted.language)
        is_default = wanted.scenario is None and not reading.parameters
        name = nothing_stated if is_default else result.scenario
        show_summary(Screen(), replace(result, scenario=name), reading, files, wanted.language)
    return verdict(result.problems, wanted.fail_on)


def _result(wanted: Wanted, reading: Reading, scenario: Scenario) -> tuple[Result, tuple[Path, ...]]:
    """What the study found, and the files that were written."""
    if wanted.out is None:
        return _studied(wanted, reading, scenario, None), ()
    from studio.cli.records import recorder  # noqa: PLC0415 - it loads pandas

    with recorder(wanted.out, reading.diagram) as records:
        result = _studied(wanted, reading, scenario, records)
        return result, records.put_in_place(result, wanted.language)


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
    return replace(result, diagram=str(wanted.file))
