"""What every journey does: a window in a language and theme, buttons by name, pictures to look at."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from studio.library import Store, StoredScenario, add_scenario, open_store
from studio.wording import translate

QUIET_MS = 300
"""Milliseconds for which a page must be at rest before anything on it is clicked."""

AT_REST = """
quiet => {
    const state = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState
    const parts = document.querySelectorAll("[data-testid=stElementContainer], [data-testid=stLayoutWrapper]")
    const places = Array.from(parts, part => {
        const box = part.getBoundingClientRect()
        return [box.x, box.y, box.width, box.height].map(Math.round).join()
    })
    const seen = [state, window.scrollY, ...places].join(" ")
    const now = performance.now()
    const last = window.atRest
    if (last?.seen !== seen) window.atRest = { seen, since: now }
    return state === "notRunning" && last?.seen === seen && now - last.since >= quiet
}
"""
"""Whether its script has ended and nothing on it has moved meanwhile.

What a page shows comes in after its script has ended: pictures, tables. Where something moves away under
a button that is being pressed, the browser makes no click of it.
"""

LONG_MS = 300_000
"""How long a simulation may take on a busy machine."""

PICTURES = os.environ.get("STUDIO_PICTURES")
"""A folder to keep screenshots of the journeys in."""


WINDOWS = [
    pytest.param({"viewport": {"width": 1440, "height": 900}, "locale": "en-GB"}, "en", id="en"),
    pytest.param(
        {"viewport": {"width": 1000, "height": 900}, "locale": "zh-CN", "color_scheme": "dark"},
        "zh-CN",
        id="zh-dark",
    ),
]
"""A large light window in English and a small dark one in Chinese."""


def in_browser(**asked):
    """The test in the window of a laptop, in the language and theme that it names."""
    window = {"viewport": {"width": 1440, "height": 900}, **asked}
    return pytest.mark.parametrize("browser_context_args", [window], indirect=True, ids=lambda _: "")


def picture(page: Page, name: str, *, whole: bool = False) -> None:
    if PICTURES is not None:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=whole)


def speaking(language: str) -> Callable[..., str]:
    """The texts of the studio in a language, by their English."""
    return lambda text, **values: translate(text, language, **values)


def with_scenario(home: Path, process: str, name: str, text: str) -> tuple[Store, StoredScenario]:
    """The library of the studio that keeps its things there, and a further scenario in it."""
    store = open_store(f"sqlite:///{home / 'library.db'}")
    return store, add_scenario(store, process, name=name, text=text)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def at_rest(page: Page) -> None:
    """Wait until the script of a page has ended, no click on its way begins another, and nothing moves."""
    page.wait_for_function(AT_REST, arg=QUIET_MS, polling=50)


def press(what: Locator) -> None:
    """Click on something as a person does, who waits until the page is at rest."""
    at_rest(what.page)
    what.click(delay=50)


def choose_first_cell(table: Locator) -> tuple[int, int]:
    """Click on the first cell of a table editor; the result is where it says that it stands.

    Its cells are painted: which one is chosen stands beside the picture.
    """
    first = table.locator("td[id$='-0'][aria-colindex='1'][aria-selected=true]")
    expect(table.locator("canvas").first).to_be_visible()
    at_rest(table.page)
    table.click(position={"x": 60, "y": 52}, delay=50)
    expect(first).to_have_count(1)
    at_rest(table.page)  # a click on the last row of a table that grows adds one
    *_, x, y = first.get_attribute("id").split("-")
    return int(x), int(y)


def type_into(table: Locator, *, column: int, text: str, row: int = 0) -> None:
    """Fill in a cell of a table editor, counted from its first one, which arrow keys lead away from."""
    page, opened = table.page, table.page.locator("#portal .gdg-input")
    x, y = choose_first_cell(table)
    for key, right, down in [("ArrowDown", 0, 1)] * row + [("ArrowRight", 1, 0)] * column:
        page.keyboard.press(key)
        x, y = x + right, y + down
        expect(table.get_by_test_id(f"glide-cell-{x}-{y}")).to_have_attribute("aria-selected", "true")
    if not opened.is_visible():
        page.keyboard.press("Enter")
    opened.fill(text)
    opened.press("Enter")
    expect(opened).to_be_hidden()


class SlowLine:
    """The line of a page that is opened afterwards; what goes along it can be held up."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._answers = Held()
        self._questions = Held()
        page.route_web_socket(re.compile("_stcore/stream"), self._carry)

    def _carry(self, line: WebSocketRoute) -> None:
        studio = line.connect_to_server()
        studio.on_message(self._answers.to(line))
        line.on_message(self._questions.to(studio))

    @contextmanager
    def unanswered(self) -> Iterator[None]:
        """What the studio tells meanwhile reaches the page only at the end of it, and then bit by bit."""
        with self._answers.up(pause=lambda: self._page.wait_for_timeout(30)):
            yield

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """What the page tells meanwhile reaches the studio only at the end of it, and all at once."""
        with self._questions.up():
            yield

    def wait_for_an_answer(self, quiet_ms: int = 2_000) -> None:
        """Until the studio has told something that is held up, and then nothing more for a while."""
        before = self._answers.count
        while self._answers.count == before:
            self._page.wait_for_timeout(50)
        while before < (before := self._answers.count):
            self._page.wait_for_timeout(quiet_ms)


class Held:
    """One way of a line, on which messages go on at once or are held up."""

    def __init__(self) -> None:
        self._end: WebSocketRoute | None = None
        self._held: list[str | bytes] | None = None

    def to(self, end: WebSocketRoute) -> Callable[[str | bytes], None]:
        """Where the messages go."""
        self._end = end
        return self._told

    def _told(self, message: str | bytes) -> None:
        if self._held is None:
            self._end.send(message)
        else:
            self._held.append(message)

    @property
    def count(self) -> int:
        return len(self._held or ())

    @contextmanager
    def up(self, *, pause: Callable[[], None] = lambda: None) -> Iterator[None]:
        self._held = []
        yield
        while self._held:
            self._end.send(self._held.pop(0))
            pause()
        self._held = None


def upload(page: Page, *files: str | Path | dict) -> None:
    """Put files into the library on its page, and wait for their cards: the newest come first.

    The studio is shared by many journeys, so that it may show the files of others before.
    """
    cards = page.locator("[class*='st-key-open']")
    before = cards.count()
    page.locator("input[type=file]").first.set_input_files(files)
    expect(cards).to_have_count(before + len(files))
