"""The parameters of the elements of a diagram in one scenario of BPSim."""

from __future__ import annotations

from collections.abc import Callable

from studio.reading.exchange.bpsim.arrivals import take_arrivals, take_count
from studio.reading.exchange.bpsim.attributes import take_properties
from studio.reading.exchange.bpsim.conditions import condition
from studio.reading.exchange.bpsim.figures import figure
from studio.reading.exchange.bpsim.hours import Calendars
from studio.reading.exchange.bpsim.people import People
from studio.reading.exchange.bpsim.values import Reader, Valued
from studio.reading.exchange.places import Places
from studio.reading.exchange.spelling import number
from studio.reading.markup import Markup

__all__ = ["Elements"]

_RESULTS = frozenset({"ElapsedTime", "LagTime", "QueueTime", "Duration"})
_STEP_TIMES = {
    "ProcessingTime": ("time",),
    "SetUpTime": ("set_up",),
    "ValidationTime": ("also", "ValidationTime"),
    "ReworkTime": ("also", "ReworkTime"),
}
_EVENT_TIMES = frozenset({"ProcessingTime", "WaitTime", "Duration"})


class Elements:
    """Takes over the parameters of one element after the other."""

    def __init__(self, reader: Reader, calendars: Calendars, people: People, places: Places) -> None:
        self._reader = reader
        self._found = reader.found
        self._calendars = calendars
        self._people = people
        self._places = places

    def take(self, group: Markup, id: str) -> None:
        """One group of an element's parameters, such as its ``TimeParameters``."""
        match group.tag:
            case "TimeParameters":
                self._each(group, id, self._time)
            case "ControlParameters":
                self._each(group, id, self._control)
            case "ResourceParameters":
                self._people.take_resource(group, id)
            case "CostParameters":
                self._each(group, id, self._people.take_cost)
            case "PropertyParameters":
                take_properties(group, id, self._reader)
            case "PriorityParameters":
                known = self._places.known(id)
                for parameter in group.children:
                    self._drop_all(
                        "exchange.no-place", parameter, self._reader.values(parameter, known), known
                    )

    def _each(self, group: Markup, id: str, take: Callable[[Markup, list[Valued], str], None]) -> None:
        for parameter in group.children:
            values = self._reader.values(parameter, id)
            if values:
                take(parameter, values, id)

    def _drop_all(self, code: str, parameter: Markup, values: list[Valued], id: str | None) -> None:
        for valued in values:
            self._reader.drop(code, parameter, valued, id)

    # -- times ---------------------------------------------------------------------------------

    def _time(self, parameter: Markup, values: list[Valued], id: str) -> None:
        path = self._place_of_time(parameter.tag, id)
        if path is not None:
            self._one(parameter, values, id, path)
            return
        code = "exchange.no-place" if self._places.is_step(id) else "exchange.wrong-element"
        self._drop_all("exchange.result" if parameter.tag in _RESULTS else code, parameter, values, id)

    def _place_of_time(self, name: str, id: str) -> tuple[str, ...] | None:
        if self._places.is_waited_for(id):
            return ("events", id, "after") if name in _EVENT_TIMES else None
        is_known = self._places.is_step(id) and name in _STEP_TIMES
        return ("steps", id, *_STEP_TIMES[name]) if is_known else None

    def _one(self, parameter: Markup, values: list[Valued], id: str, path: tuple[str, ...]) -> None:
        """The first value that holds at all times, else the first; the others are dropped."""
        chosen = next((valued for valued in values if valued.valid_for is None), values[0])
        for valued in values:
            if valued is not chosen:
                self._reader.drop("exchange.other-value", parameter, valued, id)
        if chosen.valid_for is not None:
            self._reader.drop("exchange.valid-for", parameter, chosen, id)
        told = self._reader.spread(parameter, chosen.markup, id)
        if told is not None and not self._found.put(path, told, chosen.markup.line):
            self._reader.drop("exchange.other-value", parameter, chosen, id)

    # -- ways and events -----------------------------------------------------------------------

    def _control(self, parameter: Markup, values: list[Valued], id: str) -> None:
        match parameter.tag:
            case "InterTriggerTimer" if self._places.is_start(id):
                take_arrivals(parameter, values, id, reader=self._reader, calendars=self._calendars)
            case "InterTriggerTimer" if self._places.is_waited_for(id):
                self._one(parameter, values, id, ("events", id, "after"))
            case "TriggerCount" if self._places.is_start(id):
                take_count(parameter, values, id, reader=self._reader)
            case "Probability":
                self._probability(parameter, values, id)
            case "Condition":
                self._condition(parameter, values[0], id)
            case "Interruptible":
                self._drop_all("exchange.no-place", parameter, values, id)
            case _:
                self._drop_all("exchange.wrong-element", parameter, values, id)

    def _probability(self, parameter: Markup, values: list[Valued], id: str) -> None:
        chance = figure(values[0].markup)
        flow = self._places.chosen_flow(id)
        self._drop_all("exchange.other-value", parameter, values[1:], id)
        if chance is None:
            is_expression = values[0].markup.tag == "ExpressionParameter"
            code = "exchange.expression" if is_expression else "exchange.unreadable"
            self._reader.drop(code, parameter, values[0], id)
        elif flow is not None:
            self._found.put(("routing", flow.source, flow.id), number(chance), parameter.line)
        elif self._places.is_chance_event(id):
            self._found.put(("events", id, "chance"), number(chance), parameter.line)
        else:
            self._reader.drop("exchange.wrong-element", parameter, values[0], id)

    def _condition(self, parameter: Markup, valued: Valued, id: str) -> None:
        flow = self._places.chosen_flow(id)
        if flow is None:
            self._reader.drop("exchange.wrong-element", parameter, valued, id)
            return
        told = condition(valued.markup.get("value"))
        if told is None:
            self._reader.drop("exchange.expression", parameter, valued, id)
        elif not self._found.put(("routing", flow.source, flow.id), told, parameter.line):
            self._reader.drop("exchange.other-value", parameter, valued, id)
