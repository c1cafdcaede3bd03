"""A case walked in a real browser: its token on the diagram, the clock, back and on, and after a refresh."""

from __future__ import annotations

import re

from acting import at_rest, in_browser, picture, press
from playwright.sync_api import Locator, Page, expect

IDS = "all => all.map(one => one.dataset.elementId).sort()"


def key(page: Page, start: str) -> Locator:
    """The button of the widget whose key begins so."""
    return page.locator(f"[class*='st-key-{start}']").get_by_role("button").first


def metric(page: Page, label: str) -> Locator:
    shown = page.get_by_test_id("stMetric").filter(has_text=label)
    return shown.get_by_test_id("stMetricValue")


def held(page: Page, element: str) -> Locator:
    """The token on an element of the diagram."""
    return page.locator(f".djs-element[data-element-id={element}] .studio-token")


def moves(page: Page, count: int, *, word: str = "move") -> None:
    """Waits until so many moves were made and the page stands still."""
    expect(page.get_by_text(re.compile(rf"^{count} {word}s?$"))).to_be_visible()


def begin(page: Page, studio: str) -> None:
    page.goto(f"{studio}/walk?process=complaint")
    at_rest(page)
    expect(page.locator(".studio-diagram[data-state=drawn]")).to_be_visible()
    press(key(page, "start-walk"))
    expect(held(page, "Task_Register")).to_be_visible()
    at_rest(page)


@in_browser(locale="en-GB", color_scheme="light")
def test_a_case_is_walked_to_its_end_and_back_and_a_refresh_loses_nothing(page, studio):
    begin(page, studio)
    picture(page, "en-walk-begun")
    assert re.search(r"walk=\w+", page.url)
    expect(metric(page, "Clock")).to_have_text("0 s")
    press(key(page, "do-finish-Task_Register"))
    moves(page, 1)
    expect(metric(page, "Clock")).to_have_text("6 min")
    expect(held(page, "Gateway_Documents")).to_be_visible()
    expect(held(page, "Task_Register")).to_have_count(0)
    press(key(page, "way-choose-Gateway_Documents-1-Flow_Complete"))
    moves(page, 2)
    count = 2
    while key(page, "next").is_enabled():
        assert count < 60
        count += 1
        press(key(page, "next"))
        moves(page, count)
        at_rest(page)
    expect(page.get_by_text("How it went")).to_be_visible()
    expect(page.locator(".studio-token")).to_have_count(0)
    expect(page.locator(".bjs-powered-by")).to_be_visible()
    picture(page, "en-walk-over")
    ended = metric(page, "Clock").inner_text()
    for back in (1, 2):
        press(key(page, "back"))
        moves(page, count - back)
    expect(page.get_by_text("How it went")).to_have_count(0)
    expect(page.locator(".studio-token").first).to_be_visible()
    before = metric(page, "Clock").inner_text()
    assert before != ended
    tokens = page.locator(".studio-held").evaluate_all(IDS)
    page.reload()
    at_rest(page)
    moves(page, count - 2)
    expect(page.locator(".studio-token").first).to_be_visible()
    expect(metric(page, "Clock")).to_have_text(before)
    held_now = page.locator(".studio-held").evaluate_all(
        "all => all.map(one => one.dataset.elementId).sort()"
    )
    assert held_now == tokens


@in_browser(locale="zh-CN", color_scheme="dark", reduced_motion="reduce")
def test_a_token_follows_by_keyboard_and_click_in_chinese_and_plays_by_itself(page, studio):
    begin(page, studio)
    picture(page, "zh-walk-begun")
    expect(page.get_by_text("登记并核对投诉", exact=True).first).to_be_visible()
    # a click on the diagram tells about an element; the way stays where it is
    press(page.locator(".djs-element[data-element-id=Task_SettleNow] .djs-hit").first)
    expect(page.locator(".st-key-close-element")).to_be_visible()
    press(key(page, "close-element"))
    expect(page.locator(".st-key-close-element")).to_have_count(0)
    at_rest(page)
    # the next step by its key, then the case goes on by itself until it is told to pause
    page.keyboard.press("n")
    moves(page, 1, word="步")
    expect(page.locator(".studio-travelling")).to_have_count(0)
    page.keyboard.press("p")
    moves(page, 3, word="步")
    press(key(page, "play"))
    expect(key(page, "play")).to_contain_text("自动走")
    at_rest(page)
    expect(page.locator(".bjs-powered-by")).to_be_visible()
    picture(page, "zh-walk-paused")
