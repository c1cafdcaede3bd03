"""The files of a simulation: its result, and every visit, case, climb and person of every replication."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from studio.analysis import Result
from studio.analysis.meaningful import meaningful
from studio.analysis.parquet import join_parquet, write_parquet
from studio.analysis.records import TABLES, Table
from studio.cli.screen import as_json
from studio.model import Diagram
from studio.report.xes import join_xes, write_traces
from studio.scenario import Detail
from studio.simulation import Program, Run

__all__ = ["Format", "Recorder", "recorder"]

_AT_A_TIME = 100_000
"""Rows of a log that are written at a time, so that memory does not grow with them."""


class Format(StrEnum):
    """What the records are written as."""

    CSV = "csv"
    PARQUET = "parquet"
    XES = "xes"


@contextmanager
def recorder(
    folder: Path, diagram: Diagram, start: str, formats: tuple[Format, ...] = (Format.CSV,)
) -> Iterator[Recorder]:
    """A recorder that keeps its parts in ``folder``; what is not put in place by the end is gone.

    ``start`` is the moment at which the records' clock shows 0.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".studio-", dir=folder) as parts:
        yield Recorder(folder, Path(parts), diagram, start, tuple(dict.fromkeys(formats)))


@dataclass(frozen=True, slots=True)
class Recorder:
    """Writes a replication's log in the process that ran it; the parts are put together at the end.

    The same study writes the same files, byte for byte, on any number of processes.
    """

    folder: Path
    parts: Path
    diagram: Diagram
    start: str
    formats: tuple[Format, ...]

    def __call__(self, program: Program, run: Run) -> None:
        for table in TABLES:
            if Format.CSV in self.formats:
                self._write_csv(table, program, run)
            if Format.PARQUET in self.formats:
                frames = table.portions(program, run, self.diagram, _AT_A_TIME)
                write_parquet(frames, self._part(f"{table.name}.parquet", run.replication))
        if Format.XES in self.formats:
            with self._part("log.xes", run.replication).open("w", encoding="utf-8", newline="\n") as file:
                write_traces(file, program, run, self.diagram)

    def _write_csv(self, table: Table, program: Program, run: Run) -> None:
        with self._part(f"{table.name}.csv", run.replication).open("w", encoding="utf-8", newline="") as file:
            for frame in table.portions(program, run, self.diagram, _AT_A_TIME):
                frame.to_csv(file, index=False, header=False, lineterminator="\n")

    def put_in_place(self, result: Result, level: Detail, language: str) -> tuple[Path, ...]:
        """The finished files: ``result.json``, and one for each table, or for the whole log."""
        text = as_json(meaningful(result.to_json(language), level))
        (self.parts / "result.json").write_text(text, encoding="utf-8", newline="\n")
        names = ("result.json", *self._joined(result))
        return tuple((self.parts / name).replace(self.folder / name) for name in names)

    def _joined(self, result: Result) -> Iterator[str]:
        """Put the parts of each file together, those of one replication after those of the other."""
        about = {"studio.start": self.start, "studio.scenario": result.scenario}
        if Format.CSV in self.formats:
            for table in TABLES:
                yield (name := f"{table.name}.csv")
                self._join_csv(table, self._take_parts(name, result.replications))
        if Format.PARQUET in self.formats:
            for table in TABLES:
                yield (name := f"{table.name}.parquet")
                join_parquet(self._take_parts(name, result.replications), self.parts / name, about)
        if Format.XES in self.formats:
            yield (name := "log.xes")
            traces = self._take_parts(name, result.replications)
            join_xes(traces, self.parts / name, name=result.scenario, currency=result.currency)

    def _join_csv(self, table: Table, parts: Iterable[Path]) -> None:
        with (self.parts / f"{table.name}.csv").open("wb") as whole:
            whole.write((",".join(table.columns) + "\n").encode())
            for part in parts:
                with part.open("rb") as file:
                    shutil.copyfileobj(file, whole)

    def _take_parts(self, name: str, replications: int) -> Iterator[Path]:
        """The parts of a file, each of which is gone when the next one is asked for."""
        for replication in range(replications):
            part = self._part(name, replication)
            yield part
            part.unlink()

    def _part(self, name: str, replication: int) -> Path:
        return self.parts / f"{name}-{replication}"
