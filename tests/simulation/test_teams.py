"""Queues and the people who serve them."""

from __future__ import annotations

import pytest
from building import DAY, HOUR, every_day, exponential, staffed, told

from studio.scenario import Distribution, Step
from studio.simulation.records import Outcome

ONE_STEP = "Start > A > End"


def persons(story, node="A"):
    """Who started each visit, by case."""
    return [visit.person for visit in sorted(story.visits) if visit.node == node]


def test_one_person_serves_in_the_order_of_enabling():
    story = told(ONE_STEP, times=[0, 10, 20], steps={"A": (100, "Agents")}, teams={"Agents": 1})
    assert story.of("A") == [(0, 0, 100), (10, 100, 200), (20, 200, 300)]
    (team,) = story.run.teams
    assert (team.busy, team.queue) == (300, 90 + 180)


def test_whoever_has_the_lowest_number_among_the_free_takes_the_next_visit():
    story = told(ONE_STEP, times=[0, 0, 0, 150, 150], steps={"A": (100, "Agents")}, teams={"Agents": 3})
    assert persons(story) == [0, 1, 2, 0, 1]
    assert [clock[1] for clock in story.of("A")] == [0, 0, 0, 150, 150]


def test_cases_that_arrive_together_are_served_by_their_number():
    story = told(ONE_STEP, times=[5, 5, 5], steps={"A": (1, "Agents")}, teams={"Agents": 1})
    assert story.of("A") == [(5, 5, 6), (5, 6, 7), (5, 7, 8)]


def test_a_faster_team_needs_less_time():
    story = told(
        ONE_STEP, times=[0, 0], steps={"A": (100, "Agents")}, teams={"Agents": staffed(1, speed=0.8)}
    )
    assert story.of("A") == [(0, 0, 125), (0, 125, 250)]


def test_a_step_without_a_team_takes_any_number_at_once():
    story = told(ONE_STEP, times=[0, 1, 1], steps={"A": 100})
    assert story.of("A") == [(0, 0, 100), (1, 1, 101), (1, 1, 101)]


def test_two_people_on_one_task_are_both_busy_until_it_is_done():
    story = told(
        "Start > A > B > End",
        times=[0, 10],
        steps={"A": Step(time=Distribution.constant(100), team="Agents", people=2), "B": (30, "Agents")},
        teams={"Agents": 3},
    )
    assert story.of("A") == [(0, 0, 100), (10, 100, 200)]
    assert story.of("B") == [(100, 100, 130), (200, 200, 230)]
    assert [visit.person for visit in story.visits if visit.node == "B"] == [2, 0]
    assert story.run.teams[0].busy == 2 * 100 + 2 * 100 + 30 + 30


def test_a_task_for_two_waits_at_the_head_of_the_queue_until_both_are_free():
    story = told(
        "Start > Xor > A > End\nXor > B > End",
        times=[0, 10, 20],
        steps={"A": (100, "Agents"), "B": Step(time=Distribution.constant(50), team="Agents", people=2)},
        teams={"Agents": 2},
        seed=_seed_for("ABA"),
    )
    assert [story.way(case)[2] for case in range(3)] == ["A", "B", "A"]
    assert story.of("A") == [(0, 0, 100), (20, 150, 250)]
    assert story.of("B") == [(10, 100, 150)]


def _seed_for(ways: str) -> int:
    """A seed with which the first cases choose these branches of the gateway Xor."""
    for seed in range(200):
        story = told(
            "Start > Xor > A > End\nXor > B > End",
            times=range(len(ways)),
            steps={"A": 0, "B": 0},
            seed=seed,
        )
        if [story.way(case)[2] for case in range(len(ways))] == list(ways):
            return seed
    raise AssertionError(ways)


def test_a_task_for_more_people_than_there_are_is_never_begun_and_the_run_still_ends():
    step = Step(time=Distribution.constant(50), team="Agents", people=3)
    story = told(
        ONE_STEP, times=[0], steps={"A": step}, teams={"Agents": staffed((2, every_day(8, 17)))}, cases=1
    )
    assert story.run.open == 1


def test_a_run_ends_when_nobody_ever_comes_to_work_though_cases_go_on_arriving():
    story = told(ONE_STEP, every=600, steps={"A": (50, "Agents")}, teams={"Agents": 0}, cases=10)
    assert story.run.cases.arrived == story.run.open == 10


@pytest.mark.parametrize("first", [(0, 8), (8, 16)])
def test_who_hand_over_to_each_other_never_work_together(first):
    """Whichever shift is named first."""
    shifts = [(0, 8), (8, 16)] if first == (0, 8) else [(8, 16), (0, 8)]
    story = told(
        "Start > A > End",
        times=[6.5 * HOUR],
        steps={"A": Step(time=Distribution.constant(60), team="Agents", people=2)},
        teams={"Agents": staffed(*((1, every_day(*hours)) for hours in shifts))},
        length=3 * DAY,
    )
    assert story.run.open == 1


def test_priority_goes_before_the_order_of_arrival_and_work_in_hand_is_not_interrupted():
    story = told(
        ONE_STEP,
        times=range(12),
        attributes={"vip": Distribution.uniform(0, 1)},
        priority=["vip > 0.7", "vip > 0.4"],
        steps={"A": (100, "Agents")},
        teams={"Agents": 1},
    )
    log = story.run.log.cases()
    priority = dict(zip(log["ordinal"].tolist(), log["priority"].tolist(), strict=True))
    assert {priority[case] for case in range(1, 12)} == {0, 1, 2}
    expected = [0, *sorted(range(1, 12), key=lambda case: (priority[case], case))]
    begun = sorted((visit.started, visit.case) for visit in story.visits if visit.node == "A")
    assert begun == [(100 * place, case) for place, case in enumerate(expected)]


def test_steps_of_one_team_share_its_queue():
    story = told(
        "Start > And > A > End_a\nAnd > B > End_b",
        times=[0, 1],
        steps={"A": (10, "Agents"), "B": (5, "Agents")},
        teams={"Agents": 1},
    )
    assert story.of("A") == [(0, 0, 10), (1, 15, 25)]
    assert story.of("B") == [(0, 10, 15), (1, 25, 30)]


def test_a_team_of_no_step_is_idle():
    story = told(ONE_STEP, times=[0], steps={"A": (10, "Agents")}, teams={"Agents": 1, "Others": 2})
    assert (story.run.teams[1].floor, story.run.teams[1].busy) == (20, 0)


def test_what_a_visit_costs_is_the_time_of_all_its_people():
    step = Step(time=Distribution.constant(1800), team="Agents", people=2)
    story = told(ONE_STEP, times=[0], steps={"A": step}, teams={"Agents": staffed(2, cost=30.0)})
    assert story.run.cases.sum("cost") == pytest.approx(2 * 0.5 * 30)


def test_a_withdrawn_visit_frees_its_person_for_the_next():
    story = told(
        "Start > A > End\nA ! Timer_late > End_late",
        times=[0, 10],
        steps={"A": (100, "Agents")},
        events={"Timer_late": 50},
        teams={"Agents": 1},
    )
    first, second = (visit for visit in story.visits if visit.node == "A")
    assert first[2:6] == (0, 0, 50, Outcome.WITHDRAWN)
    assert second[2:6] == (10, 50, 60, Outcome.WITHDRAWN)
    assert story.run.teams[0].busy == 60


def test_a_token_that_returns_to_the_queue_at_the_instant_it_left_it_is_served_in_turn():
    """A deadline of zero seconds moves a waiting case on to another step of the same team."""
    story = told(
        "Start > A > End\nA ! Timer_now > B > End_late",
        times=[0, 10],
        steps={"A": (100, "Agents"), "B": (7, "Agents")},
        events={"Timer_now": 0},
        teams={"Agents": 1},
    )
    assert story.of("A") == [(0, 0, 0), (10, 10, 10)]
    assert story.of("B") == [(0, 0, 7), (10, 10, 17)]


def test_a_case_that_waits_and_is_moved_on_at_once_is_served_in_turn():
    story = told(
        "Start > A > B > End\nB ! Timer_now > C > End_late",
        times=[0, 0],
        steps={"A": (10, "Agents"), "B": (100, "Others"), "C": (7, "Others")},
        events={"Timer_now": 0},
        teams={"Agents": 2, "Others": staffed((1, every_day(1, 2)))},
    )
    assert story.of("B") == [(10, 10, 10), (10, 10, 10)]
    assert story.of("C") == [(10, HOUR, HOUR + 7), (10, HOUR + 7, HOUR + 14)]


def test_areas_equal_the_sums_over_the_visits_of_a_busy_day():
    """Queue area is all time waited, busy and overtime area all time worked."""
    story = told(
        "Start > A > Xor > B > End\nXor > A",
        times=[8 * HOUR + 61.7 * n for n in range(500)],
        steps={"A": (exponential(100), "Agents"), "B": (exponential(50), "Agents")},
        teams={"Agents": staffed((3, every_day(8, 18)), shrinkage=0.2)},
    )
    work = [visit for visit in story.visits if visit.node in "AB"]
    (team,) = story.run.teams
    assert team.queue == pytest.approx(sum(visit.started - visit.enabled for visit in work), rel=1e-9)
    assert team.busy + team.overtime == pytest.approx(
        sum(visit.finished - visit.started for visit in work), rel=1e-9
    )
