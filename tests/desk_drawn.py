"""Small service desks for the tests of its rules: a diagram in lines, and what stands at its elements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from building import drawn

from studio.check.service import service_problems
from studio.model import Diagram, EventDefinition, EventKind, NodeKind, Problem, Timer, TimerKind
from studio.scenario import Provenance, ProvenanceKind, Scenario, complete, read_scenario

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
KINDS = {
    "Service": NodeKind.SERVICE_TASK,
    "Send": NodeKind.SEND_TASK,
    "Receive": NodeKind.RECEIVE_TASK,
    "Call": NodeKind.CALL_ACTIVITY,
    "Throw": NodeKind.THROW_EVENT,
    "Catch": NodeKind.CATCH_EVENT,
}
EVENTS = {
    "Error": EventKind.ERROR,
    "Escalation": EventKind.ESCALATION,
    "Signal": EventKind.SIGNAL,
    "Message": EventKind.MESSAGE,
    "Timer": EventKind.TIMER,
}


def desk(
    text: str,
    *,
    lanes: Mapping[str, str] | None = None,
    told: Mapping[str, Mapping[str, str]] | None = None,
    names: Mapping[str, str] | None = None,
    timers: Mapping[str, str] | None = None,
) -> Diagram:
    """A diagram drawn as in :mod:`building`; an id such as ``Receive_x`` or ``End_Escalation`` tells more.

    ``told`` are the studio's entries by element, ``names`` labels, ``timers`` durations.
    """
    diagram = drawn(text, lanes=lanes)
    told, names, timers = told or {}, names or {}, timers or {}

    def dressed(element):
        entries = tuple(told.get(element.id, {}).items())
        return replace(element, properties=entries, name=names.get(element.id, element.name))

    def made(node):
        words = node.id.split("_")
        kind = node.kind if node.attached_to else KINDS.get(words[0], node.kind)
        event = next((EVENTS[word] for word in words if word in EVENTS), None)
        events = node.events
        if event is not None and kind.is_event:
            timer = Timer(kind=TimerKind.DURATION, text=timers[node.id]) if node.id in timers else None
            events = (EventDefinition(kind=event, timer=timer),)
        called = "Other" if kind is NodeKind.CALL_ACTIVITY else None
        return replace(dressed(node), kind=kind, events=events, called=called)

    return replace(
        diagram,
        processes=tuple(map(dressed, diagram.processes)),
        lanes=tuple(replace(dressed(lane), name=names.get(lane.id, lane.id)) for lane in diagram.lanes),
        nodes=tuple(map(made, diagram.nodes)),
        flows=tuple(map(dressed, diagram.flows)),
    )


def stated(text: str, diagram: Diagram) -> Scenario:
    """A completed scenario of a file's text; it begins on a Monday at midnight."""
    return complete(read_scenario(f"start: 2026-03-02T00:00\n{text}", diagram), diagram)


def assumed(scenario: Scenario, path: str) -> Scenario:
    """The scenario of which one input is merely assumed."""
    origin = Provenance(kind=ProvenanceKind.ASSUMED)
    return replace(scenario, provenance={**scenario.provenance, path: origin})


def found(diagram: Diagram, code: str, scenario: Scenario | None = None) -> list[str | None]:
    """The elements with a problem of that code."""
    return [problem.element for problem in problems(diagram, scenario) if problem.code == f"service.{code}"]


def problems(diagram: Diagram, scenario: Scenario | None = None) -> tuple[Problem, ...]:
    return service_problems(diagram, scenario)
