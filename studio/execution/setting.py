"""What a walk takes place in: the diagram, the case's values, and the times of a scenario."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property

from studio.execution.engine import Machine
from studio.execution.limits import INSTANCES
from studio.execution.offers import Way
from studio.execution.rewriting import rewrite
from studio.execution.rewritten import Branch, Origin, WayKind
from studio.model import Diagram, EventKind, Guard, GuardError, LoopKind, Node, parse_guard
from studio.model.guard import Value
from studio.scenario import Scenario
from studio.scenario.triggers import spontaneous_starts

__all__ = ["Setting", "suggested"]


class Setting:
    """All that stays the same while a case is walked."""

    def __init__(self, diagram: Diagram, scenario: Scenario | None, values: Mapping[str, Value]) -> None:
        self.diagram = diagram
        self.scenario = scenario
        self.values = dict(values)
        counts = {node.id: _count(node, values) for node in diagram.nodes if _is_multiple(node)}
        self.machine = Machine(rewrite(diagram, counts))
        self._guards: dict[tuple[str, str], Guard | None] = {}
        pools = {pool.process: pool.id for pool in diagram.pools if pool.process is not None}
        self._pools: Mapping[str, str] = pools

    @cached_property
    def first_processes(self) -> Mapping[str, frozenset[str]]:
        """The processes that begin by themselves, each with the nodes that it may begin with."""
        found: dict[str, set[str]] = {}
        for start in spontaneous_starts(self.diagram):
            node = self.diagram.element(start)
            process = node.process if isinstance(node, Node) else start
            if process in self.machine.rewriting.processes:
                found.setdefault(process, set()).add(start)
        for process in self.machine.rewriting.processes:
            if not found:
                found[process] = set()
        return {process: frozenset(starts) for process, starts in found.items()}

    @cached_property
    def messages(self) -> Mapping[str, tuple[str, ...]]:
        """By node: the nodes that get a message when it is done."""
        found: dict[str, list[str]] = {}
        for message in self.diagram.messages:
            found.setdefault(message.source, []).append(message.target)
        return {source: tuple(targets) for source, targets in found.items()}

    @cached_property
    def senders(self) -> Mapping[str, str]:
        """By node: a node of the diagram that sends it a message."""
        return {
            message.target: message.source
            for message in self.diagram.messages
            if isinstance(self.diagram.element(message.source), Node)
        }

    def place(self, element: str) -> tuple[str | None, str | None]:
        """Pool and lane of an element."""
        found = self.diagram.element(element)
        if isinstance(found, Node):
            return found.pool, found.lane
        return self._pools.get(element), None

    def team(self, element: str) -> str | None:
        """Who does a step, by the scenario."""
        step = self.scenario.steps.get(element) if self.scenario else None
        return step.team if step else None

    def work(self, element: str) -> float:
        """Mean handling time of a step in seconds; 0 without a scenario."""
        step = self.scenario.steps.get(element) if self.scenario else None
        return _finite(step.time.mean) or 0.0 if step else 0.0

    def delay(self, element: str) -> float | None:
        """Mean seconds after which an event happens, where the scenario says so."""
        timing = self.scenario.events.get(element) if self.scenario else None
        return _finite(timing.after.mean) if timing and timing.after else None

    def kind_of(self, element: str) -> EventKind | None:
        """What an event waits for; None where the drawing does not say."""
        node = self.diagram.element(element)
        if not isinstance(node, Node):
            return None
        if node.event is None:
            return EventKind.MESSAGE if node.kind.is_activity else None
        return node.event.kind

    def ways(self, origin: Origin, branches: Sequence[Branch]) -> tuple[Way, ...]:
        """The branches as they are offered, with what their conditions say."""
        return tuple(self._way(origin.element, branch) for branch in branches)

    def _way(self, element: str, branch: Branch) -> Way:
        guard = self._guard(element, branch)
        routing = self.scenario.routing.get(element) if self.scenario else None
        return Way(
            id=branch.id,
            kind=branch.kind,
            target=branch.target,
            condition=branch.condition or (guard.text or str(guard) if guard else ""),
            holds=guard.evaluate(self.values) if guard else None,
            default=branch.default or (routing is not None and routing.default == branch.id),
        )

    def _guard(self, element: str, branch: Branch) -> Guard | None:
        """The scenario's guard before the diagram's; a condition that is no guard stays text."""
        key = element, branch.id
        if key not in self._guards:
            routing = self.scenario.routing.get(element) if self.scenario else None
            guard = routing.guards.get(branch.id) if routing else None
            if guard is None and branch.condition:
                try:
                    guard = parse_guard(branch.condition)
                except GuardError:
                    guard = None
            self._guards[key] = guard
        return self._guards[key]


def suggested(ways: Sequence[Way], most: int) -> tuple[str, ...]:
    """The ways that the conditions decide on; none where a condition is missing or undecided."""
    conditional = [way for way in ways if not way.default]
    if any(way.kind in (WayKind.START, WayKind.DO, WayKind.EVENT) for way in ways):
        return ()
    chosen: list[str] = []
    for way in conditional:
        if way.holds is None:
            return ()
        if way.holds:
            chosen.append(way.id)
            if most == 1:
                break
    return tuple(chosen or (way.id for way in ways if way.default))


def _is_multiple(node: Node) -> bool:
    return node.loop is not None and node.loop.kind is not LoopKind.STANDARD


def _count(node: Node, values: Mapping[str, Value]) -> int:
    """How often a multi-instance activity is done: the drawn number, else the case's value, else twice."""
    assert node.loop is not None
    for text in (node.loop.cardinality.strip(), node.loop.collection.strip()):
        number = values.get(text)
        if text.isdecimal() and len(text) < 9:
            number = float(text)
        if isinstance(number, int | float) and not isinstance(number, bool) and math.isfinite(number):
            return max(1, min(INSTANCES, int(number)))
    return 2


def _finite(seconds: float) -> float | None:
    return seconds if math.isfinite(seconds) else None
