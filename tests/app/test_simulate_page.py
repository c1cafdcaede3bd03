"""The Simulate page: levels of detail, inputs of what is clicked, and the story of a case."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from visiting import hours, kept, own_library, simulated, visit  # noqa: F401 - a fixture

from studio import library
from studio.app import shared
from studio.app.figures.causes import causes_frame, causes_of_waiting
from studio.app.figures.load import load_frame, load_over_time
from studio.app.figures.shrinking import shrinking
from studio.app.work import carry_out

pytestmark = pytest.mark.usefixtures("own_library")

START = datetime(2026, 3, 2, tzinfo=UTC)


def test_a_run_is_simulated_at_the_level_in_the_address():
    process = kept()
    scenario = library.add_scenario(shared.store(), process.id, name="Mine", text=hours(120, "100 s"))
    at = visit("en", "simulate", process=process.id, scenario=scenario.id, detail="2", view="inputs")
    at.button(key="simulate").click().run()
    (run,) = library.list_runs(shared.store(), process.id)
    assert run.level == 2
    carry_out(shared.store().url, run.id, 1)
    result = library.result(shared.store(), run.id)
    assert result is not None
    assert result["level"] == 2
    assert result["teams"] == {}
    assert "wait.mean" not in result["steps"]["T"]


@pytest.mark.parametrize(("level", "asked"), [("1", False), ("2", True), ("5", True)])
def test_what_does_not_count_at_a_level_is_not_asked_for(level, asked):
    process = kept()
    at = visit("en", "simulate", process=process.id, view="inputs", detail=level, element="T")
    assert any("Mean" in field.label for field in at.text_input) is asked


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_story_of_a_case_is_told_in_sentences(language):
    process = kept()
    run = simulated(process, hours(100, "{exponential: {mean: 95 s}}"))
    at = visit(language, "simulate", process=process.id, run=run.id, view="cases")
    told = " ".join(each.value for each in (*at.markdown, *at.caption))
    assert ("It took" if language == "en" else "等待") in told
    assert not at.exception


def test_a_case_that_is_not_there_is_told():
    process = kept()
    run = simulated(process, hours(100, "95 s"))
    at = visit("en", "simulate", process=process.id, run=run.id, view="cases", case="99999999999")
    assert any("is not in this replication" in each.value for each in at.warning)


def test_a_case_is_known_by_its_place_in_the_order_of_arrival():
    process = kept()
    run = simulated(process, hours(100, "{exponential: {mean: 95 s}}"))
    at = visit("en", "simulate", process=process.id, run=run.id, view="cases")
    place = next(each for each in at.number_input if each.label == "Case, by order of arrival")
    place.set_value(1).run()
    first = [each.value for each in (*at.markdown, *at.caption)]
    assert any("Case 1 of" in each for each in first)
    moment = next(re.search(r"Arrived Mon (01-05 \d\d:\d\d)", each) for each in first if "Arrived" in each)
    place = next(each for each in at.number_input if each.label == "Case, by order of arrival")
    place.set_value(2).run()
    then = next(each.value for each in at.caption if "Arrived" in each.value)
    assert not at.exception
    assert moment is not None
    assert moment[1] <= re.search(r"01-\d\d \d\d:\d\d", then)[0]


def test_causes_are_stacked_to_the_whole_wait(result, diagram):
    result["steps"]["Handle"] |= {
        "wait.contention.mean": {"value": 400.0, "unit": "s"},
        "wait.off_shift.mean": {"value": 200.0, "unit": "s"},
    }
    frame = causes_frame(result, diagram, "en")
    assert list(frame["Waited for"]) == ["others first", "nobody on shift"]
    assert frame.iloc[:, 2].sum() == pytest.approx(10.0)
    assert causes_of_waiting(result, diagram, "en", steps={"Handle"}) is not None
    assert causes_of_waiting(result, diagram, "en", steps={"Close"}) is None


def test_load_shows_people_there_busy_and_what_waits(result):
    series = result["series"]
    moments = series["queue"]["Agents"]["t"]
    assert load_over_time(result, "Agents", "en", start=START) is None
    series["busy"] = {"Agents": {"t": moments, "mean": [1.0, 2.0, 2.0]}}
    series["on_floor"] = {"Agents": {"t": moments, "mean": [3.0, 3.0, 3.0]}}
    frame = load_frame(result, "Agents", START)
    assert list(frame["there"] - frame["busy"]) == [2.0, 1.0, 1.0]
    assert list(frame["waiting"]) == [0.0, 2.0, 3.0]
    assert load_over_time(result, "Agents", "en", start=START) is not None


def test_the_interval_so_far_is_drawn_within_what_is_possible():
    chart = shrinking([(2, 60.0, -30.0, 150.0), (3, 66.0, 40.0, 92.0)], "en").to_dict()
    (rows,) = chart["datasets"].values()
    assert [row["low"] for row in rows] == [0.0, 40.0]


def test_the_figure_so_far_is_told_in_the_unit_of_its_chart():
    process = kept()
    scenario = library.add_scenario(shared.store(), process.id, name="Mine", text=hours(120, "100 s"))
    at = visit("en", "simulate", process=process.id, scenario=scenario.id)
    at.button(key="simulate").click().run()
    (run,) = library.list_runs(shared.store(), process.id)
    headline = [(2, 3960.0, 3500.0, 4420.0), (3, 3960.0, 3708.0, 4212.0)]
    told = {
        "phase": "replications",
        "done": 3,
        "planned": 9,
        "exact": False,
        "cases": 60,
        "headline": headline,
    }
    library.beat(shared.store(), run.id, told)
    at.run()
    (metric,) = at.metric
    (unit,) = {layer["encoding"]["y"]["title"] for layer in shrinking(headline, "en").to_dict()["layer"][:1]}
    assert metric.value == "66 ± 4 min"
    assert metric.value.endswith(unit)
