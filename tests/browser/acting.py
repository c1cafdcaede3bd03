"""What every journey does: a window in a language and theme, buttons by name, pictures to look at."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

LONG_MS = 300_000
"""How long a simulation may take on a busy machine."""

PICTURES = os.environ.get("STUDIO_PICTURES")
"""A folder to keep screenshots of the journeys in."""


def in_browser(**asked):
    """The test in the window of a laptop, in the language and theme that it names."""
    window = {"viewport": {"width": 1440, "height": 900}, **asked}
    return pytest.mark.parametrize("browser_context_args", [window], indirect=True, ids=lambda _: "")


def picture(page: Page, name: str, *, whole: bool = False) -> None:
    if PICTURES is not None:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=whole)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)
