"""The service desk that a diagram and its scenario describe: who does what, how, in what time, for whom.

What a scenario merely assumes is nothing that anybody decided, so it is left out here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from functools import cached_property

from studio.model import Diagram, Element, EventKind, Lane, Node, NodeKind, Pool, Process
from studio.model.graph import link_targets
from studio.reading.timers import iso_duration, spoken_duration
from studio.scenario import ProvenanceKind, Scenario
from studio.scenario.elements import team_names
from studio.scenario.properties import Properties
from studio.scenario.triggers import is_step

__all__ = ["Desk"]

_BY_SYSTEM = frozenset(
    {NodeKind.SERVICE_TASK, NodeKind.SCRIPT_TASK, NodeKind.BUSINESS_RULE_TASK, NodeKind.SEND_TASK}
)


class Desk:
    """Answers questions about the steps of a diagram; ``scenario`` is a completed one, or None.

    A step is work of its own: a task that does not only wait, a call of another process, a sub-process in
    which nothing is drawn. It is done by people unless its kind says that a system does it (service, script,
    rule and send) or the scenario says that nobody is needed; with a team in the scenario people do it
    whatever its kind.
    """

    def __init__(self, diagram: Diagram, scenario: Scenario | None = None) -> None:
        self.diagram = diagram
        self.scenario = scenario

    # -- who ---------------------------------------------------------------------------------------

    @cached_property
    def steps(self) -> tuple[Node, ...]:
        """All steps, in the file's order."""
        return tuple(node for node in self.diagram.nodes if is_step(self.diagram, node))

    @cached_property
    def by_people(self) -> tuple[Node, ...]:
        """The steps that people do."""
        return tuple(node for node in self.steps if self.is_by_people(node))

    def is_by_people(self, node: Node) -> bool:
        step = self.scenario.steps.get(node.id) if self.scenario is not None else None
        if step is not None:
            return step.team is not None
        return node.kind not in _BY_SYSTEM or bool(Properties.of(node).team)

    def places(self, element: Element) -> Iterator[Element]:
        """The element, the sub-processes, lanes, pool and process around it, from the inside out."""
        yield element
        node = element if isinstance(element, Node) else None
        parent = node.parent if node is not None else None
        while parent is not None:
            around = self.diagram.node(parent)
            yield around
            parent = around.parent
        lane = node.lane if node is not None else element.parent if isinstance(element, Lane) else None
        yield from reversed(self.diagram.lane_path(lane))
        yield from self._outermost(element)

    def _outermost(self, element: Element) -> Iterator[Element]:
        pool = getattr(element, "pool", None)
        process = element.process if isinstance(element, Node | Lane | Pool) else None
        for id in (pool, process):
            found = self.diagram.element(id) if id is not None else None
            if isinstance(found, Pool | Process):
                yield found

    def area(self, node: Node) -> Element:
        """Where a node is drawn: its lane, else its pool, else its process."""
        places = list(self.places(node))
        return next((place for place in places if not isinstance(place, Node)), places[-1])

    def owner(self, element: Element) -> str:
        """Who answers for it: the nearest owner named at it or around it."""
        return next((told for place in self.places(element) if (told := Properties.of(place).owner)), "")

    def team(self, node: Node) -> str | None:
        """The team that does the step, by the scenario or else by the diagram; None for a system."""
        step = self.scenario.steps.get(node.id) if self.scenario is not None else None
        if step is not None:
            return step.team
        told = next((own for place in self.places(node) if (own := Properties.of(place).team)), "")
        return told or self._names.get(node.lane or node.pool or node.process)

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(team_names(self.diagram))

    def group(self, node: Node) -> Hashable:
        """Something that is the same for steps of the same people in the same lane."""
        return node.lane or node.pool or node.process, self.team(node)

    # -- how, and in what time ------------------------------------------------------------------------

    def method(self, node: Node) -> str:
        """The standard method of a step, empty where there is none; that of a call is the called process."""
        step = self.scenario.steps.get(node.id) if self.scenario is not None else None
        stated = step.method if step is not None else ""
        return stated or Properties.of(node).method or node.called or ""

    def has_standard_time(self, node: Node) -> bool:
        """Whether it is known in what time the step is to be done.

        A system works to no standard, it takes the time that it takes: for it a stated or measured handling
        time will do. A call takes the standard times of the called process.
        """
        step = self.scenario.steps.get(node.id) if self.scenario is not None else None
        if (step is not None and step.standard_time is not None) or node.called:
            return True
        if Properties.of(node).standard_time is not None:
            return True
        return not self.is_by_people(node) and step is not None and self.is_known(f"steps.{node.id}.time")

    def is_known(self, path: str) -> bool:
        """Whether an input of the scenario is told by anybody, be it by the diagram."""
        if self.scenario is None:
            return False
        origin = self.scenario.provenance.get(path)
        return origin is not None and origin.kind is not ProvenanceKind.ASSUMED

    # -- messages and deadlines -----------------------------------------------------------------------

    def rings_after(self, event: Node) -> float | None:
        """Seconds after which a timer rings; infinite for a date, None where nobody says when it does."""
        timing = self.scenario.events.get(event.id) if self.scenario is not None else None
        if timing is not None and timing.after is not None and self.is_known(f"events.{event.id}.after"):
            return timing.after.mean
        for definition in event.events:
            text = definition.timer.text.strip() if definition.timer is not None else ""
            told = (iso_duration(text) or spoken_duration(text)) if text else None
            if told is not None:
                return told.seconds
            if text:
                return float("inf")
        for text in (event.name, *(label.text for label in event.labels)):
            spoken = spoken_duration(text)
            if spoken is not None:
                return spoken.seconds
        return None

    @cached_property
    def links(self) -> Mapping[str, str]:
        """Where each throwing link event leads to."""
        return link_targets(self.diagram)

    @cached_property
    def senders(self) -> frozenset[str]:
        """What sends a message."""
        return frozenset(message.source for message in self.diagram.messages)

    def timers(self, node: Node) -> tuple[Node, ...]:
        """The timers on the border of an activity, and those that begin an event sub-process in it."""
        attached = [it for it in self.diagram.boundary(node.id) if it.is_event_of(EventKind.TIMER)]
        within = [
            start
            for child in self.diagram.children(node.id)
            if child.triggered_by_event
            for start in self.diagram.children(child.id)
            if start.kind is NodeKind.START_EVENT and start.is_event_of(EventKind.TIMER)
        ]
        return (*attached, *within)
