"""The files of a simulation: its result, and every visit and case of every replication."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from studio.analysis import Result
from studio.analysis.records import CASE_RECORD, VISIT_RECORD, cases_frame, visits_frame
from studio.cli.screen import as_json
from studio.model import Diagram
from studio.simulation import Program, Run

__all__ = ["Recorder", "recorder"]

_AT_A_TIME = 100_000
"""Rows of a log that are made into text at a time, so that memory does not grow with them."""


@contextmanager
def recorder(folder: Path, diagram: Diagram) -> Iterator[Recorder]:
    """A recorder that keeps its parts in ``folder``; what is not put in place by the end is gone."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".studio-", dir=folder) as parts:
        yield Recorder(folder, Path(parts), diagram)


@dataclass(frozen=True, slots=True)
class Recorder:
    """Writes a replication's log in the process that ran it; the parts are put together at the end.

    The same study writes the same files, byte for byte, on any number of processes.
    """

    folder: Path
    parts: Path
    diagram: Diagram

    def __call__(self, program: Program, run: Run) -> None:
        assert run.log is not None
        with self._part("visits", run.replication).open("w", encoding="utf-8", newline="") as file:
            for rows in _portions(len(run.log.visits())):
                visits_frame(program, run, self.diagram, rows).to_csv(
                    file, index=False, header=False, lineterminator="\n"
                )
        with self._part("cases", run.replication).open("w", encoding="utf-8", newline="") as file:
            for rows in _portions(len(run.log.cases())):
                cases_frame(program, run, rows).to_csv(file, index=False, header=False, lineterminator="\n")

    def put_in_place(self, result: Result, language: str) -> tuple[Path, ...]:
        """The finished files: ``result.json``, ``visits.csv`` and ``cases.csv``."""
        self._whole("visits", VISIT_RECORD, result.replications)
        self._whole("cases", CASE_RECORD, result.replications)
        text = as_json(result.to_json(language))
        (self.parts / "result.json").write_text(text, encoding="utf-8", newline="\n")
        names = ("result.json", "visits.csv", "cases.csv")
        return tuple((self.parts / name).replace(self.folder / name) for name in names)

    def _part(self, name: str, replication: int) -> Path:
        return self.parts / f"{name}-{replication}"

    def _whole(self, name: str, columns: Iterable[str], replications: int) -> None:
        with (self.parts / f"{name}.csv").open("wb") as whole:
            whole.write((",".join(columns) + "\n").encode())
            for replication in range(replications):
                part = self._part(name, replication)
                with part.open("rb") as file:
                    shutil.copyfileobj(file, whole)
                part.unlink()


def _portions(rows: int) -> Iterator[slice]:
    return (slice(begin, begin + _AT_A_TIME) for begin in range(0, rows, _AT_A_TIME))
