"""``studio simulate`` runs a study and tells its figures, or says in a line why it cannot."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time

import pytest
from bpmn_text import process
from command_line import COMMAND, COMPLAINT, TODAY, command

from studio.simulation import replications

QUICK = ("--cases", 150, "--replications", 2, "--workers", 1)

FIGURE = {"value", "low", "high", "unit"}

MEASURES = {
    "cycle_time.mean": "s",
    "cycle_time.p50": "s",
    "cycle_time.p90": "s",
    "cycle_time.p95": "s",
    "wait.mean": "s",
    "work.mean": "s",
    "cost_busy_per_case.mean": "CNY",
    "cost_paid_per_case.mean": "CNY",
    "throughput_per_hour": "per hour",
    "abandoned.share": "share",
    "first_contact.share": "share",
    "handoffs_per_case": "1",
    "rework_per_case": "1",
    "climbs_per_100": "1",
    "promise.resolved.share": "share",
}
STEP = {
    "visits_per_case": "1",
    "wait.mean": "s",
    "wait.p90": "s",
    "waits.share": "share",
    "service_level.share": "share",
    "work.mean": "s",
    "abandoned.share": "share",
}
TEAM = {"utilisation": "share", "queue.mean": "1"}


@pytest.fixture(scope="module")
def today():
    """The result of the example process as it runs today, made by the command as people call it."""
    return command("simulate", COMPLAINT, "-s", TODAY, "--cases", 300, "--replications", 2, "--json")


def figures(told, units):
    """Every wanted figure is there with its unit, and lies within its interval."""
    for key, unit in units.items():
        figure = told[key]
        assert set(figure) == FIGURE, key
        assert figure["unit"] == unit, key
        if figure["value"] is not None and figure["low"] is not None:
            assert figure["low"] <= figure["value"] <= figure["high"], key


def test_json_has_every_figure_that_the_result_promises(today):
    assert (today.code, today.err) == (0, "")
    told = today.json
    assert told["diagram"] == str(COMPLAINT)
    assert told["scenario"] == "现状 · Today"
    assert (told["engine"], told["seed"], told["replications"], told["cases"]) == ("simpy", 7, 2, 600)
    assert told["service_level_s"] == 20
    assert told["assumed_inputs"] == len(told["assumed"]) == 0
    assert isinstance(told["open_at_end"], int)
    figures(told["measures"], MEASURES)
    figures(told["steps"]["Task_Register"], STEP)
    assert set(told["teams"]) == {"一线座席", "班组长", "主管", "运营经理", "后台处理组"}
    for team in told["teams"].values():
        figures(team, TEAM)
    assert isinstance(told["ladders"], dict)
    for path in told["paths"].values():
        figures(path, {"share": "share"})
    assert sum(path["share"]["value"] for path in told["paths"].values()) >= 1 - 1e-9


def test_warnings_have_code_element_and_text(studio, corpus):
    told = studio("simulate", corpus / "miwg" / "Reference" / "B.2.0.bpmn", *QUICK, "--json").json
    assert told["warnings"]
    for warning in told["warnings"]:
        assert {"code", "element", "text"} <= set(warning)
        assert warning["text"] != warning["code"]
        assert warning["text"].endswith(".")


def test_without_a_scenario_everything_that_the_diagram_does_not_say_is_assumed_and_says_so(studio):
    told = studio("simulate", COMPLAINT, *QUICK, "--json").json
    text = COMPLAINT.read_text(encoding="utf-8")
    timers, standards = text.count("</bpmn:timeDuration>"), text.count('name="standardTime"')
    known = timers + 3 * standards  # a standard time with its method, and so a time
    assert told["assumed_inputs"] == len(told["assumed"]) == told["inputs"] - known > 10
    assert "arrivals.Start_Complaint.every" in told["assumed"]
    assert "steps.Task_Register.time" not in told["assumed"]


def test_the_same_seed_gives_the_same_output_on_any_number_of_processes(studio, monkeypatch):
    monkeypatch.setattr(replications, "_WORTH_PROCESSES", 0.0)
    wanted = ("simulate", COMPLAINT, "--cases", 40, "--replications", 3, "--json", "--seed")
    one = studio(*wanted, 3, "--workers", 1)
    two = studio(*wanted, 3, "--workers", 2)
    assert one.code == two.code == 0
    assert one.out == two.out
    other = studio(*wanted, 4, "--workers", 1).json
    assert (one.json["seed"], other["seed"]) == (3, 4)
    assert other["measures"]["wait.mean"] != one.json["measures"]["wait.mean"]


def test_the_command_line_goes_before_the_scenario(studio, tmp_path):
    scenario = tmp_path / "s.yaml"
    scenario.write_text("schema: 1\nname: Mine\nlength: 3 days\nseed: 5\nreplications: 4\n", encoding="utf-8")
    told = studio("simulate", COMPLAINT, "-s", scenario, "--workers", 1, "--json").json
    assert (told["scenario"], told["seed"], told["replications"]) == ("Mine", 5, 4)
    told = studio("simulate", COMPLAINT, "-s", scenario, *QUICK, "--seed", 0, "--json").json
    assert (told["seed"], told["replications"], told["cases"]) == (0, 2, 300)


def test_people_get_tables_with_intervals_and_what_was_assumed(studio):
    ending = studio("simulate", COMPLAINT, *QUICK)
    assert ending.err == ""
    assert "Cases: 300; replications: 2;" in ending.out
    assert re.search(r"^Cycle time +[\d.]+ ± [\d.]+ (min|h|d)$", ending.out, re.MULTILINE)
    assert re.search(r"^Log and check the complaint +[\d.]+ ", ending.out, re.MULTILINE)
    assert re.search(r"^Team leaders +[\d.]+ ± [\d.]+% ", ending.out, re.MULTILINE)
    assert re.search(
        r"^(\d+) of \d+ inputs are assumed: Time between arrivals – Complaint rec", ending.out, re.MULTILINE
    )
    assert "\x1b" not in ending.out


def test_times_that_are_compared_are_told_in_one_unit(studio):
    out = studio("simulate", COMPLAINT, *QUICK).out
    unit = re.compile(r"(?<=[\d)] )(?:s|min|h|d)\b")
    lines = out.splitlines()
    cycle = [unit.findall(line) for line in lines if line.startswith("Cycle time")]
    assert len(cycle) == 4
    assert len({found for line in cycle for found in line}) == 1
    steps = lines[lines.index("Steps") + 1 : lines.index("Teams")]
    told = [unit.findall(line) for line in steps if len(unit.findall(line)) == 3]
    assert len(told) > 5
    assert len({found for line in told for found in line[:2]}) == 1
    assert len({line[2] for line in told}) == 1


def test_people_are_spoken_to_in_their_language(studio):
    out = studio("simulate", COMPLAINT, *QUICK, "--language", "zh-CN").out
    assert "全程时长" in out
    assert "服务水平（20秒）" in out
    assert "登记并核对投诉" in out
    assert not re.search(
        "[a-z]{4,}", out.replace(str(COMPLAINT), "").replace("simpy", "").replace("Erlang", "")
    )


def test_a_terminal_gets_colours_and_a_progress_bar_on_standard_error(studio, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    ending = studio("simulate", COMPLAINT, *QUICK)
    assert "\x1b[1m" in ending.out
    assert "Replication" in ending.err
    assert "Replication" not in ending.out


@pytest.mark.parametrize(("language", "said"), [("en", "of the work it can do"), ("zh-CN", "越来越长")])
def test_an_overload_is_told_before_any_figure(studio, tmp_path, language, said):
    scenario = tmp_path / "busy.yaml"
    busy = "schema: 1\narrivals: {Start_Complaint: {every: 10 min}}\nteams: {一线座席: {staff: 1}}\n"
    scenario.write_text(busy, encoding="utf-8")
    lines = studio("simulate", COMPLAINT, "-s", scenario, *QUICK, "--language", language).out.splitlines()
    assert lines[1].startswith("! ")
    assert re.search(said, lines[1])
    assert not any("study.overload" in line for line in lines)


def test_the_problems_of_the_diagram_are_mentioned(studio, tmp_path):
    path = tmp_path / "worn.bpmn"
    text = COMPLAINT.read_text(encoding="utf-8").replace('targetRef="Task_Reopen"', 'targetRef="Nowhere"')
    path.write_text(text, encoding="utf-8")
    said = rf"^The diagram has \d+ (error|warning|note)s?.*: studio read {re.escape(str(path))}$"
    assert re.search(said, studio("simulate", path, *QUICK).out, re.MULTILINE)


def test_a_warning_at_or_over_the_limit_ends_with_1(studio, corpus):
    warned = corpus / "miwg" / "Reference" / "C.7.0.bpmn"
    assert studio("simulate", warned, *QUICK, "--fail-on", "warning").code == 1
    assert studio("simulate", warned, *QUICK, "--fail-on", "error").code == 0
    assert studio("simulate", warned, *QUICK).code == 0


# -- what is refused -----------------------------------------------------------------------------


def test_every_mistake_of_a_scenario_is_a_line(studio, tmp_path):
    scenario = tmp_path / "wrong.yaml"
    scenario.write_text(
        "schema: 1\nseed: soon\nteams:\n  班组长: {staff: -1}\nsteps:\n  Task_No: {time: 5}\n",
        encoding="utf-8",
    )
    ending = studio("simulate", COMPLAINT, "-s", scenario, "--json")
    assert (ending.code, ending.out) == (2, "")
    lines = ending.err.splitlines()
    assert len(lines) >= 3
    for line in lines:
        assert re.fullmatch(rf"{re.escape(str(scenario))}:\d+: [\w.]+: .+ — .+", line), line
    assert [int(line.removeprefix(f"{scenario}:").partition(":")[0]) for line in lines] == sorted(
        int(line.removeprefix(f"{scenario}:").partition(":")[0]) for line in lines
    )
    assert lines[0].startswith(f"{scenario}:2: seed: soon — ")


def test_a_scenario_that_cannot_be_read_is_refused(studio, tmp_path):
    assert str(tmp_path / "no.yaml") in studio("simulate", COMPLAINT, "-s", tmp_path / "no.yaml").refusal
    assert str(tmp_path) in studio("simulate", COMPLAINT, "-s", tmp_path).refusal
    noise = tmp_path / "noise.yaml"
    noise.write_bytes(b"\xff\xfe\x00\x01")
    assert str(noise) in studio("simulate", COMPLAINT, "-s", noise).refusal
    assert str(COMPLAINT) in studio("simulate", COMPLAINT, "-s", COMPLAINT).refusal


def test_a_file_that_is_no_diagram_is_refused(studio):
    assert studio("simulate", TODAY).refusal.startswith(f"{TODAY}:")


def test_a_diagram_without_an_end_is_refused(studio, tmp_path):
    path = tmp_path / "round.bpmn"
    path.write_text(
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P">'
        '<startEvent id="S"/><task id="A"/><task id="B"/><sequenceFlow id="F" sourceRef="S" targetRef="A"/>'
        '<sequenceFlow id="G" sourceRef="A" targetRef="B"/><sequenceFlow id="H" sourceRef="B" targetRef="A"/>'
        "</process></definitions>",
        encoding="utf-8",
    )
    assert studio("simulate", path).refusal.startswith(f"{path}: No start of the diagram reaches any end")


def test_the_compiled_engine_is_refused_until_there_is_one(studio):
    assert "simpy" in studio("simulate", COMPLAINT, "--engine", "kernel").refusal
    assert studio("simulate", COMPLAINT, *QUICK, "--engine", "simpy").code == 0


@pytest.mark.parametrize("option", [("--cases", 0), ("--replications", 0), ("--seed", -1), ("--workers", 0)])
def test_numbers_out_of_range_are_refused(studio, option):
    assert option[0] in studio("simulate", COMPLAINT, *option).refusal


@pytest.mark.parametrize(
    ("level", "there", "gone"),
    [
        (1, {"handoffs_per_case"}, {"cycle_time.mean", "abandoned.share", "climbs_per_100"}),
        (2, {"cycle_time.mean", "wait.external.mean"}, {"wait.contention.mean", "cost_busy_per_case.mean"}),
        (3, {"wait.contention.mean", "abandoned.share"}, {"wait.off_shift.mean"}),
        (4, {"wait.off_shift.mean"}, {"climbs_per_100"}),
        (5, {"climbs_per_100", "promise.resolved.share"}, set()),
    ],
)
def test_what_does_not_count_at_a_level_is_not_told(studio, level, there, gone):
    few = ("--cases", 60, "--replications", 2, "--workers", 1, "--level", level)
    told = studio("simulate", COMPLAINT, "-s", TODAY, *few, "--json").json
    assert told["level"] == level
    assert there <= told["measures"].keys()
    assert not gone & told["measures"].keys()
    shown = studio("simulate", COMPLAINT, "-s", TODAY, *few).out
    assert ("Teams" in shown) == (level >= 3)
    assert ("Cycle time" in shown) == (level >= 2)
    assert ("Promise kept" in shown) == (level == 5)


MANY = process(
    '<startEvent id="S"/><userTask id="A" name="Ask"><multiInstanceLoopCharacteristics>'
    "<loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></userTask>"
    '<userTask id="B" name="Bring"/><endEvent id="E"/><sequenceFlow id="f" sourceRef="S" targetRef="A"/>'
    '<sequenceFlow id="g" sourceRef="A" targetRef="B"/><sequenceFlow id="h" sourceRef="B" targetRef="E"/>'
)


@pytest.mark.parametrize("level", [1, 2])
def test_a_step_of_several_instances_is_in_the_table_of_steps_in_its_place(studio, tmp_path, level):
    diagram = tmp_path / "many.bpmn"
    diagram.write_text(MANY, encoding="utf-8")
    few = ("--cases", 10, "--replications", 2, "--workers", 1, "--level", level)
    lines = studio("simulate", diagram, *few).out.splitlines()
    first = lines.index("Steps") + 2
    assert [line.split()[:2] for line in lines[first : first + 2]] == [["Ask", "3"], ["Bring", "1"]]


# -- Ctrl-C --------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="the system has no process groups")
@pytest.mark.parametrize(
    ("workers", "sign"), [(1, ".studio-*"), (1, ".studio-*/visits.csv-0"), (2, ".studio-*/cases.csv-1")]
)
def test_ctrl_c_ends_a_simulation_in_one_line_and_leaves_nothing(tmp_path, workers, sign):
    """While the warm-up is looked for, in the first replications, and among several processes."""
    out = tmp_path / "out"
    size = ("--cases", 5_000) if sign == ".studio-*" else ("--cases", 600, "--replications", 200)
    wanted = ("simulate", COMPLAINT, *size, "--workers", workers, "--out", out)
    process = subprocess.Popen(
        [str(COMMAND), *map(str, wanted)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not list(out.glob(sign)):
        assert process.poll() is None
        time.sleep(0.05)
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process of the command
    told, said = process.communicate(timeout=60)
    assert (process.returncode, told, said) == (130, b"", b"Cancelled.\n")
    assert list(out.iterdir()) == []
