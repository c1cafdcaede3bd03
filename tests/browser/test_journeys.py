"""Whole journeys in a real browser, from a file to its figures, in both languages and themes."""

from __future__ import annotations

import re
from pathlib import Path

from acting import LONG_MS, at_rest, button, in_browser, picture, press, type_into, upload
from playwright.sync_api import Locator, Page, expect

from studio.library import RunStatus, list_runs, open_store

FILE = "miwg/SAP Signavio Process Manager 19.9.0/C.4.0-export.1.bpmn"
"""A diagram of two lanes with a loop and an event-based gateway, drawn with another tool."""

QUICK = "schema: 1\ncases: 300\nwarm_up: 0\nreplications: 4\nseed: 5\n"


def metrics(page: Page) -> Locator:
    """The cards of the headline figures, each with its title."""
    return page.locator("[class*='st-key-figure']")


def heated(page: Page) -> Locator:
    return page.locator(".studio-diagram .djs-element.studio-heat")


def scroll(page: Page, pixels: int) -> None:
    page.get_by_test_id("stMain").evaluate("(element, top) => element.scrollTo(0, top)", pixels)


@in_browser(locale="en-GB", color_scheme="light")
def test_from_a_file_to_heat_and_figures_without_filling_in_anything(page, studio, corpus):
    page.goto(studio)
    at_rest(page)
    picture(page, "en-processes-empty")
    upload(page, corpus / FILE)
    card = page.locator("[class*=st-key-simulate]").first
    expect(page.get_by_text("Your processes", exact=True)).to_be_visible()
    at_rest(page)
    picture(page, "en-processes")
    press(card.get_by_role("button"))
    expect(button(page, "Run settings")).to_be_visible()
    at_rest(page)
    picture(page, "en-inputs")
    press(page.locator(".st-key-simulate").get_by_role("button"))
    expect(page.get_by_test_id("stProgress")).to_be_visible()
    expect(metrics(page).first).to_be_visible(timeout=LONG_MS)
    at_rest(page)
    told = metrics(page).all_inner_texts()
    assert any("Cycle time" in text for text in told)
    assert all(re.search("±| to |至", text) for text in told)
    expect(page.get_by_text(re.compile(r"\d+ of \d+ inputs are assumed"))).to_be_visible()
    expect(heated(page).first).to_be_visible()
    picture(page, "en-results")
    run = re.search(r"run=(\w+)", page.url)
    assert run is not None
    # another measure, another step, and all of it still there after a refresh
    before = len(heated(page).all())
    assert before >= 3
    press(page.get_by_role("combobox", name="Colour the diagram by"))
    page.get_by_role("option", name="Utilisation of the team").click()
    expect(page.get_by_role("img", name=re.compile("Utilisation"))).to_be_visible()
    press(heated(page).first.locator(".djs-hit").first)
    expect(page.get_by_text("Handling time (AHT)", exact=True)).to_be_visible()
    at_rest(page)
    picture(page, "en-results-step")
    scroll(page, 760)
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(7)
    page.wait_for_timeout(800)
    picture(page, "en-charts")
    scroll(page, 1700)
    page.wait_for_timeout(500)
    picture(page, "en-tables")
    told = metrics(page).all_inner_texts()
    page.reload()
    at_rest(page)
    expect(metrics(page).get_by_test_id("stMetricValue")).to_have_count(len(told))
    assert metrics(page).all_inner_texts() == told
    assert f"run={run[1]}" in page.url
    expect(page.get_by_text("Handling time (AHT)", exact=True)).to_be_visible()


@in_browser(locale="zh-CN", color_scheme="dark")
def test_the_example_in_chinese_from_its_card_to_its_figures(page, studio):
    page.goto(studio)
    at_rest(page)
    picture(page, "zh-processes")
    press(page.locator(".st-key-open\\:complaint, [class*='st-key-open-complaint']").get_by_role("button"))
    expect(page.locator(".studio-diagram")).to_have_attribute("data-state", "drawn")
    press(page.locator("[data-element-id=Task_TeamLeader] .djs-hit").first)
    expect(page.get_by_text("人工任务", exact=True)).to_be_visible()
    at_rest(page)
    picture(page, "zh-diagram")
    press(page.get_by_role("link", name="仿真"))
    press(page.locator("[class*='st-key-scenario-menu']").get_by_role("button").first)
    quick = {"name": "快速.yaml", "mimeType": "application/yaml", "buffer": QUICK.encode()}
    page.locator("[data-testid=stPopoverBody] input[type=file]").set_input_files(quick)
    expect(page.get_by_text(re.compile(r"\d+ 项参数中已知 39 项")).first).to_be_visible()
    page.keyboard.press("Escape")
    tables = page.locator("[class*='st-key-level']")
    for level in ("路径", "时间", "团队", "时段", "升级与承诺", "文件"):
        press(tables.get_by_role("radio", name=level, exact=True))
        expect(tables.get_by_role("radio", name=level, exact=True)).to_be_checked()
        at_rest(page)
        picture(page, f"zh-level-{level[0]}")
    expect(page.get_by_role("textbox", name="方案文件")).to_have_value(re.compile("replications: 4"))
    press(page.locator(".st-key-simulate").get_by_role("button"))
    expect(metrics(page).first).to_be_visible(timeout=LONG_MS)
    at_rest(page)
    told = metrics(page).all_inner_texts()
    assert any("全程时长" in text for text in told)
    assert all(re.search("±| to |至", text) for text in told)
    expect(heated(page).first).to_be_visible()
    picture(page, "zh-results")
    scroll(page, 760)
    page.wait_for_timeout(1000)
    picture(page, "zh-charts")


@in_browser(locale="en-GB")
def test_a_cell_that_is_filled_in_is_kept_at_once(page, studio):
    page.goto(f"{studio}/simulate?process=complaint&scenario=&view=inputs&level=times")
    at_rest(page)
    type_into(page.get_by_test_id("stDataFrame").nth(1), column=3, text="9 min")
    expect(page).to_have_url(re.compile(r"scenario=\w{10}"))
    expect(page.get_by_text("39 of 53 inputs known").first).to_be_visible()
    at_rest(page)
    picture(page, "en-cell")
    page.reload()
    at_rest(page)
    expect(page.get_by_text("39 of 53 inputs known").first).to_be_visible()
    type_into(page.get_by_test_id("stDataFrame").nth(1), row=1, column=3, text="soon")
    expect(page.get_by_text("The scenario cannot be simulated yet:")).to_be_visible()
    at_rest(page)
    picture(page, "en-mistake")
    expect(page.locator(".st-key-simulate").get_by_role("button")).to_be_disabled()


@in_browser(locale="en-GB", viewport={"width": 1024, "height": 768})
def test_nothing_breaks_on_a_narrow_screen(page, studio):
    for address in ("", "diagram?process=complaint", "simulate?process=complaint&view=inputs&level=teams"):
        page.goto(f"{studio}/{address}")
        at_rest(page)
        page.wait_for_timeout(500)
        picture(page, f"narrow-{address.partition('?')[0] or 'processes'}")
        wider = page.get_by_test_id("stMain").evaluate("element => element.scrollWidth - element.clientWidth")
        assert wider <= 0


@in_browser(locale="en-GB")
def test_a_run_can_be_cancelled_from_the_page(page, studio):
    page.goto(f"{studio}/simulate?process=complaint&scenario=@today")
    press(page.locator(".st-key-simulate").get_by_role("button"))
    cancel = button(page, "Cancel")
    expect(cancel).to_be_visible()
    page.reload()
    expect(cancel).to_be_visible()
    cancel.click(delay=50)
    expect(page.get_by_text("This run was cancelled.")).to_be_visible(timeout=LONG_MS)


@in_browser(locale="en-GB")
def test_ctrl_c_ends_the_studio_and_what_it_simulates(page, serve_once, tmp_path):
    with serve_once() as address:
        page.goto(f"{address}/simulate?process=complaint&scenario=@today")
        press(page.locator(".st-key-simulate").get_by_role("button"))
        expect(button(page, "Cancel")).to_be_visible()
    store = open_store(f"sqlite:///{tmp_path / 'library.db'}")
    assert [run.status for run in list_runs(store, "complaint")] == [RunStatus.CANCELLED]
    store.close()


HOSTILE_NAME = (
    ':material/home: **b** $x^2$ :red[r] [a](javascript:alert\\(1\\)) <img src=x onerror="window.harmed=1">'
)


@in_browser(locale="en-GB")
def test_a_users_text_is_shown_as_it_is_on_every_page(page, studio, tmp_path):
    example = Path(__file__).parents[2] / "bpmn" / "complaint.bpmn"
    escaped = HOSTILE_NAME.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    text = example.read_text(encoding="utf-8")
    for name in ("Log and check the complaint", "登记并核对投诉"):
        text = text.replace(name, escaped)
    file = tmp_path / "[x](y) **hostile**.bpmn"
    file.write_text(text, encoding="utf-8")
    page.goto(studio)
    at_rest(page)
    upload(page, file)
    press(page.locator("[class*=st-key-open]").first.get_by_role("button"))
    expect(page.locator(".studio-diagram")).to_have_attribute("data-state", "drawn")
    press(page.locator("[data-element-id=Task_Register] .djs-hit").first)
    expect(page.get_by_text("User task", exact=True)).to_be_visible()
    at_rest(page)
    shown = [
        text.replace("\u2060", "") for text in page.get_by_test_id("stMarkdownContainer").all_inner_texts()
    ]
    assert HOSTILE_NAME in shown, "|".join(shown)
    picture(page, "en-hostile")
    process = re.search(r"process=(\w+)", page.url)
    assert process is not None
    for level in ("times", "teams"):
        page.goto(f"{studio}/simulate?view=inputs&level={level}&process={process[1]}")
        at_rest(page)
    assert page.evaluate("window.harmed") is None
    assert page.locator("img[src=x]").count() == 0
