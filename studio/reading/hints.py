"""Parameters that a diagram's own file tells, offered to the scenario: when its timers ring."""

from __future__ import annotations

from collections.abc import Iterator

from studio.model import Diagram, EventKind, Hint, Node, NodeKind, Timer, TimerKind
from studio.reading.timers import Duration, iso_duration, recurs, spoken_duration
from studio.reading.words import brief

__all__ = ["hints_in"]


def hints_in(diagram: Diagram) -> tuple[Hint, ...]:
    """For each timer whose duration is known: ``after``, or ``every`` for a timer that starts cases.

    The timer's own definition comes first, then the name, then the labels in other languages. A date,
    an expression or a cron pattern is no duration and gives no hint.
    """
    return tuple(
        hint
        for node in diagram.nodes
        if node.events and node.is_event_of(EventKind.TIMER) and (hint := _hint(node, diagram)) is not None
    )


def _hint(node: Node, diagram: Diagram) -> Hint | None:
    starts_cases = node.kind is NodeKind.START_EVENT and not _is_in_event_sub_process(node, diagram)
    for duration, is_recurring, source in _durations(node):
        if is_recurring or not starts_cases:
            parameter = "every" if starts_cases else "after"
            return Hint(
                element=node.id, parameter=parameter, value=str(duration), source=source, line=node.line
            )
    return None


def _durations(node: Node) -> Iterator[tuple[Duration, bool, str]]:
    """Each duration that the node tells, whether it recurs, and the words it was taken from."""
    for definition in node.events:
        timer = definition.timer
        if timer is not None and (duration := _given(timer)) is not None:
            is_cycle = timer.kind is TimerKind.CYCLE
            yield duration, is_cycle or recurs(timer.text), f"{timer.kind} “{brief(timer.text)}”"
    for text in dict.fromkeys((node.name, *(label.text for label in node.labels))):
        spoken = spoken_duration(text)
        if spoken is not None:
            yield spoken, recurs(text), f"label “{brief(text)}”"


def _given(timer: Timer) -> Duration | None:
    if timer.kind is TimerKind.DATE:
        return None
    return iso_duration(timer.text) or spoken_duration(timer.text)


def _is_in_event_sub_process(node: Node, diagram: Diagram) -> bool:
    around = diagram.element(node.parent) if node.parent is not None else None
    return isinstance(around, Node) and around.triggered_by_event
