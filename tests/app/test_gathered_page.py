"""The page Simulate with called processes and several diagrams, and everything about one element."""

from __future__ import annotations

import pytest
from test_gathered import HOURS, add, caller, drawn, ran
from visiting import own_library, visit  # noqa: F401

from studio import library
from studio.app import shared

pytestmark = pytest.mark.usefixtures("own_library")

LANGUAGES = ("en", "zh-CN")
QUICK = f"{HOURS}arrivals: {{S: {{every: 600 s}}}}\nsteps: {{T: {{time: 90 s}}}}\n"


def said(at) -> str:
    return "\n".join(each.value for kind in (at.caption, at.warning, at.markdown) for each in kind)


def entered(at, path: str):
    """The field of that path on the page, whichever of its kinds it is."""
    fields = [each for kind in (at.text_input, at.selectbox) for each in kind]
    return next(each for each in fields if f"field:{path}:" in (each.key or ""))


def chosen(at, what: str, option: str):
    (box,) = (each for each in at.selectbox if (each.key or "").startswith(f"everything:{what}:"))
    return box.set_value(option).run()


@pytest.mark.parametrize(
    ("language", "missing"), [("en", "no diagram of the library holds"), ("zh-CN", "库中没有")]
)
def test_a_call_says_where_its_process_comes_from_or_what_to_do(language, missing):
    process = caller()
    at = visit(language, "simulate", process=process.id, scenario="", view="inputs", level="times")
    assert missing in said(at)
    add("credit.bpmn", drawn("Credit", "T", "Look at the score"))
    at = visit(language, "simulate", process=process.id, scenario="", view="inputs", level="times")
    assert missing not in said(at)
    assert any("Check credit" in each.value and "1" in each.value for each in at.caption)


def test_a_scenario_names_further_diagrams_and_the_page_simulates_them_together():
    one = add("one.bpmn", drawn("One", "T", "First"))
    add("two.bpmn", drawn("Two", "T", "Second"))
    at = visit("en", "simulate", process=one.id, scenario="", view="inputs", level="times")
    (together,) = at.multiselect
    two = next(entry.id for entry in library.list_processes(shared.store()) if entry.file == "two.bpmn")
    together.set_value([two]).run()
    assert not at.exception
    (kept,) = library.list_scenarios(shared.store(), one.id)
    assert "two.bpmn" in kept.text
    assert "Simulated together with" in said(at)
    at.multiselect[0].set_value([]).run()
    (kept,) = library.list_scenarios(shared.store(), one.id)
    assert "diagrams" not in kept.text


BOTH = (
    f"{HOURS}diagrams: [one.bpmn, two.bpmn]\narrivals: {{S: {{every: 100 s}}, two/S: {{every: 100 s}}}}\n"
    "steps: {T: {time: 40 s, team: Desk}, two/T: {time: 40 s, team: Desk}}\nteams: {Desk: {staff: 1}}\n"
)


def test_results_are_told_for_each_diagram():
    one = add("one.bpmn", drawn("One", "T", "First"))
    add("two.bpmn", drawn("Two", "T", "Second"))
    run = ran(one, BOTH)
    at = visit("en", "simulate", process=one.id, run=run.id, view="results")
    (part,) = (each for each in at.button_group if (each.key or "").startswith("part:"))
    other = run.beside[0]["process"]
    part.set_value(other).run()
    assert not at.exception
    assert not at.error


@pytest.mark.parametrize(("language", "elsewhere"), [("en", "did not come to"), ("zh-CN", "没有走到这张图")])
def test_the_story_of_a_case_is_shown_on_the_diagram_that_it_came_to(language, elsewhere):
    one = add("one.bpmn", drawn("One", "T", "First"))
    add("two.bpmn", drawn("Two", "T", "Second"))
    run = ran(one, BOTH)
    at = visit(language, "simulate", process=one.id, run=run.id, view="cases")
    assert not at.exception
    (part,) = (each for each in at.button_group if (each.key or "").startswith("part:"))
    here = elsewhere in said(at)
    part.set_value(run.beside[0]["process"]).run()
    assert not at.exception
    assert (elsewhere in said(at)) != here


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_about_a_step_is_one_click_away_and_kept_as_it_is_typed(language):
    process = add("one.bpmn", drawn("One", "T", "First"))
    at = visit(language, "simulate", process=process.id, scenario="", view="inputs", level="times")
    chosen(at, "element", "T")
    entered(at, "steps.T.people").set_value("2").run()
    assert not at.exception
    (kept,) = library.list_scenarios(shared.store(), process.id)
    assert "people: 2" in kept.text
    entered(at, "steps.T.batch.or_after").set_value("soon").run()
    assert not at.exception
    assert entered(at, "steps.T.batch.or_after").value == "soon"
    assert any("soon" in each.value and ":red[" in each.value for each in at.markdown)
    entered(at, "steps.T.patience:family").set_value("exponential").run()
    entered(at, "steps.T.patience:mean").set_value("3 min").run()
    (kept,) = library.list_scenarios(shared.store(), process.id)
    assert "patience: {exponential: {mean: 3 min}}" in kept.text


def test_what_is_changed_in_the_file_shows_in_the_field():
    process = add("one.bpmn", drawn("One", "T", "First"))
    mine = library.add_scenario(
        shared.store(), process.id, name="Mine", text="schema: 1\nsteps: {T: {people: 2}}\n"
    )
    at = visit("en", "simulate", process=process.id, scenario=mine.id, view="inputs", level="times")
    chosen(at, "element", "T")
    assert entered(at, "steps.T.people").value == "2"
    library.save_scenario(
        shared.store(), mine.id, version=mine.version, text="schema: 1\nsteps: {T: {people: 3}}\n"
    )
    at.run()
    assert entered(at, "steps.T.people").value == "3"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ladder_is_added_and_removed_on_the_level_of_promises(language):
    process = add("one.bpmn", drawn("One", "T", "First"))
    at = visit(language, "simulate", process=process.id, scenario="", view="inputs", level="promises")
    (add_one,) = (each for each in at.button if (each.key or "").startswith("add ladder"))
    add_one.click().run()
    assert not at.exception
    (kept,) = library.list_scenarios(shared.store(), process.id)
    assert "ladders:" in kept.text
    with_one = kept.text
    (remove,) = (each for each in at.button if (each.key or "").startswith("remove ladder"))
    remove.click().run()
    (kept,) = library.list_scenarios(shared.store(), process.id)
    assert "ladders:" not in kept.text
    another = library.add_scenario(shared.store(), process.id, name="Another", text=QUICK)
    at.query_params["scenario"] = another.id
    at.run()
    assert not [each for each in at.button if (each.key or "").startswith("put ladder back")]
    at.query_params["scenario"] = kept.id
    at.run()
    (back,) = (each for each in at.button if (each.key or "").startswith("put ladder back"))
    back.click().run()
    assert not at.exception
    texts = {each.id: each.text for each in library.list_scenarios(shared.store(), process.id)}
    assert texts == {kept.id: with_one, another.id: QUICK}
    assert not [each for each in at.button if (each.key or "").startswith("put ladder back")]


@pytest.mark.parametrize("screen", ["what_if", "simplify", "walk", "promises"])
def test_other_pages_take_a_scenario_that_speaks_of_a_called_process(screen):
    process = caller()
    add("credit.bpmn", drawn("Credit", "T", "Look at the score"))
    mine = library.add_scenario(shared.store(), process.id, name="Mine", text=QUICK)
    at = visit("en", screen, process=process.id, scenario=mine.id, baseline=mine.id)
    assert not at.error
