"""Promises in figures: two clocks, where the time goes when they break, and budgets that carry them."""

from __future__ import annotations

import numpy as np
import pytest
from building import HOUR, drawn, every_day, exponential, setting, staffed, told

from studio.analysis import study
from studio.analysis.budgets import Spent, budget, pooled
from studio.analysis.measures import figures
from studio.analysis.promises import promise_figures, share_estimate
from studio.scenario import Promise
from studio.simulation.joint import TRAIL_COLUMNS, JointSample

OFFICE = every_day(8, 18)


def of(story, promise: str):
    table = figures(story.program, story.run).table
    return {key[2:]: figure for key, figure in table.items() if key[:2] == ("promises", promise)}


def test_the_companys_clock_stands_still_at_night_and_the_customers_does_not():
    """A case comes at 17:00 and takes two hours of work from 08:00 to 18:00: to 09:00 the next day."""
    story = told(
        drawn("Start > A > End"),
        times=[17 * HOUR],
        steps={"A": (HOUR, "Desk")},
        teams={"Desk": staffed((1, every_day(8, 16)))},
        calendars={"office": OFFICE},
        promises=(Promise(name="soon", within=2 * HOUR, share=0.9, clock="office"),),
    )
    found = of(story, "soon")  # it waits for 08:00 and is done at 09:00
    assert found["customer_clock", "p90"].value == 16 * HOUR
    assert found["company_clock", "p90"].value == 2 * HOUR
    assert found["share",].over == found["share",].under == 1


def two_steps(**more):
    """The second of two cases waits 100 s for each of the two steps' one person."""
    return told(
        drawn("Start > A > B > End"),
        times=[0, 0],
        steps={"A": (100.0, "One"), "B": (100.0, "Two")},
        teams={"One": 1, "Two": 1},
        promises=(
            Promise(name="whole", within=250, share=0.9),
            Promise(name="first", within=150, to="A", share=0.9, parent="whole"),
            Promise(name="second", within=150, from_="B", to="B", share=0.9, parent="whole"),
        ),
        **more,
    )


def test_the_time_of_broken_cases_is_told_by_step_and_by_cause_beside_that_of_kept_ones():
    found = of(two_steps(), "whole")  # A 0–100 and 100–200, B 100–200 and 200–300
    mean = {key[1:]: figure.over / figure.under for key, figure in found.items() if key[0] == "time"}
    assert mean["steps", "A", "kept"] == 100
    assert mean["steps", "A", "broken"] == 200
    assert mean["steps", "B", "broken"] == 100
    assert mean["causes", "contention", "broken"] == 100
    assert mean["causes", "contention", "kept"] == 0
    assert mean["causes", "work", "broken"] == 200


def test_the_part_that_breaks_the_whole_is_named_with_how_much_it_is_over():
    found = of(two_steps(), "whole")
    assert found["broken_by", "parts", "first"].over == 1
    assert found["broken_by", "parts", "first"].under == 1
    assert found["broken_by", "parts", "second"].over == 0
    assert found["overrun", "first"].over == 50


def test_a_result_tells_what_is_promised_and_what_came_of_it():
    scenario = setting(
        every=exponential(130),
        steps={"A": (exponential(100), "One"), "B": (exponential(100), "Two")},
        teams={"One": 1, "Two": 1},
        promises=(
            Promise(name="whole", within=600, share=0.8, owner="Desk"),
            Promise(name="first", within=300, to="A", share=0.8, parent="whole"),
        ),
        cases=400,
        warm_up=0.0,
        replications=4,
    )
    told_json = study(drawn("Start > A > B > End"), scenario, workers=1).to_json()
    whole = told_json["promises"]["whole"]
    assert (whole["within"], whole["promised"], whole["owner"], whole["parent"]) == (600, 0.8, "Desk", None)
    assert told_json["promises"]["first"]["parent"] == "whole"
    assert whole["share"] == told_json["measures"]["promise.whole.share"]
    assert sum(each["value"] for each in whole["broken_by"]["steps"].values()) == pytest.approx(1)
    assert sum(each["value"] for each in whole["broken_by"]["causes"].values()) == pytest.approx(1)
    kept = {name: of["kept"]["value"] for name, of in whole["time"]["causes"].items()}
    assert sum(kept.values()) == pytest.approx(
        sum(of["kept"]["value"] for of in whole["time"]["steps"].values())
    )
    assert set(whole["budget"]) == {"A", "B"}


def independent(cases: int = 20_000) -> Spent:
    draws = np.random.default_rng(5).exponential(100.0, (cases, 2)).astype(np.float32)
    return Spent(steps=("A", "B"), seconds=draws, total=draws.sum(axis=1))


def test_budgets_of_a_promise_that_holds_are_kept_all_at_once_by_the_promised_share():
    """Of two independent steps both keep the p-th percentile with p²: 90 % need p = √0.9."""
    found = budget(independent(), within=1e6, share=0.9)
    assert found.holds
    assert found.percentile == pytest.approx(0.9**0.5, abs=0.006)
    assert found.steps["A"] == pytest.approx(-100 * np.log(1 - 0.9**0.5), rel=0.05)
    assert found.added > found.whole  # percentiles do not add up


def test_budgets_of_a_broken_promise_would_carry_it():
    sample = independent()
    found = budget(sample, within=300.0, share=0.95)
    assert not found.holds
    cut = np.minimum(sample.seconds, np.array([found.steps["A"], found.steps["B"]]))
    assert float((cut.sum(axis=1) <= 300.0).mean()) >= 0.95
    looser = np.minimum(sample.seconds, np.quantile(sample.seconds, found.percentile + 0.01, axis=0))
    assert float((looser.sum(axis=1) <= 300.0).mean()) < 0.95


def test_there_is_no_budget_where_even_the_shortest_times_are_too_long():
    sample = Spent(
        steps=("A", "B"),
        seconds=np.full((50, 2), 100.0, dtype=np.float32),
        total=np.full(50, 200.0, dtype=np.float32),
    )
    assert budget(sample, within=150.0, share=0.9) is None


def test_samples_of_replications_with_other_steps_are_laid_side_by_side():
    one = Spent(steps=("A",), seconds=np.ones((2, 1), np.float32), total=np.ones(2, np.float32))
    other = Spent(steps=("B",), seconds=np.ones((1, 1), np.float32), total=np.ones(1, np.float32))
    both = pooled([one, other])
    assert both.steps == ("A", "B")
    assert np.isnan(both.seconds).tolist() == [[False, True], [False, True], [True, False]]


def test_a_share_near_its_end_has_an_interval_that_stays_within_what_is_possible():
    all_kept = share_estimate([100, 100, 100], [100, 100, 100])
    assert (all_kept.value, all_kept.high) == (1.0, 1.0)
    assert 0.9 < all_kept.low < 1.0
    nearly = share_estimate([100, 97, 100, 100], [100, 100, 100, 100])
    assert 0.0 < nearly.low < nearly.value < nearly.high <= 1.0


def test_a_share_in_the_middle_has_its_t_interval():
    middle = share_estimate([50, 52, 47], [100, 100, 100])
    assert middle.high - middle.value == pytest.approx(middle.value - middle.low)


def test_the_sample_of_cases_stays_small_and_even():
    sample = JointSample(1)
    width = len(TRAIL_COLUMNS)
    for number in range(25_000):
        trail = sample.begin()
        if trail is not None:
            trail.extend([float(number)] * width)
            sample.add(trail, [0.0, 1.0, 1.0, 1.0])
    assert len(sample) <= JointSample.MOST
    numbers = [int(visits[0][0]) for visits, _ in sample.cases(JointSample.MOST)]
    assert numbers == list(range(0, 25_000, 4))


def test_the_parts_of_whole_cases_are_told_by_the_clock_of_the_whole():
    """A takes 0–100 and 0–200 with the wait, B 100 each; only the first part of the second case is late."""
    story = two_steps()
    _, _, in_parts = promise_figures(story.program, story.run)
    assert set(in_parts) == {"whole"}
    assert in_parts["whole"].steps == ("first", "second")
    assert sorted(in_parts["whole"].seconds.tolist()) == [[100, 100], [200, 100]]
    assert sorted(in_parts["whole"].total.tolist()) == [200, 300]
    assert of(story, "whole")["no_part.share",].over == 0


def test_a_whole_may_be_broken_though_each_of_its_parts_is_kept():
    """An hour each by the hours of the office, with a night before the second is done."""
    story = told(
        drawn("Start > A > B > End"),
        times=[16 * HOUR],
        steps={"A": (HOUR, "Desk"), "B": (HOUR, "Store")},
        teams={"Desk": staffed((1, every_day(8, 18))), "Store": staffed((1, every_day(8, 17)))},
        calendars={"office": OFFICE},
        promises=(
            Promise(name="whole", within=12 * HOUR, share=0.9),
            Promise(name="first", within=2 * HOUR, to="A", share=0.9, clock="office", parent="whole"),
            Promise(
                name="second", within=2 * HOUR, from_="B", to="B", share=0.9, clock="office", parent="whole"
            ),
        ),
    )
    found = of(story, "whole")  # B is ready at 17:00, begun at 08:00 and done at 09:00
    assert found["share",].over == 0
    assert found["no_part.share",].over == found["no_part.share",].under == 1
    assert of(story, "second")["share",].over == 1
    (row,) = promise_figures(story.program, story.run)[2]["whole"].seconds.tolist()
    assert row == [HOUR, 16 * HOUR]


def test_no_budget_of_a_promise_that_holds_is_longer_than_the_promise():
    """Nine of ten cases are in time, and all of these must keep their budgets, the longest B too."""
    seconds = np.array([[100, 100]] * 899 + [[100, 200]] + [[900, 1]] * 100, dtype=np.float32)
    found = budget(
        Spent(steps=("A", "B"), seconds=seconds, total=seconds.sum(axis=1)), within=400.0, share=0.9
    )
    assert found.holds
    assert found.percentile == 1.0
    assert found.steps == {"A": 400.0, "B": 200.0}
