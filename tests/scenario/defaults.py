"""Small diagrams, and the values that are assumed where nobody stated any."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from drawn_by_hand import flows, node

from studio.model import Diagram, Hint, NodeKind, Process
from studio.scenario import Arrivals, Distribution, EventTiming, Scenario
from studio.scenario.load import DEFAULT_START

HOUR = 3600.0
PERSON = Distribution.lognormal(360, cv=0.8)
SYSTEM = Distribution.constant(2)
ARRIVALS = Arrivals(every=Distribution.exponential(600))
ANSWER = EventTiming(after=Distribution.exponential(4 * HOUR))
DAY_TIMER = EventTiming(after=Distribution.constant(24 * HOUR))

HINTS = (
    Hint(element="Boundary_48h", parameter="after", value="48 h", source="label “48 h”"),
    Hint(element="Boundary_48h", parameter="after", value="50 h", source="a later one"),
    Hint(element="Task_Handle", parameter="time", value="{gamma: {mean: 3 min, cv: 1}}", source="the file"),
    Hint(element="Task_Enter", parameter="time", value="a while", source="unreadable"),
    Hint(element="Task_Check", parameter="time", value="{lognormal: {mean: 3 min}}", source="incomplete"),
    Hint(element="Task_Check", parameter="colour", value="red", source="unknown"),
    Hint(element="Start_Complaint", parameter="every", value="5 min", source="the cycle"),
    Hint(element="Flow_yes", parameter="chance", value="90 %", source="the gateway"),
    Hint(element="Nobody", parameter="time", value="3 min", source="nowhere"),
    Hint(element="Task_Enter", parameter="method", value="{a: [", source="broken"),
)


def drawn(nodes, *ways, **other) -> Diagram:
    """A diagram without lanes: one process, its nodes and flows."""
    plain = tuple(replace(found, lane=None, pool=None) for found in nodes)
    return Diagram(**{"processes": (Process(id="P"),), "nodes": plain, "flows": flows(*ways)} | other)


def splitting(kind: NodeKind, *labels: str, **gateway) -> Diagram:
    """A start, a gateway, and for each label a way to an end."""
    ends = [node(f"End_{label}", NodeKind.END_EVENT) for label in labels]
    return drawn(
        [node("Start", NodeKind.START_EVENT), node("G", kind, **gateway), *ends],
        "f0: Start -> G",
        *(f"{label}: G -> End_{label}" for label in labels),
    )


def scenario(**parts) -> Scenario:
    return Scenario(name="x", start=DEFAULT_START.replace(tzinfo=UTC), **parts)
