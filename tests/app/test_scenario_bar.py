"""Scenarios on the Simulate page: nothing wrong is swallowed, nothing is lost, nothing goes unsaid."""

from __future__ import annotations

import pytest
from visiting import LANGUAGES, ONE_STEP, hours, kept, own_library, simulated, visit

from studio import library
from studio.app.choices import with_name
from studio.app.names import input_name, plain
from studio.app.shared import store
from studio.model import Diagram
from studio.reading import read
from studio.scenario import read_mapping

pytestmark = pytest.mark.usefixtures("own_library")
__all__ = ["own_library"]

TEXT = hours(60, "30 s")


def scenario(process, name="Mine", text=TEXT):
    return library.add_scenario(store(), process.id, name=name, text=text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scenario_that_was_deleted_elsewhere_is_told(language):
    process = kept()
    at = visit(language, "simulate", process=process.id, scenario="gone", view="inputs")
    assert len(at.warning) == 1
    assert {"en": "not in the library", "zh-CN": "已不在流程库"}[language] in at.warning[0].value


def test_a_process_that_was_deleted_elsewhere_leaves_no_scenario_to_change():
    at = visit("en", "simulate", process="gone")
    assert len(at.warning) == 1
    assert not [button for button in at.button if button.key == "simulate"]
    assert not [box for box in at.selectbox if box.key.startswith("scenario")]


def test_deleting_asks_first():
    process = kept()
    mine = scenario(process)
    at = visit("en", "simulate", process=process.id, scenario=mine.id, view="inputs")
    at.button(key=f"delete scenario:{mine.id}").click().run()
    assert library.list_scenarios(store(), process.id)
    at.button(key=f"delete scenario:{mine.id}:no").click().run()
    at.button(key=f"delete scenario:{mine.id}").click().run()
    assert "Mine" in at.warning[0].value
    at.button(key=f"delete scenario:{mine.id}:yes").click().run()
    assert not at.exception
    assert not library.list_scenarios(store(), process.id)


def test_a_name_that_is_taken_gets_a_number():
    process = kept()
    scenario(process, "Peak")
    mine = scenario(process)
    at = visit("en", "simulate", process=process.id, scenario=mine.id, view="inputs")
    next(field for field in at.text_input if field.key.startswith("scenario name")).set_value("Peak").run()
    assert [each.name for each in library.list_scenarios(store(), process.id)] == ["Peak", "Peak (2)"]


def test_a_text_that_somebody_else_changed_meanwhile_is_kept_as_a_copy_and_told():
    process = kept()
    mine = scenario(process)
    address = {"process": process.id, "scenario": mine.id, "view": "inputs"}
    here = visit("en", "simulate", **address, level="file")
    there = visit("en", "simulate", **address)
    next(field for field in there.number_input if ":seed:" in field.key).set_value(42).run()
    here.text_area[0].set_value(TEXT.replace("seed: 3", "seed: 7")).run()
    first, second = library.list_scenarios(store(), process.id)
    assert ("seed: 42" in first.text, "seed: 7" in second.text) == (True, True)
    assert plain(second.name) in here.info[0].value
    assert here.query_params["scenario"] == second.id


def test_what_was_saved_elsewhere_shows_in_the_file_at_once():
    process = kept()
    mine = scenario(process)
    address = {"process": process.id, "scenario": mine.id, "view": "inputs"}
    here = visit("en", "simulate", **address, level="file")
    library.save_scenario(store(), mine.id, version=1, text=TEXT.replace("seed: 3", "seed: 11"))
    here.run()
    assert "seed: 11" in here.text_area[0].value


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT,
        "# why\n" + TEXT,
        "name: Before\n" + TEXT,
        "{schema: 1, seed: 3}",
        "seed: 3\n",
        "steps: {a: [\n",
    ],
    ids=["nothing", "plain", "comment", "named", "braces", "no schema", "torn"],
)
def test_a_downloaded_scenario_says_what_it_is_called(text):
    name = "Peak: “two” \\ days"
    file = with_name(text, name)
    if "[" in text:
        assert file == text
        return
    found = read_mapping(file, Diagram())
    assert found.pop("name") == name
    before = read_mapping(text, Diagram()) if text else {}
    assert {key: found[key] for key in before if key not in ("name", "schema")} == {
        key: value for key, value in before.items() if key not in ("name", "schema")
    }
    assert file.count("# why") == text.count("# why")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("teams.Desk.shifts[2].staff", "People in shift 2 – Desk"),
        ("teams.Desk.shifts[1].daily", "Hours in shift 1 – Desk"),
        ("teams.Desk.shrinkage", "Shrinkage – Desk"),
        ("teams.Desk.staff", "People – Desk"),
        ("escalations.T.over_authority", "Over authority (%) – Answer"),
        ("deflect.S.contained", "Settled there (%) – Start before “Answer”"),
        ("provenance.steps.T.time.as_of", "Where the figures come from – Handling time – Answer"),
        ("routing.S.F1", "Shares of the paths – Start before “Answer” → Answer"),
        ("replications", "Replications"),
    ],
)
def test_a_mistake_is_named_by_what_it_is_about(path, told):
    assert input_name(path, read(ONE_STEP.encode(), "desk.bpmn").diagram, "en") == told


@pytest.mark.parametrize(("language", "word"), [("en", "automatic"), ("zh-CN", "自动")])
def test_the_warm_up_is_told_and_taken_in_the_readers_word(language, word):
    process = kept()
    mine = scenario(process, text="schema: 1\ncases: 100\n")
    at = visit(language, "simulate", process=process.id, scenario=mine.id, view="inputs")

    def told(text: str) -> str:
        next(field for field in at.text_input if ":warm_up:" in field.key).set_value(text).run()
        return library.scenario(store(), mine.id).text

    assert next(field for field in at.text_input if ":warm_up:" in field.key).value == word
    assert "warm_up: 1 week" in told("1 week")
    assert "warm_up: auto" in told(word)
    assert "warm_up: 0" in told("0")


def test_what_a_slow_browser_says_of_fields_that_are_gone_changes_nothing():
    process = kept()
    mine = scenario(process, text="schema: 1\ncases: 100\n")
    at = visit("en", "simulate", process=process.id, scenario=mine.id, view="inputs", element="S")
    told = at._tree.get_widget_states()
    fields = {field.key for field in at.text_input}
    assert any(key.startswith("field:arrivals.S.every:mean") for key in fields)
    next(one for one in at.segmented_control if one.key.startswith("view")).set_value("results").run()
    assert not any(field.key.startswith("field:arrivals") for field in at.text_input)
    at._run(told)
    assert library.scenario(store(), mine.id).text == mine.text


def test_a_result_names_the_file_and_the_scenario_that_it_is_of():
    found = library.result(store(), simulated(kept(), TEXT).id)
    assert (found["diagram"], found["scenario"]) == ("desk.bpmn", "Mine")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_counts_for_the_whole_scenario_is_filled_in_with_the_run(language):
    process = kept()
    mine = scenario(process, text="schema: 1\n")
    at = visit(language, "simulate", process=process.id, scenario=mine.id, view="inputs")
    typed = {"service_level": "30 s", "currency": "CNY", "start": "2026-03-02T08:00", "zone": "Asia/Shanghai"}
    for name, text in typed.items():
        next(field for field in at.text_input if f":{name}:" in field.key).set_value(text).run()
    said = read_mapping(library.scenario(store(), mine.id).text, Diagram())
    assert {name: str(said[name]) for name in typed} == typed
    next(field for field in at.text_input if ":zone:" in field.key).set_value("Moon").run()
    told = {"en": "Time zone", "zh-CN": "时区"}[language]
    assert any(told in each.value and "Moon" in each.value for each in at.markdown)
    next(field for field in at.text_input if ":zone:" in field.key).set_value(" ").run()
    assert "zone" not in library.scenario(store(), mine.id).text


def test_a_ladder_has_a_name_that_fits_and_levels_in_the_readers_words():
    process = kept()
    mine = scenario(process, text="schema: 1\n")
    at = visit("en", "simulate", process=process.id, scenario=mine.id, view="inputs", level="promises")
    next(field for field in at.text_input if field.key.startswith("new ladder")).set_value("x" * 80).run()
    assert f"{'x' * 80}: [{{level: Desk, team: Desk" in library.scenario(store(), mine.id).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_start_shows_the_contacts_of_the_file_that_it_names(language):
    address = {"process": "complaint", "scenario": "@today", "view": "inputs", "element": "Start_Complaint"}
    at = visit(language, "simulate", **address)
    title = {"en": "**Contacts by the hour**", "zh-CN": "**分小时话务量**"}[language]
    assert title in [each.value for each in at.markdown]
    file = next(
        field for field in at.text_input if field.key.startswith("field:arrivals.Start_Complaint.per")
    )
    assert file.value.endswith(".csv")
