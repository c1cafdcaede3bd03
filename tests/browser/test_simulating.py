"""The page Simulate in a real browser: levels, the inputs of a click, a live run, heat, one case."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from acting import (
    LONG_MS,
    WINDOWS,
    SlowLine,
    at_rest,
    choose_first_cell,
    in_browser,
    picture,
    press,
    speaking,
    type_into,
    with_scenario,
)
from playwright.sync_api import Locator, Page, expect

from studio.library import Store, StoredScenario, scenario
from studio.wording.measures import heat_name

LIVE = "schema: 1\ncases: 700\nwarm_up: 0\nreplications: 30\nseed: 5\n"
"""Long enough to be watched: replications follow each other while the page looks on."""

LEVELS = {
    1: ("Paths", ["Paths", "File"]),
    2: ("Times", ["Paths", "Times", "File"]),
    3: ("Teams", ["Paths", "Times", "Teams", "File"]),
    4: ("Hours", ["Paths", "Times", "Teams", "Hours", "File"]),
    5: ("Everything", ["Paths", "Times", "Teams", "Hours", "Escalations and promises", "File"]),
}

AWAY_AND_BACK = ("Paths", "Escalations and promises")

PATIENCE_MS = 20_000
"""How long a busy machine may take to keep an edit."""

Say = Callable[..., str]


def keyed(page: Page, name: str) -> Locator:
    """What the page keeps under a key of that name."""
    return page.locator(f"[class*='st-key-{name}']")


@pytest.mark.parametrize(("browser_context_args", "language"), WINDOWS, indirect=["browser_context_args"])
def test_levels_a_clicked_input_a_live_run_the_heat_and_one_case(page, studio, studio_home, language):
    say = speaking(language)
    page.goto(studio)
    at_rest(page)
    store, mine = with_scenario(Path(studio_home), "complaint", f"Live {language}", LIVE)
    page.goto(f"{studio}/simulate?process=complaint&scenario={mine.id}&view=inputs")
    at_rest(page)

    for number, (name, tables) in LEVELS.items():
        level = keyed(page, "detail").get_by_role("radio", name=f"{number} · {say(name)}")
        press(level)
        expect(page).to_have_url(re.compile(f"detail={number}"))
        expect(keyed(page, "level").get_by_role("radio")).to_have_text([say(table) for table in tables])
        at_rest(page)
        expect(level).to_be_checked()

    state_the_time_of_a_step(page, say)
    said = scenario(store, mine.id).text
    assert "mean: 9 min" in said
    assert "2026-02-20" in said
    assert "measured" in said
    picture(page, f"simulating-{language}-inputs")

    press(page.locator(".st-key-simulate").get_by_role("button"))
    see_it_live(page, language)
    figures = keyed(page, "figure").get_by_test_id("stMetricValue")
    expect(figures.first).to_be_visible(timeout=LONG_MS)
    expect(page.get_by_test_id("stProgress")).to_have_count(0)
    at_rest(page)

    press(page.get_by_role("combobox", name=say("Colour the diagram by")))
    utilisation = heat_name("team", "utilisation", language)
    page.get_by_role("option", name=utilisation).click()
    expect(page.get_by_role("img", name=re.compile(utilisation))).to_be_visible()
    expect(page).to_have_url(re.compile("measure="))
    expect(page.locator(".studio-diagram .djs-element.studio-heat").first).to_be_visible()
    at_rest(page)
    picture(page, f"simulating-{language}-heat")

    read_one_case(page, say)
    picture(page, f"simulating-{language}-case")
    store.close()


def state_the_time_of_a_step(page: Page, say: Say) -> None:
    """A click on the diagram, a time that nobody had stated, and who says so."""
    press(page.locator(".studio-diagram [data-element-id=Task_Register] .djs-hit").first)
    time = keyed(page, "spread-steps-Task_Register-time")
    mean = time.get_by_role("textbox", name=say("Mean"))
    expect(page.get_by_text(say("from the diagram")).first).to_be_visible()
    mean.fill("9 min")
    mean.press("Enter")
    chip = keyed(page, "origin-steps-Task_Register-time").first
    expect(chip).to_contain_text(say("stated"))
    expect(page.locator(".studio-badge").get_by_text(re.compile("^9 ?(min|分钟)$")).first).to_be_visible()
    press(chip.get_by_role("button"))
    body = page.get_by_test_id("stPopoverBody")
    press(body.get_by_role("combobox", name=say("How it is known")))
    page.get_by_role("option", name=say("measured")).click()
    expect(chip).to_contain_text(say("measured"))
    at_rest(page)
    as_of = body.get_by_role("textbox", name=say("As of"))
    as_of.fill("2026-02-20")
    as_of.press("Enter")
    expect(chip).to_contain_text("2026-02-20")
    page.keyboard.press("Escape")
    at_rest(page)


def see_it_live(page: Page, language: str) -> None:
    """The bar, the figure so far, and its interval as it shrinks, drawn high enough to be read."""
    expect(page.get_by_test_id("stProgress")).to_be_visible()
    chart = page.get_by_test_id("stVegaLiteChart")
    expect(chart).to_be_visible(timeout=LONG_MS)
    expect(chart.locator("canvas, svg").first).to_be_visible()
    picture(page, f"simulating-{language}-live")
    assert chart.bounding_box()["height"] > 150
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(re.compile(r"\d.*±.*\d"))
    expect(page.get_by_test_id("stProgress")).to_contain_text(re.compile(r"[5-9]|\d\d"))


def read_one_case(page: Page, say: Say) -> None:
    """Its sentences, its way and its bars; another typical one, and the very first."""
    press(keyed(page, "view").get_by_role("radio", name=say(":material/person_search: Cases").split()[-1]))
    title = re.compile(
        re.escape(say("Case {place:number} of {all:number}", place=1, all=700)).replace("700", r"\d+")
    )
    expect(page.get_by_text(say("Where the time went"))).to_be_visible(timeout=LONG_MS)
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(1)
    at_rest(page)
    median = say("The median case")
    press(page.get_by_role("radio", name=median).or_(page.get_by_role("button", name=median)).first)
    expect(page).to_have_url(re.compile(r"case=\d+"))
    at_rest(page)
    place = page.get_by_role("spinbutton", name=say("Case, by order of arrival"))
    place.fill("1")
    place.press("Enter")
    expect(page.get_by_text(title)).to_be_visible()
    at_rest(page)
    page.reload()
    expect(page.get_by_text(title)).to_be_visible(timeout=LONG_MS)
    visited = page.locator(".studio-diagram .djs-element.studio-visited")
    expect(visited.and_(page.locator("[data-element-id=Task_Register]"))).to_be_visible()


@in_browser(locale="en-GB")
def test_who_types_on_is_not_interrupted_while_the_page_follows(page, studio, studio_home):
    store, mine = with_scenario(Path(studio_home), "complaint", "Typed", "schema: 1\n")
    promises = table_of_promises(page, studio, mine)
    choose_first_cell(promises)
    for keys in ("resolved", ["Tab"], ["Tab"], "48 h", ["Tab"], "95 %", ["Enter"]):
        for key in keys:
            page.keyboard.press(key, delay=60)
            page.wait_for_timeout(120)
    expect_kept(page, store, mine, "resolved: {within: 48 h, share: 95 %}")
    store.close()


@in_browser(locale="en-GB")
def test_what_was_typed_into_a_table_stays_when_one_comes_back(page, studio, studio_home):
    store, mine = with_scenario(Path(studio_home), "complaint", "Left", "schema: 1\n")
    promises = table_of_promises(page, studio, mine)
    type_into(promises, column=0, text="answered")
    expect_kept(page, store, mine, "answered: {}")
    type_into(promises, column=2, text="2 h")
    expect_kept(page, store, mine, "answered: {within: 2 h}")
    for name in AWAY_AND_BACK:
        press(keyed(page, "level").get_by_role("radio", name=name))
    type_into(promises, column=3, text="90 %")
    expect_kept(page, store, mine, "answered: {within: 2 h, share: 90 %}")
    store.close()


@in_browser(locale="en-GB")
def test_what_was_typed_stays_when_one_comes_back_before_the_page_between_was_shown(
    page, studio, studio_home
):
    store, mine = with_scenario(Path(studio_home), "complaint", "Hasty", "schema: 1\n")
    line = SlowLine(page)
    promises = table_of_promises(page, studio, mine)
    type_into(promises, column=0, text="answered")
    expect_kept(page, store, mine, "answered: {}")
    type_into(promises, column=2, text="2 h")
    expect_kept(page, store, mine, "answered: {within: 2 h}")
    at_rest(page)
    with line.unanswered():
        for name in AWAY_AND_BACK:
            keyed(page, "level").get_by_role("radio", name=name).click(delay=50)
            line.wait_for_an_answer()
    type_into(promises, column=3, text="90 %")
    expect_kept(page, store, mine, "answered: {within: 2 h, share: 90 %}")
    store.close()


def table_of_promises(page: Page, studio: str, mine: StoredScenario) -> Locator:
    """The page where promises of a scenario are filled in, and the table of them."""
    page.goto(f"{studio}/simulate?process=complaint&scenario={mine.id}&view=inputs&level=promises")
    at_rest(page)
    return page.get_by_test_id("stDataFrame").last


def expect_kept(page: Page, store: Store, mine: StoredScenario, entry: str) -> None:
    """The scenario says so, or does so before long: edits are told to the studio after a moment."""
    for _ in range(PATIENCE_MS // 100):
        if entry in scenario(store, mine.id).text:
            return
        page.wait_for_timeout(100)
    assert entry in scenario(store, mine.id).text
