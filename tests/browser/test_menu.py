"""The menu of a selected step in the editor, in a real browser: it is never in the way of another step."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from acting import at_rest, button, in_browser, picture, press
from playwright.sync_api import Locator, Page, expect

from studio.library import add_process, open_store
from studio.model import Diagram, Flow, Node, NodeKind, Process
from studio.reading import arranged, write

ROWS, COLUMNS = 5, 24

COVERED = """menu => [...document.querySelectorAll('.djs-shape')].filter(shape => {
  if (shape.dataset.elementId.endsWith('_label')) return false;
  const { x, y, width, height } = shape.querySelector('.djs-hit').getBoundingClientRect();
  return menu.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}).map(shape => shape.dataset.elementId)"""
"""The steps whose middle lies below the menu."""


def many_steps() -> bytes:
    """Rows of steps, too many for any zoom that shows all of them to leave room between them."""
    names = [[f"R{row}C{column}" for column in range(COLUMNS)] for row in range(ROWS)]
    kinds = {0: NodeKind.START_EVENT, COLUMNS - 1: NodeKind.END_EVENT}
    return write(
        arranged(
            Diagram(
                id="D",
                processes=(Process(id="P", name="Many steps"),),
                nodes=tuple(
                    Node(id=id, kind=kinds.get(column, NodeKind.TASK), process="P", name=id)
                    for row in names
                    for column, id in enumerate(row)
                ),
                flows=tuple(
                    Flow(id=f"{one}_{other}", source=one, target=other)
                    for row in names
                    for one, other in pairwise(row)
                ),
            )
        )
    )


@pytest.fixture
def editor(page, studio, studio_home) -> Page:
    store = open_store(f"sqlite:///{studio_home / 'library.db'}")
    process = add_process(store, name="Many steps", file="many.bpmn", data=many_steps()).id
    store.close()
    page.goto(f"{studio}/diagram?process={process}")
    expect(page.locator(".studio-diagram")).to_have_attribute("data-state", "drawn")
    press(page.locator(".st-key-edit").get_by_role("button"))
    expect(page.locator(".studio-diagram[data-mode=edit]")).to_have_attribute("data-state", "drawn")
    return page


def step(page: Page, id: str) -> Locator:
    return page.locator(f".djs-element[data-element-id={id}]")


def select(page: Page, id: str) -> Locator:
    """Select a step; the result is its menu."""
    page.mouse.move(*middle(page, id))
    page.mouse.down()
    page.mouse.up()
    expect(step(page, id)).to_have_class(re.compile(r"\bselected\b"))
    menu = page.locator(".djs-context-pad.open")
    expect(menu).to_be_visible()
    return menu


def middle(page: Page, id: str) -> tuple[float, float]:
    box = step(page, id).locator(".djs-hit").first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@in_browser(locale="en-GB")
def test_a_click_on_a_small_step_beside_the_selected_one_selects_it_and_adds_nothing(editor):
    at_rest(editor)
    there = editor.locator(".djs-element").count()
    for id in (f"R{row}C{column}" for row in range(ROWS) for column in (0, 9, 10, COLUMNS - 1)):
        menu = select(editor, id)
        assert menu.evaluate(COVERED) == [], (id, menu.bounding_box(), middle(editor, id))
    assert editor.locator(".djs-element").count() == there
    expect(button(editor, "Undo")).to_be_disabled()


@in_browser(locale="zh-CN", color_scheme="dark")
def test_a_menu_without_room_is_folded_until_it_is_clicked(editor):
    at_rest(editor)
    there = editor.locator(".djs-shape").count()
    ids = (f"R{row}C10" for row in range(ROWS))
    menu = next(
        menu for id in ids if "studio-folded" in ((menu := select(editor, id)).get_attribute("class") or "")
    )
    append = menu.locator("[data-action='append.append-task']")
    expect(append).to_be_hidden()
    picture(editor, "menu-zh-folded")
    menu.get_by_role("button", name="可在此进行的操作").click()
    expect(append).to_be_visible()
    picture(editor, "menu-zh-unfolded")
    # it folds again when the pointer leaves it, and does what it is asked to
    editor.mouse.move(*middle(editor, "R0C0"))
    expect(append).to_be_hidden()
    menu.get_by_role("button").click()
    append.click()
    expect(editor.locator(".djs-shape")).to_have_count(there + 1)
