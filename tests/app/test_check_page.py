"""What is wrong with a diagram, beside it and on the first page: problems, score, soundness, complexity."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from faulty import FAULTY, MENDED
from streamlit.testing.v1 import AppTest
from visiting import LANGUAGES, kept, own_library, visit

from studio import library
from studio.app import shared
from studio.app.checking.findings import Kind, apart, findings, kind_of
from studio.app.checking.mending import changes_of
from studio.app.checking.trace import frames
from studio.app.names import plain
from studio.check.soundness import Defect, soundness
from studio.library import StoredProcess
from studio.model import Problem, Severity
from studio.reading import read

pytestmark = pytest.mark.usefixtures("own_library")
__all__ = ["own_library"]

EMPTY = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P"/></definitions>'
ENDLESS = MENDED.replace('sourceRef="F8"', "").replace(
    'id="F8" sourceRef="Close" targetRef="Done"', 'id="F8" sourceRef="Close" targetRef="Log"'
)
"""Whoever begins goes round for ever."""


@pytest.fixture
def process() -> StoredProcess:
    return kept(FAULTY, "Refund")


def page(process: StoredProcess, language: str = "en", **address: str) -> AppTest:
    return visit(language, "diagram", process=process.id, **address)


def canvas(at: AppTest, key: str = "canvas") -> dict:
    found = next(component for component in at.get("bidi_component") if component.key == key)
    return json.loads(found.proto.json)


def keys(at: AppTest) -> list[str]:
    return [str(button.key) for button in at.button]


def press(at: AppTest, start: str) -> AppTest:
    next(button for button in at.button if str(button.key).startswith(start)).click().run()
    assert not at.exception
    return at


def said(at: AppTest) -> str:
    shown = (*at.markdown, *at.caption, *at.error, *at.success, *at.info)
    return "\n".join(element.value for element in shown)


def choice(at: AppTest, start: str):
    kinds = (*at.get("segmented_control"), *at.get("pills"))
    return next(each for each in kinds if each.key.startswith(start))


# Problems


def test_a_problem_that_is_clicked_is_marked_in_the_diagram_and_in_the_address(process):
    at = press(page(process), "problem:problems:error:soundness.deadlock")
    shown = canvas(at)
    assert at.query_params["element"] == "Join"
    assert shown["selected"] == shown["focus"] == "Join"
    assert shown["problems"]["Join"]["severity"] == "error"
    assert ":primary-background[" in next(
        b.label for b in at.button if b.key.startswith("problem:problems:error")
    )
    assert "close element" not in keys(at)  # the list tells about it
    assert "close element" in keys(page(process, element="Join"))  # after a refresh, the card does


def test_only_what_is_asked_for_is_listed_and_ringed(process):
    at = page(process)
    kinds = choice(at, "kinds")
    assert {option.split()[0] for option in kinds.options} >= {"File", "Soundness"}
    kinds.set_value(Kind.SOUNDNESS).run()
    assert not at.exception
    assert at.query_params["kind"] == "soundness"
    assert set(canvas(at)["problems"]) == {"Join"}
    assert not [element for element in at.expander if "Notes" in element.label]
    again = page(process, kind="file")
    assert canvas(again)["problems"] == {}


def test_notes_stay_folded_until_they_are_asked_for(process):
    at = page(process)
    (notes,) = [element for element in at.expander if element.label.startswith("Notes")]
    assert not notes.children
    assert "layout.none" not in said(at)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nothing_is_wrong_with_is_told_so(language):
    at = visit(language, "diagram", process="complaint")
    assert len(at.success) == 1
    assert canvas(at)["problems"] == {}


@pytest.mark.parametrize("part", ["problems", "score", "soundness", "complexity", "nonsense"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_diagram_has_every_part(part, language):
    at = page(kept(EMPTY, "Nothing"), language, check=part, kind="?", fault="7", step="x")
    assert not at.exception
    assert choice(at, "check part").value == (part if part != "nonsense" else "problems")


def test_the_same_remark_about_several_elements_is_made_once():
    problems = [
        Problem(code="lint.label-required", severity=Severity.INFO, element=id, line=n)
        for n, id in enumerate(("A", "B", "A"), start=1)
    ]
    error = Problem(code="soundness.deadlock", severity=Severity.ERROR, element="J")
    first, second = findings([*problems, error], "en")
    assert (first.severity, first.kind) == (Severity.ERROR, Kind.SOUNDNESS)
    assert (second.elements, second.lines) == (("A", "B"), (1, 2, 3))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("lint.fake-join", Kind.FORM),
        ("guard.gap", Kind.DECISIONS),
        ("soundness.dead", Kind.SOUNDNESS),
        ("service.no-reply-time", Kind.SERVICE),
        ("layout.none", Kind.FILE),
        ("flow.no-target", Kind.FILE),
    ],
)
def test_a_problem_is_of_one_kind(code, kind):
    assert kind_of(Problem(code=code, severity=Severity.INFO)) is kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_with_a_question_mark_does_not_end_a_sentence(language):
    problem = Problem(
        code="node.drawn-in-other-lane",
        severity=Severity.WARNING,
        parameters=(("lane", "Who? Us. All"), ("drawn", "谁?我们。都")),
    )
    wrong, advice = apart(problem, language)
    assert "Who? Us. All" in wrong
    assert "谁?我们。都" in wrong
    assert advice
    assert "lane" not in advice.replace("lane that is meant", "")


# Soundness


def test_a_counter_example_is_played_step_by_step(process):
    at = press(page(process, check="soundness"), "play fault:0")
    assert (at.query_params["fault"], at.query_params["step"]) == ("0", "0")
    assert canvas(at)["tokens"]["at"] == {"Call": 1}
    places = [canvas(at)["tokens"]["at"]]
    told = []
    for step in range(1, 5):
        at = press(page(process, check="soundness", fault="0", step=str(step - 1)), "trace:next")
        assert at.query_params["step"] == str(step)
        shown = canvas(at)["tokens"]
        assert shown["step"] == step
        assert shown["moves"]
        places.append(shown["at"])
        told.append(said(at))
    assert places[1:3] == [{"F1": 1}, {"F2": 1}]
    assert places[4] in ({"F5": 1}, {"F6": 1})
    assert "“Customer calls” begins the case" in told[0]
    assert "Simple?: the case goes on to" in told[2]
    assert len(at.error) == 1  # what the end means
    assert {badge["tone"] for badges in canvas(at)["badges"].values() for badge in badges} == {
        "bad",
        "warning",
    }
    assert at.button(key="trace:next:en").disabled
    press(at, "trace:back")
    assert at.query_params["step"] == "3"
    assert not canvas(at)["badges"]
    press(at, "close trace")
    assert canvas(at)["tokens"] is None
    assert "fault" not in at.query_params


def test_a_fix_becomes_a_draft_and_the_diagram_stays(process):
    at = page(process, check="soundness")
    fixes = [key for key in keys(at) if key.startswith("apply fix:0:")]
    press(at, fixes[0])
    draft = library.draft(shared.store(), at.query_params["draft"])
    assert draft.changed
    mended = read(library.draft_bytes(shared.store(), draft.id), process.file).diagram
    assert [each.verdict for each in soundness(mended)] == ["sound"]
    assert library.process_bytes(shared.store(), process.id) == FAULTY.encode()
    assert "apply fix:0:0" not in keys(at)  # beside the draft stands what is wrong with the draft
    assert "Whatever happens" in said(at)
    assert "The fix is in this draft" in said(at)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_fix_tells_what_it_changes_the_least_change_first(process, language):
    diagram = read(FAULTY.encode(), "x.bpmn").diagram
    (fault,) = [fault for each in soundness(diagram) for fault in each.faults]
    told = {fix.code.rpartition(".")[2]: " ".join(changes_of(diagram, fix, language)) for fix in fault.fixes}
    assert next(iter(told)) == "join-exclusive"
    ends, becomes, direct = {
        "en": ("every case comes to its end", "becomes", "nothing leads to"),
        "zh-CN": ("每个工单都能走到结束", "改为", "不再直接通向"),
    }[language]
    assert all(ends in text for text in told.values())
    assert becomes in told["join-exclusive"]
    assert direct in told["flow-removed"]
    assert plain(told["join-exclusive"]) in said(page(process, language, check="soundness"))


def test_a_fix_beside_a_draft_goes_into_that_draft(process):
    store = shared.store()
    draft = library.begin_draft(store, process.id, base=process.digest, data=FAULTY.encode())
    at = page(process, check="soundness", draft=draft.id)
    press(at, "apply fix:0:0")
    assert at.query_params["draft"] == draft.id
    assert library.draft(store, draft.id).version == draft.version + 1
    assert "Whatever happens" in said(at)


def test_a_counter_example_is_played_on_the_canvas_of_the_editor_too(process):
    draft = library.begin_draft(shared.store(), process.id, base=process.digest, data=FAULTY.encode())

    def editor(at: AppTest) -> dict:
        (found,) = (each for each in at.get("bidi_component") if each.key.startswith("editor:"))
        return json.loads(found.proto.json)

    at = page(process, check="soundness", draft=draft.id)
    assert editor(at)["tokens"] is None
    press(at, "play fault:0")
    assert editor(at)["tokens"]["at"] == {"Call": 1}
    for step in ("1", "2"):
        press(at, "trace:next")
        assert at.query_params["step"] == step
        assert editor(at)["tokens"]["step"] == int(step)
        assert editor(at)["tokens"]["moves"]
    assert not editor(at)["badges"]
    press(at, "trace:last")
    assert {badge["tone"] for badges in editor(at)["badges"].values() for badge in badges} == {
        "bad",
        "warning",
    }
    assert set(editor(at)["problems"]) == {"Join"}
    press(at, "close trace")
    assert editor(at)["tokens"] is None


def test_a_former_version_is_looked_at_and_not_mended(process):
    newest = library.save_version(shared.store(), process.id, MENDED.encode(), note=library.Note())
    at = page(newest, check="soundness", version="1")
    assert "play fault:0" in keys(at)
    assert not [key for key in keys(at) if key.startswith("apply fix")]
    assert "Whatever happens" in said(page(newest, check="soundness"))


@pytest.mark.parametrize(("text", "defect"), [(FAULTY, Defect.DEADLOCK), (ENDLESS, Defect.LIVELOCK)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tokens_of_a_trace_move_as_its_firings_say(text, defect, language):
    diagram = read(text.encode(), "x.bpmn").diagram
    (fault,) = [fault for each in soundness(diagram) for fault in each.faults]
    assert fault.defect is defect
    shown = frames(diagram, fault.trace, case="c", language=language)
    assert [frame.tokens.step for frame in shown] == list(range(len(fault.trace.firings) + 1))
    held = Counter(shown[0].tokens.at)
    for firing, frame in zip(fault.trace.firings, shown[1:], strict=True):
        held = held - Counter(firing.takes) + Counter(firing.gives)
        assert dict(held) == dict(frame.tokens.at)
        assert frame.element == firing.node
        if language == "zh-CN":
            assert re.search("[一-鿿]", frame.text)
    assert held == Counter(fault.trace.marking)


# Score and complexity


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_four_questions_lead_to_each_step_that_fails(process, language):
    at = page(process, language, check="score")
    assert re.search(r"\d %|\d%", at.metric[0].value)
    ringed = canvas(at)["problems"]
    assert {"Refund", "Examine", "Close"} <= set(ringed)
    press(at, "problem:score:method")
    assert at.query_params["element"] in {"Refund", "Examine", "Close"}
    assert canvas(at)["focus"] == at.query_params["element"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_complexity_stands_among_the_librarys_own(process, language):
    at = page(process, language, check="complexity")
    assert len(at.get("vega_lite_chart")) == 1
    assert "8" in said(at)
    assert "7PMG" in "".join(badge.help or "" for badge in at.markdown)


def test_a_question_that_does_not_arise_is_not_answered_with_yes():
    at = page(kept(EMPTY, "Nothing"), check="score")
    assert at.metric[0].value.startswith("0")
    assert "0 of 1 questions" in said(at)


# The first page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_tells_how_far_the_library_is_standardised(process, language):
    at = visit(language)
    told = {"en": "How far the library is standardised", "zh-CN": "流程库的标准化程度"}[language]
    assert told in said(at)
    missing = [key for key in keys(at) if key.startswith("score:method:")]
    assert f"score:method:{process.id}" in missing
    press(at, f"score:{process.id}")
    assert at.query_params["process"] == process.id
    assert at.query_params["check"] == "score"


def test_of_very_many_processes_the_newest_are_shown_until_all_are_asked_for():
    for number in range(26):
        kept(FAULTY.replace("Pay the refund", f"Pay refund {number}"), f"Refund {number}")
    at = visit()
    examples = len(library.list_examples())
    cards = [key for key in keys(at) if key.startswith("open:")]
    assert len(cards) == 24 + examples
    assert f"{26 + examples}" in said(at)  # the score is that of all
    press(at, "all processes")
    assert len([key for key in keys(at) if key.startswith("open:")]) == 26 + examples


# What the drawing lacks


UNDRAWN = re.sub(
    r'(?s)<bpmndi:BPMNShape [^>]*bpmnElement="(?:Handle|Close)".*?</bpmndi:BPMNShape>',
    "",
    (Path(__file__).parents[1] / "browser" / "pages" / "delivery.bpmn").read_text(encoding="utf-8"),
)
"""A drawing that lacks two steps."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_drawing_lacks_is_listed_and_placed_in_a_draft(language):
    process = kept(UNDRAWN, "Delivery")
    at = page(process, language)
    assert {"undrawn:Handle", "undrawn:Close", "place:Handle", "place:Close", "place all"} <= set(keys(at))
    press(at, "place:Close")
    draft = library.draft(shared.store(), at.query_params["draft"])
    placed = read(library.draft_bytes(shared.store(), draft.id), process.file).diagram
    assert placed.node("Close").bounds is not None
    assert placed.node("Handle").bounds is None
    assert at.query_params["element"] == "Close"
    assert "place:Close" not in keys(at)
    # the other one goes into the same draft
    press(at, "place:Handle")
    assert at.query_params["draft"] == draft.id
    placed = read(library.draft_bytes(shared.store(), draft.id), process.file).diagram
    assert all(node.bounds for node in placed.nodes)
    assert not [key for key in keys(at) if key.startswith("place")]
    assert library.process_bytes(shared.store(), process.id) == UNDRAWN.encode()


def test_a_drawing_that_lacks_nothing_has_nothing_to_place(process):
    assert not [
        key for key in keys(page(process)) if key.startswith(("undrawn", "place"))
    ]  # it has no drawing


def test_a_former_version_lists_what_its_drawing_lacks_and_is_not_changed():
    process = kept(UNDRAWN, "Delivery")
    newest = library.save_version(shared.store(), process.id, MENDED.encode(), note=library.Note())
    at = page(newest, version="1")
    assert "undrawn:Close" in keys(at)
    assert not [key for key in keys(at) if key.startswith("place")]
