"""From a diagram to a simpler one in a real browser: weighed, opened, accepted, found again."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from acting import LONG_MS, at_rest, button, in_browser, picture, press
from playwright.sync_api import Locator, Page, expect

from studio.library import add_process, add_scenario, list_scenarios, list_versions, open_store

sys.path.append(str(Path(__file__).parents[1] / "app"))
from counter import COUNTER, QUICK

MERGE = "R1:Take+Enter"


def canvases(page: Page) -> Locator:
    return page.locator(".studio-diagram[data-state=drawn]")


def marked(page: Page, kind: str) -> Locator:
    return page.locator(f".djs-shape.studio-{kind}")


@in_browser(locale="en-GB", color_scheme="light")
def test_a_gain_is_weighed_opened_accepted_and_found_again(page, serve_once, tmp_path):
    with serve_once() as studio:
        store = open_store(f"sqlite:///{tmp_path / 'library.db'}")
        process = add_process(store, name="Counter", file="counter.bpmn", data=COUNTER)
        scenario = add_scenario(store, process.id, name="Busy", text=QUICK)
        page.goto(f"{studio}/simplify?process={process.id}&scenario={scenario.id}")
        expect(page.get_by_text("2 suggestions, not weighed yet")).to_be_visible()
        expect(page.locator(".studio-badge")).to_have_count(3)
        at_rest(page)
        picture(page, "simplify-found")
        press(button(page, "Weigh them"))
        expect(page.get_by_test_id("stProgress")).to_be_visible()
        expect(page).to_have_url(re.compile(r"weighing=\w+"))
        page.reload()  # the run goes on
        expect(page.get_by_text("2 suggestions, the best first")).to_be_visible(timeout=LONG_MS)
        at_rest(page)
        expect(canvases(page)).to_have_count(1)
        expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(1)
        picture(page, "simplify-weighed")
        press(button(page, "Before and after"))
        look_at_both(page)
        picture(page, "simplify-opened")
        page.reload()
        look_at_both(page)
        press(button(page, "Accept …"))
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("textbox").fill("One person can do both.")
        picture(page, "simplify-accepting")
        press(dialog.get_by_role("button", name="Accept", exact=True))
        expect(page).to_have_url(re.compile(r"/diagram\?"))
        expect(page.get_by_text("the diagram has a new version")).to_be_visible()
        expect(page.locator("[data-element-id=Take].djs-shape")).to_contain_text("Take the order + Enter")
        expect(page.locator("[data-element-id=Enter].djs-shape")).to_have_count(0)
        at_rest(page)
        picture(page, "simplify-accepted")
        newest, _ = list_versions(store, process.id)
        assert newest.note.reason == "One person can do both."
        assert len(list_scenarios(store, process.id)) == 2
        page.reload()
        expect(page.locator("[data-element-id=Take].djs-shape")).to_contain_text("Take the order + Enter")
        press(page.get_by_role("link", name="Simplify"))
        expect(page.get_by_text("1 suggestion, not weighed yet")).to_be_visible()
        expect(page.get_by_text("Accepted (1)")).to_be_visible()
        store.close()


def look_at_both(page: Page) -> None:
    """Both diagrams are drawn with the change marked and bpmn.io's mark in sight."""
    expect(canvases(page)).to_have_count(2)
    at_rest(page)
    expect(marked(page, "removed")).to_have_count(1)
    expect(marked(page, "changed")).to_have_count(2)
    expect(page.locator(".studio-diagram .bjs-powered-by")).to_have_count(2)
    for mark in page.locator(".studio-diagram .bjs-powered-by").all():
        mark.scroll_into_view_if_needed()
        expect(mark).to_be_visible()


@in_browser(locale="zh-CN", color_scheme="dark", viewport={"width": 420, "height": 860})
def test_nothing_breaks_in_chinese_on_a_dark_narrow_screen(page, studio):
    page.goto(f"{studio}/simplify?process=handset_change_before&suggestion=R1:Task_Test%2BTask_Retest")
    expect(page.get_by_text("检测组的 2 个步骤合并为一步")).to_be_visible()
    press(page.get_by_role("radio", name="改动后").or_(button(page, "改动后")).first)
    expect(canvases(page)).to_have_count(1)
    at_rest(page)
    expect(marked(page, "changed")).to_have_count(1)
    picture(page, "simplify-zh-narrow")
    main = page.get_by_test_id("stMain")
    assert main.evaluate("element => element.scrollWidth - element.clientWidth") <= 0
    press(button(page, "否决…"))
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("须两人分别检测")
    press(dialog.get_by_role("button", name="否决", exact=True))
    expect(page.get_by_text("已否决（1）")).to_be_visible()
    page.reload()
    expect(canvases(page)).to_have_count(1)
    press(page.get_by_text("已否决（1）"))
    expect(page.get_by_text("须两人分别检测")).to_be_visible()
    at_rest(page)
    button(page, "重新考虑").press("Enter")  # where the list still slides open, a click may miss
    expect(page.get_by_text("已否决（1）")).to_have_count(0)
    at_rest(page)
    picture(page, "simplify-zh-narrow-list")
