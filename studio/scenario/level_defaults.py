"""What is assumed of those who meet a case before and after the steps: self-service and ladders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from studio.scenario.distribution import Distribution
from studio.scenario.handling import Deflection
from studio.scenario.ladder import Ladder, Level

__all__ = ["complete_deflections", "complete_ladders"]

_COMES_BACK = Distribution.exponential(24 * 3600.0)
"""After which who was sent away by the self-service comes back."""
_ANSWERING = Distribution.lognormal(480.0, cv=1.0)
"""Handling a case on a level of a ladder."""
_SETTLED = 0.7
"""Of the cases that a level below the top answers, those that it settles."""

Assume = Callable[[str], None]
"""Takes the path of an input that nobody stated."""


def complete_deflections(stated: Mapping[str, Deflection], assume: Assume) -> dict[str, Deflection]:
    """The self-service, with when those come back who do."""
    found = dict(stated)
    for start, known in found.items():
        if known.comes_back > 0 and known.after is None:
            found[start] = replace(known, after=_COMES_BACK)
            assume(f"deflect.{start}.after")
    return found


def complete_ladders(stated: Mapping[str, Ladder], assume: Assume) -> dict[str, Ladder]:
    """The ladders, of whose levels it is known how long a case takes and what they settle."""
    return {
        name: replace(
            ladder,
            levels=tuple(
                _level(level, f"ladders.{name}[{number}]", assume, is_top=number == len(ladder.levels))
                for number, level in enumerate(ladder.levels, 1)
            ),
        )
        for name, ladder in stated.items()
    }


def _level(level: Level, path: str, assume: Assume, *, is_top: bool) -> Level:
    """The top settles everything."""
    if level.time is None:
        assume(f"{path}.time")
        level = replace(level, time=_ANSWERING)
    if level.settles is None:
        assume(f"{path}.settles")
        level = replace(level, settles=1.0 if is_top else _SETTLED)
    return level
