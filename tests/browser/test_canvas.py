"""The diagram component in a real browser, on a page that has nothing else."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from acting import at_rest
from playwright.sync_api import Locator, Page, expect

from studio.app.diagram.marks import HEAT_COLOURS, contrast

THEMES = ["light", "dark"]


@pytest.fixture
def show(page: Page, canvas_page):
    """Opens the page with the parameters given and waits until the diagram is drawn or refused."""

    def shown(theme="light", *, state="drawn", **asked):
        page.emulate_media(color_scheme=theme)
        page.goto(f"{canvas_page}/?{urlencode(asked)}")
        expect(canvas(page)).to_have_attribute("data-state", state)
        at_rest(page)
        return page

    return shown


def canvas(page: Page) -> Locator:
    return page.locator(".studio-diagram")


def element(page: Page, id: str) -> Locator:
    return page.locator(f"[data-element-id={id}].djs-element")


def click(page: Page, id: str) -> None:
    element(page, id).locator(".djs-hit").first.click(delay=50)


def button(page: Page, name: str) -> Locator:
    return canvas(page).get_by_role("button", name=name, exact=True)


def transform(page: Page) -> str | None:
    return canvas(page).locator(".viewport").get_attribute("transform")


def style(locator: Locator, name: str) -> str:
    return locator.evaluate("(element, name) => getComputedStyle(element)[name]", name)


def rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"


def hexadecimal(colour: str) -> str:
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


def test_a_click_selects_the_element_and_tells_the_page(show):
    page = show()
    click(page, "Handle")
    expect(page.get_by_text("clicked: 'Handle', called with: 'Handle'")).to_be_visible()
    expect(element(page, "Handle")).to_have_class(re.compile(r"\bselected\b"))
    expect(element(page, "Handle").locator(".djs-outline")).to_be_visible()


def test_the_same_element_can_be_clicked_again(show):
    page = show()
    click(page, "Handle")
    expect(page.get_by_text("clicked: 'Handle'")).to_be_visible()
    page.get_by_role("button", name="Run again").click()
    expect(page.get_by_text("clicked: None, called with: 'Handle'")).to_be_visible()
    click(page, "Handle")
    expect(page.get_by_text("clicked: 'Handle'")).to_be_visible()


def test_a_label_stands_for_its_element(show):
    page = show()
    click(page, "Settled_label")
    expect(page.get_by_text("clicked: 'Settled'")).to_be_visible()


def test_a_click_holds_until_the_page_selects_something_else(show):
    page = show(selected="Close")
    click(page, "Handle")
    expect(page.get_by_text("clicked: 'Handle'")).to_be_visible()
    page.get_by_text("Marks").click()
    expect(page.locator(".studio-badge")).to_have_count(3)
    expect(page.locator(".djs-element.selected")).to_have_count(1)
    expect(element(page, "Handle")).to_have_class(re.compile(r"\bselected\b"))


def test_a_click_on_the_empty_canvas_is_an_empty_string(show):
    page = show(selected="Close")
    expect(element(page, "Close")).to_have_class(re.compile(r"\bselected\b"))
    canvas(page).click(position={"x": 30, "y": 30}, delay=50)
    expect(page.get_by_text("clicked: '', called with: ''")).to_be_visible()
    expect(element(page, "Close")).not_to_have_class(re.compile(r"\bselected\b"))


@pytest.mark.parametrize("theme", THEMES)
def test_heat_colours_the_steps_and_keeps_their_words_legible(show, theme):
    page = show(theme, marks=1)
    for id, step in {"Handle": 6, "Close": 0, "Decide": 3}.items():
        colour = HEAT_COLOURS[theme][step]
        assert style(element(page, id).locator(".djs-visual > rect").first, "fill") == rgb(colour)
        ink = style(element(page, id).locator("text").first, "fill")
        assert contrast(hexadecimal(ink), colour) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_without_heat_the_labels_are_legible_too(show, theme):
    page = show(theme)
    ink = style(element(page, "Handle").locator("text").first, "fill")
    ground = style(canvas(page), "backgroundColor")
    assert contrast(hexadecimal(ink), hexadecimal(ground)) >= 7


def test_heat_on_a_flow_is_a_band_under_it(show):
    page = show(marks=1)
    assert style(element(page, "Yes").locator(".studio-band"), "strokeWidth") == "12px"
    assert style(element(page, "No").locator(".studio-band"), "strokeWidth") == "7.2px"
    assert style(element(page, "Yes").locator(".studio-band"), "stroke") == rgb(HEAT_COLOURS["light"][4])
    parts = element(page, "Yes").evaluate("flow => [...flow.children].map(part => part.classList[0])")
    assert parts.index("studio-band") < parts.index("djs-visual")


def test_marks_go_when_the_page_takes_them_away(show):
    page = show(marks=1)
    expect(page.locator(".studio-badge")).to_have_count(3)
    page.get_by_text("Marks").click()
    expect(
        page.locator(
            ".studio-badge, .studio-band, .studio-ring, .studio-count, .studio-heat, .studio-removed, "
            ".studio-added, .studio-changed"
        )
    ).to_have_count(0)
    assert style(element(page, "Handle").locator(".djs-visual > rect").first, "fill") == "rgb(255, 255, 255)"


def test_badges_show_their_text_as_it_is(show):
    page = show(marks=1)
    expect(page.locator(".studio-badge")).to_have_count(3)
    assert sorted(page.locator(".studio-badge").all_inner_texts()) == ["12 min", "92%", "<i>80%</i>"]
    expect(page.locator(".studio-badge i")).to_have_count(0)


@pytest.mark.parametrize("theme", THEMES)
def test_changes_are_coloured_and_what_is_taken_out_is_dashed(show, theme):
    page = show(theme, marks=1)
    red, green, blue = {
        "light": ("rgb(198, 40, 40)", "rgb(29, 122, 77)", "rgb(26, 95, 180)"),
        "dark": ("rgb(255, 123, 114)", "rgb(111, 211, 160)", "rgb(90, 165, 245)"),
    }[theme]
    for id, colour, dashed in (("No", red, True), ("Done", green, False), ("Call", blue, False)):
        drawn = element(page, id).locator(".djs-visual > :is(rect, circle, path)").first
        assert style(drawn, "stroke") == colour
        assert (style(drawn, "strokeDasharray") != "none") == dashed
    element(page, "Done").locator(".djs-hit").first.hover()
    expect(page.locator(".studio-tooltip")).to_contain_text("New")


def test_what_is_too_small_to_read_is_first_seen_around_the_elements_in_question(show):
    def scale(page):
        return float(re.search(r"matrix\(([\d.]+)", transform(page) or "")[1])

    whole = scale(show(height=160))
    page = show(height=160, near="Close Nobody")
    expect(canvas(page).locator(".viewport")).to_have_attribute("transform", re.compile(r"matrix\(0\.72"))
    assert whole < 0.72
    seen, close = (each.bounding_box() for each in (canvas(page), element(page, "Close")))
    assert seen["x"] < close["x"] < close["x"] + close["width"] < seen["x"] + seen["width"]
    assert seen["y"] < close["y"] < close["y"] + close["height"] < seen["y"] + seen["height"]
    button(page, "Show the whole diagram").click()
    expect(canvas(page).locator(".viewport")).not_to_have_attribute("transform", re.compile(r"matrix\(0\.72"))
    assert scale(page) == pytest.approx(whole)


def test_what_is_nearly_all_of_a_diagram_cuts_nothing_off_its_edges(show):
    whole = transform(show(height=300))
    assert transform(show(height=300, near="Close Nobody")) == whole


def test_problems_are_rings_with_a_count(show):
    page = show(marks=1)
    expect(page.locator(".studio-count")).to_have_count(2)
    assert sorted(page.locator(".studio-count").all_inner_texts()) == ["1", "2"]
    assert style(element(page, "Decide").locator(".studio-ring"), "stroke") == "rgb(198, 40, 40)"
    assert style(element(page, "Yes").locator(".djs-visual > path").first, "stroke") == "rgb(178, 106, 0)"
    expect(element(page, "Call").locator(".studio-ring")).to_have_count(0)


def test_hovering_tells_what_an_element_carries_as_plain_text(show):
    page = show(marks=1)
    element(page, "Decide").locator(".djs-hit").first.hover()
    told = page.locator(".studio-tooltip")
    expect(told.locator("p")).to_have_text(
        ["<img src=x onerror=alert(1)> 班长裁决", "<b>Wait</b> 6 min", "test.first", "test.second"]
    )
    expect(page.locator(".studio-diagram img, .studio-tooltip b")).to_have_count(0)
    element(page, "Handle").locator(".djs-hit").first.hover()
    expect(told.locator("p")).to_have_text(["处理投诉 Handle complaint", "Wait 12 min", "Mean wait"])
    element(page, "Done").locator(".djs-hit").first.hover()
    expect(told.locator("p")).to_have_text(["完成", "New"])
    element(page, "Settled").locator(".djs-hit").first.hover()
    expect(told).to_be_hidden()


@pytest.mark.parametrize("theme", THEMES)
def test_the_watermark_is_visible_and_uncovered(show, theme):
    page = show(theme, marks=1)
    mark = canvas(page).locator("a.bjs-powered-by")
    expect(mark).to_be_visible()
    expect(mark).to_have_attribute("href", re.compile(r"^https?://bpmn\.io"))
    box = mark.bounding_box()
    corners = [
        (box["x"] + dx * box["width"], box["y"] + dy * box["height"])
        for dx in (0.1, 0.9)
        for dy in (0.2, 0.8)
    ]
    for corner in corners:
        assert page.evaluate(
            "corner => !!document.elementFromPoint(...corner).closest('.bjs-powered-by')", corner
        )
    drawing = mark.locator("svg")
    assert style(drawing, "opacity") == style(mark, "opacity") == "1"
    ground = style(mark, "backgroundColor")
    assert ground == {"light": "rgba(0, 0, 0, 0)", "dark": "rgba(255, 255, 255, 0.85)"}[theme]
    assert contrast(hexadecimal(style(drawing, "color")), "#dcdcdc") >= 4.5  # the plate over a dark page


def test_chinese_labels_are_drawn_in_the_font_that_comes_along(show):
    page = show()
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    label = session.send("DOM.querySelector", {"nodeId": root, "selector": "[data-element-id=Close] text"})
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": label["nodeId"]})["fonts"]
    assert [(font["familyName"].startswith("Noto Sans SC"), font["isCustomFont"]) for font in fonts] == [
        (True, True)
    ]


def test_another_theme_keeps_zoom_and_drawing(show):
    page = show(marks=1)
    button(page, "Zoom in").click()
    zoomed = transform(page)
    element(page, "Handle").evaluate("drawn => drawn.setAttribute('data-kept', '')")
    light = style(canvas(page), "backgroundColor")
    page.emulate_media(color_scheme="dark")
    expect(canvas(page)).not_to_have_css("background-color", light)
    expect(element(page, "Handle").locator(".djs-visual > rect").first).to_have_css(
        "fill", rgb(HEAT_COLOURS["dark"][6])
    )
    assert transform(page) == zoomed
    expect(element(page, "Handle")).to_have_attribute("data-kept", "")


def test_a_run_of_the_page_keeps_zoom_and_drawing(show):
    page = show()
    button(page, "Zoom in").click()
    zoomed = transform(page)
    element(page, "Handle").evaluate("drawn => drawn.setAttribute('data-kept', '')")
    page.get_by_text("Marks").click()
    expect(page.locator(".studio-badge")).to_have_count(3)
    assert transform(page) == zoomed
    expect(element(page, "Handle")).to_have_attribute("data-kept", "")


def test_the_whole_diagram_is_in_sight_and_clear_of_the_toolbar(show):
    page = show(height=300)
    drawing, stage = element(page, "Pool").bounding_box(), canvas(page).bounding_box()
    toolbar = page.get_by_role("toolbar").bounding_box()
    assert stage["x"] < drawing["x"]
    assert drawing["x"] + drawing["width"] < stage["x"] + stage["width"]
    assert stage["y"] < drawing["y"]
    assert drawing["y"] + drawing["height"] < toolbar["y"]


def test_the_diagram_follows_the_size_of_the_page_until_it_is_moved(show):
    page = show()
    fitted = transform(page)
    page.set_viewport_size({"width": 700, "height": 800})
    expect(canvas(page).locator(".viewport")).not_to_have_attribute("transform", fitted)
    button(page, "Zoom in").click()
    moved = transform(page)
    page.set_viewport_size({"width": 900, "height": 800})
    page.wait_for_function("document.querySelector('.studio-diagram').clientWidth > 600")
    assert transform(page) == moved
    button(page, "Show the whole diagram").click()
    assert transform(page) != moved


def test_a_diagram_drawn_out_of_sight_is_fitted_when_it_comes_into_sight(show):
    page = show(behind=1, marks=1, selected="Handle")
    expect(canvas(page)).to_be_hidden()
    page.get_by_role("tab", name="Behind").click()
    expect(canvas(page)).to_be_visible()
    drawing, stage = element(page, "Pool"), canvas(page)
    expect(drawing).to_be_visible()
    assert stage.bounding_box()["x"] < drawing.bounding_box()["x"] < stage.bounding_box()["x"] + 300
    assert drawing.bounding_box()["width"] > 600


def test_what_the_page_points_to_comes_into_sight(show):
    page = show(height=300)
    for _ in range(6):
        button(page, "Zoom in").click()
    stage = canvas(page).bounding_box()
    right = element(page, "Done").bounding_box()
    assert right["x"] > stage["x"] + stage["width"]
    page.get_by_text("Focus").click()
    page.wait_for_function(
        "() => { const box = s => document.querySelector(s).getBoundingClientRect();"
        " return box('[data-element-id=Done].djs-element').right < box('.studio-diagram').right }"
    )


def test_the_wheel_moves_the_page_while_the_whole_diagram_is_in_sight(show):
    page = show(height=900)
    before = transform(page)
    element(page, "Handle").hover()
    page.mouse.wheel(0, 200)
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop > 0")
    assert transform(page) == before


def test_the_wheel_moves_a_diagram_that_was_zoomed(show):
    page = show()
    button(page, "Zoom in").click()
    before = transform(page)
    element(page, "Handle").locator(".djs-hit").first.hover()
    page.mouse.wheel(0, 100)
    expect(canvas(page).locator(".viewport")).not_to_have_attribute("transform", before)


def test_the_keyboard_walks_the_diagram_and_opens_an_element(show):
    page = show()
    page.evaluate(
        "() => { window.heard = []; document.addEventListener('keydown', e => window.heard.push(e.key)) }"
    )
    drawing = page.get_by_label("Process diagram. Arrow keys step from element to element, Enter opens one.")
    drawing.focus()
    for key in ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown"]:
        page.keyboard.press(key)
    expect(element(page, "Decide")).to_have_class(re.compile(r"\bselected\b"))
    expect(page.locator(".studio-spoken")).to_have_text("<img src=x onerror=alert(1)> 班长裁决")
    page.keyboard.press("Enter")
    expect(page.get_by_text("clicked: 'Decide'")).to_be_visible()
    before = transform(page)
    page.keyboard.press("+")
    assert transform(page) != before
    page.keyboard.press("c")
    assert page.evaluate("window.heard") == []


def test_the_buttons_are_reached_by_tab_and_named_in_the_language_of_the_page(show):
    page = show(language="zh-CN")
    names = ["放大", "缩小", "显示全图", "全屏"]
    expect(page.get_by_role("toolbar").get_by_role("button")).to_have_count(4)
    button(page, names[0]).focus()
    for name in names:
        expect(button(page, name)).to_be_focused()
        page.keyboard.press("Tab")


def test_full_screen_shows_the_diagram_alone(show):
    page = show()
    button(page, "Full screen").click()
    expect(button(page, "Leave full screen")).to_be_visible()
    page.wait_for_function("document.querySelector('.studio-diagram').clientHeight === innerHeight")
    expect(canvas(page).locator("a.bjs-powered-by")).to_be_visible()
    button(page, "Leave full screen").click()
    expect(button(page, "Full screen")).to_be_visible()


@pytest.mark.parametrize(
    ("xml", "language", "line"),
    [
        ("<a><b></a>", "en", "This diagram cannot be drawn: "),
        ("no markup", "en", "This diagram cannot be drawn: "),
        ("<definitions/>", "zh-CN", "无法绘制此流程图"),
    ],
)
def test_a_diagram_that_cannot_be_drawn_is_told_in_one_line(show, xml, language, line):
    page = show(xml=xml, language=language, state="failed")
    told = page.get_by_role("alert").filter(has_text=line)
    expect(told).to_be_visible()
    assert "\n" not in told.inner_text()
    expect(page.get_by_text("problem: None")).to_have_count(0)
    expect(page.get_by_role("toolbar")).to_be_hidden()


def test_a_hostile_file_loads_nothing_and_runs_nothing(show):
    """What a file says of colours, images and links is never fetched; the watch over requests sees all."""
    page = show(document="hostile.bpmn")
    expect(element(page, "Task")).to_be_visible()
    assert page.evaluate("window.harmed === undefined")


def test_the_colours_of_a_file_are_kept(show):
    page = show(document="hostile.bpmn")
    expect(element(page, "Fair").locator(".djs-visual > rect")).to_have_css("fill", "rgb(200, 230, 201)")
    expect(element(page, "Fair").locator(".djs-visual > rect")).to_have_css("stroke", "rgb(32, 80, 34)")


def test_of_several_drawings_in_a_file_the_largest_is_shown(show):
    page = show(document="two_drawings.bpmn")
    expect(element(page, "Work")).to_be_visible()
    expect(element(page, "Aside")).to_have_count(0)


@pytest.mark.parametrize(
    ("many", "language", "told"),
    [
        (450, "en", ["Drawing 450 elements …"]),
        (450, "zh-CN", ["正在绘制 450 个元素……"]),
        (40, "en", []),
    ],
)
def test_a_large_diagram_says_that_it_is_being_drawn(page, canvas_page, many, language, told):
    page.add_init_script(
        """window.told = [];
        const look = () => {
          const progress = document.querySelector('.studio-progress:not([hidden])');
          if (progress && !window.told.includes(progress.textContent)) window.told.push(progress.textContent);
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);"""
    )
    page.goto(f"{canvas_page}?many={many}&language={language}")
    expect(page.locator(".studio-diagram")).to_have_attribute("data-state", "drawn")
    expect(page.locator(".studio-progress")).to_be_hidden()
    assert page.evaluate("window.told") == told
