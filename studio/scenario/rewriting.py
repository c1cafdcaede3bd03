"""A scenario after a change of the process: what its file has to say so that it comes to the changed one.

Only what comes out otherwise is written. The rest stays as its author put it, and what was assumed and
would be assumed again stays unsaid.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any, TypeVar

from studio.errors import InvalidScenario
from studio.model import Diagram, Hint
from studio.scenario import restating, restating_ladders
from studio.scenario.defaults import complete
from studio.scenario.load import scenario_of
from studio.scenario.pruning import pruned
from studio.scenario.scenario import ProvenanceKind, Scenario
from studio.scenario.spelling import duration_text, share_text
from studio.scenario.stating import Entry, Words, wall_clock

__all__ = ["comes_to_the_same", "rewritten"]

Values = dict[str, Any]
T = TypeVar("T")

_ROUNDS = 4
"""Stating one entry may change what is assumed of another."""


def rewritten(
    values: Mapping[str, Any],
    before: Scenario,
    after: Scenario,
    diagrams: tuple[Diagram, Diagram],
    *,
    hints: Sequence[Hint] = (),
    folder: FilePath | None = None,
) -> Values:
    """The values of a file that comes to ``after`` with the second diagram.

    ``values`` are those of the file (:func:`studio.scenario.read_mapping`) that comes to ``before`` with
    the first; ``hints`` are those of the second, ``folder`` is where files that they name are found. Both
    scenarios are complete. Raises :class:`studio.errors.InvalidScenario` where the values have mistakes.
    """
    old, new = diagrams
    wanted = complete(after, new, hints)
    found = pruned(values, wanted, old, new)
    origins = found.pop("provenance", {})
    restated = _Restated(found, wanted, Words(values, before, wanted))
    for _ in range(_ROUNDS):
        stated = scenario_of(found, new, name=after.name, folder=folder)
        now = complete(stated, new, hints)
        if comes_to_the_same(now, wanted):
            break
        restated.against(now)
    origins = _assumed_parts(before, wanted) | origins
    return _with_origins(found, origins, lambda it: scenario_of(it, new, name=after.name, folder=folder))


def _assumed_parts(before: Scenario, wanted: Scenario) -> Entry:
    """Work taken over from a step whose time nobody knew stays marked as assumed."""
    found = {}
    for id, step in wanted.steps.items():
        known = before.steps[id].also if id in before.steps else {}
        taken = [wanted.provenance.get(f"steps.{part}.time") for part in step.also if part not in known]
        if any(origin is not None and origin.kind is ProvenanceKind.ASSUMED for origin in taken):
            found[f"{id}.also"] = {"kind": str(ProvenanceKind.ASSUMED)}
    return found


def _with_origins(values: Values, origins: Entry, check: Callable[[Values], object]) -> Values:
    """The values with where they come from, as far as they are still stated."""
    try:
        whole = {**values, "provenance": origins} if origins else values
        check(whole)
    except InvalidScenario as error:
        places = [mistake.place for mistake in error.mistakes]
        kept = {
            path: entry
            for path, entry in origins.items()
            if not any(f"{place}.".startswith(f"provenance.{path}.") for place in places)
        }
        return {**values, "provenance": kept} if kept else values
    return whole


def comes_to_the_same(one: Scenario, other: Scenario) -> bool:
    """Whether two scenarios are simulated alike, wherever their inputs come from."""
    return _bare(one) == _bare(other)


def _bare(scenario: Scenario) -> Scenario:
    return replace(scenario, name="", provenance={}, unused=(), left_open=frozenset())


_SETTINGS: Mapping[str, Callable[[Any], object]] = {
    "start": wall_clock,
    "zone": str,
    "study": str,
    "length": duration_text,
    "cases": int,
    "warm_up": duration_text,
    "replications": int,
    "precision": share_text,
    "seed": int,
    "currency": str,
    "service_level": duration_text,
}
_AUTOMATIC = ("warm_up", "replications")
"""Settings of which None means that the studio finds them."""


class _Restated:
    """Values of a file that are brought to say what is wanted, in place."""

    def __init__(self, values: Values, wanted: Scenario, words: Words) -> None:
        self._values = values
        self._wanted = wanted
        self._words = words

    def against(self, now: Scenario) -> None:
        """State what comes out otherwise in ``now``; of teams only when the rest is right.

        How many people are assumed depends on the work that there is.
        """
        wanted = self._wanted
        if comes_to_the_same(replace(now, teams=wanted.teams), wanted):
            self._section("teams", now.teams, wanted.teams, restating.team)
            return
        self._settings(now)
        self._section("calendars", now.calendars, wanted.calendars, restating.calendar)
        self._section("arrivals", now.arrivals, wanted.arrivals, restating.arrivals)
        self._attributes(now)
        self._section("steps", now.steps, wanted.steps, restating.step)
        self._section("routing", now.routing, wanted.routing, restating.routing)
        self._section("events", now.events, wanted.events, restating.event)
        self._section("deflect", now.deflections, wanted.deflections, restating.deflection)
        self._ladders(now)
        self._section("escalations", now.escalations, wanted.escalations, restating_ladders.escalation)
        self._promises(now)

    def _settings(self, now: Scenario) -> None:
        for name, tell in _SETTINGS.items():
            value = getattr(self._wanted, name)
            if getattr(now, name) == value:
                continue
            if value is None and name in _AUTOMATIC:
                self._values[name] = "auto"
            elif value is None or value == "":
                self._values.pop(name, None)
            else:
                self._values[name] = tell(value)
        if [str(guard) for guard in now.priority] != [str(guard) for guard in self._wanted.priority]:
            self._put("priority", [guard.text or str(guard) for guard in self._wanted.priority])

    def _section(
        self,
        name: str,
        now: Mapping[str, T],
        wanted: Mapping[str, T],
        restated: Callable[[Mapping[str, Any], T | None, T, Words], Entry],
    ) -> None:
        """State the entries that come out otherwise, and take out those that are not wanted."""
        entries = self._mapping(name)
        for key in [key for key in entries if key not in wanted and key in now]:
            del entries[key]
        for key, value in wanted.items():
            if now.get(key) != value:
                stated = entries.get(key)
                known = stated if isinstance(stated, Mapping) else {}
                entries[key] = restated(known, now.get(key), value, self._words)
        self._put(name, entries)

    def _attributes(self, now: Scenario) -> None:
        """In their order, which tells their draws apart."""
        if now.attributes == self._wanted.attributes:
            return
        known = {attribute.name: attribute for attribute in now.attributes}
        stated = self._mapping("attributes")
        entries = {
            each.name: stated[each.name]
            if known.get(each.name) == each and each.name in stated
            else restating.attribute(each)
            for each in self._wanted.attributes
        }
        self._put("attributes", entries)

    def _ladders(self, now: Scenario) -> None:
        """Their levels are lists, in which a level is known by its name."""
        entries = self._mapping("ladders")
        for name in [name for name in entries if name not in self._wanted.ladders and name in now.ladders]:
            del entries[name]
        for name, ladder in self._wanted.ladders.items():
            if now.ladders.get(name) != ladder:
                stated = entries.get(name)
                known = stated if isinstance(stated, list) else []
                entries[name] = restating_ladders.levels(known, now.ladders.get(name), ladder, self._words)
        self._put("ladders", entries)

    def _promises(self, now: Scenario) -> None:
        known = {promise.name: promise for promise in now.promises}
        entries = self._mapping("promises")
        for wanted in self._wanted.promises:
            if known.get(wanted.name) == wanted:
                continue
            around = _promise_entry(entries, wanted.parent) if wanted.parent is not None else None
            within = entries if around is None else around.setdefault("parts", {})
            stated = _promise_entry(entries, wanted.name) or {}
            within[wanted.name] = restating.promise(stated, known.get(wanted.name), wanted, self._words)
        self._put("promises", entries)

    def _mapping(self, name: str) -> Entry:
        value = self._values.get(name)
        return value if isinstance(value, dict) else {}

    def _put(self, name: str, value: object) -> None:
        if value:
            self._values[name] = value
        else:
            self._values.pop(name, None)


def _promise_entry(entries: Entry, name: str) -> Entry | None:
    """The entry of a promise, wherever in the tree it stands."""
    for key, entry in entries.items():
        if not isinstance(entry, dict):
            continue
        if key == name:
            return entry
        within = entry.get("parts")
        found = _promise_entry(within, name) if isinstance(within, dict) else None
        if found is not None:
            return found
    return None
