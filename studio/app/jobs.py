"""Simulations in the background: submitted by a page, worked on by other processes, told by the library.

A page that is closed, refreshed or opened by somebody else finds the run by its id; this module only
starts the work and keeps the runs that still wait in the queue from looking abandoned.
"""

from __future__ import annotations

import logging
import os
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from studio import library
from studio.app.work import begin, carry_out
from studio.library import RunStatus, Store
from studio.simulation.replications import undisturbed

__all__ = ["Jobs"]

_SIGN_OF_LIFE_S = 5.0

logger = logging.getLogger(__name__)


class Jobs:
    """A pool of processes for simulation runs: ``at_once`` of them at a time, each on ``cores``."""

    def __init__(self, store: Store, *, at_once: int = 2, cores: int | None = None) -> None:
        self._store = store
        self._at_once = at_once
        self._cores = cores or os.cpu_count() or 1
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._futures: dict[str, Future[None]] = {}
        self._closing = threading.Event()
        threading.Thread(target=self._keep_waiting, daemon=True, name="runs in the queue").start()

    def submit(self, run: str) -> None:
        """Have a run of the library carried out."""
        with self._lock, undisturbed():
            pool = self._pool = self._pool or ProcessPoolExecutor(
                self._at_once, mp_context=get_context("spawn"), initializer=begin
            )
            future = self._futures[run] = pool.submit(carry_out, self._store.url, run, self._cores)
        future.add_done_callback(lambda done: self._ended(run, pool, done))

    def close(self) -> None:
        """Cancel what is under way and let the processes go."""
        self._closing.set()
        with self._lock:
            pool, runs = self._pool, list(self._futures)
        for run in runs:
            library.ask_to_cancel(self._store, run)
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _ended(self, run: str, pool: ProcessPoolExecutor, done: Future[None]) -> None:
        with self._lock:
            self._futures.pop(run, None)
        if done.cancelled():
            library.fail_run(self._store, run, status=RunStatus.CANCELLED)
            return
        error = done.exception()
        if error is None:
            return
        logger.error("run %s ended in an error of the studio", run, exc_info=error)
        if isinstance(error, BrokenProcessPool):  # a worker died: this pool takes no more work
            with self._lock:
                self._pool = None if self._pool is pool else self._pool
        library.fail_run(self._store, run, error={"code": "run.died", "parameters": {}})

    def _keep_waiting(self) -> None:
        while not self._closing.wait(_SIGN_OF_LIFE_S):
            with self._lock:
                runs = list(self._futures)
            if runs:
                library.keep_waiting(self._store, runs)
