"""The event log in XES: its structure, its moments with their zone, and what each event says."""

from __future__ import annotations

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from building import drawn, staffed, told
from lxml import etree

from studio.report.xes import join_xes, write_traces
from studio.scenario import Distribution, Escalation, Ladder, Level, Step

XES = "{http://www.xes-standard.org/}"
KINDS = {"string", "date", "int", "float", "boolean", "id"}
TRANSITIONS = {"schedule", "assign", "withdraw", "start", "suspend", "resume", "ate_abort", "complete"}
DIAGRAM = drawn("Start > A > Xor > B > End\nXor > End", lanes={"A": "Front", "B": "Back"})
START = datetime(2026, 3, 2, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    folder = tmp_path_factory.mktemp("xes")
    made = told(
        DIAGRAM,
        start=START,
        times=(0, 0, 30),
        steps={
            "A": Step(
                time=Distribution.constant(90.5), team="Agents <1>", patience=Distribution.constant(60)
            ),
            "B": 10,
        },
        teams={"Agents <1>": staffed(1, cost=36.0)},
    )
    part = folder / "part"
    with part.open("w", encoding="utf-8") as file:
        write_traces(file, made.program, made.run, DIAGRAM)
    join_xes([part], folder / "log.xes", name="今天 & morgen", currency="CNY")
    return etree.parse(folder / "log.xes").getroot()


def attributes(element):
    return {child.get("key"): child.get("value") for child in element if child.get("key") is not None}


def events(log, trace=0):
    return [attributes(event) for event in log.findall(f"{XES}trace")[trace].findall(f"{XES}event")]


def test_the_log_is_built_as_the_standard_says(log):
    """Extensions, globals, classifiers, attributes, traces, in this order; events hold attributes only."""
    assert log.tag == f"{XES}log"
    assert log.get("xes.version") == "1849-2016"
    order = ["extension", "global", "classifier", "string", "trace"]
    tags = [child.tag.removeprefix(XES) for child in log]
    assert sorted(tags, key=order.index) == tags
    declared = {child.get("prefix") for child in log.findall(f"{XES}extension")}
    for attribute in log.iter(*(f"{XES}{kind}" for kind in KINDS)):
        prefix, colon, _ = attribute.get("key").rpartition(":")
        assert not colon or prefix in declared
        assert attribute.get("value") is not None
    for trace in log.findall(f"{XES}trace"):
        assert {child.tag.removeprefix(XES) for child in trace} <= KINDS | {"event"}
        for event in trace.findall(f"{XES}event"):
            assert {child.tag.removeprefix(XES) for child in event} <= KINDS
            keys = [child.get("key") for child in event]
            assert len(keys) == len(set(keys))


def test_every_event_has_what_the_log_promises_of_all(log):
    promised = {child.get("key") for child in log.findall(f"{XES}global[@scope='event']/*")}
    assert promised == {"concept:name", "lifecycle:transition", "time:timestamp"}
    for trace in range(3):
        for event in events(log, trace):
            assert promised <= event.keys()
            assert event["lifecycle:transition"] in TRANSITIONS


def test_moments_have_the_zone_and_rise(log):
    moments = [datetime.fromisoformat(event["time:timestamp"]) for event in events(log)]
    assert moments == sorted(moments)
    assert events(log)[0]["time:timestamp"] == "2026-03-02T00:00:00.000+08:00"
    assert (moments[-1] - START).total_seconds() in (90.5, 100.5)


def test_work_is_scheduled_started_and_completed_by_somebody(log):
    first = [event for event in events(log) if event["element"] == "A"]
    assert [event["lifecycle:transition"] for event in first] == ["schedule", "start", "complete"]
    assert "org:resource" not in first[0]
    assert first[1]["org:resource"] == "Agents <1> 1"
    assert first[1]["org:role"] == "Agents <1>"
    assert first[1]["org:group"] == "Front"
    assert float(first[2]["cost:total"]) == pytest.approx(90.5 * 36 / 3600)
    assert first[2]["time:timestamp"] == "2026-03-02T00:01:30.500+08:00"


def test_who_gives_up_waiting_is_withdrawn(log):
    """The second customer leaves after a minute, before anybody is free."""
    told = [(event["element"], event["lifecycle:transition"]) for event in events(log, 1)]
    assert told == [("Start", "complete"), ("A", "schedule"), ("A", "withdraw")]
    assert [attributes(trace)["outcome"] for trace in log.findall(f"{XES}trace")][1] == "abandoned"


def test_gateways_are_no_events(log):
    assert not any(event["element"] == "Xor" for trace in range(3) for event in events(log, trace))


def test_the_levels_of_a_ladder_are_events_though_no_diagram_draws_them():
    level = Level(name="Lead", team="Leads", reply_within=60.0, settles=1.0, time=Distribution.constant(5))
    drawing = drawn("Start > A > End")
    made = told(
        drawing,
        times=(0,),
        steps={"A": 10},
        teams={"Leads": 1},
        ladders={"L": Ladder(name="L", levels=(level,))},
        escalations={"A": Escalation(ladder="L", cannot_decide=1.0)},
    )
    file = io.StringIO()
    write_traces(file, made.program, made.run, drawing)
    trace = etree.fromstring(file.getvalue())
    told_of = [attributes(event) for event in trace.findall("event")]
    names = [event["concept:name"] for event in told_of if event["lifecycle:transition"] == "complete"]
    assert names == ["Start", "A", "L/Lead", "End"]


def test_an_empty_replication_is_an_empty_log():
    made = told("Start > End", times=())
    file = io.StringIO()
    write_traces(file, made.program, made.run, DIAGRAM)
    assert file.getvalue() == ""
