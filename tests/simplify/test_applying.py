"""An accepted suggestion is written as files that are read back as what was suggested."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
from rereading import comparable

from studio.analysis import study
from studio.errors import StudioError
from studio.library import list_examples
from studio.model import Bounds, Diagram, Flow
from studio.reading import placed, read
from studio.scenario import comes_to_the_same, complete, read_scenario
from studio.simplify import applied, name_after, scenario_after, suggestions

EXAMPLES = {example.id: example for example in list_examples()}

WORDY = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t">
  <!-- drawn by hand --><process id="P"><startEvent id="S"/><userTask id="A" name="Log"/><userTask id="B" name="Check"/>
    <exclusiveGateway id="G"/><endEvent id="E"/>
    <sequenceFlow id="F1" sourceRef="S" targetRef="A"/><sequenceFlow id="F2" sourceRef="A" targetRef="B"/>
    <sequenceFlow id="F3" sourceRef="B" targetRef="G"/><sequenceFlow id="F4" sourceRef="G" targetRef="E"/>
  </process></definitions>"""  # noqa: E501 - a file by others


def suggested(data, source=None):
    """A file's diagram with its problems, its complete scenario, and what is suggested for it."""
    reading = read(data, "f")
    stated = None if source is None else read_scenario(source, reading.diagram)
    scenario = complete(stated, reading.diagram, reading.hints)
    return reading, scenario, suggestions(reading.diagram, scenario)


def is_drawn(diagram: Diagram) -> bool:
    return any(node.bounds for node in diagram.nodes)


def undrawn(diagram: Diagram) -> Diagram:
    """The diagram without its places."""
    bare = {"bounds": None, "label_bounds": None}
    return replace(
        diagram,
        pools=tuple(replace(it, bounds=None) for it in diagram.pools),
        lanes=tuple(replace(it, bounds=None) for it in diagram.lanes),
        nodes=tuple(replace(it, **bare) for it in diagram.nodes),
        flows=tuple(replace(it, waypoints=(), **bare) for it in diagram.flows),
        messages=tuple(replace(it, waypoints=(), **bare) for it in diagram.messages),
        artifacts=tuple(replace(it, bounds=None) for it in diagram.artifacts),
        associations=tuple(replace(it, waypoints=(), bounds=None) for it in diagram.associations),
    )


def written(data, reading, suggestion):
    """The suggestion's file, after a look that it is read back as what was meant, with no new problem."""
    file = applied(suggestion, data, reading.diagram)
    if suggestion.diagram == reading.diagram:
        assert file == data
        return file
    again = read(file, "f")
    found, wanted = again.diagram, suggestion.diagram
    if not is_drawn(wanted):
        assert all(node.bounds for node in found.nodes)
        found, wanted = undrawn(found), undrawn(wanted)
    assert comparable(found) == comparable(wanted)
    known = Counter((problem.code, problem.element) for problem in reading.problems)
    assert not Counter((problem.code, problem.element) for problem in again.problems) - known
    return file


@pytest.mark.parametrize("id", EXAMPLES)
def test_what_is_suggested_for_an_example_is_read_back(id):
    example = EXAMPLES[id]
    data = example.bpmn.read_bytes()
    for source in (None, example.scenarios[0]):
        reading, _, found = suggested(data, source)
        kinds = {suggestion.code: suggestion for suggestion in found}
        for suggestion in found if source else kinds.values():
            file = written(data, reading, suggestion)
            text = scenario_after(suggestion, source or "", reading, file, name="New")
            again = read(file, "f")
            told = complete(read_scenario(text, again.diagram), again.diagram, again.hints)
            assert told.name == "New"
            assert comes_to_the_same(told, suggestion.scenario)
            assert len(told.assumed) <= len(suggestion.scenario.assumed)


@pytest.mark.parametrize("id", ["handset_change_before", "order_to_delivery"])
def test_both_are_simulated_to_the_same_figures(id):
    example = EXAMPLES[id]
    data = example.bpmn.read_bytes()
    reading, _, found = suggested(data, example.scenarios[0])
    for suggestion in {suggestion.code: suggestion for suggestion in found}.values():
        file = applied(suggestion, data, reading.diagram)
        again = read(file, "f")
        text = scenario_after(suggestion, example.scenarios[0], reading, file, name="New")
        told = complete(read_scenario(text, again.diagram), again.diagram, again.hints)
        sides = ((suggestion.diagram, suggestion.scenario), (again.diagram, told))
        assert len({figures(diagram, scenario) for diagram, scenario in sides}) == 1


def figures(diagram, scenario) -> str:
    short = replace(scenario, length=None, cases=150, warm_up=0.0, replications=2)
    result = study(diagram, short, workers=1).to_json()
    parts = ("measures", "steps", "teams", "ladders", "paths")
    return json.dumps({part: result.get(part) for part in parts}, sort_keys=True)


def test_what_is_suggested_for_other_peoples_diagrams_is_read_back(corpus, thorough):
    files = sorted(path for path in corpus.rglob("*") if path.suffix in (".bpmn", ".xml") and path.is_file())
    checked = 0
    for path in files if thorough else files[::6]:
        if path.stat().st_size > (3_000_000 if thorough else 60_000):
            continue
        data = path.read_bytes()
        try:
            reading, _, found = suggested(data)
        except StudioError:
            continue
        for suggestion in found:
            if suggestion.diagram != reading.diagram:
                file = written(data, reading, suggestion)
                text = scenario_after(suggestion, "", reading, file, name="New")
                again = read(file, "f")
                told = complete(read_scenario(text, again.diagram), again.diagram, again.hints)
                assert comes_to_the_same(told, suggestion.scenario), path
                checked += 1
    assert checked > 20


def test_a_diagram_without_a_drawing_gets_one_and_keeps_its_comments():
    data = WORDY.encode()
    reading, _, found = suggested(data)
    kinds = {suggestion.code: suggestion for suggestion in found}
    for code in ("F3", "R1"):
        assert b"<!-- drawn by hand -->" in written(data, reading, kinds[code])
    assert applied(kinds["T1"], data, reading.diagram) == data


def test_something_new_without_a_place_gets_one():
    data = placed(WORDY.encode(), "wordy.bpmn")
    reading, _, found = suggested(data)
    new = replace(reading.diagram.node("B"), id="C", name="Pass on", bounds=None)
    flows = (*reading.diagram.flows, Flow(id="F5", source="A", target="C"))
    more = replace(reading.diagram, nodes=(*reading.diagram.nodes, new), flows=flows)
    file = applied(replace(found[0], diagram=more), data, reading.diagram)
    assert all(element.bounds for element in (*read(file, "f").diagram.nodes, *read(file, "f").diagram.flows))


def test_a_flow_goes_through_the_place_of_a_gateway_that_is_gone():
    reading, _, found = suggested(applied_drawing())
    (suggestion,) = (suggestion for suggestion in found if suggestion.code == "F3")
    flow = suggestion.diagram.element("F3")
    assert (flow.waypoints[0][0], flow.waypoints[-1][0]) == (
        reading.diagram.node("B").bounds.right,
        reading.diagram.node("E").bounds.x,
    )
    across = [x for x, _ in flow.waypoints]
    assert flow.bounds == Bounds(min(across), flow.waypoints[0][1], max(across) - min(across), 0.0)


def applied_drawing() -> bytes:
    """The diagram by hand, drawn."""
    return placed(WORDY.encode(), "wordy.bpmn")


@pytest.mark.parametrize(
    ("name", "language", "told"),
    [
        ("Today", "en", "Today – Log; Check as one step"),
        ("Today", "zh-CN", "Today – Log；Check合并为一步"),
        ("现状 · Today", "en", "现状 – Log；Check合并为一步 · Today – Log; Check as one step"),
    ],
)
def test_the_scenarios_name_says_what_was_done_in_the_languages_that_it_had(name, language, told):
    reading, _, found = suggested(WORDY.encode())
    (suggestion,) = (suggestion for suggestion in found if suggestion.code == "R1")
    assert name_after(suggestion, name, reading.diagram, language) == told
