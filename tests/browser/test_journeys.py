"""Whole journeys in a real browser, from a file to its figures, in both languages and themes."""

from __future__ import annotations

import re
from pathlib import Path

from acting import LONG_MS, button, in_browser, picture
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


def drop(page: Page, *files: Path) -> None:
    page.locator("input[type=file]").first.set_input_files(files)


@in_browser(locale="en-GB", color_scheme="light")
def test_from_a_file_to_heat_and_figures_without_filling_in_anything(page, studio, settled, corpus):
    page.goto(studio)
    settled(page)
    picture(page, "en-processes-empty")
    drop(page, corpus / FILE)
    card = page.locator("[class*=st-key-simulate]").first
    expect(page.get_by_text("Your processes", exact=True)).to_be_visible()
    settled(page)
    picture(page, "en-processes")
    card.get_by_role("button").click(delay=50)
    expect(button(page, "Run settings")).to_be_visible()
    settled(page)
    picture(page, "en-inputs")
    page.locator(".st-key-simulate").get_by_role("button").click(delay=50)
    expect(page.get_by_test_id("stProgress")).to_be_visible()
    expect(page.get_by_test_id("stMetricValue").first).to_be_visible(timeout=LONG_MS)
    settled(page)
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
    page.get_by_role("combobox", name="Colour the diagram by").click()
    page.get_by_role("option", name="Utilisation of the team").click()
    expect(page.get_by_role("img", name=re.compile("Utilisation"))).to_be_visible()
    heated(page).first.locator(".djs-hit").first.click(delay=50)
    expect(page.get_by_text("Handling time (AHT)", exact=True)).to_be_visible()
    settled(page)
    picture(page, "en-results-step")
    scroll(page, 760)
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(4)
    page.wait_for_timeout(800)
    picture(page, "en-charts")
    scroll(page, 1700)
    page.wait_for_timeout(500)
    picture(page, "en-tables")
    told = metrics(page).all_inner_texts()
    page.reload()
    settled(page)
    expect(page.get_by_test_id("stMetricValue")).to_have_count(len(told))
    assert metrics(page).all_inner_texts() == told
    assert f"run={run[1]}" in page.url
    expect(page.get_by_text("Handling time (AHT)", exact=True)).to_be_visible()


@in_browser(locale="zh-CN", color_scheme="dark")
def test_the_example_in_chinese_from_its_card_to_its_figures(page, studio, settled):
    page.goto(studio)
    settled(page)
    picture(page, "zh-processes")
    page.locator(".st-key-open\\:complaint, [class*='st-key-open-complaint']").get_by_role("button").click(
        delay=50
    )
    expect(page.locator(".studio-diagram")).to_have_attribute("data-state", "drawn")
    page.locator("[data-element-id=Task_TeamLeader] .djs-hit").first.click(delay=50)
    expect(page.get_by_text("人工任务", exact=True)).to_be_visible()
    settled(page)
    picture(page, "zh-diagram")
    page.get_by_role("link", name="仿真").click()
    settled(page)
    page.locator("[class*='st-key-scenario-menu']").get_by_role("button").first.click(delay=50)
    quick = {"name": "快速.yaml", "mimeType": "application/yaml", "buffer": QUICK.encode()}
    page.locator("[data-testid=stPopoverBody] input[type=file]").set_input_files(quick)
    expect(page.get_by_text(re.compile(r"\d+ 项参数中已知 39 项")).first).to_be_visible()
    page.keyboard.press("Escape")
    for level in ("1 · 路径", "2 · 时间", "3 · 团队", "4 · 班次", "文件"):
        page.get_by_role("radio", name=level).or_(button(page, level)).first.click(delay=50)
        settled(page)
        picture(page, f"zh-level-{level[0]}")
    page.locator(".st-key-simulate").get_by_role("button").click(delay=50)
    expect(page.get_by_test_id("stMetricValue").first).to_be_visible(timeout=LONG_MS)
    settled(page)
    told = metrics(page).all_inner_texts()
    assert any("全程时长" in text for text in told)
    assert all(re.search("±| to |至", text) for text in told)
    expect(heated(page).first).to_be_visible()
    picture(page, "zh-results")
    scroll(page, 760)
    page.wait_for_timeout(1000)
    picture(page, "zh-charts")


@in_browser(locale="en-GB")
def test_a_cell_that_is_filled_in_is_kept_at_once(page, studio, settled):
    page.goto(f"{studio}/simulate?process=complaint&scenario=&view=inputs&level=times")
    settled(page)
    fill(page, table=1, row=0, column=3, text="9 min")
    expect(page).to_have_url(re.compile(r"scenario=\w{10}"))
    expect(page.get_by_text("39 of 53 inputs known").first).to_be_visible()
    settled(page)
    picture(page, "en-cell")
    page.reload()
    settled(page)
    expect(page.get_by_text("39 of 53 inputs known").first).to_be_visible()
    fill(page, table=1, row=1, column=3, text="soon")
    expect(page.get_by_text("The scenario cannot be simulated yet:")).to_be_visible()
    settled(page)
    picture(page, "en-mistake")
    expect(page.locator(".st-key-simulate").get_by_role("button")).to_be_disabled()


def fill(page: Page, table: int, row: int, column: int, text: str) -> None:
    """Type into a cell of a table editor, whose cells are painted: from its first cell by arrow keys."""
    editor = page.get_by_test_id("stDataFrame").nth(table)
    expect(editor.locator("canvas").first).to_be_visible()
    page.wait_for_timeout(500)  # until it has been painted with its data
    editor.click(position={"x": 20, "y": 52}, delay=50)
    for key in ["ArrowDown"] * row + ["ArrowRight"] * column:
        page.keyboard.press(key, delay=50)
    page.keyboard.type(text, delay=80)
    page.keyboard.press("Enter")


@in_browser(locale="en-GB", viewport={"width": 1024, "height": 768})
def test_nothing_breaks_on_a_narrow_screen(page, studio, settled):
    for address in ("", "diagram?process=complaint", "simulate?process=complaint&view=inputs&level=teams"):
        page.goto(f"{studio}/{address}")
        settled(page)
        page.wait_for_timeout(500)
        picture(page, f"narrow-{address.partition('?')[0] or 'processes'}")
        wider = page.get_by_test_id("stMain").evaluate("element => element.scrollWidth - element.clientWidth")
        assert wider <= 0


@in_browser(locale="en-GB")
def test_a_run_can_be_cancelled_from_the_page(page, studio, settled):
    page.goto(f"{studio}/simulate?process=complaint&scenario=@today")
    settled(page)
    page.locator(".st-key-simulate").get_by_role("button").click(delay=50)
    cancel = button(page, "Cancel")
    expect(cancel).to_be_visible()
    page.reload()
    expect(cancel).to_be_visible()
    cancel.click(delay=50)
    expect(page.get_by_text("This run was cancelled.")).to_be_visible(timeout=LONG_MS)


@in_browser(locale="en-GB")
def test_ctrl_c_ends_the_studio_and_what_it_simulates(page, serve_once, settled, tmp_path):
    with serve_once() as address:
        page.goto(f"{address}/simulate?process=complaint&scenario=@today")
        settled(page)
        page.locator(".st-key-simulate").get_by_role("button").click(delay=50)
        expect(button(page, "Cancel")).to_be_visible()
    store = open_store(f"sqlite:///{tmp_path / 'library.db'}")
    assert [run.status for run in list_runs(store, "complaint")] == [RunStatus.CANCELLED]
    store.close()


HOSTILE_NAME = (
    ':material/home: **b** $x^2$ :red[r] [a](javascript:alert\\(1\\)) <img src=x onerror="window.harmed=1">'
)


@in_browser(locale="en-GB")
def test_a_users_text_is_shown_as_it_is_on_every_page(page, studio, settled, tmp_path):
    example = Path(__file__).parents[2] / "bpmn" / "complaint.bpmn"
    escaped = HOSTILE_NAME.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    text = example.read_text(encoding="utf-8")
    for name in ("Log and check the complaint", "登记并核对投诉"):
        text = text.replace(name, escaped)
    file = tmp_path / "[x](y) **hostile**.bpmn"
    file.write_text(text, encoding="utf-8")
    page.goto(studio)
    settled(page)
    drop(page, file)
    expect(page.get_by_text("Your processes", exact=True)).to_be_visible()
    settled(page)
    page.locator("[class*=st-key-open]").first.get_by_role("button").click(delay=50)
    expect(page.locator(".studio-diagram")).to_have_attribute("data-state", "drawn")
    page.locator("[data-element-id=Task_Register] .djs-hit").first.click(delay=50)
    expect(page.get_by_text("User task", exact=True)).to_be_visible()
    settled(page)
    shown = [
        text.replace("\u2060", "") for text in page.get_by_test_id("stMarkdownContainer").all_inner_texts()
    ]
    assert HOSTILE_NAME in shown, "|".join(shown)
    picture(page, "en-hostile")
    process = re.search(r"process=(\w+)", page.url)
    assert process is not None
    for level in ("times", "teams"):
        page.goto(f"{studio}/simulate?view=inputs&level={level}&process={process[1]}")
        settled(page)
    assert page.evaluate("window.harmed") is None
    assert page.locator("img[src=x]").count() == 0
