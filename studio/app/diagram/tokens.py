"""A walked case laid over a diagram: where its tokens are, which way they came, what can be done next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Move", "Tokens", "token_marks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A flow that a token took; ``place`` is its place among the flows of one move, from 0."""

    flow: str
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What a diagram shows of a case.

    ``at`` are the elements that hold tokens, with how many; ``visited`` the elements and flows of the
    way so far; ``offered`` the elements at which something can be done. ``moves`` are shown as they
    happen when ``step`` has grown by one since the last time, for the same ``case``.
    """

    case: str
    at: Mapping[str, int]
    visited: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    step: int = 0


def token_marks(tokens: Tokens | None) -> dict[str, object] | None:
    """The same as plain values for the browser."""
    if tokens is None:
        return None
    return {
        "case": tokens.case,
        "at": dict(tokens.at),
        "visited": list(tokens.visited),
        "offered": list(tokens.offered),
        "moves": [{"flow": move.flow, "place": move.place} for move in tokens.moves],
        "step": tokens.step,
    }
