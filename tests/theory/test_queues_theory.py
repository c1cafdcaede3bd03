"""Queues in front of one team against closed forms, within four standard errors and 5 %."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import formulas
import pytest
from building import chances, exponential, guards, setting, staffed
from laboratory import teams, waiting

from studio.scenario import Arrivals, Attribute, Distribution, Scenario, Shift, Step, Team

ONE_QUEUE = "Start > A > End"


def one_queue(every: float, service: Distribution, people: int, **more) -> Scenario:
    return setting(
        every=exponential(every), steps={"A": (service, "Agents")}, teams={"Agents": people}, **more
    )


def impatient(every: float, service: Distribution, people: int, patience: Distribution) -> Scenario:
    step = Step(time=service, team="Agents", patience=patience)
    return setting(every=exponential(every), steps={"A": step}, teams={"Agents": people})


@pytest.mark.parametrize(
    "service",
    [
        Distribution.uniform(20, 180),
        Distribution.gamma(100, cv=0.8),
        Distribution.lognormal(100, cv=0.7),
        Distribution.weibull(100, cv=0.6),
    ],
    ids=lambda it: it.family,
)
def test_one_agent_whatever_the_law_of_the_work(laboratory, service):
    """Pollaczek and Khinchine: the wait depends on the mean and the variance of the work alone."""
    exact = formulas.one_server_wait(0.006, service.mean, service.variance)
    scenario = one_queue(100 / 0.6, service, 1)
    found = laboratory.measure(ONE_QUEUE, scenario, waiting, cases=45_000, warm_up=5_000)
    found.agrees("A_waits", 0.6)
    found.agrees("A", exact, A_waits=0.6)


@pytest.mark.parametrize("people", [2, 5])
def test_waits_before_several_agents_whose_work_is_all_alike(laboratory, people):
    """M/D/c: Franx's distribution of waits, by the share of cases with a wait up to each percentile."""
    rate = 0.7 * people / 100
    shares = {"p75": 0.75, "p90": 0.9, "p95": 0.95}
    waits = 1 - formulas.constant_service_wait_within(rate, 100, 0, people)

    def figures(program, made):
        (wait,) = (t.waits for r, t in zip(program.nodes, made.steps, strict=True) if r.id == "A")
        return waiting(program, made) | dict(
            zip(shares, wait.percentiles(tuple(shares.values())), strict=True)
        )

    scenario = one_queue(1 / rate, Distribution.constant(100), people)
    found = laboratory.measure(ONE_QUEUE, scenario, figures, cases=60_000, warm_up=5_000)
    found.agrees("A_waits", waits)
    held = {"A_waits": waits}
    for name, share in shares.items():
        exact = formulas.constant_service_wait_quantile(rate, 100, share, people)
        found.agrees(name, exact, **held)
        held[name] = exact


@pytest.mark.parametrize("law", ["even", "erlang"])
def test_arrivals_that_are_more_even_than_by_chance(laboratory, law):
    """Kendall's G/M/1: the wait follows from the transform of the time between arrivals."""
    every = Distribution.constant(160) if law == "even" else Distribution.erlang(3, 160)
    exact = formulas.renewal_wait(
        (lambda s: exp(-160 * s)) if law == "even" else (lambda s: (3 / 160 / (3 / 160 + s)) ** 3), 100
    )
    scenario = replace(one_queue(125, exponential(100), 1), arrivals=setting(every=every).arrivals)
    found = laboratory.measure(ONE_QUEUE, scenario, waiting, cases=60_000, warm_up=20_000)
    found.agrees("A", exact)


@pytest.mark.parametrize(
    ("patience", "stays", "longest"),
    [
        (Distribution.constant(90), lambda t: float(t < 90), 4000),
        (Distribution.uniform(0, 240), lambda t: max(0.0, 1 - t / 240), 4000),
        (Distribution.erlang(2, 120), lambda t: exp(-t / 60) * (1 + t / 60), 4000),
    ],
    ids=["constant", "uniform", "erlang"],
)
def test_patience_of_any_law(laboratory, patience, stays, longest):
    """Baccelli and Hebuterne: M/M/c+G."""
    exact = formulas.Impatient(100 / 3600, 180, 5, stays, longest)
    scenario = impatient(36, exponential(180), 5, patience)
    found = laboratory.measure(ONE_QUEUE, scenario, waiting, cases=30_000, warm_up=3000)
    found.agrees("A_gives_up", exact.abandons)
    found.agrees("A", exact.wait)
    found.agrees("A_waits", exact.waits)


def by_urgency(every: float, shares: dict[str, float], service: Distribution, people: int) -> Scenario:
    """Cases of classes, the most urgent first, each with a step of its own for the same team."""
    scenario = setting(
        every=exponential(every),
        steps=dict.fromkeys(shares, (service, "Agents")),
        teams={"Agents": people},
        routing=guards("Xor", list(shares)[-1], **{step: f"class == '{step}'" for step in list(shares)[:-1]}),
        priority=[f"class == '{step}'" for step in list(shares)[:-1]],
    )
    return replace(scenario, attributes=(Attribute(name="class", choice=tuple(shares.items())),))


@pytest.mark.parametrize(
    ("rates", "queue", "cases"),
    [
        ((0.15, 0.25, 0.2), (Distribution.lognormal(1.0, cv=0.8), 1), 80_000),
        ((0.4, 0.5, 0.5), (exponential(1.0), 2), 125_000),
    ],
    ids=["lognormal", "M/M/2"],
)
def test_urgent_cases_go_first_and_interrupt_nobody(laboratory, rates, queue, cases):
    """Cobham: the first class waits R / (1 - ρ₁), the second R / ((1 - ρ₁)(1 - ρ₁ - ρ₂)), and so on."""
    service, people = queue
    mean, variance = service.mean, service.variance
    exact = formulas.waits_by_urgency([(rate, mean, variance) for rate in rates], people)
    total = sum(rates)
    of_all = {
        "all_waits": formulas.erlang_c(total * mean, people),
        "all": sum(rate * wait for rate, wait in zip(rates, exact, strict=True)) / total,
    }
    steps = dict(zip("ABC", (rate / total for rate in rates), strict=False))
    shape = "Start > Xor > A > End\n" + "\n".join(f"Xor > {step} > End" for step in list(steps)[1:])
    scenario = by_urgency(1 / total, steps, service, people)
    found = laboratory.measure(shape, scenario, waiting, cases=cases, warm_up=300 * mean)
    found.agrees("all_waits", of_all["all_waits"])
    found.agrees("all", of_all["all"], all_waits=of_all["all_waits"])
    for step, wait in zip(steps, exact, strict=True):
        found.agrees(step, wait, **of_all)


@pytest.mark.parametrize(("machines", "people"), [(6, 1), (10, 2)])
def test_machines_that_break_down_and_are_repaired(laboratory, machines, people):
    """A closed population: as many cases as machines, which go round between running and repair."""
    broken, at_work = formulas.machine_repair(machines, people, 1 / 10, 1 / 2)
    scenario = setting(
        times=[0.0] * machines,
        steps={"Run": exponential(10), "A": (exponential(2), "Agents")},
        teams={"Agents": people},
        routing=chances(Xor={"Run": 1.0, "End": 0.0}),
    )
    shape = "Start > Run > A > Xor > Run\nXor > End"
    found = laboratory.measure(shape, scenario, teams, length=4000, controlled=False)
    found.agrees("Agents_busy", at_work)
    found.agrees("Agents_queue", broken - at_work)


def test_a_waiting_room_that_may_be_full(laboratory):
    """M/M/2/6: a cycle of six places, filled by a source that stops when there is none."""
    chance = formulas.bounded_room(1.6, 1.0, 2, 6)
    scenario = setting(
        times=[0.0] * 6,
        steps={"Source": (exponential(1 / 1.6), "Source"), "A": (exponential(1), "Agents")},
        teams={"Source": 1, "Agents": 2},
        routing=chances(Xor={"Source": 1.0, "End": 0.0}),
    )
    shape = "Start > Source > A > Xor > Source\nXor > End"
    found = laboratory.measure(shape, scenario, teams, length=1500, controlled=False)
    found.agrees("Source_busy", 1 - chance[6])
    found.agrees("Agents_busy", 1.6 * (1 - chance[6]))
    found.agrees("Agents_queue", sum(max(0, n - 2) * share for n, share in enumerate(chance)))


def test_two_people_of_different_speed_the_faster_first(laboratory):
    exact = formulas.two_unequal_servers_wait(1.0, 1.0, 0.4)
    team = Team(name="", shifts=(Shift(staff=1, speed=1.0), Shift(staff=1, speed=0.4)))
    scenario = setting(every=exponential(1.0), steps={"A": (exponential(1.0), "T")}, teams={"T": team})
    found = laboratory.measure(ONE_QUEUE, scenario, waiting, cases=125_000, warm_up=100, controlled=False)
    found.agrees("A", exact)


def test_own_work_is_the_least_urgent_class_that_is_not_interrupted(laboratory):
    """Cobham, with blocks of 15 minutes that come as they may for 30 % of the time."""
    exact, _ = formulas.waits_by_urgency([(1 / 600, 300, 300**2), (0.3 / 900, 900, 0)])
    scenario = setting(
        every=exponential(600),
        steps={"A": (exponential(300), "T")},
        teams={"T": staffed(1, base_load=0.3)},
    )
    laboratory.measure(ONE_QUEUE, scenario, waiting, cases=45_000, warm_up=50_000).agrees("A", exact)


def test_six_contacts_at_once_that_do_not_slow_each_other_are_six_people(laboratory):
    waits = formulas.erlang_c(4, 6)
    scenario = setting(
        every=exponential(45),
        steps={"A": (exponential(180), "T")},
        teams={"T": staffed(2, at_once=3, slower=1.0)},
    )
    found = laboratory.measure(ONE_QUEUE, scenario, waiting, cases=90_000, warm_up=5000)
    found.agrees("A_waits", waits)
    found.agrees("A", formulas.mean_wait(1 / 45, 180, 6), A_waits=waits)


def test_contacts_that_slow_each_other_are_a_server_whose_rate_depends_on_them(laboratory):
    """One person with up to three chats, each up to 1.6 times as long: births and deaths."""
    waits, exact = formulas.limited_sharing(1.0, [1, 2 / 1.3, 3 / 1.6])
    scenario = setting(
        every=exponential(1.0),
        steps={"A": (exponential(1.0), "T")},
        teams={"T": staffed(1, at_once=3, slower=1.6)},
    )
    found = laboratory.measure(ONE_QUEUE, scenario, waiting, cases=120_000, warm_up=100, controlled=False)
    found.agrees("A_waits", waits)
    found.agrees("A", exact, A_waits=waits)


def test_two_kinds_of_work_share_a_team(laboratory):
    """Pollaczek and Khinchine with a mixture of two laws: two processes in front of one person."""
    first, second = exponential(60), Distribution.lognormal(200, cv=0.5)
    mixed = formulas.mixture([(1 / 250, first.mean, first.variance), (1 / 500, second.mean, second.variance)])
    exact = formulas.one_server_wait(*mixed)
    scenario = setting(
        arrivals={"Start_1": Arrivals(every=exponential(250)), "Start_2": Arrivals(every=exponential(500))},
        steps={"A": (first, "Agents"), "B": (second, "Agents")},
        teams={"Agents": 1},
    )
    found = laboratory.measure(
        "Start_1 > A > End_1\nStart_2 > B > End_2", scenario, waiting, cases=60_000, warm_up=50_000
    )
    use = mixed[0] * mixed[1]
    found.agrees("all_waits", use)
    found.agrees("A", exact, all_waits=use)
    found.agrees("B", exact, all_waits=use)
