"""Every figure means what it is said to mean: computed again from the log of the same run."""

from __future__ import annotations

import numpy as np
import pytest
from building import DAY, HOUR, chances, drawn, every_day, exponential, staffed, told

from studio.analysis.measures import Level, Ratio, figures
from studio.scenario import Arrivals, Distribution, Instances, Promise, Step
from studio.simulation.records import CASE_COLUMNS, VISIT_COLUMNS, CaseOutcome

SHAPE = """
    Start > A > Xor > B > First > Timer_1 > End_1
    Xor > A
    First > Message_1 > C > End_2
    B ! Timer_late > D > End_late
    Start_2 > A
"""
LANES = {"A": "front", "B": "back", "C": "front", "D": "front", "Timer_late": "back"}


@pytest.fixture(scope="module", params=["all day", "shifts", "length"])
def story(request):
    hours = None if request.param == "all day" else every_day(6, 20)
    length = {"length": 5 * DAY} if request.param == "length" else {"cases": 800}
    return told(
        drawn(SHAPE, lanes=LANES),
        arrivals={
            "Start": Arrivals(every=exponential(300), backlog=10),
            "Start_2": Arrivals(every=exponential(900)),
        },
        steps={
            "A": (Distribution.lognormal(400, cv=1), "Front"),
            "B": (exponential(500), "Back"),
            "C": (exponential(100), "Front"),
            "D": (exponential(200), "Front"),
        },
        teams={
            "Front": staffed((4, hours), cost=30.0, shrinkage=0.1),
            "Back": staffed((5, hours), cost=50.0, speed=1.25),
        },
        events={"Timer_1": 3000, "Message_1": exponential(2000), "Timer_late": 2400},
        routing=chances(Xor={"B": 0.85, "A": 0.15}),
        promises=(
            Promise(name="soon", within=2 * HOUR, share=0.9),
            Promise(name="entered", within=600, to="A"),
            Promise(name="settled", within=1800, from_="B", to="C"),
        ),
        warm_up=DAY,
        **length,
    )


@pytest.fixture(scope="module")
def table(story):
    return figures(story.program, story.run).table


def frame(rows, columns):
    return {name: rows[name].astype(float) for name in columns}


@pytest.fixture(scope="module")
def cases(story):
    return frame(story.run.log.cases(), CASE_COLUMNS)


@pytest.fixture(scope="module")
def visits(story):
    return frame(story.run.log.visits(), VISIT_COLUMNS)


@pytest.fixture(scope="module")
def counted(cases, story):
    """Cases of the measures: those that arrived after the warm-up, the first so many of them."""
    late = np.flatnonzero(cases["arrived"] >= DAY)
    return late[np.argsort(cases["arrived"][late], kind="stable")][: story.run.cases.arrived]


def test_the_log_marks_the_cases_of_the_measures(cases, counted, story):
    assert set(counted) == set(np.flatnonzero(cases["counted"]))
    assert story.run.cases.arrived == len(counted)
    assert story.run.open == (cases["outcome"][counted] == CaseOutcome.OPEN).sum()
    if story.run.open == 0:
        assert len(counted) == 800


def value(figure):
    return figure.over / figure.under if isinstance(figure, Ratio) else figure.value


def test_figures_of_the_whole_process(table, cases, counted, story):
    done = counted[cases["outcome"][counted] == CaseOutcome.COMPLETED]
    cycle = cases["ended"][done] - cases["arrived"][done]
    in_time = (cases["ended"] >= DAY) & (cases["outcome"] != CaseOutcome.OPEN)
    first = (cases["hand_offs"] == 0) & (cases["rework"] == 0) & (cases["climbs"] == 0)
    expected = {
        "cycle_time.mean": cycle.mean(),
        "cycle_time.p50": np.quantile(cycle, 0.5),
        "cycle_time.p90": np.quantile(cycle, 0.9),
        "cycle_time.p95": np.quantile(cycle, 0.95),
        "wait.mean": cases["wait"][done].mean(),
        "work.mean": cases["work"][done].mean(),
        "throughput_per_hour": in_time.sum() / story.run.seconds * HOUR,
        "first_contact.share": first[done].mean(),
        "handoffs_per_case": cases["hand_offs"][done].mean(),
        "rework_per_case": cases["rework"][done].mean(),
        "climbs_per_100": 100 * cases["climbs"][done].mean(),
        "abandoned.share": 0,
    }
    for name, exact in expected.items():
        assert value(table["measures", "", name]) == pytest.approx(exact), name
    assert isinstance(table["measures", "", "cycle_time.p90"], Level)


def rows_of(story, visits, node):
    return visits["node"] == [row.id for row in story.program.nodes].index(node)


def test_a_case_waits_and_is_worked_on_as_long_as_all_its_visits(story, cases, visits):
    wait, work, cost = (dict.fromkeys(cases["case"], 0.0) for _ in range(3))
    costs = {0: 30.0 / HOUR, 1: 50.0 / HOUR}
    for index in range(len(visits["case"])):
        row = story.program.nodes[int(visits["node"][index])]
        case = visits["case"][index]
        if row.id in "ABCD" or row.id.startswith(("Timer_1", "Message_1")):
            raced = row.id == "Message_1"  # both events of a race wait through the same time
            wait[case] += 0 if raced else visits["started"][index] - visits["enabled"][index]
            work[case] += visits["finished"][index] - visits["started"][index]
            if row.team >= 0:
                cost[case] += (visits["finished"][index] - visits["started"][index]) * costs[row.team]
    for index, case in enumerate(cases["case"]):
        if cases["outcome"][index] != CaseOutcome.OPEN:
            assert cases["wait"][index] == pytest.approx(wait[case], abs=1e-6)
            assert cases["work"][index] == pytest.approx(work[case], abs=1e-6)
    done = (cases["counted"] == 1) & (cases["outcome"] == CaseOutcome.COMPLETED)
    assert story.run.cases.sum("cost") == pytest.approx(sum(cost[case] for case in cases["case"][done]))


@pytest.mark.parametrize("node", ["A", "B", "C", "D", "Timer_1", "Message_1"])
def test_figures_of_a_step(table, story, visits, cases, node):
    of_counted = np.isin(visits["case"], cases["case"][cases["counted"] == 1])
    mine = rows_of(story, visits, node) & of_counted
    happens = node not in "ABCD"
    if happens:  # what loses a race does not happen, so it is no visit
        mine &= visits["outcome"] != 1
    wait = (visits["started"] - visits["enabled"])[mine]
    served = visits["person"][mine] >= 0 if node in "ABCD" else np.ones(mine.sum(), dtype=bool)
    tally = story.tally(node)
    arrived = story.run.cases.arrived
    assert value(table["steps", node, "visits_per_case"]) == pytest.approx(tally.passed / arrived)
    assert tally.passed >= mine.sum()
    if story.run.open == 0:
        assert tally.passed == mine.sum()
    expected = {
        "wait.mean": wait.mean(),
        "wait.p90": np.quantile(wait, 0.9),
        "given_up.share": (~served).mean(),
    }
    served_by_people = {
        "waits.share": (wait > 0).mean(),
        "service_level.share": ((wait <= 20) & served).mean(),
        "work.mean": (visits["finished"] - visits["started"])[mine].mean(),
    }
    if happens:
        assert not any(("steps", node, name) in table for name in served_by_people)
    else:
        expected |= served_by_people
    for name, exact in expected.items():
        assert value(table["steps", node, name]) == pytest.approx(exact, abs=1e-9), name


def test_figures_of_a_team(table, story, visits):
    """Of those at work at any time after the warm-up, whosever case it was."""
    end = DAY + story.run.seconds
    for number, name in enumerate(("Front", "Back")):
        mine = visits["team"] == number
        overlap = np.minimum(visits["finished"][mine], end) - np.maximum(visits["started"][mine], DAY)
        queued = np.minimum(visits["started"][mine], end) - np.maximum(visits["enabled"][mine], DAY)
        team = story.run.teams[number]
        in_log = np.maximum(overlap, 0).sum()
        unfinished = 0 if story.run.open == 0 else 5 * 3600  # what is in hand at the end stands in no row
        assert in_log - 1e-6 <= team.busy + team.overtime <= in_log + unfinished + 4000
        assert team.queue >= np.maximum(queued, 0).sum() - 1e-6
        assert value(table["teams", name, "utilisation"]) == pytest.approx(team.busy / team.floor)
        assert value(table["teams", name, "queue.mean"]) == pytest.approx(team.queue / story.run.seconds)


def test_paths_are_shares_of_the_completed_cases_and_make_up_the_whole(table, cases, counted, story):
    done = counted[cases["outcome"][counted] == CaseOutcome.COMPLETED]
    nodes = [row.id for row in story.program.nodes]
    shares = {member: value(figure) for (section, member, *_), figure in table.items() if section == "paths"}
    for node in ("End_1", "End_2", "End_late"):
        assert shares[node] == pytest.approx((cases["end"][done] == nodes.index(node)).mean())
    assert sum(shares.values()) == pytest.approx(1)


def test_flows_are_tokens_per_case(table, story, visits, cases):
    of_counted = np.isin(visits["case"], cases["case"][cases["counted"] == 1])
    arrived = story.run.cases.arrived
    for number, flow in enumerate(story.program.flows):
        logged = (of_counted & (visits["via"] == number)).sum()
        passed = value(table["flows", flow.id, "per_case"]) * arrived
        if flow.source == [row.id for row in story.program.nodes].index("First"):
            continue  # both rivals are visited, but one flow is passed
        assert logged <= round(passed)
        if story.run.open == 0:
            assert logged == round(passed)


def test_a_promise_is_kept_broken_or_not_yet_due(table, story, visits, cases):
    end = DAY + story.run.seconds
    first_enabled, first_finished = {}, {}
    for index in range(len(visits["case"])):
        key = visits["case"][index], story.program.nodes[int(visits["node"][index])].id
        if visits["outcome"][index] == 0:
            first_finished[key] = min(first_finished.get(key, np.inf), visits["finished"][index])
        first_enabled[key] = min(first_enabled.get(key, np.inf), visits["enabled"][index])
    for name, begins, ends, within in (
        ("soon", None, None, 2 * HOUR),
        ("entered", None, "A", 600),
        ("settled", "B", "C", 1800),
    ):
        kept = broken = 0
        unlogged = 0
        for index in np.flatnonzero(cases["counted"] == 1):
            case, is_open = cases["case"][index], cases["outcome"][index] == CaseOutcome.OPEN
            begin = cases["arrived"][index] if begins is None else first_enabled.get((case, begins))
            if begin is None:
                unlogged += is_open  # it may be there now: an open visit stands in no row
                continue
            done = first_finished.get((case, ends)) if ends else (None if is_open else cases["ended"][index])
            if done is None and not is_open:
                continue
            took = (end if done is None else done) - begin
            if took > within + 1e-6:
                broken += 1
            elif done is not None:
                kept += 1
        figure = table["measures", "", f"promise.{name}.share"]
        assert figure.over == kept
        assert kept + broken <= figure.under <= kept + broken + unlogged


@pytest.mark.parametrize("instances", [None, Instances(number=Distribution.constant(3))])
def test_a_step_of_several_instances_is_done_again_when_the_whole_of_it_is(instances):
    story = told(
        drawn("Start > A > Xor > End\nXor > A"),
        times=[0.0, 10.0],
        steps={"A": Step(time=Distribution.constant(1), instances=instances)},
        routing=chances(Xor={"A": 0.9, "End": 0.1}),
    )
    table = figures(story.program, story.run).table
    rework = sum(case.rework for case in story.cases)
    assert rework > 0
    assert value(table["steps", "A", "again_per_case"]) == rework / 2
    assert value(table["steps", "A", "visits_per_case"]) == (rework + 2) / 2 * (3 if instances else 1)
