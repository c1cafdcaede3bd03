"""What a person fills in becomes what the scenario says, and nothing else changes."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path

import pytest

from studio.app.forms.durations import arrivals_form, events_form, steps_form
from studio.app.forms.hours import calendars_form, openings_form, shifts_form, with_calendar, with_shift
from studio.app.forms.paths import routing_form
from studio.app.forms.staffing import assignment_form, teams_form
from studio.app.forms.table import changed, found
from studio.app.forms.times import CELLS, FAMILIES, cells_of, time_from, written
from studio.app.inputs import check, input_name, mistake_text
from studio.reading import read
from studio.scenario import Distribution, Family, dump

EXAMPLES = Path(__file__).parents[2]


def complaint():
    return read((EXAMPLES / "bpmn" / "complaint.bpmn").read_bytes(), "complaint.bpmn")


@pytest.fixture(scope="module")
def reading():
    """The process as a stranger would have drawn it: without methods and standard times."""
    known = complaint()
    nodes = tuple(replace(node, properties=()) for node in known.diagram.nodes)
    return replace(known, diagram=replace(known.diagram, nodes=nodes))


class Desk:
    """A person at the forms of one process: fills in cells, and the scenario is read again after each."""

    def __init__(self, reading, text=""):
        self.reading = reading
        self.inputs = check(text, reading, folder=None)

    def form(self, make, *more):
        return make(*more)

    def fill(self, form, row, **cells):
        number = list(form.frame.index).index(row)
        before = copy.deepcopy(self.inputs.values)
        values = form.with_edits(self.inputs.values, {number: cells})
        assert self.inputs.values == before, "an edit changed the scenario it was made to"
        self.inputs = check(dump({"schema": 1} | values), self.reading, folder=None)
        return self

    def steps(self):
        return steps_form(self.inputs.values, self.inputs.scenario, self.reading.diagram, "en")

    def arrivals(self):
        return arrivals_form(self.inputs.values, self.inputs.scenario, self.reading.diagram, "en")

    def events(self):
        return events_form(self.inputs.values, self.inputs.scenario, self.reading.diagram, "en")

    def routing(self):
        return routing_form(self.inputs.values, self.inputs.scenario, self.reading.diagram, "en")

    def teams(self):
        return teams_form(self.inputs.values, self.inputs.scenario, self.reading.diagram, "en")

    def assignment(self):
        return assignment_form(self.inputs.values, self.inputs.scenario, self.reading.diagram, "en")

    def calendars(self):
        return calendars_form(self.inputs.scenario)

    def shifts(self):
        return shifts_form(self.inputs.values, self.inputs.scenario, self.reading.diagram, "en")

    def openings(self):
        return openings_form(self.inputs.scenario, self.reading.diagram, "en")

    def cells(self, form, row):
        return dict(form.frame.loc[row])


@pytest.fixture
def desk(reading):
    return Desk(reading)


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
    assert (row["family"], row["mean"]) == ("other", None)
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


def test_of_two_ways_the_second_takes_what_is_left(desk):
    desk.fill(desk.routing(), "Flow_WithinAuthority", share=35.0)
    assert desk.inputs.mistakes == ()
    chances = desk.inputs.scenario.routing["Gateway_Authority"].chances
    assert chances["Flow_WithinAuthority"] == pytest.approx(0.35)
    assert sum(chances.values()) == pytest.approx(1)
    assert desk.cells(desk.routing(), "Flow_WithinAuthority")["origin"] == ["stated"]


def test_a_way_may_be_told_by_a_condition(desk):
    text = "schema: 1\nattributes: {amount: {lognormal: {mean: 120, cv: 1}}}\n"
    desk = Desk(desk.reading, text)
    desk.fill(desk.routing(), "Flow_WithinAuthority", condition="amount <= 500")
    assert desk.inputs.mistakes == ()
    assert (
        str(desk.inputs.scenario.routing["Gateway_Authority"].guards["Flow_WithinAuthority"])
        == "amount <= 500"
    )
    row = desk.cells(desk.routing(), "Flow_WithinAuthority")
    assert row["condition"] == "amount <= 500"
    desk.fill(desk.routing(), "Flow_WithinAuthority", condition="amount <=")
    assert len(desk.inputs.mistakes) == 1


def test_a_path_is_told_by_its_label_and_by_what_comes_next(desk):
    paths = desk.routing().frame["path"]
    assert paths["Flow_WithinAuthority"] == "Yes → Can the agent settle it now?"
    assert not any("Gateway_" in path for path in paths)


def test_teams_are_told_in_people_money_and_percent(desk):
    row = desk.teams().frame.index[0]
    desk.fill(desk.teams(), row, staff=12.0, cost=42.0, shrinkage=30.0, absence=5.0, speed=0.8)
    team = desk.inputs.scenario.teams[row]
    assert desk.inputs.mistakes == ()
    assert sum(shift.staff for shift in team.shifts) == 12
    assert (team.cost, team.shrinkage, team.absence, team.speed) == pytest.approx((42, 0.3, 0.05, 0.8))


def test_only_the_cell_that_was_filled_in_is_stated(desk):
    row = desk.teams().frame.index[0]
    desk.fill(desk.teams(), row, cost=42.0)
    assert desk.inputs.values["teams"] == {row: {"cost": "42/h"}}


def test_a_team_is_called_after_its_lane_in_the_language_of_the_page(desk, reading):
    english = desk.teams().frame["name"].tolist()
    chinese = teams_form({}, desk.inputs.scenario, reading.diagram, "zh-CN").frame["name"].tolist()
    assert "Front-line agents" in english
    assert "一线座席" in chinese


def test_a_step_may_be_given_to_another_team_or_to_nobody(desk):
    other = next(name for name in desk.inputs.scenario.teams if name != "一线座席")
    desk.fill(desk.assignment(), "Task_Register", team=other)
    assert desk.inputs.scenario.steps["Task_Register"].team == other
    desk.fill(desk.assignment(), "Task_Register", team="@nobody")
    assert desk.inputs.mistakes == ()
    assert desk.inputs.scenario.steps["Task_Register"].team is None
    desk.fill(desk.assignment(), "Task_Register", people=2.0)
    assert desk.inputs.scenario.steps["Task_Register"].people == 2


def test_a_calendar_is_filled_in_day_by_day(desk):
    values = with_calendar(desk.inputs.values, "office")
    desk.inputs = check(dump({"schema": 1} | values), desk.reading, folder=None)
    assert desk.cells(desk.calendars(), "office")["mon"] == "09:00-18:00"
    assert desk.cells(desk.calendars(), "office")["sun"] == ""
    desk.fill(desk.calendars(), "office", sat="09:00-12:00, 13:00-17:00", fri="")
    assert desk.inputs.mistakes == ()
    assert desk.inputs.values["calendars"]["office"] == {
        "mon-thu": "09:00-18:00",
        "sat": ["09:00-12:00", "13:00-17:00"],
    }
    row = desk.cells(desk.calendars(), "office")
    assert (row["thu"], row["fri"], row["sat"]) == ("09:00-18:00", "", "09:00-12:00, 13:00-17:00")


def test_exceptions_by_date_survive_a_change_of_the_week(reading):
    text = "schema: 1\ncalendars: {office: {mon-fri: 08:00-20:00, closed: [2026-05-01]}}\n"
    desk = Desk(reading, text)
    desk.fill(desk.calendars(), "office", sat="09:00-12:00")
    assert desk.inputs.values["calendars"]["office"]["closed"] == ["2026-05-01"]


def test_cases_arrive_by_a_calendar_or_around_the_clock(reading):
    desk = Desk(reading, "schema: 1\ncalendars: {office: {mon-fri: 08:00-20:00}}\n")
    desk.fill(desk.openings(), "Start_Complaint", open="office")
    assert desk.inputs.scenario.arrivals["Start_Complaint"].open == "office"
    desk.fill(desk.openings(), "Start_Complaint", open="@always")
    assert desk.inputs.scenario.arrivals["Start_Complaint"].open is None


def test_a_team_gets_a_second_shift_and_keeps_the_first(desk):
    team = next(iter(desk.inputs.scenario.teams))
    people = sum(shift.staff for shift in desk.inputs.scenario.teams[team].shifts)
    values = with_shift(desk.inputs.values, desk.inputs.scenario, team)
    desk.inputs = check(dump({"schema": 1} | values), desk.reading, folder=None)
    assert desk.inputs.mistakes == ()
    assert [shift.staff for shift in desk.inputs.scenario.teams[team].shifts] == [people, 1]
    hours = "mon-fri 18:00-22:00; sat 09:00-12:00, 13:00-15:00"
    desk.fill(desk.shifts(), f"1/{team}", staff=3.0, hours=hours)
    assert desk.inputs.mistakes == ()
    assert desk.inputs.values["teams"][team]["shifts"][1] == {
        "staff": 3,
        "mon-fri": "18:00-22:00",
        "sat": ["09:00-12:00", "13:00-15:00"],
    }
    assert desk.cells(desk.shifts(), f"1/{team}")["hours"] == hours


def test_a_shift_may_work_by_a_calendar_instead_of_hours(reading):
    text = "schema: 1\ncalendars: {office: {mon-fri: 08:00-20:00}}\n"
    desk = Desk(reading, text)
    team = next(iter(desk.inputs.scenario.teams))
    desk.fill(desk.shifts(), f"0/{team}", calendar="office", staff=4.0)
    assert desk.inputs.values["teams"][team] == {"staff": 4, "calendar": "office"}
    assert desk.inputs.scenario.teams[team].shifts[0].calendar is not None


def test_hours_without_days_are_those_of_every_day(desk):
    team = next(iter(desk.inputs.scenario.teams))
    desk.fill(desk.shifts(), f"0/{team}", staff=4.0, hours="20:00-08:00")
    assert desk.inputs.values["teams"][team]["shifts"] == [{"staff": 4, "daily": "20:00-08:00"}]
    assert desk.inputs.mistakes == ()


def test_a_cell_that_is_not_to_be_filled_in_is_not_taken(desk):
    form = desk.steps()
    assert form.with_edits(
        {}, {0: {"name": "x", "team": "y", "origin": []}, 999: {"mean": "1 s"}, -1: {}}
    ) == (form.edit({}, "Task_Register", dict(form.frame.iloc[0])))


def test_labels_in_a_file_are_read_as_the_elements_they_name(reading):
    desk = Desk(reading, "schema: 1\nsteps:\n  登记并核对投诉: {time: 4 min}\n")
    assert desk.cells(desk.steps(), "Task_Register")["mean"] == "4 min"
    desk.fill(desk.steps(), "Task_Register", mean="5 min")
    assert desk.inputs.mistakes == ()
    assert desk.inputs.scenario.steps["Task_Register"].time == Distribution.constant(300)


@pytest.mark.parametrize("folder", sorted((EXAMPLES / "simulations").iterdir()), ids=lambda path: path.name)
def test_an_example_can_be_edited_and_stays_what_it_is(folder):
    reading = read((EXAMPLES / "bpmn" / f"{folder.name}.bpmn").read_bytes(), folder.name)
    for path in folder.glob("*.yaml"):
        inputs = check(path.read_text(encoding="utf-8"), reading, folder=folder)
        again = check(dump(inputs.values), reading, folder=folder)
        assert again.mistakes == inputs.mistakes == ()
        assert again.scenario == inputs.scenario


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


def test_changing_an_entry_leaves_the_rest_alone_and_drops_what_gets_empty():
    values = {"a": {"b": {"c": 1}}, "d": "text"}
    assert changed(values, ("a", "b", "c"), None) == {"d": "text"}
    assert changed(values, ("d", "e"), 2) == {"a": {"b": {"c": 1}}, "d": {"e": 2}}
    assert values == {"a": {"b": {"c": 1}}, "d": "text"}
    assert found(values, "a", "b", "c") == 1
    assert found(values, "d", "e") is None


def test_an_assumed_input_is_named_in_words(reading, desk):
    names = {path: input_name(path, reading.diagram, "en") for path in desk.inputs.scenario.assumed}
    assert names["steps.Task_Register.time"] == "Handling time – Log and check the complaint"
    assert names["teams.一线座席.staff"] == "People – Front-line agents"
    assert names["routing.Gateway_Agent"] == "Shares of the paths – Can the agent settle it now?"
    assert not [path for path, name in names.items() if name == path]


@pytest.mark.parametrize("people", [-1, 1.5])
def test_a_number_of_people_that_cannot_be_is_refused_where_it_was_typed(desk, people):
    """It is neither mended in silence nor lost, and any number typed over it is taken."""
    desk.fill(desk.teams(), "班组长", staff=people)
    (mistake,) = desk.inputs.mistakes
    assert (mistake.place, mistake.value) == ("teams.班组长.staff", str(people))
    assert desk.cells(desk.teams(), "班组长")["staff"] == people
    desk.fill(desk.teams(), "班组长", staff=2)
    assert desk.inputs.mistakes == ()
    desk.fill(desk.assignment(), "Task_Register", people=people)
    assert [mistake.place for mistake in desk.inputs.mistakes] == ["steps.Task_Register.people"]
    desk.fill(desk.assignment(), "Task_Register", people=1)
    assert desk.inputs.mistakes == ()


def test_a_share_that_cannot_be_is_refused(desk):
    desk.fill(desk.teams(), "班组长", shrinkage=130.0)
    assert [mistake.place for mistake in desk.inputs.mistakes] == ["teams.班组长.shrinkage"]


@pytest.mark.parametrize("people", [-2, 2.5])
def test_people_of_a_shift_that_cannot_be_are_refused(desk, people):
    desk.fill(desk.shifts(), "0/班组长", staff=3, hours="mon-fri 08:00-17:00")
    desk.fill(desk.shifts(), "0/班组长", staff=people)
    assert [mistake.place for mistake in desk.inputs.mistakes] == ["teams.班组长.shifts[1].staff"]
    assert desk.cells(desk.shifts(), "0/班组长")["staff"] == people
