"""Many replications of one program, in parallel processes, with the same result on any number of them."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.synchronize import Event
from typing import Any, Generic, Protocol, TypeVar

from studio.simulation.census import Run
from studio.simulation.engine import run
from studio.simulation.program import Program, RunLength

__all__ = ["Cancelled", "Job", "ignore_interrupts", "replicate", "undisturbed"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_WORTH_PROCESSES = 2.0
"""Seconds of work left from which starting further processes pays."""


class Cancelled(Exception):
    """The work was cancelled by whoever ordered it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Generic[T]):
    """What each process does: run one replication and reduce it to what is wanted of it.

    ``reduce`` is called with the program and the run where the run was made, so that only its result
    travels between processes; it must be importable by name.
    """

    program: Program
    length: RunLength
    reduce: Callable[[Program, Run], T]
    keep_log: bool = False
    first: int = 0
    """Number of the first replication."""

    def do(self, replication: int, cancelled: Callable[[], bool] | None) -> T:
        found = run(
            self.program, self.length, self.first + replication, keep_log=self.keep_log, cancelled=cancelled
        )
        if found is None:
            raise Cancelled
        return self.reduce(self.program, found)


class Work(Protocol[T_co]):
    """What gives one result a replication; it must be possible to send it to other processes."""

    def do(self, replication: int, cancelled: Callable[[], bool] | None) -> T_co: ...


def replicate(
    job: Work[T],
    enough: Callable[[Sequence[T]], bool],
    *,
    at_least: int,
    at_most: int,
    workers: int | None = None,
    cancelled: Callable[[], bool] | None = None,
    seen: Callable[[Sequence[T]], None] | None = None,
) -> list[T]:
    """Results of replications 0, 1, 2 … up to the first number of them that is ``enough``.

    ``enough`` sees the results in order, so how many replications there are does not depend on how
    many processes made them. ``seen`` gets the results so far each time that there is one more.
    Raises Cancelled when ``cancelled`` says so.
    """
    results: list[T] = []

    def satisfied() -> bool:
        if seen is not None:
            seen(results)
        return len(results) >= at_most or (len(results) >= at_least and enough(results))

    begun = time.monotonic()
    results.append(job.do(0, cancelled))
    left = (time.monotonic() - begun) * (at_least - 1)
    processes = workers or multiprocessing.cpu_count()
    if processes > 1 and left > _WORTH_PROCESSES:
        with _pool(job, processes) as (pool, stop):
            further: Iterator[T] = _in_order(pool, at_most, processes, stop, cancelled)
            while not satisfied():
                results.append(next(further))
        return results
    while not satisfied():
        results.append(job.do(len(results), cancelled))
    return results


def _in_order(
    pool: ProcessPoolExecutor,
    at_most: int,
    processes: int,
    stop: Event,
    cancelled: Callable[[], bool] | None,
) -> Iterator[T]:
    """Results of replications 1, 2, …, a few of them always being worked on ahead."""
    ahead: list[Future[T]] = []
    following = 1
    while True:
        while following < at_most and len(ahead) < 2 * processes:
            with undisturbed():
                ahead.append(pool.submit(_work, following))
            following += 1
        if not ahead:
            return
        while not ahead[0].done():
            if cancelled is not None and cancelled():
                stop.set()
                raise Cancelled
            time.sleep(0.02)
        yield ahead.pop(0).result()


@contextmanager
def _pool(job: Work[T], processes: int) -> Iterator[tuple[ProcessPoolExecutor, Event]]:
    # Spawned, not forked: the caller may have threads, as the studio's server does.
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    pool = ProcessPoolExecutor(processes, context, initializer=_prepare, initargs=(job, stop))
    try:
        yield pool, stop
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Lets processes that begin meanwhile be born deaf to Ctrl-C, where the system knows how to."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it would be started with the first process, and end our silence
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def ignore_interrupts() -> None:
    """For a process that works for another: a terminal's Ctrl-C reaches it too, and the other decides."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


_job: Work[Any] | None = None
_stop: Event | None = None


def _prepare(job: Work[Any], stop: Event) -> None:
    """Give a new process its job, once."""
    global _job, _stop
    _job, _stop = job, stop
    ignore_interrupts()


def _work(replication: int) -> Any:  # noqa: ANN401 - whatever the job reduces a run to
    assert _job is not None
    assert _stop is not None
    return _job.do(replication, _stop.is_set)
