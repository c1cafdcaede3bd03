"""Pictures of diagrams and results, looked at as data."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest

from studio.app.diagram import HEAT_COLOURS
from studio.app.figures import charts
from studio.app.figures.heat import heat_map, legend, without_figures
from studio.app.figures.thumbnail import thumbnail
from studio.app.measures import HEAT
from studio.model import Diagram

SVG = "{http://www.w3.org/2000/svg}"
TEAMS = {"Handle": "Agents", "Close": "Agents", "Expert": "Experts"}


def shapes(svg: str, tag: str) -> list[ET.Element]:
    return ET.fromstring(svg).findall(f".//{SVG}{tag}")


def rows(chart) -> list[dict]:
    """The first data set of a chart."""
    return next(iter(chart.to_dict()["datasets"].values()))


def test_a_thumbnail_shows_every_lane_step_and_flow_where_it_is(diagram):
    svg = thumbnail(diagram)
    assert len(shapes(svg, "rect")) == 1 + 2 + 3
    assert len(shapes(svg, "polygon")) == 1
    assert len(shapes(svg, "ellipse")) == 2
    assert len(shapes(svg, "polyline")) == 6
    left, top, width, height = map(float, ET.fromstring(svg).get("viewBox").split())
    assert max(left, top) < 0
    assert (left + width, top + height) > (900, 400)


def test_a_thumbnail_has_no_text_of_the_diagram_and_always_the_same_size(diagram):
    hostile = dataclasses.replace(
        diagram, nodes=tuple(dataclasses.replace(node, name="<script>") for node in diagram.nodes)
    )
    svg = thumbnail(hostile)
    assert "script" not in svg
    assert (ET.fromstring(svg).get("width"), ET.fromstring(svg).get("height")) == (
        "340",
        "150",
    )


def test_a_diagram_without_places_is_an_empty_sheet():
    assert list(ET.fromstring(thumbnail(Diagram()))) == []


def test_heat_goes_from_nothing_to_the_largest_value(result):
    heat = heat_map(result, "step", "wait.mean", teams=TEAMS, language="en")
    assert {id: mark.share for id, mark in heat.marks.items()} == {"Handle": 0.4, "Expert": 1.0, "Close": 0.0}
    assert (heat.low, heat.high, heat.unit) == (0.0, 1500.0, "s")
    assert heat.marks["Expert"].text == "25 ± 2 min"


def test_waiting_for_a_clock_is_no_queue(result):
    result["steps"]["Timer"] = {"wait.mean": {"value": 86400.0, "low": 86400.0, "high": 86400.0, "unit": "s"}}
    heat = heat_map(result, "step", "wait.mean", teams=TEAMS, language="en")
    assert "Timer" not in heat.marks
    assert heat.high == 1500.0


def test_a_teams_measure_colours_the_steps_of_the_team_on_a_scale_to_the_full_share(result):
    heat = heat_map(result, "team", "utilisation", teams=TEAMS, language="en")
    assert {id: mark.share for id, mark in heat.marks.items()} == {"Handle": 0.7, "Close": 0.7, "Expert": 0.9}
    assert heat.high == 1.0


def test_traffic_colours_flows(result):
    heat = heat_map(result, "flow", "per_case", teams=TEAMS, language="en")
    assert {id: mark.share for id, mark in heat.marks.items()} == {"F_yes": 1.0, "F_no": 0.25}


@pytest.mark.parametrize(("kind", "key"), HEAT)
def test_every_measure_to_choose_from_gives_heat_or_none_at_all(result, kind, key):
    heat = heat_map(result, kind, key, teams=TEAMS, language="zh-CN")
    assert all(0 <= mark.share <= 1 for mark in heat.marks.values())
    assert heat_map({}, kind, key, teams=TEAMS, language="en").marks == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_legend_tells_both_ends_with_their_unit(result, theme):
    heat = heat_map(result, "step", "wait.mean", teams=TEAMS, language="en")
    told = ET.fromstring(legend(heat, name="Wait & more", theme=theme, language="en"))
    assert [text.strip() for text in told.itertext() if text.strip()] == ["Wait & more", "0 s", "25 min"]
    assert told.get("aria-label") == "Wait & more: 0 s – 25 min"
    assert all(colour in ET.tostring(told, encoding="unicode") for colour in HEAT_COLOURS[theme])


def test_the_histogram_tells_shares_that_add_up_in_a_unit_of_its_axis(result):
    chart = charts.cycle_time_histogram(result, "en")
    spec = chart.to_dict()
    shares = [row for data in spec["datasets"].values() for row in data if "share" in row]
    assert sum(row["share"] for row in shares) == pytest.approx(1.0)
    assert [row["to"] for row in shares] == [20, 40, 60, 80]
    assert "min" in spec["layer"][0]["encoding"]["x"]["title"]
    marks = [row for data in spec["datasets"].values() for row in data if "at" in row]
    assert [row["at"] for row in marks] == [25, 60]


def test_queues_are_told_by_the_wall_clock_of_the_scenario_or_by_the_time_since_its_start(result, diagram):
    since = rows(charts.queues_over_time(result, diagram, "en"))
    assert [row["t"] for row in since] == [0, 1, 2] * 2
    start = datetime(2026, 3, 2, 8, tzinfo=ZoneInfo("Asia/Shanghai"))
    clock = rows(charts.queues_over_time(result, diagram, "en", start=start))
    assert [row["t"][:16] for row in clock[:3]] == [f"2026-03-02T{hour:02}:00" for hour in (8, 9, 10)]


def test_utilisation_has_a_bar_and_a_whisker_for_each_team(result, diagram):
    spec = charts.utilisation_bars(result, diagram, "en").to_dict()
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["bar", "rule"]
    teams = rows(charts.utilisation_bars(result, diagram, "en"))
    assert [(row["team"], row["value"]) for row in teams] == [("Agents", 0.7), ("Experts", 0.9)]
    assert teams[0]["low"] < 0.7 < teams[0]["high"]


def test_waiting_and_working_are_side_by_side_the_longest_step_first(result, diagram):
    times = rows(charts.waiting_and_working(result, diagram, "zh-CN", steps=TEAMS))
    assert [(row["step"], row["time"]) for row in times] == [
        ("请教专家", 25),
        ("请教专家", 15),
        ("处理投诉", 10),
        ("处理投诉", 6),
        ("结案", 0),
        ("结案", 1),
    ]


def test_two_steps_of_one_name_stay_apart(result, diagram):
    same = dataclasses.replace(
        diagram, nodes=tuple(dataclasses.replace(node, labels=(), name="Check") for node in diagram.nodes)
    )
    names = {row["step"] for row in rows(charts.waiting_and_working(result, same, "en", steps=TEAMS))}
    assert names == {"Check · Handle", "Check · Expert", "Check · Close"}


def test_a_result_without_the_series_has_no_chart(diagram):
    assert charts.cycle_time_histogram({}, "en") is None
    assert charts.queues_over_time({}, diagram, "en") is None
    assert charts.utilisation_bars({}, diagram, "en") is None
    assert charts.waiting_and_working({}, diagram, "en", steps=TEAMS) is None


def figure(value):
    return {"value": value, "low": value, "high": value, "unit": "1"}


def test_what_has_no_figures_is_grey_and_says_so_instead_of_looking_like_nothing(result, diagram):
    for node in diagram.nodes:
        result["steps"].setdefault(node.id, {"visits_per_case": figure(1.0)})
    assert without_figures(result, diagram, "en") == {}
    result["steps"]["Expert"] = {"visits_per_case": figure(0.0)}
    del result["steps"]["Close"]
    told = without_figures(result, diagram, "en")
    assert {id: mark.text for id, mark in told.items()} == {
        "Expert": "No case came here",
        "Close": "Not simulated",
    }
    result["warnings"] = [{"code": "simulation.process-not-started", "element": "P", "parameters": {}}]
    told = without_figures(result, diagram, "zh-CN")
    assert set(told) == {"Pool", *(node.id for node in diagram.nodes)}
    assert {mark.text for mark in told.values()} == {"未参与仿真"}
    assert all(mark.muted for mark in told.values())
