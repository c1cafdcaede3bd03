"""``studio simplify`` tells what could be simpler, what it keeps and what it brings."""

from __future__ import annotations

import json

import pytest
from command_line import COMPLAINT, TODAY, command

QUICK = ("--cases", 150, "--replications", 3, "--workers", 1)

WORDY = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t">
  <process id="P"><startEvent id="S"/><userTask id="A" name="Log"/><userTask id="B" name="Check"/>
    <exclusiveGateway id="G"/><endEvent id="E"/>
    <sequenceFlow id="F1" sourceRef="S" targetRef="A"/><sequenceFlow id="F2" sourceRef="A" targetRef="B"/>
    <sequenceFlow id="F3" sourceRef="B" targetRef="G"/><sequenceFlow id="F4" sourceRef="G" targetRef="E"/>
  </process></definitions>"""


@pytest.fixture(scope="module")
def wordy(tmp_path_factory):
    path = tmp_path_factory.mktemp("wordy") / "wordy.bpmn"
    path.write_text(WORDY, encoding="utf-8")
    return path


def test_the_json_has_each_suggestion_with_proof_effect_price_and_verdict(wordy):
    ending = command("simplify", wordy, *QUICK, "--json")
    assert (ending.code, ending.err) == (0, "")
    told = json.loads(ending.out)["suggestions"]
    by_id = {each["id"]: each for each in told}
    assert by_id.keys() == {"R1:A+B", "F3:G", "T1:P"}
    for each in told:
        assert each.keys() == {
            "id",
            "code",
            "elements",
            "parameters",
            "text",
            "proof",
            "effect",
            "price",
            "verdict",
        }
        assert {"value", "low", "high", "unit"} <= each["effect"]["cycle_time.mean"].keys()
    assert by_id["R1:A+B"]["proof"] == {"class": "II", "holds": True, "counter_example": []}
    assert by_id["F3:G"]["proof"]["class"] == "I"
    assert by_id["F3:G"]["effect"]["cycle_time.mean"]["value"] == 0
    assert by_id["F3:G"]["verdict"] == "no proven difference"
    assert by_id["T1:P"]["proof"]["holds"] is None


def test_people_read_it_in_their_language(studio, wordy):
    ending = studio("simplify", wordy, *QUICK)
    assert "Log; Check" in ending.out
    assert "Proved: the same behaviour." in ending.out
    chinese = studio("simplify", wordy, *QUICK, "--language", "zh-CN")
    assert "合并为一步" in chinese.out
    assert "已证明：行为不变。" in chinese.out


def test_the_example_has_one_suggestion_a_team(studio):
    told = studio("simplify", COMPLAINT, "-s", TODAY, *QUICK, "--json").json["suggestions"]
    assert {each["code"] for each in told} == {"T1"}
    assert len(told) == 5
    assert all("CNY" in each["price"] for each in told)


@pytest.mark.parametrize("arguments", [("nowhere.bpmn",), (COMPLAINT, "-s", "nowhere.yaml")])
def test_what_is_refused_is_told_in_one_line(studio, arguments):
    ending = studio("simplify", *arguments)
    assert ending.code == 2
    assert len(ending.err.splitlines()) == 1
