"""The pages as a person meets them, in both languages, on a library of their own."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from visiting import LANGUAGES, visit

from studio import library
from studio.app import shared
from studio.app.work import carry_out
from studio.library import RunStatus

ROOT = Path(__file__).parents[2]
EXAMPLE = "complaint"

TINY = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t">
  <process id="P"><startEvent id="S"/><task id="T" name="Answer [call]"/><endEvent id="E"/>
    <sequenceFlow id="F1" sourceRef="S" targetRef="T"/><sequenceFlow id="F2" sourceRef="T" targetRef="E"/>
  </process></definitions>"""

QUICK = "schema: 1\nname: Quick\ncases: 200\nwarm_up: 0\nreplications: 2\nseed: 3\n"


@pytest.fixture(autouse=True)
def own_library(tmp_path, monkeypatch):
    monkeypatch.setenv("STUDIO_DATABASE", f"sqlite:///{tmp_path / 'library.db'}")
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture(params=LANGUAGES)
def language(request) -> str:
    return request.param


def store():
    return shared.store()


def said(at: AppTest) -> list[str]:
    """Every text on the page that the studio says itself or shows."""
    texts = []
    for kind in ("title", "header", "subheader", "markdown", "caption", "button", "info", "warning", "error"):
        texts += [str(getattr(shown, "label", "") or getattr(shown, "value", "")) for shown in at.get(kind)]
    for metric in at.metric:
        texts += [metric.label, metric.value]
    for widget in (*at.selectbox, *at.text_input, *at.number_input, *at.text_area):
        texts.append(widget.label)
    for choice in (*at.get("segmented_control"), *at.get("pills")):
        texts += list(choice.options)
    return texts


def test_the_first_page_offers_the_examples_and_tells_what_to_do(language):
    at = visit(language)
    assert at.title[0].value == {"en": "Processes", "zh-CN": "流程库"}[language]
    keys = {button.key for button in at.button}
    assert {f"open:{EXAMPLE}", f"simulate:{EXAMPLE}"} <= keys
    assert "BPMN" in at.info[0].value
    assert store() is not None
    assert not any(entry.version for entry in library.list_processes(store()))


def drop(at: AppTest, *files: tuple[str, bytes]) -> AppTest:
    for name, data in files:
        at.file_uploader[0].upload(name, data)
    at.run()
    assert not at.exception
    return at


def test_a_dropped_diagram_is_kept_at_once_and_its_bytes_unchanged(language):
    at = drop(visit(language), ("answer.bpmn", TINY))
    kept = next(entry for entry in library.list_processes(store()) if not entry.example)
    assert (kept.name, kept.file) == ("answer", "answer.bpmn")
    assert library.process_bytes(store(), kept.id) == TINY
    assert "answer.bpmn" in at.toast[0].value
    assert f"open:{kept.id}" in {button.key for button in at.button}


def test_the_same_file_again_is_told_not_doubled():
    at = drop(visit(), ("answer.bpmn", TINY))
    drop(at, ("again.bpmn", TINY))
    assert "again.bpmn" in at.toast[0].value
    assert sum(not entry.example for entry in library.list_processes(store())) == 1


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("empty.bpmn", b""),
        ("words.bpmn", b"this is no XML at all"),
        ("page.xml", b"<html><body>hello</body></html>"),
        ("attack.bpmn", b'<!DOCTYPE a [<!ENTITY b "c">]><definitions>&b;</definitions>'),
        ("broken.bpmn", TINY[:200]),
        ("binary.bpmn", bytes(range(256)) * 20),
    ],
)
def test_what_is_no_diagram_is_refused_with_one_sentence(language, file, data):
    at = drop(visit(language), (file, data))
    assert len(at.error) == 1
    sentence = at.error[0].value
    assert file.partition(".")[0] in sentence
    assert "Traceback" not in sentence
    if language == "zh-CN":
        assert re.search("[一-鿿]", sentence)
    assert not any(not entry.example for entry in library.list_processes(store()))


def test_good_and_bad_files_may_be_dropped_together():
    at = drop(visit(), ("good.bpmn", TINY), ("bad.bpmn", b"nothing"))
    assert (len(at.toast), len(at.error)) == (1, 1)


def test_deleting_a_process_takes_it_off_the_page():
    at = drop(visit(), ("answer.bpmn", TINY))
    kept = next(entry for entry in library.list_processes(store()) if not entry.example)
    at.button(key=f"delete:{kept.id}").click().run()
    assert not at.exception
    assert f"open:{kept.id}" not in {button.key for button in at.button}


def test_renaming_what_somebody_deleted_meanwhile_is_refused_with_a_sentence(language):
    at = drop(visit(language), ("answer.bpmn", TINY))
    kept = next(entry for entry in library.list_processes(store()) if not entry.example)
    library.delete_process(store(), kept.id)
    next(field for field in at.text_input if kept.id in field.key).set_value("Other").run()
    assert not at.exception
    assert kept.id in at.error[0].value


def test_a_library_that_cannot_be_opened_is_told_in_a_sentence(language, monkeypatch):
    monkeypatch.setenv("STUDIO_DATABASE", "nosuchdatabase://host/studio")
    at = visit(language)
    assert len(at.error) == 1
    assert "nosuchdatabase" in at.error[0].value


def test_renaming_a_process_shows_on_its_card():
    at = drop(visit(), ("answer.bpmn", TINY))
    kept = next(entry for entry in library.list_processes(store()) if not entry.example)
    next(field for field in at.text_input if kept.id in field.key).set_value("Answer *all* calls").run()
    assert not at.exception
    assert library.process(store(), kept.id).name == "Answer *all* calls"


def canvas(at: AppTest, key: str):
    import json

    found = next(component for component in at.get("bidi_component") if component.key == key)
    return json.loads(found.proto.json)


def test_a_diagram_is_drawn_in_the_language_of_the_page(language):
    at = visit(language, "diagram", process=EXAMPLE)
    shown = canvas(at, "canvas")
    assert {"en": "Log and check the complaint", "zh-CN": "登记并核对投诉"}[language] in shown["xml"]
    assert not at.exception


def test_an_element_in_the_address_is_told_in_full(language):
    at = visit(language, "diagram", process=EXAMPLE, element="Task_Register")
    told = "\n".join(said(at))
    assert {"en": "User task", "zh-CN": "人工任务"}[language] in told
    table = {str(key): str(value) for frame in at.table for key, value in frame.value.iloc[:, 0].items()}
    assert "SOP-CP-01" in table.values()
    assert "登记并核对投诉" in table.values()
    assert "Log and check the complaint" in table.values()


def test_the_way_leads_from_element_to_element():
    at = visit("en", "diagram", process=EXAMPLE, element="Task_Register")
    onward = next(button for button in at.button if button.key.startswith("Goes on to:"))
    onward.click().run()
    assert not at.exception
    assert at.query_params["element"] == onward.key.rpartition(":")[2]
    assert canvas(at, "canvas")["focus"] == at.query_params["element"]


def test_of_two_processes_of_one_name_each_keeps_its_own_page(language):
    whole = (ROOT / "bpmn" / "complaint.bpmn").read_bytes()
    drop(visit(language), ("copy.bpmn", whole + b"<!-- a copy -->"))
    copy = next(entry for entry in library.list_processes(store()) if not entry.example)
    for process in (copy.id, EXAMPLE):
        at = visit(language, "diagram", process=process)
        at.run()
        assert at.query_params["process"] == process
        assert len(set(at.selectbox[0].options)) == len(at.selectbox[0].options)


def test_a_problem_that_is_clicked_points_at_its_element():
    whole = (ROOT / "bpmn" / "complaint.bpmn").read_bytes()
    at = drop(visit(), ("lost.bpmn", re.sub(b"(<(\\w+:|)flowNodeRef>)\\w+", b"\\1Nobody", whole, count=1)))
    kept = next(entry for entry in library.list_processes(store()) if not entry.example)
    at = visit("en", "diagram", process=kept.id)
    problem = next(button for button in at.button if button.key.startswith("problem:"))
    problem.click().run()
    assert not at.exception
    shown = canvas(at, "canvas")
    assert shown["focus"] == shown["selected"] == at.query_params["element"]
    assert at.query_params["element"] in shown["problems"]


def test_a_file_without_places_is_laid_out_and_can_be_edited(language):
    at = drop(visit(language), ("answer.bpmn", TINY))
    kept = next(entry for entry in library.list_processes(store()) if not entry.example)
    at = visit(language, "diagram", process=kept.id)
    assert "BPMNShape" in canvas(at, "canvas")["xml"]
    assert library.process_bytes(store(), kept.id) == TINY
    next(button for button in at.button if button.key == "edit").click().run()
    editor = next(component for component in at.get("bidi_component") if component.key.startswith("editor:"))
    assert "BPMNShape" in editor.proto.json
    assert not [draft for draft in library.list_drafts(store(), kept.id) if draft.changed]


def test_a_file_with_nothing_to_draw_says_so(language):
    nothing = (
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P"/></definitions>'
    )
    at = drop(visit(language), ("nothing.bpmn", nothing))
    kept = next(entry for entry in library.list_processes(store()) if not entry.example)
    at = visit(language, "diagram", process=kept.id)
    assert len(at.info) == 1
    assert not [component for component in at.get("bidi_component") if component.key == "canvas"]


def test_an_address_of_a_process_that_is_gone_says_so(language):
    at = visit(language, "diagram", process="nobody")
    assert len(at.warning) == 1


def test_the_language_can_be_switched_and_stays_in_the_address():
    at = visit("en")
    next(c for c in at.get("segmented_control") if c.key == "language").set_value("zh-CN").run()
    assert at.query_params["lang"] == "zh-CN"
    assert at.title[0].value == "流程库"
    at.switch_page("screens/diagram.py").run()
    assert "问题" in said(at)
    assert at.query_params["lang"] == "zh-CN"


def wait_for(run: str, seconds: float = 90) -> RunStatus:
    until = time.monotonic() + seconds
    while (status := library.run(store(), run).status).is_open:
        assert time.monotonic() < until, "the run takes too long"
        time.sleep(0.2)
    return status


def quick(process: str) -> str:
    return library.add_scenario(store(), process, name="Quick", text=QUICK).id


def test_the_button_simulates_and_the_address_finds_the_result_in_any_language():
    visit()
    at = visit("en", "simulate", process=EXAMPLE, scenario=quick(EXAMPLE))
    at.button(key="simulate").click().run()
    assert not at.exception
    assert len(at.get("progress")) == 1
    run = at.query_params["run"]
    assert wait_for(run) is RunStatus.DONE
    shown = {}
    for language, cycle_time in (("en", "Cycle time"), ("zh-CN", "全程时长")):
        # somebody else, or the same person after a refresh, finds it by its address
        at = visit(language, "simulate", process=EXAMPLE, run=run)
        shown[language] = [metric.label for metric in at.metric]
        assert cycle_time in shown[language]
        assert all(re.search("±| to |至", metric.delta) for metric in at.metric)
        heat = canvas(at, "heat")["heat"]
        assert {"Task_Register", "Task_TeamLeader"} <= set(heat)
        assert len(at.get("vega_lite_chart")) == 7
        assert len(at.dataframe) >= 3
        assert not set(LATIN.findall(" ".join(shown["zh-CN"]))) - SPOKEN if language == "zh-CN" else True
        card = visit(language)
        assert any(cycle_time in caption.value for caption in card.caption)
    assert len(shown["en"]) == len(shown["zh-CN"]) >= 4


def test_a_step_of_a_result_tells_its_figures():
    visit()
    run = library.add_run(
        store(), EXAMPLE, digest=digest(), scenario_name="Quick", scenario_text=QUICK, seed=None
    )
    carry_out(store().url, run.id, 1)
    at = visit(
        "en", "simulate", process=EXAMPLE, run=run.id, element="Task_Register", measure="team:utilisation"
    )
    told = {str(key): str(value) for key, value in at.table[0].value.iloc[:, 0].items()}
    assert {"Wait, mean", "Handling time (AHT)", "Visits per case"} <= set(told)
    assert canvas(at, "heat")["selected"] == "Task_Register"
    assert next(box for box in at.selectbox if box.key.startswith("measure")).value == "team:utilisation"
    assert any("inputs are assumed" in popover.proto.popover.label for popover in at.get("popover"))


def digest() -> str:
    return library.process(store(), EXAMPLE).digest


@pytest.mark.parametrize(
    ("end", "word"),
    [(RunStatus.CANCELLED, "cancelled"), (RunStatus.FAILED, "mistakes")],
)
def test_a_run_without_a_result_says_why(end, word):
    visit()
    run = library.add_run(store(), EXAMPLE, digest="", scenario_name="Q", scenario_text="", seed=None)
    error = {"code": "scenario.invalid", "sentence": "", "parameters": {"count": "2"}}
    library.fail_run(store(), run.id, status=end, error=error)
    at = visit("en", "simulate", process=EXAMPLE, run=run.id)
    assert word in " ".join(element.value for element in (*at.info, *at.error))
    assert not at.metric


def test_a_scenario_file_with_mistakes_tells_each_beside_the_forms(language):
    visit()
    text = "schema: 1\nseed: soon\nsteps: {Task_Register: {time: later}}\n"
    scenario = library.add_scenario(store(), EXAMPLE, name="Wrong", text=text).id
    at = visit(language, "simulate", process=EXAMPLE, scenario=scenario, view="inputs", level="times")
    assert len(at.error) == 1
    told = "\n".join(said(at))
    assert "seed" in told
    assert "Task" in told
    assert at.button(key="simulate").disabled


@pytest.mark.parametrize("level", ["paths", "times", "teams", "hours", "file"])
@pytest.mark.parametrize("scenario", ["@today", ""])
def test_every_level_shows_its_forms(language, level, scenario):
    at = visit(language, "simulate", process=EXAMPLE, scenario=scenario, view="inputs", level=level)
    assert len(at.data_editor) >= (0 if level == "file" else 1)
    assert sum(each.key.startswith("text:") for each in at.text_area) == (level == "file")
    assert not at.error


def test_a_text_that_is_changed_by_hand_is_kept_as_ones_own(language):
    at = visit(language, "simulate", process=EXAMPLE, scenario="@today", view="inputs", level="file")
    at.text_area[0].set_value(QUICK).run()
    assert not at.exception
    kept = library.list_scenarios(store(), EXAMPLE)
    assert [scenario.text for scenario in kept] == [QUICK]
    assert at.query_params["scenario"] == kept[0].id


@pytest.mark.parametrize("level", ["paths", "hours"])
def test_a_text_that_is_no_yaml_can_only_be_mended_as_text(language, level):
    visit()
    scenario = library.add_scenario(
        store(), EXAMPLE, name="Torn", text="steps: {Task_Register: {time: [\n"
    ).id
    at = visit(language, "simulate", process=EXAMPLE, scenario=scenario, view="inputs", level=level)
    assert len(at.error) == 1
    assert not at.data_editor
    at.text_area[0].set_value(QUICK).run()
    assert not at.error
    assert [kept.text for kept in library.list_scenarios(store(), EXAMPLE)] == [QUICK]


def test_what_two_people_fill_in_at_once_is_all_kept():
    visit()
    scenario = library.add_scenario(store(), EXAMPLE, name="Ours", text="schema: 1\n").id
    mine = visit("en", "simulate", process=EXAMPLE, scenario=scenario, view="inputs")
    yours = visit("zh-CN", "simulate", process=EXAMPLE, scenario=scenario, view="inputs")
    next(field for field in mine.number_input if ":seed:" in field.key).set_value(42).run()
    next(field for field in yours.number_input if ":replications:" in field.key).set_value(12).run()
    (kept,) = library.list_scenarios(store(), EXAMPLE)
    assert "seed: 42" in kept.text
    assert "replications: 12" in kept.text


def test_run_settings_are_kept_in_the_scenario():
    at = visit("en", "simulate", process=EXAMPLE, scenario="", view="inputs")
    next(field for field in at.number_input if ":seed:" in field.key).set_value(42).run()
    assert not at.exception
    kept = library.list_scenarios(store(), EXAMPLE)
    assert "seed: 42" in kept[0].text
    next(field for field in at.number_input if ":replications:" in field.key).set_value(12).run()
    kept = library.list_scenarios(store(), EXAMPLE)
    assert len(kept) == 1
    assert "replications: 12" in kept[0].text


def test_a_scenario_file_can_be_opened(language):
    at = visit(language, "simulate", process=EXAMPLE, scenario="")
    at.file_uploader[0].upload("peak.yaml", QUICK.encode()).run()
    assert not at.exception
    kept = library.list_scenarios(store(), EXAMPLE)
    assert [(scenario.name, scenario.text) for scenario in kept] == [("peak", QUICK)]


def test_the_page_says_what_to_do_before_the_first_run(language):
    at = visit(language, "simulate", process=EXAMPLE, view="results")
    assert len(at.info) == 1


LATIN = re.compile(r"[A-Za-z]{3,}")
SPOKEN = {
    "BPMN",
    "BPSim",
    "BIMP",
    "qbp",
    "PERT",
    "AHT",
    "FCR",
    "JSON",
    "CSV",
    "YAML",
    "English",
    "auto",
    "simpy",
}


def test_a_chinese_page_has_no_english_left():
    for page in ("processes", "diagram", "simulate"):
        at = visit("zh-CN", page, process=EXAMPLE)
        for text in said(at):
            shown = re.sub(r":[a-z-]+\[|:material/\w+:|Task_\w+", "", text)
            assert set(LATIN.findall(shown)) <= SPOKEN, (page, text)
