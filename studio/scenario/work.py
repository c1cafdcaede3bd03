"""What is done and by whom: the steps of a scenario file."""

from __future__ import annotations

from collections.abc import Mapping

from studio.scenario.context import Context
from studio.scenario.distribution import Distribution
from studio.scenario.document import Path
from studio.scenario.renaming import SECTIONS
from studio.scenario.scenario import Step
from studio.scenario.schema import ScenarioFile, StepEntry

__all__ = ["steps"]

_NOT_SIMULATED = ("patience", "calls_back", "batch", "set_up", "instances", "repeats")


def steps(file: ScenarioFile, context: Context) -> Mapping[str, Step]:
    """The stated steps; the times and teams that they do not state are among the paths left open."""
    found = {}
    for word, entry in (file.steps or {}).items():
        path = ("steps", word)
        id = context.element(SECTIONS["steps"], word, path)
        made = _step(entry, path, id, context)
        if id is not None:
            found[id] = made
    return found


def _step(entry: StepEntry, path: Path, id: str | None, context: Context) -> Step:
    time = context.spread(entry.time, (*path, "time"))
    team = _team(entry, path, id, context)
    if time is None:
        context.note_open(path, "time")
    if team is None and entry.team != []:
        context.note_open(path, "team")
    also = {
        part: spread
        for part, given in (entry.also or {}).items()
        if (spread := context.spread(given, (*path, "also", part))) is not None
    }
    stated = ("time", "also", "team", "people", "standard_time", "method")
    context.note_stated(path, *(key for key in stated if getattr(entry, key) is not None))
    context.note_unused(entry, _NOT_SIMULATED, path, id)
    context.spread(entry.patience, (*path, "patience"))
    context.spread(entry.set_up, (*path, "set_up"))
    if entry.calls_back is not None:
        context.spread(entry.calls_back.after, (*path, "calls_back", "after"))
    _look_through_instances(entry, path, context)
    return Step(
        time=time or Distribution.constant(0.0),
        also=also,
        team=team,
        people=entry.people or 1,
        standard_time=entry.standard_time,
        method=entry.method or "",
    )


def _team(entry: StepEntry, path: Path, id: str | None, context: Context) -> str | None:
    """The first of the teams; the others are noted as not simulated."""
    names = [context.team(name, (*path, "team", index)) for index, name in enumerate(entry.team or ())]
    if len(names) > 1:
        context.note_unused(entry, ("team",), path, id)
    return names[0] if names else None


def _look_through_instances(entry: StepEntry, path: Path, context: Context) -> None:
    if entry.instances is None:
        return
    where = (*path, "instances")
    context.spread(entry.instances.number, where, of_time=False)
    by = entry.instances.by
    if by is not None and by not in context.attributes:
        context.findings.unknown((*where, "by"), "scenario.attribute", by, context.attributes)
