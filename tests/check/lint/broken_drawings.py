"""Small drawings for the rules of lint, and what these find in them."""

from __future__ import annotations

from bpmn_text import diagram_of, process

from studio.check.lint import RULES
from studio.model import Diagram

START, END = '<startEvent id="S"/>', '<endEvent id="E"/>'


def flow(source: str, target: str, more: str = "", inside: str = "") -> str:
    return (
        f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}" {more}>'
        f"{inside}</sequenceFlow>"
    )


def condition(text: str) -> str:
    return f"<conditionExpression>{text}</conditionExpression>"


def event(tag: str, id: str, definition: str = "", more: str = "") -> str:
    return f'<{tag} id="{id}" {more}>{definition}</{tag}>'


def elements(rule: str, diagram: Diagram) -> list[tuple[str, str]]:
    """What a rule says of which element: the last word of the code where the rule says several things."""
    found = RULES[rule].find(diagram)
    return [(finding.code.removeprefix(f"lint.{rule}").lstrip("."), finding.element) for finding in found]


def ids(rule: str, diagram: Diagram) -> list[str]:
    return [element for _, element in elements(rule, diagram)]


def decision(*branches: str, default: str = "") -> Diagram:
    """An exclusive gateway with branches to A, B …, each with more attributes and what stands inside."""
    steps = [f'<task id="{id}"/>' for id in "ABC"[: len(branches)]]
    flows = [flow("X", id, *branch.split("|")) for id, branch in zip("ABC", branches, strict=False)]
    gateway = f'<exclusiveGateway id="X" {default}/>'
    return diagram_of(process("".join([START, flow("S", "X"), gateway, *steps, *flows])))
