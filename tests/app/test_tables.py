"""Figures as tables: one unit a column for the screen, plain seconds for a file."""

from __future__ import annotations

import io

import pandas as pd

from studio.app import tables


def test_a_column_has_one_unit_that_its_heading_tells_and_its_half_width_beside_it(result, diagram):
    table = tables.steps_table(result, diagram, "en")
    assert list(table["Step"]) == ["Handle complaint", "Ask an expert", "Close"]
    assert list(table["Lane"]) == ["Agents", "Experts", "Agents"]
    assert list(table["Wait, mean (min)"]) == [10, 25, 0]
    assert list(table["± Wait, mean (min)"]) == ["± 0.8", "± 2", ""]
    assert list(table["Visits that wait (%)"]) == [50, 50, 50]


def test_a_measure_that_no_step_has_gets_no_column(result, diagram):
    assert not any("Service level" in heading for heading in tables.steps_table(result, diagram, "en"))


def test_no_cell_has_more_digits_than_its_interval_or_lies_where_nothing_can_be(result, diagram):
    handle = result["steps"]["Handle"]
    handle["wait.mean"] = {"value": 605.12345, "low": -95.0, "high": 1305.2469, "unit": "s"}
    handle["waits.share"] = {"value": 0.98765, "low": 0.95765, "high": 1.01765, "unit": "share"}
    handle["given_up.share"] = {"value": 0.0, "low": 0.0, "high": 0.0, "unit": "share"}
    table = tables.steps_table(result, diagram, "en")
    assert (table["Wait, mean (min)"][0], table["± Wait, mean (min)"][0]) == (10, "0 – 22")
    assert (table["Visits that wait (%)"][0], table["± Visits that wait (%)"][0]) == (99, "96 – 100")
    assert not any("Did not come about" in heading for heading in table)


def test_tables_speak_the_language_of_the_page(result, diagram):
    table = tables.steps_table(result, diagram, "zh-CN")
    assert list(table.iloc[:, 0]) == ["处理投诉", "请教专家", "结案"]
    assert not any("Wait" in heading for heading in table)


def test_teams_and_paths_have_a_row_each(result, diagram):
    assert list(tables.teams_table(result, diagram, "en")["Utilisation (%)"]) == [70, 90]
    assert list(tables.paths_table(result, diagram, "en")["Share of cases (%)"]) == [100]


def test_the_measures_of_a_case_are_listed_with_their_interval_and_unit(result):
    table = tables.cases_table(result, "en").set_index("Measure")
    assert list(table.loc["Cycle time"]) == [25, 24, 26, "min"]
    assert table.loc["Promise kept: resolved", "Value"] == 93
    assert table.loc["Throughput", "Unit"] == "per hour"


def test_a_file_has_keys_and_seconds_as_the_json_result(result):
    text = tables.csv(result["steps"], {"Handle": "Handle, complaint"})
    frame = pd.read_csv(io.StringIO(text)).set_index("id")
    assert frame.loc["Handle", "name"] == "Handle, complaint"
    assert frame.loc["Expert", "wait.mean"] == 1500
    assert frame.loc["Expert", "wait.mean.low"] == 1380
    assert frame.loc["Expert", "wait.mean.unit"] == "s"
