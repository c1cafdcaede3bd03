"""All rules of the service desk, put to one diagram with or without its scenario."""

from __future__ import annotations

from studio.check.service.desk import Desk
from studio.check.service.ladders import incomplete_levels, missing_tops, uncovered_levels, unknown_ladders
from studio.check.service.promises import overfull
from studio.check.service.routes import Routes
from studio.check.service.steps import methods, owners, standard_times, unreadable_times
from studio.check.service.trouble import unescalated
from studio.check.service.waits import late_timers, unheard_timers, unlimited_waits
from studio.model import Diagram, Problem
from studio.scenario import Scenario

__all__ = ["service_problems"]


def service_problems(diagram: Diagram, scenario: Scenario | None = None) -> tuple[Problem, ...]:
    """What keeps the process of a service desk from being complete and decided, each with what to fill in.

    ``scenario`` is a completed one; what it assumes is as if nobody had said it. Codes are ``service.*``.
    """
    desk = Desk(diagram, scenario)
    routes = Routes(desk)
    found = [
        *unreadable_times(desk),
        *unlimited_waits(desk),
        *late_timers(desk),
        *unheard_timers(desk),
        *unescalated(desk, routes),
        *unknown_ladders(desk, routes),
        *incomplete_levels(desk, routes),
        *missing_tops(desk, routes),
        *uncovered_levels(desk, routes),
        *overfull(desk),
        *owners(desk),
        *methods(desk),
        *standard_times(desk),
    ]
    return tuple(dict.fromkeys(found))
