"""What is done and by whom: the steps of a scenario file."""

from __future__ import annotations

from collections.abc import Mapping

from studio.model import Guard
from studio.scenario.context import Context
from studio.scenario.demand import attribute
from studio.scenario.distribution import Distribution
from studio.scenario.document import Path
from studio.scenario.handling import Batch, CallBack, Instances, Repeats
from studio.scenario.properties import Properties
from studio.scenario.renaming import SECTIONS
from studio.scenario.scenario import Attribute, Step
from studio.scenario.schema import CallBackEntry, InstancesEntry, RepeatEntry, ScenarioFile, StepEntry
from studio.scenario.triggers import BY_SYSTEM, called_process, has_contents

__all__ = ["steps"]

_STATED = (
    "time",
    "also",
    "team",
    "people",
    "set_up",
    "batch",
    "patience",
    "calls_back",
    "instances",
    "repeats",
    "assigns",
    "standard_time",
    "method",
)
_WORK = ("time", "also", "team", "people", "set_up", "batch", "patience", "calls_back")
"""What has no meaning for a sub-process or a call, of which the contents are the work."""


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
    teams = _teams(entry, path, context)
    if time is None:
        context.note_open(path, "time")
    if not teams and entry.team != []:
        context.note_open(path, "team")
    context.note_stated(path, *(key for key in _STATED if getattr(entry, key) is not None))
    if id is not None and _is_done_within(id, entry, context):
        context.note_unused(entry, _WORK, path, id)
    _look_at_patience(entry, path, id, context)
    return Step(
        time=time or Distribution.constant(0.0),
        also={
            part: spread
            for part, given in (entry.also or {}).items()
            if (spread := context.spread(given, (*path, "also", part))) is not None
        },
        team=next(iter(teams), None),
        instead=tuple(teams)[1:],
        can_do={team: guard for team, guard in teams.items() if guard is not None},
        people=entry.people or 1,
        set_up=context.spread(entry.set_up, (*path, "set_up")),
        batch=None if entry.batch is None else Batch(size=entry.batch.size, or_after=entry.batch.or_after),
        patience=context.spread(entry.patience, (*path, "patience")),
        calls_back=_call_back(entry.calls_back, (*path, "calls_back"), context),
        instances=_instances(entry.instances, (*path, "instances"), context),
        repeats=_repeats(entry.repeats, (*path, "repeats"), context),
        assigns=_assigns(entry, (*path, "assigns"), context),
        standard_time=entry.standard_time,
        method=entry.method or "",
    )


def _is_done_within(id: str, entry: StepEntry, context: Context) -> bool:
    """Whether the work is that of the steps in a sub-process or in a called process."""
    diagram = context.elements.diagram
    is_called = called_process(diagram, diagram.node(id)) is not None
    return has_contents(diagram, id) or (is_called and entry.time is None)


def _teams(entry: StepEntry, path: Path, context: Context) -> dict[str, Guard | None]:
    """The teams in order of preference, each with the condition for the cases that it takes."""
    found: dict[str, Guard | None] = {}
    for index, preference in enumerate(entry.team or ()):
        place = (*path, "team", index)
        context.guard(preference.when, (*place, "when"))
        name = context.team(preference.team, (*place, "team"))
        if name is None:
            continue
        if name in found:
            context.findings.add((*place, "team"), "scenario.twice", other=name)
        found[name] = preference.when
    return found


def _look_at_patience(entry: StepEntry, path: Path, id: str | None, context: Context) -> None:
    """Nobody loses patience with a system, and only who has lost it calls back."""
    if entry.calls_back is not None and entry.patience is None and context.findings.is_whole(path):
        context.findings.add((*path, "calls_back"), "scenario.key.missing", key="patience")
    if entry.patience is None or id is None:
        return
    node = context.elements.diagram.node(id)
    by_system = node.kind in BY_SYSTEM and entry.team is None and not Properties.of(node).teams
    if by_system or entry.team == []:
        context.findings.add((*path, "patience"), "scenario.patience.system")


def _call_back(entry: CallBackEntry | None, path: Path, context: Context) -> CallBack | None:
    if entry is None:
        return None
    after = context.spread(entry.after, (*path, "after"))
    return CallBack(chance=entry.chance, after=after or Distribution.constant(0.0))


def _instances(entry: InstancesEntry | None, path: Path, context: Context) -> Instances | None:
    if entry is None:
        return None
    number = context.spread(entry.number, path, of_time=False)
    if number is not None and number.mean < 0:
        context.findings.add(path, "scenario.number.not-negative")
    if entry.by is not None:
        if entry.by not in context.attributes:
            context.findings.unknown((*path, "by"), "scenario.attribute", entry.by, context.attributes)
        elif context.attributes[entry.by] == {str}:
            context.findings.add((*path, "by"), "scenario.attribute.count", name=entry.by)
        if entry.number is not None:
            context.findings.add((*path, "by"), "scenario.exclusive", keys="number, by")
    return Instances(number=number, by=entry.by)


def _repeats(entry: RepeatEntry | None, path: Path, context: Context) -> Repeats | None:
    if entry is None:
        return None
    if entry.chance == 1 and entry.at_most is None:
        context.findings.add((*path, "chance"), "scenario.repeats.endless")
    return Repeats(chance=entry.chance, at_most=entry.at_most)


def _assigns(entry: StepEntry, path: Path, context: Context) -> tuple[Attribute, ...]:
    return tuple(
        attribute(name, drawn, (*path, name), context) for name, drawn in (entry.assigns or {}).items()
    )
