"""``studio import`` and ``studio export``: scenarios of other tools, and what of them is dropped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.reading import read
from studio.scenario import read_scenario

ROOT = Path(__file__).parents[2]
DIAGRAM = ROOT / "bpmn" / "complaint.bpmn"
TODAY = ROOT / "simulations" / "complaint" / "today.yaml"


@pytest.fixture
def exported(studio, tmp_path):
    """The complaint process with today's scenario as BPSim."""
    file = tmp_path / "with.bpmn"
    done = studio("export", DIAGRAM, "-s", TODAY, "--as", "bpsim", "-o", file, "--json")
    assert done.code == 0, done.err
    return file, done.json


def test_a_scenario_is_written_and_what_is_dropped_is_told(exported):
    file, told = exported
    assert told["format"] == "BPSim 2.0"
    assert {each["parameter"] for each in told["dropped"]} >= {"zone", "priority", "teams.一线座席.shrinkage"}
    assert all(each["text"] for each in told["dropped"])
    assert [each.name for each in read(file.read_bytes(), "").parameters] == ["现状 · Today"]


def test_scenarios_of_a_file_are_written_beside_a_report(studio, exported, tmp_path):
    file, _ = exported
    done = studio("import", file, "-o", tmp_path / "out", "--language", "en")
    assert (done.code, done.err) == (0, "")
    assert "11 steps, 5 teams, 6 choices, 1 start" in done.out
    (path,) = (tmp_path / "out").glob("*.yaml")
    scenario = read_scenario(path, read(file.read_bytes(), "").diagram)
    assert scenario.teams["班组长"].cost == 68
    assert (tmp_path / "out" / "not-imported.txt").read_text(encoding="utf-8").startswith("现状 · Today:")


def test_what_was_imported_runs_with_its_own_diagram(studio, exported, tmp_path):
    file, _ = exported
    assert studio("import", file, "-o", tmp_path).code == 0
    (path,) = tmp_path.glob("*.yaml")
    done = studio("simulate", file, "-s", path, "--cases", 20, "--replications", 2, "--json")
    assert done.code == 0, done.err
    assert done.json["scenario"] == "现状 · Today"


def test_a_file_that_carries_parameters_is_simulated_with_them(studio, exported):
    file, _ = exported
    done = studio("simulate", file, "--cases", 20, "--replications", 2, "--json")
    told = done.json
    assert told["scenario"] == "现状 · Today"
    assert told["seed"] == 7


def test_a_file_without_a_scenario_is_told_so(studio):
    done = studio("import", DIAGRAM, "--language", "en")
    assert done.code == 2
    assert done.err == (
        "studio: No scenario was found: the file has neither BPSim nor a qbp block. "
        "Name a companion file with --diagram, if there is one.\n"
    )


def test_companions_need_their_diagram(studio, tmp_path):
    file = tmp_path / "p.json"
    file.write_text(json.dumps({"resource_calendars": [], "task_resource_distribution": []}))
    assert studio("import", file).code == 2
    done = studio("import", file, "--diagram", DIAGRAM, "--json")
    assert done.code == 0, done.err
    assert done.json["scenarios"][0]["name"] == "p"


@pytest.mark.parametrize("data", [b"{", b"{}", b"\x00", b"", b"<a/>"])
def test_what_is_no_such_file_is_refused_in_one_line(studio, tmp_path, data):
    file = tmp_path / "x.json"
    file.write_bytes(data)
    done = studio("import", file, "--diagram", DIAGRAM)
    assert done.code == 2
    assert done.err.count("\n") == 1


def test_nothing_that_is_read_is_written_over(studio, tmp_path):
    file = tmp_path / "d.bpmn"
    file.write_bytes(DIAGRAM.read_bytes())
    done = studio("export", file, "-s", TODAY, "--as", "qbp", "-o", file)
    assert done.code == 2
    assert file.read_bytes() == DIAGRAM.read_bytes()


def test_a_file_holds_one_qbp_block(studio, tmp_path):
    out = tmp_path / "n.bpmn"
    assert studio("export", DIAGRAM, "-s", TODAY, "-s", TODAY, "--as", "qbp", "-o", out).code == 2
    assert not out.exists()


def test_a_scenario_with_mistakes_is_refused_with_its_lines(studio, tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("seed: x\n")
    done = studio("export", DIAGRAM, "-s", wrong, "--as", "bpsim1", "-o", tmp_path / "n.bpmn")
    assert done.code == 2
    assert "wrong.yaml:1: seed: x" in done.err
