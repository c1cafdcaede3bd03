"""What a background process does with one run of the library.

It is imported by the processes that work, so it knows nothing of Streamlit.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict
from types import TracebackType
from typing import Any, Self, TypedDict

from studio import library
from studio.analysis import Progress, Variant, compare, study
from studio.app.choices import folder_of
from studio.app.inputs import completed
from studio.app.measures import headline
from studio.app.notices import grave
from studio.errors import StudioError
from studio.library import Run, RunKind, RunStatus, Store
from studio.reading import read
from studio.scenario import Scenario
from studio.simplify import suggestions, weigh
from studio.simulation import Cancelled

__all__ = ["carry_out"]

_BEAT_S = 0.5


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
    """A run with the diagram it is about and what the simulator wants to be told."""

    def __init__(self, store: Store, run: Run, heart: _Heart, workers: int) -> None:
        process = library.process(store, run.process)
        self.run = run
        self.reading = read(library.process_bytes(store, process.id), process.file)
        self.how = _How(progress=heart.tell, cancelled=heart.cancelled, workers=workers)
        self._folder = folder_of(process)

    def scenario(self, text: str) -> Scenario:
        return completed(text, self.reading, folder=self._folder)

    def variant(self, name: str, text: str) -> Variant:
        return Variant(name=name, diagram=self.reading.diagram, scenario=self.scenario(text))


_Told = tuple[Mapping[str, Any], Mapping[str, Any]]
"""The result of a run, and what of it fits on a card."""


def _simulate(task: _Task) -> _Told:
    result = study(task.reading.diagram, task.scenario(task.run.scenario_text), **task.how).to_json()
    return result, {**headline(result), "warnings": grave(result["warnings"])}


def _compare(task: _Task) -> _Told:
    run = task.run
    variants = [task.variant(run.scenario_name, run.scenario_text)]
    variants += [task.variant(other["name"], other["text"]) for other in run.others]
    return compare(variants, **task.how).to_json(), {}


def _simplify(task: _Task) -> _Told:
    diagram, scenario = task.reading.diagram, task.scenario(task.run.scenario_text)
    return weigh(diagram, scenario, suggestions(diagram, scenario), **task.how).to_json(), {}


_WORK: Mapping[RunKind, Callable[[_Task], _Told]] = {
    RunKind.SIMULATE: _simulate,
    RunKind.COMPARE: _compare,
    RunKind.SIMPLIFY: _simplify,
}
