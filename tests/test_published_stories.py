"""What was published about such operations comes out of the scenarios that tell it, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from studio.analysis import Comparison, Result, Variant, Verdict, compare
from studio.analysis.confidence import Estimate
from studio.reading import read
from studio.scenario import complete, read_scenario

ROOT = Path(__file__).parents[1]
DAY = 86_400.0


def told(process: str, name: str) -> Variant:
    """A scenario of the library, complete, by the name of its file."""
    reading = read((ROOT / "bpmn" / f"{process}.bpmn").read_bytes(), f"{process}.bpmn")
    stated = read_scenario(ROOT / "simulations" / process / f"{name}.yaml", reading.diagram)
    return Variant(
        name=name, diagram=reading.diagram, scenario=complete(stated, reading.diagram, reading.hints)
    )


def compared(
    process: str, names: Sequence[str], *, days: float, replications: int, warm_up: float = 1
) -> Comparison:
    """The scenarios on the same customers, over fewer days than their files say."""
    first, *others = (told(process, name) for name in names)
    short = replace(first.scenario, length=days * DAY, warm_up=warm_up * DAY, replications=replications)
    return compare([replace(first, scenario=short), *others], workers=1)


# -- a fifth at the desks: what remote agents, crowd agents and a bot give back ------------------

EVERYBODY, ALONE = "everybody-at-the-desks", "fifth-at-the-desks"
LEVERS = ("fifth-with-remote", "fifth-with-crowd", "fifth-with-bot")
ALL = "fifth-with-all"
LOST = "abandoned.share"


@pytest.fixture(scope="module")
def attendance(thorough: bool) -> Comparison:
    """What differs from doing nothing, on Mondays one by one: who stays away does so for a day."""
    names = [ALONE, EVERYBODY, *LEVERS, ALL]
    return compared("epidemic_surge", names, days=1, replications=40 if thorough else 8)


def test_the_scenarios_of_the_epidemic_differ_in_attendance_and_in_the_levers_only():
    full, alone = (told("epidemic_surge", name).scenario for name in (EVERYBODY, ALONE))
    (desk,) = [team for team in alone.teams if alone.teams[team] != full.teams[team]]
    assert alone.teams[desk].absence == 0.8
    assert replace(alone.teams[desk], absence=full.teams[desk].absence) == full.teams[desk]
    assert replace(alone, name=full.name, teams=full.teams, provenance=full.provenance) == full
    for name in (*LEVERS, ALL):
        lever = told("epidemic_surge", name).scenario
        assert lever.teams[desk] == alone.teams[desk], name
        assert lever.arrivals == alone.arrivals, name


def test_a_fifth_at_the_desks_alone_loses_more_than_a_quarter_of_all_contacts(attendance: Comparison):
    """With everybody there hardly anyone gives up waiting; the difference is proved on the same customers."""
    full, alone = (attendance.results[name].estimate(LOST) for name in (EVERYBODY, ALONE))
    assert full.high < 0.06
    assert alone.low > 0.25
    kept = attendance.differences[EVERYBODY][LOST]
    assert kept.verdict is Verdict.BETTER
    assert kept.high < -0.1


def test_each_lever_gives_customers_back_and_all_together_nearly_all(attendance: Comparison):
    """Each gain is proved; with all three together no more than one contact in ten is lost."""
    for name in (*LEVERS, ALL):
        gained = attendance.differences[name][LOST]
        assert gained.verdict is Verdict.BETTER, name
        assert gained.high < 0, name
    together = attendance.results[ALL].estimate(LOST)
    assert together.high < 0.1
    for name in LEVERS:
        assert together.high < attendance.results[name].estimate(LOST).value, name


def test_with_all_three_those_wait_shorter_whom_only_the_desks_may_serve(attendance: Comparison):
    """What others take away no longer stands in their way."""
    alone, together = (waited(attendance.results[name], "Task_Desk") for name in (ALONE, ALL))
    assert together.high < alone.low


def waited(result: Result, step: str) -> Estimate:
    return result.estimates["steps", step, "wait.mean"]


def test_the_bot_leaves_people_the_harder_contacts(attendance: Comparison):
    """Of the contacts that reach people, fewer are standard and more need an account or judgement."""
    without, with_bot = (
        {
            step: attendance.results[name].estimates["steps", step, "visits_per_case"].value
            for step in ("Task_Crowd", "Task_Remote", "Task_Desk")
        }
        for name in (ALONE, "fifth-with-bot")
    )
    for step in ("Task_Remote", "Task_Desk"):
        assert with_bot[step] / sum(with_bot.values()) > 1.2 * without[step] / sum(without.values())
    assert with_bot["Task_Crowd"] < 0.6 * without["Task_Crowd"]


# -- transactions within 3 minutes: how many are, and what it saves customers a month --------------

QUICK, SLOW, HALF = "today", "before", "forms-only"
PUBLISHED = 250_000 * 60.0
"""Seconds a month that customers were saved."""


@pytest.fixture(scope="module")
def speeded_up(thorough: bool) -> Comparison:
    """What differs from before, on days that are all alike but for their demand."""
    return compared("personal_transaction", [SLOW, QUICK, HALF], days=1, replications=60 if thorough else 10)


def test_the_scenarios_of_the_speed_up_have_the_same_customers():
    """They ask for as much, are who they say as often, and mistakes are found as often."""
    slow, quick, half = (told("personal_transaction", name).scenario for name in (SLOW, QUICK, HALF))
    for scenario in (quick, half):
        assert scenario.arrivals == slow.arrivals
        for gateway in ("Gateway_Identified", "Gateway_Passed"):
            assert scenario.routing[gateway] == slow.routing[gateway]
    assert half.teams == slow.teams
    assert half.steps == slow.steps


def test_transactions_come_to_be_done_within_3_minutes(speeded_up: Comparison):
    """Hardly any was before; now nine in ten are, waiting and all, and the mean is surely below."""
    kept = {name: speeded_up.results[name].estimate("promise.transacted.share") for name in (SLOW, QUICK)}
    assert kept[SLOW].high < 0.1
    assert kept[QUICK].low > 0.88
    gained = speeded_up.differences[QUICK]["promise.transacted.share"]
    assert gained.verdict is Verdict.BETTER
    assert gained.low > 0.8
    assert speeded_up.results[QUICK].estimate("cycle_time.p90").high < 180
    assert speeded_up.results[SLOW].estimate("cycle_time.mean").low > 2 * 180


def test_customers_save_the_published_250_000_minutes_a_month(speeded_up: Comparison):
    """On the same customers: the saving is proved, and the published figure is within its interval."""
    saved = speeded_up.a_month[QUICK]["customers_time"]
    assert saved.verdict is Verdict.BETTER
    assert saved.high < 0
    assert -saved.high < PUBLISHED < -saved.low
    assert -saved.low + saved.high < 0.3 * PUBLISHED
    a_case = speeded_up.differences[QUICK]["cycle_time.mean"]
    assert 28_000 < PUBLISHED / -a_case.low < PUBLISHED / -a_case.high < 40_000  # transactions a month


def test_a_speed_up_done_by_half_saves_less_than_half(speeded_up: Comparison):
    """Forms that are filled in already save a part of it, and hardly any transaction takes 3 minutes."""
    half = speeded_up.a_month[HALF]["customers_time"]
    assert half.verdict is Verdict.BETTER
    assert -half.low < PUBLISHED / 2
    assert speeded_up.results[HALF].estimate("promise.transacted.share").high < 0.1


# -- delivery in 2 days from its parts, and which part breaks it ---------------------------------

HOUR = 3_600.0
PARTS = {"entered": 2 * HOUR, "dispatched": 4 * HOUR, "carried": 36 * HOUR}
"""The published parts of the two days, in seconds."""


def delivered(names: Sequence[str], thorough: bool) -> Comparison:
    """Orders of some days that find the desks as two days leave them."""
    days, replications = (14, 10) if thorough else (3, 5)
    return compared("order_to_delivery", names, days=days, replications=replications, warm_up=2)


TODAY = "today"
MISSING = {"order-desk-short": "entered", "warehouse-short": "dispatched", "slower-carrier": "carried"}
"""Which part has fewer people or takes longer than today, by scenario."""


@pytest.fixture(scope="module")
def two_days(thorough: bool) -> Comparison:
    return delivered([TODAY, *MISSING], thorough)


@pytest.fixture(scope="module")
def as_promised(two_days: Comparison) -> Result:
    return two_days.results[TODAY]


def of_whole(result: Result, *figure: str) -> Estimate:
    return result.estimates["promises", "delivered", *figure]


def test_the_two_days_are_promised_by_the_published_parts():
    promises = {promise.name: promise for promise in told("order_to_delivery", "today").scenario.promises}
    assert promises["delivered"].within == 2 * DAY
    for name, within in PARTS.items():
        assert promises[name].within == within
        assert promises[name].parent == "delivered"
        assert promises[name].owner
    assert sum(PARTS.values()) < 2 * DAY


def test_the_parts_carry_the_two_days(as_promised: Result):
    """Nine in ten are delivered in time; of the others, logistics breaks the most by far."""
    assert of_whole(as_promised, "share").low > 0.85
    broken = {part: of_whole(as_promised, "broken_by", "parts", part) for part in PARTS}
    assert broken["carried"].low > 0.5
    assert broken["carried"].low > max(broken["entered"].high, broken["dispatched"].high)


def test_the_clocks_of_company_and_customer_tell_two_stories(as_promised: Result):
    """By its own hours the desk enters orders in time; customers who order in the evening wait all night."""
    entered = {
        clock: as_promised.estimates["promises", "entered", f"{clock}_clock", "p90"]
        for clock in ("company", "customer")
    }
    assert entered["company"].high < PARTS["entered"] < entered["customer"].low
    whole = [of_whole(as_promised, f"{clock}_clock", "p90") for clock in ("company", "customer")]
    assert whole[0] == whole[1]  # nothing of the two days stands still
    assert whole[0].high < 2 * DAY
    none = of_whole(as_promised, "no_part.share")
    assert none.low > 0  # each part was kept by its own clock, and the whole was not


@pytest.mark.parametrize("name", MISSING)
def test_the_part_that_falls_short_is_the_one_that_breaks_the_two_days(two_days: Comparison, name: str):
    """The whole suffers, and the part at fault is named, by an interval clear of the others'."""
    part, short = MISSING[name], two_days.results[name]
    today = two_days.results[TODAY]
    for promise in (part, "delivered"):
        share = "promises", promise, "share"
        assert short.estimates[share].high < today.estimates[share].low, promise
    broken = {each: of_whole(short, "broken_by", "parts", each) for each in PARTS}
    assert all(broken[part].low > broken[other].high for other in PARTS if other != part)
    assert broken[part].value > of_whole(today, "broken_by", "parts", part).value
    assert short.estimates["promises", part, "share"].high < 0.95


def test_budgets_by_part_would_carry_the_two_days_with_a_slower_carrier(two_days: Comparison):
    """Broken for certain; what logistics may take is less than it takes, and most of the two days."""
    late = two_days.results["slower-carrier"]
    assert of_whole(late, "share").high < 0.85
    lost = two_days.differences["slower-carrier"]["promise.delivered.share"]
    assert lost.verdict is Verdict.WORSE
    assert lost.high < 0
    budget = late.part_budgets["delivered"]
    assert not budget.holds
    assert set(PARTS) < set(budget.steps)
    assert budget.steps["carried"] == max(budget.steps.values())
    assert budget.steps["carried"] < 2 * DAY
    carried = late.estimates["promises", "carried", "customer_clock", "p90"]
    assert budget.steps["carried"] < carried.low
