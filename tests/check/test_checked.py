"""A check tells everything about a diagram in one list, each fault once."""

from __future__ import annotations

from pathlib import Path

import pytest
from bpmn_text import process, reading_of
from hypothesis import given, settings
from test_complexity import diagrams

from studio.check import check
from studio.errors import UnreadableFile
from studio.model import Diagram, Severity
from studio.reading import Reading, read
from studio.wording import SENTENCES, say

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "bpmn").glob("*.bpmn"))


def codes(reading: Reading) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.element) for problem in check(reading).problems]


def test_what_the_reader_told_is_among_the_problems_once():
    body = (
        '<startEvent id="S" name="Begin"/><task id="T" name="Check it"/>'
        '<sequenceFlow id="F" sourceRef="S" targetRef="T"/><sequenceFlow id="G" sourceRef="T"/>'
    )
    reading = reading_of(process(body))
    found = codes(reading)
    assert len(set(found)) == len(found)
    assert {(it.code, it.element) for it in reading.problems} <= set(found)
    assert ("flow.no-target", "G") in found


def test_the_worst_comes_first_then_the_order_of_the_file():
    lines = ['<task id="A"/>', '<task id="B"/>', '<sequenceFlow id="F" sourceRef="A"/>']
    problems = check(reading_of(process("\n".join(lines)))).problems
    ranks = [problem.severity.rank for problem in problems]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) > 1
    for rank in set(ranks):
        told = [problem.line or 0 for problem in problems if problem.severity.rank == rank]
        assert told == sorted(told)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_example_processes_are_fine(path):
    """Nobody should learn bad habits from them."""
    problems = check(read(path.read_bytes(), path.name)).problems
    assert [it for it in problems if it.severity is not Severity.INFO and it.code.startswith("lint.")] == []
    assert [it for it in problems if it.severity is Severity.ERROR] == []
    assert len(problems) <= 3


@given(diagrams())
@settings(max_examples=100, deadline=None)
def test_no_diagram_makes_a_check_fail(diagram: Diagram):
    found = check(Reading(diagram=diagram, problems=(), hints=(), name="any"), most_states=200)
    for problem in found.problems:
        assert problem.code in SENTENCES
        assert problem.element is None or diagram.element(problem.element) is not None
        assert "{" not in say(problem)


def test_other_peoples_diagrams_are_all_checked(corpus, thorough):
    """Every tenth of them; all with --thorough."""
    files = [path for path in sorted(corpus.rglob("*")) if path.suffix in {".bpmn", ".xml"}]
    number = 0
    for path in files if thorough else files[::10]:
        try:
            reading = read(path.read_bytes(), path.name)
        except UnreadableFile:
            continue
        number += 1
        problems = check(reading).problems
        assert len(set(problems)) == len(problems)
        assert not [it.code for it in problems if it.code not in SENTENCES]
    assert number > 50


def told(body: str) -> set[tuple[str, str | None]]:
    """Codes and elements without those of names and places."""
    return {
        (code, element)
        for code, element in codes(reading_of(process(body)))
        if "label" not in code and not code.startswith(("layout.", "service."))
    }


STEPS = '<startEvent id="S"/><task id="A"/><task id="B"/><endEvent id="E"/>'


def flows(*pairs: str) -> str:
    return "".join(
        f'<sequenceFlow id="{pair}" sourceRef="{pair[0]}" targetRef="{pair[1]}"/>' for pair in pairs
    )


def test_a_flow_that_leads_nowhere_is_the_only_fault_of_the_step_before_it():
    broken = '<sequenceFlow id="F" sourceRef="B" targetRef="Nobody"/>'
    body = STEPS + flows("SA", "AE", "AB") + broken
    found = told(body.replace('<task id="A"/>', '<exclusiveGateway id="A"/>'))
    assert ("flow.unknown-target", "F") in found
    assert not [it for it in found if it[1] == "B"]


def test_a_step_that_no_case_comes_to_is_told_once():
    found = [it for it in told(STEPS + flows("SA", "AE", "BE")) if it[1] == "B"]
    assert found == [("soundness.dead", "B")]


def test_what_is_done_twice_is_not_also_called_a_split_and_a_join_that_were_not_drawn():
    found = told(STEPS + '<task id="C"/><task id="D"/>' + flows("SA", "AB", "AC", "BD", "CD", "DE"))
    assert {it for it in found if it[0] in {"lint.no-implicit-split", "lint.fake-join"}} == set()
    assert [it[0] for it in found] == ["soundness.lack-of-synchronisation"]


def test_a_decision_that_says_nothing_at_all_is_told_once():
    body = STEPS.replace('<task id="A"/>', '<exclusiveGateway id="A"/>') + flows("SA", "AB", "AE", "BE")
    found = [problem for problem in check(reading_of(process(body))).problems if problem.element == "A"]
    assert len(found) == 1


def test_every_process_gets_a_verdict_and_figures():
    reading = read((ROOT / "bpmn" / "complaint.bpmn").read_bytes(), "complaint.bpmn")
    found = check(reading)
    assert [verdict.process for verdict in found.soundness] == list(found.complexity.processes)
