"""Conditions written in a diagram, as far as they can be told from what is known of a case."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from studio.model import EventKind, Guard, GuardError, Node, parse_guard

__all__ = ["awaited_condition", "guard_over"]


def guard_over(text: str, names: AbstractSet[str]) -> Guard | None:
    """The condition, where it can be read and asks for nothing but these names."""
    if not text.strip():
        return None
    try:
        guard = parse_guard(text)
    except GuardError:
        return None
    return guard if guard.names() and guard.names() <= names else None


def awaited_condition(node: Node, names: AbstractSet[str]) -> Guard | None:
    """What a conditional event waits for, where that can be told from attributes of these names."""
    for event in node.events:
        if event.kind is EventKind.CONDITIONAL:
            return guard_over(event.condition, names)
    return None
