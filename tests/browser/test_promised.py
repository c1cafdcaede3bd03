"""Promises and escalations in a real browser: the tree, two clocks, breaches, ladders, spared climbs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from acting import LONG_MS, WINDOWS, at_rest, picture, press, speaking, with_scenario
from playwright.sync_api import Locator, Page, expect

from studio.library import RunKind, RunStatus, add_scenario, list_runs
from studio.wording.names import in_language

PROMISE, PART = "8 小时内办结 · Settled in 8 h", "及时登记 · Logged in time"
LEADS, HEADS = "班长 · Shift lead", "主管 · Head of service"
STEPS = "Steps: share of the time by which broken cases take longer"
LADDER = f"""schema: 1
cases: 400
warm_up: 0
replications: 4
seed: 3
teams: {{Leads: {{staff: 1}}, Heads: {{staff: 1}}}}
ladders:
  complaint:
    - {{level: {LEADS}, team: Leads, reply_within: 30 min, settles: 60 %, time: 6 min}}
    - {{level: {HEADS}, team: Heads, reply_within: 2 h, settles: 100 %, time: 10 min}}
escalations: {{Task_Register: {{ladder: complaint, cannot_decide: 20 %, customer_asks: 5 %}}}}
promises:
  resolved:
    label: {PROMISE}
    within: 8 h
    share: 95 %
    owner: {HEADS}
    parts:
      logged: {{label: {PART}, to: Task_Register, within: 20 min, share: 90 %, owner: Leads}}
"""


def chart(page: Page, name: str) -> Locator:
    """The (first) picture of that name, which holds its words as text."""
    return page.locator(f'[data-testid=stVegaLiteChart][aria-label="{name}"]').first


@pytest.fixture(autouse=True)
def long_journey(thorough):
    if not thorough:
        pytest.skip("the long journeys are not asked for")


@pytest.mark.parametrize(("browser_context_args", "language"), WINDOWS, indirect=["browser_context_args"])
def test_what_is_promised_what_breaks_it_who_climbs_when_and_which_climbs_are_spared(
    page, studio, studio_home, language
):
    say = speaking(language)
    page.goto(studio)
    at_rest(page)
    # not the text of the other language's journey, whose run would be found
    text = LADDER.replace("seed: 3", f"seed: {len(language)}")
    store, mine = with_scenario(Path(studio_home), "complaint", f"Ladder {language}", text)
    fewer = text.replace("cannot_decide: 20 %", "cannot_decide: 2 %")
    add_scenario(store, "complaint", name=f"Better trained {language}", text=fewer)
    page.goto(f"{studio}/promises?process=complaint&scenario={mine.id}")
    expect(page.get_by_text(say("Promises"), exact=True)).to_have_count(0)
    press(page.locator(".st-key-simulate-promises").get_by_role("button"))
    expect(page).to_have_url(re.compile(r"run=\w+"))
    page.reload()  # the run goes on

    tree = chart(page, say("How many are kept"))
    expect(tree).to_be_visible(timeout=LONG_MS)
    expect(tree).to_contain_text(in_language(PROMISE, language))
    expect(tree).to_contain_text(in_language(HEADS, language))
    expect(tree).to_contain_text(in_language(PART, language))
    clocks = chart(page, say("By two clocks"))
    expect(clocks).to_contain_text(say("The company's clock"))
    expect(clocks).to_contain_text(say("The customer's clock"))
    stairs = chart(page, say("Levels of the ladder"))
    expect(stairs).to_contain_text(in_language(LEADS, language))
    climbs = re.compile(re.escape(say("{number} per 100 cases", number="#")).replace("\\#", r"\d+(\.\d+)?"))
    expect(stairs).to_contain_text(climbs)
    why = chart(page, say("Climbs per 100 cases"))
    expect(why).to_contain_text(say("the customer asks"))
    week = chart(page, say("Climbs by the hour of the week"))
    expect(week).to_contain_text(say("Sun"))
    at_rest(page)
    picture(page, f"promised-{language}", whole=True)

    expect(chart(page, say(STEPS))).to_contain_text(
        "登记并核对投诉" if language == "zh-CN" else "Log and check"
    )
    press(page.get_by_role("combobox", name=say("Promise"), exact=True))
    page.get_by_role("option", name=in_language(PART, language)).click()
    expect(page).to_have_url(re.compile("promise=logged"))
    at_rest(page)
    by = page.locator("[class*='st-key-climbs-by']").first
    press(by.get_by_role("radio", name=say("Where from")))
    expect(why).not_to_contain_text(say("the customer asks"))
    at_rest(page)

    press(page.get_by_role("combobox", name=say("Compare with")))
    page.keyboard.type("Better", delay=50)
    page.get_by_role("option", name=f"Better trained {language}").click()
    press(page.locator(".st-key-compare-climbs").get_by_role("button"))
    instead = say(
        "{after} instead of {before}", after=f"Better trained {language}", before=f"Ladder {language}"
    )
    expect(page.get_by_role("combobox", name=say("Comparison"), exact=True)).to_have_value(
        instead, timeout=LONG_MS
    )
    expect(page.get_by_role("combobox", name=say("Compare with"))).to_have_value(f"Better trained {language}")
    spared = chart(page, say("Which climbs would not have happened"))
    expect(spared).to_be_visible(timeout=LONG_MS)
    expect(spared).to_contain_text(say("cannot decide"))
    expect(page).to_have_url(re.compile("spared="))
    at_rest(page)
    picture(page, f"promised-{language}-spared", whole=True)
    made = list_runs(store, "complaint", kind=RunKind.COMPARE)
    assert [run.status for run in made if run.scenario_name == mine.name] == [RunStatus.DONE]
    page.reload()
    expect(spared).to_be_visible(timeout=LONG_MS)
    store.close()
