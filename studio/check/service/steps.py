"""Rules about steps: whether somebody answers for them, whether they have a standard method and time."""

from __future__ import annotations

from collections.abc import Iterator

from studio.check.service.desk import Desk
from studio.check.service.finding import about, gathered
from studio.model import Element, Node, Problem, Severity
from studio.scenario.properties import TIMES, Properties

__all__ = ["methods", "owners", "standard_times", "unreadable_times"]


def owners(desk: Desk) -> list[Problem]:
    """Lanes, or pools and processes without lanes, in which people work and for which nobody answers."""
    areas = {area.id: area for area in map(desk.area, desk.by_people)}

    def lacks(area: Element) -> bool:
        return not desk.owner(area)

    return gathered(desk.diagram, ("service.no-owner", "service.no-owner.many"), list(areas.values()), lacks)


def methods(desk: Desk) -> list[Problem]:
    """Steps done by people that have no standard method."""

    def lacks(step: Element) -> bool:
        return isinstance(step, Node) and not desk.method(step)

    return gathered(desk.diagram, ("service.no-method", "service.no-method.many"), desk.by_people, lacks)


def standard_times(desk: Desk) -> list[Problem]:
    """Steps that have no standard time; one that cannot be read is told apart."""
    wrong = {element for element, _, _ in _unreadable(desk)}

    def lacks(step: Element) -> bool:
        return isinstance(step, Node) and step.id not in wrong and not desk.has_standard_time(step)

    def severity(step: Element) -> Severity:
        by_people = isinstance(step, Node) and desk.is_by_people(step)
        return Severity.WARNING if by_people else Severity.INFO

    codes = ("service.no-standard-time", "service.no-standard-time.many")
    return gathered(desk.diagram, codes, desk.steps, lacks, severity=severity)


def unreadable_times(desk: Desk) -> list[Problem]:
    """Entries that should be a time and cannot be read as one."""
    return [
        about(
            desk.diagram,
            "service.unreadable-time",
            Severity.WARNING,
            element,
            name=TIMES[name],
            value=text if len(text) <= 60 else f"{text[:59]}…",
        )
        for element, name, text in _unreadable(desk)
    ]


def _unreadable(desk: Desk) -> Iterator[tuple[str, str, str]]:
    for element in desk.diagram.elements():
        for name, text in Properties.of(element).unreadable if element.properties else ():
            yield element.id, name, text
