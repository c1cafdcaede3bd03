"""What a command line asks of a simulation, and the scenario that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from studio.reading import Reading
from studio.scenario import Scenario, complete, read_scenario

__all__ = ["Asked", "instead"]


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
        stated = None if self.scenario is None else read_scenario(self.scenario, reading.diagram)
        return instead(self, complete(stated, reading.diagram, reading.hints))


def instead(asked: Asked, scenario: Scenario) -> Scenario:
    """The scenario with what the command line says instead."""
    if asked.cases is not None:
        scenario = replace(scenario, cases=asked.cases, length=None)
    return replace(
        scenario,
        seed=scenario.seed if asked.seed is None else asked.seed,
        replications=asked.replications or scenario.replications,
    )
