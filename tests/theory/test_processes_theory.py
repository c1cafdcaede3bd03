"""Ways through a process against closed forms: networks, races, rounds, batches, parallel work, ladders."""

from __future__ import annotations

from dataclasses import replace
from math import exp, sqrt

import formulas
import numpy as np
import pytest
from building import HOUR, drawn, every_day, exponential, setting, staffed
from laboratory import cycle, ends, in_system, per_case, spread_of_work
from scipy.integrate import quad

from studio.model import Loop, LoopKind
from studio.scenario import (
    Arrivals,
    Batch,
    CallBack,
    Deflection,
    Distribution,
    Escalation,
    Instances,
    Ladder,
    Level,
    OnMiss,
    Promise,
    Rate,
    Repeats,
    Step,
)
from studio.simulation.records import ClimbOutcome

ONE_STEP = "Start > A > End"


# -- parallel work, races, rounds ------------------------------------------------------------------


def test_a_chain_of_estimates_has_the_mean_and_spread_of_pert(laboratory):
    """Malcolm and others (1959): means (a + 4 m + b) / 6 add up, and so do variances."""
    laws = [Distribution.pert(1, 2, 9), Distribution.pert(2, 5, 8), Distribution.pert(3, 4, 11)]
    assert laws[0].mean == pytest.approx((1 + 4 * 2 + 9) / 6)
    scenario = setting(every=1, steps=dict(zip("ABC", laws, strict=True)))
    found = laboratory.measure(
        "Start > A > B > C > End", scenario, spread_of_work, cases=8_000, keep_log=True
    )
    found.agrees("mean", 3 + 5 + 5)
    found.agrees("sd", sqrt(sum(law.variance for law in laws)))


def test_of_events_that_race_the_first_wins(laboratory):
    """Of exponentials with rates 1/2, 1/3 and 1/6 each is the first in proportion to its rate."""
    scenario = setting(
        every=1,
        events={"Timer_1": exponential(2), "Message_2": exponential(3), "Message_3": exponential(6)},
    )
    shape = "\n".join(
        f"{'Start > ' if n == 1 else ''}First > {event}_{n} > End_{n}"
        for n, event in enumerate(("Timer", "Message", "Message"), 1)
    )
    found = laboratory.measure(shape, scenario, lambda p, m: ends(p, m) | cycle(p, m), cases=15_000)
    for end, share in (("End_1", 1 / 2), ("End_2", 1 / 3), ("End_3", 1 / 6)):
        found.agrees(end, share)
    found.agrees("mean", 1)


def test_a_deadline_that_is_random_too(laboratory):
    """Work with rate 1/4 against a deadline with rate 1/6, then a remedy: shares and time."""
    scenario = setting(
        every=1, steps={"A": exponential(4), "B": exponential(2)}, events={"Timer_late": exponential(6)}
    )
    shape = "Start > A > End\nA ! Timer_late > B > End_late"
    found = laboratory.measure(shape, scenario, lambda p, m: ends(p, m) | cycle(p, m), cases=15_000)
    found.agrees("End_late", 0.4)
    found.agrees("mean", 1 / (1 / 4 + 1 / 6) + 0.4 * 2)


@pytest.mark.parametrize("most", [3, None])
def test_a_loop_of_chances_with_and_without_a_limit(laboratory, most):
    """Rounds are geometric: 1 / (1 - p) of them, or (1 - pⁿ) / (1 - p) with n at most."""
    rounds = formulas.rounds_with_a_limit(0.4, most) if most else 1 / 0.6
    step = Step(time=exponential(5), repeats=Repeats(chance=0.4, at_most=most))
    found = laboratory.measure(
        ONE_STEP, setting(every=1, steps={"A": step}), per_case, cases=10_000, controlled=False
    )
    found.agrees("work", 5 * rounds)


def test_instances_side_by_side_take_the_longest_and_one_by_one_the_sum(laboratory):
    step = Step(time=exponential(3), instances=Instances(number=Distribution.constant(4)))
    scenario = setting(every=1, steps={"A": step})
    found = laboratory.measure(ONE_STEP, scenario, cycle, cases=8_000, controlled=False)
    found.agrees("mean", 3 * formulas.harmonic(4))
    shape = drawn(ONE_STEP)
    marked = tuple(
        replace(node, loop=Loop(kind=LoopKind.SEQUENTIAL)) if node.id == "A" else node for node in shape.nodes
    )
    found = laboratory.measure(replace(shape, nodes=marked), scenario, cycle, cases=8_000, controlled=False)
    found.agrees("mean", 3 * 4)


# -- batches, many servers -----------------------------------------------------------------------


@pytest.mark.parametrize(("size", "longest"), [(5, None), (5, 1.5), (20, 3.0)])
def test_waits_for_company(laboratory, size, longest):
    """Poisson arrivals, 2 in a unit of time; nobody waits for anything else."""
    exact = formulas.batching_wait(2, size, longest)

    def company(_, made):
        tally = max(made.steps, key=lambda tally: tally.wait)
        return {"wait": tally.batching / tally.ended, "all": tally.wait / tally.ended}

    step = Step(time=Distribution.constant(0.001), team="T", batch=Batch(size=size, or_after=longest))
    scenario = setting(every=exponential(0.5), steps={"A": step}, teams={"T": 40})
    found = laboratory.measure(ONE_STEP, scenario, company, cases=20_000, controlled=False)
    found.agrees("wait", exact)
    found.agrees("all", exact)


@pytest.mark.parametrize(
    "law", [Distribution.constant(3), exponential(3), Distribution.lognormal(3, cv=2)], ids=str
)
def test_a_system_serves_as_many_as_come_whatever_the_law(laboratory, law):
    """M/G/∞: the number inside has the mean λ E[S]."""
    scenario = setting(every=exponential(0.5), steps={"A": law})
    found = laboratory.measure(ONE_STEP, scenario, in_system, cases=15_000, warm_up=60)
    found.agrees("number", 6)


def test_a_system_under_a_volume_that_changes_with_the_hour(laboratory):
    """M(t)/G/∞ (Eick, Massey, Whitt): the number inside at a moment is Poisson with a known mean."""
    volumes = [20.0, 60.0, 30.0, 0.0, 45.0, 10.0]
    profile = tuple(
        Rate(start=n * HOUR, end=(n + 1) * HOUR, per_second=volume / HOUR) for n, volume in enumerate(volumes)
    )
    looks = [0.75 * HOUR, 2 * HOUR, 3.5 * HOUR, 5 * HOUR]
    law = Distribution.lognormal(1800, cv=0.8)

    def inside(_, made):
        cases = made.log.cases()
        numbers = [int(((cases["arrived"] <= at) & (at < cases["ended"])).sum()) for at in looks]
        return {str(at): number for at, number in zip(looks, numbers, strict=True)}

    scenario = setting(arrivals={"Start": Arrivals(profile=profile)}, steps={"A": law})
    samples = [
        laboratory.measure(ONE_STEP, replace(scenario, seed=seed), inside, length=6 * HOUR, keep_log=True)
        for seed in range(6)
    ]
    for at in looks:
        exact = formulas.infinite_servers(
            lambda time: volumes[int(time // HOUR)] / HOUR, law.exceeds, at, [n * HOUR for n in range(7)]
        )
        values = np.array([figures[str(at)] for sample in samples for figures in sample.figures])
        assert abs(values.mean() - exact) <= 4 * sqrt(exact / len(values))
        assert values.var() == pytest.approx(exact, rel=0.45)  # as of a Poisson law


# -- customers -----------------------------------------------------------------------------------


def test_customers_who_find_nobody_and_call_again(laboratory):
    """M/M/1/1 with retrials (Falin and Templeton): how often a customer calls again on average."""
    exact = formulas.retrials(0.5, 1.0, 0.8) * 0.8 / 0.5
    step = Step(
        time=exponential(1.0),
        team="T",
        patience=Distribution.constant(0),
        calls_back=CallBack(chance=1.0, after=exponential(1 / 0.8)),
    )
    scenario = setting(every=exponential(2), steps={"A": step}, teams={"T": 1})
    found = laboratory.measure(ONE_STEP, scenario, per_case, cases=40_000, warm_up=100, controlled=False)
    found.agrees("call_backs", exact)


def test_calls_of_those_who_are_never_served_are_geometric(laboratory):
    """Nobody is there before eight, and a customer gives up after a minute."""

    def calls(_, made):
        cases = made.log.cases()
        return {str(n): float((cases["call_backs"] == n).mean()) for n in range(3)} | {
            "mean": float(cases["call_backs"].mean())
        }

    step = Step(
        time=exponential(60),
        team="T",
        patience=Distribution.constant(60),
        calls_back=CallBack(chance=0.6, after=Distribution.constant(300)),
    )
    scenario = setting(
        times=np.arange(400.0), steps={"A": step}, teams={"T": staffed((1, every_day(20, 21)))}
    )
    found = laboratory.measure(ONE_STEP, scenario, calls, length=19 * HOUR / laboratory.scale, keep_log=True)
    found.agrees("mean", 0.6 / 0.4)
    for n in range(3):
        found.agrees(str(n), 0.4 * 0.6**n)


def test_self_service_takes_its_share_and_leaves_the_difficult_ones(laboratory):
    share, contained, comes_back, harder = 0.4, 0.5, 0.2, 1.3
    scenario = setting(
        every=1,
        steps={"A": (exponential(5), "People")},
        teams={"People": 150},
        deflections={
            "Start": Deflection(
                share=share,
                contained=contained,
                comes_back=comes_back,
                after=exponential(30),
                harder=harder,
                time=Distribution.constant(0),
            )
        },
    )

    def figures(program, made):
        cases = made.cases
        served = sum(t.ended for r, t in zip(program.nodes, made.steps, strict=True) if r.id == "A")
        work = sum(t.work for r, t in zip(program.nodes, made.steps, strict=True) if r.id == "A")
        everybody = cases.completed + cases.contained
        return {
            "contained": cases.contained / everybody,
            "calls": cases.sum("call_backs") / everybody,
            "work": work / everybody,
            "served": served / everybody,
        }

    found = laboratory.measure(ONE_STEP, scenario, figures, cases=60_000, controlled=False)
    exact = formulas.calls_of_self_service(share, contained, comes_back, harder)
    for name in ("contained", "calls", "served"):
        found.agrees(name, exact[name])
    found.agrees("work", 5 * exact["work"])


# -- promises and ladders ------------------------------------------------------------------------


def test_a_promise_in_business_hours_is_kept_more_often_than_by_the_customers_clock(laboratory):
    """Cases come at any hour and take 6 h on average; promised are 4 h, of the office or of all hours."""
    within, mean = 4.0, 6.0

    def latest(came: float) -> float:
        """Hours from coming until the office's clock has passed what is promised."""
        begins = max(came, 8.0)
        today = max(0.0, 18 - begins)
        return begins + within - came if today >= within else 32 + within - today - came

    kept = quad(lambda came: 1 - exp(-latest(came) / mean), 0, 24, points=[8, 14, 18])[0] / 24
    scenario = setting(
        times=[(n + 0.5) * 600 for n in range(5 * 144)],
        steps={"A": exponential(mean * HOUR)},
        calendars={"office": every_day(8, 18)},
        promises=(
            Promise(name="company", within=within * HOUR, clock="office"),
            Promise(name="customer", within=within * HOUR),
        ),
    )

    def shares(_, made):
        return dict(zip(("company", "customer"), np.divide(made.cases.kept, made.cases.due), strict=True))

    found = laboratory.measure(ONE_STEP, scenario, shares)
    found.agrees("company", kept)
    found.agrees("customer", 1 - exp(-within / mean))


MEANS, REPLIES, AUTHORITY = (10.0, 20.0, 30.0), (15.0, 25.0, 40.0), (0.6, 0.7, 1.0)
RAISED = 0.3


def ladder(*, levels: int, on_miss: OnMiss) -> Ladder:
    return Ladder(
        name="up",
        levels=tuple(
            Level(
                name=f"L{n}",
                team=f"T{n}",
                reply_within=REPLIES[n],
                settles=AUTHORITY[n] if n < levels - 1 else 1.0,
                time=exponential(MEANS[n]),
                on_miss=on_miss,
            )
            for n in range(levels)
        ),
    )


def climbs(_, made):
    """Of each level: climbs per 100 cases, and of these the shares that it settles and misses."""
    found = {}
    for n, tally in enumerate(made.levels):
        found[f"raised_{n}"] = 100 * tally.raised / made.cases.completed
        found[f"settled_{n}"] = tally.outcomes[ClimbOutcome.SETTLED] / tally.raised
        found[f"missed_{n}"] = tally.missed / tally.raised
        found[f"told_{n}"] = 100 * tally.outcomes[ClimbOutcome.NOTIFIED] / made.cases.completed
    return found


def climbed(laboratory, *, levels: int, on_miss: OnMiss):
    scenario = setting(
        every=1,
        steps={"A": 1},
        teams={f"T{n}": 150 for n in range(levels)},
        ladders={"up": ladder(levels=levels, on_miss=on_miss)},
        escalations={"A": Escalation(ladder="up", cannot_decide=RAISED)},
    )
    return laboratory.measure(ONE_STEP, scenario, climbs, cases=22_000 * levels, controlled=False)


def test_a_ladder_of_three_levels_that_takes_late_cases_away(laboratory):
    """Each level answers before its deadline with 1 - exp(-d/m); what it does not settle climbs on."""
    found = climbed(laboratory, levels=3, on_miss=OnMiss.MOVE)
    raised = 100 * RAISED
    for n, (mean, reply, settles) in enumerate(zip(MEANS, REPLIES, AUTHORITY, strict=True)):
        late = exp(-reply / mean)
        found.agrees(f"raised_{n}", raised)
        found.agrees(f"missed_{n}", late)
        if n < 2:
            found.agrees(f"settled_{n}", (1 - late) * settles)
        raised *= late + (1 - late) * (1 - settles)
    assert {figures["settled_2"] for figures in found.figures} == {1.0}


def test_a_ladder_of_two_levels_that_both_work_on_late_cases(laboratory):
    """From its deadline on the first level races with the second; who settles the case first ends it."""
    found = climbed(laboratory, levels=2, on_miss=OnMiss.COPY)
    late, fast, slow, settles = exp(-REPLIES[0] / MEANS[0]), 1 / MEANS[0], 1 / MEANS[1], AUTHORITY[0]
    passed = (1 - late) * (1 - settles)
    found.agrees("raised_0", 100 * RAISED)
    found.agrees("missed_0", late)
    found.agrees("raised_1", 100 * RAISED * (late + passed))
    found.agrees("settled_0", settles * ((1 - late) + late * fast / (fast + slow)))
    beaten = late * settles * fast / (fast + slow) / (late + passed)
    found.agrees("settled_1", 1 - beaten)
    too_late = exp(-slow * REPLIES[1])
    with_help = 1 - settles * (1 - exp(-fast * REPLIES[1]))
    found.agrees("missed_1", too_late * (passed + late * with_help) / (late + passed))


def test_a_ladder_of_two_levels_of_which_the_upper_is_only_told(laboratory):
    found = climbed(laboratory, levels=2, on_miss=OnMiss.NOTIFY)
    late = exp(-REPLIES[0] / MEANS[0])
    found.agrees("told_1", 100 * RAISED * late)
    found.agrees("raised_1", 100 * RAISED * (1 - AUTHORITY[0]))
    found.agrees("settled_0", AUTHORITY[0])
