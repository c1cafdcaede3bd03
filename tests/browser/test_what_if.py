"""A manager's what-if in a real browser: a lever, a quick look, verdicts that a refresh keeps."""

from __future__ import annotations

import re

from acting import LONG_MS, at_rest, picture, press
from playwright.sync_api import expect

SMALL = "schema: 1\nname: Small desk\ncases: 300\nwarm_up: 0\nseed: 3\n"


def test_a_lever_makes_a_scenario_that_is_compared_and_kept(page, studio):
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.goto(f"{studio}/simulate?process=complaint&view=inputs")
    press(page.locator("[class*='st-key-scenario-menu']").get_by_role("button").first)
    small = {"name": "Small desk.yaml", "mimeType": "application/yaml", "buffer": SMALL.encode()}
    page.locator("[data-testid=stPopoverBody] input[type=file]").set_input_files(small)
    expect(page).to_have_url(re.compile(r"scenario=\w{10}"))
    page.keyboard.press("Escape")
    press(page.get_by_role("link", name="What-if"))
    expect(page.get_by_text("Nothing compared yet.")).to_be_visible()
    press(page.get_by_role("combobox", name="Baseline"))
    page.get_by_role("option", name="Small desk").click()
    expect(page).to_have_url(re.compile("baseline="))
    at_rest(page)
    contacts = page.get_by_role("slider").first
    contacts.focus()
    contacts.press("End")
    let_go = page.get_by_role("button", name="Contacts +200%")
    expect(let_go).to_be_visible()
    at_rest(page)
    picture(page, "en-levers", whole=True)
    press(page.locator(".st-key-compare").get_by_role("button"))
    expect(page).to_have_url(re.compile(r"comparison=\w+"))
    verdict = page.get_by_text(re.compile(r"wait per case rises by .* \(worse\)"))
    expect(verdict).to_be_visible(timeout=LONG_MS)
    expect(page.get_by_text("Quick look: rough")).to_be_visible()
    expect(page.get_by_role("columnheader")).to_have_text(["Measure", "Small desk", re.compile("Contacts")])
    told = verdict.inner_text()
    page.reload()
    expect(page.get_by_text(told)).to_be_visible()
    at_rest(page)
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Remove .*Contacts"))).to_be_visible()
    expect(page.get_by_text("The figures below")).to_have_count(0)
    picture(page, "en-verdicts", whole=True)
