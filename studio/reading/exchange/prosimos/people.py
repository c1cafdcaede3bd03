"""Prosimos' resources: their hours, the pools that they are in, and what they do and how fast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from studio.reading.exchange import spreads
from studio.reading.exchange.found import Collector
from studio.reading.exchange.json_tree import entries, figure, pairs, text
from studio.reading.exchange.prosimos.distributions import spread
from studio.reading.exchange.spelling import flow_text, free_name, number
from studio.reading.exchange.weekly import Rule, take_hours
from studio.reading.words import one_line

__all__ = ["People"]

_MOST_PEOPLE = 1e6


class People:
    """The teams of a scenario, and who of them is in which."""

    def __init__(self, found: Collector) -> None:
        self._found = found
        self._calendars: dict[str, str | None] = {}
        self._pool_of: dict[str, str] = {}
        self._amounts: dict[str, int] = {}

    def take_calendars(self, told: object) -> None:
        """``resource_calendars``: a list, or periods by id."""
        listed = [(text(entry.get("id")), entry) for entry in entries(told)]
        listed += [(id, {"time_periods": periods}) for id, periods in pairs(told)]
        for id, entry in listed:
            name = free_name(one_line(text(entry.get("name"))) or id or "hours", self._calendars.values())
            self._calendars[id] = name if self._hours(name, entry.get("time_periods")) else None
            ratio = entry.get("workload_ratio")
            if ratio:
                self._found.drop("exchange.no-place", f"workload_ratio {name}", flow_text(ratio))

    def take_arrival_hours(self, periods: object) -> str | None:
        """``arrival_time_calendar``: the name of a calendar of its own; None for one that is always open."""
        name = free_name("arrivals", self._calendars.values())
        return name if self._hours(name, periods) else None

    def _hours(self, name: str, periods: object) -> bool:
        """Whether there is a calendar of that name now; there is none for one that is always open."""
        for period in entries(periods):
            chance = figure(period.get("probability"))
            if chance is not None and chance != 1:
                self._found.drop("exchange.no-place", f"calendar {name}", f"probability {chance}")
        rules = [
            Rule(
                first=text(period.get("from")),
                last=text(period.get("to")),
                begins=text(period.get("beginTime")),
                ends=text(period.get("endTime")),
            )
            for period in entries(periods)
        ]
        return take_hours(self._found, name, rules, "calendar")

    def take_profiles(self, told: object) -> None:
        """``resource_profiles``: pools, as a list or by id."""
        listed = [(text(entry.get("id")), entry) for entry in entries(told)]
        listed += [(id, pool) for id, pool in pairs(told) if isinstance(pool, dict)]
        taken: list[str] = []
        for id, pool in listed:
            team = free_name(one_line(text(pool.get("name"))) or id or "hours", taken)
            taken.append(team)
            self._pool(team, entries(pool.get("resource_list")))

    def _pool(self, team: str, people: Sequence[Mapping[str, Any]]) -> None:
        shifts: dict[str | None, int] = {}
        costs: list[float] = []
        for person in people:
            id, amount = text(person.get("id")), figure(person.get("amount"))
            count = int(amount) if amount is not None and 0 <= amount <= _MOST_PEOPLE else 1
            self._pool_of[id], self._amounts[id] = team, count
            calendar = self._calendars.get(text(person.get("calendar")))
            shifts[calendar] = shifts.get(calendar, 0) + count
            cost = figure(person.get("cost_per_hour"))
            costs += [] if cost is None else [cost]
        self._found.enter_team(team)
        self._found.put_staff(team, [(count, calendar) for calendar, count in shifts.items() if count])
        if costs and any(costs):
            self._found.put(("teams", team, "cost"), number(sum(costs) / len(costs)))
        if len(set(costs)) > 1:
            told_costs = ", ".join(str(number(cost)) for cost in sorted(set(costs)))
            self._found.drop("exchange.averaged", f"cost_per_hour {team}", told_costs)

    # -- tasks ---------------------------------------------------------------------------------

    def take_task(self, id: str, resources: Sequence[Mapping[str, Any]]) -> None:
        """Who does a step, and how long that takes."""
        self._durations(id, resources)
        self._teams(id, [text(resource.get("resource_id")) for resource in resources])

    def _durations(self, id: str, resources: Sequence[Mapping[str, Any]]) -> None:
        """The time that the people take: theirs if it is the same for all, else theirs mixed."""
        shares: dict[str, float] = {}
        spread_by_text: dict[str, Any] = {}
        for resource in resources:
            who = text(resource.get("resource_id"))
            if who not in self._pool_of:
                self._found.drop("exchange.unknown-resource", "resource_id", who, element=id)
            told = spread(self._found, resource, "distribution", id)
            if told is not None:
                shares[flow_text(told)] = shares.get(flow_text(told), 0.0) + self._amounts.get(who, 1)
                spread_by_text[flow_text(told)] = told
        if len(spread_by_text) == 1:
            self._found.put(("steps", id, "time"), next(iter(spread_by_text.values())))
        elif spread_by_text:
            parts = [(spread_by_text[key], share) for key, share in shares.items() if share]
            if parts:
                self._found.put(("steps", id, "time"), spreads.mixture(parts))
            count = str(len(spread_by_text))
            self._found.drop("exchange.mixed", "task_resource_distribution", count, element=id)

    def _teams(self, id: str, able: Sequence[str]) -> None:
        known = frozenset(able)
        teams = list(dict.fromkeys(self._pool_of[who] for who in able if who in self._pool_of))
        if teams:
            self._found.put(("steps", id, "team"), teams if len(teams) > 1 else teams[0])
        for team in teams:
            unable = [who for who, pool in self._pool_of.items() if pool == team and who not in known]
            if unable:
                parameter = f"task_resource_distribution {team}"
                self._found.drop("exchange.some-of-team", parameter, ", ".join(unable), element=id)
