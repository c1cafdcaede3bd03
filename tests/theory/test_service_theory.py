"""Ways of serving against closed forms: shared attention, several teams."""

from __future__ import annotations

import formulas
import pytest
from building import exponential, setting, staffed
from laboratory import cycle, waiting

from studio.scenario import Distribution, Step

ONE_STEP = "Start > A > End"


@pytest.mark.parametrize("time", [Distribution.constant(0.6), exponential(0.6)], ids=lambda it: it.family)
def test_attention_shared_among_all_comers_is_processor_sharing(laboratory, time):
    """M/G/1-PS: the mean time in system is E[S]/(1 − ρ) whatever the law of the handling time.

    With slower = at_once, k contacts proceed at rate 1/k each.
    """
    scenario = setting(
        every=exponential(1.0), steps={"A": (time, "T")}, teams={"T": staffed(1, at_once=200, slower=200.0)}
    )
    found = laboratory.measure(ONE_STEP, scenario, cycle, cases=50_000, warm_up=100, controlled=False)
    found.agrees("mean", formulas.equal_shares_time(0.6, 0.6))


def test_limited_sharing_of_exponential_work_is_one_server(laboratory):
    """With exponential times, k ≤ 3 contacts at rate 1/k each leave the number in system that of M/M/1."""
    scenario = setting(
        every=exponential(1.0),
        steps={"A": (exponential(0.6), "T")},
        teams={"T": staffed(1, at_once=3, slower=3.0)},
    )
    found = laboratory.measure(ONE_STEP, scenario, cycle, cases=50_000, warm_up=100, controlled=False)
    found.agrees("mean", formulas.mean_wait(1.0, 0.6, 1) + 0.6)


def test_two_teams_that_can_do_the_same_are_pooled(laboratory):
    """Erlang C: two M/M/5 (λ = 4, μ = 1 each) as alternatives of each other are one M/M/10."""
    waits = formulas.erlang_c(8, 10)
    scenario = setting(
        every=exponential(1 / 8),
        steps={"A": Step(time=exponential(1.0), team="First", instead=("Second",))},
        teams={"First": 5, "Second": 5},
    )
    found = laboratory.measure(ONE_STEP, scenario, waiting, cases=120_000, warm_up=100)
    found.agrees("A_waits", waits)
    found.agrees("A", 0.204590, A_waits=waits)
