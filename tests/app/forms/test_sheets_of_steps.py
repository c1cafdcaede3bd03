"""Sheets of a step and of a case: what is typed becomes what the scenario says, and comes back as typed."""

from __future__ import annotations

import pytest
from sheet_desk import STEP, step

from studio.app.forms.attributes import attributes_grid, case_sheet
from studio.app.forms.fields import shown
from studio.scenario import Distribution


def test_what_nobody_uses_of_a_step_is_one_click_away(sheets):
    assert [group.name for group in step(sheets).shown] == ["Work"]
    assert "Patience" in [group.name for group in step(sheets).more]
    sheets.type(step(sheets), "exponential(mean 3 min)", "steps", STEP, "patience")
    assert [group.name for group in step(sheets).shown] == ["Work", "Patience"]


def test_patience_and_calling_back_are_filled_in(sheets):
    sheets.type(step(sheets), "exponential(mean 3 min)", "steps", STEP, "patience")
    sheets.type(step(sheets), "50", "steps", STEP, "calls_back", "chance")
    sheets.type(step(sheets), "30 min", "steps", STEP, "calls_back", "after")
    found = sheets.inputs.scenario.steps[STEP]
    assert sheets.codes == []
    assert found.patience == Distribution.exponential(180)
    assert (found.calls_back.chance, found.calls_back.after.mean) == (0.5, 1800)
    shares = sheets.part(step(sheets), "steps", STEP, "calls_back", "chance")
    assert (shown(shares.shown, shares.kind), shares.name) == ("50 %", "Calls back (%)")


def test_a_wrong_entry_stays_where_it_was_typed_with_its_finding(sheets):
    sheets.type(step(sheets), "soon", "steps", STEP, "batch", "or_after")
    field = sheets.part(step(sheets), "steps", STEP, "batch", "or_after")
    assert shown(field.shown, field.kind) == "soon"
    assert (f"steps.{STEP}.batch.or_after", "scenario.duration") in sheets.codes
    sheets.type(step(sheets), "150", "steps", STEP, "calls_back", "chance")
    assert (f"steps.{STEP}.calls_back.chance", "scenario.share") in sheets.codes
    sheets.type(step(sheets), "two", "steps", STEP, "people")
    assert sheets.inputs.values["steps"][STEP]["people"] == "two"


def test_wide_digits_of_a_chinese_keyboard_are_digits(sheets):
    sheets.type(step(sheets), "５％", "steps", STEP, "calls_back", "chance")
    assert sheets.inputs.values["steps"][STEP]["calls_back"]["chance"] == "5%"
    sheets.type(step(sheets), "２", "steps", STEP, "people")
    assert sheets.inputs.scenario.steps[STEP].people == 2


def test_further_teams_take_cases_in_order_of_preference(sheets):
    first, second, *_ = sheets.inputs.scenario.teams
    rows = [
        {"number": 2, "team": second, "when": "amount > 500"},
        {"number": 1, "team": first, "when": ""},
        {"number": None, "team": None, "when": None},
    ]
    sheets.put({"attributes": {"amount": {"number": 100}}})
    sheets.fill(step(sheets), rows, "steps", STEP, "team")
    assert sheets.codes == []
    found = sheets.inputs.scenario.steps[STEP]
    assert (found.team, found.instead) == (first, (second,))
    assert str(found.can_do[second]) == "amount > 500"
    assert sheets.rows(step(sheets), "steps", STEP, "team") == [
        {"number": 1, "team": first, "when": ""},
        {"number": 2, "team": second, "when": "amount > 500"},
    ]
    sheets.fill(step(sheets), [], "steps", STEP, "team")
    assert sheets.inputs.scenario.steps[STEP].team is None


def test_batches_set_up_instances_and_repeats_are_filled_in(sheets):
    for text, *path in (
        ("20", "batch", "size"),
        ("2 h", "batch", "or_after"),
        ("5 min", "set_up"),
        ("uniform(low 1, high 5)", "instances"),
        ("20", "repeats", "chance"),
        ("3", "repeats", "at_most"),
        ("6 min", "standard_time"),
        ("SOP-012", "method"),
    ):
        sheets.type(step(sheets), text, "steps", STEP, *path)
    found = sheets.inputs.scenario.steps[STEP]
    assert sheets.codes == []
    assert (found.batch.size, found.batch.or_after, found.set_up.mean) == (20, 7200, 300)
    assert (found.instances.number.mean, found.repeats.chance, found.repeats.at_most) == (3, 0.2, 3)
    assert (found.standard_time, found.method) == (360, "SOP-012")


def test_as_many_instances_as_an_attribute_says(sheets):
    sheets.put({"attributes": {"items": {"number": 3}}})
    sheets.type(step(sheets), "items", "steps", STEP, "instances", "by")
    assert sheets.codes == []
    assert sheets.inputs.scenario.steps[STEP].instances.by == "items"


def test_what_a_step_assigns_is_a_table_of_attributes(sheets):
    grid = attributes_grid({}, ("steps", STEP, "assigns"))
    rows = [{"name": "valid", "sort": "chance", "value": "80"}]
    sheets.put(grid.write({}, rows))
    assert sheets.codes == []
    assert sheets.inputs.scenario.steps[STEP].assigns[0].chance == 0.8


def test_attributes_are_numbers_chances_or_choices(sheets):
    rows = [
        {"name": "amount", "sort": "number", "value": "lognormal(mean 180, cv 1.2)"},
        {"name": "vip", "sort": "chance", "value": "5"},
        {"name": "channel", "sort": "choice", "value": "voice 70 %，chat 20 %, mail 10"},
        {"name": "", "sort": None, "value": "12"},
    ]
    sheets.fill(sheets.sheet(case_sheet), rows, "attributes")
    assert sheets.codes == []
    amount, vip, channel, unnamed = sheets.inputs.scenario.attributes
    assert amount.number.mean == pytest.approx(180)
    assert vip.chance == 0.05
    assert channel.choice == (("voice", 0.7), ("chat", 0.2), ("mail", 0.1))
    assert (unnamed.name, unnamed.number.mean) == ("attribute", 12)
    again = sheets.rows(sheets.sheet(case_sheet), "attributes")
    assert again[2] == {"name": "channel", "sort": "choice", "value": "voice 70 %, chat 20 %, mail 10 %"}
    before = sheets.inputs.scenario
    assert sheets.fill(sheets.sheet(case_sheet), again, "attributes").inputs.scenario == before


def test_priority_is_a_condition_a_line(sheets):
    sheets.put({"attributes": {"vip": {"chance": "5 %"}, "amount": {"number": 10}}})
    sheets.type(sheets.sheet(case_sheet), "vip\n\n amount > 5000 ", "priority")
    assert [str(guard) for guard in sheets.inputs.scenario.priority] == ["vip", "amount > 5000"]
