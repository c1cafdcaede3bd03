"""A scenario that is to stand elsewhere takes its tables along."""

from __future__ import annotations

import pytest

from studio.scenario import dump, moved_mapping, read_scenario

TODAY = """
name: Today
diagram: ../calls.bpmn
start: 2026-03-02
arrivals: {Start_Complaint: {per_interval: tables/volumes.csv}}
attributes: {amount: {empirical: amounts.csv}}
steps:
  Task_Enter: {time: {empirical: {file: times.csv}}, team: Agents}
  Task_Handle: {time: {mixture: [{weight: 1, empirical: times.csv}, {weight: 2, constant: 3 min}]}}
  Task_Check: {instances: {empirical: amounts.csv}}
"""
SURGE = "based_on: ../today.yaml\nname: Surge\narrivals: {Start_Complaint: {times: moments.csv}}\n"


@pytest.fixture
def folder(tmp_path):
    files = {
        "today.yaml": TODAY,
        "surge/surge.yaml": SURGE,
        "surge/moments.csv": "time\n2026-03-02T09:00\n2026-03-03T10:00:30\n",
        "tables/volumes.csv": "weekday,start,contacts\nmon-fri,08:00,18\nmon-fri,08:30,3.5\nsun,23:30,9\n",
        "amounts.csv": "amount\n1\n2.5\n40\n",
        "times.csv": "time,count\n60,3\n2 min,1\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["today.yaml", "surge/surge.yaml"])
def test_without_a_folder_all_tables_are_written_into_it(folder, diagram, name):
    moved = moved_mapping(folder / name, diagram)
    assert not {"based_on", "diagram"} & moved.keys()
    assert ".csv" not in dump(moved)
    assert read_scenario(dump(moved), diagram) == read_scenario(folder / name, diagram)


@pytest.mark.parametrize("beside", ["elsewhere", "surge", "."])
def test_in_another_folder_it_names_the_same_tables(folder, diagram, beside):
    (folder / beside).mkdir(exist_ok=True)
    moved = moved_mapping(folder / "surge" / "surge.yaml", diagram, beside=folder / beside)
    again = read_scenario(dump(moved), diagram, folder=folder / beside)
    assert again == read_scenario(folder / "surge" / "surge.yaml", diagram)


def test_beside_the_old_one_its_words_stay(folder, diagram):
    moved = moved_mapping(folder / "today.yaml", diagram, beside=folder)
    assert moved["arrivals"] == {"Start_Complaint": {"per_interval": "tables/volumes.csv"}}
    assert moved["steps"]["Task_Enter"] == {"time": {"empirical": "times.csv"}, "team": "Agents"}


def test_a_text_looks_for_its_tables_in_the_folder_that_it_is_given(folder, diagram):
    moved = moved_mapping(TODAY, diagram, folder=folder)
    assert moved["arrivals"]["Start_Complaint"]["per_interval"] == {
        "mon-fri": {"08:00": 18, "08:30": 3.5},
        "sun": {"23:30": 9},
    }


def test_a_table_that_cannot_be_read_stays_a_name(folder, diagram):
    (folder / "tables" / "volumes.csv").write_text("nothing", encoding="utf-8")
    moved = moved_mapping(folder / "today.yaml", diagram)
    assert moved["arrivals"] == {"Start_Complaint": {"per_interval": "tables/volumes.csv"}}
