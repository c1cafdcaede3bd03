"""The page of promises and escalations as a person meets it, before and after a simulation."""

from __future__ import annotations

import pytest
from visiting import LANGUAGES, own_library, simulated, visit

from studio import library
from studio.app.figures import ladder_charts, promise_charts
from studio.library import StoredProcess
from studio.reading import read

__all__ = ["own_library"]

LADDER = """schema: 1
cases: 200
warm_up: 0
replications: 2
seed: 3
arrivals: {S: {every: 10 min}}
steps: {T: {time: {exponential: {mean: 6 min}}, team: Desk}}
teams: {Desk: {staff: 1}, Leads: {staff: 1}}
ladders: {up: [{level: 班长 · Lead, team: Leads, reply_within: 5 min, settles: 100 %, time: 4 min}]}
escalations: {T: {ladder: up, cannot_decide: 30 %}}
promises:
  answered:
    label: 尽快答复 · Answered soon
    within: 20 min
    share: 90 %
    owner: Desk
    parts: {begun: {to: T, within: 15 min, share: 90 %}}
"""
DESK = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t">
  <process id="P" name="Desk"><startEvent id="S"/><userTask id="T" name="Answer"/><endEvent id="E"/>
    <sequenceFlow id="F1" sourceRef="S" targetRef="T"/><sequenceFlow id="F2" sourceRef="T" targetRef="E"/>
  </process></definitions>"""


@pytest.fixture(params=LANGUAGES)
def language(request) -> str:
    return request.param


@pytest.fixture
def desk(own_library) -> StoredProcess:
    process = library.add_process(own_library, name="Desk", file="desk.bpmn", data=DESK.encode())
    library.add_scenario(own_library, process.id, name="Ladder", text=LADDER)
    return process


def texts(at) -> str:
    kinds = ("subheader", "markdown", "caption", "info", "warning", "error")
    return "\n".join(str(element.value) for kind in kinds for element in at.get(kind))


def test_before_any_run_the_page_says_what_to_do(desk, language):
    at = visit(language, "promises", process=desk.id)
    assert ("Simulate" if language == "en" else "仿真") in texts(at)
    assert not at.get("vega_lite_chart")


def test_a_run_shows_the_tree_both_clocks_the_breach_and_the_ladder(desk, language):
    run = simulated(desk, LADDER)
    at = visit(language, "promises", process=desk.id, run=run.id)
    said = texts(at)
    assert ("What breaks a promise" if language == "en" else "承诺因何失约") in said
    assert ("Climbs by the hour of the week" if language == "en" else "一周各小时的升级") in said
    assert ("Compare this scenario" if language == "en" else "把该方案与另一个方案比较") in said
    assert len(at.get("vega_lite_chart")) >= 6
    (parts,) = [each.value for each in at.dataframe if {"Part", "分项"} & set(each.value.columns)]
    assert parts.iloc[0, 0] == "begun"


def test_a_run_without_promises_and_ladders_says_how_to_get_them(desk, language):
    plain = LADDER[: LADDER.index("ladders:")]
    at = visit(language, "promises", process=desk.id, run=simulated(desk, plain).id)
    assert ("promises nothing yet" if language == "en" else "尚未作出承诺") in texts(at)
    assert ("No case can climb" if language == "en" else "没有工单会升级") in texts(at)


def test_the_figures_tell_what_the_result_holds(own_library, desk):
    result = library.result(own_library, simulated(desk, LADDER).id)
    diagram = read(DESK.encode(), "desk.bpmn").diagram
    tree = promise_charts.tree_frame(result["promises"], diagram, "en")
    assert tree["name"].tolist() == ["Answered soon", "└ begun"]
    assert tree["promised_told"].tolist()[0] == "90% · 20 min"
    assert tree["owner"].tolist() == ["Desk", ""]
    bars = promise_charts.attainment(result["promises"], diagram, "en").to_dict()["layer"][0]
    assert "Desk" in bars["encoding"]["y"]["axis"]["labelExpr"]
    assert tree["share"].tolist()[0] == result["promises"]["answered"]["share"]["value"]
    levels = ladder_charts.ladder_frame(result["ladders"]["up"], diagram, "en")
    assert levels["Level"].tolist() == ["Lead"]
    by_hour = result["ladders_by_hour"]["up"]
    assert ladder_charts.hours_of_week(by_hour, diagram, "en") is not None
    nobody = {level: [0.0] * 168 for level in by_hour}
    assert ladder_charts.hours_of_week(nobody, diagram, "en") is None
