"""Scenarios side by side on the same customers."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import numpy as np
import pytest
from building import drawn, exponential, setting

from studio.analysis import Variant, Verdict, compare
from studio.analysis.comparison import _judged, _Sample
from studio.analysis.monthly import MONTH
from studio.scenario import Scenario
from studio.scenario.defaults import complete

LINE = drawn("Start > A > B > End", lanes={"A": "front", "B": "back"})


def scenario(front: int = 2, back: int = 2, **more: object) -> Scenario:
    return complete(
        setting(
            every=exponential(100),
            steps={"A": (exponential(150), "front"), "B": (exponential(140), "back")},
            teams={"front": front, "back": back},
            **{"cases": 1500, "warm_up": 5000.0, "replications": 10, "seed": 4, **more},
        ),
        LINE,
    )


def variant(name: str, **how: object) -> Variant:
    return Variant(name=name, diagram=LINE, scenario=scenario(**how))


def test_a_scenario_does_not_differ_from_itself_at_all():
    told = compare([variant("today"), variant("again")], workers=1)
    assert told.results["today"].estimates == told.results["again"].estimates
    for difference in told.differences["again"].values():
        assert (difference.value, difference.low, difference.high) == (0.0, 0.0, 0.0)
        assert difference.verdict is Verdict.UNPROVEN


def test_one_more_person_is_seen_more_surely_on_the_same_customers():
    told = compare([variant("today"), variant("more", front=3)], workers=1)
    wait = told.differences["more"]["wait.mean"]
    assert wait.high < 0
    assert wait.verdict is Verdict.BETTER
    assert wait.pairing > 1.5, wait
    work = told.differences["more"]["work.mean"]
    assert abs(work.value) < 1e-9 * told.results["today"].estimate("work.mean").value
    results = told.results
    assert wait.value == pytest.approx(
        results["more"].estimate("wait.mean").value - results["today"].estimate("wait.mean").value
    )


def test_fewer_people_are_worse_and_throughput_counts_the_other_way_round():
    told = compare([variant("today"), variant("less", back=1)], workers=1).differences["less"]
    assert told["cycle_time.mean"].verdict is Verdict.WORSE
    assert told["throughput_per_hour"].value < 0
    assert told["throughput_per_hour"].verdict is Verdict.WORSE


def test_all_are_told_like_the_first_whatever_they_say_themselves():
    other = variant("other", cases=77, seed=9, replications=3, warm_up=0.0)
    told = compare([variant("today"), other], workers=1)
    assert told.results["other"].cases == told.results["today"].cases == 15000
    assert told.results["other"].seed == 4
    assert all(difference.value == 0.0 for difference in told.differences["other"].values())


def test_a_comparison_stops_when_the_differences_are_precise():
    told = compare([variant("today", replications=None), variant("more", front=3)], workers=1)
    wait, cycle = (told.differences["more"][name] for name in ("wait.mean", "cycle_time.mean"))
    today = told.results["today"]
    assert 10 <= today.replications < 50
    assert (cycle.high - cycle.low) / 2 < 0.15 * today.estimate("cycle_time.mean").value
    assert not isnan(wait.pairing)


def test_the_result_is_the_same_on_two_processes():
    sides = [variant("today", cases=4000), variant("more", front=3)]
    assert compare(sides, workers=1).to_json() == compare(sides, workers=2).to_json()


def sample(mean: float, shape: np.ndarray) -> _Sample:
    return _Sample(mean, mean + shape, "s")


def test_what_is_proved_is_proved_for_all_differences_together():
    """Holm 1979 by hand: with t = 8, 4 and 2.4 on 9 degrees of freedom, p is 2.2e-5, .0031 and .040."""
    spread = np.array([1.0, -1.0] * 5)
    spread *= 1 / spread.std(ddof=1) * np.sqrt(10)  # so that the standard error of the mean is 1
    none = sample(0.0, np.zeros(10))
    found = {("x", f"m{t}"): (none, sample(-t, spread)) for t in (4.0, 2.4, 8.0)}
    judged = _judged(found)
    assert judged["x", "m8.0"].verdict is Verdict.BETTER  # .000022 <= .05 / 3
    assert judged["x", "m4.0"].verdict is Verdict.BETTER  # .0031 <= .05 / 2
    assert judged["x", "m2.4"].verdict is Verdict.BETTER  # .040 <= .05
    harder = _judged({**found, ("y", "m2.3"): (none, sample(-2.3, spread))})
    assert harder["x", "m4.0"].verdict is Verdict.BETTER
    for key in (("x", "m2.4"), ("y", "m2.3")):
        assert harder[key].verdict is Verdict.UNPROVEN
        assert harder[key].low < 0 < harder[key].high
    for difference in harder.values():
        assert (difference.verdict is Verdict.UNPROVEN) == (difference.low <= 0 <= difference.high)


def test_differences_that_are_none_do_not_make_the_others_harder_to_prove():
    spread = np.array([1.0, -1.0] * 5) * np.sqrt(9)
    none = sample(0.0, np.zeros(10))
    alone = _judged({("x", "m"): (none, sample(-2.4, spread))})
    among = _judged({("x", "m"): (none, sample(-2.4, spread)), ("x", "same"): (none, none)})
    assert alone["x", "m"] == among["x", "m"]


def test_nothing_is_proved_where_nothing_differs_but_chance(thorough):
    """Two names of one step have draws of their own: of many such comparisons 5 % may be mistaken."""
    mistaken = trials = 0
    for seed in range(200 if thorough else 12):
        renamed = drawn("Start > C > B > End", lanes={"C": "front", "B": "back"})
        here = scenario(cases=200, seed=seed)
        there = replace(here, steps={"C": here.steps["A"], "B": here.steps["B"]})
        sides = [
            Variant(name="a", diagram=LINE, scenario=here),
            Variant(name="c", diagram=renamed, scenario=there),
        ]
        told = compare(sides, workers=1).differences["c"]
        trials += 1
        mistaken += any(difference.verdict is not Verdict.UNPROVEN for difference in told.values())
    assert mistaken <= (0.09 * trials if thorough else 2)


def test_rounding_is_no_difference():
    shape = np.array([1.0, -1.0] * 5)
    here, there = sample(100.0, shape), sample(100.0 + 1e-12, shape)
    told = _judged({("x", "m"): (here, there)})["x", "m"]
    assert (told.value, told.low, told.high, told.verdict) == (0.0, 0.0, 0.0, Verdict.UNPROVEN)


def test_what_is_saved_a_month_is_what_a_case_is_quicker_times_the_cases_of_a_month():
    """36 customers an hour come on average, 26,298 a month."""
    told = compare([variant("today"), variant("more", front=3)], workers=1)
    saved, a_case = told.a_month["more"]["customers_time"], told.differences["more"]["cycle_time.mean"]
    cases = told.results["today"].estimate("throughput_per_hour").value * MONTH / 3600
    assert cases == pytest.approx(36 * MONTH / 3600, rel=0.02)
    assert saved.value == pytest.approx(a_case.value * cases, rel=0.01)
    assert saved.high < 0
    assert saved.verdict is Verdict.BETTER
    assert saved.unit == "s"
    work = told.a_month["more"]["work"]
    assert (work.value, work.verdict) == (0.0, Verdict.UNPROVEN)
    assert told.to_json()["a_month"]["more"]["customers_time"]["value"] == saved.value


def test_a_surge_is_not_charged_for_the_number_of_its_customers():
    """Twice as many customers of the same kind, and people enough: a case takes no more work."""
    crowd = replace(scenario(front=6, back=6), arrivals=setting(every=exponential(50)).arrivals)
    told = compare([variant("today"), Variant(name="busy", diagram=LINE, scenario=crowd)], workers=1)
    work = told.a_month["busy"]["work"]
    assert abs(work.value) < 0.03 * 290 * 36 * MONTH / 3600
    assert work.verdict is Verdict.UNPROVEN


def test_one_replication_saves_nothing_that_is_told():
    told = compare([variant("today", replications=1), variant("more", front=3)], workers=1)
    assert told.a_month == {"more": {}}
