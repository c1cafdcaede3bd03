"""The page of suggestions as a person meets it: found, weighed, opened, accepted, rejected."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from counter import COUNTER, QUICK
from streamlit.testing.v1 import AppTest
from visiting import LANGUAGES, own_library, visit

from studio import library
from studio.app.suggestions import changes, effects, marked, offers, proof_text, sizes
from studio.app.work import carry_out
from studio.library import Answer, Run, RunKind, StoredProcess
from studio.model import Diagram
from studio.reading import Reading, read
from studio.scenario import complete, read_scenario
from studio.simplify import Proof, ProofClass, Suggestion, suggestions

__all__ = ["own_library"]

MERGE, MORE = "R1:Take+Enter", "T1:Desk"
EXAMPLE, RETEST = "handset_change_before", "R1:Task_Test+Task_Retest"


@pytest.fixture(params=LANGUAGES)
def language(request) -> str:
    return request.param


@pytest.fixture
def counter(own_library) -> StoredProcess:
    process = library.add_process(own_library, name="Counter", file="counter.bpmn", data=COUNTER)
    library.add_scenario(own_library, process.id, name="Busy", text=QUICK)
    return process


def page(process: StoredProcess, language: str = "en", **address: str) -> AppTest:
    return visit(language, "simplify", process=process.id, **address)


def busy(store, process: StoredProcess) -> str:
    return library.list_scenarios(store, process.id)[0].id


def weighed(store, process: StoredProcess) -> Run:
    """A finished weighing of the scenario that is kept with the process."""
    run = library.add_run(
        store,
        process.id,
        kind=RunKind.SIMPLIFY,
        digest=process.digest,
        scenario_name="Busy",
        scenario_text=QUICK,
        seed=3,
    )
    carry_out(store.url, run.id, 1)
    return library.run(store, run.id)


def texts(at: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "caption", "info", "warning", "success", "error")
    return "\n".join(str(element.value) for kind in kinds for element in at.get(kind))


def canvas(at: AppTest, key: str) -> dict:
    found = next(component for component in at.get("bidi_component") if component.key == key)
    return json.loads(found.proto.json)


def keys(at: AppTest) -> list[str]:
    return [button.key for button in at.button if button.key]


def press(at: AppTest, key: str) -> AppTest:
    next(button for button in at.button if button.key and button.key.startswith(key)).click().run()
    assert not at.exception
    return at


def decide(at: AppTest, which: str, reason: str) -> AppTest:
    """Press Accept or Reject, fill in the reason and confirm."""
    press(at, which)
    if reason:
        at.text_area[0].set_value(reason)
    next(
        button for button in at.button if button.key and button.key.startswith("FormSubmitter")
    ).click().run()
    assert not at.exception
    return at


def test_suggestions_are_there_at_once_with_proof_and_price(own_library, counter, language):
    at = page(counter, language, scenario=busy(own_library, counter))
    told = texts(at)
    assert {"en": "2 suggestions, not weighed yet", "zh-CN": "2 条建议，尚未权衡"}[language] in told
    assert {"en": "One step of Desk instead of 2", "zh-CN": "2 个步骤合并为一步"}[language] in told
    assert {"en": "Proved: the same behaviour, up to", "zh-CN": "已证明：除合并的步骤外"}[language] in told
    assert {"en": "nobody else looks at it", "zh-CN": "中间不再有他人把关"}[language] in told
    badges = canvas(at, "suggestions")["badges"]
    assert set(badges) == {"Take", "Enter", "Desk"}
    assert not at.get("vega_lite_chart")


def test_the_button_weighs_in_the_background_and_the_address_finds_it(own_library, counter):
    at = page(counter, scenario=busy(own_library, counter))
    press(at, "weigh")
    run = library.run(own_library, at.query_params["weighing"])
    assert (run.kind, run.process, run.scenario_text) == (RunKind.SIMPLIFY, counter.id, QUICK)
    assert len(at.get("progress")) == 1
    assert at.button(key="weigh").disabled


def test_a_weighing_ranks_the_cards_and_tells_what_is_proved(own_library, counter, language):
    run = weighed(own_library, counter)
    at = page(counter, language, scenario=busy(own_library, counter), weighing=run.id)
    told = texts(at)
    assert {"en": "the best first", "zh-CN": "最优在前"}[language] in told
    gain, trade = {"en": ("gain", "trade-off"), "zh-CN": ("有收益", "有得有失")}[language]
    assert told.index(gain) < told.index(trade)
    assert "±" in told
    marks = canvas(at, "suggestions")["badges"]
    assert {badge["tone"] for badge in marks["Take"]} == {"good"}
    assert {badge["tone"] for badge in marks["Desk"]} == {"warning"}
    assert len(at.get("vega_lite_chart")) == 1


def test_the_last_weighing_of_the_same_scenario_is_found_without_an_address(own_library, counter):
    weighed(own_library, counter)
    assert "trade-off" in texts(page(counter, scenario=busy(own_library, counter)))


def test_figures_of_another_scenario_are_said_to_be_so(own_library, counter):
    weighed(own_library, counter)
    other = library.add_scenario(own_library, counter.id, name="Calm", text=QUICK.replace("5 min", "9 min"))
    at = page(counter, scenario=other.id)
    assert "Busy" in at.info[0].value
    assert "trade-off" in texts(at)


def test_an_opened_suggestion_shows_both_diagrams_with_the_change_marked(own_library, counter, language):
    run = weighed(own_library, counter)
    at = page(counter, language, scenario=busy(own_library, counter), weighing=run.id, suggestion=MERGE)
    before, after = canvas(at, "before"), canvas(at, "after")
    assert {id: mark["kind"] for id, mark in before["changes"].items()} == {
        "Take": "changed",
        "Enter": "removed",
        "F2": "removed",
        "F3": "changed",
    }
    assert {mark["kind"] for mark in after["changes"].values()} == {"changed"}
    assert {"en": "Take the order + Enter the order", "zh-CN": "记下订单 + 录入订单"}[language] in after[
        "xml"
    ]
    assert before["near"] == after["near"]
    table = at.table[0].value
    assert "4 → **3**" in {str(value) for value in table.to_numpy().ravel()}
    chart = json.loads(at.get("vega_lite_chart")[0].proto.spec)
    names = chart["layer"][1]["encoding"]["y"]["sort"]
    assert {"en": "Wait per case", "zh-CN": "每单等待"}[language] in names
    assert {"en": "Hand-offs per case", "zh-CN": "每单交接次数"}[language] not in names


def test_a_suggestion_that_changes_the_scenario_alone_says_so(own_library, counter):
    at = page(counter, scenario=busy(own_library, counter), suggestion=MORE)
    assert "The diagram stays as it is" in texts(at)
    assert not [component for component in at.get("bidi_component") if component.key == "after"]


def test_accepting_asks_for_a_reason_and_makes_the_next_version(own_library, counter):
    weighed(own_library, counter)
    at = page(counter, scenario=busy(own_library, counter), suggestion=MERGE)
    decide(at, "accept", "")
    assert "Say why" in at.error[0].value
    assert len(library.list_versions(own_library, counter.id)) == 1
    decide(at, "accept", "Everybody can do *both*.")
    newest, first = library.list_versions(own_library, counter.id)
    assert (newest.number, first.digest) == (2, counter.digest)
    assert newest.note.reason == "Everybody can do *both*."
    assert "合并" in newest.note.texts["zh-CN"]
    steps = {node.id for node in read(library.process_bytes(own_library, counter.id), "c").diagram.nodes}
    assert steps == {"S", "Take", "E"}
    scenarios = library.list_scenarios(own_library, counter.id)
    assert len(scenarios) == 2
    assert at.query_params["scenario"] == scenarios[-1].id
    assert "weighing" not in at.query_params
    told = texts(at)
    assert "the diagram has a new version" in told
    assert canvas(at, "canvas")["document"].startswith(newest.digest)
    decision = library.list_decisions(own_library, counter.id)[0]
    assert (decision.answer, decision.suggestion, decision.digest) == (
        Answer.ACCEPTED,
        MERGE,
        counter.digest,
    )


def test_the_scenario_of_an_accepted_suggestion_is_weighed_without_mistakes(own_library, counter):
    at = decide(page(counter, scenario=busy(own_library, counter), suggestion=MERGE), "accept", "Yes.")
    at = page(library.process(own_library, counter.id), scenario=at.query_params["scenario"])
    assert not at.error
    assert not at.button(key="weigh").disabled
    assert "1 suggestion," in texts(at)


def test_a_weighing_of_a_former_diagram_is_told_and_can_be_looked_at(own_library, counter):
    run = weighed(own_library, counter)
    decide(page(counter, scenario=busy(own_library, counter), suggestion=MERGE), "accept", "Yes.")
    at = page(counter)
    assert "earlier state of the diagram" in texts(at)
    press(at, "earlier")
    assert at.query_params["weighing"] == run.id
    assert len(at.warning) == 1
    assert set(canvas(at, "suggestions")["badges"]) == {"Take", "Enter", "Desk"}
    at = page(counter, weighing=run.id, suggestion=MERGE)
    assert at.button(key="accept").disabled


def test_accepting_for_an_example_makes_a_diagram_of_its_own(own_library, language):
    example = library.process(own_library, EXAMPLE)
    shipped = library.process_bytes(own_library, EXAMPLE)
    at = decide(page(example, language, suggestion=RETEST), "accept", "One technician is enough.")
    own = at.query_params["process"]
    assert own != EXAMPLE
    assert library.process_bytes(own_library, EXAMPLE) == shipped
    assert b"Task_Retest" not in library.process_bytes(own_library, own).split(b"BPMNDiagram")[0]
    assert "±" not in texts(at)
    assert {"en": "in a diagram of your own", "zh-CN": "您自己的流程图"}[language] in texts(at)


def test_accepting_more_people_keeps_a_scenario_and_leads_to_it(own_library, counter):
    at = decide(page(counter, scenario=busy(own_library, counter), suggestion=MORE), "accept", "It pays.")
    assert len(library.list_versions(own_library, counter.id)) == 1
    text = library.list_scenarios(own_library, counter.id)[-1].text
    scenario = complete(read_scenario(text, counter_reading().diagram), counter_reading().diagram)
    assert scenario.teams["Desk"].shifts[0].staff == 2
    assert at.button(key="simulate")


def test_a_rejected_suggestion_stands_aside_with_its_reason_until_it_is_taken_up_again(
    own_library, counter, language
):
    address = {"scenario": busy(own_library, counter)}
    at = decide(page(counter, language, **address, suggestion=MERGE), "reject", "Two *must* do it.")
    assert "suggestion" not in at.query_params
    at = page(counter, language, **address)
    assert "Take" not in canvas(at, "suggestions")["badges"]
    assert r"Two \*must\* do it." in texts(at)
    press(at, "undo:")
    assert "Take" in canvas(at, "suggestions")["badges"]
    assert library.list_decisions(own_library, counter.id) == ()


def test_nothing_to_simplify_is_said_with_what_was_looked_for(own_library, language):
    alone = COUNTER.replace(b"userTask", b"serviceTask")
    process = library.add_process(own_library, name="Robot", file="robot.bpmn", data=alone)
    at = page(process, language)
    if at.success:
        assert {"en": "Nothing was found", "zh-CN": "没有发现"}[language] in at.success[0].value
        assert at.success[0].value.count("\n- ") >= 3
    assert at.button(key="weigh").disabled == bool(at.success)


def test_a_scenario_with_mistakes_is_not_weighed(own_library, counter):
    wrong = library.add_scenario(own_library, counter.id, name="Wrong", text="schema: 1\nseed: soon\n")
    at = page(counter, scenario=wrong.id)
    assert len(at.error) == 1
    assert at.button(key="weigh").disabled


def test_an_address_of_a_suggestion_or_run_that_is_gone_says_so(own_library, counter):
    at = page(counter, scenario=busy(own_library, counter), suggestion="F3:Gone", weighing="nobody")
    assert len(at.warning) == 2


def test_a_text_of_the_users_is_shown_as_it_is(own_library):
    hostile = COUNTER.replace(b">Take the order<", b">[Take](http://x) :red[it]<")
    process = library.add_process(own_library, name="Hostile", file="c.bpmn", data=hostile)
    library.add_scenario(own_library, process.id, name="Busy", text=QUICK)
    told = texts(page(process, scenario=busy(own_library, process)))
    assert "[Take](http" not in told
    assert ":red[it" not in told


def counter_reading() -> Reading:
    return read(COUNTER, "counter.bpmn")


@pytest.fixture
def found() -> tuple[Diagram, tuple[Suggestion, ...]]:
    reading = counter_reading()
    scenario = complete(read_scenario(QUICK, reading.diagram), reading.diagram)
    return reading.diagram, suggestions(reading.diagram, scenario)


def test_a_lane_stands_for_its_team(found):
    diagram, (merge, more) = found
    assert marked(merge, diagram) == ("Take", "Enter")
    assert marked(more, diagram) == ("Desk",)


def test_what_is_only_drawn_elsewhere_is_not_changed(found):
    diagram, _ = found
    moved = replace(
        diagram,
        nodes=tuple(
            replace(node, bounds=replace(node.bounds, x=node.bounds.x + 50)) for node in diagram.nodes
        ),
        flows=tuple(replace(flow, waypoints=()) for flow in diagram.flows),
    )
    assert changes(diagram, moved) == ({}, {})


def test_a_new_element_is_new_only_in_the_diagram_that_has_it(found):
    diagram, (merge, _) = found
    gone, new = changes(merge.diagram, diagram)
    assert gone["Take"] == new["Take"] == "changed"
    assert "Enter" not in gone
    assert new["Enter"] == new["F2"] == "added"


def test_a_counter_example_is_a_path_of_names(found):
    diagram, (merge, _) = found
    word = Proof(proof_class=ProofClass.SAME, holds=False, counter_example=("Take", "Enter"))
    told = proof_text(replace(merge, proof=word), diagram, "en")
    assert told == "Not the same behaviour: Take the order → Enter the order"
    unknown = Proof(proof_class=ProofClass.SAME, holds=None)
    assert "Not proved" in proof_text(replace(merge, proof=unknown), diagram, "en")


def test_sizes_count_before_and_after(found):
    diagram, (merge, _) = found
    counted = {size.name: (size.before, size.after) for size in sizes(diagram, merge.diagram, "en")}
    assert counted == {
        "Elements": (4, 3),
        "Steps": (2, 1),
        "Gateways": (0, 0),
        "Flows": (3, 2),
        "Hand-offs between lanes": (0, 0),
    }


def test_a_run_orders_the_suggestions_and_what_it_does_not_know_stands_behind(found):
    diagram, both = found
    result = {"suggestions": [{"id": MORE, "verdict": "gain", "effect": {}}]}
    first, second = offers(both, diagram, result)
    assert (first.id, first.number, first.draws, first.conclusion) == (MORE, 1, False, "gain")
    assert (second.id, second.number, second.draws, second.conclusion) == (MERGE, 2, True, None)


def test_measures_that_do_not_change_are_left_out_and_the_first_asked_for_stand_first(found):
    diagram, both = found

    def difference(value, half, verdict="no proven difference"):
        return {"value": value, "low": value - half, "high": value + half, "unit": "s", "verdict": verdict}

    effect = {
        "handoffs_per_case": difference(1e-16, 1e-17),
        "cost_busy_per_case.mean": difference(1.0, 2.0),
        "promise.quick.share": difference(0.1, 0.05, "better"),
        "wait.mean": difference(-30.0, 5.0, "better"),
        "unknown": difference(1.0, 0.1, "worse"),
    }
    result = {"suggestions": [{"id": MERGE, "verdict": "gain", "effect": effect}]}
    baseline = {"measures": {key: {"value": 100.0, "unit": "s"} for key in effect}, "promises": {}}
    told = effects(offers(both, diagram, result)[0], baseline, "en")
    assert [each.key for each in told] == ["wait.mean", "promise.quick.share", "cost_busy_per_case.mean"]
    assert told[0].after["value"] == 70.0
