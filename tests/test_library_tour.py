"""Each process of the library can do what the studio offers: be simulated, simplified, walked and written."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from rereading import comparable

from studio.cli.commands import run
from studio.cli.walk_script import follow, read_script
from studio.execution import Walk
from studio.model import NodeKind
from studio.reading import read, write
from studio.scenario import complete, dump, read_mapping, read_scenario

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "bpmn").glob("*.bpmn"))
WALKS = sorted((ROOT / "tests" / "walks").glob("*.yaml"))

SLOW = {"offboarding", "onboarding", "process_management", "quarterly_audit"}
"""Processes that take days or months, and have few cases a day."""

ASSUMED = {"personal_transaction"}
"""Processes whose baseline tells what was published: the rest of it is assumed."""

ENDS = {
    "callback_marketing.ordered-with-a-large-discount": {"End_Breach", "End_Ordered"},
    "complaint.documents-never-sent": {"End_NoDocuments"},
    "complaint.settled-at-once": {"End_FirstContact"},
    "complaint.up-to-the-manager": {"End_Breach", "End_NoAnswer"},
    "epidemic_surge.up-to-the-command": {"End_Answered"},
    "fault_report.supplier-pressed": {"End_Breach", "End_Closed"},
    "handset_change_after.manager-decides": {"End_Changed"},
    "handset_change_before.all-the-rounds": {"End_Reported", "End_Changed"},
    "inbound.texted-in-the-end": {"End_Reminded", "End_Texted"},
    "offboarding.nothing-returned": {"End_SecurityTold", "End_Left"},
    "onboarding.second-attempt": {"End_ITReminded", "End_OnTheJob"},
    "order_to_delivery.late-and-delivered-again": {"End_EnterWarned", "End_Delivered"},
    "personal_transaction.paper-and-the-manager": {"End_Done"},
    "process_management.changed-and-retired": {"End_Reminded", "End_Retired"},
    "quarterly_audit.corrected-and-reported": {"End_SampleLate", "End_CorrectLate", "End_Deemed"},
}
"""Where each walk in tests/walks ends; all the tokens of a case arrive somewhere."""


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]):
    """Runs the command with ``--json`` in this process: what it wrote, with nothing to complain about."""

    def told_by(*arguments: object):
        code = run([*map(str, arguments), "--json"])
        captured = capsys.readouterr()
        assert (code, captured.err) == (0, "")
        return json.loads(captured.out, parse_constant=pytest.fail)

    return told_by


@pytest.fixture
def small(path: Path, tmp_path: Path) -> Path:
    """Today's scenario with fewer customers and from an empty house, in a file of its own."""
    file = tmp_path / "small.yaml"
    today = _today(path)
    scale = 1 if path.stem in SLOW else 0.3
    quieter = {start: {"scale": scale} for start in read_mapping(today)["arrivals"]}
    few = {"schema": 1, "based_on": str(today), "warm_up": 0, "arrivals": quieter}
    file.write_text(dump(few), encoding="utf-8")
    return file


def quick(path: Path) -> tuple[object, ...]:
    """As many cases as it takes until one of them is through."""
    return ("--cases", 40 if path.stem in SLOW else 12, "--replications", 2, "--workers", 1)


def test_it_is_simulated(told, path, small):
    """The figures of some dozens of cases, none of them missing or not a number."""
    result = told("simulate", path, "--scenario", small, *quick(path))
    assert result["cases"] == (80 if path.stem in SLOW else 24)
    assert bool(result["assumed_inputs"]) == (path.stem in ASSUMED)
    diagram = read(path.read_bytes(), path.name).diagram
    people = {lane.name for lane in diagram.lanes}
    assert set(result["teams"]) <= people
    assert result["measures"]["cycle_time.mean"]["value"] > 0
    assert any(name.startswith("promise.") for name in result["measures"])
    assert set(result["steps"]) <= {node.id for node in diagram.nodes}


def test_it_is_simplified(told, path, small):
    """Each suggestion names elements of the diagram, and has its proof, effect, price and verdict."""
    suggestions = told("simplify", path, "--scenario", small, *quick(path))["suggestions"]
    diagram = read(path.read_bytes(), path.name).diagram
    named = {element.id for element in diagram.elements()} | {lane.name for lane in diagram.lanes}
    assert suggestions
    assert len({each["id"] for each in suggestions}) == len(suggestions)
    for each in suggestions:
        assert set(each["elements"]) <= named, each["id"]
        assert each["text"], each["id"]
        assert each["price"], each["id"]
        assert each["verdict"], each["id"]
        assert each["proof"]["holds"] is not False, each["id"]
        for measure, figure in each["effect"].items():
            assert figure["low"] <= figure["value"] <= figure["high"], (each["id"], measure)


def test_it_is_written_and_read_back(path):
    """Also without the file that it came from, and written a second time it is the same to the last byte."""
    diagram = read(path.read_bytes(), path.name).diagram
    written = write(diagram)
    again = read(written, path.name)
    assert not again.problems
    assert comparable(again.diagram) == comparable(diagram)
    assert write(again.diagram) == written


def test_each_process_has_a_walk():
    assert {walk.stem for walk in WALKS} == set(ENDS)
    assert {walk.stem.partition(".")[0] for walk in WALKS} == {file.stem for file in FILES}


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.stem)
def test_a_walk_by_a_script_comes_to_its_end(told, walk):
    """Everything that the script does ends in the history, and every token at an end that it is meant for."""
    path = _walked(walk)
    ending = told("walk", path, "--scenario", _today(path), "--script", walk)
    assert (ending["over"], ending["stuck"], ending["marking"]) == (True, False, {})
    assert ending["clock_s"] > 0
    seen = [record["element"] for record in ending["history"]]
    diagram = read(path.read_bytes(), path.name).diagram
    ends = {node.id for node in diagram.nodes if node.kind is NodeKind.END_EVENT}
    assert ends & set(seen) == ENDS[walk.stem]
    decided = [flow for record in ending["history"] for flow in record["decided"]]
    assert {text for step in read_script(walk).steps for text in step} <= {*seen, *decided}


def test_walks_by_a_script_take_the_ways_that_their_values_decide(path):
    """Where the scenario's conditions tell from the case's values, the scripts do what they tell."""
    diagram = read(path.read_bytes(), path.name).diagram
    scenario = complete(read_scenario(_today(path), diagram), diagram)
    decided = 0
    for walk in (walk for walk in WALKS if _walked(walk) == path):
        script = read_script(walk)
        case = Walk(diagram, scenario=scenario, values=script.values)
        for step in script.steps:
            suggested = {offer.key: offer.suggested for offer in case.offers if offer.suggested}
            list(follow(case, replace(script, steps=(step,)), "en"))
            last = case.actions[-1]
            assert suggested.get(last.key, last.ways) == last.ways, (walk.stem, step)
            decided += last.key in suggested
    assert (decided > 0) == any(routing.guards for routing in scenario.routing.values())


def _walked(walk: Path) -> Path:
    return ROOT / "bpmn" / f"{walk.stem.partition('.')[0]}.bpmn"


def _today(path: Path) -> Path:
    return ROOT / "simulations" / path.stem / "today.yaml"
