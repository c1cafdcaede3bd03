"""What events wait for or throw, and the loop markers of activities."""

from __future__ import annotations

from collections.abc import Iterator

from studio.model import EventDefinition, EventKind, Loop, LoopKind, Timer
from studio.reading.markup import Markup
from studio.reading.register import Register
from studio.reading.vocabulary import EVENTS, TIMERS
from studio.reading.words import one_line

__all__ = ["definitions_of", "loop_of"]

_REFERENCES = {
    EventKind.MESSAGE: "messageRef",
    EventKind.SIGNAL: "signalRef",
    EventKind.ERROR: "errorRef",
    EventKind.ESCALATION: "escalationRef",
    EventKind.COMPENSATION: "activityRef",
}


def definitions_of(event: Markup, register: Register) -> tuple[EventDefinition, ...]:
    """The definitions of an event, its own and those it refers to."""
    return tuple(_definition(EVENTS[markup.tag], markup, register) for markup in _written(event, register))


def loop_of(activity: Markup) -> Loop | None:
    """The loop or multi-instance marker of an activity."""
    standard = activity.first("standardLoopCharacteristics")
    if standard is not None:
        return Loop(
            kind=LoopKind.STANDARD,
            cardinality=standard.get("loopMaximum"),
            condition=standard.text_of("loopCondition"),
            test_before=standard.is_set("testBefore"),
        )
    several = activity.first("multiInstanceLoopCharacteristics")
    if several is None:
        return None
    return Loop(
        kind=LoopKind.SEQUENTIAL if several.is_set("isSequential") else LoopKind.PARALLEL,
        cardinality=several.text_of("loopCardinality"),
        collection=several.reference("loopDataInputRef") or _collection(several),
        condition=several.text_of("completionCondition"),
    )


def _written(event: Markup, register: Register) -> Iterator[Markup]:
    for child in event.children:
        if not child.standard:
            continue
        if child.tag in EVENTS:
            yield child
        elif child.tag == "eventDefinitionRef":
            meant = register.declared(child.text.strip())
            if meant is not None and meant.tag in EVENTS:
                yield meant


def _definition(kind: EventKind, markup: Markup, register: Register) -> EventDefinition:
    reference = markup.reference(_REFERENCES[kind]) if kind in _REFERENCES else ""
    meant = register.declared(reference) if reference else None
    name = markup.get("name")
    if meant is not None:
        name = meant.get("name") or meant.get("errorCode") or meant.get("escalationCode") or name
    return EventDefinition(
        kind=kind,
        reference=(meant.get("id") if meant is not None else reference) or None,
        name=one_line(name),
        timer=_timer(markup) if kind is EventKind.TIMER else None,
        condition=markup.text_of("condition") if kind is EventKind.CONDITIONAL else "",
    )


def _timer(markup: Markup) -> Timer | None:
    for child in markup.children:
        if child.tag in TIMERS and child.standard and (text := child.text.strip()):
            return Timer(kind=TIMERS[child.tag], text=text)
    return None


def _collection(several: Markup) -> str:
    """The collection that an engine's own attribute or element names."""
    for key, value in several.attributes.items():
        if key.endswith(("}collection", "}inputCollection")):
            return value.strip()
    for extension in several.extensions():
        if extension.tag == "loopCharacteristics":
            return extension.get("inputCollection")
    return ""
