"""Which way a case goes and when events happen: the routing and events of a scenario file."""

from __future__ import annotations

from collections.abc import Mapping

from studio.model import EventKind, Guard, NodeKind
from studio.scenario.context import Context
from studio.scenario.document import Path
from studio.scenario.refusal import Refused
from studio.scenario.renaming import SECTIONS
from studio.scenario.scenario import EventTiming, Routing
from studio.scenario.schema import EventEntry, ScenarioFile
from studio.scenario.triggers import rings_again

__all__ = ["events", "routing"]


def routing(file: ScenarioFile, context: Context) -> Mapping[str, Routing]:
    """The stated probabilities and guards, perhaps not for every flow."""
    found = {}
    for word, entry in (file.routing or {}).items():
        path = ("routing", word)
        id = context.element(SECTIONS["routing"], word, path)
        for flow, way in entry.items():
            context.guard(way, (*path, flow))
        if id is not None:
            context.note_stated(("routing",), id)
            found[id] = _routing(id, entry, path, context)
    return found


def _routing(id: str, entry: Mapping[str, float | Guard], path: Path, context: Context) -> Routing:
    chances: dict[str, float] = {}
    guards: dict[str, Guard] = {}
    for word, way in entry.items():
        try:
            flow = context.elements.flow(id, word)
        except Refused as refused:
            context.findings.refuse((*path, word), refused)
            continue
        if isinstance(way, Guard):
            guards[flow] = way
        else:
            chances[flow] = way
    outgoing = {flow.id for flow in context.elements.diagram.outgoing(id)}
    if context.elements.diagram.node(id).kind is NodeKind.EXCLUSIVE_GATEWAY and chances:
        chances = context.probabilities(chances, path, whole=outgoing <= chances.keys())
    return Routing(chances=chances, guards=guards)


def events(file: ScenarioFile, context: Context) -> Mapping[str, EventTiming]:
    """The stated timings of events."""
    found = {}
    for word, entry in (file.events or {}).items():
        path = ("events", word)
        id = context.element(SECTIONS["events"], word, path)
        made = _timing(entry, path, id, context)
        if id is not None:
            found[id] = made
    return found


def _timing(entry: EventEntry, path: Path, id: str | None, context: Context) -> EventTiming:
    given = [key for key in ("after", "clock", "rings", "chance", "at") if getattr(entry, key) is not None]
    context.note_stated(path, *given)
    node = context.elements.diagram.node(id) if id is not None else None
    by_chance = [key for key in ("chance", "at") if key in given]
    if node is not None and (node.kind is not NodeKind.BOUNDARY_EVENT or node.is_event_of(EventKind.TIMER)):
        for key in by_chance:
            context.findings.add((*path, key), "scenario.events.boundary")
    if node is not None and "rings" in given and not rings_again(node):
        context.findings.add((*path, "rings"), "scenario.events.rings")
    if "after" in given and "at" in given:
        context.findings.add((*path, "at"), "scenario.exclusive", keys="after, at")
    if "at" in given and "chance" not in given:
        context.findings.add(path, "scenario.key.missing", key="chance")
    after = context.spread(entry.after, (*path, "after"))
    if entry.rings == 0 and after is not None and after.mean <= 0:
        context.findings.add((*path, "after"), "scenario.duration.positive")
    return EventTiming(
        after=after,
        clock=context.clock(entry.clock, (*path, "clock")),
        rings=1 if entry.rings is None else entry.rings,
        chance=entry.chance,
        at=entry.at,
    )
