"""Forms: ways become what the scenario says; and forms as wholes change nothing else."""

from __future__ import annotations

import pytest
from form_desk import EXAMPLES, Desk

from studio.app.forms.table import changed, found
from studio.app.inputs import check, input_name
from studio.reading import read
from studio.scenario import Distribution, dump


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
