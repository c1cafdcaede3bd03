"""Steps that several teams can do: who takes a visit, who may, and in whose queue it is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from building import HOUR, drawn, every_day, setting, staffed, told
from watching import watched

from studio.model import parse_guard
from studio.scenario import Arrivals, Attribute, Distribution, Step
from studio.simulation import RunLength, compile_program, run
from studio.simulation.draws import Customers, Stream, hash_name

ONE_STEP = "Start > A > End"


def step(seconds, *teams, people=1, **can_do):
    return Step(
        time=Distribution.constant(seconds),
        team=teams[0],
        instead=teams[1:],
        people=people,
        can_do={name: parse_guard(text) for name, text in can_do.items()},
    )


def test_the_preferred_team_takes_a_visit_and_the_next_one_when_nobody_is_free():
    made = watched(
        ONE_STEP, times=[0, 0, 0], steps={"A": step(100, "First", "Second")}, teams={"Second": 1, "First": 1}
    )
    assert made.who() == [("First", 0), ("Second", 0), ("First", 0)]
    assert made.clocks() == [(0, 0, 100), (0, 0, 100), (0, 100, 200)]


def test_who_waits_is_taken_by_the_first_team_that_has_somebody_free():
    made = watched(
        ONE_STEP,
        times=[0, 10, 20],
        steps={"A": step(100, "First", "Second")},
        teams={"First": staffed(1, speed=0.5), "Second": 1},
    )
    assert made.who() == [("First", 0), ("Second", 0), ("Second", 0)]
    assert made.clocks() == [(0, 0, 200), (10, 10, 110), (20, 110, 210)]


def test_a_visit_counts_in_the_queue_of_the_first_team_that_can_do_it_only():
    made = watched(
        ONE_STEP,
        times=[0, 0, 0, 10],
        steps={"A": step(100, "First", "Second")},
        teams={"First": 1, "Second": 1},
    )
    first, second = made.run.teams
    assert (first.queue, second.queue) == (100 + 90, 0)
    assert [(crew.waiting, crew.in_line) for crew in made.crews] == [(0, 0), (0, 0)]


def test_a_team_takes_only_the_cases_that_it_can_do():
    made = watched(
        ONE_STEP,
        times=[0, 1, 2],
        attributes={"amount": Distribution.constant(700)},
        steps={"A": step(100, "Juniors", "Seniors", Juniors="amount < 500")},
        teams={"Juniors": 3, "Seniors": 1},
    )
    assert made.who() == [("Seniors", 0)] * 3
    assert made.clocks() == [(0, 0, 100), (1, 100, 200), (2, 200, 300)]
    assert [team.queue for team in made.run.teams] == [0, 99 + 198]


def test_a_visit_that_no_team_can_do_waits_for_ever_and_stands_in_nobodys_way():
    made = watched(
        ONE_STEP,
        times=[0, 1, 2, 3],
        attributes={"amount": Distribution.uniform(0, 1000)},
        steps={"A": step(100, "Juniors", "Seniors", Juniors="amount < 500", Seniors="amount < 500")},
        teams={"Juniors": 1, "Seniors": 1},
        seed=3,
    )
    assert 0 < made.run.open < 4
    assert made.run.cases.completed == 4 - made.run.open
    assert made.crews[0].waiting == made.run.open
    assert made.crews[1].waiting == 0
    assert made.run.teams[0].queue > 0


def test_people_of_one_team_do_together_what_needs_several_and_no_team_mixes():
    made = watched(
        ONE_STEP,
        times=[0, 0],
        steps={"A": step(100, "Small", "Large", people=2)},
        teams={"Small": 1, "Large": 3},
    )
    assert made.clocks() == [(0, 0, 100), (0, 100, 200)]
    assert [visit.people for visit in made.of("A")] == [(0, 1), (0, 1)]
    assert {visit.team for visit in made.served} == {"Large"}


def test_who_is_taken_elsewhere_frees_the_way_for_those_behind():
    """A visit for two blocks the one free person of a team only until another team takes it."""
    made = watched(
        "Start_pair > A > End_a\nStart_one > B > End_b\nStart_busy > C > End_c\nStart_other > D > End_d",
        arrivals=_at(Start_busy=0, Start_other=0, Start_pair=10, Start_one=20),
        steps={
            "A": step(50, "First", "Second", people=2),
            "B": step(50, "First"),
            "C": step(300, "First"),
            "D": step(100, "Second"),
        },
        teams={"First": 2, "Second": 2},
    )
    assert made.clocks("A") == [(10, 100, 150)]
    assert made.clocks("B") == [(20, 100, 150)]
    assert made.who("B") == [("First", 1)]


def _at(**starts):
    return {start: Arrivals(times=(moment,)) for start, moment in starts.items()}


def test_who_comes_behind_a_blocked_visit_is_taken_by_the_team_without_a_queue():
    made = watched(
        "Start_pair > A > End_a\nStart_one > B > End_b\nStart_busy > C > End_c",
        arrivals=_at(Start_busy=0, Start_pair=10, Start_one=20),
        steps={"A": step(50, "First", people=2), "B": step(50, "First", "Second"), "C": step(300, "First")},
        teams={"First": 2, "Second": 1},
    )
    assert made.who("B") == [("Second", 0)]
    assert made.clocks("A") == [(10, 300, 350)]


def test_a_more_urgent_visit_passes_a_blocked_one_on_its_way_to_the_preferred_team():
    made = watched(
        "Start_pair > A > End_a\nStart_one > B > End_b\nStart_busy > C > End_c",
        arrivals=_at(Start_busy=0, Start_pair=10, Start_one=20),
        attributes={"urgent": Distribution.uniform(0, 1)},
        priority=["urgent > 0.5"],
        steps={"A": step(50, "First", people=2), "B": step(50, "Second", "First"), "C": step(300, "First")},
        teams={"First": 2, "Second": 0},
        seed=_seed_of_urgency("Start_pair", "Start_one"),
    )
    assert made.who("B") == [("First", 1)]
    assert made.clocks("B") == [(20, 20, 70)]


def _seed_of_urgency(patient, urgent):
    """A seed with which the one start's first case is urgent and the other's is not."""
    element = hash_name("urgent")
    for seed in range(100):
        drawn = {
            start: Stream(seed, 0, element, "attribute").uniform(Customers(hash_name(start), 0).keys[0])
            for start in (patient, urgent)
        }
        if drawn[patient] <= 0.5 < drawn[urgent]:
            return seed
    raise AssertionError


def test_a_visit_given_up_leaves_every_queue():
    made = watched(
        "Start > A > End\nA ! Timer_late > End_late",
        times=[0, 0, 0, 60],
        events={"Timer_late": 50},
        steps={"A": step(100, "First", "Second")},
        teams={"First": 1, "Second": 1},
    )
    # The third is begun at the instant at which its own time is up, too.
    assert made.clocks() == [(0, 0, 50), (0, 0, 50), (0, 50, 50), (60, 60, 110)]
    assert [(crew.waiting, crew.in_line) for crew in made.crews] == [(0, 0), (0, 0)]
    assert made.run.teams[0].queue == 50


def test_the_other_team_takes_over_when_its_shift_begins():
    made = watched(
        ONE_STEP,
        times=[7 * HOUR, 7 * HOUR],
        steps={"A": step(2 * HOUR, "Night", "Day")},
        teams={"Night": staffed((1, every_day(0, 8))), "Day": staffed((1, every_day(8, 16)))},
    )
    assert made.who() == [("Night", 0), ("Day", 0)]
    assert made.clocks()[1] == (7 * HOUR, 8 * HOUR, 10 * HOUR)


def test_who_waits_for_two_teams_is_taken_in_turn_each_by_the_one_it_would_rather_have():
    """House has people for both, and would take B too if it were not for Crowd, whose turn it is."""
    for order in (("Crowd", "House"), ("House", "Crowd")):
        story = told(
            "Start > A > End\nStart_b > B > End_b",
            arrivals={"Start": Arrivals(times=(0.0,)), "Start_b": Arrivals(times=(1.0,))},
            steps={"A": step(HOUR, "House", "Crowd"), "B": step(HOUR, "Crowd", "House")},
            teams={name: staffed((2, every_day(8, 17))) for name in order},
        )
        names = [team.name for team in story.program.teams]
        log = story.run.log.visits()
        assert {names[team] for team in log["team"] if team >= 0} == {"House", "Crowd"}


def test_of_teams_whose_shifts_begin_together_the_preferred_one_takes_who_waits():
    """Whichever the scenario names first."""
    for order in (("Crowd", "House"), ("House", "Crowd")):
        story = told(
            ONE_STEP,
            times=[0, 1, 2],
            steps={"A": step(HOUR, "House", "Crowd")},
            teams={name: staffed((2, every_day(8, 17))) for name in order},
        )
        names = [team.name for team in story.program.teams]
        log = story.run.log.visits()
        assert [names[team] for team in log["team"] if team >= 0] == ["House", "House", "Crowd"]


@pytest.mark.parametrize("priority", [(), ("urgent > 0.5",)])
def test_two_teams_that_can_do_all_are_one_team(priority):
    """With equal speed and no preference that matters, waits are those of one queue with all the people."""
    parts = {
        "times": None,
        "every": Distribution.exponential(10),
        "priority": priority,
        "seed": 5,
    }
    parts["attributes"] = {"urgent": Distribution.uniform(0, 1)}
    exponential = Distribution.exponential(45)
    two = watched(
        ONE_STEP,
        cases=3000,
        steps={"A": Step(time=exponential, team="First", instead=("Second",))},
        teams={"First": 2, "Second": 3},
        **parts,
    )
    one = watched(
        ONE_STEP, cases=3000, steps={"A": Step(time=exponential, team="All")}, teams={"All": 5}, **parts
    )
    assert [visit.clock for visit in two.of("A")[:2900]] == [visit.clock for visit in one.of("A")[:2900]]
    assert sum(team.queue for team in two.run.teams) == pytest.approx(one.run.teams[0].queue)


def test_each_channel_has_its_team():
    guard = {"Chat": "channel == 'chat'", "Voice": "channel == 'voice'"}
    scenario = setting(
        times=range(200), steps={"A": step(0.25, "Chat", "Voice", **guard)}, teams={"Chat": 1, "Voice": 1}
    )
    channel = Attribute(name="channel", choice=(("chat", 0.5), ("voice", 0.5)))
    program = compile_program(drawn(ONE_STEP), replace(scenario, attributes=(channel,)))
    made = run(program, RunLength())
    busy = [team.busy for team in made.teams]
    assert sum(busy) == pytest.approx(50)
    assert min(busy) > 15
