"""``studio check`` tells what is wrong or unclear in a diagram and how it comes to that, not running it."""

from __future__ import annotations

import re

import pytest
from bpmn_text import definitions, process
from command_line import COMPLAINT, ROOT, TODAY, command

from studio.check import PUBLISHED
from studio.wording.complexity import COMPLEXITY

REFUND = """<process id="P" name="Refund">
<startEvent id="S" name="Asked"/><task id="T" name="Check claim"/><exclusiveGateway id="X" name="Valid?"/>
<task id="A" name="Pay back"/><task id="B" name="Letter confirmation"/>
<parallelGateway id="J"/><endEvent id="E" name="Done"/>
<sequenceFlow id="f1" sourceRef="S" targetRef="T"/><sequenceFlow id="f2" sourceRef="T" targetRef="X"/>
<sequenceFlow id="f3" sourceRef="X" targetRef="A" name="yes"/>
<sequenceFlow id="f4" sourceRef="X" targetRef="B" name="no"/>
<sequenceFlow id="f5" sourceRef="A" targetRef="J"/><sequenceFlow id="f6" sourceRef="B" targetRef="J"/>
<sequenceFlow id="f7" sourceRef="J" targetRef="E"/>
</process>"""
"""A choice is joined as if both ways were taken, and one name says not what is done."""


@pytest.fixture
def refund(tmp_path):
    path = tmp_path / "refund.bpmn"
    path.write_text(definitions(REFUND), encoding="utf-8")
    return path


def test_json_tells_everything_there_is(studio, refund):
    ending = studio("check", refund, "--json")
    assert ending.code == 0
    told = ending.json
    assert set(told) == {"file", "diagram", "problems", "soundness", "complexity", "standards"}
    assert (told["file"], told["diagram"]["steps"]) == (str(refund), 3)
    for problem in told["problems"]:
        assert set(problem) == {"code", "severity", "element", "line", "text"}
    codes = {problem["code"]: problem["element"] for problem in told["problems"]}
    assert codes["soundness.deadlock"] == "J"
    assert codes["lint.verbless-label"] == "B"
    assert "layout.none" in codes
    severities = [problem["severity"] for problem in told["problems"]]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)


def test_json_tells_the_way_to_a_fault_and_what_mends_it(studio, refund):
    (verdict,) = studio("check", refund, "--json").json["soundness"]
    assert (verdict["process"], verdict["verdict"]) == ("P", "unsound")
    (fault,) = verdict["faults"]
    assert (fault["defect"], fault["element"]) == ("deadlock", "J")
    assert [firing["node"] for firing in fault["trace"]][:3] == ["S", "T", "X"]
    assert fault["marking"] in (["f5"], ["f6"])
    assert fault["way"].startswith("Asked → Check claim → Valid? → ")
    assert fault["fixes"]
    for fix in fault["fixes"]:
        assert set(fix) == {"code", "elements", "text"}
        assert fix["text"].endswith(".")


def test_json_tells_figures_by_process_with_the_published_lines(studio, refund):
    complexity = studio("check", refund, "--json").json["complexity"]
    assert set(complexity) == {"whole", "processes", "published"}
    assert complexity["processes"] == {"P": complexity["whole"]}
    assert (complexity["whole"]["nodes"], complexity["whole"]["arcs"]) == (7, 7)
    assert complexity["published"]["nodes"] == {"most": 50, "source": "7PMG 2010"}


def test_json_tells_the_four_questions_by_process(studio, refund):
    standards = studio("check", refund, "--json").json["standards"]
    assert list(standards["questions"]) == ["diagram", "method", "time", "escalation"]
    assert (standards["standardised"], 0 <= standards["score"] <= 1) == (False, True)
    method = standards["questions"]["method"]
    assert (method["share"], method["passed"]) == (0, [])
    assert {problem["element"] for problem in method["failed"]} == {"T", "A", "B"}
    assert standards["processes"]["P"]["questions"] == standards["questions"]


def test_a_pipe_gets_lines_that_begin_with_the_file(studio, refund):
    out = studio("check", refund).out
    lines = out.splitlines()
    assert all(line.startswith(f"{refund}:") for line in lines)
    pattern = rf"{re.escape(str(refund))}(:\d+)?: (error|warning|info): .+ \[[\w.-]+( \w+)?\]"
    problems = [line for line in lines if re.fullmatch(pattern, line)]
    assert len(problems) == len(studio("check", refund, "--json").json["problems"])
    assert any(": info: Letter confirmation: " in line for line in problems)
    assert any("then nothing can go on at Gateway after “" in line for line in lines)
    assert any("What mends it: " in line for line in lines)
    (figures,) = [line for line in lines if ": Complexity: " in line]
    assert "Elements 7 · " in figures
    (answers,) = [line for line in lines if ": The four questions: " in line]
    assert "Standard method 0%" in answers


def test_a_terminal_gets_tables_with_names_and_rules(studio, refund, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "150")
    out = re.sub(r"\x1b\[[0-9;]*m", "", studio("check", refund).out)
    assert re.search(r"Line +Severity +Element +Problem +Rule", out)
    assert "lint.verbless-label" in out
    assert "Refund: Not sound: some cases do not come to a proper end." in out
    assert re.search(r"Elements +7 +up to 50 \(7PMG 2010\)", out)
    assert "Does every step have a standard time?" in out


def test_a_figure_above_a_published_line_says_so_in_a_pipe_too(studio, tmp_path):
    steps = "".join(f'<task id="T{n}" name="Do {n}"/>' for n in range(60))
    flows = "".join(f'<sequenceFlow id="F{n}" sourceRef="T{n}" targetRef="T{n + 1}"/>' for n in range(59))
    path = tmp_path / "long.bpmn"
    path.write_text(process(steps + flows), encoding="utf-8")
    ending = studio("check", path, "--fail-on", "warning")
    assert ending.code == 0
    assert "Elements 60 (up to 50 (7PMG 2010))" in ending.out
    assert "lint.too-large P" in ending.out


def test_a_diagram_with_several_processes_has_a_column_for_each(studio, tmp_path, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "150")
    other = REFUND.replace('id="P" name="Refund"', 'id="Q" name="Again"')
    other = re.sub(r'(id|sourceRef|targetRef)="(?!Q)(\w+)"', r'\1="Q\2"', other)
    path = tmp_path / "two.bpmn"
    path.write_text(definitions(REFUND + other), encoding="utf-8")
    out = re.sub(r"\x1b\[[0-9;]*m", "", studio("check", path).out)
    assert re.search(r"Complexity +Refund +Again +Whole diagram", out)
    assert re.search(r"The four questions +Refund +Again +Whole diagram", out)
    assert re.search(r"Elements +7 +7 +14 ", out)


def test_a_scenario_answers_what_the_diagram_does_not_say(studio, refund, tmp_path):
    scenario = tmp_path / "today.yaml"
    scenario.write_text("schema: 1\nsteps:\n  T: {standard_time: 3 min, method: SOP-1}\n", encoding="utf-8")
    bare, stated = (
        studio("check", refund, *more, "--json").json["standards"]["questions"]
        for more in ((), ("-s", scenario))
    )
    for question in ("method", "time"):
        assert "T" not in bare[question]["passed"]
        assert "T" in stated[question]["passed"]
        assert "A" not in stated[question]["passed"]


def test_the_library_is_told_after_several_files(studio, refund, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    out = re.sub(r"\x1b\[[0-9;]*m", "", studio("check", refund, COMPLAINT).out)
    assert "All of them" in out
    assert re.search(r"[01] of 2 processes are standardised\.", out)


def test_several_files_are_told_as_a_list(studio, refund):
    told = studio("check", refund, COMPLAINT, "--json").json
    assert [entry["file"] for entry in told] == [str(refund), str(COMPLAINT)]


def test_a_finding_at_or_over_the_limit_ends_with_1(studio, refund):
    assert studio("check", refund).code == 0
    assert studio("check", refund, "--fail-on", "error").code == 1
    assert studio("check", COMPLAINT, "-s", TODAY, "--fail-on", "error").code == 0


def test_broken_input_is_refused_in_one_sentence(studio, tmp_path, refund):
    broken = tmp_path / "broken.bpmn"
    broken.write_text("<definitions", encoding="utf-8")
    assert str(broken) in studio("check", broken).refusal
    assert "There is no such file" in studio("check", tmp_path / "nowhere.bpmn").refusal
    several = studio("check", refund, COMPLAINT, "-s", TODAY).refusal
    assert several == "studio: A scenario belongs to one diagram: name one file with -s, or leave it out."
    ending = studio("check", broken, refund, "--json")
    assert (ending.code, len(ending.json)) == (2, 1)


def test_a_scenario_of_another_diagram_is_refused(studio, refund):
    assert "The scenario is for complaint.bpmn" in studio("check", refund, "-s", TODAY).refusal


def test_an_empty_diagram_is_told_as_such(studio, tmp_path):
    path = tmp_path / "empty.bpmn"
    path.write_text(process(""), encoding="utf-8")
    ending = studio("check", path)
    assert (ending.code, "no steps yet" in ending.out, "Complexity" in ending.out) == (0, True, False)


def test_it_is_all_said_in_chinese_too(studio, refund, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "150")
    out = re.sub(r"\x1b\[[0-9;]*m", "", studio("check", refund, COMPLAINT, "--language", "zh-CN").out)
    for word in (
        "规则",
        "走不通",
        "怎样修复",
        "复杂度",
        "整张图",
        "公开界线",
        "四个问题",
        "标准化",
        "全部流程",
    ):
        assert word in out
    english = ["Complexity", "Published", "Rule", "What mends", "then nothing", "Score"]
    assert [word for word in english if word in out] == []
    assert [measure.name for measure in COMPLEXITY.values() if measure.name in out] == []


def test_every_published_line_has_a_named_figure():
    assert PUBLISHED.keys() <= COMPLEXITY.keys()


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_example_processes_read_as_mostly_fine(studio, language):
    files = sorted((ROOT / "bpmn").glob("*.bpmn"))
    ending = studio("check", *files, "--fail-on", "error", "--language", language)
    assert ending.code == 0
    problems = [line for line in ending.out.splitlines() if line.endswith("]")]
    assert len(problems) <= 2 * len(files)


def test_the_installed_command_checks(refund):
    ending = command("check", refund, "--fail-on", "error")
    assert ending.code == 1
    assert ending.err == ""
