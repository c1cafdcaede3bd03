"""Files beside a diagram: Prosimos' JSON and Scylla's XML."""

# ruff: noqa: E501 - an XML element or a JSON object stands on one line

from __future__ import annotations

import json

import pytest
from carriers import bare, reading

from studio.errors import UnreadableFile
from studio.reading.exchange import companions
from studio.scenario import ProvenanceKind, dump, read_scenario
from studio.scenario.exchange import imported
from studio.wording import say

WEEK = [{"from": "MONDAY", "to": "FRIDAY", "beginTime": "09:00:00.000", "endTime": "17:00:00.000"}]
ALWAYS = [{"from": "MONDAY", "to": "SUNDAY", "beginTime": "00:00:00.000", "endTime": "23:59:59.999"}]


def values(*numbers):
    return [{"value": number} for number in numbers]


def spread(name, *numbers, **more):
    return {"distribution_name": name, "distribution_params": values(*numbers), **more}


PROSIMOS = {
    "resource_profiles": [
        {
            "id": "pool",
            "name": "Clerks",
            "resource_list": [
                {"id": "anna", "name": "Anna", "cost_per_hour": 20, "amount": 1, "calendar": "week"},
                {"id": "bob", "name": "Bob", "cost_per_hour": 20, "amount": 2, "calendar": "always"},
            ],
        }
    ],
    "resource_calendars": [
        {"id": "week", "name": "Week", "time_periods": WEEK},
        {"id": "always", "name": "Always", "time_periods": ALWAYS},
    ],
    "task_resource_distribution": [
        {
            "task_id": "Task_A",
            "resources": [
                spread("fix", 60, 0, 1, resource_id="anna"),
                spread("fix", 60, 0, 1, resource_id="bob"),
            ],
        },
        {
            "task_id": "Task_B",
            "resources": [spread("fix", 60, resource_id="anna"), spread("norm", 120, 12, resource_id="bob")],
        },
    ],
    "arrival_time_distribution": spread("expon", 0, 1800),
    "arrival_time_calendar": WEEK,
    "gateway_branching_probabilities": [
        {
            "gateway_id": "Gate",
            "probabilities": [{"path_id": "F3", "value": "0.7"}, {"path_id": "F5", "value": 0.3}],
        }
    ],
    "event_distribution": [spread("fix", 7200, event_id="Wait")],
    "batch_processing": [
        {
            "task_id": "Task_A",
            "type": "Sequential",
            "firing_rules": [[{"attribute": "size", "comparison": "=", "value": 3}]],
        }
    ],
    "case_attributes": [
        {
            "name": "client",
            "type": "discrete",
            "values": [{"key": "BIG", "value": 0.2}, {"key": "SMALL", "value": 0.8}],
        },
        {"name": "amount", "type": "continuous", "values": spread("uniform", 0, 1000)},
    ],
    "prioritisation_rules": [
        {
            "priority_level": 2,
            "rules": [[{"attribute": "amount", "comparison": "in", "value": [500, "inf"]}]],
        },
        {"priority_level": 1, "rules": [[{"attribute": "client", "comparison": "=", "value": "BIG"}]]},
    ],
    "granule_size": {"value": 15},
}


def prosimos(**changed):
    data = json.dumps({**PROSIMOS, **changed}).encode()
    diagram = reading(bare()).diagram
    (one,) = imported(companions([(data, "p.json")], diagram), diagram, kind=ProvenanceKind.STATED)
    return one


def codes(one):
    return [problem.code.removeprefix("exchange.") for problem in one.dropped]


def test_all_sections_of_prosimos_arrive():
    one = prosimos()
    told = dict(one.values)
    assert told.pop("provenance")["steps.Task_A"] == {"kind": "stated", "source": "Prosimos “p”"}
    assert told == {
        "schema": 1,
        "name": "p",
        "study": "terminating",
        "calendars": {"Week": {"mon-fri": "09:00-17:00"}, "arrivals": {"mon-fri": "09:00-17:00"}},
        "arrivals": {"Start": {"every": {"exponential": {"mean": "30 min"}}, "open": "arrivals"}},
        "attributes": {
            "client": {"choice": {"BIG": "20 %", "SMALL": "80 %"}},
            "amount": {"uniform": {"low": 0, "high": 1000}},
        },
        "priority": ["client == 'BIG'", "amount >= 500"],
        "teams": {"Clerks": {"shifts": [{"staff": 1, "calendar": "Week"}, {"staff": 2}], "cost": 20}},
        "steps": {
            "Task_A": {"time": "1 min", "team": "Clerks", "batch": {"size": 3}},
            "Task_B": {
                "time": {
                    "mixture": [
                        {"constant": "1 min", "weight": 1},
                        {"normal": {"mean": "2 min", "cv": 0.1}, "weight": 2},
                    ]
                },
                "team": "Clerks",
            },
        },
        "routing": {"Gate": {"F3": "70 %", "F5": "30 %"}},
        "events": {"Wait": {"after": "2 h"}},
    }
    assert codes(one) == ["mixed", "batch", "no-place"]


@pytest.mark.parametrize(
    ("told", "mean", "variance"),
    [
        (spread("expon", 600, 0, 1e15), 600, 600**2),
        (spread("expon", 0, 600, 0, 1e15), 600, 600**2),
        (spread("norm", 600, 60, 0, 1e15), 600, 60**2),
        (spread("uniform", 300, 600), 450, 300**2 / 12),
        (spread("uniform", 300, 600, 0, 1e15), 600, 600**2 / 12),
        (spread("lognorm", 600, 3600, 0, 1e15), 600, 3600),
        (spread("lognorm", 0.5, 0, 600), 600 * 2.718281828459045**0.125, None),
        (spread("gamma", 600, 3600, 0, 1e15), 600, 3600),
        (spread("gamma", 4, 0, 150), 600, 4 * 150**2),
        (spread("triang", 0.5, 300, 600), 600, 300**2 / 6),
        ({"distribution_name": "histogram_sampling",
          "histogram_data": {"cdf": [0.5, 1.0], "bin_midpoints": [300, 900]}}, 600, 300**2),
    ],
)  # fmt: skip
def test_each_distribution_of_both_dialects_is_read(told, mean, variance):
    one = prosimos(
        task_resource_distribution=[{"task_id": "Task_A", "resources": [{**told, "resource_id": "anna"}]}]
    )
    time = read_scenario(dump(one.values), reading(bare()).diagram).steps["Task_A"].time
    assert time.mean == pytest.approx(mean, rel=1e-6)
    assert variance is None or time.variance == pytest.approx(variance, rel=2e-3)
    assert set(codes(one)) <= {"some-of-team", "batch", "no-place"}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"task_resource_distribution": [{"task_id": "X", "resources": []}]}, "unknown-element"),
        ({"task_resource_distribution": [{"task_id": "End", "resources": []}]}, "wrong-element"),
        ({"task_resource_distribution": [{"task_id": "Task_A", "resources": [spread("zipf", 1, resource_id="anna")]}]},
         "unreadable"),
        ({"task_resource_distribution": [{"task_id": "Task_A", "resources": [spread("fix", 1, resource_id="eve")]}]},
         "unknown-resource"),
        ({"task_resource_distribution": [{"task_id": "Task_A", "resources": [spread("fix", 1, resource_id="anna")]}]},
         "some-of-team"),
        ({"arrival_time_distribution": spread("expon", 600, 300, 900)}, "bounds"),
        ({"gateway_branching_probabilities": [{"gateway_id": "G", "probabilities": [{"path_id": "F1", "value": 1}]}]},
         "wrong-element"),
        ({"resource_calendars": [{"id": "week", "time_periods": [{**WEEK[0], "probability": 0.5}]}]}, "no-place"),
        ({"event_attributes": [{"event_id": "Task_A"}]}, "no-place"),
        ({"arrival_time_distribution": 5}, "unreadable"),
        ({"arrival_time_distribution": [spread("expon", 0, 1800)]}, "unreadable"),
        ({"task_resource_distribution": "Task_A"}, "unreadable"),
        ({"case_attributes": ["amount"]}, "unreadable"),
    ],
)  # fmt: skip
def test_what_of_prosimos_has_no_place_is_dropped(changed, code):
    assert code in codes(prosimos(**changed))


def test_a_file_of_which_nothing_can_be_read_says_so():
    data, diagram = b'{"arrival_time_distribution": 5}', reading(bare()).diagram
    (one,) = imported(companions([(data, "p.json")], diagram), diagram)
    assert [say(problem) for problem in one.dropped] == [
        "arrival_time_distribution (5) is left out: it cannot be read as a value. State it in the scenario."
    ]


def test_rules_of_branches_become_guards():
    one = prosimos(
        branch_rules=[{"id": "big", "rules": [[{"attribute": "amount", "comparison": ">", "value": "500"}]]}],
        gateway_branching_probabilities=[
            {
                "gateway_id": "Gate",
                "probabilities": [
                    {"path_id": "F3", "value": 0.5, "condition_id": "big"},
                    {"path_id": "F5", "value": 0.5},
                ],
            }
        ],
    )
    assert one.values["routing"] == {"Gate": {"F3": "amount > 500"}}
    assert "beside-conditions" in codes(one)


SIM = """<b:definitions xmlns:b="http://bsim.hpi.uni-potsdam.de/scylla/simModel"><b:simulationConfiguration id="Sim"
 processRef="P" processInstances="30" startDateTime="2016-08-01T08:00:00.000+02:00" randomSeed="9">
<b:startEvent id="Start"><b:arrivalRate timeUnit="MINUTES"><b:constantDistribution><b:constantValue>50</b:constantValue>
</b:constantDistribution></b:arrivalRate></b:startEvent>
<b:task id="Task_A"><b:duration timeUnit="MINUTES"><b:arbitraryFiniteProbabilityDistribution>
<b:entry value="10" frequency="3"/><b:entry value="6" frequency="1"/></b:arbitraryFiniteProbabilityDistribution></b:duration>
<b:setUpDuration timeUnit="SECONDS"><b:erlangDistribution><b:order>2</b:order><b:mean>30</b:mean></b:erlangDistribution>
</b:setUpDuration><b:resources><b:resource id="Student" amount="2"/><b:resource id="Prof" amount="1"/></b:resources>
<b:boundaryEvents><b:boundaryEvent id="Boundary"><b:eventProbability>0.2</b:eventProbability></b:boundaryEvent>
</b:boundaryEvents></b:task>
<b:exclusiveGateway id="Gate"><b:outgoingSequenceFlow id="F3"><b:branchingProbability>0.9</b:branchingProbability>
</b:outgoingSequenceFlow><b:outgoingSequenceFlow id="F5"><b:branchingProbability>0.1</b:branchingProbability>
</b:outgoingSequenceFlow></b:exclusiveGateway>
<b:intermediateCatchEvent id="Wait"><b:arrivalRate timeUnit="HOURS"><b:normalDistribution><b:mean>5</b:mean>
<b:standardDeviation>1</b:standardDeviation></b:normalDistribution></b:arrivalRate></b:intermediateCatchEvent>
<b:task id="Gone"/></b:simulationConfiguration></b:definitions>"""
GLOBAL = """<b:globalConfiguration xmlns:b="http://bsim.hpi.uni-potsdam.de/scylla/simModel" id="G">
<b:resourceAssignmentOrder>priority</b:resourceAssignmentOrder><b:randomSeed>3096</b:randomSeed>
<b:zoneOffset>+02:00</b:zoneOffset><b:timetables><b:timetable id="Hero">
<b:timetableItem from="MONDAY" to="SUNDAY" beginTime="09:00:00" endTime="17:00:00"/></b:timetable></b:timetables>
<b:resourceData><b:dynamicResource id="Student" name="Student" defaultQuantity="5" defaultCost="1" defaultTimeUnit="MINUTES">
<b:instance name="Anna" timetableId="Hero" cost="20"/></b:dynamicResource>
<b:dynamicResource id="Prof" defaultQuantity="2" defaultCost="50" defaultTimeUnit="HOURS" defaultTimetableId="Hero"/>
</b:resourceData></b:globalConfiguration>"""


def test_both_files_of_scylla_make_one_scenario():
    diagram = reading(bare()).diagram
    found = companions([(SIM.encode(), "sim.xml"), (GLOBAL.encode(), "global.xml")], diagram)
    (one,) = imported(found, diagram, kind=ProvenanceKind.STATED)
    told = dict(one.values)
    told.pop("provenance")
    assert told == {
        "schema": 1,
        "name": "Sim",
        "start": "2016-08-01T08:00:00.000+02:00",
        "zone": "Etc/GMT-2",
        "study": "terminating",
        "cases": 30,
        "seed": 9,
        "calendars": {"Hero": {"daily": "09:00-17:00"}},
        "arrivals": {"Start": {"every": "50 min"}},
        "teams": {
            "Student": {"shifts": [{"staff": 4}, {"staff": 1, "calendar": "Hero"}], "cost": 60},
            "Prof": {"staff": 2, "calendar": "Hero", "cost": 50},
        },
        "steps": {
            "Task_A": {
                "time": {"empirical": {"values": ["6 min", "10 min"], "weights": [1, 3]}},
                "set_up": {"erlang": {"k": 2, "mean": "30 s"}},
                "team": "Student",
                "people": 2,
            }
        },
        "routing": {"Gate": {"F3": "90 %", "F5": "10 %"}},
        "events": {"Boundary": {"chance": "20 %"}, "Wait": {"after": {"normal": {"mean": "5 h", "cv": 0.2}}}},
    }
    assert codes(one) == ["no-place", "averaged", "together", "unknown-element"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "exchange.broken-json"),
        (b"[1, 2]", "exchange.not-prosimos"),
        (b'{"a": 1}', "exchange.not-prosimos"),
        (b'{"a": "\xff"}', "exchange.no-json"),
        (b"[" * 100_000, "file.too-deep"),
        (b'{"resource_calendars": ' + b"[" * 70 + b"]" * 70 + b"}", "file.too-deep"),
        (b'{"resource_calendars": ' + b"9" * 5000 + b"}", "exchange.no-json"),
        (b"<a/>", "exchange.no-companion"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><globalConfiguration/>', "file.doctype"),
        (b"<globalConfiguration>", "file.broken-xml.cut-off"),
    ],
)
def test_a_file_that_is_no_companion_is_refused_with_a_reason(data, code):
    with pytest.raises(UnreadableFile) as refused:
        companions([(data, "x")], reading(bare()).diagram)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "tree",
    [
        dict.fromkeys(PROSIMOS, junk)
        for junk in (
            None,
            1,
            "x",
            [],
            {},
            [[]],
            [{}],
            [None, 1, "x", {"id": []}],
            {"a": {"b": 1}},
            [{"values": 3}],
        )
    ],
)
def test_junk_in_every_section_is_survived(tree):
    diagram = reading(bare()).diagram
    imported(companions([(json.dumps(tree).encode(), "p.json")], diagram), diagram)
