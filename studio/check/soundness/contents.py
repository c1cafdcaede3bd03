"""What a sub-process comes to in the scope around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from studio.check.soundness.throwing import is_aside
from studio.check.soundness.verdict import Firing
from studio.model import Diagram, Node, NodeKind

__all__ = ["Contents", "has_contents"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a scope can do as seen from outside: complete, or be left by something thrown inside.

    Each is the places where tokens sit when the scope is entered, and the firings from then on. ``throws`` is
    by the catching event, or by the process that an uncaught error ends; the last firing of it is the throw,
    which clears all. ``alive`` are the nodes that can fire.
    """

    completion: tuple[tuple[str, ...], tuple[Firing, ...]] | None = None
    throws: Mapping[str, tuple[tuple[str, ...], tuple[Firing, ...]]] = field(default_factory=dict)
    alive: frozenset[str] = frozenset()
    faulty: bool = False

    @property
    def is_blocked(self) -> bool:
        """Whether it never completes, and not because it is meant to throw each time."""
        return self.completion is None and (self.faulty or not self.throws)


def has_contents(diagram: Diagram, node: Node) -> bool:
    """Whether what the node contains is played."""
    return (
        node.kind.is_container
        and node.kind is not NodeKind.AD_HOC
        and any(
            not (child.attached_to or child.triggered_by_event or is_aside(child))
            for child in diagram.children(node.id)
        )
    )
