"""Differences as a forest plot, looked at as data."""

from __future__ import annotations

import pytest

from studio.analysis import Verdict
from studio.app.figures.forest import Row, forest, row_of, shown


def row(value, half, unit="s", *, verdict=Verdict.BETTER, before=100.0, label="Wait"):
    return Row(
        label=label,
        value=value,
        low=value - half,
        high=value + half,
        unit=unit,
        verdict=verdict,
        before=before,
    )


def drawn(chart) -> list[dict]:
    """The rows of a chart; the other data set is the line of no change."""
    return next(rows for rows in chart.to_dict()["datasets"].values() if "name" in rows[0])


def axis(chart) -> dict:
    return chart.to_dict()["layer"][2]["encoding"]["x"]


def test_rows_of_one_unit_are_drawn_in_it():
    chart = forest([row(-7200, 900), row(-600, 800, verdict=Verdict.UNPROVEN)], "en")
    assert "(h)" in axis(chart)["title"]
    first, second = drawn(chart)
    assert (first["low"], first["value"], first["high"]) == (-2.25, -2.0, -1.75)
    assert first["figure"] == "-2.0 ± 0.2 h"
    assert second["verdict"] == "no proven difference"


def test_rows_of_several_units_are_shares_of_what_was_and_without_it_left_out():
    rows = [row(-20, 5, before=200.0), row(0.02, 0.01, "share", before=0.8), row(1, 1, "1", before=0.0)]
    chart = forest(rows, "en")
    assert "%" in axis(chart)["title"]
    assert [round(each["value"], 6) for each in drawn(chart)] == [-10.0, 2.5]


def test_no_change_is_in_the_middle_and_every_proved_interval_in_sight():
    rows = [row(-10, 2), row(40, 30, verdict=Verdict.WORSE), row(1, 2, verdict=Verdict.UNPROVEN)]
    low, high = axis(forest(rows, "en"))["scale"]["domain"]
    assert low == -high
    assert high > 70


def test_an_interval_that_says_nothing_does_not_hide_the_others():
    rows = [row(-10, 2), row(-8, 2), row(5, 900, verdict=Verdict.UNPROVEN)]
    chart = forest(rows, "en")
    high = axis(chart)["scale"]["domain"][1]
    assert high < 30
    assert drawn(chart)[2]["high"] == pytest.approx(high)


def test_rows_of_one_name_stay_two_rows():
    names = [each["name"] for each in drawn(forest([row(1, 1), row(2, 1)], "en"))]
    assert len(set(names)) == 2


def test_verdicts_differ_in_colour_and_form_and_are_told_in_words():
    rows = [row(1, 0.1, verdict=verdict) for verdict in Verdict]
    encoding = forest(rows, "zh-CN").to_dict()["layer"][2]["encoding"]
    words = encoding["color"]["scale"]["domain"]
    assert words == ["变好", "变差", "无法证实差异"]
    assert len(set(encoding["color"]["scale"]["range"])) == len(set(encoding["shape"]["scale"]["range"])) == 3


def test_nothing_to_draw_is_no_chart():
    assert forest([], "en") is None
    assert forest([row(0.0, 0.0, "s", before=0.0), row(0.0, 0.0, "1", before=None)], "en") is None
    assert forest([row(0.0, 0.0)], "en") is not None


def test_a_difference_of_a_result_becomes_a_row_unless_it_has_no_interval():
    told = {"value": -5.0, "low": -6.0, "high": -4.0, "unit": "s", "verdict": "better"}
    found = row_of("Wait", told, {"value": 50.0})
    assert found == row(-5.0, 1.0, before=50.0)
    assert shown(found, "en") == "-5.0 ± 1.0 s"
    assert row_of("Wait", told | {"low": None, "high": None}) is None
