"""Closed forms of queueing theory that the simulator must meet, within four standard errors and 5 %."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from math import ceil, exp, factorial, log, sqrt

import numpy as np
import pytest
from building import chances, drawn, exponential, guards, setting, staffed, told
from numpy.typing import NDArray
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import t as student

from studio.model import Diagram
from studio.scenario import Attribute, Distribution, Scenario
from studio.simulation import Program, Run, RunLength, compile_program, run
from studio.simulation.program import Work

REPLICATIONS = 30

Figures = Callable[[Program, Run], dict[str, float]]


@dataclass(frozen=True)
class Sample:
    """Figures of independent replications, and how far their inputs were from what they should be.

    A replication in which the customers happened to come a little faster than they should has longer
    waits. Regression on these known deviations (control variates: Lavenberg, Moeller, Welch 1982) takes
    that part of the variation out.
    """

    figures: list[dict[str, float]]
    controls: NDArray[np.float64]

    def agrees(self, name: str, exact: float, half_width: float = 0.05, **held: float) -> None:
        """Assert that a figure is within four standard errors, and known to the wanted share.

        Figures that have their exact values by a check of their own, ``held``, are controls too.
        """
        values = self._of(name)
        inputs = self.controls[:, self.controls.std(axis=0) > 1e-9]
        terms = np.column_stack(
            [np.ones(len(values)), inputs, *(self._of(other) - value for other, value in held.items())]
        )
        (mean, *_), *_ = np.linalg.lstsq(terms, values, rcond=None)
        freedom = len(values) - terms.shape[1]
        rest = values - terms @ np.linalg.lstsq(terms, values, rcond=None)[0]
        error = sqrt(rest @ rest / freedom * np.linalg.inv(terms.T @ terms)[0, 0])
        assert abs(mean - exact) <= 4 * error, f"{name}: {mean:.6g} ± {error:.3g}, exact {exact:.6g}"
        share = student.ppf(0.975, freedom) * error / exact
        assert share <= half_width, f"{name}: half-width {100 * share:.2f} % of {exact:.6g}"

    def _of(self, name: str) -> NDArray[np.float64]:
        return np.array([each[name] for each in self.figures])


@dataclass(frozen=True)
class Laboratory:
    """Replications of a program in as many processes as there are processors."""

    pool: ProcessPoolExecutor
    scale: int
    """How many times longer than usual."""

    def measure(
        self,
        diagram: Diagram | str,
        scenario: Scenario,
        figures: Figures,
        *,
        cases: int,
        warm_up: float = 0.0,
        keep_log: bool = False,
    ) -> Sample:
        """The figures of some replications that together count that many cases."""
        shape = drawn(diagram) if isinstance(diagram, str) else diagram
        program = compile_program(shape, scenario)
        length = RunLength(cases=ceil(cases * self.scale / REPLICATIONS), warm_up=warm_up)
        work = partial(_replication, program, length, figures, keep_log)
        found = list(self.pool.map(work, range(REPLICATIONS)))
        return Sample([figures for figures, _ in found], np.array([controls for _, controls in found]))


def _replication(
    program: Program, length: RunLength, figures: Figures, keep_log: bool, replication: int
) -> tuple[dict[str, float], list[float]]:
    made = run(program, length, replication, keep_log=keep_log)
    assert made is not None
    return figures(program, made), list(_deviations(program, made))


def _deviations(program: Program, made: Run) -> Iterator[float]:
    """How far the mean gap between arrivals and the mean work of each queue are from their expectations."""
    (row,) = program.arrivals
    assert row.arrivals.every is not None
    yield made.arriving / made.cases.arrived / row.arrivals.every.mean - 1
    for node, tally in zip(program.nodes, made.steps, strict=True):
        if node.work is Work.TASK:
            yield tally.work / tally.ended / program.distributions[node.time].mean - 1


@pytest.fixture(scope="module")
def laboratory(thorough: bool) -> Iterator[Laboratory]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(multiprocessing.cpu_count(), context) as pool:
        yield Laboratory(pool, scale=25 if thorough else 1)


def erlang_c(load: float, servers: int) -> float:
    """The chance to wait in M/M/c with an offered load in Erlang."""
    last = load**servers / factorial(servers) * servers / (servers - load)
    return last / (sum(load**n / factorial(n) for n in range(servers)) + last)


def mean_wait(arrivals: float, service: float, servers: int) -> float:
    """The mean wait in M/M/c: arrivals a second, mean service in seconds."""
    load = arrivals * service
    return erlang_c(load, servers) * service / (servers - load)


def cycle(_: Program, made: Run) -> dict[str, float]:
    (p90,) = made.cases.cycles.percentiles((0.9,))
    return {"mean": made.cases.sum("cycle") / made.cases.completed, "p90": p90}


def waiting(program: Program, made: Run) -> dict[str, float]:
    """Of each step its mean wait, its share of visits that wait, its service level; and of all steps."""
    found = {}
    for row, tally in zip(program.nodes, made.steps, strict=True):
        if tally.ended:
            found[row.id] = tally.wait / tally.ended
            found[f"{row.id}_waits"] = tally.waited / tally.ended
            found[f"{row.id}_in_time"] = tally.within / tally.ended
    steps = [tally for row, tally in zip(program.nodes, made.steps, strict=True) if row.is_step]
    found["all"] = sum(tally.wait for tally in steps) / sum(tally.ended for tally in steps)
    found["all_waits"] = sum(tally.waited for tally in steps) / sum(tally.ended for tally in steps)
    return found


def ends(program: Program, made: Run) -> dict[str, float]:
    """The share of cases by the node where they ended."""
    shares = zip(program.nodes, made.cases.ends, strict=True)
    return {row.id: number / made.cases.completed for row, number in shares if row.is_end}


def one_queue(every: float, service: Distribution, people: int) -> Scenario:
    return setting(every=exponential(every), steps={"A": (service, "Agents")}, teams={"Agents": people})


ONE_QUEUE = "Start > A > End"


def test_a_single_agent_with_arrivals_every_5_and_work_of_4_minutes_keeps_people_20_minutes(laboratory):
    found = laboratory.measure(
        ONE_QUEUE, one_queue(300, exponential(240), 1), cycle, cases=100_000, warm_up=100_000
    )
    exact = 1 / (1 / 240 - 1 / 300)
    assert exact == pytest.approx(1200)
    found.agrees("mean", exact)
    found.agrees("p90", -exact * log(0.1))


@pytest.mark.parametrize(
    ("queue", "cases", "literal"),
    [
        ((100, 180, 6), 150_000, (0.587516, 105.752960, 0.474267)),
        ((360, 240, 28), 600_000, (0.333139, 19.988312, 0.761296)),
    ],
    ids=str,
)
def test_erlang_c(laboratory, queue, cases, literal):
    an_hour, handling, people = queue
    load = an_hour / 3600 * handling
    waits = erlang_c(load, people)
    asa = mean_wait(an_hour / 3600, handling, people)
    in_time = 1 - waits * exp(-(people - load) * 20 / handling)
    assert (waits, asa, in_time) == pytest.approx(literal, rel=2e-6)
    scenario = one_queue(3600 / an_hour, exponential(handling), people)
    found = laboratory.measure(ONE_QUEUE, scenario, waiting, cases=cases, warm_up=15_000)
    found.agrees("A_waits", waits)
    found.agrees("A", asa, A_waits=waits)
    found.agrees("A_in_time", in_time)


@pytest.mark.parametrize(
    ("service", "cv", "cases"),
    [(Distribution.constant(100), 0.0, 85_000), (Distribution.erlang(2, 100), sqrt(0.5), 90_000)],
    ids=["M/D/1", "M/E2/1"],
)
def test_one_agent_with_less_varied_work(laboratory, service, cv, cases):
    """Pollaczek and Khinchine: at 80 % the wait is 2 services if they are all alike, 3 if Erlang-2."""
    exact = 0.8 / 0.2 * (1 + cv**2) / 2
    assert exact in (2.0, pytest.approx(3.0))
    found = laboratory.measure(ONE_QUEUE, one_queue(125, service, 1), waiting, cases=cases, warm_up=40_000)
    found.agrees("A", exact * 100)


def test_two_agents_in_a_row(laboratory):
    """M/M/1 tandem: the time in system is the sum of two independent exponentials (Burke, Reich)."""
    arrivals, first, second = 0.5, 1.0, 0.8
    slow, quick = second - arrivals, first - arrivals
    mean = 1 / slow + 1 / quick

    def exceeds(time: float) -> float:
        return (quick * exp(-slow * time) - slow * exp(-quick * time)) / (quick - slow)

    p90 = brentq(lambda time: exceeds(time) - 0.1, 0, 100)
    assert (mean, p90) == pytest.approx((5.333333, 10.473821), abs=5e-7)
    scenario = setting(
        every=exponential(1 / arrivals),
        steps={"A": (exponential(1 / first), "Front"), "B": (exponential(1 / second), "Back")},
        teams={"Front": 1, "Back": 1},
    )
    found = laboratory.measure("Start > A > B > End", scenario, cycle, cases=35_000, warm_up=500)
    found.agrees("mean", mean)
    found.agrees("p90", p90)


def in_system(_: Program, made: Run) -> dict[str, float]:
    return {
        "number": made.in_system_area / made.seconds,
        "time": made.cases.sum("cycle") / made.cases.completed,
    }


def test_work_that_is_done_again_loads_the_agent(laboratory):
    """M/M/1 with feedback is an M/M/1 with the arrivals of all rounds (Jackson)."""
    new, again, rate = 3.0, 0.25, 5.0
    use = new / (1 - again) / rate
    number = use / (1 - use)
    assert (number, number / new) == pytest.approx((4, 1.333333), abs=5e-7)
    scenario = setting(
        every=exponential(1 / new),
        steps={"A": (exponential(1 / rate), "Agents")},
        teams={"Agents": 1},
        routing=chances(Xor={"End": 1 - again, "A": again}),
    )
    found = laboratory.measure(
        "Start > A > Xor > End\nXor > A", scenario, in_system, cases=75_000, warm_up=100
    )
    found.agrees("number", number)
    found.agrees("time", number / new)


def test_parallel_work_takes_as_long_as_its_longest_branch(laboratory):
    exact = sum(1 / n for n in (1, 2, 3))
    assert exact == pytest.approx(1.833333, abs=5e-7)
    scenario = setting(every=1, steps=dict.fromkeys("ABC", exponential(1)))
    shape = "Start > And_1 > A > And_2 > End\nAnd_1 > B > And_2\nAnd_1 > C > And_2"
    laboratory.measure(shape, scenario, cycle, cases=20_000).agrees("mean", exact)


CRITICAL_PATH = "Start > A > And_1 > B > And_2 > E > End\nAnd_1 > C > D > And_2"
DURATIONS = {"A": 10.0, "B": 20.0, "C": 5.0, "D": 12.0, "E": 8.0}


def test_the_critical_path_of_fixed_durations_is_the_longest_way():
    story = told(CRITICAL_PATH, times=[0, 3], steps=DURATIONS)
    assert [case.ended - case.arrived for case in story.cases] == [38, 38]


def test_the_critical_path_of_exponential_durations_is_longer(laboratory):
    b, c, d = (1 / DURATIONS[node] for node in "BCD")

    def both_still_run(time: float) -> float:
        return exp(-b * time) * (d * exp(-c * time) - c * exp(-d * time)) / (d - c)

    shortest, _ = quad(both_still_run, 0, 1000)
    exact = 10 + (20 + 17 - shortest) + 8
    assert exact == pytest.approx(45, abs=1e-6)
    scenario = setting(every=1, steps={node: exponential(mean) for node, mean in DURATIONS.items()})
    laboratory.measure(CRITICAL_PATH, scenario, cycle, cases=15_000).agrees("mean", exact)


def test_priority_without_interruption(laboratory):
    """Cobham: the first class waits R / (1 - ρ₁), the second R / ((1 - ρ₁)(1 - ρ))."""
    first, second = 0.3, 0.4
    remaining = first + second  # λ E[S²] / 2 with E[S²] = 2
    exact = remaining / (1 - first), remaining / ((1 - first) * (1 - first - second))
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
    found = laboratory.measure(shape, with_class, waiting, cases=170_000, warm_up=500)
    found.agrees("all_waits", first + second)
    found.agrees("A", exact[0])
    found.agrees("B", exact[1])


def work_per_case(_: Program, made: Run) -> dict[str, float]:
    assert made.log is not None
    work = made.log.cases()[:, 8]
    return {"mean": float(work.mean()), "sd": float(work.std(ddof=1))}


def test_rework_adds_up_a_random_number_of_rounds(laboratory):
    again, mean, sd = 0.3, 5.0, 2.0
    rounds, spread = 1 / (1 - again), again / (1 - again) ** 2
    exact = mean * rounds, sqrt(rounds * sd**2 + spread * mean**2)
    assert exact == pytest.approx((7.142857, 4.584802), abs=5e-7)
    scenario = setting(
        every=1,
        steps={"A": Distribution.lognormal(mean, sd=sd)},
        routing=chances(Xor={"End": 1 - again, "A": again}),
    )
    shape = "Start > A > Xor > End\nXor > A"
    found = laboratory.measure(shape, scenario, work_per_case, cases=25_000, keep_log=True)
    found.agrees("mean", exact[0])
    found.agrees("sd", exact[1])


def test_two_teams_of_five_wait_longer_than_one_of_ten(laboratory):
    apart, pooled = mean_wait(4, 1, 5), mean_wait(8, 1, 10)
    assert (apart, pooled) == pytest.approx((0.554113, 0.204590), abs=5e-7)
    steps = {"A": (exponential(1), "One"), "B": (exponential(1), "Two")}
    two = setting(every=exponential(1 / 8), steps=steps, teams={"One": 5, "Two": 5})
    found = laboratory.measure(
        "Start > Xor > A > End\nXor > B > End", two, waiting, cases=220_000, warm_up=100
    )
    found.agrees("all_waits", erlang_c(4, 5))
    found.agrees("all", apart)
    one = one_queue(1 / 8, exponential(1), 10)
    found = laboratory.measure(ONE_QUEUE, one, waiting, cases=150_000, warm_up=100)
    found.agrees("all_waits", erlang_c(8, 10))
    found.agrees("all", pooled, all_waits=erlang_c(8, 10))


@pytest.mark.parametrize(("deadline", "literal"), [(8, 0.135335), (2, 0.606531)])
def test_a_level_is_reached_by_those_who_take_longer_than_its_deadline(laboratory, deadline, literal):
    exact = exp(-deadline / 4)
    assert exact == pytest.approx(literal, abs=5e-7)
    scenario = setting(every=1, steps={"A": exponential(4)}, events={"Timer_late": deadline})
    shape = "Start > A > End\nA ! Timer_late > End_late"
    laboratory.measure(shape, scenario, ends, cases=30_000).agrees("End_late", exact)


def test_a_network_of_three_teams(laboratory):
    """Jackson: each team is an M/M/c of its own, with the arrivals of all rounds."""
    new = 1 / 120
    answered = new / (1 - 0.25 * 0.2)
    exact = (
        answered * (600 + mean_wait(answered, 600, 6))
        + 0.25 * answered * (1080 + mean_wait(0.25 * answered, 1080, 3))
        + new * (180 + mean_wait(new, 180, 2))
    ) / new
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
    found = laboratory.measure(shape, scenario, cycle, cases=50_000, warm_up=100_000)
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
