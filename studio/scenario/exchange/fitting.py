"""Values of another format held against the scenario file's rules: what does not fit is taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from studio.errors import Mistake
from studio.model import Diagram
from studio.scenario.document import Document, Path
from studio.scenario.load import resolved
from studio.scenario.scenario import Scenario

__all__ = ["Misfit", "fitted_scenario", "unit_of"]

_THREE_DEEP = frozenset({"arrivals", "steps", "events", "teams", "routing"})
_TWO_DEEP = frozenset(
    {"calendars", "attributes", "provenance", "deflect", "escalations", "ladders", "promises"}
)
_ROUNDS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """A value that cannot stand where it stands, and what is wrong with it."""

    path: tuple[str, ...]
    value: Any
    mistake: Mistake


def unit_of(path: Path) -> tuple[str, ...]:
    """The path of the whole value that a place is a part of: ``steps.Task.time`` for a parameter in it."""
    depth = 3 if path[0] in _THREE_DEEP else 2 if path[0] in _TWO_DEEP else 1
    return tuple(map(str, path[:depth]))


def fitted_scenario(
    values: Mapping[str, Any], diagram: Diagram
) -> tuple[Scenario, dict[str, Any], tuple[Misfit, ...]]:
    """What a scenario file of these values states; the values that fit; and those that do not."""
    rest = deepcopy(dict(values))
    misfits: list[Misfit] = []
    for _ in range(_ROUNDS):
        paths = list(_paths(rest, ()))
        marks = {path: ("", number, 0) for number, path in enumerate(paths, 1)}
        scenario, findings = resolved(
            Document(value=rest, marks=marks, files=("",)), diagram, name="", folders={}
        )
        mistakes = findings.mistakes
        if not mistakes:
            return scenario, rest, tuple(misfits)
        units = {unit_of(paths[mistake.line - 1]): mistake for mistake in mistakes if mistake.line}
        for unit, mistake in units.items():
            gone = _take_out(rest, unit)
            if gone is not None:
                misfits.append(Misfit(path=unit, value=gone, mistake=mistake))
        if not units:
            break
    scenario, _ = resolved(Document(value={}, marks={}, files=("",)), diagram, name="", folders={})
    return scenario, {}, tuple(misfits)


def _paths(value: Any, path: Path) -> Iterator[Path]:  # noqa: ANN401 - whatever stands in the file
    if path:
        yield path
    items: Any = ()
    if isinstance(value, Mapping):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        yield from _paths(item, (*path, key))


def _take_out(values: dict[str, Any], path: tuple[str, ...]) -> Any:  # noqa: ANN401
    """Removes a value, and the entry around it that is left empty; returns it."""
    around: list[Any] = [values]
    for step in path[:-1]:
        inner = around[-1].get(step) if isinstance(around[-1], dict) else None
        if not isinstance(inner, dict):
            return None
        around.append(inner)
    gone = around[-1].pop(path[-1], None)
    for outer, step in zip(reversed(around[:-1]), reversed(path[:-1]), strict=True):
        if not outer[step] and (path[0] != "teams" or step == "teams"):
            del outer[step]
    return gone
