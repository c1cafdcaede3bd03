"""``studio walk`` takes one case through a diagram: by hand, by a script, or by itself."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys

import pytest
from command_line import COMMAND, COMPLAINT, ROOT, TODAY

LIBRARY = sorted((ROOT / "bpmn").glob("*.bpmn"))


@pytest.fixture
def typed(monkeypatch):
    """Types lines into the command."""

    def type_(*lines):
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return type_


@pytest.fixture
def drawn(tmp_path):
    """A diagram with a choice by amount, a lane in two languages and an inclusive choice."""
    path = tmp_path / "choice.bpmn"
    path.write_text(
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
        ' xmlns:studio="urn:service-process-studio:bpmn:1">'
        '<process id="P"><laneSet id="Q"><lane id="L" name="座席"><extensionElements>'
        '<studio:label lang="en">Agents</studio:label></extensionElements><flowNodeRef>A</flowNodeRef></lane>'
        '</laneSet><startEvent id="S" name="Begin"/><task id="A" name="Look"/>'
        '<exclusiveGateway id="X" name="Large?"/><task id="B" name="Ask the leader"/>'
        '<task id="C" name="Pay"/><sequenceFlow id="F1" sourceRef="S" targetRef="A"/>'
        '<sequenceFlow id="F2" sourceRef="A" targetRef="X"/>'
        '<sequenceFlow id="Yes" name="yes" sourceRef="X" targetRef="B"><conditionExpression>amount &gt; 500'
        '</conditionExpression></sequenceFlow><sequenceFlow id="No" sourceRef="X" targetRef="C"/>'
        "</process></definitions>",
        encoding="utf-8",
    )
    return path


def script(tmp_path, text):
    path = tmp_path / "script.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_by_hand_a_number_does_what_stands_beside_it(studio, typed, drawn):
    typed("1", "2", "1")
    ending = studio("walk", drawn)
    assert (ending.code, ending.err) == (0, "")
    lines = ending.out.splitlines()
    assert "  1  Look  Agents · until 6 min" in lines
    assert "  1  Large? → yes  amount > 500" in lines
    assert "  2  Large? → Pay" in lines
    assert any(line.endswith("6 min  Large? → Pay") for line in lines)
    assert any("The case is over after 12 min." in line for line in lines)


def test_by_hand_one_can_go_back_and_quit(studio, typed, drawn):
    typed("1", "1", "b", "b", "q")
    ending = studio("walk", drawn)
    assert ending.code == 0
    assert ending.out.count("One step back.") == 2
    assert ending.out.count("  1  Look") == 2
    assert ending.out.endswith("q = quit: ")


@pytest.mark.parametrize("answer", ["7", "0", "", "x", "1,2", "1 1 9", "99999999999999999999", "½", "-1"])
def test_what_is_no_number_of_the_list_is_told_and_asked_again(studio, typed, drawn, answer):
    typed("1", answer, "q")
    ending = studio("walk", drawn)
    assert ending.code == 0
    (line,) = ending.err.splitlines()
    assert "1" in line
    assert ending.out.count("Large? → yes") == 2


def test_back_at_the_start_is_told(studio, typed, drawn):
    typed("b")
    assert studio("walk", drawn).err == "Nothing was done yet that could be undone.\n"


def test_it_speaks_chinese(studio, typed, drawn):
    typed("1", "q")
    ending = studio("walk", drawn, "--language", "zh-CN")
    assert "座席 · 至 6分钟" in ending.out
    assert "时钟：6分钟" in ending.out


def test_a_script_does_what_it_says_by_id_or_label(studio, drawn, tmp_path):
    text = "values: {amount: 600}\nsteps: [look, yes, back, No, C]\n"
    ending = studio("walk", drawn, "--script", script(tmp_path, text), "--json")
    assert ending.err == ""
    told = ending.json
    assert told["over"] is True
    assert told["walk"]["values"] == {"amount": 600}
    assert [(record["element"], record["decided"]) for record in told["history"]] == [
        ("S", []), ("A", []), ("X", ["No"]), ("C", []),
    ]  # fmt: skip
    assert told["history"][1] == {
        "element": "A", "label": "Look", "pool": None, "lane": "L", "visit": 1, "participant": 0,
        "enabled_s": 0.0, "finished_s": pytest.approx(360), "outcome": "finished", "decided": [],
    }  # fmt: skip


def test_a_script_that_ends_early_leaves_the_case_under_way(studio, drawn, tmp_path):
    path = script(tmp_path, "values: {amount: 600}\nsteps: [A]\n")
    told = studio("walk", drawn, "--script", path, "--json").json
    assert (told["over"], told["stuck"], told["marking"]) == (False, False, {"X": 1})
    assert told["offers"][0]["ways"][0] == {"id": "Yes", "target": "B", "holds": True}
    assert "The case is still under way." in studio("walk", drawn, "--script", path).out
    assert studio("walk", drawn, "--script", path, "--auto", "--json").json["over"] is True


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("steps: [B]", "Entry 1 of the script, B, cannot be done then. Offered are: Look."),
        ("steps: [A, [Yes, No]]", "At X between 1 and 1"),
        ("steps: [A, [Yes, A]]", "Entry 2 of the script"),
        ("steps: {A: 1}", "This is no script of a walk."),
        ("steps: [[]]", "This is no script of a walk."),
        ("step: [A]", "This is no script of a walk."),
        ("values: {a: [1]}", "This is no script of a walk."),
        ("steps: [", "YAML"),
        ("steps: [back]", "Nothing was done yet"),
    ],
)
def test_a_script_that_cannot_be_done_is_refused_in_one_line(studio, drawn, tmp_path, text, said):
    assert said in studio("walk", drawn, "--script", script(tmp_path, text), "--json").refusal


def test_a_script_that_is_not_there_is_refused(studio, drawn, tmp_path):
    assert "none.yaml" in studio("walk", drawn, "--script", tmp_path / "none.yaml", "--json").refusal


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_by_itself_a_case_comes_to_its_end_the_same_way_for_the_same_seed(studio, path):
    told = studio("walk", path, "--auto", "--seed", 5, "--json")
    assert told.json["over"] is True
    assert told.out == studio("walk", path, "--auto", "--seed", 5, "--json").out


def test_the_clock_goes_by_the_scenario(studio, tmp_path):
    slower = tmp_path / "slower.yaml"
    slower.write_text(f"schema: 1\nbased_on: {TODAY}\nsteps: {{Task_Register: {{time: 20 min}}}}\n")
    told = studio("walk", COMPLAINT, "--auto", "--seed", 5, "-s", slower, "--json").json
    assumed = studio("walk", COMPLAINT, "--auto", "--seed", 5, "--json").json
    assert told["walk"]["actions"] == assumed["walk"]["actions"]
    assert told["clock_s"] > assumed["clock_s"]


def test_json_by_hand_is_refused(studio, drawn):
    assert "Add --script or --auto" in studio("walk", drawn, "--json").refusal


@pytest.mark.parametrize("name", ["no.bpmn", "."])
def test_a_file_that_cannot_be_read_is_refused_in_one_line(studio, tmp_path, name):
    assert studio("walk", tmp_path / name, "--auto").code == 2


def test_a_diagram_that_cannot_be_walked_is_refused_in_one_line(studio, tmp_path):
    path = tmp_path / "loop.bpmn"
    path.write_text(
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P">'
        '<callActivity id="C" calledElement="P"/></process></definitions>'
    )
    refusal = studio("walk", path, "--auto").refusal
    assert refusal.startswith(f"{path}: The call activity C calls a process that it is a part of")


def test_a_stuck_case_is_told(studio, tmp_path):
    path = tmp_path / "stuck.bpmn"
    path.write_text(
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P">'
        '<startEvent id="S"/><exclusiveGateway id="X"/><parallelGateway id="J" name="Both"/>'
        '<sequenceFlow id="F" sourceRef="S" targetRef="X"/><sequenceFlow id="G" sourceRef="X" targetRef="J"/>'
        '<sequenceFlow id="H" sourceRef="X" targetRef="J"/></process></definitions>'
    )
    ending = studio("walk", path, "--auto")
    assert "The case is stuck: tokens wait for ever at Both." in ending.out


def test_ctrl_c_ends_it_without_a_trace(drawn):
    process = subprocess.Popen(
        [str(COMMAND), "walk", str(drawn)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1"},
        # A test run in the background ignores the signal, and so would what it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    )  # fmt: skip
    with process:
        read = b""
        while b"q = quit: " not in read:
            byte = process.stdout.read(1)
            assert byte, process.stderr.read()
            read += byte
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err == b"Cancelled.\n"


def test_every_file_of_others_is_walked_or_refused_in_one_line(studio, corpus, thorough):
    paths = sorted(path for path in corpus.rglob("*") if path.suffix in {".bpmn", ".xml"})
    for path in paths[:: 1 if thorough else 20]:
        ending = studio("walk", path, "--auto", "--json")
        if ending.code:
            assert ending.refusal
        else:
            assert set(ending.json) >= {"over", "stuck", "history", "walk"}
