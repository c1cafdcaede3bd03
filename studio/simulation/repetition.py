"""What is done again: the instances of a multi-instance activity are not the same work done twice."""

from __future__ import annotations

from studio.simulation.tokens import Scope

__all__ = ["is_again"]


def is_again(node: int, scope: Scope, ordinal: int) -> bool:
    """Whether this visit, the case's so-manieth of the node, does what was done before.

    In an instance it does if the node was visited before in that very instance, or if all its instances
    are done again.
    """
    while scope.parent is not None:
        around = scope.parent.token.scope
        frame = around.parent
        if frame is not None and frame.station.rounds is not None and frame.station.rounds.is_counted:
            if scope.first is None:
                scope.first = {}
            if scope.first.setdefault(node, ordinal) < ordinal:
                return True
            return is_again(frame.station.index, frame.token.scope, frame.ordinal)
        scope = around
    return ordinal > 0
