"""Sheets of a team and of its calendar: prices, shifts, work of its own, days off."""

from __future__ import annotations

from datetime import date

import pytest

from studio.app.forms.dates_sheet import dates_sheet
from studio.app.forms.team_sheet import team_sheet
from studio.scenario import ProvenanceKind, ShiftEnd


@pytest.mark.parametrize("typed", ["80", "８０", "80元", "￥80", "80/小时", "80 CNY/h"])
def test_a_price_is_one_of_an_hour(sheets, typed):
    team = next(iter(sheets.inputs.scenario.teams))
    sheets.type(sheets.sheet(team_sheet, team), typed, "teams", team, "cost")
    assert sheets.codes == []
    assert sheets.inputs.scenario.teams[team].cost == 80


@pytest.mark.parametrize("typed", ["-5", "80/d", "eighty", "8 0"])
def test_what_is_no_price_stays_as_it_was_typed(sheets, typed):
    team = next(iter(sheets.inputs.scenario.teams))
    sheets.type(sheets.sheet(team_sheet, team), typed, "teams", team, "cost")
    assert sheets.codes == [(f"teams.{team}.cost", "scenario.money")]
    assert sheets.inputs.values["teams"][team]["cost"] == typed


def test_people_whom_nobody_counted_are_assumed(sheets):
    team = next(iter(sheets.inputs.scenario.teams))
    grid = sheets.part(sheets.sheet(team_sheet, team), "teams", team, "shifts")
    assert sheets.inputs.scenario.provenance[".".join(grid.assumed_as)].kind is ProvenanceKind.ASSUMED


def test_a_team_gets_shifts_speed_and_work_of_its_own(sheets):
    team = next(iter(sheets.inputs.scenario.teams))

    def sheet():
        return sheets.sheet(team_sheet, team)

    sheets.put({"calendars": {"office": {"mon-fri": "08:00-20:00"}}})
    rows = [
        {"staff": 4.0, "hours": "office", "speed": "", "from": "", "over": ""},
        {"staff": 2.0, "hours": "daily 20:00-24:00", "speed": "0.8", "from": "50", "over": "8 周"},
    ]
    sheets.fill(sheet(), rows, "teams", team, "shifts")
    for text, *path in (
        ("30", "shrinkage"),
        ("5 %", "absence"),
        ("40", "base_load"),
        ("3", "at_once"),
        ("1.3", "slower"),
        ("50", "ramp_up", "from"),
        ("4 weeks", "ramp_up", "over"),
        ("suspend", "at_shift_end"),
        ("42/h", "cost"),
    ):
        sheets.type(sheet(), text, "teams", team, *path)
    assert sheets.codes == []
    found = sheets.inputs.scenario.teams[team]
    assert [shift.staff for shift in found.shifts] == [4, 2]
    assert (found.shifts[1].speed, found.shifts[1].ramp_up.start) == (0.8, 0.5)
    assert (found.shrinkage, found.absence, found.base_load) == (0.3, 0.05, 0.4)
    assert (found.at_once, found.slower, found.ramp_up.over) == (3, 1.3, 4 * 7 * 86400)
    assert (found.at_shift_end, found.cost) == (ShiftEnd.SUSPEND, 42)
    again = sheets.rows(sheet(), "teams", team, "shifts")
    assert sheets.fill(sheet(), again, "teams", team, "shifts").inputs.scenario.teams[team] == found


def test_a_calendar_gets_days_off_and_days_with_other_hours(sheets):
    sheets.put(
        {
            "calendars": {
                "office": {"mon-fri": "08:00-18:00", "closed": ["2026-01-01"]},
                "night": {"daily": "20:00-24:00"},
            }
        }
    )

    def sheet():
        return dates_sheet(sheets.inputs.values)

    rows = sheets.rows(sheet(), "calendars")
    assert rows == [{"calendar": "office", "on": "2026-01-01", "hours": ""}]
    added = [
        {"calendar": "office", "on": "2026-01-04", "hours": "09:00-12:00，13:00-15:00"},
        {"calendar": "night", "on": " 2026-01-02", "hours": None},
        {"calendar": None, "on": "2026-01-03", "hours": "09:00-10:00"},
        {"calendar": "night", "on": None, "hours": "09:00-10:00"},
    ]
    sheets.fill(sheet(), [*rows, *added], "calendars")
    assert sheets.codes == []
    office, night = (sheets.inputs.scenario.calendars[name] for name in ("office", "night"))
    assert office.dates[date(2026, 1, 1)] == ()
    assert office.dates[date(2026, 1, 4)] == ((32400, 43200), (46800, 54000))
    assert night.dates[date(2026, 1, 2)] == ()
    assert sheets.inputs.values["calendars"]["office"]["mon-fri"] == "08:00-18:00"
    assert [row["on"] for row in sheets.rows(sheet(), "calendars")] == [
        "2026-01-01",
        "2026-01-04",
        "2026-01-02",
    ]
    sheets.fill(sheet(), [{"calendar": "office", "on": "1 May", "hours": ""}], "calendars")
    assert [place for place, _ in sheets.codes] == ["calendars.office.closed[1]"]
    sheets.fill(sheet(), [], "calendars")
    assert sheets.inputs.values["calendars"]["office"] == {"mon-fri": "08:00-18:00"}


def test_without_a_calendar_there_are_no_days_to_fill_in_and_a_single_one_need_not_be_named(sheets):
    assert dates_sheet(sheets.inputs.values).groups == ()
    sheets.put({"calendars": {"office": {"mon-fri": "08:00-18:00"}}})
    sheets.fill(dates_sheet(sheets.inputs.values), [{"on": "2026-05-01"}], "calendars")
    assert sheets.inputs.values["calendars"]["office"]["closed"] == ["2026-05-01"]
