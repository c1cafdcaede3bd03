"""What is left of a scenario at each level of detail, and what a run of it then tells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from building import DAY, HOUR, MONDAY, drawn

from studio.analysis import study
from studio.reading import read
from studio.scenario import (
    Arrivals,
    Batch,
    Calendar,
    Detail,
    Distribution,
    Escalation,
    Ladder,
    Promise,
    Routing,
    Scenario,
    Shift,
    Step,
    Team,
    at_level,
    complete,
    level_of_input,
    read_scenario,
)
from studio.scenario import Level as LadderLevel

ROOT = Path(__file__).parents[2]
DIAGRAM = drawn(
    """
    Start > A > Xor > B > End
    Xor > C > End
    """
)


def each_day(opens: float, closes: float) -> Calendar:
    return Calendar(week=tuple((day * DAY + opens * HOUR, day * DAY + closes * HOUR) for day in range(7)))


def desk() -> Scenario:
    """A desk that is open from 8 to 20, with two overlapping shifts and somebody at night, and a ladder."""
    minutes = Distribution.constant(300.0)
    stated = Scenario(
        name="Desk",
        start=MONDAY,
        cases=40,
        warm_up=0.0,
        replications=2,
        calendars={"office": each_day(8, 20)},
        arrivals={"Start": Arrivals(every=Distribution.constant(240.0), open="office")},
        teams={
            "Desk": Team(
                name="Desk",
                shifts=(
                    Shift(staff=1, calendar=each_day(8, 16)),
                    Shift(staff=2, calendar=each_day(12, 20)),
                    Shift(staff=1, calendar=each_day(20, 24)),
                ),
                shrinkage=0.3,
                absence=0.1,
            ),
            "Leaders": Team(name="Leaders", shifts=(Shift(staff=1),)),
        },
        steps={
            "A": Step(time=minutes, team="Desk", patience=Distribution.constant(60.0)),
            "B": Step(time=minutes, team="Desk", batch=Batch(size=2, or_after=600.0)),
            "C": Step(time=minutes),
        },
        routing={"Xor": Routing(chances={"Xor-B": 0.5, "Xor-C": 0.5})},
        ladders={
            "up": Ladder(
                name="up",
                levels=(LadderLevel(name="Leader", team="Leaders", reply_within=60.0, settles=1.0),),
            )
        },
        escalations={"A": Escalation(ladder="up", cannot_decide=0.5)},
        promises=(Promise(name="soon", within=HOUR),),
    )
    return complete(stated, DIAGRAM)


def test_the_last_level_is_the_whole_scenario():
    assert at_level(desk(), Detail.PROMISES) is not None
    assert at_level(desk(), Detail.PROMISES) == desk()


def test_without_promises_nobody_climbs_and_who_only_answers_on_a_ladder_is_not_there():
    left = at_level(desk(), Detail.HOURS)
    assert (left.ladders, left.escalations, left.promises) == ({}, {}, ())
    assert set(left.teams) == {"Desk"}
    assert left.teams["Desk"] == desk().teams["Desk"]
    assert left.arrivals == desk().arrivals


def test_without_hours_a_team_is_as_large_as_in_its_fullest_hour_around_the_clock():
    left = at_level(desk(), Detail.TEAMS)
    team = left.teams["Desk"]
    assert [(shift.staff, shift.calendar) for shift in team.shifts] == [(1, None), (2, None)]
    assert (team.shrinkage, team.absence) == (0.0, 0.0)
    assert left.arrivals["Start"].open is None
    assert left.steps == desk().steps


def test_without_teams_nobody_waits_for_anybody():
    left = at_level(desk(), Detail.TIMES)
    assert left.teams == {}
    assert all(
        step.team is None and step.batch is None and step.patience is None for step in left.steps.values()
    )
    assert [step.time for step in left.steps.values()] == [step.time for step in desk().steps.values()]
    result = study(DIAGRAM, left, workers=1)
    assert result.estimate("wait.mean").value == 0
    assert result.estimate("cycle_time.mean").value == 600
    assert not [key for key in result.estimates if key[0] == "teams"]


def test_without_times_only_the_ways_are_left():
    left = at_level(desk(), Detail.PATHS)
    assert left.routing == desk().routing
    result = study(DIAGRAM, left, workers=1)
    assert result.estimate("cycle_time.mean").value == 0
    visits = {step: result.estimates["steps", step, "visits_per_case"].value for step in "ABC"}
    assert visits["A"] == 1
    assert visits["B"] + visits["C"] == pytest.approx(1)


def test_the_way_of_a_customer_is_the_same_at_every_level():
    """Shares are drawn by the customer, so what a level adds never changes who goes where."""
    plain = replace(
        desk(), escalations={}, steps={**desk().steps, "A": replace(desk().steps["A"], patience=None)}
    )
    shares = {
        study(DIAGRAM, at_level(plain, level), workers=1).estimates["steps", "B", "visits_per_case"].value
        for level in Detail
    }
    assert len(shares) == 1


def test_inputs_that_do_not_count_are_not_among_the_assumed_ones():
    for level in Detail:
        left = at_level(desk(), level)
        assert all(level_of_input(path) <= level for path in left.provenance)
    assert not any(path.startswith(("steps", "teams")) for path in at_level(desk(), Detail.PATHS).provenance)


@pytest.mark.parametrize(
    ("path", "level"),
    [
        ("routing.Xor.Xor-B", Detail.PATHS),
        ("arrivals.Start.every", Detail.TIMES),
        ("steps.Task_1.2.time", Detail.TIMES),
        ("events.Timer.after", Detail.TIMES),
        ("steps.A.team", Detail.TEAMS),
        ("teams.Desk.staff", Detail.TEAMS),
        ("teams.Desk.shifts[1].staff", Detail.TEAMS),
        ("teams.Desk.shifts", Detail.HOURS),
        ("arrivals.Start.open", Detail.HOURS),
        ("ladders.up[1].time", Detail.PROMISES),
    ],
)
def test_an_input_counts_from_a_level_on(path, level):
    assert level_of_input(path) is level


@pytest.mark.parametrize("name", ["complaint", "epidemic_surge", "order_to_delivery"])
@pytest.mark.parametrize("level", Detail)
def test_an_example_can_be_simulated_at_every_level(name, level):
    file = ROOT / "bpmn" / f"{name}.bpmn"
    reading = read(file.read_bytes(), file.name)
    stated = read_scenario(ROOT / "simulations" / name / "today.yaml", reading.diagram)
    scenario = at_level(complete(stated, reading.diagram, reading.hints), level)
    short = replace(scenario, cases=60, length=None, warm_up=0.0, replications=2)
    result = study(reading.diagram, short, workers=1)
    assert result.cases == 120
    assert bool([key for key in result.estimates if key[0] == "teams"]) is (level >= Detail.TEAMS)
