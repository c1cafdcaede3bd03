"""One small process, studied, compared and weighed once for all tests of figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from building import drawn, exponential, setting, staffed

from studio.analysis import Comparison, Result, Variant, compare, study
from studio.model import Diagram, Label
from studio.reading import read
from studio.scenario import Promise, Scenario
from studio.scenario.defaults import complete
from studio.simplify import Weighed, suggestions, weigh

BPMN = Path(__file__).parents[2] / "bpmn"

_ROW = drawn("Start > A > B > End", lanes={"A": "front", "B": "front"})
NAMES = {
    "A": ("Register the complaint", "登记投诉"),
    "B": ("Settle $it$ with_all \\frac", "解决投诉（含回访）"),
    "Start": ("Complaint received", "收到投诉"),
    "End": ("Closed", "结案"),
}
ROW = replace(
    _ROW,
    nodes=tuple(
        replace(
            node,
            name=NAMES[node.id][1],
            labels=(
                Label(language="en", text=NAMES[node.id][0]),
                Label(language="zh-CN", text=NAMES[node.id][1]),
            ),
        )
        for node in _ROW.nodes
    ),
)


@dataclass(frozen=True)
class Studied:
    diagram: Diagram
    scenario: Scenario
    result: Result
    comparison: Comparison
    weighed: Weighed


@pytest.fixture(scope="session")
def studied() -> Studied:
    scenario = complete(
        setting(
            every=exponential(100),
            steps={"A": (exponential(80), "front"), "B": (exponential(60), "front")},
            teams={"front": staffed(2, cost=45.0)},
            promises=(
                Promise(name="fast", within=400.0, share=0.9, label="400 秒内办结 · Closed within 400 s"),
                Promise(name="far", within=90_000.0, label="25 小时 · Within 25 h"),
            ),
            currency="CNY",
            cases=600,
            warm_up=5000.0,
            replications=8,
            seed=4,
        ),
        ROW,
    )
    surge = replace(
        scenario, name="高峰 · Surge", teams={"front": replace(scenario.teams["front"], speed=0.8)}
    )
    found = [each for each in suggestions(ROW, scenario) if each.code in ("R1", "T1")]
    variants = [
        Variant(name="现状 · Today", diagram=ROW, scenario=scenario),
        Variant(name=surge.name, diagram=ROW, scenario=surge),
    ]
    return Studied(
        diagram=ROW,
        scenario=scenario,
        result=study(ROW, scenario, workers=1),
        comparison=compare(variants, workers=1),
        weighed=weigh(ROW, scenario, found, workers=1),
    )


@pytest.fixture(scope="session")
def complaint() -> Diagram:
    return read((BPMN / "complaint.bpmn").read_bytes(), "complaint.bpmn").diagram
