"""What the panel of the editor says and takes in, and that nothing of it is lost, in a real browser."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from acting import SlowLine, at_rest, button, in_browser, picture, press
from dmn_text import dmn
from playwright.sync_api import Locator, Page, expect

from studio.library import Store, add_process, draft_bytes, list_drafts, open_store
from studio.model import Diagram, TimerKind
from studio.reading import read

CLAIMS = Path(__file__).parent / "pages" / "claims.bpmn"
IN_CHINESE = {"locale": "zh-CN", "color_scheme": "dark"}
SHORT_MS = 500
"""As long ago as the last change may be that a crash takes with it."""


@pytest.fixture
def browser_context_args(browser_context_args, request):
    asked = getattr(request, "param", {"locale": "en-GB"})
    return {**browser_context_args, "viewport": {"width": 1440, "height": 960}, **asked}


@pytest.fixture
def own(studio, studio_home):
    """The address and the library of a studio."""
    store = open_store(f"sqlite:///{studio_home / 'library.db'}")
    yield studio, store
    store.close()


SLOW_MACHINE = """
import time
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests

look = ScriptRequests.on_scriptrunner_yield
ScriptRequests.on_scriptrunner_yield = lambda self: (time.sleep(0.02), look(self))[1]
"""
"""A page looks for what came in the meantime only now and then."""


class Alone:
    """A studio at one address, with one library, that can be killed and started again."""

    def __init__(self, home: Path, on: str = "") -> None:
        self._program = on
        self.database = f"sqlite:///{home / 'library.db'}"
        self._home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self._port}"
        self._server: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-c", f"{self._program}\nfrom studio.app.launch import run\nrun({self._port})"],
            env={**os.environ, "HOME": str(self._home), "STUDIO_DATABASE": self.database},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        assert self._server.stdout is not None
        assert self.address in self._server.stdout.readline()

    def kill(self) -> None:
        assert self._server is not None
        os.killpg(self._server.pid, signal.SIGKILL)
        self._server.communicate(timeout=30)


@pytest.fixture
def alone(chromium, tmp_path, request):  # noqa: ARG001  (no browser, no server)
    """Such a studio and its library; its parameter is run before it."""
    studio = Alone(tmp_path, getattr(request, "param", ""))
    studio.start()
    store = open_store(studio.database)
    yield studio, store
    store.close()
    studio.kill()


def drawn(page: Page) -> None:
    expect(page.locator(".studio-diagram[data-mode=edit]")).to_have_attribute("data-state", "drawn")
    at_rest(page)


def edit(page: Page, address: str, store: Store, *, name: str = "Edit") -> str:
    """Edit the claims process, a new one each time; the result is its id."""
    data = CLAIMS.read_bytes().replace(b"urn:test", f"urn:test:{uuid4()}".encode())
    process = add_process(store, name="Claims", file="claims.bpmn", data=data).id
    page.goto(f"{address}/diagram?process={process}")
    expect(page.locator(".studio-diagram")).to_have_attribute("data-state", "drawn")
    press(button(page, name))
    drawn(page)
    return process


def element(page: Page, id: str) -> Locator:
    return page.locator(f".djs-element[data-element-id={id}]")


def select(page: Page, id: str) -> None:
    """Select an element; before that nothing is, whose menu could cover it."""
    stage = page.locator(".studio-stage")
    size = stage.bounding_box()
    assert size is not None
    stage.click(position={"x": size["width"] - 60, "y": size["height"] - 120}, delay=50)
    expect(page.locator(".djs-element.selected")).to_have_count(0)
    press(element(page, id).locator(".djs-hit").last)  # of a lane that is the strip with its name
    expect(element(page, id)).to_have_class(re.compile(r"\bselected\b"))


def field(page: Page, name: str) -> Locator:
    return page.locator(f".studio-panel [data-field='{name}']")


def note(page: Page, name: str) -> Locator:
    return page.locator(".studio-entry", has=page.locator(f"[data-field='{name}']")).locator(".studio-note")


def draft(page: Page, store: Store, process: str, *told: str) -> Diagram:
    """The diagram of the one draft, once it says all that."""
    for _ in range(600):
        data = [draft_bytes(store, one.id) for one in list_drafts(store, process)]
        if len(data) == 1 and all(text.encode() in data[0] for text in told):
            return read(data[0], "claims.bpmn").diagram
        page.wait_for_timeout(100)
    return pytest.fail(f"{told} is in no draft, or there are several: {len(data)}")


def test_the_ways_out_of_a_decision_are_edited_in_one_place(page, own):
    address, store = own
    process = edit(page, address, store)
    select(page, "Decide")
    ways = page.locator(".studio-branch")
    expect(ways.locator(".studio-branch-to")).to_have_text(["→Pay it", "→Examine it", "→Ask the customer"])
    field(page, "Small:name").fill("up to 500")
    field(page, "Small:other").fill("不超过500")
    field(page, "Small:guard").fill("amount <= 500")
    expect(note(page, "Small:guard")).to_have_text("Read as amount <= 500")
    field(page, "Large:guard").fill("quite a lot of money")
    expect(note(page, "Large:guard")).to_contain_text("so it asks for a probability")
    expect(field(page, "Large:guard")).to_have_attribute("aria-invalid", "true")
    picture(page, "panel-en-decision")
    field(page, "Large:guard").fill("amount > 500")
    expect(note(page, "Large:guard")).to_have_text("Read as amount > 500")
    field(page, "Unclear:otherwise").check()
    diagram = draft(page, store, process, "不超过500", 'default="Unclear"', "amount &gt; 500")
    small = diagram.element("Small")
    assert (small.name, small.label("zh-CN"), small.condition) == ("up to 500", "不超过500", "amount <= 500")
    # the way that is taken otherwise has no condition, and both come back with one step
    field(page, "Large:otherwise").check()
    expect(field(page, "Unclear:otherwise")).not_to_be_checked()
    expect(field(page, "Large:guard")).to_have_value("")
    button(page, "Undo").click()
    expect(field(page, "Unclear:otherwise")).to_be_checked()
    expect(field(page, "Large:guard")).to_have_value("amount > 500")
    # the flow itself says the same
    page.locator(".studio-branch[data-flow=Large] .studio-branch-to").click()
    expect(field(page, "guard")).to_have_value("amount > 500")
    expect(field(page, "otherwise")).not_to_be_checked()
    assert draft(page, store, process, 'default="Unclear"').element("Large").condition == "amount > 500"


def test_what_is_typed_in_a_field_is_one_step_and_the_key_undoes_it(page, own):
    address, store = own
    process = edit(page, address, store)
    select(page, "Check")
    expect(field(page, "owner")).to_have_value("Wang Fang")
    expect(field(page, "colour of the file")).to_have_value("blue")
    method = field(page, "method")
    method.focus()
    page.keyboard.type("SOP-17, as agreed", delay=60)  # slower than what is taken over in between
    field(page, "standardTime").fill("soon")
    expect(note(page, "standardTime")).to_have_text("Not a length of time: write 6 min, 1 h 30 min or 48 h.")
    field(page, "standardTime").fill("90 min")
    expect(note(page, "standardTime")).to_have_text("Read as 1 h 30 min")
    field(page, "documentation").fill("First line\n" + "so long that it goes on " * 200)
    field(page, "reads").fill("amount，客户类型")
    owner = field(page, "owner")
    owner.focus()
    offered = page.locator(f"#{owner.get_attribute('list')} option")
    assert [each.get_attribute("value") for each in offered.all()] == ["Wang Fang"]
    diagram = draft(page, store, process, "SOP-17, as agreed", "90 min", "so long", "客户类型")
    check = diagram.element("Check")
    assert dict(check.properties)["standardTime"] == "90 min"
    assert check.documentation.startswith("First line\nso long")
    picture(page, "panel-en-task")
    select(page, "Pay")
    select(page, "Check")
    method.focus()
    for _ in range(4):  # reads, documentation, standard time, method
        page.keyboard.press("Control+z")
    expect(method).to_have_value("")
    expect(field(page, "standardTime")).to_have_value("")
    expect(button(page, "Undo")).to_be_disabled()
    page.keyboard.press("Control+Shift+z")
    expect(method).to_have_value("SOP-17, as agreed")
    (kept,) = list_drafts(store, process)
    assert b'<other:kept by="another tool"' in draft_bytes(store, kept.id)


@in_browser(**IN_CHINESE)
def test_times_messages_lanes_and_repetition_in_chinese(page, own):
    address, store = own
    process = edit(page, address, store, name="编辑")
    select(page, "Wait")
    field(page, "timer").fill("48小时")
    field(page, "timer").blur()
    expect(field(page, "timer")).to_have_value("48 小时")
    assert draft(page, store, process, "PT48H").node("Wait").event.timer.text == "PT48H"
    field(page, "timer-kind").select_option("timeCycle")
    field(page, "timer").fill("每2小时")
    timer = draft(page, store, process, "R/PT2H").node("Wait").event.timer
    assert (timer.kind, timer.text) == (TimerKind.CYCLE, "R/PT2H")
    picture(page, "panel-zh-timer")
    select(page, "Answered")
    expect(field(page, "message-0-name")).to_have_value("Answer of the customer")
    field(page, "message-0-name").fill("客户答复")
    select(page, "Examine")
    expect(field(page, "loopCardinality")).to_have_value("3")
    field(page, "completionCondition").fill("approved = true")
    select(page, "Lane_Desk")
    field(page, "other").fill("Claims team")
    field(page, "owner").fill("李娜")
    diagram = draft(page, store, process, "客户答复", "approved = true", "Claims team", "李娜")
    assert diagram.node("Answered").event.name == "客户答复"
    assert diagram.node("Examine").loop.condition == "approved = true"
    assert diagram.element("Lane_Desk").label("en") == "Claims team"
    assert dict(diagram.element("Lane_Desk").properties)["owner"] == "李娜"
    (kept,) = list_drafts(store, process)
    assert (
        draft_bytes(store, kept.id).count(b"<bpmn:message ") == 1
    )  # renamed, because nothing else goes by it


@in_browser(**IN_CHINESE)
def test_half_composed_chinese_is_no_change(page, own):
    address, store = own
    process = edit(page, address, store, name="编辑")
    select(page, "Pay")
    owner = field(page, "owner")
    owner.focus()
    keys = page.context.new_cdp_session(page)
    for typed in ("w", "wa", "wang"):
        keys.send(
            "Input.imeSetComposition",
            {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
        )
        page.wait_for_timeout(SHORT_MS)  # longer than any pause that is waited for
    expect(owner).to_have_value("wang")
    expect(button(page, "撤销")).to_be_disabled()
    keys.send("Input.insertText", {"text": "王"})
    expect(owner).to_have_value("王")
    assert dict(draft(page, store, process, "王").element("Pay").properties)["owner"] == "王"


def test_problems_come_and_go_beside_what_is_edited(page, own):
    address, store = own
    edit(page, address, store)
    select(page, "Pay")
    expect(element(page, "Pay").locator(".studio-ring")).to_have_count(0)
    field(page, "name").fill("")
    expect(element(page, "Pay").locator(".studio-ring")).to_have_count(1)
    expect(page.locator(".studio-panel-problems li")).not_to_have_count(0)
    picture(page, "panel-en-problem")
    field(page, "name").fill("Pay it out")
    expect(element(page, "Pay").locator(".studio-ring")).to_have_count(0)
    expect(page.locator(".studio-panel-problems li")).to_have_count(0)


def test_the_panel_is_put_away_and_comes_back(page, own):
    address, store = own
    edit(page, address, store)
    stage = page.locator(".studio-stage")
    narrow = stage.bounding_box()["width"]
    button(page, "Hide the details").click()
    expect(page.locator(".studio-panel")).to_be_hidden()
    assert stage.bounding_box()["width"] > narrow + 200
    expect(button(page, "Details")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".studio-panel")).to_be_visible()


def test_a_decision_table_gives_the_ways_their_conditions_in_one_step(page, own):
    address, store = own
    process = edit(page, address, store)
    select(page, "Decide")
    button(page, "Conditions from a decision table (DMN) …").click()
    table = page.locator(".st-key-decision-table")
    expect(table).to_contain_text("How large is it?")
    table.locator("input[type=file]").set_input_files(
        {"name": "broken.dmn", "mimeType": "application/xml", "buffer": b"<definitions/>"}
    )
    expect(table.get_by_role("alert").first).to_contain_text("The file holds no decision tables")
    rules = dmn('<= 500 => "small"', '> 500 => "large"', "- => later", policy="FIRST").encode()
    table.locator("input[type=file]").set_input_files(
        {"name": "size.dmn", "mimeType": "application/xml", "buffer": rules}
    )
    expect(table.get_by_test_id("stCode")).to_have_text(["amount <= 500", "amount > 500"])
    expect(table.get_by_role("alert").filter(has_text="No rule of the table")).to_contain_text("unclear")
    picture(page, "panel-en-table")
    press(table.get_by_role("button", name="Write the conditions"))
    expect(table).to_have_count(0)
    expect(field(page, "Large:guard")).to_have_value("amount > 500")
    diagram = draft(page, store, process, "amount &gt; 500", "amount &lt;= 500")
    assert diagram.element("Small").condition == "amount <= 500"
    button(page, "Undo").click()
    expect(field(page, "Small:guard")).to_have_value("")
    expect(field(page, "Large:guard")).to_have_value("")


def test_a_reload_in_the_middle_of_a_word_loses_nothing(page, own):
    address, store = own
    process = edit(page, address, store)
    select(page, "Pay")
    field(page, "owner").focus()
    page.keyboard.type("Li Na of the second shi")
    page.reload()
    drawn(page)
    draft(page, store, process, "Li Na of the second shi")
    element(page, "Ask").locator(".djs-hit").first.dblclick()
    page.keyboard.press("Control+a")
    page.keyboard.type("Ask by telephone, in the custo")
    page.reload()
    drawn(page)
    select(page, "Pay")
    expect(field(page, "owner")).to_have_value("Li Na of the second shi")
    select(page, "Ask")
    expect(field(page, "name")).to_have_value("Ask by telephone, in the custo")
    draft(page, store, process, "Li Na of the second shi", "Ask by telephone, in the custo")


def test_who_leaves_in_the_middle_of_a_word_gets_where_they_want_to_go(page, own):
    address, store = own
    process = edit(page, address, store)
    select(page, "Pay")
    field(page, "owner").fill("Li Na of the second shift")
    page.get_by_role("link", name="Walk", exact=True).click()
    expect(page).to_have_url(re.compile(rf"/walk\?.*process={process}"))
    draft(page, store, process, "Li Na of the second shift")
    at_rest(page)
    expect(page).to_have_url(re.compile(rf"/walk\?.*process={process}"))


@pytest.mark.parametrize("alone", [SLOW_MACHINE], indirect=True, ids=["slow"])
def test_who_leaves_while_the_studio_is_busy_has_it_kept(page, alone):
    """Of what it is told meanwhile it takes the last alone, and that is another page."""
    studio, store = alone
    line = SlowLine(page)
    process = edit(page, studio.address, store)
    select(page, "Pay")
    with line.unheard():
        field(page, "owner").fill("Li Na")
        page.wait_for_timeout(SHORT_MS)  # until it is sent: the studio is busy with it, when the rest comes
        field(page, "owner").fill("Li Na of the second shift")
        page.get_by_role("link", name="Walk", exact=True).click()
        page.wait_for_timeout(SHORT_MS)
    expect(page).to_have_url(re.compile(rf"/walk\?.*process={process}"))
    draft(page, store, process, "Li Na of the second shift")


def test_what_is_being_typed_on_the_canvas_is_kept_before_it_is_complete(page, own):
    address, store = own
    process = edit(page, address, store)
    element(page, "Ask").locator(".djs-hit").first.dblclick()
    page.keyboard.press("Control+a")
    page.keyboard.type("Ask agai")
    assert draft(page, store, process, "Ask agai").element("Ask").name == "Ask agai"
    page.keyboard.press("Escape")
    assert draft(page, store, process, 'name="Ask the customer"').element("Ask").name == "Ask the customer"


def test_a_studio_that_is_killed_loses_nothing(page, alone):
    studio, store = alone
    process = edit(page, studio.address, store)
    select(page, "Pay")
    field(page, "owner").focus()
    page.keyboard.type("Li Na", delay=40)
    page.wait_for_timeout(SHORT_MS)
    studio.kill()
    address = page.url
    page.goto("about:blank")
    studio.start()
    page.goto(address)
    drawn(page)
    assert dict(draft(page, store, process, "Li Na").element("Pay").properties)["owner"] == "Li Na"
    select(page, "Pay")
    expect(field(page, "owner")).to_have_value("Li Na")
    # what is changed while there is no studio waits for it in the window
    studio.kill()
    field(page, "team").fill("Back office")
    expect(page.locator(".studio-notice")).to_contain_text("Not kept yet")
    picture(page, "panel-en-waiting")
    studio.start()
    diagram = draft(page, store, process, "Li Na", "Back office")
    assert dict(diagram.element("Pay").properties) == {"owner": "Li Na", "team": "Back office"}
    expect(page.locator(".studio-notice")).to_be_hidden()
