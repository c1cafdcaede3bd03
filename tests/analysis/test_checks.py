"""A study checks itself: cases, Little's law, and the nearest formula of Erlang."""

from __future__ import annotations

from dataclasses import replace

import pytest
from building import HOUR, drawn, every_day, exponential, setting, staffed, told

from studio.analysis import study
from studio.analysis.balance import balance
from studio.analysis.checks import self_checks
from studio.analysis.erlang import erlang_a, erlang_c
from studio.scenario import Distribution, Step, Study

QUEUE = drawn("Start > A > End")


def checked(diagram=QUEUE, *, made=None, **parts):
    """The checks of one replication that is told exactly."""
    made = told(diagram, **parts)
    books = [balance(made.program, made.run)]
    return {
        (check.code, check.team): check for check in self_checks(made.program, setting(), books, frozenset())
    }


def test_cases_that_came_are_those_that_left_and_those_still_open():
    found = checked(times=(0, 0, 0), steps={"A": (100, "T")}, teams={"T": 1}, length=150)
    conservation = found["check.cases", None]
    assert (conservation.expected, conservation.found, conservation.holds) == (3, 3, True)


def test_a_case_that_is_lost_is_found_out():
    made = told(QUEUE, times=(0, 0, 0), steps={"A": (100, "T")}, teams={"T": 1})
    books = replace(balance(made.program, made.run), left=2)
    first, *_ = self_checks(made.program, setting(), [books], frozenset())
    assert (first.expected, first.found, first.holds) == (3, 2, False)


def test_littles_law_holds_to_the_last_digit_where_all_is_counted():
    """Three cases at once, 100 s each: 600 s in the process and 300 s in the queue, of 300 s."""
    found = checked(times=(0, 0, 0), steps={"A": (100, "T")}, teams={"T": 1})
    whole, team = found["check.little", None], found["check.little-team", "T"]
    assert (whole.expected, whole.found, whole.holds) == (2.0, 2.0, True)
    assert (team.expected, team.found, team.holds) == (1.0, 1.0, True)


def test_littles_law_counts_who_is_still_there_at_the_end():
    """After 150 s one is done, one is served, one waits: 400 s in the process, 250 s in the queue."""
    found = checked(times=(0, 0, 0), steps={"A": (100, "T")}, teams={"T": 1}, length=150)
    assert found["check.little", None].found == pytest.approx(400 / 150)
    assert found["check.little", None].holds is True
    assert found["check.little-team", "T"].expected == pytest.approx(250 / 150)
    assert found["check.little-team", "T"].found == pytest.approx(250 / 150)
    assert found["check.little-team", "T"].holds is True


def test_a_queue_that_is_counted_wrongly_is_found_out():
    made = told(QUEUE, times=(0, 0, 0), steps={"A": (100, "T")}, teams={"T": 1})
    books = balance(made.program, made.run)
    wrong = replace(books, teams=(replace(books.teams[0], queue_area=299.0),))
    held = {check.code: check.holds for check in self_checks(made.program, setting(), [wrong], frozenset())}
    assert held["check.little-team"] is False
    assert held["check.little"] is True


@pytest.mark.parametrize(
    ("steps", "teams"),
    [
        ({"A": (exponential(900), "T")}, {"T": staffed((2, every_day(8, 17)))}),
        (
            {"A": Step(time=exponential(300), team="T", patience=exponential(200))},
            {"T": staffed(1, base_load=0.1)},
        ),
    ],
)
def test_littles_law_holds_in_any_day_that_begins_empty(steps, teams):
    found = checked(every=exponential(400), steps=steps, teams=teams, length=20 * HOUR)
    assert found["check.little", None].holds is True
    assert found["check.little-team", "T"].holds is True


@pytest.mark.parametrize(
    ("per_hour", "service", "people", "wait"), [(100, 180, 6, 105.752960), (360, 240, 28, 19.988312)]
)
def test_erlang_c_gives_the_published_waits(per_hour, service, people, wait):
    assert erlang_c(per_hour / 3600, service, people) == pytest.approx(wait, rel=1e-7)


def test_erlang_c_of_too_much_work_is_infinite():
    assert erlang_c(1.0, 2.0, 2) == float("inf")


@pytest.mark.parametrize(("people", "share"), [(28, 0.028445), (14, 0.418471), (6, 0.750002)])
def test_erlang_a_gives_the_published_shares(people, share):
    assert erlang_a(0.1, 240, people, 180)[0] == pytest.approx(share, abs=1e-6)


def test_erlang_a_gives_the_published_wait():
    share, wait = erlang_a(100 / 3600, 180, 6, 120)
    assert share == pytest.approx(0.112336, abs=1e-6)
    assert wait == pytest.approx(13.480270, abs=1e-6)


def studied(**more):
    parts = {"every": exponential(120), "teams": {"T": 2}, "cases": 1500, "warm_up": 4 * HOUR}
    scenario = setting(**(parts | {"replications": 10} | more))
    result = study(QUEUE, scenario, workers=1)
    return {check.code: check for check in result.checks}, result


def test_a_plain_queue_is_tested_against_its_formula():
    found, result = studied(steps={"A": (exponential(180), "T")})
    check = found["check.erlang-c"]
    assert check.holds is True
    assert check.expected == pytest.approx(erlang_c(1 / 120, 180, 2), rel=0.2)
    assert {each["code"]: each["holds"] for each in result.to_json()["checks"]}["check.little"] is True
    assert all(each["text"] for each in result.to_json("zh-CN")["checks"])


def test_impatient_customers_are_tested_against_erlang_a():
    step = Step(time=exponential(300), team="T", patience=exponential(200))
    found, _ = studied(steps={"A": step})
    check = found["check.erlang-a"]
    assert check.holds is True
    assert check.expected == pytest.approx(erlang_a(1 / 120, 300, 2, 200)[0], rel=0.1)


def test_work_that_is_far_from_exponential_gets_a_hint():
    found, _ = studied(steps={"A": (180, "T")})
    assert found["check.erlang-c"].holds is None


def test_arrivals_at_regular_times_get_a_hint():
    found, _ = studied(every=Distribution.constant(120.0), steps={"A": (exponential(180), "T")})
    assert found["check.erlang-c"].holds is None


def test_a_team_with_shifts_has_no_formula():
    found, _ = studied(
        steps={"A": (exponential(180), "T")},
        teams={"T": staffed((6, every_day(8, 20)))},
        cases=200,
        study=Study.STEADY,
    )
    assert not found.keys() & {"check.erlang-c", "check.erlang-a"}
