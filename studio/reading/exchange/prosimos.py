"""Prosimos' JSON beside a diagram: a scenario in the scenario file's vocabulary.

A pool of resources is a team. Prosimos knows each resource by itself (its hours, cost, and how long it takes
for each task); a team here shares one queue, so that what differs among its people is mixed, and noted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from studio.model import Severity
from studio.reading.exchange import spreads
from studio.reading.exchange.found import Collector, Parameters
from studio.reading.exchange.json_tree import entries, figure, figures, pairs, text, within
from studio.reading.exchange.places import Places
from studio.reading.exchange.spelling import Say, flow_text, hours_by_weekday, number, seconds
from studio.reading.exchange.weekly import Rule, pieces
from studio.reading.words import one_line

__all__ = ["SECTIONS", "prosimos_scenario"]

SECTIONS = frozenset(
    {
        "task_resource_distribution", "resource_calendars", "resource_profiles", "arrival_time_distribution",
        "gateway_branching_probabilities", "arrival_time_calendar",
    }
)  # fmt: skip
"""By any of these a file is known as Prosimos'."""

_LEFT_OUT = ("event_attributes", "global_attributes", "multitasking", "granule_size", "total_cases")
_SIGNS = {"=": "==", "==": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_FAR = 1e12


def prosimos_scenario(tree: Mapping[str, Any], name: str, places: Places) -> Parameters:
    """The scenario that a file of Prosimos tells about a diagram."""
    return _Prosimos(tree, places).read(name)


class _Prosimos:
    def __init__(self, tree: Mapping[str, Any], places: Places) -> None:
        self.tree = tree
        self.places = places
        self.found = Collector()
        self.calendars: dict[str, str | None] = {}
        self.pool_of: dict[str, str] = {}
        self.amounts: dict[str, int] = {}

    def read(self, name: str) -> Parameters:
        tree = self.tree
        self.found.put(("study",), "terminating")
        self._calendars(tree.get("resource_calendars"))
        self._profiles(tree.get("resource_profiles"))
        self._tasks(tree.get("task_resource_distribution"))
        self._arrivals()
        self._case_attributes(tree.get("case_attributes"))
        self._gateways(tree.get("gateway_branching_probabilities"), self._rules(tree.get("branch_rules")))
        self._events(tree.get("event_distribution"))
        self._batches(tree.get("batch_processing"))
        self._priorities(tree.get("prioritisation_rules"))
        for section in _LEFT_OUT:
            if tree.get(section):
                self.found.drop("exchange.no-place", section, flow_text(tree[section]))
        return Parameters(
            id="prosimos",
            name=name,
            format="Prosimos",
            values=self.found.values,
            dropped=tuple(self.found.dropped),
            remarks=tuple(self.found.remarks),
        )

    # -- people --------------------------------------------------------------------------------

    def _calendars(self, told: object) -> None:
        listed = [(text(entry.get("id")), entry) for entry in entries(told)]
        listed += [(id, {"time_periods": periods}) for id, periods in pairs(told)]
        for id, entry in listed:
            name = _free(one_line(text(entry.get("name"))) or id, self.calendars.values())
            self.calendars[id] = name if self._hours(name, entry.get("time_periods")) else None
            if entry.get("workload_ratio"):
                self.found.drop(
                    "exchange.no-place", f"workload_ratio {name}", flow_text(entry["workload_ratio"])
                )

    def _hours(self, name: str, periods: object) -> bool:
        """Whether there is a calendar of that name now; there is none for one that is always open."""
        rules = [
            Rule(
                first=text(period.get("from")),
                last=text(period.get("to")),
                begins=text(period.get("beginTime")),
                ends=text(period.get("endTime")),
            )
            for period in entries(periods)
        ]
        for period in entries(periods):
            chance = figure(period.get("probability"))
            if chance is not None and chance != 1:
                self.found.drop("exchange.no-place", f"calendar {name}", f"probability {chance}")
        hours, wrong = pieces(rules)
        for rule in wrong:
            self.found.drop("exchange.calendar", f"calendar {name}", str(rule))
        if not hours or sum(closes - opens for _, opens, closes in set(hours)) >= 7 * 86400.0:
            return False
        return self.found.put(("calendars", name), hours_by_weekday(hours))

    def _profiles(self, told: object) -> None:
        listed = [(text(entry.get("id")), entry) for entry in entries(told)]
        listed += [(id, pool) for id, pool in pairs(told) if isinstance(pool, dict)]
        taken: list[str] = []
        for id, pool in listed:
            team = _free(one_line(text(pool.get("name"))) or id, taken)
            taken.append(team)
            self._pool(team, entries(pool.get("resource_list")))

    def _pool(self, team: str, people: Sequence[Mapping[str, Any]]) -> None:
        shifts: dict[str | None, int] = {}
        costs: list[float] = []
        for person in people:
            id, amount = text(person.get("id")), figure(person.get("amount"))
            count = int(amount) if amount is not None and 0 <= amount <= 1e6 else 1
            self.pool_of[id], self.amounts[id] = team, count
            calendar = self.calendars.get(text(person.get("calendar")))
            shifts[calendar] = shifts.get(calendar, 0) + count
            cost = figure(person.get("cost_per_hour"))
            costs += [] if cost is None else [cost]
        self.found.values.setdefault("teams", {})[team] = {}
        told = [
            {"staff": count} | ({} if calendar is None else {"calendar": calendar})
            for calendar, count in shifts.items()
            if count
        ]
        if len(told) == 1:
            self.found.values["teams"][team] = dict(told[0])
        elif told:
            self.found.put(("teams", team, "shifts"), told)
        if costs and any(costs):
            self.found.put(("teams", team, "cost"), number(sum(costs) / len(costs)))
        if len(set(costs)) > 1:
            told_costs = ", ".join(str(number(cost)) for cost in sorted(set(costs)))
            self.found.drop("exchange.averaged", f"cost_per_hour {team}", told_costs)

    def _tasks(self, told: object) -> None:
        listed = [(text(entry.get("task_id")), entries(entry.get("resources"))) for entry in entries(told)]
        for id, resources in pairs(told):
            own: list[Mapping[str, Any]] = [
                {"resource_id": key, **each} for key, each in pairs(resources) if isinstance(each, dict)
            ]
            listed.append((id, own))
        for wanted, people in listed:
            known = self.places.known(wanted)
            if known is None or not self.places.is_step(known):
                self.found.drop(
                    "exchange.unknown-element" if known is None else "exchange.wrong-element",
                    "task_id",
                    wanted,
                )
            elif people:
                self._task(known, people)

    def _task(self, id: str, resources: Sequence[Mapping[str, Any]]) -> None:
        teams: dict[str, None] = {}
        shares: dict[str, float] = {}
        spread_by_text: dict[str, Any] = {}
        for resource in resources:
            who = text(resource.get("resource_id"))
            team = self.pool_of.get(who)
            if team is None:
                self.found.drop("exchange.unknown-resource", "resource_id", who, element=id)
            else:
                teams.setdefault(team)
            told = self._spread(resource, "distribution", id)
            if told is not None:
                shares[flow_text(told)] = shares.get(flow_text(told), 0.0) + self.amounts.get(who, 1)
                spread_by_text[flow_text(told)] = told
        if len(spread_by_text) == 1:
            self.found.put(("steps", id, "time"), next(iter(spread_by_text.values())))
        elif spread_by_text:
            parts = [(spread_by_text[key], share) for key, share in shares.items() if share]
            if parts:
                self.found.put(("steps", id, "time"), spreads.mixture(parts))
            self.found.drop(
                "exchange.mixed", "task_resource_distribution", str(len(spread_by_text)), element=id
            )
        if teams:
            names = list(teams)
            self.found.put(("steps", id, "team"), names if len(names) > 1 else names[0])
        able = {text(resource.get("resource_id")) for resource in resources}
        for team in teams:
            unable = [who for who, pool in self.pool_of.items() if pool == team and who not in able]
            if unable:
                self.found.drop(
                    "exchange.some-of-team",
                    f"task_resource_distribution {team}",
                    ", ".join(unable),
                    element=id,
                )

    # -- cases ---------------------------------------------------------------------------------

    def _arrivals(self) -> None:
        told = self.tree.get("arrival_time_distribution")
        starts = self.places.own_starts()
        if not isinstance(told, dict) or not starts:
            return
        every = self._spread(told, "arrival_time_distribution", None)
        if every is not None:
            self.found.put(("arrivals", starts[0], "every"), every)
        name = _free("arrivals", self.calendars.values())
        if self._hours(name, self.tree.get("arrival_time_calendar")):
            self.found.put(("arrivals", starts[0], "open"), name)
        for other in starts[1:]:
            self.found.remark("exchange.other-start", element=other)

    def _case_attributes(self, told: object) -> None:
        for entry in entries(told):
            name = one_line(text(entry.get("name")))
            values = entry.get("values")
            if entry.get("type") == "discrete":
                listed = [(text(each.get("key")), figure(each.get("value"))) for each in entries(values)]
                listed += [(key, figure(chance)) for key, chance in pairs(values)]
                choice = {key: number(chance) for key, chance in listed if key and chance is not None}
                value: Any = {"choice": choice} if choice else None
            else:
                value = self._spread(values, f"case_attributes {name}", None, say=number)
            if name and value is not None:
                self.found.put(("attributes", name), value)

    def _rules(self, told: object) -> dict[str, str]:
        """The conditions of branches by their id, as guards."""
        found = {}
        for entry in entries(told):
            guard = self._guard(entry.get("rules"), "branch_rules")
            if guard is not None:
                found[text(entry.get("id"))] = guard
        return found

    def _guard(self, told: object, parameter: str) -> str | None:
        """Alternatives, each of conditions that all hold."""
        ways = []
        for way in told if isinstance(told, list) else ():
            parts = [self._condition(each) for each in entries(way if isinstance(way, list) else [way])]
            if parts and None not in parts:
                ways.append(" and ".join(part for part in parts if part))
            else:
                self.found.drop("exchange.expression", parameter, flow_text(way))
                return None
        return " or ".join(f"({way})" for way in ways) if len(ways) > 1 else ways[0] if ways else None

    def _condition(self, told: Mapping[str, Any]) -> str | None:
        name, value, sign = text(told.get("attribute")), told.get("value"), text(told.get("comparison"))
        if not name:
            return None
        if sign == "in" and isinstance(value, list) and len(value) == 2:
            low, high = figure(value[0]), figure(value[1])
            parts = [] if low is None else [f"{name} >= {number(low)}"]
            parts += [] if high is None else [f"{name} < {number(high)}"]
            return " and ".join(parts) or None
        if sign not in _SIGNS or not text(value):
            return None
        amount = figure(value)
        shown = number(amount) if amount is not None else "'" + text(value).replace("'", "\\'") + "'"
        return f"{name} {_SIGNS[sign]} {shown}"

    def _gateways(self, told: object, rules: Mapping[str, str]) -> None:
        listed = [(text(entry.get("gateway_id")), entry.get("probabilities")) for entry in entries(told)]
        listed += list(pairs(told))
        for gateway, probabilities in listed:
            ways = [
                (text(way.get("path_id")), way.get("value"), text(way.get("condition_id")))
                for way in entries(probabilities)
            ]
            ways += [(path, chance, "") for path, chance in pairs(probabilities)]
            guarded = any(condition in rules for _, _, condition in ways)
            for wanted, value, condition in ways:
                flow = self.places.chosen_flow(self.places.known(wanted) or "")
                chance = figure(value)
                if flow is None:
                    code = (
                        "exchange.unknown-element"
                        if self.places.known(wanted) is None
                        else "exchange.wrong-element"
                    )
                    self.found.drop(code, f"gateway_branching_probabilities {gateway}", wanted)
                elif condition in rules:
                    self.found.put(("routing", flow.source, flow.id), rules[condition])
                elif chance is None:
                    self.found.drop("exchange.unreadable", "probabilities", text(value), element=flow.id)
                elif guarded:
                    self.found.drop(
                        "exchange.beside-conditions", "probabilities", text(value), element=flow.id
                    )
                else:
                    self.found.put(("routing", flow.source, flow.id), number(chance))

    def _events(self, told: object) -> None:
        listed = [(text(entry.get("event_id")), entry) for entry in entries(told)]
        listed += [(id, entry) for id, entry in pairs(told) if isinstance(entry, dict)]
        for wanted, entry in listed:
            id = self.places.known(wanted)
            if id is None or not self.places.is_waited_for(id):
                self.found.drop(
                    "exchange.unknown-element" if id is None else "exchange.wrong-element", "event_id", wanted
                )
                continue
            after = self._spread(entry, "event_distribution", id)
            if after is not None:
                self.found.put(("events", id, "after"), after)

    def _batches(self, told: object) -> None:
        for entry in entries(told):
            wanted = text(entry.get("task_id"))
            id = self.places.known(wanted)
            if id is None or not self.places.is_step(id):
                self.found.drop(
                    "exchange.unknown-element" if id is None else "exchange.wrong-element",
                    "batch_processing",
                    wanted,
                )
                continue
            rules = [rule for way in entry.get("firing_rules") or () for rule in entries(way)]
            sizes = [figure(rule.get("value")) for rule in rules if rule.get("attribute") == "size"]
            size = next((size for size in sizes if size is not None and size >= 1), None)
            if size is not None:
                self.found.put(("steps", id, "batch"), {"size": int(size)})
            rest = {key: value for key, value in entry.items() if key != "task_id"}
            self.found.drop("exchange.batch", "batch_processing", flow_text(rest), element=id)

    def _priorities(self, told: object) -> None:
        levels = []
        for entry in entries(told):
            guard = self._guard(entry.get("rules"), "prioritisation_rules")
            if guard is not None:
                levels.append((figure(entry.get("priority_level")) or math.inf, guard))
        if levels:
            self.found.put(("priority",), [guard for _, guard in sorted(levels)])

    # -- distributions -------------------------------------------------------------------------

    def _spread(self, told: object, parameter: str, id: str | None, say: Say = seconds) -> Any:  # noqa: ANN401
        kind = text(within(told, "distribution_name")).lower()
        own = figures(within(told, "distribution_params"))
        histogram = within(told, "histogram_data")
        try:
            if histogram is not None:
                return _histogram(histogram, say)
            made, bounds = _distribution(kind, own, say)
        except (ValueError, IndexError, OverflowError, ZeroDivisionError):
            shown = f"{kind} {', '.join(str(number(each)) for each in own)}"
            self.found.drop("exchange.unreadable", parameter, shown, element=id)
            return None
        low, high = [*bounds, 0.0, math.inf][:2] if len(bounds) == 2 else (0.0, math.inf)
        if low > 0 or high < _FAR:
            self.found.drop(
                "exchange.bounds",
                parameter,
                f"{kind} {number(low)} – {number(high)}",
                element=id,
                severity=Severity.WARNING,
            )
        return made


def _distribution(kind: str, own: Sequence[float], say: Say) -> tuple[Any, Sequence[float]]:
    """A distribution and its bounds; the parameters are scipy's or, in newer files, mean and variance."""
    count = len(own)
    match kind:
        case "fix":
            return say(own[0]), ()
        case "default":
            return spreads.uniform(say, own[0], own[1]), ()
        case "expon" if count == 3:
            return spreads.exponential(say, own[0]), own[1:]
        case "expon":
            return spreads.exponential(say, own[0] + own[1] if count > 1 else own[0]), own[2:4]
        case "norm":
            return spreads.normal(say, own[0], own[1]), own[2:4]
        case "uniform" if count == 2 and own[1] >= own[0]:
            return spreads.uniform(say, own[0], own[1]), ()
        case "uniform":
            return spreads.uniform(say, own[0], own[0] + own[1]), ()
        case "lognorm" if count in (2, 4):
            return spreads.lognormal(say, own[0], math.sqrt(own[1])), own[2:4]
        case "lognorm":
            variance = own[0] ** 2
            mean = own[2] * math.exp(variance / 2)
            return spreads.lognormal(say, mean, mean * math.sqrt(math.expm1(variance))), own[3:5]
        case "gamma" if count in (2, 4):
            return spreads.by_mean(say, own[0], math.sqrt(own[1])), own[2:4]
        case "gamma":
            return spreads.gamma(say, own[0], own[2]), own[3:5]
        case "triang":
            mode = own[1] + own[0] * own[2] if 0 <= own[0] <= 1 else own[0]
            return spreads.triangular(say, own[1], mode, own[1] + own[2]), ()
    raise ValueError(kind)


def _histogram(told: object, say: Say) -> Any:  # noqa: ANN401
    cumulative, values = figures(within(told, "cdf")), figures(within(told, "bin_midpoints"))
    if not values or len(values) != len(cumulative):
        raise ValueError("histogram_sampling")
    weights = [b - a for a, b in zip((0.0, *cumulative), cumulative, strict=False)]
    return spreads.empirical(say, values, weights)


def _free(wanted: str, taken: Any) -> str:  # noqa: ANN401 - names
    name, others = wanted or "hours", {*taken, "calendar"}
    while name in others:
        name += " *"
    return name
