"""How a command ends."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from studio.model import Problem, Severity

__all__ = ["Exit", "verdict"]


class Exit(IntEnum):
    """Exit codes."""

    DONE = 0
    FINDING = 1
    """A problem or warning at or over ``--fail-on``."""
    REFUSED = 2
    """What was asked cannot be done as it stands."""
    CANCELLED = 130
    """Stopped by Ctrl-C, as shells count it."""
    UNHEARD = 141
    """Whoever read the output went away, as shells count it."""


def verdict(problems: Iterable[Problem], fail_on: Severity | None) -> Exit:
    """The exit code of a command that found these problems."""
    if fail_on is not None and any(problem.severity.rank >= fail_on.rank for problem in problems):
        return Exit.FINDING
    return Exit.DONE
