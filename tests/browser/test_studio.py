"""The studio in a real browser: every page opens, in both languages and themes, and asks nobody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize(
    "home",
    [
        pytest.param(
            "Processes", marks=pytest.mark.browser_context_args(locale="en-US", color_scheme="light")
        ),
        pytest.param("流程库", marks=pytest.mark.browser_context_args(locale="zh-CN", color_scheme="dark")),
    ],
)
def test_every_page_opens_by_its_own_address(page: Page, studio, settled, home):
    for address in ("", "/diagram?process=complaint", "/simulate?process=complaint"):
        page.goto(studio + address)
        expect(page.get_by_role("link", name=home)).to_be_visible()
        settled(page)
        expect(page.get_by_test_id("stException")).to_have_count(0)


def test_a_click_in_the_diagram_is_kept_in_the_address(page: Page, studio, settled):
    page.goto(f"{studio}/diagram?process=complaint")
    expect(page.locator(".studio-diagram")).to_have_attribute("data-state", "drawn")
    settled(page)
    page.locator("[data-element-id=Task_Register] .djs-hit").first.click(delay=50)
    page.wait_for_url("**element=Task_Register**")
