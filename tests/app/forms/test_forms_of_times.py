"""Forms: durations, arrivals and timers become what the scenario says."""

from __future__ import annotations

from math import isnan

import pytest
from form_desk import EXAMPLES, Desk, complaint

from studio.app.forms.durations import arrivals_form
from studio.app.forms.times import CELLS, FAMILIES, cells_of, time_from, written
from studio.app.inputs import check, mistake_text
from studio.scenario import Distribution, Family, dump


def test_an_untouched_form_shows_what_is_assumed_and_says_so(desk):
    steps = desk.steps()
    assert set(zip(steps.frame["family"], steps.frame["mean"], strict=True)) == {
        ("lognormal", "6 min"),
        ("constant", "2 s"),
    }
    assert all(origin == ["assumed"] for origin in steps.frame["origin"])
    assert desk.inputs.values == {}


def test_a_standard_time_of_the_diagram_is_the_mean_and_says_where_it_comes_from():
    steps = Desk(complaint()).steps()
    row = dict(steps.frame.loc["Task_Register"])
    assert (row["family"], row["mean"], row["origin"]) == ("lognormal", "6 min", ["diagram"])
    assert row["source"] == "standardTime “6 min” (standard time)"


def test_a_handling_time_is_stated_by_its_mean(desk):
    desk.fill(desk.steps(), "Task_Register", mean="90 s")
    assert desk.inputs.scenario.steps["Task_Register"].time == Distribution.lognormal(90, cv=0.8)
    row = desk.cells(desk.steps(), "Task_Register")
    assert (row["mean"], row["cv"], row["origin"]) == ("90 s", 0.8, ["stated"])
    assert desk.inputs.values == {
        "schema": 1,
        "steps": {"Task_Register": {"time": {"lognormal": {"mean": "90 s", "cv": 0.8}}}},
    }


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"family": "constant", "mean": "2 min"}, Distribution.constant(120)),
        ({"family": "exponential", "mean": "2 min"}, Distribution.exponential(120)),
        ({"family": "gamma", "mean": "2 min", "cv": 0.5}, Distribution.gamma(120, cv=0.5)),
        ({"family": "normal", "mean": "2 min", "cv": 0.1}, Distribution.normal(120, cv=0.1)),
        (
            {"family": "triangular", "low": "1 min", "mean": "2 min", "high": "5 min"},
            Distribution.triangular(60, 120, 300),
        ),
        (
            {"family": "pert", "low": "1 min", "mean": "2 min", "high": "5 min"},
            Distribution.pert(60, 120, 300),
        ),
        ({"family": "uniform", "low": "1 min", "high": "5 min"}, Distribution.uniform(60, 300)),
    ],
)
def test_every_family_can_be_filled_in_and_is_shown_as_it_was(desk, cells, told):
    desk.fill(desk.steps(), "Task_Register", **cells)
    assert desk.inputs.mistakes == ()
    assert desk.inputs.scenario.steps["Task_Register"].time == told
    shown = desk.cells(desk.steps(), "Task_Register")
    assert {key: shown[key] for key in cells} == cells


def test_bounds_that_were_not_filled_in_do_no_harm(desk):
    desk.fill(desk.steps(), "Task_Register", family="triangular")
    assert desk.inputs.mistakes == ()
    assert desk.inputs.scenario.steps["Task_Register"].time == Distribution.constant(360)


def test_what_has_no_cells_stays_as_it_is_in_the_file(reading):
    text = "schema: 1\nsteps:\n  Task_Register: {time: {lognormal: {p50: 5 min, p90: 12 min}}}\n"
    desk = Desk(reading, text)
    row = desk.cells(desk.steps(), "Task_Register")
    assert row["family"] == "other"
    assert isnan(row["mean"])
    before = desk.inputs.values
    desk.fill(desk.steps(), "Task_Register", mean="9 min")
    assert desk.inputs.values["steps"] == before["steps"]


def test_a_mistake_is_told_at_once_and_keeps_what_was_typed(desk):
    desk.fill(desk.steps(), "Task_Register", mean="soon")
    assert len(desk.inputs.mistakes) == 1
    mistake = desk.inputs.mistakes[0]
    assert "Task_Register" in mistake.place
    assert mistake_text(mistake, "en") != mistake_text(mistake, "zh-CN")
    assert desk.cells(desk.steps(), "Task_Register")["mean"] == "soon"
    desk.fill(desk.steps(), "Task_Register", mean="5 min")
    assert desk.inputs.mistakes == ()


def test_a_mistake_in_one_place_hides_nothing_of_the_rest(reading):
    text = """schema: 1
seed: soon
teams: {一线座席: {staff: 12, shrinkage: lots}, 主管: {shifts: [{staff: few, daily: 08:00-20:00}]}}
steps: {Task_Register: {time: 4 min, people: none}, Task_Nowhere: {time: 1 min}}
calendars: {office: {mon-fri: 08:00-20:00}}
arrivals: {Start_Complaint: {open: nowhere}}
"""
    desk = Desk(reading, text)
    assert len(desk.inputs.mistakes) >= 6
    assert desk.cells(desk.teams(), "一线座席")["staff"] == 12
    assert desk.cells(desk.steps(), "Task_Register")["mean"] == "4 min"
    assert list(desk.calendars().frame.index) == ["office"]


def test_arrivals_may_be_told_by_the_hour_or_by_the_time_between_them(desk):
    desk.fill(desk.arrivals(), "Start_Complaint", per_hour=40.0)
    assert desk.inputs.scenario.arrivals["Start_Complaint"].every == Distribution.exponential(90)
    row = desk.cells(desk.arrivals(), "Start_Complaint")
    assert (row["per_hour"], row["mean"], row["origin"]) == (40, "90 s", ["stated"])
    desk.fill(desk.arrivals(), "Start_Complaint", mean="2 min")
    assert desk.cells(desk.arrivals(), "Start_Complaint")["per_hour"] == 30


def test_telling_the_rate_replaces_a_profile_from_a_file(reading):
    folder = EXAMPLES / "simulations" / "complaint"
    inputs = check((folder / "today.yaml").read_text(encoding="utf-8"), reading, folder=folder)
    assert inputs.mistakes == ()
    form = arrivals_form(inputs.values, inputs.scenario, reading.diagram, "en")
    assert form.frame.loc["Start_Complaint", "family"] == "other"
    values = form.with_edits(inputs.values, {0: {"per_hour": 20.0}})
    assert values["arrivals"]["Start_Complaint"] == {
        "open": "office",
        "every": {"exponential": {"mean": "3 min"}},
    }
    assert check(dump(values), reading, folder=folder).mistakes == ()


def test_a_timer_shows_what_the_file_hints_and_can_be_told_otherwise(desk):
    row = desk.cells(desk.events(), "Timer_Documents")
    assert (row["family"], row["mean"], row["origin"]) == ("constant", "2 d", ["diagram"])
    assert "PT48H" in row["source"]
    desk.fill(desk.events(), "Timer_Documents", mean="24 h")
    assert desk.inputs.scenario.events["Timer_Documents"].after == Distribution.constant(86400)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (90, "90 s"),
        (360, "6 min"),
        (5400, "90 min"),
        (9000, "2.5 h"),
        (172800, "2 d"),
        (0.5, "0.5 s"),
        (361, "361 s"),
        (0, "0 s"),
    ],
)
def test_a_duration_is_written_as_a_person_would(seconds, text):
    assert written(seconds) == text


@pytest.mark.parametrize("family", FAMILIES)
def test_cells_of_every_family_lead_back_to_the_same_words(family):
    cells = {"family": family, "mean": "2 min", "cv": 0.5, "low": "1 min", "high": "4 min"}
    told = time_from(cells)
    shown = cells_of(told, None)
    assert time_from({key: shown[key] for key in CELLS}) == told


def test_a_default_of_any_family_can_be_shown():
    for family, made in {
        Family.CONSTANT: Distribution.constant(60),
        Family.EXPONENTIAL: Distribution.exponential(60),
        Family.TRIANGULAR: Distribution.triangular(60, 120, 300),
        Family.UNIFORM: Distribution.uniform(60, 120),
        Family.NORMAL: Distribution.normal(120, cv=0.2),
        Family.ERLANG: Distribution.erlang(3, 60),
        Family.EMPIRICAL: Distribution.empirical([1, 2, 3]),
    }.items():
        cells = cells_of(None, made)
        assert cells["family"] in FAMILIES, family
        if cells["family"] != "other":
            assert cells["low"] or cells["mean"]
