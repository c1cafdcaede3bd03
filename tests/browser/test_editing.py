"""Diagrams drawn and changed in a real browser: nothing that was drawn is lost, and it can be simulated."""

from __future__ import annotations

import re

import pytest
from acting import LONG_MS, at_rest, button, in_browser, picture, press, upload
from playwright.sync_api import Error, Locator, Page, expect

from studio.library import Store, draft_bytes, list_drafts, list_processes, open_store, process_bytes
from studio.reading import read

QUICK = "schema: 1\ncases: 300\nwarm_up: 0\nreplications: 4\nseed: 5\n"


@pytest.fixture
def browser_context_args(browser_context_args, request):
    asked = getattr(request, "param", {"locale": "en-GB"})
    return {**browser_context_args, "viewport": {"width": 1440, "height": 960}, **asked}


@pytest.fixture
def own(serve_once, tmp_path):
    """A studio of the test's own: its address and its library."""
    with serve_once() as address:
        store = open_store(f"sqlite:///{tmp_path / 'library.db'}")
        yield address, store
        store.close()


def drawn(page: Page) -> None:
    expect(page.locator(".studio-diagram[data-mode=edit]")).to_have_attribute("data-state", "drawn")
    at_rest(page)


def element(page: Page, id: str) -> Locator:
    return page.locator(f".djs-element[data-element-id={id}]")


def select(page: Page, id: str) -> None:
    if "selected" not in (element(page, id).get_attribute("class") or "").split():  # a second click unselects
        press(element(page, id).locator(".djs-hit").first)
    expect(element(page, id)).to_have_class(re.compile(r"\bselected\b"))


def field(page: Page, name: str) -> Locator:
    return page.locator(f".studio-panel [data-field={name}]")


def append(page: Page, after: str, what: str, name: str = "") -> str:
    """Append an element by the context pad, name it, and give its id."""
    select(page, after)
    menu = page.locator(".djs-context-pad.open")
    entry, unfold = menu.locator(f"[data-action='append.{what}']"), menu.locator(".studio-unfold")
    try:
        entry.click(timeout=3000)
    except Error:  # the menu is folded where it would cover other steps
        unfold.click()
        entry.click()
    if name:
        page.locator(".djs-direct-editing-content").fill(name)
        page.keyboard.press("Enter")
    new = page.locator(".djs-shape.selected")
    expect(new).to_have_count(1)
    id = new.get_attribute("data-element-id")
    assert id is not None
    assert id != after
    return id


def drag(page: Page, id: str, down: int) -> None:
    box = element(page, id).locator(".djs-hit").first.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + down / 2, steps=4)
    page.mouse.move(x, y + down, steps=4)
    page.mouse.up()


def kept(page: Page, store: Store, *told: str) -> list[bytes]:
    """Wait until the newest draft says all that; the drafts of the one diagram that has any, newest first."""
    for _ in range(600):
        drafts = [one for entry in list_processes(store) for one in list_drafts(store, entry.id)]
        drafts.sort(key=lambda one: one.updated, reverse=True)
        found = [draft_bytes(store, one.id) for one in drafts]
        if found and all(text.encode() in found[0] for text in told):
            break
        page.wait_for_timeout(100)
    else:
        pytest.fail(f"{told} is in no draft")
    at_rest(page)
    expect(page.get_by_text(re.compile("Every change is kept at once|每次修改都会立即保留"))).to_be_visible()
    return found


def new_diagram(page: Page, address: str, name: str = "New diagram") -> None:
    page.goto(address)
    press(button(page, name))
    drawn(page)


def test_a_process_drawn_from_nothing_survives_a_reload_and_is_simulated(page, own):
    address, store = own
    new_diagram(page, address)
    at_rest(page)
    picture(page, "edit-en-new")
    handle = append(page, "Start", "append-task", "Log the call")
    gateway = append(page, handle, "gateway")
    settle = append(page, gateway, "append-task", "Settle it")
    ask = append(page, gateway, "append-task", "Ask a specialist")
    drag(page, ask, 160)
    append(page, settle, "end-event")
    last = append(page, ask, "end-event")
    kept(page, store, f'<bpmn:endEvent id="{last}"')
    picture(page, "edit-en-drawn")
    there = page.locator(".djs-element").count()
    page.reload()
    drawn(page)
    at_rest(page)
    expect(page.locator(".djs-element")).to_have_count(there)
    for name in ("Log the call", "Settle it", "Ask a specialist"):
        expect(page.locator(".djs-visual text", has_text=name.split()[0]).first).to_be_visible()
    press(button(page, "Save"))
    expect(page.locator(".studio-diagram[data-mode=view]")).to_have_attribute("data-state", "drawn")
    at_rest(page)
    picture(page, "edit-en-saved")
    (mine,) = (entry for entry in list_processes(store) if not entry.example)
    assert list_drafts(store, mine.id) == ()
    diagram = read(process_bytes(store, mine.id), mine.file).diagram
    first, second = "Lane_First", "Lane_Second"
    lanes = {node.name: node.lane for node in diagram.nodes if node.kind.is_activity}
    assert lanes == {"Log the call": first, "Settle it": first, "Ask a specialist": second}
    assert len(diagram.flows) == 6
    press(page.get_by_role("link", name="Simulate"))
    press(page.locator("[class*='st-key-scenario-menu']").get_by_role("button").first)
    quick = {"name": "quick.yaml", "mimeType": "application/yaml", "buffer": QUICK.encode()}
    page.locator("[data-testid=stPopoverBody] input[type=file]").set_input_files(quick)
    expect(page.get_by_text(re.compile(r"inputs known")).first).to_be_visible()
    page.keyboard.press("Escape")
    press(page.locator(".st-key-simulate").get_by_role("button"))
    figures = page.locator("[class*='st-key-figure']")
    expect(figures.first).to_be_visible(timeout=LONG_MS)
    assert any("Cycle time" in text for text in figures.all_inner_texts())


def test_undo_and_redo_by_keys_and_by_buttons(page, own):
    address, store = own
    new_diagram(page, address)
    expect(button(page, "Undo")).to_be_disabled()
    task = append(page, "Start", "append-task", "Answer")
    select(page, task)
    page.keyboard.press("Control+z")  # the name
    page.keyboard.press("Control+z")  # the task
    expect(element(page, task)).to_have_count(0)
    button(page, "Redo").click()
    button(page, "Redo").click()
    expect(element(page, task).locator("text")).to_have_text("Answer")
    assert b"Answer" in kept(page, store, "Answer")[0]
    button(page, "Undo").click()
    button(page, "Undo").click()
    expect(element(page, task)).to_have_count(0)
    another = append(page, "Start", "append-task", "Listen")
    assert another != task
    assert b"Answer" not in kept(page, store, "Listen")[0]


@in_browser(locale="zh-CN", color_scheme="dark")
def test_the_example_in_chinese_keeps_both_languages_and_properties(page, own):
    address, store = own
    page.goto(f"{address}/diagram?process=complaint")
    expect(page.locator(".studio-diagram")).to_have_attribute("data-state", "drawn")
    press(button(page, "编辑"))
    drawn(page)
    at_rest(page)
    select(page, "Task_Register")
    expect(field(page, "name")).to_have_value("登记并核对投诉")
    expect(field(page, "other")).to_have_value("Log and check the complaint")
    field(page, "name").fill("登记投诉")
    field(page, "owner").fill('王芳 <img src=x onerror="window.harmed=1">')
    kept(page, store, "登记投诉", "王芳")
    picture(page, "edit-zh-dark")
    expect(page.locator(".djs-palette").get_by_role("button", name="创建任务")).to_be_visible()
    (draft,) = list_drafts(store, "complaint")
    before = read(process_bytes(store, "complaint"), "complaint.bpmn").diagram
    after = read(draft_bytes(store, draft.id), "complaint.bpmn").diagram
    task = after.element("Task_Register")
    assert task.name == "登记投诉"
    assert {label.language: label.text for label in task.labels} == {
        "zh-CN": "登记投诉",
        "en": "Log and check the complaint",
    }
    assert dict(task.properties)["owner"] == '王芳 <img src=x onerror="window.harmed=1">'
    assert page.evaluate("window.harmed") is None
    for node in before.nodes:
        if node.id != task.id:
            kept_node = after.element(node.id)
            assert (kept_node.name, kept_node.labels) == (node.name, node.labels)
            assert kept_node.properties == node.properties
    # the other language shows the other label of what was just changed, and the plain name stays Chinese
    press(page.get_by_role("radio", name="English").or_(button(page, "English")).first)
    expect(button(page, "Save as a diagram of its own")).to_be_visible()
    at_rest(page)
    drawn(page)
    select(page, "Task_Register")
    expect(field(page, "other")).to_have_value("登记投诉")
    field(page, "name").fill("Log the complaint")
    kept(page, store, "Log the complaint")
    after = read(draft_bytes(store, draft.id), "complaint.bpmn").diagram
    assert after.element("Task_Register").name == "登记投诉"
    assert after.element("Task_Register").label("en") == "Log the complaint"


OTHERS = """<?xml version="1.0" encoding="UTF-8"?>
<!-- ask the owner first -->
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t"
    xmlns:acme="urn:acme">
  <process id="P" name="Orders">
    <acme:widget id="W"/>
    <startEvent id="Start"/>
  </process>
</definitions>
"""


@in_browser(locale="en-GB")
def test_what_no_editor_knows_stays_in_the_file(page, own):
    address, store = own
    page.goto(address)
    at_rest(page)
    upload(page, {"name": "orders.bpmn", "mimeType": "text/xml", "buffer": OTHERS.encode()})
    press(page.get_by_role("link", name="Diagram"))
    press(button(page, "Edit"))
    drawn(page)
    append(page, "Start", "append-task", "Mine")
    kept(page, store, "Mine", "<!-- ask the owner first -->", "<acme:widget")


@in_browser(locale="en-GB")
def test_two_windows_on_one_draft_lose_nothing(page, own, context):
    address, store = own
    new_diagram(page, address)
    at_rest(page)
    other = context.new_page()
    other.goto(page.url)
    drawn(other)
    at_rest(other)
    append(page, "Start", "append-task", "Mine")
    kept(page, store, "Mine")
    append(other, "Start", "append-task", "Theirs")
    drafts = kept(other, store, "Theirs")
    expect(other.get_by_text("Both are kept")).to_be_visible()
    picture(other, "edit-en-two-windows")
    assert [(b"Mine" in data, b"Theirs" in data) for data in drafts] == [(False, True), (True, False)]
    # who saves first wins; the other keeps a copy
    append(page, "Start", "append-task", "More of mine")
    kept(page, store, "More of mine")
    press(button(page, "Save"))
    expect(page.locator(".studio-diagram[data-mode=view]")).to_have_attribute("data-state", "drawn")
    append(other, "Start", "append-task", "More of theirs")
    kept(other, store, "More of theirs")
    press(button(other, "Save as a diagram of its own"))
    expect(other.locator(".studio-diagram[data-mode=view]")).to_have_attribute("data-state", "drawn")
    saved = [process_bytes(store, entry.id) for entry in list_processes(store) if not entry.example]
    assert sorted((b"Mine" in data, b"Theirs" in data) for data in saved) == [(False, True), (True, False)]
