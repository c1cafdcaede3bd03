"""The parameters of a scenario that a file tells, and exactly what of them has no place in a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from studio.model import Problem, Severity
from studio.reading.exchange.spelling import zone_of
from studio.reading.words import brief

__all__ = ["Collector", "Parameters", "Path", "flattened", "without_circles"]

Path = tuple[str, ...]
"""Where a value stands in a scenario file: ``("steps", "Task_Handle", "time")``."""

_ALTERNATIVES = (
    frozenset({"every", "per_interval", "times"}),
    frozenset({"staff", "shifts"}),
    frozenset({"calendar", "shifts"}),
    frozenset({"length", "cases"}),
)
"""Of these a scenario states one; who states one sets aside the others of what it is based on."""

_OF_ENTRIES = frozenset({"arrivals", "teams", "steps", "routing", "events"})
"""Sections whose entries are merged value by value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """One scenario of a file, in the scenario file's own vocabulary.

    ``values`` is a mapping as a YAML file would hold it: elements by id, durations as texts in seconds to
    the last digit. ``based_on`` is the ``id`` of the scenario of the same file of which this one states
    only the differences. ``dropped`` has one problem for each value that has no place in a scenario, and
    for each that stands there less exactly than in the file. ``remarks`` are worth knowing, nothing is lost.
    """

    id: str
    name: str
    format: str
    values: Mapping[str, Any]
    based_on: str | None = None
    lines: Mapping[Path, int] = field(default_factory=dict)
    dropped: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()

    @property
    def source(self) -> str:
        """The words that say where its values come from."""
        return self.format if self.name.startswith(self.format) else f"{self.format} “{brief(self.name, 60)}”"


class Collector:
    """Gathers the values of one scenario by their paths, and what is dropped."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.lines: dict[Path, int] = {}
        self.dropped: list[Problem] = []
        self.remarks: list[Problem] = []

    def put(self, path: Path, value: object, line: int | None = None) -> bool:
        """Keep a value; False where another one stands there already."""
        within = self.values
        for step in path[:-1]:
            within = within.setdefault(step, {})
        if path[-1] in within:
            return bool(within[path[-1]] == value)
        within[path[-1]] = value
        if line is not None:
            self.lines[path] = line
        return True

    def put_start(self, moment: str, line: int | None = None) -> None:
        """When the run begins, and the time zone of the moment's offset where it has one."""
        self.put(("start",), moment, line)
        zone = zone_of(moment)
        if zone:
            self.put(("zone",), zone, line)

    def enter_team(self, name: str) -> None:
        """A team of that name, also where nothing else is said of it."""
        self.values.setdefault("teams", {}).setdefault(name, {})

    def put_staff(self, team: str, shifts: Sequence[tuple[int, str | None]], line: int | None = None) -> None:
        """How many people of a team are there, and by which calendar (None: always); none says nothing."""
        told: list[dict[str, Any]] = [
            {"staff": count} if calendar is None else {"staff": count, "calendar": calendar}
            for count, calendar in shifts
        ]
        if len(told) > 1:
            self.put(("teams", team, "shifts"), told, line)
        for shift in told if len(told) == 1 else ():
            for key, value in shift.items():
                self.put(("teams", team, key), value, line)

    def drop(
        self,
        code: str,
        parameter: str,
        value: str = "",
        *,
        element: str | None = None,
        line: int | None = None,
        severity: Severity = Severity.WARNING,
        **more: str,
    ) -> None:
        """Note that a value is left out, or stands there less exactly; ``code`` says why."""
        told = {
            "parameter": brief(parameter),
            "value": brief(value),
            **{k: brief(v) for k, v in more.items()},
        }
        problem = Problem(
            code=code,
            severity=severity,
            element=element,
            line=line,
            parameters=tuple(told.items()),
        )
        self.dropped.append(problem)

    def remark(self, code: str, *, element: str | None = None, line: int | None = None, **more: str) -> None:
        """Note what is worth knowing although nothing is lost."""
        told = tuple((key, brief(value)) for key, value in more.items())
        self.remarks.append(
            Problem(code=code, severity=Severity.INFO, element=element, line=line, parameters=told)
        )

    def parameters(self, *, id: str, name: str, format: str, based_on: str | None = None) -> Parameters:
        """All that was gathered, as the scenario of that name."""
        return Parameters(
            id=id,
            name=name,
            format=format,
            based_on=based_on,
            values=self.values,
            lines=self.lines,
            dropped=tuple(self.dropped),
            remarks=tuple(self.remarks),
        )


def without_circles(found: Sequence[Parameters]) -> tuple[Parameters, ...]:
    """The scenarios, of those based on each other in a circle the first one on none, which it tells."""
    names = {one.id: one.name for one in found}
    bases = {one.id: one.based_on for one in found}
    told = []
    for one in found:
        chain = [one.id]
        while (base := bases.get(chain[-1])) in bases and base not in chain:
            chain.append(str(base))
        if base != one.id:
            told.append(one)
            continue
        bases[one.id] = None
        circle = " → ".join(brief(names[id], 40) for id in [*chain, one.id])
        problem = Problem(
            code="exchange.circular",
            severity=Severity.WARNING,
            parameters=(("chain", brief(circle)), ("name", brief(one.name))),
        )
        told.append(replace(one, based_on=None, dropped=(*one.dropped, problem)))
    return tuple(told)


def flattened(one: Parameters, among: Iterable[Parameters]) -> dict[str, Any]:
    """The values of a scenario together with those of the scenarios that it is based on."""
    by_id = {other.id: other for other in among}
    chain = [one]
    while chain[-1].based_on in by_id and len(chain) <= len(by_id):
        chain.append(by_id[chain[-1].based_on or ""])
    value: dict[str, Any] = {}
    for parameters in reversed(chain):
        value = _merged(value, parameters.values)
    return value


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    value = _without_alternatives(base, own)
    for section, item in own.items():
        below = value.get(section)
        if not isinstance(item, Mapping) or not isinstance(below, Mapping):
            value[section] = item
        elif section not in _OF_ENTRIES:
            value[section] = {**below, **item}
        else:
            entries = dict(below)
            for key, entry in item.items():
                known = entries.get(key)
                if isinstance(known, Mapping) and isinstance(entry, Mapping):
                    entry = {**_without_alternatives(known, entry), **entry}  # noqa: PLW2901
                entries[key] = entry
            value[section] = entries
    return value


def _without_alternatives(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    gone = {key for group in _ALTERNATIVES if group & own.keys() for key in group - own.keys()}
    return {key: item for key, item in base.items() if key not in gone}
