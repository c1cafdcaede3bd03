"""``studio simplify --apply`` writes the simpler diagram and the scenario that goes with it."""

from __future__ import annotations

import json
import shutil

import pytest
from command_line import ROOT

from studio.reading import read
from studio.scenario import Distribution, complete, read_scenario

WORDY = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t">
  <!-- drawn by hand --><process id="P"><startEvent id="S"/>
    <userTask id="A" name="Log"/><userTask id="B" name="Check"/>
    <exclusiveGateway id="G"/><endEvent id="E"/>
    <sequenceFlow id="F1" sourceRef="S" targetRef="A"/><sequenceFlow id="F2" sourceRef="A" targetRef="B"/>
    <sequenceFlow id="F3" sourceRef="B" targetRef="G"/><sequenceFlow id="F4" sourceRef="G" targetRef="E"/>
  </process></definitions>"""
SCENARIO = """schema: 1
name: Monday
diagram: wordy.bpmn
arrivals: {S: {per_interval: volumes.csv}}
teams: {P: {staff: 3, cost: 40/h}}
steps: {A: {time: 4 min, team: P}, Check: {time: {lognormal: {mean: 6 min, cv: 0.5}}, team: P}}
provenance: {Check.time: {kind: measured, source: ACD}}
"""
VOLUMES = "weekday,start,contacts\nmon-fri,08:00,12\nmon-fri,08:30,20\n"


@pytest.fixture
def files(tmp_path):
    for name, text in (("wordy.bpmn", WORDY), ("monday.yaml", SCENARIO), ("volumes.csv", VOLUMES)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def apply(studio, files):
    def ending(id, *more, out="new.bpmn"):
        return studio("simplify", files / "wordy.bpmn", "--apply", id, "-o", files / out, *more)

    return ending


def scenario_in(files, name):
    reading = read((files / f"{name}.bpmn").read_bytes(), name)
    stated = read_scenario(files / f"{name}.yaml", reading.diagram)
    return reading, complete(stated, reading.diagram, reading.hints)


def test_it_writes_the_diagram_and_beside_it_the_scenario_and_says_so(apply, files):
    ending = apply("R1:A+B", "-s", files / "monday.yaml")
    assert (ending.code, ending.err) == (0, "")
    assert ending.out.splitlines() == [
        f"The simpler diagram: {files / 'new.bpmn'}",
        f"The scenario that goes with it: {files / 'new.yaml'}",
    ]
    reading, scenario = scenario_in(files, "new")
    assert [node.id for node in reading.diagram.nodes] == ["S", "A", "G", "E"]
    assert all(node.bounds for node in reading.diagram.nodes)
    assert b"drawn by hand" in (files / "new.bpmn").read_bytes()
    assert scenario.name == "Monday – Log; Check as one step"
    assert scenario.steps["A"].also["B"] == Distribution.lognormal(360, cv=0.5)
    assert scenario.assumed == ()


def test_what_did_not_change_stays_as_it_was_written(apply, files):
    apply("R1:A+B", "-s", files / "monday.yaml")
    text = (files / "new.yaml").read_text(encoding="utf-8")
    assert "diagram: new.bpmn" in text
    assert "per_interval: volumes.csv" in text
    assert "P: {staff: 3, cost: 40/h}" in text
    assert "time: 4 min" in text
    assert "B: {lognormal: {mean: 6 min, cv: 0.5}}" in text
    assert "A.also: {kind: measured, source: ACD}" in text


def test_tables_are_found_from_another_folder_too(apply, files):
    (files / "there").mkdir()
    apply("T1:P", "-s", files / "monday.yaml", out="there/new.bpmn")
    text = (files / "there" / "new.yaml").read_text(encoding="utf-8")
    assert "per_interval: ../volumes.csv" in text
    _, scenario = scenario_in(files, "there/new")
    assert scenario.teams["P"].shifts[0].staff == 4
    assert (files / "there" / "new.bpmn").read_bytes() == (files / "wordy.bpmn").read_bytes()


def test_without_a_scenario_one_is_written_only_where_something_has_to_be_stated(apply, files):
    ending = apply("F3:G")
    assert ending.out.splitlines() == [f"The simpler diagram: {files / 'new.bpmn'}"]
    assert not (files / "new.yaml").exists()
    apply("T1:P", out="more.bpmn")
    _, scenario = scenario_in(files, "more")
    assert "teams.P.staff" not in scenario.assumed


def test_the_json_names_the_files(apply, files):
    told = json.loads(apply("F3:G", "--json").out)
    assert told == {"diagram": str(files / "new.bpmn"), "scenario": None}


def test_an_unknown_suggestion_is_refused_with_those_that_there_are(apply, files):
    line = apply("R1:A+C").refusal
    assert "R1:A+C" in line
    assert "R1:A+B, T1:P" in line
    assert not (files / "new.bpmn").exists()


@pytest.mark.parametrize("out", ["wordy.bpmn", "./wordy.bpmn", "monday.bpmn", "link.bpmn"])
def test_what_was_read_is_not_overwritten(apply, files, out):
    (files / "link.bpmn").symlink_to(files / "wordy.bpmn")
    (files / "based.yaml").write_text("based_on: monday.yaml\nname: Tuesday\n", encoding="utf-8")
    before = {file: file.read_bytes() for file in files.iterdir()}
    line = apply("F3:G", "-s", files / "based.yaml", out=out).refusal
    assert "stays as it is" in line
    assert {file: file.read_bytes() for file in files.iterdir()} == before


def test_a_suggestion_and_a_file_belong_together(studio, files):
    assert "-o" in studio("simplify", files / "wordy.bpmn", "--apply", "F3:G").refusal
    assert "--apply" in studio("simplify", files / "wordy.bpmn", "-o", files / "new.bpmn").refusal


def test_a_folder_that_is_not_there_is_refused(apply):
    assert "nowhere" in apply("F3:G", out="nowhere/new.bpmn").refusal


def test_an_example_keeps_both_names_of_its_scenario_and_its_tables(studio, tmp_path):
    for name in ("today.yaml", "volumes.csv"):
        shutil.copy(ROOT / "simulations" / "handset_change_before" / name, tmp_path)
    ending = studio(
        "simplify",
        ROOT / "bpmn" / "handset_change_before.bpmn",
        "-s",
        tmp_path / "today.yaml",
        "--apply",
        "T1:检测组",
        "-o",
        tmp_path / "new.bpmn",
    )
    assert (ending.code, ending.err) == (0, "")
    _, scenario = scenario_in(tmp_path, "new")
    assert " · " in scenario.name
