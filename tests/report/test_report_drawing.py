"""A diagram drawn for print: every element where it belongs, every label in its room, heat as measured."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from looking import words
from matplotlib.colors import to_hex
from matplotlib.patches import FancyBboxPatch

from studio.model import Bounds, Diagram
from studio.reading import read
from studio.report.colours import heat_colour
from studio.report.figures import diagram_figure, heat_figure
from studio.wording import plus_minus

LIBRARY = sorted((Path(__file__).parents[2] / "bpmn").glob("*.bpmn"))


def boxes(figure) -> dict[tuple[float, float], FancyBboxPatch]:
    """The rounded boxes by their upper left corner."""
    patches = figure.axes[-1].patches
    return {(patch.get_x(), patch.get_y()): patch for patch in patches if isinstance(patch, FancyBboxPatch)}


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_every_label_of_the_library_is_whole_and_within_its_step(path, language):
    diagram = read(path.read_bytes(), path.name).diagram
    figure = diagram_figure(diagram, language=language)
    axes = figure.axes[0]
    renderer = figure.canvas.get_renderer()
    written = {text: text.get_window_extent(renderer) for text in axes.texts}
    for text, box in written.items():
        assert figure.bbox.x0 <= box.x0, text
        assert box.x1 <= figure.bbox.x1, text
    for node in diagram.nodes:
        if (
            not node.kind.is_activity
            or node.bounds is None
            or (node.kind.is_container and not node.collapsed)
        ):
            continue
        (left, top), (right, bottom) = axes.transData.transform(
            [(node.bounds.x, node.bounds.y), (node.bounds.right, node.bounds.bottom)]
        )
        inside = [
            text.get_text()
            for text, box in written.items()
            if left - 1 <= box.x0 and box.x1 <= right + 1 and bottom - 2 <= box.y0 and box.y1 <= top + 2
        ]
        wanted = "".join(node.label(language).split())
        assert wanted in "".join(inside).replace(" ", ""), node.id


def test_letters_are_legible_in_print(complaint):
    figure = diagram_figure(complaint)
    assert figure.get_figwidth() <= 16.5
    assert min(text.get_fontsize() for text in figure.axes[0].texts) > 3.8
    steps = [text for text in figure.axes[0].texts if text.get_text() == "complaint"]
    assert all(text.get_fontsize() > 5.5 for text in steps)


def test_heat_colours_each_step_by_its_share_of_the_most(studied):
    figure = heat_figure(studied.result, studied.diagram, studied.scenario, "wait.mean")
    waits = {id: studied.result.estimates["steps", id, "wait.mean"] for id in ("A", "B")}
    most = max(wait.value for wait in waits.values())
    fills = {to_hex(patch.get_facecolor()) for patch in boxes(figure).values()}
    told = words(figure)
    for wait in waits.values():
        assert heat_colour(wait.value / most) in fills
        assert plus_minus(wait.value, wait.low, wait.high, "s") in told


def test_traffic_colours_the_flows_and_a_team_its_steps(studied):
    result, diagram, scenario = studied.result, studied.diagram, studied.scenario
    assert "Traffic on the paths" in words(heat_figure(result, diagram, scenario, "per_case", of="flow"))
    busy = result.estimates["teams", "front", "utilisation"]
    told = words(heat_figure(result, diagram, scenario, "utilisation", of="team"))
    assert told.count(plus_minus(busy.value, busy.low, busy.high, "share")) == 2
    assert "100%" in told


def test_a_measure_that_nobody_knows_is_refused(studied):
    with pytest.raises(ValueError, match="no 'beauty' of any step"):
        heat_figure(studied.result, studied.diagram, studied.scenario, "beauty")


def test_a_diagram_without_a_drawing_is_arranged_and_one_without_anything_is_refused(studied):
    assert len(boxes(diagram_figure(studied.diagram))) == 2
    with pytest.raises(ValueError, match="says nothing about its drawing"):
        diagram_figure(Diagram())


def test_labels_are_drawn_as_they_are_written_never_as_formulas(studied):
    told = "".join(words(diagram_figure(studied.diagram)))
    assert "$it$" in told
    assert "\\frac" in told


def test_what_a_collapsed_sub_process_holds_is_not_drawn(complaint):
    inner = next(node for node in complaint.nodes if node.kind.is_task)
    holder = replace(
        inner, id="Holder", kind=type(inner.kind).SUB_PROCESS, collapsed=True, bounds=Bounds(0, 0, 100, 80)
    )
    hidden = replace(inner, parent="Holder", bounds=Bounds(9000, 9000, 100, 80))
    nodes = tuple(hidden if node is inner else node for node in complaint.nodes)
    figure = diagram_figure(replace(complaint, nodes=(*nodes, holder), flows=()))
    assert (9000, 9000) not in boxes(figure)
    assert figure.axes[0].get_xlim()[1] < 5000


def test_other_peoples_diagrams_are_drawn_without_a_warning(corpus, thorough):
    files = sorted(corpus.rglob("*.bpmn"))
    for path in files[:: 1 if thorough else max(1, len(files) // 25)]:
        try:
            diagram = read(path.read_bytes(), path.name).diagram
        except Exception:  # noqa: BLE001 - what cannot be read is another test's
            continue
        if len(diagram.nodes) > (10_000 if thorough else 80) or not diagram.nodes:
            continue
        figure = diagram_figure(diagram)
        assert figure.axes[0].patches, path.name
