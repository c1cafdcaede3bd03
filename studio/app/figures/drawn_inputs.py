"""What a scenario says of the elements of a diagram, as short words beside them."""

from __future__ import annotations

from collections.abc import Iterator

from studio.app.diagram import Badge
from studio.model import Diagram
from studio.scenario import Detail, ProvenanceKind, Scenario
from studio.scenario.triggers import has_contents
from studio.wording import quantity, translate

__all__ = ["drawn_inputs"]


def drawn_inputs(
    scenario: Scenario, diagram: Diagram, level: Detail, language: str
) -> dict[str, tuple[Badge, ...]]:
    """A word beside each element of which the scenario says something at a level.

    What nobody stated is amber, what is known stands back: at a glance one sees where to ask.
    """
    return {
        element: (_badge(text, path, scenario, language),)
        for element, text, path in _words(scenario, diagram, level, language)
    }


def _words(
    scenario: Scenario, diagram: Diagram, level: Detail, language: str
) -> Iterator[tuple[str, str, str]]:
    """Element, word, and the path of the input that it stands for."""
    for gateway, routing in scenario.routing.items():
        for flow, chance in routing.chances.items():
            own = f"routing.{gateway}.{flow}"
            path = own if own in scenario.provenance else f"routing.{gateway}"
            yield flow, quantity(chance, "share", language), path
    if level < Detail.TIMES:
        return
    for start, arrivals in scenario.arrivals.items():
        if arrivals.every is not None and arrivals.every.mean > 0:
            hourly = quantity(3600 / arrivals.every.mean, "per hour", language)
            yield start, hourly, f"arrivals.{start}.every"
    for id, step in scenario.steps.items():
        if not has_contents(diagram, id):
            yield id, quantity(step.mean, "s", language), f"steps.{id}.time"
    for event, timing in scenario.events.items():
        if timing.after is not None:
            yield event, quantity(timing.after.mean, "s", language), f"events.{event}.after"


def _badge(text: str, path: str, scenario: Scenario, language: str) -> Badge:
    origin = scenario.provenance.get(path)
    assumed = origin is not None and origin.kind is ProvenanceKind.ASSUMED
    title = translate("assumed", language) if assumed else (origin.source if origin is not None else "")
    return Badge(text=text, tone="warning" if assumed else "quiet", title=title)
