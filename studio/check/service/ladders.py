"""Rules about ladders: each level has a reply time, authority and somebody there, and the top settles all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from studio.check.service.cover import first_gap
from studio.check.service.desk import Desk
from studio.check.service.finding import about
from studio.check.service.routes import Route, Routes
from studio.model import Problem, Severity

__all__ = ["incomplete_levels", "missing_tops", "uncovered_levels", "unknown_ladders"]

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def unknown_ladders(desk: Desk, routes: Routes) -> list[Problem]:
    """Entries that name neither a ladder nor a route along lanes."""
    return [
        about(desk.diagram, "service.unknown-ladder", Severity.WARNING, element, value=text[:60])
        for element, text in routes.unknown
    ]


def incomplete_levels(desk: Desk, routes: Routes) -> list[Problem]:
    """Levels without a reply time, and levels below the top that have no say of their own."""
    found: dict[Problem, None] = {}
    for route in routes.all:
        for number, rung in enumerate(route.rungs):
            element = rung.place or route.told_at
            if rung.reply_within is None:
                code = "service.level-no-reply-time"
                found[about(desk.diagram, code, Severity.WARNING, element, level=rung.name)] = None
            if not rung.has_authority and number < len(route.rungs) - 1:
                code = "service.level-no-authority"
                found[about(desk.diagram, code, Severity.WARNING, element, level=rung.name)] = None
    return list(found)


def missing_tops(desk: Desk, routes: Routes) -> list[Problem]:
    """Ladders of which nobody says that the top settles everything."""
    return [
        about(desk.diagram, "service.ladder-no-top", Severity.WARNING, route.told_at, ladder=route.name)
        for route in routes.all
        if route.rungs and not route.rungs[-1].settles_everything
    ]


def uncovered_levels(desk: Desk, routes: Routes) -> list[Problem]:
    """The lowest level of each ladder at which a reply time can pass with nobody there."""
    if desk.scenario is None:
        return []
    found: dict[Problem, None] = {}
    for route in routes.all:
        gap = first_gap(desk.scenario, _below(desk, routes, route), route.rungs)
        if gap is not None:
            rung = route.rungs[gap.rung]
            problem = about(
                desk.diagram,
                "service.level-no-cover",
                Severity.WARNING,
                rung.place or route.told_at,
                level=rung.name,
                team=rung.name if rung.place else rung.team,
                day=_DAYS[gap.raised.weekday()],
                time=_clock(gap.raised),
                due_day=_DAYS[gap.due.weekday()],
                due=_clock(gap.due),
            )
            found[problem] = None
    return list(found)


def _below(desk: Desk, routes: Routes, route: Route) -> Iterable[str]:
    """The teams whose steps raise cases to the lowest level."""
    teams: dict[str, None] = {}
    for step in desk.by_people:
        own = routes.of(step)
        team = desk.team(step)
        above, _ = routes.onward(step)
        if own is not None and own.name == route.name and above is None and team is not None:
            teams[team] = None
    return teams


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"
