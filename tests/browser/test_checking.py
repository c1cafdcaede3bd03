"""What is wrong with a diagram, found and mended in a real browser: rings, a trace, a fix, the score."""

from __future__ import annotations

import re

import pytest
from acting import at_rest, button, in_browser, picture, press, upload
from faulty import FAULTY
from playwright.sync_api import Locator, Page, expect

from studio.check.soundness import soundness
from studio.library import list_processes, open_store, process_bytes
from studio.reading import read

DRAWN_BY_HAND = "hdbpmn/data/annotations/ex06/ex06_writer0035.bpmn"
"""Drawn on paper by a student: two ways of a choice that are joined as if both were taken."""


def key(page: Page, start: str) -> Locator:
    return page.locator(f"[class*='st-key-{start}']").get_by_role("button").first


def element(page: Page, id: str) -> Locator:
    return page.locator(f".studio-diagram .djs-element[data-element-id={id}]")


def drawn(page: Page, mode: str = "view") -> None:
    expect(page.locator(f".studio-diagram[data-mode={mode}]")).to_have_attribute("data-state", "drawn")


def turn_to(page: Page, part: str) -> None:
    press(page.get_by_role("radio", name=part).or_(button(page, part)).first)


def score(page: Page) -> float:
    turn_to(page, "Score")
    expect(page).to_have_url(re.compile("check=score"))
    shown = page.get_by_test_id("stMetricValue")
    expect(shown).to_have_text(re.compile(r"\d+\s?%"))
    return float(shown.inner_text().rstrip("% "))


def drop(page: Page, studio: str, name: str, data: bytes) -> None:
    """Upload a file on the first page and open its diagram."""
    page.goto(studio)
    at_rest(page)
    file = {"name": name, "mimeType": "application/xml", "buffer": data}
    upload(page, file)
    press(page.locator("[class*=st-key-open]").first.get_by_role("button"))
    drawn(page)


@in_browser(locale="en-GB", color_scheme="light")
def test_a_fault_is_seen_played_and_mended_and_the_score_rises(page, serve_once, tmp_path):
    with serve_once() as studio:
        drop(page, studio, "refund.bpmn", FAULTY.encode())
        # seen: a ring on the element, which a click on the problem selects, also after a refresh
        expect(element(page, "Join").locator(".studio-ring")).to_have_count(1)
        press(key(page, "problem-problems-error-soundness"))
        expect(element(page, "Join")).to_have_class(re.compile(r"\bselected\b"))
        expect(page).to_have_url(re.compile("element=Join"))
        at_rest(page)
        picture(page, "check-en-problem")
        page.reload()
        drawn(page)
        expect(element(page, "Join")).to_have_class(re.compile(r"\bselected\b"))
        before = score(page)
        at_rest(page)
        picture(page, "check-en-score")
        # played: to the step at which the case is stuck
        turn_to(page, "Soundness")
        press(key(page, "play-fault-0"))
        expect(page.locator(".studio-token")).to_have_count(1)
        expect(page).to_have_url(re.compile("step=4"))  # it plays by itself
        expect(page.get_by_text("Nothing can go on from here")).to_be_visible()
        waiting = page.locator(":is([data-element-id=F5], [data-element-id=F6]) > .studio-token")
        expect(waiting).to_have_count(1)
        expect(page.get_by_text("never comes", exact=True)).to_be_visible()
        at_rest(page)
        picture(page, "check-en-stuck")
        press(key(page, "trace-back"))
        expect(page).to_have_url(re.compile("step=3"))
        expect(page.get_by_text("Simple?: the case goes on to").first).to_be_visible()
        expect(page.get_by_text("never comes", exact=True)).to_have_count(0)
        # mended: in a draft, which is saved
        press(key(page, "apply-fix-0-0"))
        drawn(page, "edit")
        expect(page.get_by_text("Whatever happens, every case comes to its end")).to_be_visible()
        expect(element(page, "Join").locator(".studio-ring")).to_have_count(0)
        at_rest(page)
        picture(page, "check-en-mended")
        press(button(page, "Save"))
        drawn(page)
        expect(element(page, "Join").locator(".studio-ring")).to_have_count(0)
        assert score(page) > before
        store = open_store(f"sqlite:///{tmp_path / 'library.db'}")
        (mine,) = (entry for entry in list_processes(store) if not entry.example)
        assert b"parallelGateway" not in process_bytes(store, mine.id)
        store.close()


@in_browser(locale="zh-CN", color_scheme="dark")
def test_what_somebody_drew_by_hand_is_checked_and_the_library_tells_its_score(page, studio, corpus):
    file = corpus / DRAWN_BY_HAND
    diagram = read(file.read_bytes(), file.name).diagram
    (fault,) = [fault for each in soundness(diagram) for fault in each.faults]
    page.goto(studio)
    at_rest(page)
    upload(page, file)
    expect(page.get_by_text("流程库的标准化程度")).to_be_visible()
    at_rest(page)
    picture(page, "check-zh-library")
    # from the question to the process that does not answer it, to the step
    press(key(page, "missing-method"))
    press(page.locator("[class*='st-key-score-method']").first.get_by_role("button"))
    drawn(page)
    expect(page.locator(".studio-ring").first).to_be_visible()
    press(key(page, "problem-score-method"))
    expect(page.locator(".studio-diagram .djs-element.selected")).to_have_count(1)
    turn_to(page, "流程走通")
    expect(page.get_by_text("走不通", exact=True)).to_be_visible()
    expect(element(page, fault.element).locator(".studio-ring")).to_have_count(1)
    press(key(page, "play-fault-0"))
    expect(page.get_by_text("工单卡住了")).to_be_visible()
    at_rest(page)
    picture(page, "check-zh-stuck")


@in_browser(locale="en-GB", color_scheme="dark")
def test_a_fault_of_a_draft_is_played_in_the_editor_and_leaves_the_file_as_it_is(page, studio):
    drop(page, studio, "refund.bpmn", FAULTY.encode())
    press(page.locator(".st-key-edit").get_by_role("button"))
    drawn(page, "edit")
    at_rest(page)
    turn_to(page, "Soundness")
    press(key(page, "play-fault-0"))
    expect(page).to_have_url(re.compile("step=4"))
    waiting = page.locator(":is([data-element-id=F5], [data-element-id=F6]) > .studio-token")
    expect(waiting).to_have_count(1)
    expect(page.get_by_text("never comes", exact=True)).to_be_visible()
    at_rest(page)
    picture(page, "check-en-editor-stuck")
    press(key(page, "trace-back"))
    expect(page).to_have_url(re.compile("step=3"))
    expect(page.get_by_text("never comes", exact=True)).to_have_count(0)
    # what is drawn meanwhile takes the tokens away with the fault that they told of
    press(element(page, "Join").locator(".djs-hit").first)
    page.keyboard.press("Delete")
    expect(element(page, "Join")).to_have_count(0)
    expect(page.get_by_text("Every change is kept at once")).to_be_visible()
    expect(page.locator(".studio-token")).to_have_count(0)


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_a_narrow_window_keeps_the_switch_in_one_row_and_room_to_draw(browser, studio, language):
    context = browser.new_context(viewport={"width": 1000, "height": 800}, locale=language)
    page = context.new_page()
    page.goto(f"{studio}/diagram?process=complaint")
    drawn(page)
    at_rest(page)
    parts = page.locator("[class*=st-key-check-part] button")
    expect(parts).to_have_count(4)
    assert len({box["y"] for part in parts.all() if (box := part.bounding_box())}) == 1
    picture(page, f"check-narrow-{language}")
    press(page.locator(".st-key-edit").get_by_role("button"))
    drawn(page, "edit")
    at_rest(page)
    assert len({box["y"] for part in parts.all() if (box := part.bounding_box())}) == 1
    panel, stage = page.locator(".studio-panel"), page.locator(".studio-stage")
    expect(panel).to_be_hidden()
    room = stage.bounding_box()
    assert room is not None
    assert room["width"] > 400
    page.locator(".studio-panel-show").click()
    expect(panel).to_be_visible()
    assert stage.bounding_box() == room  # it lies over the canvas
    picture(page, f"edit-narrow-{language}")
    context.close()
