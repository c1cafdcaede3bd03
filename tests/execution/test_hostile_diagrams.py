"""Nothing of a diagram is ever run; what would never end or fill the machine is refused in one sentence."""

from __future__ import annotations

import re
import time

import pytest
from walking import chain, diagram, do, flow, offered, several

from studio.errors import StudioError
from studio.execution import Walk, WayKind, random_walk, rewrite
from studio.execution.engine import Machine
from studio.execution.limits import DEPTH
from studio.wording import explain


def with_code(code: str) -> str:
    """A process that has the code wherever the format lets somebody write an expression."""
    attributes = (
        'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
        'xmlns:spiff="http://spiffworkflow.org/bpmn/schema/1.0/core"'
    )
    extensions = (
        f"<extensionElements><spiff:preScript>{code}</spiff:preScript>"
        f"<spiff:postScript>{code}</spiff:postScript>"
        '<camunda:executionListener event="start"><camunda:script scriptFormat="python">'
        f"{code}</camunda:script></camunda:executionListener></extensionElements>"
    )
    timers = "".join(
        f'<intermediateCatchEvent id="T{number}"><timerEventDefinition><{kind}>{code}</{kind}>'
        "</timerEventDefinition></intermediateCatchEvent>"
        for number, kind in enumerate(("timeDuration", "timeDate", "timeCycle"))
    )
    return (
        f'<message id="M" name="{code}"/><error id="R" errorCode="{code}" name="{code}"/>'
        f'<signal id="G" name="{code}"/>'
        f'<process id="P" name="{code}" {attributes}><startEvent id="S"/>'
        f'<scriptTask id="C" scriptFormat="python" name="{code}">{extensions}'
        f"<script>{code}</script></scriptTask>"
        f'<serviceTask id="V" implementation="{code}" camunda:expression="{code}">{extensions}</serviceTask>'
        f'<businessRuleTask id="D" camunda:decisionRef="{code}"/>'
        f'<exclusiveGateway id="X" default="X-L"/>{timers}'
        f'<task id="L"><standardLoopCharacteristics><loopCondition>{code}</loopCondition>'
        "</standardLoopCharacteristics></task>"
        f'<task id="I"><multiInstanceLoopCharacteristics><loopCardinality>{code}</loopCardinality>'
        f"<completionCondition>{code}</completionCondition></multiInstanceLoopCharacteristics></task>"
        f'<task id="J"><multiInstanceLoopCharacteristics isSequential="true" camunda:collection="{code}">'
        f"<loopDataInputRef>{code}</loopDataInputRef></multiInstanceLoopCharacteristics></task>"
        f'<intermediateCatchEvent id="Q"><conditionalEventDefinition><condition>{code}</condition>'
        "</conditionalEventDefinition></intermediateCatchEvent>"
        f'<adHocSubProcess id="H"><task id="K"/><completionCondition>{code}</completionCondition>'
        "</adHocSubProcess>"
        f'<intermediateThrowEvent id="W"><signalEventDefinition signalRef="G"/></intermediateThrowEvent>'
        f'<callActivity id="Y" calledElement="{code}"/>'
        f'<complexGateway id="Z"><activationCondition>{code}</activationCondition></complexGateway>'
        f'<endEvent id="E"><errorEventDefinition errorRef="R"/></endEvent>'
        f"{chain('S', 'C', 'V', 'D', 'X')}{flow('X', 'L', condition=code)}{flow('X', 'I', condition=code)}"
        f"{chain('L', 'T0', 'T1', 'T2', 'J')}{chain('I', 'J', 'Q', 'H', 'W', 'Y', 'Z', 'E')}</process>"
    )


@pytest.mark.parametrize("way", ["X-L", "X-I"])
@pytest.mark.parametrize(
    "code",
    [
        "__import__('os').system('touch {file}')",
        "[open('{file}', 'w') for _ in '1']",
        "${{__import__('pathlib').Path('{file}').touch()}}",
        "= exec(&quot;open('{file}','w')&quot;)",
    ],
)
def test_code_in_a_diagram_is_never_run(tmp_path, code, way):
    file = tmp_path / "run"
    drawn = several(with_code(code.format(file=file)))
    assert not file.exists()
    walk = Walk(drawn, values={"x": "1"})
    taken = set()
    while walk.offers:
        offer = walk.offers[0]
        left = [(offer.element, option.id) for option in offer.ways]
        left = [choice for choice in left if choice not in taken] or left[-1:]
        left = [choice for choice in left if choice[1] == way] or left[:1]
        taken.update(left)
        walk.do(offer, *(id for _, id in left))
    seen = {record.element for record in walk.history}
    assert {"C", "V", "D", "J", "Q", "K", "W", "Y", "E"} <= seen
    assert walk.is_over
    restored = Walk.restored(drawn, walk.save())
    assert restored.history == walk.history
    assert not file.exists()
    assert not list(tmp_path.iterdir())


def test_the_executable_document_holds_no_word_of_the_diagram():
    drawn = several(with_code("__import__('os')"))
    document = rewrite(drawn).document.decode()
    assert "import" not in document
    assert "script" not in document
    words = set(re.findall(r'"([^"]*)"', document)) | set(re.findall(r">([^<]+)<", document))
    ours = re.compile(r"(m-)?[npf]\d+|d|true|false|http://www\.omg\.org/spec/BPMN/20100524/MODEL")
    assert [word for word in words if not ours.fullmatch(word)] == []
    assert {element.id for element in drawn.nodes}.isdisjoint(words)


def test_the_engine_evaluates_tokens_of_ours_and_executes_nothing():
    drawn = diagram(f'<startEvent id="S"/><task id="A"/>{chain("S", "A")}')
    instance = Machine(rewrite(drawn)).instance("P")
    environment = instance._workflow.script_engine.environment
    assert environment.evaluate("f1", {}) is False
    for text in ("1", "f", "True", "__import__('os')", "f1 or True", "f1.__class__", '"f1"'):
        with pytest.raises(ValueError, match="not an expression of ours"):
            environment.evaluate(text, {})
    with pytest.raises(ValueError, match="never run"):
        environment.execute("pass", {})
    with pytest.raises(ValueError, match="never called"):
        environment.call_service({})


def refused(drawn) -> StudioError:
    with pytest.raises(StudioError) as caught:
        random_walk(drawn, 1)
    for language in ("en", "zh-CN"):
        said = explain(caught.value, language)
        assert "{" not in said
        assert "\n" not in said
    return caught.value


def test_a_process_that_calls_itself_is_refused():
    calls = [
        f'<process id="{caller}"><startEvent id="S{caller}"/>'
        f'<callActivity id="C{caller}" calledElement="{called}"/>'
        f"{chain('S' + caller, 'C' + caller)}</process>"
        for caller, called in (("P", "Q"), ("Q", "R"), ("R", "Q"))
    ]
    error = refused(several("".join(calls)))
    assert error.code == "walk.call-cycle"
    assert error.parameters["element"] == "CR"


def test_calls_that_multiply_are_refused():
    parts = [
        f'<process id="P{n}"><startEvent id="S{n}"/><callActivity id="A{n}" calledElement="P{n + 1}"/>'
        f'<callActivity id="B{n}" calledElement="P{n + 1}"/>{chain(f"S{n}", f"A{n}", f"B{n}")}</process>'
        for n in range(25)
    ]
    last = '<process id="P25"><task id="T"/></process>'
    start = time.perf_counter()
    assert refused(several("".join(parts) + last)).code == "walk.too-large"
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("nodes", "loop"),
    [
        ('<exclusiveGateway id="X"/><intermediateThrowEvent id="T"/>', chain("S", "X", "T", "X")),
        (
            '<exclusiveGateway id="X"/><subProcess id="U"><startEvent id="I"/></subProcess>',
            chain("S", "X", "U", "X"),
        ),
        (
            '<exclusiveGateway id="X"/><parallelGateway id="T"/><task id="A"/>',
            chain("S", "X", "T", "A") + flow("T", "X"),
        ),
    ],
)
def test_a_loop_in_which_nobody_does_anything_is_refused(nodes, loop):
    if "subProcess" in nodes:
        nodes = nodes.replace(
            '<startEvent id="I"/>', f'<startEvent id="I"/><endEvent id="F"/>{chain("I", "F")}'
        )
    error = refused(diagram(f'<startEvent id="S"/>{nodes}{loop}'))
    assert error.code == "walk.endless-loop"
    assert error.parameters["element"] in {"X", "T", "U"}


def test_a_loop_through_a_join_that_feeds_itself_is_stopped():
    drawn = diagram(
        '<startEvent id="S"/><exclusiveGateway id="X"/><parallelGateway id="A"/><parallelGateway id="J"/>'
        '<intermediateThrowEvent id="T"/>'
        f"{chain('S', 'X', 'A', 'J', 'X')}{chain('A', 'T', 'J')}"
    )
    assert refused(drawn).code in {"walk.endless-loop", "walk.too-long"}


def test_a_loop_with_a_join_that_can_never_go_on_is_a_deadlock_and_no_endless_loop():
    drawn = diagram(
        '<startEvent id="S"/><parallelGateway id="J"/><intermediateThrowEvent id="T"/>'
        f"{chain('S', 'J', 'T', 'J')}"
    )
    assert Walk(drawn).is_stuck


def test_a_case_that_grows_without_end_is_stopped_and_stays_as_it_was():
    walk = Walk(
        diagram(f'<startEvent id="S"/><exclusiveGateway id="X"/><task id="A"/>{chain("S", "X", "A", "X")}')
    )
    for _ in range(DEPTH // 2 - 2):
        do(walk, "A")
    with pytest.raises(StudioError) as caught:
        do(walk, "A")
    assert caught.value.code == "walk.too-long"
    assert offered(walk) == ["A"]
    assert len(walk.actions) > 100


def test_a_long_chain_is_walked_to_its_end():
    """SpiffWorkflow alone ends in a RecursionError."""
    ids = [f"N{number}" for number in range(700)]
    nodes = "".join(f'<intermediateThrowEvent id="{id}"/>' for id in ids)
    walk = Walk(diagram(f'<startEvent id="S"/>{nodes}<endEvent id="E"/>{chain("S", *ids, "E")}'))
    assert walk.is_over
    assert len(walk.history) == 702


def test_a_deep_nest_of_sub_processes_is_refused():
    inner = '<task id="T"/>'
    for number in range(60):
        inner = f'<subProcess id="U{number}">{inner}</subProcess>'
    assert refused(diagram(inner)).code == "walk.too-deep"


def test_pools_that_begin_each_other_without_end_are_stopped():
    drawn = several(
        '<collaboration id="C"><participant id="A" processRef="P"/><participant id="B" processRef="Q"/>'
        '<messageFlow id="M" sourceRef="X" targetRef="T"/><messageFlow id="N" sourceRef="Y" targetRef="S"/>'
        '</collaboration><process id="P"><startEvent id="S"/><intermediateThrowEvent id="X"/>'
        f'{chain("S", "X")}</process><process id="Q"><startEvent id="T"/><intermediateThrowEvent id="Y"/>'
        f"{chain('T', 'Y')}</process>"
    )
    assert refused(drawn).code == "walk.too-many-participants"


def test_a_diagram_without_steps_is_refused():
    assert (
        refused(several('<collaboration id="C"><participant id="A"/></collaboration>')).code == "walk.nothing"
    )


def test_ways_are_of_the_diagram_or_of_ours():
    drawn = several(with_code("x"))
    kinds = {branch.kind for origin in rewrite(drawn).origins.values() for branch in origin.branches}
    assert kinds == {WayKind.FLOW, WayKind.AGAIN, WayKind.DONE, WayKind.DO}
