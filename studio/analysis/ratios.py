"""What a figure of one replication is: one sum over another, or a level."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Key", "Level", "Ratio"]

Key = tuple[str, ...]
"""Section (``measures``, ``steps``, ``teams``, ``paths``, ``flows``), its member, and the measure; under
``ladders`` and ``promises`` the way to the figure in the result, which may be longer."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure that is one sum over another."""

    over: float
    under: float
    unit: str


@dataclass(frozen=True, slots=True)
class Level:
    """A figure that cannot be pooled."""

    value: float
    unit: str
