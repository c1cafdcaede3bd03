"""Forms: teams, their members and costs become what the scenario says."""

from __future__ import annotations

import pytest
from form_desk import Desk

from studio.app.forms.staffing import teams_form


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


def test_a_list_of_teams_stays_as_it_is_where_only_the_people_change(reading):
    step = "{team: [{team: 一线座席, when: vip}, Spare], patience: 3 min, batch: {size: 5}}"
    text = (
        "schema: 1\nattributes: {vip: {chance: 5 %}}\nteams: {一线座席: {staff: 5}, Spare: {staff: 1}}\n"
        f"steps: {{Task_Register: {step}}}\n"
    )
    desk = Desk(reading, text)
    assert desk.inputs.mistakes == ()
    before = desk.inputs.values["steps"]["Task_Register"]
    desk.fill(desk.assignment(), "Task_Register", people=2.0)
    assert desk.inputs.values["steps"]["Task_Register"] == {**before, "people": 2}
