"""``studio compare`` tells what differs between scenarios, and how surely."""

from __future__ import annotations

import json
import re

import pytest
from command_line import COMPLAINT, TODAY

SURGE = TODAY.with_name("surge.yaml")
QUICK = ("--cases", 150, "--replications", 3, "--workers", 1)


@pytest.fixture(scope="module")
def told():
    from command_line import command

    ending = command("compare", COMPLAINT, "-s", TODAY, "-s", SURGE, *QUICK, "--json")
    assert (ending.code, ending.err) == (0, "")
    return json.loads(ending.out)


def test_the_json_has_every_scenario_and_every_difference(told):
    baseline, surge = told["scenarios"]
    assert told["baseline"] == baseline == "现状 · Today"
    assert list(told["differences"]) == [surge]
    assert told["scenarios"][baseline]["replications"] == told["scenarios"][surge]["replications"] == 3
    difference = told["differences"][surge]["cycle_time.mean"]
    values = [told["scenarios"][name]["measures"]["cycle_time.mean"]["value"] for name in (baseline, surge)]
    assert difference["value"] == pytest.approx(values[1] - values[0])
    assert difference["low"] <= difference["value"] <= difference["high"]
    assert difference["unit"] == "s"
    assert {each["verdict"] for each in told["differences"][surge].values()} <= {
        "better",
        "worse",
        "no proven difference",
    }


UNIT = re.compile(r"(?<=[\d)] )(?:s|min|h|d)\b")


def test_a_measure_is_told_in_one_unit_whatever_its_size(studio, tmp_path):
    fewer = tmp_path / "fewer.yaml"
    fewer.write_text(
        f"schema: 1\nname: Fewer\nbased_on: {TODAY}\nteams: {{专家: {{staff: 1}}}}\n", encoding="utf-8"
    )
    ending = studio("compare", COMPLAINT, "-s", TODAY, "-s", fewer, *QUICK)
    assert ending.code == 0, ending.err
    times = [line for line in ending.out.splitlines() if line.startswith("Cycle time")]
    assert len(times) == 4
    units = [UNIT.findall(line) for line in times]
    assert all(len(found) >= 2 for found in units)
    assert len({unit for found in units for unit in found}) == 1


def test_people_get_a_table_of_differences_with_what_is_proved(studio):
    ending = studio("compare", COMPLAINT, "-s", TODAY, "-s", TODAY, *QUICK)
    assert ending.code == 0
    assert "Compared with Today" in ending.out
    row = next(line for line in ending.out.splitlines() if line.startswith("Cycle time P90"))
    assert row.endswith(f"0 {UNIT.findall(row)[0]} =")
    chinese = studio("compare", COMPLAINT, "-s", TODAY, "-s", TODAY, *QUICK, "--language", "zh-CN")
    assert "与“现状”比较" in chinese.out


def test_a_scenario_of_another_diagram_is_simulated_on_that_one(studio, tmp_path):
    shorter = COMPLAINT.read_text(encoding="utf-8").replace('id="Task_SettleNow"', 'id="Task_SettleNow2"')
    shorter = shorter.replace('"Task_SettleNow"', '"Task_SettleNow2"').replace(
        ">Task_SettleNow<", ">Task_SettleNow2<"
    )
    (tmp_path / "other.bpmn").write_text(shorter, encoding="utf-8")
    other = tmp_path / "other.yaml"
    other.write_text("schema: 1\nname: Other\ndiagram: other.bpmn\n", encoding="utf-8")
    own = tmp_path / "own.yaml"
    own.write_text("schema: 1\nname: Own\n", encoding="utf-8")
    told = studio("compare", COMPLAINT, "-s", own, "-s", other, *QUICK, "--json").json
    assert "Task_SettleNow" in told["scenarios"]["Own"]["steps"]
    assert "Task_SettleNow2" in told["scenarios"]["Other"]["steps"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", COMPLAINT),
        ("compare", COMPLAINT, "-s", TODAY),
        ("compare", COMPLAINT, "-s", TODAY, "-s", "nowhere.yaml"),
        ("compare", "nowhere.bpmn", "-s", TODAY, "-s", TODAY),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(studio, arguments):
    ending = studio(*arguments)
    assert ending.code == 2
    assert ending.out == ""
    assert len(ending.err.splitlines()) == 1


@pytest.mark.parametrize("asked", [("compare", "-s", TODAY, "-s", SURGE), ("simulate", "-s", TODAY)])
def test_scenarios_of_another_process_are_refused_in_one_line(studio, asked):
    name, *scenarios = asked
    ending = studio(name, COMPLAINT.with_name("inbound.bpmn"), *scenarios)
    assert ending.refusal
    assert "complaint.bpmn" in ending.refusal


@pytest.mark.parametrize(
    ("language", "title", "supervisors"),
    [("en", "Climbs per 100 cases", "Supervisors"), ("zh-CN", "每百工单升级次数", "主管")],
)
def test_the_climbs_that_a_scenario_spares_are_told_by_level(studio, language, title, supervisors):
    raised = TODAY.with_name("raised-authority.yaml")
    ending = studio("compare", COMPLAINT, "-s", TODAY, "-s", raised, *QUICK, "--language", language)
    assert ending.code == 0, ending.err
    _, _, after = ending.out.partition(title)
    (row,) = (line for line in after.splitlines() if line.startswith(supervisors))
    assert re.search(r"[-−]\d", row), row
