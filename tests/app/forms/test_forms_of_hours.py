"""Forms: calendars and shifts become what the scenario says."""

from __future__ import annotations

from form_desk import Desk

from studio.app.forms.hours import with_calendar, with_shift
from studio.app.inputs import check
from studio.scenario import dump


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


def test_how_fast_the_people_of_a_shift_are_survives_a_change_of_their_number(reading):
    shifts = "[{staff: 2}, {staff: 4, daily: 20:00-24:00, speed: 0.9, ramp_up: {from: 50 %, over: 8 weeks}}]"
    desk = Desk(reading, f"schema: 1\nteams: {{一线座席: {{shifts: {shifts}}}}}\n")
    assert desk.inputs.mistakes == ()
    (team,) = (name for name, it in desk.inputs.scenario.teams.items() if len(it.shifts) == 2)
    assert desk.cells(desk.shifts(), f"1/{team}")["hours"] == "daily 20:00-24:00"
    desk.fill(desk.shifts(), f"1/{team}", staff=5.0)
    assert desk.inputs.values["teams"][team]["shifts"][1] == {
        "staff": 5,
        "daily": "20:00-24:00",
        "speed": 0.9,
        "ramp_up": {"from": "50 %", "over": "8 weeks"},
    }
