"""``studio read`` tells what a diagram holds and what is wrong with it, or why it cannot."""

from __future__ import annotations

import json
import os
import re
import threading
from pathlib import Path

import pytest
from command_line import COMPLAINT, command

WORN = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
  <process id="P">
    <startEvent id="S" name="Begin"/>
    <task id="T" name="Do &#x9b;31m\u202eit"/>
    <sequenceFlow id="F" sourceRef="S" targetRef="T"/>
    <sequenceFlow id="G" sourceRef="T" targetRef="Nowhere"/>
  </process>
</definitions>
"""


@pytest.fixture
def worn(tmp_path):
    """A file with problems, one of them an error, and a name that would steer a terminal."""
    path = tmp_path / "worn.bpmn"
    path.write_text(WORN, encoding="utf-8")
    return path


def test_json_tells_counts_problems_and_hints(studio, worn):
    ending = studio("read", worn, "--json")
    assert ending.code == 0
    told = ending.json
    assert set(told) == {"file", "diagram", "problems", "hints"}
    assert told["file"] == str(worn)
    counts = {"processes": 1, "steps": 1, "events": 1, "flows": 1}
    assert {key: number for key, number in told["diagram"].items() if number} == counts
    assert {"pools", "lanes", "gateways", "messages"} <= set(told["diagram"])
    for problem in told["problems"]:
        assert set(problem) == {"code", "severity", "element", "line", "text"}
    dangling = next(problem for problem in told["problems"] if problem["element"] == "G")
    assert (dangling["severity"], dangling["line"]) == ("error", 7)
    assert dangling["text"].endswith(".")


def test_hints_of_the_file_are_told_with_their_source(studio):
    told = studio("read", COMPLAINT, "--json").json
    assert told["problems"] == []
    hint = next(hint for hint in told["hints"] if hint["element"] == "Timer_Documents")
    assert (hint["parameter"], hint["value"]) == ("after", "48 h")
    assert set(hint) == {"element", "parameter", "value", "source", "line"}


def test_several_files_are_told_as_a_list(studio, worn):
    told = studio("read", worn, COMPLAINT, "--json").json
    assert [entry["file"] for entry in told] == [str(worn), str(COMPLAINT)]


def test_a_pipe_gets_one_line_a_problem_with_its_place(studio, worn):
    ending = studio("read", worn)
    first, *problems = ending.out.splitlines()
    assert first == f"{worn}: 1 step, 1 event, 1 flow"
    assert len(problems) == len(studio("read", worn, "--json").json["problems"])
    for line in problems:
        assert re.fullmatch(
            rf"{re.escape(str(worn))}(:\d+)?: (error|warning|info): [^:\s].+\. \[[\w.-]+( \w+)?\]", line
        )
    assert any(line.startswith(f"{worn}:7: error: ") and line.endswith(" G]") for line in problems)


def test_a_terminal_gets_tables_that_no_name_can_steer(studio, worn, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    out = studio("read", worn).out
    assert "\x1b[1m" in out
    assert "Severity" in out
    assert "\x9b" not in out
    assert "\u202e" not in out


def test_a_clean_diagram_is_praised_on_a_terminal(studio, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "Nothing to complain about." in studio("read", COMPLAINT).out


@pytest.mark.parametrize(
    ("fail_on", "code", "clean"), [("error", 1, 0), ("warning", 1, 0), ("info", 1, 0), (None, 0, 0)]
)
def test_a_finding_at_or_over_the_limit_ends_with_1(studio, worn, fail_on, code, clean):
    limit = ("--fail-on", fail_on) if fail_on else ()
    assert studio("read", worn, *limit).code == code
    assert studio("read", COMPLAINT, *limit).code == clean


def test_a_finding_under_the_limit_does_not_count(studio, tmp_path):
    """Elements without a place in the picture are worth a note, no more."""
    path = tmp_path / "bare.bpmn"
    bare = re.sub(r".*id=\"G\".*\n", "", WORN).replace("&#x9b;", "").replace("\u202e", "")
    path.write_text(bare, encoding="utf-8")
    severities = {problem["severity"] for problem in studio("read", path, "--json").json["problems"]}
    assert severities == {"info"}
    assert studio("read", path, "--fail-on", "info").code == 1
    assert studio("read", path, "--fail-on", "warning").code == 0


def test_the_other_language_is_spoken(studio, worn):
    assert "个步骤" in studio("read", worn, "--language", "zh-CN").out
    english, chinese = (studio("read", worn, "--json", "--language", tag).json for tag in ("en", "zh-CN"))
    for one, other in zip(english["problems"], chinese["problems"], strict=True):
        assert one["code"] == other["code"]
        assert one["text"] != other["text"]


def test_every_word_of_the_tables_is_translated(studio, worn, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = studio("read", worn, "--language", "zh-CN").out
    assert "1个步骤、1个事件" in out
    for word in ("行", "级别", "元素", "问题", "错误", "提示", "1个错误", "1个步骤", "1个事件", "1条连线"):
        assert word in out
    whole = studio("read", COMPLAINT, "--language", "zh-CN").out
    for word in ("2个泳池", "5条泳道", "14个网关", "6条消息流", "没有发现问题。"):
        assert word in whole


def test_the_language_is_the_systems_unless_asked_for(studio, worn, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "个步骤" in studio("read", worn).out
    assert "1 step" in studio("read", worn, "--language", "en").out


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", None),
        (b"\x00\x01\x02\xff" * 50, None),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), None),
        (b"PK\x03\x04" + bytes(100), None),
        (b'{"a": 1}', None),
        (b"<a><b></a>", 1),
        (b"<html><body/></html>", 1),
        (b'<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n<a>&b;</a>', 2),
        (b'<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "file:///etc/passwd">\n<a/>', 2),
        (b"<a>" * 100_000, None),
        (b'<a b="' + b"x" * 2_000_000 + b'"/>', None),
    ],
)
def test_what_is_no_diagram_is_refused_in_one_line(studio, tmp_path, content, line):
    path = tmp_path / "strange.bpmn"
    path.write_bytes(content)
    refusal = studio("read", path).refusal
    where = f"{path}:{line}: " if line is not None else f"{path}:"
    assert refusal.startswith(where)
    assert refusal.endswith(".")
    assert len(refusal) < len(str(path)) + 300


def test_a_missing_file_and_a_folder_are_refused(studio, tmp_path):
    assert studio("read", tmp_path / "no.bpmn").refusal.endswith(
        "no.bpmn: There is no such file. Check its name and folder."
    )
    assert studio("read", tmp_path).refusal == f"{tmp_path}: This is a folder. Name the BPMN files in it."
    assert studio("read", tmp_path / ("x" * 5000)).refusal.startswith(f"{tmp_path}/xxx")
    assert studio("read", COMPLAINT / "inside").refusal.startswith(f"{COMPLAINT}/inside: ")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(studio, tmp_path):
    path = tmp_path / "locked.bpmn"
    path.touch(mode=0)
    assert "may not be read" in studio("read", path).refusal


def test_a_file_without_end_is_refused_before_it_fills_the_memory(studio):
    assert "larger than" in studio("read", "/dev/zero").refusal


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_can_be_read(studio, tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=lambda: path.write_bytes(COMPLAINT.read_bytes()))
    writer.start()
    assert studio("read", path, "--json").json["diagram"]["lanes"] == 5
    writer.join()


def test_a_refused_file_does_not_keep_the_others_from_being_told(studio, tmp_path):
    ending = studio("read", tmp_path / "no.bpmn", COMPLAINT, "--json")
    assert ending.code == 2
    assert [entry["file"] for entry in ending.json] == [str(COMPLAINT)]
    assert ending.err.count("\n") == 1


def test_a_name_that_would_steer_the_terminal_is_defused(studio, tmp_path):
    refusal = studio("read", tmp_path / "a\x1b[31m\nb.bpmn").refusal
    assert "\x1b" not in refusal


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk", "utf-16-le", "utf-8"])
def test_the_output_fits_any_encoding(encoding):
    """What the terminal cannot show is shown more plainly; JSON loses nothing."""
    surroundings = {"PYTHONIOENCODING": encoding}
    words = command("read", COMPLAINT, "/nowhere/投诉.bpmn", "--language", "zh-CN", environment=surroundings)
    assert words.code == 2
    assert words.err.count("\n") == 1
    told = command("read", COMPLAINT, "--json", "--language", "zh-CN", environment=surroundings)
    assert told.code == 0
    assert told.json["hints"][0]["source"] == "timeDuration “PT48H”"


def test_a_reader_that_goes_away_is_no_error():
    receiver, sender = os.pipe()
    os.close(receiver)
    quiet = command("read", *[COMPLAINT] * 40, "--json", stdout=sender)
    os.close(sender)
    assert quiet.code == 141
    assert quiet.err == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full disk at hand")
def test_a_full_disk_is_told_in_one_line():
    with Path("/dev/full").open("w") as full:
        assert "No space left" in command("read", COMPLAINT, stdout=full).refusal


@pytest.mark.parametrize(
    "arguments", [("read",), ("read", "--no", "x"), ("red", "x"), ("read", COMPLAINT, "--language", "eo")]
)
def test_a_command_line_that_makes_no_sense_is_refused_in_one_line(studio, arguments):
    assert studio(*arguments).refusal.startswith("studio: ")


def test_the_entry_point_is_the_same_command():
    assert json.loads(command("read", COMPLAINT, "--json").out)["diagram"]["lanes"] == 5
