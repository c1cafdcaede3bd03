"""Charts for files tell the result's figures, in both languages, with nothing cut off or covered."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import matplotlib as mpl
import pytest
from looking import cut_off, overlapping, words

from studio.analysis import Verdict
from studio.report.figures import (
    before_after_figure,
    cycle_time_figure,
    forest_figure,
    queues_figure,
    utilisation_figure,
    waiting_figure,
)
from studio.wording import plus_minus, translate

LANGUAGES = ("en", "zh-CN")


def charts(studied, language):
    result, diagram, scenario = studied.result, studied.diagram, studied.scenario
    return {
        "cycle": cycle_time_figure(result, scenario, language=language),
        "queues": queues_figure(result, diagram, start=scenario.start, language=language),
        "since": queues_figure(result, diagram, language=language),
        "utilisation": utilisation_figure(result, diagram, language=language),
        "waiting": waiting_figure(result, diagram, scenario, language=language),
        "forest": forest_figure(studied.comparison, language=language),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_chart_is_cut_off_or_covered_by_another(studied, language):
    for name, figure in charts(studied, language).items():
        assert cut_off(figure) == [], name
        assert overlapping(figure) == [], name


def test_charts_leave_the_settings_of_matplotlib_alone(studied):
    before = dict(mpl.rcParams)
    charts(studied, "zh-CN")["cycle"].canvas.draw()
    assert dict(mpl.rcParams) == before


def test_settings_of_matplotlib_leave_the_charts_alone(studied):
    def picture() -> bytes:
        figure = utilisation_figure(studied.result, studied.diagram)
        figure.canvas.draw()
        return bytes(figure.canvas.buffer_rgba())

    plain = picture()
    with mpl.rc_context({"axes.grid": True, "font.size": 30, "axes.facecolor": "red", "text.color": "red"}):
        assert picture() == plain


def test_drawing_brings_neither_pyplot_nor_the_package_of_the_font():
    names = "{'matplotlib.pyplot', 'zhplot', 'streamlit'}"
    script = f"import sys, studio.report.figures; print(sorted({names} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_bars_of_the_cycle_times_are_all_the_cases_and_the_marks_stand_where_they_should(studied):
    figure = cycle_time_figure(studied.result, studied.scenario)
    (axes,) = figure.axes
    assert sum(bar.get_height() for bar in axes.containers[0]) == pytest.approx(100)
    p90 = studied.result.estimate("cycle_time.p90")
    places = [line.get_xdata()[0] for line in axes.lines]
    length = studied.result.histogram[0][-1] / axes.containers[0][-1].get_bbox().x1
    assert min(abs(place - p90.value / length) for place in places) < 1e-9
    told = words(figure)
    assert f"P90 {plus_minus(p90.value, p90.low, p90.high, 's')}" in told
    assert any("Closed within 400 s: kept" in word and "promised 90%" in word for word in told)
    assert any(word.startswith("Within 25 h: kept") and word.endswith("→") for word in told), (
        "a promise far out is told at the edge"
    )


def test_a_promise_on_another_clock_or_of_a_part_has_no_line(studied):
    fast, far = studied.scenario.promises
    others = replace(studied.scenario, promises=(replace(fast, clock="office"), replace(far, to="A")))
    assert len(cycle_time_figure(studied.result, others).axes[0].lines) == 2


def test_without_completed_cases_there_is_no_histogram(studied):
    with pytest.raises(ValueError, match="No case was completed"):
        cycle_time_figure(replace(studied.result, histogram=([], [])))


def test_utilisation_is_as_long_as_it_is_and_says_how_sure_it_is(studied):
    figure = utilisation_figure(studied.result, studied.diagram)
    busy = studied.result.estimates["teams", "front", "utilisation"]
    (axes,) = figure.axes
    assert axes.patches[0].get_width() == pytest.approx(100 * busy.value)
    assert list(axes.lines[0].get_xdata()) == pytest.approx([100 * busy.low, 100 * busy.high])
    assert plus_minus(busy.value, busy.low, busy.high, "share") in words(figure)


def test_waiting_and_working_stand_one_behind_the_other(studied):
    figure = waiting_figure(studied.result, studied.diagram, studied.scenario)
    (axes,) = figure.axes
    waiting, working = axes.patches[:2]
    step = "A" if "Register" in axes.texts[0].get_text() else "B"
    minutes = [studied.result.estimates["steps", step, key].value for key in ("wait.mean", "work.mean")]
    ratio = waiting.get_width() / minutes[0]
    assert working.get_x() == pytest.approx(waiting.get_width())
    assert working.get_width() == pytest.approx(minutes[1] * ratio)
    assert "Waiting" in words(figure)
    assert "Working" in words(figure)


def test_the_forest_shows_each_difference_as_a_share_of_the_baseline(studied):
    figure = forest_figure(studied.comparison, measures=("cycle_time.mean", "wait.mean"))
    (name,) = studied.comparison.differences
    baseline = studied.comparison.results[studied.comparison.baseline]
    marks = [line for line in figure.axes[0].lines if line.get_marker() in ("o", "s", "D")]
    for mark, key in zip(marks, ("cycle_time.mean", "wait.mean"), strict=True):
        difference = studied.comparison.differences[name][key]
        assert difference.verdict is Verdict.WORSE
        assert mark.get_marker() == "s"
        assert mark.get_xdata()[0] == pytest.approx(100 * difference.value / baseline.estimate(key).value)
    told = words(figure)
    assert "Differences from Today" in told
    assert "Surge" in told
    assert "No input is assumed" not in told


def test_what_is_far_off_the_scale_is_an_arrow_at_its_edge(studied):
    (name,) = studied.comparison.differences
    wait = studied.comparison.differences[name]["wait.mean"]
    far = {name: {"wait.mean": replace(wait, value=wait.value * 500, high=wait.high * 1000)}}
    figure = forest_figure(replace(studied.comparison, differences=far))
    assert [line.get_marker() for line in figure.axes[0].lines if line.get_marker() in "<>osD"] == [">"]
    assert figure.axes[0].get_xlim()[1] < 400


def test_a_forest_of_nothing_is_refused(studied):
    with pytest.raises(ValueError, match="nothing to draw"):
        forest_figure(studied.comparison, measures=("no.such",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suggestion_is_seen_before_and_after(studied, language):
    for evidence in studied.weighed.evidence:
        figure = before_after_figure(
            studied.weighed, evidence, studied.diagram, studied.scenario, language=language
        )
        told = words(figure)
        assert {translate("Before the change", language), translate("After the change", language)} < set(told)
        assert len(figure.axes) == 4, "scale, before, after, effects"
        assert cut_off(figure) == []


def test_a_notebook_shows_a_figure_as_a_picture(studied):
    assert utilisation_figure(studied.result, studied.diagram)._repr_png_().startswith(b"\x89PNG")
