"""A file of Prosimos as a scenario: its sections one after the other."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from studio.reading.exchange.found import Collector, Parameters
from studio.reading.exchange.json_tree import entries, figure, pairs, text
from studio.reading.exchange.places import Places, misplaced
from studio.reading.exchange.prosimos.distributions import spread
from studio.reading.exchange.prosimos.people import People
from studio.reading.exchange.prosimos.rules import guard_of
from studio.reading.exchange.spelling import flow_text, number
from studio.reading.words import one_line

__all__ = ["SECTIONS", "prosimos_scenario"]

SECTIONS = frozenset(
    {
        "task_resource_distribution", "resource_calendars", "resource_profiles", "arrival_time_distribution",
        "gateway_branching_probabilities", "arrival_time_calendar",
    }
)  # fmt: skip
"""By any of these a file is known as Prosimos'."""

_LISTED = (
    "task_resource_distribution", "resource_calendars", "resource_profiles", "arrival_time_calendar",
    "gateway_branching_probabilities", "case_attributes", "branch_rules", "event_distribution",
    "batch_processing", "prioritisation_rules",
)  # fmt: skip
"""Sections of objects in a list or by their ids; all others that are read are one object."""
_LEFT_OUT = ("event_attributes", "global_attributes", "multitasking", "granule_size", "total_cases")


def prosimos_scenario(tree: Mapping[str, Any], name: str, places: Places) -> Parameters:
    """The scenario that a file of Prosimos tells about a diagram."""
    return _Prosimos(places).read(tree, name)


class _Prosimos:
    def __init__(self, places: Places) -> None:
        self.places = places
        self.found = Collector()
        self.people = People(self.found)

    def read(self, tree: Mapping[str, Any], name: str) -> Parameters:
        self.found.put(("study",), "terminating")
        self._shapeless(tree)
        self.people.take_calendars(tree.get("resource_calendars"))
        self.people.take_profiles(tree.get("resource_profiles"))
        self._tasks(tree.get("task_resource_distribution"))
        self._arrivals(tree.get("arrival_time_distribution"), tree.get("arrival_time_calendar"))
        self._case_attributes(tree.get("case_attributes"))
        self._gateways(tree.get("gateway_branching_probabilities"), self._rules(tree.get("branch_rules")))
        self._events(tree.get("event_distribution"))
        self._batches(tree.get("batch_processing"))
        self._priorities(tree.get("prioritisation_rules"))
        for section in _LEFT_OUT:
            if tree.get(section):
                self.found.drop("exchange.no-place", section, flow_text(tree[section]))
        return self.found.parameters(id="prosimos", name=name, format="Prosimos")

    def _shapeless(self, tree: Mapping[str, Any]) -> None:
        """Note sections, and what stands in their lists, that have not the form of anything told."""
        for section in ("arrival_time_distribution", *_LISTED):
            told = tree.get(section)
            listed = told if isinstance(told, list) and section in _LISTED else [told]
            for item in listed:
                if item is not None and not isinstance(item, dict):
                    self.found.drop("exchange.unreadable", section, flow_text(item))

    def _element(self, wanted: str, is_meant: Callable[[str], bool], parameter: str) -> str | None:
        """The element of that id; None, and noted, where there is none, or one of another kind."""
        id = self.places.known(wanted)
        if id is not None and is_meant(id):
            return id
        self.found.drop(misplaced(id), parameter, wanted)
        return None

    # -- cases ---------------------------------------------------------------------------------

    def _arrivals(self, told: object, periods: object) -> None:
        starts = self.places.own_starts()
        if not isinstance(told, dict) or not starts:
            return
        every = spread(self.found, told, "arrival_time_distribution", None)
        if every is not None:
            self.found.put(("arrivals", starts[0], "every"), every)
        hours = self.people.take_arrival_hours(periods)
        if hours is not None:
            self.found.put(("arrivals", starts[0], "open"), hours)
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
                value = spread(self.found, values, f"case_attributes {name}", None, say=number)
            if name and value is not None:
                self.found.put(("attributes", name), value)

    def _priorities(self, told: object) -> None:
        levels = []
        for entry in entries(told):
            guard = guard_of(self.found, entry.get("rules"), "prioritisation_rules")
            if guard is not None:
                levels.append((figure(entry.get("priority_level")) or math.inf, guard))
        if levels:
            self.found.put(("priority",), [guard for _, guard in sorted(levels)])

    # -- steps and events ----------------------------------------------------------------------

    def _tasks(self, told: object) -> None:
        listed: list[tuple[str, Sequence[Mapping[str, Any]]]] = [
            (text(entry.get("task_id")), entries(entry.get("resources"))) for entry in entries(told)
        ]
        for id, resources in pairs(told):
            own = [{"resource_id": key, **each} for key, each in pairs(resources) if isinstance(each, dict)]
            listed.append((id, own))
        for wanted, people in listed:
            known = self._element(wanted, self.places.is_step, "task_id")
            if known is not None and people:
                self.people.take_task(known, people)

    def _events(self, told: object) -> None:
        listed = [(text(entry.get("event_id")), entry) for entry in entries(told)]
        listed += [(id, entry) for id, entry in pairs(told) if isinstance(entry, dict)]
        for wanted, entry in listed:
            id = self._element(wanted, self.places.is_waited_for, "event_id")
            after = None if id is None else spread(self.found, entry, "event_distribution", id)
            if id is not None and after is not None:
                self.found.put(("events", id, "after"), after)

    def _batches(self, told: object) -> None:
        for entry in entries(told):
            id = self._element(text(entry.get("task_id")), self.places.is_step, "batch_processing")
            if id is None:
                continue
            rules = [rule for way in entry.get("firing_rules") or () for rule in entries(way)]
            sizes = [figure(rule.get("value")) for rule in rules if rule.get("attribute") == "size"]
            size = next((size for size in sizes if size is not None and size >= 1), None)
            if size is not None:
                self.found.put(("steps", id, "batch"), {"size": int(size)})
            rest = {key: value for key, value in entry.items() if key != "task_id"}
            self.found.drop("exchange.batch", "batch_processing", flow_text(rest), element=id)

    # -- ways ----------------------------------------------------------------------------------

    def _rules(self, told: object) -> dict[str, str]:
        """The conditions of branches by their id, as guards."""
        found = {}
        for entry in entries(told):
            guard = guard_of(self.found, entry.get("rules"), "branch_rules")
            if guard is not None:
                found[text(entry.get("id"))] = guard
        return found

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
                known = self.places.known(wanted)
                flow = self.places.chosen_flow(known or "")
                chance = figure(value)
                if flow is None:
                    self.found.drop(misplaced(known), f"gateway_branching_probabilities {gateway}", wanted)
                elif condition in rules:
                    self.found.put(("routing", flow.source, flow.id), rules[condition])
                elif chance is None or guarded:
                    code = "exchange.unreadable" if chance is None else "exchange.beside-conditions"
                    self.found.drop(code, "probabilities", text(value), element=flow.id)
                else:
                    self.found.put(("routing", flow.source, flow.id), number(chance))
