"""The processes that ship with the studio: their diagrams, their scenarios and what these bring.

``python tests/examples/shipped.py`` puts the figures of the baselines on record.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from studio.analysis import study
from studio.model import Diagram, Hint
from studio.reading import Reading, read
from studio.scenario import Scenario, complete, read_scenario

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "bpmn").glob("*.bpmn"))
LANGUAGES = ("zh-CN", "en")
BASELINE = "today"


@cache
def reading(path: Path) -> Reading:
    return read(path.read_bytes(), path.name)


def scenario_files(path: Path) -> list[Path]:
    return sorted((ROOT / "simulations" / path.stem).glob("*.yaml"))


@cache
def scenario(file: Path) -> Scenario:
    """The scenario as its file states it, with nothing filled in."""
    return read_scenario(file, reading(ROOT / "bpmn" / f"{file.parent.name}.bpmn").diagram)


SCENARIOS = [file for path in FILES for file in scenario_files(path)]


def drawn(file: Path) -> tuple[Diagram, tuple[Hint, ...]]:
    """The diagram of a scenario's file, and what the diagram's own file hints at."""
    found = reading(ROOT / "bpmn" / f"{file.parent.name}.bpmn")
    return found.diagram, tuple(found.hints)


@cache
def simulated(file: Path) -> dict[str, Any]:
    """What two replications of a scenario bring; the values without their intervals."""
    diagram, hints = drawn(file)
    short = replace(complete(scenario(file), diagram, hints), replications=2)
    result = study(diagram, short, workers=1).to_json()
    sections = {
        section: {
            member: {measure: figure["value"] for measure, figure in figures.items()}
            for member, figures in result[section].items()
        }
        for section in ("steps", "teams", "paths")
    }
    return {
        "cases": result["cases"],
        "open_at_end": result["open_at_end"],
        "warnings": [warning["code"] for warning in result["warnings"]],
        "measures": {measure: figure["value"] for measure, figure in result["measures"].items()},
        **sections,
    }


def expected(file: Path) -> Path:
    """Where the figures of a scenario are on record."""
    return file.parent / "expected" / f"{file.stem}.json"


def rounded(value: Any) -> Any:
    """Floats to ten digits: processors add up long sums in different orders."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return float(f"{value:.10g}") if isinstance(value, float) else value


if __name__ == "__main__":
    for bpmn in FILES:
        baseline = ROOT / "simulations" / bpmn.stem / f"{BASELINE}.yaml"
        expected(baseline).parent.mkdir(exist_ok=True)
        text = json.dumps(rounded(simulated(baseline)), ensure_ascii=False, indent=1)
        expected(baseline).write_text(f"{text}\n", encoding="utf-8")
