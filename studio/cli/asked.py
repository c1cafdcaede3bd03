"""What a command line asks of a simulation, and the scenario that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from studio.errors import InvalidScenario, StudioError
from studio.reading import Reading
from studio.scenario import Scenario, complete, diagram_files, read_scenario
from studio.wording import sentence

__all__ = ["Asked", "instead", "scenario_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every command that simulates can be told; None leaves it to the scenario."""

    file: Path
    scenario: Path | None = None
    seed: int | None = None
    replications: int | None = None
    cases: int | None = None
    as_json: bool = False
    language: str = "en"
    workers: int | None = None

    def scenario_of(self, reading: Reading) -> Scenario:
        """The scenario of the file, with what the command line says instead, complete."""
        stated = None if self.scenario is None else scenario_for(self.file, self.scenario, reading)
        return instead(self, complete(stated, reading.diagram, reading.hints))


def scenario_for(file: Path, path: Path, reading: Reading) -> Scenario:
    """What a scenario's file states for the diagram of ``file``.

    Where that cannot be because the scenario says that it is for another one, :class:`StudioError` says so
    in one sentence; else :class:`InvalidScenario` has every mistake.
    """
    try:
        return read_scenario(path, reading.diagram)
    except InvalidScenario as error:
        meant = [each for each in diagram_files(path) if each.is_file()]
        if not meant or any(each.resolve() == file.resolve() for each in meant):
            raise
        named = {"diagram": meant[0].name}
        code = "simulate.other-diagram"
        raise StudioError(code, sentence(code, named), **named) from error


def instead(asked: Asked, scenario: Scenario) -> Scenario:
    """The scenario with what the command line says instead."""
    if asked.cases is not None:
        scenario = replace(scenario, cases=asked.cases, length=None)
    return replace(
        scenario,
        seed=scenario.seed if asked.seed is None else asked.seed,
        replications=asked.replications or scenario.replications,
    )
