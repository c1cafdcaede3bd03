"""The way in: arrival streams, and what each case brings along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import inf
from typing import TYPE_CHECKING

from studio.simulation.arrivals import moments
from studio.simulation.clock import Happening, Kind, rank
from studio.simulation.draws import BLOCK, Customers, hash_name
from studio.simulation.knowledge import drawing, urgency
from studio.simulation.rows import NOTHING
from studio.simulation.self_service import Door
from studio.simulation.tokens import Case, Hop, Scope

if TYPE_CHECKING:
    from studio.simulation.engine import Engine

__all__ = ["Entrance"]

_LARGEST_BACKLOG = 1 << 20
"""Cases of a backlog have ordinals from minus this on."""

_ARRIVAL = rank(Kind.ARRIVAL)

_NO_MORE = 0, inf


class _Stream(Happening):
    """An arrival stream, and the SimPy event of its next arrival, which is used again and again."""

    def __init__(
        self,
        number: int,
        element: int,
        source: Iterator[tuple[int, float]],
        then: Callable[[_Stream], None],
    ) -> None:
        super().__init__(then)
        self.number = number
        self.element = element
        self.source = source
        self.ordinal = self.case = 0
        self.customers = Customers(element, 0)


class Entrance:
    """Lets the cases of every arrival stream in, each at its moment and with its attributes."""

    def __init__(self, engine: Engine) -> None:
        program = engine.program
        self._engine = engine
        self._program = program
        self._attributes = [
            (attribute.name, drawing(attribute), engine.stream(hash_name(attribute.name), "attribute"))
            for attribute in program.attributes
        ]
        self._doors = [
            None if row.self_service is None else Door(engine, row.self_service) for row in program.arrivals
        ]
        self._begins: list[list[Hop]] = [
            [(engine.stations[node].enable, NOTHING) for node in row.nodes] for row in program.arrivals
        ]
        self._streams = len(program.arrivals)
        self.open_streams = 0
        """Streams that are going to bring further cases."""
        for number in range(len(program.arrivals)):
            self._open_stream(number)

    def _open_stream(self, number: int) -> None:
        engine, program = self._engine, self._program
        row = program.arrivals[number]
        calendar = program.calendars[row.open] if row.open != NOTHING else None
        source = moments(row, calendar, program.start, program.seed, engine.replication)
        self.open_streams += 1
        self._await_next(_Stream(number, hash_name(row.id), source, self._next_arrives))

    def _await_next(self, stream: _Stream) -> None:
        ordinal, moment = next(stream.source, _NO_MORE)
        if moment == inf:
            self.open_streams -= 1
            return
        stream.ordinal = ordinal
        # A number that no other stream's arrivals can change.
        stream.case = number = (ordinal + _LARGEST_BACKLOG) * self._streams + stream.number
        self._engine.clock.at(moment, _ARRIVAL + (number << 20), stream)

    def _next_arrives(self, stream: _Stream) -> None:
        customers = stream.customers
        if not customers.first <= stream.ordinal < customers.first + BLOCK:
            customers = stream.customers = Customers(stream.element, stream.ordinal)
        self._arrive(Case(stream.case, stream.number, stream.ordinal, customers, self._engine.clock.time))
        self._await_next(stream)
        if not self.open_streams:
            self._engine.stop_when_empty()

    def _arrive(self, case: Case) -> None:
        engine = self._engine
        engine.census.enter(case)
        if self._attributes:
            self._draw_attributes(case)
        row = self._program.arrivals[case.stream]
        scope = case.root = Scope(row.scope, case, None)
        door = self._doors[case.stream]
        served = door.way_in(case) if door is not None else None
        begins = self._begins[case.stream]
        scope.tokens = 1
        token = case.new_token(scope)
        if len(begins) > 1 and served is None:
            scope.tokens = len(begins)
            for arrive, via in begins[1:]:
                engine.moving.append((case.new_token(scope), arrive, via))
        if engine.vigils:
            engine.arm(scope)
        engine.settle(case, token, served or begins[0])

    def _draw_attributes(self, case: Case) -> None:
        values = {name: value(case.draw(stream, 0)) for name, value, stream in self._attributes}
        case.values = values
        case.priority = urgency(self._program.priority, values)
