"""Code in a diagram, in whatever language and place, is text: nothing is run, fetched or written."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bpmn_text import MODEL

from studio.analysis import study
from studio.cli.commands import run
from studio.errors import InvalidScenario
from studio.execution import Walk, random_walk
from studio.model import Diagram
from studio.reading import localised, read, write
from studio.scenario import complete, read_scenario
from studio.simplify import suggestions
from studio.wording import LANGUAGES, explain, say

CODES = {
    "Python": "__import__('os').system('touch {mark}')",
    "Python, a comprehension": "[open('{mark}', 'w') for _ in '1']",
    "Python, by dunders": "().__class__.__mro__[-1].__subclasses__()[0].__init__.__globals__['sys'].path",
    "Python, a format": "'{0.__class__.__init__.__globals__}'.format(amount)",
    "a name that is an attribute": "amount.__class__.__base__ > 0",
    "JavaScript": "require('fs').writeFileSync('{mark}', '1')",
    "JavaScript, by a constructor": "(() => 0).constructor('return process')().mainModule.require('net')",
    "FEEL": '=if true then get or else({a: "{mark}"}.a, java.lang.Runtime) else string(now())',
    "EL": "${''.getClass().forName('java.lang.Runtime').getRuntime().exec('touch {mark}')}",
    "EL, deferred": "#{execution.setVariable('x', T(java.lang.Runtime).getRuntime().exec('touch {mark}'))}",
    "Groovy": "new File('{mark}').text = '1'; 'touch {mark}'.execute()",
    "shell": "$(touch {mark}); `touch {mark}`; ; touch {mark} | true",
    "XPath": "document('file://{mark}')/*[system-property('user.home')]",
    "a template": "{{ cycler.__init__.__globals__.os.popen('touch {mark}') }}<%= File.write('{mark}', 1) %>",
}
"""Code by language; ``{mark}`` stands for the file that it would make."""

TASKS = ("userTask", "serviceTask", "scriptTask", "sendTask", "businessRuleTask")


def file_with(code: str) -> str:
    """A diagram with the code wherever a tool of the field has an expression, a script or a class."""
    it = escape(code)
    extensions = f"""<extensionElements>
      <camunda:executionListener event="start" class="{it}"/>
      <camunda:executionListener event="end" expression="{it}"/>
      <camunda:taskListener event="create" delegateExpression="{it}"/>
      <camunda:executionListener event="start"><camunda:script scriptFormat="groovy">{it}</camunda:script>
      </camunda:executionListener>
      <camunda:inputOutput><camunda:inputParameter name="{it}">{it}</camunda:inputParameter>
        <camunda:outputParameter name="x"><camunda:script scriptFormat="javascript">{it}</camunda:script>
        </camunda:outputParameter></camunda:inputOutput>
      <camunda:connector><camunda:connectorId>{it}</camunda:connectorId></camunda:connector>
      <camunda:formData><camunda:formField id="amount" defaultValue="{it}" type="long"/></camunda:formData>
      <zeebe:ioMapping><zeebe:input source="{it}" target="amount"/><zeebe:output source="{it}" target="{it}"/>
      </zeebe:ioMapping>
      <zeebe:taskDefinition type="{it}" retries="{it}"/>
      <zeebe:assignmentDefinition assignee="{it}" candidateGroups="{it}"/>
      <spiff:preScript>{it}</spiff:preScript><spiff:postScript>{it}</spiff:postScript>
      <spiff:serviceTaskOperator id="{it}"><spiff:parameters><spiff:parameter id="p" value="{it}"/>
      </spiff:parameters></spiff:serviceTaskOperator>
      <flowable:field name="x"><flowable:expression>{it}</flowable:expression></flowable:field>
      <signavio:signavioMetaData metaKey="{it}" metaValue="{it}"/>
      <studio:label lang="en">{it}</studio:label>
      <studio:property name="method">{it}</studio:property>
      <studio:property name="standardTime">{it}</studio:property>
    </extensionElements>"""
    data = f"""<ioSpecification><dataInput id="%In" name="{it}"/><inputSet/><outputSet/></ioSpecification>
      <dataInputAssociation><targetRef>%In</targetRef><transformation>{it}</transformation>
        <assignment><from>{it}</from><to>{it}</to></assignment></dataInputAssociation>"""
    tasks = "".join(
        f'<{kind} id="{kind}" name="{it}" scriptFormat="{it}" implementation="{it}" camunda:expression="{it}"'
        f' camunda:class="{it}" camunda:resultVariable="{it}" camunda:asyncBefore="{it}">'
        f"<documentation>{it}</documentation>{extensions}{data.replace('%', kind)}"
        f"{f'<script>{it}</script>' if kind == 'scriptTask' else ''}</{kind}>"
        for kind in TASKS
    )
    timers = "".join(
        f'<intermediateCatchEvent id="{kind}"><timerEventDefinition><{kind} xsi:type="tFormalExpression"'
        f' language="{it}">{it}</{kind}></timerEventDefinition></intermediateCatchEvent>'
        for kind in ("timeDuration", "timeDate", "timeCycle")
    )
    middle = [*TASKS, "timeDuration", "timeDate", "timeCycle", "many", "again", "when", "split"]
    after = ["checked", "join", "done"]
    flows = "".join(
        f'<sequenceFlow id="{one}-{two}" sourceRef="{one}" targetRef="{two}"/>'
        for way in (["begin", *middle], after)
        for one, two in pairwise(way)
    )
    return f"""<definitions xmlns="{MODEL}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
      xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
      xmlns:spiff="http://spiffworkflow.org/bpmn/schema/1.0/core" xmlns:flowable="http://flowable.org/bpmn"
      xmlns:signavio="http://www.signavio.com" xmlns:studio="urn:service-process-studio:bpmn:1"
      id="D" targetNamespace="t" expressionLanguage="{it}" typeLanguage="{it}" exporter="{it}">
    <message id="M" name="{it}"><extensionElements><zeebe:subscription correlationKey="{it}"/>
      </extensionElements></message>
    <signal id="G" name="{it}"/>
    <process id="P" name="{it}" isExecutable="true"><documentation>{it}</documentation>
      <property id="prop" name="{it}"/>
      <startEvent id="begin" camunda:initiator="{it}"/>{tasks}{timers}
      <task id="many"><multiInstanceLoopCharacteristics camunda:collection="{it}">
        <loopCardinality>{it}</loopCardinality><loopDataInputRef>{it}</loopDataInputRef>
        <completionCondition>{it}</completionCondition></multiInstanceLoopCharacteristics></task>
      <task id="again"><standardLoopCharacteristics loopMaximum="2"><loopCondition>{it}</loopCondition>
        </standardLoopCharacteristics></task>
      <boundaryEvent id="late" attachedToRef="again" cancelActivity="false"><timerEventDefinition>
        <timeCycle>{it}</timeCycle></timerEventDefinition></boundaryEvent><endEvent id="rung"/>
      <sequenceFlow id="late-rung" sourceRef="late" targetRef="rung"/>
      <intermediateCatchEvent id="when"><conditionalEventDefinition><condition>{it}</condition>
        </conditionalEventDefinition></intermediateCatchEvent>
      <exclusiveGateway id="split" name="{it}" default="otherwise"/>
      <task id="checked"/><exclusiveGateway id="join"/>
      <endEvent id="done"><signalEventDefinition signalRef="G"/></endEvent>
      <sequenceFlow id="if" name="{it}" sourceRef="split" targetRef="checked">
        <conditionExpression xsi:type="tFormalExpression" language="{it}">{it}</conditionExpression>
      </sequenceFlow>
      <sequenceFlow id="otherwise" sourceRef="split" targetRef="join"/>{flows}
    </process></definitions>"""


# -- what happens meanwhile ----------------------------------------------------------------------

DEEDS = (
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "pty.spawn",
    "socket.",
    "subprocess.",
)
"""Beginnings of the audit events that Python raises for processes and the network."""

_watching: list[tuple[str, list[str]]] = []


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching:
        return
    code, deeds = _watching[-1]
    written = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    compiled = event == "compile" and code in str(arguments[0])
    if written or compiled or event.startswith(DEEDS):
        deeds.append(f"{event} {arguments}")


sys.addaudithook(_watch)


@contextmanager
def nothing_done(code: str) -> Iterator[None]:
    """Fails if a process is started, the network asked, a file written or a part of the code compiled."""
    middle = len(code) // 2
    deeds: list[str] = []
    _watching.append((code[middle - 8 : middle + 8], deeds))
    try:
        yield
    finally:
        _watching.pop()
    assert deeds == []


@pytest.fixture(params=CODES, ids=lambda name: name.replace(" ", "-"))
def code(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Code in one of the languages; its file is not there in the end."""
    mark = tmp_path / "mark"
    yield CODES[request.param].replace("{mark}", str(mark))
    assert not mark.exists()


@pytest.fixture
def diagram(code: str) -> Diagram:
    with nothing_done(code):
        return read(file_with(code).encode(), "code.bpmn").diagram


@pytest.mark.parametrize(
    "deed",
    [
        lambda folder: (folder / "mark").write_text(""),
        lambda _: __import__("subprocess").run(["true"], check=True),
        lambda _: __import__("os").system("true"),
        lambda _: __import__("socket").getaddrinfo("localhost", 80),
        lambda _: eval("().__class__.__mro__"),
    ],
    ids=["a file", "a process", "a shell", "the network", "evaluation"],
)
def test_the_watch_notices(tmp_path: Path, deed: Callable[[Path], object]):
    with pytest.raises(AssertionError), nothing_done("().__class__.__mro__"):
        deed(tmp_path)


def test_the_code_is_kept_as_text(diagram: Diagram, code: str):
    """It is the step's name, the flow's condition and the timer's text: nothing more, and nothing is lost."""
    assert diagram.node("scriptTask").name == " ".join(code.split())
    assert [flow.condition for flow in diagram.flows if flow.id == "if"] == [code]
    event = diagram.node("timeDuration").event
    assert event is not None
    assert event.timer is not None
    assert event.timer.text == code


def test_reading_writing_and_looking_for_something_simpler_runs_nothing(code: str):
    data = file_with(code).encode()
    with nothing_done(code):
        reading = read(data, "code.bpmn")
        for language in LANGUAGES:
            localised(data, language)
            for problem in reading.problems:
                assert "\n" not in say(problem, language)
        again = read(write(reading.diagram), "again.bpmn")
        suggestions(reading.diagram, complete(None, reading.diagram, tuple(reading.hints)))
    assert {node.id for node in again.diagram.nodes} == {node.id for node in reading.diagram.nodes}


def test_simulating_runs_nothing_and_names_what_is_left_out(diagram: Diagram, code: str):
    """What the code was to decide is assumed, and what is not simulated is named."""
    with nothing_done(code):
        scenario = complete(None, diagram)
        short = replace(scenario, cases=5, length=None, warm_up=0.0, replications=2)
        result = study(diagram, short, workers=1)
    named = {(problem.code, problem.element) for problem in result.problems}
    assert named >= {("simulation.conditional", "when")}
    decided = {"routing.split", "steps.many.instances", "steps.again.repeats"}
    decided |= {
        f"events.{event}.after" for event in ("late", "when", "timeDuration", "timeDate", "timeCycle")
    }
    assert decided <= set(scenario.assumed)


@pytest.mark.parametrize("way", ["if", "otherwise"])
def test_walking_runs_nothing(diagram: Diagram, code: str, way: str):
    """Step by step both ways on, by chance, and restored from what was saved."""
    values = {"amount": "1", "x": True}
    with nothing_done(code):
        scenario = complete(None, diagram)
        walk = Walk(diagram, scenario=scenario, values=values)
        while walk.offers:
            offer = walk.offers[0]
            ways = [each for each in offer.ways if each.id == way] or list(offer.ways[-1:])
            assert [each.holds for each in offer.ways if each.id == "if"] in ([], [None])
            walk.do(offer, *(each.id for each in ways))
        restored = Walk.restored(diagram, json.loads(json.dumps(walk.save())), scenario=scenario)
        by_chance = random_walk(diagram, 3)
    assert walk.is_over
    assert by_chance.is_over
    assert restored.history == walk.history
    seen = {record.element for record in walk.history}
    assert {*TASKS, "timeDuration", "timeDate", "timeCycle", "many", "again", "when", "done"} <= seen
    assert ("checked" in seen) == (way == "if")


@pytest.mark.parametrize("code", ["Python", "FEEL", "EL", "shell"], indirect=True)
def test_the_command_runs_nothing(code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Reading, simulating and walking in a terminal, by a script that names the steps."""
    path, script = tmp_path / "code.bpmn", tmp_path / "script.yaml"
    path.write_text(file_with(code), encoding="utf-8")
    script.write_text(json.dumps({"values": {"amount": code}, "steps": [*TASKS, "timeDuration"]}), "utf-8")
    small = ("--cases", "5", "--replications", "2", "--workers", "1")
    with nothing_done(code):
        for command in (
            ("read", path),
            ("simulate", path, *small),
            ("walk", path, "--script", script, "--auto"),
        ):
            assert run([*map(str, command), "--json"]) == 0, command[0]
            assert json.loads(capsys.readouterr().out)


def test_code_in_a_scenario_is_refused_or_a_word(code: str, diagram: Diagram):
    """A condition that is none is a mistake in the file, told with its line."""
    scenario = f"routing:\n  split:\n    if: {json.dumps(code)}\npriority: [{json.dumps(code)}]\n"
    with nothing_done(code), pytest.raises(InvalidScenario) as caught:
        read_scenario(scenario, diagram)
    for language in LANGUAGES:
        assert "Traceback" not in explain(caught.value, language)
