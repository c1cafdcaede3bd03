"""The rules judge the files of bpmnlint's own tests and documentation as it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studio.check.lint import RULES
from studio.reading import Reading, read

OTHERWISE = {
    "test/rules/no-implicit-split/valid-default-conditional-flow.bpmn": (
        "the condition of one of its three ways is empty: the way is taken at once with the other one"
    ),
    "test/rules/no-bpmndi/invalid-message-flow.bpmn": (
        "its message flow has no ends: the reader leaves it out, and says so as an error"
    ),
}
"""Files that are judged otherwise, and why."""


def judged(folder: Path) -> list[tuple[str, str, bool]]:
    """Each file with the rule that it is for and whether it breaks that rule."""
    found = []
    for path in sorted(folder.rglob("*.bpmn")):
        file = path.relative_to(folder).as_posix()
        example = re.fullmatch(r"docs/rules/examples/(.+)-(in)?correct\.bpmn", file)
        test = re.fullmatch(r"test/rules/(.+)/(invalid|missing)?.*\.bpmn", file)
        match = example or test
        if match is not None:
            found.append((file, match[1], match[2] is not None))
    return found


@pytest.fixture(scope="module")
def fixtures(corpus: Path) -> list[tuple[str, str, bool, Reading]]:
    folder = corpus / "bpmnlint"
    return [
        (file, rule, breaks, read((folder / file).read_bytes(), file))
        for file, rule, breaks in judged(folder)
        if rule in RULES
    ]


def breaks_rule(rule: str, reading: Reading) -> bool:
    return any(True for _ in RULES[rule].find(reading.diagram))


def test_the_files_are_judged_as_their_names_say(fixtures):
    otherwise = {file for file, rule, breaks, reading in fixtures if breaks_rule(rule, reading) is not breaks}
    assert otherwise == OTHERWISE.keys()
    assert len(otherwise) <= 0.05 * len(fixtures)


def test_the_files_are_of_every_rule_that_is_shared_and_has_any(fixtures):
    assert len(fixtures) > 150
    assert len({rule for _, rule, _, _ in fixtures}) >= 24


def test_what_is_no_fault_in_one_file_is_none_of_the_reader(fixtures):
    """The message flow that is judged otherwise is an error of the reader."""
    (reading,) = [it for file, _, _, it in fixtures if file.endswith("no-bpmndi/invalid-message-flow.bpmn")]
    told = {problem.code for problem in reading.problems if problem.element == "danglingMessageFlow"}
    assert told == {"message.no-source", "message.no-target"}
