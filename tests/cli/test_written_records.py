"""``--log`` and ``--out`` write every visit and case, the same bytes for the same seed."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from command_line import COMPLAINT, command

from studio.simulation import replications

FILES = {"result.json", "visits.csv", "cases.csv", "climbs.csv", "people.csv"}
WANTED = ("simulate", COMPLAINT, "--cases", 60, "--replications", 3)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A folder with the files of a simulation."""
    folder = tmp_path_factory.mktemp("records") / "out"
    assert command(*WANTED, "--workers", 1, "--out", folder).code == 0
    return folder


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_two_runs_with_one_seed_write_the_same_bytes_on_any_number_of_processes(
    studio, written, tmp_path, monkeypatch
):
    monkeypatch.setattr(replications, "_WORTH_PROCESSES", 0.0)
    assert studio(*WANTED, "--workers", 2, "--out", tmp_path / "again").code == 0
    assert contents(written).keys() == FILES
    assert contents(written) == contents(tmp_path / "again")
    assert studio(*WANTED, "--workers", 1, "--seed", 8, "--out", tmp_path / "other").code == 0
    assert contents(written)["visits.csv"] != contents(tmp_path / "other")["visits.csv"]


def test_the_records_hold_the_figures_of_the_result(written):
    result = json.loads((written / "result.json").read_text(encoding="utf-8"))
    cases = pd.read_csv(written / "cases.csv")
    visits = pd.read_csv(written / "visits.csv", low_memory=False)
    counted = cases[cases["counted"]]
    assert len(counted) == result["cases"] == 180
    assert set(cases["replication"]) == set(visits["replication"]) == {0, 1, 2}
    done = counted[counted["outcome"] == "completed"]
    cycle = done["ended"] - done["arrived"]
    assert cycle.mean() == pytest.approx(result["measures"]["cycle_time.mean"]["value"])
    by_replication = cycle.groupby(done["replication"]).quantile(0.9)
    assert by_replication.mean() == pytest.approx(result["measures"]["cycle_time.p90"]["value"])
    mine = visits.merge(counted[["replication", "case"]], on=["replication", "case"])
    registered = mine[mine["element"] == "Task_Register"]
    figures = result["steps"]["Task_Register"]
    assert len(registered) / len(counted) == pytest.approx(figures["visits_per_case"]["value"])
    assert set(registered["team"]) == {"一线座席"}
    assert set(registered["name"]) == {"登记并核对投诉"}
    wait = registered["started"].fillna(registered["finished"]) - registered["enabled"]
    assert wait.mean() == pytest.approx(figures["wait.mean"]["value"])
    work = (registered["finished"] - registered["started"]).fillna(0.0)
    assert work.mean() == pytest.approx(figures["work.mean"]["value"])


def test_the_result_file_is_what_json_tells(studio, written):
    told = studio(*WANTED, "--workers", 1, "--json").out
    assert (written / "result.json").read_text(encoding="utf-8") == told


def test_the_files_are_named_to_people_and_left_out_of_json(studio, tmp_path):
    told = studio("simulate", COMPLAINT, "--cases", 20, "--replications", 1, "--out", tmp_path)
    assert [line for line in told.out.splitlines() if line.startswith("Written: ")] == [
        f"Written: {tmp_path / name}"
        for name in ("result.json", "visits.csv", "cases.csv", "climbs.csv", "people.csv")
    ]
    told = studio("simulate", COMPLAINT, "--cases", 20, "--replications", 1, "--out", tmp_path, "--json")
    assert told.json["cases"] == 20


def test_a_log_is_written_here_unless_told_otherwise(studio, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    quick = ("simulate", COMPLAINT, "--cases", 20, "--replications", 1)
    assert studio(*quick).code == 0
    assert contents(tmp_path) == {}
    assert studio(*quick, "--log").code == 0
    assert contents(tmp_path).keys() == FILES
    assert studio(*quick, "--log", "--out", "there").code == 0
    assert contents(tmp_path / "there").keys() == FILES


def test_a_folder_that_cannot_be_written_is_refused_in_one_line(studio, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    refusal = studio("simulate", COMPLAINT, "--cases", 20, "--replications", 1, "--out", taken).refusal
    assert str(taken) in refusal
    assert taken.read_text(encoding="utf-8") == "a file"


def test_records_may_be_written_in_several_formats_at_once(studio, tmp_path):
    told = studio(*WANTED, "--out", tmp_path, "--format", "parquet", "--format", "xes", "--workers", 1)
    assert told.code == 0
    tables = ("visits", "cases", "climbs", "people")
    names = ["result.json", *(f"{name}.parquet" for name in tables), "log.xes"]
    assert set(contents(tmp_path)) == set(names)
    cases = pd.read_parquet(tmp_path / "cases.parquet")
    assert cases["counted"].sum() == 180
    assert (tmp_path / "log.xes").read_text(encoding="utf-8").count("<trace>") == len(cases)


def test_formats_without_a_folder_are_written_here(studio, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = studio("simulate", COMPLAINT, "--cases", 20, "--replications", 1, "--format", "xes")
    assert told.code == 0
    assert set(contents(tmp_path)) == {"result.json", "log.xes"}


def test_a_format_that_nobody_knows_is_refused(studio):
    told = studio("simulate", COMPLAINT, "--format", "doc")
    assert told.code == 2
    assert "parquet" in told.err
