"""Scenarios go into BPMN files and come back bit for bit, but for what the report names."""

# ruff: noqa: E501 - an XML element or a JSON object stands on one line

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from carriers import bare, codes, found_in, only, processing, reading, scenario, with_bpsim, with_qbp
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.analysis import study
from studio.errors import InvalidScenario, StudioError
from studio.reading import read
from studio.reading.exchange.icalendar import calendar_text, read_calendar
from studio.scenario import Distribution, Scenario, complete, dump, read_mapping, read_scenario, spread_of
from studio.scenario.exchange import imported, write_bpsim, write_qbp
from studio.scenario.exchange.differences import differences

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "simulations").glob("*/*.yaml"))
VERSIONS = ("1.0", "2.0")


def written(path: Path, version: str):
    """The diagram of an example, its scenario, and both after a round trip."""
    data = (ROOT / "bpmn" / f"{path.parent.name}.bpmn").read_bytes()
    diagram = read(data, "").diagram
    values = read_mapping(path, diagram)
    if version == "qbp":
        return data, diagram, values, write_qbp(values, data, folder=path.parent)
    return data, diagram, values, write_bpsim(values, data, version=version, folder=path.parent)


def back(data: bytes) -> tuple[Scenario, object]:
    its = read(data, "")
    (one,) = imported(its.parameters, its.diagram)
    return read_scenario(dump(one.values), its.diagram), one


def told(problems) -> set[str]:
    return {dict(problem.parameters).get("parameter", "") for problem in problems}


@pytest.mark.parametrize(
    ("path", "version"),
    [
        (path, version)
        for path in EXAMPLES
        for version in ("2.0", "1.0", "qbp")
        if version == "2.0" or path.stem == "today"
    ],
    ids=lambda it: f"{it.parent.name}/{it.stem}" if isinstance(it, Path) else it,
)
def test_what_the_report_does_not_name_comes_back_equal(path, version):
    _, diagram, values, result = written(path, version)
    before = read_scenario(path, diagram)
    after, one = back(result.data)
    assert not one.dropped
    dropped = told(result.dropped)
    assert not [lost for lost in differences(before, after) if lost not in dropped]
    assert not [problem for problem in result.dropped if problem.code == "exchange.rounded"]
    for name, team in before.teams.items():
        if (
            version != "qbp"
            and not {f"teams.{name}.{key}" for key in ("staff", "shifts", "calendar")} & dropped
        ):
            assert after.teams[name].shifts == team.shifts
        assert f"teams.{name}.cost" in dropped or after.teams[name].cost == team.cost
        for key in ("shrinkage", "absence", "speed"):
            assert f"teams.{name}.{key}" in dropped or getattr(after.teams[name], key) == getattr(team, key)
    for id, step in before.steps.items():
        assert after.steps[id].people == step.people
        stated = values["steps"][id]
        for key in ("standard_time", "method"):
            assert (f"steps.{id}.{key}" in dropped) == (key in stated)
    for key in ("seed", "currency", "replications", "warm_up", "study", "priority", "promises"):
        assert (
            key in dropped
            or any(each.startswith(f"{key}.") for each in dropped)
            or (getattr(after, key) == getattr(before, key))
        )


@pytest.mark.parametrize("version", VERSIONS)
def test_everything_else_in_the_file_stays_byte_for_byte(version):
    data, _, _, result = written(EXAMPLES[3], version)
    added = re.compile(
        rb'\s*<(?:bpmn:)?(resource|relationship) id="Studio_.*?(?:/>|</(?:bpmn:)?relationship>)', re.DOTALL
    )
    kept = re.sub(
        rb'\s*<(?:\w+:)?relationship id="Studio_.*</(?:\w+:)?relationship>', b"", result.data, flags=re.DOTALL
    )
    kept = re.sub(rb'\s*<(?:\w+:)?resource id="Studio_[^>]*/>', b"", kept)
    assert added.search(result.data)
    assert kept == data


def test_writing_again_replaces_what_was_written():
    data, _, values, first = written(EXAMPLES[3], "2.0")
    assert write_bpsim(values, first.data, folder=EXAMPLES[3].parent).data == first.data
    older = write_bpsim(values, first.data, version="1.0", folder=EXAMPLES[3].parent)
    assert [each.format for each in read(older.data, "").parameters] == ["BPSim 1.0"]
    as_qbp = write_qbp(values, data, folder=EXAMPLES[3].parent)
    assert write_qbp(values, as_qbp.data, folder=EXAMPLES[3].parent).data == as_qbp.data


def test_bpsim_of_others_stays_and_their_resources_are_used():
    theirs = with_bpsim(scenario(processing('<b:NumericParameter value="5"/>')))
    values = {
        "name": "Ours",
        "teams": {"Agents": {"staff": 2}},
        "steps": {"Task_A": {"time": "7 min", "team": "Agents"}},
    }
    result = write_bpsim(values, theirs)
    assert [one.name for one in found_in(result.data)] == ["One", "Ours"]
    assert result.data.count(b"<resource ") == 1
    assert found_in(result.data)[1].values["teams"] == {"Agents": {"staff": 2}}


def test_a_qbp_block_of_others_is_replaced_and_that_is_told():
    result = write_qbp({"cases": 5}, with_qbp(""))
    assert [problem.code for problem in result.dropped] == ["exchange.replaced"]
    assert only(result.data).values["cases"] == 5


def test_several_scenarios_go_into_one_file():
    result = write_bpsim([{"name": "A", "seed": 1}, {"name": "B", "seed": 2}], bare())
    assert [(one.name, one.values["seed"]) for one in found_in(result.data)] == [("A", 1), ("B", 2)]


def test_comments_and_the_line_breaks_of_the_file_are_kept():
    data = bare().replace(b"\n", b"\r\n")
    result = write_bpsim({"seed": 1}, data)
    assert b"<!-- kept -->\r\n" in result.data
    assert not re.search(rb"(?<!\r)\n", result.data.partition(b"<!-- kept -->")[2])


def test_a_scenario_with_mistakes_and_a_file_that_is_no_diagram_are_refused():
    with pytest.raises(InvalidScenario):
        write_bpsim({"seed": "x"}, bare())
    with pytest.raises(StudioError):
        write_qbp(
            {},
            b"<process xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' id='P'><task id='T'/></process>",
        )


@pytest.mark.parametrize("version", ["2.0", "qbp"])
def test_the_figures_of_a_file_survive_export_and_import_bit_for_bit(version):
    data = (
        with_qbp(
            '<q:arrivalRateDistribution type="EXPONENTIAL" arg1="600"/><q:resources><q:resource id="R" name="Clerk" '
            'totalAmount="2" costPerHour="8.5"/></q:resources><q:elements><q:element elementId="Task_A">'
            '<q:durationDistribution type="LOGNORMAL" mean="333.3" arg1="77777.7"/><q:resourceIds><q:resourceId>R'
            '</q:resourceId></q:resourceIds></q:element><q:element elementId="Task_B"><q:durationDistribution '
            'type="GAMMA" mean="123.4" arg1="5678.9"/><q:resourceIds><q:resourceId>R</q:resourceId></q:resourceIds>'
            "</q:element></q:elements><q:sequenceFlows><q:sequenceFlow elementId='F3' executionProbability='0.9'/>"
            "<q:sequenceFlow elementId='F5' executionProbability='0.1'/></q:sequenceFlows>",
            processInstances="60",
        )
        if version == "qbp"
        else with_bpsim(
            scenario(
                processing('<b:GammaDistribution shape="2.3" scale="1.7"/>'),
                processing('<b:WeibullDistribution shape="1.9" scale="2.1"/>', "Task_B"),
                '<b:ElementParameters elementRef="Start"><b:ControlParameters><b:InterTriggerTimer>'
                '<b:NegativeExponentialDistribution mean="10"/></b:InterTriggerTimer><b:TriggerCount>'
                '<b:NumericParameter value="60"/></b:TriggerCount></b:ControlParameters></b:ElementParameters>',
            )
        )
    )
    first = only(data)
    assert not first.dropped
    again = write_qbp(first.values, bare()) if version == "qbp" else write_bpsim(first.values, bare())
    assert told(again.dropped) == {"provenance"}
    second = only(again.data)
    figures = [
        study(
            diagram,
            complete(read_scenario(dump({**one.values, "replications": 2}), diagram), diagram),
            workers=1,
        )
        for one, diagram in ((first, reading(data).diagram), (second, reading(again.data).diagram))
    ]
    assert figures[0].to_json("en")["measures"] == figures[1].to_json("en")["measures"]
    assert figures[0].to_json("en")["measures"]["cycle_time.mean"]["value"] > 0


AMOUNTS = st.floats(0.001, 1e7, allow_nan=False)
CVS = st.floats(0.05, 4)


@st.composite
def distributions(draw, *, depth: int = 1):
    kinds = [
        "constant",
        "exponential",
        "uniform",
        "triangular",
        "normal",
        "lognormal",
        "gamma",
        "erlang",
        "empirical",
    ]
    match draw(st.sampled_from([*kinds, *(["mixture"] if depth else [])])):
        case "constant":
            return Distribution.constant(draw(AMOUNTS))
        case "exponential":
            return Distribution.exponential(draw(AMOUNTS))
        case "uniform":
            return Distribution.uniform(*sorted((draw(AMOUNTS), draw(AMOUNTS))))
        case "triangular":
            return Distribution.triangular(*sorted((draw(AMOUNTS), draw(AMOUNTS), draw(AMOUNTS))))
        case "normal":
            return Distribution.normal(draw(AMOUNTS), sd=draw(AMOUNTS))
        case "lognormal":
            return Distribution.lognormal(draw(AMOUNTS), cv=draw(CVS))
        case "gamma":
            return Distribution.gamma(draw(AMOUNTS), cv=draw(CVS))
        case "erlang":
            return Distribution.erlang(draw(st.integers(1, 20)), draw(AMOUNTS))
        case "empirical":
            weighted = draw(st.lists(st.tuples(AMOUNTS, st.integers(1, 9)), min_size=1, max_size=6))
            return Distribution.empirical(
                [value for value, _ in weighted], [weight for _, weight in weighted]
            )
    parts = draw(st.lists(st.tuples(distributions(depth=0), st.integers(1, 9)), min_size=1, max_size=3))
    return Distribution.mixture([part for part, _ in parts], [weight for _, weight in parts])


@settings(deadline=None, max_examples=40)
@given(distribution=distributions(), version=st.sampled_from([*VERSIONS, "qbp"]))
def test_any_distribution_comes_back_equal_or_is_told(distribution, version):
    values = {"steps": {"Task_A": {"time": spread_of(distribution)}}}
    wanted = read_scenario(dump(values), reading(bare()).diagram).steps["Task_A"].time
    result = write_qbp(values, bare()) if version == "qbp" else write_bpsim(values, bare(), version=version)
    one = only(result.data)
    if "steps.Task_A.time" not in told(result.dropped):
        assert read_scenario(dump(one.values), reading(bare()).diagram).steps["Task_A"].time == wanted
    assert set(codes(one)) <= {"cut-at-zero"}


RANGES = st.tuples(st.integers(0, 6), st.integers(0, 1438), st.integers(1, 1440)).map(
    lambda it: (it[0], it[1] * 60.0, min(1440, it[1] + it[2]) * 60.0)
)


@settings(deadline=None, max_examples=60)
@given(
    week=st.lists(RANGES, max_size=6), on=st.dates(date(2026, 1, 1), date(2027, 1, 1)), opens=st.booleans()
)
def test_hours_survive_their_icalendar_text(week, on, opens):
    pieces = sorted({(day, a, b) for day, a, b in week})
    days = {day for day, _, _ in pieces}
    dates = {on: ((36000.0, 72000.0),) if opens else ()} if pieces and (opens or on.weekday() in days) else {}
    found = read_calendar(calendar_text(pieces, dates, date(2026, 3, 4)))
    assert sorted(found.week) == pieces
    assert dict(found.dates) == dates
    assert not found.left_out or not pieces


@settings(deadline=None, max_examples=60)
@given(junk=st.text(alphabet="BEGINVT:;=,\r\n DSRUL2026010T0WEKLYMOFRQ", max_size=200))
def test_any_text_is_a_calendar_or_not_and_never_an_error(junk):
    read_calendar(f"BEGIN:VEVENT\n{junk}\nEND:VEVENT")
    read_calendar(junk)


VALUES = st.sampled_from(
    [
        "",
        "0",
        "-1",
        "1e309",
        "NaN",
        "INF",
        "PT5M",
        "P1Y",
        "abc",
        "5",
        "9" * 500,
        "bpsim:getResource('",
        "{x} &gt; 1",
    ]
)
TAGS = st.sampled_from(
    [
        "NumericParameter",
        "DurationParameter",
        "NormalDistribution",
        "UserDistribution",
        "EnumParameter",
        "BetaDistribution",
        "TruncatedNormalDistribution",
        "BinomialDistribution",
        "ErlangDistribution",
        "ExpressionParameter",
        "Nonsense",
        "DateTimeParameter",
        "BooleanParameter",
        "StringParameter",
        "PoissonDistribution",
    ]
)
PLACES = st.sampled_from(
    [
        ("Task_A", "TimeParameters", "ProcessingTime"),
        ("Start", "ControlParameters", "InterTriggerTimer"),
        ("Start", "ControlParameters", "TriggerCount"),
        ("F3", "ControlParameters", "Probability"),
        ("F3", "ControlParameters", "Condition"),
        ("Agents", "ResourceParameters", "Quantity"),
        ("Agents", "CostParameters", "UnitCost"),
        ("Task_A", "ResourceParameters", "Selection"),
        ("P", "PropertyParameters", "Property"),
        ("Agents", "ResourceParameters", "Availability"),
    ]
)


@settings(deadline=None, max_examples=120)
@given(st.lists(st.tuples(PLACES, TAGS, st.lists(VALUES, min_size=6, max_size=6)), max_size=4))
def test_any_value_anywhere_is_taken_over_or_told_and_never_an_error(blocks):
    names = ("value", "mean", "standardDeviation", "shape", "k", "probability")
    made = []
    for (ref, group, parameter), tag, texts in blocks:
        told_ = " ".join(f'{name}="{text}"' for name, text in zip(names, texts, strict=True))
        inner = f"<b:{tag} {told_}><b:UserDistributionDataPoint><b:{tag} {told_}/>"
        value = f"{inner}</b:UserDistributionDataPoint></b:{tag}>"
        made.append(
            f'<b:ElementParameters elementRef="{ref}"><b:{group}><b:{parameter} name="x">{value}</b:{parameter}>'
            f"</b:{group}></b:ElementParameters>"
        )
    its = reading(with_bpsim(scenario(*made)))
    (one,) = imported(its.parameters, its.diagram)
    read_scenario(dump(one.values), its.diagram)
    complete(None, its.diagram, its.hints)


def test_cases_that_would_come_without_end_at_one_moment_are_not_taken_over():
    timer = '<b:TruncatedNormalDistribution mean="0" standardDeviation="0"/>'
    its = reading(
        with_bpsim(
            scenario(
                f'<b:ElementParameters elementRef="Start"><b:ControlParameters><b:InterTriggerTimer>{timer}'
                "</b:InterTriggerTimer></b:ControlParameters></b:ElementParameters>"
            )
        )
    )
    assert complete(None, its.diagram, its.hints).arrivals["Start"].every.mean > 0
