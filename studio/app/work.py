"""What a background process does with one run of the library.

It is imported by the processes that work, so it knows nothing of Streamlit.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from types import TracebackType
from typing import Any, Self, TypedDict

from studio import library
from studio.analysis import Progress, Variant, compare, study
from studio.analysis.meaningful import meaningful
from studio.app.choices import folder_of
from studio.app.gathered import Gathered, Shelf, gather, named_in, read_in
from studio.app.inputs import check, completed
from studio.app.measures import headline
from studio.app.notices import grave
from studio.errors import StudioError
from studio.library import Run, RunKind, RunStatus, Store
from studio.scenario import Detail, at_level
from studio.simplify import suggestions, weigh
from studio.simulation import Cancelled
from studio.simulation.replications import ignore_interrupts

__all__ = ["begin", "carry_out"]

_BEAT_S = 0.5

_at_work = threading.Lock()
"""Held while a run is carried out."""


def begin() -> None:
    """For a process that carries out runs: it ends with the studio, when what it is at is finished."""
    ignore_interrupts()
    studio = multiprocessing.parent_process()
    assert studio is not None

    def follow() -> None:
        studio.join()
        with _at_work:
            os._exit(0)

    threading.Thread(target=follow, daemon=True, name="end with the studio").start()


class _How(TypedDict):
    """What everything that simulates is told besides what to simulate."""

    progress: Callable[[Progress], None]
    cancelled: Callable[[], bool]
    workers: int


class _Heart:
    """Tells the library twice a second that the run is worked on and how far it is; hears of a cancel."""

    def __init__(self, store: Store, run: str) -> None:
        self._store = store
        self._run = run
        self._progress: Mapping[str, Any] = {}
        self._stopped = threading.Event()
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True, name="heart of the run")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._thread.join()

    def tell(self, progress: Progress) -> None:
        self._progress = asdict(progress)

    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def _beat(self) -> None:
        while True:
            if not library.beat(self._store, self._run, self._progress):
                self._cancelled.set()
                return
            if self._stopped.wait(_BEAT_S):
                return


def carry_out(url: str, id: str, workers: int) -> None:
    """Carry out a run of the library at ``url`` and keep there what came of it."""
    with _at_work:
        store = library.open_store(url)
        try:
            _carry_out(store, id, workers)
        finally:
            store.close()


def _carry_out(store: Store, id: str, workers: int) -> None:
    run = library.run(store, id)
    with _Heart(store, id) as heart:
        try:
            result, told = _WORK[run.kind](_Task(store, run, heart, workers))
        except Cancelled:
            library.fail_run(store, id, status=RunStatus.CANCELLED)
            return
        except StudioError as error:
            parameters = {name: str(value) for name, value in error.parameters.items()}
            library.fail_run(
                store, id, error={"code": error.code, "sentence": error.sentence, "parameters": parameters}
            )
            return
    library.finish_run(store, id, result, told)


class _Task:
    """A run with the diagrams it is about and what the simulator wants to be told.

    All of them are taken as they were when the run was asked for.
    """

    def __init__(self, store: Store, run: Run, heart: _Heart, workers: int) -> None:
        self.run = run
        self.how = _How(progress=heart.tell, cancelled=heart.cancelled, workers=workers)
        self._process = replace(library.process(store, run.process), digest=run.digest)
        self._folder = folder_of(self._process)
        self.file = self._process.file
        is_known = run.kind is RunKind.SIMULATE or bool(run.beside)
        self._shelf = Shelf(store, read_in(store), run.beside if is_known else None)

    def gathered(self, text: str) -> Gathered:
        return gather(self._process, named_in(text), self._shelf)

    def variant(self, name: str, text: str) -> Variant:
        reading = self.gathered(text).reading
        scenario = completed(text, reading, folder=self._folder)
        return Variant(name=name, diagram=reading.diagram, scenario=scenario)

    def alone(self, text: str) -> Variant:
        """The process by itself: what the scenario says of other diagrams does not count."""
        reading = self._shelf.reading(self._process)
        if self.gathered(text).reading.diagram is reading.diagram:
            scenario = completed(text, reading, folder=self._folder)
        else:
            scenario = check(text, reading, folder=self._folder).scenario
        return Variant(name=self.run.scenario_name, diagram=reading.diagram, scenario=scenario)


_Told = tuple[Mapping[str, Any], Mapping[str, Any]]
"""The result of a run, and what of it fits on a card."""


def _simulate(task: _Task) -> _Told:
    meant = task.variant(task.run.scenario_name, task.run.scenario_text)
    level = Detail(task.run.level)
    found = study(meant.diagram, at_level(meant.scenario, level), **task.how)
    names = {"diagram": task.file, "scenario": task.run.scenario_name}
    result = {**meaningful(found.to_json(), level), **names}
    return result, {**headline(result), "warnings": grave(result["warnings"])}


def _compare(task: _Task) -> _Told:
    run = task.run
    variants = [task.variant(run.scenario_name, run.scenario_text)]
    variants += [task.variant(other["name"], other["text"]) for other in run.others]
    return compare(variants, **task.how).to_json(), {}


def _simplify(task: _Task) -> _Told:
    meant = task.alone(task.run.scenario_text)
    found = suggestions(meant.diagram, meant.scenario)
    return weigh(meant.diagram, meant.scenario, found, **task.how).to_json(), {}


_WORK: Mapping[RunKind, Callable[[_Task], _Told]] = {
    RunKind.SIMULATE: _simulate,
    RunKind.COMPARE: _compare,
    RunKind.SIMPLIFY: _simplify,
}
