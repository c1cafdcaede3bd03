"""The simulator against a recursion written here: Kiefer and Wolfowitz (1955), with customers who leave."""

from __future__ import annotations

from bisect import insort
from math import sqrt
from statistics import mean, stdev

import numpy as np
import pytest
from building import drawn, exponential, setting, told
from laboratory import waiting

from studio.scenario import Arrivals, Distribution, Step
from studio.simulation import RunLength, compile_program, run
from studio.simulation.records import Outcome


def waits(gaps, work, patience, people):
    """Each customer's wait, and whether they gave up, in a queue served in order of coming.

    The state is when each server will have done with those who came before, ascending; a customer whose
    patience is shorter than the wait on offer leaves it as it is.
    """
    free = [0.0] * people
    now, found, gave_up = 0.0, [], []
    for gap, needed, patient in zip(gaps, work, patience, strict=True):
        now += gap
        offered = max(0.0, free[0] - now)
        leaves = offered > patient
        found.append(min(offered, patient))
        gave_up.append(leaves)
        if not leaves:
            del free[0]
            insort(free, now + offered + needed)
    return np.array(found), np.array(gave_up)


CASES = [
    (1, 0.7, 1.0, 0.5, 2.0),
    (2, 0.9, 0.7, 1.0, 1.0),
    (3, 1.0, 1.2, 0.7, 0.8),
    (5, 0.8, 0.9, 2.0, 0.5),
    (8, 1.1, 1.0, 0.5, 1.5),
    (14, 1.5, 0.8, 1.0, 0.75),
]
"""People, their load, cv of lognormal service of mean 1, shape of gamma patience, and its mean."""


@pytest.mark.parametrize("case", CASES, ids=str)
def test_lognormal_work_and_gamma_patience(case, thorough):
    people, use, cv, shape, patience = case
    rate = use * people
    work = Distribution.lognormal(1.0, cv=cv)
    patient = Distribution.gamma(patience, cv=1 / sqrt(shape))
    program = compile_program(
        drawn("Start > A > End"),
        setting(
            every=exponential(1 / rate),
            steps={"A": Step(time=work, team="Agents", patience=patient)},
            teams={"Agents": people},
        ),
    )
    number, warm_up, replications = (20_000 if thorough else 1500), 20.0, 20
    ours, theirs = [], []
    sigma = sqrt(np.log1p(cv**2))
    for replication in range(replications):
        made = run(program, RunLength(cases=number, warm_up=warm_up), replication)
        assert made is not None
        found = waiting(program, made)
        ours.append((found["A"], found["A_gives_up"], found["A_waits"]))
        random = np.random.default_rng([people, replication])
        before = int(warm_up * rate)
        wait, gave_up = waits(
            random.exponential(1 / rate, before + number),
            random.lognormal(-(sigma**2) / 2, sigma, before + number),
            random.gamma(shape, patience / shape, before + number),
            people,
        )
        wait, gave_up = wait[before:], gave_up[before:]
        theirs.append((wait.mean(), gave_up.mean(), (wait > 0).mean()))
    for mine, yours in zip(zip(*ours, strict=True), zip(*theirs, strict=True), strict=True):
        error = sqrt((stdev(mine) ** 2 + stdev(yours) ** 2) / replications)
        assert abs(mean(mine) - mean(yours)) <= 4 * error
        assert error <= 0.05 * mean(yours)


@pytest.mark.parametrize("people", [1, 3, 7])
def test_customer_by_customer_the_waits_are_those_of_the_recursion(people):
    """Each customer has a start, a step and a constant time and patience of their own; all share a team."""
    random = np.random.default_rng(people)
    number = 250
    gaps = random.exponential(1 / (1.15 * people), number)
    work = random.lognormal(-0.5, 1.0, number)
    patience = random.gamma(0.7, 1.5, number)
    story = told(
        "\n".join(f"Start_{n} > A{n} > End_{n}" for n in range(number)),
        arrivals={f"Start_{n}": Arrivals(times=(float(at),)) for n, at in enumerate(np.cumsum(gaps))},
        steps={
            f"A{n}": Step(
                time=Distribution.constant(float(work[n])),
                team="Agents",
                patience=Distribution.constant(float(patience[n])),
            )
            for n in range(number)
        },
        teams={"Agents": people},
    )
    found, gave_up = waits(gaps, work, patience, people)
    by_node = {visit.node: visit for visit in story.visits if visit.node.startswith("A")}
    assert 0.1 < gave_up.mean() < 0.5
    for n in range(number):
        visit = by_node[f"A{n}"]
        assert (visit.outcome is Outcome.ABANDONED) == gave_up[n]
        assert visit.started - visit.enabled == pytest.approx(found[n], abs=1e-9)
        if not gave_up[n]:
            assert visit.finished - visit.started == pytest.approx(work[n], abs=1e-9)


@pytest.mark.parametrize("case", CASES[:3], ids=str)
def test_with_the_simulators_own_draws_every_wait_is_that_of_the_recursion(case):
    """What was drawn is read from the log: the work of who was served, the patience of who gave up."""
    people, use, cv, shape, patience = case
    step = Step(
        time=Distribution.lognormal(1.0, cv=cv),
        team="Agents",
        patience=Distribution.gamma(patience, cv=1 / sqrt(shape)),
    )
    story = told(
        "Start > A > End",
        cases=2000,
        every=exponential(1 / (use * people)),
        steps={"A": step},
        teams={"Agents": people},
    )
    visits = sorted((visit for visit in story.visits if visit.node == "A"), key=lambda visit: visit.enabled)
    visits = visits[: len(visits) * 9 // 10]  # the last of those who came may still have been there
    left = [visit.outcome is Outcome.ABANDONED for visit in visits]
    found, gave_up = waits(
        np.diff([0.0, *(visit.enabled for visit in visits)]),
        [visit.finished - visit.started for visit in visits],
        [visit.started - visit.enabled if gone else np.inf for visit, gone in zip(visits, left, strict=True)],
        people,
    )
    assert gave_up.tolist() == left
    assert found == pytest.approx([visit.started - visit.enabled for visit in visits], abs=1e-9)
