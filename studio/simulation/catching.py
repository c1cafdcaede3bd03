"""Which boundary events and event sub-processes of a diagram can happen, and what makes each happen."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from studio.model import EventKind, Node, NodeKind, Problem
from studio.scenario import EventTiming, Scenario, awaited_condition
from studio.simulation.omissions import warning
from studio.simulation.rows import NOTHING, CatchRow, Throw
from studio.simulation.structure import Structure
from studio.simulation.tables import Tables
from studio.simulation.wiring import Wiring, throw_of

__all__ = ["Catches"]

_ESCALATING = (EventKind.TIMER, EventKind.ESCALATION)
_AT_HALF = 0.5
"""Of the work, when something happens of which only the chance is known."""


class Catches:
    """A row for every boundary event and start of an event sub-process that can happen.

    ``names`` are those of the attributes that conditions may speak of; ``problems`` are warnings about the
    events that cannot happen.
    """

    def __init__(
        self,
        structure: Structure,
        scenario: Scenario,
        wiring: Wiring,
        tables: Tables,
        names: AbstractSet[str],
    ) -> None:
        self._structure = structure
        self._diagram = structure.diagram
        self._scenario = scenario
        self._wiring = wiring
        self._tables = tables
        self._names = names
        self.rows: list[CatchRow] = []
        self.problems: list[Problem] = []
        self._at: dict[str, tuple[int, ...]] = {}
        for node in structure.nodes:
            self._look_at(node)

    def at(self, place: str) -> tuple[int, ...]:
        """The rows of a host, or of the scope in which event sub-processes lie, by its id."""
        return self._at.get(place, ())

    def _look_at(self, node: Node) -> None:
        host, place = self._host(node)
        if host is None or place is None:
            return
        timing = self._scenario.events.get(node.id, EventTiming())
        awaits, throw = self._wiring.awaits(node), throw_of(node)
        condition = awaited_condition(node, self._names)
        if timing.after is not None:
            awaits, condition = NOTHING, None
        inside = awaits != NOTHING or condition is not None or self._is_thrown(throw)
        if timing.after is None and timing.chance is None and not inside:
            self.problems.append(warning("simulation.boundary-never", node.id, node.line))
            return
        at = timing.at if timing.after is None else None
        if timing.after is None and at is None and timing.chance is not None:
            at = _AT_HALF
        number, tables = self._structure.number, self._tables
        self._at[place] = (*self.at(place), len(self.rows))
        self.rows.append(
            CatchRow(
                node=number[node.id],
                host=number[host],
                time=NOTHING if timing.after is None else tables.distribution(timing.after),
                clock=tables.calendar(timing.clock),
                rings=1 if node.interrupting else timing.rings,
                interrupting=node.interrupting,
                chance=1.0 if timing.chance is None else timing.chance,
                at=at,
                awaits=awaits,
                condition=condition,
                throw=throw,
                escalates=any(event.kind in _ESCALATING for event in node.events),
            )
        )

    def _host(self, node: Node) -> tuple[str | None, str | None]:
        """The activity with the boundary, twice; or the event sub-process, and the scope it listens in."""
        if node.attached_to is not None:
            is_there = node.attached_to in self._structure.number
            return (node.attached_to, node.attached_to) if is_there else (None, None)
        if node.kind is not NodeKind.START_EVENT or node.parent is None:
            return None, None
        around = self._diagram.node(node.parent)
        return (around.id, around.parent or around.process) if around.triggered_by_event else (None, None)

    def _is_thrown(self, throw: Throw | None) -> bool:
        """Whether anything in the program throws what is caught."""
        return throw is not None and any(
            node.kind in (NodeKind.THROW_EVENT, NodeKind.END_EVENT)
            and (thrown := throw_of(node)) is not None
            and thrown.kind is throw.kind
            and throw.name in ("", thrown.name)
            for node in self._structure.nodes
        )
