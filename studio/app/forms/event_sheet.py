"""What can be filled in about one event: when it happens, by which clock, and how often."""

from __future__ import annotations

from studio.app.forms.fields import Group, Sheet, field
from studio.app.forms.origins import origins_grid
from studio.app.forms.table import Values, found
from studio.model import Diagram, EventKind, Node
from studio.scenario import Scenario

__all__ = ["clocks", "event_sheet"]


def event_sheet(values: Values, scenario: Scenario, diagram: Diagram, id: str, language: str) -> Sheet:
    """When it happens; for a timer how often it rings, for any other event at a step whether it happens."""
    timing, at = scenario.events[id], ("events", id)
    node = diagram.element(id)
    is_timer = isinstance(node, Node) and node.is_event_of(EventKind.TIMER)
    after = (
        field(
            values, scenario, (*at, "after"), "When it happens", "spread", default=timing.after,
            help="Counted from the moment at which the waiting for it begins: 48 h, 1 d.",
        ),
        field(
            values, scenario, (*at, "clock"), "Counted by", "choice", choices=clocks(scenario),
            otherwise="calendar time", help="Calendar time never stops; opening hours count only while open.",
        ),
    )  # fmt: skip
    by_chance = (
        field(
            values, scenario, (*at, "chance"), "Chance (%)", "percent",
            help="How often it happens at all.",
        ),
        field(
            values, scenario, (*at, "at"), "At this share of the work (%)", "percent", otherwise="50 %",
            help="How far the work of the step has come when it happens.",
        ),
    )  # fmt: skip
    rings = field(
        values, scenario, (*at, "rings"), "Rings so often", "word", otherwise="1",
        help="For a timer that interrupts nothing: a number, or unlimited.",
    )  # fmt: skip
    uses_chance = any(found(values, *at, key) is not None for key in ("chance", "at"))
    chance_first = not is_timer and timing.chance is not None
    groups = [
        Group(name="When", first=not chance_first, used=found(values, *at, "after") is not None, parts=after),
        Group(
            name="Whether it happens",
            first=chance_first,
            used=uses_chance,
            help="For an event at a step that is no timer: an error, a message, a cancellation.",
            parts=by_chance,
        ),
        Group(name="How often it rings", used=found(values, *at, "rings") is not None, parts=(rings,)),
    ]
    if chance_first:
        groups = [groups[1], groups[0], groups[2]]
    shown = [group for group in groups if is_timer or group.name != "How often it rings" or group.used]
    places = (f"events.{id}",)
    return Sheet(groups=(*shown, *origins_grid(values, scenario, diagram, places, language)), places=places)


def clocks(scenario: Scenario) -> dict[str, str]:
    """What a time can be counted by."""
    return {"calendar": "calendar time"} | {name: name for name in scenario.calendars}
