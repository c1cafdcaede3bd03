"""The diagrams of the library in a real browser: bpmn-js draws all of each without a warning."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from studio.reading import read

FILES = sorted((Path(__file__).parents[2] / "bpmn").glob("*.bpmn"))

HALF_DRAWN = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
 targetNamespace="t"><process id="P"><task id="A"/></process>
 <bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="P">
 <bpmndi:BPMNShape bpmnElement="A"><dc:Bounds x="0" y="0" width="100" height="80"/></bpmndi:BPMNShape>
 <bpmndi:BPMNShape bpmnElement="Nobody"><dc:Bounds x="200" y="0" width="100" height="80"/></bpmndi:BPMNShape>
 </bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"""


@pytest.fixture
def drawn(page: Page, canvas_page):
    """Opens the page with the diagram component and waits until it has drawn."""

    def draw(**asked: str):
        page.goto(f"{canvas_page}/?{urlencode(asked)}")
        canvas = page.locator(".studio-diagram")
        expect(canvas).to_have_attribute("data-state", "drawn")
        return canvas

    return draw


def test_every_example_is_drawn_without_a_warning(drawn):
    assert len(FILES) == 13
    for path in FILES:
        canvas = drawn(document=str(path))
        expect(canvas).to_have_attribute("data-warnings", "")
        expect(canvas.locator("a.bjs-powered-by")).to_be_visible()
        shown = canvas.locator("[data-element-id]").evaluate_all("all => all.map(it => it.dataset.elementId)")
        diagram = read(path.read_bytes(), path.name).diagram
        meant = {element.id for element in diagram.elements()} - {it.id for it in diagram.processes}
        assert meant <= set(shown), path.stem


def test_what_bpmn_js_warns_of_is_told(drawn):
    assert "Nobody" in drawn(xml=HALF_DRAWN).get_attribute("data-warnings")
