"""The rows of the table of closed forms, within four standard errors and 5 %, with their literal values."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

import formulas
import numpy as np
import pytest
from building import chances, exponential, guards, setting, staffed, told
from laboratory import cycle, ends, in_system, spread_of_work, waiting
from scipy.optimize import brentq

from studio.scenario import Attribute, Distribution, Scenario, Step


def one_queue(every: float, service: Distribution, people: int) -> Scenario:
    return setting(every=exponential(every), steps={"A": (service, "Agents")}, teams={"Agents": people})


ONE_QUEUE = "Start > A > End"


def both(program, made):
    return cycle(program, made) | waiting(program, made)


def test_a_single_agent_with_arrivals_every_5_and_work_of_4_minutes_keeps_people_20_minutes(laboratory):
    """M/M/1: the time in system is exponential (Kleinrock, Queueing Systems 1, 3.2 and 5.12)."""
    scenario = one_queue(300, exponential(240), 1)
    found = laboratory.measure(ONE_QUEUE, scenario, both, cases=90_000, warm_up=100_000)
    exact = 1 / (1 / 240 - 1 / 300)
    assert exact == pytest.approx(1200)
    found.agrees("A_waits", 0.8)
    found.agrees("mean", exact, A_waits=0.8)
    found.agrees("p90", -exact * log(0.1), A_waits=0.8)


@pytest.mark.parametrize(
    ("queue", "cases", "literal"),
    [
        ((100, 180, 6), 80_000, (0.587516, 105.752960, 0.474267)),
        ((360, 240, 28), 300_000, (0.333139, 19.988312, 0.761296)),
    ],
    ids=str,
)
def test_erlang_c(laboratory, queue, cases, literal):
    an_hour, handling, people = queue
    rate = an_hour / 3600
    exact = (
        formulas.erlang_c(rate * handling, people),
        formulas.mean_wait(rate, handling, people),
        formulas.served_within(rate, handling, people, 20),
    )
    assert exact == pytest.approx(literal, rel=2e-6)
    waits, asa, in_time = exact
    scenario = one_queue(3600 / an_hour, exponential(handling), people)
    found = laboratory.measure(ONE_QUEUE, scenario, waiting, cases=cases, warm_up=15_000)
    found.agrees("A_waits", waits)
    found.agrees("A_in_time", in_time)
    found.agrees("A", asa, A_waits=waits, A_in_time=in_time)


def test_one_agent_with_erlang_2_work(laboratory):
    """Pollaczek and Khinchine: at 80 % the wait is 3 services."""
    exact = formulas.one_server_wait(0.008, 100, 100**2 / 2)
    assert exact == pytest.approx(300)
    scenario = one_queue(125, Distribution.erlang(2, 100), 1)
    found = laboratory.measure(ONE_QUEUE, scenario, waiting, cases=120_000, warm_up=40_000)
    found.agrees("A_waits", 0.8)
    found.agrees("A", exact, A_waits=0.8)


def test_one_agent_whose_work_is_all_alike(laboratory):
    """M/D/1 at 80 %: the mean wait is 2 services, and the median, P90 and P95 are Erlang's and Franx's."""
    shares = {"p50": 0.5, "p90": 0.9, "p95": 0.95}
    mean = formulas.one_server_wait(0.008, 100, 0)
    exact = {name: formulas.constant_service_wait_quantile(0.008, 100, at) for name, at in shares.items()}
    assert (mean, *exact.values()) == pytest.approx((200, 127.594, 501.151, 662.032), abs=5e-4)

    def figures(program, made):
        (waits,) = (t.waits for r, t in zip(program.nodes, made.steps, strict=True) if r.id == "A")
        percentiles = waits.percentiles(tuple(shares.values()))
        return waiting(program, made) | dict(zip(shares, percentiles, strict=True))

    scenario = one_queue(125, Distribution.constant(100), 1)
    found = laboratory.measure(ONE_QUEUE, scenario, figures, cases=90_000, warm_up=40_000)
    held = {"A_waits": 0.8}
    found.agrees("A_waits", 0.8)
    for name, value in (exact | {"A": mean}).items():
        found.agrees(name, value, **held)
        held[name] = value


def test_two_agents_in_a_row(laboratory):
    """M/M/1 tandem: the time in system is the sum of two independent exponentials (Burke, Reich)."""
    arrivals, first, second = 0.5, 1.0, 0.8
    slow, quick = second - arrivals, first - arrivals
    mean = 1 / slow + 1 / quick
    p90 = brentq(lambda time: formulas.tandem_exceeds(slow, quick, time) - 0.1, 0, 100)
    assert (mean, p90) == pytest.approx((5.333333, 10.473821), abs=5e-7)
    scenario = setting(
        every=exponential(1 / arrivals),
        steps={"A": (exponential(1 / first), "Front"), "B": (exponential(1 / second), "Back")},
        teams={"Front": 1, "Back": 1},
    )
    found = laboratory.measure("Start > A > B > End", scenario, cycle, cases=35_000, warm_up=500)
    found.agrees("mean", mean)
    found.agrees("p90", p90)


def test_work_that_is_done_again_loads_the_agent(laboratory):
    """M/M/1 with feedback is an M/M/1 with the arrivals of all rounds (Jackson)."""
    new, again, rate = 3.0, 0.25, 5.0
    number = formulas.feedback_number(new, again, rate)
    assert (number, number / new) == pytest.approx((4, 1.333333), abs=5e-7)
    scenario = setting(
        every=exponential(1 / new),
        steps={"A": (exponential(1 / rate), "Agents")},
        teams={"Agents": 1},
        routing=chances(Xor={"End": 1 - again, "A": again}),
    )
    found = laboratory.measure(
        "Start > A > Xor > End\nXor > A",
        scenario,
        lambda p, m: in_system(p, m) | waiting(p, m),
        cases=75_000,
        warm_up=100,
    )
    found.agrees("A_waits", 0.8)
    found.agrees("number", number, A_waits=0.8)
    found.agrees("time", number / new, A_waits=0.8)


@pytest.mark.parametrize(
    "service",
    [Distribution.constant(1), exponential(1), Distribution.lognormal(1, cv=1.5)],
    ids=lambda it: it.family,
)
def test_customers_who_do_not_wait_are_lost_alike_whatever_the_law_of_the_work(laboratory, service):
    """Erlang's loss formula and its insensitivity: 5 people, an offered load of 3."""
    exact = formulas.erlang_b(3, 5)
    assert exact == pytest.approx(0.110054, abs=5e-7)
    step = Step(time=service, team="Agents", patience=Distribution.constant(0))
    scenario = setting(every=exponential(1 / 3), steps={"A": step}, teams={"Agents": 5})
    found = laboratory.measure(ONE_QUEUE, scenario, waiting, cases=30_000, warm_up=50)
    found.agrees("A_gives_up", exact)


@pytest.mark.parametrize(
    ("queue", "cases", "literal"),
    [
        ((36, 180, 120, 6), 30_000, (0.112336, 13.480270, 0.731965)),
        ((10, 240, 180, 28), 100_000, (0.028445, None, None)),
        ((10, 240, 180, 14), 6_000, (0.418471, None, None)),
        ((10, 240, 180, 6), 4_000, (0.750002, None, None)),
    ],
    ids=["6 agents", "28 at a stretch", "14 of them", "6 of them"],
)
def test_erlang_a(laboratory, queue, cases, literal):
    """Palm: shares that give up, waits and service levels, also when half of the team or more is away."""
    gap, handling, patience, people = queue
    exact = formulas.erlang_a(1 / gap, handling, people, patience)
    figures = exact.abandons, exact.wait, exact.served_within(20)
    for value, known in zip(figures, literal, strict=True):
        assert known is None or value == pytest.approx(known, abs=2e-6)
    step = Step(time=exponential(handling), team="Agents", patience=exponential(patience))
    scenario = setting(every=exponential(gap), steps={"A": step}, teams={"Agents": people})
    found = laboratory.measure(ONE_QUEUE, scenario, waiting, cases=cases, warm_up=3000)
    found.agrees("A_waits", exact.waits)
    found.agrees("A_gives_up", exact.abandons, A_waits=exact.waits)
    found.agrees("A", exact.wait, A_waits=exact.waits)
    if literal[2]:
        found.agrees("A_in_time", exact.served_within(20))


def test_parallel_work_takes_as_long_as_its_longest_branch(laboratory):
    exact = formulas.harmonic(3)
    assert exact == pytest.approx(1.833333, abs=5e-7)
    scenario = setting(every=1, steps=dict.fromkeys("ABC", exponential(1)))
    shape = "Start > And_1 > A > And_2 > End\nAnd_1 > B > And_2\nAnd_1 > C > And_2"
    laboratory.measure(shape, scenario, cycle, cases=4_000).agrees("mean", exact)


CRITICAL_PATH = "Start > A > And_1 > B > And_2 > E > End\nAnd_1 > C > D > And_2"
DURATIONS = {"A": 10.0, "B": 20.0, "C": 5.0, "D": 12.0, "E": 8.0}


def test_the_critical_path_of_fixed_durations_is_the_longest_way():
    story = told(CRITICAL_PATH, times=[0, 3], steps=DURATIONS)
    assert [case.ended - case.arrived for case in story.cases] == [38, 38]


def test_the_critical_path_of_exponential_durations_is_longer(laboratory):
    two = formulas.two_in_a_row_exceed(DURATIONS["C"], DURATIONS["D"])
    exact = 10 + formulas.longer_of(lambda time: exp(-time / DURATIONS["B"]), two) + 8
    assert exact == pytest.approx(45, abs=1e-6)
    scenario = setting(every=1, steps={node: exponential(mean) for node, mean in DURATIONS.items()})
    laboratory.measure(CRITICAL_PATH, scenario, cycle, cases=3_000).agrees("mean", exact)


def test_priority_without_interruption(laboratory):
    """Cobham: the first class waits R / (1 - ρ₁), the second R / ((1 - ρ₁)(1 - ρ)); all, as in M/M/1."""
    first, second = 0.3, 0.4
    exact = formulas.waits_by_urgency([(first, 1, 1), (second, 1, 1)])
    assert exact == pytest.approx((1, 3.333333), abs=5e-7)
    scenario = setting(
        every=exponential(1 / (first + second)),
        steps={"A": (exponential(1), "Agents"), "B": (exponential(1), "Agents")},
        teams={"Agents": 1},
        routing=guards("Xor", "B", A="vip"),
        priority=["vip"],
    )
    vip = Attribute(name="vip", chance=first / (first + second))
    shape = "Start > Xor > A > End\nXor > B > End"
    with_class = replace(scenario, attributes=(vip,))
    found = laboratory.measure(shape, with_class, waiting, cases=60_000, warm_up=500)
    known = {"all_waits": first + second}
    found.agrees("all_waits", first + second)
    found.agrees("all", 7 / 3, **known)
    found.agrees("A", exact[0], all=7 / 3, **known)
    found.agrees("B", exact[1], all=7 / 3, **known)


def test_rework_adds_up_a_random_number_of_rounds(laboratory):
    again, mean, sd = 0.3, 5.0, 2.0
    exact = formulas.work_of_rounds(again, mean, sd)
    assert exact == pytest.approx((7.142857, 4.584802), abs=5e-7)
    scenario = setting(
        every=1,
        steps={"A": Distribution.lognormal(mean, sd=sd)},
        routing=chances(Xor={"End": 1 - again, "A": again}),
    )
    shape = "Start > A > Xor > End\nXor > A"
    found = laboratory.measure(shape, scenario, spread_of_work, cases=10_000, keep_log=True)
    found.agrees("mean", exact[0])
    found.agrees("sd", exact[1])


def test_two_teams_of_five_wait_longer_than_one_of_ten(laboratory):
    apart, pooled = formulas.mean_wait(4, 1, 5), formulas.mean_wait(8, 1, 10)
    assert (apart, pooled) == pytest.approx((0.554113, 0.204590), abs=5e-7)
    steps = {"A": (exponential(1), "One"), "B": (exponential(1), "Two")}
    two = setting(every=exponential(1 / 8), steps=steps, teams={"One": 5, "Two": 5})
    found = laboratory.measure(
        "Start > Xor > A > End\nXor > B > End", two, waiting, cases=155_000, warm_up=100
    )
    waits = formulas.erlang_c(4, 5)
    found.agrees("all_waits", waits)
    found.agrees("all", apart, all_waits=waits)
    one = one_queue(1 / 8, exponential(1), 10)
    found = laboratory.measure(ONE_QUEUE, one, waiting, cases=120_000, warm_up=100)
    waits = formulas.erlang_c(8, 10)
    found.agrees("all_waits", waits)
    found.agrees("all", pooled, all_waits=waits)


@pytest.mark.parametrize(("deadline", "literal"), [(8, 0.135335), (2, 0.606531)])
def test_a_level_is_reached_by_those_who_take_longer_than_its_deadline(laboratory, deadline, literal):
    exact = exp(-deadline / 4)
    assert exact == pytest.approx(literal, abs=5e-7)
    scenario = setting(every=1, steps={"A": exponential(4)}, events={"Timer_late": deadline})
    shape = "Start > A > End\nA ! Timer_late > End_late"
    laboratory.measure(shape, scenario, ends, cases=20_000).agrees("End_late", exact)


def test_a_network_of_three_teams(laboratory):
    """Jackson: each team is an M/M/c of its own, with the arrivals of all rounds."""
    new = 1 / 120
    answered = new / (1 - 0.25 * 0.2)
    exact = formulas.open_network_time(new, [(answered, 600, 6), (0.25 * answered, 1080, 3), (new, 180, 2)])
    assert exact == pytest.approx(2198.775, abs=5e-4)
    scenario = setting(
        every=exponential(120),
        steps={
            "Answer": (exponential(600), "Agents"),
            "Help": (exponential(1080), "Experts"),
            "Wrap": (exponential(180), "Clerks"),
        },
        teams={"Agents": 6, "Experts": 3, "Clerks": 2},
        routing=chances(Xor_1={"Help": 0.25, "Wrap": 0.75}, Xor_2={"Answer": 0.2, "Wrap": 0.8}),
    )
    shape = "Start > Answer > Xor_1 > Help > Xor_2 > Answer\nXor_1 > Wrap > End\nXor_2 > Wrap"
    found = laboratory.measure(shape, scenario, cycle, cases=42_000, warm_up=100_000)
    found.agrees("mean", exact)


def test_littles_law_holds_exactly_for_a_run_that_begins_and_ends_empty():
    random = np.random.default_rng(5)
    story = told(
        "Start > And_1 > A > And_2 > Xor > C > End\nAnd_1 > B > And_2\nXor > And_1\n"
        "C ! Timer_late > D > End_late",
        times=np.cumsum(random.exponential(100, 3000)).tolist(),
        steps={
            "A": (exponential(120), "Front"),
            "B": (Distribution.lognormal(150, cv=1.2), "Back"),
            "C": (exponential(90), "Back"),
            "D": (exponential(30), "Front"),
        },
        teams={"Front": staffed(2), "Back": staffed(3, speed=0.9)},
        events={"Timer_late": 200},
        routing=chances(Xor={"C": 0.9, "And_1": 0.1}),
    )
    sojourns = sum(case.ended - case.arrived for case in story.cases)
    assert (story.run.arrived, story.run.left, story.run.open) == (3000, 3000, 0)
    assert story.run.in_system_area == pytest.approx(sojourns, rel=1e-9)
    for team, nodes in zip(story.run.teams, ("AD", "BC"), strict=True):
        served = [visit for visit in story.visits if visit.node in nodes]
        assert team.queue == pytest.approx(sum(visit.started - visit.enabled for visit in served), rel=1e-9)
        assert team.busy == pytest.approx(sum(visit.finished - visit.started for visit in served), rel=1e-9)
