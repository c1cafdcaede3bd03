"""What a scenario's file says of elements that a change of the diagram took away: passed on, or left out."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from studio.model import Diagram
from studio.scenario.elements import Elements
from studio.scenario.refusal import Refused
from studio.scenario.renaming import SECTIONS
from studio.scenario.scenario import Promise, Scenario

__all__ = ["pruned"]

Values = dict[str, Any]


def pruned(values: Mapping[str, Any], after: Scenario, old: Diagram, new: Diagram) -> Values:
    """The values without entries that the new diagram has no place for, so that they can be read with it.

    Where the work of a step is done by another one now, that one also takes over its escalation and
    where its time comes from.
    """
    found = deepcopy(dict(values))
    pruning = _Pruning(after, old, new)
    for section in SECTIONS:
        if isinstance(found.get(section), dict):
            found[section] = pruning.entries(section, found[section])
    for section, prune in (("promises", pruning.promises), ("provenance", pruning.provenance)):
        if isinstance(found.get(section), dict):
            found[section] = prune(found[section])
    return {key: value for key, value in found.items() if value != {}}


class _Pruning:
    def __init__(self, after: Scenario, old: Diagram, new: Diagram) -> None:
        self._old = Elements(old)
        self._new = Elements(new)
        self._promises = {promise.name: promise for promise in after.promises}
        self._heirs = {part: id for id, step in after.steps.items() for part in step.also}

    def entries(self, section: str, entries: Mapping[str, Any]) -> Values:
        """A section whose keys are elements."""
        kept: Values = {}
        orphans: Values = {}
        for id, entry in entries.items():
            if _find(self._new, SECTIONS[section], id) == id:
                kept[id] = self._ways(id, entry) if section == "routing" else entry
            elif section == "escalations" and id in self._heirs:
                orphans.setdefault(self._heirs[id], entry)
        return orphans | {id: entry for id, entry in kept.items() if entry != {}}

    def _ways(self, gateway: str, entry: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
        if not isinstance(entry, dict):
            return entry
        there = {flow.id for flow in self._new.diagram.outgoing(gateway)}
        return {flow: way for flow, way in entry.items() if flow in there}

    def promises(self, entries: Mapping[str, Any]) -> Values:
        """The promises that are still made, between elements that are still there."""
        return {
            name: self._promise(self._promises[name], entry) if isinstance(entry, dict) else entry
            for name, entry in entries.items()
            if name in self._promises
        }

    def _promise(self, promise: Promise, entry: Values) -> Values:
        kept = dict(entry)
        for key, wanted in (("from", promise.from_), ("to", promise.to)):
            word = kept.get(key)
            if word is not None and _find(self._new, "nodes", str(word)) != wanted:
                kept[key] = wanted
            if kept.get(key, "") is None:
                del kept[key]
        if isinstance(kept.get("parts"), dict):
            kept["parts"] = self.promises(kept["parts"])
        return kept

    def provenance(self, entries: Mapping[str, Any]) -> Values:
        """Where values come from, by elements that are still there."""
        kept: Values = {}
        for path, entry in entries.items():
            now = self._path(path)
            if now is not None:
                kept.setdefault(now, entry)
        return kept

    def _path(self, path: str) -> str | None:
        """The path by which the same input is known now; None where it is gone."""
        words = path.split(".")
        first = 1 if words[0] in SECTIONS else 0
        for end in range(len(words), first, -1):
            subject, rest = ".".join(words[first:end]), words[end:]
            for section in dict.fromkeys(SECTIONS.values()):
                id = _find(self._old, section, subject)
                if id is None:
                    continue
                if _find(self._new, section, subject) == id:
                    return path
                if _find(self._new, section, id) == id:
                    return ".".join((*words[:first], id, *rest))
                heir = self._heirs.get(id)
                return None if heir is None or rest != ["time"] else f"{heir}.also"
        return path


def _find(elements: Elements, section: str, word: str) -> str | None:
    try:
        return elements.find(section, word)
    except Refused:
        return None
