"""What every part of a scenario needs while it is made from the file: names, mistakes, places."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path as FilePath
from typing import Any, TypeVar

from studio.model import Guard
from studio.scenario import units
from studio.scenario.distribution import Distribution
from studio.scenario.document import Document, Path, written
from studio.scenario.elements import Elements
from studio.scenario.findings import Findings
from studio.scenario.kinds import Kinds, misfits
from studio.scenario.refusal import Refused
from studio.scenario.renaming import TeamNames
from studio.scenario.scenario import Unused
from studio.scenario.spread import Column, Spread, distribution
from studio.scenario.tables import column_of

__all__ = ["Context"]

T = TypeVar("T")

_PROBABILITY_SLACK = 0.002
"""Three thirds of 33.3 % are meant to be everything."""
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Looks names up and notes what is wrong, stated, left open or not simulated."""

    document: Document
    folders: Mapping[str, FilePath | None]
    """The folder of each file, None where files cannot be looked up."""
    elements: Elements
    findings: Findings
    teams: TeamNames
    calendars: frozenset[str]
    attributes: Kinds
    ladders: frozenset[str]
    start: datetime
    stated: dict[str, None] = field(default_factory=dict)
    left_open: dict[str, None] = field(default_factory=dict)
    unused: list[Unused] = field(default_factory=list)

    def element(self, kind: str, word: str, path: Path) -> str | None:
        """The id of the element that is meant; None, and a mistake, if there is none."""
        try:
            return self.elements.find(kind, word)
        except Refused as refused:
            self.findings.refuse(path, refused)
            return None

    def calendar(self, name: str | None, path: Path) -> str | None:
        """The name of a defined calendar, or None for always open."""
        if name is not None and name not in self.calendars:
            self.findings.unknown(path, "scenario.calendar", name, self.calendars)
            return None
        return name

    def clock(self, name: str | None, path: Path) -> str | None:
        """The name of the calendar by which a time runs; the word ``calendar`` means around the clock."""
        return None if name == "calendar" else self.calendar(name, path)

    def team(self, name: str, path: Path) -> str | None:
        """A team's own name."""
        found = self.teams(name)
        if found is None:
            self.findings.unknown(path, "scenario.team", name, self.teams.known)
        return found

    def guard(self, guard: Guard | float | None, path: Path) -> None:
        """A guard may only ask for attributes that are defined, and for what they can be."""
        if isinstance(guard, Guard):
            for name in sorted(guard.names() - self.attributes.keys()):
                self.findings.unknown(path, "scenario.attribute", name, self.attributes)
            for name, code in misfits(guard, self.attributes):
                self.findings.add(path, code, name=name)

    def spread(self, spread: Spread[Any] | None, path: Path, *, of_time: bool = True) -> Distribution | None:
        """The distribution, None if it is absent or wrong."""
        if spread is None:
            return None
        if spread.weight is not None:
            self.findings.add((*path, "weight"), "scenario.weight")

        def column(name: str) -> Column:
            file = self.file(name, path)
            return column_of(file, units.duration if of_time else _plain)

        try:
            return distribution(spread, column)
        except Refused as refused:
            self.findings.refuse(path, refused)
            return None

    def table(self, name: str | None, path: Path, read: Callable[[FilePath], tuple[T, ...]]) -> tuple[T, ...]:
        """What is read from a file beside the scenario, nothing if it is absent or wrong."""
        if name is None:
            return ()
        try:
            return read(self.file(name, path))
        except Refused as refused:
            self.findings.refuse(path, refused)
            return ()

    def file(self, name: str, path: Path) -> FilePath:
        """The file that is meant, relative to the file in which its name stands."""
        folder = self.folders.get(self.document.mark(self.findings.in_file(path))[0])
        if folder is None:
            raise Refused("scenario.file.no-folder")
        return folder / name

    def probabilities(self, chances: Mapping[str, float], path: Path, *, whole: bool) -> dict[str, float]:
        """Chances of which one comes true: together 1 (if these are all of them), and never more."""
        total = math.fsum(chances.values())
        if total > 1 + _PROBABILITY_SLACK or (whole and total < 1 - _PROBABILITY_SLACK):
            self.findings.add(path, "scenario.probabilities", total=f"{100 * total:.4g} %")
        elif total > 1 + _ROUNDING or (whole and total < 1 - _ROUNDING):
            return {name: chance / total for name, chance in chances.items()}
        return dict(chances)

    def note_unused(
        self, entry: object, names: Iterable[str], path: Path, element: str | None = None
    ) -> None:
        """Those of the entry's parts that are given but not simulated."""
        for name in names:
            if getattr(entry, name) is not None:
                self.unused.append(Unused(path=written((*path, name)), element=element))

    def note_stated(self, path: Path, *names: str) -> None:
        """Inputs that the file states."""
        for name in names:
            self.stated[written((*path, name))] = None

    def note_open(self, path: Path, *names: str) -> None:
        """Inputs that an entry of the file leaves open."""
        for name in names:
            self.left_open[written((*path, name))] = None


def _plain(value: object) -> float:
    return units.amount(value)
