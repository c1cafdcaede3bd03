"""Each rule of lint, broken and kept; and the rules as a whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bpmn_text import MODEL, diagram_of, process, reading_of
from broken_drawings import END, START, flow, ids
from building import drawn

from studio.check.lint import RULES, lint, rule_of
from studio.model import Diagram, Problem, Severity
from studio.wording import SENTENCES, translate

DRAWINGS = {
    "start-event-required": ("A > End", ["P"]),
    "end-event-required": ("Start > A", ["P"]),
    "no-implicit-start": ("A > End", ["A"]),
    "no-implicit-end": ("Start > A", ["A"]),
    "single-blank-start-event": ("Start > Xor > A > End\nStart2 > Xor", ["Start2"]),
    "superfluous-termination": ("Start > A > Terminate", ["Terminate"]),
    "event-based-gateway": ("Start > First > Timer > End", ["First"]),
    "conditional-flows": ("Start > Xor > A > End\nXor > B > End2", ["Xor"]),
    "fake-join": ("Start > Xor > A > End\nXor > B > A", ["A"]),
    "no-implicit-split": ("Start > A > End\nA > B > End2", ["A"]),
    "no-inclusive-gateway": ("Start > Or > End", ["Or"]),
    "no-gateway-join-fork": ("Start > Xor > A > Xor > End", ["Xor"]),
    "superfluous-gateway": ("Start > Xor > A > End", ["Xor"]),
    "no-disconnected": ("Start > A > End\nB", ["B"]),
    "gateway-chain": ("Start > And > A > And2 > And3 > End\nAnd > B > And2\nAnd > C > And3", ["And3"]),
}
"""For each rule a drawing that breaks it, and where."""


ORDINARY = """
Start > Check > Xor > Accept > Xor_join > End
Xor > Decline > Xor_join
Check ! Timer_late > Remind > End2
"""


MAY_BE_ORDINARY = {"conditional-flows"}
"""Its drawing says nothing of conditions."""


@pytest.mark.parametrize("rule", DRAWINGS)
def test_a_drawing_that_breaks_a_rule_is_found_where_it_does(rule):
    drawing, expected = DRAWINGS[rule]
    assert ids(rule, drawn(drawing)) == expected


@pytest.mark.parametrize("rule", sorted(DRAWINGS.keys() - MAY_BE_ORDINARY))
def test_an_ordinary_drawing_breaks_no_rule(rule):
    assert ids(rule, drawn(ORDINARY)) == []


def test_every_rule_has_a_test():
    here = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_lint_*.py"))
    assert [rule for rule in RULES if f'"{rule}"' not in here] == []


# All rules together


def codes(diagram: Diagram) -> set[tuple[str, str | None]]:
    return {(it.code.removeprefix("lint."), it.element) for it in lint(diagram)}


def test_one_fault_gives_one_problem():
    """A step that nothing touches is not also called a start, an end, and a process without both."""
    diagram = drawn("Start > A > End\nB")
    named = replace(diagram, nodes=tuple(replace(it, name=f"Do {it.id}") for it in diagram.nodes))
    assert {it for it in codes(named) if it[0] != "no-bpmndi"} == {("no-disconnected", "B")}


def test_a_missing_start_is_told_at_the_step_that_begins_instead():
    found = codes(drawn("A > End"))
    assert ("no-implicit-start", "A") in found
    assert not [it for it in found if it[0] == "start-event-required"]


def test_a_process_that_is_a_mere_circle_lacks_start_and_end():
    assert {("start-event-required", "P"), ("end-event-required", "P")} <= codes(drawn("A > B > A"))


def test_empty_processes_and_sub_processes_are_spared():
    text = process(f'{START}<subProcess id="Sub"/>{END}{flow("S", "Sub")}{flow("Sub", "E")}')
    assert not [it for it in lint(diagram_of(text)) if it.code.endswith("-required") and it.element == "Sub"]
    assert lint(reading_of(f'<definitions xmlns="{MODEL}"><process id="P"/></definitions>').diagram) == ()


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_rule_says_what_it_is_for_in_both_languages(rule):
    assert rule.purpose.endswith(".")
    assert translate(rule.purpose, "zh-CN") != rule.purpose


def test_only_what_cannot_work_is_an_error():
    errors = [name for name, rule in RULES.items() if rule.severity is Severity.ERROR]
    assert errors == ["event-sub-process-typed-start-event"]


def test_every_sentence_of_lint_belongs_to_a_rule():
    said = [code for code in SENTENCES if code.startswith("lint.")]
    assert said
    for code in said:
        assert rule_of(Problem(code=code, severity=Severity.INFO)) is not None
    assert rule_of(Problem(code="flow.no-target", severity=Severity.ERROR)) is None


def test_nothing_hangs_on_the_order_of_rules_or_runs():
    diagram = drawn(ORDINARY)
    assert lint(diagram) == lint(diagram)
    assert lint(diagram, lint(diagram)) == lint(diagram)
