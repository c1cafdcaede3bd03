"""Replications in one process and in several."""

from __future__ import annotations

import time

import pytest
from building import drawn, exponential, setting

from studio.simulation import Cancelled, Job, Program, Run, RunLength, compile_program, replicate

PROGRAM = compile_program(
    drawn("Start > A > End"),
    setting(every=exponential(60), steps={"A": (exponential(50), "Agents")}, teams={"Agents": 1}),
)


def cycle(_: Program, made: Run) -> tuple[int, float]:
    return made.replication, made.cases.sum("cycle")


def slow_cycle(program: Program, made: Run) -> tuple[int, float]:
    time.sleep(0.8 if made.replication == 0 else 0.05)  # so that further processes are worth starting
    return cycle(program, made)


def never(_: object) -> bool:
    return False


def test_results_come_in_order_and_are_those_of_single_runs():
    job = Job(program=PROGRAM, length=RunLength(cases=50), reduce=cycle)
    found = replicate(job, never, at_least=2, at_most=6, workers=1)
    assert [replication for replication, _ in found] == [0, 1, 2, 3, 4, 5]
    assert found == [job.do(number, None) for number in range(6)]
    assert len({value for _, value in found}) == 6


def test_two_processes_give_what_one_gives_and_stop_where_it_would_although_they_work_ahead():
    def enough(results):
        return len(results) >= 5

    length = RunLength(cases=50)
    one, two = (
        replicate(
            Job(program=PROGRAM, length=length, reduce=reduce),
            enough,
            at_least=4,
            at_most=50,
            workers=workers,
        )
        for reduce, workers in ((cycle, 1), (slow_cycle, 2))
    )
    assert one == two
    assert [replication for replication, _ in two] == [0, 1, 2, 3, 4]


def test_it_stops_at_the_first_number_of_results_that_is_enough():
    job = Job(program=PROGRAM, length=RunLength(cases=20), reduce=cycle)
    seen = []

    def enough(results):
        seen.append(len(results))
        return len(results) >= 5

    assert len(replicate(job, enough, at_least=3, at_most=9, workers=1)) == 5
    assert seen == [3, 4, 5]


def test_replications_may_begin_at_another_number():
    job = Job(program=PROGRAM, length=RunLength(cases=20), reduce=cycle, first=40)
    found = replicate(job, never, at_least=2, at_most=2, workers=1)
    assert [replication for replication, _ in found] == [40, 41]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_cancelled_study_stops_soon(workers):
    asked = 0

    def cancelled():
        nonlocal asked
        asked += 1
        return asked > 3

    job = Job(program=PROGRAM, length=RunLength(cases=200_000), reduce=slow_cycle)
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        replicate(job, never, at_least=50, at_most=50, workers=workers, cancelled=cancelled)
    assert time.monotonic() - begun < 20


def test_the_results_so_far_are_seen():
    told = []
    job = Job(program=PROGRAM, length=RunLength(cases=20), reduce=cycle)
    replicate(
        job,
        lambda results: len(results) >= 4,
        at_least=2,
        at_most=8,
        workers=1,
        seen=lambda results: told.append(len(results)),
    )
    assert told == [1, 2, 3, 4]
