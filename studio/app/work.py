"""What a background process does with one simulation run of the library.

It is imported by the processes that work, so it knows nothing of Streamlit.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import asdict
from types import TracebackType
from typing import Any, Self

from studio import library
from studio.analysis import Progress, study
from studio.app.choices import folder_of
from studio.app.inputs import completed
from studio.app.measures import headline
from studio.errors import StudioError
from studio.library import RunStatus, Store
from studio.reading import read
from studio.simulation import Cancelled

__all__ = ["carry_out"]

_BEAT_S = 0.5


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
    """Simulate a run of the library at ``url`` and keep there what came of it."""
    store = library.open_store(url)
    try:
        _carry_out(store, id, workers)
    finally:
        store.close()


def _carry_out(store: Store, id: str, workers: int) -> None:
    run = library.run(store, id)
    with _Heart(store, id) as heart:
        try:
            process = library.process(store, run.process)
            reading = read(library.process_bytes(store, process.id), process.file)
            scenario = completed(run.scenario_text, reading, folder=folder_of(process))
            result = study(
                reading.diagram,
                scenario,
                progress=heart.tell,
                cancelled=heart.cancelled,
                workers=workers,
            )
        except Cancelled:
            library.fail_run(store, id, status=RunStatus.CANCELLED)
            return
        except StudioError as error:
            told = {name: str(value) for name, value in error.parameters.items()}
            library.fail_run(
                store, id, error={"code": error.code, "sentence": error.sentence, "parameters": told}
            )
            return
    told = result.to_json()
    library.finish_run(store, id, told, headline(told))
