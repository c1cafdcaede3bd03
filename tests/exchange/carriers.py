"""Small BPMN files that carry parameters of other tools."""

# ruff: noqa: E501 - an XML element or a JSON object stands on one line

from __future__ import annotations

from studio.reading import Reading, read
from studio.scenario.exchange import Imported, imported

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
QBP = "http://www.qbp-simulator.com/Schema201212"

PROCESS = """
  <process id="P" name="Claims">
    <laneSet id="LS"><lane id="Lane_A" name="Front office"><flowNodeRef>Task_A</flowNodeRef></lane></laneSet>
    <startEvent id="Start"><outgoing>F1</outgoing></startEvent>
    <task id="Task_A" name="Register"><incoming>F1</incoming><incoming>F5</incoming><outgoing>F2</outgoing></task>
    <boundaryEvent id="Boundary" attachedToRef="Task_A"><outgoing>F7</outgoing><errorEventDefinition/></boundaryEvent>
    <exclusiveGateway id="Gate"><incoming>F2</incoming><outgoing>F3</outgoing><outgoing>F5</outgoing></exclusiveGateway>
    <intermediateCatchEvent id="Wait"><incoming>F3</incoming><outgoing>F4</outgoing><timerEventDefinition/></intermediateCatchEvent>
    <task id="Task_B" name="Decide"><incoming>F4</incoming><outgoing>F6</outgoing></task>
    <endEvent id="End"><incoming>F6</incoming><incoming>F7</incoming></endEvent>
    <sequenceFlow id="F1" sourceRef="Start" targetRef="Task_A"/>
    <sequenceFlow id="F2" sourceRef="Task_A" targetRef="Gate"/>
    <sequenceFlow id="F3" sourceRef="Gate" targetRef="Wait"/>
    <sequenceFlow id="F4" sourceRef="Wait" targetRef="Task_B"/>
    <sequenceFlow id="F5" sourceRef="Gate" targetRef="Task_A"/>
    <sequenceFlow id="F6" sourceRef="Task_B" targetRef="End"/>
    <sequenceFlow id="F7" sourceRef="Boundary" targetRef="End"/>
  </process>"""


def bare() -> bytes:
    """The diagram without any parameters."""
    return f'<definitions xmlns="{BPMN}">{PROCESS}\n  <!-- kept -->\n</definitions>'.encode()


def with_bpsim(
    *scenarios: str, version: str = "2.0", resources: str = '<resource id="Agents" name="Agents"/>'
) -> bytes:
    """The diagram with these ``Scenario`` elements of BPSim, prefix ``b``."""
    return (
        f'<definitions xmlns="{BPMN}" xmlns:b="http://www.bpsim.org/schemas/{version}">{resources}{PROCESS}'
        '<relationship type="BPSimData"><extensionElements><b:BPSimData>'
        f"{''.join(scenarios)}</b:BPSimData></extensionElements><source>P</source><target>P</target></relationship>"
        "</definitions>"
    ).encode()


def scenario(
    *blocks: str, whole: str = '<b:ScenarioParameters baseTimeUnit="min"/>', **attributes: str
) -> str:
    told = " ".join(f'{key}="{value}"' for key, value in {"id": "S1", "name": "One", **attributes}.items())
    return f"<b:Scenario {told}>{whole}{''.join(blocks)}</b:Scenario>"


def element(ref: str, group: str, parameter: str, *values: str, **attributes: str) -> str:
    """The parameters of an element, with one parameter of these values."""
    told = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return (
        f'<b:ElementParameters elementRef="{ref}"><b:{group}><b:{parameter}{told}>{"".join(values)}'
        f"</b:{parameter}></b:{group}></b:ElementParameters>"
    )


def processing(value: str, ref: str = "Task_A") -> str:
    return element(ref, "TimeParameters", "ProcessingTime", value)


def with_qbp(inside: str, **attributes: str) -> bytes:
    """The diagram with a qbp block at the end of its definitions."""
    own = {"processInstances": "100", "currency": "EUR", **attributes}
    told = " ".join(f'{key}="{value}"' for key, value in own.items())
    return (
        f'<definitions xmlns="{BPMN}" xmlns:q="{QBP}">{PROCESS}'
        f"<q:processSimulationInfo {told}>{inside}</q:processSimulationInfo></definitions>"
    ).encode()


def reading(data: bytes) -> Reading:
    return read(data, "claims.bpmn")


def found_in(data: bytes) -> tuple[Imported, ...]:
    """The scenarios of a file, as they are imported."""
    its = reading(data)
    return imported(its.parameters, its.diagram)


def only(data: bytes) -> Imported:
    (one,) = found_in(data)
    return one


def codes(one: Imported) -> list[str]:
    """Why something was dropped."""
    return [problem.code.removeprefix("exchange.") for problem in one.dropped]
