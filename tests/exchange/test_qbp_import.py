"""The qbp block of BIMP and Apromore: seconds, whatever its units say."""

# ruff: noqa: E501 - an XML element or a JSON object stands on one line

from __future__ import annotations

import pytest
from carriers import codes, only, reading, with_qbp

from studio.scenario import complete, read_scenario

TIMETABLE = (
    '<q:timetables><q:timetable id="T" name="Office" default="true"><q:rules>'
    '<q:rule fromWeekDay="MONDAY" toWeekDay="FRIDAY" fromTime="09:00:00.000+00:00" toTime="17:00:00.000+00:00"/>'
    "</q:rules></q:timetable></q:timetables>"
)
RESOURCES = '<q:resources><q:resource id="R" name="Clerk" totalAmount="3" costPerHour="8.5" timetableId="T"/></q:resources>'


def duration(kind: str, *, mean: float = 0, arg1: float = 0, arg2: float = 0, inside: str = "") -> str:
    return (
        f'<q:elements><q:element elementId="Task_A"><q:durationDistribution type="{kind}" mean="{mean}" '
        f'arg1="{arg1}" arg2="{arg2}">{inside}<q:timeUnit>minutes</q:timeUnit></q:durationDistribution>'
        "<q:resourceIds><q:resourceId>R</q:resourceId></q:resourceIds></q:element></q:elements>"
    )


@pytest.mark.parametrize(
    ("block", "mean", "variance"),
    [
        (duration("FIXED", mean=60), 60, 0),
        (duration("EXPONENTIAL", arg1=120), 120, 120**2),
        (duration("UNIFORM", arg1=30, arg2=90), 60, 300),
        (duration("TRIANGULAR", mean=20, arg1=10, arg2=60), 30, 350 / 3),
        (duration("LOGNORMAL", mean=100, arg1=2500), 100, 2500),
        (duration("GAMMA", mean=100, arg1=2500), 100, 2500),
    ],
)
def test_a_distribution_keeps_its_mean_and_variance(block, mean, variance):
    its = reading(with_qbp(RESOURCES + block))
    time = complete(None, its.diagram, its.hints).steps["Task_A"].time
    assert time.mean == pytest.approx(mean)
    assert time.variance == pytest.approx(variance)


def test_a_normal_has_mean_and_standard_deviation():
    one = only(with_qbp(RESOURCES + duration("NORMAL", mean=120, arg1=30)))
    assert one.values["steps"]["Task_A"] == {
        "time": {"normal": {"mean": "2 min", "cv": 0.25}},
        "team": "Clerk",
    }


def test_a_histogram_is_drawn_by_its_shares():
    bins = "".join(
        f'<q:histogramData probability="{share}"><q:distribution type="FIXED" mean="{mean}"/></q:histogramData>'
        for share, mean in ((25, 60), (75, 120))
    )
    block = duration("HISTOGRAM", inside=f"<q:histogramDataBins>{bins}</q:histogramDataBins>")
    assert only(with_qbp(RESOURCES + block)).values["steps"]["Task_A"]["time"] == {
        "empirical": {"values": ["1 min", "2 min"], "weights": [1, 3]}
    }


def test_everything_of_a_block_arrives():
    block = (
        '<q:arrivalRateDistribution type="EXPONENTIAL" mean="0" arg1="90" arg2="0"/>'
        + RESOURCES
        + TIMETABLE
        + duration("FIXED", mean=60)
        + '<q:sequenceFlows><q:sequenceFlow elementId="F3" executionProbability="0.9"/>'
        '<q:sequenceFlow elementId="F5" executionProbability="0.1"/></q:sequenceFlows>'
    )
    one = only(with_qbp(block, startDateTime="2026-03-02T09:00:00.000+00:00"))
    assert not one.dropped
    stated = {key: value for key, value in one.values.items() if key != "provenance"}
    assert stated == {
        "schema": 1,
        "name": "qbp",
        "start": "2026-03-02T09:00:00.000+00:00",
        "study": "terminating",
        "cases": 100,
        "currency": "EUR",
        "calendars": {"Office": {"mon-fri": "09:00-17:00"}},
        "arrivals": {"Start": {"every": {"exponential": {"mean": "1.5 min"}}, "open": "Office"}},
        "teams": {"Clerk": {"staff": 3, "calendar": "Office", "cost": 8.5}},
        "steps": {"Task_A": {"time": "1 min", "team": "Clerk"}},
        "routing": {"Gate": {"F3": "90 %", "F5": "10 %"}},
    }


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ('<q:elements><q:element elementId="Task_A" fixedCost="3"/></q:elements>', "no-place"),
        ('<q:elements><q:element elementId="Task_A" durationThreshold="60"/></q:elements>', "no-place"),
        ('<q:elements><q:element elementId="Task_A" simulateAsTask="true"/></q:elements>', "no-place"),
        ("<q:elements><q:whole/><q:arrivals/><q:spread/></q:elements>", "no-place"),
        ('<q:elements><q:element elementId="Nowhere"/></q:elements>', "unknown-element"),
        ('<q:elements><q:element elementId="End"/></q:elements>', "wrong-element"),
        ("<q:sequenceFlows><q:sequenceFlow elementId='F1' executionProbability='1'/></q:sequenceFlows>", "wrong-element"),
        ("<q:sequenceFlows><q:sequenceFlow elementId='F3' executionProbability='x'/></q:sequenceFlows>", "unreadable"),
        (RESOURCES + duration("WEIBULL"), "unreadable"),
        (duration("FIXED", mean=60), "unknown-resource"),
        (RESOURCES + duration("FIXED", mean=-60), "misfit"),
        (RESOURCES.replace('"T"', '"T9"'), "unknown-calendar"),
        (TIMETABLE.replace("17:00:00", "17:00:30"), "calendar"),
        (TIMETABLE.replace("MONDAY", "NEVER"), "calendar"),
    ],
)  # fmt: skip
def test_what_has_no_place_is_dropped(block, code):
    assert code in codes(only(with_qbp(block)))


def test_around_the_clock_is_no_calendar():
    block = (
        TIMETABLE.replace("FRIDAY", "SUNDAY")
        .replace("09:00:00.000", "00:00:00.000")
        .replace("17:00:00.000", "23:59:59.999")
        + RESOURCES
    )
    assert only(with_qbp(block)).values["teams"] == {"Clerk": {"staff": 3, "cost": 8.5}}


def test_a_real_file_arrives_whole(corpus):
    its = reading((corpus / "scylla/samples/p5_batch.bpmn").read_bytes())
    done = complete(None, its.diagram, its.hints)
    assert done.steps["Task_0me73xw"].time.mean == 240
    assert {name: team.shifts[0].staff for name, team in done.teams.items()} == {
        "Warehouse employee": 10, "Ordering employee": 3, "System": 1,
    }  # fmt: skip
    assert not done.assumed
    assert [problem.code for problem in its.parameters[0].dropped] == ["exchange.no-place"]


def test_of_all_the_other_files_none_carries_a_scenario(corpus):
    named = [path for path in corpus.rglob("*.bpmn") if b"bpsim" in path.read_bytes().lower()]
    assert len(named) > 20
    assert not [
        path.name for path in named if reading(path.read_bytes()).parameters and "p5_batch" not in path.name
    ]


def test_what_is_imported_is_a_scenario_without_mistakes():
    data = with_qbp(RESOURCES + TIMETABLE + duration("GAMMA", mean=100, arg1=2500))
    from studio.scenario import dump

    assert read_scenario(dump(only(data).values), reading(data).diagram).teams["Clerk"].shifts[0].staff == 3
