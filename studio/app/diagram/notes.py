"""What the studio says of single values of a diagram while they are typed: read as what, or why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from studio.model import Diagram, Flow, Node, Timer, TimerKind, parse_guard
from studio.model.guard import GuardError
from studio.reading.timers import iso_duration, spoken_duration
from studio.scenario.units import text_of_duration
from studio.wording import LANGUAGES, duration, sentence, translate

__all__ = ["field_notes"]

NoteTone = Literal["good", "neutral", "bad"]

_LENGTHS = ("standardTime", "replyTime")


class _Note(NamedTuple):
    """What there is to say of the value of one field of the panel."""

    element: str
    field: str
    value: str
    tone: NoteTone
    text: str


def field_notes(diagram: Diagram, language: str) -> dict[str, dict[str, dict[str, str]]]:
    """By element and field of the panel: the value that is spoken of, a tone and a sentence."""
    notes: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for note in _notes(diagram, language):
        notes[note.element][note.field] = {"value": note.value, "tone": note.tone, "text": note.text}
    return dict(notes)


def _notes(diagram: Diagram, language: str) -> Iterator[_Note]:
    for flow in diagram.flows:
        yield from _of_flow(flow, language)
    for node in diagram.nodes:
        yield from _of_node(node, language)


def _of_flow(flow: Flow, language: str) -> Iterator[_Note]:
    if not flow.condition:
        return
    yield _of_guard(
        flow.id,
        "guard",
        flow.condition,
        "Cannot be read as a condition, so it asks for a probability. {reason}",
        language,
    )


def _of_node(node: Node, language: str) -> Iterator[_Note]:
    for name, value in node.properties:
        if name in _LENGTHS and value:
            yield from _of_length(node.id, name, value, text_of_duration, language)
    for event in node.events:
        if event.timer is not None and event.timer.text:
            yield from _of_timer(node.id, event.timer, language)
        if event.condition:
            unread = "Cannot be read as a condition. {reason}"
            yield _of_guard(node.id, "condition", event.condition, unread, language)


def _of_guard(element: str, field: str, text: str, unread: str, language: str) -> _Note:
    try:
        guard = parse_guard(text)
    except GuardError as error:
        reason = sentence(error.code, error.parameters, language)
        return _Note(element, field, text, "bad", translate(unread, language, reason=reason))
    told = translate("Read as {condition}", language, condition=str(guard))
    return _Note(element, field, text, "good", told)


def _of_timer(element: str, timer: Timer, language: str) -> Iterator[_Note]:
    if timer.kind is TimerKind.DATE:
        return

    def seconds(text: str) -> float | None:
        found = iso_duration(text) or spoken_duration(text)
        return found.seconds if found is not None else None

    if timer.kind is TimerKind.DURATION or seconds(timer.text) is not None:
        yield from _of_length(element, "timer", timer.text, seconds, language)


def _of_length(
    element: str, field: str, text: str, seconds: Callable[[str], float | None], language: str
) -> Iterator[_Note]:
    """Nothing where the text already says it as the studio would."""
    found = seconds(text)
    if found is None:
        unread = translate("Not a length of time: write 6 min, 1 h 30 min or 48 h.", language)
        yield _Note(element, field, text, "bad", unread)
        return
    said = {"".join(duration(found, each).split()) for each in LANGUAGES}
    if "".join(text.split()) not in said:
        told = translate("Read as {duration}", language, duration=duration(found, language))
        yield _Note(element, field, text, "good", told)
