"""What two scenarios state differently, of what other formats may hold."""

from __future__ import annotations

from collections.abc import Iterator

from studio.scenario.exchange.weeks import by_day, own_dates
from studio.scenario.scenario import Calendar, Scenario, Step

__all__ = ["differences"]


def differences(one: Scenario, other: Scenario) -> list[str]:
    """The paths of what ``one`` states and ``other`` has differently, in the scenario file's words."""
    attributes = {attribute.name: attribute for attribute in other.attributes}
    return [
        *_arrivals(one, other),
        *_steps(one, other),
        *_events(one, other),
        *_routing(one, other),
        *(f"attributes.{it.name}" for it in one.attributes if attributes.get(it.name) != it),
        *(
            f"calendars.{name}"
            for name, calendar in one.calendars.items()
            if name not in other.calendars or not _is_same_hours(calendar, other.calendars[name])
        ),
        *(key for key in ("start", "length", "cases") if getattr(one, key) != getattr(other, key)),
    ]


def _arrivals(one: Scenario, other: Scenario) -> Iterator[str]:
    for id, arrivals in one.arrivals.items():
        its = other.arrivals.get(id)
        if arrivals.every is not None and (its is None or its.every != arrivals.every):
            yield f"arrivals.{id}.every"
        rates = [rate for rate in arrivals.profile if rate.per_second]
        if rates and (its is None or [rate for rate in its.profile if rate.per_second] != rates):
            yield f"arrivals.{id}.per_interval"


def _steps(one: Scenario, other: Scenario) -> Iterator[str]:
    for id, step in one.steps.items():
        its = other.steps.get(id)
        if f"steps.{id}.time" not in one.left_open and (its is None or its.time != step.time):
            yield f"steps.{id}.time"
        if step.team is not None and (its is None or _who(its) != _who(step)):
            yield f"steps.{id}.team"


def _who(step: Step) -> tuple[object, ...]:
    return step.team, step.instead, step.can_do


def _events(one: Scenario, other: Scenario) -> Iterator[str]:
    for id, timing in one.events.items():
        its = other.events.get(id)
        if timing.after is not None and (its is None or its.after != timing.after):
            yield f"events.{id}.after"


def _routing(one: Scenario, other: Scenario) -> Iterator[str]:
    for id, routing in one.routing.items():
        its = other.routing.get(id)
        ways = {} if its is None else {**its.chances, **its.guards}
        for flow, way in {**routing.chances, **routing.guards}.items():
            if ways.get(flow) != way:
                yield f"routing.{id}.{flow}"


def _is_same_hours(one: Calendar, other: Calendar) -> bool:
    return by_day(one) == by_day(other) and own_dates(one) == own_dates(other)
