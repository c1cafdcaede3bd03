"""What a diagram's own file tells about times and paths, taken up as if somebody had written it down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from studio.model import Diagram, Flow, Hint
from studio.scenario.document import Document, read_document
from studio.scenario.elements import Elements
from studio.scenario.load import resolved
from studio.scenario.refusal import Refused
from studio.scenario.scenario import Arrivals, Scenario

__all__ = ["Hinted", "hinted"]

_CHANCES = ("chance", "probability", "condition")
_TIMINGS = ("after", "clock", "chance", "at")
_WHOLES = frozenset(
    {"name", "start", "zone", "length", "cases", "warm_up", "replications", "seed", "currency", "study"}
)
_SECTIONS = frozenset({"calendars", "attributes", "priority", "teams"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinted:
    """A scenario of hints only; ``sources`` are the words that each input was taken from, by path.

    ``is_whole`` where the file carries a scenario of its own, not only times and paths.
    """

    scenario: Scenario
    sources: dict[str, str]
    is_whole: bool = False

    def source(self, path: str) -> str:
        """The words that an input, or the section in which it stands, was taken from."""
        words = path.split(".")
        paths = (".".join(words[:length]) for length in range(len(words), 0, -1))
        own = next((self.sources[each] for each in paths if each in self.sources), None)
        within = (source for each, source in self.sources.items() if each.startswith(f"{path}."))
        return own if own is not None else next(within, "")

    def routing_source(self, node: str) -> str:
        """The words that the first of a node's hinted flows was taken from."""
        own = f"routing.{node}."
        return next((source for path, source in self.sources.items() if path.startswith(own)), "")


def hinted(hints: Sequence[Hint], diagram: Diagram) -> Hinted:
    """The hints that can be read; of several for one input the first."""
    elements = Elements(diagram)
    value: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for hint in hints:
        path = _path(hint, diagram, elements)
        told = read_document(f"value: {hint.value}", "").value.get("value")
        if path is None or told is None or ".".join(path) in sources:
            continue
        within = value
        for step in path[:-1]:
            within = within.setdefault(step, {})
        within[path[-1]] = told
        sources[".".join(path)] = hint.source
    document = Document(value=value, marks={}, files=("",))
    scenario, _ = resolved(document, diagram, name="", folders={})
    scenario = replace(scenario, arrivals={start: _possible(it) for start, it in scenario.arrivals.items()})
    is_whole = any(not hint.element for hint in hints)
    return Hinted(scenario=scenario, sources=sources, is_whole=is_whole)


def _possible(arrivals: Arrivals) -> Arrivals:
    """Without a time between arrivals that is none: cases would come without end at one moment."""
    at_once = arrivals.every is not None and arrivals.every.mean <= 0
    return replace(arrivals, every=None) if at_once else arrivals


def _path(hint: Hint, diagram: Diagram, elements: Elements) -> tuple[str, ...] | None:
    """Where in a scenario file the hint would stand; one without element is a whole section."""
    if not hint.element:
        return (hint.parameter,) if hint.parameter in _WHOLES | _SECTIONS else None
    element = diagram.element(hint.element)
    if isinstance(element, Flow) and hint.parameter in _CHANCES:
        return "routing", element.source, element.id
    sections = ["arrivals", "steps", "events"]
    if hint.parameter in _TIMINGS:
        sections = ["events"]
    for section in sections:
        try:
            return section, elements.find(section, hint.element), hint.parameter
        except Refused:
            continue
    return None
