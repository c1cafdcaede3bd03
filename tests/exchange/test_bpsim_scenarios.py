"""BPSim's scenarios as wholes: their run, what they inherit, and what comes of them without a file."""

# ruff: noqa: E501 - an XML element or a JSON object stands on one line

from __future__ import annotations

from carriers import codes, element, found_in, only, processing, reading, scenario, with_bpsim

from studio.scenario import ProvenanceKind, complete, dump, read_scenario
from studio.wording import say


def test_the_run_as_a_whole_is_taken_over():
    whole = (
        '<b:ScenarioParameters baseTimeUnit="hour" baseCurrencyUnit="EUR" replication="12" seed="5">'
        '<b:Start><b:DateTimeParameter value="2026-03-02T08:00:00+02:00"/></b:Start>'
        '<b:Duration><b:DurationParameter value="P7D"/></b:Duration>'
        '<b:Warmup><b:NumericParameter value="24"/></b:Warmup></b:ScenarioParameters>'
    )
    values = only(with_bpsim(scenario(whole=whole))).values
    told = {
        key: values[key]
        for key in ("start", "zone", "study", "length", "warm_up", "replications", "seed", "currency")
    }
    assert told == {
        "start": "2026-03-02T08:00:00+02:00", "zone": "Etc/GMT-2", "study": "steady", "length": "7 d",
        "warm_up": "1 d", "replications": 12, "seed": 5, "currency": "EUR",
    }  # fmt: skip


def test_a_run_without_warm_up_is_terminating():
    whole = "<b:ScenarioParameters><b:Duration><b:DurationParameter value='P1D'/></b:Duration></b:ScenarioParameters>"
    assert only(with_bpsim(scenario(whole=whole))).values["study"] == "terminating"


def test_a_scenario_that_inherits_states_only_its_differences(tmp_path):
    data = with_bpsim(
        scenario(
            processing('<b:NumericParameter value="5"/>'),
            processing('<b:NumericParameter value="3"/>', "Task_B"),
        ),
        scenario(processing('<b:NumericParameter value="9"/>'), id="S2", name="Two", inherits="S1"),
    )
    one, two = found_in(data)
    assert (one.based_on, two.based_on) == (None, "One")
    assert two.own["steps"] == {"Task_A": {"time": "9 min"}}
    assert two.values["steps"] == {"Task_A": {"time": "9 min"}, "Task_B": {"time": "3 min"}}
    (tmp_path / "one.yaml").write_text(dump(one.own))
    (tmp_path / "two.yaml").write_text(dump({**two.own, "based_on": "one.yaml"}))
    diagram = reading(data).diagram
    chained, flat = read_scenario(tmp_path / "two.yaml", diagram), read_scenario(dump(two.values), diagram)
    assert chained.steps == flat.steps


def test_scenarios_of_one_name_are_told_apart_and_a_lost_base_is_told():
    one, two = found_in(with_bpsim(scenario(), scenario(id="S2", inherits="S9")))
    assert (one.name, two.name) == ("One", "One (2)")
    assert codes(two) == ["no-base"]


def test_scenarios_that_inherit_from_each_other_are_still_read():
    one, two = found_in(
        with_bpsim(
            scenario(processing('<b:NumericParameter value="5"/>'), inherits="S2"),
            scenario(id="S2", inherits="S1"),
        )
    )
    assert one.values["steps"] == two.values["steps"] == {"Task_A": {"time": "5 min"}}


def test_scenarios_that_inherit_in_a_circle_are_told_once_and_the_first_stands_alone(tmp_path):
    circle = [scenario(id=f"S{n}", name=f"N{n}", inherits=f"S{n % 3 + 1}") for n in (1, 2, 3)]
    beside = scenario(id="S4", name="N4", inherits="S2")
    data = with_bpsim(*circle, beside)
    found = found_in(data)
    assert [one.based_on for one in found] == [None, "N3", "N1", "N2"]
    assert [codes(one) for one in found] == [["circular"], [], [], []]
    assert "in a circle (N1 → N2 → N3 → N1), so that “N1” is read" in say(found[0].dropped[0])
    for one in found:
        more = {"based_on": f"{one.based_on}.yaml"} if one.based_on else {}
        (tmp_path / f"{one.name}.yaml").write_text(dump({**one.own, **more}))
    assert read_scenario(tmp_path / "N4.yaml", reading(data).diagram).name == "N4"


def test_a_scenario_that_inherits_from_itself_is_told():
    one = only(with_bpsim(scenario(inherits="S1")))
    assert (one.based_on, codes(one)) == (None, ["circular"])


def test_the_same_value_on_every_element_is_told():
    stamp = '<b:UniformDistribution min="5" max="10"/>'
    blocks = [
        processing(stamp),
        processing(stamp, "Task_B"),
        element("Wait", "TimeParameters", "WaitTime", stamp),
    ]
    only_two = with_bpsim(scenario(*blocks[:2]))
    assert not only(only_two).remarks
    many = with_bpsim(scenario(*blocks[:2], processing(stamp, "Task_C"))).replace(
        b'<endEvent id="End">', b'<task id="Task_C"/><endEvent id="End">'
    )
    (remark,) = only(many).remarks
    assert remark.code == "exchange.stamped"
    assert dict(remark.parameters)["count"] == "3"


def test_without_a_scenario_the_first_one_of_the_file_is_simulated():
    data = with_bpsim(
        scenario(
            processing('<b:NumericParameter value="5"/>'),
            element("Agents", "ResourceParameters", "Quantity", '<b:NumericParameter value="3"/>'),
            element("Task_A", "ResourceParameters", "Selection",
                    "<b:ExpressionParameter value=\"bpsim:getResource('Agents',1)\"/>"),
        )
    )  # fmt: skip
    its = reading(data)
    done = complete(None, its.diagram, its.hints)
    assert done.name == "One"
    assert done.steps["Task_A"].time.mean == 300
    assert done.teams["Agents"].shifts[0].staff == 3
    origin = done.provenance["steps.Task_A.time"]
    assert (origin.kind, origin.source) == (ProvenanceKind.DIAGRAM, "BPSim 2.0 “One”")
    assert done.provenance["teams.Agents.staff"].kind is ProvenanceKind.DIAGRAM
    assert complete(done, its.diagram, its.hints) == done


def test_beside_a_scenario_the_file_only_fills_what_that_leaves_open():
    data = with_bpsim(
        scenario(
            processing('<b:NumericParameter value="5"/>'),
            processing('<b:NumericParameter value="7"/>', "Task_B"),
        )
    )
    its = reading(data)
    stated = read_scenario("steps: {Task_A: {time: 1 min}}", its.diagram)
    done = complete(stated, its.diagram, its.hints)
    assert (done.steps["Task_A"].time.mean, done.steps["Task_B"].time.mean) == (60, 420)
    assert done.provenance["steps.Task_A.time"].kind is ProvenanceKind.STATED
    assert done.provenance["steps.Task_B.time"].kind is ProvenanceKind.DIAGRAM


def test_results_of_a_run_are_no_scenario_to_take_over():
    one = only(with_bpsim(scenario(processing('<b:NumericParameter value="5"/>'), result="S0")))
    assert codes(one) == ["results"]
    assert "steps" not in one.values
