"""The levers that a scenario has, what each of them is today, and how far it can be pulled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf

from studio.app.levers.lever import LeverKind, Offer
from studio.model import Diagram, EventKind, Node, NodeKind
from studio.scenario import Arrivals, Scenario

__all__ = ["is_timer", "offers"]

_WEEK_S = 7 * 86400.0
_MOST_MORE = 50.0
"""People more on a shift."""


def offers(scenario: Scenario, diagram: Diagram) -> tuple[Offer, ...]:
    """The levers of a complete scenario."""
    return (
        *_contacts(scenario),
        *_times(scenario),
        *_staff(scenario),
        *_attendance(scenario),
        *_shares(scenario, diagram),
        *_deadlines(scenario, diagram),
        *_hours(scenario),
    )


def _contacts(scenario: Scenario) -> Iterator[Offer]:
    a_week = {id: _a_week(arrivals, scenario) for id, arrivals in scenario.arrivals.items()}
    scalable = {id: number for id, number in a_week.items() if not scenario.arrivals[id].times}
    for on, number in _all_and_each(scalable, sum(scalable.values())):
        yield Offer(kind=LeverKind.CONTACTS, on=on, now=number, low=-90.0, high=300.0)


def _times(scenario: Scenario) -> Iterator[Offer]:
    means = {id: step.mean for id, step in scenario.steps.items() if step.mean > 0}
    people = [mean for id, mean in means.items() if scenario.steps[id].team is not None]
    for on, mean in _all_and_each(means, sum(people) / len(people) if people else 0.0):
        if on or people:
            yield Offer(kind=LeverKind.TIMES, on=on, now=mean, low=-90.0, high=300.0)


def _staff(scenario: Scenario) -> Iterator[Offer]:
    for name, team in scenario.teams.items():
        staff = [shift.staff for shift in team.shifts]
        every = -float(min(staff) - (max(staff) == min(staff)))
        yield Offer(kind=LeverKind.STAFF, on=name, now=sum(staff), low=every, high=_MOST_MORE)
        for number, people in enumerate(staff) if len(staff) > 1 else ():
            alone = not any(staff[:number] + staff[number + 1 :])
            yield Offer(
                kind=LeverKind.STAFF,
                on=name,
                part=str(number),
                now=people,
                low=-float(people - alone),
                high=_MOST_MORE,
            )


def _attendance(scenario: Scenario) -> Iterator[Offer]:
    coming = {name: 100 * (1 - team.absence) for name, team in scenario.teams.items()}
    people = {name: sum(shift.staff for shift in team.shifts) for name, team in scenario.teams.items()}
    every = sum(coming[name] * people[name] for name in coming) / (sum(people.values()) or 1)
    for on, share in _all_and_each(coming, every):
        now = round(share, 2)
        yield Offer(kind=LeverKind.ATTENDANCE, on=on, now=now, low=5.0, high=100.0, rest=now)


def _shares(scenario: Scenario, diagram: Diagram) -> Iterator[Offer]:
    def offer(on: str, part: str, share: float) -> Offer:
        now = round(100 * share, 4)
        return Offer(kind=LeverKind.SHARE, on=on, part=part, now=now, low=0.0, high=100.0, rest=now)

    for id, routing in scenario.routing.items():
        flows = [flow.id for flow in diagram.outgoing(id)]
        exclusive = diagram.node(id).kind is NodeKind.EXCLUSIVE_GATEWAY
        if exclusive and (routing.guards or not set(flows) <= set(routing.chances)):
            continue
        for flow in flows:
            if flow in routing.chances:
                yield offer(f"routing.{id}", flow, routing.chances[flow])
    for attribute in scenario.attributes:
        on = f"attributes.{attribute.name}"
        if attribute.chance is not None:
            yield offer(on, "", attribute.chance)
        for value, share in attribute.choice if len(attribute.choice) > 1 else ():
            yield offer(on, value, share)


def _deadlines(scenario: Scenario, diagram: Diagram) -> Iterator[Offer]:
    means = {
        id: timing.after.mean
        for id, timing in scenario.events.items()
        if timing.after is not None and timing.after.mean > 0 and is_timer(diagram, id)
    }
    if means:
        for on, mean in _all_and_each(means, sum(means.values()) / len(means)):
            yield Offer(kind=LeverKind.DEADLINES, on=on, now=mean, low=-90.0, high=300.0)


def _hours(scenario: Scenario) -> Iterator[Offer]:
    for name, calendar in scenario.calendars.items():
        open_s = sum(end - start for start, end in calendar.week)
        if calendar.week and open_s < _WEEK_S:
            yield Offer(kind=LeverKind.HOURS, on=name, now=open_s / 3600, low=-4.0, high=12.0)


def _all_and_each(each: Mapping[str, float], all_: float) -> Iterator[tuple[str, float]]:
    """All together under no name where there are several, then each."""
    if each:
        yield "", all_
    if len(each) > 1:
        yield from each.items()


def _a_week(arrivals: Arrivals, scenario: Scenario) -> float:
    """Cases that arrive in a week, scaled only where the same factor holds all the time."""
    calendar = scenario.calendars.get(arrivals.open or "")
    opened = calendar.week if calendar is not None else ((0.0, _WEEK_S),)
    if arrivals.every is not None:
        number = sum(end - start for start, end in opened) / arrivals.every.mean
    else:
        number = sum(
            rate.per_second * max(0.0, min(rate.end, end) - max(rate.start, start))
            for rate in arrivals.profile
            for start, end in opened
        )
    match arrivals.scale:
        case [piece] if piece.start <= 0 and piece.end == inf:
            return number * piece.factor
    return number


def is_timer(diagram: Diagram, id: str) -> bool:
    node = diagram.element(id)
    return isinstance(node, Node) and node.is_event_of(EventKind.TIMER)
